package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"

	"dabao/schema/fulltext"
	"dabao/schema/fulltext/segment"
)

// hitList is the articles that have a phrase, ascending, with what its hits in each
// weigh together.
type hitList struct {
	ids, weights []uint32
}

func (l *hitList) add(id int64, weight uint32) {
	l.ids, l.weights = append(l.ids, uint32(id)), append(l.weights, weight)
}

// errAskFTS5 is returned for what is better left to FTS5.
var errAskFTS5 = errors.New("FTS5 is to be asked")

// What a phrase may take here; past it FTS5 is asked, which reads a list in parts.
const (
	maxSpan  = 1024    // leaves of a term's list
	uneven   = 8       // times as long as the shortest list of a phrase is the longest at most
	maxCells = 8 << 20 // articles in lists
)

// phrase reads the list of a phrase.
func (x *ownIndex) phrase(ctx context.Context, p fulltext.Phrase) (*hitList, error) {
	terms, prefix := p.Terms()
	if len(terms) == 0 {
		return nil, errAskFTS5
	}
	if len(terms) == 1 && !prefix {
		if list, err := x.frequent(ctx, terms[0], p.Title); list != nil || err != nil {
			return list, err
		}
	}
	spans := make([]span, len(terms))
	shortest, longest := int64(maxSpan), int64(0)
	for i, term := range terms {
		var err error
		if spans[i], err = x.span(ctx, term, prefix && i == len(terms)-1); err != nil {
			return nil, err
		}
		n := spans[i].last - spans[i].first
		shortest, longest = min(shortest, n), max(longest, n)
	}
	if longest > maxSpan || longest > 4 && longest > uneven*shortest {
		return nil, errAskFTS5
	}
	var found []segment.Posting
	for i, term := range terms {
		one, err := x.postings(ctx, spans[i], term, prefix && i == len(terms)-1)
		if err != nil {
			return nil, err
		}
		if i == 0 {
			found = one
		} else {
			found = inARow(found, one, int64(i))
		}
	}
	return x.weigh(found, p.Title), nil
}

// weigh makes a list of postings.
func (x *ownIndex) weigh(found []segment.Posting, title bool) *hitList {
	list := &hitList{}
	for _, p := range found {
		inTitle, _ := slices.BinarySearch(p.Positions, segment.TextPosition)
		if w := x.weight(inTitle, len(p.Positions)-inTitle, title); w > 0 {
			list.add(p.Document, w)
		}
	}
	return list
}

// weight is what so many hits weigh; 0 for none that are asked for.
func (x *ownIndex) weight(inTitle, inText int, title bool) uint32 {
	if title {
		inText = 0
	}
	return uint32(inTitle)*x.weights[0] + uint32(inText)*x.weights[1]
}

// inARow keeps of the postings of a phrase's first terms those that the next one,
// which is so many places behind the first, goes on with.
func inARow(first, next []segment.Posting, behind int64) []segment.Posting {
	kept := first[:0]
	for k := 0; len(first) > 0 && k < len(next); {
		switch c := cmp.Compare(first[0].Document, next[k].Document); {
		case c < 0:
			first = first[1:]
		case c > 0:
			k++
		default:
			p := first[0]
			there := next[k].Positions
			p.Positions = slices.DeleteFunc(p.Positions, func(at int64) bool {
				_, found := slices.BinarySearch(there, at+behind)
				return !found
			})
			if first = first[1:]; len(p.Positions) > 0 {
				kept = append(kept, p)
			}
			k++
		}
	}
	return kept
}

// span is the leaves that may hold a list.
type span struct{ first, last int64 }

// span finds those of a term, or of all that begin so: the one the first is on, and
// the one where a term behind the last begins.
func (x *ownIndex) span(ctx context.Context, term []byte, prefix bool) (s span, err error) {
	key := append([]byte{'0'}, term...)
	behind := key
	if prefix {
		behind = append(slices.Clone(key), 0xff) // no term holds it: they are UTF-8
	}
	err = x.store.db.QueryRowContext(ctx, `SELECT
		coalesce((SELECT pgno >> 1 FROM articles_fts_idx WHERE segid = ?1 AND term <= ?2 ORDER BY term DESC LIMIT 1), ?3),
		coalesce((SELECT pgno >> 1 FROM articles_fts_idx WHERE segid = ?1 AND term > ?4 ORDER BY term LIMIT 1), ?5)`,
		x.segment.ID, key, x.segment.First, behind, x.segment.Last).Scan(&s.first, &s.last)
	if s.first < x.segment.First || s.last > x.segment.Last || s.first > s.last {
		err = errors.Join(err, &segment.Damage{Segment: x.segment.ID, Page: s.first, Term: string(term), What: "the rows of articles_fts_idx are in no order"})
	}
	return s, err
}

// postings are those of a term, or of all that begin so, by article.
func (x *ownIndex) postings(ctx context.Context, s span, term []byte, prefix bool) ([]segment.Posting, error) {
	leaves, err := x.leaves(ctx, s)
	if err != nil {
		return nil, err
	}
	g := x.segment
	g.Last = s.last
	var found []segment.Posting
	err = segment.Lookup(g, func(id int64) ([]byte, error) { return leaves[id], nil }, s.first, term, prefix, func(p segment.Posting) error {
		if p.Document < 1 || p.Document > x.articles || len(found) >= maxCells {
			return errAskFTS5
		}
		p.Positions = slices.Clone(p.Positions)
		found = append(found, p)
		return nil
	})
	if !prefix || err != nil {
		return found, err
	}
	slices.SortStableFunc(found, func(a, b segment.Posting) int { return cmp.Compare(a.Document, b.Document) })
	merged := found[:0]
	for _, p := range found {
		if last := len(merged) - 1; last >= 0 && merged[last].Document == p.Document {
			merged[last].Positions = append(merged[last].Positions, p.Positions...)
			slices.Sort(merged[last].Positions)
			continue
		}
		merged = append(merged, p)
	}
	return merged, nil
}

// leaves reads some by their ids, which lie in a row.
func (x *ownIndex) leaves(ctx context.Context, s span) (map[int64][]byte, error) {
	leaves := make(map[int64][]byte, s.last-s.first+1)
	base, _ := x.segment.Range()
	x.store.rowsAhead(ctx, "articles_fts_data", base+s.first, base+s.last)
	err := x.store.rows(ctx, `SELECT id, block FROM articles_fts_data WHERE id BETWEEN ? AND ? ORDER BY id`,
		[]any{base + s.first, base + s.last}, func(rows *sql.Rows) error {
			var id int64
			var block []byte
			err := rows.Scan(&id, &block)
			leaves[id] = block
			return err
		})
	return leaves, err
}

// list reads a list of packed_parts.
func (x *ownIndex) list(ctx context.Context, first, parts int64) ([]byte, error) {
	x.store.rowsAhead(ctx, "packed_parts", first, first+parts-1)
	all, err := column[[]byte](ctx, x.store.db, `SELECT list FROM packed_parts WHERE part_id BETWEEN ? AND ? ORDER BY part_id`, first, first+parts-1)
	return slices.Concat(all...), err
}

// frequent reads the packed list of a term; nil where it has none.
func (x *ownIndex) frequent(ctx context.Context, term []byte, title bool) (*hitList, error) {
	var articles, first, parts int64
	err := x.store.db.QueryRowContext(ctx, `SELECT articles, first_part, parts FROM packed_terms WHERE term = ?`, term).Scan(&articles, &first, &parts)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	packed, err := x.list(ctx, first, parts)
	if err != nil {
		return nil, err
	}
	list, last := &hitList{}, uint64(0)
	err = segment.ReadCounts(packed, int(articles), func(id, inTitle, inText uint64) bool {
		if id <= last || id > uint64(x.articles) || inTitle > maxHits || inText > maxHits || inTitle+inText == 0 {
			return false
		}
		last = id
		articles--
		if w := x.weight(int(inTitle), int(inText), title); w > 0 {
			list.add(int64(id), w)
		}
		return true
	})
	if err != nil || articles != 0 {
		return nil, fmt.Errorf("the packed counts of %q are damaged", term)
	}
	return list, nil
}

// maxHits is more than a phrase can have in one article.
const maxHits = 1 << 24
