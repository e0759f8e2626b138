package store_test

import (
	"context"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"dabao/schema/store"
)

func TestTrial(t *testing.T) {
	ctx := context.Background()
	trial, err := store.NewTrial(ctx)
	if err != nil {
		t.Fatal(err)
	}
	defer trial.Close()
	for where, want := range map[string]string{
		"":                          "",
		"lang LIKE 'zh%' AND chars": "",
		"uid IN (SELECT uid FROM search WHERE q = json_quote('paragraph'))": "",
		"lang = zh":                           "no such column: zh",
		"lang = 'en') OR (1":                  "a parenthesis closes that was not opened",
		"chars = zeroblob(450000000)":         "it makes a value of more than 16777216 bytes",
		"length(zeroblob(450000000)) > chars": "it makes a value of more than 16777216 bytes",
		"EXISTS (WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n) SELECT 1 FROM n WHERE i < 0)": "it takes longer than 5s",
		"load_extension('x') = 1": "not authorized",
	} {
		check(t, where, trial.Condition(ctx, "articles", where), want)
	}
	for query, want := range map[string]string{
		"SELECT uid, title FROM search WHERE q = json_quote('title') ORDER BY rank LIMIT 20;":                             "",
		"WITH months AS (SELECT substr(published_on, 1, 7) AS m FROM articles) SELECT m, count(*) FROM months GROUP BY m": "",
		"SELECT unit, max(value) FROM figures GROUP BY unit":                                                              "",
		"VALUES (1)":                                "",
		"SELECT sum(rows) FROM hanzi":               "no such column",
		"WITH a AS (SELECT 1) DELETE FROM articles": "it does more than read",
		"WITH a AS (SELECT 1) INSERT INTO withdrawn SELECT 'u', 'd', 'r' RETURNING uid": "it does more than read",
		"DELETE FROM articles":               "does not start with SELECT, WITH or VALUES",
		"SELECT * FROM pragma_database_list": "it does more than read",
		"SELECT 1; SELECT 2":                 "a semicolon would start another statement",
	} {
		check(t, query, trial.Query(ctx, query), want)
	}
}

func check(t *testing.T, text string, err error, want string) {
	t.Helper()
	if (err == nil) != (want == "") || err != nil && !strings.Contains(err.Error(), want) {
		t.Errorf("%s\ngot  %v\nwant %s", text, err, want)
	}
}

// A reader makes no value that no article needs, whatever it is asked.
func TestReaderLimitsValues(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.db")
	put(t, path, reading("1", "https://example.org/1", "A title", "A paragraph.", ""))
	s, err := store.Open(context.Background(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	before, rows := memory(), 0
	for _, err := range s.Rows(context.Background(), "articles", []string{"uid"}, "length(zeroblob(chars * 0 + 450000000)) > 0") {
		rows++
		if err == nil || !strings.Contains(err.Error(), "too big") {
			t.Errorf("got %v", err)
		}
	}
	if rows != 1 {
		t.Errorf("got %d rows", rows)
	}
	if grown := memory() - before; grown > 64<<20 {
		t.Errorf("memory grew by %d bytes", grown)
	}
}

func memory() int64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.Sys)
}
