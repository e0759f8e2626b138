package spans

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"dabao/ingest/intake"
	"dabao/schema"
)

const uid = "0123456789abcdef0123456789abcdef"

// told is a line as it was read.
func told(m schema.Mention) string {
	if m.Misfit != nil {
		return fmt.Sprintf("%d %s: %s", m.Line, m.Misfit.Reason, m.Misfit.Detail)
	}
	score := "-"
	if m.Score != nil {
		score = fmt.Sprint(*m.Score)
	}
	return fmt.Sprintf("%d %s %s %d %d-%d %s %q %s %q %q", m.Line, m.UID[:4], m.Field, m.Position, m.Start, m.End, m.Kind, m.Name, score, m.MadeBy, m.Raw)
}

func TestLine(t *testing.T) {
	with := func(pairs string) string { return `{"uid":"` + uid + `",` + pairs + `}` }
	const rest = `"field":"block","start":1,"end":3,"kind":"org","made_by":"t 1"`
	for _, c := range []struct{ line, want string }{
		{with(rest), `1 0123 block 0 1-3 org "" - "t 1" ""`},
		{with(rest + `,"position":4,"name":"縣委","score":0.5,"raw":"縣委","label":"ORG","more":{"a":[1]}`), `1 0123 block 4 1-3 org "縣委" 0.5 "t 1" "縣委"`},
		{with(rest + `,"text":"縣委","score":null,"name":null`), `1 0123 block 0 1-3 org "" - "t 1" "縣委"`},
		{with(`"field":"title","char_start":0,"char_end":2.0,"position":0.0,"seq":7,"kind":"place","score":1,"made_by":"m"`), `1 0123 title 0 0-2 place "" 1 "m" ""`},
		{strings.ToUpper(uid[:0]) + strings.Replace(with(rest), uid, strings.ToUpper(uid), 1), `1 0123 block 0 1-3 org "" - "t 1" ""`},
		{with(rest + `,"raw":"縣委會"`), `1 other_text: "縣委會" has 3 characters, and 1 to 3 are 2`},
		{strings.Replace(with(rest), uid, "7", 1), `1 unknown_uid: the uid "7" is not 32 hex digits`},
		{strings.Replace(with(rest), "block", "body", 1), `1 unknown_field: the field "body" is none of title, subtitle, block`},
		{strings.Replace(with(rest), "org", "ORG", 1), `1 unknown_kind: the kind "ORG" is none of org, place, person`},
		{with(rest + `,"made_by":""`), `1 bad_value: made_by is empty or has more than 200 characters`},
		{with(rest + `,"name":"` + strings.Repeat("橋", 1001) + `"`), `1 bad_value: the name has more than 1000 characters`},
		{with(rest + `,"name":"\u001b[2J"`), `1 bad_value: name or made_by holds a control character`},
		{with(`"field":"block","start":1,"kind":"org","made_by":"t"`), `1 damaged: the line lacks "end"`},
		{with(`"field":null,"start":1,"end":2,"kind":"org","made_by":"t"`), `1 damaged: the line lacks "field"`},
		{with(rest + `,"position":1.5`), `1 damaged: "1.5" is no whole number`},
		{with(rest + `,"start":"1"`), `1 damaged: "\"1\"" is no whole number`},
		{with(rest + `,"start":1e999`), `1 damaged: "1e999" is no whole number`},
		{with(rest + `,"kind":3`), `1 damaged: kind cannot be number`},
		{with(rest + `,"score":"high"`), `1 damaged: score cannot be string`},
		{with(rest + `,"score":1e999`), `1 damaged: score cannot be number 1e999`},
		{`[1]`, `1 damaged: the line is array, not an object`},
		{`{"uid"`, `1 damaged: unexpected end of JSON input`},
		{strings.Repeat(`{"a":`, 20_000), `1 damaged: invalid character '{' exceeded max depth`},
		{"{\"uid\":\"\xb1\"}", `1 bad_charset: line is not UTF-8`},
	} {
		var got []string
		for m := range Lines("f", strings.NewReader(c.line), intake.Limits{}) {
			got = append(got, told(m))
		}
		if !slices.Equal(got, []string{c.want}) {
			t.Errorf("%.100s\ngot  %q\nwant %q", c.line, got, c.want)
		}
	}
}

func TestFile(t *testing.T) {
	good := `{"uid":"` + uid + `","field":"title","start":0,"end":1,"kind":"org","made_by":"t"}`
	file := "\ufeff" + good + "\r\n\n" + `{"name":"` + strings.Repeat("x", 300) + "\"}\n" + good
	for _, c := range []struct {
		r    *strings.Reader
		want []string
	}{{strings.NewReader(file), []string{"1 ", "3 too_large", "4 "}}} {
		var got []string
		for m := range Lines("f", iotest.OneByteReader(c.r), intake.Limits{MaxLineBytes: 200}) {
			reason := ""
			if m.Misfit != nil {
				reason = string(m.Misfit.Reason)
			}
			got = append(got, fmt.Sprintf("%d %s", m.Line, reason))
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
	var got []string
	for m := range Lines("f", iotest.TimeoutReader(strings.NewReader(file)), intake.Limits{}) {
		got = append(got, told(m))
	}
	if last := got[len(got)-1]; !strings.HasPrefix(last, "0 damaged: ") {
		t.Errorf("of a stream that breaks: %q", last)
	}
}

// FuzzLines holds for any bytes: every line ends as a mention whose values are
// in bounds, or with its reason.
func FuzzLines(f *testing.F) {
	f.Add([]byte(`{"uid":"` + uid + `","field":"title","start":0,"end":1,"kind":"org","made_by":"t","score":1e-3,"raw":"x"}`))
	f.Add([]byte(`{"uid":7}` + "\n\n[]\n" + `{"position":1e400}`))
	f.Fuzz(func(t *testing.T, file []byte) {
		last := 0
		for m := range Lines("f", strings.NewReader(string(file)), intake.Limits{MaxLineBytes: 1000}) {
			if m.Line <= last && m.Line != 0 {
				t.Fatalf("line %d after %d", m.Line, last)
			}
			last = m.Line
			if m.Misfit == nil && m.Form() != nil {
				t.Errorf("%q is taken, and %v", file, m.Form())
			}
			if m.Misfit != nil && (m.Misfit.Reason == "" || m.Misfit.Detail == "") {
				t.Errorf("%q: %+v says nothing", file, m.Misfit)
			}
		}
	})
}
