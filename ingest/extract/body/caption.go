package body

import (
	"bytes"
	"sort"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/atom"
)

// isCaption is true of a block that stands with a picture.
func (f *finder) isCaption(b *textBlock) bool {
	if b.laidOut() {
		return false
	}
	if f.elems[b.inner].up&fCaption != 0 {
		return true
	}
	if isHeading(f.elems[b.elem].atom) && !f.inCard(b.elem) {
		return f.afterPicture(b)
	}
	return f.byPicture(b) || f.afterPicture(b) || f.pointsAtPicture(b)
}

// pointsAtPicture is true of a short line beside a picture that begins with a sign
// that points at it and ends with whose it is, as the papers of Taiwan print captions:
// ▲……（圖／某某攝）.
func (f *finder) pointsAtPicture(b *textBlock) bool {
	if b.weight > maxCaption || !startsWithPointer(f.bytesOf(b)) || !containsAny(f.textOf(b), pictureBrackets) {
		return false
	}
	if b.pic != 0 {
		return true
	}
	next := f.number(b) + 1
	i := sort.Search(len(f.pics), func(i int) bool { return f.pics[i].block >= next })
	return i < len(f.pics) && f.pics[i].block == next
}

// pictureBrackets open the credit that closes a caption.
var pictureBrackets = list(`（圖|(圖|（图|(图|（資料照|（资料图|（翻攝|（照片`)

// number is the place of a block on its page.
func (f *finder) number(b *textBlock) int32 {
	return int32(sort.Search(len(f.blocks), func(i int) bool { return f.blocks[i].start >= b.start }))
}

func startsWithPointer(s []byte) bool {
	r, n := utf8.DecodeRune(s)
	if !strings.ContainsRune("▲▼△▽↑↓", r) {
		return false
	}
	next, _ := utf8.DecodeRune(s[n:])
	return next >= 0x2E80 || strings.ContainsRune("▲▼△▽↑↓ ", next)
}

// inCard is true of an element inside a <figure>, or an <article> within the story.
func (f *finder) inCard(i int32) bool {
	for n := 0; i > f.root && i >= 0 && n < 6; i, n = f.elems[i].parent, n+1 {
		if a := f.elems[i].atom; a == atom.Figure || a == atom.Article {
			return true
		}
	}
	return false
}

// afterPicture is true of a line that follows a picture at once and begins as
// credits of pictures do, or says what the picture says where it cannot be
// shown.
func (f *finder) afterPicture(b *textBlock) bool {
	if b.pic == 0 || b.weight > maxCaption {
		return false
	}
	if b.weight <= 150 && photoLabels.begin(lowerTrim(f.textOf(b))) {
		return true
	}
	alt := squash(upTo(attr(f.pics[b.pic-1].node, "alt"), 1000))
	line := f.squashOf(b)
	return len(alt) >= minAlt && len(line) <= len(alt)+90 && bytes.HasPrefix(line, []byte(alt)) && alt != f.title
}

// minAlt is how much a picture must say of itself, in bytes, for a line to be
// known as its caption.
const minAlt = 18

// maxCaption is the weight up to which a line beside a picture is its caption.
const maxCaption = 350

// minBeside is the weight from which several sentences in an element named as
// text are text with a picture beside it.
const minBeside = 150

// byPicture is true of what little text an element with a picture holds, and
// of any line in a <figure> but a quotation.
func (f *finder) byPicture(b *textBlock) bool {
	quote, text := false, false
	for i := b.elem; i > f.root && i >= 0; i = f.elems[i].parent {
		e := &f.elems[i]
		if e.weight > 4*maxCaption {
			return false
		}
		text = text || e.own&(fStory|fBody|fLead) != 0 && f.tellsAtLength(b)
		switch {
		case e.atom == atom.Figure:
			return !quote
		case e.atom == atom.Blockquote:
			quote = true
		case (e.atom == atom.Ul || e.atom == atom.Ol) && e.pics == 0 && e.endBlock-e.firstBlock >= 3:
			return false
		case f.headline >= e.firstBlock && f.headline < e.endBlock:
			return false
		case quote || isHeading(e.atom) || e.atom == atom.Li || e.atom == atom.P:
		case e.own&fBody != 0 && (e.parent < 0 || f.elems[e.parent].up&fBody == 0): // a body of one paragraph and a picture
		case e.pics == 0:
			text = text || e.own&(fStory|fBody) != 0 && b.stops >= 2 && b.weight >= minBeside
		case !text && e.weight <= min(maxCaption, b.weight*3+40) && e.linked*2 < e.weight:
			return f.root < 0 || e.weight*3 < f.elems[f.root].weight
		}
	}
	return false
}

// tellsAtLength is true of a paragraph of several sentences, longer than what is
// printed under a picture.
func (f *finder) tellsAtLength(b *textBlock) bool {
	t := f.textOf(b)
	return b.stops >= 2 && b.weight >= minBeside && f.elems[b.elem].atom == atom.P && !strings.HasPrefix(t, ".") && !strings.HasPrefix(t, "…") &&
		!hasAnySuffix(t, []string{")", "）", "]", "】"}) // the name of an agency
}

// toldByPictures is the weight of the sentences in captions under a headline:
// some stories are told picture by picture.
func (f *finder) toldByPictures() int32 {
	if f.headline < 0 {
		return 0
	}
	var n int32
	for i := range f.blocks {
		b := &f.blocks[i]
		if b.why == keep && b.stops > 0 && b.prose() && f.isCaption(b) && int32(i) > f.headline {
			n += b.weight
		}
	}
	return n
}
