package store_test

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"dabao/schema"
	"dabao/schema/store"
)

// reading makes a complete article of a few words.
func reading(uri, url, title, text, captured string) schema.Reading {
	sum := sha256.Sum256([]byte(uri + title + text))
	high := 5.0
	yes := true
	c := schema.Capture{Origin: schema.Origin{URI: uri, Length: int64(len(text))}, SHA256: hex.EncodeToString(sum[:]),
		MediaType: "text/html", Charset: "utf-8", Bytes: int64(len(text)), CapturedAt: captured}
	return schema.Reading{Capture: c, Claim: url, Article: &schema.Article{
		URL: url, Site: "example.org", Publisher: "P", Channel: "C", Kicker: "K", Title: title, Subtitle: "S", Source: "O",
		PublishedAt: "2022-09-23T14:54:00+08:00", PublishedOn: "2022-09-23", PublishedZone: "site",
		ModifiedAt: "2022-09-24T00:00:00Z", Lang: "zh-Hant", Summary: "sum", License: "CC0-1.0", Rights: "r",
		TDMReserved: &yes, Repairs: 3, Unresolved: 1, Confidence: 88,
		Blocks:      []schema.Block{{Kind: schema.Caption, Text: "cap"}, {Kind: schema.Paragraph, Text: text}},
		Credits:     []schema.Credit{{Role: schema.Author, Name: "A"}, {Role: schema.Editor, Name: "E"}},
		Breadcrumbs: []string{"a", "b"}, Tags: []string{"t"},
		Images:     []schema.Image{{Caption: "cap", Credit: "cr"}},
		Quantities: []schema.Quantity{{Span: schema.Span{Field: "block", Position: 1, Start: 0, End: 2}, Raw: "3至5天", Value: 3, ValueHigh: &high, Unit: "天", Modifier: "exact"}},
		Dates:      []schema.Date{{Span: schema.Span{Field: "title", Start: 0, End: 2}, Raw: "9月", Value: "2022-09", Precision: "month"}},
		Entities:   []schema.Entity{{Span: schema.Span{Field: "title", Start: 0, End: 1}, Raw: string([]rune(title)[:1]), Kind: schema.Org, Name: "區政府"}, {Span: schema.Span{Field: "block", End: 2}, Raw: "ca", Kind: schema.Person, Name: "A", Role: "R"}},
		Annotations: []schema.Annotation{{Span: schema.Span{Field: "title", Start: 0, End: 1}, Kind: schema.Org, Name: "區", Score: &high, MadeBy: "t 1"},
			{Span: schema.Span{Field: "block", End: 1}, Kind: schema.Person, Name: "A", MadeBy: "t 1"}},
	}}
}

func sequence(all ...schema.Reading) iter.Seq2[schema.Reading, error] {
	return func(yield func(schema.Reading, error) bool) {
		for _, r := range all {
			a := *r.Article
			r.Article = &a
			if !yield(r, nil) {
				return
			}
		}
	}
}

func put(t *testing.T, path string, all ...schema.Reading) store.Tally {
	t.Helper()
	s, err := store.Create(context.Background(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	tally, err := s.Put(context.Background(), sequence(all...), nil)
	if err != nil {
		t.Fatal(err)
	}
	return tally
}

// dump is every row of every table that the order of input must not change.
func dump(t *testing.T, path string) string {
	t.Helper()
	s, err := store.Open(context.Background(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	var b strings.Builder
	for a, err := range s.Articles(context.Background(), "") {
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&b, "%s %q %q %q %+v\n", a.UID, a.URL, a.Title, a.Text(), a.Capture)
	}
	for c, err := range s.Captures(context.Background()) {
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&b, "%+v\n", c)
	}
	return b.String()
}

func TestArticleComesBackWhole(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a b?c#%41.db")
	want := reading("p/a.html", "https://example.org/a", "標題", "正文一。", "2022-09-25T00:00:00Z")
	put(t, path, want)
	if _, err := os.Stat(path); err != nil {
		t.Fatalf("the file has another name than the one given: %v", err)
	}
	s, err := store.Open(context.Background(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	want.Article.UID = schema.UIDFromURL("https://example.org/a")
	want.Capture.UID = want.Article.UID
	want.Article.Capture = want.Capture
	got, err := s.Article(context.Background(), want.Article.UID)
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(got, want.Article) {
		t.Errorf("got  %+v\nwant %+v", got, want.Article)
	}
}

func TestOrderOfInputDoesNotShow(t *testing.T) {
	long := strings.Repeat("甲乙丙丁戊己庚辛壬癸", 20)
	other := strings.Repeat("子丑寅卯辰巳午未申酉", 20)
	all := []schema.Reading{
		reading("1", "https://example.org/a", "A first", long, "2022-01-01T00:00:00Z"),
		reading("2", "https://example.org/a", "A second", long+"改", "2022-01-03T00:00:00Z"),
		reading("3", "https://example.org/a", "A again", long+"又", "2022-01-02T00:00:00Z"),
		reading("4", "https://example.org/x", "one story", long, ""),
		reading("5", "https://example.org/x", "one story, edited", long+"改", ""),
		reading("6", "https://example.org/x", "quite another", other, ""),
		reading("7", "", "no address", other, ""),
	}
	var want string
	for i, order := range [][]int{{0, 1, 2, 3, 4, 5, 6}, {6, 5, 4, 3, 2, 1, 0}, {5, 3, 4, 2, 0, 1, 6}, {4, 3, 5, 1, 6, 0, 2}} {
		path := filepath.Join(t.TempDir(), "a.db")
		var shuffled []schema.Reading
		for _, n := range order {
			shuffled = append(shuffled, all[n])
		}
		tally := put(t, path, shuffled...)
		if tally.Stored != 5 || tally.Superseded != 2 || tally.Read != 7 {
			t.Errorf("order %v: tally %+v, want 5 stored and 2 superseded of 7", order, tally)
		}
		if i == 0 {
			want = dump(t, path)
			if !strings.Contains(want, `"A second"`) || strings.Count(want, "quite another") != 1 {
				t.Fatalf("unexpected contents:\n%s", want)
			}
		} else if got := dump(t, path); got != want {
			t.Errorf("order %v gives\n%s\nwant\n%s", order, got, want)
		}
		// The same again changes nothing.
		if again := put(t, path, shuffled...); again.Unchanged != 7 || again.Stored != 0 {
			t.Errorf("order %v again: tally %+v, want 7 unchanged", order, again)
		}
		if got := dump(t, path); got != want {
			t.Errorf("order %v again changed the rows", order)
		}
	}
}

func TestWithdrawnStaysOut(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.db")
	put(t, path)
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec(`INSERT INTO withdrawn VALUES (?, '2022-10-01', 'asked for')`, string(schema.UIDFromURL("https://example.org/a"))); err != nil {
		t.Fatal(err)
	}
	db.Close()
	if tally := put(t, path, reading("1", "https://example.org/a", "T", "text", "")); tally.Rejected != 1 {
		t.Errorf("tally %+v, want one rejected", tally)
	}
}

func TestOpenRefuses(t *testing.T) {
	dir := t.TempDir()
	ctx := context.Background()
	text := filepath.Join(dir, "text.db")
	os.WriteFile(text, []byte(strings.Repeat("no database ", 100)), 0o666)
	foreign := filepath.Join(dir, "foreign.db")
	newer := filepath.Join(dir, "newer.db")
	for path, q := range map[string]string{foreign: "CREATE TABLE t (x)",
		newer: fmt.Sprintf("CREATE TABLE t (x); PRAGMA application_id = %d; PRAGMA user_version = 999", schema.ApplicationID)} {
		db, err := sql.Open("sqlite", path)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := db.Exec(q); err != nil {
			t.Fatal(err)
		}
		db.Close()
	}
	for _, c := range []struct {
		path string
		want error
	}{{filepath.Join(dir, "none.db"), fs.ErrNotExist}, {dir, store.ErrNotDabao}, {text, store.ErrNotDabao}, {foreign, store.ErrNotDabao}, {newer, store.ErrNewer}} {
		if _, err := store.Open(ctx, c.path); !errors.Is(err, c.want) {
			t.Errorf("Open(%s) = %v, want %v", c.path, err, c.want)
		}
		if c.want == fs.ErrNotExist {
			continue
		}
		before, _ := os.ReadFile(c.path)
		if _, err := store.Create(ctx, c.path); !errors.Is(err, c.want) {
			t.Errorf("Create(%s) = %v, want %v", c.path, err, c.want)
		}
		if after, _ := os.ReadFile(c.path); string(after) != string(before) {
			t.Errorf("Create(%s) changed the file it refused", c.path)
		}
	}
	held := filepath.Join(dir, "held.db")
	put(t, held) // an existing file needs no migration, and is held all the same
	s, err := store.Create(ctx, held)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if _, err := store.Create(ctx, held); !errors.Is(err, store.ErrBusy) {
		t.Errorf("a second writer gets %v, want ErrBusy", err)
	}
	r, err := store.Open(ctx, held)
	if err != nil {
		t.Fatalf("a reader beside the writer: %v", err)
	}
	r.Close()
}

func TestSealGivesTheSameBytes(t *testing.T) {
	ctx := context.Background()
	dir := t.TempDir()
	var want []byte
	all := []schema.Reading{
		reading("1", "https://example.org/a", "A", "甲", ""), reading("2", "https://example.org/b", "B", "乙", ""), reading("3", "", "C", "丙", "")}
	for i := range 3 {
		work, sealed := filepath.Join(dir, fmt.Sprint(i, "w.db")), filepath.Join(dir, fmt.Sprint(i, "s.db"))
		put(t, work, all[i%3], all[(i+1)%3])
		put(t, work, all[(i+2)%3])
		s, err := store.Open(ctx, work)
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		if err := store.Seal(ctx, sealed, store.Contents{Articles: s.Articles(ctx, ""), Captures: s.Captures(ctx), Rejects: s.Rejects(ctx),
			Dataset: map[string]string{"name": "x", "a": "b"}}); err != nil {
			t.Fatal(err)
		}
		got, err := os.ReadFile(sealed)
		if err != nil {
			t.Fatal(err)
		}
		if want == nil {
			want = got
		} else if string(got) != string(want) {
			t.Errorf("run %d gives other bytes", i)
		}
	}
}

// Every column that schema.Tables names stands in the DDL, in order, and has a
// comment for the data dictionary.
func TestTablesAgreeWithTheDDL(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.db")
	put(t, path)
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	tables := slices.Clone(schema.Tables)
	for _, t := range schema.Tables {
		if t.Stored().Name != t.Name {
			tables = append(tables, *t.Stored())
		}
	}
	for _, table := range tables {
		var ddl, kind string
		if err := db.QueryRow(`SELECT sql, type FROM sqlite_schema WHERE name = ?`, table.Name).Scan(&ddl, &kind); err != nil {
			t.Errorf("%s: %v", table.Name, err)
			continue
		}
		rows, err := db.Query(`SELECT name, type, "notnull", pk FROM pragma_table_info(?) ORDER BY cid`, table.Name)
		if err != nil {
			t.Fatal(err)
		}
		var got []schema.Column
		for rows.Next() {
			var name, typ string
			var notNull, pk int
			if err := rows.Scan(&name, &typ, &notNull, &pk); err != nil {
				t.Fatal(err)
			}
			got = append(got, schema.Column{Name: name, Nullable: kind == "table" && notNull == 0 && pk == 0}) // SQLite says nothing of a view's NULLs
			commented := false
			for _, line := range strings.Split(ddl, "\n") {
				word := strings.Trim(strings.SplitN(strings.TrimSpace(line), " ", 2)[0], `",`)
				commented = commented || word == name && strings.Contains(line, "-- ")
			}
			if !commented {
				t.Errorf("%s.%s has no comment in the DDL", table.Name, name)
			}
		}
		rows.Close()
		var want []schema.Column
		for _, c := range table.Columns {
			want = append(want, schema.Column{Name: c.Name, Nullable: c.Nullable && kind == "table"})
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s: the DDL has %v, schema.Tables has %v", table.Name, got, want)
		}
	}
}

// Shards joined in any order hold the rows of one run over everything.
func TestMergeIsOneRun(t *testing.T) {
	long := strings.Repeat("甲乙丙丁戊己庚辛壬癸", 20)
	other := strings.Repeat("子丑寅卯辰巳午未申酉", 20)
	all := []schema.Reading{
		reading("1", "https://example.org/a", "A first", long, "2022-01-01T00:00:00Z"),
		reading("2", "https://example.org/a", "A second", long+"改", "2022-01-03T00:00:00Z"),
		reading("3", "https://example.org/x", "one story", long, ""),
		reading("4", "https://example.org/x", "one story, edited", long+"改", ""),
		reading("5", "https://example.org/x", "quite another", other, ""),
		reading("6", "", "no address", other, ""),
	}
	all[5].Raw = []byte("packed")
	ctx := context.Background()
	dir := t.TempDir()
	one := filepath.Join(dir, "one.db")
	put(t, one, all...)
	want := dump(t, one)
	for i, shards := range [][][]int{{{0, 1, 2}, {3, 4, 5}}, {{4, 2}, {0}, {5, 3, 1}}, {{2, 4, 3}, {1}, {0, 5}}} {
		out, err := store.Create(ctx, filepath.Join(dir, fmt.Sprint(i, "-out.db")))
		if err != nil {
			t.Fatal(err)
		}
		var sources []*store.Store
		for n, members := range shards {
			path := filepath.Join(dir, fmt.Sprint(i, "-", n, ".db"))
			var part []schema.Reading
			for _, m := range members {
				part = append(part, all[m])
			}
			put(t, path, part...)
			s, err := store.Open(ctx, path)
			if err != nil {
				t.Fatal(err)
			}
			defer s.Close()
			sources = append(sources, s)
		}
		if _, err := out.Merge(ctx, sources, nil, nil); err != nil {
			t.Fatal(err)
		}
		raw, err := out.Raw(ctx, all[5].Capture.SHA256)
		if err != nil || string(raw) != "packed" {
			t.Errorf("shards %v: raw = %q, %v", shards, raw, err)
		}
		out.Close()
		if got := dump(t, out.Path()); got != want {
			t.Errorf("shards %v give\n%s\nwant\n%s", shards, got, want)
		}
	}
}
