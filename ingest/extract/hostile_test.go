package extract

import (
	"strings"
	"testing"
	"unicode/utf8"
)

const paragraph = "<p>The town council voted on Tuesday evening to repair the old stone bridge over the river, which has been closed since the spring floods damaged two of its arches, and to pay for it from the reserves.</p>"

// TestHostile reads pages that no newspaper prints. They may be articles or
// errors; they must not cost more than they hold, and no field may be longer
// than its bound.
func TestHostile(t *testing.T) {
	many := strings.Repeat
	body := many(paragraph, 5)
	for name, page := range map[string]string{
		"ten megabytes of title":   "<title>" + many("title ", 1_700_000) + "</title><h1>" + many("head ", 2_000_000) + "</h1>" + body,
		"huge meta":                `<meta property="og:title" content="` + many("x | ", 1_000_000) + `"><meta name=author content="` + many("A B, ", 500_000) + `">` + body,
		"nested elements":          many("<div class=author>", 200_000) + "By A. Beck" + body,
		"a million attributes":     "<div " + many("class=date ", 1_000_000) + ">" + body,
		"authors without end":      many(`<span class="author">Anna Beck</span>`, 100_000) + body,
		"empty authors in authors": many(`<div class="author">`, 400) + many("<i></i>", 200_000) + body,
		"dates without end":        "<h1>A headline of five words</h1>" + many("<b>1.2.2023 14:30</b>", 100_000) + body,
		"editors without end":      "<h1>A headline of five words</h1><p>" + many("<b>编辑：</b>", 50_000) + "</p>" + body,
		"headings without end":     "<title>A headline of five words</title>" + many("<h1>A headline of six other words</h1>", 50_000) + body,
		"metas without end":        many(`<meta name="date" content="2023-02-30">`, 100_000) + body,
		"links without end":        many(`<a rel="tag license author" href="//x">tag</a>`, 100_000) + body,
		"unclosed script":          body + "<script>" + many("{", 1_000_000),
		"unclosed comment":         body + "<!-- saved from url=(" + many("9", 1_000_000),
		"deep JSON-LD":             `<script type="application/ld+json">` + many(`{"@graph":[`, 300_000) + "</script>" + body,
		"cyclic graph":             `<script type="application/ld+json">{"@graph":[{"@id":"a","@type":"NewsArticle","author":{"@id":"a"},"publisher":{"@id":"a"},"image":{"@id":"a"},"mainEntityOfPage":{"@id":"a"}}]}</script>` + body,
		"wide JSON-LD":             `<script type="application/ld+json">[` + many(`{"@type":"NewsArticle","headline":"x","author":["y"]},`, 50_000) + "]</script>" + body,
		"quotes in JSON-LD":        `<script type="application/ld+json">{"headline":"` + many(`" `, 500_000) + "</script>" + body,
		"state of braces":          "<script>window.x = " + many(`{"body":[`, 300_000) + "</script>",
		"entity soup":              "<title>" + many("&amp;lt;&#0;&#xD800;&nosuch;", 100_000) + "</title>" + body,
		"control characters":       "<title>a\x00b\u202ec\u200bd</title><h1>a\x00b\u202ec\u200bd e f g</h1>" + body,
		"broken UTF-8":             "<title>\xff\xfe\xc3</title><h1>\xc3\x28 \xf0\x9f\x98 words words</h1>" + body,
		"nothing":                  "",
		"only a frame":             "<html><head></head><body></body></html>",
		"bad addresses":            `<link rel=canonical href="http://[::1"><base href="http://%zz/"><meta property="og:url" content="https://` + many("a", 100_000) + `/x-1">` + body,
	} {
		t.Run(name, func(t *testing.T) {
			a, err := Page(page, "https://www.example.org/a-1", maxMarks)
			if err != nil {
				return
			}
			for field, s := range map[string]string{"title": a.Title, "subtitle": a.Subtitle, "kicker": a.Kicker, "source": a.Source, "rights": a.Rights, "summary": a.Summary, "license": a.License} {
				if len(s) > maxAddress || !utf8.ValidString(s) {
					t.Errorf("%s holds %d bytes, valid UTF-8: %v", field, len(s), utf8.ValidString(s))
				}
			}
			if len(a.Credits) > 60 || len(a.Tags) > maxTags || len(a.Breadcrumbs) > maxCrumbs {
				t.Errorf("%d credits, %d tags, %d crumbs", len(a.Credits), len(a.Tags), len(a.Breadcrumbs))
			}
			a.UID = "00000000000000000000000000000000"
			if err := a.Validate(); err != nil {
				t.Error(err)
			}
		})
	}
}

// FuzzPage checks that no markup makes Page panic or break the row layout.
func FuzzPage(f *testing.F) {
	for _, s := range []string{
		`<title>A - B</title><h1><span class=kicker>K:</span> A</h1><time datetime=2023-02-30>` + paragraph,
		`<script type="application/ld+json">{"@type":"NewsArticle","headline":"A "b" c","datePublished":"2023-01-01T25:00","author":[{"name":["x"]}]}</script>` + many3(paragraph),
		`<h1>标题标题标题标题</h1><div>2022年09月23日14:54 | 来源：<a>示例网</a></div><p>（记者 李明 摄）</p><p>责任编辑：许峰_B1</p>` + many3("<p>入秋以来，北山县抓住晴好天气，组织农机手抢收晚稻，全县已收割面积过半，预计月底前可以全部归仓。</p>"),
		`<link rel=canonical href="//a.b/c?utm_x=1&d#e"><link rel=license href="https://creativecommons.org/licenses/"><meta name=tdm-reservation content=2>` + many3(paragraph),
		`<div class="breadcrumb position"><a>x</a>&gt;&gt;<a>y</a>&gt;正文</div><a rel=tag>t</a><figure><img src=a12345678.jpg><figcaption>c Foto: d</figcaption></figure>` + many3(paragraph),
		`<div id=__next></div><script id=__NEXT_DATA__ type="application/json">{"title":"A","body":[{"text":"` + strings.Repeat("some words ", 40) + `"}]}</script>`,
	} {
		f.Add(s, "https://www.example.org/a-1?b=c")
	}
	f.Fuzz(func(t *testing.T, page, from string) {
		a, err := Page(page, from, maxMarks)
		if err != nil {
			return
		}
		a.UID = "00000000000000000000000000000000"
		if err := a.Validate(); err != nil {
			t.Fatal(err)
		}
		if a.URL != "" && Normalize(a.URL) != a.URL {
			t.Fatalf("%q is not in its normal form, %q", a.URL, Normalize(a.URL))
		}
	})
}

func many3(s string) string { return strings.Repeat(s, 3) }
