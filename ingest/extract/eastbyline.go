package extract

import (
	"strings"
	"unicode/utf8"
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
	var out []string
	for _, name := range strings.FieldsFunc(text[i+len("【"):len(text)-len("】")], func(r rune) bool { return r == '、' || r == '，' || r == ',' }) {
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
