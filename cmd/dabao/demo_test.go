package main

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"dabao/schema"
	"dabao/schema/store"
)

// expectation is what datasets/demo/expected.json says of one page. A field
// that is absent is not checked.
type expectation struct {
	Result, Reason, Charset, Title, Lang, First, Last, UID, URL, Kicker, Subtitle, Source string
	Shows                                                                                 string
	PublishedAt                                                                           string `json:"published_at"`
	PublishedOn                                                                           string `json:"published_on"`
	ModifiedAt                                                                            string `json:"modified_at"`
	Kinds                                                                                 []schema.Kind
	Authors, Editors, Photographers, Proofreaders, Breadcrumbs, Tags                      []string
	Images                                                                                []schema.Image
	Chars                                                                                 int
	CharsDamaged                                                                          int `json:"chars_damaged"` // where a damaged place stands
	Glosses                                                                               int
}

// TestDemoReadsAsExpected ingests the demo's pages as a person would and holds
// every article against what its writer expects of it.
func TestDemoReadsAsExpected(t *testing.T) {
	want := map[string]expectation{}
	raw, err := os.ReadFile("../../datasets/demo/expected.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(raw, &want); err != nil {
		t.Fatal(err)
	}
	db := filepath.Join(t.TempDir(), "demo.db")
	t.Chdir("../../datasets/demo")
	var stderr bytes.Buffer
	if code := run([]string{"dabao", "ingest", "pages", "-o", db}, strings.NewReader(""), &bytes.Buffer{}, &stderr); code != exitRejects {
		t.Fatalf("ingest ends with %d, want %d (done with rejects):\n%s", code, exitRejects, &stderr)
	}
	s, err := store.Open(context.Background(), db)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	seen := map[string]bool{}
	for a, err := range s.Articles(context.Background(), "") {
		if err != nil {
			t.Fatal(err)
		}
		name := filepath.Base(a.Capture.Origin.URI)
		seen[name] = true
		w, ok := want[name]
		if !ok || w.Result != "article" {
			t.Errorf("%s became an article, want %q", name, w.Result)
			continue
		}
		t.Run(name, func(t *testing.T) { w.check(t, a) })
	}
	for r, err := range s.Rejects(context.Background()) {
		if err != nil {
			t.Fatal(err)
		}
		name := filepath.Base(r.Origin.URI)
		seen[name] = true
		if w := want[name]; w.Result != "reject" || w.Reason != string(r.Reason) {
			t.Errorf("%s is rejected as %s (%s), want %s %s", name, r.Reason, r.Detail, w.Result, w.Reason)
		}
	}
	for name, w := range want {
		if !seen[name] && w.Result != "superseded" {
			t.Errorf("%s is neither an article nor a reject, want %s", name, w.Result)
		}
	}
}

func (w *expectation) check(t *testing.T, a *schema.Article) {
	same := func(what string, got, want any) {
		t.Helper()
		if v := reflect.ValueOf(want); v.IsZero() || v.Kind() == reflect.Slice && v.Len() == 0 {
			return
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s = %v\nwant %v", what, got, want)
		}
	}
	var kinds []schema.Kind
	for _, b := range a.Blocks {
		kinds = append(kinds, b.Kind)
	}
	text := []rune(a.Text())
	same("uid", string(a.UID), w.UID)
	same("url", a.URL, w.URL)
	same("charset", a.Capture.Charset, w.Charset)
	same("title", a.Title, strings.Join(strings.Fields(w.Title), " ")) // white space is folded
	same("kicker", a.Kicker, w.Kicker)
	same("subtitle", a.Subtitle, w.Subtitle)
	same("source", a.Source, w.Source)
	same("lang", a.Lang, w.Lang)
	same("published_at", a.PublishedAt, w.PublishedAt)
	same("published_on", a.PublishedOn, w.PublishedOn)
	same("modified_at", a.ModifiedAt, w.ModifiedAt)
	same("kinds", kinds, w.Kinds)
	if a.Unresolved > 0 && w.CharsDamaged > 0 {
		same("chars", len(text), w.CharsDamaged)
	} else {
		same("chars", len(text), w.Chars)
	}
	if got := a.Text(); !strings.HasPrefix(got, w.First) || !strings.HasSuffix(got, w.Last) {
		t.Errorf("text = %.60q … %q\nwant %q…%q", got, string(text[max(0, len(text)-30):]), w.First, w.Last)
	}
	same("breadcrumbs", a.Breadcrumbs, w.Breadcrumbs)
	same("tags", a.Tags, w.Tags)
	same("images", a.Images, w.Images)
	for role, names := range map[schema.Role][]string{schema.Author: w.Authors, schema.Editor: w.Editors,
		schema.Photographer: w.Photographers, schema.Proofreader: w.Proofreaders} {
		var got []string
		for _, c := range a.Credits {
			if c.Role == role {
				got = append(got, c.Name)
			}
		}
		same(string(role), got, names)
	}
	if w.Glosses > 0 && a.Repairs < w.Glosses {
		t.Errorf("repairs = %d, want at least %d", a.Repairs, w.Glosses)
	}
}
