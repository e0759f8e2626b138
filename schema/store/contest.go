package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"strings"

	"dabao/schema"
	"dabao/schema/fulltext"
)

// Some sites give every page one canonical address, often that of the home
// page or of the newest story. Such an address names nothing: when two
// readings that claim it are distinct articles, it is contested for good, and
// all who claim it are known by their bytes instead. Every reading of a uid is
// kept (in superseded), so that the verdict is the same in any order of input.

// version is one reading that claims an address.
type version struct {
	capture  int64
	article  *schema.Article
	standing bool // in articles, not in superseded
}

func (w *writer) contested(ctx context.Context, url string) (bool, error) {
	var n int
	err := w.in.contested.QueryRowContext(ctx, url).Scan(&n)
	return n > 0, err
}

// versions gives every reading of a uid, the one that stands first, the others
// in the order of captures.
func (w *writer) versions(ctx context.Context, uid schema.UID) ([]version, error) {
	var all []version
	var standing int64
	err := w.in.standing.QueryRowContext(ctx, string(uid)).Scan(&standing)
	if err == sql.ErrNoRows {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	a, err := loadUID(ctx, w.in.queries, uid)
	if err != nil {
		return nil, err
	}
	all = append(all, version{standing, a, true})
	rows, err := w.in.queries.QueryContext(ctx, `SELECT s.capture_id, s.article FROM superseded AS s JOIN captures USING (capture_id)
		WHERE uid = ? ORDER BY s.capture_id`, string(uid))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		v := version{article: &schema.Article{}}
		var packed []byte
		if err := rows.Scan(&v.capture, &packed); err != nil {
			return nil, err
		}
		if err := json.Unmarshal(packed, v.article); err != nil {
			return nil, err
		}
		all = append(all, v)
	}
	return all, rows.Err()
}

// contest gives every reading of a contested address a uid of its own.
func (w *writer) contest(ctx context.Context, url string, all []version) error {
	if err := w.in.flush(ctx); err != nil {
		return err
	}
	if _, err := w.tx.ExecContext(ctx, `INSERT INTO contested (url) VALUES (?)`, url); err != nil {
		return err
	}
	if err := w.in.remove(ctx, schema.UIDFromURL(url)); err != nil {
		return err
	}
	for _, v := range all {
		r := schema.Reading{Article: v.article, Capture: v.article.Capture}
		disown(&r)
		r.Article.UID = r.UID()
		r.Capture.UID = r.Article.UID
		r.Article.Capture = r.Capture
		if _, err := w.tx.ExecContext(ctx, `DELETE FROM superseded WHERE capture_id = ?`, v.capture); err != nil {
			return err
		}
		if _, err := w.tx.ExecContext(ctx, `UPDATE captures SET uid = ? WHERE capture_id = ?`, string(r.Article.UID), v.capture); err != nil {
			return err
		}
		before := w.tally
		if err := w.settle(ctx, r, v.capture); err != nil {
			return err
		}
		w.tally = before
		if !v.standing && v.capture > w.first {
			w.tally.Stored++
			w.tally.Superseded--
		}
	}
	return nil
}

// disown takes a contested address from a reading; the address the bytes came
// from stays where it is another one.
func disown(r *schema.Reading) {
	claim := r.Claim
	if claim == "" {
		claim = r.Article.URL
	}
	r.Claim = ""
	r.Article.URL = ""
	if uri := r.Capture.Origin.URI; uri != claim && (strings.HasPrefix(uri, "http://") || strings.HasPrefix(uri, "https://")) {
		r.Article.URL = uri
	}
}

func anyDistinct(all []version, a *schema.Article) bool {
	for _, v := range all {
		if distinct(v.article, a) {
			return true
		}
	}
	return false
}

// sameShare is the least share of the smaller text's shingles that two
// versions of one article have in common; a rewritten story keeps far more
// than a tenth, two stories under one template far less.
const sameShare = 0.1

// distinct reports whether two readings are different articles: their titles
// differ, and their texts share next to nothing.
func distinct(a, b *schema.Article) bool {
	if strings.TrimSpace(fulltext.Fold(a.Title)) == strings.TrimSpace(fulltext.Fold(b.Title)) {
		return false
	}
	x, y := shingles(a.Text()), shingles(b.Text())
	if len(x) > len(y) {
		x, y = y, x
	}
	if len(x) == 0 {
		return false
	}
	common := 0
	for s := range x {
		if y[s] {
			common++
		}
	}
	return float64(common) < sameShare*float64(len(x))
}

// shingles are the runs of five code points of a folded text.
func shingles(text string) map[[5]rune]bool {
	set := map[[5]rune]bool{}
	runes := []rune(fulltext.Fold(text))
	for i := 0; i+5 <= len(runes); i++ {
		set[[5]rune(runes[i:i+5])] = true
	}
	return set
}
