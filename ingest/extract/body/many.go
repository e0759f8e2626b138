package body

import "golang.org/x/net/html/atom"

// A text up to maxSnippets in weight is the snippet of a list where minMany entries
// like its own, with a line that is a link, stand around it, and no headline in it.
const (
	maxSnippets = 8 * minProse
	minMany     = 8
)

// isOneOfMany is true of a story that lies in one entry of a list of links: the opening
// of a post in a list of threads.
func (f *finder) isOneOfMany() bool {
	for i, n := f.root, 0; i > 0 && n < 8; i, n = f.elems[i].parent, n+1 {
		e := &f.elems[i]
		if f.headline >= e.firstBlock && f.headline < e.endBlock {
			return false
		}
		class := attr(e.node, "class")
		if kindOf(e.atom) != block || class == "" && e.atom != atom.Li || !f.holdsLink(e) {
			continue
		}
		same, links := 0, 0
		for c, n := e.parent+1, 0; c < f.elems[e.parent].end && n < maxList; c, n = f.elems[c].end, n+1 {
			if t := &f.elems[c]; t.atom == e.atom && t.weight > 0 && attr(t.node, "class") == class {
				same++
				if f.holdsLink(t) {
					links++
				}
			}
		}
		if links >= minMany && links*5 >= same*4 {
			return true
		}
	}
	return false
}

// holdsLink is true of an element with a line that is a link.
func (f *finder) holdsLink(e *elem) bool {
	for k := e.firstBlock; k < e.endBlock && k < e.firstBlock+8; k++ {
		if b := &f.blocks[k]; b.weight >= 12 && b.linked*10 > b.weight*9 {
			return true
		}
	}
	return false
}
