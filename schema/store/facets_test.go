package store_test

import (
	"context"
	"database/sql"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"dabao/schema"
	"dabao/schema/store"
)

// rows runs a query and gives its rows, columns parted by |, one a line.
func facetRows(t *testing.T, path, query string) string {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+path+"?mode=ro")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	rows, err := db.Query(query)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var all []string
	for rows.Next() {
		var line string
		if err := rows.Scan(&line); err != nil {
			t.Fatal(err)
		}
		all = append(all, line)
	}
	return strings.Join(all, "\n")
}

func sealAll(t *testing.T, from, to string) {
	t.Helper()
	ctx := context.Background()
	s, err := store.Open(ctx, from)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	err = store.Seal(ctx, to, store.Contents{Captures: s.Captures(ctx), Articles: s.Articles(ctx, ""), Rejects: s.Rejects(ctx)})
	if err != nil {
		t.Fatal(err)
	}
}

const (
	facetGroups = `SELECT concat_ws('|', group_id, site, source, channel, lang, articles) FROM facet_groups ORDER BY group_id`
	facetMonths = `SELECT concat_ws('|', month_id, coalesce(month, '-'), first_id, last_id, articles) FROM facet_months ORDER BY month_id`
)

func TestFacetsCountEveryArticleOfASealedFile(t *testing.T) {
	dir := t.TempDir()
	open, sealed := filepath.Join(dir, "open.db"), filepath.Join(dir, "sealed.db")
	var all []schema.Reading
	for i, day := range []string{"2022-10-01", "", "2022-09-02", "2022-10-30"} {
		r := reading(string(rune('a'+i)), "", "Title", "text "+day, "")
		r.Article.PublishedOn, r.Article.PublishedAt, r.Article.PublishedZone = day, "", ""
		if i == 0 {
			r.Article.Lang, r.Article.Source = "en", ""
		}
		all = append(all, r)
	}
	put(t, open, all...)
	if got := facetRows(t, open, facetGroups); got != "" {
		t.Errorf("a file under ingest has the facet groups\n%s", got)
	}
	sealAll(t, open, sealed)
	if got, want := facetRows(t, sealed, facetGroups), "1|example.org|O|C|zh-Hant|3\n2|example.org|C|en|1"; got != want {
		t.Errorf("groups\n%s\nwant\n%s", got, want)
	}
	if got, want := facetRows(t, sealed, facetMonths), "1|2022-09|1|1|1\n2|2022-10|2|3|2\n3|-|4|4|1"; got != want {
		t.Errorf("months\n%s\nwant\n%s", got, want)
	}
	const each = `SELECT concat_ws('|', article_id, group_id, month_id) FROM facets ORDER BY article_id`
	if got, want := facetRows(t, sealed, each), "1|1|1\n2|2|2\n3|1|2\n4|1|3"; got != want {
		t.Errorf("facets\n%s\nwant\n%s", got, want)
	}
	// An article more, and what was counted is no longer true.
	put(t, sealed, reading("z", "", "Title", "one more", ""))
	if got := facetRows(t, sealed, facetMonths); got != "" {
		t.Errorf("after another ingest the months are still\n%s", got)
	}
}

// TestFacetsOfNames counts the names of articles in a sealed file: in articles,
// not mentions, and only what two articles have.
func TestFacetsOfNames(t *testing.T) {
	dir := t.TempDir()
	open, sealed := filepath.Join(dir, "open.db"), filepath.Join(dir, "sealed.db")
	var all []schema.Reading
	for i, names := range []string{"甲甲丙", "丙乙", "", "甲丁"} {
		r := reading(string(rune('a'+i)), "", "Title", "text "+names, "")
		r.Article.PublishedOn, r.Article.PublishedAt, r.Article.PublishedZone = "2022-10-0"+string(rune('1'+i)), "", ""
		r.Article.Entities = nil
		for _, name := range names {
			r.Article.Entities = append(r.Article.Entities, schema.Entity{Span: schema.Span{Field: "title"}, Kind: schema.Place, Name: string(name)})
		}
		if i == 1 {
			r.Article.Entities[1].Kind = schema.Person
			r.Article.Entities[1].Name = "甲"
		}
		all = append(all, r)
	}
	put(t, open, all...)
	sealAll(t, open, sealed)
	if got, want := facetRows(t, sealed, `SELECT concat_ws('|', name_id, name, kind, articles) FROM facet_names ORDER BY name_id`), "1|丙|place|2\n2|甲|place|2"; got != want {
		t.Errorf("names\n%s\nwant\n%s", got, want)
	}
	const each = `SELECT concat_ws('|', article_id, names) FROM facet_mentions ORDER BY article_id`
	if got, want := facetRows(t, sealed, each), "1|[1,2]\n2|[1]\n4|[2]"; got != want {
		t.Errorf("mentions\n%s\nwant\n%s", got, want)
	}
	const ofQuery = `SELECT concat_ws('|', n.name, count(*)) FROM articles_fts AS s JOIN facet_mentions AS f ON f.article_id = s.rowid
		CROSS JOIN json_each(f.names) AS j JOIN facet_names AS n ON n.name_id = j.value
		WHERE s.articles_fts MATCH '"title"' GROUP BY n.name_id ORDER BY count(*) DESC, n.name_id`
	if got, want := facetRows(t, sealed, ofQuery), "丙|2\n甲|2"; got != want {
		t.Errorf("of a query\n%s\nwant\n%s", got, want)
	}
	put(t, sealed, reading("z", "", "Title", "one more", ""))
	if got := facetRows(t, sealed, each); got != "" {
		t.Errorf("after another ingest the mentions are still\n%s", got)
	}
}

// TestFacetNamesAreBounded has more names than the facet takes.
func TestFacetNamesAreBounded(t *testing.T) {
	dir := t.TempDir()
	open, sealed := filepath.Join(dir, "open.db"), filepath.Join(dir, "sealed.db")
	var all []schema.Reading
	for i := range 2 {
		r := reading(string(rune('a'+i)), "", "Title", "text "+string(rune('a'+i)), "")
		for n := range 600 {
			r.Article.Entities = append(r.Article.Entities, schema.Entity{Span: schema.Span{Field: "title"}, Kind: schema.Org, Name: "n" + strconv.Itoa(1000+n)})
		}
		all = append(all, r)
	}
	put(t, open, all...)
	sealAll(t, open, sealed)
	if got, want := facetRows(t, sealed, `SELECT concat_ws('|', count(*), max(name)) FROM facet_names`), "500|n1498"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
