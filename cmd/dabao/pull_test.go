package main

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// countingHost serves a folder, a little at a time so that little is on its way
// when a reader dies, and counts what it sends. At a mark it calls back.
type countingHost struct {
	*httptest.Server
	delay time.Duration // before each answer
	pace  time.Duration // before each piece
	piece int

	mu   sync.Mutex
	sent int64
	mark int64 // 0 for none
	hit  func()
	hits int64                        // requests
	ask  func(name, byteRange string) // nil for none
}

func serveCounted(tb testing.TB, dir string, delay, pace time.Duration, piece int) *countingHost {
	tb.Helper()
	h := &countingHost{delay: delay, pace: pace, piece: piece}
	files := http.FileServer(http.Dir(dir))
	h.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		time.Sleep(h.delay)
		h.mu.Lock()
		h.hits++
		if h.ask != nil {
			h.ask(strings.TrimPrefix(r.URL.Path, "/"), r.Header.Get("Range"))
		}
		h.mu.Unlock()
		if filepath.Base(r.URL.Path) == "index.html" { // which http.FileServer redirects
			f, err := os.Open(filepath.Join(dir, filepath.FromSlash(r.URL.Path)))
			if err == nil {
				defer f.Close()
				http.ServeContent(&countedWriter{w, h}, r, "", time.Time{}, f)
				return
			}
		}
		files.ServeHTTP(&countedWriter{w, h}, r)
	}))
	tb.Cleanup(h.Close)
	return h
}

// total is how many bytes were sent and requests answered so far.
func (h *countingHost) total() (bytes, requests int64) {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.sent, h.hits
}

// at calls back once so many more bytes are sent.
func (h *countingHost) at(more int64, hit func()) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.mark, h.hit = h.sent+more, hit
}

type countedWriter struct {
	http.ResponseWriter
	h *countingHost
}

// ReadFrom keeps the server from handing the file to the kernel whole.
func (c *countedWriter) ReadFrom(r io.Reader) (int64, error) {
	return io.Copy(struct{ io.Writer }{c}, r)
}

func (c *countedWriter) Write(p []byte) (int, error) {
	done := 0
	for done < len(p) {
		time.Sleep(c.h.pace)
		n, err := c.ResponseWriter.Write(p[done:min(done+c.h.piece, len(p))])
		c.ResponseWriter.(http.Flusher).Flush()
		done += n
		c.h.mu.Lock()
		var hit func()
		if c.h.sent += int64(n); c.h.mark > 0 && c.h.sent >= c.h.mark {
			hit, c.h.mark = c.h.hit, 0
		}
		c.h.mu.Unlock()
		if hit != nil {
			hit()
		}
		if err != nil {
			return done, err
		}
	}
	return done, nil
}

// TestKilledPullGoesOn kills a real process at random bytes: the folder is not
// there until it is whole, and the next run asks for the very bytes that the one
// before had not written.
func TestKilledPullGoesOn(t *testing.T) {
	bin, dir, r := buildDabao(t), t.TempDir(), dice(t)
	demoReleases(t, bin, dir)
	released := filepath.Join(dir, "new")
	var size int64
	for _, name := range releasedFiles(t, released) {
		size += sizeOf(t, filepath.Join(released, name))
	}
	h := serveCounted(t, released, 0, time.Millisecond, 8<<10)
	const kills = 8
	for range kills {
		h.wantRest(t, released, filepath.Join(dir, ".got.dabao-pull"))
		cmd := exec.Command(bin, "pull", h.URL, "-o", "got", "--whole", "-q")
		cmd.Dir = dir
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		h.at(1+r.Int64N(size/(kills+2)), func() { cmd.Process.Kill() })
		if err := cmd.Wait(); err == nil {
			t.Fatal("it was done before it was killed")
		}
		if _, err := os.Stat(filepath.Join(dir, "got")); err == nil {
			t.Fatal("the folder is there before it is whole")
		}
	}
	h.wantRest(t, released, filepath.Join(dir, ".got.dabao-pull"))
	if code, said := ends(t, bin, dir, "pull", h.URL, "-o", "got", "--whole", "-q"); code != exitDone {
		t.Fatalf("after the kills it ends with %d:\n%s", code, said)
	}
	if treeOf(t, filepath.Join(dir, "got")) != treeOf(t, released) {
		t.Error("it made something else")
	}
	if left := fmt.Sprint(listed(t, dir)); left != "[demo got new old]" {
		t.Errorf("there are %s", left)
	}
}

// wantRest wants what is asked for next to be what is not in the workshop.
func (h *countingHost) wantRest(t *testing.T, released, workshop string) {
	t.Helper()
	manifest, err := os.ReadFile(filepath.Join(released, "SHA256SUMS"))
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{} // the range, by file
	for line := range strings.Lines(string(manifest)) {
		sum, name, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "  ")
		if _, err := os.Stat(filepath.Join(workshop, sum)); err == nil {
			want[name] = "nothing"
		} else if st, err := os.Stat(filepath.Join(workshop, sum+".part")); err == nil && st.Size() > 0 {
			want[name] = fmt.Sprintf("bytes=%d-", st.Size())
		}
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	asked := map[string]bool{"releases.json": true} // which is read before, too
	h.ask = func(name, byteRange string) {
		if !asked[name] && byteRange != want[name] {
			t.Errorf("%s: asked for %q, and %q is missing", name, byteRange, want[name])
		}
		asked[name] = true
	}
}
