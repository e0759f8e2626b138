package release

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestMain lets a test run Build in a process of its own, to be killed.
func TestMain(m *testing.M) {
	if dir := os.Getenv("DABAO_TEST_BUILD"); dir != "" {
		src, err := OpenDatabase(context.Background(), os.Getenv("DABAO_TEST_SOURCE"))
		if err == nil {
			_, err = Build(context.Background(), src, dir, Options{})
		}
		if err != nil {
			panic(err)
		}
		return
	}
	os.Exit(m.Run())
}

// A writer that is killed leaves the release that was there as it was, or, at
// the very end, the new one whole; and the next one goes through.
func TestKilledBuildLeavesTheOldRelease(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "out")
	build(t, database(t, readings(10)), dir, Options{})
	before := tree(t, dir)
	src := database(t, readings(600))
	for _, wait := range []time.Duration{10, 60, 100, 150, 250} {
		cmd := exec.Command(os.Args[0])
		cmd.Env = append(os.Environ(), "DABAO_TEST_BUILD="+dir, "DABAO_TEST_SOURCE="+src.Path())
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(wait * time.Millisecond)
		cmd.Process.Kill()
		cmd.Wait() // killed, or done before
		if now := tree(t, dir); now["articles.sha256"] != before["articles.sha256"] {
			if v := verify(t, dir); !v.OK() || v.Articles != 600 {
				t.Errorf("killed after %d ms: %d articles, %v", wait, v.Articles, v.Differences)
			}
			break
		}
		sameTree(t, tree(t, dir), before)
	}
	if r := build(t, src, dir, Options{}); r.Articles != 600 {
		t.Errorf("got %d articles", r.Articles)
	}
	if v := verify(t, dir); !v.OK() {
		t.Errorf("got %v", v.Differences)
	}
}

// A disk that fills up while a release is made leaves the old one, and nothing
// half made beside it.
func TestFullDiskLeavesTheOldRelease(t *testing.T) {
	disk := t.TempDir()
	if out, err := exec.Command("mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", disk).CombinedOutput(); err != nil {
		t.Skipf("no small disk can be mounted here: %v %s", err, out)
	}
	t.Cleanup(func() {
		if out, err := exec.Command("umount", disk).CombinedOutput(); err != nil {
			t.Errorf("umount: %v %s", err, out)
		}
	})
	dir := filepath.Join(disk, "out")
	build(t, database(t, readings(3)), dir, Options{})
	before := tree(t, dir)
	long := readings(300)
	for i := range long {
		if a := long[i].Article; a != nil {
			a.Blocks[0].Text += strings.Repeat(a.Title, 1000)
		}
	}
	_, err := Build(context.Background(), database(t, long), dir, Options{})
	if err == nil {
		t.Fatal("there was room")
	}
	if !errors.Is(err, syscall.ENOSPC) && !strings.Contains(err.Error(), "full") {
		t.Errorf("got %v", err)
	}
	sameTree(t, tree(t, dir), before)
	if entries, err := os.ReadDir(disk); err != nil || len(entries) != 1 {
		t.Errorf("left behind: %v, %v", entries, err)
	}
}
