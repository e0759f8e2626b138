package warc

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"dabao/ingest/intake"
)

// corpus returns real pages, or skips the test where they are not at hand.
func corpus(t testing.TB, most int) []string {
	t.Helper()
	files, _ := filepath.Glob("../../../shared/corpora/*/html/*.html.gz")
	if len(files) == 0 {
		if os.Getenv("CI") == "true" {
			t.Fatal("no pages in ../shared/corpora")
		}
		t.Skip("needs the pages in ../shared/corpora")
	}
	var pages []string
	for _, name := range files[:min(most, len(files))] {
		f, err := os.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		z, err := gzip.NewReader(f)
		if err != nil {
			t.Fatal(name, err)
		}
		b, err := io.ReadAll(z)
		if err != nil {
			t.Fatal(name, err)
		}
		f.Close()
		pages = append(pages, string(b))
	}
	return pages
}

// foreign reads a file with warcio, the reference reader in Python.
const foreign = `
import sys, json, hashlib
from warcio.archiveiterator import ArchiveIterator
with open(sys.argv[1], 'rb') as f:
    it = ArchiveIterator(f)
    for r in it:
        body = r.content_stream().read()
        print(json.dumps([r.rec_headers.get_header('WARC-Target-URI'), it.get_record_offset(), it.get_record_length(), hashlib.sha256(body).hexdigest()]))
`

func TestAgreesWithForeignReader(t *testing.T) {
	python := os.Getenv("DABAO_PYTHON")
	if python == "" {
		python = "python3"
	}
	if err := exec.Command(python, "-c", "import warcio").Run(); err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal("CI must have a Python with warcio, named by DABAO_PYTHON")
		}
		t.Skip("needs a Python with warcio, named by DABAO_PYTHON")
	}
	var records []string
	for i, p := range corpus(t, 60) {
		u := fmt.Sprintf("http://a.example/%d", i)
		switch i % 3 {
		case 0:
			records = append(records, html(u, p))
		case 1:
			records = append(records, response(u, "200 OK", "Content-Type: text/html\r\nContent-Encoding: gzip\r\n", gz(p)))
		case 2:
			chunks := fmt.Sprintf("%x\r\n%s\r\n%x\r\n%s\r\n0\r\n\r\n", 100, p[:100], len(p)-100, p[100:])
			records = append(records, response(u, "200 OK", "Content-Type: text/html\r\nTransfer-Encoding: chunked\r\n", chunks))
		}
	}
	for name, file := range map[string]string{"plain.warc": strings.Join(records, ""), "members.warc.gz": gzEach(records...)} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), name)
			if err := os.WriteFile(path, []byte(file), 0o644); err != nil {
				t.Fatal(err)
			}
			out, err := exec.Command(python, "-c", foreign, path).Output()
			if err != nil {
				t.Fatal(err)
			}
			a := read(strings.NewReader(file), intake.Limits{})
			lines := bytes.Split(bytes.TrimSpace(out), []byte("\n"))
			if len(lines) != len(a.docs) || len(a.docs) != len(records) {
				t.Fatalf("%d documents, warcio has %d of %d", len(a.docs), len(lines), len(records))
			}
			for i, d := range a.docs {
				// The two line ends behind a record belong to it (ISO 28500,
				// §4); warcio leaves them out where no gzip member tells.
				if name == "plain.warc" {
					d.Origin.Length -= 4
				}
				got, _ := json.Marshal([]any{d.Origin.URI, d.Origin.Offset, d.Origin.Length, fmt.Sprintf("%x", sha256.Sum256(d.Body))})
				var want any
				if err := json.Unmarshal(lines[i], &want); err != nil {
					t.Fatal(err)
				}
				if w, _ := json.Marshal(want); !bytes.Equal(got, w) {
					t.Errorf("got  %s\nwant %s", got, w)
				}
			}
		})
	}
}

// BenchmarkDocuments gives MB of pages a second.
func BenchmarkDocuments(b *testing.B) {
	var records []string
	size := 0
	for i, p := range corpus(b, 1000) {
		records = append(records, html(fmt.Sprintf("http://a.example/%d", i), p))
		size += len(p)
	}
	for name, file := range map[string]string{"plain": strings.Join(records, ""), "gzip": gzEach(records...), "one-gzip": gz(strings.Join(records, ""))} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(size))
			b.ReportMetric(float64(len(file))/1e6, "stored-MB")
			for b.Loop() {
				n := 0
				for range Documents("f", strings.NewReader(file), intake.Limits{}, intake.Events{}) {
					n++
				}
				if n != len(records) {
					b.Fatalf("%d of %d documents", n, len(records))
				}
			}
		})
	}
}
