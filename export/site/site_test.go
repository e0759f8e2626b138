package site

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

func files(t *testing.T, o Options) map[string][]byte {
	t.Helper()
	all := map[string][]byte{}
	for f, err := range Files(o) {
		if err != nil {
			t.Fatal(err)
		}
		all[f.Name] = f.Body
	}
	return all
}

func TestFilesAreWholeSmallAndAlone(t *testing.T) {
	all := files(t, Options{Title: "T"})
	var names []string
	size := 0
	for name, body := range all {
		names = append(names, name)
		size += len(body)
	}
	slices.Sort(names)
	want := []string{"assets/LICENSES.txt", "assets/app.css", "assets/app.js", "assets/sqlite3.wasm.gz", "assets/worker.js", "index.html"}
	if !slices.Equal(names, want) {
		t.Errorf("the page is %q, want %q", names, want)
	}
	if size >= 900_000 {
		t.Errorf("the page has %d bytes, want under .9 MB: many hosts pack nothing", size)
	}
	address := regexp.MustCompile(`(?i)(https?|wss?|ftp)://[^\s"'\x60)]*|["'(]//[a-z]`)
	for name, body := range all {
		if strings.HasSuffix(name, ".gz") {
			r, err := gzip.NewReader(bytes.NewReader(body))
			if err != nil {
				t.Fatal(err)
			}
			if body, err = io.ReadAll(r); err != nil {
				t.Fatal(err)
			}
		}
		if found := address.Find(body); found != nil {
			t.Errorf("%s holds the address %s", name, found)
		}
	}
	for _, part := range []string{"Leon Sorokin", "Emscripten authors", "END OF TERMS AND CONDITIONS"} {
		if !bytes.Contains(all["assets/LICENSES.txt"], []byte(part)) {
			t.Errorf("LICENSES.txt lacks %q", part)
		}
	}
}

func TestFilesAreTheSameTwice(t *testing.T) {
	o := Options{Title: "T", Downloads: []Download{{"articles.db", 1, "a"}}, Queries: []Query{{Title: "q", Q: "w"}}}
	one, two := files(t, o), files(t, o)
	for name := range one {
		if !bytes.Equal(one[name], two[name]) {
			t.Errorf("%s differs from one run to the next", name)
		}
	}
}

// What a publisher writes must not end the data or start an element.
func TestIndexHoldsHostileWords(t *testing.T) {
	const evil = `</script><script>alert(1)</script><!-- "quoted" & 'so' ` + "\u2028"
	all := files(t, Options{Title: evil, Description: evil, License: evil, Queries: []Query{{Title: evil, SQL: evil}}, Downloads: []Download{{Name: "data/" + evil}}})
	index := string(all["index.html"])
	if n := strings.Count(index, "<script"); n != 3 {
		t.Errorf("the page has %d script elements, want the three of its own", n)
	}
	m := regexp.MustCompile(`(?s)<script type="application/json" id="release">(.*?)</script>`).FindStringSubmatch(index)
	var r release
	if m == nil {
		t.Fatal("the page has no data")
	}
	if err := json.Unmarshal([]byte(m[1]), &r); err != nil || r.Title != evil || r.Queries[0].SQL != evil {
		t.Errorf("the data reads %+v (%v)", r, err)
	}
}

func TestDataURL(t *testing.T) {
	for raw, want := range map[string]string{
		"":                               "connect-src 'self';",
		"db/articles.db":                 "connect-src 'self';",
		"https://data.example/x.db":      "connect-src 'self' https:;",
		"http://127.0.0.1:8080/x.db?a=b": "connect-src 'self' http: https:;",
	} {
		index := string(files(t, Options{Title: "T", DataURL: raw})["index.html"])
		if got := DataURL(strings.NewReader(index)); got != raw {
			t.Errorf("the page says its database is at %q, want %q", got, raw)
		}
		index = strings.ReplaceAll(index, "&#39;", "'")
		if !strings.Contains(index, want) {
			t.Errorf("with the data at %q the page lacks %q", raw, want)
		}
	}
	for _, raw := range []string{"/articles.db", "//data.example/x.db", "ftp://data.example/x.db", "javascript:alert(1)", "https://a;b/x.db", "https://user@data.example/x.db", "https:///x.db"} {
		for f, err := range Files(Options{Title: "T", DataURL: raw}) {
			if err == nil {
				t.Errorf("the data URL %q is taken: %s", raw, f.Name)
			}
			break
		}
	}
}

// The lockfile must say what, not from where.
func TestLockfileNamesNoHost(t *testing.T) {
	lock, err := os.ReadFile(filepath.Join("src", "package-lock.json"))
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(lock, []byte("://")) {
		t.Error("package-lock.json names a host")
	}
	for _, pin := range []string{`"@sqlite.org/sqlite-wasm": "3.54.1-build1"`, `"uplot": "1.6.32"`, `"esbuild": "0.28.2"`, `"@biomejs/biome": "2.6.8"`} {
		if !bytes.Contains(lock, []byte(pin)) {
			t.Errorf("package-lock.json lacks %s", pin)
		}
	}
}

// The page's sources keep to lines that can be read side by side; the formatter
// leaves long strings as they are.
func TestSourceLinesAreShort(t *testing.T) {
	const longest = 120
	for _, pattern := range []string{"src/*.js", "src/*.mjs", "src/*.css", "src/words/*.js"} {
		names, err := filepath.Glob(pattern)
		if err != nil || len(names) == 0 {
			t.Fatalf("no sources match %s (%v)", pattern, err)
		}
		for _, name := range names {
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			for i, line := range strings.Split(string(text), "\n") {
				if n := utf8.RuneCountInString(line); n > longest {
					t.Errorf("%s:%d has %d characters, want %d at most", name, i+1, n, longest)
				}
			}
		}
	}
}
