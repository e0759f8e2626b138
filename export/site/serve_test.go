package site

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestOnlyForThisMachine: a page of another site that makes its name lead here
// is not answered.
func TestOnlyForThisMachine(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "index.html"), []byte("<p>page"), 0o644); err != nil {
		t.Fatal(err)
	}
	h := onlyFor("news-desk:8484", Handler(dir))
	for host, want := range map[string]int{
		"127.0.0.1:8484": 200, "[::1]:8484": 200, "192.168.1.7": 200, "localhost:8484": 200, "LOCALHOST": 200, "news-desk:8484": 200, "localhost.": 200,
		"evil.example": 421, "evil.example:8484": 421, "127.0.0.1.evil.example": 421, "localhost.evil.example:8484": 421, "": 421,
	} {
		r := httptest.NewRequest("GET", "/", nil)
		r.Host = host
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		if w.Code != want {
			t.Errorf("Host %q: got %d, want %d", host, w.Code, want)
		}
	}
}

func TestHandler(t *testing.T) {
	outside := t.TempDir()
	dir := t.TempDir()
	write := func(path, body string) {
		t.Helper()
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(body), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write(filepath.Join(outside, "secret.txt"), "secret")
	write(filepath.Join(dir, "index.html"), "<p>page")
	write(filepath.Join(dir, "articles.db"), "0123456789")
	write(filepath.Join(dir, "data", "train 1.parquet"), "PAR1")
	write(filepath.Join(dir, ".git", "config"), "token")
	write(filepath.Join(dir, "data", ".env"), "token")
	write(filepath.Join(dir, "assets", "sqlite3.wasm"), "\x00asm")
	if err := os.Symlink(filepath.Join(outside, "secret.txt"), filepath.Join(dir, "out.txt")); err != nil {
		t.Skip("no symbolic links here")
	}
	if err := os.Symlink(outside, filepath.Join(dir, "outside")); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("articles.db", filepath.Join(dir, "inside.db")); err != nil {
		t.Fatal(err)
	}
	h := Handler(dir)
	for _, c := range []struct {
		method, path, ranged, want string
	}{
		{"GET", "/", "", "200 text/html; charset=utf-8 <p>page"},
		{"GET", "/articles.db", "", "200 application/vnd.sqlite3 0123456789"},
		{"GET", "/articles.db", "bytes=2-4", "206 application/vnd.sqlite3 234"},
		{"GET", "/articles.db", "bytes=-3", "206 application/vnd.sqlite3 789"},
		{"GET", "/articles.db", "bytes=99-", "416 text/plain; charset=utf-8 invalid range: failed to overlap\n"},
		{"HEAD", "/articles.db", "", "200 application/vnd.sqlite3 "},
		{"GET", "/inside.db", "bytes=0-0", "206 application/vnd.sqlite3 0"},
		{"GET", "/data/train%201.parquet", "", "200 application/vnd.apache.parquet PAR1"},
		{"GET", "/assets/sqlite3.wasm?v=12", "", "200 application/wasm \x00asm"},
		{"GET", "/.git/config", "", "404 text/plain; charset=utf-8 404 page not found\n"},
		{"GET", "/data/.env", "", "404 text/plain; charset=utf-8 404 page not found\n"},
		{"GET", "/data/", "", "404 text/plain; charset=utf-8 404 page not found\n"},
		{"GET", "/out.txt", "", "404 text/plain; charset=utf-8 404 page not found\n"},
		{"GET", "/outside/secret.txt", "", "404 text/plain; charset=utf-8 404 page not found\n"},
		{"GET", "/../" + filepath.Base(outside) + "/secret.txt", "", "404 text/plain; charset=utf-8 404 page not found\n"},
		{"GET", "/%2e%2e/secret.txt", "", "404 text/plain; charset=utf-8 404 page not found\n"},
		{"POST", "/", "", "405 text/plain; charset=utf-8 only GET and HEAD\n"},
	} {
		r := httptest.NewRequest(c.method, c.path, nil)
		if c.ranged != "" {
			r.Header.Set("Range", c.ranged)
		}
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		if got := fmt.Sprintf("%d %s %s", w.Code, w.Header().Get("Content-Type"), w.Body); got != c.want {
			t.Errorf("%s %s %s gives %q, want %q", c.method, c.path, c.ranged, got, c.want)
		}
	}
	// An ETag stands for the bytes: as long as they stay, nothing is sent twice.
	ask := func(header, value string) *httptest.ResponseRecorder {
		r := httptest.NewRequest("GET", "/articles.db", nil)
		r.Header.Set("Range", "bytes=0-1")
		if header != "" {
			r.Header.Set(header, value)
		}
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		return w
	}
	etag := ask("", "").Header().Get("ETag")
	if !strings.HasPrefix(etag, `"`) {
		t.Fatalf("ETag is %s, want a strong one", etag)
	}
	if got := ask("If-None-Match", etag).Code; got != http.StatusNotModified {
		t.Errorf("the same ETag gives %d, want 304", got)
	}
	if got := ask("If-Range", etag).Code; got != http.StatusPartialContent {
		t.Errorf("If-Range with the ETag gives %d, want 206", got)
	}
	write(filepath.Join(dir, "articles.db"), "0123456789more")
	if got := ask("If-Range", etag).Code; got != http.StatusOK {
		t.Errorf("If-Range with an old ETag gives %d, want 200", got)
	}
	// A release is replaced by renaming the folder.
	if err := os.Rename(dir, dir+".old"); err != nil {
		t.Fatal(err)
	}
	write(filepath.Join(dir, "articles.db"), "new")
	if got := ask("", "").Body.String(); got != "ne" {
		t.Errorf("after the folder was replaced its file reads %q, want ne", got)
	}
}

func TestServeStopsGracefully(t *testing.T) {
	dir := t.TempDir()
	writePage(t, dir, nil)
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	address, ended := make(chan string, 1), make(chan error, 1)
	go func() { ended <- Serve(ctx, dir, "127.0.0.1:0", func(u string) { address <- u }) }()
	u := <-address
	if !strings.HasPrefix(u, "http://127.0.0.1:") {
		t.Errorf("the page is at %s, want a loopback address", u)
	}
	r, err := http.Get(u)
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(r.Body)
	r.Body.Close()
	if err != nil || !strings.Contains(string(body), `id="release"`) {
		t.Errorf("the page reads %.60q (%v)", body, err)
	}
	stop()
	select {
	case err := <-ended:
		if err != nil {
			t.Errorf("a stop ends with %v", err)
		}
	case <-time.After(patience):
		t.Fatal("Serve does not end")
	}
	if _, err := http.Get(u); err == nil {
		t.Error("the page is still there after the stop")
	}
}

func TestServeRefusesAFolderWithoutAPage(t *testing.T) {
	err := Serve(context.Background(), t.TempDir(), "127.0.0.1:0", func(string) { t.Error("it started") })
	if !errors.Is(err, ErrNoPage) {
		t.Errorf("an empty folder gives %v, want ErrNoPage", err)
	}
	if err := Serve(context.Background(), filepath.Join(t.TempDir(), "none"), "127.0.0.1:0", nil); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("no folder gives %v, want fs.ErrNotExist", err)
	}
}
