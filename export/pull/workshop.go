package pull

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"dabao/export/stage"
)

// workshop is the folder beside a release in which files lie, each under its
// SHA-256, until all are there. What is on its way ends in ".part". Nothing that
// a host says is part of a name.
type workshop struct {
	dir  *stage.Dir // nil for one that is only looked at
	path string
	have map[string]bool // by SHA-256, whole and checked
}

const (
	workshopName = "pull"
	partSuffix   = ".part"
	madeFolder   = "made"    // what is made lies here until it is checked
	wholeFolder  = "release" // the folder that is to be published
)

var digestName = regexp.MustCompile(`^[0-9a-f]{64}$`)

// openWorkshop opens the workshop for dir, and checks what an earlier run left.
func openWorkshop(ctx context.Context, dir string) (*workshop, error) {
	if err := os.MkdirAll(filepath.Dir(filepath.Clean(dir)), 0o777); err != nil {
		return nil, err
	}
	kept, err := stage.Keep(dir, workshopName)
	if err != nil {
		return nil, err
	}
	w := &workshop{dir: kept, path: kept.Path("")}
	if err := w.takeUp(ctx); err != nil {
		return nil, errors.Join(err, w.leave())
	}
	return w, nil
}

// peekWorkshop is what an earlier run left, unchanged.
func peekWorkshop(ctx context.Context, dir string) (*workshop, error) {
	path, err := stage.KeptAt(dir, workshopName)
	if err != nil {
		return nil, err
	}
	w := &workshop{path: path}
	return w, w.check(ctx, func(string) error { return nil })
}

// removeUnheld takes a workshop away that no run is at.
func removeUnheld(dir, path string) error {
	if _, err := os.Lstat(path); err != nil {
		return nil
	}
	kept, err := stage.Keep(dir, workshopName)
	if errors.Is(err, stage.ErrHeld) {
		return nil
	}
	if err != nil {
		return err
	}
	return kept.Close()
}

// takeUp brings back what an earlier run had put together, and drops what is
// not what it is called.
func (w *workshop) takeUp(ctx context.Context) error {
	root := filepath.Join(w.path, wholeFolder)
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		sum, err := hashFile(ctx, path, func(int64) {})
		if err != nil {
			return err
		}
		return os.Rename(path, w.file(sum))
	})
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := errors.Join(os.RemoveAll(root), os.RemoveAll(filepath.Join(w.path, madeFolder))); err != nil {
		return err
	}
	return w.check(ctx, os.Remove)
}

// check hashes the whole files; drop is called for one that is another.
func (w *workshop) check(ctx context.Context, drop func(string) error) error {
	w.have = map[string]bool{}
	entries, err := os.ReadDir(w.path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	for _, e := range entries {
		if !digestName.MatchString(e.Name()) || !e.Type().IsRegular() {
			continue
		}
		sum, err := hashFile(ctx, w.file(e.Name()), func(int64) {})
		if err != nil {
			return err
		}
		if w.have[sum] = sum == e.Name(); !w.have[sum] {
			delete(w.have, sum)
			if err := drop(w.file(e.Name())); err != nil {
				return err
			}
		}
	}
	return nil
}

// file is where a whole file lies.
func (w *workshop) file(sum string) string { return filepath.Join(w.path, sum) }

// part is where a file on its way lies.
func (w *workshop) part(sum string) string { return w.file(sum) + partSuffix }

// started is how many bytes of a file are there.
func (w *workshop) started(sum string, size int64) int64 {
	info, err := os.Stat(w.part(sum))
	if err != nil || info.Size() > size {
		return 0
	}
	return info.Size()
}

// adopt takes in a whole file whose digest is known.
func (w *workshop) adopt(path, sum string) error {
	if err := os.Rename(path, w.file(sum)); err != nil {
		return err
	}
	w.have[sum] = true
	return nil
}

// leave keeps what is there for the next run.
func (w *workshop) leave() error {
	os.Remove(w.path) // where nothing is there
	return w.dir.Leave()
}

func (w *workshop) close() error { return w.dir.Close() }

// shown is where the workshop is, for messages.
func (w *workshop) shown() string { return strings.TrimRight(w.path, string(filepath.Separator)) }

// kept tells where the bytes are that an error left behind.
func (w *workshop) kept(err error) error {
	if entries, rerr := os.ReadDir(w.path); err == nil || rerr == nil && len(entries) == 0 {
		return err
	}
	return fmt.Errorf("%w\nwhat was taken is kept in %s: the same command goes on from there", err, w.shown())
}
