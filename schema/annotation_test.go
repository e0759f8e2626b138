package schema

import (
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestCut(t *testing.T) {
	long := strings.Repeat("一𠀀a", 1000)
	a := &Article{Title: "a𠀀橋b", Blocks: []Block{{Paragraph, "甲\t乙"}, {Caption, long}}}
	p := a.Places()
	for _, c := range []struct {
		span Span
		want string
	}{
		{Span{"title", 0, 1, 3}, "𠀀橋"}, {Span{"title", 0, 3, 4}, "b"}, {Span{"block", 0, 0, 3}, "甲\t乙"},
		{Span{"block", 1, 0, 3000}, long}, {Span{"block", 1, 255, 258}, "一𠀀a"}, {Span{"block", 1, 2999, 3000}, "a"},
		{Span{"title", 0, 3, 5}, "characters 3 to 5 leave the title, which has 4"}, {Span{"title", 0, 2, 2}, "characters 2 to 2 are no span"},
		{Span{"title", 0, -1, 2}, "characters -1 to 2 are no span"}, {Span{"title", 1, 0, 1}, `there is no field "title" at position 1`},
		{Span{"subtitle", 0, 0, 1}, `there is no field "subtitle" at position 0`}, {Span{"body", 0, 0, 1}, `there is no field "body" at position 0`},
		{Span{"block", 2, 0, 1}, "there is no block 2, the article has 2"}, {Span{"block", -1, 0, 1}, "there is no block -1, the article has 2"},
		{Span{"block", 1, 0, 1 << 62}, "characters 0 to 4611686018427387904 leave the block, which has 3000"},
	} {
		got, err := p.Cut(c.span)
		if err != nil {
			got = err.Error()
		}
		if got != c.want {
			t.Errorf("%v: got %q, want %q", c.span, got, c.want)
		}
	}
}

// FuzzCut holds the cut against a slice of runes.
func FuzzCut(f *testing.F) {
	f.Add("a𠀀橋b", 1, 3)
	f.Add(strings.Repeat("一", 600), 256, 512)
	f.Add("\xff\xfe橋", 0, 3)
	f.Fuzz(func(t *testing.T, text string, start, end int) {
		a := &Article{Title: text}
		got, err := a.Places().Cut(Span{"title", 0, start, end})
		inside := 0 <= start && start < end && end <= utf8.RuneCountInString(text)
		if inside != (err == nil) {
			t.Fatalf("%q %d to %d: %q, %v", text, start, end, got, err)
		}
		if inside && strings.ToValidUTF8(got, "\ufffd") == got && got != string([]rune(text)[start:end]) {
			t.Errorf("%q %d to %d: got %q", text, start, end, got)
		}
	})
}

func TestCheckAnnotation(t *testing.T) {
	good := Annotation{Span{"title", 0, 0, 1}, Place, "橋", nil, "t 1"}
	for _, c := range []struct {
		change func(*Annotation)
		want   string
	}{
		{func(*Annotation) {}, ""},
		{func(n *Annotation) { n.Kind = "GPE" }, `the kind "GPE" is none of org, place, person`},
		{func(n *Annotation) { n.Name = "" }, "the name is empty"},
		{func(n *Annotation) { n.Field = "text" }, `the field "text" is none of title, subtitle, block`},
		{func(n *Annotation) { n.Name = strings.Repeat("橋", 1000) }, ""},
		{func(n *Annotation) { n.Name = strings.Repeat("橋", 1001) }, "the name has more than 1000 characters"},
		{func(n *Annotation) { n.MadeBy = "" }, "made_by is empty or has more than 200 characters"},
		{func(n *Annotation) { n.MadeBy = "a\x1b[2J" }, "name or made_by holds a control character"},
		{func(n *Annotation) { n.End = 9 }, "characters 0 to 9 leave the title, which has 2"},
	} {
		n := good
		c.change(&n)
		got := ""
		if err := (&Article{Title: "橋上"}).Places().Check(&n); err != nil {
			got = err.Error()
		}
		if got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}

// TestAnnotateAnyOrder adds the same annotations in any order and portions: the
// article must come out the same.
func TestAnnotateAnyOrder(t *testing.T) {
	half, most := .5, .9
	var all []Annotation
	for i := range 4 {
		for _, made := range []string{"a", "b"} {
			for _, score := range []*float64{nil, &half, &most} {
				all = append(all, Annotation{Span{[]string{"block", "title"}[i%2], i / 2, 1, 2}, Org, "n", score, made})
			}
		}
	}
	var want []Annotation
	for range 20 {
		rand.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		a, added := &Article{}, 0
		for part := range slices.Chunk(all, 1+rand.IntN(len(all))) {
			added += a.Annotate(part)
		}
		if want == nil {
			want = a.Annotations
		}
		if added != 8 || !reflect.DeepEqual(a.Annotations, want) {
			t.Fatalf("added %d, got %v, want %v", added, a.Annotations, want)
		}
	}
	if want[0].Field != "title" || *want[0].Score != most {
		t.Errorf("got %v first", want[0])
	}
}
