package source

import (
	"bufio"
	"bytes"
	"context"
	"io"
	"iter"
	"strings"

	"github.com/klauspost/compress/gzip"

	"dabao/ingest/arc"
	"dabao/ingest/archive"
	"dabao/ingest/csvrows"
	"dabao/ingest/har"
	"dabao/ingest/intake"
	"dabao/ingest/jsonl"
	"dabao/ingest/mhtml"
	"dabao/ingest/parquetrows"
	"dabao/ingest/rows"
	"dabao/ingest/warc"
	"dabao/ingest/webarchive"
	"dabao/schema"
)

// nameInside is what the container at this place is called by its contents.
func nameInside(at schema.Origin) string {
	if at.Container == "" {
		return at.URI
	}
	return at.Container + inside + at.URI
}

func isContainer(f intake.Format) bool { return f >= intake.WARC }

// gzipped tells a WARC or ARC whose gzip members its own reader must see, so that
// each record keeps its place and damage costs one member only.
func gzipped(head []byte) intake.Format {
	z, err := gzip.NewReader(bytes.NewReader(head))
	if err != nil {
		return intake.Unknown
	}
	var first [len("filedesc://")]byte
	n, _ := io.ReadFull(z, first[:])
	if f := intake.Sniff(first[:n]); f == intake.WARC || f == intake.ARC {
		return f
	}
	return intake.Unknown
}

// container hands a stream to the room for its format.
func (o *opener) container(in input, f intake.Format) {
	switch f {
	case intake.WARC:
		o.forward(warc.Documents(nameInside(in.at), in.r, o.lim, o.ev))
	case intake.JSONL:
		o.rows(in, jsonl.Lines(nameInside(in.at), in.r, o.lim, o.ev), true)
	case intake.JSON:
		o.rows(in, jsonl.Values(nameInside(in.at), in.r, o.lim, o.ev), in.explicit)
	case intake.CSV:
		o.rows(in, csvrows.Rows(nameInside(in.at), in.r, o.lim, o.ev), in.explicit)
	case intake.Parquet:
		o.parquet(in)
	case intake.ARC:
		o.forward(arc.Documents(nameInside(in.at), in.r, o.lim, o.ev))
	case intake.HAR:
		o.forward(har.Documents(nameInside(in.at), in.r, nil, o.lim, o.ev))
	case intake.WebArchive:
		o.webArchive(in)
	case intake.MHTML:
		d, err := mhtml.Document(in.at, nameInside(in.at), in.r, o.lim, o.ev)
		if err != nil {
			o.ev.Rejected(in.at, err)
			return
		}
		o.give(d)
	case intake.Tar:
		o.archive(in, f, func() (iter.Seq2[archive.Member, error], error) { return archive.Tar(in.r, o.lim), nil })
	case intake.Zip, intake.WACZ, intake.EPUB, intake.MAFF:
		o.zip(in, f)
	}
}

func (o *opener) forward(docs iter.Seq2[schema.Document, error]) {
	for d := range docs {
		if o.give(d); o.stopped || o.ctx.Err() != nil {
			return
		}
	}
}

// anywhere is a stream for random access: the file itself, else what is held in
// memory of it.
func (o *opener) anywhere(in input) (io.ReaderAt, int64, error) {
	if in.file != nil {
		return &contextReaderAt{ctx: o.ctx, r: in.file, told: o.ev.Read}, in.size, nil
	}
	all, err := o.lim.Nested(in.r, in.size)
	return bytes.NewReader(all), int64(len(all)), err
}

func (o *opener) parquet(in input) {
	r, size, err := o.anywhere(in)
	if err != nil {
		o.ev.Rejected(in.at, err)
		return
	}
	o.rows(in, parquetrows.Rows(nameInside(in.at), r, size, o.lim, o.ev), in.explicit)
}

// asked is how many rows of a file are looked at to tell whether it holds texts.
const asked = 16

// rows hands on the rows of a file, opened where the receiver wants no rows. A
// file that was met in passing and holds no text in its first rows is a table of
// other things, and passed over as a whole.
func (o *opener) rows(in input, docs iter.Seq2[schema.Document, error], meant bool) {
	var first []schema.Document
	meant = meant || len(o.columns) > 0
	for d := range docs {
		if !meant {
			if first = append(first, d); len(first) < asked && !rows.HoldsText(d.Body) {
				continue
			}
			if meant = rows.HoldsText(d.Body); !meant {
				break
			}
			for _, d := range first {
				o.row(d)
			}
			first = nil
			continue
		}
		if o.row(d); o.stopped || o.ctx.Err() != nil {
			return
		}
	}
	if len(first) > 0 {
		o.ev.Skipped(in.at, intake.NoText)
	}
}

// row hands on one row.
func (o *opener) row(d schema.Document) {
	d.Columns = o.columns
	if !o.lines {
		at := d.Origin
		var err error
		if d, _, err = rows.Open(d, o.lim); err != nil {
			at.URI = d.Origin.URI
			o.ev.Rejected(at, err)
			return
		}
	}
	o.give(d)
}

func (o *opener) webArchive(in input) {
	all, err := o.lim.Nested(in.r, in.size)
	var docs []schema.Document
	if err == nil {
		docs, err = webarchive.Documents(in.at, nameInside(in.at), all, o.lim, o.ev)
	}
	if err != nil {
		o.ev.Rejected(in.at, err)
		return
	}
	for _, d := range docs {
		o.give(d)
	}
}

func (o *opener) archive(in input, f intake.Format, open func() (iter.Seq2[archive.Member, error], error)) {
	if in.depth >= o.lim.MaxDepth {
		o.tooDeep(in)
		return
	}
	members, err := open()
	if err != nil {
		o.ev.Rejected(in.at, err)
		return
	}
	container := nameInside(in.at)
	for m, err := range members {
		if err != nil {
			o.ev.Rejected(in.at, err)
			return
		}
		at := schema.Origin{URI: intake.EscapeName(m.Name), Container: container, Offset: m.Offset, Length: m.Length}
		if m.Name == "" {
			at.URI = container
		}
		next := input{at: at, name: m.Name, size: m.Size, depth: in.depth + 1, from: in.inside[m.Name]}
		if u := intake.WebAddress(m.Name); u != "" {
			next.from.url = u // HTTrack's cache names its members so
		}
		o.member(next, m, f)
		if o.stopped || o.ctx.Err() != nil {
			return
		}
	}
}

// member reads one entry of an archive, by the rules for files in a folder.
func (o *opener) member(in input, m archive.Member, f intake.Format) {
	p, ok := promiseOf(m.Name)
	switch {
	case m.Kind != "":
		o.ev.Skipped(in.at, m.Kind)
	case m.Err != nil && (ok || m.Name == "") && passedOver(m.Name) == "":
		o.ev.Rejected(in.at, m.Err)
	case passedOver(m.Name) != "":
		o.ev.Skipped(in.at, passedOver(m.Name))
	case f == intake.WACZ && (p.format != intake.WARC || !strings.HasPrefix(m.Name, "archive/")):
		o.ev.Skipped(in.at, intake.Index)
	case f == intake.EPUB && !bookPage(m.Name, p.format):
		o.ev.Skipped(in.at, intake.Index)
	case f == intake.MAFF && in.from.url == "" && (p.format == intake.HTML || p.format == intake.XHTML):
		o.ev.Skipped(in.at, intake.Frame)
	case !ok:
		o.ev.Skipped(in.at, intake.UnknownExtension)
	default:
		in.r = bufio.NewReaderSize(m.Body, 16<<10)
		o.open(in, p)
	}
}

// contextReaderAt is a contextReader for random access.
type contextReaderAt struct {
	ctx  context.Context
	r    io.ReaderAt
	told func(int64)
}

func (c *contextReaderAt) ReadAt(p []byte, off int64) (int, error) {
	if err := c.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := c.r.ReadAt(p, off)
	if c.told != nil && n > 0 {
		c.told(int64(n))
	}
	return n, err
}
