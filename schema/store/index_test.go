package store_test

import (
	"context"
	"database/sql"
	"fmt"
	"iter"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"dabao/schema"
	"dabao/schema/fulltext"
	"dabao/schema/fulltext/segment"
	"dabao/schema/store"
)

// revised yields n readings of some of the first so many articles of the press;
// a later reading of one replaces what stands, with other words.
func revised(p *press, rnd *rand.Rand, n, articles int, day string) iter.Seq2[schema.Reading, error] {
	return func(yield func(schema.Reading, error) bool) {
		for i := range n {
			number := rnd.IntN(articles)
			url := fmt.Sprintf("https://www.example.org/%d", number)
			text := fmt.Sprintf("第%d篇 story no %d. %s", number, number, p.sentences(3+rnd.IntN(40)))
			r := schema.Reading{Claim: url,
				Capture: schema.Capture{Origin: schema.Origin{URI: fmt.Sprintf("%s-%d.html", day, i)}, SHA256: fmt.Sprintf("%064x", rnd.Uint64()),
					MediaType: "text/html", Charset: "utf-8", Bytes: int64(len(text)), CapturedAt: day + fmt.Sprintf("T00:%02d:%02dZ", i/60, i%60)},
				Article: &schema.Article{URL: url, Site: "site.example", Title: fmt.Sprintf("第%d篇", number), Lang: "zh-Hans", PublishedOn: "2024-01-01",
					Blocks: []schema.Block{{Kind: schema.Paragraph, Text: text}}}}
			if !yield(r, nil) {
				return
			}
		}
	}
}

// Whatever was put, replaced and merged, the index holds what an index of
// FTS5's own holds of the articles that stand, and every SQLite at hand finds
// and ranks alike in both.
func TestIndexHoldsWhatStands(t *testing.T) {
	ctx := context.Background()
	dir := t.TempDir()
	path := filepath.Join(dir, "a.db")
	s, err := store.Create(ctx, path)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	p, rnd := newPress(9), rand.New(rand.NewPCG(9, 9))
	// Every Put ends with a segment: enough of them to fill two levels.
	for round := range 16*16 + 20 {
		n := 1 + rnd.IntN(4)
		if round == 40 {
			n = 300
		}
		if _, err := s.Put(ctx, revised(p, rnd, n, 5+round*2, fmt.Sprintf("2024-%02d-%02d", 1+round/28, 1+round%28)), nil); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	db := openPlain(t, path)
	var segments int
	if err := db.QueryRow(`SELECT count(DISTINCT segid) FROM articles_fts_idx`).Scan(&segments); err != nil {
		t.Fatal(err)
	}
	if segments < 3 || segments > 46 {
		t.Errorf("the index has %d segments", segments)
	}
	addReference(t, db)
	for _, q := range []string{`INSERT INTO articles_fts (articles_fts) VALUES ('integrity-check')`, `PRAGMA integrity_check`} {
		mustExec(t, db, q)
	}
	db.Close()
	sameSearches(t, path)
}

// addReference puts an index that FTS5 makes of the articles beside ours.
func addReference(t *testing.T, db *sql.DB) {
	t.Helper()
	mustExec(t, db, `CREATE VIRTUAL TABLE ref USING fts5(title, text, content='', tokenize='unicode61')`)
	mustExec(t, db, `INSERT INTO ref (ref, rank) VALUES ('rank', 'bm25(8.0, 1.0)')`)
	tx, err := db.Begin()
	if err != nil {
		t.Fatal(err)
	}
	defer tx.Rollback()
	rows, err := tx.Query(`SELECT article_id, title, text FROM articles ORDER BY article_id`)
	if err != nil {
		t.Fatal(err)
	}
	var all []indexed
	for rows.Next() {
		var d indexed
		if err := rows.Scan(&d.id, &d.title, &d.text); err != nil {
			t.Fatal(err)
		}
		all = append(all, d)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	if len(all) < 100 {
		t.Fatalf("%d articles stand", len(all))
	}
	for _, d := range all {
		mustExec(t, tx, `INSERT INTO ref (rowid, title, text) VALUES (?, ?, ?)`, d.id, fulltext.Tokens(d.title), fulltext.Tokens(d.text))
	}
	if err := tx.Commit(); err != nil {
		t.Fatal(err)
	}
}

// searches give no row where the indexes articles_fts and ref are alike.
func searches() []string {
	all := []string{
		`SELECT * FROM (SELECT term, doc, col, "offset" FROM temp.ours EXCEPT SELECT term, doc, col, "offset" FROM temp.theirs) LIMIT 3`,
		`SELECT * FROM (SELECT term, doc, col, "offset" FROM temp.theirs EXCEPT SELECT term, doc, col, "offset" FROM temp.ours) LIMIT 3`,
		`SELECT * FROM (SELECT id, hex(sz) FROM articles_fts_docsize EXCEPT SELECT id, hex(sz) FROM ref_docsize) LIMIT 3`,
		`SELECT a.block, b.block FROM articles_fts_data AS a, ref_data AS b WHERE a.id = 1 AND b.id = 1 AND a.block <> b.block`,
	}
	for _, m := range []string{`"的"*`, `"story"`, `story no`, `"story no 7"`, `title:"第1"*`, `"no 3" OR "在"*`, `"no" NOT "story no 11"`, `st* AND "中"*`, `nothing`} {
		m = strings.ReplaceAll(m, "'", "''")
		for _, order := range []string{"rank, rowid", "rowid", "rowid DESC"} {
			found := func(table string) string {
				return fmt.Sprintf(`(SELECT json_group_array(json_array(rowid, rank)) AS found FROM (SELECT rowid, rank FROM %[1]s WHERE %[1]s MATCH '%[2]s' ORDER BY %[3]s))`, table, m, order)
			}
			all = append(all, fmt.Sprintf(`SELECT a.found, b.found FROM %s AS a, %s AS b WHERE a.found <> b.found`, found("articles_fts"), found("ref")))
		}
	}
	return all
}

const vocabularies = `CREATE VIRTUAL TABLE temp.ours USING fts5vocab(main, articles_fts, instance);
CREATE VIRTUAL TABLE temp.theirs USING fts5vocab(main, ref, instance)`

// sameSearches asks our SQLite, the system's shell, and Python's, the newest
// that apsw carries among them.
func sameSearches(t *testing.T, path string) {
	t.Helper()
	db := openPlain(t, path)
	for q := range strings.SplitSeq(vocabularies, ";") {
		mustExec(t, db, q)
	}
	script := vocabularies + ";\n"
	for _, q := range searches() {
		rows, err := db.Query(q)
		if err != nil {
			t.Fatalf("%s: %v", q, err)
		}
		for rows.Next() {
			t.Errorf("a row for %s", q)
		}
		if err := rows.Err(); err != nil {
			t.Fatal(err)
		}
		script += q + ";\n"
	}
	db.Close()
	t.Run("sqlite3", func(t *testing.T) {
		shell, err := exec.LookPath("sqlite3")
		if err != nil {
			t.Skip("no sqlite3 here")
		}
		cmd := exec.Command(shell, "-readonly", "-bail", path)
		cmd.Stdin = strings.NewReader(script)
		if out, err := cmd.CombinedOutput(); err != nil || len(out) > 0 {
			t.Errorf("%v %.1000s", err, out)
		}
	})
	t.Run("apsw", func(t *testing.T) {
		python := os.Getenv("DABAO_PYTHON")
		if python == "" || exec.Command(python, "-c", "import apsw").Run() != nil {
			t.Skip("no Python with apsw in DABAO_PYTHON")
		}
		cmd := exec.Command(python, "-c", `import apsw, sys
for row in apsw.Connection(sys.argv[1], flags=apsw.SQLITE_OPEN_READONLY).execute(sys.stdin.read()):
    print(apsw.sqlite_lib_version(), row)`, path)
		cmd.Stdin = strings.NewReader(script)
		if out, err := cmd.CombinedOutput(); err != nil || len(out) > 0 {
			t.Errorf("%v %.1000s", err, out)
		}
	})
}

// Who has searched before, the writer or another process, finds what has come
// since and no longer what was replaced; and FTS5 may write between us.
func TestIndexIsSeenByWhoLooks(t *testing.T) {
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), "a.db")
	s, err := store.Create(ctx, path)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	other := openPlain(t, path)
	put := func(number int, day, text string) {
		t.Helper()
		url := fmt.Sprintf("https://www.example.org/%d", number)
		r := schema.Reading{Claim: url, Capture: schema.Capture{Origin: schema.Origin{URI: day + url}, SHA256: fmt.Sprintf("%064x", len(day+text)), CapturedAt: day + "T00:00:00Z"},
			Article: &schema.Article{URL: url, Title: "title", Blocks: []schema.Block{{Kind: schema.Paragraph, Text: text}}}}
		if _, err := s.Put(ctx, func(yield func(schema.Reading, error) bool) { yield(r, nil) }, nil); err != nil {
			t.Fatal(err)
		}
	}
	finds := func(word string, want int) {
		t.Helper()
		hits, err := s.Count(ctx, word)
		if err != nil || hits != want {
			t.Errorf("the writer finds %q %d times (%v), want %d", word, hits, err, want)
		}
		var n int
		if err := other.QueryRow(`SELECT count(*) FROM articles_fts WHERE articles_fts MATCH ?`, word).Scan(&n); err != nil || n != want {
			t.Errorf("another connection finds %q %d times (%v), want %d", word, n, err, want)
		}
	}
	finds("first", 0)
	for i := range 40 {
		put(i, "2024-01-01", fmt.Sprintf("first word%d", i))
		finds("first", i+1)
	}
	put(7, "2024-01-02", "second")
	finds("word7", 0)
	finds("first", 39)
	finds("second", 1)
	// As they do who add rows of their own, until FTS5 has a merge half done.
	third, halfDone := 0, false
	for ; !halfDone && third < 200; third++ {
		var b strings.Builder
		for n := range 4000 {
			fmt.Fprintf(&b, "x%dy%d ", third, n)
		}
		mustExec(t, other, `INSERT INTO articles_fts (rowid, title, text) VALUES (?, 'third', ?)`, 10_000+third, b.String())
		halfDone = merging(t, other)
	}
	if !halfDone {
		t.Fatal("FTS5 left no merge half done")
	}
	finds("third", third)
	for i := range 40 {
		put(100+i, "2024-01-01", "fourth")
	}
	if merging(t, other) {
		t.Error("the merge is still half done")
	}
	finds("third", third)
	finds("fourth", 40)
	finds("first", 39)
	mustExec(t, other, `INSERT INTO articles_fts (articles_fts) VALUES ('optimize')`)
	put(7, "2024-01-03", "fifth")
	finds("second", 0)
	finds("fifth", 1)
	mustExec(t, other, `INSERT INTO articles_fts (articles_fts) VALUES ('integrity-check')`)
	if findings, err := s.Check(ctx); err != nil || len(findings) > 0 {
		t.Errorf("%v %q", err, findings)
	}
}

// merging says whether FTS5 has begun a merge that is to go on with its next write.
func merging(t *testing.T, db *sql.DB) bool {
	t.Helper()
	var block []byte
	if err := db.QueryRow(`SELECT block FROM articles_fts_data WHERE id = ?`, segment.StructureID).Scan(&block); err != nil {
		t.Fatal(err)
	}
	s, err := segment.ParseStructure(block)
	if err != nil {
		t.Fatal(err)
	}
	return slices.ContainsFunc(s.Levels, func(l segment.Level) bool { return l.Merging > 0 })
}

// A damaged index is told with the place.
func TestCheckNamesDamage(t *testing.T) {
	ctx := context.Background()
	dir := t.TempDir()
	p := newPress(5)
	src, err := store.Create(ctx, filepath.Join(dir, "src.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer src.Close()
	if _, err := src.Put(ctx, p.readings(300), nil); err != nil {
		t.Fatal(err)
	}
	sealed := filepath.Join(dir, "sealed.db")
	if err := store.Seal(ctx, sealed, store.Contents{Articles: src.Articles(ctx, ""), Captures: src.Captures(ctx), Rejects: src.Rejects(ctx)}); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct{ damage, want string }{
		"none":     {`SELECT 1`, ""},
		"page":     {`DELETE FROM articles_fts_data WHERE id = 1 << 37 | 20`, "segment 1 of the index, page 20, term "},
		"cut":      {`UPDATE articles_fts_data SET block = substr(block, 1, 2000) WHERE id = 1 << 37 | 9`, "segment 1 of the index, page 9, term "},
		"swapped":  {`UPDATE articles_fts_data SET block = (SELECT block FROM articles_fts_data WHERE id = 1 << 37 | 40) WHERE id = 1 << 37 | 30`, "segment 1 of the index, page "},
		"text":     {`UPDATE articles_fts_data SET block = 'no page at all' WHERE id = 1 << 37 | 7`, "segment 1 of the index, page 7, term "},
		"idx":      {`DELETE FROM articles_fts_idx WHERE pgno >> 1 = 12`, "segment 1 of the index, page 12, term "},
		"idx term": {`UPDATE articles_fts_idx SET term = x'30ffff' WHERE pgno >> 1 = 12`, "articles_fts_idx"},
		"stray":    {`INSERT INTO articles_fts_data VALUES (9 << 37 | 1, x'00000004')`, "rows and its segments have"},
		"docsize":  {`DELETE FROM articles_fts_docsize WHERE id = 5`, "the index counts"},
		"averages": {`UPDATE articles_fts_data SET block = x'010203' WHERE id = 1`, "the index counts"},
		"records":  {`UPDATE articles_fts_data SET block = x'00' WHERE id = 10`, "the structure record of the index is damaged"},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "a.db")
			copyFile(t, sealed, path)
			db := openPlain(t, path)
			mustExec(t, db, c.damage)
			db.Close()
			s, err := store.Open(ctx, path)
			if err != nil {
				t.Fatal(err)
			}
			defer s.Close()
			findings, err := s.Check(ctx)
			if err != nil {
				t.Fatal(err)
			}
			if all := strings.Join(findings, "\n"); !strings.Contains(all, c.want) || (c.want == "") != (all == "") {
				t.Errorf("got %q, want %q", all, c.want)
			}
		})
	}
}

func copyFile(t *testing.T, from, to string) {
	t.Helper()
	b, err := os.ReadFile(from)
	if err == nil {
		err = os.WriteFile(to, b, 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
}
