package extract

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"dabao/ingest/extract/body"
	"dabao/ingest/extract/when"
)

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

// datedLater is true where not piece i of a line but a later one is a date.
func (p *page) datedLater(i, last int, line *html.Node, custom when.Custom) bool {
	if i+1 >= last || lineOf(p.runs[i+1].n) != line {
		return false
	}
	if _, _, _, ok := when.Find(p.runs[i].text, custom); ok {
		return false
	}
	for i++; i < last && lineOf(p.runs[i].n) == line; i++ {
		if !mayHoldDate(p.runs[i].text) {
			continue
		}
		if _, _, _, ok := when.Find(p.runs[i].text, custom); ok {
			return true
		}
	}
	return false
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

// datesHeading is true of a piece of a heading that is a day and at most a word for
// it: some pages print their day as a heading, or inside that of the story.
func datesHeading(r *run, custom when.Custom) bool {
	_, i, j, ok := when.Find(r.text, custom)
	return ok && letters(r.text[:i])+letters(r.text[j:]) <= 12 && len(textOf(r.n.Parent)) == len(r.text)
}
