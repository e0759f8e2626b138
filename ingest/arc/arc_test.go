package arc

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/klauspost/compress/gzip"

	"dabao/ingest/intake"
	"dabao/schema"
)

const page = "<!doctype html><title>t</title><p>words</p>"

func record(url, media, body string) string {
	return fmt.Sprintf("%s 10.0.0.1 20050110120000 %s %d\n%s\n", url, media, len(body), body)
}

func reply(status, media, body string) string {
	return "HTTP/1.1 " + status + "\r\nContent-Type: " + media + "\r\n\r\n" + body
}

const (
	desc1 = "1 0 InternetArchive\nURL IP-address Archive-date Content-type Archive-length\n"
	desc2 = "2 0 InternetArchive\nURL IP-address Archive-date Content-type Result-code Checksum Location Offset Filename Archive-length\n"
)

// file is an ARC file of version 1, each record apart.
func file() []string {
	return []string{
		record("filedesc://a.arc", "text/plain", desc1),
		record("dns:a.example", "text/dns", "20050110120000\na.example. 60 IN A 10.0.0.1\n"),
		record("http://a.example/1", "text/html", reply("200 OK", "text/html; charset=gbk", page)),
		record("http://a.example/gone", "text/html", reply("404 Not Found", "text/html", page)),
		record("http://a.example/a b.html", "text/html", reply("200 OK", "text/html", page)),
		record("http://a.example/i.png", "image/png", reply("200 OK", "image/png", "x")),
		record("http://a.example/bare", "text/html", page),
	}
}

func zipped(s string) string {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	w.Write([]byte(s))
	w.Close()
	return b.String()
}

func read(r io.Reader, lim intake.Limits) (lines []string, docs []schema.Document) {
	ev := intake.Events{
		Reject: func(r *schema.Reject) { lines = append(lines, "reject "+r.Origin.URI+" "+string(r.Reason)) },
		Skip:   func(s intake.Skip) { lines = append(lines, "skip "+s.Origin.URI+" "+string(s.Kind)) },
	}
	for d := range Documents("f.arc", r, lim, ev) {
		lines, docs = append(lines, "doc "+d.Origin.URI), append(docs, d)
	}
	return lines, docs
}

var whole = []string{"skip filedesc://a.arc warcinfo", "skip dns:a.example dns", "doc http://a.example/1", "skip http://a.example/gone not_found",
	"doc http://a.example/a b.html", "skip http://a.example/i.png image", "doc http://a.example/bare"}

func TestDocuments(t *testing.T) {
	parts := file()
	plain := strings.Join(parts, "")
	each := ""
	for _, p := range parts {
		each += zipped(p)
	}
	for name, in := range map[string]string{"plain": plain, "a member each": each, "one member": zipped(plain), "padded": each + strings.Repeat("\x00", 100)} {
		for _, r := range []io.Reader{strings.NewReader(in), iotest.OneByteReader(strings.NewReader(in))} {
			lines, docs := read(r, intake.Limits{})
			if !slices.Equal(lines, whole) {
				t.Fatalf("%s: %q", name, lines)
			}
			d := docs[0]
			if string(d.Body) != page || d.Charset != "gbk" || d.URL != "http://a.example/1" || d.CapturedAt.Format("20060102150405") != "20050110120000" {
				t.Errorf("%s: %+v", name, d)
			}
			if name != "one member" {
				part := in[d.Origin.Offset : d.Origin.Offset+d.Origin.Length]
				if again, _ := read(strings.NewReader(part), intake.Limits{}); !slices.Equal(again, []string{"doc http://a.example/1"}) {
					t.Errorf("%s: at its place stands %q", name, again)
				}
			}
		}
	}
	body := reply("200 OK", "text/html", page)
	two := fmt.Sprintf("filedesc://a.arc 0.0.0.0 20050110120000 text/plain 200 - - 0 a.arc %d\n%s\nhttp://a.example/2 10.0.0.1 20050110120000 text/html 200 abc - 120 a.arc %d\n%s\n",
		len(desc2), desc2, len(body), body)
	if lines, _ := read(strings.NewReader(two), intake.Limits{}); !slices.Equal(lines, []string{"skip filedesc://a.arc warcinfo", "doc http://a.example/2"}) {
		t.Errorf("version 2: %q", lines)
	}
}

// TestDamage breaks one record in every way that a header can lie; the others are
// read.
func TestDamage(t *testing.T) {
	a, b := record("http://a.example/1", "text/html", reply("200 OK", "text/html", page)), record("http://a.example/2", "text/html", reply("200 OK", "text/html", page))
	size := fmt.Sprint(len(reply("200 OK", "text/html", page)))
	for name, bad := range map[string]string{
		"too long":   strings.Replace(a, " "+size+"\n", " 900\n", 1),
		"too short":  strings.Replace(a, " "+size+"\n", " 20\n", 1),
		"two GB":     strings.Replace(a, " "+size+"\n", " 2147483648\n", 1),
		"endless":    strings.Replace(a, " "+size+"\n", " 9223372036854775807\n", 1),
		"no length":  strings.Replace(a, " "+size+"\n", " x\n", 1),
		"cut in two": a[:len(a)/2] + "\n",
		"rubbish":    "nothing of the sort\n\x00\x01\n",
	} {
		lines, _ := read(strings.NewReader(b+bad+b), intake.Limits{})
		if len(lines) != 3 || lines[0] != "doc http://a.example/2" || !strings.HasPrefix(lines[1], "reject ") || lines[2] != "doc http://a.example/2" {
			t.Errorf("%s: %q", name, lines)
		}
	}
	z := zipped(a)
	bad := z[:len(z)/2] + "\xff\xff\xff\xff" + z[len(z)/2+4:]
	lines, _ := read(strings.NewReader(zipped(b)+bad+zipped(b)), intake.Limits{})
	if len(lines) < 3 || lines[0] != "doc http://a.example/2" || lines[len(lines)-1] != "doc http://a.example/2" || !strings.Contains(strings.Join(lines, " "), "damaged") {
		t.Errorf("bad member: %q", lines)
	}
	if lines, _ := read(strings.NewReader(b+a[:len(a)-30]), intake.Limits{}); !slices.Equal(lines, []string{"doc http://a.example/2", "reject http://a.example/1 damaged"}) {
		t.Errorf("cut short: %q", lines)
	}
	big := record("http://a.example/big", "text/html", reply("200 OK", "text/html", strings.Repeat("x", 9000)))
	if lines, _ := read(strings.NewReader(big+b), intake.Limits{MaxDocumentBytes: 1000, MaxHeaderBytes: 1000}); !slices.Equal(lines, []string{"reject http://a.example/big too_large", "doc http://a.example/2"}) {
		t.Errorf("too large: %q", lines)
	}
}

// TestManyMembers reads more records than places of members are remembered: each
// still has its place in the file as stored.
func TestManyMembers(t *testing.T) {
	const n = 1<<16 + 100
	member := zipped(record("http://a.example/1", "text/html", "x"))
	var last schema.Origin
	seen := 0
	ev := intake.Events{Reject: func(r *schema.Reject) { last = r.Origin; seen++ }, Skip: func(s intake.Skip) { last = s.Origin; seen++ }}
	for d := range Documents("f.arc", strings.NewReader(strings.Repeat(member, n)), intake.Limits{}, ev) {
		last = d.Origin
		seen++
	}
	if want := int64(len(member)); seen != n || last.Offset != (n-1)*want || last.Length != want {
		t.Errorf("%d records, the last at %d, %d bytes; want %d at %d, %d bytes", seen, last.Offset, last.Length, n, (n-1)*want, want)
	}
}

// FuzzDocuments holds for any bytes: no panic, and it ends.
func FuzzDocuments(f *testing.F) {
	f.Add([]byte(strings.Join(file(), "")))
	f.Add([]byte(zipped(file()[0]) + zipped(file()[2])))
	f.Add([]byte("http://a/ 10.0.0.1 20050110120000 text/html 99999999\nx"))
	f.Fuzz(func(t *testing.T, b []byte) {
		read(bytes.NewReader(b), intake.Limits{MaxDocumentBytes: 2000, MaxHeaderBytes: 1000})
	})
}
