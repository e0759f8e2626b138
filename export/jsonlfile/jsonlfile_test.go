package jsonlfile

import (
	"encoding/json"
	"reflect"
	"testing"

	"dabao/schema"
)

var shape = schema.Shape{Name: "t", Fields: []schema.Field{
	{Column: schema.Column{Name: "s", Type: schema.Text}}, {Column: schema.Column{Name: "i", Type: schema.Integer}},
	{Column: schema.Column{Name: "r", Type: schema.Real}}, {Column: schema.Column{Name: "b", Type: schema.Boolean}},
	{Column: schema.Column{Name: "l"}, Items: []schema.Column{{Name: "x", Type: schema.Text}, {Name: "y", Type: schema.Real}}},
	{Column: schema.Column{Name: "p"}, Items: []schema.Column{{Type: schema.Text}}},
}}

func TestRoundTrip(t *testing.T) {
	for want, row := range map[string][]any{
		`{"s":"a\"\\\n\t\r\u0000\u007f<é>&` + "\u2028" + `","i":-9223372036854775808,"r":0.5,"b":true,"l":[{"x":"","y":2.0},{"x":null,"y":null}],"p":["",null]}`: {
			"a\"\\\n\t\r\x00\x7f<é>&\u2028", int64(-1 << 63), 0.5, int64(1), [][]any{{"", 2.0}, {nil, nil}}, [][]any{{""}, {nil}}},
		`{"s":null,"i":null,"r":null,"b":false,"l":[],"p":[]}`: {nil, nil, nil, int64(0), [][]any{}, [][]any{}},
	} {
		b, err := AppendRow(nil, &shape, row)
		if err != nil || string(b) != want {
			t.Errorf("got  %s, %v\nwant %s", b, err, want)
		}
		got, err := Parse(b, &shape)
		if err != nil || !reflect.DeepEqual(got, row) {
			t.Errorf("got  %#v, %v\nwant %#v", got, err, row)
		}
	}
}

func TestParseRefuses(t *testing.T) {
	for line, want := range map[string]string{
		``:                "not a JSON object: unexpected end of JSON input",
		`{"z":1}`:         `t has no column "z"`,
		`{"l":1}`:         "column l: is not a list",
		`{"l":[{"z":1}]}`: `column l: item 0: the item has no column "z"`,
	} {
		if _, err := Parse([]byte(line), &shape); err == nil || err.Error() != want {
			t.Errorf("%s: got %v, want %s", line, err, want)
		}
	}
	for _, line := range []string{`[]`, `{"s":1}`, `{"i":1.5}`, `{"i":"1"}`, `{"b":1}`, `{"r":"x"}`, `{"p":[1]}`, `{"i":9223372036854775808}`, `{"l":[1]}`} {
		if row, err := Parse([]byte(line), &shape); err == nil {
			t.Errorf("%s: got %v", line, row)
		}
	}
}

// Any text comes back through another reader as it was.
func FuzzString(f *testing.F) {
	f.Add("a\x00\"")
	f.Fuzz(func(t *testing.T, s string) {
		var got string
		if err := json.Unmarshal(appendString(nil, s), &got); err != nil {
			t.Fatal(err)
		}
		// What is not UTF-8 is refused before it comes here.
		if want := string([]rune(s)); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	})
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(`{"s":"a","l":[{"x":"y"}],"p":["q"],"r":1e3}`))
	f.Fuzz(func(t *testing.T, line []byte) {
		row, err := Parse(line, &shape)
		if err != nil {
			return
		}
		b, err := AppendRow(nil, &shape, row)
		if err != nil {
			t.Fatal(err)
		}
		if again, err := Parse(b, &shape); err != nil || !reflect.DeepEqual(again, row) {
			t.Errorf("got %#v, %v, want %#v", again, err, row)
		}
	})
}
