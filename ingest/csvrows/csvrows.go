// Package csvrows reads tables with a header line: comma, semicolon or tab
// between the fields, as spreadsheets and programs write them (RFC 4180). Each
// record is handed over as one JSON object for package rows, its keys those of
// the header.
//
// A quotation mark that is never closed would swallow the rest of the file: a
// record that grows past MaxLineBytes, or reaches the end of the file open, is a
// reject of its first line only, and reading goes on at its second. In the
// stretch that was looked through a record may then span a few lines only, so
// that no input makes reading quadratic.
package csvrows

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/htmlindex"

	"dabao/ingest/charset"
	"dabao/ingest/intake"
	"dabao/ingest/rows"
	"dabao/schema"
)

// Rows yields each record below the header in file order as a document of
// rows.LineType. container names the file in every origin; offsets count bytes
// of r, after decoding where it is no UTF-8; a record's uri is the number of its
// first line as #L12. What gives no document is told to ev; the sequence has no
// errors.
func Rows(container string, r io.Reader, lim intake.Limits, ev intake.Events) iter.Seq2[schema.Document, error] {
	return func(yield func(schema.Document, error) bool) {
		lim = lim.OrDefaults()
		t := &table{container: container, lim: lim, ev: ev}
		t.in = &lines{r: bufio.NewReaderSize(decoded(r), 256<<10), max: lim.MaxLineBytes}
		if err := t.header(); err != nil {
			ev.Rejected(schema.Origin{URI: container}, err)
			return
		}
		for {
			rec, ok := t.record()
			if !ok {
				break
			}
			if rec.err != nil {
				ev.Rejected(rec.at, rec.err)
				continue
			}
			if !yield(schema.Document{Origin: rec.at, MediaType: rows.LineType, Body: rec.json}, nil) {
				return
			}
		}
		if t.in.err != io.EOF {
			ev.Rejected(schema.Origin{URI: container, Container: container, Offset: t.in.offset}, t.in.err)
		}
	}
}

// decoded is r as UTF-8. The charset is that of its beginning.
func decoded(r io.Reader) io.Reader {
	b := bufio.NewReaderSize(r, 64<<10)
	head, _ := b.Peek(64 << 10)
	if i := bytes.LastIndexByte(head, '\n'); i > 0 && len(head) == 64<<10 {
		head = head[:i] // no character is cut
	}
	if bytes.HasPrefix(head, []byte("\ufeff")) {
		b.Discard(3)
		return b
	}
	if utf8.Valid(head) {
		return b
	}
	_, name, err := charset.Decode(head, "", false)
	if err != nil || name == "utf-8" {
		return b
	}
	e, err := htmlindex.Get(name)
	if err != nil {
		return b
	}
	if bytes.HasPrefix(head, []byte{0xff, 0xfe}) || bytes.HasPrefix(head, []byte{0xfe, 0xff}) {
		b.Discard(2)
	}
	return e.NewDecoder().Reader(b)
}

type table struct {
	container string
	lim       intake.Limits
	ev        intake.Events
	in        *lines
	comma     rune
	names     [][]byte // as JSON
	looked    int64    // up to here an unclosed quotation mark was looked through
}

type record struct {
	at   schema.Origin
	json []byte
	err  error
}

// maxColumns is more than any table of articles has.
const maxColumns = 10_000

// header reads the first line that is not blank.
func (t *table) header() error {
	for {
		line, ok := t.in.next()
		if !ok {
			return intake.Problemf(schema.Empty, "no header line")
		}
		if line.over {
			return intake.TooLarge("header line", t.lim.MaxLineBytes, "bytes", "max-line-bytes")
		}
		if len(bytes.TrimSpace(line.text)) == 0 {
			continue
		}
		t.comma = commaOf(line.text)
		names, err := t.split(line.text)
		switch {
		case err != nil:
			return intake.Problemf(schema.Damaged, "header line: %v", err)
		case len(names) > maxColumns:
			return intake.Problemf(schema.TooLarge, "more than %d columns", maxColumns)
		}
		for _, n := range names {
			t.names = append(t.names, quoted(strings.TrimSpace(n)))
		}
		return nil
	}
}

// commaOf is the separator that a header line has most of, outside quotation
// marks.
func commaOf(line []byte) rune {
	counts := map[rune]int{}
	inside := false
	for _, c := range string(line) {
		if c == '"' {
			inside = !inside
		}
		if !inside {
			counts[c]++
		}
	}
	best := ','
	for _, c := range []rune{';', '\t', '|'} {
		if counts[c] > counts[best] {
			best = c
		}
	}
	return best
}

// bridged is how many lines a record may span where an unclosed quotation mark
// has been looked through already.
const bridged = 64

// record reads one record; ok is false at the end.
func (t *table) record() (record, bool) {
	first, ok := t.in.next()
	for ok && !first.over && len(bytes.TrimSpace(first.text)) == 0 {
		first, ok = t.in.next()
	}
	if !ok {
		return record{}, false
	}
	at := schema.Origin{URI: fmt.Sprintf("#L%d", first.n), Container: t.container, Offset: first.start, Length: first.end - first.start}
	if first.over {
		return record{at: at, err: intake.TooLarge("line", t.lim.MaxLineBytes, "bytes", "max-line-bytes")}, true
	}
	text := first.text
	if open := t.open(text, false); open {
		more, closed := t.rest(first)
		if !closed {
			return record{at: at, err: intake.Problemf(schema.Damaged, "a quotation mark is never closed")}, true
		}
		for _, l := range more {
			text = append(text, l.text...)
			at.Length = l.end - at.Offset
		}
	}
	values, err := t.split(text)
	if err != nil {
		return record{at: at, err: intake.Problemf(schema.Damaged, "%v", err)}, true
	}
	return record{at: at, json: t.object(values)}, true
}

// rest gathers the lines behind one that left a quotation mark open, up to that
// which closes it; else puts them back.
func (t *table) rest(first line) (more []line, closed bool) {
	size := int64(len(first.text))
	t.in.begin()
	for {
		l, ok := t.in.next()
		if ok {
			more = append(more, l)
			size += int64(len(l.text))
		}
		switch {
		case !ok, l.over, size > t.lim.MaxLineBytes, first.start < t.looked && len(more) > bridged:
			if ok {
				t.looked = max(t.looked, l.end)
			} else {
				t.looked = max(t.looked, t.in.offset)
			}
			t.in.back()
			return nil, false
		case !t.open(l.text, true):
			t.in.keep()
			return more, true
		}
	}
}

// open says whether a quoted field is open behind a line, before which one was
// or was not. A mark inside a field that is not quoted is text.
func (t *table) open(text []byte, open bool) bool {
	start := !open // at the start of a field
	for i := 0; i < len(text); i++ {
		c := text[i]
		switch {
		case open && c == '"':
			if i+1 < len(text) && text[i+1] == '"' {
				i++
			} else {
				open = false
			}
		case open:
		case c == '"' && start:
			open = true
		}
		start = !open && rune(c) == t.comma
	}
	return open
}

func (t *table) split(text []byte) ([]string, error) {
	r := csv.NewReader(bytes.NewReader(text))
	r.Comma, r.LazyQuotes, r.FieldsPerRecord = t.comma, true, -1
	return r.Read()
}

// object is the record as JSON; a field that has no name is left out, and so is
// an empty one.
func (t *table) object(values []string) []byte {
	b := []byte{'{'}
	for i, v := range values[:min(len(values), len(t.names))] {
		if v == "" || len(t.names[i]) == 2 {
			continue
		}
		if len(b) > 1 {
			b = append(b, ',')
		}
		b = append(append(append(b, t.names[i]...), ':'), quoted(v)...)
	}
	return append(b, '}')
}

func quoted(s string) []byte {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.Encode(s)
	return bytes.TrimSpace(b.Bytes())
}

// Is guesses whether a stream without a name is a table: its first line has two
// or more names, of which one is that of a text or an address.
func Is(head []byte) bool {
	lines := bytes.SplitN(bytes.TrimPrefix(head, []byte("\ufeff")), []byte("\n"), 3)
	if len(lines) < 2 {
		return false
	}
	t := &table{comma: commaOf(lines[0])}
	names, err := t.split(lines[0])
	if err != nil || len(names) < 2 {
		return false
	}
	for _, n := range names {
		if f := rows.Taken(n, nil); f == "text" || f == "html" || f == "url" {
			return true
		}
	}
	return false
}
