package store

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"

	"dabao/schema/fulltext/segment"
)

// ErrOpening is returned for bytes that Opening did not make, or of another file.
var ErrOpening = errors.New("not the opening of a database")

// WithOpening gives the bytes of r, a database on a host, with those pages that an
// Opening of it holds taken from there. It returns an error where opening is none,
// or is that of another database than r's first page says.
func WithOpening(r io.ReaderAt, opening []byte) (io.ReaderAt, error) {
	pages, err := parseOpening(opening)
	if err != nil {
		return nil, err
	}
	first := make([]byte, PageSize)
	if _, err := r.ReadAt(first, 0); err != nil {
		return nil, err
	}
	if !bytes.Equal(first, pages[1]) {
		return nil, fmt.Errorf("%w that is read", ErrOpening)
	}
	return &openedFile{r, pages}, nil
}

// openedFile is a file of which some pages are at hand.
type openedFile struct {
	io.ReaderAt
	pages map[int64][]byte // by number, from 1
}

// readsAhead is what a file on a host may do besides: fetch bytes at once that are
// going to be read one page after the other.
type readsAhead interface{ ReadAhead(off, n int64) }

// rowsAhead has the pages fetched on which a table has its rows from one number to
// another, given the table's root, as far as the opening leads to them.
func (f *openedFile) rowsAhead(root, from, to int64) {
	host, can := f.ReaderAt.(readsAhead)
	if !can {
		return
	}
	var leaves []int64
	f.leaves(root, from, to, 0, &leaves)
	slices.Sort(leaves)
	for len(leaves) > 0 {
		n := 1
		for n < len(leaves) && leaves[n] <= leaves[n-1]+near {
			n++
		}
		host.ReadAhead((leaves[0]-1)*PageSize, (leaves[n-1]-leaves[0]+1)*PageSize)
		leaves = leaves[n:]
	}
}

// rowsAhead has the rows of a table from one number to another fetched at once, where
// the file is distant and has its opening. What goes wrong, goes wrong again when
// they are read.
func (s *Store) rowsAhead(ctx context.Context, table string, from, to int64) {
	if s.opened == nil {
		return
	}
	var root int64
	if s.db.QueryRowContext(ctx, `SELECT rootpage FROM sqlite_schema WHERE type = 'table' AND name = ?`, table).Scan(&root) == nil {
		s.opened.rowsAhead(root, from, to)
	}
}

const (
	near      = 4    // pages between two that are fetched with them
	deepest   = 16   // a tree of SQLite may be
	maxLeaves = 1024 // that are asked for
)

// leaves gathers the pages below one that hold rows, or that lead to some and are
// not at hand.
func (f *openedFile) leaves(number, from, to int64, depth int, found *[]int64) {
	page := f.pages[number]
	if page == nil {
		*found = append(*found, number)
		return
	}
	p := parseTreePage(uint32(number), page)
	if p.kind != innerTable || depth == deepest || len(p.children) != len(p.cells)+1 {
		return
	}
	keys := p.keys()
	before := int64(math.MinInt64) // the greatest number under the child before
	for i, child := range p.children {
		last := int64(math.MaxInt64)
		if i < len(p.cells) {
			last = int64(keys[i])
		}
		if last >= from && before < to && len(*found) < maxLeaves {
			f.leaves(int64(child), from, to, depth+1, found)
		}
		before = last
	}
}

// ReadAt implements io.ReaderAt.
func (f *openedFile) ReadAt(p []byte, off int64) (int, error) {
	within := off % PageSize
	if page := f.pages[off/PageSize+1]; page != nil && within+int64(len(p)) <= PageSize {
		return copy(p, page[within:]), nil
	}
	return f.ReaderAt.ReadAt(p, off)
}

// parseOpening gives the pages of an Opening by number.
func parseOpening(b []byte) (map[int64][]byte, error) {
	b, ok := bytes.CutPrefix(b, []byte(openingMagic))
	if !ok {
		return nil, ErrOpening
	}
	r := leb128{b: b}
	pages := map[int64][]byte{}
	for number := int64(0); len(r.b) > 0; {
		delta := r.next()
		if delta == 0 || delta > maxPageNumber || len(r.b) == 0 {
			return nil, ErrOpening
		}
		if number += int64(delta); number > maxPageNumber {
			return nil, ErrOpening
		}
		kind := r.b[0]
		r.b = r.b[1:]
		switch {
		case kind == 0 && len(r.b) >= PageSize:
			pages[number] = r.b[:PageSize]
			r.b = r.b[PageSize:]
		case kind == 1:
			if pages[number] = r.innerPage(number); pages[number] == nil {
				return nil, ErrOpening
			}
		default:
			return nil, ErrOpening
		}
	}
	return pages, nil
}

// maxPageNumber is SQLite's own bound.
const maxPageNumber = 1<<32 - 2

// innerPage reads an inner page of a table and lays it out anew; nil for what is
// none. Source: sqlite.org/fileformat2.html, 1.6.
func (r *leb128) innerPage(number int64) []byte {
	cells := r.next()
	if cells > PageSize/5 {
		return nil
	}
	children := make([]int64, cells+1)
	last := number
	for i := range children {
		last += r.signed()
		children[i] = last
	}
	page := make([]byte, PageSize)
	page[0] = innerTable
	binary.BigEndian.PutUint16(page[3:], uint16(cells))
	binary.BigEndian.PutUint32(page[8:], uint32(children[cells]))
	at, key := PageSize, uint64(0)
	for i := range int(cells) {
		key += r.next()
		cell := segment.AppendVarint(binary.BigEndian.AppendUint32(nil, uint32(children[i])), key)
		pointer := 12 + 2*i
		if at -= len(cell); at < 12+2*int(cells) {
			return nil
		}
		copy(page[at:], cell)
		binary.BigEndian.PutUint16(page[pointer:], uint16(at))
	}
	binary.BigEndian.PutUint16(page[5:], uint16(at))
	if r.short {
		return nil
	}
	return page
}

// leb128 reads the numbers that binary.AppendUvarint and AppendVarint write, until
// they are short.
type leb128 struct {
	b     []byte
	short bool
}

func (r *leb128) next() uint64 {
	v, n := binary.Uvarint(r.b)
	if n <= 0 {
		r.short, r.b = true, nil
		return 0
	}
	r.b = r.b[n:]
	return v
}

func (r *leb128) signed() int64 {
	v, n := binary.Varint(r.b)
	if n <= 0 {
		r.short, r.b = true, nil
		return 0
	}
	r.b = r.b[n:]
	return v
}
