package extract

import (
	"strings"
	"testing"
)

// TestSigner reads outlets that only the title element names.
func TestSigner(t *testing.T) {
	const mill, zh = "Mill road to close for the spring floods", "水磨路因春汛暂停通行"
	for _, c := range []struct{ name, lang, head, foot, want string }{
		{"words of an outlet", "en", `<title>` + mill + ` - Millbrook Herald</title>`, "", "Millbrook Herald"},
		{"host", "en", `<title>` + mill + ` | Roads | Harrow</title>`, "", "Harrow"},
		{"host with the article", "en", `<title>` + mill + ` — The Harrow</title>`, "", "The Harrow"},
		{"front page's link", "en", `<title>` + mill + ` « Riverside</title>`, `<a href="/">Riverside</a>`, "Riverside"},
		{"another link", "en", `<title>` + mill + ` « Riverside</title>`, `<a href="/riverside/map">Riverside</a>`, ""},
		{"line of copyright", "en", `<title>` + mill + ` « Riverside</title>`, `<footer>© 2024 Riverside Ltd</footer>`, "Riverside"},
		{"section alone", "en", `<title>` + mill + ` - Roads</title>`, "", ""},
		{"word for a part of the site", "en", `<title>` + mill + ` – Harrow – Blog</title>`, "", "Harrow"},
		{"day", "en", `<title>` + mill + ` - 5 March 2024 Post</title>`, "", ""},
		{"before the headline", "en", `<title>Harrow: ` + mill + `</title>`, "", "Harrow"},
		{"nothing behind", "en", `<title>` + mill + `</title>`, "", ""},
		{"other words", "en", `<title>Floods - Harrow</title>`, "", ""},
		{"said by the metadata", "en", `<title>` + mill + ` - Millbrook Herald</title><meta property="og:site_name" content="The Herald">`, "", "The Herald"},
		{"Chinese outlet", "zh-Hans", `<title>` + zh + `_本地_澜浦新闻网</title>`, "", "澜浦新闻网"},
		{"Chinese office", "zh-Hans", `<title>` + zh + `-澜浦县公路局</title>`, "", "澜浦县公路局"},
		{"Chinese section", "zh-Hans", `<title>` + zh + `_河道</title>`, "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := stories[c.lang]
			page := `<!DOCTYPE html><html lang="` + c.lang + `"><head><meta charset="utf-8">` + c.head + `</head><body><article><h1>` + s[0] +
				`</h1><p>` + strings.Join(s[1:], "</p><p>") + `</p></article>` + c.foot + `</body></html>`
			a, err := Page(page, "https://www.harrow.example/local/mill-road", maxMarks)
			if err != nil {
				t.Fatal(err)
			}
			if a.Publisher != c.want {
				t.Errorf("publisher %q, want %q", a.Publisher, c.want)
			}
		})
	}
}

// TestAskingSource takes an outlet from an element named for sources, and no
// question that such a one puts to the reader.
func TestAskingSource(t *testing.T) {
	s := stories["en"]
	for said, want := range map[string]string{"Millbrook Herald": "Millbrook Herald", "GLAD OF THE NEWS?": ""} {
		page := `<!DOCTYPE html><html lang="en"><head><title>` + s[0] + `</title></head><body><article><h1>` + s[0] + `</h1><div class="story-source">` +
			said + `</div><p>` + strings.Join(s[1:], "</p><p>") + `</p></article></body></html>`
		a, err := Page(page, "https://www.harrow.example/local/mill-road", maxMarks)
		if err != nil {
			t.Fatal(err)
		}
		if a.Source != want {
			t.Errorf("source %q, want %q", a.Source, want)
		}
	}
}
