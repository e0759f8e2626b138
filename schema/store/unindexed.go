package store

import (
	"context"
	"database/sql"
	"maps"
	"slices"

	"dabao/schema/fulltext/segment"
)

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
	return writeIndex(ctx, tx, &b, 0, nil)
}
