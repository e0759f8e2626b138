package body

import (
	"iter"
	"net/url"
	"strings"

	"golang.org/x/net/html/atom"
	"golang.org/x/net/publicsuffix"
)

// A line that is all link leads a reader on: on the site to its other stories,
// and elsewhere to what the writer read. The host tells one from the other.

// minReference is the weight of a linked line that can name a source; "Buy now"
// and "Watch" weigh less.
const minReference = 25

// isReference is true of a paragraph or an item among the paragraphs of the story
// whose links lead to other sites, or which is an address to read.
func (f *finder) isReference(i int) bool {
	b := &f.blocks[i]
	a := f.elems[b.elem].atom
	if a != atom.P && a != atom.Li || b.weight < minReference && a != atom.Li || startsWithArrow(f.textOf(b)) {
		return false
	}
	t := lowerTrim(f.textOf(b))
	if moreLabels.begin(t) || closers.begin(t) || walls.begin(t) || containsAny(t, sellers) || !f.amongProse(i) {
		return false
	}
	return isAddress(t) || f.leadsOut(b)
}

// isAddress is true of a line that is the address of a page, written out.
func isAddress(t string) bool {
	return (strings.HasPrefix(t, "http://") || strings.HasPrefix(t, "https://")) && len(t) > len("https://a.bc") && !strings.Contains(t, " ")
}

// amongProse is true of a line beside which a paragraph of the story stands, a
// few lines before it at most, and the story goes on behind it.
func (f *finder) amongProse(i int) bool {
	parent := f.elems[f.blocks[i].elem].parent
	if f.elems[f.blocks[i].elem].atom == atom.Li {
		parent = f.elems[parent].parent
	}
	for k := i - 1; k >= int(f.elems[f.root].firstBlock) && k > i-maxApart; k-- {
		if b := &f.blocks[k]; b.why == keep && b.prose() && b.linked*2 < b.weight && !f.isCaption(b) && f.elems[b.elem].parent == parent {
			return f.goesOn(int32(i) + 1)
		}
	}
	return false
}

// maxApart is how far a line can stand from the paragraph it belongs to.
const maxApart = 12

// staysInPlace is true of a linked line that leads nowhere else than to what stands
// around it: the name under a quotation, the title that unfolds the text below it,
// one item of a list whose others are no links.
func (f *finder) staysInPlace(i int) bool {
	b := &f.blocks[i]
	e := &f.elems[b.elem]
	if i == 0 || e.parent < 0 {
		return false
	}
	if t := f.textOf(b); strings.HasPrefix(t, "—") || strings.HasPrefix(t, "–") || strings.HasPrefix(t, "―") {
		before := &f.blocks[i-1]
		return before.why == keep && before.prose() && f.inQuote(b.elem) && f.elems[before.elem].parent == e.parent
	}
	list := e.parent
	if e.atom != atom.Li {
		list = f.elems[list].parent
	}
	switch {
	case list <= f.root:
		return false
	case f.unfolds(b):
		k := i + 1
		return k < len(f.blocks) && f.blocks[k].why == keep && f.blocks[k].prose() && f.blocks[k].linked*5 < f.blocks[k].weight && f.sharesItem(b.elem, f.blocks[k].elem)
	}
	l := &f.elems[list]
	return (l.atom == atom.Ul || l.atom == atom.Ol) && l.endBlock-l.firstBlock >= 3 && l.linked*2 < l.weight && l.paras*2 > l.endBlock-l.firstBlock
}

// inQuote is true inside a quotation.
func (f *finder) inQuote(i int32) bool {
	for n := 0; i > f.root && n < 4; i, n = f.elems[i].parent, n+1 {
		if f.elems[i].atom == atom.Blockquote {
			return true
		}
	}
	return false
}

// unfolds is true of a line in a link that leads to no page.
func (f *finder) unfolds(b *textBlock) bool {
	for i := b.inner; i >= 0 && f.elems[i].link; i = f.elems[i].parent {
		if f.elems[i].atom == atom.A {
			href := strings.TrimSpace(attr(f.elems[i].node, "href"))
			return href == "" || strings.HasPrefix(href, "#") || strings.HasPrefix(strings.ToLower(href), "javascript:")
		}
	}
	return false
}

// sharesItem is true of two elements that one part of the story, below it, holds
// alone: an item and what unfolds in it.
func (f *finder) sharesItem(a, b int32) bool {
	for n := 0; a > f.root && n < 3; a, n = f.elems[a].parent, n+1 {
		if e := &f.elems[a]; b > a && b < e.end {
			return e.paras <= maxUnfolded
		}
	}
	return false
}

// maxUnfolded is how many paragraphs one title can unfold.
const maxUnfolded = 12

// leadsOut is true of a line whose links all lead to other sites than the page
// is of; of none where it is not known whose the page is.
func (f *finder) leadsOut(b *textBlock) bool {
	out := false
	for href := range f.linksOf(b) {
		site, ok := f.siteOfLink(href)
		if !ok || site == siteOf(f.hint.Base) {
			return false
		}
		out = true
	}
	return out
}

// linksOf are the addresses of the links of a line, as written: of the one that it
// stands in, else of those that stand in it.
func (f *finder) linksOf(b *textBlock) iter.Seq[string] {
	return func(yield func(string) bool) {
		for i := b.inner; i >= 0 && f.elems[i].link; i = f.elems[i].parent {
			if f.elems[i].atom == atom.A {
				yield(attr(f.elems[i].node, "href"))
				return
			}
		}
		for i := b.inner; i < f.elems[b.inner].end && f.elems[i].text < b.end; i++ {
			if e := &f.elems[i]; e.atom == atom.A && e.link && e.text >= b.start && !yield(attr(e.node, "href")) {
				return
			}
		}
	}
}

// siteOfLink is the site that an address of the web leads to; false for other
// addresses, and where the page's own is not known.
func (f *finder) siteOfLink(href string) (string, bool) {
	if f.hint.Base == nil || f.hint.Base.Host == "" {
		return "", false
	}
	u, err := f.hint.Base.Parse(strings.TrimSpace(upTo(href, 2000)))
	if err != nil || u.Scheme != "http" && u.Scheme != "https" {
		return "", false
	}
	return siteOf(u), true
}

// siteOf is the part of a host that one owner holds.
func siteOf(u *url.URL) string {
	host := strings.ToLower(u.Hostname())
	if s, err := publicsuffix.EffectiveTLDPlusOne(host); err == nil {
		return s
	}
	return host
}

// isCited is true of a list under a paragraph or a heading of the story, set
// beside it, of which nearly all items lead to other sites, and not all to one. It
// marks its lines.
func (f *finder) isCited(e *elem) bool {
	if e.firstBlock <= f.elems[f.root].firstBlock {
		return false
	}
	before := &f.blocks[e.firstBlock-1]
	if t := lowerTrim(f.textOf(before)); before.why != keep || before.linked*5 > before.weight || f.elems[before.elem].parent != e.parent || moreLabels.begin(t) || walls.begin(t) || closers.begin(t) {
		return false
	}
	var out int32
	first, several := "", false
	for k := e.firstBlock; k < e.endBlock; k++ {
		b := &f.blocks[k]
		if b.weight < minReference || !f.leadsOut(b) {
			continue
		}
		out++
		if s := f.firstSite(b); first == "" {
			first = s
		} else if s != first {
			several = true
		}
	}
	if !several || out*4 < (e.endBlock-e.firstBlock)*3 {
		return false
	}
	for k := e.firstBlock; k < e.endBlock; k++ {
		f.blocks[k].announced = true
	}
	return true
}

// firstSite is the site that the first link of a line leads to.
func (f *finder) firstSite(b *textBlock) string {
	for href := range f.linksOf(b) {
		site, _ := f.siteOfLink(href)
		return site
	}
	return ""
}
