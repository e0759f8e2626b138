package release

import (
	"cmp"
	"errors"
	"io"
	"io/fs"
	"iter"
	"maps"
	"slices"
	"strings"

	"dabao/export/parquetfile"
	"dabao/schema"
)

// cell is what a shard is made of: the articles of a month and split.
type cell struct {
	split string // as in the column, "" for NULL
	month string // "2022-09", "" for undated
}

// weight is what a cell holds: articles, and about as many bytes.
type weight struct{ articles, bytes int64 }

// A month that holds less than either is sparse and shares the shard of its
// year. A file costs its reader a footer and a column of small pages each: 1,000
// articles in a file of their own take 2 % more bytes than in one with others,
// 250 take 7 %, 125 take 15 %. Twelve sparse months stay under maxShard.
const (
	sparseArticles = 1000
	sparseBytes    = 20 << 20
)

func (w weight) sparse() bool { return w.articles < sparseArticles && w.bytes < sparseBytes }

// add counts an article.
func (w weight) add(record []any) weight {
	return weight{w.articles + 1, w.bytes + contentOf(record)}
}

// shard is one Parquet file, or several parts of one: the articles of a split
// and a month, or of the sparse months of a year. Whether a month is sparse
// depends on its own articles alone: so news of one month changes the shard it
// stands in, and should it stop being sparse, leaves that of its year for one
// of its own; every other shard keeps its name and bytes.
type shard struct {
	split    string
	period   string   // "2022-09", "2022", "" for undated
	months   []string // that it holds, in order; none for undated
	articles int64
}

// name is the file name without a part number; whole is set for a dataset
// without splits, which is all for training.
func (s shard) name(whole bool) string {
	split, period := s.split, s.period
	if split == "" {
		split = noSplit
		if whole {
			split = "train"
		}
	}
	if period == "" {
		period = "undated"
	}
	return "data/" + split + "-" + period
}

// where selects the articles of the shard.
func (s shard) where() string {
	split, period := "split IS NULL", "published_on IS NULL"
	if s.split != "" {
		split = "split = " + quoted(s.split)
	}
	if s.period != "" {
		// A range, so that the index on the day is used; no day sorts after "-99".
		period = "published_on >= " + quoted(s.months[0]+"-") + " AND published_on <= " + quoted(s.months[len(s.months)-1]+"-99")
	}
	if len(s.months) > 1 {
		var months []string
		for _, m := range s.months {
			months = append(months, quoted(m))
		}
		period += " AND substr(published_on, 1, 7) IN (" + strings.Join(months, ", ") + ")"
	}
	return period + " AND " + split
}

// quoted is a string of SQL.
func quoted(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }

// holds knows the file of a shard by its name, and the parts name-00.parquet, …
// of one that is cut; that of a year is none: train-2022-09 is a month.
func (s shard) holds(file string, whole bool) bool {
	rest, ok := strings.CutPrefix(strings.TrimSuffix(file, ".parquet"), s.name(whole))
	if !ok || rest == "" || len(s.period) == len("2006") {
		return ok && rest == ""
	}
	number, ok := strings.CutPrefix(rest, "-")
	return ok && len(number) >= 2 && strings.Trim(number, "0123456789") == "" && (len(number) == 2 || number[0] != '0')
}

// shards lists the shards that have articles, by period, then split.
func (f *figures) shards() []shard {
	by := map[cell]*shard{}
	for _, c := range slices.SortedFunc(maps.Keys(f.cells), func(a, b cell) int { return cmp.Compare(a.month, b.month) }) {
		period := c.month
		if period != "" && f.cells[c].sparse() {
			period = period[:len("2006")]
		}
		s := by[cell{c.split, period}]
		if s == nil {
			s = &shard{split: c.split, period: period}
			by[cell{c.split, period}] = s
		}
		if c.month != "" {
			s.months = append(s.months, c.month)
		}
		s.articles += f.cells[c].articles
	}
	var all []shard
	for _, s := range by {
		all = append(all, *s)
	}
	slices.SortFunc(all, func(a, b shard) int { return cmp.Or(cmp.Compare(a.period, b.period), cmp.Compare(a.split, b.split)) })
	return all
}

// openShard opens a Parquet file of a release; close it when done.
func openShard(dir fs.FS, name string) (*parquetfile.File, io.Closer, error) {
	f, err := dir.Open(name)
	if err != nil {
		return nil, nil, err
	}
	info, err := f.Stat()
	if err != nil {
		f.Close()
		return nil, nil, err
	}
	at, ok := f.(io.ReaderAt)
	if !ok {
		f.Close()
		return nil, nil, errors.New("not a file on disk")
	}
	p, err := parquetfile.Open(at, info.Size())
	if err != nil {
		f.Close()
		return nil, nil, err
	}
	return p, f, nil
}

// shardRows yields the rows of one file, in the fields of the shape it has.
func shardRows(dir fs.FS, name string) iter.Seq2[[]any, error] {
	return func(yield func([]any, error) bool) {
		p, c, err := openShard(dir, name)
		if err != nil {
			yield(nil, err)
			return
		}
		defer c.Close()
		for row, err := range p.Rows() {
			if !yield(row, err) {
				return
			}
		}
	}
}

// shardShape is the shape of the rows of one file.
func shardShape(dir fs.FS, name string) (schema.Shape, error) {
	p, c, err := openShard(dir, name)
	if err != nil {
		return schema.Shape{}, err
	}
	return p.Shape(), c.Close()
}
