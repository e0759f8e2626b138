package schema

import (
	"reflect"
	"slices"
	"testing"
)

// full is an article with a value in every field that can hold one.
func full() *Article {
	yes, high := true, 250.5
	return &Article{
		UID: UIDFromURL("https://example.org/a"), URL: "https://example.org/a", Site: "example.org",
		Publisher: "Example", Channel: "News", Kicker: "In short", Title: "一座橋", Subtitle: "次題",
		Source: "本報", PublishedAt: "2022-09-23T14:54:00+08:00", PublishedOn: "2022-09-23", PublishedZone: "page",
		ModifiedAt: "2022-09-24T00:00:00Z", Lang: "zh-Hant", Summary: "s", License: "CC0-1.0", Rights: "©",
		TDMReserved: &yes, Split: "train", NearDuplicateOf: UIDFromURL("x"), Repairs: 3, Unresolved: 1, Confidence: 88,
		Blocks:  []Block{{Heading, "h"}, {Paragraph, "約200至250.5人"}, {Caption, "c"}},
		Credits: []Credit{{Author, "甲"}, {Editor, "乙"}}, Breadcrumbs: []string{"首頁", "新聞"}, Tags: []string{"t"},
		Images:      []Image{{"https://example.org/1.jpg", "c", "photo: d"}, {}},
		Quantities:  []Quantity{{Span{"block", 1, 0, 9}, "約200至250.5人", 200, &high, "人", "about", "", "本報"}, {Span: Span{"title", 0, 0, 2}, Raw: "一座", Value: 1, Unit: "座", Modifier: "exact", Noun: "橋"}},
		Dates:       []Date{{Span{"block", 1, 0, 2}, "今天", "2022-09-23", "day", true}},
		Entities:    []Entity{{Span{"title", 0, 2, 3}, "橋", Place, "大橋", ""}, {Span{"block", 1, 1, 4}, "200", Person, "甲乙", "書記"}},
		Annotations: []Annotation{{Span{"title", 0, 1, 2}, Place, "座", nil, "t 1"}, {Span{"block", 1, 1, 3}, Person, "甲", &high, "t 1"}},
		Capture: Capture{Origin{"a.html", "x.warc", 12, 34}, UIDFromURL("https://example.org/a"), "ab", "text/html", "gbk", 99,
			"2023-01-01T00:00:00Z", "https://web.example/20230101000000/https://example.org/a"},
	}
}

func TestRecordRoundTrip(t *testing.T) {
	shape := ArticleShape()
	for _, want := range []*Article{full(), {UID: "00", Title: "bare", Capture: Capture{UID: "00"}}} {
		row := want.Record()
		if len(row) != len(shape.Fields) {
			t.Fatalf("record has %d values for %d fields", len(row), len(shape.Fields))
		}
		got, err := ArticleOf(&shape, row)
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("got  %+v\nwant %+v", got, want)
		}
	}
}

// A column added to a table must reach the nested formats too.
func TestArticleShapeHasEveryColumn(t *testing.T) {
	shape := ArticleShape()
	for _, c := range TableNamed("articles").Columns {
		if c.Name == "article_id" || c.Name == "capture_id" {
			continue
		}
		i := shape.Index(c.Name)
		if i < 0 {
			t.Errorf("articles.%s is missing", c.Name)
		} else if shape.Fields[i].Column != c {
			t.Errorf("got %+v, want %+v", shape.Fields[i].Column, c)
		}
	}
	row := full().Record()
	for i, f := range shape.Fields {
		if f.Items == nil {
			if row[i] == nil {
				t.Errorf("%s: the full article has NULL", f.Name)
			}
			continue
		}
		for _, item := range row[i].([][]any) {
			if len(item) != len(f.Items) {
				t.Errorf("%s: got %d values, want %d", f.Name, len(item), len(f.Items))
			}
		}
	}
	for _, table := range Tables {
		if table.Child && shape.Index(table.Name) < 0 {
			t.Errorf("child table %s is missing", table.Name)
		}
	}
}

func TestArticleOfRefuses(t *testing.T) {
	whole := ArticleShape()
	for name, change := range map[string]func(*Shape, []any){
		"unknown column": func(s *Shape, _ []any) { s.Fields[1].Name = "colour" },
		"wrong type":     func(_ *Shape, row []any) { row[1] = int64(1) },
		"short item":     func(s *Shape, row []any) { row[s.Index("blocks")] = [][]any{{"heading"}} },
	} {
		s := Shape{Fields: slices.Clone(whole.Fields)}
		row := full().Record()
		change(&s, row)
		if _, err := ArticleOf(&s, row); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func TestSelect(t *testing.T) {
	s := ArticleShape()
	got, err := s.Select([]string{"title", "uid", "blocks"})
	if err != nil || !slices.Equal(got.Names(), []string{"title", "uid", "blocks"}) || !got.Nested() {
		t.Errorf("got %v, %v", got.Names(), err)
	}
	for _, names := range [][]string{{"titel"}, {"uid", "uid"}, {""}} {
		if _, err := s.Select(names); err == nil {
			t.Errorf("%q: no error", names)
		}
	}
}

func TestFormatReal(t *testing.T) {
	for v, want := range map[float64]string{0: "0.0", 5: "5.0", -1.5: "-1.5", 0.1: "0.1", 1e14: "100000000000000.0", 1e15: "1e+15", 1e-7: "1e-07", 123456789.25: "123456789.25"} {
		if got := FormatReal(v); got != want {
			t.Errorf("%v: got %s, want %s", v, got, want)
		}
	}
}
