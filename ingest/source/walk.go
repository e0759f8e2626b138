package source

import (
	"context"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"

	"dabao/ingest/intake"
	"dabao/schema"
)

// file is one thing a walk met: a file to read, or why it is not read.
type file struct {
	fs, uri string
	info    fs.FileInfo // nil for standard input
	root    string      // the part of uri that is the folder a person named, with its slash
	from    from        // where it is from, if the folder says
	named   bool        // by a person, not met in a folder or by a pattern
	skip    intake.Kind
	err     error // why it cannot be read
}

// walk visits the files below its roots, each folder in byte order of the
// names. It keeps one list of names for each folder it is in, never of all.
type walk struct {
	ctx      context.Context
	explicit map[string]bool // files with a root of their own: not met again in a folder
	share    Share
	visit    func(file) bool // false ends the walk
	root     string          // with its slash: see file
	httrack  *httrack        // the innermost such folder we are in
	stopped  bool
}

// all walks every root; its error is that of the context.
func (w *walk) all(rs []root) error {
	for _, r := range rs {
		switch {
		case r.fs == stdinPath:
			w.give(file{fs: r.fs, uri: r.uri})
		case r.dir:
			if w.root = ""; r.uri != "." {
				w.root = r.uri + "/"
			}
			w.folder(r.fs, r.uri)
			w.root = ""
		default:
			w.one(r.fs, r.uri, r.glob, os.Stat)
		}
		if err := w.ctx.Err(); err != nil {
			return err
		}
		if w.stopped {
			return nil
		}
	}
	return nil
}

func (w *walk) give(f file) {
	if !w.stopped && w.share.holds(f.uri) && !w.visit(f) {
		w.stopped = true
	}
}

func (w *walk) folder(dir, uri string) {
	names, err := readNames(dir)
	if err != nil {
		w.give(file{fs: dir, uri: uri, err: err})
		return
	}
	here := httrackOf(dir, uri, names)
	if here != nil {
		outer := w.httrack
		w.httrack = here
		defer func() { w.httrack = outer }()
	}
	for _, n := range names {
		if w.stopped || w.ctx.Err() != nil {
			return
		}
		child := path.Join(uri, n)
		if w.explicit[child] {
			continue
		}
		k := passedOver(n)
		if k == "" && here != nil {
			k = here.skip(n)
		}
		if k != "" {
			w.give(file{uri: child, skip: k})
			continue
		}
		w.one(filepath.Join(dir, n), child, true, os.Lstat)
	}
}

// one looks at a path before opening it, so that no FIFO is ever waited on.
// What is found in passing and not read is a skip.
func (w *walk) one(fsPath, uri string, found bool, stat func(string) (fs.FileInfo, error)) {
	info, err := stat(fsPath)
	f := file{fs: fsPath, uri: uri, info: info, named: !found, root: w.root}
	if w.httrack != nil {
		f.from = w.httrack.of(uri)
	}
	switch {
	case err != nil:
		f.err = err
	case info.IsDir():
		w.folder(fsPath, uri)
		return
	case info.Mode()&fs.ModeSymlink != 0:
		f.skip = intake.Symlink
	case !info.Mode().IsRegular():
		f.skip = intake.SpecialFile
	case !known(fsPath, uri):
		if f.skip = intake.UnknownExtension; f.named {
			f.skip, f.err = "", intake.Problemf(schema.Unsupported, "unknown kind of file; known are %s", Extensions)
		}
	}
	w.give(f)
}

// readNames lists a folder in byte order. Names alone are kept: a folder of a
// million files costs some tens of megabytes.
func readNames(dir string) ([]string, error) {
	d, err := os.Open(dir)
	if err != nil {
		return nil, err
	}
	defer d.Close()
	names, err := d.Readdirnames(-1)
	if err != nil {
		return nil, err
	}
	slices.Sort(names)
	return names, nil
}

// openRegular opens a file that lstat called regular, and makes sure that it
// still is: O_NONBLOCK keeps a FIFO put in its place from holding us up.
func openRegular(name string) (*os.File, error) {
	f, err := os.OpenFile(name, os.O_RDONLY|nonblock, 0)
	if err != nil {
		return nil, err
	}
	info, err := f.Stat()
	if err == nil && !info.Mode().IsRegular() {
		err = &fs.PathError{Op: "open", Path: name, Err: fs.ErrInvalid}
	}
	if err != nil {
		f.Close()
		return nil, err
	}
	return f, nil
}
