// Package segment writes and merges the segments of a contentless FTS5 index
// with the columns title and text, without FTS5: SQLite's own writer works on
// one core, and translated to Go it takes most of the time of filling a file.
//
//	documents ─ Builder.Add ─▶ batches, cut into terms and gathered on all cores
//	batches   ──────────────▶ runs: terms in order, each with its documents;
//	                          over a bound of memory they go to a work file
//	runs      ─ Builder.Write ▶ merged, laid out in pages, handed over as the
//	                          rows of one segment
//	segments  ─ Merge ──────▶ one segment, without what later ones take back
//
// What a segment is made of, from the comment that opens fts5_index.c:
//
//	%_data   id = segment<<37 | page             a leaf, see pages.go
//	         id = segment<<37 | 1<<36 | height<<31 | page
//	                                             a doclist index, see dlidx.go
//	         id = 10, id = 1                     see structure.go
//	%_idx    segment, term, page<<1 | flag       the first term of each leaf that
//	                                             has one, cut short; the flag
//	                                             says there is a doclist index
//	%_docsize id, sz                             how many terms each column has
//
// A term stands behind a "0", which says that it belongs to the main index. The
// pages are laid out as FTS5 lays out what it has gathered in memory, so that
// a segment has the very bytes that FTS5 gives it (a test in schema/store); they
// follow from the documents alone, not from cores, bounds or batches.
package segment

import (
	"bytes"
	"encoding/binary"
)

// PageSize is where a leaf is full, in bytes, where the setting pgsz of the
// table does not say otherwise (FTS5_DEFAULT_PAGE_SIZE); the last number on a
// page may go a few bytes beyond.
const PageSize = 4050

// mainIndex is the first byte of every term.
const mainIndex = '0'

// columns are title and text.
const columns = 2

// Rows takes the rows of a segment: leaves by id, then doclist indexes by id;
// idx rows by term. What it is given is only good during the call.
type Rows struct {
	Data    func(id int64, block []byte) error
	Idx     func(segment int64, term []byte, pgno int64) error
	DocSize func(id int64, sz []byte) error
}

// Totals counts documents and their terms. Differences of two are Totals too.
type Totals struct {
	Documents int64
	Terms     [columns]int64
}

// Add returns the sum of t and u.
func (t Totals) Add(u Totals) Totals {
	t.Documents += u.Documents
	for c := range t.Terms {
		t.Terms[c] += u.Terms[c]
	}
	return t
}

func leafID(segment, page int64) int64 { return segment<<37 | page }

func indexID(segment int64, height int, page int64) int64 {
	return segment<<37 | 1<<36 | int64(height)<<31 | page
}

// AppendVarint appends one of SQLite's numbers, which have the high bits first.
func AppendVarint(b []byte, v uint64) []byte {
	switch {
	case v < 1<<7:
		return append(b, byte(v))
	case v < 1<<14:
		return append(b, byte(v>>7)|0x80, byte(v)&0x7f)
	case v >= 1<<56:
		for shift := 57; shift > 1; shift -= 7 {
			b = append(b, byte(v>>shift)|0x80)
		}
		return append(b, byte(v))
	}
	n := varintLen(v)
	for i := n - 1; i > 0; i-- {
		b = append(b, byte(v>>(7*i))|0x80)
	}
	return append(b, byte(v)&0x7f)
}

// Varint reads one of SQLite's numbers, which have the high bits first, and says how
// long it is: 0 where b ends within it.
func Varint(b []byte) (v uint64, n int) {
	for i, c := range b {
		if i == 8 {
			return v<<8 | uint64(c), 9
		}
		v = v<<7 | uint64(c&0x7f)
		if c < 0x80 {
			return v, i + 1
		}
	}
	return 0, 0
}

// varintSize is the length of the varint that b begins with, or of b.
func varintSize(b []byte) int {
	for i, c := range b[:min(len(b), 9)] {
		if c < 0x80 {
			return i + 1
		}
	}
	return min(len(b), 9)
}

func varintLen(v uint64) int {
	n := 1
	for ; v >= 1<<7 && n < 9; v >>= 7 {
		n++
	}
	return n
}

// sortKey orders terms like their bytes as far as it reaches; equal keys leave
// it to the bytes.
func sortKey(term []byte) uint64 {
	if len(term) >= 8 {
		return binary.BigEndian.Uint64(term)
	}
	var b [8]byte
	copy(b[:], term)
	return binary.BigEndian.Uint64(b[:])
}

// compareTerms orders a and b whose keys are given.
func compareTerms(ka, kb uint64, a, b []byte) int {
	switch {
	case ka < kb:
		return -1
	case ka > kb:
		return 1
	}
	return bytes.Compare(a, b)
}
