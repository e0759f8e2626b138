package body

import (
	"strings"
	"unicode/utf8"

	"dabao/schema"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// mark decides over every block: first by place, then by what it prints, then
// over the run of lines at the end.
func (f *finder) mark() {
	r := &f.elems[f.root]
	for i := range f.blocks {
		b := &f.blocks[i]
		n := int32(i)
		switch {
		case n >= r.endBlock:
			f.drop(b, outside)
		case n < r.firstBlock:
			if f.headline < 0 || n <= f.headline || !f.opening(b) && !f.leadCaption(b) {
				f.drop(b, outside)
			}
			b.lead = true
		case b.inBody && b.linked*2 < b.weight:
			b.why = keep
		case n <= f.headline && f.headline < r.endBlock:
			f.drop(b, aboveStory)
		}
	}
	f.markModules()
	f.markStart()
	f.markLines()
	f.markTail()
	f.markTwice()
	f.markRepeats()
	f.markDoubled()
	f.markCopies()
	f.markEnd()
}

func (f *finder) drop(b *textBlock, why rule) {
	if b.why == keep {
		b.why = why
	}
}

// maxSnippet is the weight under which a text can be the snippet of a card.
const maxSnippet = 450

// markMore leaves out a line that leads to other stories, and where it heads
// a list of them, the list.
func (f *finder) markMore(i int32, b *textBlock) {
	e := &f.elems[b.elem]
	switch {
	case b.linked*4 > b.weight:
		b.why = linkOnly
	case isHeading(e.atom) && moreLabels.word(lowerTrim(f.textOf(b))) && f.flowsOn(i):
	case isHeading(e.atom) || b.weight < 60 && b.stops == 0:
		b.why = linkOnly
		m := f.module(b)
		if m < 0 || f.elems[m].firstBlock != i {
			return
		}
		for k := i; k < f.elems[m].endBlock; k++ {
			if n := &f.blocks[k]; !n.inBody && (n.weight < maxSnippet || !n.prose()) {
				f.drop(n, linkOnly)
			}
		}
	}
}

// module is the part of the page a block belongs to: the outermost element
// around it, below the story, that does not hold much more prose.
func (f *finder) module(b *textBlock) int32 {
	m := int32(-1)
	for i := b.elem; i > f.root; i = f.elems[i].parent {
		if f.elems[i].good*3 > f.elems[f.root].good {
			break
		}
		m = i
	}
	return m
}

// markLines leaves out lines of the story element that lead elsewhere or
// repeat the headline.
func (f *finder) markLines() {
	for i := range f.blocks {
		b := &f.blocks[i]
		if b.why != keep || b.inBody && b.linked*4 < b.weight {
			continue
		}
		if b.linked*10 > b.weight*9 {
			if !b.announced && !f.headsText(i) && !f.linkedSentence(i) && !f.isReference(i) && !f.staysInPlace(i) {
				b.why = linkOnly
			}
			continue
		}
		if b.weight > 400 {
			continue
		}
		t := lowerTrim(f.textOf(b))
		switch {
		case f.printsTitle(b):
			b.why = isTitle
		case isServerMessage(t):
			b.why = boilerplate
		case origins.begin(t):
			b.why = boilerplate
		case b.weight < maxGate && isGate(t):
			b.why = boilerplate
		case b.weight < maxGate && embedNotes.begin(t):
			b.why = boilerplate
		case b.weight < minLine && isReadingTime(t):
			b.why = shortMeta
		case moreLabels.begin(t):
			f.markMore(int32(i), b)
		case b.linked*3 > b.weight && startsWithArrow(f.textOf(b)):
			b.why = linkOnly
		case b.weight < 45 && f.isClock(b):
			b.why = shortMeta
		case b.linked >= 25 && b.linked*100 > b.weight*55 && b.weight < 160 && b.stops <= 1 && f.elems[b.elem].atom == atom.P && strings.ContainsAny(t[:min(40, len(t))], ":|") && !f.isReference(i):
			b.why = linkOnly
		}
	}
}

// maxGate is the weight up to which a line can ask the reader to pay or to log
// in before he reads on.
const maxGate = 160

// isClock is true of the line with the time over an entry of a running report.
func (f *finder) isClock(b *textBlock) bool {
	a := f.elems[b.elem].atom
	return isLoose(a) && f.isDateLine(b)
}

// kind says what a kept block is to a typesetter.
func (f *finder) kind(b *textBlock) schema.Kind {
	switch {
	case b.table:
		return schema.Table
	case b.code:
		return schema.Code
	}
	if f.isCaption(b) {
		if f.pictureStory && b.prose() {
			return schema.Paragraph
		}
		return schema.Caption
	}
	for i := b.elem; i >= 0; i = f.elems[i].parent {
		e := &f.elems[i]
		switch {
		case isHeading(e.atom):
			if b.lead {
				return schema.Paragraph // a standfirst set as a heading
			}
			return schema.Heading
		case e.atom == atom.Li:
			return schema.ListItem
		case e.atom == atom.Blockquote:
			return schema.Quote
		}
		if i == f.root {
			break
		}
	}
	return schema.Paragraph
}

// startsWithArrow is true of a line that points elsewhere.
func startsWithArrow(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return strings.ContainsRune("►▶▸☞➡→»›", r) || strings.HasPrefix(s, ">>")
}

// lowerTrim is s in lower case without the marks that lead a line.
func lowerTrim(s string) string {
	return strings.ToLower(strings.TrimLeft(s, " >»›→▶►•·*-–—|+▼↓☞➡\u00a0"))
}

func attr(n *html.Node, key string) string {
	for i := range n.Attr {
		if n.Attr[i].Key == key {
			return n.Attr[i].Val
		}
	}
	return ""
}
