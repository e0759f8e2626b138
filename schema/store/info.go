package store

import (
	"context"
	"fmt"
	"strings"

	"dabao/schema"
)

// Count is one value of a column and how many rows have it.
type Count struct {
	Value string `json:"value"` // empty for NULL
	Rows  int    `json:"rows"`
}

// Info is a file at a glance.
type Info struct {
	Path       string            `json:"path"`
	Layout     int               `json:"layout"`
	Dataset    map[string]string `json:"dataset"`
	Rows       []Count           `json:"rows"`                // by table
	Uncounted  []string          `json:"uncounted,omitempty"` // tables of a distant file, which would have to be read for it
	First      string            `json:"first_day"`           // earliest published_on
	Last       string            `json:"last_day"`            // latest published_on
	Undated    int               `json:"undated"`             // articles without a day
	Langs      []Count           `json:"langs"`               // most first
	Sites      []Count           `json:"sites"`               // most first
	Sources    []Count           `json:"sources"`             // most first
	Rejects    []Count           `json:"rejects"`             // by reason, most first
	ContentSHA string            `json:"content_digest"`      // over the rows of every released table
}

// Info counts what the file holds. The content digest is the one the file
// states; where it states none all rows are read to work it out, of a file on
// this machine.
func (s *Store) Info(ctx context.Context) (*Info, error) {
	i := &Info{Path: s.Name(), Layout: schema.Version}
	var err error
	if i.Dataset, err = s.Dataset(ctx); err != nil {
		return nil, err
	}
	sealed, err := s.sealedOrder(ctx)
	if err != nil {
		return nil, err
	}
	from, rows := "articles", "count(*)"
	if sealed {
		from, rows = "facet_groups", "sum(articles)"
	}
	for _, t := range schema.Tables {
		n := Count{Value: t.Name}
		if n.Rows, err = s.count(ctx, &t, sealed); err != nil {
			return nil, fmt.Errorf("count %s: %w", t.Name, err)
		} else if n.Rows < 0 {
			i.Uncounted = append(i.Uncounted, t.Name)
			continue
		}
		i.Rows = append(i.Rows, n)
	}
	if err := s.days(ctx, i, sealed); err != nil {
		return nil, err
	}
	for _, g := range []struct {
		to                  *[]Count
		table, column, rows string
	}{
		{&i.Langs, from, "lang", rows}, {&i.Sites, from, "site", rows}, {&i.Sources, from, "source", rows}, {&i.Rejects, "rejects", "reason", "count(*)"},
	} {
		if *g.to, err = s.counts(ctx, g.table, g.column, g.rows); err != nil {
			return nil, err
		}
	}
	if i.ContentSHA = i.Dataset[digestKey]; i.ContentSHA == "" && !s.far {
		i.ContentSHA, err = s.ContentDigest(ctx)
	}
	return i, err
}

// count is how many rows a table has; -1 for one that a distant file, which is
// sealed, would have to be read for: those whose rows are not numbered.
func (s *Store) count(ctx context.Context, t *schema.TableDef, sealed bool) (n int, err error) {
	q := `SELECT count(*) FROM ` + quote(t.Name)
	switch first := t.Columns[0].Name; {
	case sealed && (t.Child || t.Name == "hanzi"):
		return -1, nil
	case sealed && strings.HasSuffix(first, "_id"):
		q = fmt.Sprintf(`SELECT coalesce(max(%s), 0) FROM %s`, quote(first), quote(t.Name))
	}
	return n, s.db.QueryRowContext(ctx, q).Scan(&n)
}

// days finds the first and the last day, and counts the articles without one.
func (s *Store) days(ctx context.Context, i *Info, sealed bool) error {
	q := `SELECT coalesce(min(published_on), ''), coalesce(max(published_on), ''), count(*) - count(published_on) FROM articles`
	if sealed {
		q = `SELECT coalesce((SELECT min(published_on) FROM articles), ''), coalesce((SELECT max(published_on) FROM articles), ''),
			coalesce((SELECT articles FROM facet_months WHERE month IS NULL), 0)`
	}
	return s.db.QueryRowContext(ctx, q).Scan(&i.First, &i.Last, &i.Undated)
}

// counts groups a table by one column, most rows first, then by value; counted is
// what counts the rows.
func (s *Store) counts(ctx context.Context, table, column, counted string) ([]Count, error) {
	rows, err := s.db.QueryContext(ctx, fmt.Sprintf(`SELECT coalesce(%[2]s, ''), %[3]s FROM %[1]s GROUP BY 1 ORDER BY 2 DESC, 1`,
		quote(table), quote(column), counted))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	all := []Count{}
	for rows.Next() {
		var c Count
		if err := rows.Scan(&c.Value, &c.Rows); err != nil {
			return nil, err
		}
		all = append(all, c)
	}
	return all, rows.Err()
}
