package body

import (
	"slices"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// elem is one element of the page, in document order.
type elem struct {
	node       *html.Node
	parent     int32 // index of the enclosing element, -1 for the outermost
	end        int32 // index after the last element inside
	text       int32 // where its text begins in page.buf
	firstBlock int32 // blocks inside are [firstBlock, endBlock)
	endBlock   int32
	atom       atom.Atom
	own        flags // what its own names say
	up         flags // what the names of it and all around it say
	link       bool  // inside <a href>
	work       bool  // inside what is named for what the page is for
	weight     int32 // of the text inside
	linked     int32 // of the text inside that is in links
	good       int32 // of the text inside that reads like prose
	paras      int32 // of the blocks inside that read like prose
	pics       int32 // pictures inside
	heads      int32 // <h1> inside
	bodies     int32 // elements inside that are named as a body and hold prose, itself too
	works      int32 // elements inside that are named for what the page is for, itself too
	score      int32 // sum of the scores of the blocks inside
	dropped    rule  // why all of it is left out
}

// textBlock is a run of text between two line ends of the layout.
type textBlock struct {
	elem      int32 // the innermost block-level element around it
	inner     int32 // the innermost element that holds all of it
	start     int32 // in page.buf
	end       int32
	weight    int32
	linked    int32
	stops     int16 // marks that end a sentence
	unmarked  int16 // letters of scripts without such marks, up to 1<<14
	commas    int16 // marks that divide one
	strong    int32 // weight inside b, strong and the like
	score     int32
	pic       int32 // 1 + the picture that stands right before it; 0 for none
	sound     sound // whether it sounds like a notice of the law
	table     bool
	code      bool // its lines and indents are the writer's
	lead      bool // stands between headline and body
	announced bool // a link of a list that a sentence of the story announces
	inBody    bool // agrees with the article body the page states
	why       rule // why it is left out; keep when it stays
}

type picture struct {
	node  *html.Node
	elem  int32
	block int32 // number of blocks before it
}

// page is a document measured in one pass. Pages are pooled: nothing in a
// Body points into one.
type page struct {
	elems   []elem
	blocks  []textBlock
	pics    []picture
	buf     []byte
	scratch []byte
	words   map[string]flags // class string → what it says; kept from page to page, which share them

	run       textBlock // the block being gathered
	running   bool
	space     bool // white space seen since the last character
	breaks    int  // <br> seen since the last character
	picBefore int32
	linkDepth int
	boldDepth int
	inline    int32 // innermost element
	blockElem int32 // innermost block-level element
	setting   setting
	pre       int32 // the <pre> that setting is of; -1 outside any
}

// A pooled page keeps at most this much room.
const (
	keptElems = 1 << 15
	keptText  = 1 << 20
	keptWords = 1 << 12 // class strings, of maxName bytes each
)

func (p *page) reset() {
	if cap(p.elems) > keptElems || cap(p.buf) > keptText {
		*p = page{words: p.words}
	}
	clear(p.elems)
	clear(p.pics)
	p.elems, p.blocks, p.pics, p.buf = p.elems[:0], p.blocks[:0], p.pics[:0], p.buf[:0]
	if p.words == nil || len(p.words) > keptWords {
		p.words = make(map[string]flags, 256)
	}
	p.running, p.space, p.picBefore, p.breaks, p.linkDepth, p.boldDepth = false, false, 0, 0, 0, 0
	p.inline, p.blockElem = -1, -1
	p.setting, p.pre = flowing, -1
}

// prose is true of a block that reads like running text: long enough for a
// sentence, with sentence marks, and not mainly links.
func (b *textBlock) prose() bool {
	return b.weight >= 60 && b.stops > 0 && b.linked*2 < b.weight || b.weight >= 150 && b.commas > 0 && b.linked*3 < b.weight
}

// laidOut is true of a block whose lines carry meaning, a table or code: none
// of the rules about a line of prose or a label fits it.
func (b *textBlock) laidOut() bool { return b.table || b.code }

func (p *page) bytesOf(b *textBlock) []byte { return p.buf[b.start:b.end] }

func (p *page) textOf(b *textBlock) string { return string(p.buf[b.start:b.end]) }

// copy is the measured page before any decision, sharing text and pictures.
func (p *page) copy() *page {
	c := &page{buf: p.buf, pics: p.pics, elems: slices.Clone(p.elems), blocks: slices.Clone(p.blocks)}
	for i := range c.elems {
		e := &c.elems[i]
		e.up, e.score, e.dropped = 0, 0, keep
	}
	for i := range c.blocks {
		b := &c.blocks[i]
		b.score, b.lead, b.why = 0, false, keep
	}
	return c
}

// sum adds what the blocks weigh to the elements around them.
func (p *page) sum() {
	for i := range p.blocks {
		b := &p.blocks[i]
		if b.elem < 0 {
			continue
		}
		e := &p.elems[b.elem]
		e.weight += b.weight
		e.linked += b.linked
		if b.prose() {
			e.good += b.weight
			e.paras++
		}
	}
	for i := range p.pics {
		if e := p.pics[i].elem; e >= 0 {
			p.elems[e].pics++
		}
	}
	for i := len(p.elems) - 1; i > 0; i-- {
		e := &p.elems[i]
		if e.atom == atom.H1 {
			e.heads++
		}
		if e.own&fWork != 0 {
			e.works++
		}
		if e.own&fBody != 0 && e.good > 0 {
			e.bodies++
		}
		if e.parent >= 0 {
			u := &p.elems[e.parent]
			u.weight += e.weight
			u.linked += e.linked
			u.good += e.good
			u.paras += e.paras
			u.pics += e.pics
			u.heads += e.heads
			u.works += e.works
			u.bodies += e.bodies
		}
	}
}
