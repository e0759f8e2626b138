// Package neardup tells which texts are the same story printed twice: a wire
// story under another headline, an edited copy, a page with other boilerplate.
//
// A text is a set of shingles, runs of four tokens: a CJK character is a token,
// and so is a run of letters or digits of any other script, so that one rule
// serves Chinese and English. Two texts are near-duplicates when their sets
// share at least Threshold of their union (Jaccard, Broder 1997).
//
// Comparing all pairs would be quadratic. A Signature keeps, for each of Hashes
// random orders of all shingles, the least one of the text; two signatures
// agree in a place with just the probability of the texts' similarity. Cut into
// bands (Bands), only texts that agree in a whole band are compared. With 16
// bands of 4, a pair at the threshold is met with probability 0.99, one at 0.8
// with 0.9997, one at 0.3 with 0.12 (1-(1-s^4)^16). Met pairs are then compared
// exactly, so that a meeting by chance costs time and never a wrong answer.
//
// Of the texts that meet in a band, in the order that decides who comes first,
// each is compared with the Heads first ones and the Heads just before it, and
// with no other: ten thousand copies of one story cost ten thousand times a
// constant, and near-duplicates are mostly neighbours in time. So which pairs
// are compared follows from the bands alone, and a group is what the similar
// ones among them connect; where the comparing is done, and in what order, does
// not show.
//
// Nothing is random at run time: the same texts always give the same answer.
package neardup

import (
	"encoding/binary"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"dabao/schema/fulltext"
)

const (
	// Threshold is the least similarity of near-duplicates.
	Threshold = 0.7
	// MinShingles is the size below which a text is too short to judge: two
	// notices of one sentence may share most words and be different news.
	MinShingles = 24
	// Hashes is the number of values in a Signature, Bands of it.
	Hashes = 64
	Bands  = 16
	run    = 4
)

// Set is the shingles of a text, as 64-bit hashes.
type Set map[uint64]struct{}

// Shingles makes the set of a text; case, script variants, punctuation and
// white space do not count.
func Shingles(text string) Set {
	set := Set{}
	eachShingle(text, func(h uint64) { set[h] = struct{}{} })
	return set
}

// eachShingle calls with every shingle in the order of the text, some of them
// more than once.
func eachShingle(text string, call func(uint64)) {
	var window [run]uint64
	n := 0
	add := func(token uint64) {
		copy(window[:], window[1:])
		window[run-1] = token
		if n++; n >= run {
			h := uint64(0)
			for _, t := range window {
				h = mix(h ^ t)
			}
			call(h)
		}
	}
	folded := fulltext.Fold(text)
	start := -1
	for i, r := range folded {
		switch {
		case r >= utf8.RuneSelf && fulltext.IsCJK(r):
			if start >= 0 {
				add(wordHash(folded[start:i]))
				start = -1
			}
			add(mix(uint64(r)))
		case isWord(r):
			if start < 0 {
				start = i
			}
		case start >= 0:
			add(wordHash(folded[start:i]))
			start = -1
		}
	}
	if start >= 0 {
		add(wordHash(folded[start:]))
	}
}

// wordHash is FNV-1a over a word in lower case.
func wordHash(word string) uint64 {
	const offset, prime = 14695981039346656037, 1099511628211
	if strings.IndexFunc(word, func(r rune) bool { return r >= utf8.RuneSelf }) >= 0 {
		word = strings.ToLower(word)
	}
	h := uint64(offset)
	for i := range len(word) {
		c := word[i]
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		h = (h ^ uint64(c)) * prime
	}
	return mix(h)
}

// isWord says of what is no CJK character whether it is part of a word.
func isWord(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r|0x20 && r|0x20 <= 'z' || '0' <= r && r <= '9'
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)
}

// mix is the finaliser of SplitMix64 (Steele, Lea, Flood 2014).
func mix(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

// Similarity is the share of the union that two sets have in common, 0 when
// either is too small to judge.
func Similarity(a, b Set) float64 {
	if len(a) < MinShingles || len(b) < MinShingles {
		return 0
	}
	if len(a) > len(b) {
		a, b = b, a
	}
	common := 0
	for h := range a {
		if _, ok := b[h]; ok {
			common++
		}
	}
	return float64(common) / float64(len(a)+len(b)-common)
}

// Alike says whether two texts are near-duplicates: their signatures are equal,
// or their sets similar enough. Neither may be too short to judge.
func Alike(a, b string) bool {
	x, y := Sign(a), Sign(b)
	if x.Short() || y.Short() {
		return false
	}
	return x == y || Similarity(Shingles(a), Shingles(b)) >= Threshold
}

// Signature is the least shingle of a text in each of Hashes orders; the zero
// value stands for a text too short to judge.
type Signature [Hashes]uint32

// Sign makes the signature of a text.
func Sign(text string) Signature {
	var least [Hashes]uint64
	for i := range least {
		least[i] = ^uint64(0)
	}
	distinct := make([]uint64, 0, MinShingles)
	eachShingle(text, func(h uint64) {
		if len(distinct) < MinShingles && !slices.Contains(distinct, h) {
			distinct = append(distinct, h)
		}
		for i := range least {
			// Orders made of one hash by odd multipliers and a shift.
			if v := (h ^ orders[i].xor) * orders[i].times; v < least[i] {
				least[i] = v
			}
		}
	})
	if len(distinct) < MinShingles {
		return Signature{}
	}
	var s Signature
	for i, v := range least {
		s[i] = uint32(v>>32) | 1 // never the zero value
	}
	return s
}

var orders = func() (all [Hashes]struct{ xor, times uint64 }) {
	for i := range all {
		all[i].xor = mix(uint64(2 * i))
		all[i].times = mix(uint64(2*i+1)) | 1
	}
	return all
}()

// Short says that the text was too short to judge.
func (s *Signature) Short() bool { return *s == Signature{} }

// Band hashes one band of the signature, 0 ≤ n < Bands.
func (s *Signature) Band(n int) uint64 {
	const rows = Hashes / Bands
	h := uint64(n)
	for _, v := range s[n*rows : (n+1)*rows] {
		h = mix(h ^ uint64(v))
	}
	return h
}

// Bytes packs the signature, and ParseSignature unpacks it; false when b is
// no signature.
func (s *Signature) Bytes() []byte {
	b := make([]byte, 0, 4*Hashes)
	for _, v := range s {
		b = binary.LittleEndian.AppendUint32(b, v)
	}
	return b
}

// ParseSignature unpacks what Bytes packed; false when b is no signature.
func ParseSignature(b []byte) (s Signature, ok bool) {
	if len(b) != 4*Hashes {
		return s, false
	}
	for i := range s {
		s[i] = binary.LittleEndian.Uint32(b[4*i:])
	}
	return s, true
}
