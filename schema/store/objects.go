package store

import (
	"context"
	"fmt"
	"io/fs"
	"strings"

	"dabao/schema"
)

// ddl is everything the layout makes, as it is written.
var ddl = func() string {
	var b strings.Builder
	files, err := fs.Glob(migrations, "sql/*.sql")
	for _, name := range files {
		var text []byte
		if text, err = migrations.ReadFile(name); err != nil {
			break
		}
		b.Write(text)
	}
	if err != nil {
		panic(err) // they are embedded
	}
	return b.String()
}()

// ownObjects refuses a file whose tables and views are not, to the letter, those
// of the layout it claims: under a name that is read as a table may stand a view
// that never ends.
func (s *Store) ownObjects(ctx context.Context) error {
	rows, err := s.db.QueryContext(ctx, `SELECT name, coalesce(sql, '') FROM sqlite_schema WHERE type IN ('table', 'view')`)
	if err != nil {
		return fmt.Errorf("read %s: %w", s.path, err)
	}
	defer rows.Close()
	for rows.Next() {
		var name, sql string
		if err := rows.Scan(&name, &sql); err != nil {
			return fmt.Errorf("read %s: %w", s.path, err)
		}
		if isOwn(name) && !strings.Contains(ddl, sql) {
			return fmt.Errorf("%s: %w: its %s is not that of layout %d", s.path, ErrNotDabao, name, schema.Version)
		}
	}
	return rows.Err()
}

// isOwn says whether the layout makes an object of that name.
func isOwn(name string) bool {
	for _, kind := range []string{"CREATE TABLE ", "CREATE VIEW ", "CREATE VIRTUAL TABLE "} {
		if strings.Contains(ddl, kind+name+" ") {
			return true
		}
	}
	return false
}
