package extract

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// minFolded is how much text markup out of sight must hold to be opened, in
// bytes.
const minFolded = 200

// maxApology is the length up to which such text only says that scripts are
// off, in bytes.
const maxApology = 1500

// unfold puts markup that a browser with scripts does not show in the place
// where it stands: what is meant for readers without scripts (noscript) and
// what scripts fill in (template, <script type="text/template">, a hidden
// textarea). It says whether there was any. Of equal pieces the first counts,
// and where there is noscript, that alone. No more than maxTags tags are made.
func unfold(root *html.Node, maxTags int) bool {
	var plain, scripted []*html.Node
	for n := range root.Descendants() {
		switch n.DataAtom {
		case atom.Noscript:
			plain = append(plain, n)
		case atom.Template, atom.Textarea:
			scripted = append(scripted, n)
		case atom.Script:
			if typ := attr(n, "type"); strings.Contains(typ, "template") || strings.Contains(typ, "html") {
				scripted = append(scripted, n)
			}
		}
	}
	u := unfolding{room: maxTags, seen: map[string]bool{}}
	return u.open(plain) || u.open(scripted)
}

type unfolding struct {
	room int // tags that may still be made
	seen map[string]bool
}

// open puts what elements hold in their place.
func (u *unfolding) open(folded []*html.Node) bool {
	any := false
	for _, n := range folded {
		if n.DataAtom == atom.Template {
			if len(textOf(n)) >= minFolded {
				n.Data, n.DataAtom = "div", atom.Div
				any = true
			}
			continue
		}
		c := n.FirstChild
		if c == nil || c.Type != html.TextNode {
			continue
		}
		markup := strings.TrimSpace(c.Data)
		if len(markup) < minFolded || u.seen[markup] {
			continue
		}
		if text := plainText(markup); len(text) < minFolded || len(text) < maxApology && strings.Contains(strings.ToLower(text), "javascript") {
			continue
		}
		u.seen[markup] = true
		rough, _ := roughMarks(markup, u.room)
		if u.room -= rough; u.room <= 0 {
			return any
		}
		parts, err := html.ParseFragment(strings.NewReader(markup), &html.Node{Type: html.ElementNode, Data: "div", DataAtom: atom.Div})
		if err != nil {
			continue
		}
		n.RemoveChild(c)
		n.Data, n.DataAtom, n.Attr = "div", atom.Div, nil
		for _, p := range parts {
			n.AppendChild(p)
		}
		any = true
	}
	return any
}
