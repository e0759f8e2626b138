package store_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"dabao/schema"
	"dabao/schema/store"
)

func TestExampleRowsAreFromTheMiddle(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.db")
	var all []schema.Reading
	for i := range 9 {
		r := reading(fmt.Sprintf("p%d.html", i), fmt.Sprintf("https://example.org/2022/%d.html", i), fmt.Sprintf("標題 %d", i), strings.Repeat("很長的一段。", 30+i), "")
		r.Article.Channel = ""
		all = append(all, r)
	}
	put(t, path, all...)
	s, err := store.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for name, want := range map[string]int{"articles": 3, "blocks": 3, "withdrawn": 0} {
		def := schema.TableNamed(name)
		rows, err := s.ExampleRows(t.Context(), def, 3)
		if err != nil || len(rows) != want {
			t.Fatalf("%s: %d rows (%v), want %d", name, len(rows), err, want)
		}
		for _, row := range rows {
			for i, c := range def.Columns {
				if n := 101; row[i] != nil && len([]rune(*row[i])) > n {
					t.Errorf("%s.%s has %d characters, want at most %d", name, c.Name, len([]rune(*row[i])), n)
				}
				if name == "articles" && (c.Name == "channel") != (row[i] == nil) && (c.Name == "text" || c.Name == "channel" || c.Name == "title") {
					t.Errorf("%s is %v", c.Name, row[i])
				}
				if name == "articles" && c.Name == "article_id" && (*row[i] < "4" || *row[i] > "6") {
					t.Errorf("article %s is not from the middle of 9", *row[i])
				}
			}
		}
	}
}
