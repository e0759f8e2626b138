package extract

import (
	"strings"
	"unicode/utf8"

	"dabao/schema"
)

// koreanNames are the names that stand before 기자 (reporter) in a line: 홍길동
// 기자, 김영희·이철수 기자.
func koreanNames(s string) []string {
	i := strings.Index(s, "기자")
	if i <= 0 || len(s) > 160 {
		return nil
	}
	var out []string
	before := strings.TrimSpace(s[:i])
	if j := strings.LastIndexAny(before, "=|()[]<>"); j >= 0 {
		before = strings.TrimSpace(before[j+1:])
	}
	for _, part := range strings.FieldsFunc(before, func(r rune) bool { return strings.ContainsRune("·,、/ ", r) }) {
		n := utf8.RuneCountInString(part)
		if n < 2 || n > 4 {
			return nil
		}
		for _, r := range part {
			if r < 0xac00 || r > 0xd7a3 {
				return nil
			}
		}
		out = append(out, part)
	}
	if len(out) > 6 {
		return nil
	}
	return out
}

// japaneseSignature are the names in the brackets that close a Japanese article:
// …という。【山田太郎、佐藤花子】
func japaneseSignature(text string) []string {
	i := strings.LastIndex(text, "【")
	if i < 0 || !strings.HasSuffix(text, "】") || !strings.ContainsFunc(text[:i], isKana) {
		return nil
	}
	return kanjiNames(text[i+len("【") : len(text)-len("】")])
}

// japaneseDateline is who reports from abroad, in the brackets that open a Japanese
// article: 【パリ＝山田太郎】, （ロンドン＝佐藤花子）. An agency has two characters.
func japaneseDateline(text string) []string {
	for _, br := range [][2]string{{"【", "】"}, {"（", "）"}, {"[", "]"}} {
		inner, ok := strings.CutPrefix(text, br[0])
		if !ok {
			continue
		}
		inner, _, ok = strings.Cut(head(inner, 120), br[1])
		i := strings.LastIndex(inner, "＝")
		if !ok || i < 0 || !strings.ContainsFunc(text, isKana) {
			return nil
		}
		return kanjiNames(inner[i+len("＝"):])
	}
	return nil
}

// kanjiNames are the Japanese names of a list; nil where it holds anything else.
func kanjiNames(list string) []string {
	var out []string
	for _, name := range strings.FieldsFunc(list, func(r rune) bool { return r == '、' || r == '，' || r == ',' }) {
		name = strings.TrimSpace(name)
		n := 0
		for _, r := range name {
			if !isHan(r) && r != '　' && r != ' ' {
				return nil
			}
			n++
		}
		if n < 3 || n > 6 {
			return nil
		}
		out = append(out, name)
	}
	return out
}

// maxReporters is the length, in bytes, of a line that can be the byline of a paper
// of Taiwan or Hong Kong.
const maxReporters = 160

// reporters are the names of a line that says who reported from where, as the papers
// of Taiwan and Hong Kong print it: 某某／台北報導, 某某、某某／紐約4日電, 某某 某某 報導.
// A desk (社會中心) is nobody's name.
func reporters(s string) []string {
	if len(s) > maxReporters {
		return nil
	}
	if i := strings.LastIndexAny(s, slashes); i > 0 && endsReport(s[i:]) {
		return toldNames(s[:i])
	}
	for _, w := range []string{" 報導", " 报道", " 報道", " 綜合報導", " 採訪報導"} {
		if i := strings.Index(s, w); i > 0 {
			return toldNames(s[:i])
		}
	}
	return nil
}

// endsReport is true of the place behind the slash of a byline: it ends with a word
// for reports, and is no sentence.
func endsReport(s string) bool {
	s = strings.TrimRight(s, " 】〕）)]」。")
	if utf8.RuneCountInString(s) > 16 || strings.ContainsAny(s, "，。！？；") {
		return false
	}
	for _, end := range []string{"報導", "報道", "报道", "電", "电", "特稿", "專訪", "外電", "分析"} {
		if strings.HasSuffix(s, end) {
			return true
		}
	}
	return false
}

// toldNames are the names in s; what stands before them (a day, an outlet, the word
// for reporters) is left out.
func toldNames(s string) []string {
	var out []string
	for _, f := range strings.FieldsFunc(joinNames(s), func(r rune) bool { return strings.ContainsRune(" \u3000、，,【〔（([｜|"+slashes, r) }) {
		for _, w := range []string{"記者", "记者", "特派員", "特派员", "編譯", "编译", "文"} {
			if i := strings.LastIndex(f, w); i >= 0 {
				f = f[i+len(w):]
			}
		}
		if isToldName(f) && !outletName(f) && !isDesk(f) {
			out = append(out, f)
		}
	}
	return out
}

// isDesk is true of a part of a newsroom, or of a place that begins like a name.
func isDesk(s string) bool {
	for _, end := range []string{"中心", "小組", "小组", "編輯", "编辑", "新聞", "新闻", "綜合", "综合", "團隊", "组", "組", "部", "室", "報", "报", "社", "台"} {
		if strings.HasSuffix(s, end) {
			return true
		}
	}
	return s == "高雄" || s == "金門" || s == "連江" || s == "馬祖"
}

func authored(names []string) []schema.Credit {
	out := make([]schema.Credit, len(names))
	for i, n := range names {
		out[i] = schema.Credit{Role: schema.Author, Name: n}
	}
	return out
}
