package names

import (
	"slices"
	"testing"

	"dabao/schema"
)

// mentions gives what an article of one block names, as kind and text.
func mentions(text string) []string {
	a := &schema.Article{Lang: "zh", Blocks: []schema.Block{{Kind: schema.Paragraph, Text: text}}}
	var got []string
	for _, e := range Find(a, nil) {
		got = append(got, string(e.Kind)+" "+e.Raw)
	}
	return got
}

// TestSport finds teams that are called by a word, and players by their foreign
// names alone, in a report of matches and nowhere else.
func TestSport(t *testing.T) {
	got := mentions("季后赛今天开打，火箭主场迎战达拉斯小牛，火箭队的巴尔塔萨尔上篮得分，黄蜂、马刺休息。门将是斯特凡诺维奇。")
	want := []string{"org 火箭", "org 达拉斯小牛", "org 火箭队", "person 巴尔塔萨尔", "org 黄蜂", "org 马刺", "person 斯特凡诺维奇"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := mentions("火箭升空时，黄蜂和小牛都受了惊，太阳很大。"); len(got) > 0 {
		t.Errorf("no report of matches gives %q", got)
	}
}

// TestForeignNames holds foreign names together: by hyphens, behind a dot, in two
// pieces, and as whom an office names though a list has a place so called.
func TestForeignNames(t *testing.T) {
	for text, want := range map[string]string{
		"球队老板多纳-沃尔什说，天气很好。":            "person 多纳-沃尔什",
		"财长史蒂文·姆努钦共同现身。":               "person 史蒂文·姆努钦",
		"球队的外援蒙特罗今天到场。":                "person 蒙特罗",
		"香港新白鹭有限公司成立。新白鹭的股票上市。":        "org 新白鹭",
		"潮南区雷岭镇下雨，雷岭镇党委书记王大明到场。":       "org 雷岭镇党委",
		"督察总队、杨浦分局成立联合调查组。":            "org 杨浦分局",
		"白宫国家经济委员会主任到场。":               "org 白宫国家经济委员会",
		"重庆工商大学旅游与国土资源学院承办。":           "org 重庆工商大学旅游与国土资源学院",
		"他从「白鹭公司」（Bailu Works）来。":      "org Bailu Works",
		"記者王大明（Daming Ongg）說，天氣很好。":    "person Daming Ongg",
		"美國蘋果公司的人說不知道。":                "org 蘋果公司",
		"清华大学微电子所所长王大明到场。":             "org 清华大学微电子所",
		"36氪的报道说不知道。":                  "org 36氪",
		"（葉家銘／高雄報導）":                   "person 葉家銘",
		"台中巿下雨了，很大。":                   "place 台中巿",
		"善化區下雨，就善化的地勢來說很低。":            "place 善化",
		"浙江在线11月27日讯，天气很好。":            "org 浙江在线",
		"泸州白鹭医药有限公司（下称白医药）亏损，白医药没有回应。": "org 白医药",
		"市長韓正，教育部官員等參加。":               "person 韓正",
		"教育局副局長王大明到場，他說教育局會負責。":        "org 教育局",
	} {
		if got := mentions(text); !slices.Contains(got, want) {
			t.Errorf("%q gives %q, want %q", text, got, want)
		}
	}
}

// TestBrands learns a brand from what only companies have, when it comes often
// enough.
func TestBrands(t *testing.T) {
	if got := mentions("步步贷CEO王大明说，步步贷很好。有人在步步贷借钱。"); len(got) != 4 || got[0] != "org 步步贷" {
		t.Errorf("got %q, want 步步贷 three times and 王大明", got)
	}
	if got := mentions("某平台CEO王大明说，步步贷很好。"); len(got) != 1 {
		t.Errorf("got %q, want 王大明 alone", got)
	}
}
