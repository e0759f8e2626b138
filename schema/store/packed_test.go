package store_test

import (
	"database/sql"
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"

	"dabao/schema"
	"dabao/schema/store"
)

// packedArticles are enough, and wordy enough, that some terms have long lists
// and that a run of a thousand ends among them.
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

// numbers reads the LEB128 numbers of blobs put together.
func numbers(t *testing.T, db *sql.DB, query string) (all []uint64) {
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
		for len(blob) > 0 {
			v, n := binary.Uvarint(blob)
			if n <= 0 {
				t.Fatalf("%s: a row ends within a number", query)
			}
			all = append(all, v)
			blob = blob[n:]
		}
	}
	return all
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

	groups := numbers(t, db, `SELECT group_ids FROM packed_groups ORDER BY run_id`)
	lengths := numbers(t, db, `SELECT lengths FROM packed_lengths ORDER BY run_id`)
	if len(groups) != n || len(lengths) != n {
		t.Fatalf("%d groups and %d lengths are packed, want %d", len(groups), len(lengths), n)
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

// A term with a long list is counted in every article that has it.
func TestPackedCountsOfLongLists(t *testing.T) {
	const n = 2300
	dir := t.TempDir()
	open, sealed := filepath.Join(dir, "open.db"), filepath.Join(dir, "sealed.db")
	all := packedArticles(n)
	for i := range all { // of "lake", enough for a list of 96 KiB
		all[i].Article.Blocks[1].Text += strings.Repeat(" lake", 60)
	}
	put(t, open, all...)
	sealAll(t, open, sealed)
	db, err := sql.Open("sqlite", "file:"+sealed+"?mode=ro")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	var term string
	var articles, first, parts int
	if err := db.QueryRow(`SELECT group_concat(CAST(term AS TEXT)), sum(articles), sum(first_part), sum(parts) FROM packed_terms`).
		Scan(&term, &articles, &first, &parts); err != nil {
		t.Fatal(err)
	}
	if term != "lake" || articles != n || first != 0 || parts < 2 {
		t.Fatalf("packed are %q in %d articles, part %d and %d more; want lake in %d, in two parts at least", term, articles, first, parts, n)
	}
	mustExec(t, db, `CREATE VIRTUAL TABLE temp.v USING fts5vocab (main, articles_fts, instance)`)
	var counts []byte
	if err := db.QueryRow(`SELECT CAST(group_concat(hex(counts), '') AS BLOB) FROM (SELECT counts FROM packed_counts ORDER BY part_id)`).Scan(&counts); err != nil {
		t.Fatal(err)
	}
	list := make([]byte, len(counts)/2)
	if _, err := fmt.Sscanf(string(counts), "%x", &list); err != nil {
		t.Fatal(err)
	}
	rows, err := db.Query(`SELECT doc, sum(col = 'title'), sum(col = 'text') FROM temp.v WHERE term = 'lake' GROUP BY doc ORDER BY doc`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	at, seen := uint64(0), 0
	for ; rows.Next(); seen++ {
		var id, title, text uint64
		if err := rows.Scan(&id, &title, &text); err != nil {
			t.Fatal(err)
		}
		distance, inTitle, inText := uint64(list[0]>>4), uint64(0), uint64(list[0]&15)
		short := inText > 0
		list = list[1:]
		next := func() uint64 {
			v, n := binary.Uvarint(list)
			list = list[n:]
			return v
		}
		if distance == 0 {
			distance = next()
		}
		if !short {
			inTitle, inText = next(), next()
		}
		if at += distance; at != id || inTitle != title || inText != text {
			t.Fatalf("packed is article %d with %d in the title and %d in the text, want %d with %d and %d", at, inTitle, inText, id, title, text)
		}
	}
	if seen != n || len(list) != 0 {
		t.Errorf("%d articles have the term and %d bytes are left, want %d and none", seen, len(list), n)
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
