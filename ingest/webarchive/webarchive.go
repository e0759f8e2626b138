// Package webarchive reads pages that Safari saved (.webarchive): a property
// list, binary or XML, whose WebMainResource is the page; WebSubframeArchives
// hold the pages of its frames, each built the same way.
//
// Of the two encodings only what a page needs is read, straight from the bytes
// and no deeper than frames nest, since a stranger's list may be nested a million
// deep and name itself as its own part (binary.go, xml.go).
package webarchive

import (
	"bytes"
	"strings"

	"dabao/ingest/httpreply"
	"dabao/ingest/intake"
	"dabao/schema"
)

// value is one value of a property list: a map, a list, text or bytes.
type value any

// maxFrames bounds how deep frames nest.
const maxFrames = 8

// Documents gives the page of one file and those of its frames, the page first.
// at is where the file lies; inside is what it is called by its contents. What is
// no page is told to ev. The error is a *intake.Problem.
func Documents(at schema.Origin, inside string, file []byte, lim intake.Limits, ev intake.Events) ([]schema.Document, error) {
	top, err := parse(file)
	if err != nil {
		return nil, err
	}
	r := reader{at: at, inside: inside, lim: lim.OrDefaults(), ev: ev}
	if r.archive(top, 0); len(r.docs) == 0 && r.seen == 0 {
		return nil, intake.Problemf(schema.Damaged, "property list has no WebMainResource")
	}
	return r.docs, nil
}

func parse(file []byte) (value, error) {
	if bytes.HasPrefix(file, []byte("bplist00")) {
		return parseBinary(file)
	}
	return parseXML(file)
}

type reader struct {
	at     schema.Origin
	inside string
	lim    intake.Limits
	ev     intake.Events
	docs   []schema.Document
	seen   int
}

func (r *reader) archive(v value, depth int) {
	dict, _ := v.(map[string]value)
	main, _ := dict["WebMainResource"].(map[string]value)
	if main == nil {
		return
	}
	r.resource(main, depth)
	frames, _ := dict["WebSubframeArchives"].([]value)
	for _, f := range frames {
		if depth < maxFrames {
			r.archive(f, depth+1)
		}
	}
}

func (r *reader) resource(main map[string]value, depth int) {
	r.seen++
	body, _ := main["WebResourceData"].([]byte)
	text := func(key string) string { s, _ := main[key].(string); return s }
	d := schema.Document{Origin: r.at, URL: intake.WebAddress(text("WebResourceURL")), Charset: strings.ToLower(text("WebResourceTextEncodingName")), Body: body}
	if depth > 0 {
		d.Origin = schema.Origin{URI: intake.EscapeName(text("WebResourceURL")), Container: r.inside, Length: r.at.Length}
	}
	media, kind := httpreply.MediaOf(strings.ToLower(text("WebResourceMIMEType")), body)
	switch {
	case kind != "":
		r.ev.Skipped(d.Origin, kind)
	case int64(len(body)) > r.lim.MaxDocumentBytes:
		r.ev.Rejected(d.Origin, intake.TooLarge("document", r.lim.MaxDocumentBytes, "bytes", "max-document-bytes"))
	default:
		d.MediaType = media
		r.docs = append(r.docs, d)
	}
}
