package release

import (
	"archive/zip"
	"bytes"
	"cmp"
	"context"
	"encoding/json"
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

	"golang.org/x/mod/semver"

	"dabao/export/stage"
	"dabao/schema"
	"dabao/schema/store"
)

// ListFile is releases.json: what there is to download, of this release and, in
// short, of those before it. Whoever pulls reads it to know sizes before bytes
// move, which version is the newest, and how one leads to the next.
const ListFile = "releases.json"

// listForm is the form of ListFile that this dabao writes and reads.
const listForm = 1

// MaxList bounds the list that is read, in bytes: a version is some 700, a file 70.
const MaxList = 32 << 20

// List is what stands in ListFile. Everything but the versions before the first
// is proven by verify; those are what the releases before said.
type List struct {
	Form     int       `json:"releases"`
	Name     string    `json:"name"`
	Tool     string    `json:"tool"`     // that made the release: the same makes the same bytes
	Versions []Version `json:"versions"` // newest first; the first is the release that holds the list
	Files    []Size    `json:"files"`    // of that release, by path, without this file and the manifest
}

// Version is one release of a dataset. Bytes are of its files of a kind.
type Version struct {
	Version       string     `json:"version"`
	Date          string     `json:"date,omitempty"`
	Articles      int64      `json:"articles"`
	ContentDigest string     `json:"content_digest"`
	Database      string     `json:"database_sha256"`
	DatabaseBytes int64      `json:"database_bytes"`
	DataBytes     int64      `json:"data_bytes"` // Parquet
	CSVBytes      int64      `json:"csv_bytes"`
	Delta         *DeltaFile `json:"delta,omitempty"`
	Sums          string     `json:"sha256sums_sha256,omitempty"` // of its SHA256SUMS; not of the first, whose SHA256SUMS names the list
}

// DeltaFile is how to get to a version from the one before.
type DeltaFile struct {
	Path   string `json:"path"`
	SHA256 string `json:"sha256"`
	Bytes  int64  `json:"bytes"`
	From   string `json:"from"`          // the version
	Base   string `json:"from_database"` // SHA-256 of its articles.db
}

// Size is how long a file is.
type Size struct {
	Path  string `json:"path"`
	Bytes int64  `json:"bytes"`
}

// Folders are the names under which the folder of a version is looked for
// beside the list or the folder of another; none for a version that is no name.
func (l *List) Folders(version string) (names []string) {
	for _, name := range []string{version, l.Name + "-" + version} {
		if folderForm.MatchString(name) {
			names = append(names, name)
		}
	}
	return names
}

// list is ListFile; files are all others of the release.
func (b *builder) list(files []file) ([]byte, error) {
	v := Version{Version: b.meta.Version, Date: b.meta.Date, Articles: b.sealing.figures.articles, ContentDigest: b.digest}
	l := List{Form: listForm, Name: b.meta.Name, Tool: ownTool}
	for _, f := range files {
		l.Files = append(l.Files, Size{f.Path, f.bytes})
		switch dir := path.Dir(f.Path); {
		case f.Path == DatabaseFile:
			v.Database, v.DatabaseBytes = f.SHA256, f.bytes
		case strings.HasSuffix(f.Path, deltaExt):
			v.Delta = &DeltaFile{f.Path, f.SHA256, f.bytes, b.from.Version, b.from.SHA256}
		case dir == "data" || dir == "tables":
			v.DataBytes += f.bytes
		case dir == "csv":
			v.CSVBytes += f.bytes
		}
	}
	slices.SortFunc(l.Files, func(a, b Size) int { return cmp.Compare(a.Path, b.Path) })
	// Databases without a recipe all have the version that stands for none.
	l.Versions = append([]Version{v}, slices.DeleteFunc(slices.Clone(b.earlier), func(w Version) bool { return w.Version == v.Version })...)
	return indented(l)
}

var (
	folderForm = regexp.MustCompile(`^[0-9A-Za-z][0-9A-Za-z.+_-]{0,127}$`)
	sha256Form = regexp.MustCompile(`^[0-9a-f]{64}$`)
)

// maxWord bounds a name and a version, in bytes.
const maxWord = 256

// ParseList reads a list, which may come from a stranger. What it says of paths,
// sizes and versions is of the form it should be.
func ParseList(b []byte) (*List, error) {
	l := new(List)
	d := json.NewDecoder(bytes.NewReader(b))
	err := d.Decode(l)
	switch {
	case err != nil:
	case l.Form != listForm:
		err = fmt.Errorf("its form is %d, and this dabao reads %d", l.Form, listForm)
	case len(l.Versions) == 0:
		err = errors.New("it lists no version")
	case !isWord(l.Name):
		err = fmt.Errorf("%.80q is no name of a dataset", l.Name)
	default:
		err = l.check()
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", ListFile, err)
	}
	return l, nil
}

func isWord(s string) bool {
	return s != "" && len(s) <= maxWord && !strings.ContainsFunc(s, schema.Control)
}

func (l *List) check() error {
	for i, v := range l.Versions {
		if !isWord(v.Version) {
			return fmt.Errorf("%.80q is no version", v.Version)
		}
		if !sha256Form.MatchString(v.Database) || v.Sums != "" && !sha256Form.MatchString(v.Sums) || min(v.DatabaseBytes, v.DataBytes, v.CSVBytes) < 0 {
			return fmt.Errorf("version %s: a digest or a size is none", v.Version)
		}
		if d := v.Delta; d != nil && (safePath(d.Path) != nil || !sha256Form.MatchString(d.SHA256) || !sha256Form.MatchString(d.Base) || d.Bytes < 0) {
			return fmt.Errorf("version %s: its delta is none", v.Version)
		}
		if slices.ContainsFunc(l.Versions[:i], func(w Version) bool { return w.Version == v.Version }) {
			return fmt.Errorf("version %s stands there twice", v.Version)
		}
	}
	for _, f := range l.Files {
		if err := safePath(f.Path); err != nil || f.Bytes < 0 {
			return errors.Join(err, fmt.Errorf("%d bytes", f.Bytes))
		}
	}
	return nil
}

// ReadList reads the list of a release folder, which must be the one that its
// manifest names.
func ReadList(dir string) (*List, error) {
	b, err := readLimited(os.DirFS(dir), ListFile)
	if err != nil {
		return nil, err
	}
	return ParseList(b)
}

// readLimited reads a list.
func readLimited(dir fs.FS, name string) ([]byte, error) {
	f, err := dir.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, MaxList+1))
	if err == nil && len(b) > MaxList {
		err = fmt.Errorf("%s is over %d bytes", name, MaxList)
	}
	return b, err
}

// earlierOf are the versions that a release comes after: those of the list of
// the previous one, with the digest of its manifest, or where it is no release
// but a database that alone.
func earlierOf(ctx context.Context, previous string) ([]Version, error) {
	db, err := OpenDatabase(ctx, previous)
	if err != nil {
		return nil, fmt.Errorf("previous release: %w", err)
	}
	defer db.Close()
	said, err := db.Dataset(ctx)
	if err != nil {
		return nil, err
	}
	last, err := versionOf(ctx, db, said)
	if err != nil {
		return nil, err
	}
	dir, done, err := releaseFS(previous)
	if err != nil || dir == nil {
		return []Version{last}, err
	}
	defer done()
	manifest, err := readLimited(dir, SumsFile)
	if err != nil {
		return nil, ignoreMissing(err)
	}
	last.Sums = sumOfBytes(manifest)
	b, err := readLimited(dir, ListFile)
	if errors.Is(err, fs.ErrNotExist) {
		return []Version{last}, nil
	}
	if err != nil {
		return nil, fmt.Errorf("previous release: %w", err)
	}
	l, err := ParseList(b)
	if err != nil {
		return nil, fmt.Errorf("previous release: %w", err)
	}
	if l.Versions[0].Database != last.Database || l.Versions[0].Version != last.Version {
		return nil, fmt.Errorf("previous release: its %s lists another release than its %s is", ListFile, DatabaseFile)
	}
	l.Versions[0].Sums = last.Sums
	return l.Versions, nil
}

// releaseFS is the folder or archive of a release; nil for a bare database.
func releaseFS(path string) (fs.FS, func() error, error) {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return nil, nil, err
	case info.IsDir():
		return os.DirFS(path), func() error { return nil }, nil
	case !IsArchive(path):
		return nil, nil, nil
	}
	a, err := openArchive(path)
	if err != nil {
		return nil, nil, err
	}
	return archiveFS(a.files), a.Close, nil
}

// archiveFS opens the files of an archive by their path in the release.
type archiveFS map[string]*zip.File

// Open implements fs.FS.
func (a archiveFS) Open(name string) (fs.File, error) {
	f := a[name]
	if f == nil {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	r, err := f.Open()
	if err != nil {
		return nil, err
	}
	return archived{r, f.FileInfo()}, nil
}

type archived struct {
	io.ReadCloser
	info fs.FileInfo
}

// Stat implements fs.File.
func (a archived) Stat() (fs.FileInfo, error) { return a.info, nil }

// versionOf is what a database says of itself.
func versionOf(ctx context.Context, db *store.Store, said map[string]string) (Version, error) {
	sum, size, err := sumFile(ctx, db.Path())
	if err != nil {
		return Version{}, err
	}
	n, err := countRows(db.Rows(ctx, "articles", []string{"article_id"}, ""))
	return Version{Version: cmp.Or(said["version"], defaultVersion), Date: said["date"], Articles: int64(n), ContentDigest: said["content_digest"],
		Database: sum, DatabaseBytes: size}, err
}

// Announce puts the list of the release in dir beside that folder, where its
// name is the one under which the list looks for the version: then the address
// of the parent leads to the newest release. It returns the path written, empty
// where the folder is called otherwise. A list that stands there and tells of
// another dataset, or of a version past this one, stays, and is an error that
// wraps fs.ErrExist.
func Announce(dir string) (string, error) {
	l, err := ReadList(dir)
	if err != nil {
		return "", err
	}
	whole, err := filepath.Abs(dir)
	if err != nil || !slices.Contains(l.Folders(l.Versions[0].Version), filepath.Base(whole)) {
		return "", err
	}
	path := filepath.Join(filepath.Dir(whole), ListFile)
	if b, err := os.ReadFile(path); err == nil {
		there, err := ParseList(b)
		switch {
		case err != nil || there.Name != l.Name:
			return path, fmt.Errorf("%s: %w and does not list releases of %s", path, fs.ErrExist, l.Name)
		case semver.Compare("v"+there.Versions[0].Version, "v"+l.Versions[0].Version) > 0:
			return path, fmt.Errorf("%s: %w and lists version %s, which is newer", path, fs.ErrExist, there.Versions[0].Version)
		}
	}
	b, err := os.ReadFile(filepath.Join(dir, ListFile))
	if err != nil {
		return path, err
	}
	return path, stage.WriteFile(path, func(w io.Writer) error {
		_, err := w.Write(b)
		return err
	})
}

// SameTool says whether a release was made by this very dabao, so that this one
// can make its files again to the byte.
func (l *List) SameTool() bool { return l.Tool == ownTool && schema.ToolVersion != "" }
