package release

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"dabao/datasets"
	"dabao/schema"
	"dabao/schema/store"
)

// folder is a release under construction. It knows the digest of every file,
// taken while it was written. Several files may be written at once.
type folder struct {
	dir   string
	mu    sync.Mutex
	files map[string]file
}

func newFolder(dir string) *folder { return &folder{dir: dir, files: map[string]file{}} }

// file is one file of the folder with its size.
type file struct {
	Sum
	bytes int64
}

// path is where a file lies.
func (f *folder) path(name string) string { return filepath.Join(f.dir, filepath.FromSlash(name)) }

// write makes one file, and its folder.
func (f *folder) write(name string, write func(io.Writer) error) error {
	path := f.path(name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	made, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o644)
	if err != nil {
		return err
	}
	out := &digester{w: made, sum: sha256.New()}
	if err := errors.Join(write(out), made.Close()); err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	f.note(name, hex.EncodeToString(out.sum.Sum(nil)), out.bytes)
	return nil
}

func (f *folder) writeBytes(name string, b []byte) error {
	return f.write(name, func(w io.Writer) error {
		_, err := w.Write(b)
		return err
	})
}

// writeText is writeBytes for text that people read in an editor or a terminal:
// what a database of unknown origin says of itself may steer neither.
func (f *folder) writeText(name, text string) error {
	return f.writeBytes(name, []byte(withoutControls(text)))
}

func withoutControls(s string) string {
	return strings.Map(func(r rune) rune {
		if schema.Control(r) || r == '\r' {
			return -1
		}
		return r
	}, s)
}

// adopt takes in a file that was written to its path in another way.
func (f *folder) adopt(ctx context.Context, name string) error {
	sum, bytes, err := sumFile(ctx, f.path(name))
	if err == nil {
		f.note(name, sum, bytes)
	}
	return err
}

func (f *folder) note(name, sum string, bytes int64) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.files[name] = file{Sum{name, sum}, bytes}
}

func (f *folder) remove(name string) error {
	f.mu.Lock()
	delete(f.files, name)
	f.mu.Unlock()
	return os.Remove(f.path(name))
}

// size is how many bytes a file has that was written.
func (f *folder) size(name string) int64 {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.files[name].bytes
}

// list gives every file by its path.
func (f *folder) list() []file {
	f.mu.Lock()
	defer f.mu.Unlock()
	var all []file
	for _, one := range f.files {
		all = append(all, one)
	}
	slices.SortFunc(all, func(a, b file) int { return cmp.Compare(a.Path, b.Path) })
	return all
}

// origins are the files that a release is made from, by the keys under which
// table dataset states their SHA-256. They follow from nothing else in it.
var origins = []struct{ key, file string }{{store.RecipeKey, datasets.FileName}, {store.InputsLockKey, lockFileName}}

// stateOrigins puts into dataset what the release is made from, and takes out
// what it was made from before.
func (f *folder) stateOrigins(dataset map[string]string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, o := range origins {
		delete(dataset, o.key)
		if one, made := f.files[o.file]; made {
			dataset[o.key] = one.SHA256
		}
	}
}

func (f *folder) sums() []Sum {
	var sums []Sum
	for _, one := range f.list() {
		sums = append(sums, one.Sum)
	}
	return sums
}

// digester hands bytes on, digests and counts them.
type digester struct {
	w     io.Writer
	sum   hash.Hash
	bytes int64
}

func (d *digester) Write(p []byte) (int, error) {
	n, err := d.w.Write(p)
	d.sum.Write(p[:n])
	d.bytes += int64(n)
	return n, err
}
