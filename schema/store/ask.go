package store

import (
	"context"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"
	"time"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"dabao/schema"
)

var (
	// ErrTooLong is returned for a question that takes longer than it may.
	ErrTooLong = errors.New("the question takes too long")
	// ErrTooLarge is returned for a question that needs more memory than it may.
	ErrTooLarge = errors.New("the question takes too much memory")
	// ErrMoreThanReading is returned for a question that does more than read
	// this file.
	ErrMoreThanReading = errors.New("only questions are answered: SELECT, WITH, VALUES, EXPLAIN, and the PRAGMAs that tell of tables")
)

// errQuestion is returned for a text that is not one statement.
var errQuestion = errors.New("not one question")

// Answer is what a question gives: its columns, and its rows, which are read
// once. Cells are nil, int64, float64 or string, a BLOB as hex digits; a row is
// the receiver's. An error is final.
type Answer struct {
	// Columns are as SQLite names them, repeated names told apart by _2, _3, ….
	// Their type is the declared one; Text where an expression has none.
	Columns []schema.Column
	// Declared says which columns are a table's own, whose type is known.
	Declared []bool
	Rows     iter.Seq2[[]any, error]
}

// Ask runs one SQL statement that only reads, and hands its answer to use, whose
// error it returns. within bounds the time of both; 0 is no bound. It returns an
// error that wraps ErrTooLong, ErrTooLarge or ErrMoreThanReading where that is why, and
// SQLite's own where it cannot read the question. What it may read is this file
// alone; what it may make are values of maxValue bytes at most.
func (s *Store) Ask(ctx context.Context, question string, within time.Duration, use func(*Answer) error) error {
	if err := checkQuestion(question); err != nil {
		return err
	}
	limited, cancel := ctx, func() {}
	if within > 0 {
		limited, cancel = context.WithTimeout(ctx, within)
	}
	defer cancel()
	conn, err := s.db.Conn(limited)
	if err != nil {
		return err
	}
	defer conn.Close()
	if err := authorize(conn, onlyAsking); err != nil {
		return err
	}
	defer authorize(conn, withinFile) // the connection goes back to the others
	err = answer(limited, conn, question, use)
	switch {
	case err == nil || ctx.Err() != nil:
		return errors.Join(ctx.Err(), err)
	case limited.Err() != nil:
		return fmt.Errorf("%w: it is given %v", ErrTooLong, within)
	case code(err) == sqlite3.SQLITE_NOMEM, code(err) == sqlite3.SQLITE_TOOBIG:
		return fmt.Errorf("%w (%w)", ErrTooLarge, err)
	case code(err) == sqlite3.SQLITE_AUTH:
		return fmt.Errorf("%w (%w)", ErrMoreThanReading, err)
	}
	return err
}

func authorize(conn *sql.Conn, may sqlite.AuthorizerFn) error {
	return conn.Raw(func(c any) error { return c.(sqlite.AuthorizerRegisterer).RegisterAuthorizer(may) })
}

func answer(ctx context.Context, conn *sql.Conn, question string, use func(*Answer) error) error {
	rows, err := conn.QueryContext(ctx, question)
	if err != nil {
		return err
	}
	defer rows.Close()
	types, err := rows.ColumnTypes()
	if err != nil {
		return err
	}
	a := &Answer{Rows: answerRows(rows, len(types))}
	names := map[string]bool{}
	for _, t := range types {
		name := t.Name()
		for n := 2; names[name]; n++ {
			name = fmt.Sprintf("%s_%d", t.Name(), n)
		}
		names[name] = true
		kind, known := map[string]schema.Type{"INTEGER": schema.Integer, "REAL": schema.Real, "TEXT": schema.Text}[t.DatabaseTypeName()]
		a.Columns = append(a.Columns, schema.Column{Name: name, Type: kind, Nullable: true})
		a.Declared = append(a.Declared, known)
	}
	return use(a)
}

func answerRows(rows *sql.Rows, columns int) iter.Seq2[[]any, error] {
	return func(yield func([]any, error) bool) {
		into := make([]any, columns)
		for rows.Next() {
			cells := make([]any, columns)
			for i := range cells {
				into[i] = &cells[i]
			}
			if err := rows.Scan(into...); err != nil {
				yield(nil, err)
				return
			}
			for i, v := range cells {
				cells[i] = plainCell(v)
			}
			if !yield(cells, nil) {
				return
			}
		}
		if err := rows.Err(); err != nil {
			yield(nil, err)
		}
	}
}

// plainCell is a cell as every format takes it. The driver makes times and
// booleans of columns that other programs declared so.
func plainCell(v any) any {
	switch v := v.(type) {
	case []byte:
		return hex.EncodeToString(v)
	case bool:
		if v {
			return int64(1)
		}
		return int64(0)
	case time.Time:
		return v.Format(time.RFC3339Nano)
	}
	return v
}

// checkQuestion is CheckQuery for what a person asks: EXPLAIN and PRAGMA too.
func checkQuestion(question string) error {
	text := strings.TrimSuffix(strings.TrimSpace(question), ";")
	if err := scanSQL(text); err != nil {
		return fmt.Errorf("%w: %.80q: %w", errQuestion, question, err)
	}
	if word := firstWord(text); !slices.Contains([]string{"SELECT", "WITH", "VALUES", "EXPLAIN", "PRAGMA"}, word) {
		return fmt.Errorf("question %.80q: %w", question, ErrMoreThanReading)
	}
	return nil
}

// telling are the PRAGMAs that tell of a file and change nothing, whatever they
// are given. Source: sqlite.org/pragma.html.
var telling = []string{"table_info", "table_xinfo", "table_list", "index_list", "index_info", "index_xinfo", "foreign_key_list",
	"foreign_key_check", "collation_list", "compile_options", "function_list", "module_list", "pragma_list", "freelist_count",
	"page_count", "data_version", "integrity_check", "quick_check"}

// tellingBare are those that change something where they are given a value.
var tellingBare = []string{"application_id", "user_version", "schema_version", "page_size", "encoding", "journal_mode", "auto_vacuum"}

// onlyAsking lets a statement read tables, call functions and ask PRAGMAs.
func onlyAsking(action sqlite.AuthorizerActionCode, what, value, _, _ string) sqlite.AuthorizerReturnCode {
	if action == sqlite.AuthPragma {
		if name := strings.ToLower(what); slices.Contains(telling, name) || value == "" && slices.Contains(tellingBare, name) {
			return sqlite.AuthorizerOK
		}
		return sqlite.AuthorizerDeny
	}
	return onlyReading(action, what, value, "", "")
}
