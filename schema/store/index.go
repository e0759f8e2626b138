package store

import (
	"context"
	"database/sql"
	"fmt"

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

// writeIndex writes what b has gathered as one segment; counts may be nil.
func writeIndex(ctx context.Context, tx *sql.Tx, b *segment.Builder, level int, counts *segment.Counts) error {
	x, err := openIndex(ctx, tx)
	if err != nil {
		return err
	}
	id := x.structure.NextID()
	b.PageSize = x.pageSize
	leaves, grown, err := b.Write(id, x.rows(ctx), counts)
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
		leaves, err := segment.Merge(inputs, x.consumed(ctx), bottom, x.pageSize, id, x.rows(ctx))
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

// consumed is block for leaves that are read in their order and not again: those
// before are taken out, so that the file has room for what is made of them.
func (x *index) consumed(ctx context.Context) segment.Blocks {
	const several = 64
	read := x.block(ctx)
	return func(id int64) ([]byte, error) {
		if id%several == 0 {
			if _, err := x.tx.ExecContext(ctx, `DELETE FROM articles_fts_data WHERE id BETWEEN ? AND ?`, id-several, id-1); err != nil {
				return nil, err
			}
		}
		return read(id)
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
			return writeIndex(ctx, tx, &b, sealedLevel, nil)
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
