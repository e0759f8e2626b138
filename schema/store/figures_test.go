package store_test

import (
	"context"
	"database/sql"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"dabao/schema/fulltext"
	"dabao/schema/store"
)

// TestSearchFigures prints the size and speed of search, each time the best of
// five runs. It asserts no time; it is run by "make bench-search", which sets DABAO_BENCH_SEARCH to the number of
// articles, and may set DABAO_BENCH_DIR to keep the files between runs.
func TestSearchFigures(t *testing.T) {
	n, _ := strconv.Atoi(os.Getenv("DABAO_BENCH_SEARCH"))
	if n == 0 {
		t.Skip("DABAO_BENCH_SEARCH is not set")
	}
	dir := os.Getenv("DABAO_BENCH_DIR")
	if dir == "" {
		dir = t.TempDir()
	}
	path := filepath.Join(dir, fmt.Sprintf("invented-%d.db", n))
	if _, err := os.Stat(path); err != nil {
		makeInvented(t, path, n)
	}
	db := openSQL(t, path)
	text, index := sizes(t, db)
	t.Logf("%d articles, %.0f MB of text: index %.0f MB, %.2f of the text", n, mb(text), mb(index), float64(index)/float64(text))

	queries := sampleQueries(db, t)
	s := searched(t, path)
	for _, kind := range []string{"words", "substrings"} {
		var took []time.Duration
		found := 0
		for _, q := range queries[kind] {
			var hits []store.Hit
			took = append(took, best(func() {
				var err error
				if hits, err = s.Search(context.Background(), store.SearchQuery{Text: `"` + q + `"`}); err != nil {
					t.Fatal(err)
				}
			}))
			found += min(1, len(hits))
		}
		t.Logf("dabao's reader, %d %s of 2 to 8 characters, %d of them found: %s", len(took), kind, found, percentiles(took))
	}
	compareView(t, db, queries["words"])
	t.Logf("cold, open and first 20 hits of a %.0f MB file: %s", mb(fileSize(t, path)), percentiles(coldOpens(t, path)))
	compareOthers(t, path, dir, queries["words"])
}

func makeInvented(t *testing.T, path string, n int) {
	ctx := context.Background()
	s, err := store.Create(ctx, path+".partial")
	if err != nil {
		t.Fatal(err)
	}
	defer os.Remove(path + ".partial")
	defer s.Close()
	if _, err := s.Put(ctx, newPress(1).readings(n), nil); err != nil {
		t.Fatal(err)
	}
	if err := store.Seal(ctx, path, store.Contents{Articles: s.Articles(ctx, ""), Captures: s.Captures(ctx), Rejects: s.Rejects(ctx)}); err != nil {
		t.Fatal(err)
	}
}

func mb(n int64) float64 { return float64(n) / 1e6 }

func fileSize(t *testing.T, path string) int64 {
	st, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	return st.Size()
}

func sizes(t *testing.T, db *sql.DB) (text, index int64) {
	if err := db.QueryRow(`SELECT sum(length(CAST(title AS BLOB)) + length(CAST(text AS BLOB))) FROM articles`).Scan(&text); err != nil {
		t.Fatal(err)
	}
	if err := db.QueryRow(`SELECT sum(pgsize) FROM dbstat WHERE name GLOB 'articles_fts_*'`).Scan(&index); err != nil {
		t.Fatal(err)
	}
	return text, index
}

// sampleQueries takes words as the press weighs them, but for the particles,
// and substrings of texts, both of 2 to 8 characters with a letter at each end.
func sampleQueries(db *sql.DB, t *testing.T) map[string][]string {
	p := newPress(1)
	rnd := rand.New(rand.NewPCG(5, 5))
	p.rnd = rnd
	q := map[string][]string{}
	for len(q["words"]) < 400 {
		if w := p.word(); len([]rune(w)) > 1 && w[0] >= 0x80 {
			q["words"] = append(q["words"], w)
		}
	}
	for len(q["substrings"]) < 400 {
		var text string
		if err := db.QueryRow(`SELECT text FROM articles WHERE article_id = 1 + abs(?) % (SELECT max(article_id) FROM articles)`, rnd.Int64()).Scan(&text); err != nil {
			t.Fatal(err)
		}
		r := []rune(text)
		at, n := rnd.IntN(len(r)-8), 2+rnd.IntN(7)
		if part := string(r[at : at+n]); !strings.ContainsAny(part, "\"。，\n") && fulltext.Match(part, false) != "" {
			q["substrings"] = append(q["substrings"], part)
		}
	}
	return q
}

func percentiles(took []time.Duration) string {
	took = slices.Sorted(slices.Values(took))
	at := func(p float64) time.Duration { return took[int(p*float64(len(took)-1))].Round(10 * time.Microsecond) }
	return fmt.Sprintf("p50 %v, p90 %v, p99 %v, max %v", at(.5), at(.9), at(.99), at(1))
}

// compareView times the view against a MATCH of the same expression, both
// giving what a result page shows.
func compareView(t *testing.T, db *sql.DB, queries []string) {
	var view, direct, counted, count []time.Duration
	for _, q := range queries {
		m := fulltext.Match(q, false)
		direct = append(direct, timed(t, db, `SELECT a.uid, a.published_on, a.title FROM articles_fts AS f JOIN articles AS a ON a.article_id = f.rowid
			WHERE articles_fts MATCH ? ORDER BY f.rank LIMIT 20`, m))
		view = append(view, timed(t, db, `SELECT uid, published_on, title FROM search WHERE q = json_quote(?) ORDER BY rank LIMIT 20`, q))
		count = append(count, timed(t, db, `SELECT count(*) FROM articles_fts WHERE articles_fts MATCH ?`, m))
		counted = append(counted, timed(t, db, `SELECT count(*) FROM search WHERE q = json_quote(?)`, q))
	}
	t.Logf("first 20, MATCH: %s", percentiles(direct))
	t.Logf("first 20, view:  %s; %.2f of MATCH in all", percentiles(view), ratio(view, direct))
	t.Logf("count, view: %.2f of MATCH in all", ratio(counted, count))
}

func ratio(a, b []time.Duration) float64 {
	sum := func(all []time.Duration) (s time.Duration) {
		for _, d := range all {
			s += d
		}
		return s
	}
	return float64(sum(a)) / float64(sum(b))
}

// best is the shortest of five runs: other programs on the machine only add.
func best(run func()) time.Duration {
	shortest := time.Duration(math.MaxInt64)
	for range 5 {
		started := time.Now()
		run()
		shortest = min(shortest, time.Since(started))
	}
	return shortest
}

func timed(t *testing.T, db *sql.DB, query string, args ...any) time.Duration {
	return best(func() {
		rows, err := db.Query(query, args...)
		if err != nil {
			t.Fatal(err)
		}
		for rows.Next() {
		}
		if err := rows.Close(); err != nil {
			t.Fatal(err)
		}
	})
}

// coldOpens drops the file from the page cache before each of five opens.
func coldOpens(t *testing.T, path string) (took []time.Duration) {
	for _, q := range []string{"乡村振兴", "人工智能", "核酸檢測", "环境保护", "志愿者"} {
		if err := exec.Command("dd", "if="+path, "iflag=nocache", "count=0", "status=none").Run(); err != nil {
			t.Logf("the page cache stays warm: %v", err)
		}
		started := time.Now()
		s, err := store.Open(context.Background(), path)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.Search(context.Background(), store.SearchQuery{Text: q}); err != nil {
			t.Fatal(err)
		}
		took = append(took, time.Since(started))
		s.Close()
	}
	return took
}

// compareOthers sets the same words against LIKE and against FTS5's trigram
// index over the folded text, which is made beside the file.
func compareOthers(t *testing.T, path, dir string, queries []string) {
	other := filepath.Join(dir, "trigram-"+filepath.Base(path))
	fresh := false
	if _, err := os.Stat(other); err != nil {
		fresh = true
	}
	db, err := sql.Open("sqlite", "file:"+other)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	do := func(q string, args ...any) {
		if _, err := db.Exec(q, args...); err != nil {
			t.Fatal(err)
		}
	}
	do(`ATTACH ? AS m`, path)
	if fresh {
		do(`PRAGMA page_size = 8192`)
		do(`CREATE VIRTUAL TABLE tri USING fts5(title, text, content='', tokenize='trigram')`)
		do(`INSERT INTO tri (rowid, title, text) SELECT article_id, title, text FROM m.articles`)
		do(`INSERT INTO tri (tri) VALUES ('optimize')`)
	}
	var size int64
	if err := db.QueryRow(`SELECT sum(pgsize) FROM dbstat('main') WHERE name GLOB 'tri_*'`).Scan(&size); err != nil {
		t.Fatal(err)
	}
	var like, tri []time.Duration
	two := 0
	for i, q := range queries {
		if len([]rune(q)) < 3 {
			two++
			continue
		}
		tri = append(tri, timed(t, db, `SELECT rowid FROM tri WHERE tri MATCH ? ORDER BY rank LIMIT 20`, `"`+q+`"`))
		if i%100 == 0 {
			like = append(like, timed(t, db, `SELECT uid FROM m.articles WHERE text LIKE '%' || ? || '%' OR title LIKE '%' || ? || '%' LIMIT 20`, q, q))
		}
	}
	t.Logf("trigram: index %.0f MB; cannot find %d of the %d words, which have two characters; the others, one script only: %s", mb(size), two, len(queries), percentiles(tri))
	if len(like) > 0 {
		t.Logf("LIKE: %s", percentiles(like))
	}
}
