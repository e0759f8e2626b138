package extract

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
)

// TestVerdict reads pages of which only the verdict matters: short articles of
// many kinds, indexes, gates, shells. The folder a page lies in is the verdict.
func TestVerdict(t *testing.T) {
	for verdict, want := range map[string]error{"article": nil, "no_article": ErrNoArticle, "stub": ErrStub} {
		pages, err := filepath.Glob(filepath.Join("testdata", "verdict", verdict, "*.html"))
		if err != nil || len(pages) < 5 {
			t.Fatalf("%s: %d pages, %v; want at least 5", verdict, len(pages), err)
		}
		for _, file := range pages {
			t.Run(verdict+"/"+filepath.Base(file), func(t *testing.T) {
				markup, err := os.ReadFile(file)
				if err != nil {
					t.Fatal(err)
				}
				a, err := Page(string(markup), "https://news.example/2021/03/story.html", maxMarks)
				if !errors.Is(err, want) {
					t.Fatalf("got error %v, want %v", err, want)
				}
				if want == nil && a.Text() == "" {
					t.Error("an article without text")
				}
				if want != nil && a != nil {
					t.Errorf("got the article %q", a.Text())
				}
			})
		}
	}
}
