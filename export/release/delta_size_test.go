package release

import (
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"dabao/schema"
)

// vocabulary draws invented words as a language does its own: the n-th word
// about 1/n as often as the first (Zipf). Real text is more regular, since its
// words also follow from one another, and so packs better.
type vocabulary struct {
	words  []string
	random *rand.Rand
}

func newVocabulary(random *rand.Rand, n int, word func() string) *vocabulary {
	v := &vocabulary{random: random}
	for range n {
		v.words = append(v.words, word())
	}
	return v
}

func (v *vocabulary) word() string {
	return v.words[int(math.Pow(float64(len(v.words)), v.random.Float64()))-1]
}

// text is sentences of together at least so many bytes.
func (v *vocabulary) text(bytes int, between, end string) string {
	var b strings.Builder
	for b.Len() < bytes {
		for i := range 8 + v.random.IntN(12) {
			if i > 0 {
				b.WriteString(between)
			}
			b.WriteString(v.word())
		}
		b.WriteString(end)
	}
	return strings.TrimSpace(b.String())
}

// monthly makes articles of some 1.5 kB, half of them Chinese, with what a page
// of news has besides.
func monthly(first time.Time, articles int) []schema.Reading {
	random := rand.New(rand.NewPCG(uint64(first.Unix()), 7))
	syllables := strings.Fields("ba do ka lim ner sor tas ven wil yor mi ro the and ing ter con sta per ful")
	english := newVocabulary(rand.New(rand.NewPCG(1, 1)), 20_000, func() (w string) {
		for range 1 + random.IntN(3) {
			w += syllables[random.IntN(len(syllables))]
		}
		return w
	})
	chinese := newVocabulary(rand.New(rand.NewPCG(1, 2)), 20_000, func() (w string) {
		for range 1 + random.IntN(2) {
			w += string(rune(0x4e00 + random.IntN(3500)))
		}
		return w
	})
	english.random, chinese.random = random, random
	var all []schema.Reading
	for i := range articles {
		v, between, end, lang := english, " ", ". ", "en"
		if i%2 == 0 {
			v, between, end, lang = chinese, "", "。", "zh-Hans"
		}
		day := first.Add(time.Duration(i) * 28 * 24 * time.Hour / time.Duration(articles))
		url := fmt.Sprintf("https://news.example/%s/%d.html", day.Format("2006/0102"), 10_000+random.IntN(1_000_000))
		sum := fmt.Sprintf("%016x%016x%016x%016x", random.Uint64(), random.Uint64(), random.Uint64(), random.Uint64())
		a := &schema.Article{URL: url, Site: "news.example", Title: v.text(40, between, ""), Source: v.word(), Lang: lang, Summary: v.text(120, between, end),
			PublishedOn: day.Format(time.DateOnly), PublishedAt: day.Format(time.RFC3339), PublishedZone: "page",
			Credits: []schema.Credit{{Role: schema.Author, Name: v.word()}, {Role: schema.Editor, Name: v.word()}},
			Tags:    []string{v.word(), v.word()}, Images: []schema.Image{{URL: url + ".jpg", Caption: v.text(60, between, end)}}}
		for range 6 {
			a.Blocks = append(a.Blocks, schema.Block{Kind: schema.Paragraph, Text: v.text(200, between, end)})
		}
		for n := range 4 {
			a.Quantities = append(a.Quantities, schema.Quantity{Span: schema.Span{Field: "block", Position: n, Start: n, End: n + 2},
				Raw: fmt.Sprint(random.IntN(1000)), Value: float64(random.IntN(1000)), Unit: v.word(), Modifier: "exact"})
		}
		all = append(all, schema.Reading{Article: a, Claim: url, Capture: schema.Capture{Origin: schema.Origin{URI: "pages/" + sum[:12] + ".html", Length: int64(9000 + i)},
			SHA256: sum, MediaType: "text/html", Charset: "utf-8", Bytes: int64(30_000 + i)}})
	}
	return all
}

// maxMonth is what a month of 800 articles may cost those who have the release
// before, in bytes.
const maxMonth = 1 << 20

// A month that is added costs a small download.
func TestMonthIsSmall(t *testing.T) {
	root := t.TempDir()
	var all []schema.Reading
	for month := range 3 {
		all = append(all, monthly(time.Date(2022, time.Month(1+month), 1, 8, 0, 0, 0, time.UTC), 800)...)
	}
	build(t, database(t, all[:1600]), root+"/a", Options{})
	r := build(t, database(t, all), root+"/b", Options{Previous: root + "/a"})
	if len(r.Changes.Changes) != 800 {
		t.Fatalf("%d articles changed", len(r.Changes.Changes))
	}
	texts := 0
	for _, r := range all[1600:] {
		texts += len(r.Article.Text())
	}
	delta, err := filepath.Glob(root + "/b/delta-*")
	if err != nil || len(delta) != 1 {
		t.Fatalf("got %q, %v", delta, err)
	}
	d, err := os.Stat(delta[0])
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("800 articles with %d bytes of text cost %d bytes", texts, d.Size())
	if d.Size() >= maxMonth {
		t.Errorf("got %d bytes, want less than %d", d.Size(), maxMonth)
	}
}
