package store

import (
	"context"
	"errors"
	"slices"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"dabao/schema"
)

// Relation is a table or view of the file, as a person asks for it.
type Relation struct {
	Name    string
	View    bool
	SQL     string // how it was made, the meaning of each column behind it
	Columns []string
}

// shadows are the tables that keep the full-text index. Source:
// sqlite.org/fts5.html, 4.4 and 9.
var shadows = []string{"articles_fts_data", "articles_fts_idx", "articles_fts_docsize", "articles_fts_content", "articles_fts_config"}

// Catalog lists the tables and views of the file by name, without those that
// SQLite and the full-text index keep for themselves.
func (s *Store) Catalog(ctx context.Context) ([]Relation, error) {
	var all []Relation
	err := s.cells(ctx, `SELECT m.name, m.type, coalesce(m.sql, ''), p.name FROM sqlite_schema AS m CROSS JOIN pragma_table_info(m.name) AS p
		WHERE m.type IN ('table', 'view') AND m.name NOT LIKE 'sqlite\_%' ESCAPE '\' ORDER BY m.name, p.cid`, nil, func(cells []any) {
		name, column := schema.FormatCell(cells[0]), schema.FormatCell(cells[3])
		if slices.Contains(shadows, name) {
			return
		}
		if n := len(all); n == 0 || all[n-1].Name != name {
			all = append(all, Relation{Name: name, View: cells[1] == "view", SQL: schema.FormatCell(cells[2])})
		}
		last := &all[len(all)-1]
		last.Columns = append(last.Columns, column)
	})
	return all, err
}

// Unreadable says that SQLite does not understand a question, or that what it
// names is not there.
func Unreadable(err error) bool {
	var e *sqlite.Error
	return errors.As(err, &e) && e.Code()&0xff == sqlite3.SQLITE_ERROR || errors.Is(err, errQuestion)
}
