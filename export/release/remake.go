package release

import (
	"bufio"
	"cmp"
	"context"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path"
	"regexp"
	"slices"
	"strconv"

	"dabao/schema"
	"dabao/schema/store"
)

// MakesDatabase tells the files of a release that its database is made from.
func MakesDatabase(name string) bool { return shardForm.MatchString(name) || flatOf(name) != nil }

// FollowsFromDatabase tells the files that Derive makes.
func FollowsFromDatabase(name string) bool {
	return MakesDatabase(name) || tableOf(name) != nil || name == rowSumsFile || name == sampleFile || name == BlocksFile
}

// Remake makes at out the articles.db of a release from its shards and flat
// tables, which are the files of dir under these paths. From those that this
// very dabao wrote it is the released one to the byte, which is the caller's to
// check: they may come from a stranger.
func Remake(ctx context.Context, dir fs.FS, names []string, out string) error {
	c, err := contentsFrom(shardArticles(dir, names), func(table string) rowSeq {
		return within(flatFile(table), flatRows(dir, flatFile(table), schema.TableNamed(table)))
	})
	if err != nil {
		return err
	}
	return store.Seal(ctx, out, c)
}

// within names the file that an error of its rows comes from.
func within(name string, rows rowSeq) rowSeq {
	return func(yield func([]any, error) bool) {
		for row, err := range rows {
			if err != nil {
				err = fmt.Errorf("%s: %w", name, err)
			}
			if !yield(row, err) || err != nil {
				return
			}
		}
	}
}

// shardForm is the path of a shard: split, period, part.
var shardForm = regexp.MustCompile(`^data/([a-z0-9]+)-(undated|\d{4}(?:-\d{2})?)(?:-(\d{2,4}))?\.parquet$`)

// stretch is a split and period on its way: its parts one after the other, in the
// order of the database.
type stretch struct {
	from  string // no article of it stands before this day; "" is undated
	parts []string
	next  func() (*schema.Article, error, bool)
	stop  func()
	head  *schema.Article
}

// stretchesOf sorts the shards into stretches, by where they begin.
func stretchesOf(names []string) []*stretch {
	by := map[string]*stretch{}
	part := map[string]int{}
	for _, name := range names {
		m := shardForm.FindStringSubmatch(name)
		if m == nil {
			continue
		}
		period, key := m[2], m[1]+"-"+m[2]
		if period == "undated" {
			period = ""
		}
		if by[key] == nil {
			by[key] = &stretch{from: period}
		}
		part[name], _ = strconv.Atoi(m[3])
		by[key].parts = append(by[key].parts, name)
	}
	var all []*stretch
	for _, r := range by {
		slices.SortFunc(r.parts, func(a, b string) int { return cmp.Compare(part[a], part[b]) })
		all = append(all, r)
	}
	slices.SortFunc(all, func(a, b *stretch) int {
		return cmp.Or(compareDays(a.from, b.from), cmp.Compare(a.parts[0], b.parts[0]))
	})
	return all
}

// shardArticles yields the articles of all shards in the order of the database.
// No more shards are open at once than overlap: those of a month and its year,
// of each split.
func shardArticles(dir fs.FS, names []string) iter.Seq2[*schema.Article, error] {
	return func(yield func(*schema.Article, error) bool) {
		waiting := stretchesOf(names)
		var open []*stretch
		defer func() {
			for _, r := range open {
				r.stop()
			}
		}()
		for {
			least := leastOf(open)
			for len(waiting) > 0 && (least == nil || compareDays(waiting[0].from, least.head.PublishedOn) <= 0) {
				r := waiting[0]
				waiting = waiting[1:]
				r.next, r.stop = iter.Pull2(r.articles(dir))
				open = append(open, r)
				if err := r.advance(); err != nil {
					yield(nil, err)
					return
				}
				least = leastOf(open)
			}
			if least == nil {
				return
			}
			if !yield(least.head, nil) {
				return
			}
			if err := least.advance(); err != nil {
				yield(nil, err)
				return
			}
			open = slices.DeleteFunc(open, func(r *stretch) bool { return r.head == nil })
		}
	}
}

func leastOf(open []*stretch) (least *stretch) {
	for _, r := range open {
		if r.head != nil && (least == nil || articleOrder(&r.head, &least.head) < 0) {
			least = r
		}
	}
	return least
}

func (r *stretch) advance() error {
	a, err, ok := r.next()
	if r.head = a; !ok {
		r.head = nil
	}
	return err
}

// articles are those of the parts.
func (r *stretch) articles(dir fs.FS) iter.Seq2[*schema.Article, error] {
	whole := schema.ArticleShape()
	once := whole.TextOnce()
	return func(yield func(*schema.Article, error) bool) {
		for _, name := range r.parts {
			have, err := shardShape(dir, name)
			if err == nil {
				err = sameColumns(&have, &once.Shape)
			}
			if err != nil {
				yield(nil, fmt.Errorf("%s: %w", name, err))
				return
			}
			for row, err := range shardRows(dir, name) {
				var a *schema.Article
				if err == nil {
					a, err = schema.ArticleOf(&whole, once.Whole(row))
				}
				if err == nil {
					err = a.Validate()
				}
				if err != nil {
					yield(nil, fmt.Errorf("%s: %w", name, err))
					return
				}
				if !yield(a, nil) {
					return
				}
			}
		}
	}
}

// wanted are the paths that are to be made; nil is all.
type wanted []string

func (w wanted) has(name string) bool { return w == nil || slices.Contains(w, name) }

// Derive makes, below the folder dir, those of the named files that follow from
// a released database, and returns their digests. It knows FollowsFromDatabase;
// any other name is left out.
func Derive(ctx context.Context, database, dir string, names []string) ([]Sum, error) {
	db, err := store.Open(ctx, database)
	if err != nil {
		return nil, err
	}
	defer db.Close()
	to, want, f := newFolder(dir), append(wanted{}, names...), newFigures()
	if slices.ContainsFunc(names, func(name string) bool { return name == rowSumsFile || path.Dir(name) == "data" }) {
		if err := deriveRowSums(ctx, db, to, &f); err != nil {
			return nil, err
		}
	}
	tasks := writeShards(db, to, &f, want)
	tasks = append(tasks, writeFlats(db, to, want)...)
	tasks = append(tasks, writeCSVs(db, to, want)...)
	if want.has(BlocksFile) {
		tasks = append(tasks, func(ctx context.Context) error {
			blocks, err := blockSums(ctx, database)
			if err != nil {
				return err
			}
			return to.writeBytes(BlocksFile, blocks)
		})
	}
	if want.has(sampleFile) {
		tasks = append(tasks, func(ctx context.Context) error {
			if err := os.MkdirAll(dir, 0o755); err != nil {
				return err
			}
			if err := writeSample(ctx, db, to.path(sampleFile)); err != nil {
				return err
			}
			return to.adopt(ctx, sampleFile)
		})
	}
	err = together(ctx, tasks...)
	return to.sums(), err
}

// deriveRowSums writes articles.sha256 and counts what shards are called by.
func deriveRowSums(ctx context.Context, db *store.Store, to *folder, f *figures) error {
	digest := schema.NewArticlesDigest()
	return to.write(rowSumsFile, func(w io.Writer) error {
		out := bufio.NewWriter(w)
		for a, err := range db.Articles(ctx, "") {
			if err != nil {
				return err
			}
			record := a.Record()
			f.article(a, record)
			if err := writeRowSum(out, digest.Add(record), a.UID); err != nil {
				return err
			}
		}
		return out.Flush()
	})
}

func writeRowSum(w io.Writer, sum string, uid schema.UID) error {
	_, err := fmt.Fprintf(w, "%s  %s\n", sum, uid)
	return err
}
