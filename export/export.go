// Package export writes rows to files: CSV for spreadsheets and shells, JSON
// Lines for programs, Parquet for data frames.
//
// Rows come as a sequence in the form that schema.Shape describes, whatever
// they were read from; the formats live in rooms of their own and Write is the
// only place that chooses between them:
//
//	csvfile      flat rows, NULL and empty text told apart
//	jsonlfile    nested rows, one object a line
//	parquetfile  nested rows, typed and compressed
//	release      above them: a folder of all three, with its checksums
//
// What they write depends on the rows alone. The same rows give the same bytes
// on every machine and at every time, and the packing (.gz, .zst) keeps that:
// no name, no time, one thread, a fixed level.
package export

import (
	"context"
	"fmt"
	"io"
	"iter"
	"unicode/utf8"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"

	"dabao/export/csvfile"
	"dabao/export/jsonlfile"
	"dabao/export/parquetfile"
	"dabao/schema"
)

// Write writes the rows of shape to w in the format f. In Parquet the text of
// an article stands once (schema.TextOnce); JSON Lines keep the words of every
// block, for programs that take an article at a time. It returns the first
// error of ctx, rows or w; what w then holds is of no use. Text that is not
// UTF-8 is an error, since no reader of these formats would take it.
func Write(ctx context.Context, w io.Writer, f Format, shape *schema.Shape, rows iter.Seq2[[]any, error]) error {
	rows = checked(ctx, shape, rows)
	return packed(w, f.packing, func(w io.Writer) error {
		switch f.kind {
		case "csv":
			return csvfile.Write(w, shape, rows)
		case "jsonl":
			return jsonlfile.Write(w, shape, rows)
		case "parquet":
			once := shape.TextOnce()
			return parquetfile.Write(w, &once.Shape, TextOnce(&once, rows), "dabao.table", shape.Name)
		}
		return ErrFormat
	})
}

// WriteExcel is Write for CSV that is opened in a spreadsheet; it returns what
// had to be altered. Only CSV has this form, packed or not.
func WriteExcel(ctx context.Context, w io.Writer, f Format, shape *schema.Shape, rows iter.Seq2[[]any, error]) (altered []csvfile.Alteration, err error) {
	if f.kind != "csv" {
		return nil, fmt.Errorf("only .csv has a form for spreadsheets, not .%s", f)
	}
	err = packed(w, f.packing, func(w io.Writer) error {
		altered, err = csvfile.WriteExcel(w, shape, checked(ctx, shape, rows))
		return err
	})
	return altered, err
}

// Records turns articles into rows of schema.ArticleShape, cut to the columns
// of shape, which must have come from it by Select.
func Records(shape *schema.Shape, articles iter.Seq2[*schema.Article, error]) iter.Seq2[[]any, error] {
	whole := schema.ArticleShape()
	from := make([]int, len(shape.Fields))
	for i, f := range shape.Fields {
		from[i] = whole.Index(f.Name)
	}
	return func(yield func([]any, error) bool) {
		for a, err := range articles {
			if err != nil {
				yield(nil, err)
				return
			}
			record := a.Record()
			row := make([]any, len(from))
			for i, at := range from {
				row[i] = record[at]
			}
			if !yield(row, nil) {
				return
			}
		}
	}
}

// TextOnce turns rows into those that a columnar file holds, where blocks are
// places in the text of their article.
func TextOnce(once *schema.TextOnce, rows iter.Seq2[[]any, error]) iter.Seq2[[]any, error] {
	return func(yield func([]any, error) bool) {
		for row, err := range rows {
			if err == nil {
				row = once.Row(row)
			}
			if !yield(row, err) {
				return
			}
		}
	}
}

// checked stops the rows when ctx is done and at text that is not UTF-8.
func checked(ctx context.Context, shape *schema.Shape, rows iter.Seq2[[]any, error]) iter.Seq2[[]any, error] {
	return func(yield func([]any, error) bool) {
		n := 0
		for row, err := range rows {
			n++
			if err == nil {
				err = ctx.Err()
			}
			if err == nil && len(row) != len(shape.Fields) {
				err = fmt.Errorf("row %d of %s has %d values for %d columns", n, shape.Name, len(row), len(shape.Fields))
			}
			if err == nil {
				if i := firstNotUTF8(row); i >= 0 {
					err = fmt.Errorf("row %d of %s: column %s is not UTF-8", n, shape.Name, shape.Fields[i].Name)
				}
			}
			if err != nil {
				yield(nil, err)
				return
			}
			if !yield(row, nil) {
				return
			}
		}
	}
}

// firstNotUTF8 is the index of the first value that is not UTF-8 or holds text
// that is not, -1 when all is well.
func firstNotUTF8(row []any) int {
	for i, v := range row {
		switch v := v.(type) {
		case string:
			if !utf8.ValidString(v) {
				return i
			}
		case [][]any:
			for _, item := range v {
				if firstNotUTF8(item) >= 0 {
					return i
				}
			}
		}
	}
	return -1
}

// packed runs write on w through the packing, if there is one.
func packed(w io.Writer, packing string, write func(io.Writer) error) error {
	var p io.WriteCloser
	var err error
	switch packing {
	case "":
		return write(w)
	case "gz":
		p, err = gzip.NewWriterLevel(w, gzip.DefaultCompression)
	case "zst":
		p, err = zstd.NewWriter(w, zstd.WithEncoderConcurrency(1), zstd.WithEncoderLevel(zstd.SpeedDefault))
	default:
		return ErrFormat
	}
	if err != nil {
		return err
	}
	if err := write(p); err != nil {
		return err
	}
	return p.Close()
}
