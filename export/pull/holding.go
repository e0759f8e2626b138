package pull

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"dabao/export/release"
)

// holding is what a folder holds, by the bytes of its files.
type holding struct {
	dir       string
	manifest  []byte
	signature []byte
	list      *release.List     // nil where it is not the one the manifest names
	sums      map[string]string // the SHA-256 of each file that is there, by path
	at        map[string]string // a path on the disk, by SHA-256
}

func (h *holding) version() string {
	if h.list == nil {
		return ""
	}
	return h.list.Versions[0].Version
}

// inspect reads a folder that holds a release, a part of one, or nothing.
func inspect(ctx context.Context, dir string, step func(string, int64), passed func(int64)) (*holding, error) {
	h := &holding{dir: dir, sums: map[string]string{}, at: map[string]string{}}
	var err error
	if h.manifest, err = os.ReadFile(filepath.Join(dir, release.SumsFile)); errors.Is(err, fs.ErrNotExist) {
		return h, nil
	} else if err != nil {
		return nil, err
	}
	if h.signature, err = os.ReadFile(filepath.Join(dir, release.SignatureFile)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	var names []string
	var bytes int64
	err = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		rel, err := filepath.Rel(dir, path)
		if rel = filepath.ToSlash(rel); err != nil || rel == release.SumsFile || rel == release.SignatureFile {
			return err
		}
		info, err := d.Info()
		if err == nil {
			names, bytes = append(names, rel), bytes+info.Size()
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	step("checking what is there", bytes)
	for _, name := range names {
		path := filepath.Join(dir, filepath.FromSlash(name))
		sum, err := hashFile(ctx, path, passed)
		if err != nil {
			return nil, err
		}
		h.sums[name], h.at[sum] = sum, path
	}
	if list, err := release.ReadList(dir); err == nil {
		h.list = list
	}
	return h, nil
}

// hashFile is the SHA-256 of a file.
func hashFile(ctx context.Context, path string, passed func(int64)) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	h := sha256.New()
	buf := make([]byte, copyBytes)
	for {
		n, err := f.Read(buf)
		h.Write(buf[:n])
		passed(int64(n))
		if err == io.EOF {
			return hex.EncodeToString(h.Sum(nil)), nil
		}
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			return "", err
		}
	}
}

// copyBytes is how much is read at once.
const copyBytes = 256 << 10
