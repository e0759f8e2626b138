package stage

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"testing"
)

// TestMain lets the test run itself as a process that holds a folder until it
// is killed.
func TestMain(m *testing.M) {
	if parent := os.Getenv("DABAO_HOLD"); parent != "" {
		d, err := In(parent)
		fmt.Println(d.Path(""), err)
		select {}
	}
	os.Exit(m.Run())
}

func folders(t *testing.T, parent string) []string {
	t.Helper()
	all, err := filepath.Glob(filepath.Join(parent, prefix+"*"))
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestTheNextRunTakesAwayWhatAKilledOneLeft(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("no locks that go with the process")
	}
	parent := t.TempDir()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), "DABAO_HOLD="+parent)
	out, err := cmd.StdoutPipe()
	if err := errors.Join(err, cmd.Start()); err != nil {
		t.Fatal(err)
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	own, err := In(parent)
	if err != nil {
		t.Fatal(err)
	}
	if got := folders(t, parent); len(got) != 2 {
		t.Fatalf("a living process's folder is gone: %v, it said %s", got, line)
	}
	cmd.Process.Kill()
	cmd.Wait()
	next, err := In(parent)
	if err != nil {
		t.Fatal(err)
	}
	if got := folders(t, parent); len(got) != 2 || got[0] != own.path && got[1] != own.path {
		t.Errorf("after the kill there are %v", got)
	}
	if err := errors.Join(own.Close(), next.Close(), next.Close()); err != nil {
		t.Error(err)
	}
	if got := folders(t, parent); len(got) != 0 {
		t.Errorf("left: %v", got)
	}
}

// TestWhatIsNotOursStays: neither a link nor a folder of another name is taken
// for left behind.
func TestWhatIsNotOursStays(t *testing.T) {
	parent, outside := t.TempDir(), t.TempDir()
	if err := errors.Join(os.WriteFile(filepath.Join(outside, "kept"), nil, 0o666),
		os.Symlink(outside, filepath.Join(parent, prefix+"1")),
		os.MkdirAll(filepath.Join(parent, prefix+"settings", "kept"), 0o777)); err != nil {
		t.Fatal(err)
	}
	d, err := In(parent)
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	for _, kept := range []string{filepath.Join(outside, "kept"), filepath.Join(parent, prefix+"1"), filepath.Join(parent, prefix+"settings", "kept")} {
		if _, err := os.Stat(kept); err != nil {
			t.Error(err)
		}
	}
}

func TestWriteFileIsWholeOrNothing(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "out.csv")
	if err := os.WriteFile(path, []byte("old"), 0o600); err != nil {
		t.Fatal(err)
	}
	broken := errors.New("broken")
	if err := WriteFile(path, func(w io.Writer) error { io.WriteString(w, "half"); return broken }); !errors.Is(err, broken) {
		t.Errorf("got %v", err)
	}
	if b, _ := os.ReadFile(path); string(b) != "old" {
		t.Errorf("after an error the file holds %q", b)
	}
	if err := WriteFile(path, func(w io.Writer) error { _, err := io.WriteString(w, "new"); return err }); err != nil {
		t.Fatal(err)
	}
	if b, _ := os.ReadFile(path); string(b) != "new" {
		t.Errorf("the file holds %q", b)
	}
	if st, err := os.Stat(path); err != nil || runtime.GOOS != "windows" && st.Mode().Perm() != 0o600 {
		t.Errorf("the permissions are %v, %v", st.Mode(), err)
	}
	if got := folders(t, dir); len(got) != 0 {
		t.Errorf("left: %v", got)
	}
}
