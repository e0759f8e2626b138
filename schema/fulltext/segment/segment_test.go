package segment

import (
	"errors"
	"fmt"
	"iter"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
)

// tables are the rows of an index as SQLite would hold them.
type tables struct {
	data  map[int64][]byte
	idx   map[int64][]IdxRow // by segment
	sizes map[int64]string
}

func newTables() *tables {
	return &tables{map[int64][]byte{}, map[int64][]IdxRow{}, map[int64]string{}}
}

func (t *tables) rows() Rows {
	return Rows{
		Data: func(id int64, block []byte) error { t.data[id] = slices.Clone(block); return nil },
		Idx: func(segment int64, term []byte, pgno int64) error {
			t.idx[segment] = append(t.idx[segment], IdxRow{slices.Clone(term), pgno})
			return nil
		},
		DocSize: func(id int64, sz []byte) error { t.sizes[id] = string(sz); return nil },
	}
}

func (t *tables) block(id int64) ([]byte, error) { return t.data[id], nil }

func (t *tables) idxRows(segment int64) iter.Seq2[IdxRow, error] {
	return func(yield func(IdxRow, error) bool) {
		for _, r := range t.idx[segment] {
			if !yield(r, nil) {
				return
			}
		}
	}
}

// build makes segment id of documents by their ids, those of gone taken back.
func (t *tables) build(tb testing.TB, id int64, pageSize int, gone, is map[int64]string) Segment {
	tb.Helper()
	b := Builder{PageSize: pageSize}
	b.SetBounds(200, 0)
	defer b.Close()
	all := maps.Clone(gone)
	if all == nil {
		all = map[int64]string{}
	}
	maps.Copy(all, is)
	for _, doc := range slices.Sorted(maps.Keys(all)) {
		was, old := gone[doc]
		text, stands := is[doc]
		var err error
		switch {
		case old && stands:
			err = b.Replace(doc, "title", was, "title", text)
		case old:
			err = b.Remove(doc, "title", was)
		default:
			err = b.Add(doc, "title", text)
		}
		if err != nil {
			tb.Fatal(err)
		}
	}
	leaves, _, err := b.Write(id, t.rows(), nil)
	if err != nil {
		tb.Fatal(err)
	}
	return Segment{id, 1, leaves}
}

// texts are a few words, so that documents share them, some very often.
func texts(rnd *rand.Rand, n int, offset int64) map[int64]string {
	words := []string{"a", "an", "and", "ant", "ante", "antelope", "b", "be", "bee", "中文", "文字", "字", strings.Repeat("long", 60)}
	all := map[int64]string{}
	for i := range n {
		var b strings.Builder
		for range rnd.IntN(80) {
			b.WriteString(words[rnd.IntN(1+rnd.IntN(len(words)))] + " ")
		}
		all[offset+int64(i)] = b.String()
	}
	return all
}

// Merging segments gives the bytes that building one of what stands gives.
func TestMergeIsBuild(t *testing.T) {
	for seed := range uint64(20) {
		rnd := rand.New(rand.NewPCG(seed, 1))
		pageSize := []int{64, 100, PageSize}[rnd.IntN(3)]
		stands := texts(rnd, 30+rnd.IntN(90), 1)
		parts, whole := newTables(), newTables()
		inputs := []Segment{parts.build(t, 1, pageSize, nil, stands)}
		for id := int64(2); id < int64(3+rnd.IntN(4)); id++ {
			gone, is := map[int64]string{}, texts(rnd, rnd.IntN(40), 200*id)
			for _, doc := range slices.Sorted(maps.Keys(stands)) {
				switch rnd.IntN(6) {
				case 0:
					gone[doc] = stands[doc]
					delete(stands, doc)
				case 1:
					gone[doc] = stands[doc]
					is[doc] = texts(rnd, 1, 0)[0]
				}
			}
			maps.Copy(stands, is)
			inputs = append(inputs, parts.build(t, id, pageSize, gone, is))
		}
		// Two at a time, then the rest, must come to the same.
		if rnd.IntN(2) == 0 && len(inputs) > 2 {
			last := inputs[len(inputs)-2:]
			leaves, err := Merge(last, parts.block, false, pageSize, 50, parts.rows())
			if err != nil {
				t.Fatal(err)
			}
			inputs = inputs[:len(inputs)-2]
			if leaves > 0 {
				inputs = append(inputs, Segment{50, 1, leaves})
			}
		}
		for _, s := range inputs {
			if _, err := Check(s, parts.block, parts.idxRows(s.ID), pageSize); err != nil {
				t.Fatal(err)
			}
		}
		leaves, err := Merge(inputs, parts.block, true, pageSize, 99, parts.rows())
		if err != nil {
			t.Fatal(err)
		}
		want := whole.build(t, 99, pageSize, nil, stands)
		if leaves != want.Last {
			t.Fatalf("seed %d: %d leaves, want %d", seed, leaves, want.Last)
		}
		n, err := Check(want, parts.block, parts.idxRows(99), pageSize)
		if err != nil || n != int64(len(whole.data)) {
			t.Fatalf("seed %d: %d rows (%v), want %d", seed, n, err, len(whole.data))
		}
		for id, block := range whole.data {
			if string(parts.data[id]) != string(block) {
				t.Fatalf("seed %d: row %#x differs", seed, id)
			}
		}
	}
}

// A disk that is full while a run leaves memory is an error that names the
// folder, and nothing is left of the work file.
func TestSpillToFullDisk(t *testing.T) {
	if _, err := os.Stat("/dev/full"); err != nil {
		t.Skip("no /dev/full here")
	}
	dir := t.TempDir()
	b := Builder{Spill: filepath.Join(dir, "work")}
	if err := os.Symlink("/dev/full", b.Spill); err != nil {
		t.Fatal(err)
	}
	b.SetBounds(100, 1000)
	var err error
	for id := int64(1); id < 100_000 && err == nil; id++ {
		err = b.Add(id, "title", fmt.Sprintf("word%d and %d", id, id*id))
	}
	if !errors.Is(err, syscall.ENOSPC) || !strings.Contains(err.Error(), "in "+dir+": ") {
		t.Errorf("got %v", err)
	}
	if err := b.Close(); err != nil {
		t.Error(err)
	}
	if left, _ := os.ReadDir(dir); len(left) > 0 {
		t.Errorf("%v is left", left)
	}
}

// Whatever stands in the rows, reading ends, and with a place where it fails.
func FuzzDamage(f *testing.F) {
	for seed := range uint64(8) {
		f.Add(seed, uint32(seed*977), []byte{0xff, 0, 1}, false)
		f.Add(seed, uint32(seed*77), []byte{}, true)
	}
	f.Fuzz(func(t *testing.T, seed uint64, at uint32, patch []byte, cut bool) {
		rnd := rand.New(rand.NewPCG(seed, 2))
		made := newTables()
		s := made.build(t, 3, 64, nil, texts(rnd, 12, 1))
		if s.Last == 0 {
			return
		}
		ids := slices.Sorted(maps.Keys(made.data))
		id := ids[int(at)%len(ids)]
		block := made.data[id]
		offset := int(at/7) % len(block)
		if cut {
			made.data[id] = block[:offset]
		} else {
			copy(block[offset:], patch)
		}
		_, err := Check(s, made.block, made.idxRows(3), 64)
		var damage *Damage
		if err != nil && (!errors.As(err, &damage) || damage.Segment != 3) {
			t.Errorf("%v names no place", err)
		}
		for page := range s.Last {
			err := Lookup(s, made.block, page+1, patch[:min(len(patch), 2)], true, func(Posting) error { return nil })
			if err != nil && !errors.As(err, &damage) {
				t.Errorf("looking up from page %d: %v names no place", page+1, err)
			}
		}
		merged := newTables()
		if _, mergeErr := Merge([]Segment{s}, made.block, true, 64, 4, merged.rows()); err == nil && mergeErr != nil {
			t.Errorf("sound, but not to be merged: %v", mergeErr)
		}
	})
}

// A structure record is read as it was written, or refused.
func FuzzStructure(f *testing.F) {
	s := Structure{Cookie: [4]byte{0, 0, 0, 3}, Written: 300}
	s.Put(0, Segment{2, 1, 1})
	s.Put(2, Segment{1, 5, 4000})
	f.Add(s.Append(nil))
	f.Add([]byte{0, 0, 0, 0, 0xff, 0, 0, 1, 0})
	f.Fuzz(func(t *testing.T, block []byte) {
		s, err := ParseStructure(block)
		if err != nil {
			return
		}
		again, err := ParseStructure(s.Append(nil))
		if err != nil || !slices.EqualFunc(s.Levels, again.Levels, func(a, b Level) bool {
			return a.Merging == b.Merging && slices.Equal(a.Segments, b.Segments)
		}) {
			t.Errorf("%v is read back as %v, %v", s, again, err)
		}
	})
}

func TestVarint(t *testing.T) {
	for shift := range 64 {
		for _, v := range []uint64{1<<shift - 1, 1 << shift, 1<<shift + 1, ^uint64(0) >> shift} {
			b := AppendVarint(nil, v)
			if got, n := Varint(b); got != v || n != len(b) || n != varintLen(v) || varintSize(b) != n {
				t.Errorf("%#x: %x is read as %#x, %d bytes", v, b, got, n)
			}
			if _, n := Varint(b[:len(b)-1]); n != 0 {
				t.Errorf("%#x cut short is read", v)
			}
		}
	}
}
