package body

import (
	"strings"

	"golang.org/x/net/html/atom"
)

// markModules leaves out parts of the story element that are no prose of their
// own: lists of links, walls.
func (f *finder) markModules() {
	r := &f.elems[f.root]
	for i := f.root + 1; i < r.end; i++ {
		e := &f.elems[i]
		if e.dropped != keep || e.weight == 0 {
			continue
		}
		switch {
		case f.isForm(e):
			f.dropAll(e, boilerplate)
			i = e.end - 1
		case f.isLinkList(e) && !f.isAnnounced(e) && !f.isCited(e):
			f.dropAll(e, linkOnly)
			i = e.end - 1
		case f.isWall(e):
			m := f.wallAround(i)
			f.dropAll(&f.elems[m], boilerplate)
			i = f.elems[m].end - 1
		}
	}
}

func (f *finder) dropAll(e *elem, why rule) {
	for k := e.firstBlock; k < e.endBlock; k++ {
		f.drop(&f.blocks[k], why)
	}
	e.dropped = why
}

// isForm is true of a form in the story, not one around it.
func (f *finder) isForm(e *elem) bool {
	return (e.atom == atom.Form || e.atom == atom.Fieldset) && e.good*4 < f.elems[f.root].good
}

// maxList is the number of lines up to which a list is looked at as a whole.
const maxList = 300

// isLinkList is true of a list whose items are links with at most a label.
func (f *finder) isLinkList(e *elem) bool {
	if e.atom != atom.Ul && e.atom != atom.Ol && e.atom != atom.Dl {
		return false
	}
	n := e.endBlock - e.firstBlock
	if n < 1 || n > maxList || e.linked*100 < e.weight*55 || e.weight/n > 130 {
		return false
	}
	var links int32
	for k := e.firstBlock; k < e.endBlock; k++ {
		if b := &f.blocks[k]; b.linked*5 > b.weight*2 {
			links++
		}
	}
	return links*4 >= n*3
}

// isWall is true of a small part that asks the reader to register, to pay, to
// subscribe or to allow.
func (f *finder) isWall(e *elem) bool {
	if kindOf(e.atom) != block || e.weight > maxWall || e.good*3 > f.elems[f.root].good || e.atom == atom.P {
		return false
	}
	if e.firstBlock >= e.endBlock {
		return false
	}
	b := &f.blocks[e.firstBlock]
	if b.weight > 160 || b.why != keep || e.atom == atom.Li && e.parent >= 0 && f.elems[e.parent].paras >= 2 {
		return false // of a list of sentences one may allow, or join, something
	}
	return walls.begin(lowerTrim(f.textOf(b)))
}

// wallAround widens a wall to the part of the page made for it.
func (f *finder) wallAround(i int32) int32 {
	w := f.elems[i].weight
	for p := f.elems[i].parent; p > f.root; p = f.elems[p].parent {
		e := &f.elems[p]
		if e.weight > 3*w || e.weight > maxWall || e.good*3 > f.elems[f.root].good {
			break
		}
		i = p
	}
	return i
}

// maxWall is the weight up to which a part of the page can be a wall.
const maxWall = 1200

// headsText is true of a linked heading that stands over a paragraph of the
// story.
func (f *finder) headsText(i int) bool {
	b := &f.blocks[i]
	if !isHeading(f.elems[b.elem].atom) && (b.elem == f.root || !isHeading(f.elems[f.elems[b.elem].parent].atom)) {
		return false
	}
	for k := i + 1; k < len(f.blocks) && k <= i+3; k++ {
		n := &f.blocks[k]
		if n.why != keep || f.isCaption(n) {
			continue
		}
		return n.prose()
	}
	return false
}

// isAnnounced is true of a list of links that the sentence before it announces,
// and marks its lines: it stays where the story goes on after it, or where the
// links are too short to be headlines.
func (f *finder) isAnnounced(e *elem) bool {
	if e.firstBlock <= f.elems[f.root].firstBlock || !f.followsColon(e) {
		return false
	}
	if e.weight > maxAnnounced*(e.endBlock-e.firstBlock) && !f.goesOn(e.endBlock) && (f.headline < 0 || e.weight < 2*f.elems[0].good) {
		return false
	}
	for k := e.firstBlock; k < e.endBlock; k++ {
		f.blocks[k].announced = true
	}
	return true
}

// followsColon is true of an element behind a sentence of the story that ends
// in a colon.
func (f *finder) followsColon(e *elem) bool {
	if e.firstBlock == 0 {
		return false
	}
	before := &f.blocks[e.firstBlock-1]
	if before.why != keep || before.weight < minAnnounced || before.linked*5 > before.weight || f.elems[before.elem].parent != e.parent {
		return false
	}
	t := lowerTrim(f.textOf(before))
	return (strings.HasSuffix(t, ":") || strings.HasSuffix(t, "：")) && !moreLabels.begin(t) && !walls.begin(t) && !closers.begin(t)
}

const (
	minAnnounced = 25 // weight of a sentence that announces a list
	maxAnnounced = 30 // mean weight of its lines where it ends the story
)

// goesOn is true where one of the next blocks is a paragraph of the story.
func (f *finder) goesOn(i int32) bool {
	for k := i; k < f.elems[f.root].endBlock && k < i+5; k++ {
		if b := &f.blocks[k]; b.why == keep && b.prose() && b.linked*5 < b.weight {
			return true
		}
	}
	return false
}

// minLinked is the weight of a linked line that can be a sentence of the story.
const minLinked = 60

// linkedSentence is true of a paragraph of the story that is one link: a whole
// sentence between two paragraphs that are none.
func (f *finder) linkedSentence(i int) bool {
	b := &f.blocks[i]
	if i == 0 || b.weight < minLinked || b.stops == 0 || f.elems[b.elem].atom != atom.P || !f.endsLikeSentence(b) || startsWithArrow(f.textOf(b)) || moreLabels.begin(lowerTrim(f.textOf(b))) {
		return false
	}
	k := i - 1
	for k > max(0, i-4) && (f.blocks[k].why != keep || !f.blocks[k].prose() || f.isCaption(&f.blocks[k])) {
		k--
	}
	before := &f.blocks[k]
	return before.why == keep && before.prose() && before.linked*2 < before.weight && f.goesOn(int32(i)+1)
}
