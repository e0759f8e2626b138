package main

import (
	"bytes"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
)

// TestDistantBytesAreProven: of a release, no byte that is read by ranges is
// another than SHA256SUMS stands for, wherever the database lies.
func TestDistantBytesAreProven(t *testing.T) {
	dir := distantDemo(t)
	db, err := os.ReadFile(filepath.Join(dir, "articles.db"))
	if err != nil {
		t.Fatal(err)
	}
	sums, err := os.ReadFile(filepath.Join(dir, "articles.db.blocks"))
	if err != nil || len(sums) != 16+16*((len(db)+16383)/16384) {
		t.Fatalf("%d bytes of checksums, %v", len(sums), err)
	}
	// A text that is shown, changed to another of the same length; not the schema,
	// where the words stand in a comment.
	const schema = 64 << 10
	forged := append(bytes.Clone(db[:schema]), bytes.ReplaceAll(db[schema:], []byte("核酸检测"), []byte("核弹检测"))...)
	if bytes.Equal(forged, db) {
		t.Fatal("nothing to forge")
	}
	forgedSums := bytes.Clone(sums)
	forgedSums[len(sums)-1]++
	for _, c := range []struct {
		name, want string
		files      map[string][]byte // in the place of the release's; nil is none
	}{
		{"the database is forged", "articles.db, from byte [0-9]+ on: its bytes are not those that SHA256SUMS stands for\nhint: nothing of it was used", map[string][]byte{"articles.db": forged}},
		{"it is longer", "SHA256SUMS stands for", map[string][]byte{"articles.db": append(bytes.Clone(db), make([]byte, 4096)...)}},
		{"the checksums are forged", "articles.db.blocks: its bytes are not those that SHA256SUMS names", map[string][]byte{"articles.db.blocks": forgedSums}},
		{"there are no checksums", "SHA256SUMS names it, and .*articles.db.blocks: the host answers 404", map[string][]byte{"articles.db.blocks": nil}},
		{"the opening is forged", "assets/opening.gz: its bytes are not those that SHA256SUMS names", map[string][]byte{"assets/opening.gz": []byte("x")}},
	} {
		t.Run(c.name, func(t *testing.T) {
			host := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				b, other := c.files[strings.TrimPrefix(r.URL.Path, "/")]
				switch {
				case !other:
					http.FileServer(http.Dir(dir)).ServeHTTP(w, r)
				case b == nil:
					http.NotFound(w, r)
				default:
					http.ServeContent(w, r, "x", fixedTime, bytes.NewReader(b))
				}
			}))
			defer host.Close()
			cache := t.TempDir()
			for range 2 { // also with what the first run kept
				for _, args := range [][]string{{"search", host.URL, "核酸检测"}, {"sql", host.URL, "SELECT text FROM articles"}, {"merge", host.URL, "-o", filepath.Join(cache, "merged.db")}} {
					code, got, said := process(t, cache, args...)
					if left, _ := filepath.Glob(filepath.Join(cache, "*merged*")); code != exitFailed || got != "" || len(left) > 0 {
						t.Errorf("%v ends with %d, leaves %q and prints\n%s", args, code, left, got)
					}
					matches(t, said, "^dabao: .*"+c.want)
				}
			}
		})
	}
}

// TestDistantDatabaseElsewhere: what --data-url keeps on another host is read from
// there, proven by the release.
func TestDistantDatabaseElsewhere(t *testing.T) {
	dir, big := filepath.Join(t.TempDir(), "demo"), t.TempDir()
	var asked, secrets atomic.Int64
	other := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked.Add(1)
		if r.Header.Get("Authorization") != "" {
			secrets.Add(1)
		}
		http.FileServer(http.Dir(big)).ServeHTTP(w, r)
	}))
	defer other.Close()
	var said bytes.Buffer
	if code := run([]string{"dabao", "release", "../../datasets/demo", "-o", dir, "--data-url", other.URL + "/articles.db"}, strings.NewReader(""), &said, &said); code != exitDone {
		t.Fatalf("release ends with %d:\n%s", code, &said)
	}
	_, want, _ := process(t, t.TempDir(), "search", filepath.Join(dir, "articles.db"), "核酸检测")
	if err := os.Rename(filepath.Join(dir, "articles.db"), filepath.Join(big, "articles.db")); err != nil {
		t.Fatal(err)
	}
	host := httptest.NewServer(http.FileServer(http.Dir(dir)))
	defer host.Close()
	t.Setenv("DABAO_AUTHORIZATION", "Bearer secret")
	code, got, text := process(t, t.TempDir(), "search", host.URL, "核酸检测")
	if code != exitDone || got != want || want == "" || asked.Load() == 0 || secrets.Load() > 0 {
		t.Errorf("it ends with %d after %d requests, %d with the secret, and prints\n%s%s", code, asked.Load(), secrets.Load(), got, text)
	}
	if err := os.WriteFile(filepath.Join(big, "articles.db"), fmt.Append(nil, "SQLite format 3\x00", strings.Repeat(" ", 40_000)), 0o666); err != nil {
		t.Fatal(err)
	}
	code, got, text = process(t, t.TempDir(), "search", host.URL, "核酸检测")
	if code != exitFailed || got != "" {
		t.Errorf("of another file it ends with %d and prints\n%s", code, got)
	}
	matches(t, text, other.URL+"/articles.db.*SHA256SUMS stands for")
}
