package main

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"syscall"
	"testing"
	"time"
)

// claims are the addresses a page gives itself, which would make all copies of
// it one article.
var claims = regexp.MustCompile(`(?i)rel=["']?canonical|og:url|mainEntityOfPage|"url"\s*:|"@id"\s*:`)

// BenchmarkIngest runs the real program on DABAO_BENCH_PAGES pages (2,000 by
// default) made of the corpora, each with an address of its own, and prints
// pages and megabytes a second and the greatest memory, beside one worker.
func BenchmarkIngest(b *testing.B) {
	pages := 2000
	if n, err := strconv.Atoi(os.Getenv("DABAO_BENCH_PAGES")); err == nil {
		pages = n
	}
	dir := b.TempDir()
	bin := filepath.Join(dir, "dabao")
	if out, err := exec.Command("go", "build", "-o", bin, ".").CombinedOutput(); err != nil {
		b.Fatalf("go build: %v\n%s", err, out)
	}
	input := filepath.Join(dir, "pages.jsonl")
	bytes := writeBenchInput(b, input, pages)
	for _, c := range []struct {
		name string
		args []string
		env  string
	}{
		{"extraction-alone/one-core", []string{"ingest", "--dry-run", "--workers", "1"}, "GOMAXPROCS=1"},
		{"whole/one-core", []string{"ingest", "-o", "1.db", "--workers", "1"}, "GOMAXPROCS=1"},
		{"whole/all-cores", []string{"ingest", "-o", "n.db"}, ""},
		{"again/all-cores", []string{"ingest", "-o", "n.db"}, ""},
	} {
		b.Run(c.name, func(b *testing.B) {
			for range b.N {
				cmd := exec.Command(bin, append(c.args, "--max-rejects", "100%", "-q", input)...)
				cmd.Dir, cmd.Env = dir, append(os.Environ(), c.env)
				started := time.Now()
				if out, err := cmd.CombinedOutput(); err != nil {
					b.Fatalf("%v\n%s", err, out)
				}
				took := time.Since(started).Seconds()
				b.ReportMetric(float64(pages)/took, "pages/s")
				b.ReportMetric(float64(bytes)/took/1e6, "MB/s")
				// What the parent held when it started the child counts as well, so
				// this is an upper bound.
				b.ReportMetric(float64(cmd.ProcessState.SysUsage().(*syscall.Rusage).Maxrss)/1024, "peak-MB")
			}
		})
	}
}

func writeBenchInput(b *testing.B, path string, pages int) (bytes int64) {
	files, _ := filepath.Glob("../../../shared/corpora/*/html/*.gz")
	if len(files) == 0 {
		b.Skip("no corpora at ../shared")
	}
	var bodies []string
	for _, f := range files {
		in, err := os.Open(f)
		if err != nil {
			b.Fatal(err)
		}
		z, err := gzip.NewReader(in)
		if err != nil {
			b.Fatal(err)
		}
		raw, err := io.ReadAll(z)
		if err != nil {
			b.Fatal(err)
		}
		in.Close()
		bodies = append(bodies, claims.ReplaceAllString(string(raw), "x"))
	}
	out, err := os.Create(path)
	if err != nil {
		b.Fatal(err)
	}
	defer out.Close()
	w := bufio.NewWriter(out)
	enc := json.NewEncoder(w)
	for n := range pages {
		page := map[string]string{"url": fmt.Sprintf("https://news.example.org/2022/story-%d.html", n), "html": bodies[n%len(bodies)]}
		bytes += int64(len(page["html"]))
		if err := enc.Encode(page); err != nil {
			b.Fatal(err)
		}
	}
	if err := w.Flush(); err != nil {
		b.Fatal(err)
	}
	return bytes
}
