package store

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"slices"

	"dabao/schema/fulltext"
)

// unpacked finds what a query matches, conditions and all, without FTS5; nil where
// that is to be asked.
func (s *Store) unpacked(ctx context.Context, q *fulltext.Query) (*matches, *ownIndex, error) {
	if q.Tree == nil || !shallow(q.Tree) {
		return nil, nil, nil
	}
	if sealed, err := s.sealedOrder(ctx); err != nil || !sealed {
		return nil, nil, err
	}
	x, err := s.ownIndex(ctx)
	if x == nil || err != nil {
		return nil, nil, err
	}
	m, err := x.match(ctx, q.Tree)
	if err == nil {
		err = x.sieve(ctx, m, q.Filters)
	}
	if errors.Is(err, errAskFTS5) {
		return nil, nil, nil
	}
	return m, x, err
}

// shallow says whether FTS5 counts for the rank exactly what an expression says.
// Deeper ones it may count less of: an AND below another operator forgets the
// places of all below it where one of its phrases did not match, also those that
// an OR in it had found further on (fts5ExprNodeZeroPoslist in fts5_expr.c).
func shallow(e *fulltext.Expr) bool {
	leaves := func(e *fulltext.Expr) bool {
		return !slices.ContainsFunc(e.Kids, func(k *fulltext.Expr) bool { return k.Op != fulltext.Leaf }) && e.Op != fulltext.Without
	}
	if e.Op == fulltext.Without {
		return leaves(e.Kids[0]) && leaves(e.Kids[1])
	}
	for _, k := range e.Kids {
		if !leaves(k) || k.Op == e.Op {
			return false
		}
	}
	return true
}

func (m *matches) all() []uint32 {
	if m == nil {
		return nil
	}
	return m.ids
}

// sieve leaves the matches that conditions let through, the cheap ones first.
func (x *ownIndex) sieve(ctx context.Context, m *matches, filters []fulltext.Filter) error {
	for _, f := range filters {
		if f.Field != "after" && f.Field != "before" {
			continue
		}
		first, last, err := x.store.dated(ctx, f)
		if err != nil {
			return err
		}
		m.only(func(id uint32) bool { return (first <= int64(id) && int64(id) <= last) != f.Not })
	}
	for _, f := range filters {
		if f.Field != "lang" && f.Field != "site" && f.Field != "source" {
			continue
		}
		groups, err := x.store.groupsWith(ctx, f)
		if err == nil {
			err = x.groups.have(ctx, m.ids)
		}
		if err != nil {
			return err
		}
		m.only(func(id uint32) bool { return slices.Contains(groups, int64(x.groups.of(id))) != f.Not })
	}
	for _, f := range filters {
		if !slices.Contains([]string{"after", "before", "lang", "site", "source"}, f.Field) {
			if err := x.ask(ctx, m, f); err != nil {
				return err
			}
		}
	}
	return nil
}

// ask leaves the matches that a condition in SQL lets through.
func (x *ownIndex) ask(ctx context.Context, m *matches, f fulltext.Filter) error {
	condition, args, err := x.store.numberCondition(ctx, f)
	if err != nil {
		return err
	}
	if f.Not {
		condition = "NOT coalesce(" + condition + ", 0)"
	}
	list, err := json.Marshal(append([]uint32{}, m.ids...))
	if err != nil {
		return err
	}
	kept := map[uint32]bool{}
	c := conditions{number: condition}
	err = x.store.rows(ctx, `SELECT j.value FROM json_each(?) AS j WHERE `+c.onNumber("j.value"), append([]any{string(list)}, args...), func(rows *sql.Rows) error {
		var id uint32
		err := rows.Scan(&id)
		kept[id] = true
		return err
	})
	m.only(func(id uint32) bool { return kept[id] })
	return err
}

// leading are the places up to the limit, in the order of their ranks, with all
// that share the last one's.
func leading(found []place, limit int) []place {
	slices.SortFunc(found, func(a, b place) int { return cmp.Or(cmp.Compare(a.rank, b.rank), cmp.Compare(a.id, b.id)) })
	end := min(limit, len(found))
	for end > 0 && end < len(found) && found[end].rank == found[end-1].rank {
		end++
	}
	return found[:end]
}
