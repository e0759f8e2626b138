// Package mhtml reads a page saved with all its parts in one file (RFC 2557;
// .mhtml, .mht): a MIME message whose root part is the page and whose other
// parts are the images, style sheets and frames it shows.
//
// One file is one page, so it ends as one document or one reject; where the root
// part is only the frame around another, that one is the page. The other
// parts are counted as skips (image, frame, not_html). The address is that of
// the root part, else Snapshot-Content-Location; the Date of the message, when
// it is one, is the time of the capture.
package mhtml

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"net/textproto"
	"strings"
	"time"

	"dabao/ingest/intake"
	"dabao/schema"
)

// Document reads the page of one MHTML file. at is where the file lies; its
// other parts are told to ev under their own addresses, with the file as the
// container that inside names. The error is a *intake.Problem where the
// message breaks a rule or a limit; parts behind the page are then not lost
// but no longer counted.
func Document(at schema.Origin, inside string, r io.Reader, lim intake.Limits, ev intake.Events) (schema.Document, error) {
	m := &message{lim: lim.OrDefaults(), ev: ev, inside: inside}
	in := bufio.NewReaderSize(r, 64<<10)
	h, err := m.header(in)
	if err != nil {
		return schema.Document{}, err
	}
	media, params, err := mime.ParseMediaType(h.Get("Content-Type"))
	if err != nil && media == "" {
		return schema.Document{}, intake.Problemf(schema.Damaged, "message has no Content-Type")
	}
	m.root = strings.Trim(params["start"], "<>")
	m.base = h.Get("Snapshot-Content-Location")
	if strings.HasPrefix(media, "multipart/") {
		err = m.parts(in, params["boundary"], 0)
	} else {
		err = m.part(textproto.MIMEHeader(h), in)
	}
	if !m.found {
		if err == nil || err == io.EOF {
			err = intake.Problemf(schema.Unsupported, "message has no part that is HTML")
		}
		return schema.Document{}, err
	}
	m.page.Origin = at
	m.page.CapturedAt = m.date(h)
	if m.framed() {
		// The frame that holds the text is the page to a reader.
		m.ev.Skipped(schema.Origin{URI: intake.EscapeName(m.page.URL), Container: inside}, intake.Frame)
		m.page, m.frame = m.frame, schema.Document{}
		m.page.Origin, m.page.CapturedAt = at, m.date(h)
	}
	if m.frame.Body != nil {
		m.ev.Skipped(schema.Origin{URI: intake.EscapeName(m.frame.URL), Container: inside}, intake.Frame)
	}
	if m.page.URL == "" {
		m.page.URL = intake.WebAddress(m.base)
	}
	return m.page, nil
}

// date is the time of the capture; zero where the message has none.
func (m *message) date(h mail.Header) time.Time {
	t, err := mail.ParseDate(h.Get("Date"))
	if err != nil {
		return time.Time{}
	}
	return t.UTC()
}

// framed says whether the page is only the frame around another: a frameset, or
// far less words than the largest frame has.
func (m *message) framed() bool {
	page, frame := words(m.page.Body), words(m.frame.Body)
	return m.frame.Body != nil && frame > 0 && (bytes.Contains(bytes.ToLower(m.page.Body), []byte("<frameset")) || page < 200 && frame > 3*page)
}

// words counts the bytes of a page that are neither markup nor white space, as
// far as that goes without parsing it.
func words(body []byte) (n int) {
	inTag := false
	for _, c := range body {
		switch {
		case c == '<':
			inTag = true
		case c == '>':
			inTag = false
		case !inTag && c > ' ':
			n++
		}
	}
	return n
}

type message struct {
	lim    intake.Limits
	ev     intake.Events
	inside string
	root   string // Content-ID of the page, where the message names it
	base   string
	page   schema.Document
	frame  schema.Document // the wordiest of the other pages
	found  bool
	named  bool // the page is the part that the message names
}

// header reads mail headers, no more of them than the limit.
func (m *message) header(in *bufio.Reader) (mail.Header, error) {
	limited := &io.LimitedReader{R: in, N: m.lim.MaxHeaderBytes}
	// The reader behind textproto would take bytes of the body with it, so the
	// block is cut out first.
	var block strings.Builder
	for {
		line, err := in.ReadSlice('\n')
		block.Write(line)
		if limited.N -= int64(len(line)); limited.N < 0 {
			return nil, intake.TooLarge("header", m.lim.MaxHeaderBytes, "bytes", "max-header-bytes")
		}
		if err == nil && strings.TrimRight(string(line), "\r\n") == "" && strings.TrimSpace(block.String()) != "" {
			break
		}
		if err != nil && err != bufio.ErrBufferFull {
			return nil, intake.Problemf(schema.Damaged, "message ends in its header")
		}
	}
	h, err := textproto.NewReader(bufio.NewReader(strings.NewReader(strings.TrimLeft(block.String(), "\r\n")))).ReadMIMEHeader()
	if err != nil && len(h) == 0 {
		return nil, intake.Problemf(schema.Damaged, "header: %v", err)
	}
	return mail.Header(h), nil
}

// parts walks a multipart body; a nested one counts by what it holds.
func (m *message) parts(r io.Reader, boundary string, depth int64) error {
	if boundary == "" {
		return intake.Problemf(schema.Damaged, "multipart message has no boundary")
	}
	if depth >= m.lim.MaxDepth {
		return intake.TooLarge("multipart bodies within each other", m.lim.MaxDepth, "levels", "max-depth")
	}
	mr := multipart.NewReader(r, boundary)
	for n := int64(0); ; n++ {
		p, err := mr.NextRawPart()
		switch {
		case err == io.EOF:
			return nil
		case err != nil:
			return intake.Problemf(schema.Damaged, "%v", err)
		case n >= m.lim.MaxMembers:
			return intake.TooLarge("message", m.lim.MaxMembers, "parts", "max-members")
		}
		media, params, _ := mime.ParseMediaType(p.Header.Get("Content-Type"))
		if strings.HasPrefix(media, "multipart/") {
			err = m.parts(p, params["boundary"], depth+1)
		} else {
			err = m.part(p.Header, p)
		}
		if err != nil {
			return err
		}
	}
}

// part takes the page, and counts everything else.
func (m *message) part(h textproto.MIMEHeader, r io.Reader) error {
	media, params, _ := mime.ParseMediaType(h.Get("Content-Type"))
	location := h.Get("Content-Location")
	at := schema.Origin{URI: intake.EscapeName(location), Container: m.inside}
	isPage := media == "text/html" || media == "application/xhtml+xml"
	named := m.root != "" && strings.Trim(h.Get("Content-Id"), "<>") == m.root
	switch {
	case isPage && m.found && (m.named || !named):
		return m.other(at, media, location, params["charset"], decoded(h.Get("Content-Transfer-Encoding"), r))
	case !isPage && strings.HasPrefix(media, "image/"):
		m.ev.Skipped(at, intake.Image)
		return nil
	case !isPage:
		m.ev.Skipped(at, intake.NotHTML)
		return nil
	}
	body, err := m.lim.Document(decoded(h.Get("Content-Transfer-Encoding"), r), 0)
	var limit *intake.Problem
	switch {
	case errors.As(err, &limit):
		return err
	case err != nil:
		return intake.Problemf(schema.Damaged, "page: %v", err)
	}
	if m.found {
		m.ev.Skipped(schema.Origin{URI: intake.EscapeName(m.page.URL), Container: m.inside}, intake.Frame)
	}
	m.found, m.named = true, named
	m.page = schema.Document{URL: intake.WebAddress(location), MediaType: media, Charset: strings.ToLower(params["charset"]), Body: body}
	return nil
}

// other keeps a page that is not the root while it is the wordiest so far.
func (m *message) other(at schema.Origin, media, location, charset string, r io.Reader) error {
	body, err := m.lim.Document(r, 0)
	if err != nil || words(body) <= words(m.frame.Body) {
		m.ev.Skipped(at, intake.Frame)
		return nil
	}
	if m.frame.Body != nil {
		m.ev.Skipped(schema.Origin{URI: intake.EscapeName(m.frame.URL), Container: m.inside}, intake.Frame)
	}
	m.frame = schema.Document{URL: intake.WebAddress(location), MediaType: media, Charset: strings.ToLower(charset), Body: body}
	return nil
}

// decoded undoes a transfer encoding; what is not encoded comes as it is.
func decoded(encoding string, r io.Reader) io.Reader {
	switch strings.ToLower(strings.TrimSpace(encoding)) {
	case "quoted-printable":
		return quotedprintable.NewReader(r)
	case "base64":
		return base64.NewDecoder(base64.StdEncoding, r)
	}
	return r
}
