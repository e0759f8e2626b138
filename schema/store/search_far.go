package store

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"math"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"

	"dabao/schema/fulltext"
)

// A condition on the row of an article costs a reader over a network a page for
// every article that matches. In a sealed file the same is known of its number:
// articles are numbered in the order of (published_on, uid), undated last, and
// the facets have site, source and language in narrow rows. So a distant file is
// asked by numbers. A file on this machine is not: who changed it by hand has
// changed the articles and not the facets.

// sealedOrder says that the file's facets and numbers speak for its articles.
func (s *Store) sealedOrder(ctx context.Context) (sealed bool, err error) {
	if !s.far {
		return false, nil
	}
	err = s.db.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM facet_months)`).Scan(&sealed)
	return sealed, err
}

// byNumber turns the conditions of a query into those on a number, where the
// file allows that; others stay as they are.
func (s *Store) byNumber(ctx context.Context, q *fulltext.Query, c conditions) (conditions, error) {
	if sealed, err := s.sealedOrder(ctx); err != nil || !sealed || len(c.args) == 0 {
		return c, err
	}
	n := conditions{sql: "1"}
	if q.Without != "" {
		n.number += ` AND @ NOT IN (SELECT rowid FROM articles_fts WHERE articles_fts MATCH ?)`
		n.numberArgs = append(n.numberArgs, q.Without)
	}
	for _, f := range q.Filters {
		condition, args, err := s.numberCondition(ctx, f)
		if err != nil {
			return c, err
		}
		if f.Not {
			condition = "NOT coalesce(" + condition + ", 0)"
		}
		if strings.Contains(condition, "a.") {
			n.sql += " AND " + condition
			n.args = append(n.args, args...)
			continue
		}
		n.number += " AND " + condition
		n.numberArgs = append(n.numberArgs, args...)
	}
	return n, nil
}

// numberCondition is condition over a number, written @, where that is enough.
func (s *Store) numberCondition(ctx context.Context, f fulltext.Filter) (string, []any, error) {
	switch f.Field {
	case "after", "before":
		first, last, err := s.dated(ctx, f)
		return `@ BETWEEN ? AND ?`, []any{first, last}, err
	case "lang", "site", "source":
		groups, err := s.groupsWith(ctx, f)
		if err != nil {
			return "", nil, err
		}
		packed, err := json.Marshal(append([]int64{}, groups...))
		return `(SELECT group_id FROM facets WHERE article_id = @) IN (SELECT value FROM json_each(?))`, []any{string(packed)}, err
	}
	condition, args, err := s.condition(ctx, f)
	return strings.ReplaceAll(condition, "a.article_id", "@"), args, err
}

// dated is the first and the last number that a condition on the day takes in; the
// last is less than the first where it takes in none.
func (s *Store) dated(ctx context.Context, f fulltext.Filter) (first, last int64, err error) {
	if f.Field == "before" {
		last, err = s.numberAt(ctx, `published_on < ? ORDER BY published_on DESC, article_id DESC`, f.Value)
		return 1, last, err
	}
	if first, err = s.numberAt(ctx, `published_on >= ? ORDER BY published_on, article_id`, f.Value); err != nil || first == 0 {
		return 1, 0, err
	}
	last, err = s.lastDated(ctx)
	return first, last, err
}

// groupsWith are the groups of the facets that a condition takes in.
func (s *Store) groupsWith(ctx context.Context, f fulltext.Filter) ([]int64, error) {
	condition, args, err := s.condition(ctx, f)
	if err != nil {
		return nil, err
	}
	return column[int64](ctx, s.db, `SELECT a.group_id FROM facet_groups AS a WHERE `+condition, args...)
}

// numberAt is the first number of a condition and its order; 0 for none.
func (s *Store) numberAt(ctx context.Context, where string, args ...any) (number int64, err error) {
	err = s.db.QueryRowContext(ctx, `SELECT article_id FROM articles WHERE `+where+` LIMIT 1`, args...).Scan(&number)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, nil
	}
	return number, err
}

// lastDated is the greatest number of an article with a day; 0 for none.
func (s *Store) lastDated(ctx context.Context) (last int64, err error) {
	err = s.db.QueryRowContext(ctx, `SELECT coalesce(max(last_id), 0) FROM facet_months WHERE month IS NOT NULL`).Scan(&last)
	return last, err
}

// newestByNumber is newest for conditions on numbers alone: numbers rise with the
// days, and within a day with the uid, so that the newest day's first come first.
func (s *Store) newestByNumber(ctx context.Context, c conditions, limit int) ([]place, error) {
	dated, err := s.lastDated(ctx)
	if err != nil {
		return nil, err
	}
	ids, err := s.numbers(ctx, c, 1, dated, `DESC`, limit)
	if err != nil {
		return nil, err
	}
	if len(ids) == limit {
		first, err := s.firstOfDay(ctx, ids[limit-1])
		if err != nil {
			return nil, err
		}
		same, err := s.numbers(ctx, c, first, ids[limit-1]-1, `ASC`, limit)
		if err != nil {
			return nil, err
		}
		ids = append(ids, same...)
	} else {
		undated, err := s.numbers(ctx, c, dated+1, math.MaxInt64, `ASC`, limit-len(ids))
		if err != nil {
			return nil, err
		}
		ids = append(ids, undated...)
	}
	found := make([]place, len(ids))
	for i, id := range ids {
		found[i].id = id
	}
	if err := s.settleTies(ctx, found); err != nil {
		return nil, err
	}
	return found[:min(limit, len(found))], nil
}

// cutTies leaves out, of the places that share the rank of the last one wanted,
// those whose day cannot be among the newest, so that their rows need not be read.
// It is for sealed distant files; of others it leaves all.
func (s *Store) cutTies(ctx context.Context, found []place, limit int) ([]place, error) {
	sealed, err := s.sealedOrder(ctx)
	if err != nil || !sealed || len(found) <= limit {
		return found, err
	}
	from := slices.IndexFunc(found, func(p place) bool { return p.rank == found[limit-1].rank })
	dated, err := s.lastDated(ctx)
	if err != nil {
		return nil, err
	}
	tied := slices.Clone(found[from:])
	slices.SortFunc(tied, func(a, b place) int { return cmp.Compare(age(a.id, dated), age(b.id, dated)) })
	last := tied[limit-from-1]
	if last.id > dated {
		return found, nil // days decide nothing there
	}
	first, err := s.firstOfDay(ctx, last.id)
	tied = slices.DeleteFunc(tied, func(p place) bool { return p.id > dated || p.id < first })
	return append(slices.Clone(found[:from]), tied...), err
}

// age rises from the newest day to the oldest, and then over the undated.
func age(id, dated int64) int64 {
	if id > dated {
		return id
	}
	return -id
}

// firstOfDay is the least number of an article's day.
func (s *Store) firstOfDay(ctx context.Context, id int64) (int64, error) {
	return s.numberAt(ctx, `published_on = (SELECT published_on FROM articles WHERE article_id = ?) ORDER BY article_id`, id)
}

// numbers are those of the articles that fit, in a range and a direction.
func (s *Store) numbers(ctx context.Context, c conditions, from, to int64, order string, limit int) ([]int64, error) {
	return column[int64](ctx, s.db, `SELECT n.article_id FROM facets AS n WHERE n.article_id BETWEEN ? AND ?`+c.onNumber("n.article_id")+
		` ORDER BY n.article_id `+order+` LIMIT ?`, slices.Concat([]any{from, to}, c.numberArgs, []any{limit})...)
}

// together is how many rows of a distant file are waited for at once.
const together = 6

// fetch reads the rows of articles side by side, so that who then reads them one
// by one waits for no host. What goes wrong, goes wrong again there.
func (s *Store) fetch(ctx context.Context, ids []int64) {
	var all errgroup.Group
	all.SetLimit(together)
	for _, id := range ids {
		all.Go(func() error {
			var chars int
			return s.db.QueryRowContext(ctx, `SELECT length(text) FROM articles WHERE article_id = ?`, id).Scan(&chars)
		})
	}
	all.Wait()
}
