package main

import (
	_ "embed"
	"math"
	"slices"
	"strings"

	"dabao/schema/fulltext"
)

// Flags of a key of zh.zst. They stand beside its class as a word.
const (
	zhPlace   = 1 << iota // a place wherever it stands
	zhMaybe               // a place beside another only: it is a common word too
	zhOrg                 // an organisation
	zhSurname             // a family name
	zhGiven               // a character of given names; the cost is then of its key with a leading '+'
	zhBrand               // an organisation where the article shows it: it is a common word too
	_
	zhCertain // a person by what writes the sound of a foreign name
)

//go:embed own_zh.txt
var ownChinese string

// classes are the parts of speech of the word list, by their first letters.
// The longest prefix counts.
var classes = map[string]byte{
	"n": 'n', "nz": 'z', "ns": 'l', "nt": 'o', "nr": 'h', "v": 'v', "vn": 'w', "a": 'a', "b": 'a', "z": 'a', "an": 'n', "ad": 'd',
	"d": 'd', "p": 'f', "c": 'f', "u": 'f', "y": 'f', "e": 'f', "o": 'f', "k": 'f', "h": 'f', "m": 'm', "q": 'm', "t": 't',
	"r": 'r', "s": 's', "f": 's', "i": 'i', "l": 'i', "j": 'j', "x": 'x', "g": 'x', "zg": 'x',
}

func classOf(tag string) byte {
	for n := len(tag); n > 0; n-- {
		if c, ok := classes[tag[:n]]; ok {
			return c
		}
	}
	return 'x'
}

// minFrequency drops the long tail of the word list, which is half of it and
// mostly names of people and terms of chemistry.
const minFrequency = 4

// lexicon is the table of Chinese on its way.
type lexicon struct {
	table
	surnames map[string]bool // whether it is a common one
}

func chinese(p packages) (table, error) {
	l := &lexicon{table: table{}, surnames: map[string]bool{}}
	own := map[string][]string{}
	for line := range strings.Lines(ownChinese) {
		if class, words, ok := strings.Cut(strings.TrimSpace(line), " "); ok && class != "#" {
			own[class] = append(own[class], strings.Fields(words)...)
		}
	}
	for class, cost := range map[string]int{"S1": 12, "S2": 16, "S3": 24, "S4": 38} {
		for _, s := range own[class] {
			s = fulltext.Fold(s)
			l.surnames[s] = class < "S3"
			l.table["+S"+s] = entry{class: '-', cost: cost, flags: zhGiven}
		}
	}
	for _, add := range []func(packages) error{l.words, l.divisions, l.world, l.territories, l.listedCompanies} {
		if err := add(p); err != nil {
			return nil, err
		}
	}
	for class, bit := range map[string]int{"P": zhPlace, "O": zhOrg, "B": zhBrand, "S5": zhSurname} {
		for _, w := range own[class] {
			l.flag(fulltext.Fold(w), bit)
		}
	}
	for _, w := range own["Q"] {
		w = fulltext.Fold(w)
		e := l.table[w]
		if e.class == 0 {
			e.class, e.cost = '-', 94
		}
		e.flags = e.flags&^zhPlace | zhMaybe
		l.table[w] = e
	}
	for _, w := range append(own["O"], own["B"]...) {
		w = fulltext.Fold(w)
		if e := l.table[w]; runes(w) == 2 && e.cost > shortCost && strings.ContainsRune("-jlzho", rune(e.class)) {
			e.class, e.cost = 'j', shortCost
			l.table[w] = e
		}
	}
	for class, letter := range map[string]byte{"F": 'T', "F2": 'H'} {
		for _, w := range own[class] {
			l.table[fulltext.Fold(w)] = entry{class: letter, cost: 38, flags: zhCertain}
		}
	}
	for _, w := range own["W"] {
		w = fulltext.Fold(w)
		if e := l.table[w]; e.class == 0 || e.class == '-' || e.class == 'h' {
			e.class, e.cost = 'n', 46
			l.table[w] = e
		}
	}
	for _, w := range own["N"] {
		e := l.table[fulltext.Fold(w)]
		e.flags &^= zhPlace | zhMaybe | zhOrg
		l.table[fulltext.Fold(w)] = e
	}
	return l.table, nil
}

// shortCost is what a body of two characters costs at most that is no word: 南都
// is likelier than 南 and 都.
const shortCost = 44

// isBody reports whether a word ends like the name of a body; the list calls
// many others one.
func isBody(w string) bool {
	r := []rune(w)
	last, before := r[len(r)-1], r[len(r)-2]
	return strings.ContainsRune("局厅署院社会党行校司团队府网台报馆所厂店协联委", last) || strings.HasSuffix(w, "大学") || strings.HasSuffix(w, "中学") || last == '部' && !strings.ContainsRune("东西南北中上下内外", before)
}

// words takes the word list, and from the names of people in it how often each
// character stands in a given name.
func (l *lexicon) words(p packages) error {
	return p.files("jieba", func(path string) bool { return strings.HasSuffix(path, "/jieba/dict.txt") }, func(_ string, b []byte) error {
		l.list(string(b))
		return nil
	})
}

// list takes the lines of the word list: word, frequency, part of speech.
func (l *lexicon) list(text string) {
	total := 0.0
	type word struct {
		tag  string
		freq float64
	}
	words := map[string]word{}
	given := map[string]float64{} // by place and character
	for line := range strings.Lines(text) {
		part := strings.Fields(line)
		if len(part) != 3 {
			continue
		}
		key, freq := fulltext.Fold(part[0]), number(part[1])
		total += freq
		if strings.HasPrefix(part[2], "nr") {
			l.person(key, part[2], given)
			r := []rune(key)
			if len(r) == 3 && l.surnames[string(r[:1])] && freq < 300 {
				continue // found by its parts
			}
		}
		if w := words[key]; freq >= minFrequency && freq > w.freq {
			words[key] = word{part[2], freq}
		}
	}
	for key, w := range words {
		if runes(key) > 10 || strings.ContainsAny(key, " +") {
			continue
		}
		e := entry{class: classOf(w.tag), cost: cost(w.freq / total)}
		if w.tag == "nt" && runes(key) > 2 && isBody(key) {
			e.flags |= zhOrg
		}
		if w.tag == "ns" && isLandform(key) {
			e.flags |= zhPlace
		}
		l.table[key] = e
	}
	l.characters(given)
}

// person counts the characters of a name of family name and given name, or of
// one that writes a foreign sound.
func (l *lexicon) person(name, tag string, given map[string]float64) {
	r := []rune(name)
	switch {
	case tag == "nrt":
		for _, c := range r {
			given["t"+string(c)]++
		}
	case len(r) == 3 && l.surnames[string(r[:1])]:
		given["1"+string(r[1])]++
		given["2"+string(r[2])]++
	}
}

// characters writes the counts as costs: "+1x" is x as the first of two
// characters of a given name, "+2x" the second, "+tx" in a foreign name. What a
// family name costs ("+Sx") follows from its line in own_zh.txt.
func (l *lexicon) characters(given map[string]float64) {
	sums := map[byte]float64{}
	for k, n := range given {
		sums[k[0]] += n
	}
	for k, n := range given {
		if n < 2 && k[0] != '2' && k[0] != '1' {
			continue
		}
		l.table["+"+k] = entry{class: '-', cost: cost(n / sums[k[0]]), flags: zhGiven}
	}
}

// cost is -ln(p) in quarters, at most 94.
func cost(p float64) int { return int(min(94, math.Round(-4*math.Log(p)))) }

func number(s string) float64 {
	n := 0.0
	for _, c := range s {
		if c < '0' || c > '9' {
			return 0
		}
		n = n*10 + float64(c-'0')
	}
	return n
}

var landforms = strings.Fields("半岛 群岛 列岛 高原 平原 盆地 沙漠 山脉 草原 海峡 运河 海湾 三角洲 大峡谷 水库 大桥 机场 火车站 大街 广场 公园 寺 塔 宫 陵 祠 庙 书院 故居")

func isLandform(w string) bool {
	return slices.ContainsFunc(landforms, func(s string) bool { return strings.HasSuffix(w, s) && runes(w) >= runes(s)+2 })
}

// common reports whether the word list knows a key as another thing than a
// name, so that alone it is no place.
func (l *lexicon) common(key string) bool {
	e, ok := l.table[key]
	return ok && !strings.ContainsRune("-lhz", rune(e.class))
}
