package extract

import (
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"dabao/ingest/extract/body"
	"dabao/ingest/extract/when"
)

// Bounds of the part of a page where its own date is printed, in pieces of text
// before and after the headline.
const (
	runsBefore = 25
	runsAfter  = 45
	maxLine    = 320 // bytes of a line that can be a dateline
	maxProse   = 36  // letters around a date from which it stands in a sentence
)

// printed are the dates near the headline, in document order.
func (p *page) printed(t *titles, order when.Order) []stamp {
	out := p.printedIn(t, order, false)
	if len(out) == 0 && t.head != nil {
		out = p.printedIn(t, order, true)
		for i := range out {
			out[i].loose = true
		}
	}
	return out
}

// printedIn reads the lines around the headline; a relaxed reading takes lines
// close behind it for the article's even where their element is named for
// something else.
func (p *page) printedIn(t *titles, order when.Order, relaxed bool) []stamp {
	first, last := p.around(t)
	if relaxed {
		first, last = first+runsBefore, min(last, first+runsBefore+15)
	}
	var out []stamp
	var done *html.Node
	for i := first; i < last && len(out) < 12; i++ {
		r := &p.runs[i]
		marks := inNav | inComments | inHidden | inForm
		if !relaxed {
			marks |= inTeaser
		}
		if r.n.Parent.DataAtom != atom.Time {
			marks |= inFigure
		}
		if len(r.text) > maxLine || p.offAt(r.order, r.place, marks) || r.place&inHeading != 0 || !mayHoldDate(r.text) {
			continue
		}
		after := t.head == nil || r.order > t.head.order
		if r.place&inList != 0 && r.place&inLink != 0 || r.place&inAside != 0 && !after {
			continue
		}
		line := lineOf(r.n)
		if line == done {
			continue
		}
		done = line
		text := textOf(line)
		if len(text) > maxLine {
			if line.DataAtom == atom.P && !strings.HasPrefix(text, head(r.text, maxLine)) {
				continue // a day set apart by markup inside a paragraph
			}
			text = r.text
		}
		found := datesOf(text, order)
		made := p.madeForDates(line)
		// The office of an author may take many words before a day set apart.
		apart := made || len(r.text) < len(text) && strings.HasSuffix(text, r.text)
		told := body.IsSentence(text) && !(apart && isDigit(text[len(text)-1])) && !standsApart(line, r)
		strong := made || len(text) < 60
		if own := datesOf(r.text, order); len(own) > 0 && len(found) > 0 && !own[0].prose && !told {
			found[0].prose = false // the rest of the line is set apart by markup
			strong = strong || len(r.text) < 60
		}
		if len(found) == 1 && !found[0].HasTime && i+1 < last && len(p.runs[i+1].text) < 20 {
			if m, _, _, ok := when.Find(text+" "+p.runs[i+1].text, order); ok && m.HasTime && m.On() == found[0].On() {
				found[0].Moment = m
			}
		}
		for _, s := range found {
			if told || s.prose && !made && !s.labeled && !s.updated {
				continue
			}
			s.after, s.strong = after, strong
			out = append(out, s)
		}
	}
	return p.withMachineTimes(out, t, order)
}

// around is the range of runs near the headline.
func (p *page) around(t *titles) (int, int) {
	if t.head == nil {
		return 0, min(len(p.runs), 4*runsAfter)
	}
	at := len(p.runs)
	for i := range p.runs {
		if p.runs[i].order > t.head.order {
			at = i
			break
		}
	}
	return max(0, at-runsBefore), min(len(p.runs), at+runsAfter)
}

// lineOf is the element whose text stands on one line with a text node.
func lineOf(n *html.Node) *html.Node {
	e := n.Parent
	for range 4 {
		if e == nil || e.Parent == nil || e.Type != html.ElementNode || !inline(e) {
			break
		}
		e = e.Parent
	}
	return e
}

// madeForDates says whether an element, or the one around it, is named for a
// date or is a time element.
func (p *page) madeForDates(n *html.Node) bool {
	for range 2 {
		if n == nil || n.Type != html.ElementNode {
			return false
		}
		if n.DataAtom == atom.Time || wordHints(attr(n, "class"))&isDate != 0 || wordHints(attr(n, "id"))&isDate != 0 {
			return true
		}
		n = n.Parent
	}
	return false
}

// datesOf are the dates of one line, each with what the words before it call it.
func datesOf(s string, order when.Order) []stamp {
	var out []stamp
	sentence := body.IsSentence(s)
	for len(out) < 4 {
		m, i, j, ok := when.Find(s, order)
		if !ok {
			break
		}
		before := s[:i]
		out = append(out, stamp{Moment: m, prose: sentence || proseLetters(s[:i])+proseLetters(s[j:]) > maxProse, updated: says(before, updateWords) || len(out) == 0 && says(s[j:], trailingUpdate), labeled: says(before, publishWords)})
		s = s[j:]
	}
	return out
}

// proseLetters counts the letters of the last sentence or field of s, so that
// a date inside a sentence is told from one in a dateline; a Han character
// weighs as much as three letters.
func proseLetters(s string) int {
	n := 0
	for _, r := range s {
		switch {
		case r == '|' || r == '｜':
			n = 0
		case isHan(r) || isKana(r):
			n += 3
		case unicode.IsLetter(r):
			n++
		}
	}
	return n
}

// elsewhere are the dates that lines anywhere on the page call the time of
// publication, for pages that print it under the text.
func (p *page) elsewhere(order when.Order) []stamp {
	for i := range p.runs {
		r := &p.runs[i]
		if len(r.text) > 80 || p.off(r.place, offPage|inFigure) || r.place&inLink != 0 || !mayHoldDate(r.text) {
			continue
		}
		line := lineOf(r.n)
		text := textOf(line)
		if prev := line.PrevSibling; len(text) < 30 && prev != nil && prev.Type == html.ElementNode {
			text = textOf(prev) + " " + text
		} else if len(text) < 30 && i > 0 {
			text = p.runs[i-1].text + " " + text
		}
		if len(text) > 120 {
			continue
		}
		for _, s := range datesOf(text, order) {
			if !s.updated && !s.prose && (s.labeled || says(head(text, 12), dateLabels) || wordHints(attr(line, "class"))&isDate != 0) {
				s.after = true
				return []stamp{s}
			}
		}
	}
	return nil
}

// dayOfPath is the day that an address carries in its path, as those of many
// newspapers do: /2022/09/23/, /2022/0923/, /20220923/, /2022-09/23/.
func dayOfPath(address string) string {
	u := parseURL(nil, address)
	if u == nil {
		return ""
	}
	path := u.Path
	for i := 0; i+10 <= len(path)+1; i++ {
		if path[i] != '/' && path[i] != '-' && path[i] != '_' && path[i] != 't' {
			continue
		}
		digits, j := make([]byte, 0, 8), i+1
		for ; j < len(path) && len(digits) < 8; j++ {
			if isDigit(path[j]) {
				digits = append(digits, path[j])
			} else if c := path[j]; c != '/' && c != '-' && c != '_' || len(digits) != 4 && len(digits) != 6 {
				break
			}
		}
		if len(digits) != 8 || j < len(path) && isDigit(path[j]) {
			continue
		}
		if m, ok := when.Parse(string(digits), when.DayFirst); ok && m.Year >= 1995 {
			return m.On()
		}
	}
	return ""
}

func says(s string, words []string) bool {
	s = strings.ToLower(s)
	for _, w := range words {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}

// Words that tell a change from a first publication, in lower case.
var (
	updateWords = []string{"updated", "modified", "last edited", "aktualisiert", "stand:", "geändert", "mis à jour", "modifié", "maj ", "actualizado", "actualizada", "modificado",
		"atualizado", "aggiornato", "aggiornamento", "bijgewerkt", "gewijzigd", "opdateret", "oppdatert", "uppdaterad", "päivitetty", "aktualizacja", "aktualizováno", "zaktualizowano",
		"güncelleme", "güncellendi", "обновлено", "изменено", "оновлено", "更新", "修改", "最終更新", "수정", "cập nhật", "diperbarui", "ενημέρωση", "ενημερώθηκε", "atnaujinta", "frissítve", "actualizat"}
	dateLabels     = []string{"date", "datum", "fecha", "data ", "data:", "dato", "päivä", "tarih", "дата", "日期", "日付"}
	trailingUpdate = []string{"(updated)", "更新)", "更新）"}
	publishWords   = []string{"published", "posted", "first published", "veröffentlicht", "erschienen", "publié", "publicado", "publicada", "pubblicato", "gepubliceerd", "publiceret", "publisert",
		"publicerad", "julkaistu", "opublikowano", "publikacja", "vydáno", "yayın", "giriş", "опубликован", "发布", "發佈", "發布", "发表", "發表", "公開", "配信", "掲載", "입력", "등록", "đăng", "paskelbta", "megjelent", "δημοσίευση", "date:", "datum:", "时间", "時間", "日期"}
)

// withMachineTimes completes printed days with the datetime attribute of the
// time elements that print them, and falls back on those attributes alone.
func (p *page) withMachineTimes(out []stamp, t *titles, order when.Order) []stamp {
	seen := 0
	for i := range p.times {
		s := &p.times[i]
		if p.off(s.place, inNav|inComments|inTeaser|inFigure|inHead|inForm|inFooter) || t.head != nil && s.order < t.head.order-150 {
			continue
		}
		if attr(s.n, "itemprop") == "" && insideProse(s.n) {
			continue
		}
		value := firstOf(attr(s.n, "datetime"), attr(s.n, "content"))
		m, ok := when.Parse(value, order)
		if !ok {
			continue
		}
		m = honest(m)
		if seen++; seen > 6 || t.head != nil && s.order > t.head.order+600 {
			break
		}
		matched := false
		for j := range out {
			o := &out[j]
			if o.On() == m.On() && !o.HasTime && m.HasTime {
				o.Moment, matched = m, true
			}
			matched = matched || o.On() == m.On() && o.HasTime
		}
		if !matched {
			label := ""
			if s.n.Parent != nil {
				label = head(textOf(s.n.Parent), 80)
			}
			updated := s.hint&isModified != 0 || attr(s.n, "itemprop") == "dateModified" || says(label, updateWords)
			out = append(out, stamp{Moment: m, strong: true, updated: updated, labeled: attr(s.n, "itemprop") == "datePublished", after: t.head == nil || s.order > t.head.order})
		}
	}
	return out
}

// standsApart is true of a few words in an element of their own, in a line that
// is no paragraph: a date between what else a template prints there.
func standsApart(line *html.Node, r *run) bool {
	if line.DataAtom == atom.P || r.n.Parent == line || body.IsSentence(r.text) {
		return false
	}
	switch r.n.Parent.DataAtom {
	case atom.Span, atom.Time, atom.Div, atom.Li, atom.Small:
		return true
	}
	return false
}

// insideProse is true of a time element that dates what a paragraph tells.
func insideProse(n *html.Node) bool {
	if n.DataAtom != atom.Time || n.FirstChild == nil {
		return false
	}
	line := lineOf(n)
	if line == n || line.DataAtom != atom.P {
		return false
	}
	text := textOf(line)
	return body.IsSentence(text) || len(text) > maxLine && !strings.HasPrefix(text, textOf(n))
}

// mayHoldDate is a cheap test before a line is read in earnest.
func mayHoldDate(s string) bool {
	d := 0
	for i := 0; i < len(s); i++ {
		if s[i] >= '0' && s[i] <= '9' {
			d++
		}
	}
	return d >= 3 || strings.Contains(s, "年") || d == 0 && strings.ContainsAny(s, "٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹०१२३४५६७८९০১২৩৪৫৬৭৮৯")
}
