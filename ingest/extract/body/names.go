package body

import "golang.org/x/net/html/atom"

// dropNamed leaves out the elements whose names say that they are no part of
// the story, unless what they hold says otherwise, and hands the names of an
// element down to what it holds.
func (f *finder) dropNamed() {
	if len(f.elems) == 0 {
		return
	}
	total := f.elems[0].good
	named := f.namedBody(total)
	classes := f.paragraphClasses(total)
	for i := range f.elems {
		e := &f.elems[i]
		if e.parent >= 0 {
			up := &f.elems[e.parent]
			e.up = up.up
			if up.dropped != keep {
				e.up |= e.own
				e.dropped = up.dropped
				continue
			}
		}
		own := e.own
		if e.atom == atom.Body || e.atom == atom.Html || e.good*2 > total {
			own &= f.believed(e, own)
		}
		if int32(i) < named && named < e.end {
			own &^= partFlags
		}
		if own&dropFlags != 0 && (classes != nil && classes[attr(e.node, "class")] || e.good > 0 && f.isSlug(e)) {
			own &^= dropFlags
		}
		if own&fPlayer != 0 && (e.atom == atom.Body || e.good*2 > total) && !f.isNumbered(e) {
			own &^= fPlayer
		}
		if f.isNamedAway(e, own, total) {
			e.dropped = byName
		} else if own&dropFlags != 0 && e.good*2 > e.weight {
			own &^= dropFlags
		}
		e.up |= own
	}
	for i := range f.blocks {
		b := &f.blocks[i]
		b.why = f.elems[b.inner].dropped
	}
	f.forgetPortraits()
}

// believed are the names that an element with most of the prose of the page can
// have and be no story.
func (f *finder) believed(e *elem, own flags) flags {
	names := fStory | fBody | fComment | fTalk | fLegal | fNav | fPromo | fHidden | fFooter | fPlayer
	if own&(fAside|fBio) != 0 && e.bodies == 0 && f.bodyBeside(e) {
		names |= fAside | fBio
	}
	return names
}

// maxPortraits bounds how many pictures of authors one page is searched for.
const maxPortraits = 200

// forgetPortraits takes the pictures in bylines off the count of the elements
// around them: no text beside them is their caption.
func (f *finder) forgetPortraits() {
	n := 0
	for i := range f.pics {
		e := f.pics[i].elem
		if !f.isPortrait(e) {
			continue
		}
		if n++; n > maxPortraits {
			return
		}
		for ; e >= 0; e = f.elems[e].parent {
			f.elems[e].pics--
		}
	}
}

// isPortrait is true of the place of a picture in a <figure> whose text is all
// left out by name: a byline, a date.
func (f *finder) isPortrait(i int32) bool {
	for n := 0; i >= 0 && n < 6; i, n = f.elems[i].parent, n+1 {
		e := &f.elems[i]
		if e.atom != atom.Figure {
			continue
		}
		for k := e.firstBlock; k < e.endBlock; k++ {
			if b := &f.blocks[k]; b.why != byName || f.elems[b.inner].up&(fMeta|fBio) == 0 {
				return false
			}
		}
		return e.firstBlock < e.endBlock
	}
	return false
}

// partFlags are the names that an element around the body has of a part it
// holds, or of the part it is to a page builder: tables of contents, widgets.
const partFlags = fNav | fWidget | fPlayer | fMeta | fTag | fPromo | fShare | fAside

// namedBody is the element named as the body that holds most of the prose, if
// that is a third of all; else -1.
func (f *finder) namedBody(total int32) int32 {
	best, good := int32(-1), total/3
	for i := range f.elems {
		if e := &f.elems[i]; e.own&fBody != 0 && e.own&fComment == 0 && e.good > good {
			best, good = int32(i), e.good
		}
	}
	return best
}

// isNamedAway weighs what the names of an element say against what it holds.
func (f *finder) isNamedAway(e *elem, own flags, total int32) bool {
	n := own & dropFlags
	if f.lenient {
		n &= fComment | fLegal | fNav | fFooter
	}
	if n == 0 || own&fBody != 0 {
		return false
	}
	switch e.atom {
	case atom.Body, atom.Html, atom.Blockquote:
		return false
	}
	if isHeading(e.atom) && e.linked == 0 {
		n &^= fMeta | fTag | fWidget | fPlayer
		if n == 0 {
			return false
		}
	}
	if h := f.headline; h >= e.firstBlock && h < e.endBlock {
		if n&(fNav|fComment|fRelated) == 0 || e.good*2 > total {
			return false
		}
		if n&(fNav|fComment) == 0 && f.blocks[h].linked == 0 && isHeading(f.elems[f.blocks[h].elem].atom) {
			return false // "headlines", "readmore": of other stories it would be a link
		}
	}
	switch {
	case f.trusted >= e.firstBlock && f.trusted < e.endBlock:
		return false
	case n&^softFlags == 0 && (e.works > 0 || f.holdsBody(e)), n == fNav && f.leadsNowhere(e), own&fTalk != 0 && n&^(softFlags|fComment) == 0 && f.opensPage(e):
		return false
	}
	if n&^(softFlags|fNav|fFooter) == 0 && f.holdsStory(e, total) || n&^softFlags == 0 && f.isRemark(e) {
		return false
	}
	rest := total - e.good
	switch {
	case rest >= 60 && n&fPlayer != 0 && f.isNumbered(e), n&(fAside|fBio) != 0 && e.bodies == 0 && f.bodyBeside(e):
		return true
	case e.good > 0 && (rest < 60 || rest < 200 && n&(fComment|fLegal|fFooter|fNav) == 0):
		return n&(fFooter|fLegal|fNav) != 0 && f.headline >= 0 && e.firstBlock > f.headline && f.isImprint(e)
	case n&^(fRelated|fFooter) == 0 && f.opensStory(e):
		return false
	case n&(fComment|fLegal|fFooter|fNav) != 0:
		return true
	case e.good*2 > total:
		return false
	case n == fVeiled && e.good*4 >= e.weight*3 && !f.isCopy(e):
		return false
	case n&^(fMeta|fTag|fWidget|fPlayer) == 0 && e.good*3 > e.weight*2 && e.good > 150:
		return false
	case n&^softFlags == 0 && f.tells(e) && !f.isCopy(e):
		return false
	}
	return true
}

// holdsStory is true of a part named for navigation or for what stands below that holds
// most of the prose and hardly a link: pages to be turned, a transcript under a film.
func (f *finder) holdsStory(e *elem, total int32) bool {
	return e.good*2 > total && e.linked*8 < e.weight && f.tells(e) && !f.isImprint(e)
}

// holdsBody is true of a part in which stands what is named as a body, but of no
// list of such: some systems call all the parts of a page widgets.
func (f *finder) holdsBody(e *elem) bool {
	return e.bodies > 0 && e.bodies <= 2 && e.good*4 > e.weight
}

// bodyBeside is true of a part outside of which, and not around it, prose stands in
// what is named as a body.
func (f *finder) bodyBeside(e *elem) bool {
	beside := f.elems[0].bodies - e.bodies
	for i := e.parent; i >= 0 && beside > 0; i = f.elems[i].parent {
		if f.elems[i].own&fBody != 0 {
			beside--
		}
	}
	return beside > 0
}

// leadsNowhere is true of a part named for navigation that holds sentences and no
// link: the dishes of a menu.
func (f *finder) leadsNowhere(e *elem) bool {
	return e.linked == 0 && e.good >= minNamed
}

// opensPage is true of what begins with the first prose under the headline: in a
// forum the discussion is the story.
func (f *finder) opensPage(e *elem) bool {
	if f.headline < 0 || e.firstBlock <= f.headline || e.good < minTold {
		return false
	}
	for k := f.headline + 1; k < e.firstBlock; k++ {
		if f.blocks[k].prose() && f.elems[f.blocks[k].inner].dropped == keep {
			return false
		}
	}
	return true
}

// minRemark is the weight of a sentence set apart inside a paragraph.
const minRemark = 30

// isRemark is true of what is set apart inside a paragraph of the story and says a
// sentence: an editor's word to the reader.
func (f *finder) isRemark(e *elem) bool {
	if e.atom != atom.Span || e.parent < 0 || f.elems[e.parent].atom != atom.P {
		return false
	}
	p := &f.elems[e.parent]
	if p.firstBlock+1 != p.endBlock || p.up&(fBody|fStory) == 0 {
		return false
	}
	b := &f.blocks[p.firstBlock]
	if b.weight < minRemark || b.linked*3 > b.weight {
		return false
	}
	t := lowerTrim(f.textOf(b))
	return b.stops > 0 && f.endsLikeSentence(b) && !walls.begin(t) && !moreLabels.begin(t) && !closers.begin(t) && !bylines.begin(t)
}

// opensStory is true of the few lines without links that follow the headline
// while the prose is still to come: what editors call teaser, or put into the
// foot of the head, is there the standfirst.
func (f *finder) opensStory(e *elem) bool {
	if f.headline < 0 || e.firstBlock <= f.headline || e.endBlock > f.headline+10 || e.endBlock-e.firstBlock > 5 ||
		e.linked*3 >= e.weight || e.good == 0 && e.weight <= 40 {
		return false
	}
	var later int32
	for k := e.endBlock; k < int32(len(f.blocks)) && k < e.endBlock+40; k++ {
		if f.blocks[k].prose() {
			later += f.blocks[k].weight
		}
	}
	return later > e.weight
}
