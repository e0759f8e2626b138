package charset

import (
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/unicode/utf32"
)

// almostUTF8 reports whether the bytes are UTF-8 but for a few broken places:
// a tail cut by a size limit, a byte lost in transit, a foreign snippet. Other
// multi-byte text forms a valid UTF-8 sequence only by chance (one in ten
// Chinese characters of GBK), so a five to one majority decides.
func almostUTF8(body []byte) bool {
	const majority = 5
	valid, broken := 0, 0
	for i := 0; i < len(body); {
		if body[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, n := utf8.DecodeRune(body[i:])
		switch {
		case r != utf8.RuneError || n > 1:
			valid++
		case len(body)-i < utf8.UTFMax && !utf8.FullRune(body[i:]):
			// A sequence cut by the end of the file counts as neither.
			return valid > 0 && valid >= majority*broken
		default:
			broken++
			n = brokenLen(body[i:])
		}
		i += n
	}
	return valid > 0 && valid >= majority*broken
}

// brokenLen is the length of the broken sequence that b begins with, at least
// 1: a surrogate written as three bytes counts as one place.
func brokenLen(b []byte) int {
	if isSurrogate(b) {
		return 3
	}
	return 1
}

func isSurrogate(b []byte) bool {
	return len(b) >= 3 && b[0] == 0xED && b[1] >= 0xA0 && b[1] <= 0xBF && b[2]&0xC0 == 0x80
}

func surrogate(b []byte) rune {
	return 0xD000 | rune(b[1]&0x3F)<<6 | rune(b[2]&0x3F)
}

// lossyUTF8 decodes UTF-8 with broken places. A pair of surrogates written as
// two three-byte sequences (CESU-8) becomes the character it stands for; any
// other broken place becomes one U+FFFD, a cut tail nothing.
func lossyUTF8(body []byte) string {
	var b strings.Builder
	b.Grow(len(body))
	for i := 0; i < len(body); {
		r, n := utf8.DecodeRune(body[i:])
		if r != utf8.RuneError || n > 1 {
			b.Write(body[i : i+n])
			i += n
			continue
		}
		rest := body[i:]
		switch {
		case len(rest) < utf8.UTFMax && !utf8.FullRune(rest):
			return b.String()
		case isSurrogate(rest) && len(rest) >= 6 && isSurrogate(rest[3:]) &&
			utf16.DecodeRune(surrogate(rest), surrogate(rest[3:])) != utf8.RuneError:
			b.WriteRune(utf16.DecodeRune(surrogate(rest), surrogate(rest[3:])))
			i += 6
		case rest[0] == 0xC0 && len(rest) > 1 && rest[1] == 0x80:
			i += 2 // NUL as some programs hide it
		default:
			b.WriteRune(utf8.RuneError)
			i += brokenLen(rest)
			for i < len(body) && body[i]&0xC0 == 0x80 {
				i++
			}
		}
	}
	return b.String()
}

func decodeUTF32(body []byte) (string, string, bool) {
	e := utf32.UTF32(utf32.LittleEndian, utf32.UseBOM)
	text, damage := candidate{"utf-32", e}.decode(body)
	return Clean(text), "utf-32", damage <= maxDamage && len(body) > 4
}
