// Package source turns paths and standard input into documents, one at a time
// and without unpacking anything to disk.
//
// A path is a file, a folder, a glob (with ** and {a,b}) or "-". What is taken,
// by name, and by the first bytes where the name leaves it open:
//
//	.html .htm .shtml .xhtml .txt      one document
//	.mhtml .mht .webarchive            one document: the root part, and frames that are pages
//	.arc .har                          one for each page a record or an entry holds
//	.maff .epub                        their pages
//	.warc .wet (WARC 1.0, 1.1)         one for each page a record holds
//	.jsonl .ndjson                     one for each line
//	.json .csv .tsv .parquet           one for each row
//	.zip .tar .wacz                    their members, by the same rules
//	any other name                     whatever Sniff recognises, else passed over;
//	                                   pictures, scripts, office documents and the
//	                                   like are not opened
//
// each also as .gz, .zst or .bz2, whether the name says so or not. Folders are walked in byte order of the
// names, paths in byte order whatever order they were given in, a file once
// however often it is named.
//
// Where a document lies is its schema.Origin:
//
//	                     URI              Container        Offset, Length
//	file                 path             ""               0, bytes as stored
//	member of a.tar      name             a.tar            of its bytes in the tar
//	record of a.warc     target URI       a.warc           of the record
//	line of a.jsonl      url, or #L12     a.jsonl          of the line
//	b.warc in a.zip      target URI       a.zip!/b.warc    in b.warc
//	standard input       "-" stands for the path
//
// Offsets count bytes of the container as it is stored wherever the document
// has compressed bytes of its own (a gzip member of a WARC, an entry of a zip);
// where one compression covers the whole container they count what comes out.
// Paths are relative to Input.Base and slash-separated, escaped by
// intake.EscapeName. Names inside an archive are text only: "../x" and "/etc/x"
// are kept as they stand and never opened.
//
// Counting: every file, member, record and line ends as one document, one
// reject or one skip (see package intake). A file that holds many counts by
// what it holds; it is rejected itself only where it cannot be read on.
package source

import (
	"context"
	"io"
	"iter"

	"dabao/ingest/intake"
	"dabao/schema"
)

// Names of package intake that callers need.
type (
	Limits = intake.Limits
	Events = intake.Events
	Skip   = intake.Skip
)

// Input is what to read.
type Input struct {
	// Paths are files, folders, globs and "-". The order does not matter.
	Paths []string
	// Base is the folder that relative paths start from and that every uri is
	// relative to: empty for the working directory, the recipe's own for a recipe.
	Base string
	// Found says that Paths are the files somebody's pattern found: one of an
	// unknown kind is then a counted skip, not an error.
	Found bool
	// Share is the part of the files to read; zero for all of them.
	Share Share
	// Lines leaves rows as they stand, documents of rows.LineType, so that they
	// can be opened where there is time for it (rows.Open).
	Lines bool
	// Mirror says that each folder below Paths is named after a host, whatever it
	// looks like; one that looks like a host is taken for one anyway.
	Mirror bool
	// Columns are the names that a person gave for the fields of rows.
	Columns schema.Columns
	// Stdin is what "-" reads.
	Stdin io.Reader
}

// Documents yields every document of the input. What gives none is told to ev.
//
// The sequence may be ranged over again as long as the input may be (standard
// input may not). Its error is final: a path that is wrong, before anything is
// read (ErrNotFound, ErrUnsupported, ErrNothing), or that of ctx. Whatever is
// wrong with the bytes is a reject. The receiver owns each document.
func Documents(ctx context.Context, in Input, lim Limits, ev Events) iter.Seq2[schema.Document, error] {
	return func(yield func(schema.Document, error) bool) {
		rs, err := in.roots()
		if err == nil {
			err = check(rs)
		}
		if err != nil {
			yield(schema.Document{}, err)
			return
		}
		o := &opener{ctx: ctx, lim: lim.OrDefaults(), ev: quiet(ctx, ev), stdin: in.Stdin, lines: in.Lines, columns: in.Columns, mirror: in.Mirror,
			yield: func(d schema.Document) bool { return yield(d, nil) }}
		w := &walk{ctx: ctx, explicit: explicitOf(rs), share: in.Share, visit: o.file}
		if err := w.all(rs); err != nil && !o.stopped {
			yield(schema.Document{}, err)
		}
	}
}

// quiet drops the events of an interrupted run: what cannot be read then is
// not the input's fault.
func quiet(ctx context.Context, ev Events) Events {
	q := ev
	if ev.Reject != nil {
		q.Reject = func(r *schema.Reject) {
			if ctx.Err() == nil {
				ev.Reject(r)
			}
		}
	}
	return q
}

// contextReader ends a long read when the run is interrupted, and tells how
// far it got.
type contextReader struct {
	ctx  context.Context
	r    io.Reader
	n    int64
	told func(int64)
}

func (c *contextReader) Read(p []byte) (int, error) {
	if err := c.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := c.r.Read(p)
	c.n += int64(n)
	if c.told != nil && n > 0 {
		c.told(int64(n))
	}
	return n, err
}
