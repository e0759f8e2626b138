package plain

import (
	"iter"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"dabao/schema/fulltext"
)

// line is one line of the dump, trimmed and not empty.
type line struct {
	text string
	gap  bool // an empty line, or the beginning, stands before it
	role role
	meta meta // where role is metaLine
}

// role is what a line says by itself.
type role int

const (
	unknown   role = iota
	metaLine       // names, dates, sources
	crumbLine      // breadcrumbs
	widget         // words of the page's controls
	caption        // names who made a picture
	rights         // who owns the page, what may be done with it
	related        // the heading of what follows the article
	tableRow       // cells separated by tabs
	again          // the line before it, once more
)

// split cuts the text into lines without the empty ones.
func split(text string) []line {
	var out []line
	for s, gap := range textLines(text) {
		out = append(out, line{text: s, gap: gap})
	}
	return out
}

// countLines is how many lines split gives.
func countLines(text string) int {
	n := 0
	for range textLines(text) {
		n++
	}
	return n
}

// textLines yields each line that is not empty, trimmed, and whether an empty
// one or the beginning stands before it. Lines end as on any system, at the
// separators of Unicode and at page breaks.
func textLines(text string) iter.Seq2[string, bool] {
	return func(yield func(string, bool) bool) {
		gap := true
		for text != "" {
			s, width := text, 0
			if i := strings.IndexAny(text, "\n\r\f\u2028\u2029"); i >= 0 {
				_, width = utf8.DecodeRuneInString(text[i:])
				s = text[:i]
				if strings.HasPrefix(text[i:], "\r\n") {
					width = len("\r\n")
				}
			}
			text = text[len(s)+width:]
			if s = strings.TrimFunc(s, blank); s == "" {
				gap = true
				continue
			}
			if !yield(s, gap) {
				return
			}
			gap = false
		}
	}
}

// blank says what is trimmed around a line: white space, and the invisible
// characters that pages use for it.
func blank(r rune) bool {
	return unicode.IsSpace(r) || r == '\u200b' || r == '\ufeff' || r == '\u2060'
}

// unwrap joins paragraphs that were wrapped at a column. Only a paragraph that
// looks wrapped is joined: its lines but the last are all about as wide as the
// widest, which is narrower than a screen, and few of them end a sentence.
func unwrap(lines []line) []line {
	var out []line
	for i := 0; i < len(lines); {
		j := i + 1
		for j < len(lines) && !lines[j].gap {
			j++
		}
		if block := lines[i:j]; wrapped(block) {
			out = append(out, joined(block))
		} else {
			out = append(out, block...)
		}
		i = j
	}
	return out
}

func wrapped(block []line) bool {
	const minColumns, maxColumns, slack = 50, 100, 18
	if len(block) < 2 {
		return false
	}
	widest, ends := 0, 0
	for _, l := range block {
		widest = max(widest, width(l.text))
	}
	if widest > maxColumns || widest < minColumns {
		return false
	}
	for i, l := range block {
		if last := i == len(block)-1; !last && width(l.text) < widest-slack || i > 0 && l.text == block[i-1].text {
			return false
		}
		if role, _ := classify(l.text); role != unknown {
			return false
		}
		if endsSentence(l.text) {
			ends++
		}
	}
	if endsSentence(block[len(block)-1].text) {
		ends--
	}
	return 3*ends < len(block) && (len(block) > 2 || ends == 0)
}

func joined(block []line) line {
	var b strings.Builder
	for i, l := range block {
		if i > 0 {
			last, _ := utf8.DecodeLastRuneInString(b.String())
			first, _ := utf8.DecodeRuneInString(l.text)
			if !wide(last) || !wide(first) {
				b.WriteByte(' ')
			}
		}
		b.WriteString(l.text)
	}
	return line{text: b.String(), gap: block[0].gap}
}

// width is the number of columns a line takes: two for a Han character, kana,
// Hangul or full-width form, one for anything else.
func width(s string) int {
	w := 0
	for _, r := range s {
		w++
		if wide(r) {
			w++
		}
	}
	return w
}

// wide reports a character that takes two columns (Unicode East Asian Width
// W and F, by block).
func wide(r rune) bool {
	return r >= 0x1100 && (r <= 0x115F || r >= 0x2E80 && r <= 0xA4CF || r >= 0xAC00 && r <= 0xD7A3 ||
		r >= 0xF900 && r <= 0xFAFF || r >= 0xFE30 && r <= 0xFE6F || r >= 0xFF00 && r <= 0xFF60 || r >= 0x20000 && r <= 0x3FFFD)
}

func isHan(r rune) bool { return fulltext.IsHan(r) }

// endsSentence reports whether the line ends as a sentence does, behind any
// closing quotation marks and a remark in brackets: the byline of a last
// paragraph follows its full stop.
func endsSentence(s string) bool {
	if m := remark.FindStringIndex(s); m != nil && m[0] > 0 && endsSentence(s[:m[0]]) {
		return true
	}
	s = strings.TrimRight(s, closers+" ")
	r, _ := utf8.DecodeLastRuneInString(s)
	return strings.ContainsRune("。!?….;:\uff01\uff1f\uff1b\uff1a", r)
}

var remark = regexp.MustCompile(`\s*[(\x{FF08}][^()\x{FF08}\x{FF09}]{1,40}[)\x{FF09}]$`)

const closers = "”’」』〉》)】\uff09]\"'"

// prose reports a line that only running text has: a whole sentence of some
// length, or one too long for anything else.
func prose(s string) bool {
	const sentence, shouted, long = 50, 90, 160 // headlines ask and shout
	w := width(s)
	if r, _ := utf8.DecodeLastRuneInString(s); strings.ContainsRune("?!\uff1f\uff01", r) && w < shouted && !strings.ContainsRune(s, '。') {
		return false
	}
	return w >= long || w >= sentence && endsSentence(s)
}

// siteZone is the offset that a date without one has on this site.
func siteZone(text string) (offset, from string) {
	han, kana, hangul, n := 0, 0, 0, 0
	for _, r := range text {
		if n++; n > 20_000 {
			break
		}
		switch {
		case isHan(r):
			han++
		case r >= 0x3041 && r <= 0x30FA:
			kana++
		case unicode.Is(unicode.Hangul, r):
			hangul++
		}
	}
	switch {
	case hangul > han+kana && hangul*5 > n:
		return "+09:00", "site"
	case kana*10 > han+kana && (han+kana)*5 > n:
		return "+09:00", "site"
	case han*5 > n:
		return "+08:00", "site"
	}
	return "Z", "utc"
}
