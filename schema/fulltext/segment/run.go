package segment

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"io"
)

// run is terms in order, each with a doclist, of documents whose ids lie
// between those of the runs before and after:
//
//	length, term, first id, last id less first, length, body
//
// with body as pageWriter.documents takes it; numbers are Go's varints.
type run struct {
	data   []byte // nil where it has gone to the work file
	file   *io.SectionReader
	totals Totals
	sizes  []documentSize
}

// documentSize is how many terms each column of a document has.
type documentSize struct {
	id    int64
	terms [columns]uint32
}

func (r *run) append(term []byte, first, last uint64, body []byte) {
	r.data = appendEntry(r.data, term, first, last, len(body))
	r.data = append(r.data, body...)
}

func appendEntry(b, term []byte, first, last uint64, length int) []byte {
	b = binary.AppendUvarint(b, uint64(len(term)))
	b = append(b, term...)
	b = binary.AppendUvarint(b, first)
	b = binary.AppendUvarint(b, last-first)
	return binary.AppendUvarint(b, uint64(length))
}

// runReader walks over the entries of a run. What it holds is good until next.
type runReader struct {
	in    *bufio.Reader // nil for a run in memory
	data  []byte        // what is left of a run in memory
	order int           // of its run among all

	key         uint64
	term, body  []byte
	first, last uint64
}

// readAhead is how much of each run in the work file is held, in bytes.
const readAhead = 64 << 10

func (r *run) reader(order int) *runReader {
	if r.file == nil {
		return &runReader{data: r.data, order: order}
	}
	r.file.Seek(0, io.SeekStart) // within bounds
	return &runReader{in: bufio.NewReaderSize(r.file, readAhead), order: order}
}

// next goes to the next entry; io.EOF ends the run.
func (r *runReader) next() error {
	if r.in == nil {
		return r.nextInMemory()
	}
	n, err := binary.ReadUvarint(r.in)
	if err != nil {
		return err
	}
	if r.term, err = readInto(r.in, r.term, n); err != nil {
		return err
	}
	var numbers [3]uint64
	for i := range numbers {
		if numbers[i], err = binary.ReadUvarint(r.in); err != nil {
			return noEOF(err)
		}
	}
	r.key, r.first, r.last = sortKey(r.term), numbers[0], numbers[0]+numbers[1]
	r.body, err = readInto(r.in, r.body, numbers[2])
	return err
}

func readInto(r io.Reader, b []byte, n uint64) ([]byte, error) {
	if uint64(cap(b)) < n {
		b = make([]byte, n, n+n/4)
	}
	b = b[:n]
	_, err := io.ReadFull(r, b)
	return b, noEOF(err)
}

func noEOF(err error) error {
	if err == io.EOF {
		return io.ErrUnexpectedEOF
	}
	return err
}

func (r *runReader) nextInMemory() error {
	if len(r.data) == 0 {
		return io.EOF
	}
	b := r.data
	number := func() uint64 {
		v, n := binary.Uvarint(b)
		b = b[n:]
		return v
	}
	n := number()
	r.term, b = b[:n], b[n:]
	r.key = sortKey(r.term)
	r.first = number()
	r.last = r.first + number()
	n = number()
	r.body, r.data = b[:n], b[n:]
	return nil
}

// sink takes terms in order, each with its doclist; see pageWriter.
type sink interface {
	beginTerm(term []byte)
	documents(first, last uint64, body []byte)
	// endTerm says what went wrong so far.
	endTerm() error
}

// mergeRuns puts several runs into one sink. They are given in the order of
// their documents.
func mergeRuns(runs []*run, to sink) error {
	h, err := newReaders(runs)
	if err != nil {
		return err
	}
	var term []byte
	open := false
	for len(h) > 0 {
		r := h[0]
		if !open || !bytes.Equal(term, r.term) {
			if open {
				if err := to.endTerm(); err != nil {
					return err
				}
			}
			open = true
			term = append(term[:0], r.term...)
			to.beginTerm(term)
		}
		to.documents(r.first, r.last, r.body)
		if err := h.advance(); err != nil {
			return err
		}
	}
	if !open {
		return nil
	}
	return to.endTerm()
}

// readers is a heap; container/heap would call each comparison through an
// interface, and there are some for every entry.
type readers []*runReader

func newReaders(runs []*run) (readers, error) {
	var h readers
	for i, r := range runs {
		rd := r.reader(i)
		switch err := rd.next(); err {
		case nil:
			h = append(h, rd)
		case io.EOF:
		default:
			return nil, err
		}
	}
	for i := len(h)/2 - 1; i >= 0; i-- {
		h.down(i)
	}
	return h, nil
}

// advance moves the first reader to its next entry, and to its place.
func (h *readers) advance() error {
	switch err := (*h)[0].next(); err {
	case nil:
	case io.EOF:
		last := len(*h) - 1
		(*h)[0] = (*h)[last]
		*h = (*h)[:last]
	default:
		return err
	}
	h.down(0)
	return nil
}

func (h readers) less(i, j int) bool {
	a, b := h[i], h[j]
	if c := compareTerms(a.key, b.key, a.term, b.term); c != 0 {
		return c < 0
	}
	return a.order < b.order
}

func (h readers) down(i int) {
	for {
		child := 2*i + 1
		if child >= len(h) {
			return
		}
		if child+1 < len(h) && h.less(child+1, child) {
			child++
		}
		if !h.less(child, i) {
			return
		}
		h[i], h[child] = h[child], h[i]
		i = child
	}
}
