// Package httpreply reads HTTP responses as crawlers keep them: status, header
// and body, with the transfer and content encodings still on them or already off.
package httpreply

import (
	"bytes"
	"compress/flate"
	"compress/zlib"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/andybalholm/brotli"

	"dabao/ingest/intake"
	"dabao/schema"
)

// Reply is an HTTP response as it went over the wire; the zero value stands
// for bytes that came without one.
type Reply struct {
	Status int
	Header Header
	Body   []byte
}

// Is says whether a block is a response with its header.
func Is(media string, block []byte) bool {
	return media == "application/http" || media == "message/http" ||
		(media == "" && bytes.HasPrefix(block, []byte("HTTP/")))
}

// Parse reads status line and header; the body is part of block.
func Parse(block []byte) (Reply, error) {
	line, _, _ := bytes.Cut(block, []byte("\n"))
	fields := strings.Fields(string(line[:min(len(line), 1024)]))
	if len(fields) < 2 || !strings.HasPrefix(fields[0], "HTTP/") {
		return Reply{}, intake.Problemf(schema.Damaged, "HTTP response has no status line")
	}
	status, err := strconv.Atoi(fields[1])
	if err != nil || status < 100 || status > 999 {
		return Reply{}, intake.Problemf(schema.Damaged, "HTTP status %.20q is no number", fields[1])
	}
	n := HeaderEnd(block)
	if n < 0 {
		n = len(block)
	}
	return Reply{status, ParseHeader(block[len(line):n]), block[n:]}, nil
}

// Kind is what a response without a page is counted as.
func (w *Reply) Kind() intake.Kind {
	switch s := w.Status; {
	case s < 200, s == 204, s == 205, s == 304:
		return intake.NoContent
	case s == 206:
		return intake.Partial
	case s < 300:
		return ""
	case s < 400:
		return intake.Redirect
	case s == 404, s == 410:
		return intake.NotFound
	}
	return intake.HTTPError
}

// Encoded says whether the header names an encoding.
func (w *Reply) Encoded() bool {
	return w.chunked() || w.Header["content-encoding"] != ""
}

func (w *Reply) chunked() bool {
	return strings.Contains(strings.ToLower(w.Header["transfer-encoding"]), "chunked")
}

// Decode undoes the transfer encoding and then the content encodings, last
// applied first. Many crawlers store a body decoded but keep the header: what
// does not have the form the header claims is taken as it is.
func (w *Reply) Decode(stored []byte, lim intake.Limits) ([]byte, error) {
	body := stored
	if w.chunked() {
		var err error
		if body, err = dechunk(body); err != nil {
			return nil, err
		}
	}
	codings := strings.Split(strings.ToLower(w.Header["content-encoding"]), ",")
	if t := strings.ToLower(w.Header["transfer-encoding"]); strings.Contains(t, ",") {
		codings = append(codings, strings.Split(t, ",")...)
	}
	if len(codings) > maxCodings {
		return nil, intake.Problemf(schema.Unsupported, "more than %d content encodings", maxCodings)
	}
	for _, c := range slices.Backward(codings) {
		var err error
		if body, err = decoded(strings.TrimSpace(c), body, lim); err != nil {
			return nil, err
		}
	}
	if int64(len(body)) > lim.MaxDocumentBytes {
		return nil, intake.TooLarge("document", lim.MaxDocumentBytes, "bytes", "max-document-bytes")
	}
	if len(body) > 0 && len(stored) > 0 && &body[len(body)-1] == &stored[len(stored)-1] {
		// The block lies in a buffer that the next record takes over.
		return bytes.Clone(body), nil
	}
	return body, nil
}

// maxCodings is more than any server applies.
const maxCodings = 4

func decoded(coding string, body []byte, lim intake.Limits) ([]byte, error) {
	head := body[:min(len(body), intake.HeadBytes)]
	var r io.Reader
	var err error
	switch coding {
	case "gzip", "x-gzip":
		if intake.CodecOf(head) != intake.Gzip {
			return body, nil
		}
		r, err = lim.Decompress(intake.Gzip, bytes.NewReader(body))
	case "zstd":
		if intake.CodecOf(head) != intake.Zstd {
			return body, nil
		}
		r, err = lim.Decompress(intake.Zstd, bytes.NewReader(body))
	case "br":
		r = unbrotli{brotli.NewReader(io.MultiReader(bytes.NewReader(body), bytes.NewReader(brotliTail[:])))}
	case "deflate":
		// The standard means zlib; some servers send the bare stream.
		if r, err = zlib.NewReader(bytes.NewReader(body)); err != nil {
			r, err = flate.NewReader(bytes.NewReader(body)), nil
		}
	case "", "identity", "chunked", "none", "utf-8", "binary":
		return body, nil
	default:
		return nil, intake.Problemf(schema.Unsupported, "content encoding %.40q", coding)
	}
	if err != nil {
		return nil, err
	}
	if c, ok := r.(io.Closer); ok {
		defer c.Close()
	}
	out, err := lim.Document(r, 4*int64(len(body)))
	var limit *intake.Problem
	switch {
	case err == nil, errors.As(err, &limit):
		return out, err
	case (coding == "br" || coding == "deflate") && intake.LooksLikeHTML(head):
		return body, nil // neither has a magic number to ask first
	}
	return nil, intake.Problemf(schema.Damaged, "content encoding %s: %v", coding, err)
}

// brotliTail follows every brotli stream that is read: the decoder does not
// tell a stream that is cut short from one that is whole, but it does complain
// about what follows a whole one.
var brotliTail = [16]byte{0xff, 0xff, 0xff, 0xff}

// unbrotli turns that complaint into the end, and any other end into an error.
type unbrotli struct{ r *brotli.Reader }

func (u unbrotli) Read(p []byte) (int, error) {
	n, err := u.r.Read(p)
	switch {
	case err == nil:
	case err.Error() == "brotli: excessive input":
		err = io.EOF
	case err == io.EOF:
		err = io.ErrUnexpectedEOF
	}
	return n, err
}

// dechunk undoes the chunked transfer encoding (RFC 9112, §7.1). A body that
// does not begin with a chunk is returned as it is.
func dechunk(b []byte) ([]byte, error) {
	size, rest, ok := chunkSize(b)
	if !ok {
		return b, nil
	}
	var out []byte
	for ok && size > 0 {
		if size > int64(len(rest)) {
			return nil, intake.Problemf(schema.Damaged, "chunked body ends in the middle")
		}
		out = append(out, rest[:size]...)
		size, rest, ok = chunkSize(bytes.TrimPrefix(bytes.TrimPrefix(rest[size:], []byte("\r")), []byte("\n")))
	}
	if !ok {
		return nil, intake.Problemf(schema.Damaged, "chunked body is broken after %d bytes", len(out))
	}
	return out, nil
}

// chunkSize reads the line before a chunk: hex digits, extensions, line end.
func chunkSize(b []byte) (size int64, rest []byte, ok bool) {
	line, _, ok := bytes.Cut(b[:min(len(b), 4096)], []byte("\n"))
	if !ok && len(b) > 8 {
		return 0, nil, false
	}
	rest = b[min(len(b), len(line)+1):]
	digits, _, _ := bytes.Cut(line, []byte(";"))
	size, err := strconv.ParseInt(string(bytes.TrimSpace(digits)), 16, 64)
	return size, rest, err == nil && size >= 0
}

// Header holds the first value of each field, by lower-case name.
type Header map[string]string

// ParseHeader reads "Name: value" lines; a line that begins with white space
// goes on with the one before it. Lines that are neither are passed over.
func ParseHeader(b []byte) Header {
	h := make(Header)
	last := ""
	for line := range strings.Lines(string(b)) {
		line = strings.TrimRight(line, "\r\n")
		if line != "" && (line[0] == ' ' || line[0] == '\t') && last != "" {
			h[last] += " " + strings.TrimSpace(line)
			continue
		}
		name, value, ok := strings.Cut(line, ":")
		name = strings.ToLower(strings.TrimSpace(name))
		last = ""
		if _, twice := h[name]; ok && name != "" && !twice {
			h[name], last = strings.TrimSpace(value), name
		}
	}
	return h
}

// HeaderEnd finds the empty line that ends a header block: the length of the
// block with that line, or -1.
func HeaderEnd(b []byte) int {
	for i := 0; ; {
		j := bytes.IndexByte(b[i:], '\n')
		if j < 0 {
			return -1
		}
		i += j + 1
		switch {
		case bytes.HasPrefix(b[i:], []byte("\n")):
			return i + 1
		case bytes.HasPrefix(b[i:], []byte("\r\n")):
			return i + 2
		}
	}
}

// Undecided are the media types under which servers send anything.
func Undecided(media string) bool {
	switch media {
	case "", "application/octet-stream", "application/xml", "text/xml", "unknown/unknown", "application/unknown", "text/htm", "text":
		return true
	}
	return false
}

// MediaOf is the media type a page is read as, or why it is no page.
func MediaOf(media string, body []byte) (string, intake.Kind) {
	switch {
	case media == "text/html", media == "application/xhtml+xml", media == "text/plain":
		return media, ""
	case strings.HasPrefix(media, "image/"):
		return media, intake.Image
	case Undecided(media) && intake.LooksLikeHTML(body[:min(len(body), intake.HeadBytes)]):
		return "text/html", ""
	}
	return media, intake.NotHTML
}

// ContentType splits a Content-Type field. It takes what mail parsers refuse:
// servers write all sorts of things behind the semicolon.
func ContentType(field string) (media, charset string) {
	media, params, _ := strings.Cut(strings.ToLower(field), ";")
	media, _, _ = strings.Cut(media, ",")
	if _, v, ok := strings.Cut(params, "charset="); ok {
		v = strings.TrimLeft(v, ` "'`)
		if i := strings.IndexAny(v, ` "';,`); i >= 0 {
			v = v[:i]
		}
		charset = v
	}
	return strings.TrimSpace(media), charset
}
