package schema

import (
	"fmt"
	"slices"
	"strings"
)

// Value is what a column of articles holds, as text; nil where it is NULL. An
// unknown column is an error.
func (a *Article) Value(column string) (*string, error) {
	t := TableNamed("articles")
	i := slices.IndexFunc(t.Columns, func(c Column) bool { return c.Name == column })
	// Cells leaves out the row numbers at both ends.
	cells := a.Cells()
	if i < 1 || i > len(cells) {
		return nil, fmt.Errorf("an article has no column %q", column)
	}
	switch v := cells[i-1].(type) {
	case nil:
		return nil, nil
	case string:
		return &v, nil
	default:
		s := fmt.Sprint(v)
		return &s, nil
	}
}

// Correct sets one column of articles, given as text in the column's form, ""
// for NULL. A new text becomes paragraphs, one a line, and keeps the captions.
// Quantities, dates, entities and annotations of a field that changes are
// dropped, since they point at places in the old words. Columns that follow from others, or name the
// article, cannot be set.
func (a *Article) Correct(column, now string) error {
	switch column {
	case "text":
		a.correctText(now)
	case "tdm_reserved":
		a.TDMReserved = nil
		if now != "" {
			reserved := now == "1"
			a.TDMReserved = &reserved
		}
	case "uid", "split", "near_duplicate_of", "repairs", "unresolved", "confidence", "chars", "content_sha256":
		return fmt.Errorf("column %s follows from others and cannot be set", column)
	default:
		c, ok := TableNamed("articles").Column(column)
		set := articleSetters[column]
		if !ok || set == nil {
			return fmt.Errorf("an article has no column %q", column)
		}
		if now == "" && !c.Nullable && column != "title" {
			return fmt.Errorf("column %s cannot be empty", column)
		}
		set(a, now)
		if column == "title" || column == "subtitle" {
			a.dropFacts(column)
		}
	}
	return a.Validate()
}

func (a *Article) correctText(now string) {
	a.Blocks = slices.DeleteFunc(slices.Clone(a.Blocks), func(b Block) bool { return b.Kind != Caption })
	if now != "" {
		var paragraphs []Block
		for line := range strings.SplitSeq(now, "\n") {
			paragraphs = append(paragraphs, Block{Paragraph, line})
		}
		a.Blocks = append(paragraphs, a.Blocks...)
	}
	a.dropFacts("block")
}

func (a *Article) dropFacts(field string) {
	a.Quantities = slices.DeleteFunc(slices.Clone(a.Quantities), func(q Quantity) bool { return q.Field == field })
	a.Dates = slices.DeleteFunc(slices.Clone(a.Dates), func(d Date) bool { return d.Field == field })
	a.Entities = slices.DeleteFunc(slices.Clone(a.Entities), func(e Entity) bool { return e.Field == field })
	a.Annotations = slices.DeleteFunc(slices.Clone(a.Annotations), func(n Annotation) bool { return n.Field == field })
}
