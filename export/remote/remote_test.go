package remote

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// content is long enough for several ranges past the head.
var content = func() []byte {
	b := make([]byte, 100_000)
	for i := range b {
		b[i] = byte(i>>8 ^ i*7)
	}
	return b
}()

// quick are options that do not wait long.
var quick = Options{Idle: 5 * time.Second, Pause: time.Millisecond}

func serve(t *testing.T, h http.HandlerFunc) *url.URL {
	t.Helper()
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	u, err := url.Parse(s.URL + "/file")
	if err != nil {
		t.Fatal(err)
	}
	return u
}

func honest(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("ETag", `"one"`)
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(content))
}

func TestFileIsReadByRanges(t *testing.T) {
	var asked atomic.Int64
	u := serve(t, func(w http.ResponseWriter, r *http.Request) {
		asked.Add(1)
		honest(w, r)
	})
	f, err := NewClient(u, quick).OpenFile(t.Context(), u)
	if err != nil {
		t.Fatal(err)
	}
	if f.Size() != int64(len(content)) || f.ETag() != `"one"` {
		t.Errorf("size %d, etag %s", f.Size(), f.ETag())
	}
	for _, span := range [][2]int{{0, 100}, {headBytes - 10, 100}, {50_000, 8192}, {99_990, 10}} {
		p := make([]byte, span[1])
		if n, err := f.ReadAt(p, int64(span[0])); err != nil || !bytes.Equal(p[:n], content[span[0]:span[0]+span[1]]) {
			t.Errorf("%v: %d bytes, %v", span, n, err)
		}
	}
	if got := asked.Load(); got != 4 {
		t.Errorf("asked %d times, want 4: the head serves what lies in it", got)
	}
	if n, err := f.ReadAt(make([]byte, 20), int64(len(content))-10); n != 10 || err != io.EOF {
		t.Errorf("past the end: %d, %v", n, err)
	}
}

// TestHostsThatAreNotHonest: each answers a resumed download, and the reads of
// a File, in a way that must never pass for the file.
func TestHostsThatAreNotHonest(t *testing.T) {
	for name, c := range map[string]struct {
		handler http.HandlerFunc
		want    error
	}{
		"shifted": {func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Range", fmt.Sprintf("bytes 1-%d/%d", len(content)-1, len(content)))
			w.WriteHeader(http.StatusPartialContent)
			w.Write(content[1:])
		}, ErrRange},
		"no range stated": {func(w http.ResponseWriter, r *http.Request) {
			w.WriteHeader(http.StatusPartialContent)
			w.Write(content)
		}, ErrRange},
		"packed range": {func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Encoding", "gzip")
			w.Header().Set("Content-Range", fmt.Sprintf("bytes 50000-%d/%d", len(content)-1, len(content)))
			w.WriteHeader(http.StatusPartialContent)
			w.Write(content[50_000:])
		}, ErrPacked},
		"packed whole": {func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Encoding", "gzip")
			w.Write(content)
		}, ErrPacked},
		"endless redirects": {func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, r.URL.Path+"x", http.StatusFound) }, ErrRedirect},
		"another scheme": {func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "file:///etc/passwd", http.StatusFound)
		}, ErrRedirect},
	} {
		t.Run(name, func(t *testing.T) {
			u := serve(t, c.handler)
			client := NewClient(u, quick)
			if _, err := client.Get(t.Context(), u, 50_000, ""); !errors.Is(err, c.want) {
				t.Errorf("Get: %v, want %v", err, c.want)
			}
			if _, err := client.OpenFile(t.Context(), u); !errors.Is(err, c.want) {
				t.Errorf("OpenFile: %v, want %v", err, c.want)
			}
		})
	}
}

func TestHTTPSIsNotLeft(t *testing.T) {
	plain := serve(t, honest)
	s := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, plain.String(), http.StatusFound)
	}))
	defer s.Close()
	u, _ := url.Parse(s.URL)
	c := NewClient(u, quick)
	c.http.Transport = &authorized{s.Client().Transport, origin(u), quick}
	if _, err := c.Get(t.Context(), u, 0, ""); !errors.Is(err, ErrRedirect) {
		t.Errorf("got %v", err)
	}
}

func TestHostWithoutRanges(t *testing.T) {
	u := serve(t, func(w http.ResponseWriter, _ *http.Request) { w.Write(content) })
	c := NewClient(u, quick)
	body, err := c.Get(t.Context(), u, 50_000, "")
	if err != nil {
		t.Fatal(err)
	}
	defer body.Close()
	if body.From != 0 {
		t.Errorf("the body begins at %d", body.From)
	}
	if _, err := c.OpenFile(t.Context(), u); !errors.Is(err, ErrNoRanges) && !errors.Is(err, ErrRange) {
		t.Errorf("OpenFile: %v", err)
	}
}

func TestFileThatChangesIsNotMixed(t *testing.T) {
	var changed atomic.Bool
	for _, tagged := range []bool{true, false} {
		changed.Store(false)
		u := serve(t, func(w http.ResponseWriter, r *http.Request) {
			b, tag := content, `"one"`
			if changed.Load() {
				b, tag = content[:90_000], `"two"`
			}
			if tagged {
				w.Header().Set("ETag", tag)
			}
			http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(b))
		})
		f, err := NewClient(u, quick).OpenFile(t.Context(), u)
		if err != nil {
			t.Fatal(err)
		}
		changed.Store(true)
		if _, err := f.ReadAt(make([]byte, 100), 40_000); !errors.Is(err, ErrChanged) {
			t.Errorf("tagged %v: %v", tagged, err)
		}
	}
}

func TestBusyHostIsAskedAgain(t *testing.T) {
	var asked atomic.Int64
	u := serve(t, func(w http.ResponseWriter, r *http.Request) {
		switch n := asked.Add(1); {
		case n == 1:
			w.Header().Set("Retry-After", "0")
			w.WriteHeader(http.StatusServiceUnavailable)
		case n%2 == 0: // a length that lies
			w.Header().Set("Content-Length", "100000")
			w.Write(content[:10])
			panic(http.ErrAbortHandler)
		default:
			honest(w, r)
		}
	})
	s := NewSource(Address{URL: u.ResolveReference(&url.URL{Path: "/"})}, quick)
	b, err := s.ReadAll(t.Context(), "file", 1<<20)
	if err != nil || !bytes.Equal(b, content) {
		t.Errorf("%d bytes, %v", len(b), err)
	}
	if _, err := s.ReadAll(t.Context(), "file", 1000); err == nil || !strings.Contains(err.Error(), "over 1000 bytes") {
		t.Errorf("a file over the limit: %v", err)
	}
}

// TestHostThatIsNotThereIsAskedOnce: only a host that was there is waited for.
func TestHostThatIsNotThereIsAskedOnce(t *testing.T) {
	waits := 0
	o := quick
	o.OnWait = func(error, time.Duration) { waits++ }
	plain := serve(t, honest)
	closed := httptest.NewServer(http.NotFoundHandler())
	closed.Close()
	for name, address := range map[string]string{
		"nothing listens":  closed.URL,
		"no such name":     "http://no..host", // known to be none without a resolver
		"it speaks no TLS": "https://" + plain.Host,
	} {
		u, err := url.Parse(address + "/file?secret=1")
		if err != nil {
			t.Fatal(err)
		}
		_, err = NewClient(u, o).OpenFile(t.Context(), u)
		if !errors.Is(err, ErrUnreachable) || waits > 0 || strings.Contains(err.Error(), "secret") {
			t.Errorf("%s: %v after %d waits", name, err, waits)
		}
	}
	host := httptest.NewServer(http.HandlerFunc(honest))
	u, _ := url.Parse(host.URL + "/file")
	f, err := NewClient(u, o).OpenFile(t.Context(), u)
	if err != nil {
		t.Fatal(err)
	}
	host.Close()
	if _, err := f.ReadAt(make([]byte, 10), 50_000); err == nil || errors.Is(err, ErrUnreachable) || waits != maxAttempts-1 {
		t.Errorf("a host that went away: %v after %d waits", err, waits)
	}
}

func TestHostThatAsksForLongIsNotWaitedFor(t *testing.T) {
	var asked atomic.Int64
	u := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		asked.Add(1)
		w.Header().Set("Retry-After", "7200")
		w.WriteHeader(http.StatusTooManyRequests)
	})
	_, err := NewClient(u, quick).OpenFile(t.Context(), u)
	var status *StatusError
	if !errors.As(err, &status) || status.RetryAfter != 2*time.Hour || asked.Load() != 1 {
		t.Errorf("got %v after %d", err, asked.Load())
	}
}

func TestStandingStillEnds(t *testing.T) {
	for name, drip := range map[string]bool{"nothing more": false, "a byte now and then": true} {
		t.Run(name, func(t *testing.T) {
			u := serve(t, func(w http.ResponseWriter, r *http.Request) {
				w.Header().Set("Content-Length", "100000")
				for range 200 {
					if _, err := w.Write(content[:1]); err != nil || r.Context().Err() != nil {
						return
					}
					w.(http.Flusher).Flush()
					if !drip {
						<-r.Context().Done()
						return
					}
					time.Sleep(20 * time.Millisecond)
				}
			})
			body, err := NewClient(u, Options{Idle: 200 * time.Millisecond}).Get(t.Context(), u, 0, "")
			if err != nil {
				t.Fatal(err)
			}
			defer body.Close()
			if _, err := io.Copy(io.Discard, body); !errors.Is(err, ErrStalled) {
				t.Errorf("got %v", err)
			}
		})
	}
}

// TestSecretStaysWithItsHost: not even a redirect to another port of the same
// machine gets it, and no message shows it.
func TestSecretStaysWithItsHost(t *testing.T) {
	var seen [2]atomic.Value
	other := serve(t, func(w http.ResponseWriter, r *http.Request) {
		seen[1].Store(r.Header.Get("Authorization") + r.Header.Get("Referer"))
		w.WriteHeader(http.StatusForbidden)
	})
	u := serve(t, func(w http.ResponseWriter, r *http.Request) {
		seen[0].Store(r.Header.Get("Authorization"))
		http.Redirect(w, r, other.String(), http.StatusFound)
	})
	u.RawQuery = "token=hidden"
	for _, way := range []string{"header", "user"} {
		o := quick
		if way == "header" {
			o.Authorization = "Bearer hidden"
		} else {
			u.User = url.UserPassword("me", "hidden")
		}
		_, err := NewClient(u, o).Get(t.Context(), u, 0, "")
		if err == nil || strings.Contains(err.Error(), "hidden") {
			t.Errorf("%s: got %v", way, err)
		}
		if got := seen[0].Load(); got == "" {
			t.Errorf("%s: the host got no secret", way)
		}
		if got := seen[1].Load(); got != "" {
			t.Errorf("%s: the other host got %q", way, got)
		}
	}
	_, err := NewClient(u, quick).Get(t.Context(), &url.URL{Scheme: "http", Host: "127.0.0.1:1", User: u.User, RawQuery: u.RawQuery, Path: "/x"}, 0, "")
	if err == nil || strings.Contains(err.Error(), "hidden") {
		t.Errorf("got %v", err)
	}
}

func TestParseAddress(t *testing.T) {
	dir := t.TempDir()
	named := filepath.Join(dir, "a@1.0.0")
	if err := os.Mkdir(named, 0o777); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ in, url, folder, version string }{
		{"https://host.example/demo", "https://host.example/demo/", "", ""},
		{"https://host.example/demo/@1.2.0", "https://host.example/demo/", "", "1.2.0"},
		{"HTTPS://host.example/demo@1.2.0-rc.1+x", "https://host.example/demo/", "", "1.2.0-rc.1+x"},
		{"https://host.example@1.2.0", "https://host.example/", "", "1.2.0"},
		{"https://me:secret@host.example:8443@1.2.0?t=1", "https://me:secret@host.example:8443/?t=1", "", "1.2.0"},
		{"https://host.example/demo@newest", "https://host.example/demo/", "", ""},
		{"https://host.example/demo/index.html#q=x", "https://host.example/demo/", "", ""},
		{"https://host.example/@me/demo/SHA256SUMS", "https://host.example/@me/demo/", "", ""},
		{"https://me@host.example", "https://me@host.example/", "", ""},
		{"https://host.example/%E6%96%B0%20x?t=1", "https://host.example/%E6%96%B0%20x/?t=1", "", ""},
		{dir, "", dir, ""},
		{dir + "@1.2.0", "", dir, "1.2.0"},
		{named, "", named, ""},
	} {
		a, err := ParseAddress(c.in)
		if err != nil {
			t.Errorf("%s: %v", c.in, err)
			continue
		}
		got := ""
		if a.URL != nil {
			got = a.URL.String()
		}
		if got != c.url || a.Folder != c.folder || a.Version != c.version {
			t.Errorf("%s: got %q, %q, %q", c.in, got, a.Folder, a.Version)
		}
	}
	for _, bad := range []string{"https://", "https:///x", "http://[::1", filepath.Join(dir, "none")} {
		if a, err := ParseAddress(bad); err == nil {
			t.Errorf("%s: %v", bad, a)
		}
	}
}

func TestSourceNamesFilesBelowIt(t *testing.T) {
	for in, want := range map[string][2]string{
		"https://host.example/a/b?t=1": {"https://host.example/a/b/data/%20%23x.parquet", "https://host.example/a/1.0.0/x"},
		"https://host.example":         {"https://host.example/data/%20%23x.parquet", "https://host.example/1.0.0/x"},
	} {
		a, err := ParseAddress(in)
		if err != nil {
			t.Fatal(err)
		}
		s := NewSource(a, quick)
		if got := s.Name("data/ #x.parquet"); got != want[0] {
			t.Errorf("got %s", got)
		}
		if got := s.In("../1.0.0").Name("x"); got != want[1] {
			t.Errorf("got %s", got)
		}
		if got := s.at("x").RawQuery; got != a.URL.RawQuery {
			t.Errorf("the query is %q", got)
		}
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "x"), content, 0o666); err != nil {
		t.Fatal(err)
	}
	s := NewSource(Address{Folder: dir}, quick)
	body, err := s.Get(context.Background(), "x", 99_000, "")
	if err != nil {
		t.Fatal(err)
	}
	defer body.Close()
	if b, err := io.ReadAll(body); err != nil || !bytes.Equal(b, content[99_000:]) || body.Size != int64(len(content)) {
		t.Errorf("%d bytes of %d, %v", len(b), body.Size, err)
	}
	if _, err := s.ReadAll(t.Context(), "none", 10); !NotFound(err) {
		t.Errorf("got %v", err)
	}
}

func FuzzContentRange(f *testing.F) {
	f.Add("bytes 0-499/1234")
	f.Add("bytes 5-5/*")
	f.Fuzz(func(t *testing.T, s string) {
		first, last, size, ok := contentRange(s)
		if ok && (first < 0 || last < first || size >= 0 && size <= last) {
			t.Errorf("%q: %d-%d/%d", s, first, last, size)
		}
	})
}
