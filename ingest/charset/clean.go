package charset

import (
	"strings"
	"unicode/utf8"
)

// Clean removes what no printed page shows and what would lie about the order
// of the rest. s must be valid UTF-8; invalid bytes become U+FFFD.
//
//	dropped   U+0000 and the other C0 controls but tab, line feed and return
//	          (form feed and vertical tab become a line feed), U+007F,
//	          U+FEFF, noncharacters, bidi embeddings, overrides and isolates
//	          (U+202A–202E, U+2066–2069), deprecated format controls
//	          (U+206A–206F), interlinear annotation (U+FFF9–FFFB)
//	mapped    C1 controls U+0080–009F, by the table that the HTML standard
//	          uses for numeric references: they are windows-1252 bytes that
//	          were taken for Latin-1
//	kept      everything else: zero-width space and joiners, soft hyphens,
//	          directional marks (U+200E, U+200F, U+061C), private use, U+FFFD
//
// A parser may bring such characters back from numeric references, so fields
// taken from a parsed page want Clean once more.
func Clean(s string) string {
	i := firstDirty(s)
	if i < 0 {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	b.WriteString(s[:i])
	for _, r := range s[i:] {
		switch {
		case r == '\v' || r == '\f':
			b.WriteByte('\n')
		case r >= 0x80 && r <= 0x9F:
			if m := c1[r-0x80]; m != 0 {
				b.WriteRune(m)
			}
		case !unprinted(r):
			b.WriteRune(r)
		}
	}
	return b.String()
}

// unprinted says which characters Clean drops.
func unprinted(r rune) bool {
	switch {
	case r < 0x20:
		return r != '\t' && r != '\n' && r != '\r'
	case r < 0x80:
		return r == 0x7F
	case r < 0x2000:
		return false
	case r >= 0x202A && r <= 0x202E, r >= 0x2066 && r <= 0x206F:
		return true
	case r == 0xFEFF, r >= 0xFDD0 && r <= 0xFDEF, r >= 0xFFF9 && r <= 0xFFFB:
		return true
	}
	return r&0xFFFE == 0xFFFE
}

// firstDirty is the offset of the first character that Clean changes, or -1.
// Only a few lead bytes can begin one, so clean text costs a table look-up a
// byte.
func firstDirty(s string) int {
	for i := 0; i < len(s); i++ {
		if !suspect[s[i]] {
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError && n <= 1 || unprinted(r) || r == '\v' || r == '\f' || r >= 0x80 && r <= 0x9F {
			return i
		}
		i += n - 1
	}
	return -1
}

// suspect marks the bytes that may begin a character Clean changes. 0x80–0xC1
// and 0xF5–0xFF cannot begin a character at all, but 0x80–0xBF continue one.
var suspect = func() (t [256]bool) {
	for c := range 0x20 {
		t[c] = c != '\t' && c != '\n' && c != '\r'
	}
	t[0x7F], t[0xC2], t[0xE2], t[0xEF] = true, true, true, true
	for c := 0xF0; c <= 0xFF; c++ {
		t[c] = true
	}
	return t
}()

// c1 is the HTML standard's replacement for the C1 controls (numeric character
// reference end state); 0 drops the five it leaves alone.
var c1 = [32]rune{
	0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
	0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0,
	0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
	0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E, 0x0178,
}
