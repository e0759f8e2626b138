package release

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"strings"

	"dabao/export/remote"
	"dabao/export/stage"
	"dabao/schema/store"
)

// maxUnpackRatio bounds what a file of an archive may grow to, in bytes for each
// packed one. A database packs to a fifth or so; deflate could reach 1032.
const maxUnpackRatio = 200

// maxArchived bounds the entries of an archive that is read: a shard a month and
// split of a thousand years is fewer.
const maxArchived = 100_000

// IsArchive reports whether a path is that of a release packed by Zip.
func IsArchive(path string) bool { return strings.EqualFold(filepath.Ext(path), ".zip") }

// OpenDatabase opens, for reading, the database at path, which may be a release
// folder or its archive, or the https address of a release or of a database,
// which is then read by ranges, see openAddress. What is unpacked lies in a passing folder beside the
// archive until the store is closed.
func OpenDatabase(ctx context.Context, path string) (*store.Store, error) {
	if remote.IsURL(path) {
		return openAddress(ctx, path)
	}
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		return openIn(ctx, path)
	}
	if !IsArchive(path) {
		return store.Open(ctx, path)
	}
	a, err := openArchive(path)
	if err != nil {
		return nil, err
	}
	defer a.Close()
	scratch, err := stage.Scratch(path, "")
	if err != nil {
		return nil, err
	}
	if err = a.unpack(ctx, DatabaseFile, scratch.Path(DatabaseFile)); err == nil {
		var s *store.Store
		if s, err = store.Open(ctx, scratch.Path(DatabaseFile)); err == nil {
			s.Lend(path, scratch.Close)
			return s, nil
		}
	}
	scratch.Close()
	return nil, fmt.Errorf("%s: %w", path, err)
}

// openIn opens the database of a folder.
func openIn(ctx context.Context, dir string) (*store.Store, error) {
	file := filepath.Join(dir, DatabaseFile)
	if _, err := os.Stat(file); err != nil {
		return nil, fmt.Errorf("%s is a folder and no release: it holds no %s: %w", dir, DatabaseFile, store.ErrNotDabao)
	}
	return store.Open(ctx, file)
}

// Unpack puts the files of a release archive that its manifest names, the
// manifest and the signature into the folder dir, which must be empty. Digests
// are left to Verify.
func Unpack(ctx context.Context, archive, dir string) error {
	a, err := openArchive(archive)
	if err != nil {
		return err
	}
	defer a.Close()
	names := []string{SumsFile}
	for _, s := range a.sums {
		names = append(names, s.Path)
	}
	if a.files[SignatureFile] != nil {
		names = append(names, SignatureFile)
	}
	for _, name := range names {
		if a.files[name] == nil {
			continue // Verify tells what is missing
		}
		to := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
			return err
		}
		if err := a.unpack(ctx, name, to); err != nil && !errors.Is(err, errOtherBytes) {
			return fmt.Errorf("%s: %w", archive, err)
		}
	}
	return nil
}

// archive is a zip with the files of one release in it, at the top or below one
// folder.
type archive struct {
	*zip.ReadCloser
	files map[string]*zip.File // by path in the release
	sums  []Sum
}

// HoldsRelease reports whether a file is the archive of a release, by what is in
// it: a manifest that can be read, and a database.
func HoldsRelease(name string) bool {
	a, err := openArchive(name)
	if err != nil {
		return false
	}
	defer a.Close()
	return a.files[DatabaseFile] != nil
}

func openArchive(name string) (a *archive, err error) {
	z, err := zip.OpenReader(name)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	a = &archive{ReadCloser: z, files: map[string]*zip.File{}}
	defer func() {
		if err != nil {
			z.Close()
			err = fmt.Errorf("%s: %w", name, err)
		}
	}()
	if len(z.File) > maxArchived {
		return nil, fmt.Errorf("it has %d files, and no release has over %d", len(z.File), maxArchived)
	}
	root, found := "", false
	for _, f := range z.File {
		if dir, base := path.Split(f.Name); base == SumsFile && strings.Count(dir, "/") <= 1 && !found {
			root, found = dir, true
		}
	}
	if !found {
		return nil, ErrNoRelease
	}
	for _, f := range z.File {
		if inside, ok := strings.CutPrefix(f.Name, root); ok && !strings.HasSuffix(f.Name, "/") {
			a.files[inside] = f
		}
	}
	var text bytes.Buffer
	if err := a.copy(context.Background(), SumsFile, &text); err != nil {
		return nil, err
	}
	a.sums, err = ParseSums(&text)
	return a, err
}

// copy writes a file out, as long as it grows no further than a release's would.
func (a *archive) copy(ctx context.Context, name string, w io.Writer) error {
	f := a.files[name]
	if f == nil {
		return fmt.Errorf("it holds no %s", name)
	}
	most := int64(f.CompressedSize64)*maxUnpackRatio + 1<<20
	r, err := f.Open()
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	defer r.Close()
	n, err := io.Copy(w, io.LimitReader(contextReader{ctx, r}, most+1))
	if err == nil && n > most {
		err = fmt.Errorf("it unpacks to more than %d times its size", maxUnpackRatio)
	}
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}

// errOtherBytes is returned for a file that is not the one of the manifest.
var errOtherBytes = errors.New("its bytes are not those of " + SumsFile)

// unpack makes the file to and holds it against the manifest.
func (a *archive) unpack(ctx context.Context, name, to string) error {
	f, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	h := sha256.New()
	if err := errors.Join(a.copy(ctx, name, io.MultiWriter(f, h)), f.Close()); err != nil {
		return err
	}
	for _, s := range a.sums {
		if s.Path == name && s.SHA256 != hex.EncodeToString(h.Sum(nil)) {
			return fmt.Errorf("%s: %w", name, errOtherBytes)
		}
	}
	return nil
}

// contextReader ends a long read when the run is interrupted.
type contextReader struct {
	ctx context.Context
	r   io.Reader
}

func (c contextReader) Read(p []byte) (int, error) {
	if err := c.ctx.Err(); err != nil {
		return 0, err
	}
	return c.r.Read(p)
}
