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
	"testing"
)

// claims are the addresses a page gives itself, which would make all copies of
// it one article.
var claims = regexp.MustCompile(`(?i)rel=["']?canonical|og:url|mainEntityOfPage|"url"\s*:|"@id"\s*:`)

// BenchmarkIngest runs the real program on DABAO_BENCH_PAGES pages (2,000 by
// default) made of the corpora, each with an address of its own, and prints
// pages and megabytes a second, CPU seconds for 100 pages and the greatest
// memory; with one worker and all cores, and beside an older dabao where
// DABAO_OLDER names its binary.
func BenchmarkIngest(b *testing.B) {
	pages := 2000
	if n, err := strconv.Atoi(os.Getenv("DABAO_BENCH_PAGES")); err == nil {
		pages = n
	}
	dir := b.TempDir()
	input := filepath.Join(dir, "pages.jsonl")
	bytes := writeBenchInput(b, input, pages)
	all := programs(b, dir)
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
		for _, p := range all {
			b.Run(c.name+"/"+p.name, func(b *testing.B) {
				for range b.N {
					cmd := exec.Command(p.path, append(c.args, "--max-rejects", "100%", "-q", input)...)
					cmd.Dir, cmd.Env = filepath.Join(dir, p.name+".files"), append(os.Environ(), c.env)
					if err := os.MkdirAll(cmd.Dir, 0o777); err != nil {
						b.Fatal(err)
					}
					took := spend(b, cmd)
					b.ReportMetric(float64(pages)/took.wall, "pages/s")
					b.ReportMetric(float64(bytes)/took.wall/1e6, "MB/s")
					b.ReportMetric(took.cpu*100/float64(pages), "CPU-s/100-pages")
					b.ReportMetric(float64(took.peak)/(1<<20), "peak-MB")
				}
			})
		}
	}
}

// writeBenchInput unpacks every page anew: what this process held would show as
// the memory of the programs it starts.
func writeBenchInput(b *testing.B, path string, pages int) (bytes int64) {
	files, _ := filepath.Glob("../../../shared/corpora/*/html/*.gz")
	if len(files) == 0 {
		b.Skip("no corpora at ../shared")
	}
	out, err := os.Create(path)
	if err != nil {
		b.Fatal(err)
	}
	defer out.Close()
	w := bufio.NewWriter(out)
	enc := json.NewEncoder(w)
	for n := range pages {
		page := map[string]string{"url": fmt.Sprintf("https://news.example.org/2022/story-%d.html", n), "html": benchPage(b, files[n%len(files)])}
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

func benchPage(b *testing.B, path string) string {
	in, err := os.Open(path)
	if err != nil {
		b.Fatal(err)
	}
	defer in.Close()
	z, err := gzip.NewReader(in)
	if err != nil {
		b.Fatal(err)
	}
	raw, err := io.ReadAll(z)
	if err != nil {
		b.Fatal(err)
	}
	return claims.ReplaceAllString(string(raw), "x")
}
