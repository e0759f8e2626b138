package store

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"strings"

	"dabao/schema"
	"dabao/schema/fulltext"
)

// ErrNoArticles is returned for a search among rows that belong to no article.
var ErrNoArticles = errors.New("its rows belong to no article")

// SearchSQL writes a search as one SELECT over the tables, which needs neither
// the view nor a parameter: uid, published_on, title and rank of the q.Limit
// articles that Search finds, in its order. Names that source: and author: fit
// are those of this file.
func (s *Store) SearchSQL(ctx context.Context, q SearchQuery) (string, error) {
	match, where, err := s.spelledOut(ctx, q.Text)
	if err != nil {
		return "", err
	}
	limit := q.Limit
	if limit <= 0 {
		limit = 20
	}
	if match == "" {
		return fmt.Sprintf("SELECT a.uid, a.published_on, a.title, 0.0 AS rank\nFROM articles AS a\nWHERE %s\n"+
			"ORDER BY a.published_on DESC, a.uid\nLIMIT %d", where, limit), nil
	}
	return fmt.Sprintf("SELECT a.uid, a.published_on, a.title, f.rank\n"+
		"FROM articles_fts AS f CROSS JOIN articles AS a ON a.article_id = f.rowid\nWHERE f.articles_fts MATCH %s AND %s\n"+
		"ORDER BY f.rank, a.published_on DESC, a.uid\nLIMIT %d", match, where, limit), nil
}

// CountSQL is SearchSQL for the number of articles found.
func (s *Store) CountSQL(ctx context.Context, text string) (string, error) {
	found, err := s.SearchWhere(ctx, "articles", text)
	return "SELECT count(*)\nFROM articles\nWHERE " + found, err
}

// SearchWhere writes a search as a condition over one table, to be given to
// Rows or Articles: the rows of the articles it finds. ErrNoArticles is for a
// table whose rows belong to no article.
func (s *Store) SearchWhere(ctx context.Context, table, text string) (string, error) {
	match, where, err := s.spelledOut(ctx, text)
	if err != nil {
		return "", err
	}
	key := ""
	if t := schema.TableNamed(table); t != nil {
		for _, name := range []string{"article_id", "uid"} {
			if _, has := t.Column(name); has && key == "" {
				key = name
			}
		}
	}
	if key == "" {
		return "", fmt.Errorf("%s: %w", table, ErrNoArticles)
	}
	from := "articles AS a"
	if match != "" {
		from = "articles_fts AS f CROSS JOIN articles AS a ON a.article_id = f.rowid"
		where = "f.articles_fts MATCH " + match + " AND " + where
	}
	return fmt.Sprintf("%s IN (SELECT a.%[1]s FROM %s WHERE %s)", key, from, where), nil
}

// spelledOut is what a query looks for, as SQL without parameters: the text to
// match, empty where there is none, and the conditions over articles AS a.
func (s *Store) spelledOut(ctx context.Context, text string) (match, where string, err error) {
	parsed, err := fulltext.Parse(text)
	if err != nil {
		return "", "", err
	}
	c, err := s.conditions(ctx, parsed)
	if err != nil {
		return "", "", fmt.Errorf("search: %w", err)
	}
	if parsed.Match != "" {
		match = literal(parsed.Match)
	}
	return match, c.spelledOut(), nil
}

// spelledOut puts the arguments into the text, which has no question mark but
// for them.
func (c conditions) spelledOut() string {
	parts := strings.Split(strings.TrimPrefix(c.sql, "1 AND "), "?")
	var b strings.Builder
	for i, part := range parts {
		b.WriteString(lineEnds.ReplaceAllString(part, " "))
		if i < len(c.args) {
			b.WriteString(literal(c.args[i]))
		}
	}
	return b.String()
}

// lineEnds are the line ends and indents of the conditions.
var lineEnds = regexp.MustCompile(`\s*\n\s*`)

// literal is a value in SQL. The break token, which few fonts and terminals
// carry well, is named by its number, and so is NUL, which ends a statement.
func literal(v any) string {
	text, ok := v.(string)
	if !ok {
		return fmt.Sprint(v)
	}
	text = strings.ReplaceAll(text, "'", "''")
	for _, r := range []rune{fulltext.Break, 0} {
		text = strings.ReplaceAll(text, string(r), fmt.Sprintf("' || char(%d) || '", r))
	}
	return "'" + text + "'"
}
