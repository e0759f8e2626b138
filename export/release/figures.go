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
	confidence                             [101]int64
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
	if a.Confidence > 0 {
		f.confidence[a.Confidence]++
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

// leastSure is the confidence of the least sure tenth of the readings, 0 where
// so many are equal that it would be more than a fifth, or none is stated.
func (f *figures) leastSure() int {
	total := int64(0)
	for _, n := range f.confidence {
		total += n
	}
	for c, sum := 1, int64(0); c < len(f.confidence); c++ {
		if sum += f.confidence[c]; sum*10 >= total && sum > 0 {
			if sum*5 > total {
				return 0
			}
			return c
		}
	}
	return 0
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
