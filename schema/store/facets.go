package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
)

// maxFacetNames bounds facet_names, and with it the lists of facet_mentions: a
// reader picks one of the most frequent, and asks for any other by its letters.
const maxFacetNames = 500

// fillFacets makes the facet tables anew from articles, which must stand in
// the order of a sealed file: a month is then a run of article numbers. Every
// number it gives follows from the rows alone.
func fillFacets(ctx context.Context, tx *sql.Tx) error {
	if err := clearFacets(ctx, tx); err != nil {
		return err
	}
	for _, q := range []string{
		`INSERT INTO facet_groups (group_id, site, source, channel, lang, articles)
		SELECT row_number() OVER (ORDER BY count(*) DESC, site, source, channel, lang), site, source, channel, lang, count(*)
		FROM articles GROUP BY site, source, channel, lang`,
		`INSERT INTO facet_months (month_id, month, first_id, last_id, articles)
		SELECT row_number() OVER (ORDER BY month IS NULL, month), month, min(article_id), max(article_id), count(*)
		FROM (SELECT substr(published_on, 1, 7) AS month, article_id FROM articles) GROUP BY month`,
		`INSERT INTO facets (article_id, group_id, month_id)
		SELECT a.article_id, g.group_id, m.month_id FROM articles AS a
		CROSS JOIN facet_groups AS g ON g.site IS a.site AND g.source IS a.source AND g.channel IS a.channel AND g.lang IS a.lang
		CROSS JOIN facet_months AS m ON m.month IS substr(a.published_on, 1, 7)
		ORDER BY a.article_id`,
		fmt.Sprintf(`INSERT INTO facet_names (name_id, name, kind, articles)
		SELECT row_number() OVER (ORDER BY articles DESC, name, kind), name, kind, articles
		FROM (SELECT name, CASE kind WHEN 0 THEN 'org' WHEN 1 THEN 'person' ELSE 'place' END AS kind, articles
			FROM (SELECT name, kind, count(DISTINCT article_id) AS articles FROM entity_spans GROUP BY name, kind) WHERE articles > 1)
		ORDER BY 1 LIMIT %d`, maxFacetNames),
		`INSERT INTO facet_mentions (article_id, names)
		SELECT article_id, json_group_array(name_id ORDER BY name_id)
		FROM (SELECT DISTINCT e.article_id, n.name_id FROM facet_names AS n CROSS JOIN entities AS e ON e.name = n.name AND e.kind = n.kind)
		GROUP BY article_id ORDER BY article_id`,
	} {
		if _, err := tx.ExecContext(ctx, q); err != nil {
			return fmt.Errorf("fill the facets: %w", err)
		}
	}
	return nil
}

// clearFacets empties the facet tables and what is packed of them and of the
// index: facets that miss an article are worse than none.
func clearFacets(ctx context.Context, tx *sql.Tx) error {
	for _, table := range slices.Concat(packedTables, []string{"facets", "facet_groups", "facet_months", "facet_mentions", "facet_names"}) {
		if _, err := tx.ExecContext(ctx, `DELETE FROM `+table); err != nil {
			return fmt.Errorf("clear the facets: %w", err)
		}
	}
	return nil
}

// dropFacets clears the facets once in a transaction that changes articles.
func (in *inserter) dropFacets(ctx context.Context) error {
	if in.facetsCleared {
		return nil
	}
	in.facetsCleared = true
	return clearFacets(ctx, in.tx)
}
