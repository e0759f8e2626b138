package datasets

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// lay makes files, and links where the content starts with "->".
func lay(t *testing.T, dir string, files map[string]string) {
	t.Helper()
	for name, text := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		to, isLink := strings.CutPrefix(text, "->")
		err := os.WriteFile(path, []byte(text), 0o666)
		if isLink {
			os.Remove(path)
			err = os.Symlink(to, path)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

func inputs(t *testing.T, dir, source string) ([]string, error) {
	t.Helper()
	r, err := Parse(filepath.Join(dir, FileName), []byte(least+"[[source]]\n"+source+"\n"))
	if err != nil {
		t.Fatal(err)
	}
	root, err := OpenFolder(r.File)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	found, err := r.Inputs(root.FS())
	var paths []string
	for _, in := range found {
		paths = append(paths, in.Path)
	}
	return paths, err
}

func TestLinksThatLeadOut(t *testing.T) {
	dir := t.TempDir()
	lay(t, dir, map[string]string{"out/a.html": "a", "in/pages/b.html": "b", "in/pages/c.html": "->b.html", "in/folder": "->pages",
		"in/away": "->../out", "in/more/d.html": "->../../out/a.html", "in/more2/gone.html": "->nowhere"})
	for source, want := range map[string]string{
		`path = "pages"`:     "pages/b.html pages/c.html",
		`path = "folder"`:    "folder/b.html folder/c.html",
		`path = "away"`:      "escapes",
		`path = "more"`:      "the link more/d.html leads nowhere or out of the recipe's folder",
		`glob = "more/*"`:    "the link more/d.html leads nowhere or out of the recipe's folder",
		`glob = "away/*"`:    "escapes",
		`path = "more2"`:     "the link more2/gone.html leads nowhere or out of the recipe's folder",
		`glob = "**/b.html"`: "pages/b.html",
	} {
		paths, err := inputs(t, filepath.Join(dir, "in"), source)
		got := strings.Join(paths, " ")
		if err != nil {
			got = err.Error()
		}
		if err == nil && got != want || err != nil && !strings.Contains(got, want) {
			t.Errorf("%s: got %s, want %s", source, got, want)
		}
	}
}

// A release is never read by a release, its own or another.
func TestReleasesArePassedOver(t *testing.T) {
	dir := t.TempDir()
	lay(t, dir, map[string]string{"recipe.toml": least, "a.html": "a", "out/SHA256SUMS": "", "out/articles.db": "", "out/index.html": "",
		"old/v1/SHA256SUMS": "", "old/v1/articles.db": "", "old/v1/data/x.html": "", "old/b.html": "b", "sums/SHA256SUMS": "", "sums/c.html": "c"})
	for source, want := range map[string][]string{
		`path = "."`:         {"a.html", "old/b.html", "sums/SHA256SUMS", "sums/c.html"},
		`glob = "**/*.html"`: {"a.html", "old/b.html", "sums/c.html"},
	} {
		if got, err := inputs(t, dir, source); err != nil || !slices.Equal(got, want) {
			t.Errorf("%s: got %v, %v, want %v", source, got, err, want)
		}
	}
	if _, err := inputs(t, dir, `path = "out"`); err == nil || !strings.Contains(err.Error(), "names no file") {
		t.Errorf("got %v", err)
	}
	r, err := Parse(filepath.Join(dir, FileName), []byte(least+"[[source]]\npath = \".\"\n[[source]]\nglob = \"old/**\"\n"))
	if err != nil {
		t.Fatal(err)
	}
	if got := r.Releases(os.DirFS(dir)); !slices.Equal(got, []string{"old/v1", "out"}) {
		t.Errorf("got %v", got)
	}
}

func TestGlobsAreBounded(t *testing.T) {
	for glob, want := range map[string]string{
		"**/*.{html,htm,txt}":                  "",
		strings.Repeat("a", 1025):              "is longer than 1024 bytes",
		"**/a/**/b/**/c/**/d/**":               "has more than 4 **",
		strings.Repeat("{a,b,c,d,e,f}", 4):     "has more than 256 alternatives",
		"{" + strings.Repeat("a,", 300) + "b}": "has more than 256 alternatives",
		"{a,{b,c}}/*.html":                     "has braces within braces",
	} {
		if got := tooWide(glob); got != want {
			t.Errorf("%.40s: got %q, want %q", glob, got, want)
		}
	}
}
