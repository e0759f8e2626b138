package store

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"dabao/schema"
)

// Profile is what the cells of one column are like. Everything but Rows is
// drawn from the Looked rows, which are all of them unless Looked is less.
type Profile struct {
	Table   string `json:"table"`
	Column  string `json:"column"`
	Type    string `json:"type"` // of schema.Type
	Meaning string `json:"meaning"`
	Rows    int    `json:"rows"`
	Looked  int    `json:"looked"`
	Filled  int    `json:"filled"` // neither NULL nor empty text
	// Distinct is how many different values there are, -1 where that was not
	// counted: there are over maxTallied, or some are longer than maxTallyRunes.
	Distinct int `json:"distinct"`
	// Least and Greatest are of numbers by size, of times and days by text;
	// empty for other columns and where nothing is filled.
	Least    string `json:"least"`
	Greatest string `json:"greatest"`
	// Top are the values in more than one row, and those in one where all are
	// few, most rows first, then by text: at most maxTop, and no value that is
	// left out has more rows than one listed.
	Top []Count `json:"top"`
	// Examples are up to maxExamples different values, from places apart, cut
	// to maxTallyRunes.
	Examples []string `json:"examples"`
}

// Bounds of a profile. A share of 20,000 articles is within .7 points of that of
// all of them, 19 times of 20.
const (
	ProfileRows   = 20_000
	maxTallied    = 20_000 // different values counted a column
	maxTallyRunes = 100    // longer values are told apart by nobody who reads a table
	maxTop        = 8
	maxExamples   = 3
)

// unprofiled are the tables that say nothing of the articles: what the file says
// of itself, and which characters are the same to search.
var unprofiled = []string{"dataset", "hanzi"}

// Profiles says what each column of the file's tables holds, in the order of
// schema.Tables, tables without rows left out, and of a distant file those that
// hang on articles. Of a table of more than most
// rows about that many are looked at, spread evenly over the articles in the
// order of their numbers; most 0 looks at all. The same file gives the same
// profiles.
func (s *Store) Profiles(ctx context.Context, most int) ([]Profile, error) {
	var all []Profile
	sealed, err := s.sealedOrder(ctx)
	if err != nil {
		return nil, err
	}
	articles, err := s.count(ctx, schema.TableNamed("articles"), sealed)
	if err != nil {
		return nil, fmt.Errorf("count articles: %w", err)
	}
	for i := range schema.Tables {
		t := &schema.Tables[i]
		if slices.Contains(unprofiled, t.Name) || sealed && t.Child {
			continue
		}
		of, err := s.profileTable(ctx, t, articles, most, sealed)
		if err != nil {
			return nil, fmt.Errorf("look at the columns of %s: %w", t.Name, err)
		}
		all = append(all, of...)
	}
	return all, nil
}

func (s *Store) profileTable(ctx context.Context, t *schema.TableDef, articles, most int, sealed bool) ([]Profile, error) {
	rows, err := s.count(ctx, t.Stored(), sealed)
	if err != nil || rows == 0 {
		return nil, err
	}
	where, args, err := s.spread(ctx, t, rows, articles, most)
	if err != nil {
		return nil, err
	}
	expected := rows
	if most > 0 {
		expected = min(rows, most)
	}
	tallies := make([]tally, len(t.Columns))
	list := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		tallies[i] = tally{kind: c.Type, counts: map[string]int{}, every: max(1, expected/maxExamples)}
		list[i] = quote(c.Name)
		if c.Type == schema.Text { // of a long one no more than is shown
			list[i] = fmt.Sprintf("substr(%s, 1, %d)", list[i], maxTallyRunes+1)
		}
	}
	q := `SELECT ` + strings.Join(list, ", ") + ` FROM ` + quote(t.Name) + where + ` ORDER BY ` + rowOrder(t)
	if most > 0 && where == "" {
		q += fmt.Sprintf(" LIMIT %d", most)
	}
	looked := 0
	if err := s.cells(ctx, q, args, func(cells []any) {
		looked++
		for i, v := range cells {
			tallies[i].add(v)
		}
	}); err != nil {
		return nil, err
	}
	all := make([]Profile, len(t.Columns))
	for i, c := range t.Columns {
		all[i] = tallies[i].profile()
		all[i].Table, all[i].Column, all[i].Type = t.Name, c.Name, c.Type.String()
		all[i].Meaning = Dictionary()[t.Name].Columns[c.Name]
		all[i].Rows, all[i].Looked = rows, looked
	}
	return all, nil
}

// rowOrder is the order in which a table's rows lie, which costs no sort.
func rowOrder(t *schema.TableDef) string {
	if strings.HasSuffix(t.Columns[0].Name, "_id") && !t.Child {
		return quote(t.Columns[0].Name)
	}
	return orderBy(t)
}

// spread is the condition that takes rows evenly from a table that has more than
// most. Rows are numbered from 1 without gaps in a sealed file.
func (s *Store) spread(ctx context.Context, t *schema.TableDef, rows, articles, most int) (string, []any, error) {
	id := t.Columns[0].Name
	if most <= 0 || rows <= most || !strings.HasSuffix(id, "_id") {
		return "", nil, nil
	}
	var last int
	if err := s.db.QueryRowContext(ctx, `SELECT coalesce(max(`+quote(id)+`), 0) FROM `+quote(t.Stored().Name)).Scan(&last); err != nil {
		return "", nil, err
	}
	numbers := rows // so many numbers hold the rows
	if t.Child {
		numbers = articles
	}
	n := max(1, numbers*most/rows)
	ids := make([]int, 0, n)
	for i := range n {
		ids = append(ids, 1+int(int64(i)*int64(last)/int64(n)))
	}
	packed, err := json.Marshal(ids)
	return ` WHERE ` + quote(id) + ` IN (SELECT value FROM json_each(?))`, []any{string(packed)}, err
}

// cells hands on the cells of every row, which stay the caller's until the next.
func (s *Store) cells(ctx context.Context, q string, args []any, row func([]any)) error {
	rows, err := s.db.QueryContext(ctx, q, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	names, err := rows.Columns()
	if err != nil {
		return err
	}
	cells, into := make([]any, len(names)), make([]any, len(names))
	for i := range cells {
		into[i] = &cells[i]
	}
	for rows.Next() {
		if err := rows.Scan(into...); err != nil {
			return err
		}
		row(cells)
	}
	return rows.Err()
}

// tally gathers the cells of one column.
type tally struct {
	kind             schema.Type
	cells, filled    int
	counts           map[string]int
	uncounted        int // filled cells that are in no count
	least, greatest  any
	examples         []string
	every, nextTaken int // an example is taken from the cell nextTaken on
}

func (t *tally) add(v any) {
	t.cells++
	if v == nil || v == "" {
		return
	}
	t.filled++
	t.reach(v)
	text := schema.FormatCell(v)
	long := false
	if runes := []rune(text); len(text) > maxTallyRunes && len(runes) > maxTallyRunes {
		text, long = string(runes[:maxTallyRunes])+"…", true
	}
	if t.cells > t.nextTaken && len(t.examples) < maxExamples && !slices.Contains(t.examples, text) {
		t.examples = append(t.examples, text)
		t.nextTaken = len(t.examples) * t.every
	}
	if n, known := t.counts[text]; !long && (known || len(t.counts) < maxTallied) {
		t.counts[text] = n + 1
	} else {
		t.uncounted++
	}
}

func (t *tally) reach(v any) {
	if t.kind == schema.Text || t.kind == schema.Boolean {
		return
	}
	if t.least == nil || compareCells(v, t.least) < 0 {
		t.least = v
	}
	if t.greatest == nil || compareCells(v, t.greatest) > 0 {
		t.greatest = v
	}
}

func (t *tally) profile() Profile {
	p := Profile{Filled: t.filled, Distinct: len(t.counts), Top: []Count{}, Examples: t.examples}
	if p.Examples == nil {
		p.Examples = []string{}
	}
	if t.uncounted > 0 {
		p.Distinct = -1
	}
	if t.least != nil {
		p.Least, p.Greatest = schema.FormatCell(t.least), schema.FormatCell(t.greatest)
	}
	few := len(t.counts) <= maxTop && t.filled > len(t.counts)
	for value, n := range t.counts {
		// A value that is in no count may have as many rows as all of these.
		if n > t.uncounted && (n > 1 || few) {
			p.Top = append(p.Top, Count{value, n})
		}
	}
	slices.SortFunc(p.Top, func(a, b Count) int { return cmp.Or(cmp.Compare(b.Rows, a.Rows), strings.Compare(a.Value, b.Value)) })
	p.Top = p.Top[:min(len(p.Top), maxTop)]
	return p
}

// compareCells orders two cells of one column.
func compareCells(a, b any) int {
	switch x := a.(type) {
	case int64:
		if y, ok := b.(int64); ok {
			return cmp.Compare(x, y)
		}
	case float64:
		if y, ok := b.(float64); ok {
			return cmp.Compare(x, y)
		}
	}
	return strings.Compare(schema.FormatCell(a), schema.FormatCell(b))
}
