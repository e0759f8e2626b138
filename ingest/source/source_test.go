package source

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/klauspost/compress/gzip"

	"dabao/ingest/intake"
	"dabao/schema"
)

const page = "<!doctype html><title>t</title><p>words</p>"

// tree writes files below a new folder; a name ending in / is a folder.
func tree(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, body := range files {
		p := filepath.Join(dir, filepath.FromSlash(name))
		if strings.HasSuffix(name, "/") {
			must(t, os.MkdirAll(p, 0o755))
			continue
		}
		must(t, os.MkdirAll(filepath.Dir(p), 0o755))
		must(t, os.WriteFile(p, []byte(body), 0o644))
	}
	return dir
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func zipped(s string) string {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	w.Write([]byte(s))
	w.Close()
	return b.String()
}

// account is everything that one reading gave, as lines: "doc URI …",
// "reject URI reason", "skip URI kind", in input order.
type account struct {
	lines []string
	docs  []schema.Document
	err   error
}

func read(in Input, lim Limits) *account {
	a := &account{}
	ev := Events{
		Reject: func(r *schema.Reject) { a.add("reject", r.Origin, string(r.Reason)) },
		Skip:   func(s Skip) { a.add("skip", s.Origin, string(s.Kind)) },
	}
	for d, err := range Documents(context.Background(), in, lim, ev) {
		if err != nil {
			a.err = err
			break
		}
		a.docs = append(a.docs, d)
		a.add("doc", d.Origin, d.MediaType)
	}
	return a
}

func (a *account) add(what string, o schema.Origin, rest string) {
	name := o.URI
	if o.Container != "" {
		name = o.Container + " > " + name
	}
	a.lines = append(a.lines, what+" "+name+" "+rest)
}

func (a *account) want(t *testing.T, lines ...string) {
	t.Helper()
	if a.err != nil {
		t.Errorf("error %v", a.err)
	}
	if !slices.Equal(a.lines, lines) {
		t.Errorf("got\n  %s\nwant\n  %s", strings.Join(a.lines, "\n  "), strings.Join(lines, "\n  "))
	}
}

func TestFolder(t *testing.T) {
	dir := tree(t, map[string]string{
		"b.html": page, "a/z.htm": page, "a/y.txt.gz": zipped("words"), "a.xhtml": page,
		".git/x.html": page, ".hidden.html": page, "notes.docx": "PK", "12345": page, "blob": "\x00\x01",
		"feed.xml": "<?xml version='1.0'?><rss/>", "x.xml": "<?xml version='1.0'?><html/>",
		"index.html?id=3": page, "empty.html": "", "broken.html.gz": "nothing", "nil.html.gz": "",
	})
	a := read(Input{Base: dir, Paths: []string{"."}}, Limits{})
	a.want(t,
		"skip .git hidden",
		"skip .hidden.html hidden",
		"doc 12345 text/html",
		"doc a/y.txt.gz text/plain",
		"doc a/z.htm text/html",
		"doc a.xhtml application/xhtml+xml",
		"doc b.html text/html",
		"skip blob unknown_extension",
		"reject broken.html.gz damaged",
		"doc empty.html text/html",
		"skip feed.xml unknown_extension",
		"doc index.html?id=3 text/html",
		"reject nil.html.gz empty",
		"skip notes.docx unknown_extension",
		"doc x.xml text/html",
	)
	gz := a.docs[1]
	if string(gz.Body) != "words" || gz.Origin.Length != int64(len(zipped("words"))) || !gz.CapturedAt.IsZero() {
		t.Errorf("compressed file: %+v", gz)
	}
	files, size, err := Size(context.Background(), Input{Base: dir, Paths: []string{"."}})
	if want := int64(5*len(page) + len(zipped("words")) + len("nothing") + len("<?xml version='1.0'?><html/>")); files != 10 || size != want || err != nil {
		t.Errorf("Size = %d, %d, %v; want 10, %d", files, size, err, want)
	}
}

func TestPathsAreNamedOnceAndInOrder(t *testing.T) {
	dir := tree(t, map[string]string{"p/a.html": page, "p/b.html": page, "q/[1].html": page, "q/x.dat": "?", "p/sub/c.html": page})
	want := []string{"doc p/a.html text/html", "doc p/b.html text/html", "doc p/sub/c.html text/html", "doc q/[1].html text/html"}
	for name, paths := range map[string][]string{
		"plain":    {"p", "q/[1].html"},
		"reversed": {"q/[1].html", "p/b.html", "p"},
		"globs":    {"p/**/*.html", "p/*.html", "q/*1?.html"},
		"absolute": {filepath.Join(dir, "q", "[1].html"), filepath.Join(dir, "p"), "./p/../p/sub"},
	} {
		t.Run(name, func(t *testing.T) {
			a := read(Input{Base: dir, Paths: paths}, Limits{})
			slices.Sort(a.lines)
			a.want(t, want...)
		})
	}
	t.Run("glob passes over what it cannot read", func(t *testing.T) {
		read(Input{Base: dir, Paths: []string{"q/*"}}, Limits{}).want(t, "doc q/[1].html text/html", "skip q/x.dat unknown_extension")
	})
}

func TestWrongPaths(t *testing.T) {
	dir := tree(t, map[string]string{"a.html": page, "x.dat": "?", "empty/": "", "junk/y.dat": "?", "bare": "words"})
	for _, c := range []struct {
		paths []string
		want  error
		names string
	}{
		{[]string{"a.html", "gone.html"}, ErrNotFound, "gone.html"},
		{[]string{"a.html", "*.warc"}, ErrNotFound, "*.warc"},
		{[]string{"a.html", ""}, ErrNotFound, `""`},
		{[]string{"a.html/b"}, nil, "a.html/b"},
		{[]string{"empty", "x.dat"}, ErrUnsupported, "x.dat"},
		{[]string{"bare"}, ErrUnsupported, "bare"},
		{[]string{"empty"}, ErrNothing, "empty"},
		{[]string{"junk", "empty"}, ErrNothing, "empty, junk"},
		{[]string{"junk/*"}, ErrNothing, "junk/y.dat"},
		{nil, ErrNothing, ""},
	} {
		a := read(Input{Base: dir, Paths: c.paths}, Limits{})
		if c.want != nil && !errors.Is(a.err, c.want) || a.err == nil || !strings.Contains(a.err.Error(), c.names) || strings.Contains(a.err.Error(), dir) {
			t.Errorf("%q: error %v, want %v that names %q", c.paths, a.err, c.want, c.names)
		}
		if len(a.lines) > 0 {
			t.Errorf("%q: read %q before the error", c.paths, a.lines)
		}
		if _, _, err := Size(context.Background(), Input{Base: dir, Paths: c.paths}); err == nil {
			t.Errorf("%q: Size has no error", c.paths)
		}
	}
}

// TestUnknownAmongGood: what a person named and is of no known kind costs
// itself alone.
func TestUnknownAmongGood(t *testing.T) {
	dir := tree(t, map[string]string{"a.html": page, "x.dat": "?", "more/b.html": page})
	for _, paths := range [][]string{{"x.dat", "a.html"}, {"a.html", "x.dat"}, {"x.dat", "more"}} {
		a := read(Input{Base: dir, Paths: paths}, Limits{})
		if a.err != nil || len(a.lines) != 2 || !strings.Contains(strings.Join(a.lines, "\n"), "reject x.dat unsupported") {
			t.Errorf("%q: got %q, %v", paths, a.lines, a.err)
		}
	}
}

func TestURIsAreRelative(t *testing.T) {
	dir := tree(t, map[string]string{"in/a.html": page, "work/": ""})
	t.Chdir(filepath.Join(dir, "work"))
	for _, p := range []string{"../in/a.html", filepath.Join(dir, "in", "a.html"), "../in", "../in/*.html"} {
		read(Input{Paths: []string{p}}, Limits{}).want(t, "doc ../in/a.html text/html")
	}
	read(Input{Paths: []string{"a.html"}, Base: "../in"}, Limits{}).want(t, "doc a.html text/html")
}

func TestStrangeNames(t *testing.T) {
	for _, name := range []string{"a\nb.html", "\xb1\xb1\xbe\xa9.html", `back\slash.html`, "新聞.html"} {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, name), []byte(page), 0o644); err != nil {
			continue // not every file system takes every name
		}
		a := read(Input{Base: dir, Paths: []string{"."}}, Limits{})
		a.want(t, "doc "+intake.EscapeName(name)+" text/html")
		if d, err := Find(context.Background(), dir, &schema.Capture{Origin: a.docs[0].Origin, SHA256: a.docs[0].SHA256()}, Limits{}); err != nil || !reflect.DeepEqual(d, a.docs[0]) {
			t.Errorf("Find(%v) = %v, %v", a.docs[0].Origin, d, err)
		}
	}
}

func TestLimits(t *testing.T) {
	dir := tree(t, map[string]string{
		"big.html": strings.Repeat("x", 101), "fits.html": strings.Repeat("x", 100), "big.txt.gz": zipped(strings.Repeat("x", 1<<20)),
	})
	a := read(Input{Base: dir, Paths: []string{"."}}, Limits{MaxDocumentBytes: 100})
	a.want(t, "reject big.html too_large", "reject big.txt.gz too_large", "doc fits.html text/html")
}

func TestStandardInput(t *testing.T) {
	for name, c := range map[string]struct{ in, want, body string }{
		"html":         {page, "doc - text/html", page},
		"gzip":         {zipped(page), "doc - text/html", page},
		"gzip in gzip": {zipped(zipped(page)), "doc - text/html", page},
		"text":         {"人民網\n標題", "doc - text/plain", "人民網\n標題"},
		"nothing":      {"", "doc - text/plain", ""},
		"too deep":     {zipped(zipped(zipped(zipped(page)))), "reject - too_large", ""},
		"cut":          {zipped(page)[:30], "reject - damaged", ""},
	} {
		t.Run(name, func(t *testing.T) {
			a := read(Input{Paths: []string{"-"}, Stdin: io.MultiReader(strings.NewReader(c.in[:len(c.in)/2]), strings.NewReader(c.in[len(c.in)/2:]))}, Limits{})
			a.want(t, c.want)
			if len(a.docs) == 1 && string(a.docs[0].Body) != c.body {
				t.Errorf("body %q, want %q", a.docs[0].Body, c.body)
			}
		})
	}
}

func TestStopsWhenTold(t *testing.T) {
	dir := tree(t, map[string]string{"a.html": page, "b.html": page, "c.html": page})
	n := 0
	for range Documents(context.Background(), Input{Base: dir, Paths: []string{"."}}, Limits{}, Events{}) {
		n++
		break
	}
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	var last error
	for _, err := range Documents(ctx, Input{Base: dir, Paths: []string{"."}}, Limits{}, Events{}) {
		n++
		last = err
		cancel()
	}
	if n != 3 || !errors.Is(last, context.Canceled) {
		t.Errorf("%d steps, last error %v; want 3 and canceled", n, last)
	}
}

// TestBytesDecide reads pages under the names that sites give them and that
// wget 1.21.3 stores them under: plain, with -E, and as on Windows.
func TestBytesDecide(t *testing.T) {
	pages := map[string]string{
		"story-1.2345678": page, "123456.stm": page, "view.do": page, "view.do?id=8": page, "view.do?id=8.html": page,
		"x.php@id=7": page, "read.cfm?id=1.2": page, "12.gz.html": zipped(page), "text.txt": zipped("words"),
		"mail.html": mht,
	}
	others := map[string]string{
		"a.css?v=1.2": "p{}", "b.js@v=3": "var a", "p.jpg": page, "notes.bin": "\x00\x01", "robots.txt": "User-agent: *",
	}
	both := pack{}
	for _, set := range []map[string]string{pages, others} {
		for name, body := range set {
			both = append(both, "site/"+name, body)
		}
	}
	files := map[string]string{}
	for i := 0; i < len(both); i += 2 {
		files[both[i]] = both[i+1]
	}
	for name, in := range map[string]map[string]string{
		"folder": files, "zip": {"a.zip": both.zip(t)}, "tar": {"a.tar": both.tar(t)}, "nested": {"a.zip": pack{"b.tar", both.tar(t)}.zip(t)},
	} {
		t.Run(name, func(t *testing.T) {
			a := read(Input{Base: tree(t, in), Paths: []string{"."}}, Limits{})
			docs, skips := 0, 0
			for _, l := range a.lines {
				switch {
				case strings.HasPrefix(l, "doc "):
					docs++
				case strings.HasSuffix(l, " > i image"): // a part of mail.html
				case strings.HasPrefix(l, "skip "):
					skips++
				default:
					t.Error(l)
				}
			}
			if docs != len(pages) || skips != len(others) {
				t.Errorf("%d pages of %d, %d skips of %d:\n%s", docs, len(pages), skips, len(others), strings.Join(a.lines, "\n"))
			}
		})
	}
}
