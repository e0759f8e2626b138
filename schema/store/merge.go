package store

import (
	"context"
	"encoding/json"
	"fmt"
	"iter"

	"dabao/schema"
)

// Merge adds everything that the sources hold to s, and the readings besides,
// as if their inputs had been ingested into s in one run: the order of neither
// shows. more and progress may be nil.
func (s *Store) Merge(ctx context.Context, sources []*Store, more iter.Seq2[schema.Reading, error], progress func(Tally)) (Tally, error) {
	// What is contested or withdrawn in one shard is so in all of them, so it
	// must be known before the first article is placed.
	for _, from := range sources {
		if err := s.adopt(ctx, from); err != nil {
			return Tally{}, fmt.Errorf("%s: %w", from.path, err)
		}
	}
	return s.Put(ctx, func(yield func(schema.Reading, error) bool) {
		for _, from := range sources {
			for r, err := range ahead(deriving(from.Readings(ctx))) {
				if !yield(r, err) || err != nil {
					return
				}
			}
		}
		if more != nil {
			more(yield)
		}
	}, progress)
}

// deriving makes of each article what Put would otherwise make of it.
func deriving(readings iter.Seq2[schema.Reading, error]) iter.Seq2[schema.Reading, error] {
	return func(yield func(schema.Reading, error) bool) {
		for r, err := range readings {
			if err == nil && r.Article != nil && r.Derived == nil {
				r.Derived = Derive(r.Article)
			}
			if !yield(r, err) || err != nil {
				return
			}
		}
	}
}

// adopt takes over the verdicts of another file: contested addresses,
// withdrawals, and what it says of itself where s says nothing.
func (s *Store) adopt(ctx context.Context, from *Store) error {
	urls, err := workColumn[string](ctx, from.db, "contested", `SELECT url FROM contested ORDER BY url`)
	if err != nil {
		return err
	}
	withdrawn, err := from.Withdrawn(ctx)
	if err != nil {
		return err
	}
	said, err := from.Dataset(ctx)
	if err != nil {
		return err
	}
	by, err := bothWithdrawnBy(ctx, s, said)
	if err != nil {
		return err
	}
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	w := &writer{store: s, tx: tx}
	if w.in, err = newInserter(ctx, tx, working); err != nil {
		return err
	}
	for _, url := range urls {
		if err := w.contestOnce(ctx, url); err != nil {
			return err
		}
	}
	for _, d := range withdrawn {
		if _, err := tx.ExecContext(ctx, `INSERT INTO withdrawn (uid, date, reason) VALUES (?, ?, ?) ON CONFLICT DO NOTHING`,
			string(d.UID), d.Date, d.Reason); err != nil {
			return err
		}
	}
	for _, key := range sealedKeys {
		delete(said, key) // of that file alone
	}
	delete(said, undecidedKey)
	for _, key := range sortedKeys(said) {
		if _, err := tx.ExecContext(ctx, `INSERT INTO dataset (key, value) VALUES (?, ?) ON CONFLICT DO NOTHING`, key, said[key]); err != nil {
			return err
		}
	}
	if by != "" {
		if _, err := tx.ExecContext(ctx, `INSERT OR REPLACE INTO dataset (key, value) VALUES (?, ?)`, WithdrawnByKey, by); err != nil {
			return err
		}
	}
	return w.in.commit(ctx)
}

// contestOnce contests an address that s may already hold readings of.
func (w *writer) contestOnce(ctx context.Context, url string) error {
	known, err := w.contested(ctx, url)
	if err != nil || known {
		return err
	}
	all, err := w.versions(ctx, schema.UIDFromURL(url))
	if err != nil {
		return err
	}
	return w.contest(ctx, url, all)
}

// Readings yields everything the file was told, articles, superseded readings
// and rejects, in a form that Put takes. An error is final.
func (s *Store) Readings(ctx context.Context) iter.Seq2[schema.Reading, error] {
	return func(yield func(schema.Reading, error) bool) {
		kept, err := workColumn[bool](ctx, s.db, "raw", `SELECT EXISTS (SELECT 1 FROM raw)`)
		if err != nil {
			yield(schema.Reading{}, err)
			return
		}
		raw := len(kept) > 0 && kept[0]
		for a, err := range s.Articles(ctx, "") {
			if err != nil {
				yield(schema.Reading{}, err)
				return
			}
			r, err := s.reading(ctx, a, raw)
			if !yield(r, err) || err != nil {
				return
			}
		}
		lost, err := workColumn[int64](ctx, s.db, "superseded", `SELECT capture_id FROM superseded ORDER BY capture_id`)
		if err != nil {
			yield(schema.Reading{}, err)
			return
		}
		for _, id := range lost {
			if r, err := s.lost(ctx, id, raw); !yield(r, err) || err != nil {
				return
			}
		}
		for rj, err := range s.Rejects(ctx) {
			r := schema.Reading{Capture: schema.Capture{Origin: rj.Origin, SHA256: rj.SHA256}, Reject: &rj}
			if !yield(r, err) || err != nil {
				return
			}
		}
	}
}

// lost is the superseded reading of one capture.
func (s *Store) lost(ctx context.Context, capture int64, raw bool) (schema.Reading, error) {
	var packed []byte
	if err := s.db.QueryRowContext(ctx, `SELECT article FROM superseded WHERE capture_id = ?`, capture).Scan(&packed); err != nil {
		return schema.Reading{}, err
	}
	a := &schema.Article{}
	if err := json.Unmarshal(packed, a); err != nil {
		return schema.Reading{}, err
	}
	return s.reading(ctx, a, raw)
}

// reading is what an article was read from; raw says whether the file keeps the
// bytes of any.
func (s *Store) reading(ctx context.Context, a *schema.Article, raw bool) (schema.Reading, error) {
	r := schema.Reading{Article: a, Capture: a.Capture}
	if a.URL != "" && a.UID == schema.UIDFromURL(a.URL) {
		r.Claim = a.URL
	}
	if !raw {
		return r, nil
	}
	var err error
	r.Raw, err = s.Raw(ctx, a.Capture.SHA256)
	return r, err
}

// Raw gives captured bytes as they are kept, compressed with Zstandard; nil
// when the file does not hold them.
func (s *Store) Raw(ctx context.Context, sha256 string) ([]byte, error) {
	packed, err := workColumn[[]byte](ctx, s.db, "raw", `SELECT zstd FROM raw WHERE sha256 = ?`, sha256)
	if err != nil || len(packed) == 0 {
		return nil, err
	}
	return packed[0], nil
}
