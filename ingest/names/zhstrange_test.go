package names

import (
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"dabao/schema"
)

// TestStrangeText gives no persons where no words are known around them, and
// those of the prose beside it.
func TestStrangeText(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	drawn := func(rank func() int) string {
		var b strings.Builder
		for n := range 4000 {
			b.WriteRune(rune(0x4E00 + rank()))
			switch {
			case n%17 == 16:
				b.WriteString("、")
			case n%41 == 40:
				b.WriteString("。")
			}
		}
		return b.String()
	}
	prose := "记者王小明在会上问项目怎么样，李国强说都好，他的妻子陈美玲也参加了会议。"
	for name, text := range map[string]string{
		"any characters":    drawn(func() int { return random.IntN(20_902) }),
		"some more often":   drawn(func() int { return int(math.Pow(4000, random.Float64())) - 1 }),
		"Japanese":          "田中さんは昨日、山本健太くんと川へ行った。高木先生の話では、林の中で江口良子が小さな犬を見つけたという。",
		"syllables":         strings.Repeat("波羅僧揭諦喇壤曳怛姪室曬莎訶爍缽囉耶盧羯帝唎那哆夜", 4),
		"a converter's own": strings.Repeat("锟斤拷烫屯葺锘縁垦汗喔", 9),
	} {
		for _, e := range find("zh", text) {
			if e.Kind == schema.Person {
				t.Errorf("%s alone: %s", name, e.Raw)
			}
		}
		var persons []string
		for _, e := range find("zh", strings.Repeat(prose, 4), text, prose) {
			if e.Kind == schema.Person && (e.Position == 1 || !slices.Contains(persons, e.Raw)) {
				persons = append(persons, e.Raw)
			}
		}
		if want := []string{"王小明", "李国强", "陈美玲"}; !slices.Equal(persons, want) {
			t.Errorf("%s between prose: %q, want %q", name, persons, want)
		}
	}
}

// TestSouthernText finds the persons of Cantonese, whose function words are not
// those of the standard language.
func TestSouthernText(t *testing.T) {
	var persons []string
	for _, e := range find("yue", "佢哋琴日喺旺角見到陳大文，佢話唔知點解會噉樣，嗰陣時李國雄已經走咗，冇人知佢去咗邊度。黃志強話：「係咁樣嘅話，我哋聽日再搵佢哋傾過啦。」") {
		if e.Kind == schema.Person {
			persons = append(persons, e.Raw)
		}
	}
	if want := []string{"陳大文", "李國雄", "黃志強"}; !slices.Equal(persons, want) {
		t.Errorf("%q, want %q", persons, want)
	}
}

// find gives the names of an article of such paragraphs.
func find(lang string, paragraphs ...string) []schema.Entity {
	a := &schema.Article{Lang: lang}
	for _, p := range paragraphs {
		a.Blocks = append(a.Blocks, schema.Block{Kind: schema.Paragraph, Text: p})
	}
	return Find(a, nil)
}
