package extract

import (
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Bounds on shadow roots; past them they stay as they are.
const (
	maxShadows     = 5_000
	maxSlotDepth   = 64        // of elements between a shadow root and a slot
	maxDeeper      = 512       // levels that slots may add to a page in all
	maxShadowSteps = 5_000_000 // nodes looked at, those of roots in roots each time
)

// flatten puts declarative shadow roots (<template shadowrootmode>, HTML
// Standard 4.12.3) where a browser shows them: in the place of what their host
// holds, and that in their slots, by name. What has no slot, and no reader
// sees, stays behind them.
func flatten(root *html.Node) {
	var shadows []*html.Node
	for n := range root.Descendants() {
		if isShadow(n) && len(shadows) < maxShadows {
			shadows = append(shadows, n)
		}
	}
	deeper, steps := 0, 0
	for i := len(shadows) - 1; i >= 0; i-- { // the innermost first, so that every slot is of the shadow root at hand
		t := shadows[i]
		var all []*html.Node
		slots := map[string]*html.Node{}
		deepest := 0
		for n := range t.Descendants() {
			if steps++; steps > maxShadowSteps {
				return
			}
			if n.DataAtom != atom.Slot {
				continue
			}
			all = append(all, n)
			if d := depthBelow(n, t); slots[attr(n, "name")] == nil && d <= maxSlotDepth && deeper+d <= maxDeeper {
				slots[attr(n, "name")] = n
				deepest = max(deepest, d)
			}
		}
		deeper += deepest
		fill(t.Parent, t, slots)
		for _, n := range all {
			n.Data, n.DataAtom = "span", atom.Span
		}
		for c := t.FirstChild; c != nil; c = t.FirstChild {
			t.RemoveChild(c)
			t.Parent.InsertBefore(c, t)
		}
		t.Parent.RemoveChild(t)
	}
}

func isShadow(n *html.Node) bool {
	if n.DataAtom != atom.Template || n.Parent == nil || n.Parent.Type != html.ElementNode {
		return false
	}
	for _, key := range [...]string{"shadowrootmode", "shadowroot"} { // the second is Chrome's before 111
		if mode := attr(n, key); mode == "open" || mode == "closed" {
			return true
		}
	}
	return false
}

// depthBelow is how many levels n lies below an element, at most one more than
// is of use.
func depthBelow(n, top *html.Node) int {
	d := 0
	for ; n != top && d <= maxSlotDepth; n = n.Parent {
		d++
	}
	return d
}

// fill moves what a host holds into the slots of its shadow root, in the place
// of what the slots show when nothing is given.
func fill(host, shadow *html.Node, slots map[string]*html.Node) {
	filled := map[*html.Node]bool{}
	for c := host.FirstChild; c != nil; {
		next := c.NextSibling
		name := ""
		if c.Type == html.ElementNode {
			name = attr(c, "slot")
		}
		if slot := slots[name]; slot != nil && c != shadow && !isShadow(c) {
			if c.Type == html.ElementNode && !filled[slot] {
				filled[slot] = true
				for slot.FirstChild != nil {
					slot.RemoveChild(slot.FirstChild)
				}
			}
			host.RemoveChild(c)
			slot.AppendChild(c)
		}
		c = next
	}
}
