package facts

import (
	"encoding/json"
	"flag"
	"fmt"
	"math"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"

	"dabao/ingest/goldtest"
	"dabao/schema"
)

var update = flag.Bool("update", false, "rewrite testdata/scores.txt and the golden rows")

// goldText is one annotated text of testdata/gold, all of them written for
// this test.
type goldText struct {
	Lang       string         `json:"lang"`
	Published  string         `json:"published"`
	Text       string         `json:"text"`
	Quantities []goldQuantity `json:"quantities"`
	Dates      []goldDate     `json:"dates"`
}

type goldQuantity struct {
	Start, End int
	Raw        string  `json:"raw"`
	Value      numbers `json:"value"`
	Unit       string  `json:"unit"`
	Modifier   string  `json:"modifier"`
	Optional   bool    `json:"optional"`
}

type goldDate struct {
	Start, End int
	Raw        string `json:"raw"`
	Value      string `json:"value"`
	Optional   bool   `json:"optional"`
}

// numbers is one value or the two ends of a range.
type numbers []float64

func (n *numbers) UnmarshalJSON(b []byte) error {
	if len(b) > 0 && b[0] == '[' {
		return json.Unmarshal(b, (*[]float64)(n))
	}
	v, err := strconv.ParseFloat(string(b), 64)
	*n = numbers{v}
	return err
}

var (
	hedgesBefore = strings.Fields("约合 大约 预计约 将近 接近 近乎 超过 突破 高达 多达 长达 至少 最多 不到 不足 达到 约 近 超 逾 仅 共 达")
	hedgesAfter  = strings.Fields("及以上 以上 以下 以内 左右 上下 之内 许")
	toSimplified = strings.NewReplacer(foldPairs("個万萬万億亿張张餘余條条雙双噸吨歲岁類类處处輛辆時时間间鐘钟點点國国週周兩两")...)
	spaces       = regexp.MustCompile(`\s+`)
	dashes       = regexp.MustCompile(`[—–−~～-]+`)
	untilDigit   = regexp.MustCompile(`([0-9%元])到([0-9])`)
	moneyTail    = regexp.MustCompile(`([毛块])钱$`)
	dayPart      = regexp.MustCompile(`日(上午|下午|晚间|晚上|凌晨|早上|中午|晚|早)$`)
	thisYearHead = regexp.MustCompile(`^今年([0-9])`)
	zoneTail     = regexp.MustCompile(`(\+08:?00|Z)$`)
	midnightTail = regexp.MustCompile(`T00:00(:00)?$`)
)

func foldPairs(s string) []string {
	s = strings.Replace(s, "個万萬万", "個个萬万", 1)
	var out []string
	for _, r := range s {
		out = append(out, string(r))
	}
	return out
}

func squeeze(s string) string {
	return toSimplified.Replace(spaces.ReplaceAllString(norm.NFKC.String(s), ""))
}

func stripHedges(s string) string {
	for again := true; again; {
		again = false
		for _, h := range hedgesBefore {
			if rest, ok := strings.CutPrefix(s, h); ok && rest != "" {
				s, again = rest, true
			}
		}
		for _, h := range hedgesAfter {
			if rest, ok := strings.CutSuffix(s, h); ok && rest != "" {
				s, again = rest, true
			}
		}
	}
	return s
}

func levelRaw(s string) string {
	s = untilDigit.ReplaceAllString(dashes.ReplaceAllString(squeeze(s), "-"), "$1-$2")
	s = stripHedges(strings.ReplaceAll(s, "至", "-"))
	s = strings.TrimSuffix(s, "人民币")
	return moneyTail.ReplaceAllString(s, "$1")
}

func levelDateRaw(s string) string {
	s = dashes.ReplaceAllString(squeeze(s), "-")
	s = strings.NewReplacer("到", "-", "至", "-").Replace(s)
	s = dayPart.ReplaceAllString(thisYearHead.ReplaceAllString(s, "$1"), "日")
	if rest, ok := strings.CutSuffix(s, "月份"); ok {
		s = rest + "月"
	}
	return s
}

func levelDateValue(s string) string {
	return midnightTail.ReplaceAllString(zoneTail.ReplaceAllString(squeeze(s), ""), "")
}

func levelUnit(u string) string {
	switch u = squeeze(u); u {
	case "人民币", "元人民币":
		return "元"
	case "个百分点":
		return "百分点"
	}
	return u
}

func levelValue(v []float64) string {
	var out []string
	for _, x := range v {
		out = append(out, strconv.FormatFloat(x, 'g', 6, 64))
	}
	return strings.Join(slices.Compact(out), ",")
}

func valueOf(q *schema.Quantity) string {
	v := []float64{q.Value}
	if q.ValueHigh != nil {
		v = append(v, *q.ValueHigh)
	}
	return levelValue(v)
}

// pairUp is a maximum matching between n predictions and m gold items; it
// returns the gold index of each prediction, -1 for none.
func pairUp(n, m int, fits func(p, g int) bool) []int {
	owner := make([]int, m)
	for g := range owner {
		owner[g] = -1
	}
	var place func(p int, seen []bool) bool
	place = func(p int, seen []bool) bool {
		for g := range m {
			if seen[g] || !fits(p, g) {
				continue
			}
			seen[g] = true
			if owner[g] < 0 || place(owner[g], seen) {
				owner[g] = p
				return true
			}
		}
		return false
	}
	for p := range n {
		place(p, make([]bool, m))
	}
	got := make([]int, n)
	for p := range got {
		got[p] = -1
	}
	for g, p := range owner {
		if p >= 0 {
			got[p] = g
		}
	}
	return got
}

// count matches predictions with the required items first; the optional ones
// then take what is left, neither rewarded nor punished.
func count(n, m int, optional func(g int) bool, fits, fitsOptional func(p, g int) bool) (c goldtest.Tally, alarms, misses []int) {
	req := pairUp(n, m, func(p, g int) bool { return !optional(g) && fits(p, g) })
	opt := pairUp(n, m, func(p, g int) bool { return req[p] < 0 && optional(g) && fitsOptional(p, g) })
	found := map[int]bool{}
	for p := range n {
		switch {
		case req[p] >= 0:
			c.Hit++
			found[req[p]] = true
		case opt[p] < 0:
			alarms = append(alarms, p)
		}
	}
	for g := range m {
		if !optional(g) && !found[g] {
			misses = append(misses, g)
		}
	}
	c.Alarm, c.Miss = len(alarms), len(misses)
	return c, alarms, misses
}

var metrics = []string{"value+unit", "value+unit+modifier", "raw", "dates raw+value"}

// scoreText measures one text by the four metrics of the rules.
func scoreText(g *goldText, qs []schema.Quantity, ds []schema.Date, complain func(format string, args ...any)) []goldtest.Tally {
	same := func(i int) func(p, k int) bool {
		return func(p, k int) bool {
			a, b := &qs[p], &g.Quantities[k]
			vu := valueOf(a) == levelValue(b.Value) && levelUnit(a.Unit) == levelUnit(b.Unit)
			switch i {
			case 0:
				return vu
			case 1:
				return vu && a.Modifier == b.Modifier
			}
			return levelRaw(a.Raw) == levelRaw(b.Raw)
		}
	}
	either := func(p, k int) bool { return same(0)(p, k) || same(2)(p, k) }
	var out []goldtest.Tally
	for i := range 3 {
		c, alarms, misses := count(len(qs), len(g.Quantities), func(k int) bool { return g.Quantities[k].Optional }, same(i), either)
		out = append(out, c)
		for _, p := range alarms {
			complain("%s: + %s %s %q %s", metrics[i], qs[p].Raw, valueOf(&qs[p]), qs[p].Unit, qs[p].Modifier)
		}
		for _, k := range misses {
			q := g.Quantities[k]
			complain("%s: - %s %s %q %s", metrics[i], q.Raw, levelValue(q.Value), q.Unit, q.Modifier)
		}
	}
	raw := func(p, k int) bool { return levelDateRaw(ds[p].Raw) == levelDateRaw(g.Dates[k].Raw) }
	c, alarms, misses := count(len(ds), len(g.Dates), func(k int) bool { return g.Dates[k].Optional },
		func(p, k int) bool {
			return raw(p, k) && levelDateValue(ds[p].Value) == levelDateValue(g.Dates[k].Value)
		},
		func(p, k int) bool {
			a, b := levelDateRaw(ds[p].Raw), levelDateRaw(g.Dates[k].Raw)
			return a == b || strings.Contains(a, b) && !strings.ContainsAny(strings.Replace(a, b, "", 1), "0123456789")
		})
	for _, p := range alarms {
		complain("dates: + %s %s", ds[p].Raw, ds[p].Value)
	}
	for _, k := range misses {
		complain("dates: - %s %s", g.Dates[k].Raw, g.Dates[k].Value)
	}
	return append(out, c)
}

func readGold(t *testing.T, path string) *goldText {
	t.Helper()
	var g goldText
	goldtest.ReadJSON(t, path, &g)
	return &g
}

// TestQuality prints the figures on testdata/gold and fails when one falls
// below testdata/scores.txt by more than .002. -update writes new figures.
func TestQuality(t *testing.T) {
	paths, err := filepath.Glob("testdata/gold/*.json")
	if err != nil || len(paths) < 10 {
		t.Fatalf("gold texts: %v, %v; want at least 10", paths, err)
	}
	total := map[string][]goldtest.Tally{"zh": make([]goldtest.Tally, 4), "en": make([]goldtest.Tally, 4)}
	for _, path := range paths {
		g := readGold(t, path)
		ref := ReferenceTo(&schema.Article{PublishedAt: g.Published})
		qs, ds := Quantities(g.Text, g.Lang), Dates(g.Text, g.Lang, ref)
		complain := func(format string, args ...any) {
			t.Logf("%s: "+format, append([]any{filepath.Base(path)}, args...)...)
		}
		for i, c := range scoreText(g, qs, ds, complain) {
			total[g.Lang[:2]][i].Add(c)
		}
	}
	table := scoreTable(total)
	t.Log("\n" + table)
	goldtest.Holds(t, "testdata/scores.txt", table, 0.002, *update)
}

func scoreTable(total map[string][]goldtest.Tally) string {
	var b strings.Builder
	for _, lang := range []string{"zh", "en"} {
		for i, name := range metrics {
			fmt.Fprintf(&b, "%s  %-20s  %s\n", lang, name, total[lang][i].Format(4))
		}
	}
	return b.String()
}

// TestScoreIsExact scores the gold as its own prediction, and an empty one.
func TestScoreIsExact(t *testing.T) {
	g := readGold(t, "testdata/gold/economy-hans.json")
	r := []rune(g.Text)
	var qs []schema.Quantity
	for _, q := range g.Quantities {
		if string(r[q.Start:q.End]) != q.Raw {
			t.Errorf("span [%d,%d) of %q holds %q", q.Start, q.End, q.Raw, string(r[q.Start:q.End]))
		}
		p := schema.Quantity{Raw: q.Raw, Value: q.Value[0], Unit: q.Unit, Modifier: q.Modifier}
		if len(q.Value) == 2 {
			p.ValueHigh = &q.Value[1]
		}
		qs = append(qs, p)
	}
	var ds []schema.Date
	for _, d := range g.Dates {
		ds = append(ds, schema.Date{Raw: d.Raw, Value: d.Value})
	}
	for i, c := range scoreText(g, qs, ds, t.Errorf) {
		if _, _, f := c.F1(); math.Abs(f-1) > 1e-9 {
			t.Errorf("%s of the gold itself: %+v, want F1 1", metrics[i], c)
		}
	}
	for i, c := range scoreText(g, nil, nil, func(string, ...any) {}) {
		if c.Hit != 0 || c.Alarm != 0 || c.Miss == 0 {
			t.Errorf("%s of nothing: %+v", metrics[i], c)
		}
	}
	if !reflect.DeepEqual(levelRaw("约15%—20%"), "15%-20%") {
		t.Errorf("levelRaw = %q", levelRaw("约15%—20%"))
	}
}
