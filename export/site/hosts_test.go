package site

import (
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

// hosts are web servers as Debian installs them, with their own files but for
// where they listen and what they serve; python serves no parts of files.
var hosts = map[string]func(t *testing.T, root string, port int) *exec.Cmd{
	"nginx": func(t *testing.T, root string, port int) *exec.Cmd {
		dir := t.TempDir()
		site := configured(t, dir, "/etc/nginx/sites-available/default", map[string]string{
			`listen 80 default_server;`: fmt.Sprintf("listen 127.0.0.1:%d;", port), `listen \[::\]:80 default_server;`: "", `root /var/www/html;`: "root " + root + ";"})
		conf := configured(t, dir, "/etc/nginx/nginx.conf", map[string]string{`user www-data;`: runAs(t, "user %s;"), `/run/nginx.pid`: dir + "/pid", `/var/log/nginx`: dir,
			`include /etc/nginx/sites-enabled/\*;`: "include " + site + ";"})
		return exec.Command("nginx", "-c", conf, "-g", "daemon off;", "-e", dir+"/errors")
	},
	"lighttpd": func(t *testing.T, root string, port int) *exec.Cmd {
		dir := t.TempDir()
		conf := configured(t, dir, "/etc/lighttpd/lighttpd.conf", map[string]string{`"/var/www/html"`: `"` + root + `"`, `"/var/cache/lighttpd/uploads"`: `"` + dir + `"`,
			`/var/log/lighttpd`: dir, `/run/lighttpd.pid`: dir + "/pid", `server.username .*`: "", `server.groupname .*`: "", `server.port .*`: fmt.Sprintf("server.port = %d\nserver.bind = \"127.0.0.1\"", port),
			`include_shell "/usr/share/lighttpd/use-ipv6.pl.*`: ""})
		return exec.Command("lighttpd", "-D", "-f", conf)
	},
	"python": func(_ *testing.T, root string, port int) *exec.Cmd {
		return exec.Command("python3", "-m", "http.server", "--bind", "127.0.0.1", "--directory", root, fmt.Sprint(port))
	},
}

// runAs names who runs the test, which may read its folders; without rights to
// change that, a server stays who it is.
func runAs(t *testing.T, format string) string {
	u, err := user.Current()
	if err != nil {
		t.Fatal(err)
	}
	if u.Uid != "0" {
		return ""
	}
	return fmt.Sprintf(format, u.Username)
}

// configured copies a server's configuration with some of it replaced.
func configured(t *testing.T, dir, path string, changes map[string]string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for pattern, to := range changes {
		re := regexp.MustCompile(pattern)
		if !re.Match(text) {
			t.Fatalf("%s has no %s", path, pattern)
		}
		text = re.ReplaceAllLiteral(text, []byte(to))
	}
	to := filepath.Join(dir, filepath.Base(path))
	if err := os.WriteFile(to, text, 0o644); err != nil {
		t.Fatal(err)
	}
	return to
}

// program finds a program that CI must have.
func program(t *testing.T, names ...string) string {
	t.Helper()
	for _, name := range append(names, "/usr/sbin/"+names[0]) {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	if os.Getenv("CI") == "true" {
		t.Fatalf("CI must have %s", names[0])
	}
	t.Skipf("%s is not installed", names[0])
	return ""
}

// host starts a server over the folder above dir, so that a page lies in a
// folder of the site, and gives the address of the page.
func host(t *testing.T, name, dir string) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	port := l.Addr().(*net.TCPAddr).Port
	l.Close()
	cmd := hosts[name](t, filepath.Dir(dir), port)
	cmd.Path = program(t, map[string]string{"python": "python3"}[name]+map[string]string{"nginx": "nginx", "lighttpd": "lighttpd"}[name])
	cmd.Err = nil
	var said strings.Builder
	cmd.Stderr, cmd.Stdout = &said, &said
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		cmd.Process.Signal(os.Interrupt)
		ended := make(chan error, 1)
		go func() { ended <- cmd.Wait() }()
		select {
		case <-ended:
		case <-time.After(5 * time.Second):
			cmd.Process.Kill()
			<-ended
		}
	})
	address := fmt.Sprintf("http://127.0.0.1:%d/%s/", port, filepath.Base(dir))
	for end := time.Now().Add(patience); ; time.Sleep(50 * time.Millisecond) {
		r, err := http.Get(address)
		if err == nil {
			r.Body.Close()
			return address
		}
		if time.Now().After(end) {
			t.Fatalf("%s does not answer: %v\n%s", name, err, said.String())
		}
	}
}

// wholeIfAsked downloads the database where the host serves no parts.
const wholeIfAsked = "document.querySelector('#whole')"

func TestHosts(t *testing.T) {
	dir := testSite(t)
	for name := range hosts {
		t.Run(name, func(t *testing.T) {
			b := newTab(t, tabOptions{})
			b.goTo(host(t, name, dir))
			if name == "python" {
				b.wait(wholeIfAsked)
				b.click("#whole")
			}
			b.done()
			b.ask("码头广场 一刻钟")
			if got := b.text(".hits h3"); got != "渡口镇新增三处核酸检测点" {
				t.Errorf("the page finds %q", got)
			}
			b.clean()
		})
	}
}
