package extract

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"dabao/ingest/extract/body"
	"dabao/ingest/extract/when"
	"dabao/schema"
)

// headerRuns is how many pieces of text after the headline belong to the lines
// that print date, source and byline.
const headerRuns = 30

// byline finds the printed byline: an element named for it between headline and
// text, else a line that begins like one, else an element further behind; else one
// before the headline, or close behind it in a block named for something else. A
// strict reading leaves those two out.
func (p *page) byline(t *titles, strict bool) []string {
	if t.head == nil {
		return firstNames(p.namedByline(0, 1<<31, bylineOff), p.plainByline(t))
	}
	at, text := t.head.order, p.prose
	if text == 1<<31 {
		text = t.told // no paragraph is long
	}
	names := firstNames(p.namedByline(at, max(text, at+headerNodes), bylineOff), p.plainByline(t), p.namedByline(at, 1<<31, bylineOff))
	if strict || len(names) > 0 {
		return names
	}
	return firstNames(p.namedByline(at-400, at, bylineOff), p.namedByline(at, min(at+150, max(p.prose, at+60)), bylineOff&^(inTeaser|inAside)))
}

// headerNodes is how many nodes behind a headline may at least be its header.
const headerNodes = 60

const bylineOff = inNav | inFooter | inComments | inTeaser | inFigure | inForm | inHead | inHidden

func firstNames(lists ...[]string) []string {
	for _, l := range lists {
		if len(l) > 0 {
			return l
		}
	}
	return nil
}

// namedByline reads the first element named for authors in a range of the page,
// and those that are its like beside it.
func (p *page) namedByline(from, to int, marks place) []string {
	var out []string
	var like *spot
	for i := range p.spots {
		s := &p.spots[i]
		rel := s.n.DataAtom == atom.A && hasWord(attr(s.n, "rel"), "author")
		off := marks
		if rel {
			off &^= inFigure
		}
		if s.hint&isAuthor == 0 || s.hint&(isBio|isTeaser|isComments|isPicture) != 0 || s.order < from || s.order > to || p.offAt(s.order, s.place, off) {
			continue
		}
		if like != nil && (s.order > like.order+80 || p.textBetween(like.order, s.order) > maxBetween || s.n.Data != like.n.Data || attr(s.n, "class") != attr(like.n, "class") || within(s.n, like.n)) {
			continue
		}
		names := p.bylineNames(s.n)
		for _, n := range names {
			if !contains(out, n) {
				out = append(out, n)
			}
		}
		if like == nil && len(names) > 0 {
			like = s
		}
		if like == nil && s.order < from+100 && oneWord(textOf(s.n)) {
			return nil // initials or the outlet sign this one
		}
	}
	return out
}

// maxBetween is the length of what may stand between the bylines of two authors of
// one story: their names, jobs and addresses, but not the title of another story.
const maxBetween = 160

// textBetween is the length of the text in a range of the page; more than
// maxBetween where a heading or a long link stands in it.
func (p *page) textBetween(from, to int) int {
	n := 0
	for i := range p.runs {
		r := &p.runs[i]
		if r.order > to {
			break
		}
		if r.order <= from {
			continue
		}
		if n += len(r.text); r.place&inHeading != 0 || r.place&inLink != 0 && len(r.text) > maxNameLink {
			return maxBetween + 1
		}
	}
	return n
}

// maxNameLink is the length in bytes of a link that may still be a name and its job.
const maxNameLink = 40

func oneWord(s string) bool { return len(s) > 2 && strings.IndexByte(s, ' ') < 0 && hanShare(s) == 0 }

// bylineNames reads an element named for the byline. Links in it are names
// where they look like names; else the text behind the word that leads it.
func (p *page) bylineNames(n *html.Node) []string {
	ps := pieces(n)
	total := 0
	for _, pc := range ps {
		total += len(pc.text)
	}
	if total == 0 || total > 240 {
		return nil
	}
	var linked, plain []string
	led, other, marked := false, false, strings.EqualFold(attr(n, "itemprop"), "author") || hasWord(attr(n, "rel"), "author")
	for _, pc := range ps {
		if i, _, _ := nextLabel(pc.text); i >= 0 {
			for _, cr := range readCreditLine(pc.text).credits {
				if cr.Role == schema.Author {
					plain = append(plain, cr.Name)
				}
			}
			continue
		}
		if filesUnder(pc.text) {
			break
		}
		if role, ok := leadingRole(pc.text); ok {
			other = role != schema.Author
			continue
		}
		s, by := AfterBy(pc.text)
		if other = other && !by; other {
			continue
		}
		if by && !led {
			led, linked, plain = true, nil, nil // what stood before was the section
		}
		if m := besideDay(pc.text); m.dated {
			if m.names == nil {
				if endsIn(pc.text) {
					break
				}
				continue
			}
			if !led {
				led, linked, plain = true, nil, nil
			}
			plain = append(plain, m.names...)
			continue
		}
		for _, part := range splitNames(s) {
			name, ok := personName(part)
			single := strings.IndexByte(name, ' ') < 0
			if !ok || hanShare(name) > .5 && !isChineseName(name) && !p.japanese() && !(marked && rareName(name)) || single && !led && hanShare(name) < .5 && !hangul(name) {
				continue
			}
			if pc.link {
				linked = append(linked, name)
			} else {
				plain = append(plain, name)
			}
		}
	}
	if len(linked) > 0 {
		return withoutStrays(linked)
	}
	return withoutStrays(plain)
}

// filesUnder is true of a label of sections: what follows it is no name.
func filesUnder(s string) bool {
	s = strings.ToLower(strings.Trim(s, " :|·•-–—,"))
	for _, w := range []string{"filed under", "posted in", "published in", "categories", "category", "tags", "tagged", "topics", "in:", "kategorie", "kategorien", "catégories", "categorías", "categoria", "rubrik"} {
		if s == w || strings.HasPrefix(s, w+":") || strings.HasPrefix(s, w+" ") && strings.Count(w, " ") > 0 {
			return true
		}
	}
	return s == "in" || s == "under"
}

// endsIn is true of the day of a story before its section: on 5 March 2024 in.
func endsIn(s string) bool { return strings.HasSuffix(strings.TrimRight(s, " "), " in") }

// dayAndNames is a line read by besideDay.
type dayAndNames struct {
	dated bool
	names []string
}

// besideDay reads the names that a line prints with its day, behind the word for
// them: March 5, 2024 by A. Name in Local; Von A. Name, 5. März 2024.
func besideDay(s string) dayAndNames {
	_, i, j, ok := when.Find(s, when.DayFirst)
	if !ok {
		return dayAndNames{}
	}
	out := dayAndNames{dated: true}
	for _, side := range []string{s[j:], s[:i]} {
		rest, by := AfterBy(side)
		if !by {
			continue
		}
		rest = strings.TrimRight(rest, " ,|·•-–—\t")
		for _, end := range dayLeads {
			rest = strings.TrimSuffix(rest, end)
		}
		for _, part := range splitNames(rest) {
			if name, ok := personName(part); ok && (fullName(name) || isChineseName(name) || hangul(name)) {
				out.names = append(out.names, name)
			}
		}
		if len(out.names) > 0 {
			break
		}
	}
	return out
}

// rareName says whether a name that markup calls the author's can be one with a
// rare surname: no outlet, and as short as Chinese names are.
func rareName(s string) bool {
	n := utf8.RuneCountInString(s)
	return n >= 2 && n <= 4 && hanShare(s) == 1 && !outletName(s) && !strings.HasPrefix(s, "本")
}

func hangul(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return r >= 0xac00 && r <= 0xd7a3
}

// plainByline finds a short line after the headline that begins as a byline
// does: By X, Von X, 文/X.
func (p *page) plainByline(t *titles) []string {
	n := 0
	for i := range p.runs {
		r := &p.runs[i]
		if t.head != nil && r.order < t.head.order || p.off(r.place, offPage|inFigure) || r.place&inHeading != 0 {
			continue
		}
		if n++; n > headerRuns {
			break
		}
		if len(r.text) > 160 {
			continue
		}
		if names := firstNames(hanByline(r.text), koreanNames(r.text)); len(names) > 0 {
			return names
		}
		if bare := strings.Trim(r.text, " |｜:：\t\n\u3000"); strings.HasSuffix(bare, "作者") && len(bare) < 30 && i+1 < len(p.runs) && isChineseName(p.runs[i+1].text) {
			return []string{p.runs[i+1].text}
		}
		if mayHoldDate(r.text) {
			if line := head(textOf(lineOf(r.n)), 160); !mayLead(line) {
				continue // a day alone
			} else if m := besideDay(line); m.dated {
				if len(m.names) > 0 {
					return m.names
				}
				continue
			}
		}
		rest, ok := AfterBy(r.text)
		if !ok || len(rest) == len(r.text) || body.IsSentence(r.text) {
			continue
		}
		var out []string
		if rest == "" {
			out = p.bylineNames(lineOf(r.n))
			if len(out) == 0 && i+1 < len(p.runs) && !labelsNext(p.runs[i+1].text) {
				rest = p.runs[i+1].text
			}
		}
		for _, part := range splitNames(rest) {
			if name, ok := personName(part); ok && (strings.IndexByte(name, ' ') > 0 || hanShare(name) > .5) {
				out = append(out, name)
			}
		}
		if len(out) > 0 {
			return out
		}
	}
	return nil
}

// labelsNext is true of a piece that is the label of the next field: the one before it
// was left empty.
func labelsNext(s string) bool {
	s = strings.TrimRight(s, " ")
	return strings.HasSuffix(s, "：") || strings.HasSuffix(s, ":")
}

// hanByline reads a Chinese line of the header: 某报记者 某某, 作者：某某,
// 某某/某某报.
func hanByline(s string) []string {
	if utf8.RuneCountInString(s) > 40 || hanShare(s) == 0 {
		return nil
	}
	if names := reporters(s); len(names) > 0 {
		return names
	}
	if hanShare(s) < .5 {
		return nil
	}
	var out []string
	for _, cr := range readCreditLine(s).credits {
		if cr.Role == schema.Author {
			out = append(out, cr.Name)
		}
	}
	if name, outlet, ok := strings.Cut(s, "/"); ok && len(out) == 0 && isChineseName(strings.TrimSpace(name)) && outletName(strings.TrimSpace(outlet)) {
		out = append(out, strings.TrimSpace(name))
	}
	return out
}
