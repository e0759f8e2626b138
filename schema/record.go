package schema

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Field is one column of a Shape: a plain value, or a list when Items is set.
type Field struct {
	Column
	// Items are the columns of a list's items; one column without a name
	// makes a list of plain values.
	Items []Column
}

// Shape is how rows look to a format: their name and their fields in order. A
// row of a shape is a []any with one value a field: nil, int64 (Booleans are
// 0 and 1), float64, string, or [][]any for a list, one []any an item.
type Shape struct {
	Name   string
	Fields []Field
}

// Shape is the table as it lies in the database, row for row.
func (t *TableDef) Shape() Shape {
	s := Shape{Name: t.Name}
	for _, c := range t.Columns {
		s.Fields = append(s.Fields, Field{Column: c})
	}
	return s
}

// Names lists the fields in order.
func (s *Shape) Names() []string {
	names := make([]string, len(s.Fields))
	for i, f := range s.Fields {
		names[i] = f.Name
	}
	return names
}

// Nested says whether a field of the shape is a list.
func (s *Shape) Nested() bool {
	return slices.ContainsFunc(s.Fields, func(f Field) bool { return f.Items != nil })
}

// Index is the place of a field, -1 when there is none of that name.
func (s *Shape) Index(name string) int {
	return slices.IndexFunc(s.Fields, func(f Field) bool { return f.Name == name })
}

// Select keeps the named fields, in the order of names; none named keeps all.
// A name that is unknown or given twice is an error that names it.
func (s *Shape) Select(names []string) (Shape, error) {
	if len(names) == 0 {
		return *s, nil
	}
	out := Shape{Name: s.Name}
	for _, n := range names {
		i := s.Index(n)
		if i < 0 {
			return Shape{}, fmt.Errorf("%s has no column %q; it has %s", s.Name, n, strings.Join(s.Names(), ", "))
		}
		if out.Index(n) >= 0 {
			return Shape{}, fmt.Errorf("column %q is named twice", n)
		}
		out.Fields = append(out.Fields, s.Fields[i])
	}
	return out, nil
}

// FormatReal is how a Real reads in text formats: the shortest digits that give
// the same number back, always with a point or an exponent, so that a reader
// who guesses types does not take it for an integer.
func FormatReal(v float64) string {
	s := strconv.FormatFloat(v, 'g', -1, 64)
	if abs := max(v, -v); abs == 0 || abs >= 1e-4 && abs < 1e15 {
		s = strconv.FormatFloat(v, 'f', -1, 64)
	}
	if !strings.ContainsAny(s, ".eIN") {
		s += ".0"
	}
	return s
}

// FormatCell is a cell as text formats write it, NULL as nothing.
func FormatCell(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case string:
		return v
	case int64:
		return strconv.FormatInt(v, 10)
	case float64:
		return FormatReal(v)
	}
	return fmt.Sprint(v)
}

// ArticleShape is an article as one row with everything that hangs on it in
// lists: what JSON Lines and Parquet hold. It has no row numbers; the fields
// that begin with capture say which bytes the row was read from.
func ArticleShape() Shape {
	s := Shape{Name: "articles"}
	for _, c := range TableNamed("articles").Columns {
		if c.Name != "article_id" && c.Name != "capture_id" {
			s.Fields = append(s.Fields, Field{Column: c})
		}
	}
	for _, c := range captureColumns() {
		s.Fields = append(s.Fields, Field{Column: c})
	}
	for _, t := range Tables {
		if t.Child {
			s.Fields = append(s.Fields, Field{Column: Column{Name: t.Name}, Items: t.items()})
		}
	}
	return s
}

// items are the columns of a child table as they stand in a list, whose order
// replaces the name of the article and the number in it.
func (t *TableDef) items() []Column {
	items := slices.Clone(t.Columns[len(t.Key):])
	if len(items) == 1 {
		items[0].Name = ""
	}
	return items
}

// Record is the article as one row of ArticleShape. The row shares its strings
// with the article.
func (a *Article) Record() []any {
	row := append(a.Cells(), a.Capture.Cells()...)
	for i := range Tables {
		if !Tables[i].Child {
			continue
		}
		items := a.ChildRows(Tables[i].Name)
		for n := range items {
			items[n] = items[n][1:]
		}
		if items == nil {
			items = [][]any{}
		}
		row = append(row, items)
	}
	return row
}

// ArticleOf is the article that a row of shape holds; fields the row lacks stay
// empty, unknown ones are an error. What follows from the blocks (text, chars,
// content_sha256) is not read.
func ArticleOf(shape *Shape, row []any) (*Article, error) {
	a := new(Article)
	for i, f := range shape.Fields {
		set, known := articleSetters[f.Name]
		if !known {
			return nil, fmt.Errorf("an article has no column %q", f.Name)
		}
		if row[i] == nil || set == nil {
			continue
		}
		if err := setField(set, a, row[i]); err != nil {
			return nil, fmt.Errorf("column %s: %w", f.Name, err)
		}
	}
	a.Capture.UID = a.UID
	return a, nil
}

// setField turns the panic of a failed type assertion into an error, so that
// the list of fields can stay one line a field.
func setField(set func(*Article, any), a *Article, v any) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("value %.40v is of the wrong type", v)
		}
	}()
	set(a, v)
	return nil
}
