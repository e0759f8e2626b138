package main

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"dabao/schema"
	"dabao/schema/store"
)

// toolbox is what an assistant may do with one database.
type toolbox struct{ db *store.Store }

type searchInput struct {
	Query string `json:"query" jsonschema:"what to look for"`
	Limit int    `json:"limit,omitempty" jsonschema:"most articles wanted, 1 to 50; 10 if not given"`
	Skip  int    `json:"skip,omitempty" jsonschema:"how many of the best to leave out, for the next page"`
}

type searchOutput struct {
	Note  string     `json:"note"`
	Found int        `json:"found" jsonschema:"how many articles match"`
	Hits  []foundHit `json:"hits"`
	More  string     `json:"more,omitempty" jsonschema:"how to get the rest, where there is one"`
}

type foundHit struct {
	UID         string `json:"uid" jsonschema:"names the article for good; show reads it"`
	PublishedOn string `json:"published_on,omitempty"`
	Title       string `json:"title"`
	Source      string `json:"source,omitempty"`
	URL         string `json:"url,omitempty"`
	Lang        string `json:"lang,omitempty"`
	Snippet     string `json:"snippet,omitempty"`
}

func (t *toolbox) search(ctx context.Context, in searchInput) (out searchOutput, err error) {
	limit := cmp.Or(in.Limit, 10)
	if limit < 1 || limit > toolHits || in.Skip < 0 || in.Skip > toolSkip {
		return out, fmt.Errorf("limit is 1 to %d and skip 0 to %d; narrow the query with after:, before:, site:, lang: instead", toolHits, toolSkip)
	}
	hits, err := t.db.Search(ctx, store.SearchQuery{Text: in.Query, Limit: in.Skip + limit, Excerpt: 200})
	if err == nil {
		out.Found, err = t.db.Count(ctx, in.Query)
	}
	if err != nil {
		return out, atCharacter(in.Query, err)
	}
	out.Note, out.Hits = strangers, []foundHit{}
	for _, h := range hits[min(in.Skip, len(hits)):] {
		title, _ := cutRunes(visible(h.Title), toolCell)
		out.Hits = append(out.Hits, foundHit{string(h.UID), h.PublishedOn, title, visible(firstOf(h.Source, h.Site)), visible(h.URL), h.Lang, visible(h.Snippet)})
	}
	if last := in.Skip + len(out.Hits); last < out.Found {
		out.More = fmt.Sprintf("%d more: call again with skip %d, or narrow the query", out.Found-last, last)
	}
	return out, nil
}

type showInput struct {
	UID  string `json:"uid" jsonschema:"the article's uid, or the first eight or more of its hex digits"`
	From int    `json:"from,omitempty" jsonschema:"the character of the text to begin at, for the next part of a long one"`
}

type showOutput struct {
	Note        string   `json:"note"`
	UID         string   `json:"uid"`
	Cite        string   `json:"cite" jsonschema:"how to cite the article"`
	Title       string   `json:"title"`
	Subtitle    string   `json:"subtitle,omitempty"`
	PublishedOn string   `json:"published_on,omitempty"`
	Source      string   `json:"source,omitempty"`
	Credits     []string `json:"credits,omitempty"`
	URL         string   `json:"url,omitempty"`
	Lang        string   `json:"lang,omitempty"`
	License     string   `json:"license,omitempty"`
	Chars       int      `json:"chars" jsonschema:"length of the whole text"`
	Text        string   `json:"text"`
	More        string   `json:"more,omitempty"`
}

func (t *toolbox) show(ctx context.Context, in showInput) (out showOutput, err error) {
	uid, err := findUID(ctx, t.db, in.UID)
	if err != nil {
		return out, err
	}
	a, err := t.db.Article(ctx, uid)
	if errors.Is(err, sql.ErrNoRows) {
		return out, fmt.Errorf("no article %s", uid)
	} else if err != nil {
		return out, err
	}
	dataset, err := t.db.Dataset(ctx)
	if err != nil {
		return out, err
	}
	text := []rune(a.Text())
	if in.From < 0 || in.From > len(text) {
		return out, fmt.Errorf("from is 0 to %d, the length of the text", len(text))
	}
	short := func(s string) string {
		s, _ = cutRunes(visible(s), toolCell)
		return s
	}
	out = showOutput{Note: strangers, UID: string(a.UID), Cite: visible(a.Citation(dataset)), Title: short(a.Title), Subtitle: short(a.Subtitle),
		PublishedOn: a.PublishedOn, Source: short(firstOf(a.Source, a.Publisher, a.Site)), URL: short(a.URL), Lang: a.Lang, License: short(a.License), Chars: len(text)}
	for _, c := range a.Credits[:min(len(a.Credits), 20)] {
		out.Credits = append(out.Credits, string(c.Role)+": "+short(c.Name))
	}
	end := in.From
	for bytes := 0; end < len(text); end++ {
		if bytes += len(visible(string(text[end]))); bytes > toolBytes {
			break
		}
	}
	if out.Text = visible(string(text[in.From:end])); end < len(text) {
		out.More = fmt.Sprintf("the text goes on: call again with from %d", end)
	}
	return out, nil
}

type sqlInput struct {
	Query string `json:"query" jsonschema:"one SQL statement that reads"`
	Limit int    `json:"limit,omitempty" jsonschema:"most rows wanted, 1 to 500; 100 if not given"`
}

type sqlOutput struct {
	Note    string   `json:"note"`
	Columns []string `json:"columns"`
	Rows    [][]any  `json:"rows" jsonschema:"a row an array, in the order of columns"`
	More    string   `json:"more,omitempty"`
}

func (t *toolbox) sql(ctx context.Context, in sqlInput) (out sqlOutput, err error) {
	limit := cmp.Or(in.Limit, 100)
	if limit < 1 || limit > toolRows {
		return out, fmt.Errorf("limit is 1 to %d; count, group or page with LIMIT and OFFSET in the question", toolRows)
	}
	out = sqlOutput{Note: strangers, Columns: []string{}, Rows: [][]any{}}
	err = t.db.Ask(ctx, in.Query, 0, func(a *store.Answer) error {
		for _, c := range a.Columns {
			name, _ := cutRunes(visible(c.Name), toolCell)
			out.Columns = append(out.Columns, name)
		}
		bytes, cells := 0, 0
		for row, err := range a.Rows {
			if err != nil {
				return err
			}
			for i, v := range row {
				if s, text := v.(string); text {
					short, cut := cutRunes(s, toolCell)
					if row[i] = visible(short); cut {
						row[i] = visible(short) + "…"
						cells++
					}
				}
				bytes += len(schema.FormatCell(row[i])) + 4
			}
			if len(out.Rows) == limit || bytes > toolBytes {
				out.More = fmt.Sprintf("only the first %d rows: add LIMIT and OFFSET %d, fewer columns, or count and group", len(out.Rows), len(out.Rows))
				break
			}
			out.Rows = append(out.Rows, row)
		}
		if cells > 0 {
			out.More = strings.TrimPrefix(fmt.Sprintf("%s; %d cells are cut to %d characters: substr() gives other parts, show a whole text", out.More, cells, toolCell), "; ")
		}
		return nil
	})
	if err != nil {
		return sqlOutput{}, explain(ctx, t.db, err)
	}
	return out, nil
}

type infoInput struct {
	Table string `json:"table,omitempty" jsonschema:"a table or view to explain"`
}

type infoOutput struct {
	Note    string            `json:"note"`
	Dataset map[string]string `json:"dataset,omitempty"`
	Rows    []store.Count     `json:"rows,omitempty" jsonschema:"by table"`
	Days    string            `json:"days,omitempty"`
	Langs   []store.Count     `json:"langs,omitempty"`
	Sites   []store.Count     `json:"sites,omitempty"`
	Sources []store.Count     `json:"sources,omitempty"`
	Tables  map[string]string `json:"tables,omitempty" jsonschema:"columns by table and view"`
	SQL     string            `json:"sql,omitempty" jsonschema:"how the table is made, the meaning of each column behind it"`
}

func (t *toolbox) info(ctx context.Context, in infoInput) (out infoOutput, err error) {
	catalog, err := t.db.Catalog(ctx)
	if err != nil {
		return out, err
	}
	out.Note, out.Tables = strangers, map[string]string{}
	for _, r := range catalog {
		if in.Table == r.Name {
			sql, _ := cutRunes(visible(r.SQL), toolBytes/2)
			return infoOutput{Note: strangers, SQL: sql}, nil
		}
		columns, _ := cutRunes(visible(strings.Join(r.Columns, ", ")), toolCell)
		out.Tables[visible(r.Name)] = columns
	}
	if in.Table != "" {
		return infoOutput{}, fmt.Errorf("there is no table %s; info without one lists them", printable(in.Table))
	}
	i, err := t.db.Info(ctx)
	if err != nil {
		return infoOutput{}, err
	}
	out.Dataset = map[string]string{}
	for k, v := range i.Dataset {
		out.Dataset[visible(k)], _ = cutRunes(visible(v), toolCell)
	}
	out.Rows, out.Langs, out.Sites, out.Sources = i.Rows, first(i.Langs), first(i.Sites), first(i.Sources)
	if i.First != "" {
		out.Days = fmt.Sprintf("%s to %s, %d articles undated", i.First, i.Last, i.Undated)
	}
	return out, nil
}

// first are the most frequent values, short.
func first(all []store.Count) []store.Count {
	few := []store.Count{}
	for _, c := range all[:min(len(all), 20)] {
		c.Value, _ = cutRunes(visible(c.Value), 100)
		few = append(few, c)
	}
	return few
}
