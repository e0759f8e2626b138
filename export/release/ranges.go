package release

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"dabao/export/remote"
	"dabao/export/site"
	"dabao/schema/store"
)

// openReleased opens the database of a release on a host, of the SHA-256 that its
// manifest states. The pages that every reader needs first come by one request,
// from the file of the release that holds them.
func openReleased(ctx context.Context, host *remote.Source, sums []Sum, sha256 string) (*store.Store, error) {
	type found struct {
		file *remote.File
		err  error
	}
	cache := openCache()
	var proven *proof
	if i := slices.IndexFunc(sums, func(s Sum) bool { return s.Path == BlocksFile }); i >= 0 {
		proven = proofFrom(ctx, host, sums[i].SHA256, cache)
		if !slices.ContainsFunc(sums, func(s Sum) bool { return s.Path == site.OpeningFile && cache.Kept(s.SHA256, maxOpeningPacked) != nil }) {
			go proven.get() // nothing of the release was read before, so blocks will come
		}
	}
	ready := make(chan found, 1)
	go func() {
		file, err := databaseAt(ctx, host, sums)
		ready <- found{file, err}
	}()
	opening, oerr := openingAt(ctx, host, sums, cache)
	f := <-ready
	if err := f.err; err != nil || oerr != nil {
		cache.Close()
		if err == nil {
			err = oerr
		}
		return nil, err
	}
	return openRanges(ctx, f.file, cache, sha256, opening, proven)
}

// Bounds on what opens a database: that of 100,000 articles has 90 kB packed.
const (
	maxOpeningPacked = 16 << 20
	maxOpening       = 64 << 20
)

// openingAt is the opening that the manifest names; nil where it names none, or
// there is none.
func openingAt(ctx context.Context, host *remote.Source, sums []Sum, cache *remote.Cache) ([]byte, error) {
	i := slices.IndexFunc(sums, func(s Sum) bool { return s.Path == site.OpeningFile })
	if i < 0 {
		return nil, nil
	}
	packed := cache.Kept(sums[i].SHA256, maxOpeningPacked)
	if sumOfBytes(packed) != sums[i].SHA256 {
		var err error
		packed, err = readSummed(ctx, host, site.OpeningFile, sums[i].SHA256, maxOpeningPacked)
		if remote.Missing(err) {
			return nil, nil
		}
		if err != nil {
			return nil, err
		}
		cache.Keep(sums[i].SHA256, packed)
	}
	z, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", host.Name(site.OpeningFile), err)
	}
	opening, err := io.ReadAll(io.LimitReader(z, maxOpening))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", host.Name(site.OpeningFile), err)
	}
	return opening, nil
}

// readSummed reads a file of a host whole, at most so many bytes, and refuses other
// bytes than the manifest names.
func readSummed(ctx context.Context, host *remote.Source, path, sum string, limit int64) ([]byte, error) {
	b, err := host.ReadAll(ctx, path, limit)
	if err == nil && sumOfBytes(b) != sum {
		return nil, fmt.Errorf("%s: its bytes are not those that %s names", host.Name(path), SumsFile)
	}
	return b, err
}

// openCache is the cache of this user; nil where there is none.
func openCache() *remote.Cache {
	folder, err := os.UserCacheDir()
	if err != nil {
		return nil
	}
	return remote.OpenCache(filepath.Join(folder, "dabao"), remote.CacheBytes)
}

// openRanges opens a file of a host as a database. What is known of its version
// goes into the key of the cache; the address does too, so that one host cannot
// put blocks under the name of another's file. opening may be empty, and proven
// nil.
func openRanges(ctx context.Context, file *remote.File, cache *remote.Cache, sha256 string, opening []byte, proven *proof) (*store.Store, error) {
	version := sha256
	if version == "" {
		version = file.Version()
	}
	kept := cache
	if version == "" {
		kept = nil
	}
	key := fmt.Sprintf("%s\n%s\n%d", file, version, file.Size())
	var prove func(int64, []byte) error
	if proven != nil {
		prove, key = proven.of(file), key+"\nproven"
	}
	var r io.ReaderAt = remote.NewBlocks(file, file.Size(), kept, key, prove)
	var err error
	if len(opening) > 0 {
		if r, err = store.WithOpening(r, opening); errors.Is(err, store.ErrOpening) {
			err = fmt.Errorf("%s: %w (%w)", file, remote.ErrChanged, err)
		}
	}
	var s *store.Store
	if err == nil {
		s, err = store.OpenAt(ctx, file.String(), r, file.Size())
	}
	if err != nil {
		cache.Close()
		return nil, err
	}
	s.Lend(file.String(), cache.Close)
	return s, nil
}
