package release

import (
	"archive/zip"
	"errors"
	"io"
	"os"
	"path"
	"path/filepath"
	"slices"
	"time"

	"github.com/klauspost/compress/flate"
)

// packedAlready are the files that deflate would only copy.
var packedAlready = []string{".parquet", ".zst"}

// Zip writes a release as one archive, for hosts without folders: every file
// that the manifest names, and the manifest, sorted, under one folder called
// root. The same release gives the same bytes; the times in it are zip's
// earliest, 1980-01-01.
func Zip(w io.Writer, dir, root string) error {
	sums, err := readSums(dir)
	if err != nil {
		return err
	}
	names := []string{SumsFile}
	for _, s := range sums {
		names = append(names, s.Path)
	}
	if _, err := os.Lstat(filepath.Join(dir, SignatureFile)); err == nil {
		names = append(names, SignatureFile)
	}
	slices.Sort(names)
	z := zip.NewWriter(w)
	// The standard library's encoder may change with Go; this one is pinned.
	z.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) { return flate.NewWriter(w, 6) })
	for _, name := range names {
		if err := addToZip(z, dir, root, name); err != nil {
			return err
		}
	}
	return z.Close()
}

func addToZip(z *zip.Writer, dir, root, name string) error {
	h := &zip.FileHeader{Name: path.Join(root, name), Method: zip.Deflate, Modified: time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)}
	h.SetMode(releasedMode)
	if slices.Contains(packedAlready, path.Ext(name)) {
		h.Method = zip.Store
	}
	w, err := z.CreateHeader(h)
	if err != nil {
		return err
	}
	f, err := os.Open(filepath.Join(dir, filepath.FromSlash(name)))
	if err != nil {
		return err
	}
	_, err = io.Copy(w, f)
	return errors.Join(err, f.Close())
}
