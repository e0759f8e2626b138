package extract

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"dabao/ingest/extract/when"
	"dabao/schema"
)

// around is the range of runs near the headline.
func (p *page) around(t *titles) (int, int) {
	switch {
	case t.head == nil && p.far:
		return max(0, p.first-4*runsBefore), min(len(p.runs), p.first+4*runsAfter)
	case t.head == nil && p.first > 0:
		return max(0, p.first-runsBefore), min(len(p.runs), p.first+runsAfter)
	case t.head == nil:
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

// anchor finds, on a page whose headline is not found, where its text begins: the
// place that the article stands in, and what dates are near to.
func (p *page) anchor(t *titles, blocks []schema.Block) {
	if t.head != nil {
		return
	}
	for _, b := range blocks[:min(len(blocks), 40)] {
		if b.Kind != schema.Paragraph || len(b.Text) < minAnchor {
			continue
		}
		for i := range p.runs {
			if r := &p.runs[i]; len(r.text) >= minAnchor && strings.HasPrefix(b.Text, head(oneLine(r.text), minAnchor)) {
				p.home, p.prose, p.first = r.place, r.order, i
				return
			}
		}
	}
}

// minAnchor is how many bytes at its start tell a paragraph from others.
const minAnchor = 60

// leads is true of what stands between the headline and the first paragraph.
func (p *page) leads(order int, t *titles) bool {
	text := p.prose
	if text == noProse {
		text = t.told
	}
	return t.head != nil && order > t.head.order && order < text && text < noProse
}

// nearText leaves out, where a date stands between headline and text, those behind
// that only their place makes the article's; and where that date is made for one,
// those too that are called the time of publication: it may be that of another story.
func nearText(list []stamp) []stamp {
	near, made := false, false
	for i := range list {
		s := &list[i]
		near = near || s.near
		made = made || s.near && s.made && !s.updated
	}
	if !near {
		return list
	}
	kept := list[:0]
	for _, s := range list {
		if s.near || s.labeled && !made || s.updated {
			kept = append(kept, s)
		}
	}
	return kept
}

// differ is true of dates of different days that nothing calls the time of
// publication or of a change.
func differ(list []stamp) bool {
	for i := range list {
		if s := &list[i]; s.labeled || s.updated {
			return false
		}
	}
	return len(list) > 1 && slices.ContainsFunc(list, func(s stamp) bool { return s.On() != list[0].On() })
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
