package release

import (
	"context"
	"fmt"
	"io"
	"iter"
	"slices"

	"dabao/export"
	"dabao/schema"
	"dabao/schema/store"
)

// maxShard is the size past which a Parquet shard is cut, in bytes.
const maxShard = 256 << 20

// noSplit names the shards of articles that are in no split although the
// dataset is split.
const noSplit = "unsplit"

// writeCSVs are the tasks that write every table of the sealed file that is
// wanted as csv/NAME.csv, blocks as the file keeps them: by their places in the text.
func writeCSVs(sealed *store.Store, f *folder, want wanted) (tasks []func(context.Context) error) {
	for _, t := range schema.Tables {
		if !want.has("csv/" + t.Name + ".csv") {
			continue
		}
		tasks = append(tasks, func(ctx context.Context) error {
			shape := t.Flat().Shape()
			return f.write("csv/"+t.Name+".csv", func(w io.Writer) error {
				return export.Write(ctx, w, export.CSV, &shape, sealed.Rows(ctx, shape.Name, nil, ""))
			})
		})
	}
	return tasks
}

// whole says that the dataset has no splits.
func (f *figures) whole() bool { return f.splits[""] == f.articles }

// writeShards are the tasks that write data/*.parquet, whole shards where a part
// is wanted.
func writeShards(sealed *store.Store, to *folder, f *figures, want wanted) (tasks []func(context.Context) error) {
	for _, of := range f.shards() {
		if want != nil && !slices.ContainsFunc(want, func(name string) bool { return of.holds(name, f.whole()) }) {
			continue
		}
		tasks = append(tasks, func(ctx context.Context) error {
			shape := schema.ArticleShape()
			rows := export.Records(&shape, sealed.Articles(ctx, of.where()))
			return writeShard(ctx, to, of.name(f.whole()), &shape, rows, maxShard)
		})
	}
	return tasks
}

// writeShard writes one file, or where that is over limit bytes as many parts
// as bring each under it, of about equal content.
func writeShard(ctx context.Context, f *folder, name string, shape *schema.Shape, rows iter.Seq2[[]any, error], limit int64) error {
	var content int64
	one := name + ".parquet"
	size, err := writePart(ctx, f, one, shape, measured(rows, &content))
	if err != nil || size <= limit {
		return err
	}
	if err := f.remove(one); err != nil {
		return err
	}
	for parts := size/limit + 1; ; parts++ {
		largest, made, err := writeParts(ctx, f, name, shape, rows, content/parts+1)
		if err != nil || largest <= limit {
			return err
		}
		for i := range made {
			if err := f.remove(partName(name, i)); err != nil {
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
func writeParts(ctx context.Context, f *folder, name string, shape *schema.Shape, rows iter.Seq2[[]any, error], content int64) (largest int64, made int, err error) {
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
		size, err := writePart(ctx, f, partName(name, made), shape, part)
		if err != nil {
			return 0, made, err
		}
		largest = max(largest, size)
		made++
	}
	return largest, made, nil
}

func writePart(ctx context.Context, f *folder, name string, shape *schema.Shape, rows iter.Seq2[[]any, error]) (size int64, err error) {
	err = f.write(name, func(w io.Writer) error { return export.Write(ctx, w, export.Parquet, shape, rows) })
	return f.size(name), err
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
