// Package repair makes whole what a converter damaged.
//
// Many Chinese pages in web corpora were turned into Traditional script by a
// program that works on GBK bytes. From left to right it replaces the bytes of
// each character in its table by those of the traditional form and a gloss of
// its reading:
//
//	人民網(wǎng)    貢獻(xiàn)
//
// Such a gloss is an ASCII parenthesis that holds one pinyin syllable with
// one tone mark, now and then with a space behind it (絡(luò )), and stands right
// after the character it reads. The table
// holds only characters whose traditional form differs, so a gloss after any
// other character (覃(qín)) was written by a person, and so was everything on a
// page that reads most of its characters that way: it teaches them.
//
// The program does not know where a character begins. The second byte of one
// and the first of the next may look like a character of the table; then the
// gloss splits the second character, and a decoder shows what is left of it as
// "?", swallowing the parenthesis, and every pair of bytes after it askew, up
// to the place where both readings of the bytes meet again:
//
//	bytes     D3 C2 │ 93 FA │ AE 94        勇 擔 當
//	matched      └─────┘      └────┘…      聯 (lián), 當 (dāng)
//	shown     D3C2  93 28 6C…29  FAAE  94 28 64…29
//	          勇    ?     lián)  □     ?     dāng)
//
// One byte is lost at each "?", and the gloss tells which: it reads the
// character made of the byte before and the lost one. Where exactly one
// choice gives nothing but characters in everyday use, and damaging it
// again gives the text that was found, and the rest of the page does not speak
// against it, the place is restored; otherwise it is left as it stands, whole,
// and counted.
package repair

import (
	"strings"
	"unicode/utf8"
)

// place is one gloss, or what is left of one: s[start:end] from the opener to
// the closing parenthesis.
type place struct {
	start, end int
	syllable   string
	prev       rune // the character right before, 0 at the beginning
	lost       bool // the opener is gone and with it a byte before it
	spaced     bool // a space stands behind the syllable
}

// Text removes converter glosses and restores what they split. repairs counts
// the glosses removed and the split places made whole; unresolved counts the
// split places left as they stand. Text without damage is returned as it is.
func Text(s string) (fixed string, repairs, unresolved int) {
	places := find(s)
	if len(places) == 0 || taught(s, places) {
		return s, 0, 0
	}
	var b strings.Builder
	b.Grow(len(s))
	done, plain := 0, hasPlain(places)
	for i, p := range places {
		if p.start < done || p.spaced && !plain {
			continue // inside a place already dealt with, or nobody's gloss
		}
		switch {
		case !p.lost:
			if changed(p.prev, p.syllable) {
				b.WriteString(s[done:p.start])
				done = p.end
				repairs++
			}
		default:
			text, end, glosses, ok := restore(s, places[i:])
			if !ok {
				unresolved++
				b.WriteString(s[done:end])
				done = end
				continue
			}
			b.WriteString(s[done:p.start])
			b.WriteString(text)
			done = end
			repairs += 1 + glosses
		}
	}
	b.WriteString(s[done:])
	return b.String(), repairs, unresolved
}

// hasPlain is true of a page with a gloss that has no space in it: one with none but
// such was not made by the program.
func hasPlain(places []place) bool {
	for _, p := range places {
		if p.lost || !p.spaced && changed(p.prev, p.syllable) {
			return true
		}
	}
	return false
}

// maxSyllable is the length in bytes of the longest syllable: six letters
// (zhuāng), of which the marked one takes up to two bytes more.
const maxSyllable = 8

// find lists the places in order. It looks back from each closing
// parenthesis, of which a page has fewer than of anything else.
func find(s string) []place {
	var out []place
	for i := 0; ; {
		j := strings.IndexByte(s[i:], ')')
		if j < 0 {
			return out
		}
		i += j + 1
		if p, ok := placeEnding(s, i); ok {
			out = append(out, p)
		}
	}
}

// placeEnding reads the place whose closing parenthesis ends at end.
func placeEnding(s string, end int) (place, bool) {
	last := end - 1
	if last > 0 && s[last-1] == ' ' {
		last-- // the table has a space behind one reading of characters with several
	}
	start := last
	for start > 0 && last-start <= maxSyllable {
		r, n := utf8.DecodeLastRuneInString(s[:start])
		if !(r >= 'a' && r <= 'z' || r == 'ü' || r == 'ɑ' || r == 'ɡ' || toneless(r) != 0) {
			break
		}
		start -= n
	}
	p := place{end: end, syllable: s[start:last], spaced: last < end-1}
	if !isSyllable(p.syllable) || p.spaced && !strings.HasSuffix(s[:start], "(") {
		return p, false
	}
	switch before := s[:start]; {
	case p.spaced:
		p.start = start - 1
	case strings.HasSuffix(before, "\ufffd("):
		p.start, p.lost = start-len("\ufffd("), true
	case strings.HasSuffix(before, "("):
		p.start = start - 1
	case strings.HasSuffix(before, "?"):
		p.start, p.lost = start-1, true
	case strings.HasSuffix(before, "\ufffd"):
		p.start, p.lost = start-len("\ufffd"), true
	default:
		return p, false
	}
	if p.start > 0 {
		p.prev, _ = utf8.DecodeLastRuneInString(s[:p.start])
	}
	return p, true
}

func isHan(r rune) bool {
	return r >= 0x4E00 && r <= 0x9FFF || r >= 0x3400 && r <= 0x4DBF || r >= 0xF900 && r <= 0xFAFF || r >= 0x20000 && r <= 0x3FFFF
}

// taught reports that the readings were written by a person: on a page that
// reads the characters it teaches, most glosses follow characters which no
// converter changes; and a converter never reads a character in one place
// that it leaves bare in several others.
func taught(s string, places []place) bool {
	const few = 2
	var converted, other int
	var chars []rune
	for _, p := range places {
		switch {
		case p.lost:
			converted++
		case changed(p.prev, p.syllable):
			converted++
			chars = append(chars, p.prev)
		case isHan(p.prev):
			other++
		}
	}
	if other > converted {
		return true
	}
	if converted > few || len(chars) < converted {
		return false
	}
	for _, c := range chars {
		if bare := strings.Count(s, string(c)) - len(chars); bare <= few {
			return false
		}
	}
	return len(chars) > 0
}
