package main

import (
	"cmp"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"dabao/schema"
	"dabao/schema/store"
)

// relevanceFloor is what the ranking of today reaches on the judged queries,
// less a hundredth.
const relevanceFloor = 0.94

// TestRelevance prints nDCG@10 over testdata/relevance.json, for the ranking
// that is stored in the file and for other weights of the title. A judgement
// is a page of the demo or of a corpus and a grade: 3 the page is about it, 2 a
// part of it is, 1 it is mentioned; pages not named have 0.
func TestRelevance(t *testing.T) {
	pages := corpusPages(t, "zh-news", "fundus", "scrapinghub")
	path := filepath.Join(t.TempDir(), "pages.db")
	if code := run([]string{"dabao", "ingest", "-o", path, "../../datasets/demo/pages"}, strings.NewReader(""), io.Discard, io.Discard); code != exitRejects {
		t.Fatalf("ingest of the demo ends with %d", code)
	}
	s, err := store.Create(context.Background(), path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Put(context.Background(), pages, nil); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile("testdata/relevance.json")
	if err != nil {
		t.Fatal(err)
	}
	var judged []judgement
	if err := json.Unmarshal(raw, &judged); err != nil {
		t.Fatal(err)
	}
	stored := relevance(t, path, judged, t.Logf)
	t.Logf("nDCG@10 over %d queries: %.4f", len(judged), stored)
	if stored < relevanceFloor {
		t.Errorf("nDCG@10 is %.4f, below %.2f", stored, relevanceFloor)
	}
	for _, weight := range []int{1, 2, 4, 8, 16, 32} {
		setTitleWeight(t, path, weight)
		t.Logf("with a title weight of %2d: %.4f", weight, relevance(t, path, judged, func(string, ...any) {}))
	}
}

type judgement struct {
	Query  string         `json:"query"`
	Grades map[string]int `json:"grades"`
}

// corpusPages are the articles of the corpora as their gold has them.
func corpusPages(t *testing.T, sets ...string) iter.Seq2[schema.Reading, error] {
	t.Helper()
	var all []schema.Reading
	for _, set := range sets {
		raw, err := os.ReadFile(filepath.Join("../../../shared/corpora", set, "gold.json"))
		if err != nil {
			if os.Getenv("CI") != "" {
				t.Fatalf("CI must have the corpora at ../shared: %v", err)
			}
			t.Skipf("the corpora are not at ../shared: %v", err)
		}
		var gold map[string]struct{ Title, Body string }
		if err := json.Unmarshal(raw, &gold); err != nil {
			t.Fatal(err)
		}
		for id, page := range gold {
			sum := sha256.Sum256([]byte(page.Body))
			r := schema.Reading{Claim: "https://corpora.example/" + set + "/" + id,
				Capture: schema.Capture{Origin: schema.Origin{URI: set + "/" + id}, SHA256: hex.EncodeToString(sum[:]), MediaType: "text/html", Charset: "utf-8"},
				Article: &schema.Article{Title: page.Title}}
			for line := range strings.SplitSeq(page.Body, "\n") {
				if line != "" {
					r.Article.Blocks = append(r.Article.Blocks, schema.Block{Kind: schema.Paragraph, Text: line})
				}
			}
			all = append(all, r)
		}
	}
	slices.SortFunc(all, func(a, b schema.Reading) int { return cmp.Compare(a.Claim, b.Claim) })
	return func(yield func(schema.Reading, error) bool) {
		for _, r := range all {
			if !yield(r, nil) {
				return
			}
		}
	}
}

func relevance(t *testing.T, path string, judged []judgement, logf func(string, ...any)) float64 {
	t.Helper()
	s, err := store.Open(context.Background(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	page := map[schema.UID]string{}
	for c, err := range s.Captures(context.Background()) {
		if err != nil {
			t.Fatal(err)
		}
		id := c.Origin.URI
		if strings.Contains(id, "demo/pages/") {
			id = "demo/" + filepath.Base(id)
		}
		page[c.UID] = id
	}
	sum := 0.0
	for _, j := range judged {
		hits, err := s.Search(context.Background(), store.SearchQuery{Text: j.Query, Limit: 10})
		if err != nil {
			t.Fatal(err)
		}
		var got []int
		for _, h := range hits {
			got = append(got, j.Grades[page[h.UID]])
		}
		var best []int
		for _, g := range j.Grades {
			best = append(best, g)
		}
		slices.SortFunc(best, func(a, b int) int { return b - a })
		n := gain(got) / gain(best[:min(10, len(best))])
		logf("%.3f %s %s", n, j.Query, fmt.Sprint(got))
		sum += n
	}
	return sum / float64(len(judged))
}

// gain is the discounted cumulated gain of grades in order.
func gain(grades []int) (sum float64) {
	for i, g := range grades {
		sum += (math.Exp2(float64(g)) - 1) / math.Log2(float64(i)+2)
	}
	return sum
}

func setTitleWeight(t *testing.T, path string, weight int) {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec(`INSERT INTO articles_fts (articles_fts, rank) VALUES ('rank', ?)`, fmt.Sprintf("bm25(%d.0, 1.0)", weight)); err != nil {
		t.Fatal(err)
	}
}
