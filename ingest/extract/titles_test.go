package extract

import (
	"slices"
	"strings"
	"testing"

	"dabao/schema"
)

// TestTitles reads pages whose headline stands beside other words.
func TestTitles(t *testing.T) {
	for _, c := range []struct {
		name, lang  string
		head        string // <title> and more
		above       string // markup over the headline
		heading     string // markup of the headline
		want, kicks string
	}{
		{"kicker without a name", "en", `<title>Mill road to close for the spring floods | Harrow Courier</title>`, "", `<h1><span>Roads</span> Mill road to close for the spring floods</h1>`, "Mill road to close for the spring floods", "Roads"},
		{"kicker in a line of its own", "de", `<title>Mühlweg bleibt wegen Hochwassers gesperrt - Harrower Bote</title>`, "", `<h1>Verkehr<br>Mühlweg bleibt wegen Hochwassers gesperrt</h1>`, "Mühlweg bleibt wegen Hochwassers gesperrt", "Verkehr"},
		{"kicker in a block", "es", `<title>El camino del molino seguirá cortado</title>`, "", `<h1><div>Tráfico</div><div>El camino del molino seguirá cortado</div></h1>`, "El camino del molino seguirá cortado", "Tráfico"},
		{"kicker with a bar", "en", `<title>Mill road to close for the spring floods</title>`, "", `<h1>Roads | Mill road to close for the spring floods</h1>`, "Mill road to close for the spring floods", "Roads"},
		{"kicker in Chinese", "zh-Hans", `<title>水磨路因春汛暂停通行</title>`, "", `<h1><em>交通</em>水磨路因春汛暂停通行</h1>`, "水磨路因春汛暂停通行", "交通"},
		{"emphasis is no kicker", "en", `<title>“Mill road” to close for the spring floods</title>`, "", `<h1><em>“Mill road”</em> to close for the spring floods</h1>`, "“Mill road” to close for the spring floods", ""},
		{"words that the title leaves out", "en", `<title>Roads to close in spring</title>`, "", `<h1>Two <b>old roads</b> to close in spring</h1>`, "Two old roads to close in spring", ""},
		{"site behind a space", "zh-Hans", `<title>水磨路因春汛暂停通行 澜浦新闻网</title>`, "", "", "水磨路因春汛暂停通行", ""},
		{"site behind a wide space", "zh-Hant", `<title>水磨路因春汛暫停通行　瀾浦日報</title>`, "", "", "水磨路因春汛暫停通行", ""},
		{"named site behind a space", "en", `<title>Mill road to close for the spring floods Harrow Courier</title><meta property="og:site_name" content="Harrow Courier">`, "", "", "Mill road to close for the spring floods", ""},
		{"weblog over its post", "ja", `<title>水車通りの写真を撮ってきました（7/2） - 川べりの散歩、それから水車を見に行く日記</title><meta property="og:site_name" content="水車通りの写真を撮ってきました（7/2） - 川べりの散歩、それから水車を見に行く日記">`, `<h1><a href="https://blog.example/river">川べりの散歩、それから水車を見に行く日記</a></h1>`, `<h3><a href="https://blog.example/river/e/5d8c">水車通りの写真を撮ってきました（7/2）</a></h3>`, "水車通りの写真を撮ってきました（7/2）", ""},
		{"section behind two lines", "zh-Hans", `<title>关于水磨路因春汛暂停通行的决定__2007年第23号县政府公报_澜浦县政府网</title>`, "", "", "关于水磨路因春汛暂停通行的决定", ""},
		{"label behind the headline", "de", `<title>Mühlweg bleibt wegen Hochwassers gesperrt | Kreis | Harrower Bote</title>`, "", `<h1>Mühlweg bleibt wegen Hochwassers gesperrt <span class="label">Nur mit Abo</span></h1>`, "Mühlweg bleibt wegen Hochwassers gesperrt", ""},
		{"last word of a headline in an element", "en", `<title>Mill road to close for the spring floods</title>`, "", `<h1>Mill road to close for the spring <em>floods</em></h1>`, "Mill road to close for the spring floods", ""},
		{"sections and site", "zh-Hans", `<title>水磨路因春汛暂停通行_本地_澜浦网</title>`, "", "", "水磨路因春汛暂停通行", ""},
		{"sections and site with hyphens", "zh-Hans", `<title>水磨路因春汛暂停通行-本地新闻-澜浦网</title>`, "", "", "水磨路因春汛暂停通行", ""},
		{"office behind a short headline", "zh-Hans", `<title>暂停通行公告-澜浦县公路局</title>`, "", "", "暂停通行公告", ""},
		{"school behind a short headline", "zh-Hant", `<title>停課通知_瀾浦大學</title>`, "", "", "停課通知", ""},
		{"site in the h1", "zh-Hans", `<title>水磨路因春汛暂停通行 - 澜浦新闻网</title>`, `<h1>澜浦新闻网</h1>`, `<h2>水磨路因春汛暂停通行</h2>`, "水磨路因春汛暂停通行", ""},
		{"site in the h1, linked", "en", `<title>Mill road to close for the spring floods</title>`, `<h1><a href="/index.html"><img alt="">Harrow Courier</a></h1>`, `<h2>Mill road to close for the spring floods</h2>`, "Mill road to close for the spring floods", ""},
		{"site alone in the title", "de", `<title>Harrower Bote</title>`, `<h1>Harrower Bote</h1>`, `<h2>Mühlweg bleibt wegen Hochwassers gesperrt</h2>`, "Mühlweg bleibt wegen Hochwassers gesperrt", ""},
		{"hyphen inside a name", "de", `<title>Konzert in Baden-Harrow</title><meta property="og:title" content="Konzert in Baden-Harrow"><meta property="og:site_name" content="Harrow">`, "", `<h1>Konzert in Baden-Harrow</h1>`, "Konzert in Baden-Harrow", ""},
		{"hyphen inside a name, at the start", "en", `<title>Harrow-on-the-Mill to close its road in spring</title><meta property="og:site_name" content="Harrow">`, "", "", "Harrow-on-the-Mill to close its road in spring", ""},
		{"heading of an aside", "en", `<title>Mill road to close for the spring floods</title>`, `<aside><h2>Mill road to close for the spring floods</h2><p>Also read</p></aside>`, `<h1>Road closes as water rises at the mill</h1>`, "Road closes as water rises at the mill", ""},
		{"heading of a list beside", "zh-Hans", `<title>水磨路因春汛暂停通行_澜浦网</title>`, `<div class="hot-news"><h3>水磨路因春汛暂停通行</h3></div>`, `<h1>县公路局：水磨路因春汛暂停通行</h1>`, "县公路局：水磨路因春汛暂停通行", ""},
		{"br in Chinese", "zh-Hans", `<title>水磨路因春汛暂停通行</title>`, "", `<h1>水磨路因春汛<br>暂停通行</h1>`, "水磨路因春汛暂停通行", ""},
		{"br in English", "en", `<title>Mill road to close for the spring floods</title>`, "", `<h1>Mill road to close<br>for the spring floods</h1>`, "Mill road to close for the spring floods", ""},
		{"ruby", "ja", `<title>水車通りが春の増水で通行止めに</title>`, "", `<h1><ruby>水車<rt>すいしゃ</rt></ruby>通りが春の増水で通行止めに</h1>`, "水車通りが春の増水で通行止めに", ""},
		{"day inside the headline", "en", `<title>Mill road to close for the spring floods</title>`, "", `<h1>Mill road to close for the spring floods <small>5 March 2024</small></h1>`, "Mill road to close for the spring floods", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			page := `<!DOCTYPE html><html lang="` + c.lang + `"><head><meta charset="utf-8">` + c.head + `</head><body>` + c.above + `<article>` + c.heading + `<p>` + strings.Join(stories[c.lang][1:], "</p><p>") + `</p></article></body></html>`
			a, err := Page(page, "https://www.harrow.example/local/mill-road", maxMarks)
			if err != nil {
				t.Fatal(err)
			}
			if a.Title != c.want || a.Kicker != c.kicks {
				t.Errorf("title %q, kicker %q; want %q, %q", a.Title, a.Kicker, c.want, c.kicks)
			}
		})
	}
}

// TestAuthors reads pages that name nobody, somebody in odd company, or several
// at once.
func TestAuthors(t *testing.T) {
	ld := func(author string) string {
		return `<script type="application/ld+json">{"@type":"NewsArticle","headline":"x","author":` + author + `}</script>`
	}
	meta := func(author string) string { return `<meta name="author" content="` + author + `">` }
	two := []string{"Anna Muster", "Bert Beispiel"}
	for _, c := range []struct {
		name, lang  string
		head, below string
		want        []string
	}{
		{"unfilled template", "en", meta("{{ author }}"), "", nil},
		{"unfilled template, other brackets", "en", meta("[author]"), "", nil},
		{"unfilled template, percent", "de", meta("%AUTHOR%"), "", nil},
		{"unfilled template, dollar", "zh-Hans", meta("${author}"), "", nil},
		{"placeholder", "en", meta("Author Name"), "", nil},
		{"null", "en", ld(`{"name":"null"}`), "", nil},
		{"undefined", "en", ld(`"undefined"`), "", nil},
		{"account of the system", "en", meta("admin"), "", nil},
		{"account of the system, Chinese", "zh-Hans", meta("管理员"), `<p class="author">作者：小编</p>`, nil},
		{"platforms", "en", "", `<div class="byline">By <a href="/a">Anna Muster</a> <a href="/f">Facebook</a> <a href="/l">LinkedIn</a> <a href="/w">WhatsApp</a></div>`, two[:1]},
		{"sizes of type", "en", "", `<div class="author-tools"><a>Size</a> <a>Small</a> <a>Medium</a> <a>Large</a></div>`, nil},
		{"buttons", "de", "", `<div class="author">Von <a href="/a">Anna Muster</a> <a href="/b">Folgen</a> <a href="/c">Merken</a></div>`, two[:1]},
		{"labels", "es", "", `<p class="autor"><span>Autor</span><span>Anna Muster</span></p>`, two[:1]},
		{"labels of a page", "en", "", `<p class="author"><a href="/a">Anna Muster</a> <a href="/bio">Bio</a> <a href="/new">New</a></p>`, two[:1]},
		{"day before", "en", "", `<p class="byline">March 5, 2024 by Anna Muster</p>`, two[:1]},
		{"day before, section behind", "en", "", `<p class="post-meta">Posted March 5, 2024 by Anna Muster in Local</p>`, two[:1]},
		{"day behind", "en", "", `<p class="byline">By Anna Muster on March 5, 2024</p>`, two[:1]},
		{"day behind a bar", "en", "", `<p class="meta">By Anna Muster | March 5, 2024 10:15</p>`, two[:1]},
		{"day behind a comma", "de", "", `<p class="author">Von Anna Muster, 5. März 2024</p>`, two[:1]},
		{"day before, German", "de", "", `<p class="meta">05.03.2024, von Anna Muster</p>`, two[:1]},
		{"day before, Spanish", "es", "", `<p class="meta">5 de marzo de 2024 por Anna Muster</p>`, two[:1]},
		{"day before, Chinese", "zh-Hans", "", `<p class="info">2024-03-05 10:15 作者：王小明</p>`, []string{"王小明"}},
		{"day behind, Chinese", "zh-Hant", "", `<p class="info">記者 王小明 2024/03/05 10:15</p>`, []string{"王小明"}},
		{"semicolon", "de", meta("Anna Muster; Bert Beispiel"), "", two},
		{"semicolon in a list of one", "de", ld(`[{"@type":"Person","name":"Anna Muster; Bert Beispiel"}]`), "", two},
		{"comma and and", "en", ld(`{"name":"Anna Muster, Bert Beispiel and Carl Example"}`), "", []string{"Anna Muster", "Bert Beispiel", "Carl Example"}},
		{"ampersand", "en", meta("Anna Muster &amp; Bert Beispiel"), "", two},
		{"slash", "de", "", `<p class="author">Von Anna Muster / Bert Beispiel</p>`, two},
		{"bar", "en", ld(`"Anna Muster | Bert Beispiel"`), "", two},
		{"Chinese comma", "zh-Hans", ld(`{"name":"王小明、李大华"}`), "", []string{"王小明", "李大华"}},
		{"Chinese and", "zh-Hant", meta("王小明和李大華"), "", []string{"王小明", "李大華"}},
		{"space between Chinese names", "zh-Hans", "", `<p class="author">记者 王小明 李大华</p>`, []string{"王小明", "李大华"}},
		{"Japanese", "ja", ld(`{"name":"山田太郎、佐藤花子"}`), "", []string{"山田太郎", "佐藤花子"}},
		{"Korean", "ko", "", `<p class="byline">홍길동, 김철수 기자</p>`, []string{"홍길동", "김철수"}},
		{"Russian", "ru", meta("Анна Иванова и Пётр Сидоров"), "", []string{"Анна Иванова", "Пётр Сидоров"}},
		{"family name first, with a comma", "en", ld(`{"name":"Muster, Anna"}`), "", []string{"Muster, Anna"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := stories[c.lang]
			page := `<!DOCTYPE html><html lang="` + c.lang + `"><head><meta charset="utf-8"><title>` + s[0] + `</title>` + strings.ReplaceAll(c.head, `"headline":"x"`, `"headline":"`+s[0]+`"`) +
				`</head><body><article><h1>` + s[0] + `</h1>` + c.below + `<p>` + strings.Join(s[1:], "</p><p>") + `</p></article></body></html>`
			a, err := Page(page, "https://news.example/local/mill-road", maxMarks)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, cr := range a.Credits {
				if cr.Role == schema.Author {
					got = append(got, cr.Name)
				}
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("authors %q, want %q", got, c.want)
			}
		})
	}
}
