package release

import (
	"bytes"
	"context"
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
	if err := v.files(dir, sums); err != nil {
		return nil, err
	}
	if err := v.rows(ctx, dir, scratch); err != nil {
		return nil, err
	}
	return v, ctx.Err()
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
	c := comparison{verdict: &Verdict{Files: 1}, db: db, name: filepath.Base(path), path: db.Path(), older: older, scratch: scratch}
	if err := c.checks(ctx, c.database); err != nil {
		return nil, err
	}
	return c.verdict, ctx.Err()
}

// files compares the folder with its manifest.
func (v *Verdict) files(dir string, sums []Sum) error {
	named := map[string]bool{SumsFile: true, SignatureFile: true}
	for _, s := range sums {
		named[s.Path] = true
		if err := v.file(dir, s); err != nil {
			return err
		}
	}
	return filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		rel, err := filepath.Rel(dir, name)
		if rel = filepath.ToSlash(rel); err == nil && !named[rel] {
			v.addf(rel, "is not in %s", SumsFile)
		}
		return err
	})
}

func (v *Verdict) file(dir string, s Sum) error {
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
	sum, _, err := sumFile(name)
	if err != nil {
		return err
	}
	if sum != s.SHA256 {
		v.addf(s.Path, "its bytes are not those of %s (sha256 %s)", SumsFile, sum)
	}
	return nil
}

// rows compares what the files hold.
func (v *Verdict) rows(ctx context.Context, dir string, scratch *stage.Dir) error {
	const name = DatabaseFile
	path := filepath.Join(dir, name)
	db, older, err := openAny(ctx, path, scratch)
	if errors.Is(err, store.ErrNewer) && v.perFile[name] == 0 {
		return err // its bytes are what they should be: it is for another dabao to judge
	}
	if err != nil {
		if store.Environment(err) && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		v.addf(name, "cannot be read: %v", withoutPath(err, path))
		return nil
	}
	defer db.Close()
	c := comparison{verdict: v, db: db, name: name, path: db.Path(), dir: dir, older: older, scratch: scratch}
	return c.checks(ctx, c.database, c.rowSums, c.shards, c.csvs, c.sample)
}

// checks takes one check after the other. A check that cannot go on for what
// stands in the database is a difference like any other.
func (c *comparison) checks(ctx context.Context, all ...func(context.Context) error) error {
	for _, check := range all {
		err := check(ctx)
		switch {
		case err == nil:
		case store.Environment(err):
			return err
		default:
			c.verdict.addf(c.name, "cannot be read: %v", withoutPath(err, c.path))
		}
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
	verdict *Verdict
	db      *store.Store
	name    string // of the database, as differences call it
	path    string
	dir     string
	scratch *stage.Dir
	older   bool              // the database was upgraded for reading
	uids    map[int64]string  // by article_id
	sums    map[string]string // row digest by uid
	cells   map[cell]weight   // by month and split
	splits  map[string]int64  // articles by split
	dataset map[string]string
}

// database checks what the database says of itself.
func (c *comparison) database(ctx context.Context) error {
	findings, err := c.db.Check(ctx)
	if err != nil {
		return err
	}
	for _, f := range findings {
		c.verdict.addf(c.name, "%s", f)
	}
	if len(findings) > 0 {
		return nil // rows of a broken file would only repeat it
	}
	if c.dataset, err = c.db.Dataset(ctx); err != nil {
		return err
	}
	if err := c.digests(ctx); err != nil {
		return err
	}
	return c.reseal(ctx)
}

// digests walks over all rows once: what follows from the blocks must stand in
// the columns, and the content digest must be the one stated.
func (c *comparison) digests(ctx context.Context) error {
	c.uids, c.sums, c.cells, c.splits = map[int64]string{}, map[string]string{}, map[cell]weight{}, map[string]int64{}
	digest := schema.NewArticlesDigest()
	shape := schema.ArticleShape()
	stored, err := shape.Select([]string{"uid", "text", "chars", "content_sha256", "published_on", "split"})
	if err != nil {
		return err
	}
	next, stop := pull(c.db.Rows(ctx, "articles", append(stored.Names(), "article_id"), ""))
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
		c.uids[row[len(at)].(int64)] = string(a.UID)
		c.sums[string(a.UID)] = digest.Add(record)
		month := cell{a.Split, monthOf(a.PublishedOn)}
		c.cells[month] = c.cells[month].add(record)
		c.splits[a.Split]++
		for i, f := range stored.Fields {
			if row[i] != record[at[i]] {
				c.verdict.add(Difference{c.name, "articles", string(a.UID), f.Name, "is not what follows from the blocks of the article"})
			}
		}
	}
	tables := digest.Tables()
	if err := c.db.DigestFlat(ctx, tables); err != nil {
		return err
	}
	c.verdict.Articles = tables["articles"].Rows()
	c.verdict.ContentDigest = schema.ContentDigest(tables)
	if stated := c.dataset["content_digest"]; stated != "" && stated != c.verdict.ContentDigest {
		c.verdict.add(Difference{c.name, "dataset", "", "content_digest", fmt.Sprintf("states %s, and the rows give %s", stated, c.verdict.ContentDigest)})
	}
	return nil
}

// reseal makes the file again from its rows. A sealed file must come out to the
// byte, which proves its index too. Of one that was never sealed, or was by
// another dabao, the words of the index are compared.
func (c *comparison) reseal(ctx context.Context) error {
	again := c.scratch.Path("again.db")
	defer os.Remove(again)
	contents, err := contentsOf(ctx, c.db, c.dataset)
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
		c.verdict.addf(c.name, "its rows do not make a database: %v", withoutPath(err, again))
		return nil
	}
	equal, err := equalFiles(again, c.path)
	if err != nil || equal {
		return err
	}
	findings, err := store.CompareIndex(ctx, c.path, again)
	if err != nil {
		return err
	}
	for _, f := range findings {
		c.verdict.add(Difference{File: c.name, Table: "articles_fts", Detail: f})
	}
	if sealed := c.dataset["content_digest"] != "" && c.dataset["tool"] == "dabao "+schema.ToolVersion; sealed && len(findings) == 0 && !c.older {
		c.verdict.addf(c.name, "is not, byte for byte, the file that its rows make")
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

func equalFiles(a, b string) (bool, error) {
	one, size, err := sumFile(a)
	if err != nil {
		return false, err
	}
	other, otherSize, err := sumFile(b)
	return size == otherSize && one == other, err
}

// rowSums compares articles.sha256 with the rows.
func (c *comparison) rowSums(context.Context) error {
	const name = "articles.sha256"
	b, err := os.ReadFile(filepath.Join(c.dir, name))
	if err != nil || c.sums == nil {
		return ignoreMissing(err)
	}
	seen := 0
	for line := range bytes.Lines(b) {
		sum, uid, ok := strings.Cut(strings.TrimSuffix(string(line), "\n"), "  ")
		switch want, known := c.sums[uid]; {
		case !ok:
			c.verdict.addf(name, "%.80q is not a digest and a uid", line)
		case !known:
			c.verdict.add(Difference{name, "articles", uid, "", "is not in articles.db"})
		case sum != want:
			c.verdict.add(Difference{name, "articles", uid, "", "states another digest than the row has"})
		}
		seen++
	}
	if seen != len(c.sums) {
		c.verdict.addf(name, "lists %d articles of %d", seen, len(c.sums))
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
