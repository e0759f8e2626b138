package body

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html/atom"

	"dabao/schema/fulltext"
)

// What one character counts against one letter: a Chinese sentence says in 20
// characters, a Korean one in 30 syllables what takes 60 letters.
const (
	wideWeight   = 3
	hangulWeight = 2 // an Ethiopic letter is a syllable too
)

// unmarkedSentence is how many letters of Thai or Lao make a sentence: there
// it ends at a space or with the line, and no mark says so.
const unmarkedSentence = 40

// text adds a text node to the block being gathered, with white space
// collapsed and invisible characters left out.
func (p *page) text(s string) {
	if p.setting == verbatim {
		p.verbatimText(s)
		return
	}
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			i++
			if c <= ' ' || c == 0x7f {
				p.space = true
				if c == '\n' && p.setting != flowing {
					p.breaks++
				}
				continue
			}
			p.open(rune(c))
			p.buf = append(p.buf, c)
			p.weighASCII(c)
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		i += n
		switch {
		case r == 0xA0 || r == 0x3000 || r == 0x85 || r >= 0x2000 && r <= 0x200A || r == 0x2028 || r == 0x2029 || r == 0x202F || r == 0x205F:
			p.space = true
			continue
		case unseen(r):
			continue
		}
		p.open(r)
		p.buf = utf8.AppendRune(p.buf, r)
		p.weigh(r)
	}
}

// unseen is true of characters outside ASCII that no reader sees.
func unseen(r rune) bool {
	return r == 0xAD || r == 0x200B || r == 0x2060 || r == 0xFEFF || r >= 0x80 && r < 0xA0 || r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069
}

func (p *page) weighASCII(c byte) {
	p.count(1)
	switch c {
	case '.', '!', '?':
		p.run.stops++
	case ',', ';', ':':
		p.run.commas++
	}
}

// weigh counts a character in the block being gathered.
func (p *page) weigh(r rune) {
	switch {
	case r < utf8.RuneSelf:
		p.weighASCII(byte(r))
		return
	case r >= 0xAC00 && r < 0xD7B0, r >= 0x1200 && r < 0x13A0:
		p.count(hangulWeight)
	case r >= 0x2E80 && r < 0xAC00 || r >= 0xF900 && r < 0xFE00 || r >= 0x20000:
		p.count(wideWeight)
	default:
		p.count(1)
		if r >= 0x0E00 && r < 0x0F00 && p.run.unmarked < 1<<14 {
			p.run.unmarked++
		}
	}
	switch r {
	case '。', '！', '？', '…', '।', '॥', '؟', '۔', '．', '｡', '።', '፧', '፨', '။', '།', '༎', '។', '៕', '։':
		p.run.stops++
	case '，', '、', '；', '：', '،', '؛', '፣', '፤', '፥', '၊':
		p.run.commas++
	}
}

func (p *page) count(w int32) {
	p.run.weight += w
	if p.linkDepth > 0 {
		p.run.linked += w
	}
	if p.boldDepth > 0 {
		p.run.strong += w
	}
}

// open makes sure a block is being gathered and writes the white space or
// line end that stands before the next character.
func (p *page) open(r rune) {
	if p.breaks > 0 && p.running && p.breakHere(r) {
		p.flush()
	}
	if !p.running {
		p.begin()
	} else {
		if p.space && p.breaks == 0 || p.breaks > 0 && !p.joinsWide(r) {
			p.buf = append(p.buf, ' ')
		}
		if p.run.inner != p.inline {
			p.widen()
		}
	}
	p.space, p.breaks = false, 0
}

// joinsWide is true of a line end between two characters of Chinese or Japanese:
// it is no space there.
func (p *page) joinsWide(r rune) bool {
	last, _ := utf8.DecodeLastRune(p.buf)
	return isWide(last) && isWide(r)
}

func isWide(r rune) bool {
	return r >= 0x3000 && r < 0xA000 || r >= 0xF900 && r < 0xFB00 || r >= 0xFF00 && r < 0xFF61 || r >= 0x20000
}

// begin starts a block at the end of the text.
func (p *page) begin() {
	e := p.blockElem
	if p.setting == verbatim {
		e = p.pre
	} else if e < 0 {
		e = p.inline
	}
	p.run = textBlock{elem: e, inner: p.inline, start: int32(len(p.buf)), pic: p.picBefore}
	p.running, p.picBefore = true, 0
}

// widen moves run.inner up until it holds the current element too. Of two
// elements the later one in document order is never around the other.
func (p *page) widen() {
	a, b := p.run.inner, p.inline
	for a != b {
		if a > b {
			a = p.elems[a].parent
		} else {
			b = p.elems[b].parent
		}
	}
	p.run.inner = a
}

// shortLine is the weight under which a line was broken by its writer, not to
// fit a screen.
const shortLine = 45

// breakHere decides whether a <br> before the character r ends a paragraph: two
// in a row do, one does unless a long line runs on in lower case. In a heading,
// a cell or a link it is a line end of the layout only.
func (p *page) breakHere(r rune) bool {
	switch p.setting {
	case wrapped:
		return p.breaks > 1
	case unbroken:
		return true
	}
	if p.elems[p.inline].link || p.run.elem < 0 || isHeading(p.elems[p.run.elem].atom) {
		return false
	}
	switch p.elems[p.run.elem].atom {
	case atom.Td, atom.Th, atom.Figcaption:
		last, _ := utf8.DecodeLastRune(p.buf)
		return p.breaks > 1 || p.run.weight >= shortLine && endsSentence(last)
	}
	return p.breaks > 1 || p.run.weight < shortLine || !unicode.IsLower(r)
}

func endsSentence(r rune) bool {
	switch r {
	case '.', '!', '?', ':', '"', '”', '»', '。', '！', '？', '…', '：', '」', '』', '।', '؟', '۔', ')', '）':
		return true
	}
	return false
}

// flush ends the block being gathered.
func (p *page) flush() {
	if p.running {
		if p.run.unmarked >= unmarkedSentence {
			p.run.stops += int16(min(p.run.unmarked/(2*unmarkedSentence)+1, 100))
		}
		p.run.end = int32(len(p.buf))
		if p.hasLetter() {
			p.blocks = append(p.blocks, p.run)
		} else {
			p.buf = p.buf[:p.run.start]
		}
	}
	p.running, p.space, p.breaks = false, false, 0
}

// hasLetter is false for a line of rules, bullets or dots.
func (p *page) hasLetter() bool {
	b := p.buf[p.run.start:]
	for i := 0; i < len(b); {
		if c := b[i]; c < utf8.RuneSelf {
			if c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'z' {
				return true
			}
			i++
			continue
		}
		r, n := utf8.DecodeRune(b[i:])
		if unicode.IsLetter(r) || unicode.IsNumber(r) || fulltext.IsHan(r) {
			return true
		}
		i += n
	}
	return false
}
