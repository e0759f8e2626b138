// Package shard keeps what one worker has read, before anything is decided that
// needs to know what the others read: a folder of two Parquet files that any
// reader of Parquet opens, and that dabao merge joins with others.
//
//	readings.parquet   one row a reading, in input order, in the fields of
//	                   schema.ArticleShape, the text once. Two rows may claim one uid, and no
//	                   near_duplicate_of is set.
//	rejects.parquet    the documents that gave no article, in input order
//
// The same readings give the same bytes.
package shard

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"os"
	"path/filepath"

	"dabao/export"
	"dabao/export/parquetfile"
	"dabao/export/stage"
	"dabao/schema"
)

const (
	readingsFile = "readings.parquet"
	rejectsFile  = "rejects.parquet"
)

// Write makes the folder dir, which must not be there, whole or not at all. seen,
// which may be nil, is called with every reading once it is on its way to the
// file. Captured bytes that a reading carries are not kept.
func Write(ctx context.Context, dir string, readings iter.Seq2[schema.Reading, error], seen func(*schema.Reading)) error {
	if _, err := os.Lstat(dir); err == nil {
		return fmt.Errorf("make shard %s: %w", dir, fs.ErrExist)
	}
	work, err := stage.Beside(dir)
	if err != nil {
		return fmt.Errorf("make shard %s: %w", dir, err)
	}
	defer work.Close()
	made := work.Path("shard")
	if err := os.Mkdir(made, 0o755); err != nil {
		return fmt.Errorf("make shard %s: %w", dir, err)
	}
	if err := fill(ctx, made, readings, seen); err != nil {
		return fmt.Errorf("make shard %s: %w", dir, err)
	}
	return os.Rename(made, dir)
}

// fill writes both files side by side: rejects come between the articles, and
// neither may pile up in memory.
func fill(ctx context.Context, made string, readings iter.Seq2[schema.Reading, error], seen func(*schema.Reading)) error {
	rejected := make(chan *schema.Reject, 64)
	done := make(chan error, 1)
	go func() {
		err := writeFile(ctx, filepath.Join(made, rejectsFile), rejectShape(), func(yield func([]any, error) bool) {
			for r := range rejected {
				if !yield(rejectRow(r), nil) {
					return
				}
			}
		})
		for range rejected { // so that the articles never wait for a writer that gave up
		}
		done <- err
	}()
	err := writeFile(ctx, filepath.Join(made, readingsFile), schema.ArticleShape(), func(yield func([]any, error) bool) {
		for r, err := range readings {
			if err != nil {
				yield(nil, err)
				return
			}
			if r.Reject != nil {
				rejected <- r.Reject
			} else {
				r.Article.UID, r.Article.Capture = r.UID(), r.Capture
				r.Article.Capture.UID = r.Article.UID
				if !yield(r.Article.Record(), nil) {
					return
				}
			}
			if seen != nil {
				seen(&r)
			}
		}
	})
	close(rejected)
	return errors.Join(err, <-done)
}

func writeFile(ctx context.Context, path string, shape schema.Shape, rows iter.Seq2[[]any, error]) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	return errors.Join(export.Write(ctx, f, export.Parquet, &shape, rows), f.Sync(), f.Close())
}

// rejectShape is a reject without the row number of a database.
func rejectShape() schema.Shape {
	whole := schema.TableNamed("rejects").Shape()
	shape, err := whole.Select(whole.Names()[1:])
	if err != nil {
		panic(err) // every name is one of the table's
	}
	return shape
}

func rejectRow(r *schema.Reject) []any {
	return []any{r.Origin.URI, r.Origin.Container, r.Origin.Offset, string(r.Reason), r.Detail, r.SHA256}
}

// Is reports whether a path is a folder that Write made.
func Is(path string) bool {
	_, err := os.Stat(filepath.Join(path, readingsFile))
	return err == nil
}

// Readings yields what was written, articles first. An error is final: a file
// that is missing, damaged, or no shard of dabao.
func Readings(dir string) iter.Seq2[schema.Reading, error] {
	return func(yield func(schema.Reading, error) bool) {
		fail := func(name string, err error) {
			yield(schema.Reading{}, fmt.Errorf("read shard %s: %s: %w", dir, name, err))
		}
		whole := schema.ArticleShape()
		once := whole.TextOnce()
		text := whole.Index("text")
		for row, err := range rowsOf(filepath.Join(dir, readingsFile), once.Shape) {
			var a *schema.Article
			if err == nil {
				a, err = schema.ArticleOf(&whole, once.Whole(row))
			}
			if err == nil {
				err = a.Validate()
			}
			if err == nil && a.Text() != row[text] {
				err = fmt.Errorf("article %s: its blocks do not make its text", a.UID)
			}
			if err != nil {
				fail(readingsFile, err)
				return
			}
			r := schema.Reading{Article: a, Capture: a.Capture}
			if a.URL != "" && a.UID == schema.UIDFromURL(a.URL) {
				r.Claim = a.URL
			}
			if !yield(r, nil) {
				return
			}
		}
		for row, err := range rowsOf(filepath.Join(dir, rejectsFile), rejectShape()) {
			if err != nil {
				fail(rejectsFile, err)
				return
			}
			rj := &schema.Reject{Origin: schema.Origin{URI: row[0].(string), Container: row[1].(string), Offset: row[2].(int64)},
				Reason: schema.Reason(row[3].(string)), Detail: row[4].(string), SHA256: row[5].(string)}
			if !yield(schema.Reading{Capture: schema.Capture{Origin: rj.Origin, SHA256: rj.SHA256}, Reject: rj}, nil) {
				return
			}
		}
	}
}

// rowsOf yields the rows of a file, which must have the very fields of shape.
func rowsOf(path string, shape schema.Shape) iter.Seq2[[]any, error] {
	return func(yield func([]any, error) bool) {
		f, err := os.Open(path)
		if err != nil {
			yield(nil, err)
			return
		}
		defer f.Close()
		info, err := f.Stat()
		if err != nil {
			yield(nil, err)
			return
		}
		p, err := parquetfile.Open(f, info.Size())
		if err != nil {
			yield(nil, err)
			return
		}
		if have := p.Shape(); !sameFields(&have, &shape) {
			yield(nil, fmt.Errorf("has the columns %v, not %v: it is no shard of dabao %s", have.Names(), shape.Names(), schema.ToolVersion))
			return
		}
		for row, err := range p.Rows() {
			if !yield(row, err) || err != nil {
				return
			}
		}
	}
}

func sameFields(a, b *schema.Shape) bool {
	if len(a.Fields) != len(b.Fields) {
		return false
	}
	for i, f := range a.Fields {
		g := b.Fields[i]
		if f.Column != g.Column || fmt.Sprint(f.Items) != fmt.Sprint(g.Items) {
			return false
		}
	}
	return true
}
