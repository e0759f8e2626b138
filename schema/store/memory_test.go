package store_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"dabao/schema/store"
)

// TestMemoryIsLimited runs itself as a process, since the limit is a process's:
// a sort in memory that needs more ends with an error, and the next question is
// answered.
func TestMemoryIsLimited(t *testing.T) {
	const variable = "DABAO_TEST_MEMORY"
	path := os.Getenv(variable)
	if path == "" {
		path = filepath.Join(t.TempDir(), "a.db")
		put(t, path, reading("1", "https://example.org/1", "標題", "核酸檢測。", ""))
		cmd := exec.Command(os.Args[0], "-test.run", "^TestMemoryIsLimited$", "-test.v")
		cmd.Env = append(os.Environ(), variable+"="+path)
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Errorf("%v\n%s", err, out)
		}
		return
	}
	if err := store.LimitMemory(24 << 20); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	s, err := store.OpenAt(context.Background(), "far", bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	sort := func(rows string) string {
		return "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " + rows + ") SELECT count(*) AS n FROM (SELECT i FROM n ORDER BY hex(i * 7919 % 100003))"
	}
	if got, err := ask(s, sort("1000000"), time.Minute); !errors.Is(err, store.ErrTooLarge) {
		t.Errorf("a sort of 1,000,000 rows in 24 MB gives %q, %v", got, err)
	}
	if got, err := ask(s, sort("1000"), time.Minute); err != nil || got != "n:text|\n[1000]" {
		t.Errorf("afterwards a sort of 1,000 gives %q, %v", got, err)
	}
}
