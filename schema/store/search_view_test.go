package store_test

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"

	"dabao/schema/fulltext"
)

func openSQL(t testing.TB, path string) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+path+"?mode=ro")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

// rewriter is the view's own rewriting of a query, without the search.
func rewriter(t *testing.T, db *sql.DB) func(q string) string {
	t.Helper()
	ddl, err := os.ReadFile("sql/0002_search.sql")
	if err != nil {
		t.Fatal(err)
	}
	_, body, _ := strings.Cut(string(ddl), "--[")
	body, _, found := strings.Cut(body, "--]")
	if !found {
		t.Fatal("sql/0002_search.sql has lost the marks around its rewriting")
	}
	stmt, err := db.Prepare("SELECT (" + body + ") FROM (SELECT ? AS json) AS j")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { stmt.Close() })
	return func(q string) string {
		packed, err := json.Marshal(q)
		if err != nil {
			t.Fatal(err)
		}
		var got string
		if err := stmt.QueryRow(string(packed)).Scan(&got); err != nil {
			t.Fatalf("%q: %v", q, err)
		}
		return got
	}
}

func matchOr(s string) string {
	if m := fulltext.Match(s, false); m != "" {
		return m
	}
	return `""`
}

// Every code point that is assigned to CJK, and every other of the first two
// planes, is the same kind to the view as to Tokens: between words and between
// CJK characters, where each kind leaves another trace.
func TestViewAgreesOnEveryCodePoint(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.db")
	put(t, path)
	rewrite := rewriter(t, openSQL(t, path))
	var b strings.Builder
	n := 0
	check := func() {
		if got, want := rewrite(b.String()), matchOr(b.String()); got != want {
			for _, r := range b.String() {
				s := fmt.Sprintf("a%cb核%c酸", r, r)
				if got, want := rewrite(s), matchOr(s); got != want {
					t.Fatalf("%U: the view makes %s, Match %s", r, got, want)
				}
			}
			t.Fatalf("%q: the view makes %s, Match %s", b.String(), got, want)
		}
		b.Reset()
		n = 0
	}
	for r := rune(1); r <= unicode.MaxRune; r++ {
		if r >= 0x20000 && !unicode.In(r, unicode.Han, unicode.Mn, unicode.Cf) && r%0xFFF != 0 || r >= 0xD800 && r < 0xF8FF {
			continue
		}
		fmt.Fprintf(&b, "a%cb核%c酸", r, r)
		if n++; n == fulltext.MaxQuery/6 {
			check()
		}
	}
	check()
}

func TestViewAgreesOnRandomText(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.db")
	put(t, path)
	rewrite := rewriter(t, openSQL(t, path))
	alphabet := []rune("aZ09é核酸檢発一𠮷カｶーﾞひ울ᄀ ,.。，-“（%\n\t\u200b\u00ad\u3000😀℃①'\"*+():^{}\x01" + string(fulltext.Break) + "\ufe0f\U000e0100")
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.OneOf(
			rapid.StringOfN(rapid.SampledFrom(alphabet), 0, fulltext.MaxQuery, -1),
			rapid.StringOfN(rapid.Rune(), 0, 40, -1),
		).Draw(t, "text")
		text = strings.ReplaceAll(text, "\x00", " ") // SQLite's strings end there
		if got, want := rewrite(text), matchOr(text); got != want {
			t.Fatalf("%q: the view makes %s, Match %s", text, got, want)
		}
		if got, want := fulltext.Tokens(fulltext.Fold(text)), fulltext.Tokens(text); got != want {
			t.Fatalf("%q: folding first gives %s, not %s", text, got, want)
		}
	})
}

// What the index takes for a separator must not be a letter to the token rule,
// nor the other way round where it decides about a unit.
func TestTokenizerAgreesOnUnits(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.db")
	var lines []string
	var b strings.Builder
	want := 0
	for r := rune(1); r <= unicode.MaxRune; r++ {
		if fulltext.IsCJK(r) && fulltext.Fold(string(r)) == string(r) && (unicode.IsLetter(r) || unicode.In(r, unicode.Nl)) {
			b.WriteRune(r)
			want += 2 // itself with its neighbour, and as a tail
			b.WriteString("一\n")
		}
		if b.Len() > 1<<16 {
			lines = append(lines, b.String())
			b.Reset()
		}
	}
	lines = append(lines, b.String())
	for i, text := range lines {
		put(t, path, reading(fmt.Sprint(i), fmt.Sprintf("https://example.org/%d", i), "t", text, ""))
	}
	db := openSQL(t, path)
	if _, err := db.Exec(`CREATE VIRTUAL TABLE temp.terms USING fts5vocab('main', 'articles_fts', 'row')`); err != nil {
		t.Fatal(err)
	}
	var got int
	// Every line gives the pair, the tail 一 and a break; the pairs are all distinct.
	if err := db.QueryRow(`SELECT count(*) FROM temp.terms WHERE length(term) = 2 AND substr(term, 2) = '一'`).Scan(&got); err != nil {
		t.Fatal(err)
	}
	if got != want/2 {
		t.Errorf("unicode61 keeps %d pairs of %d whole", got, want/2)
	}
}

func TestViewRanksTitlesFirst(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.db")
	filler := strings.Repeat("其他内容，", 50)
	put(t, path,
		reading("1", "https://example.org/1", "別的題目", "核酸檢測"+filler, ""),
		reading("2", "https://example.org/2", "核酸检测", filler, ""),
		reading("3", "https://example.org/3", "另一篇", filler, ""))
	db := openSQL(t, path)
	rows, err := db.Query(`SELECT title FROM search WHERE q = json_quote('核酸檢測') ORDER BY rank LIMIT 20`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var got []string
	for rows.Next() {
		var title string
		if err := rows.Scan(&title); err != nil {
			t.Fatal(err)
		}
		got = append(got, title)
	}
	if fmt.Sprint(got) != "[核酸检测 別的題目]" {
		t.Errorf("got %v", got)
	}
}

// Whatever stands in q, the view answers or says what is wrong, and does so
// without reading q as SQL or as FTS5 syntax.
func TestViewOnBadInput(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.db")
	put(t, path, reading("1", "https://example.org/1", "核酸检测 OR x", "疫情防控 GDP growth 𠮷野家", ""))
	db := openSQL(t, path)
	long := strings.Repeat("核酸检测", 25000)
	for _, c := range []struct {
		q    any
		want int    // articles found
		err  string // or what the error says
	}{
		{`"核酸檢測"`, 1, ""},
		{`["核酸", "growth"]`, 1, ""},
		{`["核酸", "nothing"]`, 0, ""},
		{`["核酸", "。"]`, 0, ""},
		{`[]`, 0, ""},
		{`""`, 0, ""},
		{`"。，！"`, 0, ""},
		{`"\u0000"`, 0, ""},
		{`"\u0001核酸\u0002"`, 1, ""},
		{`"😀"`, 0, ""},
		{`"𠮷野"`, 1, ""},
		{`"核酸\" OR \"x"`, 0, ""},
		{`"OR"`, 1, ""},
		{`"x NOT y"`, 0, ""},
		{`"'; DROP TABLE articles; --"`, 0, ""},
		{`"title: 核酸"`, 0, ""},
		{`"*"`, 0, ""},
		{`"gro*"`, 0, ""},
		{`"\ud800"`, 0, ""},
		{`5`, 0, ""}, {`1.5`, 0, ""}, {`null`, 0, ""}, {`true`, 0, ""}, {`{}`, 0, ""}, {`{"0": "核酸"}`, 0, ""},
		{`[null]`, 0, ""}, {`[["核酸"]]`, 0, ""}, {`[{"a": 1}]`, 0, ""},
		{nil, 0, ""},
		{`核酸`, 0, "malformed JSON"},
		{`"核酸`, 0, "malformed JSON"},
		{`["核酸"`, 0, "malformed JSON"},
		{`"` + long + `"`, 0, ""},
		{`["` + strings.Repeat(`核酸", "`, 20000) + `检测"]`, 1, ""},
		{`["` + strings.Repeat(`", "`, 30000) + `核酸"]`, 0, ""},
	} {
		var got int
		err := db.QueryRow(`SELECT count(*) FROM search WHERE q = ?`, c.q).Scan(&got)
		name := fmt.Sprint(c.q)
		if len(name) > 60 {
			name = name[:60] + "…"
		}
		switch {
		case err != nil && (c.err == "" || !strings.Contains(err.Error(), c.err)):
			t.Errorf("%s: %v", name, err)
		case err == nil && c.err != "":
			t.Errorf("%s: no error", name)
		case got != c.want:
			t.Errorf("%s: found %d, want %d", name, got, c.want)
		}
	}
	var articles int
	if err := db.QueryRowContext(context.Background(), `SELECT count(*) FROM articles`).Scan(&articles); err != nil || articles != 1 {
		t.Errorf("%d articles, %v", articles, err)
	}
}

// Drivers and shells that trust no schema refuse functions of a view that are
// not marked harmless, MATCH among them.
func TestViewWithoutTrust(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.db")
	put(t, path, reading("1", "https://example.org/1", "核酸检测", "疫情防控 GDP growth", ""))
	db, err := sql.Open("sqlite", "file:"+path+"?mode=ro&_pragma=trusted_schema(0)")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var trusted int
	if err := db.QueryRow(`PRAGMA trusted_schema`).Scan(&trusted); err != nil || trusted != 0 {
		t.Fatalf("trusted_schema is %d, %v", trusted, err)
	}
	for _, query := range []string{
		`SELECT count(*) FROM search WHERE q = '["核酸檢測", "growth"]'`,
		`SELECT count(*) FROM blocks WHERE text <> ''`,
		`SELECT count(*) + 1 FROM figures WHERE sentence <> ''`,
	} {
		var found int
		if err := db.QueryRow(query).Scan(&found); err != nil || found == 0 {
			t.Errorf("%s: found %d, %v", query, found, err)
		}
	}
}
