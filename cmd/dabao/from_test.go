package main

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"dabao/schema"
)

// TestDemoFromDatabase releases the demo from its pages and from a database of
// them, which must give the same bytes.
func TestDemoFromDatabase(t *testing.T) {
	out := t.TempDir()
	t.Chdir("../../datasets/demo")
	dabao := func(want int, args ...string) {
		t.Helper()
		var stderr bytes.Buffer
		if got := run(append([]string{"dabao"}, args...), strings.NewReader(""), &bytes.Buffer{}, &stderr); got != want {
			t.Fatalf("%q ends with %d, want %d\n%s", args, got, want, &stderr)
		}
	}
	work := filepath.Join(out, "work.db")
	dabao(exitDone, "release", "-q", ".", "-o", filepath.Join(out, "pages"))
	dabao(exitRejects, "ingest", "-q", "pages", "-o", work)
	dabao(exitDone, "release", "-q", "--from", work, ".", "-o", filepath.Join(out, "database"))
	one, err := os.ReadFile(filepath.Join(out, "pages", "SHA256SUMS"))
	if err != nil {
		t.Fatal(err)
	}
	other, err := os.ReadFile(filepath.Join(out, "database", "SHA256SUMS"))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(one, other) {
		t.Errorf("from the pages:\n%s\nfrom the database:\n%s", one, other)
	}
}

func TestFilesAround(t *testing.T) {
	for _, c := range []struct {
		at   schema.Origin
		want []string
	}{
		{schema.Origin{URI: "a/b.html"}, []string{"a/b.html"}},
		{schema.Origin{URI: "https://x.example/!/y", Container: "w.warc"}, []string{"w.warc"}},
		{schema.Origin{URI: "x.html", Container: "n.zip!/in.zip!/a.tar"}, []string{"n.zip!/in.zip!/a.tar", "n.zip!/in.zip", "n.zip"}},
		{schema.Origin{URI: "a!/b.html"}, []string{"a!/b.html", "a"}},
	} {
		if got := filesAround(c.at); !slices.Equal(got, c.want) {
			t.Errorf("%+v: got %q, want %q", c.at, got, c.want)
		}
	}
}
