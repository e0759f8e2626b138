package store_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"dabao/schema"
	"dabao/schema/store"
)

// A distant file is asked by numbers and gives the hits, in the order, that the
// same file gives here.
func TestSearchFromAfarFindsTheSame(t *testing.T) {
	ctx := context.Background()
	dir := t.TempDir()
	open, sealed := filepath.Join(dir, "open.db"), filepath.Join(dir, "sealed.db")
	var all []schema.Reading
	for i := range 400 {
		r := reading(fmt.Sprint(i), fmt.Sprintf("https://example.org/%d", i), fmt.Sprintf("標題 %d", i), fmt.Sprintf("核酸檢測第%d輪。word%d", i%7, i%3), "")
		a := r.Article
		a.Site = []string{"example.org", "news.example.org", "example.com", ""}[i%4]
		a.Source = []string{"新華社", "云亭日报", ""}[i%3]
		a.Lang = []string{"zh-Hant", "zh-Hans", "en"}[i%5%3]
		a.Credits = []schema.Credit{{Role: schema.Author, Name: fmt.Sprintf("李明%d", i%11)}}
		if a.PublishedOn = fmt.Sprintf("20%02d-%02d-%02d", 20+i%3, 1+i%12, 1+i%4); i%10 == 9 {
			a.PublishedOn, a.PublishedAt, a.PublishedZone = "", "", ""
		}
		all = append(all, r)
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
	far, err := store.OpenAt(ctx, "far", bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	defer far.Close()
	found := 0
	for _, words := range []string{"", "核酸检测 ", "word1 ", "word1 NOT 第2輪 "} {
		for _, filter := range []string{"site:example.org", "NOT site:example.org", "source:新华社", "NOT source:新华社", "lang:zh", "lang:en", "author:李明3", "NOT author:李明3",
			"after:2021", "before:2021", "after:2021-03-02 before:2022", "NOT after:2021", "after:2099", "before:1999", "NOT before:1999",
			"site:news.example.org after:2020-05 lang:zh-Hant author:李明", "source:nobody", "site:example.com before:2020-02-03 NOT lang:en"} {
			for _, limit := range []int{1, 20, 500} {
				text := words + filter
				want, err := near.Search(ctx, store.SearchQuery{Text: text, Limit: limit})
				if err != nil {
					t.Fatalf("%s: %v", text, err)
				}
				got, err := far.Search(ctx, store.SearchQuery{Text: text, Limit: limit})
				if err != nil || !reflect.DeepEqual(got, want) {
					t.Errorf("%s, %d: %d hits here, %d from afar, or in another order (%v)", text, limit, len(want), len(got), err)
				}
				found += len(got)
			}
			want, _ := near.Count(ctx, words+filter)
			if got, err := far.Count(ctx, words+filter); err != nil || got != want {
				t.Errorf("%s: %d here, %d from afar, %v", words+filter, want, got, err)
			}
		}
	}
	if found < 4000 {
		t.Errorf("%d hits in all: the queries find too little", found)
	}
}
