package ingest_test

import (
	"compress/gzip"
	"io"
	"os"
	"path/filepath"
	"testing"

	"dabao/ingest"
	"dabao/schema"
)

// corpus loads the saved pages beside the repository.
func corpus(tb testing.TB) []schema.Document {
	tb.Helper()
	files, _ := filepath.Glob("../../shared/corpora/*/html/*.gz")
	if len(files) == 0 {
		if os.Getenv("CI") != "" {
			tb.Fatal("CI must have the corpora at ../shared")
		}
		tb.Skip("no corpora at ../shared")
	}
	var docs []schema.Document
	for _, f := range files {
		in, err := os.Open(f)
		if err != nil {
			tb.Fatal(err)
		}
		z, err := gzip.NewReader(in)
		if err != nil {
			tb.Fatal(err)
		}
		body, err := io.ReadAll(z)
		if err != nil {
			tb.Fatal(err)
		}
		in.Close()
		docs = append(docs, schema.Document{Origin: schema.Origin{URI: filepath.Base(f)}, MediaType: "text/html", Body: body})
	}
	return docs
}

// BenchmarkRead is the whole way of one page, without the store.
func BenchmarkRead(b *testing.B) {
	docs := corpus(b)
	for _, v := range []struct {
		name string
		o    ingest.Options
	}{{"all", ingest.Options{}}, {"no-facts", ingest.Options{NoFacts: true}}} {
		b.Run(v.name, func(b *testing.B) {
			for n := range b.N {
				ingest.Read(docs[n%len(docs)], v.o)
			}
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "pages/s")
		})
	}
}
