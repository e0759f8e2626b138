package extract

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"dabao/schema"
)

// reading is what a case wants of its page; an error stands alone.
type reading struct {
	Error       string          `json:"error,omitempty"`
	URL         string          `json:"url,omitempty"`
	Site        string          `json:"site,omitempty"`
	Publisher   string          `json:"publisher,omitempty"`
	Channel     string          `json:"channel,omitempty"`
	Kicker      string          `json:"kicker,omitempty"`
	Title       string          `json:"title,omitempty"`
	Subtitle    string          `json:"subtitle,omitempty"`
	Source      string          `json:"source,omitempty"`
	PublishedAt string          `json:"published_at,omitempty"`
	PublishedOn string          `json:"published_on,omitempty"`
	Zone        string          `json:"published_zone,omitempty"`
	ModifiedAt  string          `json:"modified_at,omitempty"`
	Lang        string          `json:"lang,omitempty"`
	Summary     string          `json:"summary,omitempty"`
	License     string          `json:"license,omitempty"`
	Rights      string          `json:"rights,omitempty"`
	TDMReserved *bool           `json:"tdm_reserved,omitempty"`
	Credits     []schema.Credit `json:"credits,omitempty"`
	Breadcrumbs []string        `json:"breadcrumbs,omitempty"`
	Tags        []string        `json:"tags,omitempty"`
	Images      []schema.Image  `json:"images,omitempty"`
	Blocks      int             `json:"blocks,omitempty"`
	FirstBlock  string          `json:"first_block,omitempty"`
}

func readingOf(a *schema.Article, err error) reading {
	switch {
	case errors.Is(err, ErrStub):
		return reading{Error: "stub"}
	case errors.Is(err, ErrNoArticle):
		return reading{Error: "no article"}
	case err != nil:
		return reading{Error: err.Error()}
	}
	r := reading{URL: a.URL, Site: a.Site, Publisher: a.Publisher, Channel: a.Channel, Kicker: a.Kicker, Title: a.Title,
		Subtitle: a.Subtitle, Source: a.Source, PublishedAt: a.PublishedAt, PublishedOn: a.PublishedOn, Zone: a.PublishedZone,
		ModifiedAt: a.ModifiedAt, Lang: a.Lang, Summary: a.Summary, License: a.License, Rights: a.Rights, TDMReserved: a.TDMReserved,
		Credits: a.Credits, Breadcrumbs: a.Breadcrumbs, Tags: a.Tags, Images: a.Images, Blocks: len(a.Blocks)}
	if len(a.Blocks) > 0 {
		r.FirstBlock = head(a.Blocks[0].Text, 60)
	}
	return r
}

// TestCases reads every testdata/<case>/page.html, fetched from the address in
// from.txt where there is one, and compares with want.json.
func TestCases(t *testing.T) {
	pages, err := filepath.Glob("testdata/*/page.html")
	if err != nil || len(pages) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, page := range pages {
		dir := filepath.Dir(page)
		t.Run(filepath.Base(dir), func(t *testing.T) {
			raw, err := os.ReadFile(page)
			if err != nil {
				t.Fatal(err)
			}
			from, _ := os.ReadFile(filepath.Join(dir, "from.txt"))
			var got bytes.Buffer
			enc := json.NewEncoder(&got)
			enc.SetEscapeHTML(false)
			enc.SetIndent("", "  ")
			if err := enc.Encode(readingOf(Page(string(raw), strings.TrimSpace(string(from)), maxMarks))); err != nil {
				t.Fatal(err)
			}
			golden := filepath.Join(dir, "want.json")
			if *update {
				if err := os.WriteFile(golden, got.Bytes(), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(got.Bytes(), want) {
				t.Errorf("got\n%s\nwant\n%s", got.Bytes(), want)
			}
		})
	}
}
