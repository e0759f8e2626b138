package jsonl

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"dabao/ingest/intake"
	"dabao/schema"
)

func valuesOf(r io.Reader, lim intake.Limits) (lines []string, at []schema.Origin) {
	ev := intake.Events{Reject: func(r *schema.Reject) {
		lines, at = append(lines, fmt.Sprintf("reject %s %s", r.Origin.URI, r.Reason)), append(at, r.Origin)
	}}
	for d := range Values("f.json", r, lim, ev) {
		lines, at = append(lines, d.Origin.URI+" "+string(d.Body)), append(at, d.Origin)
	}
	return lines, at
}

func TestValues(t *testing.T) {
	long := strings.Repeat("x", 2000)
	for in, want := range map[string][]string{
		`[{"a":1}, {"a":"]}\""}]`:                                {`#1 {"a":1}`, `#2 {"a":"]}\""}`},
		"\ufeff[\n {\n  \"a\": 1\n }\n]\n":                       {"#1 {\n  \"a\": 1\n }"},
		"{\n \"a\": [1, 2],\n \"b\": {}\n}":                      {`#1 {"a":[1, 2],"b":{}}`},
		"{\"a\":1}\n{\"a\":2}{\"a\":3}":                          {`#1 {"a":1}`, `#2 {"a":2}`, `#3 {"a":3}`},
		`{"status":"ok","articles":[{"a":1},{"a":2}],"total":2}`: {`#1 {"a":1}`, `#2 {"a":2}`},
		`{"response":{"status":"ok","results":[{"a":1}]}}`:       {`#1 {"a":1}`},
		`{"title":"t","items":["x"]}`:                            {`#1 {"title":"t","items":["x"]}`},
		`[{"a":"` + long + `"},{"a":2}]`:                         {"reject #1 too_large", `#2 {"a":2}`},
		`{"a":"` + long + `"}{"b":1}`:                            {"reject #1 too_large", `#2 {"b":1}`},
		`[{"a":1},{"b":`:                                         {`#1 {"a":1}`, "reject f.json damaged"},
		`[{"a":1} {"b":2}]`:                                      {`#1 {"a":1}`, "reject f.json damaged"},
		`[]`:                                                     nil,
		``:                                                       nil,
		`5`:                                                      {"reject f.json unsupported"},
		strings.Repeat("[", 20_000):                              {"reject f.json damaged"},
		`[[1],"x",{"a":1}]`:                                      {"#1 [1]", `#2 "x"`, `#3 {"a":1}`},
	} {
		for _, r := range []io.Reader{strings.NewReader(in), iotest.OneByteReader(strings.NewReader(in))} {
			if got, _ := valuesOf(r, intake.Limits{MaxLineBytes: 1000}); !slices.Equal(got, want) {
				t.Errorf("%.60s\ngot  %.200q\nwant %.200q", in, got, want)
			}
		}
	}
}

// FuzzValues holds for any bytes: what is found lies one after the other.
func FuzzValues(f *testing.F) {
	f.Add(`{"response":{"articles":[{"a":1},{"b":"\u0041"}]}} [1,{"c":[]}]`)
	f.Add(`[{"a":"x"},{`)
	f.Fuzz(func(t *testing.T, in string) {
		_, at := valuesOf(strings.NewReader(in), intake.Limits{MaxLineBytes: 200})
		end := int64(0)
		for _, o := range at {
			if o.Offset < end || o.Offset+o.Length > int64(len(in)) {
				t.Fatalf("%+v after %d", o, end)
			}
			end = o.Offset + o.Length
		}
	})
}
