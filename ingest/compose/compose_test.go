package compose

import (
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"dabao/schema"
)

func TestText(t *testing.T) {
	for in, want := range map[string]string{
		"":                                     "",
		"déjà":                                 "déjà",
		"de\u0301ja\u0300 vu":                  "déjà vu",
		"\u1112\u1161\u11ab\u1103\u1173\u11af": "한들",
		"か\u3099っこう":                           "がっこう",
		"Tie\u0302\u0301ng Vie\u0323\u0302t":   "Tiếng Việt",
		"\u212b and \u2126":                    "Å and Ω",
		"塚\ufa10塚":                             "塚\ufa10塚",
		"神\ufa19 e\u0301":                      "神\ufa19 é",
		"\U0002f800 e\u0301":                   "\U0002f800 é",
		"\u0301 alone":                         "\u0301 alone",
		"क\u093c":                              "क\u093c", // excluded from composition
		"\xff e\u0301":                         "\xff é",
	} {
		if got := Text(in); got != want {
			t.Errorf("Text(%+q) = %+q, want %+q", in, got, want)
		}
	}
}

func TestArticle(t *testing.T) {
	const in, want = "cafe\u0301", "café"
	a := schema.Article{Title: in, Subtitle: in, Kicker: in, Source: in, Summary: in, Publisher: in, Channel: in, Rights: in,
		URL: "https://news.example/" + in, Tags: []string{in}, Breadcrumbs: []string{in}, Credits: []schema.Credit{{Name: in}},
		Blocks: []schema.Block{{Text: in}}, Images: []schema.Image{{URL: in, Caption: in, Credit: in}}}
	Article(&a)
	for _, got := range []string{a.Title, a.Subtitle, a.Kicker, a.Source, a.Summary, a.Publisher, a.Channel, a.Rights,
		a.Tags[0], a.Breadcrumbs[0], a.Credits[0].Name, a.Blocks[0].Text, a.Images[0].Caption, a.Images[0].Credit} {
		if got != want {
			t.Errorf("a field is %+q, want %+q", got, want)
		}
	}
	if a.URL != "https://news.example/"+in || a.Images[0].URL != in {
		t.Errorf("an address changed: %+q, %+q", a.URL, a.Images[0].URL)
	}
}

func FuzzText(f *testing.F) {
	for _, s := range []string{"e\u0301", "\ufa10\u0301", "\u1100\u1161\U0002f801\u11a8", "\xff\u0301"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if !utf8.ValidString(s) {
			return // decoding has seen to that
		}
		once := Text(s)
		if twice := Text(once); twice != once {
			t.Errorf("Text(%+q) = %+q, and again %+q", s, once, twice)
		}
		if norm.NFD.String(once) != norm.NFD.String(s) {
			t.Errorf("Text(%+q) = %+q is another text", s, once)
		}
	})
}
