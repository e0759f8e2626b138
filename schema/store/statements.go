package store

import (
	"context"
	"database/sql"
)

// statements keeps what is asked of one transaction prepared: to parse a query
// takes longer than to answer it for one article. They end with the transaction.
type statements struct {
	tx    *sql.Tx
	ready map[string]*sql.Stmt
}

func newStatements(tx *sql.Tx) *statements { return &statements{tx, map[string]*sql.Stmt{}} }

func (s *statements) of(ctx context.Context, query string) (*sql.Stmt, error) {
	if stmt := s.ready[query]; stmt != nil {
		return stmt, nil
	}
	stmt, err := s.tx.PrepareContext(ctx, query)
	if err == nil {
		s.ready[query] = stmt
	}
	return stmt, err
}

// QueryContext is that of the transaction. The rows are to be closed before the
// same query is asked again.
func (s *statements) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	stmt, err := s.of(ctx, query)
	if err != nil {
		return nil, err
	}
	return stmt.QueryContext(ctx, args...)
}

// QueryRowContext is that of the transaction.
func (s *statements) QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row {
	stmt, err := s.of(ctx, query)
	if err != nil {
		return s.tx.QueryRowContext(ctx, query, args...) // which says so
	}
	return stmt.QueryRowContext(ctx, args...)
}

// ExecContext is that of the transaction.
func (s *statements) ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error) {
	stmt, err := s.of(ctx, query)
	if err != nil {
		return nil, err
	}
	return stmt.ExecContext(ctx, args...)
}
