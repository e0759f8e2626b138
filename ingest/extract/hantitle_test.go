package extract

import "testing"

// TestSiteClock holds that a clock which a Chinese template prints and calls Z is the
// site's.
func TestSiteClock(t *testing.T) {
	for _, c := range []struct{ name, lang, head, below, want string }{
		{"in the element that prints it", "zh-Hant", "", `<time datetime="2018-09-19T11:05:00Z">2018-09-19 11:05</time>`, "2018-09-19T11:05:00+08:00"},
		{"in the metadata", "zh-Hans", `<meta property="article:published_time" content="2018-09-19T11:05:00Z">`, `<p>2018-09-19 11:05</p>`, "2018-09-19T11:05:00+08:00"},
		{"eight hours apart", "zh-Hans", `<meta property="article:published_time" content="2018-09-19T03:05:00Z">`, `<p>2018-09-19 11:05</p>`, "2018-09-19T11:05:00+08:00"},
		{"in the metadata alone", "zh-Hans", `<meta property="article:published_time" content="2018-09-19T11:05:00Z">`, ``, "2018-09-19T11:05:00Z"},
		{"in another language", "en", "", `<time datetime="2018-09-19T11:05:00Z">2018-09-19 11:05</time>`, "2018-09-19T11:05:00Z"},
	} {
		a, err := Page(hanPage(c.lang, c.head, c.below, "", ""), "https://news.example/local/mill-road", maxMarks)
		if err != nil {
			t.Fatal(err)
		}
		if a.PublishedAt != c.want {
			t.Errorf("%s: %q, want %q", c.name, a.PublishedAt, c.want)
		}
	}
}

// TestHanTitles reads headlines that templates of Chinese and Japanese sites print in
// odd company, or not where their metadata says, and the days beside them.
func TestHanTitles(t *testing.T) {
	zh, ja := stories["zh-Hans"], stories["ja"]
	text := func(s []string) string { return "<p>" + s[1] + "</p><p>" + s[2] + "</p><p>" + s[3] + "</p>" }
	page := func(lang, head, body string) string {
		return `<!DOCTYPE html><html lang="` + lang + `"><head><meta charset="utf-8">` + head + `</head><body>` + body + `</body></html>`
	}
	for _, c := range []struct{ name, page, title, on string }{
		{"a title element without its headline", page("zh-Hans", `<title>-北山历史网</title>`, `<div><h1>`+zh[0]+`</h1><p>时间：2022-11-24 05:30:58 编辑：</p>`+text(zh)+`</div>`), zh[0], "2022-11-24"},
		{"the same with a bar", page("zh-Hans", `<title>_北山历史网</title>`, `<div><h1>`+zh[0]+`</h1>`+text(zh)+`</div>`), zh[0], ""},
		{"a count of remarks", page("zh-Hans", `<title>`+zh[0]+`_《河上》在线阅读 - 北山书网</title>`, `<div><h1>`+zh[0]+`<span class="n"><i></i><b>241</b></span></h1>`+text(zh)+`</div>`), zh[0], ""},
		{"a number that is the headline's", page("zh-Hans", `<title>`+zh[0]+`2024_北山网</title>`, `<div><h1>`+zh[0]+`<span>2024</span></h1>`+text(zh)+`</div>`), zh[0] + "2024", ""},
		{"an office that signs every page alike, and a day in two pieces", page("zh-Hans", `<title>北山省淡水研究所</title>`,
			`<div class="nav"><a href="/">首页</a><a href="/zy">重要信息</a></div><div class="det"><h5>北山省淡水研究所召开干部职工大会</h5><div class="data"><div class="day">21</div><div class="year">2024年02月</div></div>`+text(zh)+`</div><div class="more"><h5>相关推荐</h5><a href="/1">研究所推广良种良法</a><div class="date">2020年01月18日</div></div>`), "北山省淡水研究所召开干部职工大会", "2024-02-21"},
		{"a day below its month", page("zh-Hans", `<title>`+zh[0]+`</title>`, `<div><h1>`+zh[0]+`</h1><div class="t"><em>2024-02</em><strong>21</strong></div>`+text(zh)+`</div>`), zh[0], "2024-02-21"},
		{"a number beside a month is no day", page("zh-Hans", `<title>`+zh[0]+`</title>`, `<div><h1>`+zh[0]+`</h1><div class="t"><em>2024-02</em><strong>36</strong></div>`+text(zh)+`</div>`), zh[0], ""},
		{"the day of the metadata's words", page("ja", `<title>`+ja[0]+` (2024年5月20日掲載) - 北山ニュース</title><meta property="og:title" content="`+ja[0]+` (2024年5月20日掲載) - 北山ニュース"><meta property="og:site_name" content="北山ニュース">`, `<div><p class="t">`+ja[0]+`</p>`+text(ja)+`</div>`), ja[0], "2024-05-20"},
		{"a title in brackets behind the site's name", page("zh-Hans", `<title>北山报 NORTH HILL NEWS</title><meta property="og:title" content="北山报新闻(`+zh[0]+`)"><meta property="og:site_name" content="北山报">`, `<div><div class="t">`+zh[0]+`</div>`+text(zh)+`</div>`), zh[0], ""},
		{"a day on which something else happened", page("zh-Hans", `<title>`+zh[0]+`_北山百科</title>`, `<div><h1>`+zh[0]+`</h1><dl><dt>批准时间</dt><dd>2023年12月27日</dd><dt>竣工时间</dt><dd>2021年2月7日</dd></dl>`+text(zh)+`</div>`), zh[0], ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			a, err := Page(c.page, "https://news.example/local/mill-road", maxMarks)
			if err != nil {
				t.Fatal(err)
			}
			if a.Title != c.title {
				t.Errorf("title %q, want %q", a.Title, c.title)
			}
			if a.PublishedOn != c.on {
				t.Errorf("published %q, want %q", a.PublishedOn, c.on)
			}
		})
	}
}
