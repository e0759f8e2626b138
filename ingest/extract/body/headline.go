package body

import (
	"bytes"
	"strings"

	"golang.org/x/net/html/atom"
)

// findHeadline finds the line that prints the title: a heading before plain
// text, the same words before some of them, the story's before the furniture's.
func (f *finder) findHeadline() {
	f.headline = -1
	best := 0
	for i := range f.blocks {
		b := &f.blocks[i]
		e := &f.elems[b.elem]
		s := 0
		if e.atom == atom.H1 {
			s = 2
		} else if isHeading(e.atom) || f.above(b.elem, 3)&fTitle != 0 {
			s = 1
		}
		if f.title == "" {
			if s < 2 {
				continue
			}
		} else if n := int(b.end - b.start); n > 4*len(f.hint.Title)+100 || s == 0 && n*2 < len(f.title) {
			continue
		} else {
			s = f.likeTitle(b, s)
		}
		if s > best && f.above(b.elem, 12)&(fNav|fFooter|fAside|fRelated) != 0 {
			s--
		}
		if s > best {
			best, f.headline = s, int32(i)
		}
	}
}

// likeTitle adds to the rank s of a line how far it prints the title.
func (f *finder) likeTitle(b *textBlock, s int) int {
	t := f.squashOf(b)
	switch {
	case string(t) == f.title:
		return s + 4
	case s > 0 && len(t) > 12 && (strings.HasPrefix(f.title, string(t)) || len(f.title) > 20 && bytes.Contains(t, []byte(f.title))):
		return s + 2
	case s == 1:
		return 0
	}
	return s
}

// above gathers the names of an element and of those around it.
func (f *finder) above(i int32, levels int) flags {
	var all flags
	for ; i >= 0 && levels > 0; levels-- {
		all |= f.elems[i].own
		i = f.elems[i].parent
	}
	return all
}

// agreeBudget bounds the bytes looked through for agreement.
const agreeBudget = 64 << 20

// agree marks the blocks that the article body stated for machines holds too.
func (f *finder) agree() {
	if len(f.state) < minState || len(f.state) < len(f.desc)*5/4 && sameStart(f.state, f.desc) {
		return // no body, or the description once more
	}
	from, budget := 0, agreeBudget
	for i := range f.blocks {
		b := &f.blocks[i]
		if b.weight < 30 || budget < 0 {
			continue
		}
		t := string(f.squashOf(b))
		k := strings.Index(f.state[from:], t)
		budget -= len(f.state) - from
		if k >= 0 {
			b.inBody = true
			from += k + len(t)
			continue
		}
		budget -= from
		b.inBody = strings.Contains(f.state[:from], t)
	}
}

// printsTitle is true of a line that is the title, alone or with a kicker,
// and no sentence that says the same.
func (f *finder) printsTitle(b *textBlock) bool {
	if f.title == "" || b.weight > 300 {
		return false
	}
	t := f.squashOf(b)
	return string(t) == f.title ||
		len(f.title) > 20 && !f.endsLikeSentence(b) && len(t) < 2*len(f.title) && bytes.Contains(t, []byte(f.title))
}
