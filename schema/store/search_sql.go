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
	found, err := s.spelledOut(ctx, q.Text)
	if err != nil {
		return "", err
	}
	limit := q.Limit
	if limit <= 0 {
		limit = 20
	}
	rank, order := "0.0 AS rank", ""
	if found.ranked {
		rank, order = "f.rank", "f.rank, "
	}
	return fmt.Sprintf("SELECT a.uid, a.published_on, a.title, %s\nFROM %s\nWHERE %s\nORDER BY %sa.published_on DESC, a.uid\nLIMIT %d",
		rank, found.from, found.where, order, limit), nil
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
	found, err := s.spelledOut(ctx, text)
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
	return fmt.Sprintf("%s IN (SELECT a.%[1]s FROM %s WHERE %s)", key, found.from, found.where), nil
}

// spelledOut is a search as SQL without parameters, over articles AS a and, if
// it is ranked, their index AS f.
type spelledOut struct {
	from, where string
	ranked      bool
}

func (s *Store) spelledOut(ctx context.Context, text string) (spelledOut, error) {
	parsed, err := fulltext.Parse(text)
	if err != nil {
		return spelledOut{}, err
	}
	c, err := s.conditions(ctx, parsed)
	if err != nil {
		return spelledOut{}, fmt.Errorf("search: %w", err)
	}
	if parsed.Match == "" {
		return spelledOut{"articles AS a", c.inline(), false}, nil
	}
	where := "f.articles_fts MATCH " + literal(parsed.Match)
	if len(c.args) > 0 {
		where += " AND " + c.inline()
	}
	// CROSS JOIN asks the index first, whatever else there is to narrow by.
	return spelledOut{"articles_fts AS f CROSS JOIN articles AS a ON a.article_id = f.rowid", where, true}, nil
}

// inline puts the arguments into the text, which has no question mark but for
// them.
func (c conditions) inline() string {
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
