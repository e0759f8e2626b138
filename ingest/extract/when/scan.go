package when

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

const maxTokens = 160

type kind uint8

const (
	number kind = iota
	word
	mark
)

// token is a piece of a dateline. Words are lower case without diacritics of
// their own accord only where the months table has them so.
type token struct {
	kind       kind
	text       string // of a word, lower case; of a mark, itself
	value      int    // of a number
	digits     int
	spaced     bool // white space stands before it
	start, end int
}

// scan cuts s into tokens. A Han, kana or Hangul character is a word of its
// own, so that 年 and 月 stand free.
func scan(s string) []token {
	var out []token
	spaced := false
	for i := 0; i < len(s) && len(out) < maxTokens; {
		r, n := utf8.DecodeRuneInString(s[i:])
		t := token{start: i, spaced: spaced}
		switch {
		case unicode.IsSpace(r) || r == '\u200b' || r == '\u200e' || r == '\u200f' || r == '\ufeff':
			spaced = true
			i += n
			continue
		case digit(r) >= 0:
			i = t.readNumber(s, i)
			if year, ok := t.gluedYear(s, i); ok {
				out = append(out, year)
				t.start, spaced, t.spaced = year.end, false, true
			}
		case solo(r):
			t.kind, t.text, i = word, s[i:i+n], i+n
		case unicode.IsLetter(r):
			i = t.readWord(s, i)
		default:
			t.kind, t.text, i = mark, s[i:i+n], i+n
		}
		t.end, spaced = i, false
		out = append(out, t)
	}
	return out
}

func (t *token) readNumber(s string, i int) int {
	t.kind = number
	for i < len(s) {
		r, n := utf8.DecodeRuneInString(s[i:])
		d := digit(r)
		if d < 0 {
			break
		}
		if t.digits++; t.digits <= 14 {
			t.value = t.value*10 + d
		}
		i += n
	}
	return i
}

// gluedYear takes a year off a number that goes on with a clock, as where a page
// sets both apart by style alone: Jul 24 20171:56 PM.
func (t *token) gluedYear(s string, end int) (token, bool) {
	if t.digits != 5 && t.digits != 6 || end-t.start != t.digits || end+2 >= len(s) || s[end] != ':' || digit(rune(s[end+1])) < 0 || digit(rune(s[end+2])) < 0 {
		return token{}, false
	}
	tail := t.digits - 4
	base := 10
	if tail == 2 {
		base = 100
	}
	y, hour := t.value/base, t.value%base
	if y < 1990 || y > 2099 || hour > 23 {
		return token{}, false
	}
	year := token{kind: number, value: y, digits: 4, spaced: t.spaced, start: t.start, end: t.start + 4}
	t.value, t.digits = hour, tail
	return year, true
}

func (t *token) readWord(s string, i int) int {
	t.kind = word
	start := i
	for i < len(s) {
		r, n := utf8.DecodeRuneInString(s[i:])
		if !unicode.IsLetter(r) && !unicode.IsMark(r) || solo(r) {
			break
		}
		i += n
	}
	t.text = strings.ToLower(s[start:i])
	return i
}

// zeros are the digit zeros of the scripts whose newspapers use their own.
var zeros = []rune{'0', '\uff10', '\u0660', '\u06f0', '\u0966', '\u09e6', '\u0e50', '\u0be6', '\u0ed0', '\u1040', '\u17e0'}

func digit(r rune) int {
	if r < 0x80 {
		if r >= '0' && r <= '9' {
			return int(r - '0')
		}
		return -1
	}
	for _, z := range zeros {
		if r >= z && r < z+10 {
			return int(r - z)
		}
	}
	return -1
}

func solo(r rune) bool {
	return r >= 0x3005 && (r == '〇' || r >= 0x3040 && r <= 0x30ff || r >= 0x3400 && r <= 0x9fff ||
		r >= 0xac00 && r <= 0xd7a3 || r >= 0xf900 && r <= 0xfaff)
}
