package ingest

import (
	"strings"
	"testing"

	"dabao/ingest/rows"
	"dabao/schema"
)

// TestPageInRow reads rows that hold a page: what the page prints goes first, and
// what it is silent on the row says.
func TestPageInRow(t *testing.T) {
	story := strings.Repeat("<p>The harbour council of Eastmere voted on Tuesday to rebuild the northern breakwater, which a storm tore open last winter.</p>", 4)
	whole := `<!doctype html><html><head><title>Harbour to be rebuilt</title></head><body><article><h1>Harbour to be rebuilt</h1><p class=byline>By Mara Linden</p><time datetime=2026-11-20T08:30:00Z>20 November 2026</time>` + story + `</article></body></html>`
	const beside = `,"title":"Another title","author":"Jo Ek","published_at":"2026-11-25T10:00:00Z","site_name":"Eastmere Post","url":"https://post.example/a-1","crawled_at":"2026-11-28T10:00:00Z"}`
	quote := func(s string) string { return `"` + strings.ReplaceAll(s, `"`, `\"`) + `"` }
	for name, c := range map[string]struct{ line, title, author, on string }{
		"a page":     {`{"html":` + quote(whole) + beside, "Harbour to be rebuilt", "Mara Linden", "2026-11-20"},
		"a fragment": {`{"content":` + quote(story) + beside, "Another title", "Jo Ek", "2026-11-25"},
	} {
		r := Read(schema.Document{MediaType: rows.LineType, Body: []byte(c.line)}, Options{})
		if r.Reject != nil {
			t.Errorf("%s: %v", name, r.Reject)
			continue
		}
		a := r.Article
		if a.Title != c.title || a.PublishedOn != c.on || len(a.Credits) != 1 || a.Credits[0].Name != c.author || a.Publisher != "Eastmere Post" || len(a.Blocks) != 4 {
			t.Errorf("%s: %q, %s, %v, %q, %d blocks", name, a.Title, a.PublishedOn, a.Credits, a.Publisher, len(a.Blocks))
		}
		if a.URL != "https://post.example/a-1" || r.Capture.CapturedAt != "2026-11-28T10:00:00Z" || len(r.Unused) > 0 {
			t.Errorf("%s: %s, %s, unused %q", name, a.URL, r.Capture.CapturedAt, r.Unused)
		}
	}
}
