package main

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// startHost serves a folder by Python's http.server, which knows no ranges, or by
// nginx set to compress whatever it may, and puts the address into $HOST.
func startHost(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: host python|nginx DIR")
	}
	start := map[string]func(dir, scratch string) (string, func(), error){"python": pythonHost, "nginx": nginxHost}[args[0]]
	if start == nil {
		ts.Fatalf("no host %s", args[0])
	}
	address, stop, err := start(ts.MkAbs(args[1]), ts.MkAbs("."))
	ts.Check(err)
	ts.Defer(stop)
	ts.Setenv("HOST", address)
}

var servingAt = regexp.MustCompile(`port (\d+)`)

func pythonHost(dir, _ string) (string, func(), error) {
	cmd := exec.Command("python3", "-u", "-m", "http.server", "--bind", "127.0.0.1", "--directory", dir, "0")
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		return "", nil, err
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	m := servingAt.FindStringSubmatch(line)
	if m == nil {
		return "", nil, fmt.Errorf("http.server says %q, %v", line, err)
	}
	go io.Copy(io.Discard, out)
	return "http://127.0.0.1:" + m[1], func() { cmd.Process.Kill(); cmd.Wait() }, nil
}

func nginxHost(dir, scratch string) (string, func(), error) {
	free, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", nil, err
	}
	at := free.Addr().String()
	free.Close()
	user := ""
	if os.Getuid() == 0 {
		user = "user root;"
	}
	config := filepath.Join(scratch, "nginx.conf")
	temp := ""
	for _, kind := range []string{"client_body", "proxy", "fastcgi", "uwsgi", "scgi"} {
		temp += fmt.Sprintf("%s_temp_path %s/nginx-%s;\n", kind, scratch, kind)
	}
	text := fmt.Sprintf("%s daemon off; master_process off; pid %[2]s/nginx.pid; error_log %[2]s/nginx.log;\nevents {}\nhttp { access_log off; gzip on; gzip_types *; gzip_min_length 1;\n%[3]s server { listen %[4]s; root %[5]s; } }\n",
		user, scratch, temp, at, dir)
	if err := os.WriteFile(config, []byte(text), 0o666); err != nil {
		return "", nil, err
	}
	cmd := exec.Command("nginx", "-p", scratch, "-e", filepath.Join(scratch, "nginx.log"), "-c", config)
	if err := cmd.Start(); err != nil {
		return "", nil, err
	}
	stop := func() { cmd.Process.Kill(); cmd.Wait() }
	for range 200 {
		if c, err := net.Dial("tcp", at); err == nil {
			c.Close()
			return "http://" + at, stop, nil
		}
		time.Sleep(20 * time.Millisecond)
	}
	stop()
	log, _ := os.ReadFile(filepath.Join(scratch, "nginx.log"))
	return "", nil, fmt.Errorf("nginx does not start: %s", log)
}

// needs is a condition of a script: that a program is there, which CI must have.
func needs(t *testing.T, program string) bool {
	_, err := exec.LookPath(program)
	if err != nil && os.Getenv("CI") != "" {
		t.Errorf("CI must have %s: %v", program, err)
	}
	return err == nil
}
