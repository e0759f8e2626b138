package repair

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// decodeAligned decodes GBK strictly: no byte may be left or replaced.
func decodeAligned(b []byte) (string, bool) {
	s, err := simplifiedchinese.GBK.NewDecoder().String(string(b))
	return s, err == nil && !strings.ContainsRune(s, utf8.RuneError)
}

// decodeAskew decodes GBK from the first byte on, whatever that gives, and
// drops half a character at the end.
func decodeAskew(b []byte) string {
	var out strings.Builder
	for i := 0; i < len(b); i++ {
		switch {
		case b[i] == 0x80:
			out.WriteRune('€')
		case b[i] < 0x80:
			out.WriteByte(b[i])
		case i+1 < len(b):
			out.WriteRune(gbkRune(b[i], b[i+1]))
			i++
		}
	}
	return out.String()
}

// GBK's user-defined rows and the private use characters that code page 936
// gives them: AAA1–AFFE, F8A1–FEFE (94 a row) and A140–A7A0 (96 a row).
const (
	user1, user2, user3 = 0xE000, 0xE234, 0xE4C6
	userEnd             = 0xE766
	perRow, perRow3     = 94, 96
)

// gbkRune is the character of two bytes, U+FFFD for none.
func gbkRune(lead, trail byte) rune {
	switch {
	case trail >= 0xA1 && trail <= 0xFE && lead >= 0xAA && lead <= 0xAF:
		return user1 + perRow*rune(lead-0xAA) + rune(trail-0xA1)
	case trail >= 0xA1 && trail <= 0xFE && lead >= 0xF8 && lead <= 0xFE:
		return user2 + perRow*rune(lead-0xF8) + rune(trail-0xA1)
	case trail >= 0x40 && trail <= 0xA0 && trail != 0x7F && lead >= 0xA1 && lead <= 0xA7:
		r := user3 + perRow3*rune(lead-0xA1) + rune(trail-0x40)
		if trail > 0x7F {
			r--
		}
		return r
	}
	s, err := simplifiedchinese.GBK.NewDecoder().String(string([]byte{lead, trail}))
	if r, n := utf8.DecodeRuneInString(s); err == nil && n == len(s) {
		return r
	}
	return utf8.RuneError
}

// gbkBytes is a character as GBK writes it: one byte or two.
func gbkBytes(r rune) ([]byte, bool) {
	switch {
	case r < utf8.RuneSelf:
		return []byte{byte(r)}, true
	case r == '€':
		return []byte{0x80}, true
	case r >= user1 && r < user2:
		n := int(r - user1)
		return []byte{0xAA + byte(n/perRow), 0xA1 + byte(n%perRow)}, true
	case r >= user2 && r < user3:
		n := int(r - user2)
		return []byte{0xF8 + byte(n/perRow), 0xA1 + byte(n%perRow)}, true
	case r >= user3 && r < userEnd:
		n := int(r - user3)
		trail := 0x40 + byte(n%perRow3)
		if trail >= 0x7F {
			trail++
		}
		return []byte{0xA1 + byte(n/perRow3), trail}, true
	}
	s, err := simplifiedchinese.GBK.NewEncoder().String(string(r))
	return []byte(s), err == nil && len(s) == 2
}
