package extract

import (
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// BenchmarkPage reads every page of the corpora once an iteration; beside it
// BenchmarkParse, which only builds the trees. Their ratio is the price of
// reading.
func BenchmarkPage(b *testing.B) {
	pages, size := corpusPages(b)
	b.SetBytes(size)
	for b.Loop() {
		for _, p := range pages {
			_, _ = Page(p, "https://www.example.org/a-1", maxMarks)
		}
	}
}

func BenchmarkParse(b *testing.B) {
	pages, size := corpusPages(b)
	b.SetBytes(size)
	for b.Loop() {
		for _, p := range pages {
			if _, err := html.Parse(strings.NewReader(p)); err != nil {
				b.Fatal(err)
			}
		}
	}
}

func corpusPages(b *testing.B) (pages []string, size int64) {
	b.Helper()
	for _, name := range []string{"fundus", "zh-news"} {
		dir := corpusDir(b, name)
		_, ids := readGold(b, dir)
		for _, id := range ids {
			p := readPage(b, dir, id)
			pages, size = append(pages, p), size+int64(len(p))
		}
	}
	return pages, size
}
