package store_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"dabao/schema"
	"dabao/schema/store"
)

// failing reads like a file whose host goes away after some reads.
type failing struct {
	io.ReaderAt
	left int
}

var errGone = errors.New("the host went away")

func (f *failing) ReadAt(p []byte, off int64) (int, error) {
	if f.left--; f.left < 0 {
		return 0, errGone
	}
	return f.ReaderAt.ReadAt(p, off)
}

func TestOpenAtReadsAsAFile(t *testing.T) {
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), "a.db")
	var all []schema.Reading
	for i := range 50 {
		all = append(all, reading(fmt.Sprint(i), fmt.Sprintf("https://example.org/%d", i), fmt.Sprintf("標題 %d", i), strings.Repeat("核酸檢測。", 400), ""))
	}
	put(t, path, all...)
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	near, err := store.Open(ctx, path)
	if err != nil {
		t.Fatal(err)
	}
	defer near.Close()
	far, err := store.OpenAt(ctx, "https://host.example/a.db", bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	want, err := near.Search(ctx, store.SearchQuery{Text: "核酸检测"})
	if err != nil {
		t.Fatal(err)
	}
	got, err := far.Search(ctx, store.SearchQuery{Text: "核酸检测"})
	if err != nil || len(got) != 20 || !reflect.DeepEqual(got, want) {
		t.Errorf("from afar %d hits, %v", len(got), err)
	}
	// A sort that takes a temporary file elsewhere has none here.
	sorted, err := ask(far, "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200000) SELECT count(*) AS n FROM (SELECT i FROM n ORDER BY hex(i * 7919 % 100003))", time.Minute)
	if err != nil || sorted != "n:text|\n[200000]" {
		t.Errorf("a large sort gives %.100q, %v", sorted, err)
	}
	if err := far.Close(); err != nil {
		t.Error(err)
	}
}

// slow reads like a host that stands still.
type slow struct {
	io.ReaderAt
	stands atomic.Bool
}

func (s *slow) ReadAt(p []byte, off int64) (int, error) {
	if s.stands.Load() {
		time.Sleep(20 * time.Second)
	}
	return s.ReaderAt.ReadAt(p, off)
}

// A question ends in time though the host stands still, and the next is answered.
func TestOpenAtEndsInTime(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.db")
	put(t, path, reading("1", "https://example.org/1", "標題", strings.Repeat("核酸檢測。", 9000), ""))
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	r := &slow{ReaderAt: bytes.NewReader(b)}
	s, err := store.OpenAt(context.Background(), "far", r, int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	r.stands.Store(true)
	if got, err := ask(s, "SELECT count(text) AS n FROM articles", 50*time.Millisecond); !errors.Is(err, store.ErrTooLong) {
		t.Errorf("a host that stands still gives %q, %v", got, err)
	}
	r.stands.Store(false)
	if got, err := ask(s, "SELECT count(text) AS n FROM articles", time.Minute); err != nil || got != "n:text|\n[1]" {
		t.Errorf("afterwards it gives %q, %v", got, err)
	}
}

func TestOpenAtTellsWhy(t *testing.T) {
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), "a.db")
	put(t, path, reading("1", "https://example.org/1", "標題", strings.Repeat("核酸檢測。", 9000), ""))
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	wal := bytes.Clone(b)
	wal[18], wal[19] = 2, 2
	for name, c := range map[string]struct {
		bytes []byte
		want  error
	}{"page.html": {[]byte("<!doctype html>"), store.ErrNotDabao}, "empty": {nil, store.ErrNotDabao}, "wal.db": {wal, store.ErrInWAL}} {
		if _, err := store.OpenAt(ctx, name, bytes.NewReader(c.bytes), int64(len(c.bytes))); !errors.Is(err, c.want) || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: %v", name, err)
		}
	}
	// The host's error comes out, whenever it comes.
	for reads := range 100 {
		r := &failing{bytes.NewReader(b), reads}
		s, err := store.OpenAt(ctx, "far", r, int64(len(b)))
		if err == nil {
			_, err = s.Search(ctx, store.SearchQuery{Text: "核酸檢測"})
			s.Close()
		}
		if r.left >= 0 {
			return
		}
		if !errors.Is(err, errGone) {
			t.Fatalf("after %d reads: %v", reads, err)
		}
	}
	t.Error("100 reads were not enough")
}
