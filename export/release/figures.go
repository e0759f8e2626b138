package release

import (
	"cmp"
	"maps"
	"slices"

	"dabao/schema"
)

// figures are the counts that the card, the checks and the metadata show.
type figures struct {
	articles, duplicates                   int64
	repaired, repairs, unresolved          int64            // articles with a repair; places
	years, langs, sources, sites, licenses map[string]int64 // "" where the article does not say
	splits                                 map[string]int64
	cells                                  map[cell]weight
	filled                                 []int64 // by field of ArticleShape: not NULL, not empty
	rejects                                map[string]int64
	first, last                            string // days of publication
}

func newFigures() figures {
	shape := schema.ArticleShape()
	return figures{
		years: map[string]int64{}, langs: map[string]int64{}, sources: map[string]int64{}, sites: map[string]int64{}, licenses: map[string]int64{},
		splits: map[string]int64{}, cells: map[cell]weight{}, rejects: map[string]int64{}, filled: make([]int64, len(shape.Fields)),
	}
}

func (f *figures) article(a *schema.Article, record []any) {
	f.articles++
	year, month := "", monthOf(a.PublishedOn)
	if month != "" {
		year = month[:4]
	}
	f.years[year]++
	at := cell{a.Split, month}
	f.cells[at] = f.cells[at].add(record)
	f.langs[a.Lang]++
	f.sources[a.Source]++
	f.sites[a.Site]++
	f.licenses[a.License]++
	f.splits[a.Split]++
	if on := a.PublishedOn; on != "" {
		if f.first == "" {
			f.first = on
		}
		f.last = max(f.last, on)
	}
	if a.NearDuplicateOf != "" {
		f.duplicates++
	}
	if a.Repairs > 0 {
		f.repaired++
	}
	f.repairs += int64(a.Repairs)
	f.unresolved += int64(a.Unresolved)
	for i, v := range record {
		if list, isList := v.([][]any); v != nil && v != "" && (!isList || len(list) > 0) {
			f.filled[i]++
		}
	}
}

// monthOf is the publication month of a day, "" for none.
func monthOf(day string) string {
	if len(day) < len("2006-01") {
		return ""
	}
	return day[:len("2006-01")]
}

// count is one value and how many rows have it.
type count struct {
	value string
	rows  int64
}

// most lists the n commonest values, then by value.
func most(counts map[string]int64, n int) []count {
	all := make([]count, 0, len(counts))
	for _, v := range slices.Sorted(maps.Keys(counts)) {
		all = append(all, count{v, counts[v]})
	}
	slices.SortStableFunc(all, func(a, b count) int { return cmp.Compare(b.rows, a.rows) })
	return all[:min(n, len(all))]
}
