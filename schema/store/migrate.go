package store

import (
	"context"
	"embed"
	"fmt"
	"io/fs"

	sqlite3 "modernc.org/sqlite/lib"

	"dabao/schema"
	"dabao/schema/fulltext"
)

//go:embed sql/*.sql
var migrations embed.FS

// workTables is the DDL of what only a file under ingest has.
//
//go:embed work.sql
var workTables string

// hasTable says whether the file has a table: a released one lacks those of
// workTables.
func hasTable(ctx context.Context, db querier, name string) (has bool, err error) {
	err = db.QueryRowContext(ctx, `SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = ?`, name).Scan(&has)
	return has, err
}

// migrate brings the file to schema.Version, one numbered file of sql/ at a
// time and each in a transaction of its own, so that an interrupted upgrade
// goes on where it stopped.
func (s *Store) migrate(ctx context.Context) error {
	from, err := s.version(ctx)
	if err != nil {
		return err
	}
	files, err := fs.Glob(migrations, "sql/*.sql")
	if err != nil {
		return err
	}
	if last := schema.FirstVersion + len(files) - 1; last != schema.Version {
		return fmt.Errorf("the migrations lead to layout %d, not to %d", last, schema.Version)
	}
	if from == 0 {
		if err := s.exec(ctx, fmt.Sprintf("PRAGMA page_size = %d", PageSize)); err != nil {
			return err
		}
	}
	for i, name := range files {
		if to := schema.FirstVersion + i; to > from {
			if err := s.step(ctx, name, to); err != nil {
				return fmt.Errorf("%s: apply %s: %w", s.path, name, err)
			}
		}
	}
	if err := s.checkTokens(ctx); err != nil {
		return err
	}
	return s.sayMaker(ctx)
}

// sayMaker notes in the table dataset which dabao last wrote to the file.
func (s *Store) sayMaker(ctx context.Context) error {
	said, err := s.Dataset(ctx)
	if err != nil {
		return err
	}
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	for key, value := range map[string]string{"tool": "dabao " + schema.ToolVersion, "schema_version": fmt.Sprint(schema.Version)} {
		if said[key] == value {
			continue
		}
		if err := setDataset(ctx, tx, key, value); err != nil {
			return err
		}
	}
	return tx.Commit()
}

func (s *Store) step(ctx context.Context, name string, to int) error {
	ddl, err := migrations.ReadFile(name)
	if err != nil {
		return err
	}
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		if code(err) == sqlite3.SQLITE_BUSY {
			return ErrBusy
		}
		return err
	}
	defer tx.Rollback()
	for _, q := range []string{string(ddl),
		fmt.Sprintf("PRAGMA application_id = %d", schema.ApplicationID),
		fmt.Sprintf("PRAGMA user_version = %d", to),
	} {
		if _, err := tx.ExecContext(ctx, q); err != nil {
			return err
		}
	}
	return tx.Commit()
}

// tokensKey is the dataset key that says under which token rule the index and
// hanzi were made.
const tokensKey = "token_rule"

// checkTokens fills hanzi and rebuilds the index when the rule they were made
// under is not the one of this dabao: a contentless index can only be told to
// forget the very tokens it was given.
func (s *Store) checkTokens(ctx context.Context) error {
	want := fmt.Sprint(fulltext.Version)
	var have string
	err := s.db.QueryRowContext(ctx, `SELECT coalesce(max(value), '') FROM dataset WHERE key = ?`, tokensKey).Scan(&have)
	if err != nil || have == want {
		return err
	}
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := fillHanzi(ctx, tx); err != nil {
		return fmt.Errorf("fill hanzi: %w", err)
	}
	if err := s.rebuildIndex(ctx, tx); err != nil {
		return fmt.Errorf("rebuild the index: %w", err)
	}
	if err := setDataset(ctx, tx, tokensKey, want); err != nil {
		return err
	}
	return tx.Commit()
}

func (s *Store) exec(ctx context.Context, q string, args ...any) error {
	_, err := s.db.ExecContext(ctx, q, args...)
	return err
}
