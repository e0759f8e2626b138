package store_test

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"dabao/schema"
	"dabao/schema/fulltext"
	"dabao/schema/store"
)

func searched(t *testing.T, path string) *store.Store {
	t.Helper()
	s, err := store.Open(context.Background(), path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// library is a small file whose articles differ in one thing each.
func library(t *testing.T) *store.Store {
	t.Helper()
	path := filepath.Join(t.TempDir(), "library.db")
	var all []schema.Reading
	add := func(name, title, text string, change func(*schema.Article)) {
		r := reading(name, "https://"+name+".example/1", title, text, "")
		r.Article.Credits = []schema.Credit{{Role: schema.Author, Name: "張三"}, {Role: schema.Editor, Name: "李四"}}
		r.Article.Site, r.Article.Source, r.Article.Lang, r.Article.PublishedOn = name+".example", "新華社", "zh-Hant", "2022-09-23"
		if change != nil {
			change(r.Article)
		}
		all = append(all, r)
	}
	add("a", "甲題", "核酸檢測工作", nil)
	add("b", "乙题", "核酸检测工作", func(a *schema.Article) { a.Lang, a.Source = "zh-Hans", "人民网" })
	add("c", "丙題", "核酸檢測工作", func(a *schema.Article) { a.PublishedOn = "2023-01-02" })
	add("d", "丁題", "核酸檢測工作", func(a *schema.Article) { a.PublishedOn, a.PublishedAt = "", "" })
	add("e", "戊題", "核酸檢測工作", func(a *schema.Article) { a.Site = "health.a.example" })
	add("f", "己題", "核酸檢測工作", func(a *schema.Article) { a.Credits[0].Name = "Jane Doe" })
	add("g", "核酸檢測", "別的事情", nil)
	add("h", "English", "The GDP growth of vaccines, a café.", func(a *schema.Article) { a.Lang = "en" })
	put(t, path, all...)
	return searched(t, path)
}

// names are the sites' first letters of the hits, in order.
func names(hits []store.Hit) string {
	var b strings.Builder
	for _, h := range hits {
		b.WriteString(strings.TrimPrefix(h.URL, "https://")[:1])
	}
	return b.String()
}

// librarySearches are queries over the library, with what they find, sorted.
var librarySearches = []struct {
	query string
	found string
}{
	{"核酸检测", "abcdefg"},
	{"核酸檢測 工作", "abcdef"},
	{"title:核酸检测", "g"},
	{"核酸 NOT 工作", "g"},
	{"NOT 核酸", "h"},
	{"核酸 author:张三", "abcdeg"},
	{"核酸 author:jane", "f"},
	{"核酸 author:李四", ""}, // an editor is no author
	{"核酸 NOT author:张三", "f"},
	{"source:新华", "acdefgh"},
	{"source:人民網", "b"},
	{"site:a.example", "ae"},
	{"site:www.A.example", "ae"},
	{"site:example", "abcdefgh"},
	{"lang:zh 核酸", "abcdefg"},
	{"lang:zh-hans", "b"},
	{"lang:z", ""},
	{"after:2022-09-23 before:2022-09-24", "abefgh"},
	{"after:2022-09-24", "c"},
	{"before:2023", "abefgh"},
	{"after:2023 核酸", "c"},
	{"NOT before:2023", "cd"}, // an undated article is not before a day
	{"vaccin*", "h"},
	{"vaccin", ""},
	{"CAFE OR 工作", "abcdefh"},
	{`"growth of vaccines"`, "h"},
	{`"growth vaccines"`, ""},
	{`["核酸", "工作"]`, "abcdef"},
	{"nothing", ""},
}

func TestSearch(t *testing.T) {
	s := library(t)
	for _, c := range librarySearches {
		hits, err := s.Search(context.Background(), store.SearchQuery{Text: c.query})
		if err != nil {
			t.Errorf("%s: %v", c.query, err)
			continue
		}
		got := []byte(names(hits))
		slices.Sort(got)
		if string(got) != c.found {
			t.Errorf("%s found %s, want %s", c.query, got, c.found)
		}
		n, err := s.Count(context.Background(), c.query)
		if err != nil || n != len(c.found) {
			t.Errorf("Count(%s) = %d, %v, want %d", c.query, n, err, len(c.found))
		}
	}
}

// The SQL of a search finds the same in the same order, and as a condition.
func TestSearchSQL(t *testing.T) {
	s := library(t)
	ctx := context.Background()
	db := openSQL(t, s.Path())
	for _, c := range append(librarySearches, struct{ query, found string }{"it's NOT 核酸。工作 site:o'x", ""}) {
		for _, limit := range []int{2, 20} {
			q := store.SearchQuery{Text: c.query, Limit: limit}
			hits, err := s.Search(ctx, q)
			if err != nil {
				t.Fatal(err)
			}
			var want []string
			for _, h := range hits {
				want = append(want, string(h.UID))
			}
			query, err := s.SearchSQL(ctx, q)
			if err != nil {
				t.Fatal(err)
			}
			if got := texts(t, db, "SELECT uid FROM ("+query+")"); !slices.Equal(got, want) {
				t.Errorf("%s finds %v, by SQL %v:\n%s", c.query, want, got, query)
			}
		}
		query, err := s.CountSQL(ctx, c.query)
		if err != nil {
			t.Fatal(err)
		}
		if got := texts(t, db, query); got[0] != fmt.Sprint(len(c.found)) {
			t.Errorf("%s finds %d, by SQL %v:\n%s", c.query, len(c.found), got, query)
		}
		for table, each := range map[string]int{"articles": 1, "credits": 2, "captures": 1} {
			where, err := s.SearchWhere(ctx, table, c.query)
			if err != nil {
				t.Fatal(err)
			}
			n := 0
			for _, err := range s.Rows(ctx, table, []string{"uid", "name", "uid"}[each-1:each], where) {
				if err != nil {
					t.Fatal(err)
				}
				n++
			}
			if n != each*len(c.found) {
				t.Errorf("%s finds %d articles and %d rows of %s", c.query, len(c.found), n, table)
			}
		}
	}
	if where, err := s.SearchWhere(ctx, "rejects", "核酸"); err == nil {
		t.Errorf("rejects are found by %s", where)
	}
	if query, err := s.SearchSQL(ctx, store.SearchQuery{Text: `"核酸。檢測"`}); err != nil || strings.ContainsRune(query, fulltext.Break) || !strings.Contains(query, "char(1114109)") {
		t.Errorf("%v:\n%s", err, query)
	}
}

func texts(t *testing.T, db *sql.DB, query string) (all []string) {
	t.Helper()
	rows, err := db.Query(query)
	if err != nil {
		t.Fatalf("%v:\n%s", err, query)
	}
	defer rows.Close()
	for rows.Next() {
		var text string
		if err := rows.Scan(&text); err != nil {
			t.Fatal(err)
		}
		all = append(all, text)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return all
}

// Equal matches stand in the order newest day, then uid; undated ones last, in the
// view too where it is asked for. A limit that cuts among equals keeps the first of
// that order.
func TestSearchOrder(t *testing.T) {
	s := library(t)
	day := map[string]string{}
	var want []string
	for _, name := range []string{"a", "b", "c", "d", "e", "f"} {
		day[name] = "2022-09-23"
		want = append(want, name)
	}
	day["c"], day["d"] = "2023-01-02", ""
	uid := func(name string) string { return string(schema.UIDFromURL("https://" + name + ".example/1")) }
	slices.SortFunc(want, func(x, y string) int {
		if day[x] != day[y] {
			return strings.Compare(day[y], day[x])
		}
		return strings.Compare(uid(x), uid(y))
	})
	db := openSQL(t, s.Path())
	for limit := 1; limit <= 7; limit++ {
		inSQL := texts(t, db, fmt.Sprintf(`SELECT uid FROM search WHERE q = '["核酸", "工作"]' ORDER BY rank, published_on DESC, uid LIMIT %d`, limit))
		for i, got := range inSQL {
			if got != uid(want[i]) {
				t.Errorf("limit %d: %v in the view, want %v", limit, inSQL, want[:min(limit, len(want))])
				break
			}
		}
		for _, q := range []string{"核酸 工作", "source:新华 OR 工作 核酸"} {
			hits, err := s.Search(context.Background(), store.SearchQuery{Text: q, Limit: limit})
			if limit == 1 && strings.Contains(q, "source") {
				var e *fulltext.SyntaxError
				if !errors.As(err, &e) || e.At != 0 {
					t.Errorf("%s: %v, want a syntax error at the start", q, err)
				}
			}
			if err != nil {
				continue
			}
			if got, want := names(hits), strings.Join(want[:min(limit, len(want))], ""); got != want {
				t.Errorf("limit %d: %s, want %s", limit, got, want)
			}
		}
	}
	hits, err := s.Search(context.Background(), store.SearchQuery{Text: "核酸检测"})
	if err != nil || names(hits)[:1] != "g" {
		t.Errorf("%s, %v: the title does not come first", names(hits), err)
	}
	newest, err := s.Search(context.Background(), store.SearchQuery{Text: "NOT site:nowhere", Limit: 1})
	if err != nil || names(newest) != "c" {
		t.Errorf("%s, %v: conditions alone do not give the newest first", names(newest), err)
	}
}

func TestSearchRanksAsTheView(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.db")
	s, err := store.Create(context.Background(), path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Put(context.Background(), newPress(3).readings(400), nil); err != nil {
		t.Fatal(err)
	}
	s.Close()
	s = searched(t, path)
	db := openSQL(t, path)
	for _, q := range []string{"经济", "發展", "核酸检测", "GDP", "疫情", "中国"} {
		hits, err := s.Search(context.Background(), store.SearchQuery{Text: q, Limit: 50})
		if err != nil {
			t.Fatal(err)
		}
		rows, err := db.Query(`SELECT rank FROM search WHERE q = json_quote(?) ORDER BY rank LIMIT 50`, q)
		if err != nil {
			t.Fatal(err)
		}
		var want []float64
		for rows.Next() {
			var rank float64
			if err := rows.Scan(&rank); err != nil {
				t.Fatal(err)
			}
			want = append(want, rank)
		}
		var got []float64
		for _, h := range hits {
			got = append(got, h.Rank)
		}
		if len(got) == 0 || !slices.Equal(got, want) {
			t.Errorf("%s: ranks %v, the view's %v", q, got, want)
		}
	}
}

func TestSearchHighlights(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.db")
	put(t, path, reading("1", "https://example.org/1", "談核酸檢測", strings.Repeat("別的事情。", 60)+"首先\t核酸檢測，然後核酸。"+strings.Repeat("別的事情。", 60), ""))
	hits, err := searched(t, path).Search(context.Background(), store.SearchQuery{Text: `核酸检测 OR title:核酸`, Excerpt: 20})
	if err != nil || len(hits) != 1 {
		t.Fatalf("%v, %v", hits, err)
	}
	h := hits[0]
	if got, want := fmt.Sprint(h.TitleSpans, h.TextSpans, h.SnippetSpan, h.SnippetSpans, h.Snippet),
		"[{1 5}] [{303 307}] {303 323} [{0 4}]核酸檢測，然後核酸。別的事情。別的事情。"; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	packed, err := json.Marshal(h)
	if err != nil || !strings.Contains(string(packed), `"title_spans":[{"char_start":1,"char_end":5}]`) {
		t.Errorf("%s, %v", packed, err)
	}
}

func TestSearchInAnEmptyFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "empty.db")
	put(t, path)
	hits, err := searched(t, path).Search(context.Background(), store.SearchQuery{Text: "核酸"})
	if err != nil || len(hits) != 0 {
		t.Errorf("%v, %v", hits, err)
	}
}

// The contract: these columns, by these names and in this order.
func TestViewColumns(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.db")
	put(t, path)
	rows, err := openSQL(t, path).Query(`SELECT * FROM search WHERE q = '[]'`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	got, err := rows.Columns()
	if want := "[q uid published_on lang site source url title text rank article_id]"; err != nil || fmt.Sprint(got) != want {
		t.Errorf("%v, %v, want %s", got, err, want)
	}
}

func TestSearchRefuses(t *testing.T) {
	s := library(t)
	for _, q := range []string{"", `"`, "。，", "[]", strings.Repeat("核酸", 50000), "(", "site:", "after:x"} {
		var e *fulltext.SyntaxError
		if _, err := s.Search(context.Background(), store.SearchQuery{Text: q}); !errors.As(err, &e) {
			t.Errorf("%.20q: %v, want a syntax error", q, err)
		}
		if _, err := s.Count(context.Background(), q); !errors.As(err, &e) {
			t.Errorf("Count(%.20q): %v, want a syntax error", q, err)
		}
	}
}

// Every query that Parse accepts is one that FTS5 accepts.
func FuzzSearch(f *testing.F) {
	for _, q := range []string{"核酸", `title:"a b"* OR (x NOT y)`, "NOT a", "℃", "((((((((((a))))))))))", "a OR (b (c OR (d (e OR (f (g OR (h (i OR j)))))))",
		strings.Repeat("a OR ", 50) + "b", "author:x source:y site:z lang:q", string(fulltext.Break), "\x00", "a\x00b", "㈱ OR x"} {
		f.Add(q)
	}
	path := filepath.Join(f.TempDir(), "a.db")
	s, err := store.Create(context.Background(), path)
	if err != nil {
		f.Fatal(err)
	}
	f.Cleanup(func() { s.Close() })
	if _, err := s.Put(context.Background(), sequence(reading("1", "https://example.org/1", "核酸 a b", "c d ℃ x", "")), nil); err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, q string) {
		hits, err := s.Search(context.Background(), store.SearchQuery{Text: q})
		var e *fulltext.SyntaxError
		if err != nil && !errors.As(err, &e) {
			t.Fatalf("%q: %v", q, err)
		}
		n, err := s.Count(context.Background(), q)
		if err == nil && n != len(hits) {
			t.Fatalf("%q: %d hits, counted %d", q, len(hits), n)
		}
	})
}
