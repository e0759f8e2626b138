// Package arc reads ARC files, version 1 and 2, the form in which the Internet
// Archive and national libraries kept the web until WARC (Internet Archive,
// "Arc File Format", 1996; Heritrix writes the same until 2008): plain, or
// gzip'ed record by record.
//
// A record is one line and the bytes it counts, then a line end:
//
//	URL IP-address archive-date content-type length                    version 1
//	URL IP-address archive-date content-type result-code checksum
//	    location offset filename length                                version 2
//
// Most URLs hold no space; where one does, the address and the date behind it
// say where it ends. The bytes are an HTTP response, or a DNS answer. A length is
// believed only when another such line, or the end of the file, follows;
// otherwise the record is a reject, and reading goes on at the next line that is
// one. Records end as in package warc.
package arc

import (
	"bytes"
	"errors"
	"io"
	"iter"

	"dabao/ingest/httpreply"
	"dabao/ingest/intake"
	"dabao/ingest/members"
	"dabao/schema"
)

// Documents yields the pages of one ARC file in file order. container names the
// file in every origin; r is the file as stored. What gives no document is told
// to ev; the sequence has no errors. The receiver owns each document.
func Documents(container string, r io.Reader, lim intake.Limits, ev intake.Events) iter.Seq2[schema.Document, error] {
	return func(yield func(schema.Document, error) bool) {
		lim = lim.OrDefaults()
		d := &reader{container: container, lim: lim, ev: ev, w: window{src: members.Open(r, lim, startsRecord)}, yield: yield}
		for d.next() {
		}
	}
}

type reader struct {
	container string
	lim       intake.Limits
	ev        intake.Events
	w         window
	yield     func(schema.Document, error) bool
}

// next reads one record, or passes over one stretch that is none.
func (d *reader) next() bool {
	d.w.skipLineEnds()
	if len(d.w.have(1)) == 0 {
		return d.atGap()
	}
	start := d.w.offset()
	d.w.src.Begin(start)
	h, n, ok := d.header()
	if !ok {
		d.w.seek(start+1, forever)
		d.reject(d.container, start, intake.Problemf(schema.Damaged, "no record begins here"))
		return true
	}
	block, whole, err := d.block(h, n)
	if err != nil {
		d.reject(intake.EscapeName(h.url), start, err)
		return true
	}
	at := schema.Origin{URI: intake.EscapeName(h.url), Container: d.container}
	at.Offset, at.Length = d.w.src.Place(start, d.w.offset())
	if h.filedesc() {
		d.ev.Skipped(at, intake.WARCInfo)
		return true
	}
	f := httpreply.Fetched{Target: h.url, Media: h.media, At: h.date, Block: block}
	if bytes.HasPrefix(block, []byte("HTTP/")) {
		f.Media = ""
	}
	if !whole {
		f.Refuse = func() error {
			return intake.TooLarge("document", d.lim.MaxDocumentBytes, "bytes", "max-document-bytes")
		}
	}
	doc, kind, err := f.Document(d.lim)
	switch {
	case err != nil:
		d.ev.Rejected(at, err)
	case kind != "":
		d.ev.Skipped(at, kind)
	default:
		doc.Origin = at
		return d.yield(doc, nil)
	}
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

func (d *reader) reject(uri string, start int64, err error) {
	at := schema.Origin{URI: uri, Container: d.container}
	at.Offset, at.Length = d.w.src.Place(start, d.w.offset())
	d.ev.Rejected(at, err)
}

// header reads the line that begins a record, and how long it is.
func (d *reader) header() (header, int, bool) {
	for n := 512; ; n *= 2 {
		b := d.w.have(n)
		i := bytes.IndexByte(b, '\n')
		if i >= 0 || len(b) < n || int64(n) > d.lim.MaxHeaderBytes {
			if i < 0 {
				return header{}, 0, false
			}
			h, ok := parseHeader(b[:i])
			return h, i + 1, ok
		}
	}
}

// peeked is how much of a record too large to hold is kept: enough to tell an
// image from a page.
const peeked = 8 << 10

// block reads the bytes that a header of n bytes counts, and moves behind them.
// whole is false where they are more than a document may have and only their
// beginning was kept. With an error it moves to the next record.
func (d *reader) block(h header, n int) (block []byte, whole bool, err error) {
	start := d.w.offset() + int64(n)
	wrong := intake.Problemf(schema.Damaged, "length of %d does not lead to the next record", h.length)
	if h.length > d.lim.MaxDocumentBytes+d.lim.MaxHeaderBytes {
		b := d.w.have(n + peeked)
		block = bytes.Clone(b[n:min(len(b), n+peeked)])
		end := start + min(h.length, forever)
		if d.w.seek(start, end) || d.w.offset() < end || !d.w.closes() {
			return nil, false, wrong
		}
		return block, false, nil
	}
	b := d.w.have(n + int(h.length) + headBytes)
	if int64(len(b)-n) < h.length {
		if d.w.seek(start, forever) {
			return nil, false, wrong
		}
		return nil, false, members.CutShort(d.w.err)
	}
	block = bytes.Clone(b[n : n+int(h.length)])
	d.w.move(n + int(h.length))
	if !d.w.closes() {
		d.w.back(start)
		d.w.seek(start, forever)
		return nil, false, wrong
	}
	return block, true, nil
}
