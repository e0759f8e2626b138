package store

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"dabao/schema"
)

// bulk inserts rows of one table, many with one statement: SQLite prepares a
// row's constraints once a statement, among them the set of an IN, so that 64
// rows at a time cost half of what they cost one by one.
type bulk struct {
	table string
	width int   // columns
	byUID bool  // its first column is the uid
	cells []any // of the rows that wait
	of    []string
	sizes []int       // rows of each statement, the greatest first
	stmts []*sql.Stmt // for so many rows
}

// newBulk prepares the statements of a table.
func newBulk(ctx context.Context, tx *sql.Tx, t *schema.TableDef, sizes ...int) (*bulk, error) {
	b := &bulk{table: t.Name, width: len(t.Columns), byUID: t.Columns[0].Name == "uid", sizes: sizes}
	names := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		names[i] = quote(c.Name)
	}
	row := "(?" + strings.Repeat(", ?", b.width-1) + ")"
	for _, n := range sizes {
		s, err := tx.PrepareContext(ctx, "INSERT INTO "+quote(t.Name)+" ("+strings.Join(names, ", ")+") VALUES "+row+strings.Repeat(", "+row, n-1))
		if err != nil {
			return nil, err
		}
		b.stmts = append(b.stmts, s)
	}
	return b, nil
}

// add takes a row, in pieces; of names whose it is where it cannot be inserted.
func (b *bulk) add(of string, pieces ...[]any) {
	for _, p := range pieces {
		b.cells = append(b.cells, p...)
	}
	b.of = append(b.of, of)
}

// flush inserts what waits.
func (b *bulk) flush(ctx context.Context) error {
	cells, of := b.cells, b.of
	for i, n := range b.sizes {
		for ; len(of) >= n; cells, of = cells[n*b.width:], of[n:] {
			_, err := b.stmts[i].ExecContext(ctx, cells[:n*b.width]...)
			if err != nil && n > 1 {
				break // one by one, to learn which it is
			}
			if err != nil {
				return fmt.Errorf("insert %s of %s: %w", b.table, of[0], err)
			}
		}
	}
	clear(b.cells) // what they held may be large
	b.cells, b.of = b.cells[:0], b.of[:0]
	return nil
}
