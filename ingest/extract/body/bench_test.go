package body

import (
	"path/filepath"
	"testing"

	"dabao/ingest/extract/body/score"

	"golang.org/x/net/html"
)

// BenchmarkFind reads every page of the corpora, already parsed: ns/op is one
// page.
func BenchmarkFind(b *testing.B) {
	dir := corporaDir(b)
	var roots []*html.Node
	var hints []Hint
	for _, c := range score.Corpora {
		for _, s := range readCorpus(b, filepath.Join(dir, c)) {
			root, hint := parse(b, s.HTML)
			roots, hints = append(roots, root), append(hints, hint)
		}
	}
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		if _, err := Find(roots[i%len(roots)], hints[i%len(roots)]); err != nil {
			b.Fatal(err)
		}
		i++
	}
}
