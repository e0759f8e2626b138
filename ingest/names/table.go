package names

import (
	_ "embed"
	"encoding/binary"
	"iter"
	"sync"

	"github.com/klauspost/compress/zstd"
)

// The lists of names and words; NOTICE says where they come from. They are
// opened by the first text of their language, so that a run without names pays
// nothing.
//
//go:generate go run ./gen -o .
var (
	//go:embed zh.zst
	packedChinese []byte
	//go:embed en.zst
	packedEnglish []byte
)

// entry is what a list says of a key: the class is a letter of gen's, '-' where
// the key is no word; the cost is -4 ln(p), 94 where it is not known.
type entry struct {
	class byte
	cost  uint8
	flags uint8
}

// trie is a list as gen lays it out. The children of a node lie side by side in
// the order of their characters.
type trie struct {
	n      int32
	planes []byte   // all, one after the other
	chars  []uint16 // of the nodes
	first  []int32  // of the children; those of node k end at first[k+1]
	roots  [0x10000]int32
}

func unpack(packed []byte) *trie {
	dec, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1))
	if err != nil {
		panic("names: " + err.Error()) // an option of our own
	}
	defer dec.Close()
	all, err := dec.DecodeAll(packed, nil)
	if err != nil {
		panic("names: embedded list: " + err.Error())
	}
	n := int32(binary.LittleEndian.Uint32(all))
	t := &trie{n: n, planes: all[4:], first: make([]int32, n+1)}
	t.chars = make([]uint16, n)
	for k, c := range t.planes[:n] {
		t.chars[k] = uint16(c) | uint16(t.planes[int(n)+k])<<8
	}
	low, high := t.planes[2*n:3*n], t.planes[3*n:4*n]
	next := int32(1)
	for k := range n {
		t.first[k] = next
		next += int32(low[k]) | int32(high[k])<<8
	}
	t.first[n] = next
	for k := t.first[0]; k < t.first[1]; k++ {
		t.roots[t.chars[k]] = k
	}
	return t
}

// entry is what stands at a node; its class is 0 where no key ends.
func (t *trie) entry(k int32) entry {
	return entry{t.planes[4*t.n+k], t.planes[5*t.n+k], t.planes[6*t.n+k]}
}

// child is the node behind k by r, 0 for none. The root is 0.
func (t *trie) child(k int32, r rune) int32 {
	if r > 0xFFFF {
		return 0
	}
	if k == 0 {
		return t.roots[r]
	}
	lo, hi := t.first[k], t.first[k+1]
	children := t.chars[lo:hi]
	a, b := 0, len(children)
	for a < b {
		if mid := int(uint(a+b) >> 1); children[mid] < uint16(r) {
			a = mid + 1
		} else {
			b = mid
		}
	}
	if a < len(children) && children[a] == uint16(r) {
		return lo + int32(a)
	}
	return 0
}

// find is the entry of a key; its class is 0 where there is none.
func (t *trie) find(key []rune) entry {
	k := int32(0)
	for _, r := range key {
		if k = t.child(k, r); k == 0 {
			return entry{}
		}
	}
	return t.entry(k)
}

// under gives the characters that follow a key of two characters, and what is
// said of each.
func (t *trie) under(a, b rune) iter.Seq2[rune, entry] {
	return func(yield func(rune, entry) bool) {
		k := t.child(t.child(0, a), b)
		if k == 0 {
			return
		}
		for c := t.first[k]; c < t.first[k+1]; c++ {
			if !yield(rune(t.chars[c]), t.entry(c)) {
				return
			}
		}
	}
}

var (
	openChinese = sync.OnceValue(func() *chineseList {
		c := &chineseList{trie: unpack(packedChinese)}
		for i, sign := range "12St" {
			for r, e := range c.under('+', sign) {
				c.letters[i][r] = e.cost + 1
			}
		}
		return c
	})
	openEnglish = sync.OnceValue(func() *trie { return unpack(packedEnglish) })
)

// Flags of a key of the Chinese list, as gen writes them.
const (
	zhPlace   = 1 << iota // a place wherever it stands
	zhMaybe               // a place beside another only: it is a common word too
	zhOrg                 // an organisation
	zhSurname             // a family name
	_                     // of the letters of given names
	zhBrand               // an organisation where the article shows it: it is a common word too
	_
	zhCertain // a person as it stands; the bit of certain
)

// Flags of a key of the English list.
const (
	enWord    = 1 << iota // a word of the language when it is not capitalised
	enGiven               // a given name
	enSurname             // a family name
	enPlace               // a place
	enOrg                 // an organisation
	enOften               // one of the most common words
	enMajor               // a place of the first rank
)

// chineseList is the list of Chinese, with what a character costs in the names
// of people by its place there, plus one; 0 where it is never seen there.
type chineseList struct {
	*trie
	letters [4][0x10000]uint8
}

// Places of a character in the name of a person.
const (
	former   = iota // the first of two of a given name
	latter          // the second
	family          // the family name
	transfer        // in a name that writes foreign sounds
)

func (c *chineseList) letter(place int, r rune) (cost int, ok bool) {
	if r > 0xFFFF || c.letters[place][r] == 0 {
		return 94, false
	}
	return int(c.letters[place][r]) - 1, true
}
