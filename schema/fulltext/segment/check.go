package segment

import (
	"bytes"
	"iter"
)

// IdxRow is a row of %_idx.
type IdxRow struct {
	Term []byte
	Pgno int64
}

// Check reads a whole segment, with its rows of %_idx in their order, and says
// how many rows of %_data belong to it. The error is a *Damage where the segment
// is not what a writer leaves behind, else of what it was read from.
func Check(s Segment, blocks Blocks, idx iter.Seq2[IdxRow, error], pageSize int) (rows int64, err error) {
	next, stop := iter.Pull2(idx)
	defer stop()
	c := &checker{reader: newReader(s, blocks), nextRow: next, rows: s.Last - s.First + 1, doclists: doclistIndex{pageSize: pageSize}}
	c.onPage = c.page
	for {
		before := append(c.before[:0], c.reader.term...)
		more, err := c.nextTerm()
		if err != nil {
			return c.rows, err
		}
		if !more {
			break
		}
		c.before = before
		if err := c.term(); err != nil {
			return c.rows, err
		}
	}
	return c.rows, c.end()
}

// checker is the state of one Check.
type checker struct {
	*reader
	before   []byte // the term before
	nextRow  func() (IdxRow, error, bool)
	row      IdxRow // of the last page with a term
	rows     int64
	begins   bool // a page with a term was read, and its first term is to come
	doclists doclistIndex
	empty    int // pages without a term since row's
}

// page notes what the index of the doclist under way must say of a page, and
// ends it at one with a term.
func (c *checker) page(r *reader) error {
	if r.firstID > 0 {
		id, n := Varint(r.page[r.firstID:r.end])
		if n == 0 || len(c.doclists.levels) == 0 {
			return c.damage("there is no id where one should stand")
		}
		c.doclists.add(r.pgno, id)
	} else if len(r.starts) == 0 && !c.doclists.empty() {
		c.doclists.skip()
	}
	if len(r.starts) == 0 {
		c.empty++
		return nil
	}
	c.begins = true
	return c.endRow()
}

// endRow checks what the last row of %_idx says of the doclist index.
func (c *checker) endRow() error {
	wanted := !c.doclists.empty() && c.empty >= minEmptyPages
	if wanted != (c.row.Pgno&1 == 1) {
		return c.damage("a doclist index is there and should not, or the other way round")
	}
	if wanted {
		for _, b := range c.doclists.finish() {
			c.rows++
			block, err := c.blocks(indexID(c.segment.ID, b.height, b.page))
			if err != nil {
				return err
			}
			if !bytes.Equal(block, b.block) {
				return c.damage("page %d on storey %d of its doclist index does not fit its documents", b.page, b.height)
			}
		}
	}
	c.doclists.begin(c.pgno)
	c.empty = 0
	return nil
}

// term checks the row of %_idx that leads to a term, and its documents.
func (c *checker) term() error {
	if c.begins {
		c.begins = false
		row, err, ok := c.nextRow()
		for ok && err == nil && row.Pgno>>1 < c.reader.segment.First {
			row, err, ok = c.nextRow() // of a page that FTS5 has merged already
		}
		if err != nil {
			return err
		}
		if !ok || row.Pgno>>1 != c.pgno {
			return c.damage("no row of articles_fts_idx leads to it, or one leads to page %d", row.Pgno>>1)
		}
		first := c.pgno == c.reader.segment.First
		if !first && (len(row.Term) == 0 || bytes.Compare(row.Term[1:], c.before) <= 0) ||
			len(row.Term) > 0 && (row.Term[0] != mainIndex || bytes.Compare(row.Term[1:], c.reader.term) > 0) {
			return c.damage("the row of articles_fts_idx that leads to it says %q", row.Term)
		}
		c.row = IdxRow{Pgno: row.Pgno}
	}
	for {
		more, err := c.nextDocument()
		if err != nil {
			return err
		}
		if !more {
			break
		}
		if !c.sound(c.body) {
			return c.damage("the positions of document %d are none", c.id)
		}
	}
	if c.docs == 0 {
		return c.damage("it has no document")
	}
	return nil
}

// sound says whether body is positions that a writer leaves.
func (c *checker) sound(body []byte) bool {
	size, n := Varint(body)
	b := body[n:]
	if len(b) == 0 {
		return size == 1 // taken back
	}
	column, position, any := uint64(0), uint64(0), false
	for len(b) > 0 {
		v, n := Varint(b)
		if b = b[n:]; n == 0 || v == 0 {
			return false
		}
		if v == 1 {
			next, n := Varint(b)
			if b = b[n:]; n == 0 || next <= column || next >= columns {
				return false
			}
			column, position, any = next, 0, false
			continue
		}
		if v-2 == 0 && any {
			return false
		}
		position, any = position+v-2, true
		if position > maxPosition {
			return false
		}
	}
	return any
}

// end checks what follows the last term: nothing.
func (c *checker) end() error {
	if err := c.endRow(); err != nil {
		return err
	}
	row, err, ok := c.nextRow()
	if err == nil && ok {
		err = c.damage("a row of articles_fts_idx leads to page %d, %q", row.Pgno>>1, row.Term)
	}
	return err
}
