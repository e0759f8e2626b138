package plain

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"dabao/ingest/goldtest"
	"dabao/ingest/repair"
	"dabao/schema"
)

var update = flag.Bool("update", false, "write what was read into the want files")

// printed is the part of an article that a dump prints, as the want files
// show it.
type printed struct {
	URL           string          `json:"url,omitempty"`
	Publisher     string          `json:"publisher,omitempty"`
	Breadcrumbs   []string        `json:"breadcrumbs,omitempty"`
	Kicker        string          `json:"kicker,omitempty"`
	Title         string          `json:"title"`
	Subtitle      string          `json:"subtitle,omitempty"`
	Source        string          `json:"source,omitempty"`
	PublishedAt   string          `json:"published_at,omitempty"`
	PublishedOn   string          `json:"published_on,omitempty"`
	PublishedZone string          `json:"published_zone,omitempty"`
	ModifiedAt    string          `json:"modified_at,omitempty"`
	Rights        string          `json:"rights,omitempty"`
	Tags          []string        `json:"tags,omitempty"`
	Credits       []schema.Credit `json:"credits,omitempty"`
	Images        []schema.Image  `json:"images,omitempty"`
	Blocks        []schema.Block  `json:"blocks"`
}

func show(t *testing.T, a *schema.Article) []byte {
	t.Helper()
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	err := e.Encode(printed{a.URL, a.Publisher, a.Breadcrumbs, a.Kicker, a.Title, a.Subtitle, a.Source, a.PublishedAt,
		a.PublishedOn, a.PublishedZone, a.ModifiedAt, a.Rights, a.Tags, a.Credits, a.Images, a.Blocks})
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// maxLines is the default of --max-text-lines.
const maxLines = 60_000

func TestArticleCases(t *testing.T) {
	pages, err := filepath.Glob(filepath.Join("testdata", "*", "page.txt"))
	if err != nil || len(pages) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, page := range pages {
		dir := filepath.Dir(page)
		t.Run(filepath.Base(dir), func(t *testing.T) {
			text, _, _ := repair.Text(readFile(t, page))
			a, err := Article(text, maxLines)
			if err != nil {
				t.Fatal(err)
			}
			got := show(t, a)
			wantFile := filepath.Join(dir, "want.json")
			if *update {
				if err := os.WriteFile(wantFile, got, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			if want := readFile(t, wantFile); string(got) != want {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
}

func TestNoArticle(t *testing.T) {
	links := strings.Repeat("市里新闻一条\n体育新闻一条\n", 200)
	for name, text := range map[string]string{
		"empty":      "",
		"white":      " \n\t\u3000\n",
		"one line":   "市立图书馆明年开放",
		"widgets":    "打印\n分享到\n返回顶部\n",
		"links":      links,
		"controls":   strings.Repeat("\x00\x01\x02\x03 text ", 50),
		"unreadable": strings.Repeat("\ufffd\ufffd ", 50),
	} {
		if a, err := Article(text, maxLines); !errors.Is(err, ErrNoArticle) {
			t.Errorf("%s: article %+v, error %v; want ErrNoArticle", name, a, err)
		}
	}
}

// A label in front of what is said is no end of the article, and no credit.
func TestLabelInSpeech(t *testing.T) {
	const (
		head = "小城剧团排演新戏\n2021-03-04 09:30\n"
		one  = "剧团昨天在老礼堂里排演了一出新戏，演员们从早上一直练到傍晚才各自回家休息。"
		two  = "导演说这出戏写的是二十年前一家报馆里的故事，台词都是从旧日记里抄下来的。"
		last = "首演定在下个月的第一个周末，门票从今天起在礼堂门口的售票处发售，售完为止。"
	)
	editor := []schema.Credit{{Role: schema.Editor, Name: "张小山"}}
	for name, c := range map[string]struct {
		lines   []string
		texts   []string
		credits []schema.Credit
		source  string
	}{
		"editor speaks":            {[]string{one, two, "编辑：请稍等。", last}, []string{one, two, "编辑：请稍等。", last}, nil, ""},
		"speaks without a stop":    {[]string{one, two, "编辑：请稍等", last}, []string{one, two, "编辑：请稍等", last}, nil, ""},
		"speaks like a name":       {[]string{one, two, "编辑：安静点。", last}, []string{one, two, "编辑：安静点。", last}, nil, ""},
		"speaks, then much":        {[]string{one, "编辑：请稍等。", two, last, one + last}, []string{one, "编辑：请稍等。", two, last, one + last}, nil, ""},
		"speaks at the end":        {[]string{one, two, "编辑：请稍等。"}, []string{one, two, "编辑：请稍等。"}, nil, ""},
		"English":                  {[]string{one, two, "Editor: Please wait here.", last}, []string{one, two, "Editor: Please wait here.", last}, nil, ""},
		"names end it":             {[]string{one, two, "编辑：张小山", "相关阅读", last}, []string{one, two}, editor, ""},
		"names in brackets end it": {[]string{one, two, "（责任编辑：张小山）", last}, []string{one, two}, editor, ""},
		"names with a stop end it": {[]string{one, two, "责任编辑：张小山。"}, []string{one, two}, editor, ""},
		"a source in prose":        {[]string{one, "来源：一是雨水，二是泉水", last, two}, []string{one, "来源：一是雨水，二是泉水", last, two}, nil, ""},
		"a source that is said":    {[]string{one, "来源：没有人知道。", last, two}, []string{one, "来源：没有人知道。", last, two}, nil, ""},
		"a source at the end":      {[]string{one, two, "来源：河畔晚报"}, []string{one, two}, nil, "河畔晚报"},
	} {
		a, err := Article(head+strings.Join(c.lines, "\n"), maxLines)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		var texts []string
		for _, b := range a.Blocks {
			texts = append(texts, b.Text)
		}
		if !slices.Equal(texts, c.texts) || !slices.Equal(a.Credits, c.credits) || a.Source != c.source {
			t.Errorf("%s:\ngot  %q, %v, source %q\nwant %q, %v, source %q", name, texts, a.Credits, a.Source, c.texts, c.credits, c.source)
		}
	}
}

func TestNoArticleSaysHowMuch(t *testing.T) {
	_, err := Article("三個字", maxLines)
	if want := "0 of its 6 columns are in paragraphs, an article has 60: no article"; err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

func TestTooLarge(t *testing.T) {
	for name, c := range map[string]struct{ text, limit string }{
		"bytes": {strings.Repeat("字。", maxText/6+1), fmt.Sprint(maxText)},
		"lines": {strings.Repeat("a\r\n\n", maxLines+1), fmt.Sprint(maxLines)},
	} {
		_, err := Article(c.text, maxLines)
		if !errors.Is(err, ErrTooLarge) || errors.Is(err, ErrNoArticle) || !strings.Contains(err.Error(), c.limit) {
			t.Errorf("%s: error %v; want ErrTooLarge with %s", name, err, c.limit)
		}
	}
}

// A text of very many lines is refused before anything is built of them.
func TestManyLinesTakeNoMemory(t *testing.T) {
	text := strings.Repeat("字\n", 1_000_000)
	if n := testing.AllocsPerRun(1, func() { _, _ = Article(text, maxLines) }); n > 100 {
		t.Errorf("%v allocations", n)
	}
}

func TestLongDump(t *testing.T) {
	const paragraphs = 50_000
	var b strings.Builder
	b.WriteString("北河水文站逐日記錄\n\n2021-05-06 10:20\n\n")
	for i := range paragraphs {
		fmt.Fprintf(&b, "第%d日清晨,測站人員沿著河岸走了一遍,記下水位、雨量和風向,隨後把記錄交給了值班室。\n\n", i+1)
	}
	a, err := Article(b.String(), maxLines)
	if err != nil {
		t.Fatal(err)
	}
	if len(a.Blocks) != paragraphs || a.Title != "北河水文站逐日記錄" {
		t.Errorf("%d blocks under %q", len(a.Blocks), a.Title)
	}
}

func TestTextLines(t *testing.T) {
	var got []string
	for s, gap := range textLines("\ufeff a\r\nb\r\rc\u2028\u3000\u2029d\fe\n\n") {
		got = append(got, fmt.Sprint(s, gap))
	}
	if want := []string{"atrue", "bfalse", "ctrue", "dtrue", "efalse"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// golden is the part of the seed's golden record that a dump prints.
type golden struct {
	Publisher, Title, Subtitle, Source, Author string
	PublishedAt                                string `json:"published_at"`
	Breadcrumb, Editors                        []string
	Captions                                   []struct{ Text, Credit string }
	Body                                       struct {
		Blocks []struct {
			Kind, Text   string
			TextRestored string `json:"text_restored"`
		}
	}
}

func TestSeed(t *testing.T) {
	dir := goldtest.Shared(t, "seeds")
	var want golden
	if err := json.Unmarshal([]byte(readFile(t, filepath.Join(dir, "golden", "seed.article.json"))), &want); err != nil {
		t.Fatal(err)
	}
	text, _, _ := repair.Text(readFile(t, filepath.Join(dir, "000_2dca93d985c67243.txt")))
	a, err := Article(text, maxLines)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range []struct{ name, got, want string }{
		{"publisher", a.Publisher, want.Publisher},
		{"title", a.Title, want.Title},
		{"kicker", a.Kicker, ""},
		{"subtitle", a.Subtitle, want.Subtitle},
		{"source", a.Source, want.Source},
		{"published_at", a.PublishedAt, want.PublishedAt},
		{"published_on", a.PublishedOn, want.PublishedAt[:10]},
		{"published_zone", a.PublishedZone, "site"},
		{"breadcrumbs", strings.Join(a.Breadcrumbs, "|"), strings.Join(want.Breadcrumb, "|")},
	} {
		if f.got != f.want {
			t.Errorf("%s: got %q, want %q", f.name, f.got, f.want)
		}
	}
	credits := []schema.Credit{{Role: schema.Author, Name: want.Author}}
	for _, e := range want.Editors {
		credits = append(credits, schema.Credit{Role: schema.Editor, Name: e})
	}
	got := slices.Clone(a.Credits)
	slices.SortFunc(got, func(x, y schema.Credit) int { return strings.Compare(string(x.Role), string(y.Role)) })
	if !slices.Equal(got, credits) {
		t.Errorf("credits: got %v, want %v", got, credits)
	}
	if len(a.Images) != len(want.Captions) {
		t.Fatalf("images: got %v, want %v", a.Images, want.Captions)
	}
	for i, c := range want.Captions {
		if (a.Images[i] != schema.Image{Caption: c.Text, Credit: c.Credit}) {
			t.Errorf("image %d: got %+v, want %+v", i, a.Images[i], c)
		}
	}
	if len(a.Blocks) != len(want.Body.Blocks) {
		t.Fatalf("%d blocks, want %d: %+v", len(a.Blocks), len(want.Body.Blocks), a.Blocks)
	}
	for i, b := range want.Body.Blocks {
		if b.TextRestored != "" {
			b.Text = b.TextRestored
		}
		if string(a.Blocks[i].Kind) != b.Kind || a.Blocks[i].Text != b.Text {
			t.Errorf("block %d: got %+v, want %s %q", i, a.Blocks[i], b.Kind, b.Text)
		}
	}
}

func readFile(t testing.TB, path string) string {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func FuzzArticle(f *testing.F) {
	pages, err := filepath.Glob(filepath.Join("testdata", "*", "page.txt"))
	if err != nil {
		f.Fatal(err)
	}
	for _, p := range pages {
		f.Add(readFile(f, p))
	}
	f.Fuzz(func(t *testing.T, text string) {
		a, err := Article(text, maxLines)
		if err != nil {
			if !errors.Is(err, ErrNoArticle) && !errors.Is(err, ErrTooLarge) {
				t.Fatalf("unknown error %v", err)
			}
			return
		}
		a.UID = schema.UIDFromURL("x")
		if err := a.Validate(); err != nil {
			t.Fatal(err)
		}
		if utf8.ValidString(text) && !utf8.ValidString(a.Text()) {
			t.Fatalf("invalid text %q", a.Text())
		}
		for _, b := range a.Blocks {
			if b.Text == "" || b.Kind != schema.Table && strings.Contains(b.Text, "\n") {
				t.Fatalf("block %+v", b)
			}
		}
	})
}

func BenchmarkArticle(b *testing.B) {
	text := readFile(b, filepath.Join("testdata", "hans_kicker_widgets", "page.txt"))
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		if _, err := Article(text, maxLines); err != nil {
			b.Fatal(err)
		}
	}
}
