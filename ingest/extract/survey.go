package extract

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// traits are the rare things that a page must be rid of before it is read. To
// look for them in the tree is cheaper than to search the markup for words.
type traits struct {
	shadows bool // declarative shadow roots
	frame   bool // what looks like the frame that a web archive puts around a page
}

func survey(root *html.Node) traits {
	var t traits
	for n := root; n != nil; n = following(n) {
		switch n.DataAtom {
		case atom.Template:
			t.shadows = t.shadows || isShadow(n)
		case atom.Meta:
			t.frame = t.frame || attr(n, "property") == "og:site_name" && strings.HasPrefix(attr(n, "content"), "archive.")
		}
		t.frame = t.frame || hasID(n, waybackFrames)
	}
	return t
}
