package release

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"
	"strings"

	"dabao/export"
	"dabao/schema"
	"dabao/schema/store"
)

// maxShard is the size past which a Parquet shard is cut, in bytes.
const maxShard = 256 << 20

// noSplit names the shards of articles that are in no split although the
// dataset is split.
const noSplit = "unsplit"

// writeFile makes one file of the stage, and its folder.
func writeFile(stage, name string, write func(io.Writer) error) error {
	path := filepath.Join(stage, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o644)
	if err != nil {
		return err
	}
	if err := errors.Join(write(f), f.Close()); err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	return nil
}

func writeBytes(stage, name string, b []byte) error {
	return writeFile(stage, name, func(w io.Writer) error {
		_, err := w.Write(b)
		return err
	})
}

// writeText is writeBytes for text that people read in an editor or a terminal:
// what a database of unknown origin says of itself may steer neither.
func writeText(stage, name, text string) error {
	return writeBytes(stage, name, []byte(withoutControls(text)))
}

func withoutControls(s string) string {
	return strings.Map(func(r rune) rune {
		if schema.Control(r) || r == '\r' {
			return -1
		}
		return r
	}, s)
}

// writeCSVs writes every table of the sealed file as csv/NAME.csv, blocks as
// the file keeps them: by their places in the text.
func writeCSVs(ctx context.Context, sealed *store.Store, stage string) error {
	for _, t := range schema.Tables {
		shape := t.Stored().Shape()
		err := writeFile(stage, "csv/"+t.Name+".csv", func(w io.Writer) error {
			return export.Write(ctx, w, export.CSV, &shape, sealed.Rows(ctx, shape.Name, nil, ""))
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// whole says that the dataset has no splits.
func (f *figures) whole() bool { return f.splits[""] == f.articles }

// writeShards writes data/*.parquet.
func writeShards(ctx context.Context, sealed *store.Store, stage string, f *figures) error {
	for _, s := range f.shards() {
		shape := schema.ArticleShape()
		rows := export.Records(&shape, sealed.Articles(ctx, s.where()))
		if err := writeShard(ctx, stage, s.name(f.whole()), &shape, rows, maxShard); err != nil {
			return err
		}
	}
	return nil
}

// writeShard writes one file, or where that is over limit bytes as many parts
// as bring each under it, of about equal content.
func writeShard(ctx context.Context, stage, name string, shape *schema.Shape, rows iter.Seq2[[]any, error], limit int64) error {
	var content int64
	one := name + ".parquet"
	size, err := writePart(ctx, stage, one, shape, measured(rows, &content))
	if err != nil || size <= limit {
		return err
	}
	if err := os.Remove(filepath.Join(stage, filepath.FromSlash(one))); err != nil {
		return err
	}
	for parts := size/limit + 1; ; parts++ {
		largest, made, err := writeParts(ctx, stage, name, shape, rows, content/parts+1)
		if err != nil || largest <= limit {
			return err
		}
		for i := range made {
			if err := os.Remove(filepath.Join(stage, filepath.FromSlash(partName(name, i)))); err != nil {
				return err
			}
		}
		if int64(made) < parts {
			return fmt.Errorf("write %s: a row is over %d bytes", name, limit)
		}
	}
}

func partName(name string, i int) string { return fmt.Sprintf("%s-%02d.parquet", name, i) }

// writeParts cuts the rows wherever content bytes have passed.
func writeParts(ctx context.Context, stage, name string, shape *schema.Shape, rows iter.Seq2[[]any, error], content int64) (largest int64, made int, err error) {
	next, stop := iter.Pull2(rows)
	defer stop()
	row, err, ok := next()
	for ok {
		part := func(yield func([]any, error) bool) {
			for sum := int64(0); ok && sum < content; row, err, ok = next() {
				if !yield(row, err) || err != nil {
					return
				}
				sum += contentOf(row)
			}
		}
		size, err := writePart(ctx, stage, partName(name, made), shape, part)
		if err != nil {
			return 0, made, err
		}
		largest = max(largest, size)
		made++
	}
	return largest, made, nil
}

func writePart(ctx context.Context, stage, name string, shape *schema.Shape, rows iter.Seq2[[]any, error]) (size int64, err error) {
	err = writeFile(stage, name, func(w io.Writer) error {
		counted := &counter{w: w}
		err := export.Write(ctx, counted, export.Parquet, shape, rows)
		size = counted.n
		return err
	})
	return size, err
}

type counter struct {
	w io.Writer
	n int64
}

func (c *counter) Write(p []byte) (int, error) {
	n, err := c.w.Write(p)
	c.n += int64(n)
	return n, err
}

func measured(rows iter.Seq2[[]any, error], sum *int64) iter.Seq2[[]any, error] {
	return func(yield func([]any, error) bool) {
		for row, err := range rows {
			*sum += contentOf(row)
			if !yield(row, err) {
				return
			}
		}
	}
}

// contentOf is about how many bytes a row holds.
func contentOf(row []any) (n int64) {
	for _, v := range row {
		switch v := v.(type) {
		case string:
			n += int64(len(v))
		case [][]any:
			for _, item := range v {
				n += contentOf(item)
			}
		}
		n += 8
	}
	return n
}
