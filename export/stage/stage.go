// Package stage is where unfinished work lies: a hidden folder of its own beside
// what it will become, so that one rename finishes it and nobody sees half of
// it. Two runs never share one, whatever they are asked to make.
//
// A folder is held by a lock that goes with the process, whatever becomes of
// it. So what a killed run left behind can be told from what another is working
// in, and goes when the next folder is made beside it.
package stage

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"syscall"
)

// prefix begins the name of every folder; digits follow.
const prefix = ".dabao-work-"

// Dir is a folder to work in. Only its maker uses it, until Close.
type Dir struct {
	path  string
	held  io.Closer    // nil where the file system has no such locks
	files atomic.Int64 // names for WriteFile
}

// Beside makes a folder in that of target, which need not be there.
func Beside(target string) (*Dir, error) {
	d, err := In(filepath.Dir(filepath.Clean(target)))
	if err != nil {
		return nil, fmt.Errorf("cannot work beside %s: %w", target, err)
	}
	return d, nil
}

// In makes a folder in parent, and takes away those there that no living
// process holds.
func In(parent string) (*Dir, error) {
	sweep(parent)
	for {
		path, err := os.MkdirTemp(parent, prefix+"*")
		if err != nil {
			return nil, err
		}
		held, err := hold(path)
		if errors.Is(err, errGone) {
			continue // swept before it was held
		}
		return &Dir{path: path, held: held}, err
	}
}

// Scratch makes a folder for work that leaves no result: in parent, or where
// that is empty beside target, or where nothing may be written there in the
// folder that the system has for such files.
func Scratch(target, parent string) (*Dir, error) {
	if parent != "" {
		return In(parent)
	}
	d, err := Beside(target)
	if errors.Is(err, fs.ErrPermission) || errors.Is(err, syscall.EROFS) {
		return In(os.TempDir())
	}
	return d, err
}

// errGone is returned by hold for a folder that is held by another or no more.
var errGone = errors.New("held by another process")

// Path is where a file of the folder lies.
func (d *Dir) Path(name string) string { return filepath.Join(d.path, name) }

// Close removes the folder with all that is left in it. It is safe to call it
// twice.
func (d *Dir) Close() error {
	err := os.RemoveAll(d.path)
	if d.held != nil {
		d.held.Close()
		d.held = nil
	}
	return err
}

// NoRoom says of an error for want of room where that is, and about how many
// bytes are wanted.
func (d *Dir) NoRoom(err error, want int64) error {
	return fmt.Errorf("no room for work files in %s, where about %d MB are wanted: %w", filepath.Dir(d.path), (want+1<<20-1)>>20, err)
}

// sweep takes away what killed runs left. That it cannot is no reason not to
// work: the next one tries again.
func sweep(parent string) {
	entries, err := os.ReadDir(parent)
	if err != nil {
		return
	}
	for _, e := range entries {
		digits, ok := strings.CutPrefix(e.Name(), prefix)
		if !ok || !e.IsDir() || digits == "" || strings.Trim(digits, "0123456789") != "" {
			continue
		}
		path := filepath.Join(parent, e.Name())
		if held, err := hold(path); err == nil && held != nil {
			os.RemoveAll(path)
			held.Close()
		}
	}
}

// WriteFile makes or replaces the file at path, whole or not at all, with the
// permissions it had or else those of a new file.
func WriteFile(path string, write func(io.Writer) error) error {
	d, err := Beside(path)
	if err != nil {
		return err
	}
	defer d.Close()
	return d.WriteFile(path, write)
}

// WriteFile is like the function, for a folder that stands beside path already.
// It may be called by several at once.
func (d *Dir) WriteFile(path string, write func(io.Writer) error) error {
	name := d.Path(fmt.Sprintf("file-%d", d.files.Add(1)))
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return err
	}
	defer os.Remove(name) // gone already when all went well
	if st, serr := os.Stat(path); serr == nil {
		err = f.Chmod(st.Mode().Perm())
	} else if !errors.Is(serr, fs.ErrNotExist) {
		err = serr
	}
	if err == nil {
		err = write(f)
	}
	if err == nil {
		err = f.Sync()
	}
	if err := errors.Join(err, f.Close()); err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	return os.Rename(name, path)
}
