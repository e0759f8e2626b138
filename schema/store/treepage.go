package store

import (
	"encoding/binary"
	"slices"

	"dabao/schema/fulltext/segment"
)

// treePage is what a page of a b-tree points to. Source:
// sqlite.org/fileformat2.html, 1.6. A damaged page points to less than it says.
type treePage struct {
	number   uint32
	kind     byte
	cells    [][]byte // from the page's beginning to its end at least
	children []uint32 // of an inner page; the rightmost comes last
}

// The kinds of pages.
const (
	innerIndex = 2
	innerTable = 5
	leafIndex  = 10
	leafTable  = 13
)

// fileHeader comes before the tree's own on the first page, in bytes.
const fileHeader = 100

func parseTreePage(number uint32, page []byte) *treePage {
	at := 0
	if number == 1 {
		at = fileHeader
	}
	p := &treePage{number: number, kind: page[at]}
	header := 8
	switch p.kind {
	case innerIndex, innerTable:
		header = 12
	case leafIndex, leafTable:
	default:
		return p
	}
	n := int(binary.BigEndian.Uint16(page[at+3:]))
	for i := range n {
		pointer := at + header + 2*i
		if pointer+2 > len(page) {
			break
		}
		start := int(binary.BigEndian.Uint16(page[pointer:]))
		if start+4 > len(page) {
			continue
		}
		p.cells = append(p.cells, page[start:])
		if header == 12 {
			p.children = append(p.children, binary.BigEndian.Uint32(page[start:]))
		}
	}
	if header == 12 {
		p.children = append(p.children, binary.BigEndian.Uint32(page[at+8:]))
	}
	return p
}

// overflows are the pages that the cells' rows run on at.
func (p *treePage) overflows() (numbers []uint32) {
	const usable = PageSize
	for _, c := range p.cells {
		most := (usable-12)*64/255 - 23
		switch p.kind {
		case innerTable:
			return nil
		case innerIndex:
			c = c[4:]
		case leafTable:
			most = usable - 35
		}
		payload, n := segment.Varint(c)
		if p.kind == leafTable {
			_, m := segment.Varint(c[n:])
			n += m
		}
		if payload <= uint64(most) {
			continue
		}
		least := uint64((usable-12)*32/255 - 23)
		local := least + (payload-least)%(usable-4)
		if local > uint64(most) {
			local = least
		}
		if end := n + int(local); end+4 <= len(c) {
			numbers = append(numbers, binary.BigEndian.Uint32(c[end:]))
		}
	}
	return numbers
}

// keys are those of an inner page of a table.
func (p *treePage) keys() []uint64 {
	all := make([]uint64, len(p.cells))
	for i, c := range p.cells {
		all[i], _ = segment.Varint(c[4:])
	}
	return all
}

// append writes an inner page of a table as Opening has it, behind its kind.
func (p *treePage) append(out []byte) []byte {
	out = binary.AppendUvarint(out, uint64(len(p.cells)))
	last := int64(p.number)
	for _, child := range p.children {
		out = binary.AppendVarint(out, int64(child)-last)
		last = int64(child)
	}
	before := uint64(0)
	for _, key := range p.keys() {
		out = binary.AppendUvarint(out, key-before)
		before = key
	}
	return out
}

// tellable says whether append tells all there is to a page.
func (p *treePage) tellable() bool {
	return p.kind == innerTable && p.number > 1 && len(p.children) == len(p.cells)+1 && slices.IsSorted(p.keys())
}
