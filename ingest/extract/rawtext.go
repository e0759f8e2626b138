package extract

import (
	"io"
	"strconv"
	"strings"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// The parser reads the code of scripts and style sheets byte by byte, and copies
// it several times; of the news pages in the corpora that is 44 % of the bytes. So parse hands it
// a word in the place of each long code, and puts the code back into the tree.
// The tree is the one that the whole page gives: a code is only held back if the
// parser would take all of it for one text, and the page is read whole unless
// every word came out as the one text of a script or style element.

// stretch is a part of a markup, from its first byte to behind its last.
type stretch struct{ from, to int }

const (
	codeSign = "\ufdd0" // of the words; no character of any text (Unicode 23.7)
	minCode  = 256      // bytes of a code worth a word
)

// parse builds the tree of a page. codes are where roughMarks saw code.
func parse(markup string, codes []stretch) (*html.Node, error) {
	codes = plainCodes(markup, codes)
	if len(codes) > 0 && !strings.Contains(markup, codeSign) {
		if root, err := build(withWords(markup, codes)); err == nil && putBack(root, markup, codes) {
			return root, nil
		}
	}
	return build(strings.NewReader(markup))
}

func build(r io.Reader) (*html.Node, error) {
	doc, err := goquery.NewDocumentFromReader(r)
	if err != nil {
		return nil, err
	}
	return doc.Nodes[0], nil
}

// plainCodes are those of the codes that end at their first end tag whatever is
// around: a script without a comment (html.spec.whatwg.org, 13.2.5.4 and
// 13.2.5.18), a style sheet that would be one text in a drawing as well.
func plainCodes(markup string, codes []stretch) []stretch {
	var plain []stretch
	for _, c := range codes {
		code, rest := markup[c.from:c.to], markup[c.to:]
		if len(code) < minCode || strings.TrimSpace(code) == "" || strings.IndexByte(code, 0) >= 0 {
			continue
		}
		name := tagName(rest[min(2, len(rest)):])
		end := 2 + len(name)
		if end >= len(rest) || strings.IndexByte(" \t\n\r\f/>", rest[end]) < 0 {
			continue
		}
		if strings.EqualFold(name, "script") && !strings.Contains(code, "<!--") ||
			strings.EqualFold(name, "style") && !strings.ContainsAny(code, "<&") {
			plain = append(plain, c)
		}
	}
	return plain
}

func word(i int) string { return codeSign + strconv.Itoa(i) }

// withWords is the markup with a word in the place of each of the codes.
func withWords(markup string, codes []stretch) io.Reader {
	parts := make([]io.Reader, 0, 2*len(codes)+1)
	from := 0
	for i, c := range codes {
		parts = append(parts, strings.NewReader(markup[from:c.from]), strings.NewReader(word(i)))
		from = c.to
	}
	return io.MultiReader(append(parts, strings.NewReader(markup[from:]))...)
}

// putBack puts the codes into the tree, and says whether all have come to stand
// as code.
func putBack(root *html.Node, markup string, codes []stretch) bool {
	found := 0
	for n := root; n != nil && found < len(codes); n = following(n) {
		if n.DataAtom != atom.Script && n.DataAtom != atom.Style {
			continue
		}
		text := n.FirstChild
		if text == nil || text != n.LastChild || text.Type != html.TextNode {
			continue
		}
		number, isWord := strings.CutPrefix(text.Data, codeSign)
		i, err := strconv.Atoi(number)
		if !isWord || err != nil || n.Namespace != "" && n.DataAtom != atom.Style {
			continue
		}
		text.Data = lineFeeds(strings.Clone(markup[codes[i].from:codes[i].to]))
		found++
	}
	return found == len(codes)
}

// following is the node behind n in document order, nil behind the last.
func following(n *html.Node) *html.Node {
	if n.FirstChild != nil {
		return n.FirstChild
	}
	for n != nil && n.NextSibling == nil {
		n = n.Parent
	}
	if n == nil {
		return nil
	}
	return n.NextSibling
}

// lineFeeds ends every line with a line feed, as the parser does.
func lineFeeds(s string) string {
	if strings.IndexByte(s, '\r') < 0 {
		return s
	}
	return strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
}
