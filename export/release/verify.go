package release

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"dabao/export/stage"
	"dabao/schema"
	"dabao/schema/store"
)

// Difference is one place where a release is not what it says it is. What does
// not apply is empty.
type Difference struct {
	File   string `json:"file"`
	Table  string `json:"table"`
	UID    string `json:"uid"`
	Column string `json:"column"`
	Detail string `json:"detail"`
}

func (d Difference) String() string {
	var b strings.Builder
	b.WriteString(d.File)
	for _, part := range []struct{ before, value string }{{": ", d.Table}, {" ", d.UID}, {" column ", d.Column}, {": ", d.Detail}} {
		if part.value != "" {
			b.WriteString(part.before + part.value)
		}
	}
	return b.String()
}

// Bounds of a verdict: enough to see what happened, in every file.
const (
	maxDifferences        = 200
	maxDifferencesOfAFile = 20
)

// Verdict is what Verify found.
type Verdict struct {
	Differences   []Difference `json:"differences"` // the first ones of each file
	Articles      int64        `json:"articles"`
	ContentDigest string       `json:"content_digest"` // over the rows as they are
	Files         int          `json:"files"`
	Signature     Signature    `json:"signature"` // of a release; the caller's to fill in
	perFile       map[string]int
}

// OK says that nothing differs.
func (v *Verdict) OK() bool { return len(v.Differences) == 0 }

// add notes a difference and says whether more of the file are wanted.
func (v *Verdict) add(d Difference) bool {
	if v.perFile == nil {
		v.perFile = map[string]int{}
	}
	v.perFile[d.File]++
	if v.perFile[d.File] <= maxDifferencesOfAFile && len(v.Differences) < maxDifferences {
		v.Differences = append(v.Differences, d)
	}
	return v.perFile[d.File] < maxDifferencesOfAFile
}

func (v *Verdict) addf(file, format string, args ...any) {
	v.add(Difference{File: file, Detail: fmt.Sprintf(format, args...)})
}

// Verify takes a release apart: every checksum, nothing missing and nothing
// extra, the database sound and its index that of its articles, and every row
// of every Parquet and CSV file the one of the database. Work files, about three
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
	c := comparison{db: db, name: name, path: db.Path(), dir: dir, older: older, scratch: scratch}
	return v, c.all(ctx, v, files)
}

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

// A check looks at one thing and puts what differs into its verdict; an error
// says that it could not look.
type check func(context.Context, *Verdict) error

// check runs checks beside each other and takes over what they find in their
// order. Where one fails, that is its own findings and those before it.
func (v *Verdict) check(ctx context.Context, checks ...check) error {
	parts := make([]Verdict, len(checks))
	errs := make([]error, len(checks))
	var tasks []func(context.Context) error
	for i, c := range checks {
		tasks = append(tasks, func(ctx context.Context) error {
			errs[i] = c(ctx, &parts[i])
			return errs[i]
		})
	}
	err := together(ctx, tasks...)
	for i, p := range parts {
		for _, d := range p.Differences {
			v.add(d)
		}
		if errs[i] != nil {
			break
		}
	}
	return err
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
		}
	}
	for i, look := range checks {
		checks[i] = c.readable(look)
	}
	if err := v.check(ctx, checks...); err != nil {
		return err
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
		v.addf(s.Path, "is missing")
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
	if sum != s.SHA256 {
		v.addf(s.Path, "its bytes are not those of %s (sha256 %s)", SumsFile, sum)
	}
	return nil
}

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

// comparison is a release with its database open.
type comparison struct {
	db      *store.Store
	name    string // of the database, as differences call it
	path    string
	dir     string // empty where there is nothing but the database
	older   bool   // the database was upgraded for reading
	scratch *stage.Dir
	// What digests has found.
	sums   rowSums
	cells  map[cell]weight  // by month and split
	splits map[string]int64 // articles by split
	digest string           // over the rows as they are
}

// rowSums are the digests of articles by uid, in a form that a million of them
// is small in.
type rowSums map[[16]byte][sha256.Size]byte

// keyOf is a uid, whatever a damaged file has in its place.
func keyOf(uid string) [16]byte {
	sum := sha256.Sum256([]byte(uid))
	return [16]byte(sum[:])
}

func (r rowSums) add(uid, sum string) {
	var b [sha256.Size]byte
	hex.Decode(b[:], []byte(sum)) // made by a Digest
	r[keyOf(uid)] = b
}

// of is the digest of an article as hex; false where there is none of that uid.
func (r rowSums) of(uid string) (string, bool) {
	sum, ok := r[keyOf(uid)]
	return hex.EncodeToString(sum[:]), ok
}

// sound is what SQLite itself says of the database.
func (c *comparison) sound(ctx context.Context, v *Verdict) error {
	findings, err := c.db.Check(ctx)
	if store.Environment(err) {
		return err
	}
	if err != nil {
		findings = append(findings, "cannot be read: "+withoutPath(err, c.path))
	}
	for _, f := range findings {
		v.addf(c.name, "%s", f)
	}
	if len(findings) > 0 {
		return errUnsound
	}
	return nil
}

// readable is a check that cannot go on for what stands in the database, which
// is a difference like any other.
func (c *comparison) readable(look check) check {
	return func(ctx context.Context, v *Verdict) error {
		err := look(ctx, v)
		if err == nil || store.Environment(err) {
			return err
		}
		v.addf(c.name, "cannot be read: %s", withoutPath(err, c.path))
		return nil
	}
}

// digests walks over all rows once: what follows from the blocks must stand in
// the columns, and the content digest must be the one stated.
func (c *comparison) digests(ctx context.Context, v *Verdict) error {
	c.sums, c.cells, c.splits = rowSums{}, map[cell]weight{}, map[string]int64{}
	digest := schema.NewArticlesDigest()
	shape := schema.ArticleShape()
	stored, err := shape.Select([]string{"text", "chars", "content_sha256", "uid", "published_on", "split"})
	if err != nil {
		return err
	}
	next, stop := pull(c.db.Rows(ctx, "articles", stored.Names(), ""))
	defer stop()
	at := make([]int, len(stored.Fields))
	for i, f := range stored.Fields {
		at[i] = shape.Index(f.Name)
	}
	for a, err := range c.db.Articles(ctx, "") {
		if err != nil {
			return err
		}
		record := a.Record()
		row, err := next()
		if err != nil {
			return err
		}
		c.sums.add(string(a.UID), digest.Add(record))
		month := cell{a.Split, monthOf(a.PublishedOn)}
		c.cells[month] = c.cells[month].add(record)
		c.splits[a.Split]++
		for i, f := range stored.Fields {
			if row[i] != record[at[i]] {
				v.add(Difference{c.name, "articles", string(a.UID), f.Name, "is not what follows from the blocks of the article"})
			}
		}
	}
	tables := digest.Tables()
	if err := c.db.DigestFlat(ctx, tables); err != nil {
		return err
	}
	c.digest = schema.ContentDigest(tables)
	said, err := c.db.Dataset(ctx)
	if err != nil {
		return err
	}
	if stated := said["content_digest"]; stated != "" && stated != c.digest {
		v.add(Difference{c.name, "dataset", "", "content_digest", fmt.Sprintf("states %s, and the rows give %s", stated, c.digest)})
	}
	return nil
}

// reseal makes the file again from its rows. A sealed file must come out to the
// byte, which proves its index too. Of one that was never sealed, or was by
// another dabao, the words of the index are compared.
func (c *comparison) reseal(ctx context.Context, v *Verdict) error {
	said, err := c.db.Dataset(ctx)
	if err != nil {
		return err
	}
	again := c.scratch.Path("again.db")
	defer os.Remove(again)
	contents, err := contentsOf(ctx, c.db, said)
	if err != nil {
		return err
	}
	err = store.Seal(ctx, again, contents)
	switch {
	case store.Full(err):
		info, serr := os.Stat(c.path)
		if serr != nil {
			return serr
		}
		return c.scratch.NoRoom(err, 3*info.Size()) // the file at work, its journal or copy
	case store.Environment(err):
		return err
	case err != nil:
		v.addf(c.name, "its rows do not make a database: %v", withoutPath(err, again))
		return nil
	}
	equal, err := equalFiles(ctx, again, c.path)
	if err != nil || equal {
		return err
	}
	findings, err := store.CompareIndex(ctx, c.path, again)
	if err != nil {
		return err
	}
	for _, f := range findings {
		v.add(Difference{File: c.name, Table: "articles_fts", Detail: f})
	}
	if sealed := said["content_digest"] != "" && said["tool"] == "dabao "+schema.ToolVersion; sealed && len(findings) == 0 && !c.older {
		v.addf(c.name, "is not, byte for byte, the file that its rows make")
	}
	return nil
}

// contentsOf is a database as it stands, to be sealed.
func contentsOf(ctx context.Context, db *store.Store, dataset map[string]string) (store.Contents, error) {
	withdrawn, err := db.Withdrawn(ctx)
	if err != nil {
		return store.Contents{}, err
	}
	corrections, err := db.Corrections(ctx)
	return store.Contents{Articles: db.Articles(ctx, ""), Captures: db.Captures(ctx), Rejects: db.Rejects(ctx),
		Dataset: dataset, Withdrawn: withdrawn, Corrections: corrections}, err
}

func equalFiles(ctx context.Context, a, b string) (bool, error) {
	one, size, err := sumFile(ctx, a)
	if err != nil {
		return false, err
	}
	other, otherSize, err := sumFile(ctx, b)
	return size == otherSize && one == other, err
}

// rowSums compares articles.sha256 with the rows.
func (c *comparison) rowSums(_ context.Context, v *Verdict) error {
	const name = "articles.sha256"
	b, err := os.ReadFile(filepath.Join(c.dir, name))
	if err != nil {
		return ignoreMissing(err)
	}
	seen := 0
	for line := range bytes.Lines(b) {
		sum, uid, ok := strings.Cut(strings.TrimSuffix(string(line), "\n"), "  ")
		switch want, known := c.sums.of(uid); {
		case !ok:
			v.addf(name, "%.80q is not a digest and a uid", line)
		case !known:
			v.add(Difference{name, "articles", uid, "", "is not in articles.db"})
		case sum != want:
			v.add(Difference{name, "articles", uid, "", "states another digest than the row has"})
		}
		seen++
	}
	if seen != len(c.sums) {
		v.addf(name, "lists %d articles of %d", seen, len(c.sums))
	}
	return nil
}

// ignoreMissing is for files whose absence the manifest already told.
func ignoreMissing(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}
