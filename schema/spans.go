package schema

import (
	"slices"
	"unicode/utf8"
)

// A file keeps the words of an article once. A block that is a run of the text
// is kept as its place in it, half-open and in code points, which SQL's
// substr(), Python's slices and R's substring() count in; a caption, which is
// no part of the text, is kept as it is, and its place, empty, is where it
// stands between the lines:
//
//	kind       char_start  char_end  caption
//	heading    0           4         NULL
//	caption    5           5         the words
//	paragraph  5           40        NULL
var spanItems = []Column{text("kind"), integer("char_start"), integer("char_end"), textNull("caption")}

// blockSpans is the table that holds the blocks of a file.
var blockSpans = TableDef{Name: "block_spans", Child: true, Key: []string{"article_id", "position"},
	Columns: slices.Concat([]Column{integer("article_id"), integer("position")}, spanItems)}

// Stored is the table whose rows stand in a file for those of t: block_spans
// for blocks and entity_spans for entities, which are views, and t itself for
// every other.
func (t *TableDef) Stored() *TableDef {
	switch t.Name {
	case "blocks":
		return &blockSpans
	case "entities":
		return &entitySpans
	}
	return t
}

// Flat is the table whose rows a file of rows, such as CSV, holds for those of
// t: block_spans for blocks, since the text stands there too.
func (t *TableDef) Flat() *TableDef {
	if t.Name == "blocks" {
		return &blockSpans
	}
	return t
}

// spansOf turns blocks, as kind and text, into spans.
func spansOf(blocks [][]any) [][]any {
	spans := make([][]any, len(blocks))
	begun, at := false, int64(0) // whether the text has begun, and where it ends
	for i, b := range blocks {
		words := b[1].(string)
		start := at
		if begun {
			start++
		}
		if b[0] == string(Caption) {
			spans[i] = []any{b[0], start, start, words}
			continue
		}
		begun = begun || words != ""
		at = start + int64(utf8.RuneCountInString(words))
		spans[i] = []any{b[0], start, at, nil}
	}
	return spans
}

// cut turns spans back into blocks, in one walk over the text. Spans stand in
// the order of the text; what overlaps or lies outside it is cut short, and the
// text of the blocks is then another.
func cut(text string, spans [][]any) [][]any {
	blocks := make([][]any, len(spans))
	rest, at := text, int64(0)
	skip := func(n int64) (words string) {
		end := 0
		for ; at < n && end < len(rest); at++ {
			_, size := utf8.DecodeRuneInString(rest[end:])
			end += size
		}
		words, rest = rest[:end], rest[end:]
		return words
	}
	for i, s := range spans {
		if words, isCaption := s[3].(string); isCaption {
			blocks[i] = []any{s[0], words}
			continue
		}
		skip(s[1].(int64))
		blocks[i] = []any{s[0], skip(s[2].(int64))}
	}
	return blocks
}

// CutBlocks sets the blocks of an article from its text and the rows of
// block_spans behind position, which must hold its types. The blocks share the
// memory of the text.
func (a *Article) CutBlocks(text string, spans [][]any) {
	a.Blocks = nil
	a.AppendItems("blocks", cut(text, spans))
}

// StoredRows gives the rows of t.Stored() as ChildRows gives those of t.
func (a *Article) StoredRows(t *TableDef) [][]any {
	if t.Name == "entities" {
		return a.entitySpans()
	}
	rows := a.ChildRows(t.Name)
	if t.Name != "blocks" {
		return rows
	}
	items := make([][]any, len(rows))
	for i, r := range rows {
		items[i] = r[1:]
	}
	for i, s := range spansOf(items) {
		rows[i] = slices.Insert(s, 0, rows[i][0])
	}
	return rows
}

// TextOnce is the shape of the same rows without the words that stand in them
// twice: where the shape has the fields text and blocks, the items of blocks
// are spans. Row makes such a row of one of s, Whole goes back; both leave the
// row they are given alone.
type TextOnce struct {
	Shape        Shape
	text, blocks int // places of the fields; text is -1 where nothing is to be done
}

// TextOnce prepares the shape; one that has spans already stays as it is.
func (s *Shape) TextOnce() TextOnce {
	t := TextOnce{*s, s.Index("text"), s.Index("blocks")}
	if t.text < 0 || t.blocks < 0 || !slices.Equal(s.Fields[t.blocks].Items, TableNamed("blocks").items()) {
		t.text = -1
		return t
	}
	t.Shape.Fields = slices.Clone(s.Fields)
	t.Shape.Fields[t.blocks].Items = spanItems
	return t
}

// Row is a row of s with spans for blocks.
func (t *TextOnce) Row(row []any) []any {
	if t.text < 0 {
		return row
	}
	blocks, _ := row[t.blocks].([][]any)
	row = slices.Clone(row)
	row[t.blocks] = spansOf(blocks)
	return row
}

// Whole is the row of s that a row with spans stands for. That its blocks make
// its text is for the caller to check.
func (t *TextOnce) Whole(row []any) []any {
	if t.text < 0 {
		return row
	}
	words, _ := row[t.text].(string)
	spans, _ := row[t.blocks].([][]any)
	row = slices.Clone(row)
	row[t.blocks] = cut(words, spans)
	return row
}
