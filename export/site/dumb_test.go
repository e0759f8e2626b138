package site

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/runtime"

	"dabao/schema/store"
)

// before runs a script in every page of a tab before its own.
func (b *tab) before(js string) {
	b.t.Helper()
	b.do(command("Page.addScriptToEvaluateOnNewDocument", map[string]any{"source": js}))
}

// header sets one on every answer for a path's end.
func header(end, key, value string) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if strings.HasSuffix(r.URL.Path, end) {
				w.Header().Set(key, value)
			}
			next.ServeHTTP(w, r)
		})
	}
}

// lands opens a site and expects the newest articles, and a search to work.
func (b *tab) lands(address string) {
	b.t.Helper()
	b.goTo(address)
	b.done()
	b.ask("码头广场 一刻钟")
	if got := b.texts(".hits h3"); !slices.Equal(got, []string{"渡口镇新增三处核酸检测点"}) {
		b.t.Errorf("the page finds %q", got)
	}
}

// What hosts and browsers do that once left the page without an answer, and that
// it now finds a way around.
func TestPageFindsAWay(t *testing.T) {
	dir := testSite(t)
	for name, wrap := range map[string]func(http.Handler) http.Handler{
		"a host that lets in its own pages only": func(next http.Handler) http.Handler {
			return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if r.URL.Path != "/" && r.Referer() == "" {
					http.Error(w, "no referrer", http.StatusForbidden)
					return
				}
				next.ServeHTTP(w, r)
			})
		},
		"a host that answers a repeated range with 304": func(next http.Handler) http.Handler {
			return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if strings.HasSuffix(r.URL.Path, ".db") && r.Header.Get("If-None-Match")+r.Header.Get("If-Modified-Since") != "" {
					w.WriteHeader(http.StatusNotModified)
					return
				}
				next.ServeHTTP(&headed{w, func(h http.Header) { h.Del("Cache-Control") }}, r)
			})
		},
		"a host that knows no queries": func(next http.Handler) http.Handler {
			return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if strings.HasSuffix(r.URL.Path, ".db") && r.URL.RawQuery != "" {
					http.Error(w, "what?", http.StatusBadRequest)
					return
				}
				next.ServeHTTP(w, r)
			})
		},
		"a host that says of packed files that they are": header(".gz", "Content-Encoding", "gzip"),
	} {
		t.Run(name, func(t *testing.T) {
			b := newTab(t, tabOptions{})
			b.lands(serve(t, dir, wrap))
			b.clean()
		})
	}
	for name, js := range map[string]string{
		"a browser without a locale":             `Object.defineProperty(Navigator.prototype, 'language', {get: () => 'C'}); Object.defineProperty(Navigator.prototype, 'languages', {get: () => ['C']})`,
		"a browser that opens no gzip by itself": `delete globalThis.DecompressionStream`,
	} {
		t.Run(name, func(t *testing.T) {
			b := newTab(t, tabOptions{})
			b.before(js)
			b.lands(serve(t, dir, nil))
			b.clean()
		})
	}
	t.Run("a host that takes the slash away", func(t *testing.T) {
		files := Handler(dir)
		srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			r.URL.Path = strings.TrimSuffix(strings.TrimPrefix(r.URL.Path, "/releases/v1.0"), "/index")
			files.ServeHTTP(w, r)
		}))
		t.Cleanup(srv.Close)
		b := newTab(t, tabOptions{})
		b.lands(srv.URL + "/releases/v1.0")
		b.lands(srv.URL + "/releases/v1.0/index")
	})
	t.Run("a database that is led on to another host", func(t *testing.T) {
		cors := header(".db", "Access-Control-Allow-Origin", "*")
		last := serve(t, dir, cors)
		first := serve(t, dir, func(http.Handler) http.Handler {
			return cors(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				http.Redirect(w, r, last+"articles.db", http.StatusFound)
			}))
		})
		pages := t.TempDir()
		writePage(t, pages, func(o *Options) { o.DataURL = first + "articles.db" })
		b := newTab(t, tabOptions{})
		b.lands(serve(t, pages, nil))
		b.clean()
	})
}

// headed changes headers before they are written.
type headed struct {
	http.ResponseWriter
	change func(http.Header)
}

func (h *headed) WriteHeader(code int) {
	h.change(h.Header())
	h.ResponseWriter.WriteHeader(code)
}

// What the page cannot mend it says, with what to do.
func TestPageSaysWhatKeepsItFromWorking(t *testing.T) {
	dir := testSite(t)
	for name, c := range map[string]struct {
		wrap func(http.Handler) http.Handler
		at   string
		want []string
	}{
		"a frame without an origin":           {header("/", "Content-Security-Policy", "sandbox allow-scripts"), "#notice", []string{"gives it no origin of its own", "dabao serve", "Open the page in a tab of its own"}},
		"a host's policy without WebAssembly": {header("", "Content-Security-Policy", "script-src 'self' 'unsafe-inline'"), "#notice", []string{"A Content-Security-Policy of the host", "wasm-unsafe-eval"}},
		"a host's policy without connections": {header("", "Content-Security-Policy", "connect-src 'none'"), "#notice", []string{"A Content-Security-Policy of the host"}},
		"a program that does not come": {func(next http.Handler) http.Handler {
			return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if strings.HasSuffix(r.URL.Path, "app.js") {
					http.NotFound(w, r)
					return
				}
				next.ServeHTTP(w, r)
			})
		}, "#bootfail", []string{"The page did not start", "app.js"}},
		"a database that is none": {func(next http.Handler) http.Handler {
			return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if strings.HasSuffix(r.URL.Path, ".db") {
					http.ServeContent(w, r, "x.html", time.Time{}, strings.NewReader(strings.Repeat("<p>Sign in first</p>", 2000)))
					return
				}
				next.ServeHTTP(w, r)
			})
		}, "#notice", []string{"What the host sends is no database"}},
		"a host that packs": {func(next http.Handler) http.Handler {
			return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if r.Header.Get("Range") != "" && strings.HasSuffix(r.URL.Path, ".db") {
					w.Header().Set("Content-Encoding", "gzip")
				}
				next.ServeHTTP(w, r)
			})
		}, "#notice", []string{"The host packs the file on its way", "Download"}},
	} {
		t.Run(name, func(t *testing.T) {
			b := newTab(t, tabOptions{})
			b.goTo(serve(t, dir, c.wrap))
			b.wait("(document.querySelector('#notice .error, #notice #whole') || document.querySelector('#bootfail:not([hidden])'))")
			for _, want := range c.want {
				if got := b.text(c.at); !strings.Contains(got, want) {
					t.Errorf("the page says %q, want %q in it", got, want)
				}
			}
		})
	}
}

// A host that says nothing of which file it sends may replace it by one of the
// same length: what the file says of itself tells.
func TestReplacedFileOfOneLengthOnASilentHost(t *testing.T) {
	dir, newer := testSite(t), t.TempDir()
	b, err := os.ReadFile(filepath.Join(dir, "articles.db"))
	if err != nil {
		t.Fatal(err)
	}
	page := b[store.PageSize : 2*store.PageSize]
	if n := bytes.Count(page, []byte("1.2.3")); n != 1 {
		t.Fatalf("the second page names the version %d times", n)
	}
	copy(page, bytes.Replace(page, []byte("1.2.3"), []byte("1.2.4"), 1))
	if err := os.WriteFile(filepath.Join(newer, "articles.db"), b, 0o644); err != nil {
		t.Fatal(err)
	}
	var replaced atomic.Bool
	address := serve(t, dir, func(next http.Handler) http.Handler {
		second := Handler(newer)
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			h := next
			if replaced.Load() && strings.HasSuffix(r.URL.Path, ".db") {
				h = second
			}
			h.ServeHTTP(&headed{w, func(h http.Header) {
				h.Del("ETag")
				h.Del("Last-Modified")
			}}, r)
		})
	})
	p := newTab(t, tabOptions{})
	p.goTo(address)
	p.done()
	p.ask("码头广场")
	if got := p.texts(".hits h3"); len(got) != 1 {
		t.Fatalf("before, the page finds %q", got)
	}
	replaced.Store(true)
	p.ask("harbour council")
	if got := p.text("#notice"); !strings.Contains(got, "The host changed the file") {
		t.Errorf("the notice says %q", got)
	}
	// The page itself is still the older release's.
	p.click("#notice button")
	p.wait("document.querySelector('#notice .error')?.textContent.includes('is not the one this page was made for')")
}

// A host that replaces the file under its name must not have the page mix the
// two: not by what a browser kept of the old one, nor where only the time of the
// file tells.
func TestReplacedFileIsNeverMixed(t *testing.T) {
	older, newer := testSite(t), t.TempDir()
	dataset(t, filepath.Join(newer, "articles.db"), 900, 500)
	writePage(t, newer, func(o *Options) { o.Articles = 904 })
	var now atomic.Bool
	address := serve(t, older, func(next http.Handler) http.Handler {
		second := Handler(newer)
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			h, made := next, "Mon, 01 Jan 2018 00:00:00 GMT"
			if now.Load() {
				h, made = second, "Tue, 02 Jan 2018 00:00:00 GMT"
			}
			h.ServeHTTP(&headed{w, func(h http.Header) {
				h.Del("Cache-Control") // what a browser may keep, it guesses from the time
				h.Del("ETag")
				h.Set("Last-Modified", made)
			}}, r)
		})
	})
	b := newTab(t, tabOptions{})
	b.goTo(address)
	b.done()
	now.Store(true)
	b.ask("harbour council")
	if got := b.text("#notice"); !strings.Contains(got, "The host changed the file") {
		t.Errorf("by the time of the file alone, the notice says %q", got)
	}
	b.click("#notice button")
	b.wait("!document.querySelector('#notice').textContent && document.querySelector('.hits h3')")
	eval[bool](b, "(location.hash = '#', true)")
	b.wait("document.querySelector('#count').textContent.includes('904 articles')")
	b.ask("码头广场 一刻钟")
	if got := b.texts(".hits h3"); !slices.Equal(got, []string{"渡口镇新增三处核酸检测点"}) {
		t.Errorf("of the new file the page finds %q", got)
	}
}

// In normal work the console stays empty.
func TestConsoleStaysEmpty(t *testing.T) {
	b := newTab(t, tabOptions{})
	b.do(command("Runtime.enable", map[string]any{}))
	b.lands(serve(t, testSite(t), nil))
	b.click(".hits h3 a")
	b.wait("document.querySelector('#story h1')")
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, line := range b.logged {
		t.Errorf("the console says %q", line)
	}
}

func said(ev any) string {
	switch e := ev.(type) {
	case *runtime.EventConsoleAPICalled:
		var all []string
		for _, a := range e.Args {
			all = append(all, string(a.Value)+a.Description)
		}
		return strings.Join(all, " ")
	case *log.EventEntryAdded:
		return e.Entry.Text
	}
	return ""
}
