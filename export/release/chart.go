package release

import (
	"fmt"
	"strconv"
	"strings"

	"dabao/export/site"
)

// maxBars is how many periods are drawn; where there would be more, each is a
// longer one.
const maxBars = 60

// periods are the lengths of a bar, in months, the shortest first.
var periods = []struct {
	name   string
	months int
}{{"month", 1}, {"year", 12}, {"decade", 120}, {"century", 1200}, {"millennium", 12000}}

// bar is one period of the chart. One without articles is a gap.
type bar struct {
	name string // "2022-09", "2022", "2020s"
	n    int64
}

// bars counts the articles by the shortest period that leaves no more than
// maxBars, every period from the first to the last among them.
func (f *figures) bars() (unit string, all []bar) {
	counts, first, last := map[int]int64{}, 0, -1
	for c, w := range f.cells {
		if m, ok := monthNumber(c.month); ok {
			if len(counts) == 0 {
				first, last = m, m
			}
			counts[m] += w.articles
			first, last = min(first, m), max(last, m)
		}
	}
	for _, p := range periods {
		if len(counts) == 0 || last/p.months-first/p.months >= maxBars {
			continue
		}
		all = make([]bar, last/p.months-first/p.months+1)
		for i := range all {
			all[i].name = periodName((first/p.months+i)*p.months, p.months)
		}
		for m, n := range counts {
			all[m/p.months-first/p.months].n += n
		}
		return p.name, all
	}
	return "month", nil
}

// monthNumber counts months from the year 0.
func monthNumber(month string) (int, bool) {
	if len(month) != len("2006-01") {
		return 0, false
	}
	year, err := strconv.Atoi(month[:4])
	m, errMonth := strconv.Atoi(month[5:])
	return year*12 + m - 1, err == nil && errMonth == nil
}

func periodName(first, months int) string {
	switch year := first / 12; {
	case months == 1:
		return fmt.Sprintf("%04d-%02d", year, first%12+1)
	case months == 12:
		return fmt.Sprintf("%04d", year)
	default:
		return fmt.Sprintf("%04ds", year)
	}
}

// chartStyle has the colours of the page, light and dark.
func chartStyle() string {
	light, dark := site.Palette()
	rules := func(c map[string]string) string {
		return fmt.Sprintf("svg{background:%s}rect{fill:%s}text{fill:%s}path{stroke:%s}", c["paper"], c["bar"], c["muted"], c["line"])
	}
	return "<style>" + rules(light) + "\n@media (prefers-color-scheme:dark){" + rules(dark) + "}</style>\n"
}

// chart draws the articles over time as an SVG that needs no font, script or
// style of others.
func (f *figures) chart() string {
	unit, all := f.bars()
	top := int64(1)
	for _, b := range all {
		top = max(top, b.n)
	}
	const width, height, base = 640, 160, 130
	var s strings.Builder
	fmt.Fprintf(&s, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" height="%d" role="img" font-family="sans-serif" font-size="11">`, width, height, width, height)
	fmt.Fprintf(&s, "\n<title>Articles per %s, at most %d</title>\n%s", unit, top, chartStyle())
	step := float64(width-20) / float64(max(len(all), 1))
	for i, b := range all {
		if b.n == 0 {
			continue
		}
		h := float64(b.n) / float64(top) * (base - 20)
		fmt.Fprintf(&s, "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"><title>%s: %d</title></rect>\n",
			10+float64(i)*step, base-h, max(step*0.8, 1), h, b.name, b.n)
	}
	fmt.Fprintf(&s, "<path d=\"M10 %d.5H%d\"/>\n", base, width-10)
	if len(all) > 0 {
		fmt.Fprintf(&s, "<text x=\"10\" y=\"%d\">%s</text>\n", base+16, all[0].name)
		if last := all[len(all)-1]; len(all) > 1 {
			fmt.Fprintf(&s, "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>\n", width-10, base+16, last.name)
		}
		fmt.Fprintf(&s, "<text x=\"10\" y=\"14\">%d</text>\n", top)
	}
	return s.String() + "</svg>\n"
}
