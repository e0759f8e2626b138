package warc

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"dabao/ingest/intake"
)

// TestOwnRecords passes over what crawlers keep of themselves, and takes the
// address of warcit's records back to that of the site.
func TestOwnRecords(t *testing.T) {
	of := func(header, uri, body string) string {
		return fmt.Sprintf("WARC/1.0\r\n%sWARC-Target-URI: %s\r\nWARC-Date: 2026-11-28T10:00:00Z\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n", header, uri, len(body), body)
	}
	resource, asHTML := "WARC-Type: resource\r\nContent-Type: text/plain\r\n", "WARC-Type: resource\r\nContent-Type: text/html\r\n"
	warcit := asHTML + "WARC-Source-URI: file://site/x\r\n"
	const page = "<!doctype html><p>words</p>"
	file := of(resource, "<metadata://gnu.org/software/wget/warc/wget.log>", "log") +
		of(resource, "urn:X-wpull:log", "log") + of(resource, "urn:text:https://a.example/1", "words") + of(resource, "urn:textFinal:https://a.example/1", "words") +
		of(asHTML, "https://a.example/1", page) +
		of(warcit, "http://a.example/view.do%3fid%3d8.html", page) + of(warcit, "http://a.example/two.html.gz", gz(page)) +
		of(asHTML, "http://a.example/kept%3fas.html", page)
	a := read(strings.NewReader(file), intake.Limits{})
	var got []string
	for _, d := range a.docs {
		got = append(got, d.URL)
		if string(d.Body) != page {
			t.Errorf("%s: %q", d.URL, d.Body)
		}
	}
	if want := []string{"https://a.example/1", "http://a.example/view.do?id=8", "http://a.example/two.html", "http://a.example/kept%3fas.html"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if len(a.docs) != 4 || strings.Count(strings.Join(a.lines, "\n"), "metadata") < 4 {
		t.Errorf("%q", a.lines)
	}
}
