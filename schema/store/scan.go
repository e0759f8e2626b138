package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"dabao/schema"
)

// chunk is how many articles are read with one query a table: enough to spread
// its cost, few enough to stay small in memory.
const chunk = 200

// plainShape is schema.ArticleShape without its lists and without what follows
// from the blocks but the text, which they are cut from and which comes last:
// the columns one query reads.
var plainShape = func() schema.Shape {
	var plain schema.Shape
	whole := schema.ArticleShape()
	for _, f := range whole.Fields {
		switch {
		case f.Items != nil, f.Name == "text", f.Name == "chars", f.Name == "content_sha256":
		default:
			plain.Fields = append(plain.Fields, f)
		}
	}
	plain.Fields = append(plain.Fields, whole.Fields[whole.Index("text")])
	return plain
}()

// articleSQL reads articles, each with the capture it was read from.
var articleSQL = func() string {
	var columns []string
	for _, name := range plainShape.Names() {
		column := "a." + quote(name)
		if of, ok := strings.CutPrefix(name, "capture_"); ok {
			column = "c." + quote(of)
		} else if name == "captured_at" {
			column = "c.captured_at"
		}
		columns = append(columns, column)
	}
	return "SELECT a.article_id, " + strings.Join(columns, ", ") +
		" FROM articles AS a JOIN captures AS c USING (capture_id) WHERE a.article_id IN (SELECT value FROM json_each(?))"
}()

// childQueries read the rows of the child tables, by their names as stored.
var childQueries = func() map[string]string {
	all := map[string]string{}
	for _, t := range schema.Tables {
		if t.Child {
			all[t.Stored().Name] = childSQL(t.Stored())
		}
	}
	return all
}()

// childSQL reads the rows of one child table: article_id, whatever it hangs on
// its article by, then the cells behind its position.
func childSQL(t *schema.TableDef) string {
	names := []string{"article_id"}
	for _, c := range t.Columns {
		if c.Name != t.Key[0] && c.Name != t.Key[1] {
			names = append(names, quote(c.Name))
		}
	}
	from := t.Name
	if t.Key[0] == "uid" {
		from = "articles CROSS JOIN " + t.Name + " USING (uid)"
	}
	return "SELECT " + strings.Join(names, ", ") + " FROM " + from +
		" WHERE article_id IN (SELECT value FROM json_each(?)) ORDER BY " + orderBy(t)
}

// load reads the articles with these ids, in this order, with the rows of the
// child tables named, of all where none is.
func load(ctx context.Context, db querier, ids []int64, children ...string) ([]*schema.Article, error) {
	packed, err := json.Marshal(ids)
	if err != nil {
		return nil, err
	}
	list := string(packed)
	byID := make(map[int64]*schema.Article, len(ids))
	texts := make(map[int64]string, len(ids))
	err = each(ctx, db, articleSQL, list, func(id int64, row []any) error {
		texts[id], _ = row[len(row)-1].(string)
		byID[id], err = schema.ArticleOf(&plainShape, row)
		return err
	})
	if err != nil {
		return nil, err
	}
	blocks, entities := make(map[int64][][]any, len(ids)), make(map[int64][][]any, len(ids)) // by their places
	for _, t := range schema.Tables {
		if !t.Child || len(children) > 0 && !slices.Contains(children, t.Name) {
			continue
		}
		err := each(ctx, db, childQueries[t.Stored().Name], list, func(id int64, row []any) error {
			a := byID[id]
			switch {
			case a == nil:
			case t.Name == "blocks":
				blocks[id] = append(blocks[id], row)
			case t.Name == "entities":
				entities[id] = append(entities[id], row)
			default:
				a.AppendItems(t.Name, [][]any{row})
			}
			return nil
		})
		if err != nil {
			return nil, fmt.Errorf("%s: %w", t.Name, err)
		}
	}
	all := make([]*schema.Article, 0, len(ids))
	for _, id := range ids {
		if a := byID[id]; a != nil {
			a.CutBlocks(texts[id], blocks[id])
			a.CutEntities(entities[id])
			all = append(all, a)
		}
	}
	return all, nil
}

// each hands on every row of a query whose first column is an id; the rest is
// the receiver's.
func each(ctx context.Context, db querier, q, arg string, row func(int64, []any) error) error {
	rows, err := db.QueryContext(ctx, q, arg)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		id, cells, err := scanRow(rows)
		if err != nil {
			return err
		}
		if err := row(id, cells); err != nil {
			return err
		}
	}
	return rows.Err()
}

func scanRow(rows *sql.Rows) (int64, []any, error) {
	columns, err := rows.Columns()
	if err != nil {
		return 0, nil, err
	}
	var id int64
	cells := make([]any, len(columns)-1)
	into := []any{&id}
	for i := range cells {
		into = append(into, &cells[i])
	}
	err = rows.Scan(into...)
	return id, cells, err
}
