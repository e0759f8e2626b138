package rows

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"dabao/ingest/extract"
)

// people takes one text of authors apart: "By A and B", "A; B", "作者：A、B". A
// comma parts names only where every part can be a whole name, so that "Doe,
// Jane" stays one; of a list that is already apart each item is one name.
func people(s string, whole bool) []string {
	s = oneLine(s)
	if rest, led := extract.AfterBy(s); led && rest != "" {
		s = rest
	}
	if !whole {
		if s == "" {
			return nil
		}
		return []string{s}
	}
	parts := cut(s, ";；|\n")
	if len(parts) == 1 {
		parts = cut(s, "、，/／")
	}
	if len(parts) == 1 {
		parts = commas(s)
	}
	var out []string
	for _, p := range parts {
		if rest, led := extract.AfterBy(p); led && rest != "" {
			p = rest
		}
		if p = strings.TrimSpace(p); p != "" {
			out = append(out, p)
		}
	}
	return out
}

func cut(s, marks string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(marks, r) })
}

// commas parts "A B, C D and E F", and Chinese names with space between them.
func commas(s string) []string {
	if names := strings.Fields(s); len(names) > 1 && all(names, hanName) {
		return names
	}
	joined := s
	for _, and := range []string{" and ", " And ", " AND ", " & ", " und ", " et ", " y "} {
		joined = strings.ReplaceAll(joined, and, ", ")
	}
	parts := cut(joined, ",")
	for i := range parts {
		parts[i] = strings.TrimSpace(parts[i])
	}
	if len(parts) > 1 && !all(parts, fullName) {
		return []string{s}
	}
	return parts
}

func all(list []string, ok func(string) bool) bool {
	for _, s := range list {
		if s != "" && !ok(s) {
			return false
		}
	}
	return true
}

// hanName says whether s can be a Chinese or Japanese name of one to five
// characters.
func hanName(s string) bool {
	n := utf8.RuneCountInString(s)
	return n >= 2 && n <= 5 && !strings.ContainsFunc(s, func(r rune) bool { return !unicode.Is(unicode.Han, r) && r != '·' })
}

// fullName wants two words, the first and the last with a capital letter.
func fullName(s string) bool {
	words := strings.Fields(s)
	if len(words) < 2 || len(words) > 6 {
		return hanName(s)
	}
	for _, w := range []string{words[0], words[len(words)-1]} {
		if r, _ := utf8.DecodeRuneInString(w); unicode.IsLower(r) || unicode.IsDigit(r) {
			return false
		}
	}
	return true
}
