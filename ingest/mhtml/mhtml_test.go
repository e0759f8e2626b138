package mhtml

import (
	"encoding/base64"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"dabao/ingest/intake"
	"dabao/schema"
)

const head = "From: <Saved by Blink>\r\nSnapshot-Content-Location: http://a.example/1\r\nSubject: =?utf-8?Q?=E6=A8=99?=\r\n" +
	"Date: Fri, 23 Sep 2022 14:54:00 +0800\r\nMIME-Version: 1.0\r\n"

func part(headers, body string) string { return "--B\r\n" + headers + "\r\n\r\n" + body + "\r\n" }

var at = schema.Origin{URI: "p.mhtml", Length: 7}

func read(s string, lim intake.Limits) (schema.Document, []string, error) {
	var skips []string
	ev := intake.Events{Skip: func(s intake.Skip) {
		skips = append(skips, fmt.Sprintf("%s in %s %s", s.Origin.URI, s.Origin.Container, s.Kind))
	}}
	d, err := Document(at, "p.mhtml", strings.NewReader(s), lim, ev)
	return d, skips, err
}

func TestPage(t *testing.T) {
	related := head + "Content-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"B\"\r\n\r\npreamble\r\n"
	page := part("Content-Type: text/html; charset=GBK\r\nContent-Transfer-Encoding: quoted-printable\r\nContent-Location: http://a.example/1", "<p>=B1=B1=\r\n=BE=A9")
	image := part("Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\nContent-Location: http://a.example/i.png", "AAAA")
	frame := part("Content-Type: text/html\r\nContent-Location: http://a.example/f", "<p>frame")
	css := part("Content-Type: text/css\r\nContent-Location: cid:css", "p{}")
	b64 := part("Content-Type: text/html\r\nContent-ID: <root>\r\nContent-Transfer-Encoding: base64", base64.StdEncoding.EncodeToString([]byte("<p>b64")))
	const gbk = "<p>\xb1\xb1\xbe\xa9"
	const img, fr = "http://a.example/i.png in p.mhtml image", "http://a.example/f in p.mhtml frame"
	for name, c := range map[string]struct {
		file, body, charset, url string
		skips                    []string
	}{
		"saved by a browser": {related + page + image + css + frame + "--B--\r\n", gbk, "gbk", "http://a.example/1",
			[]string{img, "cid:css in p.mhtml not_html", fr}},
		"image first":       {related + image + page + "--B--\r\n", gbk, "gbk", "http://a.example/1", []string{img}},
		"line feeds":        {strings.ReplaceAll(related+page+"--B--\r\n", "\r\n", "\n"), gbk, "gbk", "http://a.example/1", nil},
		"root is named":     {strings.Replace(related, "boundary", "start=\"<root>\"; boundary", 1) + frame + b64 + page + "--B--", "<p>b64", "", "http://a.example/1", []string{fr, "http://a.example/1 in p.mhtml frame"}},
		"nested":            {head + "Content-Type: multipart/mixed; boundary=A\r\n\r\n--A\r\nContent-Type: multipart/related; boundary=B\r\n\r\n" + page + "--B--\r\n--A--", gbk, "gbk", "http://a.example/1", nil},
		"one part only":     {head + "Content-Type: text/html; charset=\"gb2312\"\r\nContent-Transfer-Encoding: 8bit\r\n\r\n" + gbk, gbk, "gb2312", "http://a.example/1", nil},
		"cut behind a page": {related + page + image[:40], gbk, "gbk", "http://a.example/1", nil},
	} {
		t.Run(name, func(t *testing.T) {
			d, skips, err := read(c.file, intake.Limits{})
			if err != nil || string(d.Body) != c.body || d.Charset != c.charset || d.URL != c.url || d.Origin != at || d.MediaType != "text/html" {
				t.Errorf("got %+v, %v", d, err)
			}
			if !d.CapturedAt.Equal(time.Date(2022, 9, 23, 6, 54, 0, 0, time.UTC)) {
				t.Errorf("captured at %v", d.CapturedAt)
			}
			if !slices.Equal(skips, c.skips) {
				t.Errorf("skips %q, want %q", skips, c.skips)
			}
		})
	}
}

// TestFramed takes the article for the page where the root part only frames it.
func TestFramed(t *testing.T) {
	related := head + "Content-Type: multipart/related; boundary=\"B\"\r\n\r\n"
	of := func(location, body string) string {
		return part("Content-Type: text/html\r\nContent-Location: "+location, body)
	}
	story, menu := "<p>"+strings.Repeat("The quay is open. ", 40), "<a href=x>Home</a>"
	for name, c := range map[string]struct {
		root, url string
	}{
		"frameset":                     {"<frameset cols=2><frame src=m><frame src=s></frameset>", "http://a.example/s"},
		"iframe":                       {"<p>Post<iframe src=s></iframe>", "http://a.example/s"},
		"a page with an advertisement": {story + story, "http://a.example/root"},
	} {
		file := related + of("http://a.example/root", c.root) + of("http://a.example/m", menu) + of("http://a.example/s", story) + "--B--\r\n"
		d, skips, err := read(file, intake.Limits{})
		if err != nil || d.URL != c.url || len(skips) != 2 {
			t.Errorf("%s: %s, skips %q, %v", name, d.URL, skips, err)
		}
	}
}

func nested(n int) string {
	if n == 0 {
		return "Content-Type: text/html\r\n\r\n<p>\r\n"
	}
	return fmt.Sprintf("Content-Type: multipart/mixed; boundary=B%d\r\n\r\n--B%d\r\n%s--B%d--\r\n", n, n, nested(n-1), n)
}

func TestRejects(t *testing.T) {
	related := head + "Content-Type: multipart/related; boundary=B\r\n\r\n"
	page := part("Content-Type: text/html", strings.Repeat("<p>words", 100))
	for name, c := range map[string]struct {
		file   string
		lim    intake.Limits
		reason schema.Reason
	}{
		"no page":          {related + part("Content-Type: image/png", "x") + "--B--", intake.Limits{}, schema.Unsupported},
		"no boundary":      {head + "Content-Type: multipart/related\r\n\r\n" + page, intake.Limits{}, schema.Damaged},
		"no type":          {head + "\r\n" + page, intake.Limits{}, schema.Damaged},
		"cut in the page":  {(related + page)[:len(related)+200], intake.Limits{}, schema.Damaged},
		"cut in the head":  {head, intake.Limits{}, schema.Damaged},
		"broken base64":    {related + part("Content-Type: text/html\r\nContent-Transfer-Encoding: base64", "*!*") + "--B--", intake.Limits{}, schema.Damaged},
		"large page":       {related + page + "--B--", intake.Limits{MaxDocumentBytes: 700}, schema.TooLarge},
		"large head":       {related + page + "--B--", intake.Limits{MaxHeaderBytes: 100}, schema.TooLarge},
		"too many parts":   {related + part("Content-Type: image/png", "x") + page + "--B--", intake.Limits{MaxMembers: 1}, schema.TooLarge},
		"nested too deep":  {head + nested(9), intake.Limits{}, schema.TooLarge},
		"nothing":          {"", intake.Limits{}, schema.Damaged},
		"endless one line": {strings.Repeat("x", 1<<20), intake.Limits{}, schema.TooLarge},
	} {
		if _, _, err := read(c.file, c.lim); err == nil || intake.AsProblem(err).Reason != c.reason {
			t.Errorf("%s: %v, want %s", name, err, c.reason)
		}
	}
}

// FuzzDocument holds for any bytes: a page or a problem, never both.
func FuzzDocument(f *testing.F) {
	f.Add(head + "Content-Type: multipart/related; boundary=B\r\n\r\n" + part("Content-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable", "=E6") + "--B--")
	f.Add(head + "Content-Type: text/html\r\n\r\n<p>")
	f.Fuzz(func(t *testing.T, s string) {
		d, _, err := read(s, intake.Limits{MaxDocumentBytes: 1000})
		if err != nil && d.Body != nil || len(d.Body) > 1000 {
			t.Errorf("%d bytes and %v", len(d.Body), err)
		}
	})
}
