package lenient

import (
	"encoding/json"
	"strconv"
	"strings"
	"testing"
)

// show writes a tree as JSON, so that trees can be compared as text.
func show(v Value) string {
	switch v.Kind {
	case Text:
		return strconv.Quote(v.text)
	case Literal:
		return v.text
	case List:
		var parts []string
		for _, it := range v.Items() {
			parts = append(parts, show(it))
		}
		return "[" + strings.Join(parts, ",") + "]"
	case Object:
		var parts []string
		for i, k := range v.Keys() {
			parts = append(parts, strconv.Quote(k)+":"+show(v.Items()[i]))
		}
		return "{" + strings.Join(parts, ",") + "}"
	}
	return ""
}

func TestParse(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"plain", `{"a":[1,true,null,"x"],"b":{}}`, `{"a":[1,true,null,"x"],"b":{}}`},
		{"escapes", `"\u00fc\ud83d\ude00\n\/\"q\""`, `"ü😀\n/\"q\""`},
		{"lone surrogate", `"a\ud83dz"`, `"a�z"`},
		{"line feed in a string", "{\"a\":\"one\ntwo\"}", `{"a":"one\ntwo"}`},
		{"quotes inside a headline", `{"headline":"The "old" bridge","b":1}`, `{"headline":"The \"old\" bridge","b":1}`},
		{"trailing commas", `{"a":[1,2,],}`, `{"a":[1,2]}`},
		{"comment and CDATA", "/* <![CDATA[ */ {\"a\":1} /* ]]> */", `{"a":1}`},
		{"markup comment", "<!-- {\"a\":1} -->", `{"a":1}`},
		{"missing comma", "{\"a\":\"x\"\n\"b\":\"y\"}", `{"a":"x","b":"y"}`},
		{"bare keys", `{a:1,b:"x"}`, `{"a":1,"b":"x"}`},
		{"cut off", `{"a":{"b":"text that never`, `{"a":{"b":"text that never"}}`},
		{"unclosed list", `{"a":[1,2}`, `{"a":[1,2]}`},
		{"byte order mark", "\ufeff {\"a\":1}", `{"a":1}`},
		{"statement end", `{"a":1};window.x=2`, `{"a":1}`},
		{"nothing", ``, ``},
		{"not JSON", `<p>`, `<p>`},
	} {
		if got := show(Parse(c.in)); got != c.want {
			t.Errorf("%s: got %s, want %s", c.name, got, c.want)
		}
	}
}

func TestScript(t *testing.T) {
	for _, c := range []struct{ in, want, rest string }{
		{`{a:'it\'s "so"',b:"x"},1)`, `{"a":"it's \"so\"","b":"x"}`, `,1)`},
		{`"\x3cp>"));f()`, `"<p>"`, `));f()`},
		{"{t:`two\nlines`}", `{"t":"two\nlines"}`, ``},
		{`["a","b"`, `["a","b"]`, ``},
		{``, ``, ``},
	} {
		v, n := Script(c.in)
		if got := show(v); got != c.want || c.in[n:] != c.rest {
			t.Errorf("%s: got %s and left %q, want %s and %q", c.in, got, c.in[n:], c.want, c.rest)
		}
	}
}

func TestBounds(t *testing.T) {
	deep := strings.Repeat("[", 1_000_000)
	v := Parse(deep)
	for n := 0; ; n++ {
		if len(v.Items()) == 0 {
			break
		}
		if v = v.Items()[0]; n > MaxDepth {
			t.Fatalf("deeper than %d", MaxDepth)
		}
	}
	Parse(strings.Repeat(`"`, 1_000_000))
	Parse(strings.Repeat(`" `, 500_000))
	Parse(`"` + strings.Repeat(`\`, 1_000_001))
	wide := Parse("[" + strings.Repeat("1,", MaxNodes*2) + "1]")
	if n := len(wide.Items()); n > MaxNodes {
		t.Errorf("%d nodes, want at most %d", n, MaxNodes)
	}
}

// FuzzParse checks that nothing panics, and that what a strict reader accepts
// this one reads the same.
func FuzzParse(f *testing.F) {
	for _, s := range []string{`{"a":[1,"x"]}`, "\"\\ud83d\\ude00\"", `{"a":"The "old" one"}`, "{\"a\":\"x\"\n\"b\":1}", `[[[[`, `{"a":`, `/*`, `"\u12`, `{"a" "b"}`} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		v := Parse(s)
		if _, n := Script(s); n < 0 || n > len(s) {
			t.Fatalf("%d of %d bytes read", n, len(s))
		}
		var strict map[string]string
		if json.Unmarshal([]byte(s), &strict) != nil || !strings.HasPrefix(strings.TrimSpace(s), "{") || strings.ContainsAny(s, "\\\ufffd") {
			return
		}
		for k, want := range strict {
			if got := v.Get(k).String(); got != want && strings.Count(s, strconv.Quote(k)) == 1 && want != "" {
				t.Fatalf("member %q of %q is %q, want %q", k, s, got, want)
			}
		}
	})
}
