package release

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"dabao/export/stage"
	"dabao/schema"
	"dabao/schema/store"
)

// comparison is a release with its database open.
type comparison struct {
	db      *store.Store
	name    string // of the database, as differences call it
	path    string
	dir     string // empty where there is nothing but the database
	older   bool   // the database was upgraded for reading
	scratch *stage.Dir
	stated  []Sum // of the manifest
	// What digests has found.
	sums    rowSums
	figures figures // without rejects
	tables  map[string]*schema.Digest
	digest  string // over the rows as they are
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
	c.sums, c.figures = rowSums{}, newFigures()
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
		c.figures.article(a, record)
		for i, f := range stored.Fields {
			if row[i] != record[at[i]] {
				v.add(Difference{c.name, "articles", string(a.UID), f.Name, "is not what follows from the blocks of the article"})
			}
		}
		c.spans(v, a)
	}
	c.tables = digest.Tables()
	if err := c.db.DigestFlat(ctx, c.tables); err != nil {
		return err
	}
	c.digest = schema.ContentDigest(c.tables)
	said, err := c.db.Dataset(ctx)
	if err != nil {
		return err
	}
	if stated := said["content_digest"]; stated != "" && stated != c.digest {
		v.add(Difference{c.name, "dataset", "", "content_digest", fmt.Sprintf("states %s, and the rows give %s", stated, c.digest)})
	}
	return nil
}

// spans holds what is said to stand in the words of an article against them.
func (c *comparison) spans(v *Verdict, a *schema.Article) {
	places := a.Places()
	check := func(table string, seq int, s schema.Span, raw string) {
		there, wrong := places.Cut(s)
		if wrong == nil && there != raw {
			wrong = schema.Misfitf(schema.OtherText, "%.40q stands there, not %.40q", there, raw)
		}
		if wrong != nil {
			v.add(Difference{c.name, table, string(a.UID), "raw", fmt.Sprintf("row %d: %s", seq, wrong.Detail)})
		}
	}
	for i, q := range a.Quantities {
		check("quantities", i, q.Span, q.Raw)
	}
	for i, d := range a.Dates {
		check("dates", i, d.Span, d.Raw)
	}
	for i, e := range a.Entities {
		check("entities", i, e.Span, e.Raw)
	}
	for i := range a.Annotations {
		if wrong := places.Check(&a.Annotations[i]); wrong != nil {
			v.add(Difference{c.name, "annotations", string(a.UID), "char_start", fmt.Sprintf("row %d: %s", i, wrong.Detail)})
		}
	}
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
	equal, err := equalFiles(ctx, again, c.path, 0)
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
	if sealed := said["content_digest"] != "" && said["tool"] == ownTool; sealed && len(findings) == 0 && !c.older {
		return c.otherBytes(ctx, v, again)
	}
	return nil
}

// sqliteHeader is how long the header of a database is, which a switch to WAL
// changes. Source: sqlite.org/fileformat2.html, 1.3.
const sqliteHeader = 100

// otherBytes says of a file that is not the one its rows make why it is not.
func (c *comparison) otherBytes(ctx context.Context, v *Verdict, again string) error {
	wal, err := store.InWAL(c.path)
	if err != nil {
		return err
	}
	if wal {
		if wal, err = equalFiles(ctx, again, c.path, sqliteHeader); err != nil {
			return err
		}
	}
	switch {
	case !wal:
		v.addf(c.name, "is not, byte for byte, the file that its rows make")
	case c.dir == "": // else its checksum has told
		v.addf(c.name, "%s", switchedToWAL)
	}
	return nil
}

// contentsOf is a database as it stands, to be sealed under what dataset says.
func contentsOf(ctx context.Context, db *store.Store, dataset map[string]string) (store.Contents, error) {
	c, err := contentsFrom(db.Articles(ctx, ""), func(table string) rowSeq {
		shape := flatShape(table)
		return db.Rows(ctx, table, shape.Names(), "")
	})
	c.Dataset = dataset
	return c, err
}

// equalFiles compares what two files hold from an offset on.
func equalFiles(ctx context.Context, a, b string, from int64) (bool, error) {
	one, size, err := sumFileFrom(ctx, a, from)
	if err != nil {
		return false, err
	}
	other, otherSize, err := sumFileFrom(ctx, b, from)
	return size == otherSize && one == other, err
}

// rowSums compares articles.sha256 with the rows.
func (c *comparison) rowSums(_ context.Context, v *Verdict) error {
	const name = rowSumsFile
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
