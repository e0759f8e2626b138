package store

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestCheckCondition(t *testing.T) {
	for _, good := range []string{"", "1", "lang = 'en' -- really", "title LIKE '%;)%' AND (chars > 1)", "[a;b] = `c)d` OR \"e(\" IS NULL",
		"chars /* ; ) */ > 1", "title = 'it''s; fine'", "uid IN (SELECT uid FROM captures WHERE bytes > 10)", "1 --", "-1 - -2"} {
		if err := CheckCondition(good); err != nil {
			t.Errorf("%s: %v", good, err)
		}
	}
	for bad, why := range map[string]string{
		"1; SELECT 1":                          "semicolon",
		"1) OR (1":                             "was not opened",
		"(1":                                   "not closed",
		"1) --":                                "was not opened",
		"1 /* ":                                "*/ is missing",
		"1 /*/":                                "*/ is missing",
		"title = 'x":                           "' is missing",
		"[x":                                   "] is missing",
		"1\x00":                                "NUL",
		"$a(')); ATTACH '/tmp/x' AS p; -- ')":  "parameter",
		"@a(')); ATTACH '/tmp/x' AS p; -- ')":  "parameter",
		"title = ?":                            "parameter",
		"1 -- '\n); ATTACH '/tmp/x' AS p; --'": "was not opened",
	} {
		if err := CheckCondition(bad); err == nil || !strings.Contains(err.Error(), why) {
			t.Errorf("%s: got %v, want %s", bad, err, why)
		}
	}
	for query, good := range map[string]bool{"SELECT 1": true, " with a as (select 1) select * from a ; ": true, "SELECT 1;": true, "values (1)": true, "-- a\n-- b;\nSELECT 1": true,
		"SELECT 1; SELECT 2": false, "SELECT 1;;": false, "ATTACH 'x' AS p": false, "PRAGMA x": false, "": false, "SELECTED": false} {
		if err := CheckQuery(query); (err == nil) != good {
			t.Errorf("%q: got %v", query, err)
		}
	}
}

func emptyFile(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "a.db")
	db, err := Create(context.Background(), path)
	if err == nil {
		err = db.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// A condition that gets past every look at its text still reaches no file.
func TestReaderAttachesNothing(t *testing.T) {
	ctx := context.Background()
	path := emptyFile(t)
	s, err := Open(ctx, path)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	other := filepath.Join(t.TempDir(), "other.db")
	if _, err := s.db.ExecContext(ctx, "ATTACH '"+other+"' AS p"); err == nil || !strings.Contains(err.Error(), "not authorized") {
		t.Errorf("got %v", err)
	}
	for _, where := range []string{"1); ATTACH '" + other + "' AS p; --", "uid = 'x'; ATTACH '" + other + "' AS p"} {
		for _, err := range s.Rows(ctx, "articles", nil, where) {
			if err == nil {
				t.Errorf("%s: no error", where)
			}
		}
		for _, err := range s.Articles(ctx, where) {
			if err == nil {
				t.Errorf("%s: no error", where)
			}
		}
	}
	if _, err := os.Stat(other); err == nil {
		t.Error("a file was made")
	}
}

// A condition that never ends is ended by its context.
func TestConditionEndsWithContext(t *testing.T) {
	path := emptyFile(t)
	s, err := Open(context.Background(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	ctx, cancel := context.WithTimeout(context.Background(), 50*time.Millisecond)
	defer cancel()
	var last error
	for _, err := range s.Rows(ctx, "hanzi", nil, "(WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n)") {
		last = err
	}
	if last == nil {
		t.Error("it came to an end")
	}
}
