// Package rice writes lists of small numbers in few bits, and reads them.
//
// What readers over a network ask for most are lists: which articles have a
// word, as distances, and how often; how long the articles are; whose they are.
// Such numbers are nearly geometric, and for these a Golomb-Rice code (R. F.
// Rice, 1979) comes within a tenth of what is possible, with a decoder of twenty
// lines in any language. Its parameter follows the mean of the numbers before,
// so that a list needs none, and a word may be rare for years and then in every
// article.
//
// A number v is written, the high bits first, as q = v >> k ones, a zero, and
// the k low bits of v. Where q would be maxOnes or more, maxOnes ones stand, then
// six bits that say how many bits v has, then these. k is the whole logarithm of
// the mean to base 2, where
//
//	mean = sum / n, rounded down; at the start sum is 0 and n is 1
//
// and after each number n grows by one up to window; where n is window already,
// sum/window, rounded down, is taken from sum. Then v is added to sum. Several
// series may share one run of bits, each with a mean of its own.
package rice

import (
	"errors"
	"math/bits"
)

const (
	maxOnes = 20
	window  = 32 // numbers that the mean looks back on
)

// ErrEnd says that the bits end within a number, or that there is none such.
var ErrEnd = errors.New("the packed numbers end too early")

// A Series is the numbers of one kind so far. The zero value is one without any.
type Series struct {
	sum uint64
	n   uint64 // less one, so that the zero value is good
}

func (s *Series) parameter() int {
	return max(bits.Len64(s.sum/(s.n+1))-1, 0)
}

func (s *Series) add(v uint64) {
	if s.n+1 == window {
		s.sum -= s.sum / window
	} else {
		s.n++
	}
	s.sum += v
}

// A Writer appends numbers to a run of bits.
type Writer struct {
	out  []byte
	free int // bits of the last byte that are not used
}

// Put appends v, the next number of s; v is less than 1<<56.
func (w *Writer) Put(s *Series, v uint64) {
	k := s.parameter()
	if q := v >> k; q < maxOnes {
		w.bits(1<<(q+1)-2, int(q)+1)
		w.bits(v&(1<<k-1), k)
	} else {
		n := bits.Len64(v)
		w.bits(1<<maxOnes-1, maxOnes)
		w.bits(uint64(n), 6)
		w.bits(v, n)
	}
	s.add(v)
}

func (w *Writer) bits(v uint64, n int) {
	for n > 0 {
		if w.free == 0 {
			w.out, w.free = append(w.out, 0), 8
		}
		m := min(n, w.free)
		part := byte(v >> (n - m) & (1<<m - 1))
		w.free -= m
		n -= m
		w.out[len(w.out)-1] |= part << w.free
	}
}

// Bytes are all bits written, the last byte filled up with zeros. They are the
// Writer's own.
func (w *Writer) Bytes() []byte { return w.out }

// A Reader takes numbers from a run of bits.
type Reader struct {
	in []byte
	at int // in bits
}

// NewReader reads what a Writer wrote.
func NewReader(in []byte) *Reader { return &Reader{in: in} }

// Next is the next number of s, which is ErrEnd where the bits end.
func (r *Reader) Next(s *Series) (uint64, error) {
	k := s.parameter()
	q := 0
	for ; q < maxOnes; q++ {
		one, err := r.bits(1)
		if err != nil {
			return 0, err
		}
		if one == 0 {
			break
		}
	}
	high := uint64(q)
	if q == maxOnes {
		n, err := r.bits(6)
		if err != nil {
			return 0, err
		}
		high, k = 0, int(n)
	}
	low, err := r.bits(k)
	if err != nil {
		return 0, err
	}
	v := high<<k | low
	s.add(v)
	return v, nil
}

func (r *Reader) bits(n int) (v uint64, err error) {
	if r.at+n > 8*len(r.in) {
		return 0, ErrEnd
	}
	for n > 0 {
		m := min(n, 8-r.at%8)
		part := r.in[r.at/8] >> (8 - r.at%8 - m) & (1<<m - 1)
		v = v<<m | uint64(part)
		r.at += m
		n -= m
	}
	return v, nil
}

// Zigzag makes a number of a difference: 0, -1, 1, -2 are 0, 1, 2, 3.
func Zigzag(d int64) uint64 { return uint64(d<<1) ^ uint64(d>>63) }

// Zagzig is the difference that Zigzag was given.
func Zagzig(v uint64) int64 { return int64(v>>1) ^ -int64(v&1) }
