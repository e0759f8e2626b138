package rows

import (
	"encoding/json"
	"testing"
)

// FuzzParse lays parse beside encoding/json: the same lines are objects, and
// the same strings stand in them.
func FuzzParse(f *testing.F) {
	for _, s := range []string{`{"a":"b\u4eba\ud83d\ude00\ud83d\n","c":[1,{"d":"}"}],"e":null,"f":-1.5e3 , "g":true}`, `{}`, ` { "a" : "" } `, `{"a":1,}`, `{"a" "b"}`, `{"a":tru}`, "{\"a\":\"\n\"}", `{"a":"\x"}`, `{"a":1}}`, `{,}`, `{"\ud800\u0041":"\udc00"}`} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, line []byte) {
		got, err := parse(line)
		var want map[string]json.RawMessage
		wantErr := json.Unmarshal(line, &want)
		if isNull := wantErr == nil && want == nil; (err == nil) != (wantErr == nil && !isNull) {
			t.Fatalf("%q: error %v, encoding/json says %v", line, err, wantErr)
		}
		if err != nil {
			return
		}
		for k, v := range want {
			if k != norm(k) || string(v) == "null" {
				continue
			}
			var s string
			if json.Unmarshal(v, &s) != nil {
				continue
			}
			if g := got.values[k]; len(g) == 0 || g[0] != '"' || unquoteValid(g) != s {
				t.Errorf("%q: key %q is %q, encoding/json reads %q", line, k, g, s)
			}
		}
	})
}

// unquoteValid does what the reader does before: it takes lines of UTF-8 only,
// where encoding/json puts U+FFFD for every other byte.
func unquoteValid(q []byte) string {
	s := string(unquote(q))
	out := make([]rune, 0, len(s))
	for _, r := range s {
		out = append(out, r)
	}
	return string(out)
}
