package rice

import (
	"encoding/binary"
	"errors"
	"math/rand/v2"
	"slices"
	"testing"
)

// read reads so many numbers.
func read(in []byte, n int) ([]uint64, error) {
	var s Series
	r := NewReader(in)
	var all []uint64
	for range n {
		v, err := r.Next(&s)
		if err != nil {
			return all, err
		}
		all = append(all, v)
	}
	return all, nil
}

func TestNumbersComeBack(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	geometric := make([]uint64, 5000)
	for i := range geometric {
		for rnd.IntN(4) > 0 {
			geometric[i]++
		}
	}
	for name, list := range map[string][]uint64{
		"none": nil, "noughts": make([]uint64, 100), "one": {1}, "large": {1<<56 - 1, 0, 0, 1 << 40, 3},
		"late": append([]uint64{70000}, make([]uint64, 200)...), "geometric": geometric,
	} {
		var w Writer
		var s Series
		for _, v := range list {
			w.Put(&s, v)
		}
		got, err := read(w.Bytes(), len(list))
		if err != nil || !slices.Equal(got, list) {
			t.Errorf("%s: %v, %v", name, got, err)
		}
		if len(list) > 0 {
			if _, err := read(w.Bytes()[:len(w.Bytes())-1], len(list)); !errors.Is(err, ErrEnd) {
				t.Errorf("%s without its last byte: %v", name, err)
			}
		}
	}
}

// The bits are what the package comment says, so that others can read them.
func TestBitsAreThoseOfTheRule(t *testing.T) {
	var w Writer
	var s Series
	// k is 0 for the first four: the means are 0, 2/2, 5/3 and 6/4.
	for _, v := range []uint64{2, 3, 1, 30, 9} {
		w.Put(&s, v)
	}
	// 110, 1110, 10, twenty ones with 5 in six bits and 30, then k = 2 (36/5 is 7): 110 01
	want := []byte{0b11011101, 0b01111111, 0b11111111, 0b11111000, 0b10111110, 0b11001_000}
	if !slices.Equal(w.Bytes(), want) {
		t.Errorf("got  %08b\nwant %08b", w.Bytes(), want)
	}
}

func TestZigzag(t *testing.T) {
	for _, d := range []int64{0, -1, 1, -2, 1 << 40, -1 << 40} {
		if got := Zagzig(Zigzag(d)); got != d {
			t.Errorf("%d comes back as %d", d, got)
		}
	}
}

// Whatever the bytes are, a reader ends; what it reads, a writer writes again.
func FuzzReader(f *testing.F) {
	f.Add([]byte{0xff, 0xff, 0xff, 0xff})
	f.Add(binary.BigEndian.AppendUint64(nil, 0xfffff01234567890))
	f.Fuzz(func(t *testing.T, in []byte) {
		all, _ := read(in, 8*len(in)+1)
		var w Writer
		var s Series
		for _, v := range all {
			if v >= 1<<56 {
				return
			}
			w.Put(&s, v)
		}
		again, err := read(w.Bytes(), len(all))
		if err != nil || !slices.Equal(again, all) {
			t.Fatalf("%v comes back as %v, %v", all, again, err)
		}
	})
}
