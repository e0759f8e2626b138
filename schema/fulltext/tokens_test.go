package fulltext

import (
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

func visible(s string) string { return strings.ReplaceAll(s, string(Break), "␞") }

func TestTokens(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"", ""},
		{"。，\n", ""},
		{"车", "车"},
		{"車", "车"},
		{"核酸檢測", "核酸 酸检 检测 测"},
		{"5G網絡", "5G 网络 络"},
		{"５Ｇ网络", "5G 网络 络"},
		{"GDP 增长", "GDP 增长 长"},
		{"COVID-19疫情", "COVID 19 疫情 情"},
		{"核 酸", "核 酸"},
		{"核\u200b酸", "核酸 酸"},
		{"经济，GDP增长。", "经济 济 ␞ GDP 增长 长"},
		{"GDP（增长）。\n今年", "GDP ␞ 增长 长 ␞ 今年 年"},
		{"said \"hello\" to", "said hello to"},
		{"First. Second", "First ␞ Second"},
		{"A\tB", "A ␞ B"},
		{"70%的人", "70 ␞ 的人 人"},
		{"𠮷野家", "𠮷野 野家 家"},
		{"カタカナｶﾀｶﾅ", "カタ タカ カナ ナカ カタ タカ カナ ナ"},
		{"서울시", "서울 울시 시"},
		{"a" + string(Break) + "b", "a b"},
		{"\x00\xff核", "核"},
	} {
		if got := visible(Tokens(c.in)); got != c.want {
			t.Errorf("Tokens(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

func TestMatch(t *testing.T) {
	for _, c := range []struct {
		in     string
		prefix bool
		want   string
	}{
		{"", false, ""},
		{"。", true, ""},
		{"车", false, `"车"*`},
		{"核酸檢測", false, `"核酸"+"酸检"+"检测"`},
		{"核酸檢測", true, `"核酸"+"酸检"+"检测"`},
		{"GDP增长", false, `"GDP"+"增长"`},
		{"增长GDP", false, `"增长"+"长"+"GDP"`},
		{"增长GDP", true, `"增长"+"长"+"GDP"*`},
		{"GDP车", false, `"GDP"+"车"*`},
		{"COVID-19", false, `"COVID 19"`},
		{"zero covid", true, `"zero covid"*`},
		{"疫情。防控", false, `"疫情"+"情"+"␞"+"防控"`},
		{"a. b", false, `"a"+"␞"+"b"`},
		{`x" OR "y`, false, `"x OR y"`},
	} {
		if got := visible(Match(c.in, c.prefix)); got != c.want {
			t.Errorf("Match(%q, %v) = %s, want %s", c.in, c.prefix, got, c.want)
		}
	}
}

func TestFold(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"檢測 検測", "检测 检测"},
		{"復雜頭髮網", "复杂头发网"},
		{"複雜 発展", "复杂 发展"},
		{"前後 乾幹干", "前后 干干干"},
		{"計畫", "计画"},
		{"ＧＤＰ％１２", "GDP%12"},
		{"豈⽔", "岂水"},
		{"ﾃﾚﾋﾞ", "テレヒﾞ"},
		{"ﾡ", "ㄱ"},
		{"é A", "é A"},
	} {
		if got := Fold(c.in); got != c.want {
			t.Errorf("Fold(%q) = %q, want %q", c.in, got, c.want)
		}
	}
	if Fold("计划") != Fold("計畫") {
		t.Error("计划 and 計畫 are not one class")
	}
}

// A form that means something else in Chinese must not be merged because
// Japanese uses it as a short form.
func TestFoldKeepsApart(t *testing.T) {
	for _, pair := range []string{"予豫", "缶罐", "欠缺", "连联", "芸艺", "弁辩", "浜滨", "沪滤"} {
		r := []rune(pair)
		if Fold(string(r[0])) == Fold(string(r[1])) {
			t.Errorf("%c and %c are one class", r[0], r[1])
		}
	}
}

func TestVariants(t *testing.T) {
	last, n := "", 0
	for variant, folded := range Variants() {
		n++
		if variant <= last {
			t.Errorf("%q comes after %q", variant, last)
		}
		if utf8.RuneCountInString(variant) != 1 || utf8.RuneCountInString(folded) != 1 {
			t.Errorf("%q to %q is not one code point each", variant, folded)
		}
		if Fold(folded) != folded || Fold(variant) != folded || variant == folded {
			t.Errorf("%q to %q does not hold", variant, folded)
		}
		last = variant
	}
	if n < 5500 {
		t.Errorf("%d variants", n)
	}
	for range Variants() {
		break
	}
}

// Every letter or numeral of the four scripts is CJK, and nothing else is but
// what those scripts share or what a later Unicode may assign to them.
func TestIsCJK(t *testing.T) {
	scripts := []*unicode.RangeTable{unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul}
	shared := "〆〱〲〳〴〵〼ーｰ"
	for r := rune(0); r <= unicode.MaxRune; r++ {
		own := unicode.In(r, scripts...)
		reads := unicode.IsLetter(r) || unicode.In(r, unicode.Nl)
		assigned := reads || unicode.IsMark(r) || unicode.IsPunct(r) || unicode.IsSymbol(r) || unicode.IsNumber(r)
		switch got := IsCJK(r); {
		case own && reads && !got:
			t.Errorf("%U %c is not CJK", r, r)
		case got && assigned && !own && !strings.ContainsRune(shared, r) && !unicode.IsLetter(r):
			t.Errorf("%U %c is CJK", r, r)
		}
	}
}

// The ends of the extensions of Han, of which Go's tables lack I and J.
func TestExtensionsOfHan(t *testing.T) {
	for _, r := range []rune{0x3400, 0x4DBF, 0x20000, 0x2A6DF, 0x2A700, 0x2EBE0, 0x2EBF0, 0x2EE5D, 0x2F800, 0x2FA1D, 0x30000, 0x323AF, 0x323B0, 0x33479} {
		if !IsCJK(r) || !IsHan(r) {
			t.Errorf("%U: IsCJK %v, IsHan %v", r, IsCJK(r), IsHan(r))
		}
		if s := string([]rune{r, r}); r != 0x2F800 && r != 0x2FA1D && !slices.Equal(strings.Fields(Tokens(s)), []string{s, string(r)}) {
			t.Errorf("the tokens of %U twice are %q", r, Tokens(s))
		}
	}
	for _, r := range []rune{'a', 'あ', '한', 'ー', 0x1FFFF, 0x40000} {
		if IsHan(r) {
			t.Errorf("%U is Han", r)
		}
	}
}

// The kinds must not overlap where order would decide, and the spans must be
// in order, or the search among them misses.
func TestSpansInOrder(t *testing.T) {
	for name, spans := range map[string][]runeSpan{"cjk": cjkSpans, "stop": stopSpans, "sign": signSpans, "space": spaceSpans, "ignored": ignoredSpans} {
		last := rune(-1)
		for _, s := range spans {
			if s.first <= last || s.last < s.first {
				t.Errorf("%s: %U-%U is out of order", name, s.first, s.last)
			}
			last = s.last
		}
	}
}

func BenchmarkTokens(b *testing.B) {
	text := strings.Repeat("核酸檢測工作，在各區展開。GDP增长3.5%，全国网络安全大会召开；", 40)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		Tokens(text)
	}
}
