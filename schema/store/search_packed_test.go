package store_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"dabao/schema"
	"dabao/schema/store"
)

// TestSearchWithoutFTS5 asks a distant file, whose lists and ranks are read from
// what is packed and from the leaves of the index, what FTS5 answers here: the same
// articles, order and ranks, for queries of every shape.
func TestSearchWithoutFTS5(t *testing.T) {
	ctx := context.Background()
	dir := t.TempDir()
	open, sealed := filepath.Join(dir, "open.db"), filepath.Join(dir, "sealed.db")
	rnd := rand.New(rand.NewPCG(20, 26))
	all := packedArticles(2300)
	for i := range all {
		b := &all[i].Article.Blocks[1]
		b.Text += strings.Repeat(" lake", 30+i%60) // a list of over 96 KiB, which is packed
		b.Text += fmt.Sprintf(" 核酸檢測第%d輪，疫情防控。rare%d", i%50, i%700)
		if i%5 == 0 {
			all[i].Article.Title += " 核酸檢測"
		}
		all[i].Article.Site = []string{"example.org", "news.example.org", "example.com", ""}[i%4]
		all[i].Article.Lang = []string{"zh-Hant", "zh-Hans", "en"}[i%3]
		all[i].Article.Credits = []schema.Credit{{Role: []schema.Role{schema.Author, "correspondent", schema.Editor}[i%3], Name: fmt.Sprintf("李明%d", i%11)}}
		if all[i].Article.PublishedOn = fmt.Sprintf("20%02d-%02d-%02d", 20+i%3, 1+i%12, 1+i%4); i%10 == 9 {
			all[i].Article.PublishedOn, all[i].Article.PublishedAt, all[i].Article.PublishedZone = "", "", ""
		}
	}
	put(t, open, all...)
	sealAll(t, open, sealed)
	b, err := os.ReadFile(sealed)
	if err != nil {
		t.Fatal(err)
	}
	near, err := store.Open(ctx, sealed)
	if err != nil {
		t.Fatal(err)
	}
	defer near.Close()
	far := openWithOpening(t, sealed, b)
	packed := openSQL(t, sealed)
	var terms int
	if err := packed.QueryRow(`SELECT count(*) FROM packed_terms WHERE CAST(term AS TEXT) = 'lake'`).Scan(&terms); err != nil || terms != 1 {
		t.Fatalf("%d lists of lake are packed, %v", terms, err)
	}
	queries := 60
	if n, err := strconv.Atoi(os.Getenv("DABAO_QUERIES")); err == nil {
		queries = n
	}
	found, asked, without := 0, map[string]int{}, 0
	for n := range queries {
		text := randomQuery(rnd, 0) + randomFilters(rnd)
		limit := []int{1, 20, 60, 20, 3000}[n%5]
		want, err := near.Search(ctx, store.SearchQuery{Text: text, Limit: limit})
		if err != nil {
			continue // a NOT without what it takes from
		}
		got, err := far.Search(ctx, store.SearchQuery{Text: text, Limit: limit})
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%s, %d: %d hits by FTS5, %d without, or in another order (%v)%s", text, limit, len(want), len(got), err, firstDifference(want, got))
		}
		all, _ := near.Count(ctx, text)
		if n, err := far.Count(ctx, text); err != nil || n != all {
			t.Errorf("%s: %d by FTS5, %d without (%v)", text, all, n, err)
		}
		found += len(got)
		if own, err := store.WithoutFTS5(ctx, far, text); err != nil {
			t.Errorf("%s: %v", text, err)
		} else if own {
			without++
		}
		asked[shape(text)]++
	}
	if found < 6000 || without < queries/3 || len(asked) < 6 {
		t.Errorf("%d hits, %d queries without FTS5, of %v: the queries find or say too little", found, without, asked)
	}
}

func firstDifference(want, got []store.Hit) string {
	for i := range min(len(want), len(got)) {
		if !reflect.DeepEqual(want[i], got[i]) {
			return fmt.Sprintf("\nfirst at %d: %s %v and %s %v", i, want[i].UID, want[i].Rank, got[i].UID, got[i].Rank)
		}
	}
	return ""
}

var queryWords = []string{"lake", "ferry", "bridge", "harbour", "night", "rain", "疫情", "防控", "铁路", "核酸檢測", "核", "酸检", "rare7", "rare12", "item", "none",
	`"lake ferry"`, `"lake lake"`, `"bridge lake night"`, `"疫情防控"`, "ra*", "rare1*", `"lake rai"*`, "title:lake", "title:核酸", `title:"lake lake"`, "第3轮"}

// randomQuery writes words, and operators over them up to three deep.
func randomQuery(rnd *rand.Rand, depth int) string {
	kind := rnd.IntN(8)
	if depth == 3 || kind < 3 {
		return queryWords[rnd.IntN(len(queryWords))]
	}
	a, b := randomQuery(rnd, depth+1), randomQuery(rnd, depth+1)
	if depth > 0 {
		a = "(" + a + ")"
	}
	switch kind {
	case 3, 4:
		return a + " " + b
	case 5:
		return a + " OR (" + b + ")"
	case 6:
		return a + " NOT (" + b + ")"
	}
	return a + " OR " + b + " OR " + queryWords[rnd.IntN(len(queryWords))]
}

func randomFilters(rnd *rand.Rand) string {
	filters := []string{"site:example.org", "NOT site:example.org", "lang:zh", "after:2021", "before:2021-03-02", "NOT after:2021", "source:Outlet", "author:李明3", "NOT author:李明", "author:nobody", "after:2099", "before:1999"}
	if rnd.IntN(3) > 0 {
		return ""
	}
	// Filters stand beside everything else.
	return " " + filters[rnd.IntN(len(filters))]
}

// shape tells queries apart by what they are made of.
func shape(text string) string {
	var s []string
	for _, part := range []string{" OR ", " NOT ", "*", "title:", `"`, "site:"} {
		if strings.Contains(text, part) {
			s = append(s, part)
		}
	}
	slices.Sort(s)
	return strings.Join(s, "+")
}
