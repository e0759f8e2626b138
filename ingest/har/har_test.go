package har

import (
	"encoding/base64"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"
	"testing"

	"dabao/ingest/intake"
	"dabao/schema"
)

const page = "<!doctype html><title>t</title><p>words</p>"

func entryOf(url string, status int, content string) string {
	return fmt.Sprintf(`{"startedDateTime":"2026-11-28T18:00:00.5+08:00","time":1,"request":{"method":"GET","url":%q,"headers":[]},"response":{"status":%d,"content":%s}}`, url, status, content)
}

func file(entries ...string) string {
	return `{"log":{"version":"1.2","creator":{"name":"x"},"pages":[{"id":"p"}],"entries":[` + strings.Join(entries, ",\n") + `],"comment":""}}`
}

func read(r io.Reader, lim intake.Limits, attached func(string) ([]byte, error)) (lines []string, docs []schema.Document) {
	ev := intake.Events{
		Reject: func(r *schema.Reject) { lines = append(lines, "reject "+r.Origin.URI+" "+string(r.Reason)) },
		Skip:   func(s intake.Skip) { lines = append(lines, "skip "+s.Origin.URI+" "+string(s.Kind)) },
	}
	for d := range Documents("f.har", r, attached, lim, ev) {
		lines, docs = append(lines, "doc "+d.Origin.URI), append(docs, d)
	}
	return lines, docs
}

func TestDocuments(t *testing.T) {
	html := `"mimeType":"text/html; charset=gbk"`
	in := file(
		entryOf("https://a.example/1", 200, `{`+html+`,"text":"<!doctype html><title>t</title><p>words</p>"}`),
		entryOf("https://a.example/2", 200, `{`+html+`,"encoding":"base64","text":"`+base64.StdEncoding.EncodeToString([]byte(page))+`"}`),
		entryOf("https://a.example/3", 200, `{`+html+`,"size":9}`),
		entryOf("https://a.example/i.png", 200, `{"mimeType":"image/png","encoding":"base64","text":"AAAA"}`),
		entryOf("https://a.example/gone", 404, `{`+html+`,"text":"<p>"}`),
		entryOf("https://a.example/moved", 301, `{`+html+`}`),
		entryOf("https://a.example/a.js", 200, `{"mimeType":"text/javascript","text":"x"}`),
		entryOf("https://a.example/4", 200, `{`+html+`,"_file":"abc.html"}`),
		entryOf("https://a.example/5", 200, `{`+html+`,"encoding":"base64","text":"?"}`),
		entryOf("https://a.example/big", 200, `{`+html+`,"text":"`+strings.Repeat("x", 5000)+`"}`),
		`{"request":5}`,
		entryOf("https://a.example/last", 200, `{`+html+`,"text":"<!doctype html><p>x"}`),
	)
	want := []string{"doc https://a.example/1", "doc https://a.example/2", "skip https://a.example/3 no_content", "skip https://a.example/i.png image",
		"skip https://a.example/gone not_found", "skip https://a.example/moved redirect", "skip https://a.example/a.js not_html", "doc https://a.example/4",
		"reject https://a.example/5 damaged", "reject f.har too_large", "reject f.har damaged", "doc https://a.example/last"}
	attached := func(name string) ([]byte, error) {
		if name != "abc.html" {
			return nil, fs.ErrNotExist
		}
		return []byte(page), nil
	}
	lines, docs := read(strings.NewReader(in), intake.Limits{MaxDocumentBytes: 1000, MaxHeaderBytes: 1000}, attached)
	if !slices.Equal(lines, want) {
		t.Fatalf("got  %q\nwant %q", lines, want)
	}
	d := docs[0]
	if string(d.Body) != page || d.Charset != "utf-8" || d.CapturedAt.Format("2006-01-02T15:04:05.0Z07:00") != "2026-11-28T10:00:00.5Z" || d.URL != "https://a.example/1" {
		t.Errorf("%+v", d)
	}
	if docs[1].Charset != "gbk" || string(docs[2].Body) != page {
		t.Errorf("%+v", docs[1:])
	}
	if part := in[d.Origin.Offset : d.Origin.Offset+d.Origin.Length]; !strings.HasPrefix(part, `{"startedDateTime"`) || !strings.HasSuffix(part, "}}}") {
		t.Errorf("at its place stands %q", part)
	}
	for name, bad := range map[string]string{"cut short": in[:len(in)/3], "no archive": `{"a":1}`, "empty": "", "array": "[]", "no entries": `{"log":{}}`} {
		if lines, _ := read(strings.NewReader(bad), intake.Limits{}, nil); len(lines) == 0 && bad != "" || len(lines) > 0 && !strings.HasPrefix(lines[len(lines)-1], "reject f.har") {
			t.Errorf("%s: %q", name, lines)
		}
	}
}

// endless is a HAR of a hundred megabytes in one body.
func TestLarge(t *testing.T) {
	body := io.MultiReader(strings.NewReader(`{"log":{"entries":[{"request":{"url":"https://a.example/1"},"response":{"status":200,"content":{"text":"`),
		io.LimitReader(xs{}, 100<<20), strings.NewReader(`"}}},`+entryOf("https://a.example/2", 200, `{"mimeType":"text/html","text":"<p>x"}`)+`]}}`))
	lines, _ := read(body, intake.Limits{}, nil)
	if !slices.Equal(lines, []string{"reject f.har too_large", "doc https://a.example/2"}) {
		t.Errorf("%q", lines)
	}
}

type xs struct{}

func (xs) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'x'
	}
	return len(p), nil
}

func FuzzDocuments(f *testing.F) {
	f.Add(file(entryOf("https://a.example/1", 200, `{"mimeType":"text/html","text":"<p>\u0041"}`)))
	f.Add(`{"log":{"entries":[{},{"response":{"content":{"encoding":"base64","text":"AA"}}}]}}`)
	f.Fuzz(func(t *testing.T, in string) { read(strings.NewReader(in), intake.Limits{MaxDocumentBytes: 1000}, nil) })
}
