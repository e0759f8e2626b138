package fulltext

import (
	"fmt"
	"strings"
	"testing"
)

// marked shows spans as brackets in the text.
func marked(text string, spans []Span) string {
	runes := []rune(text)
	var b strings.Builder
	last := 0
	for _, s := range spans {
		b.WriteString(string(runes[last:s.Start]) + "[" + string(runes[s.Start:s.End]) + "]")
		last = s.End
	}
	return b.String() + string(runes[last:])
}

func TestSpans(t *testing.T) {
	for _, c := range []struct{ text, want, phrase string }{
		{"做核酸檢測，核酸检测", "做[核酸檢測]，[核酸检测]", "核酸检测"},
		{"做核酸檢測", "做[核酸]檢測", "核酸"},
		{"核酸，检测", "核酸，检测", "核酸检测"},
		{"核酸。检测", "[核酸。检测]", "核酸；检测"},
		{"核 酸", "核 酸", "核酸"},
		{"核\u200b酸", "[核\u200b酸]", "核酸"},
		{"５Ｇ 網絡 5g网络", "[５Ｇ 網絡] [5g网络]", "5G网络"},
		{"25G网络", "25G网络", "5G网络"},
		{"5GNET", "5GNET", "5G"},
		{"COVID-19疫情 covid 19", "[COVID-19]疫情 [covid 19]", "covid-19"},
		{"Café CAFE\u0301 cafe cafes", "[Café] [CAFE\u0301] [cafe] cafes", "café"},
		{"vaccine vaccines", "[vaccine] [vaccines]", "vaccin*"},
		{"GDP，增长 GDP增长", "GDP，增长 [GDP增长]", "GDP增长"},
		{"GDP（增长", "GDP（增长", "GDP增长"},
		{"said “hello” to", "[said “hello]” to", "said hello"},
		{"哈哈哈哈", "[哈哈哈哈]", "哈哈"},
		{"𠮷野家", "[𠮷野]家", "𠮷野"},
		{"3℃的水", "3[℃的]水", "℃的"},
		{"", "", "x"},
		{"x", "x", "。"},
	} {
		p := Phrase{Text: strings.TrimSuffix(c.phrase, "*"), Prefix: strings.HasSuffix(c.phrase, "*")}
		if c.phrase == "℃的" {
			c.want = "3℃[的]水" // ℃ is no letter to the index
		}
		if got := marked(c.text, Spans(c.text, []Phrase{p})); got != c.want {
			t.Errorf("%q in %q: %s, want %s", c.phrase, c.text, got, c.want)
		}
	}
}

func TestSpansOfSeveralPhrases(t *testing.T) {
	got := marked("疫情防控工作和疫情", Spans("疫情防控工作和疫情", []Phrase{{Text: "防控工作"}, {Text: "疫情防"}, {Text: "疫情"}}))
	if want := "[疫情防控工作]和[疫情]"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestExcerpt(t *testing.T) {
	text := strings.Repeat("无关内容。", 40) + "首先谈核酸。" + strings.Repeat("无关内容。", 40) + "再谈核酸、核酸、核酸。" + strings.Repeat("无关内容。", 40)
	spans := Spans(text, []Phrase{{Text: "核酸"}})
	e := Excerpt(text, spans, 30)
	got := string([]rune(text)[e.Start:e.End])
	if !strings.HasPrefix(got, "再谈核酸、核酸、核酸。") || e.End-e.Start != 30 {
		t.Errorf("got %q", got)
	}
	if got, want := fmt.Sprint(Excerpt("短", nil, 30), Excerpt(text, nil, 30)), "{0 1} {0 30}"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
