package release

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"iter"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"dabao/export"
	"dabao/schema"
	"dabao/schema/store"
)

// benchArticles is how many articles the benchmark writes; 200,000 is the size
// the targets are given for.
func benchArticles() int {
	if n, err := strconv.Atoi(os.Getenv("DABAO_BENCH_ARTICLES")); err == nil {
		return n
	}
	return 20_000
}

// benchDatabase fills a database with invented articles of some 3.4 kB in about
// 14 blocks. It has no full-text index, which no export reads.
func benchDatabase(b *testing.B, path string, n int) {
	b.Helper()
	ctx := context.Background()
	w, err := store.Create(ctx, path)
	if err := errors.Join(err, w.Close()); err != nil {
		b.Fatal(err)
	}
	db, err := sql.Open("sqlite", path+"?_pragma=synchronous(0)")
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	tx, err := db.Begin()
	if err != nil {
		b.Fatal(err)
	}
	defer tx.Rollback()
	insert := map[string]*sql.Stmt{}
	for _, t := range schema.Tables {
		names, marks := make([]string, len(t.Columns)), make([]string, len(t.Columns))
		for i, c := range t.Columns {
			names[i], marks[i] = `"`+c.Name+`"`, "?"
		}
		if insert[t.Name], err = tx.Prepare("INSERT INTO " + t.Name + " (" + strings.Join(names, ",") + ") VALUES (" + strings.Join(marks, ",") + ")"); err != nil {
			b.Fatal(err)
		}
	}
	put := func(table string, cells ...any) {
		if _, err := insert[table].Exec(cells...); err != nil {
			b.Fatal(err)
		}
	}
	random := rand.New(rand.NewPCG(1, 2))
	for i := 1; i <= n; i++ {
		a := benchArticle(random, i)
		c := a.Capture
		put("captures", i, string(a.UID), c.Origin.URI, "", 0, 0, c.SHA256, c.MediaType, c.Charset, c.Bytes, nil)
		put("articles", append(append([]any{i}, a.Cells()...), i)...)
		for _, t := range schema.Tables {
			if t.Child {
				for _, row := range a.ChildRows(t.Name) {
					put(t.Name, append([]any{i}, row...)...)
				}
			}
		}
	}
	if err := tx.Commit(); err != nil {
		b.Fatal(err)
	}
}

func benchArticle(random *rand.Rand, i int) *schema.Article {
	url := fmt.Sprintf("https://news.example/2022/%d.html", i)
	a := &schema.Article{UID: schema.UIDFromURL(url), URL: url, Site: "news.example", Source: "本報", Lang: "zh-Hans", PublishedZone: "page"}
	day := time.Date(2015, 1, 1, 8, i%60, 0, 0, time.FixedZone("", 8*3600)).AddDate(0, 0, i/100)
	a.PublishedOn, a.PublishedAt = day.Format(time.DateOnly), day.Format(time.RFC3339)
	a.Title = words(random, 20)
	for range 14 {
		a.Blocks = append(a.Blocks, schema.Block{Kind: schema.Paragraph, Text: words(random, 80)})
	}
	a.Credits = []schema.Credit{{Role: schema.Author, Name: "甲"}, {Role: schema.Editor, Name: "乙"}}
	a.Breadcrumbs, a.Tags = []string{"首頁", "新聞"}, []string{"a"}
	a.Capture = schema.Capture{Origin: schema.Origin{URI: url}, SHA256: fmt.Sprintf("%064x", i), MediaType: "text/html", Charset: "utf-8", UID: a.UID}
	return a
}

// words draws characters unevenly, so that they compress about as text does.
func words(random *rand.Rand, n int) string {
	r := make([]rune, n)
	for i := range r {
		x := random.Float64()
		r[i] = rune(0x4e00 + int(x*x*x*3000))
	}
	return string(r)
}

// BenchmarkExport writes one database in each format, and beside it what DuckDB
// and the SQLite shell take for the same rows, where they are installed. Peak
// is the most memory Go held.
func BenchmarkExport(b *testing.B) {
	ctx := context.Background()
	dir := b.TempDir()
	path := filepath.Join(dir, "bench.db")
	n := benchArticles()
	benchDatabase(b, path, n)
	db, err := store.Open(ctx, path)
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	nested, flat := schema.ArticleShape(), schema.TableNamed("articles").Shape()
	rows := func() iter.Seq2[[]any, error] { return export.Records(&nested, db.Articles(ctx, "")) }
	table := func() iter.Seq2[[]any, error] { return db.Rows(ctx, "articles", nil, "") }
	b.Run("read/articles", func(b *testing.B) { drain(b, rows) })
	b.Run("read/table", func(b *testing.B) { drain(b, table) })
	for _, f := range []struct {
		format export.Format
		shape  *schema.Shape
		rows   func() iter.Seq2[[]any, error]
	}{{export.JSONL, &nested, rows}, {export.Parquet, &nested, rows}, {export.CSV, &flat, table}} {
		b.Run("dabao/"+f.format.String(), func(b *testing.B) {
			for b.Loop() {
				peak := watchMemory()
				out, err := os.Create(filepath.Join(dir, "articles."+f.format.String()))
				if err != nil {
					b.Fatal(err)
				}
				if err := errors.Join(export.Write(ctx, out, f.format, f.shape, f.rows()), out.Close()); err != nil {
					b.Fatal(err)
				}
				b.ReportMetric(float64(peak())/(1<<20), "peak-MB")
			}
		})
	}
	python := os.Getenv("DABAO_PYTHON")
	if python != "" {
		b.Run("duckdb/parquet-from-jsonl", func(b *testing.B) {
			script := fmt.Sprintf("import duckdb; duckdb.sql(\"SET threads=%d; COPY (SELECT * FROM read_json('%s/articles.jsonl', maximum_object_size=100000000)) TO '%s/duckdb.parquet' (COMPRESSION zstd)\")",
				runtime.GOMAXPROCS(0), dir, dir)
			run(b, exec.Command(python, "-c", script))
		})
	}
	if _, err := exec.LookPath("sqlite3"); err == nil {
		b.Run("sqlite3/csv", func(b *testing.B) {
			run(b, exec.Command("sqlite3", "-csv", "-header", path, ".output "+dir+"/sqlite3.csv", "SELECT * FROM articles ORDER BY published_on IS NULL, published_on, uid"))
		})
	}
}

func drain(b *testing.B, rows func() iter.Seq2[[]any, error]) {
	for b.Loop() {
		for _, err := range rows() {
			if err != nil {
				b.Fatal(err)
			}
		}
	}
}

func run(b *testing.B, cmd *exec.Cmd) {
	for b.Loop() {
		var out bytes.Buffer
		c := *cmd
		c.Stdout, c.Stderr = io.Discard, &out
		if err := c.Run(); err != nil {
			b.Fatalf("%v\n%s", err, &out)
		}
	}
}

// watchMemory samples what Go has from the system until the peak is asked for.
func watchMemory() (peak func() uint64) {
	stop, done := make(chan struct{}), make(chan uint64)
	go func() {
		var most uint64
		tick := time.NewTicker(20 * time.Millisecond)
		defer tick.Stop()
		for {
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			most = max(most, m.HeapInuse+m.StackInuse)
			select {
			case <-stop:
				done <- most
				return
			case <-tick.C:
			}
		}
	}()
	return func() uint64 { close(stop); return <-done }
}
