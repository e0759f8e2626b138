package body

import (
	"strings"

	"golang.org/x/net/html/atom"
)

// markTwice leaves out labels that stand three times or more: a story repeats
// its questions, not three words beside it.
func (f *finder) markTwice() {
	seen := map[string][]int32{}
	for i := range f.blocks {
		b := &f.blocks[i]
		if b.why != keep || b.laidOut() || !f.isLabel(b) {
			continue
		}
		t := string(f.squashOf(b))
		at := append(seen[t], int32(i))
		seen[t] = at
		if len(at) < 3 {
			continue
		}
		for _, k := range at {
			f.blocks[k].why = repeated
		}
		seen[t] = at[:3]
	}
}

// maxPulled is how many pulled quotations one page is searched for.
const maxPulled = 200

// markRepeats leaves out quotations pulled from the text of the story: what
// stands in a paragraph already.
func (f *finder) markRepeats() {
	var all string
	looked := 0
	for i := range f.blocks {
		b := &f.blocks[i]
		if looked > maxPulled || b.why != keep || b.weight < 30 || b.weight > 500 || !f.isPulled(b) {
			continue
		}
		if all == "" {
			all = f.paragraphs()
		}
		looked++
		if t := string(f.squashOf(b)); len(t) > 20 && strings.Contains(all, t) {
			f.dropQuote(int32(i))
		}
	}
}

// isPulled is true of a block set apart from the paragraphs.
func (f *finder) isPulled(b *textBlock) bool {
	if f.elems[b.inner].up&fBox != 0 {
		return true
	}
	for i, n := b.elem, 0; i > f.root && n < 5; i, n = f.elems[i].parent, n+1 {
		switch f.elems[i].atom {
		case atom.Blockquote, atom.Figure, atom.Aside, atom.Q:
			return true
		}
	}
	return false
}

// dropQuote leaves out a pulled quotation, the label over it and the name
// under it.
func (f *finder) dropQuote(i int32) {
	b := &f.blocks[i]
	b.why = repeated
	if i > 0 {
		if l := &f.blocks[i-1]; l.why == keep && f.isLabel(l) && f.isPulled(l) {
			l.why = repeated
		}
	}
	for k := i + 1; k < i+3 && int(k) < len(f.blocks); k++ {
		n := &f.blocks[k]
		if n.why != keep || n.weight > 100 || n.stops > 0 || !f.isPulled(n) {
			return
		}
		n.why = repeated
	}
}

// paragraphs is the squashed text of what is not set apart.
func (f *finder) paragraphs() string {
	var all strings.Builder
	for i := range f.blocks {
		b := &f.blocks[i]
		if b.why == keep && !f.isCaption(b) && !f.isPulled(b) {
			all.Write(f.squashOf(b))
			all.WriteByte(' ')
		}
	}
	return all.String()
}
