package store

import (
	"context"
	"database/sql"
	"fmt"
	"maps"
	"slices"

	"dabao/schema"
	"dabao/schema/fulltext"
	"dabao/schema/fulltext/segment"
	"dabao/schema/neardup"
)

// sealedLevel is where the one segment of a sealed file stands: what is added
// to it later is merged by itself first.
const sealedLevel = 1

// Derive works out what Put otherwise would, for the caller to put into
// Reading.Derived: it needs no database and may run on many goroutines.
func Derive(a *schema.Article) *schema.Derived {
	signature := neardup.Sign(a.Text())
	return &schema.Derived{Signature: signature.Bytes()}
}

// unindexed is what a transaction has done to articles and the index does not
// know yet: by number, what is to be found and what is no more.
type unindexed struct {
	added, gone map[int64]words
	bytes       int
}

type words struct{ title, text string }

// maxUnindexed is how many bytes of text may wait for the end of a transaction.
const maxUnindexed = 32 << 20

func (u *unindexed) add(id int64, w words) {
	if u.added == nil {
		u.added, u.gone = map[int64]words{}, map[int64]words{}
	}
	u.added[id] = w
	u.bytes += len(w.title) + len(w.text)
}

func (u *unindexed) remove(id int64, w words) {
	if _, waiting := u.added[id]; waiting {
		delete(u.added, id)
		return
	}
	if u.added == nil {
		u.added, u.gone = map[int64]words{}, map[int64]words{}
	}
	u.gone[id] = w
	u.bytes += len(w.title) + len(w.text)
}

// index writes what waits as a segment of the lowest level.
func (u *unindexed) index(ctx context.Context, tx *sql.Tx) error {
	ids := slices.AppendSeq(slices.Collect(maps.Keys(u.added)), maps.Keys(u.gone))
	slices.Sort(ids)
	var b segment.Builder
	defer b.Close()
	for _, id := range slices.Compact(ids) {
		is, added := u.added[id]
		was, gone := u.gone[id]
		var err error
		switch {
		case added && gone:
			err = b.Replace(id, was.title, was.text, is.title, is.text)
		case added:
			err = b.Add(id, is.title, is.text)
		default:
			if err = b.Remove(id, was.title, was.text); err == nil {
				_, err = tx.ExecContext(ctx, `DELETE FROM articles_fts_docsize WHERE id = ?`, id)
			}
		}
		if err != nil {
			return err
		}
	}
	*u = unindexed{}
	if len(ids) == 0 {
		return nil
	}
	return writeIndex(ctx, tx, &b, 0)
}

// writeIndex writes what b has gathered as one segment.
func writeIndex(ctx context.Context, tx *sql.Tx, b *segment.Builder, level int) error {
	x, err := openIndex(ctx, tx)
	if err != nil {
		return err
	}
	id := x.structure.NextID()
	b.PageSize = x.pageSize
	leaves, grown, err := b.Write(id, x.rows(ctx))
	if err != nil {
		return fmt.Errorf("write the index: %w", err)
	}
	if leaves > 0 {
		x.structure.Put(level, segment.Segment{ID: id, First: 1, Last: leaves})
	}
	x.totals = x.totals.Add(grown)
	if err := x.merge(ctx); err != nil {
		return fmt.Errorf("merge segments of the index: %w", err)
	}
	return x.close(ctx)
}

// fanout is how many segments of a level become one of the next. A search looks
// into every segment; more of them a level are less often written again.
const fanout = 16

// merge makes one segment of every level that is full.
func (x *index) merge(ctx context.Context) error {
	for level := 0; level < len(x.structure.Levels); level++ {
		if len(x.structure.Levels[level].Segments) < fanout {
			continue
		}
		inputs, bottom := x.structure.Take(level)
		id := x.structure.NextID(inputs...)
		leaves, err := segment.Merge(inputs, x.block(ctx), bottom, x.pageSize, id, x.rows(ctx))
		if err != nil {
			return err
		}
		if leaves > 0 {
			x.structure.Put(level+1, segment.Segment{ID: id, First: 1, Last: leaves})
		}
		for _, g := range inputs {
			if err := x.remove(ctx, g); err != nil {
				return err
			}
		}
	}
	return nil
}

func (x *index) block(ctx context.Context) segment.Blocks {
	return func(id int64) (block []byte, err error) {
		err = x.read.QueryRowContext(ctx, id).Scan(&block)
		if err == sql.ErrNoRows {
			err = nil
		}
		return block, err
	}
}

func (x *index) remove(ctx context.Context, g segment.Segment) error {
	first, last := g.Range()
	if _, err := x.tx.ExecContext(ctx, `DELETE FROM articles_fts_data WHERE id BETWEEN ? AND ?`, first, last); err != nil {
		return err
	}
	_, err := x.tx.ExecContext(ctx, `DELETE FROM articles_fts_idx WHERE segid = ?`, g.ID)
	return err
}

// index is what the tables behind articles_fts say of its segments.
type index struct {
	tx                       *sql.Tx
	structure                *segment.Structure
	totals                   segment.Totals
	pageSize                 int
	data, idx, docsize, read *sql.Stmt
}

const readBlock = `SELECT block FROM articles_fts_data WHERE id = ?`

func openIndex(ctx context.Context, tx *sql.Tx) (*index, error) {
	x := &index{tx: tx}
	if err := x.load(ctx, tx); err != nil {
		return nil, err
	}
	var err error
	for _, s := range []struct {
		stmt **sql.Stmt
		q    string
	}{
		{&x.data, `REPLACE INTO articles_fts_data (id, block) VALUES (?, ?)`},
		{&x.idx, `INSERT INTO articles_fts_idx (segid, term, pgno) VALUES (?, ?, ?)`},
		{&x.docsize, `REPLACE INTO articles_fts_docsize (id, sz) VALUES (?, ?)`},
		{&x.read, readBlock},
	} {
		if *s.stmt, err = tx.PrepareContext(ctx, s.q); err != nil {
			return nil, err
		}
	}
	return x, nil
}

// load reads what stands of the index as a whole.
func (x *index) load(ctx context.Context, db querier) error {
	var structure, averages []byte
	err := db.QueryRowContext(ctx, `SELECT (SELECT block FROM articles_fts_data WHERE id = ?), (SELECT block FROM articles_fts_data WHERE id = ?),
		(SELECT coalesce(max(v), ?) FROM articles_fts_config WHERE k = 'pgsz')`,
		segment.StructureID, segment.AveragesID, segment.PageSize).Scan(&structure, &averages, &x.pageSize)
	if err != nil {
		return err
	}
	if x.structure, err = segment.ParseStructure(structure); err != nil {
		return err
	}
	x.totals, err = segment.ParseTotals(averages)
	return err
}

func (x *index) rows(ctx context.Context) segment.Rows {
	return segment.Rows{
		Data: func(id int64, block []byte) error {
			_, err := x.data.ExecContext(ctx, id, block)
			return err
		},
		Idx: func(id int64, term []byte, pgno int64) error {
			_, err := x.idx.ExecContext(ctx, id, term, pgno)
			return err
		},
		DocSize: func(id int64, sz []byte) error {
			_, err := x.docsize.ExecContext(ctx, id, sz)
			return err
		},
	}
}

// close writes what has changed of the index as a whole.
func (x *index) close(ctx context.Context) error {
	if _, err := x.data.ExecContext(ctx, segment.StructureID, x.structure.Append(nil)); err != nil {
		return err
	}
	if _, err := x.data.ExecContext(ctx, segment.AveragesID, x.totals.Append(nil)); err != nil {
		return err
	}
	// FTS5 remembers which segments there are until another connection changes
	// the file, or until it is told to merge: here, nothing.
	_, err := x.tx.ExecContext(ctx, `INSERT INTO articles_fts (articles_fts, rank) VALUES ('merge', 0)`)
	return err
}

// workSuffix follows the path of a database in that of the work file for its
// index.
const workSuffix = "-index"

// rebuildIndex makes the index anew from the articles.
func (s *Store) rebuildIndex(ctx context.Context, tx *sql.Tx) error {
	if err := clearIndex(ctx, tx); err != nil {
		return err
	}
	b := segment.Builder{Spill: s.path + workSuffix}
	defer b.Close()
	// One article a query: a cursor left open would share the connection
	// with the writes.
	for last := int64(0); ; {
		var title, text string
		err := tx.QueryRowContext(ctx, `SELECT article_id, title, text FROM articles
			WHERE article_id > ? ORDER BY article_id LIMIT 1`, last).Scan(&last, &title, &text)
		if err == sql.ErrNoRows {
			return writeIndex(ctx, tx, &b, sealedLevel)
		}
		if err != nil {
			return err
		}
		if err := b.Add(last, title, text); err != nil {
			return err
		}
	}
}

// clearIndex takes everything out of the index but its settings.
func clearIndex(ctx context.Context, tx *sql.Tx) error {
	for _, q := range []string{`DELETE FROM articles_fts_idx`, `DELETE FROM articles_fts_docsize`,
		fmt.Sprintf(`DELETE FROM articles_fts_data WHERE id NOT IN (%d, %d)`, segment.StructureID, segment.AveragesID)} {
		if _, err := tx.ExecContext(ctx, q); err != nil {
			return err
		}
	}
	x, err := openIndex(ctx, tx)
	if err != nil {
		return err
	}
	x.structure.Levels, x.totals = nil, segment.Totals{}
	return x.close(ctx)
}

func fillHanzi(ctx context.Context, tx *sql.Tx) error {
	if _, err := tx.ExecContext(ctx, `DELETE FROM hanzi`); err != nil {
		return err
	}
	put, err := tx.PrepareContext(ctx, `INSERT INTO hanzi (variant, folded) VALUES (?, ?)`)
	if err != nil {
		return err
	}
	defer put.Close()
	for variant, folded := range fulltext.Variants() {
		if _, err := put.ExecContext(ctx, variant, folded); err != nil {
			return err
		}
	}
	return nil
}
func setDataset(ctx context.Context, tx *sql.Tx, key, value string) error {
	_, err := tx.ExecContext(ctx, `INSERT INTO dataset (key, value) VALUES (?, ?)
		ON CONFLICT (key) DO UPDATE SET value = excluded.value`, key, value)
	return err
}
