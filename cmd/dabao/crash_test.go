package main

import (
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	_ "modernc.org/sqlite"

	"dabao/schema/store"
)

// crashPages is enough for a second or two of work and several transactions.
const crashPages = 2400

// writePages writes small invented pages, each with an address of its own.
func writePages(t *testing.T, dir string, n int) {
	t.Helper()
	words := strings.Fields("harbour ferry council bridge valley market library school river tram orchard festival engineer budget")
	r := rand.New(rand.NewPCG(1, 2))
	for i := range n {
		var b strings.Builder
		fmt.Fprintf(&b, `<!doctype html><html lang="en"><head><title>Story %d</title><link rel="canonical" href="https://news.example.org/2022/story-%d"></head><body><article><h1>Story %d of the harbour</h1>`, i, i, i)
		for range 6 {
			b.WriteString("<p>")
			for range 60 {
				b.WriteString(words[r.IntN(len(words))] + " ")
			}
			b.WriteString("and so the day ended.</p>")
		}
		b.WriteString("</article></body></html>")
		path := filepath.Join(dir, fmt.Sprintf("%02d", i%50), fmt.Sprintf("%d.html", i))
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(b.String()), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

func buildDabao(t *testing.T) string {
	t.Helper()
	bin := filepath.Join(t.TempDir(), "dabao")
	if out, err := exec.Command("go", "build", "-o", bin, ".").CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, out)
	}
	return bin
}

// TestKillAndGoOn kills a real ingest at random moments: the file opens, is
// whole, and the same command completes it to the rows of an undisturbed run.
func TestKillAndGoOn(t *testing.T) {
	if testing.Short() {
		t.Skip("kills real processes for some seconds")
	}
	bin, dir := buildDabao(t), t.TempDir()
	writePages(t, filepath.Join(dir, "pages"), crashPages)
	ingest := func(db string) *exec.Cmd {
		cmd := exec.Command(bin, "ingest", "-q", "-o", db, "pages")
		cmd.Dir = dir
		return cmd
	}
	started := time.Now()
	if out, err := ingest("whole.db").CombinedOutput(); err != nil {
		t.Fatalf("undisturbed run: %v\n%s", err, out)
	}
	took := time.Since(started)
	want := rowsOf(t, filepath.Join(dir, "whole.db"))
	if n := strings.Count(want, "\n"); n < crashPages {
		t.Fatalf("undisturbed run stored %d rows, want %d", n, crashPages)
	}
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	r := rand.New(rand.NewPCG(seed, 0))
	for n := range 6 {
		db := fmt.Sprintf("killed-%d.db", n)
		signal, wantCode := os.Signal(syscall.SIGKILL), -1
		if n%3 > 0 {
			signal, wantCode = []os.Signal{syscall.SIGHUP, os.Interrupt}[n%3-1], exitInterrupted
		}
		for range 3 {
			cmd := ingest(db)
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			if signal != syscall.SIGKILL {
				// Before it listens to signals a process dies of them.
				waitFor(filepath.Join(dir, db))
				time.Sleep(250 * time.Millisecond)
			}
			time.Sleep(time.Duration(r.Int64N(int64(took))))
			cmd.Process.Signal(signal)
			cmd.Wait()
			if code := cmd.ProcessState.ExitCode(); code != 0 && code != wantCode {
				t.Errorf("after %v the process ends with %d, want %d or 0", signal, code, wantCode)
			}
			if _, err := os.Stat(filepath.Join(dir, db)); err == nil {
				checkWhole(t, filepath.Join(dir, db))
			}
		}
		if out, err := ingest(db).CombinedOutput(); err != nil {
			t.Fatalf("the run that goes on: %v\n%s", err, out)
		}
		if got := rowsOf(t, filepath.Join(dir, db)); got != want {
			t.Errorf("%s differs from the undisturbed run", db)
		}
		left, _ := filepath.Glob(filepath.Join(dir, db+"-*"))
		if len(left) > 0 {
			t.Errorf("companion files are left: %v", left)
		}
	}
}

// waitFor waits for a file, a minute at most.
func waitFor(path string) {
	for range 6000 {
		if _, err := os.Stat(path); err == nil {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
}

// checkWhole opens a file as any SQLite would.
func checkWhole(t *testing.T, path string) {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var verdict string
	if err := db.QueryRow(`PRAGMA integrity_check`).Scan(&verdict); err != nil || verdict != "ok" {
		t.Errorf("integrity_check says %q, %v", verdict, err)
	}
}

func rowsOf(t *testing.T, path string) string {
	t.Helper()
	s, err := store.Open(context.Background(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	var b bytes.Buffer
	for a, err := range s.Articles(context.Background(), "") {
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&b, "%v\n", a.Record())
	}
	for c, err := range s.Captures(context.Background()) {
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&b, "%v\n", c)
	}
	return b.String()
}
