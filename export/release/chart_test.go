package release

import (
	"fmt"
	"strings"
	"testing"
)

// Months without articles are gaps of their own width, not left out.
func TestChartShowsGaps(t *testing.T) {
	f := newFigures()
	for month, n := range map[string]int64{"2022-08": 3, "2022-11": 6, "2022-12": 1, "": 9} {
		f.cells[cell{"", month}] = weight{articles: n}
	}
	unit, bars := f.bars()
	if got := fmt.Sprint(unit, bars); got != "month[{2022-08 3} {2022-09 0} {2022-10 0} {2022-11 6} {2022-12 1}]" {
		t.Errorf("got %s", got)
	}
	svg := f.chart()
	for _, want := range []string{`<rect x="10.0" `, `<rect x="382.0" `, `<rect x="506.0" `, "Articles per month, at most 6", "svg{background:#fcfbf8}rect{fill:#b4695f}", "{svg{background:#171614}rect{fill:#c97d72}", ">2022-08</text>", ">2022-12</text>"} {
		if !strings.Contains(svg, want) {
			t.Errorf("the chart does not hold %s:\n%s", want, svg)
		}
	}
	if strings.Count(svg, "<rect ") != 3 {
		t.Errorf("got %d bars", strings.Count(svg, "<rect "))
	}
}

func TestChartOfLongTimes(t *testing.T) {
	for want, months := range map[string][]string{
		"month 60": {"2017-01", "2021-12"}, "year 6": {"2017-01", "2022-01"}, "decade 13": {"1900-01", "2022-12"},
		"century 21": {"0001-01", "2022-12"}, "month 1": {"2022-05"}, "month 0": nil,
	} {
		f := newFigures()
		for _, m := range months {
			f.cells[cell{"train", m}] = weight{articles: 1}
		}
		unit, bars := f.bars()
		if got := fmt.Sprint(unit, " ", len(bars)); got != want {
			t.Errorf("%v: got %s, want %s", months, got, want)
		}
	}
}
