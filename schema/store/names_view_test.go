package store_test

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"dabao/schema"
	"dabao/schema/store"
)

// entityAt makes the row of an entity from the place of its raw text.
func entityAt(t *testing.T, field string, position int, text, raw string, kind schema.EntityKind, name string) schema.Entity {
	t.Helper()
	q := quantityAt(t, field, position, text, raw, "", "", 0)
	return schema.Entity{Span: q.Span, Raw: raw, Kind: kind, Name: name}
}

// namesFile is a database in which two articles name some of the same.
func namesFile(t *testing.T) string {
	path := filepath.Join(t.TempDir(), "names.db")
	one := reading("a.html", "https://a.example/1", "青禾縣開了會", "縣委派出30名醫生,青禾縣都知道", "2022-01-01T00:00:00Z")
	two := reading("b.html", "https://a.example/2", "青禾縣又開會", "", "2022-01-02T00:00:00Z")
	undated := reading("c.html", "https://a.example/3", "青禾", "", "2022-01-03T00:00:00Z")
	one.Article.PublishedOn, two.Article.PublishedOn, undated.Article.PublishedOn = "2022-01-01", "2022-02-01", ""
	text := one.Article.Blocks[1].Text
	one.Article.Quantities = []schema.Quantity{quantityAt(t, "block", 1, text, "30名", "名", "醫生", 30), quantityAt(t, "block", 1, text, "30名", "x", "", 31)}
	one.Article.Quantities[0].Subject, one.Article.Quantities[1].Subject = "縣委", "青禾縣"
	one.Article.Entities = []schema.Entity{
		entityAt(t, "title", 0, one.Article.Title, "青禾縣", schema.Place, "青禾縣"),
		entityAt(t, "block", 1, text, "縣委", schema.Org, "青禾縣委"),
		entityAt(t, "block", 1, text, "青禾縣", schema.Place, "青禾縣"),
	}
	two.Article.Entities = []schema.Entity{entityAt(t, "title", 0, two.Article.Title, "青禾縣", schema.Place, "青禾縣")}
	undated.Article.Entities = []schema.Entity{
		entityAt(t, "title", 0, undated.Article.Title, "青禾", schema.Place, "青禾縣"),
		entityAt(t, "title", 0, undated.Article.Title, "青禾", schema.Person, "青禾"),
	}
	put(t, path, one, two, undated)
	return path
}

func TestNames(t *testing.T) {
	db := openSQL(t, namesFile(t))
	rows, err := db.Query("SELECT name || ' ' || kind || ' ' || articles || ' ' || mentions || ' ' || ifnull(first_day, '-') || ' ' || ifnull(last_day, '-') FROM names ORDER BY articles DESC, name")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var got []string
	for rows.Next() {
		var line string
		if err := rows.Scan(&line); err != nil {
			t.Fatal(err)
		}
		got = append(got, line)
	}
	want := "青禾縣 place 3 4 2022-01-01 2022-02-01|青禾 person 1 1 - -|青禾縣委 org 1 1 2022-01-01 2022-01-01"
	if s := strings.Join(got, "|"); s != want {
		t.Errorf("got  %s\nwant %s", s, want)
	}
}

// The subject of a figure is the name of an organisation that the article has
// as an entity, and else stays as the sentence has it.
func TestSubjectOfFigure(t *testing.T) {
	db := openSQL(t, namesFile(t))
	for value, want := range map[int]string{30: "青禾縣委", 31: "青禾縣"} {
		var got string
		if err := db.QueryRow("SELECT subject FROM figures WHERE value = ?", value).Scan(&got); err != nil || got != want {
			t.Errorf("subject of %d: got %q, %v, want %q", value, got, err, want)
		}
	}
}

// TestEntitiesView compares what the view cuts in SQL with what Go does, in
// every field and beyond the first plane, where SQL and Go must count alike.
func TestEntitiesView(t *testing.T) {
	r := reading("e.html", "https://a.example/e", "𠀀橋e\u0301開通", "", "")
	a := r.Article
	a.Subtitle = "——𠀁縣"
	a.Blocks = []schema.Block{{Kind: schema.Caption, Text: "圖:𠀂鎮"}, {Kind: schema.Heading, Text: "𠀃甲"}, {Kind: schema.Table, Text: "a\tb\n𠀄\t乙縣"}}
	a.Entities = []schema.Entity{
		entityAt(t, "title", 0, a.Title, "𠀀橋e\u0301", schema.Place, "𠀀橋"),
		entityAt(t, "subtitle", 0, a.Subtitle, "𠀁縣", schema.Org, "x"),
		entityAt(t, "block", 0, a.Blocks[0].Text, "𠀂鎮", schema.Person, "y"),
		entityAt(t, "block", 1, a.Blocks[1].Text, "甲", schema.Place, "甲"),
		entityAt(t, "block", 2, a.Blocks[2].Text, "𠀄\t乙縣", schema.Place, "乙縣"),
	}
	a.Entities[1].Role = "長"
	path := filepath.Join(t.TempDir(), "e.db")
	put(t, path, reading("d.html", "https://a.example/d", "前", "前文", ""), r)
	s, err := store.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	var cut, viewed [][]any
	for where, rows := range map[string]*[][]any{"": &cut, "1": &viewed} {
		for row, err := range s.Rows(t.Context(), "entities", nil, where) {
			if err != nil {
				t.Fatal(err)
			}
			*rows = append(*rows, row)
		}
	}
	if len(cut) != 7 || !slices.EqualFunc(cut, viewed, slices.Equal) {
		t.Errorf("cut    %q\nviewed %q", cut, viewed)
	}
	for i, row := range cut[2:] {
		if e := a.Entities[i]; row[6] != e.Raw || row[7] != string(e.Kind) || row[2] != e.Field {
			t.Errorf("got %q, want %+v", row, e)
		}
	}
	db := openSQL(t, path)
	for query, not := range map[string]string{
		"SELECT kind, count(*) FROM entities GROUP BY kind":                                          " a ",
		"SELECT raw FROM entities WHERE article_id = 1 AND kind = 'org'":                             "SCAN",
		"SELECT raw, title FROM entities JOIN articles USING (article_id) WHERE name = 'x'":          "SCAN",
		"SELECT title, raw FROM articles LEFT JOIN entities AS e USING (article_id) WHERE uid = 'x'": "MATERIALIZE",
	} {
		if plan := planOf(t, db, query); strings.Contains(plan, not) {
			t.Errorf("%s has %q:\n%s", query, not, plan)
		}
	}
}

func TestNamesUseTheIndex(t *testing.T) {
	db := openSQL(t, namesFile(t))
	for query, want := range map[string]string{
		"SELECT articles FROM names WHERE name = '青禾縣'":                        "SEARCH e USING COVERING INDEX entities_name (name=?)",
		"SELECT name, articles FROM names ORDER BY articles DESC LIMIT 20":     "SCAN e USING COVERING INDEX entities_name",
		"SELECT DISTINCT article_id FROM entities WHERE name = '青禾縣' LIMIT 20": "USING COVERING INDEX entities_name (name=?)",
	} {
		if plan := planOf(t, db, query); !strings.Contains(plan, want) {
			t.Errorf("%s does not use entities_name:\n%s", query, plan)
		}
	}
}
