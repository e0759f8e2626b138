// Package intake is what every room that reads strangers' bytes shares: how
// much one input may cost, what is told of the inputs that give no document,
// and how a stream is recognised and decompressed.
//
// Each thing found in the input ends in exactly one of three ways:
//
//	a document   yielded by the room's sequence
//	a reject     Events.Reject: it should have been a document and is none
//	a skip       Events.Skip: it never was one (an image, a redirect, a folder)
//
// so that what was read can be added up afterwards. Whatever a stranger can
// make large has a limit in Limits; past it the input is rejected with the
// limit's name and flag, and reading goes on behind it wherever the format
// allows that.
package intake

import (
	"errors"
	"fmt"
	"io"
	"io/fs"

	"dabao/schema"
)

// Kind says why an input was passed over. The set is closed.
type Kind string

// The closed set of kinds.
const (
	Redirect         Kind = "redirect"          // HTTP 3xx
	NotFound         Kind = "not_found"         // HTTP 404 and 410
	HTTPError        Kind = "http_error"        // any other HTTP 4xx and 5xx
	NoContent        Kind = "no_content"        // HTTP 1xx, 204, 205, 304
	Partial          Kind = "partial"           // HTTP 206
	Image            Kind = "image"             // media type image/*
	NotHTML          Kind = "not_html"          // another media type that is no page
	Revisit          Kind = "revisit"           // WARC revisit: the bytes stand in another record
	Robots           Kind = "robots"            // /robots.txt
	DNS              Kind = "dns"               // WARC record of a name lookup
	WARCInfo         Kind = "warcinfo"          // WARC record about the file
	Request          Kind = "request"           // WARC record of what was asked
	Metadata         Kind = "metadata"          // record or entry about other records
	Continuation     Kind = "continuation"      // WARC record that continues a split one
	Frame            Kind = "frame"             // second page inside an MHTML file
	Index            Kind = "index"             // side file of a WACZ
	Directory        Kind = "directory"         // folder entry of an archive
	NoText           Kind = "no_text"           // table or JSON without a column of text
	UnknownExtension Kind = "unknown_extension" // file of a kind that is not read
	Hidden           Kind = "hidden"            // name that starts with a dot, or __MACOSX
	Symlink          Kind = "symlink"           // symbolic or hard link, never followed
	SpecialFile      Kind = "special_file"      // FIFO, socket, device
)

// Kinds is the closed set of kinds, in the order of a summary.
var Kinds = []Kind{Redirect, NotFound, HTTPError, NoContent, Partial, Image, NotHTML, Revisit, Robots, DNS,
	WARCInfo, Request, Metadata, Continuation, Frame, Index, Directory, NoText, UnknownExtension, Hidden, Symlink, SpecialFile}

// Skip is one input that was counted and passed over.
type Skip struct {
	Origin schema.Origin
	Kind   Kind
}

// Events is told of every input that gives no document, in input order and on
// the goroutine that ranges over the sequence. Each func may be nil.
type Events struct {
	Reject func(*schema.Reject)
	Skip   func(Skip)
	// Read is told how many more bytes of the inputs, as stored, were read.
	Read func(bytes int64)
}

// Skipped counts an input that was passed over.
func (e Events) Skipped(o schema.Origin, k Kind) {
	if e.Skip != nil {
		e.Skip(Skip{o, k})
	}
}

// Rejected hands on err as a reject of the input at o: with its own reason
// when it is a *Problem, else as damaged.
func (e Events) Rejected(o schema.Origin, err error) {
	if e.Reject == nil {
		return
	}
	p := AsProblem(err)
	e.Reject(&schema.Reject{Origin: o, Reason: p.Reason, Detail: p.Detail})
}

// Problem is an error that knows which reject it is.
type Problem struct {
	Reason schema.Reason
	Detail string // one line, without the name of the input
}

func (p *Problem) Error() string { return p.Detail }

// Problemf makes a Problem of the given reason.
func Problemf(r schema.Reason, format string, args ...any) *Problem {
	return &Problem{r, fmt.Sprintf(format, args...)}
}

// AsProblem finds the Problem in err, or makes one: unreadable for what the
// file system says (without its path), damaged for everything else.
func AsProblem(err error) *Problem {
	var p *Problem
	if errors.As(err, &p) {
		return p
	}
	var pe *fs.PathError
	if errors.As(err, &pe) {
		return &Problem{schema.Unreadable, pe.Err.Error()}
	}
	if errors.Is(err, io.ErrUnexpectedEOF) {
		return &Problem{schema.Damaged, "ends in the middle"}
	}
	return &Problem{schema.Damaged, err.Error()}
}
