package body

import (
	"strings"
	"unicode"

	"dabao/schema"

	"golang.org/x/net/html/atom"
)

// Weights (letters, a wide character counts three) that a found body must
// reach.
const (
	minProse      = 120 // of running text; a flash of news in Chinese has 40 characters
	minNamed      = 60  // of running text in an element named as the body, under the headline
	minSentence   = 20  // of a line that says something
	minLine       = 40  // of a paragraph without a mark, which some posts are made of
	minBesideHead = 75  // of running text in the <article> of the headline
	stubLimit     = 400 // up to which a story before a gate is a teaser
	minGallery    = 600 // of sentences under the pictures of a story told by them
	minState      = 200 // bytes of an article body stated for machines
)

// judge weighs what was found: a story, the teaser of one, or nothing.
func (f *finder) judge() (*Body, error) {
	var text, prose, named, bodied, plain, told, agreed, linked, veiled int32
	for i := range f.blocks {
		b := &f.blocks[i]
		if b.why != keep || f.isCaption(b) || isHeading(f.elems[b.elem].atom) && !b.lead {
			continue
		}
		text += b.weight
		if !b.announced {
			linked += b.linked
		}
		if b.prose() {
			prose += b.weight
			if f.besideHeadline(b.elem) {
				told += b.weight
			}
			if f.above(b.elem, 6)&fVeiled != 0 {
				veiled += b.weight // the rest of a story stands behind its gate
			}
		}
		if b.stops > 0 && b.linked*5 < b.weight && f.elems[b.elem].up&fBody != 0 {
			bodied += b.weight
		}
		if b.linked*2 < b.weight && f.headline >= 0 && f.elems[b.elem].up&fBody != 0 {
			if b.stops > 0 {
				named += b.weight
			}
			if f.elems[b.elem].atom == atom.P && b.weight >= minLine {
				plain += b.weight
			}
		}
		if b.inBody {
			agreed += b.weight
		}
	}
	if f.stateIsBetter(text, agreed) {
		return f.fromState()
	}
	if text < stubLimit && veiled == 0 && (f.hint.Paywalled || f.gated()) && !f.isWhole() {
		return nil, ErrStub
	}
	if told := f.toldByPictures(); told > 2*text && (prose < minProse || told > minGallery) {
		f.pictureStory = true
		prose += told
	}
	switch {
	case prose >= minProse, named >= minNamed, bodied >= minProse, plain >= minProse && linked*4 < text, told >= minBesideHead, f.isAllArticle(linked, text), agreed > 0 && prose >= minNamed:
	case text >= 3*minProse && linked*4 < text: // verse, tables, lists
	case f.isShort(text, linked):
	case prose >= minNamed && f.tellsDescription():
	default:
		return f.fromState()
	}
	if prose < maxSnippets && f.isOneOfMany() {
		return f.fromState()
	}
	if f.teasers > maxTeasers && prose < 4*minProse && f.leadsAway() || f.isIndex() || text < maxError && f.reportsError() || prose < maxNotice && f.isNotice(prose) {
		return f.fromState()
	}
	return f.emit()
}

// tellsDescription is true of a page with a headline of its own under which stands
// what the page says of itself.
func (f *finder) tellsDescription() bool {
	if f.leadsAway() || f.teasers > maxTeasers {
		return false
	}
	d := f.described()
	return d > f.headline && f.blocks[d].why == keep
}

// minWords is how many words a page must state for its story.
const minWords = 20

// isWhole is true where what was found has as many words as the page states for the
// whole of its story: a short one, and no teaser. An ideograph is a word.
func (f *finder) isWhole() bool {
	if f.hint.Words < minWords {
		return false
	}
	words := 0
	for i := range f.blocks {
		b := &f.blocks[i]
		if b.why != keep || f.isCaption(b) {
			continue
		}
		inWord := false
		for _, r := range f.textOf(b) {
			letter := unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) || inWord && (r == '\'' || r == '’')
			if letter && (!inWord || isWide(r)) {
				words++
			}
			inWord = letter
		}
	}
	return words*10 >= f.hint.Words*9
}

// A text of short lines reads like a story from this weight on, with so many
// ends of sentences; one less will do where it weighs as much as running text.
const (
	minShort = 75
	minStops = 3
	minLines = 4 // of verse, the first of each stanza not counted
)

// isShort is true of short lines that stand under their headline and are no
// links: questions and answers, a few verses, a recipe, a correction.
func (f *finder) isShort(text, linked int32) bool {
	if f.headline < 0 || linked*10 > text {
		return false
	}
	var weight int32
	stops, lines := 0, 0
	for i := int(f.headline) + 1; i < len(f.blocks); i++ {
		b := &f.blocks[i]
		if b.why == keep && !f.isCaption(b) && f.above(b.elem, 6)&(dropFlags&^fMeta) == 0 && !f.inForm(b.elem) {
			weight += b.weight
			stops += int(b.stops)
			if b.stops == 0 && i > 0 && f.blocks[i-1].elem == b.elem && f.elems[b.elem].atom == atom.P {
				lines++
			}
			if b.table {
				stops += 2 // its rows are what other stories say in sentences
			}
		}
	}
	return weight >= minShort && stops >= minStops || weight >= minProse && stops >= minStops-1 || weight >= minShort && lines >= minLines
}

// isAllArticle is true of a page with one <article>, in which some sentences and
// hardly a link stand.
func (f *finder) isAllArticle(linked, text int32) bool {
	sole := int32(-1)
	for i := range f.elems {
		if e := &f.elems[i]; e.atom == atom.Article && e.weight > 0 {
			if sole >= 0 && e.parent < sole {
				return false
			}
			if sole < 0 || int32(i) >= f.elems[sole].end {
				if sole >= 0 {
					return false
				}
				sole = int32(i)
			}
		}
	}
	if sole < 0 || f.root < sole || f.root >= f.elems[sole].end || linked*4 > text || text < minNamed {
		return false
	}
	stops := 0
	for k := f.elems[sole].firstBlock; k < f.elems[sole].endBlock; k++ {
		if b := &f.blocks[k]; b.why == keep && b.weight >= minSentence && b.linked*2 < b.weight {
			stops += int(b.stops)
		}
	}
	return stops >= minStops-1
}

// besideHeadline is true inside an <article> that the headline stands in too.
func (f *finder) besideHeadline(i int32) bool {
	for n := 0; i >= 0 && n < 12; i, n = f.elems[i].parent, n+1 {
		if e := &f.elems[i]; e.atom == atom.Article {
			return f.headline >= e.firstBlock && f.headline < e.endBlock && !f.leadsAway()
		}
	}
	return false
}

// inForm is true inside a form that does not hold the headline too, as one
// around the whole page does.
func (f *finder) inForm(i int32) bool {
	for n := 0; i >= 0 && n < 12; i, n = f.elems[i].parent, n+1 {
		if e := &f.elems[i]; e.atom == atom.Form {
			return e.firstBlock > f.headline
		}
	}
	return false
}

// maxTeasers is how many cards may stand around a short text under a headline
// that leads elsewhere before it is one of them, set larger.
const maxTeasers = 8

// leadsAway is true of a page without a headline of its own: none, or one that
// is a link.
func (f *finder) leadsAway() bool {
	if f.headline < 0 {
		return true
	}
	b := &f.blocks[f.headline]
	return b.linked*10 > b.weight*9 && !f.leadsHere(b)
}

// leadsHere is true of a line in a link to the page itself, as weblogs set the
// headlines of their posts.
func (f *finder) leadsHere(b *textBlock) bool {
	if f.hint.Base == nil {
		return false
	}
	for i, n := b.inner, 0; i >= 0 && n < 6; i, n = f.elems[i].parent, n+1 {
		if f.elems[i].atom != atom.A {
			continue
		}
		u, err := f.hint.Base.Parse(upTo(attr(f.elems[i].node, "href"), 2000))
		return err == nil && u.Host == f.hint.Base.Host && len(u.Path) > 1 && strings.TrimRight(u.Path, "/") == strings.TrimRight(f.hint.Base.Path, "/") && u.RawQuery == f.hint.Base.RawQuery
	}
	return false
}

// maxError is the weight up to which a text can be what a server says in place
// of a story.
const maxError = 600

// reportsError is true where headline or title is that of a page without a
// story: not found, log in, wait.
func (f *finder) reportsError() bool {
	if f.headline >= 0 && errorHeads.begin(lowerTrim(f.textOf(&f.blocks[f.headline]))) {
		return true
	}
	return errorHeads.begin(lowerTrim(f.hint.Title))
}

// isIndex is true where nearly every paragraph stands under a linked line of
// its own: titles and snippets.
func (f *finder) isIndex() bool {
	paragraphs, under := 0, 0
	for i := range f.blocks {
		b := &f.blocks[i]
		if b.why != keep || !b.prose() || f.isCaption(b) {
			continue
		}
		paragraphs++
		if i == 0 {
			continue
		}
		if t := &f.blocks[i-1]; t.why == linkOnly && t.linked*10 > t.weight*9 && !isHeading(f.elems[t.elem].atom) {
			under++
		}
	}
	return under >= 4 && under*5 >= paragraphs*4
}

// maxNotice is the weight up to which all of a text may be a notice.
const maxNotice = 2000

// isNotice is true where the prose sounds like a notice of consent, and names
// or the want of a headline do not speak for a story about one.
func (f *finder) isNotice(prose int32) bool {
	var legal int32
	for i := range f.blocks {
		if b := &f.blocks[i]; b.why == keep && b.prose() && f.soundsLegal(b) {
			legal += b.weight
		}
	}
	if f.above(f.root, 20)&fLegal != 0 {
		return legal*2 > prose
	}
	return f.headline < 0 && legal*10 > prose*9
}

// stateIsBetter is true where the page prints only a beginning of the body it
// states for machines, or something else altogether.
func (f *finder) stateIsBetter(text, agreed int32) bool {
	n := int32(len(f.state))
	if n < 3*minState {
		return false
	}
	weight := n
	if f.state[0] >= 0x80 && f.state[n/2] >= 0x80 { // wide characters take three bytes
		weight = n / 3 * wideWeight
	}
	return text*5 < weight*2 && (agreed*2 > text || text < stubLimit)
}

// gateReach is how many lines behind the story a gate is looked for.
const gateReach = 300

// gated is true where a line kept in a body as short as a teaser, or any line
// behind it, asks the reader to pay or to log in before he reads on. A wall
// between paragraphs is none: the story goes on after it.
func (f *finder) gated() bool {
	behind := len(f.blocks)
	for behind > 0 && f.blocks[behind-1].why != keep {
		behind--
	}
	for i := int(f.elems[f.root].firstBlock); i < min(len(f.blocks), behind+gateReach); i++ {
		b := &f.blocks[i]
		if b.weight < 300 && (i >= behind || b.why == keep) && isGate(lowerTrim(f.textOf(b))) {
			return true
		}
	}
	return false
}

// isGate is true of a line that asks the reader to pay or to log in before he
// reads on, or counts what he does not get to read.
func isGate(t string) bool {
	return containsAny(t, gates) || strings.Contains(t, "残り") && strings.Contains(t, "文字")
}

// fromState reads the body the page states for machines.
func (f *finder) fromState() (*Body, error) {
	if len(f.state) < minState {
		return nil, ErrNoArticle
	}
	b := Body{Confidence: f.statedConfidence()}
	for line := range strings.Lines(f.hint.ArticleBody) {
		if t := strings.Join(strings.Fields(line), " "); t != "" {
			b.Blocks = append(b.Blocks, schema.Block{Kind: schema.Paragraph, Text: t})
		}
	}
	return &b, nil
}
