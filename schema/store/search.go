package store

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"runtime"
	"slices"
	"strings"

	"dabao/schema"
	"dabao/schema/fulltext"
)

// SearchQuery asks for articles.
type SearchQuery struct {
	// Text is in the language of fulltext.Parse.
	Text string
	// Limit is the most hits wanted; 0 or less stands for 20.
	Limit int
	// Excerpt is the length of a snippet in code points; 0 stands for 120.
	Excerpt int
}

// Hit is one article found. Spans are code points, half-open; text and titles
// are as the article has them, in its own script.
type Hit struct {
	UID         schema.UID `json:"uid"`
	PublishedOn string     `json:"published_on"`
	Title       string     `json:"title"`
	Site        string     `json:"site"`
	Source      string     `json:"source"`
	URL         string     `json:"url"`
	Lang        string     `json:"lang"`
	// Rank is bm25 as SQLite gives it: smaller is better; 0 where the query
	// has conditions only.
	Rank float64 `json:"rank"`
	// TitleSpans and TextSpans are where the phrases stand, in order; of a
	// long text the first maxSpans.
	TitleSpans []fulltext.Span `json:"title_spans"`
	TextSpans  []fulltext.Span `json:"text_spans"`
	// Snippet is the part SnippetSpan of the text, line ends made spaces, and
	// SnippetSpans are the hits within it, counted from its own start.
	Snippet      string          `json:"snippet"`
	SnippetSpan  fulltext.Span   `json:"snippet_span"`
	SnippetSpans []fulltext.Span `json:"snippet_spans"`
}

const maxSpans = 100

// Search finds articles, best first: by rank, then newest day, then uid, so
// that equal matches never change places. A query that cannot be read is a
// *fulltext.SyntaxError.
func (s *Store) Search(ctx context.Context, q SearchQuery) ([]Hit, error) {
	parsed, err := fulltext.Parse(q.Text)
	if err != nil {
		return nil, err
	}
	limit := q.Limit
	if limit <= 0 {
		limit = 20
	}
	found, err := s.first(ctx, parsed, limit)
	if err != nil {
		return nil, fmt.Errorf("search: %w", err)
	}
	hits, err := s.describe(ctx, found, parsed.Phrases, cmp.Or(max(q.Excerpt, 0), 120))
	if err != nil {
		return nil, fmt.Errorf("search: %w", err)
	}
	return hits, nil
}

// Count is how many articles a query finds.
func (s *Store) Count(ctx context.Context, text string) (int, error) {
	parsed, err := fulltext.Parse(text)
	if err != nil {
		return 0, err
	}
	if m, _, err := s.unpacked(ctx, parsed); m != nil || err != nil {
		return len(m.all()), err
	}
	c, err := s.conditions(ctx, parsed)
	if err == nil {
		c, err = s.byNumber(ctx, parsed, c)
	}
	if err != nil {
		return 0, fmt.Errorf("search: %w", err)
	}
	q, args := `SELECT count(*) FROM articles AS a WHERE `+c.sql+c.onNumber("a.article_id"), slices.Concat(c.args, c.numberArgs)
	if c.number != "" && len(c.args) == 0 {
		q, args = `SELECT count(*) FROM facets AS a WHERE 1`+c.onNumber("a.article_id"), c.numberArgs
	}
	if parsed.Match != "" {
		q = `SELECT count(*) FROM articles_fts AS f WHERE articles_fts MATCH ?` + c.onMatch()
		args = append([]any{parsed.Match}, c.all()...)
	}
	var n int
	if err := s.db.QueryRowContext(ctx, q, args...).Scan(&n); err != nil {
		return 0, fmt.Errorf("search: %w", err)
	}
	return n, nil
}

// conditions are what a query asks of the row, as SQL over articles AS a; and
// what it asks of the number alone, written @, each behind an AND.
type conditions struct {
	sql        string
	args       []any
	number     string
	numberArgs []any
}

// onNumber ties the conditions on the number to a column.
func (c conditions) onNumber(column string) string { return strings.ReplaceAll(c.number, "@", column) }

// all are the arguments of onMatch.
func (c conditions) all() []any { return slices.Concat(c.numberArgs, c.args) }

// onMatch ties the conditions to a row of the index, which the articles are
// only read for where there are any.
func (c conditions) onMatch() string {
	if len(c.args) == 0 {
		return c.onNumber("f.rowid")
	}
	return c.onNumber("f.rowid") + ` AND EXISTS (SELECT 1 FROM articles AS a WHERE a.article_id = f.rowid AND ` + c.sql + `)`
}

func (s *Store) conditions(ctx context.Context, q *fulltext.Query) (conditions, error) {
	c := conditions{sql: "1"}
	if q.Without != "" {
		c.sql += ` AND a.article_id NOT IN (SELECT rowid FROM articles_fts WHERE articles_fts MATCH ?)`
		c.args = append(c.args, q.Without)
	}
	for _, f := range q.Filters {
		condition, args, err := s.condition(ctx, f)
		if err != nil {
			return c, err
		}
		if f.Not {
			condition = "NOT coalesce(" + condition + ", 0)"
		}
		c.sql += " AND " + condition
		c.args = append(c.args, args...)
	}
	return c, nil
}

func (s *Store) condition(ctx context.Context, f fulltext.Filter) (string, []any, error) {
	switch f.Field {
	case "after":
		return `a.published_on >= ?`, []any{f.Value}, nil
	case "before":
		return `a.published_on < ?`, []any{f.Value}, nil
	case "lang": // zh takes in zh-Hans and zh-Hant
		v := strings.ToLower(f.Value)
		return `(lower(a.lang) = ? OR substr(lower(a.lang), 1, ?) = ?)`, []any{v, len([]rune(v)) + 1, v + "-"}, nil
	case "site": // people.com.cn takes in health.people.com.cn
		v := strings.TrimPrefix(strings.ToLower(f.Value), "www.")
		return `(a.site = ? OR substr(a.site, ?) = ?)`, []any{v, -len([]rune(v)) - 1, "." + v}, nil
	case "source":
		from := "articles"
		if sealed, err := s.sealedOrder(ctx); err != nil {
			return "", nil, err
		} else if sealed {
			from = "facet_groups" // which has each source, in few rows
		}
		names, err := s.namesWith(ctx, `SELECT DISTINCT source FROM `+from+` WHERE source IS NOT NULL`, f.Value)
		return `a.source IN (SELECT value FROM json_each(?))`, []any{names}, err
	case "author":
		names, err := s.namesWith(ctx, `SELECT DISTINCT name FROM credits`, f.Value)
		return `EXISTS (SELECT 1 FROM credits AS c WHERE c.article_id = a.article_id AND c.role IN ('author', 'correspondent')
			AND c.name IN (SELECT value FROM json_each(?)))`, []any{names}, err
	}
	return "", nil, fmt.Errorf("no filter %q", f.Field)
}

// namesWith picks the names in which the text stands, by the rule of the
// search, as a JSON array: names are few, and SQL cannot fold them.
func (s *Store) namesWith(ctx context.Context, query, text string) (string, error) {
	all, err := column[string](ctx, s.db, query)
	if err != nil {
		return "", err
	}
	phrase := []fulltext.Phrase{{Text: text}}
	all = slices.DeleteFunc(all, func(name string) bool { return len(fulltext.Spans(name, phrase)) == 0 })
	packed, err := json.Marshal(append([]string{}, all...))
	return string(packed), err
}

// place is one article found.
type place struct {
	id   int64
	rank float64
}

// first gives the first places.
func (s *Store) first(ctx context.Context, q *fulltext.Query, limit int) ([]place, error) {
	m, x, err := s.unpacked(ctx, q)
	if err != nil {
		return nil, err
	}
	if m != nil {
		found, err := x.ranks(ctx, m)
		if err != nil {
			return nil, err
		}
		return s.settle(ctx, leading(found, limit), limit)
	}
	c, err := s.conditions(ctx, q)
	if err == nil {
		c, err = s.byNumber(ctx, q, c)
	}
	if err != nil {
		return nil, err
	}
	if q.Match == "" {
		return s.newest(ctx, c, limit)
	}
	return s.ranked(ctx, q, c, limit)
}

// ranked has FTS5 give the first places.
func (s *Store) ranked(ctx context.Context, q *fulltext.Query, c conditions, limit int) ([]place, error) {
	// A few more than wanted: where the last one shares its rank with more
	// than these, all that do are read before the day decides.
	enough := 2*limit + 20
	found, err := s.best(ctx, q.Match, c, enough)
	if err == nil && len(found) == enough && found[enough-1].rank == found[limit-1].rank {
		found, err = s.best(ctx, q.Match, c, -1)
	}
	if err != nil {
		return nil, err
	}
	return s.settle(ctx, found, limit)
}

// settle gives the first of places that come with all that share the last one's
// rank.
func (s *Store) settle(ctx context.Context, found []place, limit int) ([]place, error) {
	for len(found) > limit && found[len(found)-1].rank != found[limit-1].rank {
		found = found[:len(found)-1]
	}
	found, err := s.cutTies(ctx, found, limit)
	if err != nil {
		return nil, err
	}
	if err := s.settleTies(ctx, found); err != nil {
		return nil, err
	}
	return found[:min(limit, len(found))], nil
}

// manyRows is how many articles it takes until ranking them on several cores
// costs less than another connection.
const manyRows = 8192

// best gives the limit best rows of the index by rank, all if limit is
// negative. Ranking is nearly all the work of a search, so the rows of a
// frequent phrase are ranked in parts.
func (s *Store) best(ctx context.Context, match string, c conditions, limit int) ([]place, error) {
	var many bool
	var last int64
	err := s.db.QueryRowContext(ctx, `SELECT count(*) = ?, (SELECT coalesce(max(article_id), 0) FROM articles)
		FROM (SELECT 1 FROM articles_fts WHERE articles_fts MATCH ? LIMIT ?)`, manyRows, match, manyRows).Scan(&many, &last)
	if err != nil {
		return nil, err
	}
	parts := int64(1)
	if many {
		parts = int64(min(runtime.GOMAXPROCS(0), 8))
	}
	results := make(chan ranking, parts)
	for i := range parts {
		go func() {
			found, err := s.part(ctx, match, c, last*i/parts, last*(i+1)/parts, limit)
			results <- ranking{found, err}
		}()
	}
	var all []place
	for range parts {
		r := <-results
		err = cmp.Or(err, r.err)
		all = append(all, r.found...)
	}
	slices.SortFunc(all, func(a, b place) int { return cmp.Or(cmp.Compare(a.rank, b.rank), cmp.Compare(a.id, b.id)) })
	if limit >= 0 {
		all = all[:min(limit, len(all))]
	}
	return all, err
}

type ranking struct {
	found []place
	err   error
}

// part ranks the rows after one id up to another. The + keeps FTS5 from
// sorting all of them itself: SQLite's sorter keeps no more than the limit.
func (s *Store) part(ctx context.Context, match string, c conditions, after, last int64, limit int) ([]place, error) {
	args := append([]any{match, after + 1, last}, c.all()...)
	var found []place
	err := s.rows(ctx, `SELECT f.rowid, f.rank FROM articles_fts AS f WHERE articles_fts MATCH ? AND f.rowid BETWEEN ? AND ?`+
		c.onMatch()+` ORDER BY +f.rank, f.rowid LIMIT ?`, append(args, limit), func(rows *sql.Rows) error {
		var p place
		err := rows.Scan(&p.id, &p.rank)
		found = append(found, p)
		return err
	})
	return found, err
}

// settleTies lets the newest day, then the uid, decide between equal ranks.
func (s *Store) settleTies(ctx context.Context, found []place) error {
	tied := []int64{}
	for i, p := range found {
		if i > 0 && found[i-1].rank == p.rank || i+1 < len(found) && found[i+1].rank == p.rank {
			tied = append(tied, p.id)
		}
	}
	if len(tied) == 0 {
		return nil
	}
	list, err := json.Marshal(tied)
	if err != nil {
		return err
	}
	type key struct{ day, uid string }
	keys := make(map[int64]key, len(tied))
	if err := s.rows(ctx, `SELECT a.article_id, coalesce(a.published_on, ''), a.uid FROM json_each(?) AS j CROSS JOIN articles AS a ON a.article_id = j.value`,
		[]any{string(list)}, func(rows *sql.Rows) error {
			var id int64
			var k key
			err := rows.Scan(&id, &k.day, &k.uid)
			keys[id] = k
			return err
		}); err != nil {
		return err
	}
	slices.SortFunc(found, func(a, b place) int {
		x, y := keys[a.id], keys[b.id]
		return cmp.Or(cmp.Compare(a.rank, b.rank), strings.Compare(y.day, x.day), strings.Compare(x.uid, y.uid))
	})
	return nil
}

func (s *Store) newest(ctx context.Context, c conditions, limit int) ([]place, error) {
	if c.number != "" && len(c.args) == 0 {
		return s.newestByNumber(ctx, c, limit)
	}
	var found []place
	err := s.rows(ctx, `SELECT a.article_id FROM articles AS a WHERE `+c.sql+c.onNumber("a.article_id")+` ORDER BY a.published_on DESC, a.uid LIMIT ?`,
		slices.Concat(c.args, c.numberArgs, []any{limit}), func(rows *sql.Rows) error {
			var p place
			err := rows.Scan(&p.id)
			found = append(found, p)
			return err
		})
	return found, err
}

// rows hands every row of a query to scan.
func (s *Store) rows(ctx context.Context, query string, args []any, scan func(*sql.Rows) error) error {
	rows, err := s.db.QueryContext(ctx, query, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := scan(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}
