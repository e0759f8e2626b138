package names

import (
	"slices"
	"strings"
	"testing"

	"dabao/schema"
)

// check fails where rows are not what a reader counts on: in order, apart, each
// the characters of its place, each named, people alone with a role.
func check(t *testing.T, a *schema.Article, found []schema.Entity) {
	t.Helper()
	field, position, last := "", -1, 0
	var r []rune
	for _, e := range found {
		if e.Field != field || e.Position != position {
			field, position, last = e.Field, e.Position, 0
			r = fieldRunes(a, e.Field, e.Position)
		}
		if e.Start < last || e.End <= e.Start || e.End > len(r) {
			t.Fatalf("%+v stands outside its text of %d, or over the one before, which ends at %d", e, len(r), last)
		}
		if got := string(r[e.Start:e.End]); got != e.Raw {
			t.Fatalf("%+v: its place holds %q", e, got)
		}
		if e.Name == "" || !slices.Contains(schema.EntityKinds, e.Kind) || e.Role != "" && e.Kind != schema.Person {
			t.Fatalf("%+v is no row", e)
		}
		last = e.End
	}
}

var hostile = []string{
	"A", "Aa ", "A.", "A-", "A’s ", "A&", "Al ", "President ", "University of ", "of ", "Bank of the ", "John ", "John Smith ", "J. ", "(AP) ", "Paris, ", "US ", "the The ", "said ", "Xx and ", "President of the X ",
	"王", "王小", "王小明", "王小明、", "欧阳", "局", "县", "县公安局", "公司", "有限公司", "中国", "北京市", "·", "马·", "马克·", "克", "斯特", "《", "《报》", "》", "“", "”党支部", "“”", "(", "(王)", "记者", "记者王", "说", "、", "等小区", "龙祥苑、", "村", "和", "县和", "网讯", "-频道", "摄", "省市县区", "第一",
	"公司（以下简称“A”）", "（下称", "季后赛主场火箭", "火箭队", "王CEO", "公司（Ab Cd）", "（Ab ", "21世纪经济报道", "唐尼-", "布特克维", "大学所所长", "夜市", "雷岭镇", "市长", "X处说", "“我很好”公司",
	"A王", "中A", "A局", "县A公司", "U.S.王说", "\u00ad", "\u200b王", "𠮷", "𠮷局", "é", "e\u0301", "\n", " \n", "1", "１", "Ａ", "。",
}

// TestHostileText reads long texts of nothing but what a name is made of: every row
// must hold.
func TestHostileText(t *testing.T) {
	for _, unit := range hostile {
		for _, lang := range []string{"zh-Hans", "en"} {
			long := strings.Repeat(unit, 1<<13/len([]rune(unit)))
			a := &schema.Article{Title: unit + unit, Lang: lang, Blocks: []schema.Block{{Kind: schema.Paragraph, Text: long}, {Kind: schema.Code, Text: unit}}}
			check(t, a, Find(a, nil))
		}
	}
}

// TestWorkIsLinear counts the allocations of one text and of four times it, a
// measure that neither machine nor neighbours change.
func TestWorkIsLinear(t *testing.T) {
	for _, unit := range []string{"记者王小明、李大力说，县公安局和北京市朝阳区人民法院等小区的“龙祥苑”党支部。", "President John Smith of the Bank of England said (AP) in Paris, France’s U.S. Senate. ", "马克·特温", "王小明", "季后赛主场，火箭队的唐尼-沃尔什（Donny Walsh）说，泸州白鹭有限公司（以下简称“白鹭”）CEO王小明在白鹭。", "布特克维"} {
		for _, lang := range []string{"zh", "en"} {
			work := func(n int) float64 {
				a := &schema.Article{Lang: lang, Blocks: []schema.Block{{Kind: schema.Paragraph, Text: strings.Repeat(unit, n)}}}
				return testing.AllocsPerRun(1, func() { Find(a, nil) })
			}
			if once, four := work(500), work(2000); four > 6*once+1000 {
				t.Errorf("%q in %s: %.0f allocations for 500, %.0f for 2000", unit, lang, once, four)
			}
		}
	}
}

func TestStops(t *testing.T) {
	a := &schema.Article{Lang: "zh", Title: "习近平主席在北京会见普京总统"}
	if found := Find(a, func() bool { return true }); len(found) != 0 {
		t.Errorf("a page that was given up gives %v", found)
	}
}

// TestOtherLanguages gives no row, for the rules would be wrong.
func TestOtherLanguages(t *testing.T) {
	for lang, text := range map[string]string{"de": "Angela Merkel sagte in Berlin, die Deutsche Bank sei sicher.", "ja": "安倍晋三首相は東京で日本銀行の総裁と会談した。", "": "Angela Merkel met 习近平 in Berlin.", "fr": "Emmanuel Macron est à Paris."} {
		if found := Find(&schema.Article{Lang: lang, Title: text}, nil); len(found) != 0 {
			t.Errorf("%s: %v", lang, found)
		}
	}
}

func FuzzFind(f *testing.F) {
	for _, s := range hostile {
		f.Add(s, s+s)
	}
	f.Add("President John Smith, 45, said the Bank of England (BoE) in Paris.", "Smith said")
	f.Add("新华社北京2月28日电（记者 王小明）瀘縣縣委、縣政府辦公室", "《明报》记者张三、李四说，马克·吐温和县公安局局长")
	f.Fuzz(func(t *testing.T, title, text string) {
		for _, lang := range []string{"zh-Hant", "en"} {
			a := &schema.Article{Title: title, Subtitle: text, Lang: lang, Blocks: []schema.Block{{Kind: schema.Paragraph, Text: text}, {Kind: schema.Caption, Text: title}}}
			check(t, a, Find(a, nil))
		}
	})
}
