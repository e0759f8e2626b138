package store

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"dabao/schema"
)

// inserter holds the prepared statements of one transaction that adds and
// removes whole articles: the row, its child rows and its index entry, which is
// made when the transaction ends.
type inserter struct {
	tx              *sql.Tx
	article         *sql.Stmt
	children        map[string]*sql.Stmt
	capture, reject *sql.Stmt
	unindexed       unindexed
	signature       *sql.Stmt
	// What is asked for every reading.
	known, withdrawn, contested, standing, settled *sql.Stmt
	facetsCleared                                  bool
}

// What a file is written for: to be released, or to take in more.
const (
	released = false
	working  = true
)

// newInserter prepares the statements; those that a released file has no tables
// for only for a working one.
func newInserter(ctx context.Context, tx *sql.Tx, working bool) (*inserter, error) {
	in := &inserter{tx: tx, children: map[string]*sql.Stmt{}}
	var err error
	prepare := func(q string) *sql.Stmt {
		if err != nil {
			return nil
		}
		var s *sql.Stmt
		s, err = tx.PrepareContext(ctx, q)
		return s
	}
	in.article = prepare(insertSQL(schema.TableNamed("articles"), "article_id"))
	for _, t := range schema.Tables {
		if t.Child {
			in.children[t.Name] = prepare(insertSQL(t.Stored(), ""))
		}
	}
	in.capture = prepare(insertSQL(schema.TableNamed("captures"), "capture_id"))
	in.reject = prepare(insertSQL(schema.TableNamed("rejects"), "reject_id") + ` ON CONFLICT (container, uri, "offset", sha256) DO UPDATE SET reason = excluded.reason, detail = excluded.detail`)
	in.known = prepare(`SELECT count(*) FROM captures WHERE container = ? AND uri = ? AND "offset" = ? AND sha256 = ?`)
	in.withdrawn = prepare(isWithdrawn)
	in.standing = prepare(`SELECT capture_id FROM articles WHERE uid = ?`)
	if working {
		in.contested = prepare(`SELECT count(*) FROM contested WHERE url = ?`)
		in.signature = prepare(addSignature)
	}
	in.settled = prepare(`DELETE FROM rejects WHERE container = ? AND uri = ? AND "offset" = ? AND sha256 = ?`)
	if err != nil {
		return nil, fmt.Errorf("prepare: %w", err)
	}
	return in, nil
}

// insertSQL is an INSERT of every column of a table but the one named, which
// SQLite numbers itself.
func insertSQL(t *schema.TableDef, without string) string {
	var names []string
	for _, c := range t.Columns {
		if c.Name != without {
			names = append(names, quote(c.Name))
		}
	}
	return fmt.Sprintf(`INSERT INTO %s (%s) VALUES (?%s)`, quote(t.Name), strings.Join(names, ", "),
		strings.Repeat(", ?", len(names)-1))
}

// quote makes an SQL identifier of a name from schema.Tables or of a caller's
// column, whatever stands in it.
func quote(name string) string { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }

// add puts one article under a capture that is already in the file, with what
// was made of it ahead.
func (in *inserter) add(ctx context.Context, a *schema.Article, d *schema.Derived, captureID int64) error {
	id, err := in.addRows(ctx, a, captureID)
	if err != nil {
		return err
	}
	if _, err = in.signature.ExecContext(ctx, id, d.Signature); err != nil {
		return err
	}
	in.unindexed.add(id, words{a.Title, a.Text()})
	if in.unindexed.bytes < maxUnindexed {
		return nil
	}
	return in.unindexed.index(ctx, in.tx)
}

// commit brings the index up to date and ends the transaction.
func (in *inserter) commit(ctx context.Context) error {
	if err := in.unindexed.index(ctx, in.tx); err != nil {
		return err
	}
	return in.tx.Commit()
}

// addRows puts the row of an article and its child rows, and returns its number.
func (in *inserter) addRows(ctx context.Context, a *schema.Article, captureID int64) (int64, error) {
	if err := in.dropFacets(ctx); err != nil {
		return 0, err
	}
	res, err := in.article.ExecContext(ctx, append(a.Cells(), captureID)...)
	if err != nil {
		return 0, fmt.Errorf("insert article %s: %w", a.UID, err)
	}
	id, err := res.LastInsertId()
	if err != nil {
		return 0, err
	}
	for _, t := range schema.Tables {
		if !t.Child {
			continue
		}
		for _, row := range a.StoredRows(&t) {
			if _, err := in.children[t.Name].ExecContext(ctx, append([]any{id}, row...)...); err != nil {
				return 0, fmt.Errorf("insert %s of article %s: %w", t.Name, a.UID, err)
			}
		}
	}
	return id, nil
}

// remove takes an article and everything that hangs on it out of the file.
// Its captures stay.
func (in *inserter) remove(ctx context.Context, uid schema.UID) error {
	if err := in.dropFacets(ctx); err != nil {
		return err
	}
	var id int64
	var title, text string
	err := in.tx.QueryRowContext(ctx, `SELECT article_id, title, text FROM articles WHERE uid = ?`, string(uid)).
		Scan(&id, &title, &text)
	if err == sql.ErrNoRows {
		return nil
	}
	if err != nil {
		return err
	}
	in.unindexed.remove(id, words{title, text})
	_, err = in.tx.ExecContext(ctx, `DELETE FROM articles WHERE article_id = ?`, id)
	return err
}

// addCapture writes the row of one capture and returns its number.
func (in *inserter) addCapture(ctx context.Context, c *schema.Capture) (int64, error) {
	res, err := in.capture.ExecContext(ctx, append([]any{string(c.UID)}, c.Cells()...)...)
	if err != nil {
		return 0, fmt.Errorf("insert capture of %s: %w", c.Origin.URI, err)
	}
	return res.LastInsertId()
}

// addReject writes the row of one reject; the same reject twice is one row.
func (in *inserter) addReject(ctx context.Context, r *schema.Reject) error {
	_, err := in.reject.ExecContext(ctx, r.Origin.URI, r.Origin.Container, r.Origin.Offset, string(r.Reason), r.Detail, r.SHA256)
	if err != nil {
		return fmt.Errorf("insert reject of %s: %w", r.Origin.URI, err)
	}
	return nil
}
