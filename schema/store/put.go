package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/json"
	"fmt"
	"iter"
	"time"

	sqlite3 "modernc.org/sqlite/lib"

	"dabao/schema"
)

// batch is how many readings share a transaction: a crash costs at most that
// many. Every commit writes a segment of the index, which is merged with its
// neighbours later: fewer of them are less work.
const batch = 1000

// batchTime bounds what a crash costs where pages are slow: a transaction that
// has been open for longer is committed with the next reading.
const batchTime = 3 * time.Second

// Tally counts what became of the documents of one run. Read is the sum of
// the others.
type Tally struct {
	Read       int `json:"read"`
	Stored     int `json:"stored"`     // new articles, and new readings that replaced an older one
	Unchanged  int `json:"unchanged"`  // the same bytes from the same place as before
	Superseded int `json:"superseded"` // readings that a later capture of the article outranks
	Rejected   int `json:"rejected"`
	Skipped    int `json:"skipped"` // inputs that are no pages at all, counted by whoever opened them
}

// Known reports whether the file already holds this capture, so that it need
// not be parsed again. It is safe for concurrent use, and sees the file as it
// was when Known was made. Rejects are read again: a page that gave nothing
// yesterday may give an article to a better reader.
type Known func(*schema.Capture) bool

// Known loads the keys of the captures the file holds, some 40 bytes each.
func (s *Store) Known(ctx context.Context) (Known, error) {
	seen := map[[16]byte]bool{}
	for c, err := range s.captureKeys(ctx) {
		if err != nil {
			return nil, err
		}
		seen[keyDigest(&c)] = true
	}
	return func(c *schema.Capture) bool { return seen[keyDigest(c)] }, nil
}

// keyDigest is long enough that two captures never share one by chance.
func keyDigest(c *schema.Capture) [16]byte {
	sum := sha256.Sum256([]byte(c.Key()))
	return [16]byte(sum[:16])
}

// Put stores readings in batches and says what became of each. An error of the
// sequence ends it; what came before is kept. When ctx is done, what was stored
// so far is committed and ctx's error returned. progress may be nil; it is
// called after every reading.
func (s *Store) Put(ctx context.Context, readings iter.Seq2[schema.Reading, error], progress func(Tally)) (Tally, error) {
	w := &writer{store: s}
	// What is under way is finished even when ctx is done.
	inner := context.WithoutCancel(ctx)
	if err := w.begin(inner); err != nil {
		return w.tally, err
	}
	defer func() { w.tx.Rollback() }()
	pending := 0
	for r, err := range readings {
		if err != nil {
			return w.tally, w.finish(inner, err)
		}
		if err := w.put(inner, r); err != nil {
			return w.tally, fmt.Errorf("store %s: %w", r.Capture.Origin.URI, err)
		}
		if progress != nil {
			progress(w.tally)
		}
		if pending++; pending == batch || time.Since(w.opened) > batchTime || ctx.Err() != nil {
			pending = 0
			if err := w.commit(inner); err != nil {
				return w.tally, err
			}
			if err := ctx.Err(); err != nil {
				return w.tally, err
			}
			if err := w.begin(inner); err != nil {
				return w.tally, err
			}
		}
	}
	if err := w.commit(inner); err != nil {
		return w.tally, err
	}
	return w.tally, ctx.Err()
}

// writer is the state of one Put.
type writer struct {
	store *Store
	tx    *sql.Tx
	in    *inserter
	// first is the greatest capture_id before this run: captures above it are
	// this run's own.
	first int64
	begun bool
	// changed is set once the file differs from what its digest was made of,
	// undecided once it holds articles that Group has not seen.
	changed, undecided bool
	opened             time.Time // when the transaction began; never stored
	tally              Tally
}

func (w *writer) begin(ctx context.Context) error {
	tx, err := w.store.db.BeginTx(ctx, nil)
	if err != nil {
		if code(err) == sqlite3.SQLITE_BUSY {
			return fmt.Errorf("%s: %w", w.store.path, ErrBusy)
		}
		return fmt.Errorf("%s: %w", w.store.path, err)
	}
	w.tx, w.opened = tx, time.Now()
	if !w.begun {
		w.begun = true
		if err := w.start(ctx); err != nil {
			return err
		}
	}
	w.in, err = newInserter(ctx, w.tx, working)
	return err
}

// start is what a run does once, in its first transaction.
func (w *writer) start(ctx context.Context) error {
	if err := w.tx.QueryRowContext(ctx, `SELECT coalesce(max(capture_id), 0) FROM captures`).Scan(&w.first); err != nil || w.first > 0 {
		return err
	}
	// A file that an ingest has only begun must not pass for one that holds
	// nothing: said, and committed, before the first page is read.
	if err := setDataset(ctx, w.tx, undecidedKey, "undecided"); err != nil {
		return err
	}
	if err := w.tx.Commit(); err != nil {
		return err
	}
	tx, err := w.store.db.BeginTx(ctx, nil)
	if err == nil {
		w.tx = tx
	}
	return err
}

func (w *writer) commit(ctx context.Context) error {
	if err := w.in.commit(ctx); err != nil {
		return fmt.Errorf("%s: commit: %w", w.store.path, err)
	}
	return nil
}

// finish keeps what was stored before the sequence failed with err.
func (w *writer) finish(ctx context.Context, err error) error {
	if cerr := w.commit(ctx); cerr != nil {
		return cerr
	}
	return err
}

func (w *writer) put(ctx context.Context, r schema.Reading) error {
	w.tally.Read++
	known, err := w.known(ctx, &r.Capture)
	if err != nil {
		return err
	}
	if known || (r.Article == nil && r.Reject == nil) {
		w.tally.Unchanged++
		return nil
	}
	if r.Reject == nil {
		r.Reject, err = w.withdrawn(ctx, &r)
		if err != nil {
			return err
		}
	}
	if err := w.forgetDigest(ctx); err != nil {
		return err
	}
	if r.Reject != nil {
		w.tally.Rejected += r.Reject.Documents()
		w.tally.Read += r.Reject.Documents() - 1
		return w.in.addReject(ctx, r.Reject)
	}
	return w.article(ctx, r)
}

// forgetDigest takes out, once a run, what was true of what the file held before.
func (w *writer) forgetDigest(ctx context.Context) error {
	if w.changed {
		return nil
	}
	w.changed = true
	for _, key := range sealedKeys {
		if _, err := w.tx.ExecContext(ctx, `DELETE FROM dataset WHERE key = ?`, key); err != nil {
			return err
		}
	}
	return nil
}

func (w *writer) known(ctx context.Context, c *schema.Capture) (bool, error) {
	if w.in.waitingCaptures[keyDigest(c)] {
		return true, nil
	}
	var n int
	err := w.in.known.QueryRowContext(ctx, c.Origin.Container, c.Origin.URI, c.Origin.Offset, c.SHA256).Scan(&n)
	return n > 0, err
}

// withdrawn rejects a reading that has been taken out for good.
func (w *writer) withdrawn(ctx context.Context, r *schema.Reading) (*schema.Reject, error) {
	var date, reason string
	err := w.in.withdrawn.QueryRowContext(ctx, withdrawalKeys(r)...).Scan(&date, &reason)
	if err == sql.ErrNoRows {
		return nil, nil
	}
	return &schema.Reject{Origin: r.Capture.Origin, SHA256: r.Capture.SHA256, Reason: schema.Withdrawn,
		Detail: "withdrawn on " + date + ": " + reason}, err
}

// article stores one reading under its uid, or under the digest of its bytes
// when its address turns out to be claimed by distinct articles.
func (w *writer) article(ctx context.Context, r schema.Reading) error {
	if !w.undecided {
		w.undecided = true
		if err := setDataset(ctx, w.tx, undecidedKey, "undecided"); err != nil {
			return err
		}
	}
	if err := w.in.settle(ctx, r.UID()); err != nil {
		return err
	}
	var rivals []version
	claimed := r.Claim != "" // and by nobody else's article
	if claimed {
		contested, err := w.contested(ctx, r.Claim)
		if err != nil {
			return err
		}
		if !contested {
			if rivals, err = w.versions(ctx, schema.UIDFromURL(r.Claim)); err != nil {
				return err
			}
			if contested = anyDistinct(rivals, r.Article); contested {
				if err := w.contest(ctx, r.Claim, rivals); err != nil {
					return err
				}
			}
		}
		if contested {
			disown(&r)
			claimed = false
		}
	}
	r.Article.UID = r.UID()
	r.Capture.UID = r.Article.UID
	r.Article.Capture = r.Capture
	id, err := w.in.addCapture(ctx, &r.Capture)
	if err != nil {
		return err
	}
	o := r.Capture.Origin
	if _, err := w.in.settled.ExecContext(ctx, o.Container, o.URI, o.Offset, r.Capture.SHA256); err != nil {
		return err
	}
	if err := w.keepRaw(ctx, &r); err != nil {
		return err
	}
	switch {
	case !claimed:
		return w.settle(ctx, r, id)
	case len(rivals) == 0:
		return w.place(ctx, r, id, nil)
	}
	return w.place(ctx, r, id, &rivals[0])
}

func (w *writer) keepRaw(ctx context.Context, r *schema.Reading) error {
	if r.Raw == nil {
		return nil
	}
	_, err := w.in.queries.ExecContext(ctx, `INSERT INTO raw (sha256, zstd) VALUES (?, ?) ON CONFLICT DO NOTHING`, r.Capture.SHA256, r.Raw)
	return err
}

// settle places a reading beside the one that stands under its uid, if any.
func (w *writer) settle(ctx context.Context, r schema.Reading, id int64) error {
	if err := w.in.settle(ctx, r.Article.UID); err != nil {
		return err
	}
	var standing int64
	err := w.in.standing.QueryRowContext(ctx, string(r.Article.UID)).Scan(&standing)
	if err == sql.ErrNoRows {
		return w.place(ctx, r, id, nil)
	}
	if err != nil {
		return err
	}
	old, err := loadUID(ctx, w.in.queries, r.Article.UID)
	if err != nil {
		return err
	}
	return w.place(ctx, r, id, &version{standing, old, true})
}

// place lets the greater capture of a uid stand in articles and keeps the other
// in superseded; stands, which may be nil, is the one that stands now.
func (w *writer) place(ctx context.Context, r schema.Reading, id int64, stands *version) error {
	if stands == nil {
		w.tally.Stored++
		return w.add(ctx, &r, id)
	}
	old := stands.article
	if r.Capture.Compare(&old.Capture) < 0 {
		w.tally.Superseded++
		return w.supersede(ctx, id, r.Article)
	}
	w.tally.Stored++
	if stands.capture > w.first {
		w.tally.Stored--
		w.tally.Superseded++
	}
	if err := w.in.remove(ctx, old.UID); err != nil {
		return err
	}
	if err := w.supersede(ctx, stands.capture, old); err != nil {
		return err
	}
	return w.add(ctx, &r, id)
}

func (w *writer) add(ctx context.Context, r *schema.Reading, capture int64) error {
	if r.Derived == nil {
		r.Derived = Derive(r.Article)
	}
	return w.in.add(ctx, r.Article, r.Derived, capture)
}

func (w *writer) supersede(ctx context.Context, capture int64, a *schema.Article) error {
	packed, err := json.Marshal(a)
	if err != nil {
		return err
	}
	if err := w.in.flush(ctx); err != nil { // it points at a capture
		return err
	}
	_, err = w.in.queries.ExecContext(ctx, `INSERT INTO superseded (capture_id, article) VALUES (?, ?)`, capture, packed)
	return err
}
