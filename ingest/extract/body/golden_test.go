package body

import (
	"errors"
	"net/url"
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"dabao/schema"
)

// goldenCase is what a folder of testdata expects of its page.html.
type goldenCase struct {
	Blocks  []schema.Block `json:"blocks,omitempty"`
	Images  []schema.Image `json:"images,omitempty"`
	Credits []string       `json:"credits,omitempty"`
	Error   string         `json:"error,omitempty"`
}

// TestGolden reads testdata/<what is odd about the page>/page.html and
// compares all that is found with want.json.
func TestGolden(t *testing.T) {
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
			root, hint := parse(t, raw)
			hint.Base = &url.URL{Scheme: "https", Host: "news.example", Path: "/a/1.html"}
			var got goldenCase
			b, err := Find(root, hint)
			switch {
			case errors.Is(err, ErrNoArticle):
				got.Error = "no_article"
			case errors.Is(err, ErrStub):
				got.Error = "stub"
			case err != nil:
				t.Fatal(err)
			default:
				got = goldenCase{Blocks: b.Blocks, Images: b.Images, Credits: b.Credits}
			}
			want := filepath.Join(dir, "want.json")
			if *update {
				writeJSON(t, want, got)
				return
			}
			var w goldenCase
			readJSON(t, want, &w)
			if !reflect.DeepEqual(got, w) {
				t.Errorf("got  %+v\nwant %+v", got, w)
			}
		})
	}
}
