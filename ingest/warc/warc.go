// Package warc reads web archives: WARC 1.0 and 1.1 (ISO 28500), plain or
// gzip'ed, a gzip member a record or one gzip over all.
//
// The bytes pass through two machines, each of which knows one thing:
//
//	members  (package members) the gzip members one after another, as one
//	         stream; behind a damaged member it finds the next and reports the gap
//	window   that stream from the start of the current record on, so that a
//	         record whose length lies can be looked through for the next one
//
// A record is a version line, header lines, an empty line, Content-Length
// bytes and two line ends. It is believed only when another record, the end of
// its gzip member or the end of the file follows; otherwise it is rejected as
// damaged and reading goes on at the next thing that looks like the start of a
// record. So every record ends as one of:
//
//	document  response with a 2xx status, resource or conversion that holds
//	          HTML or plain text, transfer and content encodings undone
//	skip      warcinfo, request, metadata, revisit and continuation records;
//	          redirects, errors, images, other media, robots.txt, DNS lookups
//	reject    damaged, cut short by the crawler, split into segments, or past
//	          a limit
//
// Read at some hundred megabytes a second, memory is bounded by the largest
// document that the limits admit.
package warc

import (
	"errors"
	"io"
	"iter"

	"dabao/ingest/intake"
	"dabao/ingest/members"
	"dabao/schema"
)

// Documents yields the pages of one WARC file in file order. container names
// the file in every origin; r is the file as stored, not decompressed. What
// gives no document is told to ev. There is no error but that of the range
// being over: what cannot be read is a reject. The receiver owns each document.
func Documents(container string, r io.Reader, lim intake.Limits, ev intake.Events) iter.Seq2[schema.Document, error] {
	return func(yield func(schema.Document, error) bool) {
		lim = lim.OrDefaults()
		d := &reader{container: container, lim: lim, ev: ev, yield: yield}
		d.w.src = members.Open(r, lim, begins)
		for d.next() {
		}
	}
}

// reader takes one record after another from the window.
type reader struct {
	container string
	lim       intake.Limits
	ev        intake.Events
	yield     func(schema.Document, error) bool
	w         window
}

// next reads one record, or passes over one stretch of damage.
func (d *reader) next() bool {
	d.w.skipLineEnds()
	d.w.src.Begin(d.w.offset())
	if len(d.w.have(1)) == 0 {
		return d.atGap()
	}
	rec, err := d.record()
	if err != nil {
		d.reject(rec, err)
		return true
	}
	at := schema.Origin{URI: d.uri(rec), Container: d.container}
	at.Offset, at.Length = d.w.src.Place(rec.start, rec.end)
	doc, kind, err := rec.document(d.lim)
	switch {
	case err != nil:
		d.ev.Rejected(at, err)
	case kind != "":
		d.ev.Skipped(at, kind)
	default:
		doc.Origin = at
		d.w.moveTo(rec.end)
		return d.yield(doc, nil)
	}
	d.w.moveTo(rec.end)
	return true
}

// atGap ends the file, or reports damage that lies between two records.
func (d *reader) atGap() bool {
	var g *members.Gap
	if !errors.As(d.w.err, &g) {
		return false
	}
	d.w.err = nil
	d.ev.Rejected(g.Place(d.container), g.Cause)
	return true
}

// reject gives up a record, finds the next and says how much was lost.
func (d *reader) reject(rec record, err error) {
	if !rec.moved {
		d.w.resync(rec.start)
	}
	at := schema.Origin{URI: d.uri(rec), Container: d.container}
	at.Offset, at.Length = d.w.src.Place(rec.start, d.w.offset())
	d.ev.Rejected(at, err)
	// A gap right here is what broke this record: it has been told.
	var g *members.Gap
	if errors.As(d.w.err, &g) && len(d.w.have(1)) == 0 && g.OutStart < d.w.offset() {
		d.w.err = nil
	}
}

func (d *reader) uri(rec record) string {
	if u := rec.target(); u != "" {
		return intake.EscapeName(u)
	}
	return d.container
}
