package store_test

import (
	"context"
	"fmt"
	"path/filepath"
	"reflect"
	"slices"
	"testing"

	"dabao/schema"
	"dabao/schema/store"
)

// Whole rows come in the order of the key, with the values of a plain query,
// from a file under ingest and from a sealed one.
func TestWholeRowsInOrder(t *testing.T) {
	ctx := context.Background()
	dir := t.TempDir()
	work, sealed := filepath.Join(dir, "work.db"), filepath.Join(dir, "sealed.db")
	var all []schema.Reading
	for i := range 450 { // more than two chunks
		r := reading(fmt.Sprintf("%d.html", i), fmt.Sprintf("https://example.org/%d", i), fmt.Sprintf("Title %d", i), fmt.Sprintf("Text %d.", i), "")
		r.Article.PublishedOn = fmt.Sprintf("2022-%02d-%02d", 1+i*7%12, 1+i%28)
		if i%9 == 0 {
			r.Article.PublishedOn, r.Article.PublishedAt = "", ""
		}
		all = append(all, r)
	}
	put(t, work, all...)
	src, err := store.Open(ctx, work)
	if err != nil {
		t.Fatal(err)
	}
	defer src.Close()
	if err := store.Seal(ctx, sealed, store.Contents{Articles: src.Articles(ctx, ""), Captures: src.Captures(ctx), Rejects: src.Rejects(ctx)}); err != nil {
		t.Fatal(err)
	}
	out, err := store.Open(ctx, sealed)
	if err != nil {
		t.Fatal(err)
	}
	defer out.Close()
	rows := func(s *store.Store, columns []string, where string) (all [][]any) {
		t.Helper()
		for row, err := range s.Rows(ctx, "articles", columns, where) {
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, row)
		}
		return all
	}
	for _, where := range []string{"", "chars > 8 AND title LIKE '%1%'", "0", "published_on IS NULL"} {
		narrow := rows(src, []string{"uid", "published_on", "title"}, where) // sorted by SQLite
		for name, s := range map[string]*store.Store{"work": src, "sealed": out} {
			wide := rows(s, []string{"uid", "published_on", "title", "text"}, where)
			var got [][]any
			for _, row := range wide {
				if want := "Text" + row[2].(string)[len("Title"):] + "."; row[3] != want {
					t.Fatalf("%s: %v has the text %v", name, row[2], row[3])
				}
				got = append(got, row[:3])
			}
			if !reflect.DeepEqual(got, narrow) {
				t.Errorf("%s, %q: %d rows differ from the %d in order", name, where, len(got), len(narrow))
			}
		}
	}
	n := 0
	for range src.Rows(ctx, "articles", nil, "") {
		if n++; n == 3 {
			break
		}
	}
	if whole := rows(src, nil, ""); n != 3 || len(whole) != len(all) || slices.Contains(whole[0], any("")) {
		t.Errorf("stopped after %d, then got %d rows", n, len(whole))
	}
}

// Info states the content digest of any file, and never one that a later run
// has made untrue.
func TestInfoStatesTheDigest(t *testing.T) {
	ctx := context.Background()
	dir := t.TempDir()
	one := reading("1.html", "https://example.org/1", "Title", "Text.", "")
	two := reading("2.html", "https://example.org/2", "Other", "Words.", "")
	put(t, dir+"/work.db", one)
	digests := func(path string) (stated, rows string) {
		t.Helper()
		s, err := store.Open(ctx, path)
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		info, err := s.Info(ctx)
		if err != nil {
			t.Fatal(err)
		}
		if rows, err = s.ContentDigest(ctx); err != nil {
			t.Fatal(err)
		}
		return info.ContentSHA, rows
	}
	stated, first := digests(dir + "/work.db")
	if stated != first || len(first) != 64 {
		t.Errorf("got %s, want %s", stated, first)
	}
	src, err := store.Open(ctx, dir+"/work.db")
	if err != nil {
		t.Fatal(err)
	}
	defer src.Close()
	if err := store.Seal(ctx, dir+"/sealed.db", store.Contents{Articles: src.Articles(ctx, ""), Captures: src.Captures(ctx), Rejects: src.Rejects(ctx),
		Dataset: map[string]string{"content_digest": first}}); err != nil {
		t.Fatal(err)
	}
	if stated, _ := digests(dir + "/sealed.db"); stated != first {
		t.Errorf("sealed: got %s, want %s", stated, first)
	}
	put(t, dir+"/sealed.db", one)
	if stated, rows := digests(dir + "/sealed.db"); stated != first || rows != first {
		t.Errorf("nothing new: got %s and %s, want %s", stated, rows, first)
	}
	put(t, dir+"/sealed.db", two)
	if stated, rows := digests(dir + "/sealed.db"); stated != rows || stated == first {
		t.Errorf("one more: got %s, want %s", stated, rows)
	}
}
