package store

import (
	"context"
	"database/sql"
	"fmt"

	"dabao/schema/fulltext/rice"
	"dabao/schema/fulltext/segment"
)

// packedTables are those of 0005_packed.sql.
var packedTables = []string{"packed_groups", "packed_lengths", "packed_days", "packed_terms", "packed_authors", "packed_parts"}

const (
	// runLength is how many articles a row of packed_groups and of packed_lengths
	// speaks for: so few that little of a page is left over, and enough that the
	// mean of the first numbers is soon found.
	runLength = 250
	// partBytes is how much of a list a row of packed_parts holds: an eighth of
	// what a page does, so that little is left over where a row does not fit.
	partBytes = 500
	// monthDays is how many numbers a row of packed_days has.
	monthDays = 31
)

// longList is how long, in bytes, the list of a term may be in an index over so
// many articles that its counts are not packed. What it costs a search to read a
// list grows with the articles; so does what may be long, so that the counts stay
// the same small share of a file.
func longList(articles int64) int { return max(24<<10, int(articles/2)) }

// packer writes the packed tables. Terms come while the index is written, the
// rest when it is there.
type packer struct {
	ctx   context.Context
	tx    *sql.Tx
	parts int64 // rows in packed_parts
}

// counts says what the index is to count besides when it is written over so many
// articles.
func (p *packer) counts(articles int64) *segment.Counts {
	return &segment.Counts{Longer: longList(articles), Put: func(term []byte, documents int, counts []byte) error {
		first, parts, err := p.list(counts)
		if err != nil {
			return err
		}
		return p.put(`INSERT INTO packed_terms (term, articles, first_part, parts) VALUES (?, ?, ?, ?)`, term, documents, first, parts)
	}}
}

func (p *packer) put(sql string, args ...any) error {
	_, err := p.tx.ExecContext(p.ctx, sql, args...)
	return err
}

// list puts a list into packed_parts; it says from which row on and in how many.
func (p *packer) list(bytes []byte) (first, parts int64, err error) {
	for first = p.parts; len(bytes) > 0; p.parts++ {
		n := min(partBytes, len(bytes))
		if err := p.put(`INSERT INTO packed_parts (part_id, list) VALUES (?, ?)`, p.parts, bytes[:n]); err != nil {
			return 0, 0, err
		}
		bytes = bytes[n:]
	}
	return first, p.parts - first, nil
}

// fill packs what the other tables hold. Articles are numbered from 1 without
// gaps, as Seal numbers them.
func (p *packer) fill() error {
	for _, fill := range []func() error{p.groups, p.lengths, p.days, p.authors} {
		if err := fill(); err != nil {
			return fmt.Errorf("pack what the page reads: %w", err)
		}
	}
	return nil
}

func (p *packer) groups() error {
	return packRuns(p, `SELECT (article_id - 1) / ?, group_id FROM facets ORDER BY article_id`, func(run int64, groups []int64) error {
		return p.put(`INSERT INTO packed_groups (run_id, group_ids) VALUES (?, ?)`, run, packNumbers(groups))
	})
}

func (p *packer) lengths() error {
	return packRuns(p, `SELECT (id - 1) / ?, sz FROM articles_fts_docsize ORDER BY id`, func(run int64, sizes [][]byte) error {
		lengths := make([]int64, len(sizes))
		last := int64(0)
		for i, sz := range sizes {
			size, err := segment.ParseDocSize(sz)
			if err != nil {
				return err
			}
			length := int64(size.Terms[0] + size.Terms[1])
			if lengths[i] = length; i > 0 {
				lengths[i] = int64(rice.Zigzag(length - last))
			}
			last = length
		}
		return p.put(`INSERT INTO packed_lengths (run_id, lengths) VALUES (?, ?)`, run, packNumbers(lengths))
	})
}

func (p *packer) days() error {
	return packAll(p, `SELECT m.month_id, CAST(substr(a.published_on, 9) AS INTEGER) FROM articles AS a
		CROSS JOIN facet_months AS m ON m.month = substr(a.published_on, 1, 7) ORDER BY a.published_on`, func(month int64, days []int64) error {
		counts := make([]int64, monthDays)
		for _, day := range days {
			if day < 1 || day > monthDays {
				return fmt.Errorf("an article of month %d appeared on day %d", month, day)
			}
			counts[day-1]++
		}
		return p.put(`INSERT INTO packed_days (month_id, articles) VALUES (?, ?)`, month, packNumbers(counts))
	})
}

func (p *packer) authors() error {
	author := int64(0)
	return packAll(p, `SELECT DISTINCT name, article_id FROM credits WHERE role IN ('author', 'correspondent') ORDER BY name, article_id`,
		func(name string, articles []int64) error {
			gaps := make([]int64, len(articles))
			last := int64(0)
			for i, id := range articles {
				gaps[i] = id - last - 1
				last = id
			}
			first, parts, err := p.list(packNumbers(gaps))
			if err != nil {
				return err
			}
			author++
			return p.put(`INSERT INTO packed_authors (author_id, name, articles, first_part, parts) VALUES (?, ?, ?, ?, ?)`,
				author, name, len(articles), first, parts)
		})
}

// packNumbers packs a series.
func packNumbers(all []int64) []byte {
	var w rice.Writer
	var s rice.Series
	for _, v := range all {
		w.Put(&s, uint64(v))
	}
	return w.Bytes()
}

// packRuns is packAll for runs of articles, of which none may be left out.
func packRuns[V any](p *packer, query string, put func(int64, []V) error) error {
	next := int64(1)
	return packAll(p, query, func(run int64, values []V) error {
		if next != run*runLength+1 {
			return fmt.Errorf("article %d does not stand where it should", next)
		}
		next += int64(len(values))
		return put(run, values)
	}, runLength)
}

// packAll runs a query for rows of a key and a value, in the order of the keys,
// and gives put the values of each key.
func packAll[K comparable, V any](p *packer, query string, put func(K, []V) error, args ...any) error {
	rows, err := p.tx.QueryContext(p.ctx, query, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	var keys []K
	var values [][]V
	for rows.Next() {
		var key K
		var value V
		if err := rows.Scan(&key, &value); err != nil {
			return err
		}
		if len(keys) == 0 || key != keys[len(keys)-1] {
			keys, values = append(keys, key), append(values, nil)
		}
		values[len(keys)-1] = append(values[len(keys)-1], value)
	}
	if err := rows.Err(); err != nil {
		return err
	}
	// Not while rows are read: they and what is written share a connection.
	rows.Close()
	for i, key := range keys {
		if err := put(key, values[i]); err != nil {
			return err
		}
	}
	return nil
}
