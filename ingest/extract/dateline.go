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
func (p *page) printed(t *titles, custom when.Custom) []stamp {
	out := p.printedIn(t, custom, false)
	if len(out) == 0 && t.head != nil {
		out = p.printedIn(t, custom, true)
		for i := range out {
			out[i].loose = true
		}
	}
	return out
}

// printedIn reads the lines around the headline; a relaxed reading takes lines
// close behind it for the article's even where their element is named for
// something else.
func (p *page) printedIn(t *titles, custom when.Custom, relaxed bool) []stamp {
	first, last := p.around(t)
	if relaxed {
		first, last = first+runsBefore, min(last, first+runsBefore+15)
	}
	var out []stamp
	var done *html.Node
	for i := first; i < last && len(out) < 12; i++ {
		r := &p.runs[i]
		marks := inNav | inComments | inHidden | inForm | inQuote
		if !relaxed {
			marks |= inTeaser
		}
		if r.n.Parent.DataAtom != atom.Time {
			marks |= inFigure
		}
		if r.place&inHidden != 0 && mayHoldDate(r.text) && onlyUnspoken(r.n) {
			marks &^= inHidden
		}
		if len(r.text) > maxLine || p.offAt(r.order, r.place, marks) || !mayHoldDate(r.text) || r.place&inHeading != 0 && !datesHeading(r, custom) || p.ofAnother(r.n, r.order, t) {
			continue
		}
		after := t.head == nil || r.order > t.head.order
		if r.place&inList != 0 && r.place&inLink != 0 && !p.linksDay(r, t, custom) || r.place&inAside != 0 && !after {
			continue
		}
		line := lineOf(r.n)
		if line == done || len(datesOf(r.text, custom)) == 0 && p.datedLater(i, last, line, custom) {
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
		found := datesOf(text, custom)
		if len(found) == 0 && len(text) < maxLine {
			text = p.setApart(i, line) // a style sheet parts what markup does not
			found = datesOf(text, custom)
		}
		if m, ok := p.onTile(i, custom); ok && len(found) == 0 {
			found = []stamp{{Moment: m}}
		}
		if len(found) == 0 || registers(line, text) {
			continue
		}
		if i > 0 {
			p.labelBefore(&found[0], text, &p.runs[i-1])
		}
		made := p.madeForDates(line)
		// The office of an author may take many words before a day set apart.
		apart := made || len(r.text) < len(text) && strings.HasSuffix(text, r.text)
		told := body.IsSentence(text) && !(apart && isDigit(text[len(text)-1])) && !standsApart(line, r)
		strong := made || len(text) < 60
		if own := datesOf(r.text, custom); len(own) > 0 && len(found) > 0 && !own[0].prose && !told {
			found[0].prose = false // the rest of the line is set apart by markup
			strong = strong || len(r.text) < 60
		}
		if len(found) == 1 && !found[0].HasTime && i+1 < last && len(p.runs[i+1].text) < 20 {
			if m, _, _, ok := when.Find(text+" "+p.runs[i+1].text, custom); ok && m.HasTime && m.On() == found[0].On() {
				found[0].Moment = m
			}
		}
		p.nameApart(found, i, line, custom)
		for _, s := range found {
			if s.other || told || s.prose && !made && !s.labeled && !s.updated {
				continue
			}
			s.after, s.strong, s.made = after, strong, made
			out = append(out, s)
		}
	}
	return p.withMachineTimes(out, t, custom)
}

// onlyUnspoken is true of text that is hidden from those who listen alone, in a small
// element: a day is spoken from another, more fully.
func onlyUnspoken(n *html.Node) bool {
	small := false
	for e := n.Parent; e != nil; e = e.Parent {
		if style := attr(e, "style"); hasAttr(e, "hidden") || strings.Contains(style, "display:none") || strings.Contains(style, "display: none") {
			return false
		}
		if attr(e, "aria-hidden") == "true" {
			if small = len(textOf(e)) < maxLine; !small {
				return false
			}
		}
	}
	return small
}

// datedLater is true where a later piece of the line that piece i begins or goes on
// is a date.
func (p *page) datedLater(i, last int, line *html.Node, custom when.Custom) bool {
	for i++; i < last && lineOf(p.runs[i].n) == line; i++ {
		if mayHoldDate(p.runs[i].text) && len(datesOf(p.runs[i].text, custom)) > 0 {
			return true
		}
	}
	return false
}

// nameApart lends the dates of a line that prints several what the elements around
// them are named: class="updated" beside class="published".
func (p *page) nameApart(found []stamp, i int, line *html.Node, custom when.Custom) {
	if len(found) < 2 {
		return
	}
	for k := range found {
		s := &found[k]
		for ; i < len(p.runs) && lineOf(p.runs[i].n) == line; i++ {
			if m, _, _, ok := when.Find(p.runs[i].text, custom); !ok || m.On() != s.On() {
				continue
			}
			if e := p.runs[i].n.Parent; e != line {
				class := attr(e, "class")
				published := strings.Contains(strings.ToLower(class), "publish")
				s.updated = s.updated || !published && wordHints(class)&isModified != 0
				s.labeled = s.labeled || published
			}
			i++
			break
		}
	}
}

// setApart is the text of a line with a space between its pieces: of one that piece
// i belongs to.
func (p *page) setApart(i int, line *html.Node) string {
	for i > 0 && lineOf(p.runs[i-1].n) == line {
		i--
	}
	var b strings.Builder
	for ; i < len(p.runs) && lineOf(p.runs[i].n) == line && b.Len() < maxLine; i++ {
		b.WriteString(p.runs[i].text)
		b.WriteByte(' ')
	}
	return strings.TrimSpace(b.String())
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

// linksDay is true of a link in a list that is a day and nothing else, close behind
// the headline: it leads to what else came that day. A list of days leads to other
// stories.
func (p *page) linksDay(r *run, t *titles, custom when.Custom) bool {
	if t.head == nil || r.order < t.head.order || r.order > t.told {
		return false
	}
	m, i, j, ok := when.Find(r.text, custom)
	if !ok || weight(r.text[:i])+weight(r.text[j:]) > 0 {
		return false
	}
	li := r.n.Parent
	for li != nil && li.DataAtom != atom.Li {
		li = li.Parent
	}
	if li == nil || li.Parent == nil {
		return false
	}
	for c := li.Parent.FirstChild; c != nil; c = c.NextSibling {
		if o, _, _, ok := when.Find(textOf(c), custom); c != li && ok && o.On() != m.On() {
			return false
		}
	}
	return true
}

// datesHeading is true of a piece of a heading that is a day and at most a word for
// it: some pages print their day as a heading, or inside that of the story.
func datesHeading(r *run, custom when.Custom) bool {
	_, i, j, ok := when.Find(r.text, custom)
	return ok && letters(r.text[:i])+letters(r.text[j:]) <= 12 && len(textOf(r.n.Parent)) == len(r.text)
}

// ofAnother is true of what stands, away from the headline, in a box with a
// heading of its own or a long link: a card that leads to another story.
func (p *page) ofAnother(n *html.Node, order int, t *titles) bool {
	if t.head == nil {
		return false
	}
	above := order >= t.head.order && (order < t.told || order < p.prose && p.prose < noProse) // between headline and text
	for e, up := n.Parent, 0; e != nil && up < 4 && e.DataAtom != atom.Body; e, up = e.Parent, up+1 {
		if within(t.head.n, e) {
			return false
		}
		if e != n.Parent && (wordHints(attr(e, "class"))|wordHints(attr(e, "id")))&(isDate|isAuthor) != 0 {
			continue // a link beside the day, in the box for it or for the byline
		}
		if (e.DataAtom == atom.A || !above) && !isHeading(e) && leadsOn(e) {
			return true
		}
	}
	return false
}

// leadsOn is true of a card: an element with little text, of which a heading or a
// link reads like a headline.
func leadsOn(e *html.Node) bool {
	steps, text, leads := 0, 0, e.DataAtom == atom.A && weight(head(textOf(e), 200)) >= maxCard/10
	for c := range e.Descendants() {
		if steps++; steps > 300 {
			return false
		}
		switch {
		case c.Type == html.TextNode:
			if text += weight(c.Data); text > maxCard {
				return false
			}
		case leads:
		case c.DataAtom == atom.A && attr(c, "href") != "":
			leads = weight(head(textOf(c), 200)) >= linkWeight
		case isHeading(c):
			leads = weight(head(textOf(c), 200)) >= headingWeight
		}
	}
	return leads
}

// Weights, in letters: of the text of a card at most, of a link and of a heading
// that read like a headline at least.
const (
	maxCard       = 400
	linkWeight    = 30
	headingWeight = 15
)

// weight counts the letters of s, a Han character as three, a Hangul syllable as
// two.
func weight(s string) int {
	n := 0
	for _, r := range s {
		switch {
		case isHan(r) || isKana(r):
			n += 3
		case r >= 0xac00 && r <= 0xd7a3:
			n += 2
		case unicode.IsLetter(r):
			n++
		}
	}
	return n
}
