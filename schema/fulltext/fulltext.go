// Package fulltext says how text becomes searchable: which characters are
// equal, what the tokens of a text are, and what a query asks for.
//
// No tokenizer built into SQLite searches Chinese well, and one of our own
// would have to be installed wherever the file is opened. So the work is done
// before the index sees the text, and the index keeps SQLite's stock unicode61
// tokenizer, which then only has to split at spaces:
//
//	5G網絡建設，GDP增长      the text
//	5G网络建设，GDP增长      Fold: variants of a character become one
//	5G 网络 络建 建设 设 ␞ GDP 增长 长
//	                         Tokens: every CJK run as its overlapping pairs and
//	                         its last character, ␞ where a sentence or a clause ends
//
// A phrase becomes the same tokens in a row, so that finding it is finding a
// substring: 络建设 is the phrase 络建 建设. A single character is a prefix of
// a pair, or the tail. The text between two units (a CJK character, a word)
// decides whether a phrase may run across:
//
//   - white space: yes, but two CJK characters then no longer touch;
//   - sentence punctuation, tabs and line ends (see isStop): never;
//   - other signs (hyphens, quotes, brackets): between words only, so that
//     "COVID 19" finds COVID-19, while GDP增长 does not find GDP（增长.
//
// Characters are single code points: a letter and its mark as two (か + ゛, or
// half-width ｶﾞ) fold to the letter alone, so text should be composed (NFC).
//
// Words are what unicode61 makes of the rest: runs of letters and digits,
// without regard to case and diacritics, found whole.
//
// The view search (schema/store/sql) does to a query in SQL what Match does
// here; both know the same classes of code points, and a test holds them
// together.
package fulltext

import (
	"cmp"
	_ "embed"
	"iter"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"
)

// Version is the version of the token rule and of hanzi together. An index
// made under another version finds the wrong things and must be rebuilt.
const Version = 1

//go:generate go run -C gen . -o ../hanzi.txt

//go:embed hanzi.txt
var hanziText string

type variant struct{ variant, folded rune }

// hanzi is every variant with the name of its class, by code point.
var hanzi = sync.OnceValue(func() []variant {
	var all []variant
	for line := range strings.Lines(hanziText) {
		if strings.HasPrefix(line, "# ") {
			continue // a comment; the class of # has no space
		}
		folded, size := utf8.DecodeRuneInString(line)
		for _, v := range strings.TrimSuffix(line[size:], "\n") {
			all = append(all, variant{v, folded})
		}
	}
	slices.SortFunc(all, func(a, b variant) int { return cmp.Compare(a.variant, b.variant) })
	return all
})

func foldRune(r rune) rune {
	all := hanzi()
	at, found := slices.BinarySearchFunc(all, r, func(v variant, r rune) int { return cmp.Compare(v.variant, r) })
	if !found {
		return r
	}
	return all[at].folded
}

// Fold replaces every character by the name of its class, one code point for
// one code point, and leaves all others: case and diacritics are unicode61's.
func Fold(s string) string {
	p := basic()
	return strings.Map(func(r rune) rune {
		folded, _ := p.look(r)
		return folded
	}, s)
}

// FoldRunes is Fold of a text as code points; the result is the caller's.
func FoldRunes(text []rune) []rune {
	p := basic()
	folded := make([]rune, len(text))
	for i, r := range text {
		folded[i], _ = p.look(r)
	}
	return folded
}

// Variants gives the rows of the table hanzi, (variant, folded), in the order
// of the variants' code points. A name of a class is no variant of itself.
func Variants() iter.Seq2[string, string] {
	return func(yield func(string, string) bool) {
		for _, v := range hanzi() {
			if !yield(string(v.variant), string(v.folded)) {
				return
			}
		}
	}
}

// runeSpan is a range of code points, both ends included.
type runeSpan struct{ first, last rune }

func within(spans []runeSpan, r rune) bool {
	_, found := slices.BinarySearchFunc(spans, r, func(s runeSpan, r rune) int {
		switch {
		case s.last < r:
			return -1
		case s.first > r:
			return 1
		}
		return 0
	})
	return found
}
