package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"iter"
	"os"

	"dabao/schema"
	"dabao/schema/fulltext/segment"
)

// Contents is everything a sealed file is made of. The sequences are read once
// and in this order: Captures, Articles, then the rest.
type Contents struct {
	// Articles in the order they are to stand; their numbers follow from it.
	// Each one's Capture must be among Captures.
	Articles iter.Seq2[*schema.Article, error]
	// Captures by key order, superseded ones too.
	Captures iter.Seq2[schema.Capture, error]
	Rejects  iter.Seq2[schema.Reject, error]
	// Dataset, Withdrawn and Corrections are written as they are.
	Dataset     map[string]string
	Withdrawn   []Withdrawal
	Corrections []Correction
}

// Withdrawal is one row of the table withdrawn.
type Withdrawal struct {
	UID          schema.UID
	Date, Reason string
}

// Correction is one row of the table corrections; nil stands for NULL.
type Correction struct {
	UID      schema.UID
	Column   string
	Was, Now *string
	Reason   string
}

// Seal writes a fresh database at path, which must not exist, so that the same
// contents always give the same bytes: one transaction over everything, the
// index gathered as it goes and written as one segment, then VACUUM INTO, which
// resets the change counters that an in-place VACUUM keeps.
func Seal(ctx context.Context, path string, c Contents) error {
	work := path + ".sealing"
	if err := os.Remove(work); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	defer os.Remove(work)
	s, err := create(ctx, work)
	if err != nil {
		return err
	}
	defer s.Close()
	// The working file is thrown away: what is lost with a crash was never a
	// result. Its rows point at each other by numbers given here.
	if err := s.exec(ctx, `PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF`); err != nil {
		return err
	}
	if err := s.fill(ctx, c); err != nil {
		return fmt.Errorf("seal %s: %w", path, err)
	}
	// What VACUUM writes has a page cache of its own, as large as this one. It
	// goes once through everything, which no cache makes faster.
	if err := s.exec(ctx, `PRAGMA shrink_memory; PRAGMA cache_size = -8192`); err != nil {
		return err
	}
	if err := s.exec(ctx, `VACUUM INTO ?`, path); err != nil {
		return fmt.Errorf("seal %s: %w", path, err)
	}
	return syncFile(path)
}

// withoutIndexes calls fill between taking the indexes away and making them
// anew: sorting them once is less work than keeping them in order. They come
// back in the order they were in, so that the file has the same bytes.
func withoutIndexes(ctx context.Context, tx *sql.Tx, fill func() error) error {
	names, err := column[string](ctx, tx, `SELECT name FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL ORDER BY rowid`)
	if err != nil {
		return err
	}
	made, err := column[string](ctx, tx, `SELECT sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL ORDER BY rowid`)
	if err != nil {
		return err
	}
	for _, name := range names {
		if _, err := tx.ExecContext(ctx, `DROP INDEX `+quote(name)); err != nil {
			return err
		}
	}
	if err := fill(); err != nil {
		return err
	}
	for _, q := range made {
		if _, err := tx.ExecContext(ctx, q); err != nil {
			return err
		}
	}
	return nil
}

func (s *Store) fill(ctx context.Context, c Contents) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	index := segment.Builder{Spill: s.path + workSuffix}
	defer index.Close()
	if err := withoutIndexes(ctx, tx, func() error { return fillRows(ctx, tx, c, &index) }); err != nil {
		return err
	}
	if err := fillFacets(ctx, tx); err != nil {
		return err
	}
	articles, err := column[int64](ctx, tx, `SELECT count(*) FROM articles`)
	if err != nil {
		return err
	}
	pack := packer{ctx: ctx, tx: tx}
	if err := writeIndex(ctx, tx, &index, sealedLevel, pack.counts(articles[0])); err != nil {
		return err
	}
	if err := pack.fill(); err != nil {
		return err
	}
	return tx.Commit()
}

// fillRows writes all rows and gathers their words.
func fillRows(ctx context.Context, tx *sql.Tx, c Contents, index *segment.Builder) error {
	in, err := newInserter(ctx, tx, released)
	if err != nil {
		return err
	}
	captures := map[[16]byte]int64{}
	for capture, err := range c.Captures {
		if err != nil {
			return err
		}
		if captures[keyDigest(&capture)], err = in.addCapture(ctx, &capture); err != nil {
			return err
		}
	}
	for p, err := range ahead(preparing(c.Articles)) {
		if err != nil {
			return err
		}
		id, ok := captures[keyDigest(&p.article.Capture)]
		if !ok {
			return fmt.Errorf("article %s has no capture", p.article.UID)
		}
		if id, err = in.addRows(ctx, p, id); err != nil {
			return err
		}
		if err := index.Add(id, p.article.Title, p.text); err != nil {
			return err
		}
	}
	for r, err := range c.Rejects {
		if err != nil {
			return err
		}
		if err := in.addReject(ctx, &r); err != nil {
			return err
		}
	}
	if err := in.flush(ctx); err != nil {
		return err
	}
	return in.statements(ctx, c)
}

// preparing makes rows of articles.
func preparing(articles iter.Seq2[*schema.Article, error]) iter.Seq2[*prepared, error] {
	return func(yield func(*prepared, error) bool) {
		for a, err := range articles {
			if err != nil {
				yield(nil, err)
				return
			}
			if !yield(prepare(a), nil) {
				return
			}
		}
	}
}

// statements writes what the file says of itself, of what was taken out and of
// what was put right.
func (in *inserter) statements(ctx context.Context, c Contents) error {
	for _, key := range sortedKeys(c.Dataset) {
		if err := setDataset(ctx, in.tx, key, c.Dataset[key]); err != nil {
			return err
		}
	}
	for _, w := range c.Withdrawn {
		if _, err := in.tx.ExecContext(ctx, `INSERT INTO withdrawn (uid, date, reason) VALUES (?, ?, ?)`,
			string(w.UID), w.Date, w.Reason); err != nil {
			return fmt.Errorf("withdraw %s: %w", w.UID, err)
		}
	}
	for _, k := range c.Corrections {
		if _, err := in.tx.ExecContext(ctx, `INSERT INTO corrections (uid, "column", was, now, reason) VALUES (?, ?, ?, ?, ?)`,
			string(k.UID), k.Column, k.Was, k.Now, k.Reason); err != nil {
			return fmt.Errorf("correct %s: %w", k.UID, err)
		}
	}
	return nil
}

func syncFile(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	if err := f.Sync(); err != nil {
		f.Close()
		return err
	}
	return f.Close()
}
