package warc

import (
	"strings"

	"dabao/ingest/httpreply"
	"dabao/ingest/intake"
	"dabao/ingest/mirror"
	"dabao/schema"
)

// document makes a document of the record, or says why it is none: a kind to
// count it under, or an error to reject it with.
func (r *record) document(lim intake.Limits) (schema.Document, intake.Kind, error) {
	none := schema.Document{}
	switch strings.ToLower(r.header["warc-type"]) {
	case "response", "resource", "conversion":
	case "warcinfo":
		return none, intake.WARCInfo, nil
	case "request":
		return none, intake.Request, nil
	case "revisit":
		return none, intake.Revisit, nil
	case "continuation":
		return none, intake.Continuation, nil
	case "":
		return none, "", intake.Problemf(schema.Damaged, "record has no WARC-Type")
	default:
		return none, intake.Metadata, nil // also what the standard does not know: it says to pass over it
	}
	target := r.target()
	if r.header["warc-source-uri"] != "" {
		target = mirror.Unescape(target)
	}
	if aside(target) {
		return none, intake.Metadata, nil
	}
	f := httpreply.Fetched{Target: target, Media: r.header["content-type"], At: r.date(), Block: r.block,
		Refuse: func() error { return r.whole(lim) }}
	return f.Document(lim)
}

// aside says whether a record is one of the crawler's own: wget keeps its log
// and arguments under metadata:, wpull under urn:X-wpull:, and Browsertrix the
// text of a page, which is there itself, under urn:text: and urn:textFinal:.
func aside(target string) bool {
	target = strings.ToLower(target)
	for _, p := range []string{"metadata:", "urn:x-wpull:", "urn:text:", "urn:textfinal:"} {
		if strings.HasPrefix(target, p) {
			return true
		}
	}
	return false
}

// whole refuses what the record does not hold in full.
func (r *record) whole(lim intake.Limits) error {
	switch {
	case r.oversize:
		return intake.TooLarge("document", lim.MaxDocumentBytes, "bytes", "max-document-bytes")
	case r.header["warc-segment-number"] != "":
		return intake.Problemf(schema.Unsupported, "record is split into segments")
	case r.header["warc-truncated"] != "":
		return intake.Problemf(schema.Damaged, "cut short by the crawler (WARC-Truncated: %.40q)", r.header["warc-truncated"])
	}
	return nil
}
