package names

import (
	"testing"

	"dabao/schema"
)

// TestNames groups the mentions of one article under the fullest form that it
// prints, where there is one.
func TestNames(t *testing.T) {
	for _, c := range []struct {
		lang, title string
		blocks      []string
		want        map[string]string // raw → name
	}{
		{"zh-Hant", "瀘州市長江大橋通車", []string{"瀘州今日通車。瀘縣公安局局長王小明說，縣公安局派人到場。", "王小明表示，小明的家人也在。"}, map[string]string{"瀘州": "瀘州市", "縣公安局": "瀘縣公安局", "王小明": "王小明"}},
		{"zh-Hans", "白鹭集团公布业绩", []string{"白鹭的利润下降，白鹭方面没有回应。美国总统乔·拜登说，拜登还会再来。"}, map[string]string{"白鹭": "白鹭集团", "拜登": "乔·拜登"}},
		{"en", "Smith to lead the BDA", []string{"LONDON (AP) — Bridge Design Authority (BDA) chairman John Smith said in London on Monday that it was late.", "“It is,” Smith said. The BDA agreed."}, map[string]string{"LONDON": "London", "Smith": "John Smith", "BDA": "Bridge Design Authority"}},
		{"en", "U.S. to join", []string{"WASHINGTON (AP) — The United States said on Monday that the US and the U.K. agreed with the UN.", "The USA and the European Union met. The EU and America agreed."}, map[string]string{"U.S.": "United States", "US": "United States", "USA": "United States", "U.K.": "United Kingdom", "UN": "United Nations", "EU": "European Union", "America": "America"}},
		{"zh-Hant", "美利堅合眾國與臺灣", []string{"美國說，臺北市與台北市政府同意，世衛組織也同意。花蓮縣觀光處說，觀光處的人都在。"}, map[string]string{"美利堅合眾國": "美國", "美國": "美國", "臺灣": "台灣", "臺北市": "台北市", "世衛組織": "世界衛生組織", "觀光處": "花蓮縣觀光處"}},
		{"zh-Hans", "达拉斯小牛胜火箭队", []string{"季后赛今天在主场开打，小牛赢了，火箭输了。世卫组织与印尼都同意。"}, map[string]string{"小牛": "达拉斯小牛", "火箭": "火箭队", "世卫组织": "世界卫生组织", "印尼": "印度尼西亚"}},
		{"zh-Hans", "白鹭生物公司公告", []string{"泸州白鹭生物有限公司（以下简称“鹭生集团”）说，鹭生集团的利润下降。"}, map[string]string{"鹭生集团": "泸州白鹭生物有限公司"}},
	} {
		a := &schema.Article{Lang: c.lang, Title: c.title}
		for _, b := range c.blocks {
			a.Blocks = append(a.Blocks, schema.Block{Kind: schema.Paragraph, Text: b})
		}
		found := Find(a, nil)
		seen := map[string]string{}
		for _, e := range found {
			seen[e.Raw] = e.Name
		}
		for raw, name := range c.want {
			if seen[raw] != name {
				t.Errorf("%s is %q, want %q, in %+v", raw, seen[raw], name, found)
			}
		}
	}
}

// TestRoles gives the office that stands beside a person, and nothing where
// none does.
func TestRoles(t *testing.T) {
	for _, c := range []struct{ lang, text, person, role string }{
		{"zh", "龙山公司高级副总裁王小明表示", "王小明", "高级副总裁"},
		{"zh", "习近平总书记在会上指出", "习近平", "总书记"},
		{"zh", "（记者 陈晓东）今天下雨", "陈晓东", "记者"},
		{"zh", "王小明说，天气很好。王小明还说", "王小明", ""},
		{"en", "State Health Commissioner Dr. Mary Jones said so.", "Mary Jones", "State Health Commissioner"},
		{"en", "It is late, said Mary Jones, executive director of the bank.", "Mary Jones", "executive director"},
		{"en", "The Minister of Justice, Mary Jones, said so.", "Mary Jones", "Minister of Justice"},
		{"en", "Mary Jones said so.", "Mary Jones", ""},
		{"en", "Mary Jones, the company's chief executive, said so.", "Mary Jones", "chief executive"},
		{"en", "Mary Jones, a brother of the group's deputy leader, said so.", "Mary Jones", ""},
		{"en", "The group and its deputy leader, Mary Jones, left.", "Mary Jones", "deputy leader"},
		{"en", "It was said on PM Anwar Ibrahim's trip that PM Anwar Ibrahim left.", "Anwar Ibrahim", "PM"},
		{"zh", "白鹭集团品牌总监王小明说", "王小明", "品牌总监"},
		{"en", "Forces of President Bashar al-Assad left.", "Bashar al-Assad", "President"},
	} {
		a := &schema.Article{Lang: c.lang, Blocks: []schema.Block{{Kind: schema.Paragraph, Text: c.text}}}
		ok := false
		for _, e := range Find(a, nil) {
			if e.Raw == c.person {
				ok = true
				if e.Role != c.role {
					t.Errorf("%s: the role of %s is %q, want %q", c.text, e.Raw, e.Role, c.role)
				}
			}
		}
		if !ok {
			t.Errorf("%s: %s is not found", c.text, c.person)
		}
	}
}

// TestNoRow holds what must give none: streets, works, credits of pictures,
// parts of longer names, words.
func TestNoRow(t *testing.T) {
	for _, c := range []struct{ lang, text, raw string }{
		{"zh", "他住在北京路，每天走中山大道。", "北京"},
		{"zh", "他读了《北京的春天》，很喜欢。", "北京"},
		{"zh", "孩子们在公园里玩耍。李明 摄", "李明"},
		{"zh", "有关部门和相关公司表示，各级政府要重视。", "相关公司"},
		{"zh", "陈校长和小温都来了。", "陈校"},
		{"zh", "中国人爱吃北京烤鸭。", "中国"},
		{"en", "He lives at 12 London Road and works on Paris Avenue.", "London"},
		{"en", "American and Russian officials met on Monday in March.", "American"},
		{"en", "The Paris Agreement was signed.", "Paris"},
		{"en", "A crowd in the rain. (Photo by Mary Jones/Getty Images)", "Mary Jones"},
		{"en", "There Is Nothing New In This Headline Today", "Nothing"},
	} {
		a := &schema.Article{Lang: c.lang, Blocks: []schema.Block{{Kind: schema.Paragraph, Text: c.text}}}
		for _, e := range Find(a, nil) {
			if e.Raw == c.raw {
				t.Errorf("%s: %+v", c.text, e)
			}
		}
	}
}
