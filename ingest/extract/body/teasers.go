package body

import (
	"golang.org/x/net/html/atom"
)

// markTeasers leaves out cards that lead to other stories, wherever they
// stand, so that a wall of them is not taken for a story.
func (f *finder) markTeasers() {
	if len(f.elems) == 0 {
		return
	}
	total := f.elems[0].good
	for i := range f.elems {
		e := &f.elems[i]
		switch {
		case e.parent >= 0 && f.elems[e.parent].dropped == linkOnly:
			e.dropped = linkOnly
		case e.dropped == keep && e.linked > 0 && e.good*3 <= total && f.isTeaser(e):
			f.dropAll(e, linkOnly)
			f.teasers++
		}
	}
	f.markDatedCards()
}

// Of cards with a day of their own a page must hold minDated, each up to maxDated in
// weight: some sites print half of the story on the card.
const (
	minDated = 3
	maxDated = 3000
)

// markDatedCards leaves out what leads to other stories with a headline that is a link,
// a text and a day of its own, wherever it stands.
func (f *finder) markDatedCards() {
	var cards []int32
	for i := int32(0); i < int32(len(f.elems)); {
		if f.isDatedCard(&f.elems[i]) {
			cards = append(cards, i)
			i = f.elems[i].end
			continue
		}
		i++
	}
	if len(cards) < minDated {
		return
	}
	for _, i := range cards {
		f.dropAll(&f.elems[i], linkOnly)
		f.teasers++
	}
}

// isDatedCard is true of a small element that holds one headline, which is a link to
// another page, one or two texts and a line that is a day.
func (f *finder) isDatedCard(e *elem) bool {
	n := e.endBlock - e.firstBlock
	if n < 3 || n > 6 || e.weight > maxDated || e.linked == 0 || e.dropped != keep || kindOf(e.atom) != block || f.headline >= e.firstBlock && f.headline < e.endBlock {
		return false
	}
	links, texts, days := 0, 0, 0
	for k := e.firstBlock; k < e.endBlock; k++ {
		b := &f.blocks[k]
		switch {
		case b.weight >= 12 && b.linked*10 > b.weight*9:
			if !isHeading(f.elems[b.elem].atom) && !f.underHeading(b.inner) || f.leadsHere(b) {
				return false
			}
			links++
		case b.weight >= 40 && b.linked == 0:
			texts++
		case b.weight < 40 && f.isDateLine(b):
			days++
		}
	}
	return links == 1 && days == 1 && (texts == 1 || texts == 2)
}

// underHeading is true of an element that stands in a heading.
func (f *finder) underHeading(i int32) bool {
	for n := 0; i >= 0 && n < 3; i, n = f.elems[i].parent, n+1 {
		if isHeading(f.elems[i].atom) {
			return true
		}
	}
	return false
}

// maxCard is the weight up to which an element can be a card: a title, a
// snippet and a date.
const maxCard = 700

// isTeaser is true of a small <article>, and of one of three or more equal
// neighbours, that holds a linked title and little else.
func (f *finder) isTeaser(e *elem) bool {
	if e.weight > maxCard || e.parent < 0 || !f.titleLink(e) {
		return false
	}
	if e.atom == atom.Article {
		return true
	}
	class := attr(e.node, "class")
	if kindOf(e.atom) != block || class == "" && (e.atom != atom.Li || f.followsColon(&f.elems[e.parent])) {
		return false
	}
	same, cards := 0, 0
	for c, n := e.parent+1, 0; c < f.elems[e.parent].end && same < 12 && n < 60; c, n = f.elems[c].end, n+1 {
		t := &f.elems[c]
		if t.atom != e.atom || t.weight == 0 || attr(t.node, "class") != class {
			continue
		}
		same++
		if f.titleLink(t) {
			cards++
		}
	}
	return cards >= 3 && cards*5 >= same*4
}

// titleLink is true of an element in which one line is a link and what else
// there is is one short text.
func (f *finder) titleLink(e *elem) bool {
	n := e.endBlock - e.firstBlock
	if n < 1 || n > 8 {
		return false
	}
	links, texts := 0, 0
	for k := e.firstBlock; k < e.endBlock; k++ {
		b := &f.blocks[k]
		switch {
		case b.weight >= 12 && b.linked*10 > b.weight*9:
			links++
		case b.weight >= 40 && b.linked*2 < b.weight:
			texts++
		}
	}
	return links > 0 && texts <= 1
}
