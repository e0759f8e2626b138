package source

import (
	"bufio"
	"context"
	"io"
	"os"
	"strings"
	"time"

	"dabao/ingest/csvrows"
	"dabao/ingest/intake"
	"dabao/ingest/mirror"
	"dabao/schema"
)

// inside joins the names of containers within containers.
const inside = "!/"

// opener reads what a walk met. Its methods return nothing: what goes wrong is
// an event, and stopped tells that the receiver wants no more.
type opener struct {
	ctx     context.Context
	lim     Limits
	ev      Events
	stdin   io.Reader
	lines   bool // leave rows to the receiver
	columns schema.Columns
	mirror  bool // a folder below each root is a host
	yield   func(schema.Document) bool
	stopped bool
}

// input is one stream and what is known of it.
type input struct {
	at       schema.Origin
	name     string // for the extension, and the address in a mirror
	root     string // of name: the folder that was asked for
	r        *bufio.Reader
	file     io.ReaderAt // the same bytes for random access; nil for a stream
	size     int64       // of file
	read     *contextReader
	depth    int64
	stdin    bool            // unknown kinds are text
	explicit bool            // a person named it
	from     from            // where it is from, if its place says
	inside   map[string]from // likewise for the members of an archive
}

// from is what the place of a page says of where it is from.
type from struct {
	url     string
	at      time.Time
	guessed bool // from a name; what the page says goes first
}

func (o *opener) file(f file) bool {
	at := schema.Origin{URI: intake.EscapeName(f.uri)}
	switch {
	case f.err != nil:
		o.ev.Rejected(at, f.err)
	case f.skip != "":
		o.ev.Skipped(at, f.skip)
	case f.fs == stdinPath:
		o.standardInput(at)
	default:
		o.regular(f, at)
	}
	return !o.stopped && o.ctx.Err() == nil
}

func (o *opener) regular(f file, at schema.Origin) {
	h, err := openRegular(f.fs)
	if err != nil {
		o.ev.Rejected(at, err)
		return
	}
	defer h.Close()
	at.Length = f.info.Size()
	p, _ := promiseOf(f.uri)
	cr := &contextReader{ctx: o.ctx, r: h, told: o.ev.Read}
	in := input{at: at, name: f.uri, root: f.root, from: f.from, r: bufio.NewReaderSize(cr, 64<<10), file: h, size: at.Length, read: cr, explicit: f.named}
	o.open(in, p)
}

func (o *opener) standardInput(at schema.Origin) {
	r := o.stdin
	if r == nil {
		r = os.Stdin
	}
	cr := &contextReader{ctx: o.ctx, r: r, told: o.ev.Read}
	o.open(input{at: at, r: bufio.NewReaderSize(cr, 64<<10), read: cr, stdin: true, explicit: true}, promise{})
}

// open is the one switch from what a stream is to the room that reads it.
func (o *opener) open(in input, p promise) {
	head, err := in.r.Peek(intake.HeadBytes)
	if err != nil && err != io.EOF {
		o.ev.Rejected(in.at, err)
		return
	}
	if len(head) == 0 && isContainer(p.format) {
		o.ev.Rejected(in.at, intake.Problemf(schema.Empty, "no bytes"))
		return
	}
	codec := intake.CodecOf(head)
	// A WARC is gzip'ed record by record, and its reader looks past damage.
	records := p.format
	if p.format == intake.Unknown && codec == intake.Gzip {
		records = gzipped(head)
	}
	if codec <= intake.Gzip && (records == intake.WARC || records == intake.ARC) {
		o.container(in, records)
		return
	}
	if p.compressed && codec == intake.Plain {
		if len(head) == 0 {
			o.ev.Rejected(in.at, intake.Problemf(schema.Empty, "no bytes"))
		} else {
			o.ev.Rejected(in.at, intake.Problemf(schema.Damaged, "is not compressed as its name says"))
		}
		return
	}
	format := p.format
	if codec == intake.Plain {
		format = formatOf(p.format, head)
	}
	switch {
	case codec != intake.Plain:
		o.decompressed(in, p, codec)
	case format == intake.Unknown && in.stdin && csvrows.Is(head):
		o.container(in, intake.CSV)
	case format == intake.Unknown && in.stdin:
		o.document(in, intake.Text)
	case format == intake.Unknown:
		o.ev.Skipped(in.at, intake.UnknownExtension)
	case format == intake.HTML, format == intake.XHTML, format == intake.Text:
		o.document(in, format)
	default:
		o.container(in, format)
	}
}

// decompressed opens what a compression covers as a whole.
func (o *opener) decompressed(in input, p promise, c intake.Codec) {
	// One layer that the name announces cannot nest; guessed ones can.
	if !p.compressed {
		in.depth++
	}
	if in.depth > o.lim.MaxDepth {
		o.tooDeep(in)
		return
	}
	z, err := o.lim.Decompress(c, in.r)
	if err != nil {
		o.ev.Rejected(in.at, err)
		return
	}
	defer z.Close()
	in.r, in.file = bufio.NewReaderSize(z, 64<<10), nil
	o.open(in, promise{format: p.format})
}

func (o *opener) document(in input, f intake.Format) {
	body, err := o.lim.Document(in.r, in.size)
	if err != nil {
		o.ev.Rejected(in.at, err)
		return
	}
	if in.read != nil && in.file == nil && in.at.Length == 0 {
		in.at.Length = in.read.n
	}
	d := schema.Document{Origin: in.at, MediaType: mediaType(f), Body: body, URL: in.from.url, Guessed: in.from.guessed, CapturedAt: in.from.at}
	if d.URL == "" && f != intake.Text {
		d.URL = o.mirrored(in)
		d.Guessed = d.URL != ""
	}
	o.give(d)
}

// mirrored is the address that the name of a page says, below a folder named like
// a host.
func (o *opener) mirrored(in input) string {
	name := intake.UnescapeName(in.name)
	if o.mirror {
		return mirror.AddressBelow(strings.TrimPrefix(name, in.root))
	}
	return mirror.Address(name)
}

func (o *opener) give(d schema.Document) {
	if !o.stopped && !o.yield(d) {
		o.stopped = true
	}
}

func (o *opener) tooDeep(in input) {
	o.ev.Rejected(in.at, intake.TooLarge("containers within containers", o.lim.MaxDepth, "levels", "max-depth"))
}
