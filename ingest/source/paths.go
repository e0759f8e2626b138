package source

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/bmatcuk/doublestar/v4"

	"dabao/ingest/intake"
)

// What can be wrong with the paths themselves. All of these come before
// anything is read.
var (
	ErrNotFound    = errors.New("no such file or folder")
	ErrNothing     = errors.New("nothing to read")
	ErrUnsupported = errors.New("unknown kind of file")
)

// root is one path to read: a file, or a folder to walk.
type root struct {
	fs   string // as the system opens it
	uri  string // as the data names it, not escaped
	dir  bool
	glob bool // found by a pattern: a file of unknown kind is a skip, not an error
}

const stdinPath = "-"

// roots finds what the paths stand for: globs expanded, each file once, in
// byte order of the uri with standard input last.
func (in Input) roots() ([]root, error) {
	var all []root
	for _, p := range in.Paths {
		rs, err := in.resolve(p)
		if err != nil {
			return nil, err
		}
		all = append(all, rs...)
	}
	slices.SortStableFunc(all, func(a, b root) int {
		if a, b := a.fs == stdinPath, b.fs == stdinPath; a != b {
			if a {
				return 1
			}
			return -1
		}
		if c := strings.Compare(a.uri, b.uri); c != 0 {
			return c
		}
		// Of two that name one file, the explicit one stays.
		if a.glob != b.glob && !a.glob {
			return -1
		}
		return 0
	})
	all = slices.CompactFunc(all, func(a, b root) bool { return a.uri == b.uri })
	return dropCovered(all), nil
}

// dropCovered removes folders below another folder of the list, and files
// there that the walk of that folder would take anyway.
func dropCovered(all []root) []root {
	var dirs []string
	for _, r := range all {
		if r.dir {
			dirs = append(dirs, r.uri)
		}
	}
	return slices.DeleteFunc(all, func(r root) bool {
		if r.fs == stdinPath || !r.dir && !r.glob {
			return false
		}
		return slices.ContainsFunc(dirs, func(d string) bool { return r.uri != d && below(r.uri, d) })
	})
}

func below(uri, dir string) bool {
	if dir == "." {
		return !strings.HasPrefix(uri, "../") && uri != ".."
	}
	return strings.HasPrefix(uri, strings.TrimSuffix(dir, "/")+"/")
}

func (in Input) resolve(p string) ([]root, error) {
	if p == stdinPath {
		return []root{{fs: stdinPath, uri: stdinPath}}, nil
	}
	if p == "" {
		return nil, fmt.Errorf("%q: %w", p, ErrNotFound)
	}
	r, err := in.locate(p)
	if err == nil {
		r.glob = in.Found
		return []root{r}, nil
	}
	if !errors.Is(err, fs.ErrNotExist) || !strings.ContainsAny(p, "*?[{") {
		return nil, err
	}
	dir, pattern := doublestar.SplitPattern(filepath.ToSlash(p))
	names, err := doublestar.Glob(os.DirFS(in.onDisk(filepath.FromSlash(dir))), pattern)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", intake.EscapeName(p), err)
	}
	var out []root
	for _, n := range names {
		r, err := in.locate(filepath.Join(filepath.FromSlash(dir), filepath.FromSlash(n)))
		if err != nil {
			continue // gone again, or a link to nowhere
		}
		r.glob = true
		out = append(out, r)
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("%s: %w", intake.EscapeName(p), ErrNotFound)
	}
	return out, nil
}

// locate looks at one path. A link is followed here, where a person named it.
func (in Input) locate(p string) (root, error) {
	info, err := os.Stat(in.onDisk(p))
	if errors.Is(err, fs.ErrNotExist) {
		return root{}, fmt.Errorf("%s: %w", intake.EscapeName(p), notFound{})
	}
	if err != nil {
		return root{}, fmt.Errorf("%s: %w", intake.EscapeName(p), intake.AsProblem(err))
	}
	uri, err := in.name(p)
	return root{fs: in.onDisk(p), uri: uri, dir: info.IsDir()}, err
}

// notFound is both ErrNotFound and what the file system calls it.
type notFound struct{}

func (notFound) Error() string        { return ErrNotFound.Error() }
func (notFound) Is(target error) bool { return target == ErrNotFound || target == fs.ErrNotExist }

// onDisk is where the system finds a path that is relative to Base.
func (in Input) onDisk(p string) string {
	if filepath.IsAbs(p) {
		return filepath.Clean(p)
	}
	return filepath.Join(in.Base, p)
}

// name is the uri of a path: slash-separated and relative to Base.
func (in Input) name(p string) (string, error) {
	if filepath.IsAbs(p) {
		base, err := filepath.Abs(in.Base)
		if err != nil {
			return "", err
		}
		rel, err := filepath.Rel(base, p)
		if err != nil {
			// Another volume: what is left without it is relative too.
			rel = strings.TrimLeft(strings.TrimPrefix(p, filepath.VolumeName(p)), `/\`)
		}
		p = rel
	}
	return filepath.ToSlash(filepath.Clean(p)), nil
}

// Size looks, without opening a file, at what Documents would read: how many
// files of a known kind there are and how many bytes they hold as stored.
// Standard input counts as one file of no known size. Its errors are those of
// the paths: ErrNotFound, ErrUnsupported, ErrNothing.
func Size(ctx context.Context, in Input) (files int, bytes int64, err error) {
	rs, err := in.roots()
	if err != nil {
		return 0, 0, err
	}
	if err := check(rs); err != nil {
		return 0, 0, err
	}
	w := &walk{ctx: ctx, explicit: explicitOf(rs), share: in.Share}
	w.visit = func(f file) bool {
		if f.fs == stdinPath {
			files++
		} else if f.skip == "" && f.err == nil {
			files++
			bytes += f.info.Size()
		}
		return true
	}
	if err := w.all(rs); err != nil {
		return 0, 0, err
	}
	return files, bytes, nil
}

// check refuses paths below which there is no file of a known kind at all. One
// file of an unknown kind among others is a reject when its turn comes.
func check(rs []root) error {
	found := false
	var unknown error // of the first that was named
	for _, r := range rs {
		if r.dir || r.fs == stdinPath {
			found = found || !r.dir
			continue
		}
		info, err := os.Stat(r.fs)
		if err != nil {
			found = true // to be rejected by name
			continue
		}
		if !info.Mode().IsRegular() {
			if r.glob {
				continue
			}
			return fmt.Errorf("%s: %w: neither a file nor a folder; give a stream as \"-\"", intake.EscapeName(r.uri), ErrUnsupported)
		}
		if known(r.fs, r.uri) {
			found = true
		} else if !r.glob && unknown == nil {
			unknown = fmt.Errorf("%s: %w; known are %s", intake.EscapeName(r.uri), ErrUnsupported, Extensions)
		}
	}
	if found {
		return nil
	}
	w := &walk{ctx: context.Background()}
	w.visit = func(f file) bool {
		found = found || f.skip == ""
		return !found
	}
	if err := w.all(slices.DeleteFunc(slices.Clone(rs), func(r root) bool { return !r.dir })); err != nil {
		return err
	}
	if !found && unknown != nil {
		return unknown
	}
	if !found {
		names := make([]string, len(rs))
		for i, r := range rs {
			names[i] = intake.EscapeName(r.uri)
		}
		return fmt.Errorf("%s: %w; known are %s", strings.Join(names, ", "), ErrNothing, Extensions)
	}
	return nil
}

// known tells whether a file is of a kind that is read, asking its first bytes
// where the name leaves it open.
func known(path, uri string) bool {
	p, ok := promiseOf(uri)
	if !ok || p.format != intake.Unknown {
		return ok
	}
	f, err := openRegular(path)
	if err != nil {
		return true // to be rejected by name
	}
	defer f.Close()
	head := make([]byte, intake.HeadBytes)
	n, _ := f.ReadAt(head, 0)
	return intake.Sniff(head[:n]) != intake.Unknown || intake.CodecOf(head[:n]) != intake.Plain
}

func explicitOf(rs []root) map[string]bool {
	m := make(map[string]bool)
	for _, r := range rs {
		if !r.dir {
			m[r.uri] = true
		}
	}
	return m
}
