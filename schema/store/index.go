package store

import (
	"context"
	"database/sql"

	"dabao/schema"
	"dabao/schema/fulltext"
	"dabao/schema/neardup"
)

// The index is contentless: it is told what to forget with the very tokens it
// was given, so both directions go through indexRow.
const (
	addToIndex    = `INSERT INTO articles_fts (rowid, title, text) VALUES (?, ?, ?)`
	forgetInIndex = `INSERT INTO articles_fts (articles_fts, rowid, title, text) VALUES ('delete', ?, ?, ?)`
)

// Derive works out what Put otherwise would, for the caller to put into
// Reading.Derived: it needs no database and may run on many goroutines.
func Derive(a *schema.Article) *schema.Derived {
	text := a.Text()
	signature := neardup.Sign(text)
	return &schema.Derived{TitleTokens: fulltext.Tokens(a.Title), TextTokens: fulltext.Tokens(text), Signature: signature.Bytes()}
}

func indexRow(ctx context.Context, stmt *sql.Stmt, id int64, title, text string) error {
	_, err := stmt.ExecContext(ctx, id, fulltext.Tokens(title), fulltext.Tokens(text))
	return err
}

func fillHanzi(ctx context.Context, tx *sql.Tx) error {
	if _, err := tx.ExecContext(ctx, `DELETE FROM hanzi`); err != nil {
		return err
	}
	put, err := tx.PrepareContext(ctx, `INSERT INTO hanzi (variant, folded) VALUES (?, ?)`)
	if err != nil {
		return err
	}
	defer put.Close()
	for variant, folded := range fulltext.Variants() {
		if _, err := put.ExecContext(ctx, variant, folded); err != nil {
			return err
		}
	}
	return nil
}

func rebuildIndex(ctx context.Context, tx *sql.Tx) error {
	if _, err := tx.ExecContext(ctx, `INSERT INTO articles_fts (articles_fts) VALUES ('delete-all')`); err != nil {
		return err
	}
	put, err := tx.PrepareContext(ctx, addToIndex)
	if err != nil {
		return err
	}
	defer put.Close()
	// One article a query: a cursor left open would share the connection
	// with the writes.
	for last := int64(0); ; {
		var title, text string
		err := tx.QueryRowContext(ctx, `SELECT article_id, title, text FROM articles
			WHERE article_id > ? ORDER BY article_id LIMIT 1`, last).Scan(&last, &title, &text)
		if err == sql.ErrNoRows {
			return nil
		}
		if err != nil {
			return err
		}
		if err := indexRow(ctx, put, last, title, text); err != nil {
			return err
		}
	}
}

func setDataset(ctx context.Context, tx *sql.Tx, key, value string) error {
	_, err := tx.ExecContext(ctx, `INSERT INTO dataset (key, value) VALUES (?, ?)
		ON CONFLICT (key) DO UPDATE SET value = excluded.value`, key, value)
	return err
}
