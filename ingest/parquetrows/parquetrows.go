// Package parquetrows reads the rows of Parquet files of any origin, as pandas,
// Spark, DuckDB and Hugging Face write them: each is handed over as one JSON
// object for package rows, with its columns sorted by name, lists and structs
// nested, days and timestamps as text.
//
// One row group is read after the other, a page of each column at a time. The
// sizes that footer and page headers claim are held against the file and against
// the limits before the library allocates them (sizes.go); a column chunk that
// does not pass costs its row group, which is a reject, and no other.
package parquetrows

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"time"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/deprecated"
	"github.com/parquet-go/parquet-go/format"

	"dabao/ingest/intake"
	"dabao/ingest/rows"
	"dabao/schema"
)

// Rows yields each row in file order as a document of rows.LineType. container
// names the file in every origin; a row's uri is its number as #3, and its
// offset too, since a row has no bytes of its own. What gives no document is told
// to ev; the sequence has no errors. r must outlive it.
func Rows(container string, r io.ReaderAt, size int64, lim intake.Limits, ev intake.Events) iter.Seq2[schema.Document, error] {
	return func(yield func(schema.Document, error) bool) {
		whole := schema.Origin{URI: container, Container: container, Length: size}
		f := &file{container: container, r: r, size: size, lim: lim.OrDefaults(), ev: ev, yield: yield}
		if err := f.open(); err != nil {
			ev.Rejected(whole, err)
			return
		}
		for i, g := range f.file.RowGroups() {
			start := f.n
			if err := f.group(i, g); err != nil {
				at := whole
				at.Offset = start
				ev.Rejected(at, damaged("row group %d of %d: %v", i+1, len(f.file.RowGroups()), err))
				f.n = start + max(0, g.NumRows())
			}
			if f.stopped {
				return
			}
		}
	}
}

type file struct {
	container string
	r         io.ReaderAt
	size      int64
	lim       intake.Limits
	ev        intake.Events
	yield     func(schema.Document, error) bool
	file      *parquet.File
	n         int64 // rows handed over or lost so far
	stopped   bool
}

func damaged(format string, args ...any) error {
	return intake.Problemf(schema.Damaged, "parquet: "+format, args...)
}

// guarded turns a panic of the library, which hostile bytes cause, into an error.
func guarded(do func() error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("%v", p)
		}
	}()
	return do()
}

func (f *file) open() error {
	if err := footerFits(f.r, f.size); err != nil {
		return err
	}
	err := guarded(func() (err error) {
		f.file, err = parquet.OpenFile(f.r, f.size, parquet.SkipPageIndex(true), parquet.SkipBloomFilters(true))
		return err
	})
	if err != nil {
		return damaged("%v", err)
	}
	return nil
}

// batch is how many rows are taken from the library at once.
const batch = 32

// group hands over the rows of one row group.
func (f *file) group(i int, g parquet.RowGroup) error {
	meta := &f.file.Metadata().RowGroups[i]
	for c := range meta.Columns {
		if err := f.plausible(&meta.Columns[c].MetaData); err != nil {
			return fmt.Errorf("column %q: %w", bytes.Join(pathOf(&meta.Columns[c].MetaData), []byte(".")), err)
		}
	}
	return guarded(func() error {
		rows := g.Rows()
		defer rows.Close()
		buf := make([]parquet.Row, batch)
		for {
			n, err := rows.ReadRows(buf)
			for _, row := range buf[:n] {
				if err := f.give(row); err != nil || f.stopped {
					return err
				}
			}
			if err == io.EOF || err == nil && n == 0 {
				return nil
			}
			if err != nil {
				return err
			}
		}
	})
}

func pathOf(m *format.ColumnMetaData) (path [][]byte) {
	for _, p := range m.PathInSchema {
		path = append(path, []byte(p))
	}
	return path
}

// give makes one JSON object of a row.
func (f *file) give(row parquet.Row) error {
	values := map[string]any{}
	if err := f.file.Schema().Reconstruct(&values, row); err != nil {
		return err
	}
	for _, field := range f.file.Schema().Fields() {
		if v, ok := values[field.Name()]; ok {
			values[field.Name()] = readable(field, v)
		}
	}
	var line bytes.Buffer
	enc := json.NewEncoder(&line)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(values); err != nil {
		return err
	}
	f.n++
	at := schema.Origin{URI: fmt.Sprintf("#%d", f.n), Container: f.container, Offset: f.n - 1, Length: 1}
	if int64(line.Len()) > f.lim.MaxLineBytes {
		f.ev.Rejected(at, intake.TooLarge("row", f.lim.MaxLineBytes, "bytes", "max-line-bytes"))
		return nil
	}
	if !f.yield(schema.Document{Origin: at, MediaType: rows.LineType, Body: bytes.TrimSpace(line.Bytes())}, nil) {
		f.stopped = true
	}
	return nil
}

// readable makes of a value what a person would read: days and times as text.
func readable(n parquet.Node, v any) any {
	if !n.Leaf() {
		switch v := v.(type) {
		case map[string]any:
			for _, field := range n.Fields() {
				if c, ok := v[field.Name()]; ok {
					v[field.Name()] = readable(field, c)
				}
			}
		}
		return v
	}
	switch v := v.(type) {
	case deprecated.Int96:
		return int96(v).Format("2006-01-02T15:04:05")
	case int32:
		if n.Type().String() == "DATE" {
			return time.Unix(int64(v)*86400, 0).UTC().Format(time.DateOnly)
		}
	case int64:
		if t := n.Type().LogicalType(); t != nil {
			if ts, ok := t.Value.(*format.TimestampType); ok {
				return timestamp(v, ts)
			}
		}
	case float64:
		if v != v || v > 1e300 || v < -1e300 {
			return nil
		}
	case float32:
		if v != v || v > 1e38 || v < -1e38 {
			return nil
		}
	}
	return v
}

func timestamp(v int64, ts *format.TimestampType) string {
	var t time.Time
	switch ts.Unit.Value.(type) {
	case *format.MilliSeconds:
		t = time.UnixMilli(v)
	case *format.MicroSeconds:
		t = time.UnixMicro(v)
	default:
		t = time.Unix(0, v)
	}
	if t = t.UTC(); ts.IsAdjustedToUTC {
		return t.Format(time.RFC3339Nano)
	}
	return t.Format("2006-01-02T15:04:05.999999999")
}

// int96 is a time as Impala and old Spark store it: nanoseconds of the day, then
// the Julian day (2440588 is 1970-01-01).
func int96(v deprecated.Int96) time.Time {
	nanos := int64(v[0]) | int64(v[1])<<32
	return time.Unix((int64(v[2])-2440588)*86400, 0).UTC().Add(time.Duration(nanos))
}
