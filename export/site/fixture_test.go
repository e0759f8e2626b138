package site

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"iter"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"dabao/schema"
	"dabao/schema/store"
)

// The dataset of the tests: invented articles from a seeded generator, and a
// few written by hand that the tests ask for by name.

var (
	hansWords = strings.Fields("疫情 防控 核酸 检测 工作 城市 社区 居民 医院 学校 经济 发展 项目 企业 公园 湿地 铁路 车站 河流 水质 志愿者 服务 会议 报告 计划 建设 市场 价格 产量 粮食 果园 天气 台风 灯塔 渡轮 博物馆 展览 图书馆 电力 桥梁 道路 环境 保护 农村 教师 工程 测试 数据 记者 表示 认为 开始 完成 增加 减少 同比 增长")
	hantWords = strings.Fields("疫情 防控 核酸 檢測 工作 城市 社區 居民 醫院 學校 經濟 發展 項目 企業 公園 濕地 鐵路 車站 河流 水質 志願者 服務 會議 報告 計劃 建設 市場 價格 產量 糧食 果園 天氣 颱風 燈塔 渡輪 博物館 展覽 圖書館 電力 橋樑 道路 環境 保護 農村 教師 工程 測試 數據 記者 表示 認為 開始 完成 增加 減少 同比 增長")
	enWords   = strings.Fields("the harbour authority said new ferries would run from spring after years of delay while residents asked for cheaper tickets and later hours council members voted on a budget that schools hospitals libraries had waited for rain fell on orchards rivers rose slowly engineers tested every bridge before trains crossed it again")
	outlets   = []string{"云亭日报", "西湾时报", "青屿晚报", "Harbour Courier", "渡口新闻网", "山前广播", "北岸周刊", "The Ledger", "灯台社", "", "苇荡通讯", "柳桥早报", "南坪网"}
	channels  = []string{"本地", "财经", "教育", "社会", "City", "", "文化", "体育"}
	sites     = []string{"yunting.example", "xiwan.example", "qingyu.example", "courier.example.org", "dukou.example"}
)

// vocabulary spreads the words over as many more made of their letters, so that
// a text has, as texts do, few frequent words and many rare ones.
func vocabulary(words []string, pieces []string, size int) []string {
	r := rand.New(rand.NewPCG(3, uint64(size)))
	all := make([]string, size)
	for i := range all {
		all[i] = pieces[r.IntN(len(pieces))] + pieces[r.IntN(len(pieces))]
	}
	for i, w := range words {
		all[12+i*size/len(words)/2] = w
	}
	return all
}

// letters are the characters of words, or the first halves of English ones.
func letters(words []string, size int) []string {
	var all []string
	for _, w := range words {
		for r := []rune(w); len(r) >= size; r = r[size:] {
			all = append(all, string(r[:size]))
		}
	}
	return all
}

var (
	hans = vocabulary(hansWords, letters(hansWords, 1), 3000)
	hant = vocabulary(hantWords, letters(hantWords, 1), 3000)
	en   = vocabulary(enWords, letters(enWords, 3), 3000)
)

// generated gives n articles of about chars characters each, in the order of a
// sealed file: from 2019 on, evenly, the last few undated.
func generated(n, chars int) iter.Seq[*schema.Article] {
	return func(yield func(*schema.Article) bool) {
		r := rand.New(rand.NewPCG(8, 64))
		for i := range n {
			day := i * 1800 / n
			a := invented(r, i, chars)
			if i < n-n/200-1 {
				a.PublishedOn = fmt.Sprintf("%d-%02d-%02d", 2019+day/360, day%360/30+1, min(28, day%30+1))
			}
			if !yield(a) {
				return
			}
		}
	}
}

func invented(r *rand.Rand, i, chars int) *schema.Article {
	a := &schema.Article{Lang: "zh-Hans", Site: sites[i%len(sites)], Source: outlets[r.IntN(len(outlets))], Channel: channels[r.IntN(len(channels))]}
	words, space := hans, ""
	switch i % 5 {
	case 1:
		words, a.Lang = hant, "zh-Hant"
	case 4:
		words, space, a.Lang = en, " ", "en"
	}
	zipf := rand.NewZipf(r, 1.05, 12, uint64(len(words)-1))
	sentence := func(n int) string {
		var b strings.Builder
		for b.Len() < n {
			if b.Len() > 0 {
				b.WriteString(space)
			}
			b.WriteString(words[zipf.Uint64()])
		}
		return b.String()
	}
	a.Title = sentence(36)
	stop := map[bool]string{true: "。", false: ". "}[space == ""]
	for left := chars; left > 0; left -= 200 {
		count := r.IntN(9000) + 2
		lead := sentence(60)
		text := lead + fmt.Sprintf("%s%d人%s", space, count, stop) + sentence(240) + stop + sentence(200) + strings.TrimSpace(stop)
		at := len([]rune(lead + space))
		a.Quantities = append(a.Quantities, schema.Quantity{Span: schema.Span{Field: "block", Position: len(a.Blocks), Start: at, End: at + len(fmt.Sprint(count)) + 1},
			Raw: fmt.Sprintf("%d人", count), Value: float64(count), Unit: "人", Modifier: "exact"})
		a.Blocks = append(a.Blocks, schema.Block{Kind: schema.Paragraph, Text: text})
	}
	if i%50 == 0 {
		a.Entities = []schema.Entity{{Span: schema.Span{Field: "title", Start: 0, End: 2}, Raw: string([]rune(a.Title)[:2]), Kind: schema.Org, Name: "云亭水务局"}}
	}
	a.URL = fmt.Sprintf("https://%s/%d.html", a.Site, i)
	a.Confidence = 50 + i%50
	a.Credits = []schema.Credit{{Role: schema.Author, Name: []string{"林一舟", "沈书禾", "A. Moran"}[i%3]}}
	return a
}

const hostile = `<script>window.pwned = 1</script><img src=x onerror="window.pwned = 2">`

// written are the articles the tests ask for by name, all of March 2022 but
// the last, which has no day.
func written() []*schema.Article {
	high := 5.0
	return []*schema.Article{
		{Title: "渡口镇新增三处核酸检测点", Subtitle: "——居民步行十分钟可达", Kicker: "防疫进行时", Source: "渡口新闻网", Site: "dukou.example", Channel: "本地", Lang: "zh-Hans",
			URL: "https://dukou.example/2022/0303/1.html", PublishedOn: "2022-03-03", PublishedAt: "2022-03-03T09:30:00+08:00", PublishedZone: "site", Publisher: "渡口镇", Rights: "版权所有", License: "CC-BY-4.0", Confidence: 12,
			Blocks: []schema.Block{
				{Kind: schema.Paragraph, Text: "渡口镇3月2日新增3处检测点，每天可为约1.2万人服务，𠮷田路一处全天开放。"},
				{Kind: schema.Caption, Text: "检测点的灯亮到深夜。柳青 摄"},
				{Kind: schema.Heading, Text: "排队不再超过一刻钟"},
				{Kind: schema.Paragraph, Text: "镇里的人说，过去要走3至5里路，如今下楼就到。"},
				{Kind: schema.Quote, Text: "“我一天来两趟，都没排上五分钟。”"},
				{Kind: schema.ListItem, Text: "码头广场"}, {Kind: schema.ListItem, Text: "𠮷田路"}, {Kind: schema.ListItem, Text: "中学操场"},
				{Kind: schema.Table, Text: "地点\t时间\n码头广场\t8—20时\n𠮷田路\t全天"},
			},
			Credits: []schema.Credit{{Role: schema.Author, Name: "林一舟"}, {Role: schema.Photographer, Name: "柳青"}, {Role: schema.Editor, Name: "沈书禾"}},
			Tags:    []string{"核酸检测", "社区"}, Breadcrumbs: []string{"首页", "本地", "渡口镇"},
			Images: []schema.Image{{URL: "https://dukou.example/i/1.jpg", Caption: "检测点的灯亮到深夜。", Credit: "柳青 摄"}},
			Quantities: []schema.Quantity{
				{Span: schema.Span{Field: "title", Start: 5, End: 7}, Raw: "三处", Value: 3, Unit: "处", Modifier: "exact", Noun: "核酸检测点"},
				{Span: schema.Span{Field: "block", Position: 0, Start: 9, End: 11}, Raw: "3处", Value: 3, Unit: "处", Modifier: "exact", Noun: "检测点", Subject: "渡口镇"},
				{Span: schema.Span{Field: "block", Position: 0, Start: 20, End: 25}, Raw: "1.2万人", Value: 12000, Unit: "人", Modifier: "about"},
				{Span: schema.Span{Field: "block", Position: 0, Start: 31, End: 33}, Raw: "一处", Value: 1, Unit: "处", Modifier: "exact"},
				{Span: schema.Span{Field: "block", Position: 3, Start: 10, End: 14}, Raw: "3至5里", Value: 3, ValueHigh: &high, Unit: "里", Modifier: "exact"},
			},
			Entities: []schema.Entity{
				{Span: schema.Span{Field: "title", Start: 0, End: 3}, Raw: "渡口镇", Kind: schema.Place, Name: "渡口镇"},
				{Span: schema.Span{Field: "block", Position: 0, Start: 0, End: 3}, Raw: "渡口镇", Kind: schema.Place, Name: "渡口镇"},
				{Span: schema.Span{Field: "block", Position: 1, Start: 10, End: 12}, Raw: "柳青", Kind: schema.Person, Name: "柳青", Role: "摄影"}},
			Dates: []schema.Date{{Span: schema.Span{Field: "block", Position: 0, Start: 3, End: 7}, Raw: "3月2日", Value: "2022-03-02", Precision: "day"}}},
		{Title: "西灣三日內完成全員核酸檢測", Source: "西湾时报", Site: "xiwan.example", Channel: "社会", Lang: "zh-Hant", URL: "https://xiwan.example/0322.html", PublishedOn: "2022-03-22",
			Blocks: []schema.Block{{Kind: schema.Paragraph, Text: "西灣醫院說，全員核酸檢測三日內完成，結果次日公佈。"}}, Credits: []schema.Credit{{Role: schema.Author, Name: "A. Moran"}}},
		{Title: "Hostile " + hostile, Source: "\u202eevil\u202c <b>outlet</b>", Site: "hostile.example", Channel: "City", Lang: "en", URL: "javascript:window.pwned=3", PublishedOn: "2022-03-25", Rights: "</dd></dl>" + hostile,
			Blocks: []schema.Block{{Kind: schema.Paragraph, Text: "The zebrafinch text holds " + hostile + " and \u202eturned\u202c words, \u2066isolated\u2069 ones, and a [link](javascript:window.pwned=4)."},
				{Kind: schema.Table, Text: "<td>\t</table>" + hostile}},
			Entities: []schema.Entity{{Span: schema.Span{Field: "block", Position: 0, Start: 4, End: 14}, Raw: hostile, Kind: schema.Person, Name: hostile, Role: hostile}},
			Credits:  []schema.Credit{{Role: schema.Author, Name: hostile}}, Tags: []string{hostile},
			Images:     []schema.Image{{URL: "data:text/html,<script>window.pwned=5</script>", Caption: hostile}},
			Quantities: []schema.Quantity{{Span: schema.Span{Field: "block", Position: 0, Start: 4, End: 99999}, Raw: hostile, Value: 1, Unit: hostile, Modifier: "exact", Noun: hostile}}},
		{Title: "无日期的启事", Site: "dukou.example", Lang: "zh-Hans", Blocks: []schema.Block{{Kind: schema.Paragraph, Text: "此页没有日期，只有一句话。"}}},
	}
}

// withdrawnUID is of an article that was taken out.
const withdrawnUID = "0123456789abcdef0123456789abcdef"

// dataset seals n generated articles and the written ones into a file.
func dataset(t testing.TB, file string, n, chars int) {
	t.Helper()
	sealed(t, file, append(slices.Collect(generated(n, chars)), written()...))
}

// sealed writes the articles into a file, in the order that a release has.
func sealed(t testing.TB, file string, all []*schema.Article) {
	t.Helper()
	for _, a := range all {
		sum := sha256.Sum256([]byte(a.Title + a.URL))
		a.UID = schema.UIDFromBytes(hex.EncodeToString(sum[:]))
	}
	slices.SortFunc(all, func(a, b *schema.Article) int {
		return cmp.Or(strings.Compare(cmp.Or(a.PublishedOn, "undated"), cmp.Or(b.PublishedOn, "undated")), strings.Compare(string(a.UID), string(b.UID)))
	})
	var captures []schema.Capture
	for i, a := range all {
		sum := sha256.Sum256([]byte(a.Title + a.URL))
		a.Capture = schema.Capture{Origin: schema.Origin{URI: fmt.Sprintf("pages/%d.html", i), Length: 9000}, UID: a.UID,
			SHA256: hex.EncodeToString(sum[:]), MediaType: "text/html", Charset: "utf-8", Bytes: 9000}
		if a.Kicker != "" {
			a.Capture.ArchiveURL = "https://archive.example/20220303/" + a.URL
		}
		if strings.HasPrefix(a.Title, "无日期") {
			a.NearDuplicateOf = uid(t, "渡口镇新增三处")
		}
		captures = append(captures, a.Capture)
	}
	err := store.Seal(context.Background(), file, store.Contents{
		Articles: func(yield func(*schema.Article, error) bool) {
			for _, a := range all {
				if !yield(a, nil) {
					return
				}
			}
		},
		Captures: func(yield func(schema.Capture, error) bool) {
			for _, c := range captures {
				if !yield(c, nil) {
					return
				}
			}
		},
		Rejects:   func(func(schema.Reject, error) bool) {},
		Withdrawn: []store.Withdrawal{{UID: withdrawnUID, Date: "2023-05-06", Reason: "asked for <b>by its author</b>"}},
		Dataset:   map[string]string{"title": "Test page", "name": "test", "version": "1.2.3", "license": "CC0-1.0"},
	})
	if err != nil {
		t.Fatal(err)
	}
}

// uid finds a written article by how its title begins.
func uid(t testing.TB, title string) schema.UID {
	for _, a := range written() {
		if strings.HasPrefix(a.Title, title) {
			sum := sha256.Sum256([]byte(a.Title + a.URL))
			return schema.UIDFromBytes(hex.EncodeToString(sum[:]))
		}
	}
	t.Fatalf("no article is titled %s…", title)
	return ""
}

// release writes the page of a database into its folder.
func writePage(t testing.TB, dir string, alter func(*Options)) {
	t.Helper()
	o := Options{Title: "渡口与西湾 · invented news", Name: "test", Version: "1.2.3", License: "CC0-1.0", Homepage: "https://dabao.example/",
		Description: "Invented articles in two scripts and in English, for the tests of this page.",
		LicenseURL:  "https://license.example/cc0", Date: "2023-12-31", Languages: []Value{{"zh-Hans", 721}, {"zh-Hant", 242}, {"en", 241}},
		Citation: Citation{"渡口与西湾, version 1.2.3", "@misc{test-1.2.3,\n  title = {{渡口与西湾}},\n}\n", "[{\"id\": \"test-1.2.3\"}]\n"}, Tables: told(), Meanings: store.Translations(),
		Queries: []Query{{Title: "Testing, in both scripts", Q: "核酸检测"}, {Title: "Articles a month", SQL: "SELECT substr(published_on, 1, 7) AS month, count(*) AS articles\nFROM articles GROUP BY month ORDER BY month"}}}
	if f, err := os.Open(filepath.Join(dir, "articles.db")); err == nil {
		h := sha256.New()
		n, err := io.Copy(h, f)
		f.Close()
		if err != nil {
			t.Fatal(err)
		}
		o.DBSize, o.DBSHA256 = n, hex.EncodeToString(h.Sum(nil))
		if o.Opening, err = store.Opening(t.Context(), f.Name()); err != nil {
			t.Fatal(err)
		}
		o.Articles, o.First, o.Last, o.Sources, o.LeastSure = 1204, "2019-01-01", "2023-12-28", 12, 20
		o.Downloads = []Download{{"articles.db", n, o.DBSHA256}, {"data/train-2022-03.parquet", 123456, strings.Repeat("0a", 32)}, {"README.md", 1234, strings.Repeat("0b", 32)}, {Name: "SHA256SUMS"}}
		for _, name := range []string{"articles", "blocks", "captures", "credits", "dates", "images", "tags"} {
			o.Downloads = append(o.Downloads, Download{"csv/" + name + ".csv", 4321, strings.Repeat("0c", 32)})
		}
	}
	if alter != nil {
		alter(&o)
	}
	for f, err := range Files(o) {
		if err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(dir, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, f.Body, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// told is what a release says of two tables.
func told() []Table {
	text := func(all ...string) []*string {
		row := make([]*string, len(all))
		for i := range all {
			if all[i] != "" {
				row[i] = &all[i]
			}
		}
		return row
	}
	return []Table{
		{"articles", "one row an article", 1204, []Column{
			{"title", "text", "headline", 1000, 1000, -1, "", "", []Value{}},
			{"source", "text", "outlet the page names as its source, as printed", 1000, 920, 12, "", "", []Value{{"青屿晚报", 103}, {hostile, 2}}},
			{"published_on", "day", "calendar day as printed, YYYY-MM-DD", 1000, 993, 900, "2019-01-01", "2023-12-28", []Value{}},
		}, [][]*string{text(hostile, "青屿晚报", "2022-03-01"), text("无日期的启事", "", "")}},
		{"credits", "people and desks named for a role", 1206, []Column{
			{"role", "text", "author, editor, photographer", 1206, 1206, 3, "", "", []Value{{"author", 1204}, {"editor", 1}, {"photographer", 1}}},
		}, [][]*string{text("author")}},
	}
}
