package facts

import (
	"math"
	"strings"
	"testing"
	"time"

	"dabao/schema"
)

var fuzzSeeds = []string{
	"", "3", "二十余", "三分之一", "百分之", "零至1%", "零下5到零下3℃", "2毛钱到10块钱", "5～10万元", "3亿5000万人", "一米四的", "1米75",
	"２０２２年２月３０日", "2月30日", "9月16日23時30分", "25日24时至26日08时", "2013、2014年", "2013、2014、", "１-8月", "二〇一九年九月", "民國108年", "99999999999999999999年",
	"1e400万亿亿亿", "九千九百九十九亿亿亿亿元", strings.Repeat("9", 4000) + "元", strings.Repeat("一", 300), strings.Repeat("(", 300) + "3个", "今（9）日", "今(", "第1、2、3、4、5、6、7、8、9、10名",
	"二、三十度", "十几万多", "几十几百", "万", "半", "半个半", "1/0", "0/3", "1.2.3.4", "1,234,56", "1,234,567.8%", "３．５％", "\xff\xfe3个", "3\u0000个", "3個\U0001F469\u200d\U0001F467人",
	"between $5 and $7 million people", "two hundred and fifty-one thousand third thirds of", "half a a dozen dozen", "May 31, 2021 to February 30, 2021", "Sept. 31", "5-5-5-5", "a third of", "US$", "$1.2.3bn", "March 3-5, 2022",
}

// checkSpans fails unless the rows stand in order, apart, within text, and
// hold exactly what stands there.
func checkSpans(t *testing.T, text []rune, spans []schema.Span, raws []string) {
	t.Helper()
	last := 0
	for i, s := range spans {
		if s.Start < last || s.End <= s.Start || s.End > len(text) {
			t.Fatalf("span %d of %q is [%d,%d) after %d", i, string(text), s.Start, s.End, last)
		}
		if got := string(text[s.Start:s.End]); got != raws[i] {
			t.Fatalf("span %d of %q holds %q, raw is %q", i, string(text), got, raws[i])
		}
		last = s.End
	}
}

func finite(v float64) bool { return !math.IsNaN(v) && !math.IsInf(v, 0) && v >= 0 }

func FuzzQuantities(f *testing.F) {
	for _, s := range fuzzSeeds {
		for _, lang := range []string{"zh-Hant", "en", ""} {
			f.Add(s, lang)
		}
	}
	f.Fuzz(func(t *testing.T, s, lang string) {
		var spans []schema.Span
		var raws []string
		for _, q := range Quantities(s, lang) {
			spans, raws = append(spans, q.Span), append(raws, q.Raw)
			if !finite(q.Value) || q.ValueHigh != nil && (!finite(*q.ValueHigh) || *q.ValueHigh <= q.Value) {
				t.Fatalf("%q: value of %+v", s, q)
			}
			switch q.Modifier {
			case "exact", "about", "at_least", "at_most":
			default:
				t.Fatalf("%q: modifier of %+v", s, q)
			}
		}
		checkSpans(t, []rune(s), spans, raws)
	})
}

func FuzzDates(f *testing.F) {
	for _, s := range fuzzSeeds {
		for _, lang := range []string{"zh-Hans", "en"} {
			f.Add(s, lang, int64(1663916040))
		}
	}
	layouts := map[string][]string{
		"year": {"2006"}, "month": {"2006-01"}, "day": {"2006-01-02"}, "hour": {"2006-01-02T15:04"}, "minute": {"2006-01-02T15:04"}, "second": {"2006-01-02T15:04:05"},
	}
	f.Fuzz(func(t *testing.T, s, lang string, published int64) {
		day := time.Unix(published, 0).UTC()
		ref := Reference{}
		if y := day.Year(); y >= 1900 && y < 2200 {
			ref = ReferenceTo(&schema.Article{PublishedAt: day.Format(time.RFC3339)})
		}
		var spans []schema.Span
		var raws []string
		for _, d := range Dates(s, lang, ref) {
			spans, raws = append(spans, d.Span), append(raws, d.Raw)
			if layouts[d.Precision] == nil {
				t.Fatalf("%q: precision of %+v", s, d)
			}
			var ends []string
			for _, end := range strings.Split(d.Value, "/") {
				if k := strings.IndexByte(end, 'T'); k > 0 {
					if z := strings.IndexAny(end[k:], "Z+-"); z > 0 {
						end = end[:k+z]
					}
				}
				if !isISO(end) {
					t.Fatalf("%q: value of %+v", s, d)
				}
				ends = append(ends, end)
			}
			if len(ends) > 2 || len(ends) == 2 && ends[0] > ends[1] {
				t.Fatalf("%q: range of %+v", s, d)
			}
		}
		checkSpans(t, []rune(s), spans, raws)
	})
}

func isISO(s string) bool {
	s = strings.Replace(s, "T24:00", "T23:00", 1)
	for _, layout := range []string{"2006", "2006-01", "2006-01-02", "2006-01-02T15:04", "2006-01-02T15:04:05"} {
		if _, err := time.Parse(layout, s); err == nil {
			return true
		}
	}
	return false
}
