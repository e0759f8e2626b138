package extract

import (
	"regexp"
	"strings"

	"golang.org/x/net/html"

	"dabao/ingest/extract/when"
)

// The pieces into which a leaf of a calendar parts its day.
var (
	yearMonth = regexp.MustCompile(`^(\d{4}) ?[年./-] ?(\d{1,2})月?$`)
	dayAlone  = regexp.MustCompile(`^(\d{1,2})日?$`)
	yearAlone = regexp.MustCompile(`^(\d{4})年?$`)
	monthDay  = regexp.MustCompile(`^(\d{1,2}) ?[月./-] ?(\d{1,2})日?$`)
)

// maxTile is the length, in bytes, of what a leaf of a calendar prints.
const maxTile = 40

// onTile is the day that piece i prints together with the piece before or behind it, in
// one small box: the day large and year and month below it, as the sites of offices and
// schools in East Asia set it.
func (p *page) onTile(i int, custom when.Custom) (when.Moment, bool) {
	r := &p.runs[i]
	if len(r.text) > 16 {
		return when.Moment{}, false
	}
	for _, k := range []int{i - 1, i + 1} {
		if k < 0 || k >= len(p.runs) || len(p.runs[k].text) > 16 {
			continue
		}
		day := joinTile(r.text, p.runs[k].text, custom)
		if day == "" || !sameBox(r.n, p.runs[k].n) {
			continue
		}
		if m, ok := when.Parse(day, when.YearFirst); ok {
			return m, true
		}
	}
	return when.Moment{}, false
}

// joinTile is the day that two pieces make, year first; "" where they make none.
func joinTile(a, b string, custom when.Custom) string {
	if m, d := yearMonth.FindStringSubmatch(a), dayAlone.FindStringSubmatch(b); m != nil && d != nil {
		return m[1] + "-" + m[2] + "-" + d[1]
	}
	if y, md := yearAlone.FindStringSubmatch(a), monthDay.FindStringSubmatch(b); y != nil && md != nil && custom&when.YearFirst != 0 {
		return y[1] + "-" + md[1] + "-" + md[2]
	}
	return ""
}

// sameBox is true of two pieces that an element with little else holds.
func sameBox(a, b *html.Node) bool {
	for e, up := a.Parent, 0; e != nil && up < 4; e, up = e.Parent, up+1 {
		if within(b, e) {
			return len(strings.TrimSpace(head(textOf(e), maxTile+1))) <= maxTile
		}
	}
	return false
}
