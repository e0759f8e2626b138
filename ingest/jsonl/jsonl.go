// Package jsonl reads JSON Lines: one object a line, each one page or article.
//
// A line is read as the first of these that it has, key names compared without
// case, under the names that corpora commonly use (keys.go):
//
//	blocks and a uid   an article that dabao itself exported: ArticleType
//	html               a saved page; url, captured_at go with it
//	text and a title   an article already taken apart: FieldsType, see Article
//	text               a plain-text dump of a page; if it is HTML after all, a page
//
// Each line that is not blank ends as one document or one reject: broken JSON,
// a wrong type, no usable key, bytes that are no UTF-8, or a line past
// MaxLineBytes cost that line only. A byte order mark and CRLF are passed over.
// A time of capture that cannot be read ("yesterday", 9999-99-99) costs nothing
// but itself: the document is without one, as if the line had none.
package jsonl

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"iter"
	"unicode/utf8"

	"dabao/ingest/intake"
	"dabao/schema"
)

// The media types of lines that are no page but an article, and of a line that
// is yet to be opened.
const (
	ArticleType = "application/vnd.dabao.article+json" // a line of dabao's own export
	FieldsType  = "application/vnd.dabao.fields+json"  // a line with a title and text, to be read by Article
	LineType    = "application/vnd.dabao.line+json"    // a line as it stands in the file, to be read by Open
)

// Documents yields the document of each line in file order. container names
// the file in every origin; offsets count bytes of r. A line's uri is its
// address, else its number as #L12. What gives no document is told to ev; the
// sequence has no errors. The receiver owns each document.
func Documents(container string, r io.Reader, lim intake.Limits, ev intake.Events) iter.Seq2[schema.Document, error] {
	return func(yield func(schema.Document, error) bool) {
		for line := range Lines(container, r, lim, ev) {
			doc, err := Open(line, lim)
			if err != nil {
				ev.Rejected(doc.Origin, err)
			} else if !yield(doc, nil) {
				return
			}
		}
	}
}

// Lines is Documents without the work of taking lines apart: each comes as a
// document of LineType, for Open to read on whichever goroutine has time.
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
			if !yield(schema.Document{Origin: at, MediaType: LineType, Body: in.take(line)}, nil) {
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

// Open reads the page or article that a document of LineType holds. With an
// error, which is a Problem, the document is the place the line stands at, by
// its address where that could be read.
func Open(d schema.Document, lim intake.Limits) (schema.Document, error) {
	lim = lim.OrDefaults()
	line := d.Body
	d.Body = nil
	if !utf8.Valid(line) {
		return d, intake.Problemf(schema.BadCharset, "line is not UTF-8")
	}
	o, err := parse(line)
	if err != nil {
		return d, err
	}
	if url, _ := o.text(urlKeys); url != "" && len(url) <= maxURL {
		d.URL, d.Origin.URI = intake.WebAddress(url), intake.EscapeName(url)
	}
	d.CapturedAt = o.time(capturedKeys)
	d.License, _ = o.text(licenseKeys)
	d.Rights, _ = o.text(rightsKeys)
	if o.exported() {
		d.MediaType, d.Charset, d.Body = ArticleType, "utf-8", line
		return d, nil
	}
	if err := o.body(&d, line); err != nil {
		return d, err
	}
	if int64(len(d.Body)) > lim.MaxDocumentBytes {
		return d, intake.TooLarge("document", lim.MaxDocumentBytes, "bytes", "max-document-bytes")
	}
	return d, nil
}

// maxURL is the longest address that is taken for one.
const maxURL = 4096

// body chooses what the line is read as.
func (o object) body(d *schema.Document, line []byte) error {
	d.Charset = "utf-8"
	if s, err := o.bytes(htmlKeys); err != nil {
		return err
	} else if s != nil {
		d.MediaType, d.Body = "text/html", s
		return nil
	}
	s, err := o.bytes(textKeys)
	if err != nil {
		return err
	}
	title, err := o.text(titleKeys)
	switch {
	case err != nil:
		return err
	case s == nil && o.has(htmlKeys, textKeys):
		return intake.Problemf(schema.Empty, "html and text are empty")
	case s == nil:
		return intake.Problemf(schema.Unsupported, "line has neither html nor text, nor another name for them (%s)", keysInWords)
	case intake.LooksLikeHTML(s[:min(len(s), intake.HeadBytes)]):
		d.MediaType, d.Body = "text/html", s
	case title != "":
		d.MediaType, d.Body = FieldsType, line
	default:
		d.MediaType, d.Body = "text/plain", s
	}
	return nil
}
