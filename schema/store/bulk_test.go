package store_test

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"dabao/schema"
	"dabao/schema/store"
)

// spoiled yields forty readings, of which the one at spoil breaks a rule of the
// tables.
func spoiled(spoil int, breaks func(*schema.Reading)) func(yield func(schema.Reading, error) bool) {
	return func(yield func(schema.Reading, error) bool) {
		for i := range 40 {
			r := reading(fmt.Sprintf("%d.html", i), fmt.Sprintf("https://a.example/%d.html", i), fmt.Sprintf("Title %d", i), strings.Repeat(fmt.Sprintf("Words of %d. ", i), 20), "")
			if i == spoil {
				breaks(&r)
			}
			if !yield(r, nil) {
				return
			}
		}
	}
}

// TestAWrongRowIsNamed: rows are inserted many at a time, and the one that
// cannot be is still told from the others.
func TestAWrongRowIsNamed(t *testing.T) {
	ctx := context.Background()
	for _, spoil := range []int{0, 17, 39} {
		for name, breaks := range map[string]func(*schema.Reading){
			"kind":           func(r *schema.Reading) { r.Article.Blocks[0].Kind = "poem" },
			"published_zone": func(r *schema.Reading) { r.Article.PublishedZone = "moon" },
		} {
			db, err := store.Create(ctx, filepath.Join(t.TempDir(), "a.db"))
			if err != nil {
				t.Fatal(err)
			}
			uid := schema.UIDFromURL(fmt.Sprintf("https://a.example/%d.html", spoil))
			_, err = db.Put(ctx, spoiled(spoil, breaks), nil)
			if err == nil || !strings.Contains(err.Error(), string(uid)) || !strings.Contains(err.Error(), name) {
				t.Errorf("%s of reading %d: got %v, want an error that names %s", name, spoil, err, uid)
			}
			db.Close()
		}
	}
}

// TestOneAddressManyTimesInABatch: what waits to be inserted is seen by the
// readings that follow.
func TestOneAddressManyTimesInABatch(t *testing.T) {
	ctx := context.Background()
	db, err := store.Create(ctx, filepath.Join(t.TempDir(), "a.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var all []schema.Reading
	for i := range 30 {
		all = append(all, reading(fmt.Sprintf("%d.html", i%20), "https://a.example/one.html", "The same title", strings.Repeat("The same words. ", 10), fmt.Sprintf("2022-01-%02dT00:00:00Z", 1+i%20)))
	}
	tally, err := db.Put(ctx, func(yield func(schema.Reading, error) bool) {
		for _, r := range all {
			if !yield(r, nil) {
				return
			}
		}
	}, nil)
	if want := (store.Tally{Read: 30, Stored: 1, Superseded: 19, Unchanged: 10}); err != nil || tally != want {
		t.Errorf("got %+v, %v, want %+v", tally, err, want)
	}
	a, err := db.Article(ctx, schema.UIDFromURL("https://a.example/one.html"))
	if err != nil || a.Capture.Origin.URI != "19.html" {
		t.Errorf("got %+v, %v, want the latest", a, err)
	}
}
