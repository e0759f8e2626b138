package store_test

import (
	"context"
	"fmt"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"dabao/schema"
	"dabao/schema/store"
)

func profiles(t *testing.T, path string, most int) map[string]store.Profile {
	t.Helper()
	s, err := store.Open(context.Background(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	all, err := s.Profiles(context.Background(), most)
	if err != nil {
		t.Fatal(err)
	}
	by := map[string]store.Profile{}
	for _, p := range all {
		by[p.Table+"."+p.Column] = p
	}
	return by
}

func TestProfilesSayWhatColumnsHold(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.db")
	var all []schema.Reading
	for i := range 40 {
		r := reading(fmt.Sprintf("p%d.html", i), fmt.Sprintf("https://example.org/2022/%d.html", i), fmt.Sprintf("標題 %d", i),
			strings.Repeat("很長的一段。", 30+i), "")
		r.Article.Source = []string{"O", "P", ""}[i%3]
		r.Article.PublishedOn = fmt.Sprintf("2022-09-%02d", 1+i%30)
		all = append(all, r)
	}
	put(t, path, all...)
	by := profiles(t, path, 0)

	source := by["articles.source"]
	want := store.Profile{Table: "articles", Column: "source", Type: "text", Meaning: source.Meaning, Rows: 40, Looked: 40, Filled: 27, Distinct: 2,
		Top: []store.Count{{Value: "O", Rows: 14}, {Value: "P", Rows: 13}}, Examples: []string{"O", "P"}}
	if !reflect.DeepEqual(source, want) || source.Meaning == "" {
		t.Errorf("source is\n%+v, want\n%+v", source, want)
	}
	if day := by["articles.published_on"]; day.Least != "2022-09-01" || day.Greatest != "2022-09-30" || day.Type != "day" || day.Distinct != 30 {
		t.Errorf("days are %+v", day)
	}
	if n := by["quantities.value"]; n.Least != "3.0" || n.Rows != 40 || n.Top[0] != (store.Count{Value: "3.0", Rows: 40}) {
		t.Errorf("quantities are %+v", n)
	}
	text := by["articles.text"]
	if text.Distinct != -1 || len(text.Top) != 0 || len(text.Examples) == 0 || len([]rune(text.Examples[0])) != 101 {
		t.Errorf("long texts are %+v", text)
	}
	if title := by["articles.title"]; title.Distinct != 40 || len(title.Top) != 0 || !reflect.DeepEqual(title.Examples, []string{"標題 0", "標題 13", "標題 26"}) {
		t.Errorf("titles are %+v", title)
	}
	if _, there := by["rejects.reason"]; there {
		t.Error("a table without rows has a profile")
	}

	few := profiles(t, path, 10)
	if p := few["articles.source"]; p.Rows != 40 || p.Looked != 10 || p.Distinct != 2 {
		t.Errorf("of ten rows the sources are %+v", p)
	}
	if p := few["credits.role"]; p.Rows != 80 || p.Looked != 10 {
		t.Errorf("of ten rows the roles are %+v", p)
	}
}

// Values that came when no more were counted may be as frequent as those counted.
func TestProfilesListNoValueThatAnotherMayPass(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.db")
	r := reading("p.html", "https://example.org/2022/1.html", "T", "Text.", "")
	r.Article.Tags = nil
	for i := range 20_010 {
		r.Article.Tags = append(r.Article.Tags, fmt.Sprintf("tag %d", i))
	}
	for range 12 {
		r.Article.Tags = append(r.Article.Tags, "tag 7")
	}
	for range 5 {
		r.Article.Tags = append(r.Article.Tags, "tag 8")
	}
	put(t, path, r)
	tags := profiles(t, path, 0)["tags.tag"]
	if tags.Distinct != -1 || len(tags.Top) != 1 || tags.Top[0].Value != "tag 7" {
		t.Errorf("distinct %d, top %v, want tag 7 alone", tags.Distinct, tags.Top)
	}
}
