package body

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// setting is how the text of the element being read is laid out.
type setting uint8

const (
	flowing  setting = iota
	verbatim         // code and the like: lines and indents are the writer's
	wrapped          // prose in <pre>, broken to fit a screen; blank lines part paragraphs
	unbroken         // prose in <pre>, one line a paragraph
)

// prePeek bounds how much of a <pre> is looked at to tell prose from code, in
// bytes.
const prePeek = 8 << 10

// settingOf tells how a <pre> is set: prose has sentences, next to no signs of
// a programming language, and no element made for code.
func settingOf(n *html.Node) setting {
	text, coded := peek(n, prePeek)
	if coded {
		return verbatim
	}
	var signs, stops, letters, lines int
	last := ' '
	for _, r := range text {
		switch {
		case r == '\n':
			if last != '\n' {
				lines++
			}
			if endsSentence(last) {
				stops++
			}
		case strings.ContainsRune("{}[]<>=_\\$#|&^%@+~`*/;", r):
			signs++
		case unicode.IsLetter(r):
			if letters++; r >= 0x2E80 {
				letters += wideWeight - 1
			}
		case r == ' ' && (last == '.' || last == '?' || last == '!'):
			stops++
		}
		last = r
	}
	if endsSentence(last) {
		stops++
	}
	const minLetters, perSign, perStop, longLine = 150, 50, 200, 110
	switch {
	case letters < minLetters || signs*perSign > letters || stops*perStop < letters:
		return verbatim
	case letters > longLine*max(lines, 1):
		return unbroken
	}
	return wrapped
}

// peek is the beginning of the text under n, and whether an element made for
// code stands there.
func peek(n *html.Node, limit int) (text string, coded bool) {
	coded = hasCodeName(n)
	var b strings.Builder
	for c := range n.Descendants() {
		switch {
		case c.Type == html.TextNode:
			b.WriteString(upTo(c.Data, limit-b.Len()))
		case c.DataAtom == atom.Br:
			b.WriteByte('\n')
		case c.DataAtom == atom.Code || c.DataAtom == atom.Samp || c.DataAtom == atom.Kbd:
			return "", true
		}
		if b.Len() >= limit || coded {
			break
		}
	}
	return b.String(), coded
}

// hasCodeName is true of a <pre> whose class is one that highlighters of code
// give.
func hasCodeName(n *html.Node) bool {
	c := strings.ToLower(attr(n, "class"))
	return containsAny(c, codeNames)
}

var codeNames = list(`code|highlight|language-|lang-|brush:|prettyprint|hljs|syntax|prism|shiki|console|terminal`)

// verbatimText adds a text node of a <pre> as it stands, but for carriage
// returns and invisible characters.
func (p *page) verbatimText(s string) {
	for _, r := range s {
		switch {
		case r == '\n' || r == '\t':
		case r == ' ' || r == 0xA0:
			r = ' '
		case unseen(r) || r < ' ':
			continue
		}
		if !p.running {
			p.begin()
		} else if p.run.inner != p.inline {
			p.widen()
		}
		p.buf = utf8.AppendRune(p.buf, r)
		if r > ' ' {
			p.weigh(r)
		}
	}
}

// newLine ends a line of a <pre> where an element ends one: <br>, a line set
// in an element of its own.
func (p *page) newLine(always bool) {
	if p.running && (always || p.buf[len(p.buf)-1] != '\n') {
		p.buf = append(p.buf, '\n')
	}
}

// endVerbatim makes a block of what was read as it stands: without blank lines
// around it, without white space at the ends of lines, and not at all where
// nothing but line numbers is left.
func (p *page) endVerbatim() {
	if !p.running {
		return
	}
	text := p.buf[p.run.start:]
	out, blank, numbers := text[:0], 0, true
	for line := range bytes.Lines(text) {
		line = bytes.TrimRight(line, " \t\n")
		if len(line) == 0 {
			blank++
			continue
		}
		if len(out) > 0 {
			for range blank + 1 {
				out = append(out, '\n')
			}
		}
		blank = 0
		numbers = numbers && len(bytes.Trim(line, " 0123456789")) == 0
		out = append(out, line...)
	}
	p.buf = p.buf[:int(p.run.start)+len(out)]
	p.run.code = true
	if numbers && bytes.IndexByte(out, '\n') > 0 {
		p.buf, p.running = p.buf[:p.run.start], false
	}
	p.flush()
}
