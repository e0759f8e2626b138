// Package compose gives text the form in which it is typed.
//
// Files named on a Mac, some editors and some content systems write a letter and
// its mark, or the parts of a Korean syllable, as code points of their own. Such
// text looks the same and is found by no query that a keyboard makes, so it is
// composed: Unicode Normalization Form C (UAX 15), but for the compatibility
// ideographs (U+F900–FAFF, U+2F800–2FA1F). The form would replace these by other
// characters, which a reader of names can tell apart; search folds them anyway.
package compose

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"dabao/schema"
)

// Text is s composed. Composed text is returned as it is, without a copy.
func Text(s string) string {
	if norm.NFC.IsNormalString(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	start := 0
	for i, r := range s {
		if r >= 0xF900 && isCompatibility(r) {
			b.WriteString(norm.NFC.String(s[start:i]))
			start = i + utf8.RuneLen(r)
			b.WriteString(s[i:start])
		}
	}
	b.WriteString(norm.NFC.String(s[start:]))
	return b.String()
}

func isCompatibility(r rune) bool { return r <= 0xFAFF || r >= 0x2F800 && r <= 0x2FA1F }

// Article composes every text of an article that a reader sees or a query asks
// for. Addresses stay as they are. Spans of facts do not move with it.
func Article(a *schema.Article) {
	a.Texts(func(column string, s *string) {
		switch column {
		case "url", "site", "images.url", "license": // addresses, or what stands for one
		default:
			*s = Text(*s)
		}
	})
}
