package release

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// ErrForeign is returned for an output folder that holds something that is not
// of a release; nothing in it is touched.
var ErrForeign = errors.New("holds something else than a release")

// CheckFolder says, before any work is done, whether a release may be made in
// dir: one that is not there, is empty, or holds a release and nothing but what
// its manifest names. It wraps ErrForeign when dir holds anything else.
func CheckFolder(dir string) error {
	info, err := os.Lstat(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	if !info.IsDir() {
		return fmt.Errorf("%s: %w: it is not a folder", dir, ErrForeign)
	}
	files, err := listFiles(dir)
	if err != nil {
		return fmt.Errorf("%s: %w: %w", dir, ErrForeign, err)
	}
	if len(files) == 0 {
		entries, err := os.ReadDir(dir)
		if err != nil || len(entries) == 0 {
			return err
		}
		return fmt.Errorf("%s: %w: %s", dir, ErrForeign, entries[0].Name())
	}
	sums, err := readSums(dir)
	if errors.Is(err, ErrNoRelease) {
		return fmt.Errorf("%s: %w: %s", dir, ErrForeign, files[0])
	}
	if err != nil {
		return err
	}
	for _, f := range files {
		if f != SumsFile && f != SignatureFile && !slices.ContainsFunc(sums, func(s Sum) bool { return s.Path == f }) {
			return fmt.Errorf("%s: %w: %s is not in its %s", dir, ErrForeign, f, SumsFile)
		}
	}
	return nil
}

// same says whether dir already holds exactly the files of made. Only where the
// manifests are equal are they read, since that of dir is not trusted.
func same(ctx context.Context, dir string, made *folder) bool {
	manifest, _, err := sumFile(ctx, filepath.Join(dir, SumsFile))
	if err != nil || manifest != made.files[SumsFile].SHA256 {
		return false
	}
	there, err := fingerprint(ctx, dir)
	return err == nil && slices.Equal(there, made.sums())
}

// fingerprint digests every file, not trusting the manifest; a signature is
// made after the release and does not count.
func fingerprint(ctx context.Context, dir string) ([]Sum, error) {
	files, err := listFiles(dir)
	if err != nil {
		return nil, err
	}
	files = slices.DeleteFunc(files, func(f string) bool { return f == SignatureFile })
	sums := make([]Sum, len(files))
	var tasks []func(context.Context) error
	for i, f := range files {
		tasks = append(tasks, func(ctx context.Context) error {
			sum, _, err := sumFile(ctx, filepath.Join(dir, filepath.FromSlash(f)))
			sums[i] = Sum{f, sum}
			return err
		})
	}
	return sums, together(ctx, tasks...)
}

// publish puts the staged folder in the place of dir; what stood there is then
// in the stage, or gone. It reports whether anything changed: a release that is
// already there, byte for byte, stays.
func publish(ctx context.Context, made *folder, dir string) (changed bool, err error) {
	if same(ctx, dir, made) {
		return false, nil
	}
	return true, Publish(made.dir, dir)
}

// Publish puts a whole release folder in the place of dir in one step, its files
// on the disk and read-only; what stood in dir is then in the place of stage, or
// gone. It returns an error that wraps ErrForeign as CheckFolder does.
func Publish(stage, dir string) error {
	if err := CheckFolder(dir); err != nil { // it may have changed since the start
		return err
	}
	if err := finish(stage); err != nil {
		return err
	}
	if _, err := os.Lstat(dir); errors.Is(err, fs.ErrNotExist) {
		return os.Rename(stage, dir)
	}
	if exchanged, err := exchange(stage, dir); err != nil || exchanged {
		return err
	}
	return replace(stage, dir)
}

// replace is for systems that cannot exchange two folders: for a moment nothing
// stands under the name, but never half a release. The old one waits under a
// name that is not swept, so that no kill between can cost it.
func replace(stage, dir string) error {
	parent, name := filepath.Split(filepath.Clean(dir))
	old, err := os.MkdirTemp(parent, "."+strings.TrimPrefix(name, ".")+".old-")
	if err != nil {
		return err
	}
	old = filepath.Join(old, name)
	if err := os.Rename(dir, old); err != nil {
		return errors.Join(err, os.Remove(filepath.Dir(old)))
	}
	if err := os.Rename(stage, dir); err != nil {
		return errors.Join(err, os.Rename(old, dir))
	}
	return os.RemoveAll(filepath.Dir(old))
}

// finish brings the files of a stage to the disk and takes the leave to write to
// them. Some libraries change what they may write to by opening it (apsw's
// recommended settings switch a database to WAL), and then its checksum breaks.
// Folders stay writable, so that a release can be replaced and removed; so does
// the signature, which may be made anew.
func finish(dir string) error {
	return filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		if info, err := d.Info(); err != nil || info.Mode().Perm() == releasedMode {
			return err // of a release already
		}
		f, err := os.OpenFile(name, os.O_RDWR, 0)
		if err != nil {
			return err
		}
		if err := errors.Join(f.Sync(), f.Close()); err != nil || d.Name() == SignatureFile {
			return err
		}
		return os.Chmod(name, releasedMode)
	})
}

// releasedMode is how files of a release lie, in its folder and its zip.
const releasedMode fs.FileMode = 0o444
