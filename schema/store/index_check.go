package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"iter"

	"dabao/schema/fulltext/segment"
)

// checkIndex lists what is damaged in the full-text index, and where.
func (s *Store) checkIndex(ctx context.Context) (findings []string, err error) {
	tx, err := s.db.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return nil, err
	}
	defer tx.Rollback()
	x := &index{tx: tx}
	if err := x.load(ctx, tx); err != nil {
		return []string{err.Error()}, nil
	}
	if x.read, err = tx.PrepareContext(ctx, readBlock); err != nil {
		return nil, err
	}
	rows := int64(2) // of the index as a whole
	for _, l := range x.structure.Levels {
		for _, g := range l.Segments {
			n, err := segment.Check(g, x.block(ctx), x.idxRows(ctx, g.ID), x.pageSize)
			var damage *segment.Damage
			if errors.As(err, &damage) {
				findings = append(findings, damage.Error())
			} else if err != nil {
				return nil, err
			}
			rows += n
		}
	}
	if findings != nil {
		return findings, nil
	}
	return x.checkTotals(ctx, rows)
}

// idxRows yields the rows of articles_fts_idx of one segment, in order.
func (x *index) idxRows(ctx context.Context, id int64) iter.Seq2[segment.IdxRow, error] {
	return func(yield func(segment.IdxRow, error) bool) {
		rows, err := x.tx.QueryContext(ctx, `SELECT term, pgno FROM articles_fts_idx WHERE segid = ? ORDER BY term`, id)
		if err != nil {
			yield(segment.IdxRow{}, err)
			return
		}
		defer rows.Close()
		for rows.Next() {
			var r segment.IdxRow
			if err := rows.Scan(&r.Term, &r.Pgno); !yield(r, err) || err != nil {
				return
			}
		}
		if err := rows.Err(); err != nil {
			yield(segment.IdxRow{}, err)
		}
	}
}

// checkTotals compares what the index says of itself as a whole with its rows.
func (x *index) checkTotals(ctx context.Context, wanted int64) (findings []string, err error) {
	var rows int64
	if err := x.tx.QueryRowContext(ctx, `SELECT count(*) FROM articles_fts_data`).Scan(&rows); err != nil {
		return nil, err
	}
	if rows != wanted {
		findings = append(findings, fmt.Sprintf("articles_fts_data has %d rows and its segments have %d", rows, wanted))
	}
	sizes, err := x.tx.QueryContext(ctx, `SELECT id, sz FROM articles_fts_docsize ORDER BY id`)
	if err != nil {
		return nil, err
	}
	defer sizes.Close()
	var sum segment.Totals
	for sizes.Next() {
		var id int64
		var sz sql.RawBytes
		if err := sizes.Scan(&id, &sz); err != nil {
			return nil, err
		}
		one, err := segment.ParseDocSize(sz)
		if err != nil {
			return append(findings, fmt.Sprintf("articles_fts_docsize, row %d: %v", id, err)), nil
		}
		sum = sum.Add(one)
	}
	if sum != x.totals {
		findings = append(findings, fmt.Sprintf("the index counts %v documents and terms, its rows %v", x.totals, sum))
	}
	return findings, sizes.Err()
}
