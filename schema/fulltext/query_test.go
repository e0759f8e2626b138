package fulltext

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestParse(t *testing.T) {
	for _, c := range []struct{ in, match, without, filters string }{
		{"核酸檢測", `"核酸"+"酸检"+"检测"`, "", ""},
		{"核酸 GDP", `"核酸" AND "GDP"`, "", ""},
		{"核酸\u3000AND GDP", `"核酸" AND "GDP"`, "", ""},
		{`"GDP growth"`, `"GDP growth"`, "", ""},
		{"“GDP growth”", `"GDP growth"`, "", ""},
		{"a OR b c", `"a" OR ("b" AND "c")`, "", ""},
		{"(a OR b) c", `("a" OR "b") AND "c"`, "", ""},
		{"（a OR b）c", `("a" OR "b") AND "c"`, "", ""},
		{"a NOT b", `("a") NOT ("b")`, "", ""},
		{"a NOT b NOT c d", `("a" AND "d") NOT ("b" OR "c")`, "", ""},
		{"a NOT (b OR c)", `("a") NOT ("b" OR "c")`, "", ""},
		{"x OR (a NOT b)", `"x" OR (("a") NOT ("b"))`, "", ""},
		{"NOT b", "", `"b"`, ""},
		{"NOT b site:a.cn", "", `"b"`, "[{site a.cn false}]"},
		{"vaccin*", `"vaccin"*`, "", ""},
		{`"zero cov"*`, `"zero cov"*`, "", ""},
		{"核酸*", `"核酸"`, "", ""},
		{"车", `"车"*`, "", ""},
		{"title:疫情", `{title} : "疫情"`, "", ""},
		{"title：疫情", `{title} : "疫情"`, "", ""},
		{`title:"a b" c`, `{title} : "a b" AND "c"`, "", ""},
		{"疫情 site:people.com.cn", `"疫情"`, "", "[{site people.com.cn false}]"},
		{`author:"Jane Doe" NOT lang:en after:2022 before:2022-09`, "", "", "[{author Jane Doe false} {lang en true} {after 2022-01-01 false} {before 2022-09-01 false}]"},
		{"(疫情 source:新华社) GDP", `"疫情" AND "GDP"`, "", "[{source 新华社 false}]"},
		{"14:54", `"14"+"␞"+"54"`, "", ""},
		{"https://a.cn", `"https"+"␞"+"a"+"␞"+"cn"`, "", ""},
		{`"OR"`, `"OR"`, "", ""},
		{"ORDER", `"ORDER"`, "", ""},
		{"or and not", `"or" AND "and" AND "not"`, "", ""},
		{`["疫情防控", "GDP growth"]`, `"疫情"+"情防"+"防控" AND "GDP growth"`, "", ""},
		{`'; DROP TABLE articles; --x`, "", "", ""},
	} {
		q, err := Parse(c.in)
		if strings.HasPrefix(c.in, "';") {
			if err == nil {
				t.Errorf("Parse(%q) has no error for a word of signs", c.in)
			}
			continue
		}
		if err != nil {
			t.Errorf("Parse(%q): %v", c.in, err)
			continue
		}
		filters := ""
		if q.Filters != nil {
			filters = fmt.Sprint(q.Filters)
		}
		if visible(q.Match) != c.match || visible(q.Without) != c.without || filters != c.filters {
			t.Errorf("Parse(%q) = %s | %s | %s, want %s | %s | %s", c.in, visible(q.Match), q.Without, filters, c.match, c.without, c.filters)
		}
	}
}

func TestParseKeepsPhrasesLookedFor(t *testing.T) {
	q, err := Parse(`title:疫情 "GDP growth" vaccin* NOT nothing OR x`)
	if err != nil {
		t.Fatal(err)
	}
	want := "[{疫情 false true} {GDP growth false false} {vaccin true false} {x false false}]"
	if got := fmt.Sprint(q.Phrases); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestParseErrors(t *testing.T) {
	for _, c := range []struct {
		in  string
		at  int
		msg string
	}{
		{"", 0, "nothing to look for"},
		{"  ", 2, "missing"},
		{`核酸 "疫情`, 3, "quote is not closed"},
		{"(核酸", 0, "not closed"},
		{"核酸 (", 4, "not closed"},
		{"核酸)", 2, "closes nothing"},
		{"()", 1, "missing"},
		{"AND 核酸", 0, "missing before this word"},
		{"核酸 AND", 6, "missing here"},
		{"核酸 OR OR x", 6, "missing before this word"},
		{"核酸 NOT NOT x", 7, "missing before this word"},
		{"核酸 ！", 3, "neither letter nor digit"},
		{`""`, 0, "neither letter nor digit"},
		{"*", 0, "neither letter nor digit"},
		{"😀", 0, "neither letter nor digit"},
		{"site:", 5, "needs a value"},
		{"title:", 6, "neither letter nor digit"},
		{"核酸 after:2022-13", 9, "needs a date"},
		{"before:gestern", 7, "needs a date"},
		{"site:people*", 11, "* goes with words"},
		{"核酸 OR site:a.cn", 6, "condition on the whole query"},
		{"核酸 NOT (x site:a.cn)", 10, "condition on the whole query"},
		{"核酸 OR (NOT x)", 7, "NOT needs something"},
		{"[]", 0, "nothing to look for"},
		{`["核酸", "。"]`, 0, "neither letter nor digit"},
		{strings.Repeat("核", MaxQuery+1), MaxQuery, "has 257 characters"},
		{strings.Repeat("(", 100) + "a" + strings.Repeat(")", 100), maxNesting, "deeper than"},
	} {
		_, err := Parse(c.in)
		var e *SyntaxError
		if !errors.As(err, &e) {
			t.Errorf("Parse(%q) = %v, want a syntax error", c.in, err)
			continue
		}
		if e.At != c.at || !strings.Contains(e.Msg, c.msg) {
			t.Errorf("Parse(%q) = %d %s, want %d …%s…", c.in, e.At, e.Msg, c.at, c.msg)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"", "a", `"`, `"a" OR (b NOT title:c*) site:x after:2022`, "核酸*)", "NOT(a)", `["a","b"]`, "((a)OR(b))", "“”", "title：", string(Break)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		q, err := Parse(s)
		if err != nil {
			var e *SyntaxError
			if !errors.As(err, &e) || e.At < 0 || e.At > utf8.RuneCountInString(s) {
				t.Fatalf("Parse(%q) = %v", s, err)
			}
			return
		}
		if q.Match == "" && q.Without == "" && len(q.Filters) == 0 {
			t.Fatalf("Parse(%q) asks for nothing", s)
		}
		if strings.Count(q.Match, `"`)%2 != 0 || strings.Count(q.Without, `"`)%2 != 0 {
			t.Fatalf("Parse(%q) leaves a quote open: %s %s", s, q.Match, q.Without)
		}
	})
}

func FuzzTokens(f *testing.F) {
	for _, s := range []string{"", "5G網络，GDP增长。\n", "\xff核\x00", "か\u3099ﾞ", "𠮷\U000e0100野", string(Break)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		tokens := Tokens(s)
		if len(tokens) > 4*len(s)+8*strings.Count(s, "")+8 {
			t.Fatalf("%d bytes of tokens for %d of text", len(tokens), len(s))
		}
		if strings.Contains(tokens, "  ") || strings.HasPrefix(tokens, " ") || strings.HasSuffix(tokens, " ") {
			t.Fatalf("Tokens(%q) = %q", s, tokens)
		}
		if again := Tokens(Fold(s)); again != tokens {
			t.Fatalf("Tokens(Fold(%q)) = %q, not %q", s, again, tokens)
		}
		for _, p := range Spans(s, []Phrase{{Text: s}}) {
			if p.Start < 0 || p.End <= p.Start || p.End > utf8.RuneCountInString(s) {
				t.Fatalf("Spans(%q) = %v", s, p)
			}
		}
	})
}
