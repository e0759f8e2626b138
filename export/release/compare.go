package release

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"dabao/export"
	"dabao/export/csvfile"
	"dabao/schema"
	"dabao/schema/store"
)

type rowSeq = iter.Seq2[[]any, error]

// pull steps through rows; past the end a row is nil.
func pull(rows rowSeq) (next func() ([]any, error), stop func()) {
	step, stop := iter.Pull2(rows)
	return func() ([]any, error) {
		row, err, ok := step()
		if !ok {
			return nil, nil
		}
		return row, err
	}, stop
}

// walk compares two sequences of one shape that stand in one order. found gets
// what differs; it says whether to go on. An error of got is a finding too.
type walk struct {
	shape *schema.Shape
	order func(a, b []any) int
	found func(row []any, column, detail string) bool
}

func (w *walk) compare(want, got rowSeq) error {
	nextWant, stopWant := pull(want)
	defer stopWant()
	nextGot, stopGot := pull(got)
	defer stopGot()
	a, err := nextWant()
	if err != nil {
		return err
	}
	b, bad := nextGot()
	for bad == nil && (a != nil || b != nil) {
		order := 0
		switch {
		case a == nil:
			order = 1
		case b == nil:
			order = -1
		default:
			order = w.order(a, b)
		}
		if !w.step(order, a, b) {
			return nil
		}
		if order <= 0 {
			if a, err = nextWant(); err != nil {
				return err
			}
		}
		if order >= 0 {
			b, bad = nextGot()
		}
	}
	if bad != nil {
		w.found(nil, "", "cannot be read: "+bad.Error())
	}
	return nil
}

func (w *walk) step(order int, a, b []any) bool {
	switch {
	case order < 0:
		return w.found(a, "", "the row is missing")
	case order > 0:
		return w.found(b, "", "the row is not in articles.db")
	}
	if equal, column := schema.EqualRows(w.shape, a, b); !equal {
		return w.found(b, column, "is not the value in articles.db")
	}
	return true
}

// byColumns orders rows as the store does: by these columns, NULL last.
func byColumns(shape *schema.Shape, names []string) func(a, b []any) int {
	var at []int
	for _, n := range names {
		at = append(at, shape.Index(n))
	}
	return func(a, b []any) int {
		for _, i := range at {
			if c := compareValues(a[i], b[i]); c != 0 {
				return c
			}
		}
		return 0
	}
}

func compareValues(a, b any) int {
	switch a := a.(type) {
	case int64:
		if b, ok := b.(int64); ok {
			return cmp.Compare(a, b)
		}
	case string:
		if b, ok := b.(string); ok {
			return cmp.Compare(a, b)
		}
	case nil:
		if b == nil {
			return 0
		}
		return 1
	}
	return -1
}

// shards are the checks that compare the Parquet files with the articles of
// their month and split.
func (c *comparison) shards() (checks []check, err error) {
	f := &c.figures
	left, err := filepath.Glob(filepath.Join(c.dir, "data", "*.parquet"))
	if err != nil {
		return nil, err
	}
	for i := range left {
		left[i] = "data/" + filepath.Base(left[i])
	}
	slices.Sort(left)
	var strange Verdict
	for _, s := range f.shards() {
		name := s.name(f.whole())
		files := slices.DeleteFunc(slices.Clone(left), func(file string) bool { return !s.holds(file, f.whole()) })
		left = slices.DeleteFunc(left, func(file string) bool { return s.holds(file, f.whole()) })
		if len(files) == 0 {
			strange.addf(name+".parquet", "is missing, and articles.db has %d articles of it", s.articles)
			continue
		}
		checks = append(checks, func(ctx context.Context, v *Verdict) error { return c.shard(ctx, v, s, files) })
	}
	for _, file := range left {
		strange.addf(file, "articles.db has no article of it")
	}
	return append(checks, func(_ context.Context, v *Verdict) error {
		for _, d := range strange.Differences {
			v.add(d)
		}
		return nil
	}), nil
}

func (c *comparison) shard(ctx context.Context, v *Verdict, s shard, files []string) error {
	root := os.DirFS(c.dir)
	shape, err := shardShape(root, files[0])
	if err != nil {
		v.addf(files[0], "cannot be read: %v", err)
		return nil
	}
	whole := schema.ArticleShape()
	for _, required := range []string{"uid", "published_on"} {
		if shape.Index(required) < 0 {
			v.addf(files[0], "has no column %s", required)
			return nil
		}
	}
	said, err := whole.Select(shape.Names())
	if err != nil {
		v.addf(files[0], "%v", err)
		return nil
	}
	once := said.TextOnce()
	cut := once.Shape
	for i, field := range cut.Fields {
		if !slices.Equal(itemNames(field), itemNames(shape.Fields[i])) {
			v.addf(files[0], "the lists of %s have other columns than articles.db", field.Name)
			return nil
		}
	}
	if len(cut.Fields) != len(whole.Fields) && !c.older {
		v.addf(files[0], "has %d columns of %d", len(cut.Fields), len(whole.Fields))
	}
	current := files[0]
	got := func(yield func([]any, error) bool) {
		for _, current = range files {
			for row, err := range shardRows(root, current) {
				if err == nil && len(row) != len(cut.Fields) {
					err = errors.New("its columns are not those of its first part")
				}
				if !yield(row, err) || err != nil {
					return
				}
			}
		}
	}
	uid := shape.Index("uid")
	w := walk{&cut, byColumns(&cut, []string{"published_on", "uid"}), func(row []any, column, detail string) bool {
		d := Difference{File: current, Column: column, Detail: detail}
		if row != nil {
			d.Table, d.UID = "articles", text(row[uid])
		}
		return v.add(d)
	}}
	return w.compare(export.TextOnce(&once, export.Records(&said, c.db.Articles(ctx, s.where()))), got)
}

func itemNames(f schema.Field) []string {
	var names []string
	for _, c := range f.Items {
		names = append(names, c.Name)
	}
	return names
}

// upgradeWrites are the keys of dataset that speak of the file's maker. The
// upgraded copy of an older file has its own there.
var upgradeWrites = []string{"tool", "schema_version", "token_rule"}

// csv compares a CSV file with its table.
func (c *comparison) csv(ctx context.Context, v *Verdict, t *schema.TableDef) error {
	if c.older && t.Name == "hanzi" {
		return nil // likewise; its checksum stands for it
	}
	name := path.Join("csv", t.Name+".csv")
	f, err := os.Open(filepath.Join(c.dir, "csv", t.Name+".csv"))
	if errors.Is(err, fs.ErrNotExist) {
		if !c.older {
			v.addf(name, "is missing")
		}
		return nil
	}
	if err != nil {
		return err
	}
	defer f.Close()
	table := t.Flat().Shape()
	shape, err := csvShape(f, &table)
	if err != nil {
		v.addf(name, "%v", err)
		return nil
	}
	if len(shape.Fields) != len(table.Fields) && !c.older {
		v.addf(name, "has %d columns of %d", len(shape.Fields), len(table.Fields))
	}
	w := walk{&shape, byColumns(&shape, t.Key), func(row []any, column, detail string) bool {
		d := Difference{File: name, Column: column, Detail: detail}
		if row != nil {
			d.Table, d.UID = t.Name, c.uidOf(ctx, &shape, row)
		}
		return v.add(d)
	}}
	for _, key := range t.Key {
		if shape.Index(key) < 0 {
			v.addf(name, "has no column %s", key)
			return nil
		}
	}
	stored, printed := c.db.Rows(ctx, table.Name, shape.Names(), ""), csvfile.Rows(f, &shape)
	if key := shape.Index("key"); c.older && t.Name == "dataset" {
		own := func(row *[]any) bool { return !slices.Contains(upgradeWrites, text((*row)[key])) }
		stored, printed = filter(stored, own), filter(printed, own)
	}
	return w.compare(stored, printed)
}

// flat compares the Parquet file of a table that stands beside the articles.
func (c *comparison) flat(ctx context.Context, v *Verdict, t *schema.TableDef) error {
	if c.older {
		return nil // its checksum stands for it
	}
	name, root := flatFile(t.Name), os.DirFS(c.dir)
	if _, err := fs.Stat(root, name); errors.Is(err, fs.ErrNotExist) {
		v.addf(name, "is missing")
		return nil
	}
	shape := flatShape(t.Name)
	w := walk{&shape, byColumns(&shape, t.Key), func(row []any, column, detail string) bool {
		d := Difference{File: name, Column: column, Detail: detail}
		if row != nil {
			d.Table, d.UID = t.Name, c.uidOf(ctx, &shape, row)
		}
		return v.add(d)
	}}
	return w.compare(c.db.Rows(ctx, t.Name, shape.Names(), ""), flatRows(root, name, t))
}

// csvShape reads the header and goes back to the start.
func csvShape(f *os.File, table *schema.Shape) (schema.Shape, error) {
	header, err := bufio.NewReader(f).ReadString('\n')
	if err != nil {
		return schema.Shape{}, fmt.Errorf("has no header: %w", err)
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return schema.Shape{}, err
	}
	return table.Select(strings.Split(strings.TrimSuffix(header, "\n"), ","))
}

// uidOf names the article a row belongs to, or the row by its key.
func (c *comparison) uidOf(ctx context.Context, shape *schema.Shape, row []any) string {
	if i := shape.Index("uid"); i >= 0 {
		return text(row[i])
	}
	if i := shape.Index("article_id"); i >= 0 {
		if id, ok := row[i].(int64); ok {
			for of, err := range c.db.Rows(ctx, "articles", []string{"uid"}, fmt.Sprintf("article_id = %d", id)) {
				if err == nil {
					return text(of[0])
				}
			}
		}
	}
	return fmt.Sprint(row[0])
}

// resample makes sample.db again: what stands beside its articles is shown by
// its bytes alone.
func (c *comparison) resample(ctx context.Context, v *Verdict) error {
	if said, err := c.db.Dataset(ctx); err != nil || said["tool"] != ownTool {
		return err
	}
	again := c.scratch.Path("again-" + sampleFile)
	defer os.Remove(again)
	if err := writeSample(ctx, c.db, again); err != nil {
		return err
	}
	if equal, err := equalFiles(ctx, again, filepath.Join(c.dir, sampleFile), 0); err != nil || equal {
		return err
	}
	v.addf(sampleFile, "is not, byte for byte, the file that %s gives", DatabaseFile)
	return nil
}

// sample checks that sample.db holds articles of the release and nothing else.
func (c *comparison) sample(ctx context.Context, v *Verdict) error {
	const name = sampleFile
	if c.older {
		return nil
	}
	db, err := store.Open(ctx, filepath.Join(c.dir, name))
	if err != nil {
		if !errors.Is(err, fs.ErrNotExist) {
			v.addf(name, "cannot be read: %v", withoutPath(err, filepath.Join(c.dir, name)))
		}
		return nil
	}
	defer db.Close()
	digest := schema.NewArticlesDigest()
	n := 0
	for a, err := range db.Articles(ctx, "") {
		if err != nil {
			v.addf(name, "cannot be read: %v", err)
			return nil
		}
		if want, _ := c.sums.of(string(a.UID)); digest.Add(a.Record()) != want {
			v.add(Difference{name, "articles", string(a.UID), "", "is not the article in articles.db"})
		}
		n++
	}
	if want := min(sampleRows, len(c.sums)); n != want {
		v.addf(name, "holds %d articles, not %d", n, want)
	}
	if !v.OK() {
		return nil
	}
	return c.resample(ctx, v)
}
