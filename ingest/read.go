package ingest

import (
	"bytes"
	"errors"
	"fmt"
	"net/url"
	"runtime"
	"strings"
	"sync/atomic"
	"time"

	"github.com/klauspost/compress/zstd"

	"dabao/ingest/charset"
	"dabao/ingest/compose"
	"dabao/ingest/extract"
	"dabao/ingest/extract/saved"
	"dabao/ingest/facts"
	"dabao/ingest/intake"
	"dabao/ingest/lang"
	"dabao/ingest/names"
	"dabao/ingest/plain"
	"dabao/ingest/repair"
	"dabao/ingest/rows"
	"dabao/schema"
)

// The media types dabao reads.
const (
	htmlType    = "text/html"
	xhtmlType   = "application/xhtml+xml"
	plainType   = "text/plain"
	articleType = "application/vnd.dabao.article+json" // a line of dabao's own JSONL export
)

// Read makes an article or a reject of one document. It never fails and never
// panics: whatever the bytes are, the reading says what became of them.
func Read(doc schema.Document, o Options) schema.Reading {
	var row *rows.Row
	if doc.MediaType == rows.LineType {
		var err error
		if doc, row, err = rows.Open(doc, o.Limits); err != nil {
			return unopened(doc.Origin, err)
		}
	}
	r := schema.Reading{Capture: schema.Capture{
		Origin: doc.Origin, SHA256: doc.SHA256(), Bytes: int64(len(doc.Body)), MediaType: doc.MediaType,
		CapturedAt: schema.FormatCapturedAt(doc.CapturedAt),
	}}
	if o.Known != nil && o.Known(&r.Capture) {
		return r
	}
	if len(bytes.TrimSpace(doc.Body)) == 0 {
		return reject(r, schema.Empty, "no bytes but white space")
	}
	r = inTime(doc, row, r, o)
	if r.Reject != nil && o.OnReject != nil {
		o.OnReject(r.Reject, doc.Body)
	}
	if r.Article != nil && o.KeepRaw && r.Capture.MediaType != articleType {
		r.Raw = packer.EncodeAll(doc.Body, nil)
	}
	if r.Article != nil && o.Derive != nil {
		r.Derived = o.Derive(r.Article)
	}
	return r
}

// givenUp is how many pages that were given up may still be on their way to the
// next place where they notice. Past it no other is begun, so that memory is
// bounded by the pages at work and these.
var (
	givenUp   = runtime.GOMAXPROCS(0)
	runningOn = make(chan struct{}, givenUp)
)

// inTime is parse within the time a page may take. A panic is a reject.
func inTime(doc schema.Document, row *rows.Row, r schema.Reading, o Options) schema.Reading {
	var late atomic.Bool
	o.late = late.Load
	done := make(chan schema.Reading, 1)
	go func(r schema.Reading) {
		defer func() {
			if p := recover(); p != nil {
				done <- reject(r, schema.Failed, fmt.Sprintf("dabao %s failed on this page, please report it: %v", schema.ToolVersion, p))
			}
		}()
		done <- parse(doc, row, r, o)
	}(r)
	limit := time.NewTimer(o.timeout())
	defer limit.Stop()
	select {
	case r = <-done:
		return r
	case <-limit.C:
	}
	late.Store(true)
	runningOn <- struct{}{}
	go func() { <-done; <-runningOn }()
	return reject(r, schema.TooSlow, fmt.Sprintf("took longer than %s (--page-timeout)", o.timeout()))
}

// unopened is the reading of an input that holds no document.
func unopened(at schema.Origin, err error) schema.Reading {
	p := intake.AsProblem(err)
	return reject(schema.Reading{Capture: schema.Capture{Origin: at}}, p.Reason, p.Detail)
}

// packer compresses what is to be kept; it is safe for concurrent use, and the
// same bytes always give the same.
var packer, _ = zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1), zstd.WithEncoderLevel(zstd.SpeedDefault))

func reject(r schema.Reading, why schema.Reason, detail string) schema.Reading {
	r.Article, r.Claim = nil, ""
	r.Reject = &schema.Reject{SHA256: r.Capture.SHA256, Reason: why, Detail: detail}
	tidy(&r)
	return r
}

// parse is the whole way of one page.
func parse(doc schema.Document, row *rows.Row, r schema.Reading, o Options) schema.Reading {
	media := mediaType(&doc)
	r.Capture.MediaType = media
	switch media {
	case articleType:
		return reread(doc, r)
	case rows.FieldsType:
		return fields(doc, row, r, o)
	}
	text, name, err := charset.Decode(doc.Body, doc.Charset, media != plainType)
	if err != nil {
		return refuse(r, err)
	}
	r.Capture.Charset = name
	if o.late() {
		return r
	}
	text, repairs, unresolved := repair.Text(text)
	if o.late() {
		return r
	}
	var a *schema.Article
	lim := o.Limits.OrDefaults()
	switch media {
	case plainType:
		a, err = plain.Article(text, int(lim.MaxTextLines))
	case htmlType, xhtmlType:
		a, err = extract.PageFrom(text, extract.From{URL: doc.URL, Guessed: doc.Guessed, At: doc.CapturedAt}, int(lim.MaxTags))
	default:
		return reject(r, schema.Unsupported, fmt.Sprintf("media type %q is not one dabao reads", media))
	}
	if err != nil {
		return refuse(r, err)
	}
	if o.late() {
		return r
	}
	a.Repairs, a.Unresolved = repairs, unresolved
	if row != nil {
		row.Fill(a, func(s string) string { s, _, _ = repair.Text(charset.Clean(s)); return s })
		r.Unused = row.Unused()
	}
	return finish(doc, r, a, o)
}

// fields reads a row that is an article taken apart already.
func fields(doc schema.Document, row *rows.Row, r schema.Reading, o Options) schema.Reading {
	if row == nil {
		var err error
		if row, err = rows.Parse(doc.Body, doc.Columns); err != nil {
			return refuse(r, err)
		}
	}
	repairs, unresolved := 0, 0
	a := row.Article(func(s string) string {
		s, n, left := repair.Text(charset.Clean(s))
		repairs, unresolved = repairs+n, unresolved+left
		return s
	})
	r.Unused = row.Unused()
	r.Capture.Charset = "utf-8"
	a.Repairs, a.Unresolved = repairs, unresolved
	return finish(doc, r, a, o)
}

// finish adds what holds for every article however it was read.
func finish(doc schema.Document, r schema.Reading, a *schema.Article, o Options) schema.Reading {
	if a.URL == "" {
		// A text says nothing of its address, but its container may.
		if a.URL = extract.Normalize(doc.URL); a.URL != "" && a.Site == "" {
			a.Site = hostOf(a.URL)
		}
	}
	sayCopied(&r.Capture, a, doc.URL)
	if a.License == "" {
		a.License = doc.License
	}
	if a.Rights == "" {
		a.Rights = doc.Rights
	}
	if limit := o.Limits.OrDefaults().MaxArticleChars; int64(a.Chars()) > limit {
		return refuse(r, intake.TooLarge("article", limit, "characters", "max-article-chars"))
	}
	r.Article = a
	tidy(&r)
	compose.Article(a)
	// The page's own word for its language is evidence only: many templates
	// say "en" or "zh-CN" whatever is printed.
	a.Lang = lang.Detect(a.Title+"\n"+a.Text(), a.Lang)
	if !o.NoFacts {
		facts.Fill(a, o.late)
		a.Entities = names.Find(a, o.late)
	}
	r.Claim = a.URL
	return r
}

// sayCopied notes in a capture what the article's page, or the address it was
// fetched from, says of the web archive it was taken from. The time at which the
// archive took it is that of the capture; any other time counts only where the
// container gives none.
func sayCopied(c *schema.Capture, a *schema.Article, fetchedFrom string) {
	of := a.Capture
	if archived, ok := saved.Archived(fetchedFrom); ok && of.ArchiveURL == "" {
		of.ArchiveURL, of.CapturedAt = archived.ArchiveURL, schema.FormatCapturedAt(archived.CapturedAt())
	}
	if c.ArchiveURL = of.ArchiveURL; of.CapturedAt != "" && (c.CapturedAt == "" || c.ArchiveURL != "") {
		c.CapturedAt = of.CapturedAt
	}
}

// hostOf is the host of a normalised address, without "www.".
func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return strings.TrimPrefix(u.Hostname(), "www.")
}

// refuse turns a room's error into the reject it stands for.
func refuse(r schema.Reading, err error) schema.Reading {
	for _, known := range []struct {
		is  error
		why schema.Reason
	}{
		{extract.ErrNoArticle, schema.NoArticle}, {plain.ErrNoArticle, schema.NoArticle},
		{extract.ErrStub, schema.Stub},
		{extract.ErrTooLarge, schema.TooLarge}, {plain.ErrTooLarge, schema.TooLarge},
		{charset.ErrNotText, schema.NotText}, {charset.ErrUndecodable, schema.BadCharset},
	} {
		if errors.Is(err, known.is) {
			return reject(r, known.why, err.Error())
		}
	}
	p := intake.AsProblem(err)
	return reject(r, p.Reason, p.Detail)
}

// mediaType is what the document says it is, unless its first bytes plainly
// say otherwise: servers and file names are often wrong about HTML.
func mediaType(doc *schema.Document) string {
	head := bytes.ToLower(bytes.TrimLeft(doc.Body[:min(len(doc.Body), 1024)], "\xef\xbb\xbf \t\r\n"))
	looksHTML := false
	for _, mark := range []string{"<!doctype html", "<html", "<head", "<body", "<!-- saved from url"} {
		looksHTML = looksHTML || bytes.HasPrefix(head, []byte(mark))
	}
	switch m := strings.ToLower(doc.MediaType); {
	case m == plainType && looksHTML:
		return htmlType
	case m == "" && (looksHTML || bytes.Contains(head, []byte("<html")) || bytes.Contains(head, []byte("<meta"))):
		return htmlType
	case m == "":
		return plainType
	default:
		return m
	}
}
