package site

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// webkit is one window of WebKitGTK's MiniBrowser, driven by WebDriver
// (w3.org/TR/webdriver2), without a locale.
type webkit struct {
	t       *testing.T
	session string // address
}

func newWebKit(t *testing.T) *webkit {
	t.Helper()
	driver := program(t, "WebKitWebDriver")
	program(t, "Xvfb")
	browsers, _ := filepath.Glob("/usr/lib/*/webkit2gtk-4.*/MiniBrowser")
	if len(browsers) == 0 {
		t.Skip("no MiniBrowser is installed")
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	port := l.Addr().(*net.TCPAddr).Port
	l.Close()
	home := t.TempDir()
	shown, display, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	x := exec.Command("Xvfb", "-displayfd", "3", "-screen", "0", "1200x1000x24")
	x.ExtraFiles = []*os.File{display}
	start(t, x)
	display.Close()
	var screen int
	if _, err := fmt.Fscan(shown, &screen); err != nil {
		t.Fatalf("Xvfb names no display: %v", err)
	}
	cmd := exec.Command(driver, fmt.Sprintf("--port=%d", port))
	cmd.Env = []string{"PATH=" + os.Getenv("PATH"), "HOME=" + home, "XDG_RUNTIME_DIR=" + home, "LANG=C", "LC_ALL=C", fmt.Sprintf("DISPLAY=:%d", screen),
		"WEBKIT_DISABLE_COMPOSITING_MODE=1", "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS=1", "LIBGL_ALWAYS_SOFTWARE=1", "NO_AT_BRIDGE=1"}
	start(t, cmd)
	w := &webkit{t: t}
	base := fmt.Sprintf("http://127.0.0.1:%d/session", port)
	options := map[string]any{"binary": browsers[len(browsers)-1], "args": []string{"--automation"}}
	var made struct {
		SessionID string `json:"sessionId"`
	}
	for end := time.Now().Add(patience); ; time.Sleep(100 * time.Millisecond) {
		err := post(base, map[string]any{"capabilities": map[string]any{"alwaysMatch": map[string]any{"webkitgtk:browserOptions": options}}}, &made)
		if err == nil {
			break
		}
		if time.Now().After(end) {
			t.Fatalf("no session: %v", err)
		}
	}
	w.session = base + "/" + made.SessionID
	t.Cleanup(func() {
		if r, err := http.NewRequest(http.MethodDelete, w.session, nil); err == nil {
			if answer, err := http.DefaultClient.Do(r); err == nil {
				answer.Body.Close()
			}
		}
	})
	return w
}

// start runs a program until the test ends.
func start(t *testing.T, cmd *exec.Cmd) {
	t.Helper()
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		cmd.Process.Kill()
		cmd.Wait()
	})
}

func post(address string, body, value any) error {
	text, err := json.Marshal(body)
	if err != nil {
		return err
	}
	r, err := http.Post(address, "application/json", bytes.NewReader(text))
	if err != nil {
		return err
	}
	defer r.Body.Close()
	var answer struct{ Value json.RawMessage }
	if err := json.NewDecoder(r.Body).Decode(&answer); err != nil {
		return err
	}
	if r.StatusCode != http.StatusOK {
		return fmt.Errorf("%s: %.300s", r.Status, answer.Value)
	}
	return json.Unmarshal(answer.Value, value)
}

func (w *webkit) goTo(address string) {
	w.t.Helper()
	if err := post(w.session+"/url", map[string]any{"url": address}, new(any)); err != nil {
		w.t.Fatal(err)
	}
}

func (w *webkit) text(js string) string {
	w.t.Helper()
	var value any
	if err := post(w.session+"/execute/sync", map[string]any{"script": "return String(" + js + ")", "args": []any{}}, &value); err != nil {
		w.t.Fatalf("%s: %v", js, err)
	}
	return fmt.Sprint(value)
}

func (w *webkit) wait(js string) {
	w.t.Helper()
	for end := time.Now().Add(patience); w.text("Boolean("+js+")") != "true"; time.Sleep(30 * time.Millisecond) {
		if time.Now().After(end) {
			w.t.Fatalf("waited in vain for %s; the page says:\n%.1500s", js, w.text("document.body.innerText"))
		}
	}
}

// The page in WebKitGTK, without a locale.
func TestWebKit(t *testing.T) {
	w := newWebKit(t)
	address := host(t, "nginx", testSite(t))
	w.goTo(address + "#q=" + url.QueryEscape("码头广场 一刻钟"))
	w.wait("document.documentElement.dataset.state === 'done'")
	if got := w.text("document.querySelector('.hits h3').textContent"); got != "渡口镇新增三处核酸检测点" {
		t.Errorf("the page finds %q", got)
	}
	w.text("document.querySelector('.hits h3 a').click()")
	w.wait("document.querySelector('#story h1')")
	t.Logf("the browser's language is %s", w.text("navigator.language"))
}
