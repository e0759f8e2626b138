package intake

import (
	"io"

	"dabao/schema"
)

// Limits is how much one input may cost. A field that is zero or less stands
// for its default.
type Limits struct {
	MaxDocumentBytes int64 // one document, decoded; a parsed page takes about ten times this in memory
	MaxLineBytes     int64 // one line of JSONL
	MaxHeaderBytes   int64 // the header block of a WARC record, an HTTP response or a MIME part
	MaxNestedBytes   int64 // a zip that is no file of its own and must be held in memory
	MaxRatio         int64 // decompressed bytes for each stored byte, once MaxDocumentBytes are out
	MaxMembers       int64 // entries of one archive
	MaxDepth         int64 // containers within containers
	MaxTags          int64 // tags and comments of one HTML page
	MaxTextLines     int64 // lines of one plain-text dump that are not empty
	MaxArticleChars  int64 // characters of one article; its index takes some 200 times this in memory
	MaxRejectRows    int64 // rejects of one container that are kept one by one
}

// Limit is one limit by the name of its flag.
type Limit struct {
	Flag    string // without dashes
	Usage   string
	Default int64
	Field   func(*Limits) *int64
}

// LimitTable is the one list of limits: flags, help and defaults read it.
var LimitTable = []Limit{
	{"max-document-bytes", "largest document, in bytes after decompression", 16 << 20, func(l *Limits) *int64 { return &l.MaxDocumentBytes }},
	{"max-line-bytes", "longest line of JSONL, in bytes", 16 << 20, func(l *Limits) *int64 { return &l.MaxLineBytes }},
	{"max-header-bytes", "largest header of a record, a response or a MIME part, in bytes", 256 << 10, func(l *Limits) *int64 { return &l.MaxHeaderBytes }},
	{"max-nested-bytes", "largest zip read from standard input or from another archive, in bytes", 128 << 20, func(l *Limits) *int64 { return &l.MaxNestedBytes }},
	{"max-ratio", "decompressed bytes allowed for each stored byte", 1000, func(l *Limits) *int64 { return &l.MaxRatio }},
	{"max-members", "entries read from one archive", 10_000_000, func(l *Limits) *int64 { return &l.MaxMembers }},
	{"max-depth", "containers opened within containers", 3, func(l *Limits) *int64 { return &l.MaxDepth }},
	{"max-tags", "tags and comments of one HTML page", 300_000, func(l *Limits) *int64 { return &l.MaxTags }},
	{"max-text-lines", "lines of one plain-text page", 60_000, func(l *Limits) *int64 { return &l.MaxTextLines }},
	{"max-article-chars", "characters of one article's text", 1_000_000, func(l *Limits) *int64 { return &l.MaxArticleChars }},
	{"max-reject-rows", "rejects listed one by one of each file that holds many documents; the rest is counted by reason", 10_000, func(l *Limits) *int64 { return &l.MaxRejectRows }},
}

// OrDefaults fills in the default of every limit that is not set.
func (l Limits) OrDefaults() Limits {
	for _, e := range LimitTable {
		if f := e.Field(&l); *f <= 0 {
			*f = e.Default
		}
	}
	return l
}

// TooLarge is the problem of something past a limit; what completes the
// sentence "what of more than N unit".
func TooLarge(what string, max int64, unit, flag string) *Problem {
	return Problemf(schema.TooLarge, "%s of more than %d %s (--%s)", what, max, unit, flag)
}

// Document reads a whole document, refusing one over MaxDocumentBytes. The
// size hint may lie; it only saves growing.
func (l Limits) Document(r io.Reader, size int64) ([]byte, error) {
	return readAll(r, size, l.MaxDocumentBytes, "document", "max-document-bytes")
}

// Nested reads a whole archive that cannot be read in place, refusing one over
// MaxNestedBytes.
func (l Limits) Nested(r io.Reader, size int64) ([]byte, error) {
	return readAll(r, size, l.MaxNestedBytes, "archive held in memory", "max-nested-bytes")
}

func readAll(r io.Reader, size, max int64, what, flag string) ([]byte, error) {
	// A hint is a stranger's word: never trust it with more than a megabyte.
	buf := make([]byte, 0, min(max, 1<<20, clamp(size))+1)
	for {
		if len(buf) == cap(buf) {
			buf = append(buf, 0)[:len(buf)]
		}
		n, err := r.Read(buf[len(buf):cap(buf)])
		buf = buf[:len(buf)+n]
		if int64(len(buf)) > max {
			return nil, TooLarge(what, max, "bytes", flag)
		}
		if err == io.EOF {
			return buf, nil
		}
		if err != nil {
			return nil, err
		}
	}
}

func clamp(size int64) int64 {
	if size <= 0 {
		return 4096
	}
	return size
}
