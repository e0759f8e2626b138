package store

import (
	"context"
	"database/sql"
	"fmt"

	"dabao/schema/fulltext"
	"dabao/schema/fulltext/rice"
	"dabao/schema/fulltext/segment"
)

// ownIndex reads the index of a sealed file without FTS5, which ranks by reading
// the length of every article from a row of its own: a page of the file for each
// few. What is packed says the same in few rows. It gives the articles and, to the
// last bit, the ranks that FTS5 gives.
type ownIndex struct {
	store    *Store
	segment  segment.Segment
	totals   segment.Totals
	articles int64
	weights  [2]uint32 // of a hit in title and text
	lengths  *runs
	groups   *runs
}

// ownIndex is nil for a file whose index is not the one segment that Seal left, or
// of which nothing is packed.
func (s *Store) ownIndex(ctx context.Context) (*ownIndex, error) {
	if !s.far {
		return nil, nil
	}
	var structure, averages []byte
	var rank sql.NullString
	var runsThere int64
	err := s.db.QueryRowContext(ctx, `SELECT (SELECT block FROM articles_fts_data WHERE id = ?), (SELECT block FROM articles_fts_data WHERE id = ?),
		(SELECT v FROM articles_fts_config WHERE k = 'rank'), (SELECT coalesce(max(run_id), -1) + 1 FROM packed_lengths)`,
		segment.StructureID, segment.AveragesID).Scan(&structure, &averages, &rank, &runsThere)
	if err != nil {
		return nil, err
	}
	g, err := segment.ParseStructure(structure)
	if err != nil {
		return nil, err
	}
	x := &ownIndex{store: s}
	if x.totals, err = segment.ParseTotals(averages); err != nil {
		return nil, err
	}
	x.articles = x.totals.Documents
	var sole bool
	x.segment, sole = g.Sole()
	n, _ := fmt.Sscanf(rank.String, "bm25(%d.0, %d.0)", &x.weights[0], &x.weights[1])
	if !sole || n != 2 || x.articles < 1 || x.articles > maxArticles || runsThere != (x.articles+runLength-1)/runLength {
		return nil, nil
	}
	x.lengths = &runs{store: s, table: "packed_lengths", column: "lengths", last: x.articles, differences: true}
	x.groups = &runs{store: s, table: "packed_groups", column: "group_ids", last: x.articles}
	return x, nil
}

// maxArticles keeps a number of an article in 32 bits.
const maxArticles = 1<<31 - 1

// runs is one number an article, of a table with a row for every runLength.
type runs struct {
	store         *Store
	table, column string
	last          int64 // article
	read          map[int64][]uint32
	// differences says that all numbers of a row but the first stand as what they
	// differ from the last.
	differences bool
}

// have makes sure of the numbers of articles, given in their order; what lies
// within near rows is read with them, so that a host is asked once.
func (r *runs) have(ctx context.Context, ids []uint32) error {
	const near = 32
	if r.read == nil {
		r.read = map[int64][]uint32{}
	}
	from, to := int64(-1), int64(-1)
	for i := 0; i <= len(ids); i++ {
		run := int64(-1)
		if i < len(ids) {
			run = int64(ids[i]-1) / runLength
			if r.read[run] != nil || run == to {
				continue
			}
		}
		switch {
		case from < 0:
			from = run
		case run < 0 || run-to > near:
			if err := r.load(ctx, from, to); err != nil {
				return err
			}
			from = run
		}
		to = run
	}
	return nil
}

func (r *runs) load(ctx context.Context, from, to int64) error {
	r.store.rowsAhead(ctx, r.table, from, to)
	err := r.store.rows(ctx, `SELECT run_id, `+r.column+` FROM `+r.table+` WHERE run_id BETWEEN ? AND ?`, []any{from, to}, func(rows *sql.Rows) error {
		var run int64
		var packed []byte
		if err := rows.Scan(&run, &packed); err != nil {
			return err
		}
		var numbers rice.Series
		reader := rice.NewReader(packed)
		all := make([]uint32, max(0, min(runLength, r.last-run*runLength)))
		for i := range all {
			n, err := reader.Next(&numbers)
			if err != nil {
				return fmt.Errorf("row %d of what is packed: %w", run, err)
			}
			if all[i] = uint32(n); r.differences && i > 0 {
				all[i] = uint32(int64(all[i-1]) + rice.Zagzig(n))
			}
		}
		r.read[run] = all
		return nil
	})
	for run := from; run <= to && err == nil; run++ {
		if r.read[run] == nil {
			err = fmt.Errorf("row %d of what is packed is missing", run)
		}
	}
	return err
}

func (r *runs) of(id uint32) uint32 {
	return r.read[int64(id-1)/runLength][int64(id-1)%runLength]
}

// match finds what a tree matches: the articles, ascending, and for each phrase
// that counts in the rank how many articles have it and what its hits weigh in
// each of those found. As in FTS5, a phrase counts in an article only where all
// that it stands in matches. It returns errAskFTS5 for what costs too much.
func (x *ownIndex) match(ctx context.Context, e *fulltext.Expr) (*matches, error) {
	if e.Op == fulltext.Leaf {
		list, err := x.phrase(ctx, e.Phrase)
		if err != nil {
			return nil, err
		}
		return &matches{list.ids, []part{{len(list.ids), list.weights}}}, nil
	}
	var kids []*matches
	cells := 0
	for _, k := range e.Kids {
		m, err := x.match(ctx, k)
		if err != nil {
			return nil, err
		}
		kids = append(kids, m)
		cells += len(m.ids) * (1 + len(m.parts))
	}
	if e.Op == fulltext.Or {
		cells *= len(kids)
	}
	if cells > maxCells {
		return nil, errAskFTS5
	}
	seen := make([]uint16, x.articles+1)
	for i, k := range kids {
		for _, id := range k.ids {
			switch {
			case e.Op == fulltext.Without && i == 1:
				seen[id] = 0
			case e.Op != fulltext.And || int(seen[id]) == i:
				seen[id]++
			}
		}
	}
	least := uint16(1)
	if e.Op == fulltext.And {
		least = uint16(len(kids))
	}
	m := &matches{}
	for id, n := range seen {
		if n >= least {
			m.ids = append(m.ids, uint32(id))
		}
	}
	if e.Op == fulltext.Without {
		kids = kids[:1] // what is taken away weighs nothing
	}
	for _, k := range kids {
		for _, p := range k.parts {
			m.parts = append(m.parts, part{p.articles, beside(k.ids, p.weights, m.ids)})
		}
	}
	return m, nil
}

// matches is what a tree matches.
type matches struct {
	ids   []uint32
	parts []part
}

// part is one phrase.
type part struct {
	articles int // that have it, in all
	weights  []uint32
}

// beside gives, for each of some articles, its weight in a list, 0 where that has
// it not.
func beside(ids, weights, of []uint32) []uint32 {
	out := make([]uint32, len(of))
	k := 0
	for i, id := range of {
		for k < len(ids) && ids[k] < id {
			k++
		}
		if k < len(ids) && ids[k] == id {
			out[i] = weights[k]
		}
	}
	return out
}

// only leaves the articles at some places.
func (m *matches) only(keep func(id uint32) bool) {
	var at []int
	for i, id := range m.ids {
		if keep(id) {
			at = append(at, i)
		}
	}
	take := func(from []uint32) []uint32 {
		out := make([]uint32, len(at))
		for i, k := range at {
			out[i] = from[k]
		}
		return out
	}
	m.ids = take(m.ids)
	for i := range m.parts {
		m.parts[i].weights = take(m.parts[i].weights)
	}
}

// bm25's constants in FTS5, and what counts for a phrase that is in more than half
// of the articles. Source: fts5_aux.c of SQLite. Variables, since Go works out what
// is constant without rounding.
var (
	bm25K1 = 1.2
	bm25B  = 0.75
	minIDF = 1e-6
)

// ranks gives the rank of each match, as FTS5's bm25 works it out.
func (x *ownIndex) ranks(ctx context.Context, m *matches) ([]place, error) {
	if err := x.lengths.have(ctx, m.ids); err != nil {
		return nil, err
	}
	rarity := make([]float64, len(m.parts))
	for i, p := range m.parts {
		// SQLite's own logarithm: Go's differs in the last bit.
		err := x.store.db.QueryRowContext(ctx, `SELECT ln(?)`, (float64(x.articles-int64(p.articles))+0.5)/(float64(p.articles)+0.5)).Scan(&rarity[i])
		if err != nil {
			return nil, err
		}
		if rarity[i] <= 0 {
			rarity[i] = minIDF
		}
	}
	average := float64(x.totals.Terms[0]+x.totals.Terms[1]) / float64(x.articles)
	found := make([]place, len(m.ids))
	for i, id := range m.ids {
		length := float64(x.lengths.of(id))
		score := 0.0
		for p := range m.parts {
			f := float64(m.parts[p].weights[i])
			// The conversions keep a processor from fusing a product and a sum.
			score += float64(rarity[p] * (float64(f*(bm25K1+1)) / (f + float64(bm25K1*(1-bm25B+float64(bm25B*length)/average)))))
		}
		found[i] = place{int64(id), -1 * score}
	}
	return found, nil
}
