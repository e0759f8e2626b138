package intake

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// EscapeName makes a file or member name safe to store and print: a control
// character, a backslash and every byte that is no UTF-8 become \xHH. All
// other names stand as they are; UnescapeName gives the very bytes back.
func EscapeName(s string) string {
	if utf8.ValidString(s) && !strings.ContainsFunc(s, escaped) {
		return s
	}
	var b strings.Builder
	for len(s) > 0 {
		r, n := utf8.DecodeRuneInString(s)
		if r == utf8.RuneError && n == 1 || escaped(r) {
			fmt.Fprintf(&b, `\x%02x`, s[0])
		} else {
			b.WriteString(s[:n])
		}
		s = s[n:]
	}
	return b.String()
}

// escaped reports the characters below U+0080 that EscapeName writes as \xHH.
func escaped(r rune) bool { return r < ' ' || r == '\\' || r == 0x7f }

// UnescapeName undoes EscapeName; text that it never writes stays as it is.
func UnescapeName(s string) string {
	if !strings.Contains(s, `\x`) {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if strings.HasPrefix(s[i:], `\x`) && len(s) >= i+4 {
			if c, err := strconv.ParseUint(s[i+2:i+4], 16, 8); err == nil {
				b.WriteByte(byte(c))
				i += 3
				continue
			}
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

// WebAddress is u without the space around it if a browser would fetch it,
// else empty.
func WebAddress(u string) string {
	u = strings.TrimSpace(u)
	if l := strings.ToLower(u[:min(len(u), 8)]); strings.HasPrefix(l, "http://") || strings.HasPrefix(l, "https://") {
		return u
	}
	return ""
}
