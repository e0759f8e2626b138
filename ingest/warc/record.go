package warc

import (
	"bytes"
	"errors"
	"strconv"
	"strings"
	"time"

	"dabao/ingest/httpreply"
	"dabao/ingest/intake"
	"dabao/ingest/members"
	"dabao/schema"
)

// record is one record; block is good until the window moves.
type record struct {
	start, end int64 // in the decompressed stream, with the line ends behind it
	header     httpreply.Header
	block      []byte // cut when oversize
	oversize   bool
	moved      bool // the window stands behind it already
}

// record reads the record that begins here. With an error, what could be read
// of it names it.
func (d *reader) record() (record, error) {
	rec := record{start: d.w.offset()}
	if b := d.w.have(startBytes); !begins(b) {
		return rec, intake.Problemf(schema.Damaged, "no record begins here")
	}
	n, err := d.headerLength()
	if err != nil {
		return rec, err
	}
	rec.header = httpreply.ParseHeader(d.w.have(n)[:n])
	length, err := strconv.ParseInt(rec.header["content-length"], 10, 64)
	if err != nil || length < 0 {
		return rec, intake.Problemf(schema.Damaged, "record has no Content-Length")
	}
	// An HTTP header comes on top of what a document may hold.
	most := d.lim.MaxDocumentBytes + d.lim.MaxHeaderBytes
	if rec.oversize = length > most; rec.oversize {
		return rec, d.passOver(&rec, int64(n), length)
	}
	end := n + int(length)
	b := d.w.have(end + len("\r\n\r\nWARC/"))
	if d.nextInside(rec.start+int64(n), rec.start+int64(min(end, len(b)))) {
		return rec, intake.Problemf(schema.Damaged, "another record begins before Content-Length is reached")
	}
	if len(b) < end {
		return rec, members.CutShort(d.w.err)
	}
	if err = d.close(&rec, int64(end)); err == nil && swallows(d.w.have(0)[n:end]) {
		err = intake.Problemf(schema.Damaged, "Content-Length leads over other records")
	}
	rec.block = d.w.have(0)[n:end]
	return rec, err
}

// begins says whether b begins like a record.
func begins(b []byte) bool { return bytes.HasPrefix(b, []byte("WARC/")) }

// headerLength is how long the header of the record is.
func (d *reader) headerLength() (int, error) {
	for n := 512; ; n *= 2 {
		b := d.w.have(n)
		if i := httpreply.HeaderEnd(b); i >= 0 && int64(i) <= d.lim.MaxHeaderBytes {
			return i, nil
		}
		if int64(len(b)) > d.lim.MaxHeaderBytes {
			return 0, intake.TooLarge("header of a record", d.lim.MaxHeaderBytes, "bytes", "max-header-bytes")
		}
		if d.w.err != nil {
			return 0, members.CutShort(d.w.err)
		}
	}
}

// nextInside finds a gzip member that begins with a record of its own between
// two places of the stream.
func (d *reader) nextInside(from, to int64) bool {
	for at := range d.w.src.Boundaries(from, to) {
		if startsRecord(d.w.buf[at-d.w.off:]) {
			return true
		}
	}
	return false
}

// close makes sure that the record ends where its length says: behind it stand
// two line ends, or another record, or the end of the member or of the file.
func (d *reader) close(rec *record, end int64) error {
	b := d.w.have(int(end) + len("\r\n\r\nWARC/"))[end:]
	i := 0
	for i < len(b) && (b[i] == '\r' || b[i] == '\n') {
		i++
	}
	rec.end = rec.start + end + int64(i)
	var g *members.Gap
	if errors.As(d.w.err, &g) && i == len(b) && g.OutStart < rec.start+end {
		return g.Cause // the checksum of its own member is wrong
	}
	if d.w.src.Boundary(rec.end) || i == len(b) || bytes.HasPrefix(b, []byte("\r\n\r\n")) || begins(b[i:]) {
		return nil
	}
	return intake.Problemf(schema.Damaged, "Content-Length does not lead to the next record")
}

// peeked is how much of an oversize record is kept: enough for the header that
// tells an image from a page.
const peeked = 8 << 10

// passOver moves behind a record that is too large to hold, and keeps the
// beginning of its block. A record that starts inside it means that its length
// lies.
func (d *reader) passOver(rec *record, head, length int64) error {
	b := d.w.have(int(head + peeked))[head:]
	rec.block = bytes.Clone(b[:min(len(b), peeked)])
	rec.moved = true
	end := rec.start + head + min(length, 1<<60)
	found := d.w.seek(rec.start+head-1, end)
	if !found && d.w.offset() < end {
		return members.CutShort(d.w.err)
	}
	if found {
		return intake.Problemf(schema.Damaged, "Content-Length of %d does not lead to the next record", length)
	}
	start := rec.start
	rec.start = end
	err := d.close(rec, 0)
	rec.start = start
	if err != nil {
		d.w.resync(end - 1)
	}
	return err
}

// target is the address the record is about. Older writers put it in brackets.
func (r *record) target() string {
	u := r.header["warc-target-uri"]
	if strings.HasPrefix(u, "<") && strings.HasSuffix(u, ">") {
		u = u[1 : len(u)-1]
	}
	return u
}

// dateLayouts are the precisions that WARC 1.1 allows (W3C-DTF).
var dateLayouts = []string{time.RFC3339Nano, "2006-01-02T15:04Z07:00", time.DateOnly, "2006-01", "2006", "2006-01-02T15:04:05"}

func (r *record) date() time.Time {
	for _, l := range dateLayouts {
		if t, err := time.Parse(l, r.header["warc-date"]); err == nil {
			return t.UTC()
		}
	}
	return time.Time{}
}
