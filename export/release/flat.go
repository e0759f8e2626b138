package release

import (
	"context"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"slices"
	"strings"

	"dabao/export"
	"dabao/schema"
	"dabao/schema/store"
)

// The tables that stand beside the articles and hang on none of them: with the
// shards, tables/NAME.parquet of each is all that a database is made from.

// isFlat tells them.
func isFlat(t *schema.TableDef) bool { return !t.Child && t.Name != "articles" }

// flatFile is the Parquet file of a table.
func flatFile(table string) string { return "tables/" + table + ".parquet" }

// flatOf is the table that a Parquet file of flatFile holds, nil for any other
// file.
func flatOf(name string) *schema.TableDef {
	stem, ok := strings.CutSuffix(strings.TrimPrefix(name, "tables/"), ".parquet")
	if t := schema.TableNamed(stem); ok && t != nil && isFlat(t) && name == flatFile(stem) {
		return t
	}
	return nil
}

// flatShape is a table without the numbers of its rows, which move when a row
// comes before them.
func flatShape(table string) schema.Shape {
	s := schema.TableNamed(table).Shape()
	s.Fields = slices.DeleteFunc(s.Fields, func(f schema.Field) bool { return slices.Contains(rowNumbered, f.Name) })
	return s
}

// writeFlats are the tasks that write tables/*.parquet, of those wanted.
func writeFlats(sealed *store.Store, f *folder, want wanted) (tasks []func(context.Context) error) {
	for i := range schema.Tables {
		t := &schema.Tables[i]
		if !isFlat(t) || !want.has(flatFile(t.Name)) {
			continue
		}
		tasks = append(tasks, func(ctx context.Context) error {
			shape := flatShape(t.Name)
			return f.write(flatFile(t.Name), func(w io.Writer) error {
				return export.Write(ctx, w, export.Parquet, &shape, sealed.Rows(ctx, t.Name, shape.Names(), ""))
			})
		})
	}
	return tasks
}

// flatRows yields the rows of one such file, which must have the very columns.
func flatRows(dir fs.FS, name string, t *schema.TableDef) rowSeq {
	return func(yield func([]any, error) bool) {
		shape := flatShape(t.Name)
		have, err := shardShape(dir, name)
		if err == nil {
			err = sameColumns(&have, &shape)
		}
		if err != nil {
			yield(nil, err)
			return
		}
		for row, err := range shardRows(dir, name) {
			if !yield(row, err) || err != nil {
				return
			}
		}
	}
}

// sameColumns says how the columns of a file are others than those of a shape.
func sameColumns(have, want *schema.Shape) error {
	if !slices.Equal(have.Names(), want.Names()) {
		return fmt.Errorf("has the columns %.300v, not %v", have.Names(), want.Names())
	}
	for i, f := range want.Fields {
		if g := have.Fields[i]; f.Column != g.Column || !slices.Equal(f.Items, g.Items) {
			return fmt.Errorf("column %s is of another type", f.Name)
		}
	}
	return nil
}

// tableRows yields a flat table in the fields of its flatShape, by key.
type tableRows func(table string) rowSeq

// contentsFrom is a database to be sealed, from its articles in order and its
// flat tables. hanzi follows from the program that seals.
func contentsFrom(articles iter.Seq2[*schema.Article, error], rows tableRows) (c store.Contents, err error) {
	c = store.Contents{Articles: articles, Captures: capturesIn(rows("captures")), Rejects: rejectsIn(rows("rejects")), Dataset: map[string]string{}}
	for f, err := range fieldsOf("withdrawn", rows("withdrawn")) {
		if err != nil {
			return c, err
		}
		c.Withdrawn = append(c.Withdrawn, store.Withdrawal{UID: schema.UID(f.text("uid")), Date: f.text("date"), Reason: f.text("reason")})
	}
	for f, err := range fieldsOf("corrections", rows("corrections")) {
		if err != nil {
			return c, err
		}
		c.Corrections = append(c.Corrections, store.Correction{UID: schema.UID(f.text("uid")), Column: f.text("column"), Was: f.optional("was"),
			Now: f.optional("now"), Reason: f.text("reason")})
	}
	for f, err := range fieldsOf("dataset", rows("dataset")) {
		if err != nil {
			return c, err
		}
		c.Dataset[f.text("key")] = f.text("value")
	}
	return c, nil
}

// fields reads a row by the names of its columns.
type fields struct {
	shape *schema.Shape
	row   []any
}

// fieldsOf are the rows of a flat table.
func fieldsOf(table string, rows rowSeq) iter.Seq2[fields, error] {
	shape := flatShape(table)
	return func(yield func(fields, error) bool) {
		for row, err := range rows {
			if !yield(fields{&shape, row}, err) || err != nil {
				return
			}
		}
	}
}

func (f fields) text(name string) string { return text(f.row[f.shape.Index(name)]) }

func (f fields) optional(name string) *string {
	if s, ok := f.row[f.shape.Index(name)].(string); ok {
		return &s
	}
	return nil
}

func (f fields) number(name string) int64 {
	n, _ := f.row[f.shape.Index(name)].(int64)
	return n
}

func (f fields) origin() schema.Origin {
	return schema.Origin{URI: f.text("uri"), Container: f.text("container"), Offset: f.number("offset")}
}

func capturesIn(rows rowSeq) iter.Seq2[schema.Capture, error] {
	return func(yield func(schema.Capture, error) bool) {
		for f, err := range fieldsOf("captures", rows) {
			if err != nil {
				yield(schema.Capture{}, err)
				return
			}
			c := schema.Capture{Origin: f.origin(), UID: schema.UID(f.text("uid")), SHA256: f.text("sha256"), MediaType: f.text("media_type"),
				Charset: f.text("charset"), Bytes: f.number("bytes"), CapturedAt: f.text("captured_at"), ArchiveURL: f.text("archive_url")}
			c.Origin.Length = f.number("length")
			if !yield(c, nil) {
				return
			}
		}
	}
}

func rejectsIn(rows rowSeq) iter.Seq2[schema.Reject, error] {
	return func(yield func(schema.Reject, error) bool) {
		for f, err := range fieldsOf("rejects", rows) {
			if err != nil {
				yield(schema.Reject{}, err)
				return
			}
			if !yield(schema.Reject{Origin: f.origin(), Reason: schema.Reason(f.text("reason")), Detail: f.text("detail"), SHA256: f.text("sha256")}, nil) {
				return
			}
		}
	}
}
