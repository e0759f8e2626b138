package extract

import (
	"compress/gzip"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The rough count is never less than half of the careful one, and spares every
// page of the corpora the careful one.
func TestRoughMarks(t *testing.T) {
	pages := map[string]string{
		"nested":              strings.Repeat("<div>", 400) + "text",
		"unclosed formatting": strings.Repeat("<b><i><font size=1>", 50) + strings.Repeat("<p>x", 300),
		"closed in a comment": strings.Repeat("<b>", 100) + "<!-- " + strings.Repeat("</b>", 100) + " -->" + strings.Repeat("<p>x", 100),
		"closed in a value":   strings.Repeat("<b>", 100) + `<i title="></b></b></b>">` + strings.Repeat("<p>x", 100),
		"closed in a script":  strings.Repeat("<b>", 100) + "<script>" + strings.Repeat("</b>", 100) + "</script>" + strings.Repeat("<p>x", 100),
		"closed in a cell":    strings.Repeat("<b>", 100) + "<table><tr><td>" + strings.Repeat("</b>", 100) + strings.Repeat("<p>x", 100),
		"open comment":        "<p>a<!-- <p><p><p>",
		"open tag":            "<p>a<p title=\"",
		"nothing":             "",
	}
	files, _ := filepath.Glob("../../../shared/corpora/*/html/*.gz")
	if len(files) == 0 && os.Getenv("CI") != "" {
		t.Fatal("CI must have the corpora at ../shared")
	}
	for _, f := range files {
		in, err := os.Open(f)
		if err != nil {
			t.Fatal(err)
		}
		z, err := gzip.NewReader(in)
		if err != nil {
			t.Fatal(err)
		}
		raw, err := io.ReadAll(z)
		if err != nil {
			t.Fatal(err)
		}
		in.Close()
		pages[filepath.Base(f)] = string(raw)
	}
	for name, page := range pages {
		rough, _ := roughMarks(page, maxMarks)
		careful := marks(page, maxMarks)
		if 2*rough < careful {
			t.Errorf("%s: rough %d, careful %d", name, rough, careful)
		}
		if rough > maxMarks/2 {
			t.Errorf("%s: rough %d is past half of the limit, careful %d", name, rough, careful)
		}
	}
}
