package body

import "bytes"

// rule says why a block was left out.
type rule uint8

const (
	keep rule = iota
	outside
	byName
	isTitle
	linkOnly
	aboveStory
	belowStory
	repeated
	boilerplate
	creditLine
	shortMeta
)

var ruleNames = [...]string{"keep", "outside", "by name", "title", "links", "above", "below", "repeated", "boilerplate", "credit", "meta"}

func (r rule) String() string { return ruleNames[r] }

// finder decides over one measured page.
type finder struct {
	*page
	hint     Hint
	title    string // the headline, squashed
	headline int32  // block of the headline, -1 when not found
	root     int32  // element
	trusted  int32  // block around which names are not believed, -1 for none
	lenient  bool   // names of what may be part of a story are not believed
	teasers  int    // cards that lead to other stories
	desc     string
	state    string // article body, squashed

	seen map[string]int32 // squashed paragraphs, and how often each stands on the page; made when asked

	mostly int8 // 1 where nearly all that stays is prose, -1 where not, 0 before it was asked

	pictureStory bool // what the captions say is the story
}

func (f *finder) find() (*Body, error) {
	f.title = squash(f.hint.Title)
	f.desc = squash(f.hint.Description)
	f.state = squash(f.hint.ArticleBody)
	f.trusted = -1
	f.findHeadline()
	f.agree()
	f.attempt()
	if prose, total := f.prose(), f.total(); prose*4 < total && total >= 4*minProse {
		f.retry(prose)
	}
	if f.prose() < stubLimit {
		f.retryDescribed()
	}
	if f.root < 0 {
		return f.fromState()
	}
	return f.judge()
}

// attempt decides over every block.
func (f *finder) attempt() {
	f.dropNamed()
	f.markTeasers()
	f.scoreBlocks()
	f.chooseRoot()
	if f.root >= 0 {
		f.mark()
	}
}

// retry decides again, with the names believed only of what is never a story,
// and keeps the new decision where it finds much more prose under the headline.
func (f *finder) retry(prose int32) {
	again := *f
	again.page = f.page.copy()
	again.lenient = true
	again.attempt()
	if again.root < 0 || again.headline < 0 || again.prose() < 4*max(prose, minProse) {
		return
	}
	*f = again
}

// minDescribed is how much of the description a paragraph must begin with, squashed
// and in bytes, to be the one it was taken from.
const minDescribed = 40

// retryDescribed decides again with the paragraph that the page describes itself
// with taken for a part of the story, where that was left out.
func (f *finder) retryDescribed() {
	d := f.described()
	if d < 0 || f.root >= 0 && f.blocks[d].why == keep {
		return
	}
	again := *f
	again.page = f.page.copy()
	again.trusted = d
	again.attempt()
	if again.root >= 0 && again.blocks[d].why == keep && again.prose() > f.prose() {
		*f = again
	}
}

// described is the paragraph that begins as the description does, outside of
// what stands on every page of a site; -1 where none does.
func (f *finder) described() int32 {
	if len(f.desc) < minDescribed {
		return -1
	}
	for i := range f.blocks {
		b := &f.blocks[i]
		if b.weight < minNamed || b.linked*2 > b.weight || f.above(b.inner, 12)&(fFooter|fLegal|fAside|fBio|fRelated|fNav|fAd) != 0 {
			continue
		}
		t := f.squashOf(b)
		if n := min(len(t), len(f.desc), 120); n >= minDescribed && bytes.Contains(t, []byte(f.desc[:n])) {
			return int32(i)
		}
	}
	return -1
}

// prose is the weight of the running text that stays.
func (f *finder) prose() int32 {
	var n int32
	for i := range f.blocks {
		if b := &f.blocks[i]; b.why == keep && f.root >= 0 && b.prose() && !f.isCaption(b) {
			n += b.weight
		}
	}
	return n
}

// total is the weight of the running text on the page.
func (f *finder) total() int32 {
	if len(f.elems) == 0 {
		return 0
	}
	return f.elems[0].good
}
