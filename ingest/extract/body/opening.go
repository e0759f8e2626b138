package body

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html/atom"
)

// opening is true of a block between headline and body that belongs to the
// story: its standfirst, or a first paragraph set apart from the rest.
func (f *finder) opening(b *textBlock) bool {
	if b.why != keep || b.weight < 25 || b.linked*2 > b.weight {
		return false
	}
	e := &f.elems[b.elem]
	if b.weight < maxGate && !b.inBody && walls.begin(lowerTrim(f.textOf(b))) {
		return false
	}
	if f.isCaption(b) || f.elems[b.inner].up&(fMeta|fBio) != 0 || f.isDateLine(b) || f.printsTitle(b) {
		return false
	}
	if b.inBody {
		return true
	}
	if f.asked(b) {
		return false
	}
	if e.up&(fLead|fRelated) != 0 {
		return true
	}
	if sameStart(squash(f.textOf(b)), f.desc) {
		return true
	}
	if e.atom == atom.Li && e.parent >= 0 && f.elems[e.parent].linked == 0 {
		return true // what editors call the key points
	}
	if isHeading(e.atom) && b.weight >= 60 && b.linked == 0 && f.isNear(b) && !f.isTitled(b) {
		return true
	}
	return b.stops > 0 && b.weight >= 50 && f.endsLikeSentence(b)
}

// asked is true of a block in a small part of the page of which an earlier line asks
// the reader for something, or says that a machine has written what follows.
func (f *finder) asked(b *textBlock) bool {
	for i, n := b.elem, 0; i >= 0 && n < 4; i, n = f.elems[i].parent, n+1 {
		e := &f.elems[i]
		if e.weight > maxWall || f.headline >= e.firstBlock && f.headline < e.endBlock {
			return false
		}
		for k := e.firstBlock; k < e.endBlock && &f.blocks[k] != b; k++ {
			if w := &f.blocks[k]; w.weight < maxGate && walls.begin(lowerTrim(f.textOf(w))) {
				return true
			}
		}
	}
	return false
}

// isTitled is true of a heading that its place or name makes one of the whole
// page.
func (f *finder) isTitled(b *textBlock) bool {
	for i, n := b.elem, 0; i >= 0 && n < 4; i, n = f.elems[i].parent, n+1 {
		if a := f.elems[i].atom; a == atom.Hgroup || f.elems[i].own&fTitle != 0 && n < 2 {
			return true
		}
	}
	return false
}

// isNear is true of the lines that follow the headline at once.
func (f *finder) isNear(b *textBlock) bool {
	for k := f.headline + 1; k <= f.headline+3 && int(k) < len(f.blocks); k++ {
		if &f.blocks[k] == b {
			return true
		}
	}
	return false
}

func (f *finder) endsLikeSentence(b *textBlock) bool {
	s := f.bytesOf(b)
	switch s[len(s)-1] {
	case '.', '!', '?', '"', ')':
		return true
	}
	for _, end := range []string{"。", "！", "？", "…", "”", "’", "」", "）", "।", "؟", "۔", "»"} {
		if strings.HasSuffix(string(s[max(0, len(s)-4):]), end) {
			return true
		}
	}
	return false
}

// sameStart is true of two squashed lines of which one is cut short.
func sameStart(a, b string) bool {
	n := min(len(a), len(b), 120)
	return n >= 40 && a[:n] == b[:n]
}

// leadCaption is true of the caption in a <figure> that stands above the body.
func (f *finder) leadCaption(b *textBlock) bool {
	if b.why != keep || b.weight > maxCaption || b.linked*2 > b.weight {
		return false
	}
	for i := b.elem; i >= 0; i = f.elems[i].parent {
		if e := &f.elems[i]; e.atom == atom.Figure {
			return e.pics > 0 && e.linked*2 <= e.weight
		}
	}
	return false
}

// markStart leaves out the lines between headline and first paragraph that
// say who wrote when.
func (f *finder) markStart() {
	r := &f.elems[f.root]
	prose := 0
	for i := r.firstBlock; i < r.endBlock && prose < 2; i++ {
		b := &f.blocks[i]
		if b.why != keep || b.laidOut() || f.elems[b.elem].work || f.isPulled(b) || f.isCaption(b) {
			continue
		}
		switch {
		case b.weight > 160 || b.prose():
			prose++
		case f.isByline(b):
			b.why = creditLine
		case b.inBody:
		case f.isDateLine(b) && !f.listsDates(b):
			b.why = shortMeta
		case prose == 0 && isHeading(f.elems[b.elem].atom) && f.isTitled(b) && r.heads <= 2: // of more it makes all its headings
			b.why = isTitle
		case prose == 0 && f.isLabel(b) && f.elems[b.elem].up&(fLead|fSubtitle) == 0:
			b.why = shortMeta
		}
	}
}

// minDates is how many dates make a list of days to come, not of when a page was
// published and changed.
const minDates = 3

// listsDates is true of an item of a list in which days stand one under another.
func (f *finder) listsDates(b *textBlock) bool {
	e := &f.elems[b.elem]
	if e.atom != atom.Li || e.parent < 0 {
		return false
	}
	l, n := &f.elems[e.parent], 0
	for k := l.firstBlock; k < min(l.endBlock, l.firstBlock+maxList) && n < minDates; k++ {
		if f.isDateLine(&f.blocks[k]) {
			n++
		}
	}
	return n >= minDates
}

// isLabel is true of a few words without a sentence in an element nobody wrote
// a paragraph in.
func (f *finder) isLabel(b *textBlock) bool {
	e := &f.elems[b.elem]
	return b.weight < 60 && b.stops == 0 && b.commas == 0 && isLoose(e.atom) && !e.work
}

// isByline is true of a short line that begins with "by" or is nothing but two
// to five capitalised words in a line of their own: a name.
func (f *finder) isByline(b *textBlock) bool {
	if b.weight > 60 || b.stops > 1 || b.laidOut() || isHeading(f.elems[b.elem].atom) || f.elems[b.elem].work {
		return false
	}
	t := f.textOf(b)
	if isSpeech(t) || IsSentence(t) {
		return false
	}
	return bylines.begin(strings.ToLower(t)) || isReport(t) || b.weight < 40 && b.stops == 0 && isName(t)
}

// isReport is true of the line in which the papers of Taiwan and Hong Kong say who
// reports from where: 社會中心／綜合報導.
func isReport(t string) bool {
	i := strings.IndexAny(t, "／/╱∕")
	return i > 0 && hasAnySuffix(t, reportEnds) && strings.IndexFunc(t[i+1:], unicode.IsSpace) < 0
}

// reportEnds close the byline of a report.
var reportEnds = list(`報導|報道|报道|日電|外電|特稿`)

// isSpeech is true of a line of an interview: a role and what he says.
func isSpeech(t string) bool {
	i := strings.Index(t, "：")
	if i < 0 || i > 30 {
		return false
	}
	for _, end := range []string{"？", "！", "。", "…", "?"} {
		if strings.HasSuffix(t, end) {
			return true
		}
	}
	return false
}

// isName is true of two to five words, all of which begin with a capital.
func isName(s string) bool {
	words := 0
	for w := range strings.FieldsFuncSeq(s, func(r rune) bool { return r == ' ' || r == '/' || r == ',' || r == '&' }) {
		r, n := utf8.DecodeRuneInString(w)
		if !unicode.IsUpper(r) || n == len(w) && r < utf8.RuneSelf {
			return false
		}
		for _, r := range w {
			if !unicode.IsLetter(r) && !unicode.IsMark(r) && r != '-' && r != '\'' && r != '’' && r != '.' {
				return false
			}
		}
		words++
	}
	return words >= 2 && words <= 5
}

// isDateLine is true of a line with a date or a time of day that is no
// sentence.
func (f *finder) isDateLine(b *textBlock) bool {
	s := f.bytesOf(b)
	digits, clock, year := 0, false, false
	run := 0
	for i := 0; i <= len(s); i++ {
		if i < len(s) && s[i] >= '0' && s[i] <= '9' {
			digits++
			run++
			continue
		}
		if run == 4 && (s[i-4] == '1' && s[i-3] == '9' || s[i-4] == '2' && s[i-3] == '0') {
			year = true
		}
		if run > 0 && run <= 2 && i+2 < len(s) && s[i] == ':' && s[i+1] >= '0' && s[i+1] <= '5' && s[i+2] >= '0' && s[i+2] <= '9' {
			clock = true
		}
		run = 0
	}
	return digits >= 3 && (clock || year && digits >= 5) && int32(digits)*12 > b.weight && !IsSentence(f.textOf(b))
}
