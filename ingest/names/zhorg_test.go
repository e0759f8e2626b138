package names

import (
	"slices"
	"testing"

	"dabao/schema"
)

// TestChineseBodies holds where the name of a body begins and ends: its branch is
// part of it, an office of a government is known again without its place, and a
// word that is a company too is one where the text shows it.
func TestChineseBodies(t *testing.T) {
	for _, c := range []struct {
		text string
		want []string // of the kind given
		not  []string
	}{
		{"由中国农业银行泸州分行、泸州市公安局江阳区分局刑警大队协办。", []string{"中国农业银行泸州分行", "泸州市公安局江阳区分局刑警大队"}, []string{"中国农业银行", "泸州分行", "泸州市公安局"}},
		{"花蓮縣觀光處說，人很多。到場的有觀光處人員。", []string{"花蓮縣觀光處", "觀光處"}, nil},
		{"旅遊處表示，活動照常。民眾可向旅遊處詢問。", []string{"旅遊處"}, nil},
		{"他们在交界处停下，到处都是水。", nil, []string{"交界处", "到处"}},
		{"內政部次長說，法務部與經濟部都同意，但不想多談。", []string{"內政部", "法務部", "經濟部"}, nil},
		{"台北地檢署起訴了他，台北地院今天開庭。", []string{"台北地檢署", "台北地院"}, []string{"台北"}},
		{"苹果发布新手机，苹果的利润上升。", []string{"苹果"}, nil},
		{"他买了苹果和梨，苹果很甜。", nil, []string{"苹果"}},
		{"苹果公司说，苹果还会再降价。", []string{"苹果公司", "苹果"}, nil},
		{"据中新网9月9日报道，天气很好。", []string{"中新网"}, []string{"据中新网"}},
		{"街道经济和科技促进局局长到场。", []string{"街道经济和科技促进局"}, nil},
		{"声称是北京一公安局的人。", nil, []string{"北京一公安局"}},
		{"侦破156条涉电信网络诈骗线索。", nil, []string{"条涉电信网络"}},
		{"上海一基金公司的人说，三十一国代表队参加。投资总监没有回应。", nil, []string{"上海一基金公司", "一国代表队"}},
		{"楠梓區新屋很多，台中市新興景點也多。", nil, []string{"新屋", "新興"}},
		{"20間出版社参加。香港社運團體到場，世貿聯盟譴責特區政府。“它很可能很好”调查公司说。", nil, []string{"間出版社", "20間出版社", "香港社", "世貿聯盟譴責特區政府", "“它很可能很好”调查公司"}},
		{"他住在青島東路和南京西路。", nil, []string{"青島", "南京"}},
		{"剧团和马戏团都来了，儿童医院也来人。", nil, []string{"马戏团", "儿童医院"}},
	} {
		a := &schema.Article{Lang: "zh", Blocks: []schema.Block{{Kind: schema.Paragraph, Text: c.text}}}
		var got []string
		for _, e := range Find(a, nil) {
			if e.Kind == schema.Org {
				got = append(got, e.Raw)
			} else {
				got = append(got, "")
			}
			if slices.Contains(c.not, e.Raw) {
				t.Errorf("%q gives %s %q", c.text, e.Kind, e.Raw)
			}
		}
		for _, raw := range c.want {
			if !slices.Contains(got, raw) {
				t.Errorf("%q gives no body %q, only %q", c.text, raw, got)
			}
		}
	}
}

// TestChineseHeads holds a place before who heads it to what is left without the
// office, and foreign people that one word names.
func TestChineseHeads(t *testing.T) {
	a := &schema.Article{Lang: "zh-Hant", Blocks: []schema.Block{{Kind: schema.Paragraph, Text: "花蓮縣長王大明說，泸州市长期缺水，總統川普也這麼說。「晴川商圈」很熱鬧，王大明、林伟业和陳小姐都到場。謝男聲稱不知情。"}}}
	var got []string
	for _, e := range Find(a, nil) {
		got = append(got, string(e.Kind)+" "+e.Raw+" "+e.Role)
	}
	want := []string{"place 花蓮 ", "person 王大明 縣長", "place 泸州市 ", "person 川普 總統", "place 晴川商圈 ", "person 王大明 ", "person 林伟业 "}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
