package site

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// patience is how long a test waits for the page before it fails: long, since
// nothing waits for it unless something is wrong.
const patience = 30 * time.Second

// shared is the one browser of the package, and the folder of its page.
var shared struct {
	sync.Once
	browser context.Context
	stop    []func()
	dir     string
	err     error
}

func TestMain(m *testing.M) {
	code := m.Run()
	for i := len(shared.stop) - 1; i >= 0; i-- {
		shared.stop[i]()
	}
	os.Exit(code)
}

// chromium finds the browser; without one the test is skipped, but never in CI.
func chromium(t testing.TB) string {
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	if os.Getenv("CI") == "true" {
		t.Fatal("CI must have chromium")
	}
	t.Skip("no chromium on the PATH: the page is not tried in a browser")
	return ""
}

func startBrowser(t testing.TB) {
	path := chromium(t)
	shared.Do(func() {
		profile, err := os.MkdirTemp("", "dabao-page-")
		if err != nil {
			shared.err = err
			return
		}
		shared.stop = append(shared.stop, func() { os.RemoveAll(profile) })
		shared.dir = filepath.Join(profile, "site")
		if err := os.MkdirAll(shared.dir, 0o755); err != nil {
			shared.err = err
			return
		}
		options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox,
			chromedp.UserDataDir(filepath.Join(profile, "user")), chromedp.Flag("disable-gpu", true),
			chromedp.Flag("disable-component-update", true), chromedp.Flag("lang", "en-US"), chromedp.WindowSize(1200, 1000))
		allocator, stop := chromedp.NewExecAllocator(context.Background(), options...)
		shared.stop = append(shared.stop, stop)
		browser, stop := chromedp.NewContext(allocator)
		shared.stop = append(shared.stop, stop)
		shared.browser = browser
		shared.err = chromedp.Do(browser)
	})
	if shared.err != nil {
		t.Fatal(shared.err)
	}
}

// testSite is the folder of the page all tests look at: 1,200 articles.
func testSite(t testing.TB) string {
	startBrowser(t)
	if _, err := os.Stat(filepath.Join(shared.dir, "index.html")); err != nil {
		dataset(t, filepath.Join(shared.dir, "articles.db"), 1200, 500)
		writePage(t, shared.dir, nil)
	}
	return shared.dir
}

// serve answers for a folder as dabao serve does; wrap, if given, stands before it.
func serve(t testing.TB, dir string, wrap func(http.Handler) http.Handler) string {
	h := Handler(dir)
	if wrap != nil {
		h = wrap(h)
	}
	srv := httptest.NewServer(h)
	t.Cleanup(func() {
		srv.CloseClientConnections()
		srv.Close()
	})
	return srv.URL + "/"
}

// tab is one page of the browser, with a profile of its own.
type tab struct {
	t   testing.TB
	ctx context.Context

	mu       sync.Mutex
	problems []string // exceptions, CSP violations, requests to strangers
	logged   []string // what the console says
}

type tabOptions struct {
	languages     string // Accept-Language; default en-US
	dark          bool
	width, height int64
}

func newTab(t testing.TB, o tabOptions) *tab {
	t.Helper()
	startBrowser(t)
	b := &tab{t: t}
	ctx, cancel := chromedp.NewContext(shared.browser, chromedp.WithNewBrowserContext(), chromedp.WithListener(b.heard))
	t.Cleanup(cancel)
	b.ctx = ctx
	if o.languages == "" {
		o.languages = "en-US,en"
	}
	if o.width == 0 {
		o.width, o.height = 1200, 1000
	}
	scheme := "light"
	if o.dark {
		scheme = "dark"
	}
	b.do(chromedp.EmulateViewport(o.width, o.height),
		command("Emulation.setEmulatedMedia", map[string]any{"features": []map[string]string{{"name": "prefers-color-scheme", "value": scheme}}}),
		command("Emulation.setUserAgentOverride", map[string]any{"userAgent": "dabao-test", "acceptLanguage": o.languages}),
		command("Network.enable", map[string]any{}), command("Log.enable", map[string]any{}))
	return b
}

// command is a protocol command whose answer nobody needs.
func command(method string, params map[string]any) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, t *chromedp.Target) error { return t.Call(ctx, method, params, nil) })
}

func (b *tab) heard(ev any) {
	problem := ""
	switch e := ev.(type) {
	case *runtime.EventExceptionThrown:
		problem = fmt.Sprintf("exception: %s", e.ExceptionDetails.Text)
		if x := e.ExceptionDetails.Exception; x != nil {
			problem += fmt.Sprintf(" %v", x.Description)
		}
	case *log.EventEntryAdded:
		if strings.Contains(e.Entry.Text, "Content Security Policy") {
			problem = e.Entry.Text
		}
	case *network.EventRequestWillBeSent:
		u := e.Request.URL
		if !strings.HasPrefix(u, "http://127.0.0.1:") && !strings.HasPrefix(u, "data:") && !strings.HasPrefix(u, "blob:") && !strings.HasPrefix(u, "about:") && !strings.HasPrefix(u, "chrome") {
			problem = "request to " + u
		}
	}
	if line := said(ev); line != "" {
		b.mu.Lock()
		b.logged = append(b.logged, line)
		b.mu.Unlock()
	}
	if problem != "" {
		b.mu.Lock()
		b.problems = append(b.problems, problem)
		b.mu.Unlock()
	}
}

// clean fails the test for everything that went wrong unseen.
func (b *tab) clean() {
	b.t.Helper()
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, p := range b.problems {
		b.t.Error(p)
	}
}

func (b *tab) do(steps ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	if err := chromedp.Do(b.ctx, steps...); err != nil {
		b.t.Fatal(err)
	}
}

// goTo loads an address anew, even if only what stands behind # differs.
func (b *tab) goTo(address string) {
	b.t.Helper()
	b.do(chromedp.Navigate("about:blank"), chromedp.Navigate(address))
}

// eval gives the value of a JavaScript expression, awaited.
func eval[T any](b *tab, js string) T {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	v, err := chromedp.Run(ctx, chromedp.Evaluate[T](js, chromedp.EvalAwaitPromise))
	if err != nil {
		b.t.Fatalf("%s: %v", js, err)
	}
	return v
}

// wait waits until a JavaScript expression is true.
func (b *tab) wait(js string) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	for {
		ok, err := chromedp.Run(ctx, chromedp.Evaluate[bool]("Boolean("+js+")"))
		if ok && err == nil {
			return
		}
		if ctx.Err() != nil || err != nil && !errors.Is(err, context.DeadlineExceeded) && !strings.Contains(err.Error(), "context") {
			var shown string
			shown, _ = chromedp.Run(b.ctx, chromedp.Evaluate[string]("document.body ? document.body.innerText.slice(0, 1500) : ''"))
			b.t.Fatalf("waited in vain for %s (%v); the page says:\n%s\n%v", js, err, shown, b.problems)
		}
		time.Sleep(15 * time.Millisecond)
	}
}

// texts gives the text of every element a selector finds.
func (b *tab) texts(selector string) []string {
	b.t.Helper()
	return eval[[]string](b, fmt.Sprintf("[...document.querySelectorAll(%q)].map((e) => e.textContent)", selector))
}

func (b *tab) text(selector string) string {
	b.t.Helper()
	return eval[string](b, fmt.Sprintf("(document.querySelector(%q) || {textContent: '(no such element)'}).textContent", selector))
}

func (b *tab) click(selector string) {
	b.t.Helper()
	eval[bool](b, fmt.Sprintf("(() => { const e = document.querySelector(%q); if (!e) throw new Error('nothing to click'); e.click(); return true })()", selector))
}

func (b *tab) keys(keys string) { b.t.Helper(); b.do(chromedp.KeyEvent(keys)) }

// ask types a query as a person does, and waits for its counts.
func (b *tab) ask(query string) {
	b.t.Helper()
	b.wait("document.querySelector('#q')")
	eval[bool](b, "(document.querySelector('#q').focus(), document.querySelector('#q').select(), true)")
	b.keys(query)
	b.wait(fmt.Sprintf("new URLSearchParams(location.hash.slice(1)).get('q') === %q", query))
	b.done()
}

// set is ask with the whole query at once.
func (b *tab) set(query string) {
	b.t.Helper()
	eval[bool](b, fmt.Sprintf("(document.querySelector('#q').value = %q, document.querySelector('#q').dispatchEvent(new Event('input')), true)", query))
	b.wait(fmt.Sprintf("new URLSearchParams(location.hash.slice(1)).get('q') === %q", query))
	b.done()
}

// done waits until nothing is under way.
func (b *tab) done() { b.t.Helper(); b.wait("document.documentElement.dataset.state === 'done'") }

// page waits for the whole first page of hits, which is read when one comes near.
func (b *tab) page() {
	b.t.Helper()
	b.wait("(document.querySelector('.more').scrollIntoView(), document.querySelector('.more').hidden || document.querySelectorAll('.hits h3').length >= 20)")
}

func (b *tab) screenshot(name string) {
	b.t.Helper()
	if *shots == "" {
		return
	}
	png, err := chromedp.Run(b.ctx, chromedp.CaptureScreenshot())
	if err == nil {
		err = os.MkdirAll(*shots, 0o755)
	}
	if err == nil {
		err = os.WriteFile(filepath.Join(*shots, name+".png"), png, 0o644)
	}
	if err != nil {
		b.t.Fatal(err)
	}
}
