package segment

import (
	"cmp"
	"encoding/binary"
	"slices"
)

// A leaf, and how doclists run across leaves:
//
//	2 bytes  where the first id on the page stands, 0 if none does before the
//	         first term
//	2 bytes  where the footer begins
//	...      what goes on from the page before
//	terms    the first on a page: length, bytes; the others: how many bytes they
//	         share with the one before, how many follow, these bytes
//	doclist  behind each term: id, positions, then difference of ids, positions …;
//	         the first id on a page that begins before its first term is whole
//	footer   where each term begins, as differences
//
// The positions of one document are their length in bytes times two, plus one
// if it takes back what an older segment says of the document, then each as the
// difference to the last plus two; a 1 and a column goes before those of a
// column but the first. They may run across leaves, no number does.
const leafHeader = 4

// pageWriter lays out terms and doclists in leaves.
type pageWriter struct {
	segment  int64
	pageSize int
	out      Rows
	err      error // the first of out's; nothing is written after it

	pgno       int64  // of the page under way
	page       []byte // without its footer
	footer     []byte
	lastOffset int  // of the term last noted in footer
	noTerm     bool // on this page
	noID       bool // on this page before its first term

	term      []byte // the last written
	separator []byte // for the idx row to come
	indexPage int64  // its page; 0 once it is written
	empty     int    // leaves without a term since then
	dlidx     doclistIndex
	indexes   []indexBlock // kept, as they stand behind all leaves

	// The doclist under way: kept as long as it may fit on the page.
	kept  []byte
	split bool
	last  uint64 // id
}

func newPageWriter(segment int64, pageSize int, out Rows) *pageWriter {
	w := &pageWriter{segment: segment, pageSize: pageSize, out: out, dlidx: doclistIndex{pageSize: pageSize}, pgno: 1, indexPage: 1, noTerm: true, noID: true, separator: []byte{}}
	w.page = append(make([]byte, 0, 2*pageSize), 0, 0, 0, 0)
	return w
}

func (w *pageWriter) used() int { return len(w.page) + len(w.footer) }

// beginTerm starts a term, given without the byte of its index; terms ascend.
func (w *pageWriter) beginTerm(term []byte) {
	length := 1 + len(term)
	if w.used()+length+2 >= w.pageSize && len(w.page) > leafHeader {
		w.flushLeaf()
	}
	w.footer = AppendVarint(w.footer, uint64(len(w.page)-w.lastOffset))
	w.lastOffset = len(w.page)
	shared := 0
	if len(w.term) > 0 {
		shared = 1 + sharedPrefix(w.term[1:], term)
	}
	if w.noTerm {
		if w.pgno > 1 {
			w.flushIdx()
			// One byte more than the last term has in common.
			cut := length
			if len(w.term) > 0 {
				cut = min(length, shared+1)
			}
			w.separator = append(append(w.separator[:0], mainIndex), term[:cut-1]...)
			w.indexPage = w.pgno
		}
		shared = 0
	} else {
		w.page = AppendVarint(w.page, uint64(shared))
	}
	w.term = append(append(w.term[:0], mainIndex), term...)
	w.page = AppendVarint(w.page, uint64(length-shared))
	w.page = append(w.page, w.term[shared:]...)
	w.noTerm, w.noID = false, false
	w.dlidx.begin(w.pgno)
	w.kept, w.split, w.last = w.kept[:0], false, 0
}

func sharedPrefix(a, b []byte) int {
	n := min(len(a), len(b))
	for i := range n {
		if a[i] != b[i] {
			return i
		}
	}
	return n
}

// documents goes on with the term's doclist. They begin with the one of the
// first id; body is its positions with their length, then those of the others,
// each behind the difference of its id; last is the id of the last.
func (w *pageWriter) documents(first, last uint64, body []byte) {
	if w.split {
		w.splitDocuments(first, body)
		return
	}
	w.kept = AppendVarint(w.kept, first-w.last)
	w.kept = append(w.kept, body...)
	w.last = last
	if w.used()+len(w.kept)+1 > w.pageSize {
		w.split, w.last = true, 0
		first, n := Varint(w.kept)
		w.splitDocuments(first, w.kept[n:])
	}
}

// endTerm ends the term's doclist. It returns the first error of out's.
func (w *pageWriter) endTerm() error {
	if !w.split {
		w.page = append(w.page, w.kept...)
	}
	return w.err
}

func (w *pageWriter) splitDocuments(id uint64, list []byte) {
	for {
		if w.noID {
			binary.BigEndian.PutUint16(w.page, uint16(len(w.page)))
			w.page = AppendVarint(w.page, id)
			w.noID = false
			w.dlidx.add(w.pgno, id)
		} else {
			w.page = AppendVarint(w.page, id-w.last)
		}
		w.last = id
		size, n := Varint(list)
		length := n + int(size/2)
		w.positions(list[:length])
		if list = list[length:]; len(list) == 0 {
			return
		}
		delta, n := Varint(list)
		id += delta
		list = list[n:]
	}
}

// positions writes those of one document, with their length, on as many pages
// as they take.
func (w *pageWriter) positions(all []byte) {
	if w.used()+len(all) <= w.pageSize {
		w.page = append(w.page, all...)
		return
	}
	for len(all) > 0 {
		space := w.pageSize - w.used()
		n := len(all)
		if n > space {
			n = wholeVarints(all, space)
		}
		w.page = append(w.page, all[:n]...)
		all = all[n:]
		if w.used() >= w.pageSize {
			w.flushLeaf()
		}
	}
}

// wholeVarints is the length of as many varints as go into space, but of one at
// least.
func wholeVarints(b []byte, space int) int {
	at := varintSize(b)
	for at < space {
		n := varintSize(b[at:])
		if at+n > space {
			break
		}
		at += n
	}
	return at
}

func (w *pageWriter) flushLeaf() {
	binary.BigEndian.PutUint16(w.page[2:], uint16(len(w.page)))
	if w.noTerm {
		if w.noID && !w.dlidx.empty() {
			w.dlidx.skip()
		}
		w.empty++
	} else {
		w.page = append(w.page, w.footer...)
	}
	w.data(leafID(w.segment, w.pgno), w.page)
	w.page = append(w.page[:0], 0, 0, 0, 0)
	w.footer = w.footer[:0]
	w.lastOffset = 0
	w.pgno++
	w.noTerm, w.noID = true, true
}

// flushIdx writes the idx row of the last page with a term, and keeps the index
// of that term's doclist if it is worth having.
func (w *pageWriter) flushIdx() {
	if w.indexPage == 0 {
		return
	}
	pgno := w.indexPage << 1
	if !w.dlidx.empty() && w.empty >= minEmptyPages {
		pgno |= 1
		for _, b := range w.dlidx.finish() {
			b.block = slices.Clone(b.block)
			w.indexes = append(w.indexes, b)
		}
	}
	w.dlidx.begin(0)
	w.empty, w.indexPage = 0, 0
	if w.err == nil {
		w.err = w.out.Idx(w.segment, w.separator, pgno)
	}
}

func (w *pageWriter) data(id int64, block []byte) {
	if w.err == nil {
		w.err = w.out.Data(id, block)
	}
}

// finish ends the segment and returns how many leaves it has; 0 where it had no
// term.
func (w *pageWriter) finish() (int64, error) {
	if len(w.page) > leafHeader {
		w.flushLeaf()
	}
	leaves := w.pgno - 1
	if leaves > 0 {
		w.flushIdx()
	}
	slices.SortFunc(w.indexes, func(a, b indexBlock) int { return cmp.Or(a.height-b.height, cmp.Compare(a.page, b.page)) })
	for _, b := range w.indexes {
		w.data(indexID(w.segment, b.height, b.page), b.block)
	}
	return leaves, w.err
}
