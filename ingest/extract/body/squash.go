package body

import (
	"unicode"
	"unicode/utf8"
)

// squash keeps the letters and digits of s, in lower case: what two printings
// of one line have in common.
func squash(s string) string { return string(appendSquashed(make([]byte, 0, len(s)), []byte(s))) }

// appendSquashed is squash onto dst.
func appendSquashed(dst, s []byte) []byte {
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			i++
			if c = squashed[c]; c != 0 {
				dst = append(dst, c)
			}
			continue
		}
		r, n := utf8.DecodeRune(s[i:])
		if r >= 0x3400 && r < 0xA000 || r >= 0x20000 && r <= 0x3FFFD { // ideographs stay as they are
			dst = append(dst, s[i:i+n]...)
		} else if unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r) {
			dst = utf8.AppendRune(dst, unicode.ToLower(r))
		}
		i += n
	}
	return dst
}

// squashed is what becomes of an ASCII character; 0 leaves it out.
var squashed = func() (t [utf8.RuneSelf]byte) {
	for c := range t {
		switch {
		case c >= 'A' && c <= 'Z':
			t[c] = byte(c) | 0x20
		case c >= 'a' && c <= 'z', c >= '0' && c <= '9':
			t[c] = byte(c)
		}
	}
	return t
}()

// squashOf is the squashed text of a block, valid until the next call.
func (p *page) squashOf(b *textBlock) []byte {
	p.scratch = appendSquashed(p.scratch[:0], p.bytesOf(b))
	return p.scratch
}
