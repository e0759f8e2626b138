package store_test

import (
	"database/sql"
	"path/filepath"
	"strings"
	"testing"

	"dabao/schema"
)

// quantityAt makes the row of a quantity from the place of its raw text.
func quantityAt(t *testing.T, field string, position int, text, raw, unit, noun string, value float64) schema.Quantity {
	t.Helper()
	before, _, found := strings.Cut(text, raw)
	if !found {
		t.Fatalf("%q is not in %q", raw, text)
	}
	start := len([]rune(before))
	return schema.Quantity{
		Span: schema.Span{Field: field, Position: position, Start: start, End: start + len([]rune(raw))},
		Raw:  raw, Value: value, Unit: unit, Modifier: "exact", Noun: noun,
	}
}

// figuresFile is a database with one Chinese and one English article.
func figuresFile(t *testing.T) string {
	path := filepath.Join(t.TempDir(), "figures.db")
	zh := reading("a.html", "https://a.example/1", "三縣抽調120名醫生", "", "2022-01-01T00:00:00Z")
	zh.Article.Subtitle, zh.Article.Lang, zh.Article.PublishedOn = "其中40名前往山區", "zh-Hant", "2022-01-01"
	first := "縣裡開了會。他說:“山區要去40名！我們去60名。”會後,30名醫生出發了!\n次日又到5名"
	long := strings.Repeat("長", 900) + "最後7名"
	zh.Article.Blocks = []schema.Block{{Kind: schema.Paragraph, Text: first}, {Kind: schema.Caption, Text: long}}
	zh.Article.Quantities = []schema.Quantity{
		quantityAt(t, "title", 0, zh.Article.Title, "120名", "名", "醫生", 120),
		quantityAt(t, "subtitle", 0, zh.Article.Subtitle, "40名", "名", "", 40),
		quantityAt(t, "block", 0, first, "40名", "名", "", 40),
		quantityAt(t, "block", 0, first, "60名", "名", "", 60),
		quantityAt(t, "block", 0, first, "30名", "名", "醫生", 30),
		quantityAt(t, "block", 0, first, "5名", "名", "", 5),
		quantityAt(t, "block", 1, long, "7名", "名", "", 7),
	}
	en := reading("b.html", "https://b.example/1", "Rain", "", "2022-01-02T00:00:00Z")
	en.Article.Lang, en.Article.PublishedOn = "en", "2022-01-02"
	text := "It rained. About 3.5 inches fell on the city. Nobody was hurt."
	en.Article.Blocks = []schema.Block{{Kind: schema.Paragraph, Text: text}}
	en.Article.Quantities = []schema.Quantity{quantityAt(t, "block", 0, text, "3.5 inches", "inches", "", 3.5)}
	put(t, path, zh, en)
	return path
}

func TestFiguresSentence(t *testing.T) {
	db := openSQL(t, figuresFile(t))
	for _, c := range []struct {
		where, want string
	}{
		{"field = 'title'", "三縣抽調120名醫生"},
		{"field = 'subtitle'", "其中40名前往山區"},
		{"field = 'block' AND value = 40", "他說:“山區要去40名！"},
		{"value = 60", "我們去60名。”"},
		{"value = 30", "會後,30名醫生出發了!"},
		{"value = 5", "次日又到5名"},
		{"value = 7", strings.Repeat("長", 398) + "最後7名"},
		{"unit = 'inches'", "About 3.5 inches fell on the city."},
	} {
		var got string
		if err := db.QueryRow("SELECT sentence FROM figures WHERE " + c.where).Scan(&got); err != nil {
			t.Errorf("%s: %v", c.where, err)
		} else if got != c.want {
			t.Errorf("%s: sentence %q, want %q", c.where, got, c.want)
		}
	}
	var title, date, noun string
	err := db.QueryRow("SELECT title, date, noun FROM figures WHERE value = 30").Scan(&title, &date, &noun)
	if err != nil || title != "三縣抽調120名醫生" || date != "2022-01-01" || noun != "醫生" {
		t.Errorf("row of 30名: %q %q %q, %v", title, date, noun, err)
	}
}

// TestFiguresUseTheIndex asks SQLite how it would find a unit.
func TestFiguresUseTheIndex(t *testing.T) {
	db := openSQL(t, figuresFile(t))
	for _, query := range []string{
		"SELECT title, sentence, value FROM figures WHERE unit = '名' ORDER BY value DESC LIMIT 20",
		"SELECT date, value FROM figures WHERE unit IN ('名', '人') AND value > 10",
	} {
		plan := planOf(t, db, query)
		if !strings.Contains(plan, "USING INDEX quantities_unit (unit=?") {
			t.Errorf("%s does not use quantities_unit:\n%s", query, plan)
		}
		if strings.Contains(plan, "MATERIALIZE") || strings.Contains(plan, "SCAN b") {
			t.Errorf("%s reads the view as a whole:\n%s", query, plan)
		}
	}
}

// planOf is how SQLite would answer a query, a step a line.
func planOf(t *testing.T, db *sql.DB, query string) string {
	t.Helper()
	rows, err := db.Query("EXPLAIN QUERY PLAN " + query)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var plan strings.Builder
	for rows.Next() {
		var id, parent, unused int
		var detail string
		if err := rows.Scan(&id, &parent, &unused, &detail); err != nil {
			t.Fatal(err)
		}
		plan.WriteString(detail + "\n")
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return plan.String()
}
