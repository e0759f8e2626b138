package body

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// maxText bounds the text read from one page, in bytes; what follows is
// ignored. A long novel is 2 MB.
const maxText = 16 << 20

// measure walks the tree once, without recursion, and fills the tables.
func (p *page) measure(root *html.Node) {
	n := root
	for {
		if p.enter(n) && n.FirstChild != nil {
			n = n.FirstChild
			continue
		}
		for {
			p.leave(n)
			if n == root {
				p.flush()
				p.sum()
				return
			}
			if n.NextSibling != nil {
				n = n.NextSibling
				break
			}
			n = n.Parent
		}
	}
}

// enter reports whether the children of n are to be walked.
func (p *page) enter(n *html.Node) bool {
	switch n.Type {
	case html.TextNode:
		if p.inline >= 0 && (n.Parent == nil || n.Parent.Namespace == "") {
			p.text(upTo(n.Data, maxText-len(p.buf)))
		}
		return false
	case html.DocumentNode:
		return true
	case html.ElementNode:
		return p.enterElement(n)
	}
	return false
}

func (p *page) enterElement(n *html.Node) bool {
	if n.Namespace != "" && EntersForeign(n) {
		return true // it opens nothing: what it holds stands where it does
	}
	kind := kindOf(n.DataAtom)
	switch {
	case n.DataAtom == atom.Br:
		p.breaks++
		if p.setting == verbatim {
			p.newLine(true)
		}
		return false
	case p.formula(n), p.isSetApart(n):
		return false
	case n.DataAtom == atom.Img, n.DataAtom == 0 && n.Data == "amp-img":
		p.notePicture(n)
	}
	if kind == skipped || n.Namespace != "" {
		return false
	}
	own := p.names(n)
	if kind == inline && own&(fHidden|fTip|fVeiled) != 0 && !p.isRubyBase(n) {
		return false
	}
	if kind == block {
		p.endLine()
	}
	e := elem{node: n, parent: p.inline, text: int32(len(p.buf)), firstBlock: int32(len(p.blocks)), atom: n.DataAtom, own: own}
	e.work = own&fWork != 0 || p.inline >= 0 && p.elems[p.inline].work
	e.link = n.DataAtom == atom.A && !e.work && !p.marksHeading(n) || p.inline >= 0 && p.elems[p.inline].link
	if e.link {
		p.linkDepth++
	}
	if isBold(n.DataAtom) {
		p.boldDepth++
	}
	p.inline = int32(len(p.elems))
	if kind == block {
		p.blockElem = p.inline
	}
	if n.DataAtom == atom.Pre && p.setting == flowing {
		p.setting, p.pre = settingOf(n), p.inline
	}
	p.elems = append(p.elems, e)
	return true
}

// marksHeading is true of a link in a heading that leads to that heading, for readers
// who want to point at it.
func (p *page) marksHeading(a *html.Node) bool {
	if p.inline < 0 || !isHeading(p.elems[p.inline].atom) {
		return false
	}
	href := attr(a, "href")
	i := strings.IndexByte(href, '#')
	return i >= 0 && i+1 < len(href) && (i == 0 || href[i+1:] == attr(p.elems[p.inline].node, "id"))
}

// endLine ends the block being gathered where a line of the layout ends: in a
// <pre> of code, its line only.
func (p *page) endLine() {
	if p.setting == verbatim {
		p.newLine(false)
		return
	}
	p.flush()
}

// notePicture notes a picture.
func (p *page) notePicture(img *html.Node) {
	n := int32(len(p.blocks))
	if p.running {
		n++
	}
	p.pics = append(p.pics, picture{img, p.inline, n})
	p.picBefore = int32(len(p.pics))
}

// upTo is s cut after n bytes, between two characters.
func upTo(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n = max(n, 0); n > 0 && !utf8.RuneStart(s[n]); n-- {
	}
	return s[:n]
}

// leave closes the element that enter opened for n, if it opened one.
func (p *page) leave(n *html.Node) {
	if p.inline < 0 || p.elems[p.inline].node != n {
		return
	}
	i := p.inline
	kind := kindOf(n.DataAtom)
	switch {
	case p.setting == verbatim && i == p.pre:
		p.endVerbatim()
	case kind == block:
		p.endLine()
	case p.elems[i].parent < 0:
		p.flush() // no block spans two trees
	}
	if i == p.pre {
		p.setting, p.pre = flowing, -1
	}
	e := &p.elems[i]
	if e.link {
		p.linkDepth--
	}
	if isBold(n.DataAtom) {
		p.boldDepth--
	}
	if n.DataAtom == atom.Table && p.setting != verbatim {
		p.joinTable(i)
	}
	e.end, e.endBlock = int32(len(p.elems)), int32(len(p.blocks))
	p.inline = e.parent
	if p.blockElem == i {
		b := e.parent
		for b >= 0 && kindOf(p.elems[b].atom) != block {
			b = p.elems[b].parent
		}
		p.blockElem = b
	}
}
