package main

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// fixedTime is when the files of hosts were last changed.
var fixedTime = time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)

func matches(t *testing.T, text, pattern string) {
	t.Helper()
	if !regexp.MustCompile("(?s)" + pattern).MatchString(text) {
		t.Errorf("no %q in\n%s", pattern, text)
	}
}

// distantDemo is the demo release, made once a test.
func distantDemo(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "demo")
	var said bytes.Buffer
	if code := run([]string{"dabao", "release", "../../datasets/demo", "-o", dir}, strings.NewReader(""), &said, &said); code != exitDone {
		t.Fatalf("release ends with %d:\n%s", code, &said)
	}
	return dir
}

// process runs this dabao as a process with a cache folder of its own.
func process(t *testing.T, cache string, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	var out, said bytes.Buffer
	cmd := &exec.Cmd{Path: self, Args: append([]string{"dabao"}, args...), Stdout: &out, Stderr: &said,
		Env: append(os.Environ(), "XDG_CACHE_HOME="+cache, "HOME="+cache, "LocalAppData="+cache)}
	if err := cmd.Run(); err != nil && cmd.ProcessState == nil {
		t.Fatal(err)
	}
	return cmd.ProcessState.ExitCode(), out.String(), said.String()
}

// Every command that only reads gives from a host what it gives from the file,
// and asks for next to nothing the second time.
func TestDistantAnswersAreThoseOfTheFile(t *testing.T) {
	dir := distantDemo(t)
	var requests atomic.Int64
	host := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		requests.Add(1)
		http.FileServer(http.Dir(dir)).ServeHTTP(w, r)
	}))
	defer host.Close()
	cache := t.TempDir()
	for _, args := range [][]string{
		{"search", "DB", "核酸检测"},
		{"search", "--json", "DB", "lang:en"},
		{"show", "DB", "6163cae3"},
		{"sql", "DB", "SELECT uid, title FROM articles ORDER BY text DESC"},
		{"export", "-o", "-", "--format", "csv", "DB"},
	} {
		at := func(place string) []string {
			own := make([]string, len(args))
			for i, a := range args {
				own[i] = strings.Replace(a, "DB", place, 1)
			}
			return own
		}
		_, want, _ := process(t, cache, at(filepath.Join(dir, "articles.db"))...)
		for _, place := range []string{host.URL, host.URL + "/", host.URL + "/articles.db", host.URL + "/SHA256SUMS"} {
			if code, got, said := process(t, cache, at(place)...); code != exitDone || got != want || want == "" {
				t.Errorf("%q ends with %d and prints\n%s%s\nfrom the file it prints\n%s", at(place), code, got, said, want)
			}
		}
	}
	// Of a file on a host is told what need not be read whole.
	for place, uncounted := range map[string]bool{filepath.Join(dir, "articles.db"): false, host.URL: true} {
		_, got, _ := process(t, cache, "info", place)
		matches(t, got, "rows       articles 15, .*days       2022-03-18 to 2022-12-15, 1 undated\nlanguages  zh-Hans 8, zh-Hant 4, en 2, ja 1\nsites      xiwan.example 3, yunting.example 3, - 2")
		if strings.Contains(got, "not counted over a network: blocks, ") != uncounted {
			t.Errorf("of %s is told\n%s", place, got)
		}
	}
	code, got, said := process(t, cache, "info", "--columns", host.URL)
	matches(t, got, "^articles, 15 rows\n.*lang  +text +100 % +4  zh-Hans \\(8\\)")
	if code != exitDone || strings.Contains(got, "quantities, ") || !strings.Contains(said, "dabao pull") {
		t.Errorf("the columns end with %d: %s", code, said)
	}
	// The folder that holds the versions leads to each, and to the newest.
	above := httptest.NewServer(http.StripPrefix("/1.0.0", http.FileServer(http.Dir(dir))))
	defer above.Close()
	for place, code := range map[string]int{above.URL + "/1.0.0": exitDone, above.URL + "/1.0.0@1.0.0": exitDone, above.URL + "/1.0.0@newest": exitDone, above.URL + "/1.0.0@2.0.0": exitFailed} {
		if got, _, said := process(t, cache, "search", place, "核酸检测"); got != code {
			t.Errorf("%s ends with %d\n%s", place, got, said)
		}
	}
	requests.Store(0)
	process(t, cache, "search", host.URL, "核酸检测")
	if n := requests.Load(); n != 2 { // the manifest, and the start of the file for its size
		t.Errorf("once more it takes %d requests", n)
	}
}

// A new release at the same address is read anew, though the cache is full of
// the old one.
func TestDistantReleaseIsReplaced(t *testing.T) {
	dir, cache := distantDemo(t), t.TempDir()
	host := httptest.NewServer(http.FileServer(http.Dir(dir)))
	defer host.Close()
	_, uid, _ := process(t, cache, "sql", "--format", "csv", host.URL, "SELECT uid AS u FROM articles WHERE lang = 'en' ORDER BY uid LIMIT 1")
	uid = strings.TrimSpace(strings.TrimPrefix(uid, "u\n"))
	if _, got, _ := process(t, cache, "show", host.URL, uid); got == "" {
		t.Fatalf("there is no article %q", uid)
	}
	recipe, err := os.ReadFile(filepath.Join(dir, "recipe.toml"))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.CopyFS(filepath.Join(cache, "demo"), os.DirFS("../../datasets/demo")); err != nil {
		t.Fatal(err)
	}
	recipe = bytes.Replace(recipe, []byte(`version = "1.0.0"`), []byte("version = \"1.1.0\""), 1)
	recipe = append(recipe, "\n[[correct]]\nuid = \""+uid+"\"\ncolumn = \"title\"\nnow = \"Put right\"\nreason = \"on request\"\n"...)
	if err := os.WriteFile(filepath.Join(cache, "demo", "recipe.toml"), recipe, 0o666); err != nil {
		t.Fatal(err)
	}
	next := filepath.Join(cache, "next")
	if code, _, said := process(t, cache, "release", filepath.Join(cache, "demo"), "-o", next); code != exitDone {
		t.Fatalf("release ends with %d\n%s", code, said)
	}
	if err := os.RemoveAll(dir); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(next, dir); err != nil {
		t.Fatal(err)
	}
	if _, got, said := process(t, cache, "show", host.URL, uid); !strings.HasPrefix(got, "Put right\n") {
		t.Errorf("of the next release is shown\n%s%s", got, said)
	}
}

// Whatever a host does, nothing comes out but rows of one database, or an error
// that says what it did.
func TestHostileHosts(t *testing.T) {
	dir := distantDemo(t)
	db, err := os.ReadFile(filepath.Join(dir, "articles.db"))
	if err != nil {
		t.Fatal(err)
	}
	var asked atomic.Int64
	ranged := func(w http.ResponseWriter, from, to, size int, body []byte) {
		w.Header().Set("Content-Range", fmt.Sprintf("bytes %d-%d/%d", from, to, size))
		w.WriteHeader(http.StatusPartialContent)
		w.Write(body)
	}
	span := func(r *http.Request) (from, to int) {
		fmt.Sscanf(r.Header.Get("Range"), "bytes=%d-%d", &from, &to)
		return from, min(to, len(db)-1)
	}
	wal := bytes.Clone(db)
	wal[18], wal[19] = 2, 2
	for _, c := range []struct {
		name, want string
		serve      http.HandlerFunc
	}{
		{"knows no ranges", "knows no ranges.*\nhint: download it.*dabao pull", func(w http.ResponseWriter, r *http.Request) { w.Write(db) }},
		{"shifts", "another part of the file than the one asked for", func(w http.ResponseWriter, r *http.Request) {
			from, to := span(r)
			ranged(w, from+8192, to+8192, len(db), db[from:to+1])
		}},
		{"packs", "packs the file although its plain bytes are asked for", func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Encoding", "gzip")
			z := gzip.NewWriter(w)
			z.Write(db)
			z.Close()
		}},
		{"has another file half way", "changed on the host", func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("ETag", fmt.Sprintf(`"%d"`, asked.Add(1)/3))
			http.ServeContent(w, r, "articles.db", fixedTime, bytes.NewReader(db))
		}},
		{"has no database", "no SQLite file at all", func(w http.ResponseWriter, r *http.Request) {
			http.ServeContent(w, r, "articles.db", fixedTime, strings.NewReader("<!doctype html>"+strings.Repeat(" ", 40000)))
		}},
		{"has one in WAL mode", "WAL mode", func(w http.ResponseWriter, r *http.Request) {
			http.ServeContent(w, r, "articles.db", fixedTime, bytes.NewReader(wal))
		}},
		{"has an empty file", "no SQLite file at all", func(w http.ResponseWriter, r *http.Request) {}},
		{"has cut it", "(?i)malformed|no SQLite file|short", func(w http.ResponseWriter, r *http.Request) {
			http.ServeContent(w, r, "articles.db", fixedTime, bytes.NewReader(db[:len(db)/3]))
		}},
		{"has none", "404 Not Found", http.NotFound},
		{"redirects for ever", "redirects where dabao does not follow", func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "/articles.db?n=1", http.StatusFound)
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			host := httptest.NewServer(c.serve)
			defer host.Close()
			code, got, said := process(t, t.TempDir(), "search", host.URL+"/articles.db", "核酸检测")
			if code != exitFailed || got != "" {
				t.Errorf("it ends with %d and prints\n%s", code, got)
			}
			matches(t, said, "^dabao: .*"+c.want)
			if !strings.Contains(said, host.URL+"/articles.db") {
				t.Errorf("it does not say of which file it speaks:\n%s", said)
			}
		})
	}
	for _, args := range [][]string{{"verify", "https://host.example/demo"}, {"serve", "https://host.example/demo"}, {"release", "https://host.example/demo", "-o", "x"}} {
		code, _, said := process(t, t.TempDir(), args...)
		if code != exitFailed || !strings.Contains(said, "hint: search, show, info, sql, export and mcp read at an address; for everything else download it: dabao pull") {
			t.Errorf("%v ends with %d and says\n%s", args, code, said)
		}
	}
	code, got, said := process(t, t.TempDir(), "search", "http://host.example/demo", "核酸检测")
	if code != exitFailed || got != "" {
		t.Errorf("over plain http it ends with %d and prints\n%s", code, got)
	}
	matches(t, said, "http lets anybody on the way change it\nhint: download it")
}
