package store

import (
	"context"
	"database/sql"
	"fmt"
	"iter"
	"runtime/debug"
	"slices"

	"dabao/schema"
	"dabao/schema/neardup"
)

// undecidedKey is the dataset key that stands in a file from the first article
// of a run until Group has decided, so that an interruption between the two
// does not pass for a decision.
const undecidedKey = "near_duplicates"

// addSignature keeps what Group finds near-duplicates by.
const addSignature = `INSERT INTO signatures (article_id, minhash) VALUES (?, ?)`

// Undecided says whether articles have come since Group last decided which are
// near-duplicates.
func (s *Store) Undecided(ctx context.Context) (bool, error) {
	var n int
	err := s.db.QueryRowContext(ctx, `SELECT count(*) FROM dataset WHERE key = ?`, undecidedKey).Scan(&n)
	return n > 0, err
}

// Group decides anew which articles are near-duplicates, by their text, and
// sets near_duplicate_of to the uid of the earliest of each group. It does
// nothing when no article has come since it last did. The answer depends on
// the articles alone, not on the order or the runs they came in.
func (s *Store) Group(ctx context.Context) error {
	if undecided, err := s.Undecided(ctx); err != nil || !undecided {
		return err
	}
	return s.regroup(ctx, func(g *grouping) ([]int, error) {
		if err := g.loadSignatures(ctx); err != nil {
			return nil, err
		}
		return neardup.Group(g.signatures, func(i, j int) (bool, error) { return g.same(ctx, i, j) })
	})
}

// GroupBy is Group with the comparing done elsewhere: pairs are the places of
// articles that are alike (neardup.Alike) among those that Banded says meet. It
// fails where a place is none of the file's. An error of pairs is final, and
// leaves the file as it was.
func (s *Store) GroupBy(ctx context.Context, pairs iter.Seq2[[2]int, error]) error {
	return s.regroup(ctx, func(g *grouping) ([]int, error) {
		groups := neardup.NewGroups(len(g.ids))
		for p, err := range pairs {
			if err != nil {
				return nil, err
			}
			if min(p[0], p[1]) < 0 || max(p[0], p[1]) >= len(g.ids) {
				return nil, fmt.Errorf("the pair %d, %d is not of this file's %d articles", p[0], p[1], len(g.ids))
			}
			groups.Join(p[0], p[1])
		}
		return groups.First(), nil
	})
}

// Banded is an article that may have near-duplicates.
type Banded struct {
	Place         int    // among all articles, in the order that decides who comes first
	ContentSHA256 string // names its text
	Bands         [neardup.Bands]uint64
}

// Banded yields the articles that are long enough to have near-duplicates, in
// their order. An error is final.
func (s *Store) Banded(ctx context.Context) iter.Seq2[Banded, error] {
	return func(yield func(Banded, error) bool) {
		rows, err := s.db.QueryContext(ctx, `SELECT content_sha256, minhash FROM articles JOIN signatures USING (article_id) `+groupOrder)
		if err != nil {
			yield(Banded{}, err)
			return
		}
		defer rows.Close()
		for place := 0; rows.Next(); place++ {
			b := Banded{Place: place}
			var packed sql.RawBytes
			if err := rows.Scan(&b.ContentSHA256, &packed); err != nil {
				yield(b, err)
				return
			}
			signature, ok := neardup.ParseSignature(packed)
			if !ok {
				yield(b, fmt.Errorf("article %d in order has a signature of %d bytes", place, len(packed)))
				return
			}
			if signature.Short() {
				continue
			}
			for n := range b.Bands {
				b.Bands[n] = signature.Band(n)
			}
			if !yield(b, nil) {
				return
			}
		}
		if err := rows.Err(); err != nil {
			yield(Banded{}, err)
		}
	}
}

// groupOrder decides which of a group comes first.
const groupOrder = `ORDER BY published_on IS NULL, published_on, uid`

// regroup sets near_duplicate_of by what decide says of the articles in order.
func (s *Store) regroup(ctx context.Context, decide func(*grouping) ([]int, error)) error {
	// The signatures of all articles are the greatest thing a run holds at once:
	// page cache and garbage must not stand beside them.
	if err := s.exec(ctx, `PRAGMA shrink_memory; PRAGMA cache_size = -8192`); err != nil {
		return err
	}
	defer s.exec(context.WithoutCancel(ctx), fmt.Sprintf(`PRAGMA cache_size = -%d`, cacheKiB))
	defer debug.SetGCPercent(debug.SetGCPercent(20))
	debug.FreeOSMemory()
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	g := &grouping{db: tx}
	for _, step := range []func() error{
		func() error { return g.sign(ctx, tx) },
		func() error { return g.load(ctx) },
		func() error {
			first, err := decide(g)
			if err != nil {
				return err
			}
			return g.store(ctx, tx, first)
		},
	} {
		if err := step(); err != nil {
			return fmt.Errorf("find near-duplicates: %w", err)
		}
	}
	return tx.Commit()
}

// grouping is the state of one Group: the articles in the order that decides
// who comes first.
type grouping struct {
	db         querier
	ids        []int64
	uids       []string
	stands     []string // near_duplicate_of as it stands
	signatures []neardup.Signature
	texts      map[int]string      // that are not to be read from the file
	sets       map[int]neardup.Set // of the texts compared last
}

// sign makes the signatures that are missing.
func (g *grouping) sign(ctx context.Context, tx *sql.Tx) error {
	ids, err := column[int64](ctx, tx, `SELECT article_id FROM articles
		WHERE article_id NOT IN (SELECT article_id FROM signatures) ORDER BY article_id`)
	if err != nil {
		return err
	}
	put, err := tx.PrepareContext(ctx, addSignature)
	if err != nil {
		return err
	}
	defer put.Close()
	for _, id := range ids {
		text, err := g.text(ctx, id)
		if err != nil {
			return err
		}
		signature := neardup.Sign(text)
		if _, err := put.ExecContext(ctx, id, signature.Bytes()); err != nil {
			return err
		}
	}
	return nil
}

func (g *grouping) text(ctx context.Context, id int64) (text string, err error) {
	err = g.db.QueryRowContext(ctx, `SELECT text FROM articles WHERE article_id = ?`, id).Scan(&text)
	return text, err
}

// textOf is the text of the article at index i.
func (g *grouping) textOf(ctx context.Context, i int) (string, error) {
	if text, given := g.texts[i]; given {
		return text, nil
	}
	return g.text(ctx, g.ids[i])
}

func (g *grouping) load(ctx context.Context) error {
	rows, err := g.db.QueryContext(ctx, `SELECT article_id, uid, coalesce(near_duplicate_of, '')
		FROM articles JOIN signatures USING (article_id) `+groupOrder)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var id int64
		var uid, stands string
		if err := rows.Scan(&id, &uid, &stands); err != nil {
			return err
		}
		g.ids, g.uids, g.stands = append(g.ids, id), append(g.uids, uid), append(g.stands, stands)
	}
	return rows.Err()
}

// loadSignatures reads the signatures to their places, in the order they lie
// in: sorted in SQL, a million of them would be held twice.
func (g *grouping) loadSignatures(ctx context.Context) error {
	place := make(map[int64]int, len(g.ids))
	for i, id := range g.ids {
		place[id] = i
	}
	g.signatures = make([]neardup.Signature, len(g.ids))
	rows, err := g.db.QueryContext(ctx, `SELECT article_id, minhash FROM signatures ORDER BY article_id`)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var id int64
		var packed sql.RawBytes
		if err := rows.Scan(&id, &packed); err != nil {
			return err
		}
		signature, ok := neardup.ParseSignature(packed)
		if !ok {
			return fmt.Errorf("article %d has a signature of %d bytes", id, len(packed))
		}
		g.signatures[place[id]] = signature
	}
	return rows.Err()
}

// store writes what has changed, and that all is decided.
func (g *grouping) store(ctx context.Context, tx *sql.Tx, first []int) error {
	for i, f := range first {
		now := ""
		if f != i {
			now = g.uids[f]
		}
		if now == g.stands[i] {
			continue
		}
		if _, err := tx.ExecContext(ctx, `UPDATE articles SET near_duplicate_of = nullif(?, '') WHERE article_id = ?`, now, g.ids[i]); err != nil {
			return err
		}
	}
	_, err := tx.ExecContext(ctx, `DELETE FROM dataset WHERE key = ?`, undecidedKey)
	return err
}

// same compares two texts exactly, unless their signatures already agree in
// every place.
func (g *grouping) same(ctx context.Context, i, j int) (bool, error) {
	if g.signatures[i] == g.signatures[j] {
		return true, nil
	}
	a, err := g.set(ctx, i)
	if err != nil {
		return false, err
	}
	b, err := g.set(ctx, j)
	if err != nil {
		return false, err
	}
	return neardup.Similarity(a, b) >= neardup.Threshold, nil
}

// keptSets is how many texts' shingles are kept at once.
const keptSets = 256

func (g *grouping) set(ctx context.Context, i int) (neardup.Set, error) {
	if set, ok := g.sets[i]; ok {
		return set, nil
	}
	text, err := g.textOf(ctx, i)
	if err != nil {
		return nil, err
	}
	if g.sets == nil || len(g.sets) >= keptSets {
		g.sets = map[int]neardup.Set{}
	}
	g.sets[i] = neardup.Shingles(text)
	return g.sets[i], nil
}

// Twins groups some articles of the file by the rule of Group, as if there were
// no others. uids name them in the order that decides who comes first; texts
// are those to judge by instead of the file's, by index. The answer is, for each
// article, the index of the first of its group.
func (s *Store) Twins(ctx context.Context, uids []schema.UID, texts map[int]string) ([]int, error) {
	at := make(map[string]int, len(uids))
	for i, uid := range uids {
		at[string(uid)] = i
	}
	g := &grouping{db: s.db, texts: texts, ids: make([]int64, len(uids)), signatures: make([]neardup.Signature, len(uids))}
	unsigned, err := g.signed(ctx, at)
	if err != nil {
		return nil, fmt.Errorf("find near-duplicates: %w", err)
	}
	for _, i := range unsigned {
		text, err := g.textOf(ctx, i)
		if err != nil {
			return nil, fmt.Errorf("find near-duplicates: %w", err)
		}
		g.signatures[i] = neardup.Sign(text)
	}
	return neardup.Group(g.signatures, func(i, j int) (bool, error) { return g.same(ctx, i, j) })
}

// signed takes the row numbers and signatures that the file holds of the
// articles in at, and lists those without one.
func (g *grouping) signed(ctx context.Context, at map[string]int) (unsigned []int, err error) {
	query := `SELECT article_id, uid, minhash FROM articles LEFT JOIN signatures USING (article_id)`
	if has, err := hasTable(ctx, g.db, "signatures"); err != nil {
		return nil, err
	} else if !has {
		query = `SELECT article_id, uid, NULL FROM articles`
	}
	rows, err := g.db.QueryContext(ctx, query)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var id int64
		var uid string
		var packed []byte
		if err := rows.Scan(&id, &uid, &packed); err != nil {
			return nil, err
		}
		i, wanted := at[uid]
		if !wanted {
			continue
		}
		g.ids[i] = id
		signature, ok := neardup.ParseSignature(packed)
		if _, other := g.texts[i]; other || !ok {
			unsigned = append(unsigned, i)
		} else {
			g.signatures[i] = signature
		}
	}
	slices.Sort(unsigned)
	return unsigned, rows.Err()
}
