package store_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"dabao/schema"
	"dabao/schema/store"
)

// gathered are mentions in a passing file.
func gathered(t *testing.T, all []schema.Mention) *store.Mentions {
	t.Helper()
	m, err := store.GatherMentions(context.Background(), filepath.Join(t.TempDir(), "mentions.db"), slices.Values(all), nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { m.Close() })
	return m
}

// annotated is a copy of a file with mentions in it, and what became of them.
func annotated(t *testing.T, from string, all []schema.Mention) (string, store.Annotated) {
	t.Helper()
	ctx := context.Background()
	src, err := store.Open(ctx, from)
	if err != nil {
		t.Fatal(err)
	}
	defer src.Close()
	to, m := filepath.Join(t.TempDir(), "annotated.db"), gathered(t, all)
	if err := src.CopyTo(ctx, to); err != nil {
		t.Fatal(err)
	}
	db, err := store.Reopen(ctx, to)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if err := db.Annotate(ctx, m, nil); err != nil {
		t.Fatal(err)
	}
	said := m.Said()
	if said.Lines != said.Added+said.Unchanged+said.Elsewhere+said.Rejected {
		t.Errorf("does not add up: %+v", said)
	}
	tried := gathered(t, all)
	if err := src.TryAnnotate(ctx, tried, nil); err != nil || fmt.Sprint(tried.Said()) != fmt.Sprint(said) {
		t.Errorf("a dry run says %+v, %v, the run %+v", tried.Said(), err, said)
	}
	return to, said
}

func mentionOf(line int, uid schema.UID, field string, position, start, end int, raw string) schema.Mention {
	return schema.Mention{File: "f", Line: line, UID: uid, Raw: raw, Annotation: schema.Annotation{
		Span: schema.Span{Field: field, Position: position, Start: start, End: end}, Kind: schema.Org, MadeBy: "t 1"}}
}

const listAnnotations = `SELECT concat_ws('|', uid, seq, field, position, char_start, char_end, kind, name, ifnull(score, '-'), made_by) FROM annotations ORDER BY uid, seq`

func TestAnnotate(t *testing.T) {
	from := filepath.Join(t.TempDir(), "from.db")
	r := reading("a", "https://a.example/1", "青禾縣開了會", "縣委派出醫生", "")
	r.Article.Annotations = nil
	put(t, from, r)
	uid := schema.UIDFromURL("https://a.example/1")
	half := .5
	scored := mentionOf(2, uid, "block", 1, 0, 2, "縣委")
	scored.Score, scored.Name = &half, "青禾縣委"
	all := []schema.Mention{
		mentionOf(1, uid, "title", 0, 0, 3, ""), scored, mentionOf(3, uid, "title", 0, 0, 3, "青禾縣"), // the same again
		mentionOf(4, uid, "title", 0, 0, 3, "青禾市"), mentionOf(5, uid, "title", 0, 4, 7, ""), mentionOf(6, uid, "block", 2, 0, 1, ""),
		mentionOf(7, schema.UIDFromURL("x"), "title", 0, 0, 1, ""),
		{File: "f", Line: 8, Misfit: schema.Misfitf(schema.Damaged, "broken")},
	}
	want := fmt.Sprintf("%[1]s|0|title|0|0|3|org|青禾縣|-|t 1\n%[1]s|1|block|1|0|2|org|青禾縣委|0.5|t 1", uid)
	for range 5 {
		rand.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		to, said := annotated(t, from, all)
		if got := facetRows(t, to, listAnnotations); got != want {
			t.Fatalf("got\n%s\nwant\n%s", got, want)
		}
		if said.Added != 2 || said.Unchanged != 1 || said.Rejected != 5 {
			t.Errorf("got %+v", said)
		}
		var reasons []string
		for _, r := range said.Rejects {
			reasons = append(reasons, fmt.Sprint(r.Line, " ", r.Reason))
		}
		if got, want := strings.Join(reasons, ", "), "4 other_text, 5 bad_span, 6 unknown_field, 7 unknown_uid, 8 damaged"; got != want {
			t.Errorf("got %s, want %s", got, want)
		}
		again, said := annotated(t, to, all)
		if got := facetRows(t, again, listAnnotations); got != want || said.Added != 0 || said.Unchanged != 3 {
			t.Errorf("annotated again: %+v\n%s", said, got)
		}
	}
}

// TestAnnotateSealed annotates a sealed file: it no longer states its digest,
// keeps its facets, and gets no table of a file under ingest.
func TestAnnotateSealed(t *testing.T) {
	dir := t.TempDir()
	open, sealed := filepath.Join(dir, "open.db"), filepath.Join(dir, "sealed.db")
	put(t, open, reading("a", "https://a.example/1", "青禾縣開了會", "縣委", ""))
	ctx := context.Background()
	s, err := store.Open(ctx, open)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if err := store.Seal(ctx, sealed, store.Contents{Captures: s.Captures(ctx), Articles: s.Articles(ctx, ""), Rejects: s.Rejects(ctx),
		Dataset: map[string]string{"content_digest": "x", "name": "n"}}); err != nil {
		t.Fatal(err)
	}
	to, _ := annotated(t, sealed, []schema.Mention{mentionOf(1, schema.UIDFromURL("https://a.example/1"), "title", 0, 0, 3, "")})
	if got, want := facetRows(t, to, `SELECT concat_ws('|', (SELECT group_concat(key) FROM dataset WHERE key IN ('content_digest', 'name')),
		(SELECT count(*) FROM facets), (SELECT count(*) FROM sqlite_schema WHERE name = 'superseded'))`), "name|1|0"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// TestAnnotationsOfOneArticleAreBounded has more mentions of an article than are
// held at once: none of them stands, whatever their order.
func TestAnnotationsOfOneArticleAreBounded(t *testing.T) {
	from := filepath.Join(t.TempDir(), "from.db")
	put(t, from, reading("a", "https://a.example/1", "青禾縣開了會", "縣委", ""))
	uid := schema.UIDFromURL("https://a.example/1")
	all := slices.Repeat([]schema.Mention{mentionOf(1, uid, "title", 0, 0, 3, "")}, 20_001)
	_, said := annotated(t, from, all)
	if said.Rejected != 20_001 || said.Reasons[schema.TooLarge] != 20_001 || len(said.Rejects) != 10_000 {
		t.Errorf("got %d rejected, %v, %d told", said.Rejected, said.Reasons, len(said.Rejects))
	}
}

// A newer capture of an article comes without the annotations of the one before,
// which were checked against other words.
func TestAnnotationsBelongToAReading(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.db")
	old := reading("a", "https://a.example/1", "Title", "text", "2022-01-01T00:00:00Z")
	now := reading("b", "https://a.example/1", "Title", "other text", "2022-01-02T00:00:00Z")
	now.Article.Annotations = nil
	put(t, path, old, now)
	if got := facetRows(t, path, `SELECT count(*) FROM annotations`); got != "0" {
		t.Errorf("got %s annotations", got)
	}
}
