package release

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"dabao/export/stage"
	"dabao/schema"
	"dabao/schema/store"
)

// Verify takes a release apart: every checksum, nothing missing and nothing
// extra, the database sound and its index that of its articles, every row of
// every Parquet and CSV file the one of the database, and where all that holds,
// every file that tells of the data what its rows and recipe give. Work files, about three
// times the size of the database, lie in the folder work, or where that is empty
// beside the release. It returns an error for a folder that is no release or
// whose manifest cannot be trusted to name files of it, and for what is the
// machine's fault; everything else is in the verdict.
func Verify(ctx context.Context, dir, work string) (*Verdict, error) {
	sums, err := readSums(dir)
	if err != nil {
		return nil, err
	}
	scratch, err := stage.Scratch(dir, work)
	if err != nil {
		return nil, err
	}
	defer scratch.Close()
	v := &Verdict{Files: len(sums)}
	files, err := checkFiles(dir, sums)
	if err != nil {
		return nil, err
	}
	const name = DatabaseFile
	path := filepath.Join(dir, name)
	db, older, err := openAny(ctx, path, scratch)
	if err != nil {
		return v, v.unopened(ctx, name, withoutPath(err, path), err, files)
	}
	defer db.Close()
	c := comparison{db: db, name: name, path: db.Path(), dir: dir, older: older, scratch: scratch, stated: sums}
	return v, c.all(ctx, v, files)
}

// VerifyPart checks what there is of a release in a folder that holds a part of
// it: checksums, nothing that is not of the release, and the database by itself
// where it is there. What is not there is a note and no difference.
func VerifyPart(ctx context.Context, dir, work string) (*Verdict, error) {
	sums, err := readSums(dir)
	if err != nil {
		return nil, err
	}
	there := slices.DeleteFunc(slices.Clone(sums), func(s Sum) bool {
		_, err := os.Lstat(filepath.Join(dir, filepath.FromSlash(s.Path)))
		return errors.Is(err, fs.ErrNotExist)
	})
	v := &Verdict{Files: len(there)}
	files, err := checkFiles(dir, there)
	if err != nil {
		return nil, err
	}
	if err := v.check(ctx, files...); err != nil {
		return v, err
	}
	if missing := len(sums) - len(there); missing > 0 {
		v.notef("%d of the %d files that %s names are not here", missing, len(sums), SumsFile)
	}
	if !v.OK() || !slices.ContainsFunc(there, func(s Sum) bool { return s.Path == DatabaseFile }) {
		return v, nil
	}
	db, err := VerifyDatabase(ctx, filepath.Join(dir, DatabaseFile), work)
	if err != nil {
		return v, err
	}
	db.Files, db.Notes = v.Files, append(v.Notes, db.Notes...)
	return db, nil
}

// Incomplete says that all that was found is that files are missing.
func (v *Verdict) Incomplete() bool {
	return !v.OK() && !slices.ContainsFunc(v.Differences, func(d Difference) bool { return !strings.HasPrefix(d.Detail, missingFile) })
}

// missingFile is what is found of a file that is not there.
const missingFile = "is missing"

// unopened is the verdict on a folder whose database cannot be opened.
func (v *Verdict) unopened(ctx context.Context, name, detail string, why error, files []check) error {
	if err := v.check(ctx, files...); err != nil {
		return err
	}
	newer := errors.Is(why, store.ErrNewer) && v.perFile[name] == 0 // its bytes are what they should be: it is for another dabao to judge
	if newer || store.Environment(why) && !errors.Is(why, fs.ErrNotExist) {
		return why
	}
	v.addf(name, "cannot be read: %s", detail)
	return ctx.Err()
}

// VerifyDatabase checks one database by itself, released or at work. Work files
// lie as with Verify.
func VerifyDatabase(ctx context.Context, path, work string) (*Verdict, error) {
	scratch, err := stage.Scratch(path, work)
	if err != nil {
		return nil, err
	}
	defer scratch.Close()
	db, older, err := openAny(ctx, path, scratch)
	if err != nil {
		return nil, err
	}
	defer db.Close()
	v := &Verdict{Files: 1}
	c := comparison{db: db, name: filepath.Base(path), path: db.Path(), older: older, scratch: scratch}
	return v, c.all(ctx, v, nil)
}

// errUnsound ends the checks of a database that SQLite finds broken: its rows
// would only repeat it.
var errUnsound = errors.New("the database is not sound")

// all checks the database and what was made of it, if there is a folder.
func (c *comparison) all(ctx context.Context, v *Verdict, files []check) error {
	err := v.check(ctx, append(files, c.sound, c.readable(c.digests))...)
	if errors.Is(err, errUnsound) || err == nil && c.digest == "" {
		return ctx.Err()
	}
	if err != nil {
		return err
	}
	v.Articles, v.ContentDigest = int64(len(c.sums)), c.digest
	checks := []check{c.reseal}
	if c.dir != "" {
		checks = append(checks, c.rowSums, c.sample)
		shards, err := c.shards()
		if err != nil {
			return err
		}
		checks = append(checks, shards...)
		for i := range schema.Tables {
			checks = append(checks, func(ctx context.Context, v *Verdict) error { return c.csv(ctx, v, &schema.Tables[i]) })
			if isFlat(&schema.Tables[i]) {
				checks = append(checks, func(ctx context.Context, v *Verdict) error { return c.flat(ctx, v, &schema.Tables[i]) })
			}
		}
	}
	for i, look := range checks {
		checks[i] = c.readable(look)
	}
	if err := v.check(ctx, checks...); err != nil {
		return err
	}
	if c.dir != "" {
		if err := c.readable(c.retold)(ctx, v); err != nil {
			return err
		}
	}
	return ctx.Err()
}

// checkFiles compares the folder with its manifest.
func checkFiles(dir string, sums []Sum) ([]check, error) {
	named := map[string]bool{SumsFile: true, SignatureFile: true}
	var checks []check
	for _, s := range sums {
		named[s.Path] = true
		checks = append(checks, func(ctx context.Context, v *Verdict) error { return v.file(ctx, dir, s) })
	}
	var strangers []string
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		rel, err := filepath.Rel(dir, name)
		if rel = filepath.ToSlash(rel); err == nil && !named[rel] {
			strangers = append(strangers, rel)
		}
		return err
	})
	return append(checks, func(_ context.Context, v *Verdict) error {
		for _, name := range strangers {
			v.addf(name, "is not in %s", SumsFile)
		}
		return nil
	}), err
}

func (v *Verdict) file(ctx context.Context, dir string, s Sum) error {
	name := filepath.Join(dir, filepath.FromSlash(s.Path))
	info, err := os.Lstat(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		v.addf(s.Path, missingFile)
		return nil
	case err != nil:
		return err
	case !info.Mode().IsRegular():
		v.addf(s.Path, "is not a file")
		return nil
	}
	sum, _, err := sumFile(ctx, name)
	if err != nil {
		return err
	}
	if sum == s.SHA256 {
		return nil
	}
	wal, err := store.InWAL(name)
	switch {
	case err != nil:
		return err
	case wal:
		v.addf(s.Path, "%s", switchedToWAL)
	default:
		v.addf(s.Path, "its bytes are not those of %s (sha256 %s)", SumsFile, sum)
	}
	return nil
}

// switchedToWAL is the difference of a database that was released in rollback
// mode, as all are.
const switchedToWAL = "the database was switched to WAL mode by a program that opened it, which changes its bytes: take the file anew, " +
	"or, for a page that is to read it, run PRAGMA journal_mode=DELETE on it, which gives back the mode but not the checksum"

// openAny opens a database of this layout, or of an older one by way of an
// upgraded copy in scratch.
func openAny(ctx context.Context, path string, scratch *stage.Dir) (db *store.Store, older bool, err error) {
	db, err = store.Open(ctx, path)
	if !errors.Is(err, store.ErrOlder) {
		return db, false, err
	}
	copied := scratch.Path("upgraded.db")
	if err := copyFile(path, copied); err != nil {
		return nil, true, err
	}
	upgrade, err := store.Create(ctx, copied)
	if err != nil {
		return nil, true, err
	}
	if err := upgrade.Close(); err != nil {
		return nil, true, err
	}
	db, err = store.Open(ctx, copied)
	return db, true, err
}

func copyFile(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, out.Close())
}

// withoutPath spares the reader a path that the file's name already says.
func withoutPath(err error, path string) string {
	return strings.TrimPrefix(err.Error(), path+": ")
}
