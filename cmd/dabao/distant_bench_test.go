package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// TestDistantFigures prints what it takes to look into a release of
// DABAO_BENCH_DISTANT articles on a host that takes 40 ms for every answer:
// requests, bytes and seconds of each command, with nothing in the cache and
// then once more. It asserts no time; DABAO_BENCH_DIR keeps the release between
// runs. The wanted limits for the first 20 hits are 60 requests and 1.5 MB.
func TestDistantFigures(t *testing.T) {
	n, err := strconv.Atoi(os.Getenv("DABAO_BENCH_DISTANT"))
	if err != nil {
		t.Skip("make bench-distant; DABAO_BENCH_DISTANT says how many articles")
	}
	dir := os.Getenv("DABAO_BENCH_DIR")
	if dir == "" {
		dir = t.TempDir()
	}
	bin := programs(t, t.TempDir())[0].path
	at := distantRelease(t, bin, dir, n)
	var requests, bytes atomic.Int64
	host := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		time.Sleep(40 * time.Millisecond)
		c := &countingWriter{ResponseWriter: w}
		http.FileServer(http.Dir(at)).ServeHTTP(c, r)
		requests.Add(1)
		bytes.Add(c.bytes)
	}))
	defer host.Close()
	whole := sizeOf(t, filepath.Join(at, "articles.db"))
	fmt.Printf("%d articles, articles.db %.0f MB\n%-52s %22s %30s\n", n, float64(whole)/1e6, "command", "nothing in the cache", "once more")
	v := newInventor()
	for _, args := range [][]string{
		{"search", "--limit", "20", host.URL, `"` + v.han[2000] + v.han[3000] + `"`},
		{"search", "--limit", "20", host.URL, v.han[15_000]},
		{"search", "--limit", "20", host.URL, v.han[10]},
		{"search", "--limit", "20", host.URL, v.latin[20_000]},
		{"search", "--limit", "20", host.URL, v.latin[2000]},
		{"search", "--limit", "20", host.URL, v.latin[100]},
		{"search", "--limit", "20", host.URL, v.latin[1]},
		{"search", "--limit", "20", host.URL, v.latin[500] + " " + v.latin[900] + " after:2015"},
		{"search", "--limit", "20", host.URL, v.latin[500] + " site:news3.example"},
		{"search", "--limit", "20", host.URL, "lang:en after:2020"},
		{"sql", host.URL, "SELECT uid, title FROM search WHERE q = json_quote('" + v.latin[2000] + "') ORDER BY rank LIMIT 20"},
		{"sql", host.URL, "SELECT lang, count(*) FROM articles GROUP BY lang"},
		{"info", host.URL},
		{"info", "--columns", host.URL},
	} {
		line := fmt.Sprintf("%-52.52s", strings.Join(append(args[:1:1], args[len(args)-1]), " "))
		cache := t.TempDir()
		for range 2 {
			requests.Store(0)
			bytes.Store(0)
			cmd := exec.Command(bin, args...)
			cmd.Env = append(os.Environ(), "XDG_CACHE_HOME="+cache)
			took := spend(t, cmd)
			line += fmt.Sprintf(" %5d requests %6.2f MB %5.2f s", requests.Load(), float64(bytes.Load())/1e6, took.wall)
		}
		fmt.Println(line)
	}
}

// distantRelease makes a release in a folder, or takes the one that lies there.
func distantRelease(t *testing.T, bin, dir string, n int) string {
	t.Helper()
	at := filepath.Join(dir, fmt.Sprintf("release-%d", n))
	if _, err := os.Stat(at); err == nil {
		return at
	}
	lines, db := filepath.Join(dir, "lines.jsonl"), filepath.Join(dir, "work.db")
	writeInvented(t, lines, filepath.Join(dir, "head.jsonl"), n, 0)
	spend(t, exec.Command(bin, "ingest", "-q", "-o", db, lines))
	spend(t, exec.Command(bin, "release", "-q", db, "-o", at))
	for _, name := range []string{lines, db} {
		if err := os.Remove(name); err != nil {
			t.Fatal(err)
		}
	}
	return at
}

// countingWriter counts the bytes of an answer.
type countingWriter struct {
	http.ResponseWriter
	bytes int64
}

// Write implements io.Writer.
func (c *countingWriter) Write(p []byte) (int, error) {
	n, err := c.ResponseWriter.Write(p)
	c.bytes += int64(n)
	return n, err
}
