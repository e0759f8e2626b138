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
	nodes []node
	chars []uint16 // of the nodes
	roots [0x10000]int32
}

// node is a prefix of keys. Its children end where those of the next begin.
type node struct {
	first int32 // child
	entry
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
	n := int(binary.LittleEndian.Uint32(all))
	plane := func(i int) []byte { return all[4+i*n:][:n] }
	low, high := plane(0), plane(1)
	t := &trie{nodes: make([]node, n+1), chars: make([]uint16, n)}
	for k := range n {
		t.chars[k] = uint16(low[k]) | uint16(high[k])<<8
	}
	low, high = plane(2), plane(3)
	classes, costs, flags := plane(4), plane(5), plane(6)
	next := int32(1)
	for k := range n {
		t.nodes[k] = node{next, entry{classes[k], costs[k], flags[k]}}
		next += int32(low[k]) | int32(high[k])<<8
	}
	t.nodes[n].first = next
	for k := t.nodes[0].first; k < t.nodes[1].first; k++ {
		t.roots[t.chars[k]] = k
	}
	return t
}

// entry is what stands at a node; its class is 0 where no key ends.
func (t *trie) entry(k int32) entry { return t.nodes[k].entry }

// child is the node behind k by r, 0 for none. The root is 0.
func (t *trie) child(k int32, r rune) int32 {
	if r > 0xFFFF {
		return 0
	}
	if k == 0 {
		return t.roots[r]
	}
	at, n := t.nodes[k].first, t.nodes[k+1].first-t.nodes[k].first
	for n > 1 { // the greatest that is not above r, without a branch to guess
		half := n / 2
		if next := at + half; t.chars[next] <= uint16(r) {
			at = next
		}
		n -= half
	}
	if n > 0 && t.chars[at] == uint16(r) {
		return at
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

// findString is find of a string, which must be valid UTF-8.
func (t *trie) findString(key string) entry {
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
		for c := t.nodes[k].first; c < t.nodes[k+1].first; c++ {
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
		for k := c.nodes[0].first; k < c.nodes[1].first; k++ {
			for next := c.nodes[k].first; next < c.nodes[k+1].first; next++ {
				c.pairs.add(rune(c.chars[k]), rune(c.chars[next]))
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
	pairs   pairSet // that keys begin with
}

// find is the entry of a key; its class is 0 where there is none.
func (c *chineseList) find(key []rune) entry {
	if len(key) > 1 && !c.pairs.has(key[0], key[1]) {
		return entry{}
	}
	return c.trie.find(key)
}

// pairSet tells of most pairs of characters that are not in it that they are
// not.
type pairSet [1 << 14]uint64

func pairBit(a, b rune) uint32 { return (uint32(a)*0x9E3779B1 ^ uint32(b)*0x85EBCA6B) >> 12 }

func (s *pairSet) add(a, b rune) {
	n := pairBit(a, b)
	s[n>>6] |= 1 << (n & 63)
}

func (s *pairSet) has(a, b rune) bool {
	n := pairBit(a, b)
	return s[n>>6]>>(n&63)&1 != 0
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
