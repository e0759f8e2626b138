package extract

import (
	"strings"
	"testing"
)

// TestHeadline reads pages on which what prints the headline has to be found
// first, or print and metadata do not word it alike.
func TestHeadline(t *testing.T) {
	const mill, water = "Mill road to close for the spring floods", "Ferry asked for as the mill road drowns again"
	meta := func(property, content string) string {
		return `<meta property="` + property + `" content="` + content + `">`
	}
	ld := func(headline string) string {
		return `<script type="application/ld+json">{"@type":"NewsArticle","headline":"` + headline + `"}</script>`
	}
	for _, c := range []struct {
		name, lang string
		head, body string // PROSE stands for the story
		want       string
	}{
		{"words of which the title element knows nothing", "en", `<title>` + mill + `</title>`, `<div><h1>` + water + `</h1>PROSE</div>`, water},
		{"beside the heading of a section", "en", `<title>` + mill + `</title>`, `<div><h1>Roads</h1><h1>` + water + `</h1>PROSE</div>`, water},
		{"two headings, neither known", "en", `<title>` + mill + `</title>`, `<div><h1>` + water + `</h1>PROSE<h1>Everything else we know of the old ferry</h1></div>`, mill},
		{"slogan in the page's header", "en", `<title>` + mill + `</title>`, `<header><h1>News that flows down the river</h1></header><div>PROSE</div>`, mill},
		{"far over the prose", "en", `<title>` + mill + `</title>`, `<h1>` + water + `</h1>` + strings.Repeat(`<p><a href="/x">Harrow</a></p>`, 150) + `<div>PROSE</div>`, mill},
		{"metadata agrees on other words", "en", `<title>` + mill + `</title>` + meta("og:title", mill) + ld(mill), `<div><h1>` + water + `</h1>PROSE</div>`, mill},
		{"one word before the sites", "en", `<title>Floods - Harrow Wiki, the river's encyclopedia</title>`, `<div><h1>Floods</h1>PROSE</div>`, "Floods"},
		{"one word before the sites, Chinese", "zh-Hans", `<title>春汛 | 澜浦百科 | 澜浦县门户</title>`, `<div><h1>春汛</h1>PROSE</div>`, "春汛"},
		{"one word, and the headline beside", "en", `<title>Roads - ` + mill + `</title>`, `<div><h1>Roads</h1><h2>` + mill + `</h2>PROSE</div>`, mill},
		{"end of the breadcrumbs", "en", `<title>Roads: Mill road to close for spring floods</title>`, `<ol class="breadcrumbs"><li>Home</li><li><h1>Mill road closes, spring floods</h1></li></ol><div><h2>Roads: Mill road to close for the spring floods</h2>PROSE</div>`, "Roads: Mill road to close for the spring floods"},
		{"breadcrumbs hold the only headline", "en", `<title>` + mill + ` - Harrow</title>`, `<div class="breadcrumb-area"><h1>` + mill + `</h1></div><div>PROSE</div>`, mill},
		{"block named for comment, the genre", "en", `<title>` + mill + `</title>`, `<div class="comment-head"><h1>` + mill + `</h1></div><div>PROSE</div>`, mill},
		{"line before section and site", "zh-Hans", `<title>水磨路因春汛暂停通行全县公交车绕行 东岸办事处_澜浦网</title>`, `<div class="t">水磨路因春汛暂停通行全县公交车绕行</div><div>PROSE</div>`, "水磨路因春汛暂停通行全县公交车绕行"},
		{"longer line before a mark", "zh-Hant", `<title>水磨路暫停通行－公車繞行－本地新聞－瀾浦日報</title>`, `<div>水磨路暫停通行－公車繞行</div><div>PROSE</div>`, "水磨路暫停通行－公車繞行"},
		{"half a headline in a line", "zh-Hans", `<title>春汛来了 水磨路暂停通行</title>`, `<div>春汛来了春汛</div><div>PROSE</div>`, "春汛来了 水磨路暂停通行"},
		{"site first", "zh-Hans", `<title>澜浦新闻网-水磨路因春汛暂停通行</title>`, `<div>PROSE</div>`, "水磨路因春汛暂停通行"},
		{"office first, bar", "zh-Hans", `<title>澜浦县公路局|关于水磨路因春汛暂停通行的通知</title>`, `<div>PROSE</div>`, "关于水磨路因春汛暂停通行的通知"},
		{"bars without spaces", "zh-Hans", `<title>水磨路因春汛暂停通行|本地|澜浦网</title>`, `<div>PROSE</div>`, "水磨路因春汛暂停通行"},
		{"wide hyphen", "zh-Hant", `<title>水磨路因春汛暫停通行－瀾浦日報</title>`, `<div>PROSE</div>`, "水磨路因春汛暫停通行"},
		{"site with its host", "zh-Hans", `<title>水磨路因春汛暂停通行_新闻频道_澜浦电视网(lanpu.example)</title>`, `<div>PROSE</div>`, "水磨路因春汛暂停通行"},
		{"weblog's name before its post", "zh-Hans", `<title>春汛日记 - 水磨路封闭以后我们每天怎样坐船去上班</title>`, `<h1>春汛日记</h1><h3>水磨路封闭以后我们每天怎样坐船去上班</h3>PROSE`, "水磨路封闭以后我们每天怎样坐船去上班"},
		{"section and site in all the metadata", "zh-Hant", `<title>水磨路因春汛暫停通行 | 地方 | 瀾浦日報</title>` + meta("og:title", "水磨路因春汛暫停通行 | 地方 | 瀾浦日報") + ld("水磨路因春汛暫停通行 | 地方 | 瀾浦日報"), `<article><h1>水磨路因春汛暫停通行</h1>PROSE</article>`, "水磨路因春汛暫停通行"},
		{"cut off in print", "zh-Hans", `<title>水磨路因春汛暂停通行，公交车改在老面包房掉头_澜浦网</title>`, `<article><h1>水磨路因春汛暂停通行，公交车改在...</h1>PROSE</article>`, "水磨路因春汛暂停通行，公交车改在老面包房掉头"},
		{"three dots on purpose", "en", `<title>Mill road to close for the spring floods… | Harrow</title>`, `<article><h1>Mill road to close for the spring floods…</h1>PROSE</article>`, "Mill road to close for the spring floods…"},
		{"one voice against four", "en", `<title>` + mill + ` | Harrow</title>` + meta("twitter:title", mill) + meta("og:title", "Mill road to close for spring") + ld(mill), `<article><h1>` + mill + `</h1>PROSE</article>`, mill},
		{"day that the metadata adds", "ja", `<title>水車通りが春の増水で通行止めに（2024年3月5日）</title>` + meta("og:title", "水車通りが春の増水で通行止めに（2024年3月5日）") + ld("水車通りが春の増水で通行止めに（2024年3月5日）"), `<article><h1>水車通りが春の増水で通行止めに</h1>PROSE</article>`, "水車通りが春の増水で通行止めに"},
		{"encoding lost in the metadata", "en", `<title>Floods</title>` + meta("og:title", "Miller???s road to close for the floods") + ld("Miller’s road to close for the spring floods"), `<article><h1>Miller’s road to close for the spring floods</h1>PROSE</article>`, "Miller’s road to close for the spring floods"},
		{"kicker that a colour parts in print and a mark elsewhere", "en", `<title>` + mill + `</title>` + meta("og:title", "Roads: "+mill), `<article><h2><b>Roads</b> ` + mill + `</h2>PROSE</article>`, "Roads: " + mill},
		{"host for a title", "en", `<title>The Mill Road Act - Harrow Project</title>` + meta("og:title", "harrow.example"), `<div>PROSE</div>`, "The Mill Road Act"},
	} {
		t.Run(c.name, func(t *testing.T) {
			prose := `<p>` + strings.Join(stories[c.lang][1:], "</p><p>") + `</p>`
			page := `<!DOCTYPE html><html lang="` + c.lang + `"><head><meta charset="utf-8">` + c.head + `</head><body>` + strings.Replace(c.body, "PROSE", prose, 1) + `</body></html>`
			a, err := Page(page, "https://news.example/local/mill-road", maxMarks)
			if err != nil {
				t.Fatal(err)
			}
			if a.Title != c.want {
				t.Errorf("title %q; want %q", a.Title, c.want)
			}
		})
	}
}
