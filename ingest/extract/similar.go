package extract

import (
	"strings"
	"unicode"
)

// agreement of a heading with a metadata title: equal, one the whole start or
// end of the other, or alike in words.
func agreement(a, b string) float64 {
	fa, fb := fold(head(a, 500)), fold(head(b, 500))
	if fa == "" || fb == "" {
		return 0
	}
	if fa == fb {
		return 1
	}
	if len(fa) > len(fb) {
		fa, fb = fb, fa
	}
	s := similarity(a, b)
	if len(fa) > 15 && (strings.HasPrefix(fb, fa) || strings.HasSuffix(fb, fa)) {
		s = max(s, .6+.3*float64(len(fa))/float64(len(fb)))
	}
	return s
}

// similarity is the share of words two titles have in common (Dice); in Han and
// kana every character counts as a word.
func similarity(a, b string) float64 {
	wa, wb := words(head(a, 500)), words(head(b, 500))
	if len(wa)+len(wb) == 0 {
		return 0
	}
	left := make(map[string]int, len(wa))
	for _, w := range wa {
		left[w]++
	}
	hit := 0
	for _, w := range wb {
		if left[w] > 0 {
			left[w]--
			hit++
		}
	}
	return 2 * float64(hit) / float64(len(wa)+len(wb))
}

func words(s string) []string {
	var out []string
	start := -1
	low := strings.ToLower(s)
	for i, r := range low {
		in := unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)
		if start >= 0 && (!in || isHan(r) || isKana(r)) {
			out = append(out, low[start:i])
			start = -1
		}
		if in && (isHan(r) || isKana(r)) {
			out = append(out, string(r))
		} else if in && start < 0 {
			start = i
		}
	}
	if start >= 0 {
		out = append(out, low[start:])
	}
	return out
}

func isKana(r rune) bool { return r >= 0x3040 && r <= 0x30ff }
