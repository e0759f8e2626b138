package body

import (
	"bytes"
	"slices"
	"unicode"
	"unicode/utf8"
)

// phraseFinder finds any of some phrases in one pass over a text: few pairs of
// bytes in it begin one of them.
type phraseFinder struct {
	begins  [1 << 10]uint64 // by the first two bytes: whether a phrase does
	phrases [256][][]byte   // by the first byte
}

// newPhraseFinder finds the phrases, each of two bytes or more.
func newPhraseFinder(phrases []string) *phraseFinder {
	f := &phraseFinder{}
	for _, p := range phrases {
		pair := uint(p[0])<<8 | uint(p[1])
		f.begins[pair>>6] |= 1 << (pair & 63)
		f.phrases[p[0]] = append(f.phrases[p[0]], []byte(p))
	}
	return f
}

// count is how many different phrases stand in text, up to enough.
func (f *phraseFinder) count(text []byte, enough int) int {
	var seen [][]byte
	for i := 0; i+1 < len(text); i++ {
		pair := uint(text[i])<<8 | uint(text[i+1])
		if f.begins[pair>>6]&(1<<(pair&63)) == 0 {
			continue
		}
		for _, p := range f.phrases[text[i]] {
			if bytes.HasPrefix(text[i:], p) && !slices.ContainsFunc(seen, func(s []byte) bool { return &s[0] == &p[0] }) {
				if seen = append(seen, p); len(seen) == enough {
					return enough
				}
			}
		}
	}
	return len(seen)
}

// appendLower appends text as bytes.ToLower gives it.
func appendLower(to, text []byte) []byte {
	for i := 0; i < len(text); {
		c := text[i]
		switch {
		case c >= 'A' && c <= 'Z':
			to = append(to, c|0x20)
			i++
			continue
		case c < utf8.RuneSelf:
			to = append(to, c)
			i++
			continue
		}
		r, size := utf8.DecodeRune(text[i:])
		if !uncased(r) {
			r = unicode.ToLower(r)
		}
		to = utf8.AppendRune(to, r)
		i += size
	}
	return to
}

// uncased is true of kana and Han characters, which are all of one case.
func uncased(r rune) bool { return r >= 0x3000 && r <= 0x9fff }
