package body

import (
	"bytes"

	"golang.org/x/net/html/atom"
)

// scoreBlocks says how much each block speaks for the element around it being
// the story.
func (f *finder) scoreBlocks() {
	for i := range f.blocks {
		b := &f.blocks[i]
		e := &f.elems[b.elem]
		plain := b.weight - b.linked
		switch {
		case b.inBody:
			b.score = b.weight * 2
		case b.why == byName:
			b.score = 0
		case b.why != keep, b.linked*10 > b.weight*6:
			b.score = -10 - min(b.weight, 150)/3
		case e.work:
			b.score = plain
		case isHeading(e.atom), b.weight >= 100 && f.soundsLegal(b):
			b.score = 0
		case b.stops > 0 && b.weight >= 40:
			b.score = plain
		case e.atom == atom.P:
			b.score = plain * 2 / 3
		case b.commas > 0 && b.weight > 60, e.up&fBody != 0:
			b.score = plain / 2
		default:
			b.score = -10
		}
	}
}

// soundsLegal is true of a text in which at least two words of consent and
// privacy notices stand. Such a text may be part of a story, but is no sign of
// one.
func (f *finder) soundsLegal(b *textBlock) bool {
	if b.sound == unheard {
		b.sound = soundsPlain
		if f.holdsLegalWords(b) {
			b.sound = soundsOfLaw
		}
	}
	return b.sound == soundsOfLaw
}

// sound is what a block was found to sound like.
type sound uint8

const (
	unheard sound = iota
	soundsPlain
	soundsOfLaw
)

func (f *finder) holdsLegalWords(b *textBlock) bool {
	f.scratch = appendLower(f.scratch[:0], f.bytesOf(b))
	return rightsReserved.count(f.scratch, 1) > 0 || legalWords.count(f.scratch, 2) > 1
}

// chooseRoot takes the element whose blocks sum up highest, and goes down from
// it for as long as one child holds the story.
func (f *finder) chooseRoot() {
	f.root = -1
	for i := range f.blocks {
		f.elems[f.blocks[i].elem].score += f.blocks[i].score
	}
	var best int32
	for i := len(f.elems) - 1; i >= 0; i-- {
		e := &f.elems[i]
		if e.dropped == keep && kindOf(e.atom) == block && e.score > best {
			best, f.root = e.score, int32(i)
		}
		if e.parent >= 0 {
			f.elems[e.parent].score += e.score
		}
	}
	f.returnToHeadline()
	for f.root >= 0 {
		c := f.storyChild(f.root)
		if c < 0 {
			break
		}
		f.root = c
	}
	f.leaveList()
	f.takeInWorks()
}

// takeInWorks goes up from the story to the element that holds too what the page
// is for, where that says little else: the steps of a recipe score higher than
// its ingredients.
func (f *finder) takeInWorks() {
	if f.root < 0 || f.elems[0].works == 0 {
		return
	}
	r := &f.elems[f.root]
	for i := r.parent; i > 0 && f.elems[i].dropped == keep && f.elems[i].good <= 2*max(r.good, minProse); i = f.elems[i].parent {
		if f.elems[i].works > f.elems[f.root].works {
			f.root = i
		}
	}
}

// leaveList goes up from a list, a paragraph or a quotation that scored higher than all
// around it: short lines beside it cost the story a little, but none is a
// story by itself.
func (f *finder) leaveList() {
	for f.root >= 0 {
		e := &f.elems[f.root]
		switch e.atom {
		case atom.Ul, atom.Ol, atom.Li, atom.Dl, atom.Blockquote:
		case atom.P:
			if e.parent < 0 || f.elems[e.parent].atom == atom.Body {
				return
			}
		default:
			return
		}
		if e.parent < 0 || f.elems[e.parent].dropped != keep || f.elems[e.parent].own&fBody == 0 && f.elems[e.parent].linked*4 > f.elems[e.parent].weight && !f.announces(e) {
			return
		}
		f.root = e.parent
	}
}

// announces is true of a paragraph that ends in a colon.
func (f *finder) announces(e *elem) bool {
	if e.atom != atom.P || e.firstBlock >= e.endBlock {
		return false
	}
	text := f.bytesOf(&f.blocks[e.endBlock-1])
	return bytes.HasSuffix(text, []byte(":")) || bytes.HasSuffix(text, []byte("："))
}

// Shares of the score of an element, in percent, that one child must hold for
// the story to lie in that child alone.
const (
	shareAny      = 95 // any child
	shareOfBody   = 99 // any child of an element that is named as the body itself
	shareNamed    = 70 // one named as a story
	shareBody     = 50 // one named as the body of a story
	shareHeadline = 60 // one that holds the headline
)

// storyChild finds the child that holds the story of element i alone, or -1.
func (f *finder) storyChild(i int32) int32 {
	best, bestScore := int32(-1), int32(0)
	if c := f.ownStory(i); c >= 0 {
		return c
	}
	for c := i + 1; c < f.elems[i].end; c = f.elems[c].end {
		e := &f.elems[c]
		if e.score > bestScore && e.dropped == keep {
			best, bestScore = c, e.score
		}
	}
	if best < 0 {
		return -1
	}
	e := &f.elems[best]
	switch e.atom {
	case atom.P, atom.Blockquote, atom.Ul, atom.Ol, atom.Table, atom.Tr, atom.Span, atom.Font, atom.A:
		return -1
	}
	share := int32(shareAny)
	if f.elems[i].own&fBody != 0 {
		share = shareOfBody
	}
	switch {
	case f.headline >= e.firstBlock && f.headline < e.endBlock:
		share = shareHeadline
	case e.own&fBody != 0:
		share = shareBody
	case e.own&fStory != 0:
		share = shareNamed
	}
	if int64(bestScore)*100 < int64(f.elems[i].score)*int64(share) || f.hasTwin(best) || share == shareHeadline && e.own&fBody == 0 && f.hasColumns(best) {
		return -1
	}
	return best
}

// ownStory finds, among neighbours that each have an <h1> and a story, the one
// with the headline of the page: sites append the next stories below. It is -1
// where there are no such neighbours.
func (f *finder) ownStory(i int32) int32 {
	if f.headline < 0 || f.elems[i].heads < 2 {
		return -1
	}
	own, others := int32(-1), int32(0)
	for c := i + 1; c < f.elems[i].end; c = f.elems[c].end {
		e := &f.elems[c]
		if e.heads == 0 || e.score < 100 || e.dropped != keep {
			continue
		}
		if f.headline >= e.firstBlock && f.headline < e.endBlock {
			own = c
		} else if !f.repeatsHeadline(e) {
			others = max(others, e.score)
		}
	}
	if others == 0 || own >= 0 && (f.elems[own].score*3 < others && !f.tellsUnderHeadline(own) || f.elems[own].heads > 2) { // of more it makes all its headings
		return -1
	}
	return own
}

// tellsUnderHeadline is true of an element in which another, named as a body, follows
// the headline with a story of its own, however short.
func (f *finder) tellsUnderHeadline(i int32) bool {
	for c := i + 1; c < f.elems[i].end; c++ {
		if e := &f.elems[c]; e.own&fBody != 0 && e.firstBlock > f.headline && e.good >= minProse && e.linked*4 < e.weight {
			return true
		}
	}
	return false
}

// returnToHeadline leaves a story that outweighs the one of the page and stands below
// it under an <h1> of its own: however short, the story is what the headline heads.
func (f *finder) returnToHeadline() {
	if f.headline < 0 || f.root < 0 || f.elems[f.root].firstBlock <= f.headline {
		return
	}
	other := f.root
	for i := f.elems[f.root].parent; i >= 0 && f.elems[i].firstBlock > f.headline; i = f.elems[i].parent {
		other = i
	}
	if f.elems[other].heads == 0 || f.repeatsHeadline(&f.elems[other]) {
		return
	}
	own := f.blocks[f.headline].elem
	for i := own; i >= 0 && f.elems[i].end <= other; i = f.elems[i].parent {
		own = i
	}
	if f.elems[own].heads == 1 && f.elems[own].dropped == keep && f.tellsUnderHeadline(own) {
		f.root = own
	}
}

// repeatsHeadline is true of an element whose one <h1> is the headline once more, over
// the line that stands under it: for another screen, and no other story.
func (f *finder) repeatsHeadline(e *elem) bool {
	if e.heads != 1 {
		return false
	}
	head := squash(f.textOf(&f.blocks[f.headline]))
	next := f.headline + 1
	for int(next) < len(f.blocks) && (f.blocks[next].why != keep || f.blocks[next].weight < minLine) {
		next++
	}
	if next >= e.firstBlock {
		return false
	}
	under := squash(f.textOf(&f.blocks[next]))
	headed := false
	for k := e.firstBlock; k < e.endBlock; k++ {
		b := &f.blocks[k]
		t := f.squashOf(b)
		if headed && string(t) == under {
			return true
		}
		headed = headed || f.elems[b.elem].atom == atom.H1 && string(t) == head
	}
	return false
}

// hasTwin is true of an element beside which another of the same name holds
// text of the story: a story cut in pieces by what stands between them.
func (f *finder) hasTwin(i int32) bool {
	e := &f.elems[i]
	class := attr(e.node, "class")
	if class == "" {
		return false
	}
	for c := e.parent + 1; c < f.elems[e.parent].end; c = f.elems[c].end {
		t := &f.elems[c]
		if c != i && t.atom == e.atom && t.dropped == keep && t.score > 10 && t.score*50 > e.score && attr(t.node, "class") == class {
			return true
		}
	}
	return false
}

// columnShare is the part of the prose, one in so many, that the columns after
// the first must hold.
const columnShare = 8

// hasColumns is true of an element after which others of its kind go on with
// the story: paragraphs without a headline and links of their own.
func (f *finder) hasColumns(i int32) bool {
	e := &f.elems[i]
	if f.elems[e.parent].up&(fStory|fBody) == 0 {
		return false
	}
	var good int32
	for c := e.end; c < f.elems[e.parent].end; c = f.elems[c].end {
		t := &f.elems[c]
		if t.atom != e.atom || t.dropped != keep || t.heads > 0 || t.paras < 2 || t.linked*10 > t.weight || t.good*3 < t.weight*2 {
			continue
		}
		if b := &f.blocks[t.firstBlock]; b.why == keep && b.linked*2 < b.weight {
			good += t.good
		}
	}
	return good*columnShare > e.good
}
