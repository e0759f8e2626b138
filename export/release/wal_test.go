package release

import (
	"context"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"dabao/schema/store"
)

// TestFilesOfAReleaseAreReadOnly, and it can be replaced and removed all the same.
func TestFilesOfAReleaseAreReadOnly(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "out")
	src := database(t, readings(20))
	for _, o := range []Options{demoOptions(t, ""), demoOptions(t, shares)} {
		if r, err := Build(context.Background(), src, dir, o); err != nil || !r.Changed {
			t.Fatalf("got %+v, %v", r, err)
		}
		if err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			info, err := d.Info()
			if want := fs.FileMode(0o444); err == nil && !d.IsDir() && info.Mode().Perm() != want {
				t.Errorf("%s has the mode %v, want %v", path, info.Mode(), want)
			}
			return err
		}); err != nil {
			t.Fatal(err)
		}
	}
	if v := verify(t, dir); !v.OK() {
		t.Errorf("got %q", v.Differences)
	}
	if err := os.RemoveAll(dir); err != nil {
		t.Error(err)
	}
}

// TestVerifyNamesWAL: a program that may write to a released database and
// switches it to WAL, as apsw's recommended settings do, is named as the cause,
// and looking at such a file leaves nothing beside it.
func TestVerifyNamesWAL(t *testing.T) {
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("there is no python3 to switch the database")
	}
	dir := filepath.Join(t.TempDir(), "out")
	build(t, database(t, readings(20)), dir, demoOptions(t, ""))
	path := filepath.Join(dir, DatabaseFile)
	python3 := func(code string) {
		t.Helper()
		if out, err := exec.Command(python, "-c", "import sqlite3, sys\ndb = sqlite3.connect(sys.argv[1])\n"+code+"\ndb.close()", path).CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
	}
	python3("assert db.execute('PRAGMA journal_mode=WAL').fetchone()[0] == 'wal'")
	want := "articles.db: " + switchedToWAL
	for range 2 { // once more for what the first left
		v := verify(t, dir)
		if len(v.Differences) != 1 || v.Differences[0].String() != want {
			t.Fatalf("got %q, want %q", v.Differences, want)
		}
	}
	v, err := VerifyDatabase(context.Background(), path, "")
	if err != nil || len(v.Differences) != 1 || v.Differences[0].String() != want {
		t.Errorf("the file alone: got %+v, %v", v, err)
	}
	python3("db.execute(\"UPDATE dataset SET value = 'x' WHERE key = 'title'\"); db.commit()")
	if v := verify(t, dir); len(v.Differences) < 2 || !strings.Contains(v.Differences[0].String(), "WAL") {
		t.Errorf("a change behind the switch is told no more: %q", v.Differences)
	}
	python3("assert db.execute('PRAGMA journal_mode=DELETE').fetchone()[0] == 'delete'")
	if wal, err := store.InWAL(path); err != nil || wal {
		t.Errorf("after the mend: %t, %v", wal, err)
	}
}
