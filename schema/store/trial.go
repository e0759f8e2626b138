package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"time"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"dabao/schema"
)

// Bounds on what a stranger's SQL may cost: how long it may take on one article,
// how large a value it may make there, and how large any value may be that a
// reader of a file meets.
const (
	TrialTime     = 5 * time.Second
	maxTrialValue = 16 << 20
	maxValue      = 128 << 20
	maxTrialRows  = 10_000
)

// Trial is a database with one invented article, to try the SQL of strangers on
// before any work is done. What it tries may only read.
type Trial struct {
	store  *Store
	conn   *sql.Conn
	folder string
}

// NewTrial makes one in a passing folder, which Close removes.
func NewTrial(ctx context.Context) (t *Trial, err error) {
	t = &Trial{}
	defer func() {
		if err != nil {
			t.Close()
		}
	}()
	if t.folder, err = os.MkdirTemp("", "dabao-trial-"); err != nil {
		return nil, err
	}
	path := filepath.Join(t.folder, "trial.db")
	w, err := Create(ctx, path)
	if err != nil {
		return nil, err
	}
	_, err = w.Put(ctx, invented(), nil)
	if err = errors.Join(err, w.Close()); err != nil {
		return nil, err
	}
	if t.store, err = Open(ctx, path); err != nil {
		return nil, err
	}
	if t.conn, err = t.store.db.Conn(ctx); err != nil {
		return nil, err
	}
	if _, err := sqlite.Limit(t.conn, sqlite3.SQLITE_LIMIT_LENGTH, maxTrialValue); err != nil {
		return nil, err
	}
	return t, t.conn.Raw(func(c any) error { return c.(sqlite.AuthorizerRegisterer).RegisterAuthorizer(onlyReading) })
}

// invented is the article of a trial.
func invented() iter.Seq2[schema.Reading, error] {
	return func(yield func(schema.Reading, error) bool) {
		const url = "https://trial.example/2022/01/02/article.html"
		yield(schema.Reading{Claim: url, Article: &schema.Article{URL: url, Site: "trial.example", Title: "A title", Lang: "en", PublishedOn: "2022-01-02",
			Blocks: []schema.Block{{Kind: schema.Paragraph, Text: "A paragraph of 3 words."}}},
			Capture: schema.Capture{Origin: schema.Origin{URI: "article.html"}, SHA256: fmt.Sprintf("%064x", 1), MediaType: "text/html", Charset: "utf-8"}}, nil)
	}
}

// Close is safe on a trial that was never finished.
func (t *Trial) Close() {
	if t.conn != nil {
		t.conn.Close()
	}
	if t.store != nil {
		t.store.Close()
	}
	if t.folder != "" {
		os.RemoveAll(t.folder)
	}
}

// Condition tries a text as the condition over a table that Rows takes, and
// says what is wrong with it.
func (t *Trial) Condition(ctx context.Context, table, where string) error {
	if err := CheckCondition(where); err != nil || where == "" {
		return err
	}
	return t.run(ctx, "SELECT 1 FROM "+quote(table)+whereSQL(where))
}

// Query tries a whole query.
func (t *Trial) Query(ctx context.Context, query string) error {
	if err := CheckQuery(query); err != nil {
		return err
	}
	return t.run(ctx, query)
}

func (t *Trial) run(ctx context.Context, query string) error {
	limited, cancel := context.WithTimeout(ctx, TrialTime)
	defer cancel()
	err := readAll(limited, t.conn, query)
	switch {
	case err == nil || ctx.Err() != nil:
		return ctx.Err()
	case limited.Err() != nil:
		return fmt.Errorf("it takes longer than %v on a single article", TrialTime)
	case code(err) == sqlite3.SQLITE_AUTH:
		return fmt.Errorf("it does more than read: %w", err)
	case code(err) == sqlite3.SQLITE_TOOBIG:
		return fmt.Errorf("it makes a value of more than %d bytes: %w", maxTrialValue, err)
	}
	return err
}

func readAll(ctx context.Context, conn *sql.Conn, query string) error {
	rows, err := conn.QueryContext(ctx, query)
	if err != nil {
		return err
	}
	defer rows.Close()
	for n := 0; n < maxTrialRows && rows.Next(); n++ {
	}
	return rows.Err()
}

// onlyReading lets a statement read tables and call functions, and FTS5 look
// after the version of the file.
func onlyReading(action sqlite.AuthorizerActionCode, what, _, _, _ string) sqlite.AuthorizerReturnCode {
	switch action {
	case sqlite.AuthSelect, sqlite.AuthRead, sqlite.AuthFunction, sqlite.AuthRecursive:
		return sqlite.AuthorizerOK
	case sqlite.AuthPragma:
		if what == "data_version" {
			return sqlite.AuthorizerOK
		}
	}
	return sqlite.AuthorizerDeny
}
