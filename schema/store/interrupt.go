package store

import (
	"context"
	"database/sql/driver"
	"fmt"
	"reflect"
	"sync"

	"modernc.org/libc"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// driverConn is what a connection of the driver can do for database/sql.
type driverConn interface {
	driver.Conn
	driver.ConnBeginTx
	driver.ConnPrepareContext
	driver.ExecerContext
	driver.QueryerContext
	driver.Pinger
	driver.SessionResetter
	driver.Validator
	sqlite.AuthorizerRegisterer
}

// interruptible is a connection whose queries end with their context also after
// their first row. The driver watches a context up to there alone, so that a
// query which then looks for its next row for an hour runs for that hour
// (findings/modernc_context_first_row.sh).
type interruptible struct {
	driverConn
	handle uintptr      // sqlite3*
	file   *distantFile // nil where SQLite reads the file itself
}

func newInterruptible(c driver.Conn, file *distantFile) (driver.Conn, error) {
	whole, ok := c.(driverConn)
	if !ok {
		return nil, fmt.Errorf("the SQLite driver's %T lacks what a connection needs", c)
	}
	// The driver tells nobody its handle, and has no other way to interrupt.
	field := reflect.Indirect(reflect.ValueOf(c)).FieldByName("db")
	if field.Kind() != reflect.Uintptr {
		return nil, fmt.Errorf("the SQLite driver's %T has no handle db", c)
	}
	return interruptible{whole, uintptr(field.Uint()), file}, nil
}

// Unwrap is for sqlite.Limit.
func (c interruptible) Unwrap() driver.Conn { return c.driverConn }

// QueryContext implements driver.QueryerContext.
func (c interruptible) QueryContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Rows, error) {
	c.file.resume()
	w := &watchedRows{conn: c}
	w.stop = context.AfterFunc(ctx, w.interrupt)
	rows, err := c.driverConn.QueryContext(ctx, query, args)
	if err != nil {
		w.end()
		return nil, c.file.cause(err)
	}
	w.Rows = rows
	return w, nil
}

// watchedRows are rows that are interrupted until they are closed, never later:
// the handle may then be another query's, or gone.
type watchedRows struct {
	driver.Rows
	conn   interruptible
	stop   func() bool
	mu     sync.Mutex
	closed bool
}

func (w *watchedRows) interrupt() {
	w.mu.Lock()
	defer w.mu.Unlock()
	if !w.closed {
		tls := libc.NewTLS()
		defer tls.Close()
		sqlite3.Xsqlite3_interrupt(tls, w.conn.handle)
		w.conn.file.interrupt()
	}
}

// end sees to it that there is no interrupt any more.
func (w *watchedRows) end() {
	w.stop()
	w.mu.Lock()
	w.closed = true
	w.mu.Unlock()
}

// Next implements driver.Rows.
func (w *watchedRows) Next(row []driver.Value) error { return w.conn.file.cause(w.Rows.Next(row)) }

// Close implements driver.Rows.
func (w *watchedRows) Close() error {
	w.end()
	return w.Rows.Close()
}

// ColumnTypeDatabaseTypeName implements driver.RowsColumnTypeDatabaseTypeName.
func (w *watchedRows) ColumnTypeDatabaseTypeName(i int) string {
	return w.Rows.(driver.RowsColumnTypeDatabaseTypeName).ColumnTypeDatabaseTypeName(i)
}
