//go:build unix

package source

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// A FIFO without a writer blocks whoever opens it, and a link may lead round.
func TestSpecialFiles(t *testing.T) {
	dir := tree(t, map[string]string{"a.html": page, "d/b.html": page})
	must(t, syscall.Mkfifo(filepath.Join(dir, "fifo.html"), 0o644))
	must(t, os.Symlink(".", filepath.Join(dir, "d", "loop")))
	must(t, os.Symlink("self.html", filepath.Join(dir, "self.html")))
	must(t, os.Symlink("a.html", filepath.Join(dir, "link.html")))
	read(Input{Base: dir, Paths: []string{"."}}, Limits{}).want(t,
		"doc a.html text/html",
		"doc d/b.html text/html",
		"skip d/loop symlink",
		"skip fifo.html special_file",
		"skip link.html symlink",
		"skip self.html symlink",
	)
	read(Input{Base: dir, Paths: []string{"link.html"}}, Limits{}).want(t, "doc link.html text/html")
	for _, p := range []string{"fifo.html", "self.html"} {
		if a := read(Input{Base: dir, Paths: []string{p}}, Limits{}); a.err == nil || strings.Contains(a.err.Error(), dir) {
			t.Errorf("%s: error %v", p, a.err)
		}
	}
}

func TestUnreadableFile(t *testing.T) {
	if os.Getuid() == 0 {
		t.Skip("root may read everything")
	}
	dir := tree(t, map[string]string{"a.html": page, "b.html": page})
	must(t, os.Chmod(filepath.Join(dir, "a.html"), 0))
	read(Input{Base: dir, Paths: []string{"."}}, Limits{}).want(t, "reject a.html unreadable", "doc b.html text/html")
}
