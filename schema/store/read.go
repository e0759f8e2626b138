package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"iter"
	"slices"
	"strings"

	"dabao/schema"
)

// Dataset reads what the file says of itself.
func (s *Store) Dataset(ctx context.Context) (map[string]string, error) {
	rows, err := s.db.QueryContext(ctx, `SELECT key, value FROM dataset`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	said := map[string]string{}
	for rows.Next() {
		var k, v string
		if err := rows.Scan(&k, &v); err != nil {
			return nil, err
		}
		said[k] = v
	}
	return said, rows.Err()
}

// Rows yields the rows of one table in its key order. Cells are nil, int64,
// float64 or string; the slice is the receiver's. columns names the cells
// wanted, nil for all in the order of schema.Tables; where is an SQL condition
// over the table's columns, or empty. An error is final.
func (s *Store) Rows(ctx context.Context, table string, columns []string, where string) iter.Seq2[[]any, error] {
	return func(yield func([]any, error) bool) {
		t := schema.TableNamed(table)
		if t == nil {
			yield(nil, fmt.Errorf("no table %q", table))
			return
		}
		if columns == nil {
			for _, c := range t.Columns {
				columns = append(columns, c.Name)
			}
		}
		list, err := selectList(t, columns)
		if err == nil {
			err = CheckCondition(where)
		}
		if err != nil {
			yield(nil, err)
			return
		}
		switch {
		case table == "articles" && slices.Contains(columns, "text"):
			err = s.wholeRows(ctx, list, where, yield)
		case (table == "blocks" || table == "entities") && where == "":
			err = s.cutRows(ctx, t, columns, yield)
		default:
			err = rowsOf(ctx, s.db, "SELECT "+list+" FROM "+quote(table)+whereSQL(where)+" ORDER BY "+orderBy(t), yield)
		}
		if err != nil {
			yield(nil, fmt.Errorf("read %s: %w", table, err))
		}
	}
}

// cutRows yields the rows of a table that is cut from the text. The view would
// walk through a long text once for each of them; here it is cut in one walk.
func (s *Store) cutRows(ctx context.Context, t *schema.TableDef, columns []string, yield func([]any, error) bool) error {
	at := make([]int, len(columns))
	for i, name := range columns {
		at[i] = slices.IndexFunc(t.Columns, func(c schema.Column) bool { return c.Name == name })
	}
	ids, err := column[int64](ctx, s.db, `SELECT article_id FROM articles AS a
		WHERE EXISTS (SELECT 1 FROM `+quote(t.Stored().Name)+` AS s WHERE s.article_id = a.article_id) ORDER BY article_id`)
	if err != nil {
		return err
	}
	for part := range slices.Chunk(ids, chunk) {
		articles, err := load(ctx, s.db, part, "blocks", t.Name)
		if err != nil {
			return err
		}
		for i, a := range articles {
			for _, whole := range a.ChildRows(t.Name) {
				whole = slices.Insert(whole, 0, any(part[i]))
				row := make([]any, len(at))
				for j, from := range at {
					row[j] = whole[from]
				}
				if !yield(row, nil) {
					return nil
				}
			}
		}
	}
	return nil
}

// wholeRows yields rows of articles with their text. SQLite would carry it
// through a sort, so the row numbers are put in order first. In a sealed file
// they are in order already and one walk over the table serves; otherwise some
// rows are read at a time.
func (s *Store) wholeRows(ctx context.Context, list, where string, yield func([]any, error) bool) error {
	tx, err := s.db.BeginTx(ctx, nil) // one state of the file for all queries
	if err != nil {
		return err
	}
	defer tx.Rollback()
	ids, err := orderedIDs(ctx, tx, where)
	if err != nil {
		return err
	}
	if slices.IsSorted(ids) {
		return rowsOf(ctx, tx, "SELECT "+list+" FROM articles"+whereSQL(where)+" ORDER BY article_id", yield)
	}
	for chunk := range slices.Chunk(ids, chunk) {
		marked, err := json.Marshal(chunk)
		if err != nil {
			return err
		}
		byID := make(map[int64][]any, len(chunk))
		if err := each(ctx, tx, "SELECT article_id, "+list+" FROM articles WHERE article_id IN (SELECT value FROM json_each(?))", string(marked),
			func(id int64, row []any) error { byID[id] = row; return nil }); err != nil {
			return err
		}
		for _, id := range chunk {
			if !yield(byID[id], nil) {
				return nil
			}
		}
	}
	return nil
}

// rowsOf yields the rows of a query until the receiver has had enough.
func rowsOf(ctx context.Context, db querier, q string, yield func([]any, error) bool) error {
	rows, err := db.QueryContext(ctx, q)
	if err != nil {
		return err
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		return err
	}
	into := make([]any, len(columns))
	for rows.Next() {
		cells := make([]any, len(columns))
		for i := range cells {
			into[i] = &cells[i]
		}
		if err := rows.Scan(into...); err != nil {
			return err
		}
		if !yield(cells, nil) {
			return nil
		}
	}
	return rows.Err()
}

func selectList(t *schema.TableDef, columns []string) (string, error) {
	var names []string
	for _, c := range columns {
		if _, ok := t.Column(c); !ok {
			return "", fmt.Errorf("table %s has no column %q", t.Name, c)
		}
		names = append(names, quote(c))
	}
	return strings.Join(names, ", "), nil
}

// CheckWhere says what is wrong with a caller's condition over one table,
// before anything is written on its account.
func (s *Store) CheckWhere(ctx context.Context, table, where string) error {
	if strings.TrimSpace(where) == "" {
		return nil
	}
	if err := CheckCondition(where); err != nil {
		return err
	}
	st, err := s.db.PrepareContext(ctx, "SELECT 1 FROM "+quote(table)+whereSQL(where))
	if err != nil {
		return err
	}
	return st.Close()
}

// whereSQL sets the caller's condition apart on a line of its own, so that a
// comment in it cannot swallow the ORDER BY.
func whereSQL(where string) string {
	if strings.TrimSpace(where) == "" {
		return ""
	}
	return " WHERE (" + where + "\n)"
}

func orderBy(t *schema.TableDef) string {
	var keys []string
	for _, k := range t.Key {
		key := quote(k)
		if c, _ := t.Column(k); c.Nullable {
			key += " IS NULL, " + key
		}
		keys = append(keys, key)
	}
	return strings.Join(keys, ", ")
}

// Articles yields whole articles in the order (published_on, uid), undated
// last. where is an SQL condition over the columns of articles, or empty. An
// error is final; each article is the receiver's.
func (s *Store) Articles(ctx context.Context, where string) iter.Seq2[*schema.Article, error] {
	return func(yield func(*schema.Article, error) bool) {
		ids, err := orderedIDs(ctx, s.db, where)
		if err != nil {
			yield(nil, fmt.Errorf("select articles: %w", err))
			return
		}
		for len(ids) > 0 {
			n := min(chunk, len(ids))
			articles, err := load(ctx, s.db, ids[:n])
			if err != nil {
				yield(nil, fmt.Errorf("read articles: %w", err))
				return
			}
			for _, a := range articles {
				if !yield(a, nil) {
					return
				}
			}
			ids = ids[n:]
		}
	}
}

// Article reads one article by uid; sql.ErrNoRows when there is none.
func (s *Store) Article(ctx context.Context, uid schema.UID) (*schema.Article, error) {
	return loadUID(ctx, s.db, uid)
}

func loadUID(ctx context.Context, db querier, uid schema.UID) (*schema.Article, error) {
	var id int64
	if err := db.QueryRowContext(ctx, `SELECT article_id FROM articles WHERE uid = ?`, string(uid)).Scan(&id); err != nil {
		return nil, err
	}
	articles, err := load(ctx, db, []int64{id})
	if err != nil {
		return nil, err
	}
	return articles[0], nil
}

// loadUIDs reads the articles of these uids, as far as there are any.
func loadUIDs(ctx context.Context, db querier, uids []string) (map[schema.UID]*schema.Article, error) {
	packed, err := json.Marshal(uids)
	if err != nil {
		return nil, err
	}
	ids, err := column[int64](ctx, db, `SELECT article_id FROM articles WHERE uid IN (SELECT value FROM json_each(?))`, string(packed))
	if err != nil {
		return nil, err
	}
	articles, err := load(ctx, db, ids)
	byUID := make(map[schema.UID]*schema.Article, len(articles))
	for _, a := range articles {
		byUID[a.UID] = a
	}
	return byUID, err
}

// orderedIDs are the row numbers of the articles a condition selects, in the
// order of the table's key.
func orderedIDs(ctx context.Context, db querier, where string) ([]int64, error) {
	if err := CheckCondition(where); err != nil {
		return nil, err
	}
	return column[int64](ctx, db, `SELECT article_id FROM articles`+whereSQL(where)+
		` ORDER BY `+orderBy(schema.TableNamed("articles")))
}

// querier is what *sql.DB and *sql.Tx have in common.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

func column[T any](ctx context.Context, db querier, q string, args ...any) ([]T, error) {
	rows, err := db.QueryContext(ctx, q, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []T
	for rows.Next() {
		var v T
		if err := rows.Scan(&v); err != nil {
			return nil, err
		}
		all = append(all, v)
	}
	return all, rows.Err()
}

// workColumn is column of a table that only a file under ingest has; elsewhere
// it is empty.
func workColumn[T any](ctx context.Context, db querier, table, q string, args ...any) ([]T, error) {
	if has, err := hasTable(ctx, db, table); err != nil || !has {
		return nil, err
	}
	return column[T](ctx, db, q, args...)
}
