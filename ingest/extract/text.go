package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"dabao/ingest/extract/body"
)

// textOf is the text of an element on one line, cut after maxText bytes.
// Pieces of one word in several inline elements stay together.
func textOf(n *html.Node) string { return textWithout(n, nil) }

// textWithout is textOf that leaves out the elements skip accepts.
func textWithout(n *html.Node, skip func(*html.Node) bool) string {
	if c := n.FirstChild; c != nil && c == n.LastChild && c.Type == html.TextNode {
		return oneLine(c.Data)
	}
	var b strings.Builder
	steps, last := 0, byte(' ')
	for c := n.FirstChild; c != nil && b.Len() < maxText && steps < 20_000; steps++ {
		deeper := false
		switch c.Type {
		case html.TextNode:
			if d := head(c.Data, maxText); d != "" {
				if joinsBadly(last, d) {
					b.WriteByte(' ')
				}
				b.WriteString(d)
				last = d[len(d)-1]
			}
		case html.ElementNode:
			switch c.DataAtom {
			case atom.Script, atom.Style, atom.Noscript, atom.Svg, atom.Template, atom.Button, atom.Select, atom.Rt, atom.Rp, atom.Rtc:
			case atom.Sup, atom.A, atom.Span:
				deeper = !body.IsMark(c) && (skip == nil || !skip(c))
			case atom.Br:
				b.WriteRune(lineEnd)
				last = ' '
			default:
				if skip == nil || !skip(c) {
					deeper = true
					if !inline(c) {
						b.WriteByte(' ')
						last = ' '
					}
				}
			}
		}
		if deeper && c.FirstChild != nil {
			c = c.FirstChild
			continue
		}
		for c != n && c.NextSibling == nil {
			if c = c.Parent; c != n && !inline(c) {
				b.WriteByte(' ')
				last = ' '
			}
		}
		if c == n {
			break
		}
		c = c.NextSibling
	}
	return oneLine(joinLines(b.String()))
}

// lineEnd stands for a <br> while a text is gathered.
const lineEnd = '\u2028'

// joinLines makes one line of a text with line ends. Between two characters of
// Chinese or Japanese they are no space.
func joinLines(s string) string {
	for from := 0; ; {
		i := strings.IndexRune(s[from:], lineEnd)
		if i < 0 {
			return s
		}
		i += from
		before := strings.TrimRight(s[:i], " \t\r\n\u2028")
		after := strings.TrimLeft(s[i:], " \t\r\n\u2028")
		l, _ := utf8.DecodeLastRuneInString(before)
		r, _ := utf8.DecodeRuneInString(after)
		if (isHan(l) || isKana(l)) && (isHan(r) || isKana(r)) {
			s, from = before+after, len(before)
			continue
		}
		from = i + len("\u2028")
	}
}

// joinsBadly says whether two inline elements that touch were set apart by
// style alone: a year and an hour, two words of a name and a title.
func joinsBadly(last byte, next string) bool {
	c := next[0]
	return isDigit(last) && isDigit(c) || last >= 'a' && last <= 'z' && upper(c)
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func inline(n *html.Node) bool {
	switch n.DataAtom {
	case atom.A, atom.Span, atom.B, atom.Strong, atom.I, atom.Em, atom.Font, atom.Small, atom.U, atom.Sup, atom.Sub,
		atom.Time, atom.Mark, atom.Ruby, atom.Rb, atom.Abbr, atom.Cite, atom.Bdi, atom.Ins, atom.S, atom.Q, atom.Wbr, atom.Label, atom.Code:
		return true
	}
	return n.Data == "address" || n.Data == "rel-time"
}

// oneLine trims a text, joins its lines and drops marks that carry no words.
func oneLine(s string) string {
	s = head(s, maxText)
	clean := true
	space := true
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c >= 0x80 || c < ' ' || c == ' ' && space {
			clean = false
			break
		}
		space = c == ' '
	}
	if clean {
		return strings.TrimSpace(s)
	}
	var b strings.Builder
	b.Grow(len(s))
	gap := false
	for _, r := range s {
		switch {
		case unicode.IsSpace(r) || r == '\u2028' || r == '\u2029':
			gap = b.Len() > 0
			continue
		case invisible(r):
			continue
		}
		if gap {
			b.WriteByte(' ')
			gap = false
		}
		b.WriteRune(r)
	}
	return b.String()
}

// invisible are characters that change no word: soft hyphens, zero width
// spaces, bidi controls, byte order marks, NULs and broken bytes.
func invisible(r rune) bool {
	switch {
	case r == '\u00ad', r == '\u200b', r == '\ufeff', r == '\u2060', r == 0:
		return true
	case r >= '\u200e' && r <= '\u200f', r >= '\u202a' && r <= '\u202e', r >= '\u2066' && r <= '\u2069':
		return true
	}
	return r < ' ' || r >= 0x7f && r < 0xa0
}

// head is at most n bytes of s, cut at a character.
func head(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}

// fold is the letters and digits of s in lower case, for comparing two
// printings of one text.
func fold(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range s {
		if r >= 0xff01 && r <= 0xff5e {
			r -= 0xfee0
		}
		if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) || isHan(r) {
			b.WriteRune(unicode.ToLower(r))
		}
	}
	return b.String()
}

func isHan(r rune) bool {
	return r >= 0x3400 && r <= 0x9fff || r >= 0xf900 && r <= 0xfaff || r >= 0x20000 && r <= 0x3ffff
}

// hanShare is the share of Han characters among the letters of s.
func hanShare(s string) float64 {
	han, all := 0, 0
	for _, r := range s {
		switch {
		case isHan(r):
			han++
			all++
		case unicode.IsLetter(r):
			all++
		}
	}
	if all == 0 {
		return 0
	}
	return float64(han) / float64(all)
}

// within says whether n stands inside an element.
func within(n, outer *html.Node) bool {
	for ; n != nil; n = n.Parent {
		if n == outer {
			return true
		}
	}
	return false
}

func isHeading(n *html.Node) bool {
	switch n.DataAtom {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		return true
	}
	return false
}

// elementBefore and elementAfter are the neighbours of an element, past white
// space and comments.
func elementBefore(n *html.Node) *html.Node {
	for c := n.PrevSibling; c != nil; c = c.PrevSibling {
		if c.Type == html.ElementNode {
			return c
		}
		if c.Type == html.TextNode && strings.TrimSpace(c.Data) != "" {
			return nil
		}
	}
	return nil
}

func elementAfter(n *html.Node) *html.Node {
	for c := n.NextSibling; c != nil; c = c.NextSibling {
		if c.Type == html.ElementNode {
			return c
		}
		if c.Type == html.TextNode && strings.TrimSpace(c.Data) != "" {
			return nil
		}
	}
	return nil
}
