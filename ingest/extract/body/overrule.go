package body

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/atom"
)

// softFlags are names that pages also give to parts of a story: to what a
// script unfolds, measures, sells next to or speaks aloud.
const softFlags = fMeta | fTag | fWidget | fPlayer | fPromo | fShare | fAd | fBio | fHidden | fVeiled

// What an element must hold to be a part of the story against a soft name.
const (
	minTold      = 300 // of prose
	minToldParas = 3
)

// tells is true of an element that holds several paragraphs and little else,
// none of which asks, sells or informs of the law.
func (f *finder) tells(e *elem) bool {
	if e.good < minTold || e.paras < minToldParas || e.good*4 < e.weight*3 || e.linked*5 > e.weight {
		return false
	}
	heads := int32(0)
	for k := e.firstBlock; k < e.endBlock; k++ {
		b := &f.blocks[k]
		if isHeading(f.elems[b.elem].atom) {
			if heads++; heads*2 > e.paras {
				return false // cards
			}
		}
		if k >= e.firstBlock+3 {
			continue
		}
		if t := lowerTrim(f.textOf(b)); walls.begin(t) || moreLabels.begin(t) || b.weight < 300 && containsAny(t, sellers) || b.prose() && f.soundsLegal(b) {
			return false
		}
	}
	return true
}

// classShare is the part of the prose of a page, one in so many, that the
// elements of one class must hold for the class to be how the page calls its
// paragraphs.
const classShare = 3

// paragraphClasses are the classes with a name that drops under which the page
// sets its paragraphs: three elements or more, a third of the prose.
func (f *finder) paragraphClasses(total int32) map[string]bool {
	type use struct{ good, elems int32 }
	var uses map[string]use
	for i := range f.elems {
		e := &f.elems[i]
		if n := e.own & dropFlags; n == 0 || n&^softFlags != 0 || e.good == 0 || e.linked*3 > e.weight {
			continue
		}
		if class := attr(e.node, "class"); class != "" {
			if uses == nil {
				uses = map[string]use{}
			}
			u := uses[class]
			uses[class] = use{u.good + e.good, u.elems + 1}
		}
	}
	var out map[string]bool
	for class, u := range uses {
		if u.elems >= 3 && u.good > total/classShare {
			if out == nil {
				out = map[string]bool{}
			}
			out[class] = true
		}
	}
	return out
}

// minSlug is the length of a name, in letters, that can be made of the words of
// a heading.
const minSlug = 8

// isSlug is true of an element whose id or class is made of the words of the
// heading it begins with, unless that is one of a list or of comments: the name
// then says what the part tells of.
func (f *finder) isSlug(e *elem) bool {
	if e.firstBlock >= e.endBlock || e.good*3 < e.weight || e.linked*5 > e.weight {
		return false
	}
	b := &f.blocks[e.firstBlock]
	if !isHeading(f.elems[b.elem].atom) || b.weight > maxBoldHeading*2 {
		return false
	}
	head := string(f.squashOf(b))
	line := lowerTrim(f.textOf(b))
	if len(head) < minSlug || f.isFurniture(line) {
		return false
	}
	for _, key := range [...]string{"id", "class"} {
		for name := range strings.FieldsSeq(upTo(attr(e.node, key), maxName)) {
			if s := strings.TrimRight(squash(name), "0123456789"); len(s) >= minSlug && strings.ContainsAny(name, "-_") && (strings.HasPrefix(head, s) || strings.HasPrefix(s, head)) {
				return true
			}
		}
	}
	return false
}

// isFurniture is true of the heading of a list of other stories, of comments or
// of an offer, with no more than a word or two of its own.
func (f *finder) isFurniture(line string) bool {
	return moreLabels.whole(line) || closers.whole(line) || isCommentHead(line)
}

// isCommentHead is true of the heading over what readers wrote: the word for it,
// numbers, and words that go with it.
func isCommentHead(line string) bool {
	found := false
	for _, w := range commentHeads {
		if i := strings.Index(line, w); i >= 0 {
			line, found = line[:i]+" "+line[i+len(w):], true
			break
		}
	}
	if !found {
		return false
	}
	for _, w := range commentWordsWide {
		line = strings.ReplaceAll(line, w, " ")
	}
	for w := range strings.FieldsFuncSeq(line, notOfWord) {
		if r, _ := utf8.DecodeRuneInString(w); (r < '0' || r > '9') && !commentWords[w] {
			return false
		}
	}
	return true
}

// flowsOn is true of a heading that the text runs on from: the next block is a
// paragraph beside it, and no link.
func (f *finder) flowsOn(i int32) bool {
	parent := f.elems[f.blocks[i].elem].parent
	for k := i + 1; int(k) < len(f.blocks) && k < i+4; k++ {
		b := &f.blocks[k]
		if b.why != keep && b.why != creditLine || f.isCaption(b) {
			continue
		}
		e := &f.elems[b.elem]
		return e.atom == atom.P && e.parent == parent && b.stops > 0 && b.weight >= 40 && b.linked*5 < b.weight
	}
	return false
}

// minCounters is how many numbered pictures make a gallery.
const minCounters = 3

// isNumbered is true of an element in which lines count: 1/8, 2 of 8.
func (f *finder) isNumbered(e *elem) bool {
	n := 0
	for k := e.firstBlock; k < e.endBlock && k < e.firstBlock+maxList; k++ {
		if counts(f.bytesOf(&f.blocks[k])) {
			if n++; n == minCounters {
				return true
			}
		}
	}
	return false
}

// counts is true of a line that begins with a number out of a number.
func counts(s []byte) bool {
	digits := func() bool {
		n := 0
		for n < len(s) && n < 3 && s[n] >= '0' && s[n] <= '9' {
			n++
		}
		s = bytes.TrimLeft(s[n:], " ")
		return n > 0
	}
	if !digits() {
		return false
	}
	for _, by := range [...]string{"/", "／", "of ", "von ", "de ", "sur ", "di "} {
		if rest, ok := bytes.CutPrefix(s, []byte(by)); ok {
			s = bytes.TrimLeft(rest, " ")
			return digits()
		}
	}
	return false
}

// isCopy is true of an element whose first paragraph stands elsewhere on the
// page too: a second printing for another screen.
func (f *finder) isCopy(e *elem) bool {
	if f.seen == nil {
		f.seen = map[string]int32{}
		for i := range f.blocks {
			if b := &f.blocks[i]; b.prose() {
				f.seen[string(f.squashOf(b))]++
			}
		}
	}
	for k := e.firstBlock; k < e.endBlock; k++ {
		if b := &f.blocks[k]; b.prose() {
			return f.seen[string(f.squashOf(b))] > 1
		}
	}
	return false
}

// isImprint is true of an element that says whose the site is.
func (f *finder) isImprint(e *elem) bool {
	for k := e.firstBlock; k < e.endBlock && k < e.firstBlock+maxList; k++ {
		if b := &f.blocks[k]; b.weight < maxNotice && (containsAny(lowerTrim(f.textOf(b)), imprints) || containsAny(lowerTrim(f.textOf(b)), registrations)) {
			return true
		}
	}
	return false
}
