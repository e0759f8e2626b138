package extract

import (
	"slices"
	"strings"
	"testing"

	"dabao/schema"
)

// hanPage is a page of one of the stories with more in its head, below its
// headline, before its first paragraph and behind its last.
func hanPage(lang, inHead, below, lead, after string) string {
	s := stories[lang]
	return `<!DOCTYPE html><html lang="` + lang + `"><head><meta charset="utf-8"><title>` + s[0] + `</title>` + inHead + `</head><body><article><h1>` + s[0] + `</h1>` + below +
		`<p>` + lead + strings.Join(s[1:], "</p><p>") + `</p>` + after + `</article></body></html>`
}

// TestHanBylines reads who made a story as papers of China, Taiwan and Hong Kong
// print it.
func TestHanBylines(t *testing.T) {
	meta := func(author string) string { return `<meta name="author" content="` + author + `">` }
	ld := func(author string) string {
		return `<script type="application/ld+json">{"@type":"NewsArticle","author":{"@type":"Organization","name":"` + author + `"}}</script>`
	}
	for _, c := range []struct {
		name, lang                string
		head, below, lead, after  string
		authors, photos, editors  []string
		source, lacks, publishing string
	}{
		{name: "name and place", lang: "zh-Hant", below: `<p>陳小明／台北報導</p>`, authors: []string{"陳小明"}},
		{name: "name, place and day of a wire", lang: "zh-Hant", below: `<dl><dt>北山時報</dt><dt>陳小明／紐約4日電</dt></dl>`, authors: []string{"陳小明"}},
		{name: "two names, box-drawing slash, in brackets", lang: "zh-Hant", lead: `【陳小明、林大華╱台北報導】`, authors: []string{"陳小明", "林大華"}},
		{name: "a rare surname behind the word for reporters", lang: "zh-Hant", below: `<div>記者房小明／新竹報導</div>`, authors: []string{"房小明"}},
		{name: "the same in brackets", lang: "zh-Hant", lead: `〔記者巫小明／台北報導〕`, authors: []string{"巫小明"}},
		{name: "two rare surnames", lang: "zh-Hans", lead: `北山晚报讯（记者 岳小明 奚大华）`, authors: []string{"岳小明", "奚大华"}},
		{name: "a desk is nobody", lang: "zh-Hant", below: `<p>社會中心／綜合報導</p>`, lacks: "社會中心"},
		{name: "a desk of the first line", lang: "zh-Hant", lead: `地方中心／桃園報導</p><p>`, lacks: "地方中心"},
		{name: "names before the word for reports", lang: "zh-Hant", below: `<div>2024/03/19 18:58 彭小芸 黃大真 報導 地區：台北市報導</div>`, authors: []string{"彭小芸", "黃大真"}, publishing: "2024-03-19"},
		{name: "labels without a value", lang: "zh-Hant", below: `<ul><li>記者：</li><li>攝影：</li><li>標籤： <a href="/t/1">抗議</a> <a href="/t/2">市政府</a></li></ul>`},
		{name: "who lent a picture took none", lang: "zh-Hant", after: `<figure><img src="/1.jpg"></figure><p>（圖／翻攝畫面）</p><p>（圖／北山新聞提供）</p>`},
		{name: "names set apart to the width of three", lang: "zh-Hans", below: `<p>本报记者 王乐天 方 明</p>`, authors: []string{"王乐天", "方明"}},
		{name: "an editor with a Latin name", lang: "zh-Hans", after: `<p>责编：Demi Chan</p>`, editors: []string{"Demi Chan"}},
		{name: "the editor in the metadata", lang: "zh-Hans", head: meta("刘小凌"), after: `<p>【责任编辑：刘小凌】</p>`, editors: []string{"刘小凌"}},
		{name: "the editor in the metadata, the author behind the text", lang: "zh-Hans", head: meta("杨小宇"), after: `</article><div>[作者: 刘大仓 责任编辑: 杨小宇 ]</div><article>`, authors: []string{"刘大仓"}, editors: []string{"杨小宇"}},
		{name: "an agency's reporters", lang: "zh-Hans", head: ld("北华社"), lead: `北华社记者邹小为、唐大凝、丁乐</p><p>`, authors: []string{"邹小为", "唐大凝", "丁乐"}},
		{name: "a count is no author", lang: "zh-Hans", below: `<div class="author"><span>文章</span><span>161k</span></div>`},
		{name: "a correspondent of a Japanese paper", lang: "ja", lead: `【パリ＝山田太郎】`, authors: []string{"山田太郎"}},
		{name: "an agency before a Japanese story", lang: "ja", lead: `【パリ＝共同】`},
		{name: "the makers of a forum's program", lang: "zh-Hans", head: meta("Discuz! Team and Comsenz UI Team")},
		{name: "the colons of Hong Kong", lang: "zh-Hant", after: `<p>記者︰脫小晴</p><p>編輯﹕梁大澄</p>`, authors: []string{"脫小晴"}, editors: []string{"梁大澄"}, lacks: "脫小晴"},
		{name: "a reporter at court", lang: "zh-Hant", after: `<p>法庭記者：劉小曦</p>`, authors: []string{"劉小曦"}, lacks: "法庭記者"},
		{name: "an outlet behind the word for reporters", lang: "zh-Hant", after: `<p>記者：攝影組</p>`},
		{name: "names behind the dateline of a wire", lang: "zh-Hans", lead: `北华社雅加达5月20日电（刘小艺、杨大吉）`, authors: []string{"刘小艺", "杨大吉"}},
		{name: "a note behind the dateline of a wire", lang: "zh-Hans", lead: `北华社雅加达5月20日电（综合消息）`},
		{name: "brackets end a story before its notes", lang: "zh-Hant", after: `<p>市府說會再開一次說明會。（王小忠／台中報導）《北山》關心你</p><p>本週其他的事情還有三件，下面一一說明。</p><p>第一件是橋樑的維修工程，十月開始。</p><p>第二件是圖書館的開放時間，照舊。</p><p>第三件是市場的搬遷，明年再議。</p>`, authors: []string{"王小忠"}},
		{name: "who held the pen", lang: "zh-Hans", after: `<p>执笔：田小舟</p>`, authors: []string{"田小舟"}, lacks: "田小舟"},
		{name: "labels set to a width", lang: "zh-Hans", after: `<p>审 读：谭小泽</p><p>监 制：唐大亮</p><p>总监制：丁小伟</p>`, lacks: "小"},
		{name: "a source that the label joins", lang: "zh-Hans", below: `<p>来源于：北山晚报</p>`, source: "北山晚报"},
		{name: "a call to the reader is no source", lang: "zh-Hant", after: `<p>新聞來源：<img src="/logo.png"></p><p><a href="/fb">按讚加入北山粉絲團</a></p>`},
	} {
		t.Run(c.name, func(t *testing.T) {
			a, err := Page(hanPage(c.lang, c.head, c.below, c.lead, c.after), "https://news.example/local/mill-road", maxMarks)
			if err != nil {
				t.Fatal(err)
			}
			for role, want := range map[schema.Role][]string{schema.Author: c.authors, schema.Photographer: c.photos, schema.Editor: c.editors} {
				if got := creditNames(a, role); !slices.Equal(got, want) {
					t.Errorf("%s %q, want %q", role, got, want)
				}
			}
			if a.Source != c.source {
				t.Errorf("source %q, want %q", a.Source, c.source)
			}
			if c.lacks != "" && strings.Contains(a.Text(), c.lacks) {
				t.Errorf("the text holds %q", c.lacks)
			}
			if a.PublishedOn != c.publishing {
				t.Errorf("published %q, want %q", a.PublishedOn, c.publishing)
			}
		})
	}
}
