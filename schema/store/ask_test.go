package store_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"dabao/schema"
	"dabao/schema/store"
)

// ask gives the columns and rows of an answer, cells parted by |.
func ask(s *store.Store, question string, within time.Duration) (string, error) {
	var b strings.Builder
	err := s.Ask(context.Background(), question, within, func(a *store.Answer) error {
		for _, c := range a.Columns {
			fmt.Fprintf(&b, "%s:%s|", c.Name, c.Type)
		}
		for row, err := range a.Rows {
			if err != nil {
				return err
			}
			fmt.Fprintf(&b, "\n%v", row)
		}
		return nil
	})
	return b.String(), err
}

func asked(t *testing.T) (*store.Store, string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "a.db")
	var all []schema.Reading
	for i := range 3 {
		all = append(all, reading(fmt.Sprint(i), fmt.Sprintf("https://example.org/%d", i), fmt.Sprintf("標題 %d", i), "核酸檢測。", ""))
	}
	put(t, path, all...)
	s, err := store.Open(context.Background(), path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s, path
}

func TestAskAnswers(t *testing.T) {
	s, _ := asked(t)
	for question, want := range map[string]string{
		"SELECT title, chars FROM articles ORDER BY title LIMIT 2;":                             "title:text|chars:integer|\n[標題 0 5]\n[標題 1 5]",
		"SELECT 1, 'a', 2.5, NULL, x'0aff', 1":                                                  "1:text|'a':text|2.5:text|NULL:text|x'0aff':text|1_2:text|\n[1 a 2.5 <nil> 0aff 1]",
		"-- how many\n/* now */ WITH n AS (SELECT count(*) AS c FROM articles) SELECT c FROM n": "c:text|\n[3]",
		"SELECT count(*) AS n FROM search WHERE q = json_quote('核酸检测')":                         "n:text|\n[3]",
		"PRAGMA user_version":                         fmt.Sprintf("user_version:text|\n[%d]", schema.Version),
		"SELECT name FROM pragma_table_info('hanzi')": "name:text|\n[variant]\n[folded]",
		"SELECT title FROM articles WHERE 0":          "title:text|",
	} {
		if got, err := ask(s, question, time.Minute); err != nil || got != want {
			t.Errorf("%s\ngives %q, %v\nwant  %q", question, got, err, want)
		}
	}
}

// Whatever is asked, nothing is written, no other file is opened, nothing is loaded.
func TestAskOnlyReads(t *testing.T) {
	s, path := asked(t)
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	other := filepath.Join(t.TempDir(), "other.db")
	for _, question := range []string{
		"DELETE FROM articles",
		"WITH a AS (SELECT 1) DELETE FROM articles",
		"WITH a AS (SELECT 1) INSERT INTO dataset SELECT 'a', 'b' RETURNING key",
		"EXPLAIN DELETE FROM articles",
		"PRAGMA user_version = 9",
		"PRAGMA user_version(9)",
		"PRAGMA query_only = 0",
		"PRAGMA journal_mode = WAL",
		"PRAGMA writable_schema = 1",
		"PRAGMA temp_store_directory = '/tmp'",
		"SELECT * FROM pragma_journal_mode('wal')",
		"SELECT * FROM pragma_query_only(0)",
		"SELECT load_extension('x')",
		"ATTACH '" + other + "' AS o",
		"VACUUM INTO '" + other + "'",
		"CREATE TEMP TABLE t (a)",
		"SELECT 1; DELETE FROM articles",
		"BEGIN IMMEDIATE",
		"SELECT ?",
		"",
	} {
		if got, err := ask(s, question, time.Minute); err == nil {
			t.Errorf("%s gives %q", question, got)
		}
	}
	if _, err := os.Stat(other); err == nil {
		t.Error("another file was made")
	}
	after, err := os.ReadFile(path)
	if err != nil || string(after) != string(before) {
		t.Errorf("the file has changed, %v", err)
	}
	if got, err := ask(s, "SELECT count(*) AS n FROM articles", 0); err != nil || got != "n:text|\n[3]" {
		t.Errorf("afterwards it gives %q, %v", got, err)
	}
}

// A question ends in time also where its first row comes at once and the next never.
func TestAskEndsInTime(t *testing.T) {
	s, _ := asked(t)
	endless := "(WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n)"
	for _, question := range []string{"SELECT * FROM " + endless, "SELECT 1 UNION ALL SELECT * FROM " + endless} {
		if got, err := ask(s, question, 50*time.Millisecond); !errors.Is(err, store.ErrTooLong) {
			t.Errorf("%s gives %q, %v", question, got, err)
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	time.AfterFunc(50*time.Millisecond, cancel)
	err := s.Ask(ctx, "SELECT 1 UNION ALL SELECT * FROM "+endless, 0, func(a *store.Answer) error {
		for _, err := range a.Rows {
			if err != nil {
				return err
			}
		}
		return nil
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("called off, it gives %v", err)
	}
	if got, err := ask(s, "SELECT count(*) AS n FROM articles", 0); err != nil || got != "n:text|\n[3]" {
		t.Errorf("afterwards it gives %q, %v", got, err)
	}
}

func TestStatementsAreCutAtSemicolons(t *testing.T) {
	for text, want := range map[string]string{
		"SELECT 1; SELECT 2":                    "SELECT 1 / SELECT 2",
		";; SELECT ';' ;":                       "SELECT ';' / ",
		"SELECT 1 -- a; b\n, 2;":                "SELECT 1 -- a; b\n, 2 / ",
		"SELECT /* ; */ \"a;\", [b;], `c;`; x":  "SELECT /* ; */ \"a;\", [b;], `c;` / x",
		"SELECT 'it''s; fine';\nSELECT 'open; ": "SELECT 'it''s; fine' / SELECT 'open;",
		"":                                      " / ",
	} {
		all, rest := store.Statements(text)
		if got := strings.Join(all, " | ") + " / " + rest; got != want {
			t.Errorf("%q is cut to %q, want %q", text, got, want)
		}
	}
}

// What is cut at semicolons has none left that would start another statement.
func FuzzStatements(f *testing.F) {
	for _, seed := range []string{"SELECT 1; SELECT 2", "SELECT ';' -- ;\n; x", "/* ; */ [;] `;` \";\"", "'it''s;", "--", "/*", "a;/*;*/'"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		all, rest := store.Statements(text)
		for _, one := range all {
			if again, left := store.Statements(one + "\n;"); len(again) != 1 || again[0] != one || left != "" {
				t.Errorf("%q of %q is cut again: %q and %q", one, text, again, left)
			}
		}
		if again, _ := store.Statements(rest); len(again) > 0 {
			t.Errorf("the rest %q of %q is cut again: %q", rest, text, again)
		}
	})
}
