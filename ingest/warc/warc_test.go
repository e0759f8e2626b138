package warc

import (
	"bytes"
	"compress/flate"
	"compress/zlib"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"

	"dabao/ingest/intake"
	"dabao/schema"
)

const page = "<!doctype html><title>t</title><p>words</p>"

// rec writes one record; fields are "Name: value".
func rec(kind, target, block string, fields ...string) string {
	h := "WARC/1.1\r\nWARC-Type: " + kind + "\r\nWARC-Date: 2022-09-23T06:54:00Z\r\nWARC-Record-ID: <urn:uuid:0>\r\n"
	if target != "" {
		h += "WARC-Target-URI: " + target + "\r\n"
	}
	for _, f := range fields {
		h += f + "\r\n"
	}
	return h + fmt.Sprintf("Content-Length: %d\r\n\r\n%s\r\n\r\n", len(block), block)
}

const asHTTP = "Content-Type: application/http; msgtype=response"

func response(target, status, headers, body string) string {
	return rec("response", target, "HTTP/1.1 "+status+"\r\n"+headers+"\r\n"+body, asHTTP)
}

func html(target, body string) string {
	return response(target, "200 OK", "Content-Type: text/html; charset=GBK\r\n", body)
}

func squeeze(f func(io.Writer) io.WriteCloser, s string) string {
	var b bytes.Buffer
	w := f(&b)
	io.WriteString(w, s)
	w.Close()
	return b.String()
}

func gz(s string) string {
	return squeeze(func(w io.Writer) io.WriteCloser { return gzip.NewWriter(w) }, s)
}

func gzEach(records ...string) string {
	var b strings.Builder
	for _, r := range records {
		b.WriteString(gz(r))
	}
	return b.String()
}

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
	ev := intake.Events{
		Reject: func(r *schema.Reject) { add("reject", r.Origin, r.Reason) },
		Skip:   func(s intake.Skip) { add("skip", s.Origin, s.Kind) },
	}
	for d := range Documents("f.warc", r, lim, ev) {
		a.docs = append(a.docs, d)
		add("doc", d.Origin, d.MediaType)
	}
	return a
}

func (a *account) want(t *testing.T, lines ...string) {
	t.Helper()
	if !slices.Equal(a.lines, lines) {
		t.Errorf("got\n  %s\nwant\n  %s", strings.Join(a.lines, "\n  "), strings.Join(lines, "\n  "))
	}
}

func TestRecordKinds(t *testing.T) {
	file := strings.Join([]string{
		rec("warcinfo", "", "software: x\r\n", "Content-Type: application/warc-fields"),
		rec("request", "http://a.example/1", "GET /1 HTTP/1.1\r\n\r\n", "Content-Type: application/http; msgtype=request"),
		html("http://a.example/1", page),
		rec("metadata", "http://a.example/1", "fetchTimeMs: 1", "Content-Type: application/warc-fields"),
		rec("revisit", "http://a.example/1", "HTTP/1.1 200 OK\r\n\r\n", asHTTP),
		response("http://a.example/2", "301 Moved", "Location: /1\r\nContent-Type: text/html\r\n", page),
		response("http://a.example/3", "404 Not Found", "Content-Type: text/html\r\n", page),
		response("http://a.example/3i", "404 Not Found", "Content-Type: image/png\r\n", "x"),
		response("http://a.example/4", "410 Gone", "", ""),
		response("http://a.example/5", "503 No", "Content-Type: text/html\r\n", page),
		response("http://a.example/6", "304 Same", "", ""),
		response("http://a.example/7", "206 Part", "Content-Type: text/html\r\n", page),
		response("http://a.example/8.png", "200 OK", "Content-Type: image/png\r\n", "x"),
		response("http://a.example/9.css", "200 OK", "Content-Type: text/css\r\n", "x"),
		response("http://a.example/robots.txt?x", "200 OK", "Content-Type: text/plain\r\n", "User-agent: *"),
		response("http://a.example/10", "200 OK", "content-type:TEXT/HTML;x=1;Charset=\"Big5\"\r\n", page),
		response("http://a.example/11", "200 OK", "", page),
		response("http://a.example/12", "200", "Content-Type: application/octet-stream\r\n", "\x00\x01"),
		response("http://a.example/13", "200 OK", "Content-Type: text/xml\r\n", "<?xml version='1.0'?>\n<html>"),
		response("http://a.example/14", "200 OK", "Content-Type: text/xml\r\n", "<?xml version='1.0'?><rss>"),
		rec("response", "dns:a.example", "20220923 a.example. 1 IN A 192.0.2.1", "Content-Type: text/dns"),
		rec("resource", "http://a.example/15", page, "Content-Type: text/html"),
		rec("resource", "urn:shot:1", "x", "Content-Type: image/jpeg"),
		rec("conversion", "<http://a.example/16>", "words", "Content-Type: text/plain"),
		rec("continuation", "http://a.example/17", page, "WARC-Segment-Number: 2"),
		rec("response", "http://a.example/17", "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"+page, asHTTP, "WARC-Segment-Number: 1"),
		rec("response", "http://a.example/18", "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"+page, asHTTP, "WARC-Truncated: length"),
		rec("x-new", "http://a.example/19", "?"),
		rec("response", "http://a.example/20", "not http", asHTTP),
		response("http://a.example/21", "200 OK", "Content-Type: text/html\r\n", ""),
		rec("response", "ftp://a.example/22.html", page, "Content-Type: text/html"),
	}, "")
	want := strings.Split(strings.TrimSpace(strings.ReplaceAll(`
skip f.warc warcinfo
skip /1 request
doc /1 text/html
skip /1 metadata
skip /1 revisit
skip /2 redirect
skip /3 not_found
skip /3i not_found
skip /4 not_found
skip /5 http_error
skip /6 no_content
skip /7 partial
skip /8.png image
skip /9.css not_html
skip /robots.txt?x robots
doc /10 text/html
doc /11 text/html
skip /12 not_html
doc /13 text/html
skip /14 not_html
skip dns:a.example dns
doc /15 text/html
skip urn:shot:1 image
doc /16 text/plain
skip /17 continuation
reject /17 unsupported
reject /18 damaged
skip /19 metadata
reject /20 damaged
doc /21 text/html
doc ftp://a.example/22.html text/html`, " /", " http://a.example/")), "\n")
	a := read(strings.NewReader(file), intake.Limits{})
	a.want(t, want...)
	if len(a.docs) != 8 {
		t.Fatalf("%d documents", len(a.docs))
	}
	d := a.docs[0]
	if d.URL != "http://a.example/1" || d.Charset != "gbk" || string(d.Body) != page || !d.CapturedAt.Equal(time.Date(2022, 9, 23, 6, 54, 0, 0, time.UTC)) {
		t.Errorf("first document: %+v", d)
	}
	if a.docs[1].Charset != "big5" || a.docs[7].URL != "" {
		t.Errorf("charset %q, ftp url %q", a.docs[1].Charset, a.docs[7].URL)
	}
}

// The bytes at an origin are the record: cut out, they read the same.
func TestOriginsLeadBack(t *testing.T) {
	records := []string{rec("warcinfo", "", "x"), html("http://a.example/1", page), html("http://a.example/2", strings.Repeat(page, 5000)),
		response("http://a.example/3.png", "200 OK", "Content-Type: image/png\r\n", "x"), html("http://a.example/4", page)}
	plain := strings.Join(records, "")
	for name, c := range map[string]struct {
		file    string
		stored  bool // origins count stored bytes
		padding int
	}{
		"plain":             {plain, true, 0},
		"a member a record": {gzEach(records...), true, 0},
		"padded members":    {gz(records[0]) + "\x00\x00\x00" + gzEach(records[1:]...) + "\x00\x00", true, 2},
		"one gzip over all": {gz(plain), false, 0},
		"cut anywhere":      {gz(plain[:100]) + gz(plain[100:300]) + gz(plain[300:]), false, 0},
	} {
		t.Run(name, func(t *testing.T) {
			a := read(iotest.OneByteReader(strings.NewReader(c.file)), intake.Limits{})
			if len(a.docs) != 3 || len(a.lines) != len(records) {
				t.Fatalf("read %q", a.lines)
			}
			from := plain
			if c.stored {
				from = c.file
			}
			end := int64(0)
			for i, o := range a.origins {
				if o.Offset < end {
					t.Errorf("record %d lies at %d, before %d", i, o.Offset, end)
				}
				end = o.Offset + o.Length
				again := read(strings.NewReader(from[o.Offset:end]), intake.Limits{})
				if len(again.lines) != 1 || again.lines[0] != a.lines[i] {
					t.Errorf("record %d: %q read again as %q", i, a.lines[i], again.lines)
				}
			}
			if end != int64(len(from)-c.padding) {
				t.Errorf("origins end at %d of %d", end, len(from))
			}
			if !bytes.Equal(a.docs[1].Body, []byte(strings.Repeat(page, 5000))) {
				t.Error("large body differs")
			}
		})
	}
}

func TestBodiesAreDecoded(t *testing.T) {
	long := page + strings.Repeat("<p>more words", 3000)
	chunked := func(s string) string {
		return fmt.Sprintf("5\r\n%s\r\n%X;ext=1\r\n%s\r\n0\r\nTrailer: x\r\n\r\n", s[:5], len(s)-5, s[5:])
	}
	br := squeeze(func(w io.Writer) io.WriteCloser { return brotli.NewWriter(w) }, long)
	zl := squeeze(func(w io.Writer) io.WriteCloser { return zlib.NewWriter(w) }, long)
	zs := squeeze(func(w io.Writer) io.WriteCloser { z, _ := zstd.NewWriter(w); return z }, long)
	fl := squeeze(func(w io.Writer) io.WriteCloser { f, _ := flate.NewWriter(w, 5); return f }, long)
	const ok, bad = "doc u text/html", "reject u damaged"
	for name, c := range map[string]struct{ headers, body, want string }{
		"plain":                 {"", long, ok},
		"chunked":               {"Transfer-Encoding: Chunked\r\n", chunked(long), ok},
		"gzip":                  {"Content-Encoding: GZIP\r\n", gz(long), ok},
		"two gzip members":      {"Content-Encoding: gzip\r\n", gz(long[:100]) + gz(long[100:]), ok},
		"br":                    {"Content-Encoding: br\r\n", br, ok},
		"zstd":                  {"Content-Encoding: zstd\r\n", zs, ok},
		"deflate":               {"Content-Encoding: deflate\r\n", zl, ok},
		"bare deflate":          {"Content-Encoding: deflate\r\n", fl, ok},
		"chunked br":            {"Transfer-Encoding: chunked\r\nContent-Encoding: br\r\n", chunked(br), ok},
		"gzip then br":          {"Content-Encoding: gzip, br\r\n", squeeze(func(w io.Writer) io.WriteCloser { return brotli.NewWriter(w) }, gz(long)), ok},
		"transfer gzip":         {"Transfer-Encoding: gzip, chunked\r\n", chunked(gz(long)), ok},
		"stored decoded":        {"Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n", long, ok},
		"stored decoded br":     {"Content-Encoding: br\r\n", long, ok},
		"folded header":         {"Content-Encoding:\r\n  gzip\r\n", gz(long), ok},
		"gzip cut":              {"Content-Encoding: gzip\r\n", gz(long)[:60], bad},
		"br cut":                {"Content-Encoding: br\r\n", br[:40], bad},
		"chunk cut":             {"Transfer-Encoding: chunked\r\n", chunked(long)[:2000], bad},
		"chunk size is nothing": {"Transfer-Encoding: chunked\r\n", "5\r\n" + page[:5] + "\r\nzz\r\nmore", bad},
		"unknown":               {"Content-Encoding: compress\r\n", "xyz", "reject u unsupported"},
		"bomb":                  {"Content-Encoding: gzip\r\n", gz(strings.Repeat("x", 2<<20)), "reject u too_large"},
		"br bomb":               {"Content-Encoding: br\r\n", squeeze(func(w io.Writer) io.WriteCloser { return brotli.NewWriter(w) }, strings.Repeat("x", 2<<20)), "reject u too_large"},
	} {
		t.Run(name, func(t *testing.T) {
			file := response("u", "200 OK", "Content-Type: text/html\r\n"+c.headers, c.body) + html("next", page)
			a := read(strings.NewReader(file), intake.Limits{MaxDocumentBytes: 1 << 20})
			a.want(t, c.want, "doc next text/html")
			if c.want == ok && string(a.docs[0].Body) != long {
				t.Errorf("body is %.60q", a.docs[0].Body)
			}
		})
	}
}

// noise is text that hardly compresses, the same every time.
func noise(n int) string {
	b := make([]byte, n)
	x := uint32(1)
	for i := range b {
		x = x*1664525 + 1013904223
		b[i] = 'a' + byte(x>>24)%32
	}
	return string(b)
}

func TestDamageCostsOneRecord(t *testing.T) {
	one, two, three := html("u1", page), html("u2", page+noise(12000)), html("u3", page)
	const doc1, doc2, doc3, bad2 = "doc u1 text/html", "doc u2 text/html", "doc u3 text/html", "reject u2 damaged"
	length := func(r, n string) string {
		return r[:strings.Index(r, "Content-Length: ")] + "Content-Length: " + n + r[strings.Index(r, "\r\n\r\n"):]
	}
	flip := func(s string, i int) string { return s[:i] + string([]byte{s[i] ^ 0x55}) + s[i+1:] }
	z1, z2, z3 := gz(one), gz(two), gz(three)
	unknown := "reject f.warc damaged"
	for name, c := range map[string]struct {
		file string
		want []string
	}{
		"length too small":          {one + length(two, "100") + three, []string{doc1, bad2, doc3}},
		"length too large":          {one + length(two, "14000") + three, []string{doc1, bad2, doc3}},
		"length past the end":       {one + length(two, "400000") + three, []string{doc1, bad2, doc3}},
		"length past every limit":   {one + length(two, "99999999999") + three, []string{doc1, bad2, doc3}},
		"length overflows":          {one + length(two, "9223372036854775807") + three, []string{doc1, bad2, doc3}},
		"length negative":           {one + length(two, "-1") + three, []string{doc1, bad2, doc3}},
		"length missing":            {one + length(two, "") + three, []string{doc1, bad2, doc3}},
		"no type":                   {one + strings.Replace(two, "WARC-Type", "X-Type", 1) + three, []string{doc1, bad2, doc3}},
		"junk between":              {one + "some junk\nWARC/\nmore\n" + three, []string{doc1, unknown, doc3}},
		"junk before":               {"\x00junk\n" + one, []string{unknown, doc1}},
		"last cut":                  {one + two[:len(two)-500], []string{doc1, bad2}},
		"last cut in its header":    {one + two[:40], []string{doc1, unknown}},
		"line feeds only":           {strings.ReplaceAll(one, "\r\n", "\n")[:0] + one + "\n\n\n" + three, []string{doc1, doc3}},
		"gzip bit in the data":      {z1 + flip(z2, len(z2)/2) + z3, []string{doc1, bad2, doc3}},
		"gzip bit in the checksum":  {z1 + flip(z2, len(z2)-6) + z3, []string{doc1, bad2, doc3}},
		"gzip bit in the length":    {z1 + flip(z2, len(z2)-2) + z3, []string{doc1, bad2, doc3}},
		"gzip magic":                {z1 + flip(z2, 0) + z3, []string{doc1, unknown, doc3}},
		"gzip first magic":          {flip(z1, 0) + z2 + z3, []string{unknown, doc2, doc3}},
		"gzip last checksum":        {z1 + flip(z2, len(z2)-6), []string{doc1, bad2}},
		"gzip last cut":             {z1 + z2[:len(z2)/2], []string{doc1, bad2}},
		"gzip cut, then another":    {z1 + z2[:len(z2)/2] + z3, []string{doc1, bad2, doc3}},
		"gzip junk between":         {z1 + "some junk" + z3, []string{doc1, unknown, doc3}},
		"gzip junk behind":          {z1 + z3 + "\x1f\x8b\x08junk", []string{doc1, doc3, unknown}},
		"gzip two bad":              {z1 + flip(z2, len(z2)/2) + flip(z2, len(z2)-5) + z3, []string{doc1, bad2, bad2, doc3}},
		"gzip length too large":     {z1 + gz(length(two, "14000")) + z3, []string{doc1, bad2, doc3}},
		"gzip length far too large": {z1 + gz(length(two, "99999999999")) + z3, []string{doc1, bad2, doc3}},
		"gzip length too small":     {z1 + gz(length(two, "100")) + z3, []string{doc1, bad2, doc3}},
		"gzip over all, cut":        {gz(one + two + three)[:5000], []string{doc1, bad2}},
		"gzip over all, length":     {gz(one + length(two, "14000") + three), []string{doc1, bad2, doc3}},
	} {
		t.Run(name, func(t *testing.T) {
			for _, r := range []io.Reader{strings.NewReader(c.file), iotest.OneByteReader(strings.NewReader(c.file))} {
				a := read(r, intake.Limits{})
				a.want(t, c.want...)
				for i, o := range a.origins {
					if o.Offset < 0 || o.Length < 0 || o.Offset+o.Length > int64(max(len(c.file), len(one+two+three))) {
						t.Errorf("%s lies at %d+%d of %d", a.lines[i], o.Offset, o.Length, len(c.file))
					}
				}
			}
		})
	}
}

// TestLengthOverOtherRecords: a length that leads to the edge of a later record
// costs its own record alone, in a plain file and under one gzip.
func TestLengthOverOtherRecords(t *testing.T) {
	inner := html("http://e/b", page) + html("http://e/c", page)
	long := html("http://e/a", page)
	for name, over := range map[string]int{"to the last line ends": len(inner), "before them": len(inner) - 4} {
		block := strings.Index(long, "\r\n\r\n") + 4
		length := len(long) - block - 4
		liar := strings.Replace(long, fmt.Sprintf("Content-Length: %d\r\n", length), fmt.Sprintf("Content-Length: %d\r\n", length+4+over), 1)
		file := liar + inner + html("http://e/d", page)
		for _, stored := range []string{file, gz(file)} {
			t.Run(name, func(t *testing.T) {
				read(strings.NewReader(stored), intake.Limits{}).want(t, "reject http://e/a damaged", "doc http://e/b text/html", "doc http://e/c text/html", "doc http://e/d text/html")
			})
		}
	}
	t.Run("a page that quotes a record", func(t *testing.T) {
		read(strings.NewReader(html("http://e/a", "<!doctype html><pre>\r\n\r\n"+html("http://e/b", "x")+"</pre>")), intake.Limits{}).want(t, "doc http://e/a text/html")
	})
	t.Run("an archive in a record", func(t *testing.T) {
		whole := rec("warcinfo", "", "x") + html("http://e/b", page)
		a := read(strings.NewReader(response("http://e/a.warc", "200 OK", "Content-Type: application/warc\r\n", whole)+rec("resource", "http://e/b.warc", whole, "Content-Type: application/warc")+html("http://e/c", page)), intake.Limits{})
		if len(a.docs) != 1 || len(a.lines) != 3 || strings.Contains(fmt.Sprint(a.lines), "reject") {
			t.Errorf("got %q", a.lines)
		}
	})
}

func TestTooLarge(t *testing.T) {
	big := strings.Repeat("x", 3<<20)
	file := html("u1", page) + html("u2", big) + response("u3", "200 OK", "Content-Type: image/png\r\n", big) +
		rec("response", "u4", "HTTP/1.1 200 OK\r\nX: "+strings.Repeat("x", 1<<19)+"\r\n\r\n", asHTTP) +
		"WARC/1.0\r\nWARC-Type: response\r\nX: " + strings.Repeat("x", 1<<19) + "\r\n\r\n" + html("u5", page)
	want := []string{"doc u1 text/html", "reject u2 too_large", "skip u3 image", "skip u4 not_html", "reject f.warc too_large", "doc u5 text/html"}
	lim := intake.Limits{MaxDocumentBytes: 1 << 20}
	read(strings.NewReader(file), lim).want(t, want...)
	read(strings.NewReader(gz(file)), lim).want(t, want...)
	t.Run("ratio", func(t *testing.T) {
		bomb := gz(html("u2", strings.Repeat("x", 64<<20)))
		a := read(strings.NewReader(gz(html("u1", page))+bomb+gz(html("u3", page))), intake.Limits{MaxRatio: 100})
		a.want(t, "doc u1 text/html", "reject u2 too_large", "doc u3 text/html")
	})
}

func TestUnreadable(t *testing.T) {
	file := html("u1", page) + html("u2", page)
	for _, f := range []string{file, gzEach(html("u1", page), html("u2", page))} {
		a := read(io.MultiReader(strings.NewReader(f[:len(f)-50]), iotest.ErrReader(intake.Problemf(schema.Unreadable, "input/output error"))), intake.Limits{})
		a.want(t, "doc u1 text/html", "reject u2 unreadable")
	}
	read(strings.NewReader(""), intake.Limits{}).want(t)
	read(strings.NewReader("\r\n\r\n"), intake.Limits{}).want(t)
}

func TestDates(t *testing.T) {
	for in, want := range map[string]string{
		"2022-09-23T06:54:01Z":         "2022-09-23T06:54:01Z",
		"2022-09-23T14:54:01.25+08:00": "2022-09-23T06:54:01.25Z",
		"2022-09-23T06:54Z":            "2022-09-23T06:54:00Z",
		"2022-09-23":                   "2022-09-23T00:00:00Z",
		"2022-09":                      "2022-09-01T00:00:00Z",
		"2022":                         "2022-01-01T00:00:00Z",
		"yesterday":                    "0001-01-01T00:00:00Z",
	} {
		r := record{header: map[string]string{"warc-date": in}}
		if got := r.date().Format(time.RFC3339Nano); got != want {
			t.Errorf("date %q is %s, want %s", in, got, want)
		}
	}
}
