package ingest

import (
	"context"
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"

	"dabao/ingest/source"
	"dabao/schema"
)

// TestRejectsAreBounded: a file of broken lines costs so many rows and no more,
// and none of its lines is lost from the count.
func TestRejectsAreBounded(t *testing.T) {
	lines := strings.Repeat("{}\n", 5000) + strings.Repeat("broken\n", 70)
	in := source.Input{Paths: []string{"-"}, Stdin: strings.NewReader(lines)}
	rows, documents := map[schema.Reason]int{}, map[schema.Reason]int{}
	for r, err := range Input(context.Background(), in, Options{Limits: source.Limits{MaxRejectRows: 100}}) {
		if err != nil {
			t.Fatal(err)
		}
		rows[r.Reject.Reason]++
		documents[r.Reject.Reason] += r.Reject.Documents()
	}
	if got, want := fmt.Sprint(rows), "map[damaged:1 unsupported:101]"; got != want {
		t.Errorf("rows: got %s, want %s", got, want)
	}
	if got, want := fmt.Sprint(documents), "map[damaged:70 unsupported:5000]"; got != want {
		t.Errorf("documents: got %s, want %s", got, want)
	}
}

// TestLongestArticle: a text past the limit is a reject that names it.
func TestLongestArticle(t *testing.T) {
	page := "<title>Long</title><article><h1>Long</h1>" + strings.Repeat("<p>The ferry is back at its pier, and ninety people were on board.</p>", 40) + "</article>"
	doc := schema.Document{Body: []byte(page), MediaType: "text/html"}
	if r := Read(doc, Options{}); r.Article == nil {
		t.Fatalf("got %v", r.Reject)
	}
	r := Read(doc, Options{Limits: source.Limits{MaxArticleChars: 1000}})
	if r.Reject == nil || r.Reject.Reason != schema.TooLarge || !strings.Contains(r.Reject.Detail, "1000 characters (--max-article-chars)") {
		t.Errorf("got %v", r.Reject)
	}
}

// TestNothingRunsOn: pages that were given up stop soon after, however many.
func TestNothingRunsOn(t *testing.T) {
	var b strings.Builder
	b.WriteString("<title>Slow</title><article><h1>Slow</h1>")
	for i := range 30_000 {
		fmt.Fprintf(&b, "<p>On %d March 2021 the ferry took %d people over %d km, about %d percent more.</p>", 1+i%28, i, i, i%90)
	}
	page := []byte(b.String())
	before := runtime.NumGoroutine()
	const pages = 12
	for range pages {
		r := Read(schema.Document{Body: page, MediaType: "text/html"}, Options{PageTimeout: 5 * time.Millisecond, Limits: source.Limits{MaxArticleChars: 1 << 30}})
		if r.Reject == nil || r.Reject.Reason != schema.TooSlow {
			t.Fatalf("got %v", r.Reject)
		}
		if n := (runtime.NumGoroutine() - before) / 2; n > givenUp { // each has one who waits for it
			t.Fatalf("%d pages run on, and %d may", n, givenUp)
		}
	}
	for range 3000 {
		if runtime.NumGoroutine() <= before {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Errorf("%d goroutines still run on", runtime.NumGoroutine()-before)
}
