package store_test

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"dabao/schema"
	"dabao/schema/store"
)

// TestBlocksView compares what the view cuts in SQL with what Go does, row for
// row, and asks SQLite how it would read the view in a join.
func TestBlocksView(t *testing.T) {
	ctx := t.Context()
	path := filepath.Join(t.TempDir(), "a.db")
	first := reading("a", "https://example.org/a", "甲", "", "")
	first.Article.Blocks = []schema.Block{{Kind: schema.Caption, Text: "圖"}, {Kind: schema.Heading, Text: "𠀀題"},
		{Kind: schema.Table, Text: "a\tb\n𠀁\td"}, {Kind: schema.Caption, Text: ""}, {Kind: schema.Paragraph, Text: "末段"}}
	long := reading("b", "https://example.org/b", "乙", "", "")
	long.Article.PublishedOn = "2021-01-01" // its number is not its place
	long.Article.Blocks = nil
	for range 300 {
		long.Article.Blocks = append(long.Article.Blocks, schema.Block{Kind: schema.Paragraph, Text: strings.Repeat("字", 100)})
	}
	put(t, path, first, long)
	s, err := store.Open(ctx, path)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	var cut, viewed [][]any
	for where, rows := range map[string]*[][]any{"": &cut, "1": &viewed} {
		for row, err := range s.Rows(ctx, "blocks", nil, where) {
			if err != nil {
				t.Fatal(err)
			}
			*rows = append(*rows, row)
		}
	}
	if !slices.EqualFunc(cut, viewed, slices.Equal) {
		t.Errorf("cut    %.400q\nviewed %.400q", cut, viewed)
	}
	if len(cut) != 305 || cut[1][3] != "𠀀題" || cut[3][3] != "" {
		t.Errorf("got %d rows, %.100q", len(cut), cut)
	}
	for some, err := range s.Rows(ctx, "blocks", []string{"text", "position"}, "kind = 'heading' AND text LIKE '%題'") {
		if err != nil || some[0] != "𠀀題" || some[1] != int64(1) {
			t.Errorf("got %q, %v", some, err)
		}
	}
	db := openSQL(t, path)
	for _, q := range []string{
		`SELECT title, b.text FROM articles LEFT JOIN blocks AS b USING (article_id) WHERE uid = 'x'`,
		`SELECT b.text FROM quantities JOIN blocks AS b USING (article_id, position) WHERE unit = 'x'`,
	} {
		plan := planOf(t, db, q)
		if !strings.Contains(plan, "SEARCH s USING PRIMARY KEY (article_id=?") || strings.Contains(plan, "MATERIALIZE") || strings.Contains(plan, "SCAN") {
			t.Errorf("%s reads the view as a whole:\n%s", q, plan)
		}
	}
	if plan := planOf(t, db, `SELECT kind, count(*) FROM blocks GROUP BY kind`); strings.Contains(plan, " a ") {
		t.Errorf("counting kinds reads the articles:\n%s", plan)
	}
}

// TestSealedFileShowsWhatItHolds: the tables that only a file under ingest
// needs are not in a released one, which can be taken up again all the same.
func TestSealedFileShowsWhatItHolds(t *testing.T) {
	ctx := t.Context()
	dir := t.TempDir()
	work, sealed := filepath.Join(dir, "work.db"), filepath.Join(dir, "sealed.db")
	a := reading("a", "https://example.org/a", "甲", "一二三", "2022-01-01T00:00:00Z")
	a.Raw = []byte("packed")
	put(t, work, a)
	sealAll(t, work, sealed)
	db := openSQL(t, sealed)
	var tables []string
	rows, err := db.Query(`SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') AND name NOT GLOB 'articles_fts_*' ORDER BY name`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			t.Fatal(err)
		}
		tables = append(tables, name)
	}
	want := []string{"annotations", "articles", "articles_fts", "block_spans", "blocks", "breadcrumbs", "captures", "corrections", "credits", "dataset", "dates",
		"entities", "entity_spans", "facet_groups", "facet_mentions", "facet_months", "facet_names", "facets", "figures", "hanzi", "images", "names", "packed_authors", "packed_days", "packed_groups", "packed_lengths", "packed_parts", "packed_terms", "quantities", "rejects", "search", "tags", "withdrawn"}
	if !slices.Equal(tables, want) {
		t.Errorf("got  %v\nwant %v", tables, want)
	}
	s, err := store.Open(ctx, sealed)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if raw, err := s.Raw(ctx, a.Capture.SHA256); raw != nil || err != nil {
		t.Errorf("raw bytes: %q, %v", raw, err)
	}
	uid := schema.UIDFromURL("https://example.org/a")
	if first, err := s.Twins(ctx, []schema.UID{uid}, nil); err != nil || !slices.Equal(first, []int{0}) {
		t.Errorf("twins: %v, %v", first, err)
	}
	merged, err := store.Create(ctx, filepath.Join(dir, "merged.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer merged.Close()
	if tally, err := merged.Merge(ctx, []*store.Store{s}, nil, nil); err != nil || tally.Stored != 1 {
		t.Errorf("merge: %+v, %v", tally, err)
	}
	if tally := put(t, sealed, a, reading("b", "https://example.org/a", "甲", "一二三四", "2022-01-02T00:00:00Z")); tally.Unchanged != 1 || tally.Stored != 1 {
		t.Errorf("taken up again: %+v", tally)
	}
}
