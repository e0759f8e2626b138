package release

import (
	"bufio"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"dabao/schema"
)

// The manifest and the signature over it, which stand outside of it, and the
// database.
const (
	DatabaseFile  = "articles.db"
	SumsFile      = "SHA256SUMS"
	SignatureFile = "SHA256SUMS.minisig"
)

// Sum is one line of the manifest: "sha256  path", as sha256sum -c reads it.
type Sum struct {
	Path   string `json:"path"`   // slash-separated, relative to the folder
	SHA256 string `json:"sha256"` // 64 hex digits
}

// Bounds of the manifest that is read: MaxSums in bytes, maxFiles in lines, of
// some 100 bytes each. A shard a month and split of a thousand years is fewer.
const (
	MaxSums  = 64 << 20
	maxFiles = 100_000
)

var sumLine = regexp.MustCompile(`^([0-9a-f]{64}) [ *](.+)$`)

// ParseSums reads a manifest. A path that is absolute, hidden, leads out of the
// folder, is not in its plainest form, is named twice, also where letters are not
// told from capitals, or goes through another that is a file is an error that
// names it; so is a manifest that is longer than any release's.
func ParseSums(r io.Reader) ([]Sum, error) {
	var sums []Sum
	seen := map[string]bool{}
	limited := &io.LimitedReader{R: r, N: MaxSums + 1}
	in := bufio.NewScanner(limited)
	for n := 1; in.Scan(); n++ {
		if n > maxFiles {
			return nil, fmt.Errorf("%s: it names over %d files, and no release has as many", SumsFile, maxFiles)
		}
		m := sumLine.FindStringSubmatch(in.Text())
		if m == nil {
			return nil, fmt.Errorf("%s: line %d is not a digest and a path", SumsFile, n)
		}
		if err := safePath(m[2]); err != nil {
			return nil, fmt.Errorf("%s: line %d: %w", SumsFile, n, err)
		}
		folded := strings.ToLower(m[2])
		if seen[folded] {
			return nil, fmt.Errorf("%s: line %d: %q is named twice", SumsFile, n, m[2])
		}
		seen[folded] = true
		sums = append(sums, Sum{m[2], m[1]})
	}
	if err := in.Err(); err != nil {
		return nil, fmt.Errorf("%s: %w", SumsFile, err)
	}
	if limited.N <= 0 {
		return nil, fmt.Errorf("%s: it is over %d bytes, and no release's is", SumsFile, MaxSums)
	}
	for _, s := range sums {
		for above := path.Dir(s.Path); above != "."; above = path.Dir(above) {
			if seen[strings.ToLower(above)] {
				return nil, fmt.Errorf("%s: %q is a file and the folder of %q", SumsFile, above, s.Path)
			}
		}
	}
	return sums, nil
}

// maxPath bounds a path, and maxElement each part of it, in bytes: what any
// system has a name for.
const (
	maxPath    = 1000
	maxElement = 200
)

// safePath takes only what stays inside the folder on every system, and is not
// hidden there: a program may run what lies in a folder like .git.
func safePath(p string) error {
	if slices.ContainsFunc(strings.Split(p, "/"), func(e string) bool { return strings.HasPrefix(e, ".") || len(e) > maxElement }) ||
		len(p) > maxPath || strings.ContainsFunc(p, schema.Control) || p == SignatureFile ||
		!filepath.IsLocal(filepath.FromSlash(p)) || path.Clean(p) != p || path.IsAbs(p) || strings.ContainsAny(p, "\\:\x00\r") || p == SumsFile {
		return fmt.Errorf("the path %.120q is not one of a release", p)
	}
	return nil
}

func sumOfBytes(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// formatSums sorts the sums by path and writes them.
func formatSums(sums []Sum) []byte {
	slices.SortFunc(sums, func(a, b Sum) int { return cmp.Compare(a.Path, b.Path) })
	var b []byte
	for _, s := range sums {
		b = append(b, s.SHA256+"  "+s.Path+"\n"...)
	}
	return b
}

// sumFile digests one file, and gives up when ctx is done.
func sumFile(ctx context.Context, name string) (string, int64, error) {
	return sumFileFrom(ctx, name, 0)
}

// sumFileFrom digests what a file holds from an offset on.
func sumFileFrom(ctx context.Context, name string, from int64) (string, int64, error) {
	f, err := os.Open(name)
	if err != nil {
		return "", 0, err
	}
	defer f.Close()
	if _, err := f.Seek(from, io.SeekStart); err != nil {
		return "", 0, err
	}
	const piece = 1 << 20
	h, read := sha256.New(), int64(0)
	for {
		n, err := io.CopyN(h, f, piece)
		read += n
		if err == io.EOF {
			return hex.EncodeToString(h.Sum(nil)), read, nil
		}
		if err = cmp.Or(err, ctx.Err()); err != nil {
			return "", read, err
		}
	}
}

// listFiles lists what lies in a folder by slash-separated path, sorted. What
// is neither file nor folder, a link too, is an error: a release has none.
func listFiles(dir string) ([]string, error) {
	var paths []string
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		rel, err := filepath.Rel(dir, name)
		if err != nil {
			return err
		}
		if !d.Type().IsRegular() {
			return fmt.Errorf("%s is neither a file nor a folder", rel)
		}
		paths = append(paths, filepath.ToSlash(rel))
		return nil
	})
	slices.Sort(paths)
	return paths, err
}

// readSums reads the manifest of a folder; errNoSums when there is none.
func readSums(dir string) ([]Sum, error) {
	f, err := os.Open(filepath.Join(dir, SumsFile))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%s: %w", dir, ErrNoRelease)
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return ParseSums(f)
}

// ErrNoRelease is returned for a folder without a manifest.
var ErrNoRelease = errors.New("not a release: it holds no " + SumsFile)
