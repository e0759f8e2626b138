package store_test

import (
	"database/sql"
	"encoding/hex"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"dabao/schema"
	"dabao/schema/fulltext/rice"
	"dabao/schema/fulltext/segment"
	"dabao/schema/store"
)

// packedArticles are enough, and wordy enough, that some terms have long lists
// and that runs of articles end among them.
func packedArticles(n int) []schema.Reading {
	rnd := rand.New(rand.NewPCG(5, 64))
	words := strings.Fields("lake ferry bridge harbour night rain 疫情 防控 铁路 河流")
	all := make([]schema.Reading, n)
	for i := range all {
		var text strings.Builder
		for range 20 + rnd.IntN(40) {
			text.WriteString(words[int(float64(len(words))*rnd.Float64()*rnd.Float64())])
			text.WriteByte(' ')
		}
		title := fmt.Sprintf("Item %d", i)
		if i%7 == 0 {
			title += " lake lake"
		}
		if i%900 == 0 {
			text.WriteString(strings.Repeat("lake ", 30))
		}
		all[i] = reading(fmt.Sprint(i), fmt.Sprintf("https://example.org/%d", i), title, text.String(), "")
		if i%3 == 0 {
			all[i].Article.Source = fmt.Sprintf("Outlet %d", i%900)
		}
	}
	return all
}

// numbers reads n numbers of the blobs of a query, at most run of each, each a
// series of its own.
func numbers(t *testing.T, db *sql.DB, query string, n, run int) (all []uint64) {
	t.Helper()
	rows, err := db.Query(query)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var blob []byte
		if err := rows.Scan(&blob); err != nil {
			t.Fatal(err)
		}
		var s rice.Series
		r := rice.NewReader(blob)
		for range min(run, n-len(all)) {
			v, err := r.Next(&s)
			if err != nil {
				t.Fatalf("%s: %v", query, err)
			}
			all = append(all, v)
		}
	}
	return all
}

// joined are the parts of a list.
func joined(t *testing.T, db *sql.DB, first, parts int) []byte {
	t.Helper()
	var text string
	if err := db.QueryRow(`SELECT group_concat(hex(list), '') FROM (SELECT list FROM packed_parts WHERE part_id BETWEEN ? AND ? ORDER BY part_id)`, first, first+parts-1).
		Scan(&text); err != nil {
		t.Fatal(err)
	}
	list, err := hex.DecodeString(text)
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// What is packed is what FTS5 itself says of the index, and the facets.
func TestPackedTablesSayWhatTheIndexSays(t *testing.T) {
	const n = 2300
	dir := t.TempDir()
	open, sealed := filepath.Join(dir, "open.db"), filepath.Join(dir, "sealed.db")
	put(t, open, packedArticles(n)...)
	sealAll(t, open, sealed)
	db, err := sql.Open("sqlite", "file:"+sealed+"?mode=ro")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	db.SetMaxOpenConns(1)

	groups := numbers(t, db, `SELECT group_ids FROM packed_groups ORDER BY run_id`, n, 250)
	lengths := numbers(t, db, `SELECT lengths FROM packed_lengths ORDER BY run_id`, n, 250)
	if len(groups) != n || len(lengths) != n {
		t.Fatalf("%d groups and %d lengths are packed, want %d", len(groups), len(lengths), n)
	}
	for i := range lengths {
		if i%250 > 0 {
			lengths[i] = uint64(int64(lengths[i-1]) + rice.Zagzig(lengths[i]))
		}
	}
	mustExec(t, db, `CREATE VIRTUAL TABLE temp.v USING fts5vocab (main, articles_fts, instance)`)
	each := map[string][]uint64{
		`SELECT group_id FROM facets ORDER BY article_id`:       groups,
		`SELECT count(*) FROM temp.v GROUP BY doc ORDER BY doc`: lengths,
	}
	for query, packed := range each {
		rows, err := db.Query(query)
		if err != nil {
			t.Fatal(err)
		}
		i := 0
		for ; rows.Next(); i++ {
			var want uint64
			if err := rows.Scan(&want); err != nil {
				t.Fatal(err)
			}
			if packed[i] != want {
				t.Fatalf("article %d has %d packed, want %d (%s)", i+1, packed[i], want, query)
			}
		}
		rows.Close()
		if i != n {
			t.Fatalf("%s gives %d rows, want %d", query, i, n)
		}
	}
}

// Terms with long lists are counted in every article that has them.
func TestPackedCountsOfLongLists(t *testing.T) {
	const n = 2300
	dir := t.TempDir()
	open, sealed := filepath.Join(dir, "open.db"), filepath.Join(dir, "sealed.db")
	all := packedArticles(n)
	for i := range all { // of "lake", enough for a list in several parts
		all[i].Article.Blocks[1].Text += strings.Repeat(" lake", i*i%140)
		all[i].Article.Title += strings.Repeat(" lake", i*i%11)
	}
	put(t, open, all...)
	sealAll(t, open, sealed)
	db, err := sql.Open("sqlite", "file:"+sealed+"?mode=ro")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	mustExec(t, db, `CREATE VIRTUAL TABLE temp.v USING fts5vocab (main, articles_fts, instance)`)
	const term, least = "lake", 5
	var articles, first, parts int
	if err := db.QueryRow(`SELECT articles, first_part, parts FROM packed_terms WHERE term = CAST(? AS BLOB)`, term).Scan(&articles, &first, &parts); err != nil {
		t.Fatal(err)
	}
	if parts < least {
		t.Errorf("the list of %q has %d parts, want %d at least", term, parts, least)
	}
	type counts struct{ id, title, text uint64 }
	var got, want []counts
	if err := segment.ReadCounts(joined(t, db, first, parts), articles, func(id, title, text uint64) bool {
		got = append(got, counts{id, title, text})
		return true
	}); err != nil {
		t.Fatal(err)
	}
	rows, err := db.Query(`SELECT doc, sum(col = 'title'), sum(col = 'text') FROM temp.v WHERE term = ? GROUP BY doc ORDER BY doc`, term)
	if err != nil {
		t.Fatal(err)
	}
	for rows.Next() {
		var c counts
		if err := rows.Scan(&c.id, &c.title, &c.text); err != nil {
			t.Fatal(err)
		}
		want = append(want, c)
	}
	rows.Close()
	if !slices.Equal(got, want) {
		t.Errorf("%q is packed for %d articles, want %d, or otherwise", term, len(got), len(want))
	}
	var short int
	if err := db.QueryRow(`SELECT count(*) FROM packed_terms WHERE term = CAST('item' AS BLOB)`).Scan(&short); err != nil || short != 0 {
		t.Errorf("a term with a short list is packed: %d, %v", short, err)
	}
}

// The days and the authors of articles are packed as the articles have them.
func TestPackedDaysAndAuthors(t *testing.T) {
	const n = 700
	dir := t.TempDir()
	open, sealed := filepath.Join(dir, "open.db"), filepath.Join(dir, "sealed.db")
	all := packedArticles(n)
	for i := range all {
		a := all[i].Article
		if i%10 > 0 {
			a.PublishedOn = fmt.Sprintf("2021-%02d-%02d", 1+i%7, 1+i%23)
		}
		for k := range i % 3 {
			a.Credits = append(a.Credits, schema.Credit{Role: []schema.Role{schema.Author, schema.Photographer}[i/7%2], Name: fmt.Sprintf("Writer %d", (i+k)%40)})
		}
	}
	put(t, open, all...)
	sealAll(t, open, sealed)
	db, err := sql.Open("sqlite", "file:"+sealed+"?mode=ro")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	db.SetMaxOpenConns(1)

	// Every article that has a day, in its place.
	var got, want []string
	months := facetRows(t, sealed, `SELECT group_concat(month, ' ' ORDER BY month_id) FROM facet_months WHERE month IS NOT NULL`)
	for i, month := range strings.Fields(months) {
		days := numbers(t, db, fmt.Sprintf(`SELECT articles FROM packed_days WHERE month_id = %d`, i+1), 31, 31)
		for day, articles := range days {
			for range articles {
				got = append(got, fmt.Sprintf("%s-%02d", month, day+1))
			}
		}
	}
	want = strings.Fields(facetRows(t, sealed, `SELECT group_concat(published_on, ' ' ORDER BY article_id) FROM articles WHERE published_on IS NOT NULL`))
	if !slices.Equal(got, want) {
		t.Errorf("packed are the days %v, want %v", got, want)
	}

	got, want = nil, strings.Split(facetRows(t, sealed, `SELECT group_concat(name || ' ' || article_id, '|' ORDER BY name, article_id)
		FROM (SELECT DISTINCT name, article_id FROM credits WHERE role IN ('author', 'correspondent'))`), "|")
	rows, err := db.Query(`SELECT name, articles, first_part, parts FROM packed_authors ORDER BY author_id`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	type author struct {
		name                   string
		articles, first, parts int
	}
	var authors []author
	for rows.Next() {
		var a author
		if err := rows.Scan(&a.name, &a.articles, &a.first, &a.parts); err != nil {
			t.Fatal(err)
		}
		authors = append(authors, a)
	}
	rows.Close()
	for _, a := range authors {
		var gaps rice.Series
		r := rice.NewReader(joined(t, db, a.first, a.parts))
		id := uint64(0)
		for range a.articles {
			gap, err := r.Next(&gaps)
			if err != nil {
				t.Fatal(err)
			}
			id += 1 + gap
			got = append(got, fmt.Sprint(a.name, " ", id))
		}
	}
	if !slices.Equal(got, want) {
		t.Errorf("packed are the authors %v, want %v", got, want)
	}
}

// What is packed of a file is not true any more once it takes in an article.
func TestPackedTablesAreEmptyUnderIngest(t *testing.T) {
	dir := t.TempDir()
	open, sealed := filepath.Join(dir, "open.db"), filepath.Join(dir, "sealed.db")
	put(t, open, packedArticles(3)...)
	sealAll(t, open, sealed)
	put(t, sealed, reading("z", "", "Title", "one more", ""))
	for _, path := range []string{open, sealed} {
		if got := facetRows(t, path, `SELECT (SELECT count(*) FROM packed_groups) || '|' || (SELECT count(*) FROM packed_lengths)`); got != "0|0" {
			t.Errorf("%s has the packed rows %s, want none", filepath.Base(path), got)
		}
	}
	s, err := store.Open(t.Context(), sealed)
	if err != nil {
		t.Fatal(err)
	}
	s.Close()
}
