package schema

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"time"
)

// Origin says where the bytes of a document lie.
type Origin struct {
	// URI is the path as it was given, slash-separated and relative, or the
	// target URI of a WARC record.
	URI string
	// Container is the path of the file the document was found in, or empty
	// when the document is a file of its own.
	Container string
	// Offset and Length place the document in its container, in bytes of the
	// container as it is stored.
	Offset, Length int64
}

// Document is one unit of input, not yet parsed. The receiver owns Body.
type Document struct {
	Origin Origin
	// URL is the address the bytes were fetched from, where the container
	// knows it (WARC target URI, a JSONL field); empty otherwise.
	URL string
	// Guessed says that URL was worked out from the name of a file: what the page
	// says of itself goes before it.
	Guessed bool
	// MediaType and Charset are what the transport declared: lower case,
	// without parameters, empty when it said nothing.
	MediaType, Charset string
	// CapturedAt is the time the container gives for the capture; zero when
	// it gives none, or none that can be read: the article is worth more than
	// its date. A file's modification time is never used.
	CapturedAt time.Time
	// License and Rights are what the recipe says of the source; the page's
	// own words win.
	License, Rights string
	// Columns are the names a person gave for the fields of a row; nil for a
	// document that is no row, or has the usual names.
	Columns Columns
	Body    []byte
}

// SHA256 is the hex digest of the document's bytes as captured.
func (d *Document) SHA256() string {
	sum := sha256.Sum256(d.Body)
	return hex.EncodeToString(sum[:])
}

// Capture is one row of the captures table: that these bytes were read, from
// where, and which article they speak for.
type Capture struct {
	Origin     Origin
	UID        UID
	SHA256     string
	MediaType  string // what the bytes were read as
	Charset    string // what the bytes were decoded from, WHATWG name
	Bytes      int64
	CapturedAt string // as FormatCapturedAt gives it, or empty
	ArchiveURL string // of the copy in a web archive that the bytes are, or empty
}

// Key identifies a capture: the same bytes at the same place. Two documents
// with equal keys are the same input given twice.
func (c *Capture) Key() string {
	return fmt.Sprintf("%s\x00%s\x00%d\x00%s", c.Origin.Container, c.Origin.URI, c.Origin.Offset, c.SHA256)
}

// Compare orders the captures that claim one uid: the one that wins is the
// greatest. The later capture wins, then the greater digest; the place decides
// between equal bytes, so that the order of inputs never does.
func (c *Capture) Compare(d *Capture) int {
	return cmp.Or(
		compareCapturedAt(c.CapturedAt, d.CapturedAt),
		strings.Compare(c.SHA256, d.SHA256),
		strings.Compare(c.Origin.Container, d.Origin.Container),
		strings.Compare(c.Origin.URI, d.Origin.URI),
		cmp.Compare(c.Origin.Offset, d.Origin.Offset),
	)
}

// FormatCapturedAt is a time of capture as a row holds it: RFC 3339 in UTC with
// a "Z", and a fraction of at most microseconds where there is one. It is empty
// for the zero time and for a year of more than four digits.
func FormatCapturedAt(t time.Time) string {
	if t = t.UTC().Truncate(time.Microsecond); t.IsZero() || t.Year() < 0 || t.Year() > 9999 {
		return ""
	}
	return t.Format(time.RFC3339Nano)
}

// compareCapturedAt orders two times of FormatCapturedAt; unknown is least.
// Without the "Z", which is greater than the point of a fraction, the order of
// the text is that of the time.
func compareCapturedAt(a, b string) int {
	return strings.Compare(strings.TrimSuffix(a, "Z"), strings.TrimSuffix(b, "Z"))
}

// Reading is what was made of one document: an article, or a reject.
type Reading struct {
	Capture Capture
	// Article is nil when the document was rejected. Its UID and Capture are
	// set by whoever stores it.
	Article *Article
	// Claim is the canonical URL the article's uid may be made from; empty
	// when none counts, and the uid is made from the bytes.
	Claim  string
	Reject *Reject
	// Derived is what the store makes of the article besides its rows, where
	// that was done ahead (store.Derive); nil otherwise.
	Derived *Derived
	// Unused are the keys of a row that nothing was taken from, in byte order.
	Unused []string
	// Raw is the captured bytes compressed with Zstandard, where they are to be
	// kept; nil otherwise.
	Raw []byte
}

// UID names the article of the reading: by the address it claims, else by its
// bytes. Whoever sees all readings may find that the address names none of them.
func (r *Reading) UID() UID {
	if r.Claim != "" {
		return UIDFromURL(r.Claim)
	}
	return UIDFromBytes(r.Capture.SHA256)
}

// Derived is what follows from the text of an article.
type Derived struct {
	Signature []byte // what near-duplicates are found by
}
