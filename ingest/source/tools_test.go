package source

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// site serves five pages under the names that sites give them, and their list.
func site(t *testing.T) (address string, pages []string) {
	names := []string{"/news/harbour.html", "/news/story-1.2345678", "/news/123456.stm", "/news/view.do?id=8", "/news/quay-day/"}
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		switch u := r.URL.RequestURI(); {
		case u == "/":
			for _, n := range names {
				fmt.Fprintf(w, "<a href=%q>x</a>\n", n)
			}
		case slices.Contains(names, u):
			fmt.Fprint(w, page)
		default:
			http.NotFound(w, r)
		}
	}))
	t.Cleanup(s.Close)
	pages = append(pages, s.URL+"/")
	for _, n := range names {
		pages = append(pages, s.URL+n)
	}
	slices.Sort(pages)
	return s.URL, pages
}

func run(t *testing.T, dir, name string, args ...string) {
	t.Helper()
	if _, err := exec.LookPath(name); err != nil {
		t.Skipf("no %s", name)
	}
	cmd := exec.Command(name, args...)
	cmd.Dir = dir
	cmd.Run() // wget ends with 8 where robots.txt is not found
}

// TestRealMirrors lets the programs mirror a site, and wants each page once, under
// the address it was served from.
func TestRealMirrors(t *testing.T) {
	for name, args := range map[string][]string{
		"plain": {}, "with -E": {"-E"}, "as on Windows": {"-E", "--restrict-file-names=windows"}, "converted": {"-k", "-K", "-E"}, "with protocol": {"--protocol-directories"},
		"WARC": {"--warc-file=site", "--delete-after"},
	} {
		t.Run("wget/"+name, func(t *testing.T) {
			address, pages := site(t)
			dir := t.TempDir()
			run(t, dir, "wget", append(args, "-q", "-r", address+"/")...)
			got := addressesOf(t, dir)
			if name == "converted" {
				got = slices.Compact(got) // -K keeps each converted page as it was, too
			}
			wants(t, name, got, pages)
		})
	}
	t.Run("httrack", func(t *testing.T) {
		address, pages := site(t)
		dir := t.TempDir()
		run(t, dir, "httrack", address+"/", "-O", filepath.Join(dir, "copy"), "-q", "-c8", "-%c50", "-A10000000", "-s0", "--disable-security-limits")
		wants(t, "httrack", addressesOf(t, dir), pages)
	})
}

func addressesOf(t *testing.T, dir string) (all []string) {
	t.Helper()
	docs, told := addresses(Input{Base: dir, Paths: []string{"."}})
	for _, d := range docs {
		all = append(all, strings.Fields(d)[1])
	}
	for _, l := range told {
		if strings.HasPrefix(l, "reject") {
			t.Error(l)
		}
	}
	slices.Sort(all)
	return all
}
