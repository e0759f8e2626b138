package fulltext

import (
	"sync"
	"unicode"
)

// kind is what a code point does to the tokens around it. The view search
// knows the same kinds by the same ranges.
type kind byte

const (
	ignored kind = iota // leaves no trace: invisible marks inside a word
	space               // parts two units; a phrase of words runs across
	sign                // parts two units; a phrase runs across between words only
	stop                // ends a sentence or clause: no phrase runs across
	word                // belongs to a word; unicode61 decides what the word is
	cjk                 // a unit of its own
)

// IsCJK reports whether r is written without spaces between words: the
// letters, numerals and iteration marks of Han with all its extensions, of
// kana and of Hangul. Combining and free-standing sound marks are none, and
// neither are forms that Fold replaces (full-width Latin; half-width kana are).
func IsCJK(r rune) bool { return within(cjkSpans, r) }

// IsHan reports whether r is of the script Han. Go 1.26 knows Unicode 15.0, which
// has neither extension I nor J (15.1 and 17.0); planes 2 and 3 are for
// ideographs alone, so all of them are Han here.
func IsHan(r rune) bool { return unicode.Is(unicode.Han, r) || r >= 0x20000 && r <= 0x3FFFD }

// cjkSpans takes the ideographic planes 2 and 3 whole, so that an extension to
// come is searchable with the index rule of today.
var cjkSpans = []runeSpan{
	{0x1100, 0x11FF},   // Hangul letters, conjoining
	{0x2F00, 0x2FD5},   // Kangxi radicals
	{0x3005, 0x3007},   // 々〆〇
	{0x3021, 0x3029},   // Suzhou numerals
	{0x3031, 0x3035},   // kana repeat marks
	{0x3038, 0x303C},   // Suzhou numerals, iteration and masu mark
	{0x3041, 0x3096},   // hiragana
	{0x309D, 0x309F},   // hiragana iteration marks and digraph
	{0x30A1, 0x30FA},   // katakana
	{0x30FC, 0x30FF},   // katakana length and iteration marks, digraph
	{0x3131, 0x318E},   // Hangul letters, compatibility
	{0x31F0, 0x31FF},   // katakana, phonetic extensions
	{0x3400, 0x4DBF},   // Han, extension A
	{0x4E00, 0x9FFF},   // Han
	{0xA960, 0xA97F},   // Hangul letters, extended A
	{0xAC00, 0xD7FF},   // Hangul syllables, letters extended B
	{0xF900, 0xFAFF},   // Han, compatibility
	{0xFF66, 0xFF9D},   // katakana, half-width
	{0xFFA0, 0xFFDC},   // Hangul letters, half-width
	{0x16FE2, 0x16FE3}, // old Chinese hook and iteration marks
	{0x16FF0, 0x16FF1}, // Vietnamese reading marks
	{0x1AFF0, 0x1B16F}, // kana, extended and small
	{0x20000, 0x3FFFD}, // Han, extensions B and later, compatibility supplement
}

// stopSpans is the punctuation that ends a sentence or a clause, in the folded
// form: the signs Chinese calls 点号 (。？！，、；：), their kin elsewhere, the
// ellipsis, and what ends a line or a table cell.
var stopSpans = []runeSpan{
	{'\t', '\r'}, {'!', '!'}, {',', ','}, {'.', '.'}, {':', ';'}, {'?', '?'},
	{0x85, 0x85}, {0xA1, 0xA1}, {0xBF, 0xBF}, // next line ¡ ¿
	{0x2025, 0x2026}, {0x2028, 0x2029}, // ‥ … line and paragraph separator
	{0x203C, 0x203D}, {0x2047, 0x2049}, {0x22EF, 0x22EF}, // ‼ ‽ ⁇ ⁈ ⁉ ⋯
	{0x3001, 0x3002}, {0xFE10, 0xFE16}, {0xFE19, 0xFE19}, // 、 。 vertical forms
	{0xFE30, 0xFE30}, {0xFE50, 0xFE57}, // ︰ small forms
	{0xFF01, 0xFF01}, {0xFF0C, 0xFF0C}, {0xFF0E, 0xFF0E}, {0xFF1A, 0xFF1B}, {0xFF1F, 0xFF1F},
	{0xFF61, 0xFF61}, {0xFF64, 0xFF64},
}

// signSpans is what is seen but neither read nor counted. unicode61 takes each
// of these for a separator; numerals among the symbols (①, ½, ²) are left out.
var signSpans = []runeSpan{
	{0x21, 0x2F}, {0x3A, 0x40}, {0x5B, 0x60}, {0x7B, 0x7E},
	{0xA1, 0xA9}, {0xAB, 0xAC}, {0xAE, 0xB1}, {0xB4, 0xB4}, {0xB6, 0xB8}, {0xBB, 0xBB}, {0xBF, 0xBF}, {0xD7, 0xD7}, {0xF7, 0xF7},
	{0x2010, 0x2027}, {0x2030, 0x205E}, {0x20A0, 0x20BF}, {0x2190, 0x245F}, {0x2500, 0x2775}, {0x2794, 0x2BFF},
	{0x2E00, 0x2E2E}, {0x2E30, 0x2EFF}, {0x2FF0, 0x2FFF},
	{0x3003, 0x3004}, {0x3008, 0x3020}, {0x3030, 0x3030}, {0x3036, 0x3037}, {0x303D, 0x303F},
	{0x30A0, 0x30A0}, {0x30FB, 0x30FB}, {0x31C0, 0x31EF}, {0xFE10, 0xFE19}, {0xFE30, 0xFE6F},
	{0xFF01, 0xFF0F}, {0xFF1A, 0xFF20}, {0xFF3B, 0xFF40}, {0xFF5B, 0xFF65}, {0xFFE0, 0xFFEF}, {0xFFFC, 0xFFFD},
	{0x1F000, 0x1F0FF}, {0x1F300, 0x1FAFF}, {Break, Break},
}

var spaceSpans = []runeSpan{
	{0x00, 0x20}, {0x7F, 0xA0}, {0x1680, 0x1680}, {0x2000, 0x200A},
	{0x2028, 0x2029}, {0x202F, 0x202F}, {0x205F, 0x205F}, {0x3000, 0x3000},
}

// ignoredSpans is what pages sprinkle between letters without a reader seeing
// it: soft hyphens, joiners, direction marks, variation selectors; and the
// tone marks and sound marks of CJK where they are code points of their own.
var ignoredSpans = []runeSpan{
	{0xAD, 0xAD}, {0x200B, 0x200F}, {0x202A, 0x202E}, {0x2060, 0x206F}, {0x302A, 0x302F}, {0x3099, 0x309C},
	{0xFE00, 0xFE0F}, {0xFEFF, 0xFEFF}, {0xFF9E, 0xFF9F}, {0xE0100, 0xE01EF},
}

// kindOf classes a folded code point.
func kindOf(r rune) kind {
	switch {
	case within(ignoredSpans, r):
		return ignored
	case within(cjkSpans, r):
		return cjk
	case within(stopSpans, r):
		return stop
	case within(spaceSpans, r):
		return space
	case within(signSpans, r):
		return sign
	}
	return word
}

// plane knows each code point of the first plane, where nearly all text lies:
// what it folds to, and the kind of that. Looking both up for each character
// would be most of the work of Tokens.
type plane [0x10000]struct {
	folded rune
	kind   kind
}

var basic = sync.OnceValue(func() *plane {
	p := new(plane)
	for r := range p {
		p[r].folded, p[r].kind = rune(r), word
	}
	// The order is that of kindOf, weakest first.
	for _, k := range []struct {
		spans []runeSpan
		kind  kind
	}{{signSpans, sign}, {spaceSpans, space}, {stopSpans, stop}, {cjkSpans, cjk}, {ignoredSpans, ignored}} {
		for _, s := range k.spans {
			for r := s.first; r <= s.last && r < rune(len(p)); r++ {
				p[r].kind = k.kind
			}
		}
	}
	for _, v := range hanzi() {
		if v.variant < rune(len(p)) {
			p[v.variant].folded, p[v.variant].kind = v.folded, kindOf(v.folded)
		}
	}
	return p
})

// look folds a code point and classes what it folds to.
func (p *plane) look(r rune) (rune, kind) {
	if r < rune(len(p)) {
		return p[r].folded, p[r].kind
	}
	r = foldRune(r)
	return r, kindOf(r)
}
