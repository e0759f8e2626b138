package release

import (
	"bufio"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"regexp"
	"slices"

	"github.com/klauspost/compress/zstd"

	"dabao/export"
	"dabao/export/jsonlfile"
	"dabao/schema"
	"dabao/schema/store"
)

// A delta leads from one sealed database to another: JSON Lines under zstd.
//
//	{"delta": 1, "from": …, "to": …, …}   deltaHeader: which files, the small tables whole
//	{"drop": …}                           uids of articles removed or changed, any order
//	{"drop_capture": …} {"drop_reject": …}  keys of rows that are no more
//	{"capture": …}                        rows that are new or other than before, in key order
//	{"article": …}                        likewise, with their lists, without what follows from them
//	{"reject": …}                         likewise
//
// It holds rows and names, so its size is that of what changed, while the pages
// of the file move with every row. Withdrawn articles are in it by uid alone.
const deltaVersion = 1

const deltaExt = ".jsonl.zst"

type deltaHeader struct {
	Delta       int               `json:"delta"`
	From        DatabaseID        `json:"from"`
	To          DatabaseID        `json:"to"`
	Tool        string            `json:"tool"`
	Dataset     map[string]string `json:"dataset"`
	Withdrawn   []withdrawal      `json:"withdrawn"`
	Corrections []correction      `json:"corrections"`
}

// withdrawal and correction are the store's, with the names of their columns.
type withdrawal struct {
	UID    schema.UID `json:"uid"`
	Date   string     `json:"date"`
	Reason string     `json:"reason"`
}

type correction struct {
	UID    schema.UID `json:"uid"`
	Column string     `json:"column"`
	Was    *string    `json:"was"`
	Now    *string    `json:"now"`
	Reason string     `json:"reason"`
}

// The sections of a delta after its header, in their order.
const (
	dropArticle = "drop"
	dropCapture = "drop_capture"
	dropReject  = "drop_reject"
	addCapture  = "capture"
	addArticle  = "article"
	addReject   = "reject"
)

// rowKey is what identifies a capture or reject.
var rowKey = []string{"container", "uri", "offset", "sha256"}

// deltaShapes are the rows of each section.
var deltaShapes = func() map[string]schema.Shape {
	cut := func(s schema.Shape, keep func(name string) bool) schema.Shape {
		s.Fields = slices.DeleteFunc(s.Fields, func(f schema.Field) bool { return !keep(f.Name) })
		return s
	}
	isKey := func(name string) bool { return slices.Contains(rowKey, name) }
	return map[string]schema.Shape{
		dropCapture: cut(flatShape("captures"), isKey), dropReject: cut(flatShape("rejects"), isKey),
		addCapture: flatShape("captures"), addReject: flatShape("rejects"),
		addArticle: cut(schema.ArticleShape(), func(name string) bool {
			return name != "text" && name != "chars" && name != "content_sha256"
		}),
	}
}()

var versionInName = regexp.MustCompile(`^[0-9A-Za-z.+-]{1,64}$`)

// deltaName is the file name of the delta from a database.
func deltaName(from DatabaseID) string {
	version := from.Version
	if !versionInName.MatchString(version) {
		version = from.SHA256[:12]
	}
	return "delta-" + version + deltaExt
}

// WriteDelta writes what leads from old to now, which are sealed; changes is
// their Diff.
func WriteDelta(ctx context.Context, w io.Writer, old, now *store.Store, changes *Changes) error {
	packed, err := zstd.NewWriter(w, zstd.WithEncoderConcurrency(1), zstd.WithEncoderLevel(zstd.SpeedBestCompression))
	if err != nil {
		return err
	}
	d := deltaWriter{out: bufio.NewWriter(packed), old: old, now: now}
	if err := d.write(ctx, changes); err != nil {
		return err
	}
	if err := d.out.Flush(); err != nil {
		return err
	}
	return packed.Close()
}

type deltaWriter struct {
	out      *bufio.Writer
	old, now *store.Store
	line     []byte
}

func (d *deltaWriter) write(ctx context.Context, c *Changes) error {
	if err := d.header(ctx, c); err != nil {
		return err
	}
	fresh := map[schema.UID]bool{}
	for _, change := range c.Changes {
		if change.Kind != Added {
			if _, err := fmt.Fprintf(d.out, "{\"%s\":\"%s\"}\n", dropArticle, change.UID); err != nil {
				return err
			}
		}
		if change.Kind != Removed && change.Kind != Withdrawn {
			fresh[change.UID] = true
		}
	}
	none := func([]any) error { return nil }
	for _, s := range []struct{ table, drop string }{{"captures", dropCapture}, {"rejects", dropReject}} {
		if err := d.rows(ctx, s.table, func(row []any) error { return d.keyOf(s.table, s.drop, row) }, none); err != nil {
			return err
		}
	}
	if err := d.rows(ctx, "captures", none, func(row []any) error { return d.row(addCapture, row) }); err != nil {
		return err
	}
	if err := d.articles(ctx, fresh); err != nil {
		return err
	}
	return d.rows(ctx, "rejects", none, func(row []any) error { return d.row(addReject, row) })
}

func (d *deltaWriter) header(ctx context.Context, c *Changes) error {
	h := deltaHeader{Delta: deltaVersion, From: c.From, To: c.To, Tool: ownTool}
	var err error
	if h.Dataset, err = d.now.Dataset(ctx); err != nil {
		return err
	}
	withdrawn, err := d.now.Withdrawn(ctx)
	if err != nil {
		return err
	}
	for _, w := range withdrawn {
		h.Withdrawn = append(h.Withdrawn, withdrawal(w))
	}
	corrections, err := d.now.Corrections(ctx)
	if err != nil {
		return err
	}
	for _, k := range corrections {
		h.Corrections = append(h.Corrections, correction(k))
	}
	b, err := json.Marshal(h)
	if err != nil {
		return err
	}
	_, err = d.out.Write(append(b, '\n'))
	return err
}

func (d *deltaWriter) row(section string, row []any) (err error) {
	shape := deltaShapes[section]
	d.line = append(d.line[:0], `{"`+section+`":`...)
	if d.line, err = jsonlfile.AppendRow(d.line, &shape, row); err != nil {
		return err
	}
	_, err = d.out.Write(append(d.line, '}', '\n'))
	return err
}

func (d *deltaWriter) keyOf(table, section string, row []any) error {
	shape, key := deltaShapes[map[string]string{"captures": addCapture, "rejects": addReject}[table]], deltaShapes[section]
	cut := make([]any, len(key.Fields))
	for i, f := range key.Fields {
		cut[i] = row[shape.Index(f.Name)]
	}
	return d.row(section, cut)
}

func (d *deltaWriter) articles(ctx context.Context, fresh map[schema.UID]bool) error {
	shape := deltaShapes[addArticle]
	chosen := filter(d.now.Articles(ctx, ""), func(a **schema.Article) bool { return fresh[(*a).UID] })
	for row, err := range export.Records(&shape, chosen) {
		if err == nil {
			err = d.row(addArticle, row)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// rows gives the rows of a table that only old has to gone, those that only
// now has to came, and those that differ to both.
func (d *deltaWriter) rows(ctx context.Context, table string, gone, came func([]any) error) error {
	shape := deltaShapes[map[string]string{"captures": addCapture, "rejects": addReject}[table]]
	order := byColumns(&shape, rowKey)
	before, stopBefore := pull(d.old.Rows(ctx, table, shape.Names(), ""))
	defer stopBefore()
	after, stopAfter := pull(d.now.Rows(ctx, table, shape.Names(), ""))
	defer stopAfter()
	a, err := before()
	if err != nil {
		return err
	}
	b, err := after()
	for err == nil && (a != nil || b != nil) {
		place := 0
		switch {
		case a == nil:
			place = 1
		case b == nil:
			place = -1
		default:
			place = order(a, b)
		}
		equal := false
		if place == 0 {
			equal, _ = schema.EqualRows(&shape, a, b)
		}
		if place <= 0 {
			if !equal {
				err = gone(a)
			}
			if next, bad := before(); bad == nil {
				a = next
			} else {
				return bad
			}
		}
		if err == nil && place >= 0 {
			if !equal {
				err = came(b)
			}
			if err == nil {
				b, err = after()
			}
		}
	}
	return err
}

// merged interleaves two sequences that stand in one order.
func merged[T any](order func(a, b *T) int, a, b iter.Seq2[T, error]) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		next, stop := iter.Pull2(b)
		defer stop()
		other, err, more := next()
		for v, bad := range a {
			for bad == nil && more && (err != nil || order(&other, &v) < 0) {
				if !yield(other, err) || err != nil {
					return
				}
				other, err, more = next()
			}
			if !yield(v, bad) || bad != nil {
				return
			}
		}
		for ; more; other, err, more = next() {
			if !yield(other, err) || err != nil {
				return
			}
		}
	}
}

func articleOrder(a, b **schema.Article) int {
	return cmp.Or(compareDays((*a).PublishedOn, (*b).PublishedOn), cmp.Compare((*a).UID, (*b).UID))
}

func captureOrder(a, b *schema.Capture) int {
	return cmp.Or(cmp.Compare(a.Origin.Container, b.Origin.Container), cmp.Compare(a.Origin.URI, b.Origin.URI),
		cmp.Compare(a.Origin.Offset, b.Origin.Offset), cmp.Compare(a.SHA256, b.SHA256))
}
