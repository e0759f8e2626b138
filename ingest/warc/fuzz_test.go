package warc

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"dabao/ingest/intake"
)

// FuzzDocuments holds for any bytes: reading ends, every origin lies in the
// file, no two inputs share a place, no document is over the limit, and how
// the bytes arrive makes no difference.
func FuzzDocuments(f *testing.F) {
	one, two, three := html("http://a.example/1", page), rec("warcinfo", "", "x"), html("http://a.example/3", strings.Repeat(page, 40))
	f.Add([]byte(one + two + three))
	f.Add([]byte(gzEach(one, two, three)))
	f.Add([]byte(gz(one + two + three)))
	f.Add([]byte(gz(one) + gz(two)[:20] + gz(three)))
	f.Add([]byte(response("u", "200 OK", "Transfer-Encoding: chunked\r\nContent-Encoding: br\r\n", "3\r\nabc\r\n0\r\n\r\n") + one))
	f.Add([]byte(strings.Replace(one, "Content-Length: ", "Content-Length: 9", 1) + three))
	f.Add([]byte(gz(strings.Replace(one, "Content-Length: ", "Content-Length: 9", 1)) + "\x1f\x8b\x08" + gz(three)))
	lim := intake.Limits{MaxDocumentBytes: 32 << 10, MaxHeaderBytes: 4 << 10, MaxRatio: 50}
	f.Fuzz(func(t *testing.T, file []byte) {
		a := read(bytes.NewReader(file), lim)
		b := read(iotest.HalfReader(bytes.NewReader(file)), lim)
		if !slices.Equal(a.lines, b.lines) || !slices.Equal(a.origins, b.origins) {
			t.Errorf("read in halves:\n%q\n%q", a.lines, b.lines)
		}
		// What one compression covers is placed in what comes out of it.
		most := int64(len(file)) * 1100
		seen := make(map[[2]int64]bool)
		for i, o := range a.origins {
			if o.Offset < 0 || o.Length < 0 || o.Offset+o.Length > most {
				t.Errorf("%s lies at %d+%d of %d", a.lines[i], o.Offset, o.Length, len(file))
			}
			if k := [2]int64{o.Offset, o.Length}; o.Length > 0 && seen[k] {
				t.Errorf("%s lies where another does, %d+%d", a.lines[i], o.Offset, o.Length)
			} else {
				seen[k] = true
			}
		}
		for _, d := range a.docs {
			if int64(len(d.Body)) > lim.MaxDocumentBytes {
				t.Errorf("document of %d bytes", len(d.Body))
			}
		}
	})
}
