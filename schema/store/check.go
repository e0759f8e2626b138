package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// maxFindings bounds what one check lists.
const maxFindings = 20

// Check lists what SQLite itself finds wrong with the file: pages, indexes and
// constraints (integrity_check), and rows that point at none (foreign keys); and
// where the full-text index is damaged. No finding is a nil slice; the error is
// of the check, not of the file.
func (s *Store) Check(ctx context.Context) ([]string, error) {
	var findings []string
	lines, err := column[string](ctx, s.db, fmt.Sprintf(`PRAGMA integrity_check(%d)`, maxFindings))
	if err != nil {
		return nil, fmt.Errorf("check %s: %w", s.path, err)
	}
	for _, line := range lines {
		if line != "ok" {
			findings = append(findings, line)
		}
	}
	strays, err := column[string](ctx, s.db, fmt.Sprintf(
		`SELECT "table" || ' row ' || coalesce(rowid, '?') || ' points at no row of ' || parent FROM pragma_foreign_key_check LIMIT %d`, maxFindings))
	if err != nil {
		return nil, fmt.Errorf("check %s: %w", s.path, err)
	}
	damage, err := s.checkIndex(ctx)
	if err != nil {
		return nil, fmt.Errorf("check %s: %w", s.path, err)
	}
	return slices.Concat(findings, strays, damage), nil
}

// CompareIndex lists terms that the full-text indexes of two files do not hold
// in the same number of articles and places, by column. It needs neither file
// to be sealed: row numbers do not count.
func CompareIndex(ctx context.Context, one, other string) ([]string, error) {
	a, err := openVocabulary(ctx, one)
	if err != nil {
		return nil, err
	}
	defer a.close()
	b, err := openVocabulary(ctx, other)
	if err != nil {
		return nil, err
	}
	defer b.close()
	var findings []string
	for a.more || b.more {
		switch order := compareTerms(a, b); {
		case order < 0:
			findings = append(findings, fmt.Sprintf("the index holds %q in %s and should not", a.term, a.column))
			a.next()
		case order > 0:
			findings = append(findings, fmt.Sprintf("the index lacks %q in %s", b.term, b.column))
			b.next()
		default:
			if a.articles != b.articles || a.places != b.places {
				findings = append(findings, fmt.Sprintf("the index holds %q in %s of %d articles at %d places, not of %d at %d",
					a.term, a.column, a.articles, a.places, b.articles, b.places))
			}
			a.next()
			b.next()
		}
		if len(findings) == maxFindings {
			break
		}
	}
	return findings, errors.Join(a.err, b.err)
}

// vocabulary walks over the terms of one index by term and column.
type vocabulary struct {
	store            *Store
	conn             *sql.Conn
	rows             *sql.Rows
	term, column     string
	articles, places int64
	more             bool
	err              error
}

func openVocabulary(ctx context.Context, path string) (*vocabulary, error) {
	s, err := Open(ctx, path)
	if err != nil {
		return nil, err
	}
	v := &vocabulary{store: s}
	if err := v.start(ctx); err != nil {
		v.close()
		return nil, fmt.Errorf("read the index of %s: %w", path, err)
	}
	return v, nil
}

func (v *vocabulary) start(ctx context.Context) (err error) {
	if v.conn, err = v.store.db.Conn(ctx); err != nil {
		return err
	}
	// The file is open for reading only; what is made here is temporary.
	for _, q := range []string{`PRAGMA query_only = 0`, `CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab (main, articles_fts, col)`} {
		if _, err = v.conn.ExecContext(ctx, q); err != nil {
			return err
		}
	}
	v.rows, err = v.conn.QueryContext(ctx, `SELECT term, col, doc, cnt FROM temp.vocabulary ORDER BY term, col`)
	if err == nil {
		v.next()
	}
	return err
}

func (v *vocabulary) next() {
	if v.more = v.rows.Next(); v.more {
		v.err = v.rows.Scan(&v.term, &v.column, &v.articles, &v.places)
	} else {
		v.err = v.rows.Err()
	}
	v.more = v.more && v.err == nil
}

func (v *vocabulary) close() {
	if v.rows != nil {
		v.rows.Close()
	}
	if v.conn != nil {
		v.conn.Close()
	}
	v.store.Close()
}

// compareTerms orders by term, then column; an index at its end comes last.
func compareTerms(a, b *vocabulary) int {
	if a.more != b.more {
		if a.more {
			return -1
		}
		return 1
	}
	return cmp.Or(strings.Compare(a.term, b.term), strings.Compare(a.column, b.column))
}
