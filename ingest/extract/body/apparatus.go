package body

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// isRubyBase is true of the printed word under a ruby reading, which some pages
// hide from screen readers so that these speak the reading alone.
func (p *page) isRubyBase(n *html.Node) bool {
	return n.DataAtom == atom.Rb || n.DataAtom == atom.Ruby || n.Parent != nil && n.Parent.DataAtom == atom.Ruby
}

// IsMark is true of what points from the text to its apparatus: the number of
// a note, the link that edits a section. Set close to a word or a number it
// would become part of it.
func IsMark(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Sup:
		text, ok := short(n)
		return ok && (inBrackets(text) || isNoteSign(text) && (linksToNote(n) || hasNoteName(n) || hasNoteWord(n)))
	case atom.A:
		if role := attr(n, "role"); role == "doc-noteref" || role == "doc-backlink" {
			return true
		}
		if !strings.HasPrefix(attr(n, "href"), "#") {
			return false
		}
		text, ok := short(n)
		return ok && isNoteSign(text) && (inBrackets(text) || hasNoteName(n))
	case atom.Span:
		return strings.Contains(attr(n, "class"), "editsection")
	}
	return false
}

// isSetApart is true of marks, of the numbers of lines of code, and of a power,
// whose digits it writes as such: 10 to the 6th is not 106.
func (p *page) isSetApart(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Sup:
		return IsMark(n) || p.raise(n)
	case atom.Span:
		return IsMark(n) || p.counts(n) || p.setting == verbatim && containsAny(strings.ToLower(attr(n, "class")), lineNumbers)
	case atom.A:
		return IsMark(n) || p.noteAtWord(n)
	}
	return false
}

// noteAtWord is true of a link to a place on the page that is a bare number and set
// close to what stands before it: after 42 it would make 421 of it.
func (p *page) noteAtWord(a *html.Node) bool {
	if !p.running || p.space || p.breaks > 0 || !strings.HasPrefix(attr(a, "href"), "#") {
		return false
	}
	text, ok := short(a)
	last, _ := utf8.DecodeLastRune(p.buf)
	return ok && len(text) <= 3 && strings.Trim(text, "0123456789") == "" && !unicode.IsSpace(last) && !strings.ContainsRune("([{（［【.-–/", last)
}

// counts is true of a number of readers or remarks that a script has set behind the
// end of a paragraph: digits alone, in an element named for a count.
func (p *page) counts(n *html.Node) bool {
	c := n.FirstChild
	if !p.running || c == nil || c != n.LastChild || c.Type != html.TextNode || len(c.Data) > maxMarkBytes || strings.Trim(c.Data, "0123456789+ \n") != "" {
		return false
	}
	if next := n.NextSibling; next != nil && next.Type == html.TextNode && strings.TrimSpace(next.Data) != "" {
		return false
	}
	last, _ := utf8.DecodeLastRune(p.buf)
	return endsSentence(last) && containsAny(strings.ToLower(attr(n, "class")), countNames)
}

var (
	countNames  = list(`review|comment|count|remark`)
	lineNumbers = list(`lineno|line-number|linenumber|line_number|gutter`)
	noteNames   = list(`footnote|noteref|reference|cite_ref|citeref|note-ref|endnote|fnref`)
)

// maxMarkBytes bounds the text of a mark.
const maxMarkBytes = 48

// short is the text of an element that can be a mark.
func short(n *html.Node) (string, bool) {
	var b strings.Builder
	steps := 0
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			b.WriteString(upTo(c.Data, maxMarkBytes+1))
		}
		if steps++; steps > 24 || b.Len() > maxMarkBytes {
			return "", false
		}
	}
	return strings.TrimSpace(b.String()), b.Len() > 0
}

func inBrackets(s string) bool {
	return strings.HasPrefix(s, "[") && strings.HasSuffix(s, "]") || strings.HasPrefix(s, "［") && strings.HasSuffix(s, "］")
}

// isNoteSign is true of what a note is called in the text: 2, [2], 12,13, a, *,
// †, 注1, note 3.
func isNoteSign(s string) bool {
	s = strings.Trim(s, "[]［］()（） ")
	return s != "" && utf8.RuneCountInString(s) <= 8
}

// linksToNote is true of an element that is one link to a place on its page,
// or stands in one.
func linksToNote(n *html.Node) bool {
	for c := range n.Descendants() {
		if c.DataAtom == atom.A {
			return toNote(c)
		}
	}
	return n.Parent != nil && n.Parent.DataAtom == atom.A && toNote(n.Parent)
}

func toNote(a *html.Node) bool {
	i := strings.IndexByte(attr(a, "href"), '#')
	return i >= 0 || hasNoteName(a)
}

func hasNoteName(n *html.Node) bool {
	return containsAny(strings.ToLower(attr(n, "class")+" "+attr(n, "id")), noteNames)
}

// hasNoteWord is true of a raised sign with a class that is a short word for notes.
func hasNoteWord(n *html.Node) bool {
	for _, w := range strings.Fields(strings.ToLower(attr(n, "class"))) {
		switch w {
		case "fn", "note", "notes", "ref", "refs", "nb", "annotation", "anmerkung":
			return true
		}
	}
	return false
}

// raise writes the digits of a power, or of several notes, with the characters for
// them; it reports false for other raised text.
func (p *page) raise(n *html.Node) bool {
	c := n.FirstChild
	if c == nil || c != n.LastChild || c.Type != html.TextNode || !p.running || p.space || p.breaks > 0 {
		return false
	}
	s := strings.TrimSpace(upTo(c.Data, maxMarkBytes))
	last, _ := utf8.DecodeLastRune(p.buf)
	if s == "" || len(s) > 8 || !unicode.IsLetter(last) && !unicode.IsDigit(last) && last != ')' && last != '）' {
		return false
	}
	raised := make([]rune, 0, len(s))
	for _, r := range s {
		up, ok := powers[r]
		if !ok && (r != ',' || len(raised) == 0) {
			return false
		} else if !ok {
			up = r
		}
		raised = append(raised, up)
	}
	p.text(string(raised))
	return true
}

var powers = map[rune]rune{'0': '⁰', '1': '¹', '2': '²', '3': '³', '4': '⁴', '5': '⁵', '6': '⁶', '7': '⁷', '8': '⁸', '9': '⁹', '-': '⁻', '−': '⁻', '+': '⁺'}
