package repair

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
)

// readingsText has a line for each syllable: the syllable, a space, and the
// traditional characters that are read so and have another simplified form.
//
//go:embed readings.txt
var readingsText string

// readings is readingsText by syllable.
var readings = sync.OnceValue(func() map[string][]rune {
	m := map[string][]rune{}
	for line := range strings.Lines(readingsText) {
		syllable, chars, _ := strings.Cut(strings.TrimSpace(line), " ")
		m[syllable] = []rune(chars)
	}
	return m
})

// plainReadings is readings without tones: a converter's table may give
// another tone than ours (期 qī, qí).
var plainReadings = sync.OnceValue(func() map[rune][]string {
	m := map[rune][]string{}
	for syllable, chars := range readings() {
		plain := plainSyllable(syllable)
		for _, c := range chars {
			if !slices.Contains(m[c], plain) {
				m[c] = append(m[c], plain)
			}
		}
	}
	return m
})

// changed reports whether a converter may have written r with this reading: it
// is a traditional form, and can be read so.
func changed(r rune, syllable string) bool {
	return slices.Contains(plainReadings()[r], plainSyllable(syllable))
}

const (
	toned   = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ"
	untoned = "aeiouü"
)

// toneless is the vowel without its tone mark, or 0 for anything else.
func toneless(r rune) rune {
	const tones = 4
	i := 0
	for _, t := range toned {
		if t == r {
			return []rune(untoned)[i/tones]
		}
		i++
	}
	return 0
}

// plainSyllable spells a syllable with ASCII letters and ü only.
func plainSyllable(s string) string {
	return strings.Map(func(r rune) rune {
		switch v := toneless(r); {
		case v != 0:
			return v
		case r == 'ɑ': // GBK's own a and g for pinyin
			return 'a'
		case r == 'ɡ':
			return 'g'
		}
		return r
	}, s)
}

// normalLetters keeps the tone and spells a and g with ASCII letters.
var normalLetters = strings.NewReplacer("ɑ", "a", "ɡ", "g")

// The initials (longest first) and finals of Mandarin in pinyin, as
// ISO 7098:2015 spells them; y and w count as initials.
var (
	initials = []string{"zh", "ch", "sh", "b", "p", "m", "f", "d", "t", "n", "l", "g", "k", "h", "j", "q", "x", "r", "z", "c", "s", "y", "w", ""}
	finals   = strings.Fields("a o e ai ei ao ou an en ang eng ong er i ia ie iao iu ian in iang ing iong u ua uo uai ui uan un uang ueng ü üe üan ün ue")
)

// isSyllable reports whether s is one syllable of pinyin with one tone mark.
func isSyllable(s string) bool {
	marks := 0
	for _, r := range s {
		if toneless(r) != 0 {
			marks++
		}
	}
	if marks != 1 {
		return false
	}
	plain := plainSyllable(s)
	for _, i := range initials {
		if strings.HasPrefix(plain, i) && slices.Contains(finals, plain[len(i):]) {
			return true
		}
	}
	return false
}
