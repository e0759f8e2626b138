package schema

import (
	"reflect"
	"slices"
	"testing"
)

// awkward is every way blocks can stand in a text.
var awkward = []Block{
	{Caption, "before all"}, {Paragraph, ""}, {Heading, "題"}, {Caption, ""}, {Paragraph, "𠀀𠀁 two planes up"}, {Table, "a\tb\n\nc\td"},
	{Caption, "between"}, {Paragraph, ""}, {Paragraph, ""}, {Quote, "e\u0301\n"}, {Caption, "after all"},
}

func TestBlocksAreCutFromTheText(t *testing.T) {
	for n := range len(awkward) + 1 {
		want := &Article{Blocks: awkward[:n:n]}
		text := []rune(want.Text())
		rows := want.StoredRows(TableNamed("blocks"))
		for i, r := range rows {
			words := string(text[r[2].(int64):r[3].(int64)])
			if caption, is := r[4].(string); is {
				words += caption
			}
			if int64(i) != r[0] || words != want.Blocks[i].Text {
				t.Errorf("%d blocks: row %v cuts %q, want block %d, %q", n, r, words, i, want.Blocks[i].Text)
			}
		}
		got := &Article{}
		got.CutBlocks(want.Text(), behindPosition(rows))
		if !slices.Equal(got.Blocks, want.Blocks) {
			t.Errorf("got  %q\nwant %q", got.Blocks, want.Blocks)
		}
	}
}

func behindPosition(rows [][]any) [][]any {
	var spans [][]any
	for _, r := range rows {
		spans = append(spans, r[1:])
	}
	return spans
}

// TestForeignSpans cuts by numbers that a stranger wrote.
func TestForeignSpans(t *testing.T) {
	for _, c := range []struct {
		spans [][2]int64
		want  []string
	}{
		{[][2]int64{{2, 4}, {0, 3}}, []string{"丙丁", ""}},
		{[][2]int64{{-9, 2}, {1, 3}}, []string{"甲乙", "丙"}},
		{[][2]int64{{3, 1}, {4, 1 << 62}, {0, -1 << 62}}, []string{"", "戊", ""}},
		{[][2]int64{{9, 12}}, []string{""}},
	} {
		var spans [][]any
		for _, s := range c.spans {
			spans = append(spans, []any{"paragraph", s[0], s[1], nil})
		}
		a := &Article{}
		a.CutBlocks("甲乙丙丁戊", spans)
		var got []string
		for _, b := range a.Blocks {
			got = append(got, b.Text)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%v: got %q, want %q", c.spans, got, c.want)
		}
	}
}

func TestTextOnce(t *testing.T) {
	whole := ArticleShape()
	once := whole.TextOnce()
	a := full()
	a.Blocks = awkward
	row := a.Record()
	before := slices.Clone(row)
	packed := once.Row(row)
	if !reflect.DeepEqual(row, before) {
		t.Error("the row given was changed")
	}
	for _, item := range packed[once.Shape.Index("blocks")].([][]any) {
		if item[0] != "caption" && item[3] != nil {
			t.Errorf("%q stands a second time", item[3])
		}
	}
	if got := once.Whole(packed); !reflect.DeepEqual(got, row) {
		t.Errorf("got  %v\nwant %v", got, row)
	}
	// Without the text there is nothing to cut from.
	some, err := whole.Select([]string{"uid", "blocks"})
	if err != nil {
		t.Fatal(err)
	}
	alone := some.TextOnce()
	if !reflect.DeepEqual(alone.Shape, some) {
		t.Errorf("got %v, want %v", alone.Shape, some)
	}
	cells := []any{"u", [][]any{{"paragraph", "x"}}}
	if got := alone.Row(cells); !reflect.DeepEqual(got, cells) {
		t.Errorf("got %v, want %v", got, cells)
	}
}
