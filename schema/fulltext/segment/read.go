package segment

import (
	"bytes"
	"encoding/binary"
	"fmt"

	"dabao/schema/fulltext"
)

// Damage says where a segment is not what it must be.
type Damage struct {
	Segment, Page int64
	// Term is the last that could be read before, without the byte of its index.
	Term string
	What string
}

func (d *Damage) Error() string {
	return fmt.Sprintf("segment %d of the index, page %d, term %q: %s", d.Segment, d.Page, d.Term, d.What)
}

// Blocks gives the block of a row of %_data, nil where there is none. What it
// gives is good until the next call.
type Blocks func(id int64) ([]byte, error)

// reader walks over the terms of a segment, and over the documents of each.
// All that it reads may be damaged: its errors are *Damage, or those of blocks.
type reader struct {
	segment Segment
	blocks  Blocks
	// onPage, if set, is told of every page when it is read.
	onPage func(*reader) error

	pgno    int64
	page    []byte // without its footer
	at, end int    // what is left of the doclist on this page
	starts  []int  // of the terms to come on this page
	fresh   bool   // no term of this page was read yet
	firstID int    // where the first id stands while it is fresh, or 0

	key         uint64
	term, spare []byte
	id          uint64
	body        []byte // the positions of the document, with their length
	docs        int    // read of this term
}

func newReader(s Segment, blocks Blocks) *reader {
	return &reader{segment: s, blocks: blocks, pgno: s.First - 1}
}

func (r *reader) damage(format string, args ...any) error {
	return &Damage{r.segment.ID, r.pgno, string(r.term), fmt.Sprintf(format, args...)}
}

// nextPage reads the next page; false after the last.
func (r *reader) nextPage() (bool, error) {
	if r.pgno >= r.segment.Last {
		return false, nil
	}
	r.pgno++
	block, err := r.blocks(leafID(r.segment.ID, r.pgno))
	if err != nil {
		return false, err
	}
	if len(block) < leafHeader {
		return false, r.damage("the page is missing or cut short")
	}
	footer := int(binary.BigEndian.Uint16(block[2:]))
	if footer < leafHeader || footer > len(block) {
		return false, r.damage("the footer is said to begin at byte %d of %d", footer, len(block))
	}
	r.page = append(r.page[:0], block[:footer]...)
	r.starts = r.starts[:0]
	for b, at := block[footer:], 0; len(b) > 0; {
		v, n := Varint(b)
		if n == 0 || v == 0 || v >= uint64(footer-at) {
			return false, r.damage("the footer names no place of a term")
		}
		at += int(v)
		r.starts = append(r.starts, at)
		b = b[n:]
	}
	r.at, r.end, r.fresh = leafHeader, footer, true
	if len(r.starts) > 0 {
		r.end = r.starts[0]
	}
	r.firstID = int(binary.BigEndian.Uint16(block))
	if r.firstID != 0 && (r.firstID < leafHeader || r.firstID >= r.end) || r.end < leafHeader {
		return false, r.damage("the first id is said to stand at byte %d, the first term at %d", r.firstID, r.end)
	}
	if r.onPage != nil {
		return true, r.onPage(r)
	}
	return true, nil
}

// nextTerm goes to the next term, past what is left of the last one's
// documents; false after the last.
func (r *reader) nextTerm() (bool, error) {
	for {
		more, err := r.nextDocument()
		if err != nil {
			return false, err
		}
		if !more {
			break
		}
	}
	if len(r.starts) == 0 {
		return false, nil
	}
	prefixed := !r.fresh
	r.starts, r.fresh, r.end = r.starts[1:], false, len(r.page)
	if len(r.starts) > 0 {
		r.end = r.starts[0]
	}
	return true, r.readTerm(prefixed)
}

// readTerm reads a term, of which the one before may have the beginning.
func (r *reader) readTerm(prefixed bool) error {
	shared, ok := uint64(0), true
	if prefixed {
		shared, ok = r.number()
		if !ok || shared < 1 || shared > uint64(1+len(r.term)) {
			return r.damage("the next term shares %d bytes with this one", shared)
		}
	}
	fresh, ok := r.number()
	if !ok || fresh > uint64(r.end-r.at) || shared+fresh > 1+fulltext.MaxTerm {
		return r.damage("the next term has %d bytes of its own", fresh)
	}
	next := r.page[r.at : r.at+int(fresh)]
	r.at += int(fresh)
	if !prefixed {
		if fresh == 0 || next[0] != mainIndex {
			return r.damage("the next term is of no index")
		}
		shared, next = 1, next[1:]
	}
	r.spare = append(append(r.spare[:0], r.term[:shared-1]...), next...)
	if bytes.Compare(r.term, r.spare) >= 0 {
		return r.damage("the next term, %q, does not come after it", r.spare)
	}
	r.term, r.spare = r.spare, r.term
	r.key, r.id, r.docs = sortKey(r.term), 0, 0
	return nil
}

// number reads a varint of the doclist on this page.
func (r *reader) number() (uint64, bool) {
	v, n := Varint(r.page[r.at:r.end])
	r.at += n
	return v, n > 0
}

// nextDocument goes to the next document of the term; false after the last.
func (r *reader) nextDocument() (bool, error) {
	for r.at == r.end {
		if len(r.starts) > 0 {
			return false, nil
		}
		more, err := r.nextPage()
		if err != nil || !more {
			return false, err
		}
	}
	whole := r.fresh && r.at == r.firstID
	if r.fresh && (r.at < r.firstID || r.firstID == 0) || len(r.term) == 0 {
		return false, r.damage("there is no id where one should stand")
	}
	v, ok := r.number()
	if !whole {
		v += r.id
	}
	if !ok || r.docs > 0 && v <= r.id || int64(v) < 0 {
		return false, r.damage("document %d does not come after %d", int64(v), r.id)
	}
	r.id = v
	r.docs++
	from := r.at
	size, ok := r.number()
	if !ok || size/2 > maxPositions {
		return false, r.damage("the positions of document %d have no length", r.id)
	}
	r.body = append(r.body[:0], r.page[from:r.at]...)
	return true, r.positions(int(size / 2))
}

// maxPositions is more bytes than the positions of one document can have.
const maxPositions = 1 << 31

// positions reads those of one document, which may run across pages.
func (r *reader) positions(length int) error {
	for {
		end := r.end
		if r.fresh && r.at < r.firstID {
			end = r.firstID
		}
		n := min(length, end-r.at)
		r.body = append(r.body, r.page[r.at:r.at+n]...)
		r.at += n
		if length -= n; length == 0 {
			return nil
		}
		more := end == len(r.page)
		var err error
		if more {
			more, err = r.nextPage()
		}
		if err != nil {
			return err
		}
		if !more || r.at == r.end {
			return r.damage("the positions of document %d end early", r.id)
		}
	}
}
