package httpreply

import (
	"bytes"
	"net/url"
	"strings"
	"time"

	"dabao/ingest/intake"
	"dabao/schema"
)

// Fetched is one thing that a crawler fetched.
type Fetched struct {
	Target string // the address, as the container writes it
	Media  string // the Content-Type field of the container
	At     time.Time
	Block  []byte // a response, or a body alone
	// Refuse, if set, says why the block is not whole; asked only of a page.
	Refuse func() error
}

// Document makes a document of what was fetched, without its Origin, or says why
// it is none: a kind to count it under, or an error to reject it with.
func (f Fetched) Document(lim intake.Limits) (schema.Document, intake.Kind, error) {
	none := schema.Document{}
	media, charset := ContentType(f.Media)
	if strings.HasPrefix(f.Target, "dns:") || media == "text/dns" {
		return none, intake.DNS, nil
	}
	body, web := f.Block, Reply{}
	if Is(media, body) {
		var err error
		if web, err = Parse(body); err != nil {
			return none, "", err
		}
		if k := web.Kind(); k != "" {
			return none, k, nil
		}
		media, charset = ContentType(web.Header["content-type"])
		body = web.Body
	}
	if k := f.kind(media, body, web.Encoded()); k != "" {
		return none, k, nil
	}
	if f.Refuse != nil {
		if err := f.Refuse(); err != nil {
			return none, "", err
		}
	}
	body, err := web.Decode(body, lim)
	if err == nil {
		body, err = unzipped(body, lim)
	}
	if err != nil {
		return none, "", err
	}
	media, k := MediaOf(media, body)
	if k != "" {
		return none, k, nil
	}
	return schema.Document{URL: intake.WebAddress(f.Target), MediaType: media, Charset: charset, CapturedAt: f.At, Body: body}, "", nil
}

// kind says why something whose headers are known holds no page. A body that is
// still encoded is judged by its media type alone.
func (f Fetched) kind(media string, body []byte, encoded bool) intake.Kind {
	if u, err := url.Parse(f.Target); err == nil && u.Path == "/robots.txt" {
		return intake.Robots
	}
	if encoded {
		body = nil
	}
	_, k := MediaOf(media, body)
	if encoded && Undecided(media) {
		return ""
	}
	return k
}

// unzipped undoes a compression that no header names: the file was stored so.
func unzipped(body []byte, lim intake.Limits) ([]byte, error) {
	c := intake.CodecOf(body[:min(len(body), intake.HeadBytes)])
	if c == intake.Plain {
		return body, nil
	}
	z, err := lim.Decompress(c, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	defer z.Close()
	return lim.Document(z, 4*int64(len(body)))
}
