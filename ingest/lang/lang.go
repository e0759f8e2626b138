// Package lang says which language a text is written in, as a BCP 47 tag.
//
// The letters themselves are the evidence: they settle the script, and for
// Chinese, Japanese and Korean the language too. Simplified and Traditional
// Chinese are told apart by the characters printed, counting those which only
// one of the two scripts has; a page that declares zh-CN and prints Traditional
// is zh-Hant. For alphabets that many languages share, letter triples are
// weighed against what the page declares: the declaration wins where the text
// is short or the two languages are hard to tell apart, the text wins where it
// is clear.
package lang

import (
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/language"

	"dabao/schema/fulltext"
)

// maxRunes bounds what is looked at; more does not change the answer.
const maxRunes = 2000

// Detect gives the language of the text as a BCP 47 tag, without region:
// "en", "ja", "zh-Hans", "zh-Hant". declared is what the page says of itself
// (any spelling) and is evidence only. It returns "zh" for Han characters that
// tell no script, and "" when nothing is known.
func Detect(text, declared string) string {
	said := parse(declared)
	const headline = 40 // Japanese this short may well have no kana
	n := count(text)
	script, letters := n.dominant()
	switch {
	case letters == 0:
		return said.tag()
	case script == "Han" && n.kana*10 > n.han+n.kana:
		return "ja"
	case script == "Han" && said.base == "ja" && n.han < headline:
		return "ja"
	case script == "Han":
		return n.chinese(said)
	case script == "Hangul":
		return "ko"
	}
	return alphabetic(text, script, letters, said)
}

// declaration is what a page says of its language.
type declaration struct {
	base   string // "zh"
	script string // "Hans", where it is said or follows from the region
}

func parse(declared string) declaration {
	t, err := language.Parse(strings.ReplaceAll(strings.TrimSpace(declared), "_", "-"))
	if err != nil || t == language.Und {
		return declaration{}
	}
	base, sure := t.Base()
	if sure == language.No {
		return declaration{}
	}
	d := declaration{base: base.String()}
	if d.base == "zh" || d.base == "yue" {
		if s, _ := t.Script(); len(t.String()) > len(d.base) {
			d.script = s.String()
		}
	}
	return d
}

func (d declaration) tag() string {
	if d.base == "zh" && d.script != "" {
		return "zh-" + d.script
	}
	return d.base
}

// tally counts the letters of a text by script.
type tally struct {
	han, kana, hangul       int
	simplified, traditional int
	other                   map[string]int
}

func count(text string) tally {
	t := tally{other: map[string]int{}}
	forms := oneScript()
	n := 0
	for _, r := range text {
		if n++; n > maxRunes {
			break
		}
		switch {
		case r < 0x80:
			if r|0x20 >= 'a' && r|0x20 <= 'z' {
				t.other["Latin"]++
			}
		case r >= 0x3041 && r <= 0x30FF && r != '・' && r != 'ー', r >= 0xFF66 && r <= 0xFF9D:
			t.kana++
		case fulltext.IsHan(r):
			t.han++
			switch forms[r] {
			case simplified:
				t.simplified++
			case traditional:
				t.traditional++
			}
		case unicode.Is(unicode.Hangul, r):
			t.hangul++
		case unicode.IsLetter(r):
			t.other[scriptOf(r)]++
		}
	}
	return t
}

// alphabets are the scripts told apart by name, the most frequent first.
var alphabets = []string{"Latin", "Cyrillic", "Arabic", "Greek", "Hebrew", "Devanagari", "Thai", "Bengali", "Tamil",
	"Telugu", "Malayalam", "Kannada", "Gujarati", "Gurmukhi", "Oriya", "Sinhala", "Georgian", "Armenian", "Ethiopic",
	"Khmer", "Lao", "Myanmar", "Tibetan", "Mongolian"}

func scriptOf(r rune) string {
	for _, s := range alphabets {
		if unicode.Is(unicode.Scripts[s], r) {
			return s
		}
	}
	return ""
}

// dominant is the script of most of the text, and how many letters it has. A
// Han character or a Korean syllable says as much as several letters.
func (t *tally) dominant() (script string, letters int) {
	const weight = 3
	best := 0
	consider := func(s string, n, w int) {
		if n*w > best {
			script, letters, best = s, n, n*w
		}
	}
	consider("Han", t.han+t.kana, weight)
	consider("Hangul", t.hangul, weight)
	for _, s := range alphabets {
		consider(s, t.other[s], 1)
	}
	return script, letters
}

// chinese picks the script by what is printed, then by what is declared.
func (t *tally) chinese(said declaration) string {
	switch {
	case t.simplified > t.traditional:
		return "zh-Hans"
	case t.traditional > t.simplified:
		return "zh-Hant"
	case said.base == "zh" || said.base == "yue":
		return declaration{"zh", said.script}.tag()
	}
	return "zh"
}

const (
	simplified  = 1
	traditional = 2
)

// oneScript marks the characters that only one of the two Chinese scripts has.
var oneScript = sync.OnceValue(func() map[rune]uint8 {
	m := make(map[rune]uint8, len(simplifiedOnly+traditionalOnly)/3)
	for _, r := range simplifiedOnly {
		m[r] = simplified
	}
	for _, r := range traditionalOnly {
		m[r] = traditional
	}
	return m
})

// alone are the scripts that one language practically has to itself.
var alone = map[string]string{
	"Bengali": "bn",
	"Greek":   "el", "Hebrew": "he", "Thai": "th", "Tamil": "ta", "Telugu": "te", "Malayalam": "ml", "Kannada": "kn",
	"Gujarati": "gu", "Gurmukhi": "pa", "Oriya": "or", "Sinhala": "si", "Georgian": "ka", "Armenian": "hy",
	"Khmer": "km", "Lao": "lo", "Myanmar": "my", "Tibetan": "bo", "Mongolian": "mn",
}

// alphabetic weighs letter triples against the declaration.
func alphabetic(text, script string, letters int, said declaration) string {
	fits := said.base != "" && writes(said.base, script)
	if only := alone[script]; only != "" {
		if fits {
			return said.base
		}
		return only
	}
	if script == "Ethiopic" && !(fits && said.base != "am" && said.base != "ti") {
		return ethiopic(text)
	}
	const short = 80 // letters below which triples are guesswork
	found, sure := nearest(beginning(text, glance), script)
	if !sure {
		found, sure = nearest(beginning(text, enough), script)
	}
	code := found
	switch {
	case fits && (letters < short || found == "" || found == said.base || alike(found, said.base) || !sure || !profiled(said.base) && !(found == "en" && isEnglish(text))):
		code = said.base
	case letters < short/2:
		code = ""
	}
	if code == "no" {
		return norwegian(text)
	}
	return code
}

// writes reports whether a language is usually written in the script.
func writes(base, script string) bool {
	b, err := language.ParseBase(base)
	if err != nil {
		return false
	}
	t, err := language.Compose(b)
	if err != nil {
		return false
	}
	s, _ := t.Script()
	code := map[string]string{"Latin": "Latn", "Cyrillic": "Cyrl", "Arabic": "Arab", "Greek": "Grek", "Hebrew": "Hebr",
		"Devanagari": "Deva", "Thai": "Thai", "Bengali": "Beng", "Tamil": "Taml", "Telugu": "Telu", "Malayalam": "Mlym",
		"Kannada": "Knda", "Gujarati": "Gujr", "Gurmukhi": "Guru", "Oriya": "Orya", "Sinhala": "Sinh", "Georgian": "Geor",
		"Armenian": "Armn", "Ethiopic": "Ethi", "Khmer": "Khmr", "Lao": "Laoo", "Myanmar": "Mymr", "Tibetan": "Tibt",
		"Mongolian": "Mong"}[script]
	return s.String() == code || base == "sr" && script == "Latin" || base == "mn" && script == "Mongolian"
}

// kin are groups of languages whose letter triples hardly differ.
var kin = []string{
	"no nb nn da sv", "sr hr bs sl", "id ms jv su", "af nl", "cs sk", "es gl ca pt ast", "ru be uk bg mk",
	"ar fa ur ps", "hi mr ne", "tr az uz tk", "de lb", "ln rn rw zu xh st tn sn ny ha", "tl ceb ilo", "et fi",
	"eu id", // Basque has no profile, and is taken for Indonesian
}

func alike(a, b string) bool {
	for _, k := range kin {
		if f := " " + k + " "; strings.Contains(f, " "+a+" ") && strings.Contains(f, " "+b+" ") {
			return true
		}
	}
	return false
}

// How many characters letter triples are counted in: a few where they are sure
// already, else enough that more changes no answer. On 282 texts of 70 languages
// a sure glance and the longer look differed in three, of which it was right in
// two, and only less sure in the third.
const (
	glance = 400
	enough = 2000
)

// beginning is the text up to so many characters.
func beginning(text string, characters int) string {
	for i := range text {
		if characters--; characters < 0 {
			return text[:i]
		}
	}
	return text
}
