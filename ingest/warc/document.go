package warc

import (
	"net/url"
	"strings"

	"dabao/ingest/intake"
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
	media, charset := contentType(r.header["content-type"])
	if strings.HasPrefix(r.target(), "dns:") || media == "text/dns" {
		return none, intake.DNS, nil
	}
	body, web := r.block, reply{}
	if isHTTP(media, body) {
		var err error
		if web, err = parseResponse(body); err != nil {
			return none, "", err
		}
		if k := web.kind(); k != "" {
			return none, k, nil
		}
		media, charset = contentType(web.header["content-type"])
		body = web.body
	}
	if k := r.kind(media, body, web.encoded()); k != "" {
		return none, k, nil
	}
	if err := r.whole(lim); err != nil {
		return none, "", err
	}
	body, err := web.decode(body, lim)
	if err != nil {
		return none, "", err
	}
	media, k := mediaOf(media, body)
	if k != "" {
		return none, k, nil
	}
	return schema.Document{URL: intake.WebAddress(r.target()), MediaType: media, Charset: charset, CapturedAt: r.date(), Body: body}, "", nil
}

// kind says why a record whose headers are known holds no page. A body that
// is still encoded is judged by its media type alone.
func (r *record) kind(media string, body []byte, encoded bool) intake.Kind {
	if u, err := url.Parse(r.target()); err == nil && u.Path == "/robots.txt" {
		return intake.Robots
	}
	if encoded {
		body = nil
	}
	_, k := mediaOf(media, body)
	if encoded && undecided(media) {
		return ""
	}
	return k
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

// undecided are the media types under which servers send anything.
func undecided(media string) bool {
	switch media {
	case "", "application/octet-stream", "application/xml", "text/xml", "unknown/unknown", "application/unknown", "text/htm", "text":
		return true
	}
	return false
}

// mediaOf is the media type a page is read as, or why it is no page.
func mediaOf(media string, body []byte) (string, intake.Kind) {
	switch {
	case media == "text/html", media == "application/xhtml+xml", media == "text/plain":
		return media, ""
	case strings.HasPrefix(media, "image/"):
		return media, intake.Image
	case undecided(media) && intake.LooksLikeHTML(body[:min(len(body), intake.HeadBytes)]):
		return "text/html", ""
	}
	return media, intake.NotHTML
}

// contentType splits a Content-Type field. It takes what mail parsers refuse:
// servers write all sorts of things behind the semicolon.
func contentType(field string) (media, charset string) {
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
