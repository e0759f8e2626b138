// Package jsonl reads JSON: Lines, one object a line, and Values, a file that is
// one object, several one after the other, or an array of them, indented or not.
// Each object is a row for package rows.
//
// Each line that is not blank, and each object, ends as one document or one
// reject: broken JSON, a wrong type, no usable key, bytes that are no UTF-8, or
// one past MaxLineBytes cost that one only. A byte order mark and CRLF are passed
// over.
package jsonl

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"iter"

	"dabao/ingest/intake"
	"dabao/ingest/rows"
	"dabao/schema"
)

// Lines yields each line as a document of rows.LineType in file order, for
// rows.Open to read. container names the file in every origin; offsets count
// bytes of r; a line's uri is its number as #L12. What gives no document is told
// to ev; the sequence has no errors. The receiver owns each document.
func Lines(container string, r io.Reader, lim intake.Limits, ev intake.Events) iter.Seq2[schema.Document, error] {
	return func(yield func(schema.Document, error) bool) {
		lim = lim.OrDefaults()
		in := &lines{r: bufio.NewReaderSize(r, 256<<10), max: lim.MaxLineBytes}
		if head, _ := in.r.Peek(2); bytes.Equal(head, []byte{0xff, 0xfe}) || bytes.Equal(head, []byte{0xfe, 0xff}) {
			ev.Rejected(schema.Origin{URI: container}, intake.Problemf(schema.BadCharset, "is UTF-16; JSON Lines are UTF-8"))
			return
		}
		for in.next() {
			at := schema.Origin{URI: fmt.Sprintf("#L%d", in.n), Container: container, Offset: in.start, Length: in.end - in.start}
			if in.over {
				ev.Rejected(at, intake.TooLarge("line", lim.MaxLineBytes, "bytes", "max-line-bytes"))
				continue
			}
			line := bytes.TrimSpace(in.line)
			if len(line) == 0 {
				continue
			}
			if !yield(schema.Document{Origin: at, MediaType: rows.LineType, Body: in.take(line)}, nil) {
				return
			}
		}
		if in.err != io.EOF {
			ev.Rejected(schema.Origin{URI: container, Container: container, Offset: in.end}, in.err)
		}
	}
}

// lines cuts a stream into lines and never holds more than max bytes of one.
type lines struct {
	r          *bufio.Reader
	max        int64
	line       []byte // good until next
	usual      int    // about how long the lines are
	over       bool   // longer than max: line is not all of it
	n          int
	start, end int64
	err        error
}

// take gives away the line, of which part is what is wanted.
func (l *lines) take(part []byte) []byte {
	l.usual = min(len(l.line)+len(l.line)/8, 1<<20)
	l.line = nil
	return part
}

var byteOrderMark = []byte("\ufeff")

// next reads the next line; a last one that is cut short by an error is left
// to that error.
func (l *lines) next() bool {
	if l.err != nil {
		return false
	}
	if l.line == nil {
		l.line = make([]byte, 0, l.usual)
	}
	l.line, l.over, l.start = l.line[:0], false, l.end
	l.n++
	for {
		part, err := l.r.ReadSlice('\n')
		l.end += int64(len(part))
		if l.start == 0 && len(l.line) == 0 {
			part = bytes.TrimPrefix(part, byteOrderMark)
		}
		if l.over = l.over || int64(len(l.line)+len(part)) > l.max+1; !l.over {
			l.line = append(l.line, part...)
		}
		switch err {
		case nil:
			return true
		case bufio.ErrBufferFull:
			continue
		}
		l.err = err
		return err == io.EOF && l.end > l.start
	}
}
