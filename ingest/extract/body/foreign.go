package body

import (
	"unicode"

	"golang.org/x/net/html"
)

// What makes the blocks of HTML inside one element of a drawing or a formula
// prose, in letters, of which a wide character counts for several: a label of a
// diagram is shorter, and stands in an element of its own.
const (
	leastProse = 120
	leastLine  = 60 // of a block that counts
)

// holdsProse says of an <svg> or <math> whether it holds paragraphs of the page.
// Where a <p> in its <foreignObject> or <mtext> is not closed, the rest of the
// page stands in it, and browsers show it. Source: WHATWG HTML, 13.2.6.5 (a
// closing tag of the drawing is ignored inside of HTML).
func holdsProse(n *html.Node) bool {
	var in, at *html.Node
	line, total := 0, 0
	for c := range n.Descendants() {
		if c.Type != html.TextNode || c.Parent.Namespace != "" {
			continue
		}
		block, point := blockIn(c)
		if block == nil {
			continue
		}
		if point != at {
			at, total = point, 0
		}
		if block != in {
			in, line = block, 0
		}
		more := lettersOf(c.Data)
		if line += more; line >= leastLine {
			if line-more < leastLine {
				more = line
			}
			total += more
		}
		if total >= leastProse {
			return true
		}
	}
	return false
}

// blockIn is the block of HTML that a text inside a foreign element stands in,
// and that element; nil where no reader sees it.
func blockIn(text *html.Node) (in, point *html.Node) {
	for p := text.Parent; ; p = p.Parent {
		switch {
		case p.Namespace != "":
			return in, p
		case kindOf(p.DataAtom) == skipped:
			return nil, nil
		case in == nil && kindOf(p.DataAtom) == block:
			in = p
		}
	}
}

func lettersOf(s string) (n int) {
	for _, r := range s {
		switch {
		case !unicode.IsLetter(r):
		case r >= 0x2E80:
			n += wideWeight
		default:
			n++
		}
	}
	return n
}

// EntersForeign says whether an element of a drawing or a formula is walked for
// the HTML in it. The outermost one decides for all.
func EntersForeign(n *html.Node) bool {
	if n.Data == "script" || n.Data == "style" {
		return false
	}
	return n.Parent != nil && n.Parent.Namespace != "" || holdsProse(n)
}
