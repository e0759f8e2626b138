package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// onSmallDisk runs a command whose working folder is a disk of so many
// kilobytes, and returns its exit code, what it says and what is then on the
// disk.
func onSmallDisk(t *testing.T, bin, dir string, kilobytes int, args ...string) (code, said string, left []string) {
	t.Helper()
	disk := filepath.Join(dir, "disk")
	if err := os.MkdirAll(disk, 0o777); err != nil {
		t.Fatal(err)
	}
	script := `mount -t tmpfs -o size="$1"k none "$2" && cd "$2" && shift 2 && { "$@" 2>&1; echo "code $?"; ls -A; }`
	out, err := exec.Command("unshare", append([]string{"--mount", "--map-root-user", "sh", "-c", script, "sh", fmt.Sprint(kilobytes), disk, bin}, args...)...).CombinedOutput()
	if err != nil {
		t.Skipf("no disk can be mounted here: %v: %s", err, out)
	}
	said, rest, _ := strings.Cut(string(out), "code ")
	lines := strings.Fields(rest)
	return lines[0], said, lines[1:]
}

// TestFullDisk gives each command a disk too small for what it makes or works
// at: it says so, ends with 1 — never as if the input were bad — and leaves
// nothing half.
func TestFullDisk(t *testing.T) {
	bin, dir := buildDabao(t), t.TempDir()
	n, r := rounds(t, 18), dice(t)
	demoReleases(t, bin, dir)
	demo := filepath.Join(dir, "demo")
	in := func(name string) string { return filepath.Join(dir, name) }
	commands := [][]string{
		{"verify", in("new"), "--work-dir", "."},
		{"release", demo, "-q", "-o", "out"},
		{"merge", "-q", "-o", "out", in("new/articles.db"), in("old/articles.db")},
		{"apply", in("old/articles.db"), in("new/delta-1.0.0.jsonl.zst"), "-o", "out"},
		{"export", in("new/articles.db"), "-o", "out.csv"},
		{"ingest", "-q", "--parquet", "-o", "out", filepath.Join(demo, "pages")},
		{"pull", "-q", "--whole", "-o", "out", in("new")},
	}
	for i := range n {
		args := commands[i%len(commands)]
		kilobytes := 8 + r.IntN(600)
		if args[0] == "export" {
			kilobytes = 4 + r.IntN(24)
		}
		what := fmt.Sprintf("%s on %d kB", args[0], kilobytes)
		code, said, left := onSmallDisk(t, bin, dir, kilobytes, args...)
		switch {
		case code == "0" || code == "3": // it was enough
			continue
		case code != "1":
			t.Errorf("%s ends with %s:\n%s", what, code, said)
		case !strings.Contains(said, "no space") && !strings.Contains(said, "full") && !strings.Contains(said, "no room"):
			t.Errorf("%s does not say what is wanting:\n%s", what, said)
		case args[0] == "verify" && (!strings.Contains(said, "no room for work files in .") || !strings.Contains(said, "MB are wanted")):
			t.Errorf("%s does not say where room is wanting:\n%s", what, said)
		case !strings.Contains(said, "hint: make room"):
			t.Errorf("%s does not say what to do:\n%s", what, said)
		}
		if len(left) > 0 {
			t.Errorf("%s leaves %v", what, left)
		}
	}
}

// TestKillsLeaveNothing kills commands at random moments: what they were to
// make is there whole or not at all, and the next run takes away what they
// worked at.
func TestKillsLeaveNothing(t *testing.T) {
	bin, dir := buildDabao(t), t.TempDir()
	n, r := rounds(t, 20), dice(t)
	demoReleases(t, bin, dir)
	demo := filepath.Join(dir, "demo")
	stands := listed(t, dir)
	commands := [][]string{
		{"verify", "new"},
		{"verify", "new", "--rebuild", demo, "--previous", "old"},
		{"release", demo, "-q", "-o", "out", "--zip", "out.zip"},
		{"merge", "-q", "-o", "out", "new/articles.db", "old/articles.db"},
		{"apply", "old/articles.db", "new/delta-1.0.0.jsonl.zst", "-o", "out"},
		{"export", "new/articles.db", "--format", "csv", "-o", "out"},
		{"ingest", "-q", "--parquet", "-o", "out", filepath.Join(demo, "pages")},
	}
	for i := range n {
		args := commands[i%len(commands)]
		again := func() string {
			code, said := ends(t, bin, dir, args...)
			if code != exitDone && code != exitRejects {
				t.Errorf("dabao %v, run again, ends with %d:\n%s", args, code, said)
			}
			made := treeOf(t, filepath.Join(dir, "out"))
			if err := os.RemoveAll(filepath.Join(dir, "out")); err != nil {
				t.Fatal(err)
			}
			os.Remove(filepath.Join(dir, "out.zip"))
			return made
		}
		started := time.Now()
		want := again()
		took := time.Since(started)
		cmd := exec.Command(bin, args...)
		cmd.Dir = dir
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(r.Int64N(int64(took))))
		cmd.Process.Kill()
		cmd.Wait()
		if got := treeOf(t, filepath.Join(dir, "out")); got != "" && got != want {
			t.Errorf("dabao %v, killed, leaves half of it: %s", args, got)
		}
		os.RemoveAll(filepath.Join(dir, "out"))
		os.Remove(filepath.Join(dir, "out.zip")) // whole, if it is there: another run would not replace it
		if got := again(); got != want {
			t.Errorf("dabao %v, after a kill, makes something else", args)
		}
		if got := listed(t, dir); !slices.Equal(got, stands) {
			t.Errorf("after dabao %v there are %v", args, got)
		}
	}
}

func listed(t *testing.T, dir string) (names []string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

// treeOf is what lies at path, by name and content; empty where nothing does.
func treeOf(t *testing.T, path string) string {
	t.Helper()
	st, err := os.Stat(path)
	if err != nil {
		return ""
	}
	files := []string{""}
	if st.IsDir() {
		files = releasedFiles(t, path)
	}
	var b strings.Builder
	for _, f := range files {
		data, err := os.ReadFile(filepath.Join(path, f))
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&b, "%s %d %x\n", f, len(data), data[max(0, len(data)-64):])
	}
	return b.String()
}
