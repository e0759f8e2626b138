// Package score measures how close an extracted body is to the expected one.
//
// Both texts are cut into tokens (a run of letters and digits, but in scripts
// written without spaces every letter), the tokens into shingles of four, and
// the two multisets of shingles are laid over each other. Precision and
// recall are averaged over the pages of a corpus; F1 is their harmonic mean.
// A page is exact when its tokens are the expected ones, all and in order.
//
// It serves tests and benchmarks; the program does not use it.
package score

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// shingle is how many tokens stand in one shingle.
const shingle = 4

// Page is the score of one page, between 0 and 1.
type Page struct {
	ID                   string
	Precision, Recall, F float64
	Empty                bool // nothing was extracted: precision does not count
	Exact                bool
}

// Of scores the text extracted from one page against the expected one.
func Of(id, want, got string) Page {
	w, g := tokens(want), tokens(got)
	p := Page{ID: id, Empty: len(g) == 0, Exact: equal(w, g)}
	ws, gs := shingles(w), shingles(g)
	var nw, ng, hit int
	for k, n := range ws {
		nw += n
		hit += min(n, gs[k])
	}
	for _, n := range gs {
		ng += n
	}
	if ng > 0 {
		p.Precision = float64(hit) / float64(ng)
	}
	if nw > 0 {
		p.Recall = float64(hit) / float64(nw)
	}
	p.F = harmonic(p.Precision, p.Recall)
	return p
}

// Mean is the score of a corpus.
type Mean struct {
	Pages  int     `json:"pages"`
	F1     float64 `json:"f1"`
	P      float64 `json:"precision"`
	R      float64 `json:"recall"`
	Exact  float64 `json:"exact"` // share of the pages
	NEmpty int     `json:"empty"`
}

// Average is the score of the pages together.
func Average(pages []Page) Mean {
	m := Mean{Pages: len(pages)}
	for _, p := range pages {
		m.R += p.Recall
		if p.Empty {
			m.NEmpty++
		} else {
			m.P += p.Precision
		}
		if p.Exact {
			m.Exact++
		}
	}
	if n := len(pages); n > 0 {
		m.R /= float64(n)
		m.Exact /= float64(n)
	}
	if n := len(pages) - m.NEmpty; n > 0 {
		m.P /= float64(n)
	}
	m.F1 = harmonic(m.P, m.R)
	return m
}

// Share is the part of the shingles of a text that stand in the expected one.
func Share(want, got string) float64 { return Of("", want, got).Precision }

func harmonic(a, b float64) float64 {
	if a+b == 0 {
		return 0
	}
	return 2 * a * b / (a + b)
}

func equal(a, b []string) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

// solo is true of a letter that is a token by itself: ideographs, kana, and
// the scripts of South-East Asia that are written without spaces.
func solo(r rune) bool {
	switch {
	case r >= 0x0E00 && r <= 0x0EFF, r >= 0x1000 && r <= 0x109F, r >= 0x1780 && r <= 0x17FF,
		r >= 0x3040 && r <= 0x30FF, r >= 0x31F0 && r <= 0x31FF, r >= 0x3400 && r <= 0x4DBF,
		r >= 0x4E00 && r <= 0x9FFF, r >= 0xF900 && r <= 0xFAFF, r >= 0xFF66 && r <= 0xFF9D,
		r >= 0x20000 && r <= 0x3FFFF:
		return true
	}
	return false
}

func tokens(s string) []string {
	var out []string
	var run strings.Builder
	flush := func() {
		if run.Len() > 0 {
			out = append(out, run.String())
			run.Reset()
		}
	}
	for _, r := range norm.NFC.String(s) {
		letter := unicode.IsLetter(r) || unicode.IsNumber(r)
		switch {
		case solo(r):
			flush()
			if letter {
				out = append(out, string(r))
			}
		case r == '_' || letter || unicode.IsMark(r):
			run.WriteRune(r)
		default:
			flush()
		}
	}
	flush()
	return out
}

func shingles(t []string) map[string]int {
	m := map[string]int{}
	if len(t) == 0 {
		return m
	}
	if len(t) < shingle {
		m[strings.Join(t, "\x00")]++
		return m
	}
	for i := 0; i+shingle <= len(t); i++ {
		m[strings.Join(t[i:i+shingle], "\x00")]++
	}
	return m
}
