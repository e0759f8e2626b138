package lang

import (
	"cmp"
	_ "embed"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// A language is known by its 300 commonest letter triples in their order
// (Cavnar and Trenkle, "N-Gram-Based Text Categorization", 1994). A text's
// distance from it is the sum, over those triples, of how far each stands from
// its place among the text's own, and missPlaces for one that the text lacks.
// The profiles, and the measure of what is reliable, are whatlanggo's.
const (
	profileTriples = 300
	missPlaces     = 300
	maxDistance    = profileTriples * missPlaces
	// A language leads reliably by that share of a curve over the number of
	// distinct triples: short texts need a greater lead.
	reliable       = 0.8
	leadOfOne      = 12.0
	leadAtInfinity = 0.05
	// Where no second language shares a triple, the first's score must be this.
	loneScore = 500
)

//go:generate go run gen_profiles.go -from whatlanggo/lang.go

//go:embed profiles.txt
var profilesText string

// triple is three code points, 21 bits each, in an integer that sorts as they
// do.
type triple uint64

func tripleOf(a, b, c rune) triple { return triple(a)<<42 | triple(b)<<21 | triple(c) }

// place is where a triple stands in the profile of a language.
type place struct{ language, rank uint16 }

// profile is what the languages of one script look like.
type profile struct {
	codes  []string // BCP 47
	places map[triple][]place
}

// profiles are those of the scripts that several languages share, by name.
var profiles = sync.OnceValue(func() map[string]*profile {
	all := map[string]*profile{}
	for line := range strings.Lines(profilesText) {
		fields := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		p := all[fields[0]]
		if p == nil {
			p = &profile{places: map[triple][]place{}}
			all[fields[0]] = p
		}
		runes := []rune(strings.ReplaceAll(fields[2], "_", " "))
		for i := 0; i+3 <= len(runes); i += 3 {
			t := tripleOf(runes[i], runes[i+1], runes[i+2])
			p.places[t] = append(p.places[t], place{uint16(len(p.codes)), uint16(i / 3)})
		}
		p.codes = append(p.codes, fields[1])
	}
	return all
})

// nearest is the language of the script that the text's triples are nearest
// to, and whether it leads by enough. It is "" where none shares a triple with
// the text.
func nearest(text, script string) (code string, sure bool) {
	p := profiles()[script]
	if p == nil {
		return "", false
	}
	ranked := rank(text)
	distances := make([]int, len(p.codes))
	for i := range distances {
		distances[i] = maxDistance
	}
	for n, t := range ranked {
		for _, at := range p.places[t] {
			distances[at.language] += max(n-int(at.rank), int(at.rank)-n) - missPlaces
		}
	}
	order := make([]int, len(p.codes))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int {
		return cmp.Or(cmp.Compare(distances[a], distances[b]), cmp.Compare(p.codes[a], p.codes[b]))
	})
	first, second := maxDistance-distances[order[0]], maxDistance-distances[order[1]]
	switch {
	case first == 0:
		return "", false
	case second == 0:
		return p.codes[order[0]], first >= loneScore
	}
	lead := float64(first-second) / float64(second)
	wanted := leadOfOne/float64(len(ranked)) + leadAtInfinity
	return p.codes[order[0]], lead > wanted || lead/wanted > reliable
}

// rank lists the distinct triples of a text, the commonest first, and of those
// that are equally common the greatest.
func rank(text string) []triple {
	all := make([]triple, 0, len(text)+1)
	add := func(a, b, c rune) {
		if b != ' ' || a != ' ' && c != ' ' {
			all = append(all, tripleOf(a, b, c))
		}
	}
	a, b, n := ' ', rune(0), 0
	for _, c := range text {
		c = letter(c)
		if n++; n > 1 {
			add(a, b, c)
			a = b
		}
		b = c
	}
	if n > 0 {
		add(a, b, ' ')
	}
	slices.Sort(all)
	return byCount(all)
}

// byCount turns sorted triples into the distinct ones in the order of rank.
func byCount(sorted []triple) []triple {
	counts := make([]int, 0, len(sorted))
	most := 0
	distinct := sorted[:0]
	for i, t := range sorted {
		if i == 0 || t != distinct[len(distinct)-1] {
			distinct, counts = append(distinct, t), append(counts, 0)
		}
		counts[len(counts)-1]++
		most = max(most, counts[len(counts)-1])
	}
	// start is where the triples of each count begin.
	start := make([]int, most+1)
	for _, n := range counts {
		start[n]++
	}
	at := 0
	for n := most; n > 0; n-- {
		at, start[n] = at+start[n], at
	}
	ranked := make([]triple, len(distinct))
	for i := len(distinct) - 1; i >= 0; i-- {
		ranked[start[counts[i]]] = distinct[i]
		start[counts[i]]++
	}
	return ranked
}

// letter is the lower case of a letter, and a space for what is none.
func letter(r rune) rune {
	switch {
	case r >= utf8.RuneSelf:
		if unicode.IsSymbol(r) || unicode.IsSpace(r) || unicode.IsPunct(r) || unicode.IsDigit(r) {
			return ' '
		}
		return unicode.ToLower(r)
	case 'a' <= r && r <= 'z':
		return r
	case 'A' <= r && r <= 'Z':
		return r + 'a' - 'A'
	case r < ' ' && (r < '\t' || r > '\r'):
		return r // a control character is no space
	case r == 0x7f:
		return r
	}
	return ' '
}
