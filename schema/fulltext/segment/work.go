package segment

import (
	"bufio"
	"errors"
	"io"
	"os"
)

// workFile holds runs that have left memory, one behind the other.
type workFile struct {
	file *os.File // nil until it is needed
	size int64
}

// keep merges runs into one at the end of the file, which is made at path when
// it is not there yet.
func (f *workFile) keep(path string, runs []*run) (*run, error) {
	if f.file == nil {
		var err error
		if f.file, err = os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_TRUNC, 0o600); err != nil {
			return nil, err
		}
	}
	w := runWriter{out: bufio.NewWriterSize(f.file, 1<<20)}
	if err := mergeRuns(runs, &w); err != nil {
		return nil, err
	}
	if err := w.out.Flush(); err != nil {
		return nil, err
	}
	from := f.size
	f.size += w.written
	return &run{file: io.NewSectionReader(f.file, from, w.written)}, nil
}

func (f *workFile) close() error {
	if f.file == nil {
		return nil
	}
	err := errors.Join(f.file.Close(), os.Remove(f.file.Name()))
	f.file = nil
	return err
}

// runWriter writes a run; a doclist is held until it ends.
type runWriter struct {
	out         *bufio.Writer
	written     int64
	term        []byte
	first, last uint64
	body        []byte
	header      []byte
}

func (w *runWriter) beginTerm(term []byte) {
	w.term, w.body = term, w.body[:0]
}

func (w *runWriter) documents(first, last uint64, body []byte) {
	if len(w.body) == 0 {
		w.first = first
	} else {
		w.body = AppendVarint(w.body, first-w.last)
	}
	w.body = append(w.body, body...)
	w.last = last
}

func (w *runWriter) endTerm() error {
	w.header = appendEntry(w.header[:0], w.term, w.first, w.last, len(w.body))
	w.written += int64(len(w.header) + len(w.body))
	w.out.Write(w.header) // bufio keeps the error for the next
	_, err := w.out.Write(w.body)
	return err
}
