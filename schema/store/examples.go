package store

import (
	"context"
	"fmt"
	"strings"

	"dabao/schema"
)

// ExampleRows are up to most rows from the middle of a table, in the order in
// which they lie, a cell a column of t as text formats write it and nil for
// NULL. Long ones are cut to 100 characters, with "…" behind.
func (s *Store) ExampleRows(ctx context.Context, t *schema.TableDef, most int) ([][]*string, error) {
	var rows int
	if err := s.db.QueryRowContext(ctx, `SELECT count(*) FROM `+quote(t.Stored().Name)).Scan(&rows); err != nil {
		return nil, fmt.Errorf("count %s: %w", t.Name, err)
	}
	list := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		if list[i] = quote(c.Name); c.Type == schema.Text {
			list[i] = fmt.Sprintf("substr(%s, 1, %d)", list[i], maxTallyRunes+1)
		}
	}
	q := fmt.Sprintf(`SELECT %s FROM %s ORDER BY %s LIMIT %d OFFSET %d`, strings.Join(list, ", "), quote(t.Name), rowOrder(t), most, max(0, rows-most)/2)
	all := [][]*string{}
	err := s.cells(ctx, q, nil, func(cells []any) {
		row := make([]*string, len(cells))
		for i, v := range cells {
			if v == nil {
				continue
			}
			text := schema.FormatCell(v)
			if runes := []rune(text); len(runes) > maxTallyRunes {
				text = string(runes[:maxTallyRunes]) + "…"
			}
			row[i] = &text
		}
		all = append(all, row)
	})
	return all, err
}
