package names

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"dabao/ingest/goldtest"
	"dabao/schema"
)

// BenchmarkFind reads every page body of two corpora as an article of one block
// a line, and reports the time a page takes.
func BenchmarkFind(b *testing.B) {
	for _, c := range []struct{ corpus, lang string }{{"zh-news", "zh-Hans"}, {"scrapinghub", "en"}} {
		var pages map[string]struct{ Title, Body string }
		goldtest.ReadJSON(b, goldtest.Shared(b, "corpora", c.corpus, "gold.json"), &pages)
		var articles []*schema.Article
		for _, id := range slices.Sorted(maps.Keys(pages)) {
			a := &schema.Article{Title: pages[id].Title, Lang: c.lang}
			for line := range strings.SplitSeq(pages[id].Body, "\n") {
				a.Blocks = append(a.Blocks, schema.Block{Kind: schema.Paragraph, Text: line})
			}
			articles = append(articles, a)
		}
		b.Run(c.lang, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				for _, a := range articles {
					Find(a, nil)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*len(articles)), "µs/page")
		})
	}
}
