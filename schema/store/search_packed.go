package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math"
	"slices"

	"dabao/schema/fulltext"
	"dabao/schema/fulltext/rice"
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
// an OR in it had found further on (findings/fts5_nested_and_forgets.sh).
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
		if f.Field != "author" {
			continue
		}
		theirs, err := x.byAuthors(ctx, f.Value)
		if err != nil {
			return err
		}
		m.only(func(id uint32) bool { return theirs[id] != f.Not })
	}
	return nil
}

// byAuthors are the articles of authors in whose name a text stands.
func (x *ownIndex) byAuthors(ctx context.Context, text string) (map[uint32]bool, error) {
	type author struct{ articles, first, parts int64 }
	var wanted []author
	phrase := []fulltext.Phrase{{Text: text}}
	x.store.rowsAhead(ctx, "packed_authors", 1, math.MaxInt64)
	err := x.store.rows(ctx, `SELECT name, articles, first_part, parts FROM packed_authors ORDER BY author_id`, nil, func(rows *sql.Rows) error {
		var name string
		var a author
		err := rows.Scan(&name, &a.articles, &a.first, &a.parts)
		if err == nil && len(fulltext.Spans(name, phrase)) > 0 {
			wanted = append(wanted, a)
		}
		return err
	})
	theirs := map[uint32]bool{}
	for _, a := range wanted {
		if err != nil {
			return nil, err
		}
		var parts []byte
		if parts, err = x.list(ctx, a.first, a.parts); err != nil {
			return nil, err
		}
		var distances rice.Series
		r := rice.NewReader(parts)
		for id := uint64(0); a.articles > 0; a.articles-- {
			distance, rerr := r.Next(&distances)
			if id += distance + 1; rerr != nil || distance > uint64(x.articles) || id > uint64(x.articles) {
				return nil, fmt.Errorf("the packed articles of authors are damaged (%v)", rerr)
			}
			theirs[uint32(id)] = true
		}
	}
	return theirs, err
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
