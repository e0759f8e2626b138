package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"dabao/schema"
)

// inserter adds and removes whole articles in one transaction: the row, its
// child rows and its index entry, which is made when the transaction ends. Rows
// wait for others to be inserted with; whoever asks SQLite for an article or a
// capture settles its rows first.
type inserter struct {
	tx               *sql.Tx
	captures         *bulk
	articles         *bulk
	children         []*bulk // as schema.Tables has them
	signatures       *bulk   // nil for a file to be released
	capture, article int64   // the last numbers
	waiting          map[schema.UID]bool
	waitingCaptures  map[[16]byte]bool
	bytes            int // of the texts that wait
	reject           *sql.Stmt
	unindexed        unindexed
	queries          *statements
	// What is asked for every reading.
	known, withdrawn, contested, standing, settled *sql.Stmt
	facetsCleared                                  bool
}

// How many articles, and bytes of their texts, wait at most.
const (
	maxWaiting      = 64
	maxWaitingBytes = 1 << 20
)

// What a file is written for: to be released, or to take in more.
const (
	released = false
	working  = true
)

// newInserter prepares the statements; those that a released file has no tables
// for only for a working one.
func newInserter(ctx context.Context, tx *sql.Tx, working bool) (*inserter, error) {
	in := &inserter{tx: tx, queries: newStatements(tx), waiting: map[schema.UID]bool{}, waitingCaptures: map[[16]byte]bool{}}
	err := tx.QueryRowContext(ctx, `SELECT (SELECT coalesce(max(capture_id), 0) FROM captures), (SELECT coalesce(max(article_id), 0) FROM articles)`).
		Scan(&in.capture, &in.article)
	table := func(t *schema.TableDef, sizes ...int) *bulk {
		if err != nil {
			return nil
		}
		var b *bulk
		b, err = newBulk(ctx, tx, t, sizes...)
		return b
	}
	in.captures = table(schema.TableNamed("captures"), 32, 1)
	in.articles = table(schema.TableNamed("articles"), 16, 1)
	for _, t := range schema.Tables {
		if t.Child {
			in.children = append(in.children, table(t.Stored(), 64, 8, 1))
		}
	}
	prepare := func(q string) *sql.Stmt {
		if err != nil {
			return nil
		}
		var s *sql.Stmt
		s, err = tx.PrepareContext(ctx, q)
		return s
	}
	in.reject = prepare(insertSQL(schema.TableNamed("rejects"), "reject_id") + ` ON CONFLICT (container, uri, "offset", sha256) DO UPDATE SET reason = excluded.reason, detail = excluded.detail`)
	in.known = prepare(`SELECT count(*) FROM captures WHERE container = ? AND uri = ? AND "offset" = ? AND sha256 = ?`)
	in.withdrawn = prepare(isWithdrawn)
	in.standing = prepare(`SELECT capture_id FROM articles WHERE uid = ?`)
	if working {
		in.contested = prepare(`SELECT count(*) FROM contested WHERE url = ?`)
		in.signatures = table(&schema.TableDef{Name: "signatures", Columns: []schema.Column{{Name: "article_id"}, {Name: "minhash"}}}, 16, 1)
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

// add puts one article under a capture that is already added, with what was made
// of it ahead.
func (in *inserter) add(ctx context.Context, a *schema.Article, d *schema.Derived, captureID int64) error {
	p := prepare(a)
	id, err := in.addRows(ctx, p, captureID)
	if err != nil {
		return err
	}
	in.signatures.add("article "+string(a.UID), []any{id, d.Signature})
	in.unindexed.add(id, words{a.Title, p.text})
	if in.unindexed.bytes < maxUnindexed {
		return nil
	}
	return in.unindexed.index(ctx, in.tx)
}

// commit inserts what waits, brings the index up to date and ends the
// transaction.
func (in *inserter) commit(ctx context.Context) error {
	if err := in.flush(ctx); err != nil {
		return err
	}
	if err := in.unindexed.index(ctx, in.tx); err != nil {
		return err
	}
	return in.tx.Commit()
}

// flush inserts the rows that wait, those that others point at first.
func (in *inserter) flush(ctx context.Context) error {
	for _, b := range append([]*bulk{in.captures, in.articles}, in.children...) {
		if err := b.flush(ctx); err != nil {
			return err
		}
	}
	clear(in.waiting)
	clear(in.waitingCaptures)
	in.bytes = 0
	if in.signatures == nil {
		return nil
	}
	return in.signatures.flush(ctx)
}

// settle makes sure that SQLite knows of an article, if there is one.
func (in *inserter) settle(ctx context.Context, uid schema.UID) error {
	if !in.waiting[uid] {
		return nil
	}
	return in.flush(ctx)
}

// prepared is an article as rows; it needs no database.
type prepared struct {
	article  *schema.Article
	text     string
	cells    []any
	children [][][]any // as schema.Tables has them
}

func prepare(a *schema.Article) *prepared {
	p := &prepared{article: a, cells: a.Cells()}
	p.text, _ = p.cells[textAt].(string)
	for i := range schema.Tables {
		if schema.Tables[i].Child {
			p.children = append(p.children, a.StoredRows(&schema.Tables[i]))
		}
	}
	return p
}

// textAt is the place of the text among the cells of an article, which begin
// behind its number.
var textAt = slices.IndexFunc(schema.TableNamed("articles").Columns, func(c schema.Column) bool { return c.Name == "text" }) - 1

// addRows puts the row of an article and its child rows, and returns its number.
func (in *inserter) addRows(ctx context.Context, p *prepared, captureID int64) (int64, error) {
	if err := in.dropFacets(ctx); err != nil {
		return 0, err
	}
	in.article++
	id, of := []any{in.article}, "article "+string(p.article.UID)
	in.articles.add(of, id, p.cells, []any{captureID})
	for i, rows := range p.children {
		key := id
		if in.children[i].byUID {
			key = []any{string(p.article.UID)}
		}
		for _, row := range rows {
			in.children[i].add(of, key, row)
		}
	}
	in.waiting[p.article.UID] = true
	in.bytes += len(p.text)
	if len(in.waiting) < maxWaiting && in.bytes < maxWaitingBytes {
		return in.article, nil
	}
	return in.article, in.flush(ctx)
}

// remove takes an article and everything that hangs on it out of the file.
// Its captures stay.
func (in *inserter) remove(ctx context.Context, uid schema.UID) error {
	if err := in.dropFacets(ctx); err != nil {
		return err
	}
	if err := in.settle(ctx, uid); err != nil {
		return err
	}
	var id int64
	var title, text string
	err := in.queries.QueryRowContext(ctx, `SELECT article_id, title, text FROM articles WHERE uid = ?`, string(uid)).
		Scan(&id, &title, &text)
	if err == sql.ErrNoRows {
		return nil
	}
	if err != nil {
		return err
	}
	in.unindexed.remove(id, words{title, text})
	_, err = in.queries.ExecContext(ctx, `DELETE FROM articles WHERE article_id = ?`, id)
	return err
}

// addCapture adds the row of one capture and returns its number.
func (in *inserter) addCapture(ctx context.Context, c *schema.Capture) (int64, error) {
	in.capture++
	in.captures.add("capture "+c.Origin.URI, []any{in.capture, string(c.UID)}, c.Cells())
	in.waitingCaptures[keyDigest(c)] = true
	if len(in.waitingCaptures) < maxWaiting {
		return in.capture, nil
	}
	return in.capture, in.flush(ctx)
}

// addReject writes the row of one reject; the same reject twice is one row.
func (in *inserter) addReject(ctx context.Context, r *schema.Reject) error {
	_, err := in.reject.ExecContext(ctx, r.Origin.URI, r.Origin.Container, r.Origin.Offset, string(r.Reason), r.Detail, r.SHA256)
	if err != nil {
		return fmt.Errorf("insert reject of %s: %w", r.Origin.URI, err)
	}
	return nil
}
