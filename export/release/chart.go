package release

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// maxBars is how many months are drawn one by one; beyond, bars are years.
const maxBars = 48

// chart draws articles per month, or per year where that would be too many
// bars, as an SVG that needs no font, script or style of others.
func (f *figures) chart() string {
	counts := map[string]int64{}
	for c, n := range f.cells {
		if c.month != "" {
			counts[c.month] += n.articles
		}
	}
	unit := "month"
	if len(counts) > maxBars {
		years := map[string]int64{}
		for month, n := range counts {
			years[month[:4]] += n
		}
		counts, unit = years, "year"
	}
	periods := slices.SortedFunc(maps.Keys(counts), cmp.Compare)
	top := int64(1)
	for _, n := range counts {
		top = max(top, n)
	}
	const width, height, base = 640, 160, 130
	var s strings.Builder
	fmt.Fprintf(&s, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" height="%d" role="img" font-family="sans-serif" font-size="11">`, width, height, width, height)
	fmt.Fprintf(&s, "\n<title>Articles per %s, at most %d</title>\n<rect width=\"100%%\" height=\"100%%\" fill=\"#fff\"/>\n", unit, top)
	step := float64(width-20) / float64(max(len(periods), 1))
	for i, p := range periods {
		h := float64(counts[p]) / float64(top) * (base - 20)
		fmt.Fprintf(&s, "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"#2b6cb0\"><title>%s: %d</title></rect>\n",
			10+float64(i)*step, base-h, max(step*0.8, 1), h, p, counts[p])
	}
	fmt.Fprintf(&s, "<path d=\"M10 %d.5H%d\" stroke=\"#444\"/>\n", base, width-10)
	if len(periods) > 0 {
		fmt.Fprintf(&s, "<text x=\"10\" y=\"%d\" fill=\"#444\">%s</text>\n", base+16, periods[0])
		if last := periods[len(periods)-1]; len(periods) > 1 {
			fmt.Fprintf(&s, "<text x=\"%d\" y=\"%d\" fill=\"#444\" text-anchor=\"end\">%s</text>\n", width-10, base+16, last)
		}
		fmt.Fprintf(&s, "<text x=\"10\" y=\"14\" fill=\"#444\">%d</text>\n", top)
	}
	return s.String() + "</svg>\n"
}
