package main

import (
	"encoding/binary"
	"maps"
	"os"
	"slices"
	"unicode/utf8"

	"github.com/klauspost/compress/zstd"
)

// entry is what a table says of a key.
type entry struct {
	class byte // a letter, see the classes of chinese.go; '-' where there is none
	cost  int  // 0 to 94
	flags int  // bits of a byte
}

type table map[string]entry

// flag adds bits to a key.
func (t table) flag(key string, bits int) {
	e, ok := t[key]
	if !ok {
		e = entry{class: '-', cost: 94}
	}
	e.flags |= bits
	t[key] = e
}

// write makes a tree of the keys, a node for each character, level by level, so
// that the children of a node lie side by side in the order of their
// characters. A file is the number of nodes in 32 bits and then planes, each
// with a byte, or two apart, of every node: low and high byte of its character,
// low and high byte of how many children it has, class (0: no key ends
// here), cost, flags. The root is the first node.
func (t table) write(path string) error {
	keys := make([][]rune, 0, len(t))
	entries := make([]entry, 0, len(t))
	for _, key := range slices.Sorted(maps.Keys(t)) {
		if r := []rune(key); len(r) > 0 && !slices.ContainsFunc(r, func(r rune) bool { return r > 0xFFFF }) {
			keys, entries = append(keys, r), append(entries, t[key])
		}
	}
	type span struct{ lo, hi, depth int } // keys that share depth characters
	var planes [7][]byte
	node := func(r rune) {
		for i := range planes {
			planes[i] = append(planes[i], 0)
		}
		n := len(planes[0]) - 1
		planes[0][n], planes[1][n] = byte(r), byte(r>>8)
	}
	node(0)
	queue := []span{{0, len(keys), 0}}
	for q := 0; q < len(queue); q++ {
		s := queue[q]
		lo, children := s.lo, 0
		if lo < s.hi && len(keys[lo]) == s.depth {
			planes[4][q], planes[5][q], planes[6][q] = entries[lo].class, byte(entries[lo].cost), byte(entries[lo].flags)
			lo++
		}
		for lo < s.hi {
			r, hi := keys[lo][s.depth], lo
			for hi < s.hi && keys[hi][s.depth] == r {
				hi++
			}
			node(r)
			queue = append(queue, span{lo, hi, s.depth + 1})
			lo, children = hi, children+1
		}
		planes[2][q], planes[3][q] = byte(children), byte(children>>8)
	}
	out := binary.LittleEndian.AppendUint32(nil, uint32(len(queue)))
	for _, p := range planes {
		out = append(out, p...)
	}
	enc, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedBestCompression), zstd.WithEncoderConcurrency(1))
	if err != nil {
		return err
	}
	return os.WriteFile(path, enc.EncodeAll(out, nil), 0o644)
}

func runes(s string) int { return utf8.RuneCountInString(s) }
