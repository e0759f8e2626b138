package facts

import (
	"sort"
	"strings"
	"testing"

	"dabao/ingest/goldtest"
	"dabao/schema"
)

// BenchmarkFill reads every page body of the Chinese corpus as an article of
// one block a line, and reports the time a page takes.
func BenchmarkFill(b *testing.B) {
	var pages map[string]struct{ Body, Title, Published string }
	goldtest.ReadJSON(b, goldtest.Shared(b, "corpora", "zh-news", "gold.json"), &pages)
	var ids []string
	for id := range pages {
		ids = append(ids, id)
	}
	sort.Strings(ids)
	var articles []schema.Article
	for _, id := range ids {
		a := schema.Article{Title: pages[id].Title, Lang: "zh-Hans", PublishedOn: pages[id].Published[:10]}
		for _, line := range strings.Split(pages[id].Body, "\n") {
			a.Blocks = append(a.Blocks, schema.Block{Kind: schema.Paragraph, Text: line})
		}
		articles = append(articles, a)
	}
	b.ReportAllocs()
	for b.Loop() {
		for i := range articles {
			Fill(&articles[i], nil)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*len(articles)), "µs/page")
}

// BenchmarkDigits reads hostile text: digits, numerals and brackets by the
// megabyte.
func BenchmarkDigits(b *testing.B) {
	for _, c := range []struct{ name, unit string }{
		{"digits", "9"}, {"numerals", "一"}, {"multipliers", "百"}, {"lists", "1、"}, {"ranges", "1-"}, {"brackets", "(今("}, {"days", "3日"}, {"units", "3个"}, {"hedges", "约3个约"}, {"years", "2013、"}, {"dots", "1."}, {"organisations", "局,"}, {"quotes", "今天“"},
	} {
		text := strings.Repeat(c.unit, 1<<20/len([]rune(c.unit)))
		b.Run(c.name, func(b *testing.B) {
			for b.Loop() {
				Quantities(text, "zh")
				Dates(text, "zh", Reference{day: civil(2020, 1, 1)})
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(1<<20), "ns/rune")
		})
	}
}
