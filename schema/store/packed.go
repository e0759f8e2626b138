package store

import (
	"context"
	"database/sql"
	"encoding/binary"
	"fmt"

	"dabao/schema/fulltext/segment"
)

// packedTables are those of 0005_packed.sql.
var packedTables = []string{"packed_groups", "packed_lengths", "packed_terms", "packed_counts"}

const (
	// runLength is how many articles a row of packed_groups and of packed_lengths
	// speaks for: with two bytes a number, two rows fill a page.
	runLength = 1000
	// partBytes is how much of a list a row of packed_counts holds: what fits on a
	// page, so that a list lies on pages in a row.
	partBytes = 4000
)

// longList is how long, in bytes, the list of a term may be in an index over so
// many articles that its counts are not packed. What it costs a search to read a
// list grows with the articles; so does what may be long, so that the counts stay
// the same small share of a file.
func longList(articles int64) int { return max(96<<10, int(2*articles)) }

// packedTerms takes the counts of terms with long lists.
type packedTerms struct {
	ctx        context.Context
	term, part *sql.Stmt
	parts      int64
}

// packTerms says what the index is to count besides when it is written over so
// many articles.
func packTerms(ctx context.Context, tx *sql.Tx, articles int64) (*segment.Counts, error) {
	p := packedTerms{ctx: ctx}
	var err error
	if p.term, err = tx.PrepareContext(ctx, `INSERT INTO packed_terms (term, articles, first_part, parts) VALUES (?, ?, ?, ?)`); err != nil {
		return nil, err
	}
	if p.part, err = tx.PrepareContext(ctx, `INSERT INTO packed_counts (part_id, counts) VALUES (?, ?)`); err != nil {
		return nil, err
	}
	return &segment.Counts{Longer: longList(articles), Put: p.put}, nil
}

func (p *packedTerms) put(term []byte, documents int, counts []byte) error {
	first := p.parts
	for len(counts) > 0 {
		n := min(partBytes, len(counts))
		if _, err := p.part.ExecContext(p.ctx, p.parts, counts[:n]); err != nil {
			return err
		}
		p.parts++
		counts = counts[n:]
	}
	_, err := p.term.ExecContext(p.ctx, term, documents, first, p.parts-first)
	return err
}

// fillPacked packs what facets and the index hold a row an article of. Articles
// are numbered from 1 without gaps, as Seal numbers them.
func fillPacked(ctx context.Context, tx *sql.Tx) error {
	for _, t := range []struct{ from, to string }{
		{`SELECT article_id, group_id FROM facets ORDER BY article_id`, `INSERT INTO packed_groups (run_id, group_ids) VALUES (?, ?)`},
		{`SELECT id, sz FROM articles_fts_docsize ORDER BY id`, `INSERT INTO packed_lengths (run_id, lengths) VALUES (?, ?)`},
	} {
		if err := packRuns(ctx, tx, t.from, t.to); err != nil {
			return fmt.Errorf("pack what the page reads: %w", err)
		}
	}
	return nil
}

// packRuns puts the numbers of a query into rows of runLength. A blob stands for
// the sum of its varints.
func packRuns(ctx context.Context, tx *sql.Tx, from, to string) error {
	rows, err := tx.QueryContext(ctx, from)
	if err != nil {
		return err
	}
	defer rows.Close()
	var runs [][]byte
	for next := int64(1); rows.Next(); next++ {
		var id int64
		var number any
		if err := rows.Scan(&id, &number); err != nil {
			return err
		}
		if id != next {
			return fmt.Errorf("article %d stands where %d should", id, next)
		}
		if next%runLength == 1 {
			runs = append(runs, nil)
		}
		n, err := packedNumber(number)
		if err != nil {
			return err
		}
		last := len(runs) - 1
		runs[last] = binary.AppendUvarint(runs[last], n)
	}
	if err := rows.Err(); err != nil {
		return err
	}
	// Not while rows are read: they and what is written share a connection.
	rows.Close()
	for i, run := range runs {
		if _, err := tx.ExecContext(ctx, to, i, run); err != nil {
			return err
		}
	}
	return nil
}

func packedNumber(v any) (uint64, error) {
	switch v := v.(type) {
	case int64:
		return uint64(v), nil
	case []byte:
		size, err := segment.ParseDocSize(v)
		if err != nil {
			return 0, err
		}
		return uint64(size.Terms[0] + size.Terms[1]), nil
	}
	return 0, fmt.Errorf("%T is no number to pack", v)
}
