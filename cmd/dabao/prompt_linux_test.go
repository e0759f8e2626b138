package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// TestPrompt types at a terminal: Tab completes, a question takes several lines,
// Ctrl-C ends a question and not the program, and what was typed is kept.
func TestPrompt(t *testing.T) {
	dir := t.TempDir()
	db := filepath.Join(dir, "a.db")
	var quiet strings.Builder
	if code := run([]string{"dabao", "ingest", "-o", db, "../../datasets/demo/pages"}, strings.NewReader(""), &quiet, &quiet); code != exitRejects {
		t.Fatalf("ingest ends with %d:\n%s", code, &quiet)
	}
	p := startAtTerminal(t, dir, "dabao", "sql", db)
	p.want("questions end with ;")
	p.want("dabao> ")
	p.keys("SELECT lan\t, count(*)\r")
	p.want("...> ")
	p.keys("FROM articles GROUP BY 1;\r")
	p.want("zh-Hant")
	p.want("4 rows")
	p.want("dabao> ")
	p.keys("SELECT 1 UNION ALL SELECT count(*) FROM (WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n);\r")
	calm := p.impatient()
	p.want("ended after")
	calm()
	p.want("dabao> ")
	p.keys(".schema credits\r")
	p.want("-- as printed")
	p.want("dabao> ")
	p.keys("\x04")
	if err := p.cmd.Wait(); err != nil {
		t.Errorf("it ends with %v", err)
	}
	kept, err := os.ReadFile(filepath.Join(dir, "dabao", "sql_history"))
	if err != nil || !strings.HasPrefix(string(kept), "SELECT lang, count(*)\nFROM articles GROUP BY 1;\n") {
		t.Errorf("the history is %q, %v", kept, err)
	}
}

// terminalProgram is a program at a terminal of 100 columns.
type terminalProgram struct {
	t      *testing.T
	cmd    *exec.Cmd
	master *os.File
	seen   string
}

func startAtTerminal(t *testing.T, cache string, args ...string) *terminalProgram {
	t.Helper()
	master, err := os.OpenFile("/dev/ptmx", os.O_RDWR|unix.O_NOCTTY, 0)
	if err != nil {
		t.Skipf("no terminal to be had: %v", err)
	}
	t.Cleanup(func() { master.Close() })
	fd := int(master.Fd())
	n, err := unix.IoctlGetInt(fd, unix.TIOCGPTN)
	if err == nil {
		err = unix.IoctlSetPointerInt(fd, unix.TIOCSPTLCK, 0)
	}
	if err == nil {
		err = unix.IoctlSetWinsize(fd, unix.TIOCSWINSZ, &unix.Winsize{Row: 40, Col: 100})
	}
	if err != nil {
		t.Fatal(err)
	}
	slave, err := os.OpenFile(fmt.Sprintf("/dev/pts/%d", n), os.O_RDWR|unix.O_NOCTTY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer slave.Close()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := &exec.Cmd{Path: self, Args: args, Stdin: slave, Stdout: slave, Stderr: slave,
		Env:         append(os.Environ(), "TERM=xterm", "XDG_CACHE_HOME="+cache),
		SysProcAttr: &syscall.SysProcAttr{Setsid: true, Setctty: true}}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { cmd.Process.Kill() })
	return &terminalProgram{t: t, cmd: cmd, master: master}
}

// impatient types Ctrl-C again and again, until calm is called or the test ends.
func (p *terminalProgram) impatient() (calm func()) {
	enough := make(chan struct{})
	var typing sync.WaitGroup
	typing.Go(func() {
		for {
			select {
			case <-enough:
				return
			case <-time.After(200 * time.Millisecond):
				p.keys("\x03")
			}
		}
	})
	calm = sync.OnceFunc(func() {
		close(enough)
		typing.Wait()
	})
	p.t.Cleanup(calm) // before the terminal is closed
	return calm
}

func (p *terminalProgram) keys(s string) {
	if _, err := p.master.WriteString(s); err != nil {
		p.t.Error(err)
	}
}

// want waits until the terminal shows a text behind what was wanted before.
func (p *terminalProgram) want(text string) {
	p.t.Helper()
	got := make(chan string)
	for deadline := time.After(30 * time.Second); !strings.Contains(p.seen, text); {
		go func() {
			b := make([]byte, 4096)
			n, _ := p.master.Read(b)
			got <- string(b[:n])
		}()
		select {
		case more := <-got:
			if p.seen += more; more == "" {
				p.t.Fatalf("it ended before %q; it shows\n%s", text, p.seen)
			}
		case <-deadline:
			p.t.Fatalf("no %q in what it shows:\n%s", text, p.seen)
		}
	}
	_, p.seen, _ = strings.Cut(p.seen, text)
}
