package names

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// enToken is a word of an English text, a number, or a sign.
type enToken struct {
	start, end int
	low        string // in lower case, without possessive
	shape      byte
	flags      uint8 // of the list, for a capitalised word
	opens      bool  // it opens a sentence, where every word is capitalised
	poss       bool  // 's or ' follows
	joined     bool  // nothing but a blank stands between it and the token before
}

// Shapes of words.
const (
	lower   = 'l'
	capital = 'C'
	upper   = 'A' // two capitals or more and nothing else
	numeral = 'd'
	mark    = 'p'
)

// enField is one field of an article on its way.
type enField struct {
	name     string
	position int
	r        []rune
	tokens   []enToken
	headline bool      // most words are capitalised, which then says nothing
	credits  []mention // of pictures: what they name is none of the story
	spans    []mention
}

func newEnField(text, name string, position int) *enField {
	t := &enField{name: name, position: position, r: []rune(text)}
	if !utf8.ValidString(text) {
		text = string(t.r)
	}
	t.cut(text)
	t.findCredits(text)
	return t
}

// cut sets the tokens, whose words share the memory of text where they can.
func (t *enField) cut(text string) {
	list := openEnglish()
	t.tokens = make([]enToken, 0, len(t.r)/5+4)
	rest, done := text, 0
	slice := func(i, j int) string { // of the text, by code points, each behind the one before
		for ; done < i; done++ {
			rest = rest[utf8.RuneLen(t.r[done]):]
		}
		n := 0
		for _, r := range t.r[i:j] {
			n += utf8.RuneLen(r)
		}
		return rest[:n]
	}
	opens, gap := true, true // a sentence begins; a sign or a line end parts the next word from the last
	for i := 0; i < len(t.r); {
		r := t.r[i]
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			k := t.word(i)
			k.low = lowerWord(slice(k.start, k.end))
			if k.shape == numeral {
				opens = false
			}
			k.opens, k.joined = opens && k.shape != numeral, !gap
			if k.shape == capital || k.shape == upper {
				k.flags = list.findString(k.low).flags
			}
			t.tokens = append(t.tokens, k)
			i = k.end
			if k.poss {
				i++
				if i < len(t.r) && t.r[i] == 's' {
					i++
				}
			}
			opens, gap = false, false
		case isSpace(r):
			if r == '\n' {
				opens, gap = true, true
			}
			i++
		default:
			abbreviated := r == '.' && len(t.tokens) > 0 && t.tokens[len(t.tokens)-1].end == i && t.abbreviates(len(t.tokens)-1)
			if !abbreviated {
				t.tokens = append(t.tokens, enToken{start: i, end: i + 1, shape: mark, low: slice(i, i+1)})
				opens = opens || strings.ContainsRune(".!?:;“\"‘•—–…|", r)
				gap = true
			}
			i++
		}
	}
	t.headline = t.isHeadline()
}

func isSpace(r rune) bool { return unicode.IsSpace(r) || r == '\u200B' || r == '\u00AD' }

// word reads the word or number at i, all but its low form.
func (t *enField) word(i int) enToken {
	j, capitals, letters := i, 0, 0
	for ; j < len(t.r); j++ {
		r := t.r[j]
		if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r) {
			if unicode.IsLetter(r) {
				letters++
			}
			if unicode.IsUpper(r) {
				capitals++
			}
			continue
		}
		next := j+1 < len(t.r) && (unicode.IsLetter(t.r[j+1]) || unicode.IsDigit(t.r[j+1]))
		if next && (r == '-' || r == '&' || r == '\u2011') && letters > 0 && j-i < 40 {
			continue
		}
		if next && isApostrophe(r) && letters > 0 && !t.possessive(j) {
			continue
		}
		if r == '.' && next && j-i <= 8 && letters > 0 && unicode.IsUpper(t.r[j-1]) && (j < 2 || !unicode.IsLetter(t.r[j-2])) && unicode.IsUpper(t.r[j+1]) {
			continue // U.S
		}
		break
	}
	k := enToken{start: i, end: j, shape: lower}
	if j < len(t.r) && isApostrophe(t.r[j]) && (t.possessive(j) || (t.r[j-1] == 's' || t.r[j-1] == 'S') && (j+1 == len(t.r) || isSpace(t.r[j+1]))) {
		k.poss = true
	}
	if j < len(t.r) && t.r[j] == '.' && slices.Contains(t.r[i:j], '.') {
		k.end = j + 1 // U.S.
		if j+1 < len(t.r) && isApostrophe(t.r[j+1]) && t.possessive(j+1) {
			k.poss = true
		}
	}
	switch first := t.r[i]; {
	case letters == 0:
		k.shape = numeral
	case capitals >= 2 && capitals >= letters-1 && capitals*2 > letters:
		k.shape = upper
	case unicode.IsUpper(first):
		k.shape = capital
	case capitals > 0 && i+3 < j && t.r[i+2] == '-' && unicode.IsUpper(t.r[i+3]) && strings.ContainsRune("ae", first) && t.r[i+1] == 'l':
		k.shape = capital // al-Assad
	case unicode.IsDigit(first) && capitals == 0 && letters <= 3:
		k.shape = numeral // 25th, 30pm
	}
	return k
}

// lowerWord is a word as lists have it; mostly the word itself.
func lowerWord(w string) string { return strings.ReplaceAll(strings.ToLower(w), "’", "'") }

func isApostrophe(r rune) bool { return r == '\'' || r == '’' || r == 'ʼ' }

// possessive reports whether the apostrophe at j is followed by a last s.
func (t *enField) possessive(j int) bool {
	return j+1 < len(t.r) && (t.r[j+1] == 's' || t.r[j+1] == 'S') && (j+2 == len(t.r) || !unicode.IsLetter(t.r[j+2]) && !unicode.IsDigit(t.r[j+2]))
}

// abbreviates reports whether a stop behind token k belongs to it: an initial,
// or a short title.
func (t *enField) abbreviates(k int) bool {
	w := t.tokens[k]
	n := w.end - w.start
	if w.shape != capital && w.shape != upper {
		return w.low == "vs" || w.low == "v"
	}
	return n == 1 || n <= 4 && titles[w.low] && w.flags&enOften == 0 || honorifics[w.low] && n <= 4 || w.low == "st" || w.low == "jr" || w.low == "inc" || w.low == "corp" || w.low == "co" || w.low == "ltd"
}

// isHeadline reports whether nearly all longer words are capitalised, and it
// is no sentence.
func (t *enField) isHeadline() bool {
	capitals, all := 0, 0
	for _, k := range t.tokens {
		if k.shape == lower && k.end-k.start > 3 {
			all++
		}
		if k.shape == capital && k.end-k.start > 3 {
			capitals, all = capitals+1, all+1
		}
	}
	if n := len(t.tokens); n > 0 && t.tokens[n-1].low == "." {
		return false
	}
	return all >= 4 && capitals*10 >= all*7
}

// isName reports whether a token is written like a name.
func (k *enToken) isName() bool { return k.shape == capital || k.shape == upper }
