package release

import (
	"encoding/json"
	"strings"
	"testing"

	"dabao/datasets"
)

// What a publisher writes must not end an entry early or run as TeX.
func TestReferencesHoldHostileWords(t *testing.T) {
	for _, date := range []string{"2022-09-23", "", "soon", "20"} {
		b := &builder{digest: strings.Repeat("0a", 32)}
		b.meta = Meta{Name: "river-news", Version: "1.2.0", Title: "River } news, 50% {cheaper} \\input{x} & #1_~^$ 河\n@misc{x,", Date: date,
			Creators: []datasets.Creator{{Name: "A. Moran"}, {Name: "林一舟 and } sons"}}, Homepage: "https://rivers.example/{a}"}
		text := b.bibtex()
		depth, least := 0, 1
		for _, r := range strings.TrimSuffix(text, "}\n") {
			depth += map[rune]int{'{': 1, '}': -1}[r]
			if depth > 0 {
				least = min(least, depth)
			}
		}
		if depth != 1 || least != 1 || strings.Count(text, "@") != 2 || strings.Contains(text, "\\input") {
			t.Errorf("the entry is not whole:\n%s", text)
		}
		if got := strings.Contains(text, "year = {2022}"); got != (date == "2022-09-23") {
			t.Errorf("of the day %q the entry says:\n%s", date, text)
		}
		if !strings.Contains(text, `{A. Moran} and {林一舟 and ) sons}`) || !strings.HasPrefix(text, "@misc{river-news-1.2.0,") {
			t.Errorf("the entry reads:\n%s", text)
		}
		var items []map[string]any
		if err := json.Unmarshal([]byte(b.cslJSON()), &items); err != nil || len(items) != 1 || items[0]["title"] != b.meta.Title {
			t.Errorf("the CSL item reads %v (%v)", items, err)
		}
		if _, has := items[0]["issued"]; has != (date == "2022-09-23") {
			t.Errorf("of the day %q the CSL item says %v", date, items[0]["issued"])
		}
	}
}
