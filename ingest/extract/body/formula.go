package body

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// formula adds the text of a formula to the block being gathered and reports
// whether n is one: its TeX where the page has that, else what its elements
// spell. What a script has drawn beside the TeX it was drawn from is left out.
func (p *page) formula(n *html.Node) bool {
	if p.inline < 0 {
		return false
	}
	var text string
	switch {
	case n.Namespace == "math" && n.Data == "math":
		text = mathText(n)
	case n.DataAtom == atom.Script:
		typ := strings.ToLower(attr(n, "type"))
		if !strings.HasPrefix(typ, "math/tex") && !strings.HasPrefix(typ, "math/asciimath") || n.FirstChild == nil {
			return false
		}
		text = n.FirstChild.Data
	case n.DataAtom == atom.Img:
		if text = attr(n, "alt"); text == "" || !hasFormulaName(attr(n, "class")) {
			return false
		}
	case n.DataAtom == atom.Span || n.DataAtom == atom.Div || n.DataAtom == 0:
		return isDrawn(n) || hidesFormula(n) && p.formula(firstFormula(n))
	default:
		return false
	}
	if text = bareTeX(upTo(text, maxFormula)); text != "" {
		p.text(text)
	}
	return true
}

// maxFormula bounds the text of one formula, in bytes.
const maxFormula = 4 << 10

// hasFormulaName is true of the class of a picture that is a formula.
func hasFormulaName(class string) bool {
	for w := range strings.FieldsFuncSeq(strings.ToLower(class), func(r rune) bool { return r == ' ' || r == '-' || r == '_' }) {
		if w == "latex" || w == "tex" || w == "mathtex" || w == "katex" {
			return true
		}
	}
	return false
}

// isDrawn is true of what MathJax draws for a formula whose TeX stands in a
// script behind it: a preview, and the drawing.
func isDrawn(n *html.Node) bool {
	if !strings.HasPrefix(attr(n, "class"), "MathJax") {
		return false
	}
	for s, near := n.NextSibling, 0; s != nil && near < 4; s, near = s.NextSibling, near+1 {
		if s.DataAtom == atom.Script {
			return strings.HasPrefix(attr(s, "type"), "math/tex")
		}
	}
	return false
}

// hidesFormula is true of an element that hides MathML behind a picture of it.
func hidesFormula(n *html.Node) bool {
	return firstFormula(n) != nil && hides(attr(n, "style"))
}

// firstFormula is the <math> that an element opens with; nil where it does not.
func firstFormula(n *html.Node) *html.Node {
	if c := n.FirstChild; c != nil && c.Namespace == "math" && c.Data == "math" {
		return c
	}
	return nil
}

// mathText is the text of a <math>: the TeX it carries as annotation or as
// alttext, else its elements on one line.
func mathText(n *html.Node) string {
	for c := range n.Descendants() {
		if c.Data == "annotation" && c.Type == html.ElementNode && strings.Contains(strings.ToLower(attr(c, "encoding")), "tex") && c.FirstChild != nil {
			return c.FirstChild.Data
		}
	}
	if alt := attr(n, "alttext"); alt != "" {
		return alt
	}
	var b strings.Builder
	linear(&b, n, 0)
	return b.String()
}

// linear writes the elements of a formula on one line: a/b, x^2, x_1, √(x).
// Source of the elements' order of children: MathML Core, section 3.
func linear(b *strings.Builder, n *html.Node, depth int) {
	if depth > 60 || b.Len() > maxFormula {
		return
	}
	if n.Type == html.TextNode {
		b.WriteString(strings.TrimSpace(n.Data))
		return
	}
	sep, open, end := "", "", ""
	switch n.Data {
	case "annotation", "annotation-xml":
		return
	case "mfrac":
		sep = "/"
	case "msup", "mover":
		sep = "^"
	case "msub", "munder":
		sep = "_"
	case "msqrt":
		open, end = "√(", ")"
	case "mtr":
		end = "; "
	case "mtd":
		end = " "
	}
	b.WriteString(open)
	first := true
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type != html.ElementNode && c.Type != html.TextNode || sep != "" && c.Type == html.TextNode {
			continue
		}
		group := sep != "" && several(c)
		if !first {
			b.WriteString(sep)
		}
		if first = false; group {
			b.WriteByte('(')
		}
		linear(b, c, depth+1)
		if group {
			b.WriteByte(')')
		}
	}
	b.WriteString(end)
}

// several is true of an element of a formula that holds more than one.
func several(n *html.Node) bool {
	c := n.FirstChild
	return c != nil && c.NextSibling != nil && c.Type == html.ElementNode
}

// bareTeX takes a formula out of the braces that converters put around all of
// it to set its size.
func bareTeX(s string) string {
	s = strings.TrimSpace(s)
	for _, style := range []string{`{\displaystyle `, `{\textstyle `} {
		if rest, ok := strings.CutPrefix(s, style); ok && strings.HasSuffix(rest, "}") {
			return strings.TrimSpace(strings.TrimSuffix(rest, "}"))
		}
	}
	return s
}
