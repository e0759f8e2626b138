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
