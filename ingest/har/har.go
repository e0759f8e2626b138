// Package har reads what browsers and test programs log of the network (HTTP
// Archive 1.2, .har): a JSON object whose log.entries hold one request and its
// response each. A response body stands in content.text, plain or in base64, with
// the content encoding already off; where it was not kept the entry is a skip.
//
// The file is streamed, one entry at a time: an export of two gigabytes takes the
// memory of its largest entry, and one past the limit costs itself only.
package har

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"io"
	"iter"
	"strings"
	"time"

	"dabao/ingest/httpreply"
	"dabao/ingest/intake"
	"dabao/ingest/jsonstream"
	"dabao/schema"
)

// Documents yields the pages of one file in file order. container names the file
// in every origin; offsets count bytes of r. attached, if set, opens the file that
// an entry names instead of holding the body, as Playwright's does in its zip;
// fs.ErrNotExist where there is none. What gives no document is told to ev.
func Documents(container string, r io.Reader, attached func(name string) ([]byte, error), lim intake.Limits, ev intake.Events) iter.Seq2[schema.Document, error] {
	return func(yield func(schema.Document, error) bool) {
		d := &reader{container: container, s: jsonstream.NewReader(r), attached: attached, lim: lim.OrDefaults(), ev: ev, yield: yield}
		err := d.file()
		switch {
		case err == nil || err == io.EOF || d.stopped:
			return
		case errors.Is(err, jsonstream.ErrSyntax), errors.Is(err, io.ErrUnexpectedEOF):
			err = intake.Problemf(schema.Damaged, "broken JSON near byte %d; what follows is not read", d.s.Offset())
		}
		ev.Rejected(schema.Origin{URI: container, Container: container, Offset: d.s.Offset()}, err)
	}
}

type reader struct {
	container string
	s         *jsonstream.Reader
	attached  func(string) ([]byte, error)
	lim       intake.Limits
	ev        intake.Events
	yield     func(schema.Document, error) bool
	stopped   bool
}

// file goes to log.entries and reads each.
func (d *reader) file() error {
	found := false
	err := d.object("log", func() error {
		return d.object("entries", func() error {
			found = true
			return d.entries()
		})
	})
	if err == nil && !found {
		err = intake.Problemf(schema.Damaged, "is no HTTP Archive: it has no log.entries")
	}
	return err
}

// object reads an object and calls into for the value of one key.
func (d *reader) object(want string, into func() error) error {
	if ok, err := d.s.Take('{'); err != nil || !ok {
		return errors.Join(err, jsonstream.ErrSyntax)
	}
	for first := true; !d.stopped; first = false {
		key, more, err := d.s.Key(first)
		if err != nil || !more {
			return err
		}
		if key == want {
			err = into()
		} else {
			_, _, err = d.s.Value(0)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (d *reader) entries() error {
	if ok, err := d.s.Take('['); err != nil || !ok {
		return errors.Join(err, jsonstream.ErrSyntax)
	}
	for first := true; !d.stopped; first = false {
		more, err := d.s.Item(first)
		if err != nil || !more {
			return err
		}
		d.s.Next()
		at := schema.Origin{URI: d.container, Container: d.container, Offset: d.s.Offset()}
		// Base64 takes four bytes for three, JSON up to six for one.
		raw, over, err := d.s.Value(2*d.lim.MaxDocumentBytes + d.lim.MaxHeaderBytes)
		if err != nil {
			return err
		}
		at.Length = d.s.Offset() - at.Offset
		if over {
			d.ev.Rejected(at, intake.TooLarge("entry", 2*d.lim.MaxDocumentBytes, "bytes", "max-document-bytes"))
			continue
		}
		d.entry(at, raw)
	}
	return nil
}

// entry is one request with its response, as far as it matters here.
type entry struct {
	StartedDateTime string `json:"startedDateTime"`
	Request         struct {
		URL string `json:"url"`
	} `json:"request"`
	Response struct {
		Status  int `json:"status"`
		Content struct {
			MimeType string          `json:"mimeType"`
			Text     json.RawMessage `json:"text"`
			Encoding string          `json:"encoding"`
			File     string          `json:"_file"`
		} `json:"content"`
	} `json:"response"`
}

func (d *reader) entry(at schema.Origin, raw []byte) {
	var e entry
	if err := json.Unmarshal(raw, &e); err != nil {
		d.ev.Rejected(at, intake.Problemf(schema.Damaged, "entry: %v", err))
		return
	}
	if e.Request.URL != "" {
		at.URI = intake.EscapeName(e.Request.URL)
	}
	if status := (&httpreply.Reply{Status: e.Response.Status}).Kind(); status != "" {
		d.ev.Skipped(at, status)
		return
	}
	media, declared := httpreply.ContentType(e.Response.Content.MimeType)
	if _, k := httpreply.MediaOf(media, nil); k != "" && !httpreply.Undecided(media) {
		d.ev.Skipped(at, k)
		return
	}
	body, charset, err := d.body(&e)
	switch {
	case err != nil:
		d.ev.Rejected(at, err)
		return
	case body == nil:
		d.ev.Skipped(at, intake.NoContent)
		return
	}
	if charset == "" {
		charset = declared
	}
	at2 := time.Time{}
	if t, err := time.Parse(time.RFC3339Nano, e.StartedDateTime); err == nil {
		at2 = t.UTC()
	}
	doc, kind, err := httpreply.Fetched{Target: e.Request.URL, Media: media, At: at2, Block: body}.Document(d.lim)
	switch {
	case err != nil:
		d.ev.Rejected(at, err)
	case kind != "":
		d.ev.Skipped(at, kind)
	case int64(len(doc.Body)) > d.lim.MaxDocumentBytes:
		d.ev.Rejected(at, intake.TooLarge("document", d.lim.MaxDocumentBytes, "bytes", "max-document-bytes"))
	default:
		doc.Origin, doc.Charset = at, charset
		if !d.yield(doc, nil) {
			d.stopped = true
		}
	}
}

// body is the body of a response, nil where it was not kept. Text that stands as
// it is has been decoded by the browser, whatever the header says.
func (d *reader) body(e *entry) (body []byte, charset string, err error) {
	c := &e.Response.Content
	var text string
	if len(c.Text) > 0 {
		if err := json.Unmarshal(c.Text, &text); err != nil {
			return nil, "", intake.Problemf(schema.Damaged, "body is no text")
		}
	}
	switch {
	case text != "" && strings.EqualFold(c.Encoding, "base64"):
		body, err = base64.StdEncoding.DecodeString(text)
		if err != nil {
			return nil, "", intake.Problemf(schema.Damaged, "body is no base64")
		}
		return body, "", nil
	case text != "":
		return []byte(text), "utf-8", nil
	case c.File != "" && d.attached != nil:
		body, err = d.attached(c.File)
		return body, "", err
	}
	return nil, "", nil
}
