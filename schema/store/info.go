package store

import (
	"context"
	"fmt"

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
	Rows       []Count           `json:"rows"`           // by table
	First      string            `json:"first_day"`      // earliest published_on
	Last       string            `json:"last_day"`       // latest published_on
	Undated    int               `json:"undated"`        // articles without a day
	Langs      []Count           `json:"langs"`          // most first
	Sites      []Count           `json:"sites"`          // most first
	Sources    []Count           `json:"sources"`        // most first
	Rejects    []Count           `json:"rejects"`        // by reason, most first
	ContentSHA string            `json:"content_digest"` // over the rows of every released table
}

// Info counts what the file holds. The content digest is the one the file
// states; where it states none all rows are read to work it out.
func (s *Store) Info(ctx context.Context) (*Info, error) {
	i := &Info{Path: s.Name(), Layout: schema.Version}
	var err error
	if i.Dataset, err = s.Dataset(ctx); err != nil {
		return nil, err
	}
	for _, t := range schema.Tables {
		n := Count{Value: t.Name}
		if err := s.db.QueryRowContext(ctx, `SELECT count(*) FROM `+quote(t.Name)).Scan(&n.Rows); err != nil {
			return nil, fmt.Errorf("count %s: %w", t.Name, err)
		}
		i.Rows = append(i.Rows, n)
	}
	if err := s.db.QueryRowContext(ctx, `SELECT coalesce(min(published_on), ''), coalesce(max(published_on), ''),
		count(*) - count(published_on) FROM articles`).Scan(&i.First, &i.Last, &i.Undated); err != nil {
		return nil, err
	}
	for _, g := range []struct {
		to            *[]Count
		table, column string
	}{
		{&i.Langs, "articles", "lang"}, {&i.Sites, "articles", "site"}, {&i.Sources, "articles", "source"},
		{&i.Rejects, "rejects", "reason"},
	} {
		if *g.to, err = s.counts(ctx, g.table, g.column); err != nil {
			return nil, err
		}
	}
	if i.ContentSHA = i.Dataset[digestKey]; i.ContentSHA == "" {
		i.ContentSHA, err = s.ContentDigest(ctx)
	}
	return i, err
}

// counts groups a table by one column, most rows first, then by value.
func (s *Store) counts(ctx context.Context, table, column string) ([]Count, error) {
	rows, err := s.db.QueryContext(ctx, fmt.Sprintf(`SELECT coalesce(%[2]s, ''), count(*) FROM %[1]s GROUP BY 1 ORDER BY 2 DESC, 1`,
		quote(table), quote(column)))
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
