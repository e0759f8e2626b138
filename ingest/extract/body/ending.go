package body

import (
	"strings"

	"golang.org/x/net/html/atom"

	"dabao/schema/fulltext"
)

// markEnd goes up from the last block and leaves out what closes a page
// rather than a story: credits, legal notes, offers, links.
func (f *finder) markEnd() {
	room := f.prose()/4 + maxCaption // of prose, that an ending may take
	for i := len(f.blocks) - 1; i >= 0 && room > 0; i-- {
		b := &f.blocks[i]
		if b.why != keep {
			continue
		}
		switch why := f.closing(b); {
		case why != keep:
			b.why = why
			if b.prose() {
				room -= b.weight
			}
		case f.isCaption(b):
		case f.underLabel(i):
			b.why = belowStory
		default:
			return
		}
	}
}

// maxUnder is how many lines at the end are looked over for the label of a list.
const maxUnder = 5

// underLabel is true of a short line at the end that is no sentence, in a list under a
// label that leads to other stories or asks the reader to follow.
func (f *finder) underLabel(i int) bool {
	for seen := 0; i >= 0 && seen <= maxUnder; i-- {
		b := &f.blocks[i]
		if b.why != keep {
			continue
		}
		t := strings.TrimLeft(lowerTrim(f.textOf(b)), "(（[【※◆■●★☆◎ ")
		if b.weight >= 150 || b.stops > 1 || b.stops > 0 && (t == "" || t[0] < '0' || t[0] > '9') || b.laidOut() {
			return false // 1. is no sentence
		}
		if seen > 0 && (moreLabels.begin(t) || closers.begin(t)) && hasAnySuffix(t, labelEnds) {
			return true
		}
		seen++
	}
	return false
}

// labelEnds close the label of a list.
var labelEnds = list(`：|:|】|］`)

// closing says why a block at the end of the story is no part of it.
func (f *finder) closing(b *textBlock) rule {
	if b.weight > 600 {
		return keep
	}
	t := lowerTrim(f.textOf(b))
	e := &f.elems[b.elem]
	bare := strings.TrimLeft(t, "(（[【※*“◆■●★☆◎ ")
	switch {
	case b.weight < 150 && creditLabels.begin(closeLabel(t)) && !isSpeech(t):
		return creditLine
	case b.weight < 250 && hasAnySuffix(t, trailers):
		return creditLine
	case bare != t && b.weight < 250 && makers.begin(bare):
		return creditLine
	case b.linked == 0 && makers.begin(t) && IsSentence(t) && !namesAnyone(f.textOf(b)):
		return keep
	case (b.weight < 300 || b.linked > 0 || b.strong == b.weight) && closers.begin(bare), f.isPitch(b, bare), b.weight < 200 && moreLabels.begin(t):
		return boilerplate
	case (b.strong == b.weight || b.linked*5 > b.weight) && b.weight < 300 && containsAny(t, sellers):
		return boilerplate
	case b.weight < 300 && b.linked > 0 && strings.Contains(t, "http"):
		return boilerplate
	case e.atom != atom.Li && (f.isByline(b) || f.isSigned(b, t)):
		return creditLine
	case isHeading(e.atom) && (b.weight < maxBoldHeading || !f.endsLikeSentence(b)), f.isLabel(b), f.isLoneLabel(b):
		return belowStory
	}
	return keep
}

// closeLabel takes the spaces out of a Chinese label set to a width: 监 制：某某.
func closeLabel(t string) string {
	i := strings.IndexAny(t, ":：")
	if i < 0 || i > 24 || !strings.ContainsAny(t[:i], " \u3000") {
		return t
	}
	label := strings.Join(strings.Fields(t[:i]), "")
	for _, r := range label {
		if !fulltext.IsHan(r) {
			return t
		}
	}
	return label + t[i:]
}

// isSigned is true of the initials or the agency under a story.
func (f *finder) isSigned(b *textBlock, t string) bool {
	if b.weight > 14 || f.elems[b.elem].work || f.isLine(b) || b.stops > 0 || b.laidOut() || isHeading(f.elems[b.elem].atom) {
		return false
	}
	return strings.IndexFunc(t, func(r rune) bool { return r >= 0x2E80 || r >= '0' && r <= '9' }) < 0
}

// isLoose is true of elements that hold text only where nobody wrote markup
// for it.
func isLoose(a atom.Atom) bool {
	return a == atom.Div || a == atom.Section || a == atom.Article || a == 0
}

// markTail leaves out all that follows the heading of the readers' comments, and
// what little follows the line that names the editor of a Chinese story.
func (f *finder) markTail() {
	prose, cut := false, false
	total, told := f.runningText(), int32(0)
	for i := range f.blocks {
		b := &f.blocks[i]
		switch {
		case b.why != keep && (b.why != linkOnly || !isHeading(f.elems[b.elem].atom)):
		case cut:
			f.drop(b, belowStory)
		case b.prose():
			told += b.weight
			prose = true
		case !prose:
		case b.weight < maxEditor && !isSpeech(f.textOf(b)) && editors.begin(strings.TrimLeft(lowerTrim(f.textOf(b)), "(（[【〔 ")) && told >= minProse && (total-told)*2 < told:
			b.why, cut = creditLine, true
		case b.weight < 40 && (isHeading(f.elems[b.elem].atom) || f.isLabel(b)) && f.headsComments(int32(i)):
			b.why, cut = belowStory, true
		}
	}
}

// maxEditor is the weight of the line that names the editors of a story.
const maxEditor = 120

// editors begin the line that closes a Chinese story.
var editors = begins(`责任编辑|責任編輯|责编：|责编:|責編：|責編:|編輯：|编辑：`)

// runningText is the weight of the prose that stays, captions among it.
func (f *finder) runningText() int32 {
	var n int32
	for i := range f.blocks {
		if b := &f.blocks[i]; b.why == keep && b.prose() {
			n += b.weight
		}
	}
	return n
}

// headsComments is true of a line with the word for comments that says no more,
// or from which no text runs on.
func (f *finder) headsComments(i int32) bool {
	t := lowerTrim(f.textOf(&f.blocks[i]))
	return containsAny(t, commentHeads) && (isCommentHead(t) || !f.flowsOn(i))
}
