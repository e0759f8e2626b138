package jsonl

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"dabao/ingest/intake"
	"dabao/ingest/rows"
	"dabao/schema"
)

type account struct {
	lines   []string
	docs    []schema.Document
	origins []schema.Origin
}

func read(r io.Reader, lim intake.Limits) *account {
	a := &account{}
	add := func(what string, o schema.Origin, rest any) {
		a.lines = append(a.lines, fmt.Sprintf("%s %s %v", what, o.URI, rest))
		a.origins = append(a.origins, o)
	}
	ev := intake.Events{Reject: func(r *schema.Reject) { add("reject", r.Origin, r.Reason) }}
	for line := range Lines("f.jsonl", r, lim, ev) {
		d, _, err := rows.Open(line, lim)
		if err != nil {
			ev.Rejected(d.Origin, err)
			continue
		}
		a.docs = append(a.docs, d)
		add("doc", d.Origin, d.MediaType)
	}
	return a
}

func TestLines(t *testing.T) {
	own := `{"uid":"0123456789abcdef0123456789abcdef","url":"http://a.example/own","title":"t","text":"x","blocks":[{"kind":"paragraph","text":"x"}]}`
	for _, c := range []struct{ line, want, body string }{
		{`{"url":"http://a.example/1","html":"<p>\u4eba"}`, "doc http://a.example/1 text/html", "<p>人"},
		{`{"URL":"http://a.example/1","Raw_HTML":"<p>x"}`, "doc http://a.example/1 text/html", "<p>x"},
		{`{"html":"<p>x","text":"x","title":"t"}`, "doc #L1 text/html", "<p>x"},
		{`{"html":"","text":"words"}`, "doc #L1 text/plain", "words"},
		{`{"html":null,"content":"words"}`, "doc #L1 text/plain", "words"},
		{`{"content":"<!doctype html><p>x"}`, "doc #L1 text/html", "<!doctype html><p>x"},
		{` {"title":"t", "body":"words"} `, "doc #L1 " + rows.FieldsType, `{"title":"t", "body":"words"}`},
		{own, "doc http://a.example/own " + rows.ArticleType, own},
		{`{"uid":"7","blocks":[],"text":"words"}`, "doc #L1 text/plain", "words"},
		{`{"url":"a\nb","text":"words"}`, `doc a\x0ab text/plain`, "words"},
		{`{"text":"","html":" "}`, "reject #L1 empty", ""},
		{`{"url":"http://a.example/2"}`, "reject http://a.example/2 unsupported", ""},
		{`{"url":"http://a.example/2","text":5}`, "reject http://a.example/2 damaged", ""},
		{`{"url":7,"text":["a",{"text":"b"}]}`, "doc 7 text/plain", "a\nb"},
		{`{"url":"http://a.example/2","text":{"n":5}}`, "reject http://a.example/2 damaged", ""},
		{`{"text":"words"`, "reject #L1 damaged", ""},
		{`["text"]`, "reject #L1 damaged", ""},
		{`"text"`, "reject #L1 damaged", ""},
		{strings.Repeat(`{"a":`, 20000), "reject #L1 damaged", ""},
		{"{\"text\":\"\xb1\xb1\"}", "reject #L1 bad_charset", ""},
		{"\x00\x01", "reject #L1 damaged", ""},
	} {
		a := read(strings.NewReader(c.line+"\n"), intake.Limits{})
		if !slices.Equal(a.lines, []string{c.want}) {
			t.Errorf("%.80s\ngot  %q\nwant %q", c.line, a.lines, c.want)
		} else if len(a.docs) == 1 && string(a.docs[0].Body) != c.body {
			t.Errorf("%s: body %q, want %q", c.line, a.docs[0].Body, c.body)
		}
	}
}

func TestFile(t *testing.T) {
	file := "\ufeff{\"text\":\"one\"}\r\n\r\n" +
		`{"text":"` + strings.Repeat("x", 30_000) + "\"}\n" +
		"{broken\n" +
		`{"text":"two","url":"http://a.example/2"}` + "\n   \n" +
		`{"text":"last","crawl_date":"20220923065400","license":"CC0-1.0"}`
	want := []string{"doc #L1 text/plain", "reject #L3 too_large", "reject #L4 damaged", "doc http://a.example/2 text/plain", "doc #L7 text/plain"}
	for _, r := range []io.Reader{strings.NewReader(file), iotest.OneByteReader(strings.NewReader(file))} {
		a := read(r, intake.Limits{MaxLineBytes: 1000})
		if !slices.Equal(a.lines, want) {
			t.Fatalf("got %q, want %q", a.lines, want)
		}
		for i, o := range a.origins {
			part := file[o.Offset : o.Offset+o.Length]
			again := read(strings.NewReader(part), intake.Limits{MaxLineBytes: 1000})
			if len(again.lines) != 1 || strings.Fields(again.lines[0])[2] != strings.Fields(a.lines[i])[2] {
				t.Errorf("%q at %d+%d is %q", a.lines[i], o.Offset, o.Length, part)
			}
		}
		d := a.docs[2]
		if d.License != "CC0-1.0" || !d.CapturedAt.Equal(time.Date(2022, 9, 23, 6, 54, 0, 0, time.UTC)) {
			t.Errorf("last line: %+v", d)
		}
	}
	a := read(strings.NewReader("\xff\xfe{\x00"), intake.Limits{})
	if !slices.Equal(a.lines, []string{"reject f.jsonl bad_charset"}) {
		t.Errorf("UTF-16: %q", a.lines)
	}
	a = read(io.MultiReader(strings.NewReader("{\"text\":\"one\"}\n{\"te"), iotest.ErrReader(io.ErrUnexpectedEOF)), intake.Limits{})
	if !slices.Equal(a.lines, []string{"doc #L1 text/plain", "reject f.jsonl damaged"}) {
		t.Errorf("cut file: %q", a.lines)
	}
}

func TestCapturedAt(t *testing.T) {
	at := time.Date(2021, 3, 4, 5, 6, 7, 0, time.UTC)
	for value, want := range map[string]time.Time{
		`"2021-03-04T05:06:07Z"`:             at,
		`"2021-03-04T13:06:07.123456+08:00"`: at.Add(123456 * time.Microsecond),
		`1614834367`:                         at,
		`"1614834367"`:                       at,
		`1614834367.25`:                      at.Add(250 * time.Millisecond),
		`1614834367001`:                      at.Add(time.Millisecond),
		`"yesterday"`:                        {},
		`"9999-99-99"`:                       {},
		`""`:                                 {},
		`null`:                               {},
		`[1614834367]`:                       {},
		`-1e300`:                             {},
		`"NaN"`:                              {},
	} {
		a := read(strings.NewReader(`{"text":"words","captured_at":`+value+"}"), intake.Limits{})
		if len(a.docs) != 1 || !a.docs[0].CapturedAt.Equal(want) {
			t.Errorf("%s: %q, %+v; want %v", value, a.lines, a.docs, want)
		}
	}
}

// FuzzDocuments holds for any bytes: each line that is not blank is counted
// once, at its own place, and no article that is read panics.
func FuzzDocuments(f *testing.F) {
	f.Add([]byte("\ufeff{\"url\":\"u\",\"html\":\"<p>\"}\r\n{\"title\":\"t\",\"text\":\"x\",\"date\":1663916040}\n\n{\"a\"\n[1]\nnull"))
	f.Add([]byte(`{"title":"t","text":"x","author":[{"name":"n"},3,null],"date":"2022-09-23"}`))
	f.Add([]byte(`{"text":"` + strings.Repeat("x", 2000) + `"}`))
	lim := intake.Limits{MaxLineBytes: 1000}
	f.Fuzz(func(t *testing.T, file []byte) {
		a := read(strings.NewReader(string(file)), lim)
		end := int64(0)
		for i, o := range a.origins {
			if o.Container == "" {
				return // the file as a whole
			}
			if o.Offset < end || o.Length <= 0 || o.Offset+o.Length > int64(len(file)) {
				t.Fatalf("%s at %d+%d, after %d", a.lines[i], o.Offset, o.Length, end)
			}
			if between := file[end:o.Offset]; len(strings.TrimSpace(strings.TrimPrefix(string(between), "\ufeff"))) > 0 {
				t.Errorf("%q is not counted", between)
			}
			end = o.Offset + o.Length
		}
		if rest := strings.TrimPrefix(string(file[end:]), "\ufeff"); len(strings.TrimSpace(rest)) > 0 {
			t.Errorf("%q is not counted", rest)
		}
		for _, d := range a.docs {
			if d.MediaType == rows.FieldsType {
				r, err := rows.Parse(d.Body, nil)
				if err != nil {
					t.Fatalf("%s: %v", d.Body, err)
				}
				r.Article(func(s string) string { return s })
				r.Unused()
			}
		}
	})
}
