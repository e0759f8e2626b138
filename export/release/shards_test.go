package release

import (
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"dabao/schema"
	"dabao/schema/store"
)

// layoutOf is what every shard of some cells holds, by its name.
func layoutOf(f *figures) map[string]string {
	all := map[string]string{}
	for _, s := range f.shards() {
		held := fmt.Sprint(s.articles)
		for _, m := range s.months {
			held += fmt.Sprint(" ", m, f.cells[cell{s.split, m}])
		}
		all[s.name(false)] = held
	}
	return all
}

// TestShardsOfPeriods adds an article to a cell at a time, over and over, from
// nothing to dense months: only shards that hold its month and split change.
func TestShardsOfPeriods(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	f := newFigures()
	grown := map[string]bool{}
	for range 4000 {
		c := cell{[]string{"train", "test", ""}[r.IntN(3)], ""}
		if r.IntN(20) > 0 {
			c.month = fmt.Sprintf("%d-%02d", 2019+r.IntN(3), 1+r.IntN(4)*3)
		}
		before := layoutOf(&f)
		held := f.cells[c]
		held.articles += int64(1 + r.IntN(60))
		held.bytes += int64(r.IntN(2 << 20))
		f.cells[c] = held
		after := layoutOf(&f)
		split := c.split
		if split == "" {
			split = noSplit
		}
		for _, name := range slices.Compact(slices.Sorted(maps.Keys(merged2(before, after)))) {
			its := name == "data/"+split+"-"+c.month || c.month != "" && name == "data/"+split+"-"+c.month[:4] || c.month == "" && name == "data/"+split+"-undated"
			if before[name] != after[name] && !its {
				t.Fatalf("news of %v changed %s from %q to %q", c, name, before[name], after[name])
			}
			grown[name] = true
		}
	}
	for _, want := range []string{"data/train-2020", "data/train-2020-01", "data/unsplit-2021-10", "data/test-undated"} {
		if !grown[want] {
			t.Errorf("there never was %s", want)
		}
	}
}

func merged2(a, b map[string]string) map[string]string {
	all := maps.Clone(a)
	maps.Copy(all, b)
	return all
}

// TestDenseMonthHasItsOwnShard releases a year with one dense month among
// sparse ones, and checks it.
func TestDenseMonthHasItsOwnShard(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "out")
	path := filepath.Join(t.TempDir(), "source.db")
	var captures []schema.Capture
	var articles []*schema.Article
	day := time.Date(2022, 2, 1, 0, 0, 0, 0, time.UTC)
	for i := range sparseArticles + 60 {
		url := fmt.Sprintf("https://news.example/%05d", i)
		a := &schema.Article{UID: schema.UIDFromURL(url), URL: url, Title: fmt.Sprint("title ", i), PublishedOn: "2022-03-15"}
		if i >= sparseArticles {
			a.PublishedOn = day.AddDate(0, i%4, i%20).Format(time.DateOnly)
		}
		a.Capture = schema.Capture{Origin: schema.Origin{URI: url}, UID: a.UID, SHA256: fmt.Sprintf("%064x", i), MediaType: "text/html", Charset: "utf-8"}
		captures, articles = append(captures, a.Capture), append(articles, a)
	}
	slices.SortFunc(articles, func(a, b *schema.Article) int {
		return strings.Compare(a.PublishedOn+string(a.UID), b.PublishedOn+string(b.UID))
	})
	err := store.Seal(t.Context(), path, store.Contents{Captures: sequence(captures), Articles: sequence(articles), Rejects: sequence([]schema.Reject{})})
	db, opened := store.Open(t.Context(), path)
	if err := errors.Join(err, opened); err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	build(t, db, dir, Options{})
	var names []string
	for name := range tree(t, dir) {
		if strings.HasPrefix(name, "data/") {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	if want := []string{"data/train-2022-03.parquet", "data/train-2022.parquet"}; !slices.Equal(names, want) {
		t.Errorf("got %v, want %v", names, want)
	}
	if v := verify(t, dir); !v.OK() {
		t.Errorf("%v", v.Differences)
	}
}

func sequence[T any](all []T) func(func(T, error) bool) {
	return func(yield func(T, error) bool) {
		for _, v := range all {
			if !yield(v, nil) {
				return
			}
		}
	}
}
