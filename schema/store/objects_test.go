package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"testing"

	"dabao/schema"
)

// TestHostileObjects: a file that says it is ours, and has something else under
// a name of ours, is refused before it is asked anything.
func TestHostileObjects(t *testing.T) {
	const endless = `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i AS article_id, '' AS uid, '' AS title FROM n`
	for name, change := range map[string]string{
		"a view for a table":  `DROP VIEW search; DROP VIEW figures; DROP VIEW blocks; ALTER TABLE articles RENAME TO kept; CREATE VIEW articles AS ` + endless,
		"another view":        `DROP VIEW search; CREATE VIEW search AS ` + endless,
		"a table more wide":   `ALTER TABLE tags ADD COLUMN more TEXT`,
		"another application": `PRAGMA application_id = 7`,
	} {
		path := filepath.Join(t.TempDir(), "a.db")
		s, err := Create(t.Context(), path)
		if err != nil {
			t.Fatal(err)
		}
		s.Close()
		if s, err = Open(t.Context(), path); err != nil {
			t.Fatalf("%s, before: %v", name, err)
		}
		s.Close()
		db, err := sql.Open("sqlite", path)
		if err == nil {
			_, err = db.Exec(change)
		}
		if err := errors.Join(err, db.Close()); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if s, err := Open(t.Context(), path); !errors.Is(err, ErrNotDabao) {
			t.Errorf("%s: got %v", name, err)
			if err == nil {
				s.Close()
			}
		}
	}
}

// TestAnIngestThatHasJustBegun is seen by others as undecided from its first
// reading on, and no more once it has ended.
func TestAnIngestThatHasJustBegun(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.db")
	s, err := Create(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	seen := func() string {
		other, err := Open(t.Context(), path)
		if err != nil {
			return err.Error()
		}
		defer other.Close()
		undecided, err := other.Undecided(t.Context())
		return fmt.Sprint(undecided, err)
	}
	during := ""
	_, err = s.Put(context.Background(), func(yield func(schema.Reading, error) bool) { during = seen() }, nil)
	if err := errors.Join(err, s.Group(t.Context())); err != nil {
		t.Fatal(err)
	}
	if after := seen(); during != "true <nil>" || after != "false <nil>" {
		t.Errorf("undecided: during %s, after %s", during, after)
	}
}
