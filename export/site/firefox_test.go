package site

import (
	"bufio"
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/websocket"
)

// firefox is one window of Firefox, driven by WebDriver BiDi (w3.org/TR/webdriver-bidi).
type firefox struct {
	t testing.TB
	*session
}

// session is shared by all that speak to one browser.
type session struct {
	conn    *websocket.Conn
	last    int // id of a command
	context string
}

// newFirefox starts a browser with a profile of its own.
func newFirefox(t *testing.T) *firefox {
	t.Helper()
	path := program(t, "firefox-esr", "firefox")
	home := t.TempDir()
	const origin = "http://127.0.0.1"
	cmd := exec.Command(path, "--headless", "--remote-debugging-port", "0", "--remote-allow-origins", origin, "--profile", home, "--no-remote")
	cmd.Env = append(os.Environ(), "HOME="+home, "MOZ_CRASHREPORTER_DISABLE=1")
	out, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		cmd.Process.Kill()
		cmd.Wait()
	})
	listening := make(chan string, 1)
	go func() {
		at := regexp.MustCompile(`WebDriver BiDi listening on (ws://\S+)`)
		for s := bufio.NewScanner(out); s.Scan(); {
			if m := at.FindStringSubmatch(s.Text()); m != nil {
				listening <- m[1]
			}
		}
	}()
	f := &firefox{t, &session{}}
	select {
	case at := <-listening:
		if f.conn, err = websocket.Dial(at+"/session", "", origin); err != nil {
			t.Fatal(err)
		}
	case <-time.After(2 * patience):
		t.Fatal("Firefox does not listen")
	}
	t.Cleanup(func() { f.conn.Close() })
	f.call("session.new", map[string]any{"capabilities": map[string]any{}}, nil)
	var made struct {
		Context string `json:"context"`
	}
	f.call("browsingContext.create", map[string]any{"type": "tab"}, &made)
	f.context = made.Context
	return f
}

// call sends a command and waits for its answer; events are passed over.
func (f *firefox) call(method string, params map[string]any, result any) {
	f.t.Helper()
	f.last++
	f.conn.SetDeadline(time.Now().Add(2 * patience))
	if err := websocket.JSON.Send(f.conn, map[string]any{"id": f.last, "method": method, "params": params}); err != nil {
		f.t.Fatalf("%s: %v", method, err)
	}
	for {
		var answer struct {
			ID      int             `json:"id"`
			Type    string          `json:"type"`
			Result  json.RawMessage `json:"result"`
			Message string          `json:"message"`
		}
		if err := websocket.JSON.Receive(f.conn, &answer); err != nil {
			f.t.Fatalf("%s: %v", method, err)
		}
		if answer.ID != f.last {
			continue
		}
		if answer.Type == "error" {
			f.t.Fatalf("%s: %s", method, answer.Message)
		}
		if result != nil {
			if err := json.Unmarshal(answer.Result, result); err != nil {
				f.t.Fatalf("%s: %v", method, err)
			}
		}
		return
	}
}

func (f *firefox) goTo(address string) {
	f.t.Helper()
	f.call("browsingContext.navigate", map[string]any{"context": f.context, "url": address, "wait": "complete"}, nil)
}

// text is a JavaScript expression's value, as text.
func (f *firefox) text(js string) string {
	f.t.Helper()
	var answer struct {
		Result struct {
			Value any `json:"value"`
		} `json:"result"`
	}
	f.call("script.evaluate", map[string]any{"expression": "String(" + js + ")", "target": map[string]any{"context": f.context}, "awaitPromise": true}, &answer)
	return fmt.Sprint(answer.Result.Value)
}

func (f *firefox) wait(js string) {
	f.t.Helper()
	for end := time.Now().Add(patience); f.text("Boolean("+js+")") != "true"; time.Sleep(30 * time.Millisecond) {
		if time.Now().After(end) {
			f.t.Fatalf("waited in vain for %s; the page says:\n%.1500s", js, f.text("document.body.innerText"))
		}
	}
}

// The page in Firefox: on every host, in an article, in the console, and where
// it has no origin.
func TestFirefox(t *testing.T) {
	dir := testSite(t)
	f := newFirefox(t)
	const done, first = "document.documentElement.dataset.state === 'done'", "document.querySelector('.hits h3').textContent"
	for name := range hosts {
		t.Run(name, func(t *testing.T) {
			f := &firefox{t, f.session}
			address := host(t, name, dir)
			f.goTo(address + "#q=" + url.QueryEscape("码头广场 一刻钟"))
			if name == "python" {
				f.wait(wholeIfAsked)
				f.text(wholeIfAsked + ".click()")
			}
			f.wait(done)
			if got := f.text(first); got != "渡口镇新增三处核酸检测点" {
				t.Errorf("the page finds %q", got)
			}
			if name != "nginx" {
				return
			}
			f.text("document.querySelector('.hits h3 a').click()")
			f.wait("document.querySelector('#story h1')")
			f.goTo(address + "?again#v=sql&sql=" + url.QueryEscape("SELECT count(*) FROM articles"))
			f.wait("document.querySelector('#sqlout td')")
			if got := f.text("document.querySelector('#sqlout td').textContent"); got != "1204" {
				t.Errorf("the console counts %s, want 1204", got)
			}
		})
	}
	t.Run("without an origin", func(t *testing.T) {
		f := &firefox{t, f.session}
		f.goTo(serve(t, dir, header("/", "Content-Security-Policy", "sandbox allow-scripts")))
		f.wait("document.querySelector('#notice .error')")
		if got := f.text("document.querySelector('#notice').textContent"); !strings.Contains(got, "gives it no origin of its own") {
			t.Errorf("the notice says %q", got)
		}
	})
}
