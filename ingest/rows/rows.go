// Package rows reads articles that stand in rows: the lines of JSON Lines, the
// records of CSV, the rows of Parquet, each as one JSON object.
//
// A row is read as the first of these that it has, under the names that corpora
// and tools commonly use (fields.go), or under those that a person gave
// (schema.Columns):
//
//	blocks and a uid   an article that dabao itself exported: ArticleType
//	html               a saved page; what the page is silent on, the row says
//	text and a title   an article already taken apart: FieldsType
//	text               a plain-text dump of a page; if it is HTML after all, a page
//
// Names are compared without case, "_", "-" and space. What is nested is found
// by its path: metadata.url is the key url of the object metadata, or the key
// "metadata.url" itself. A text may be a list of paragraphs, or an object of
// sections.
//
//	rows.go       a document of one row → the document it holds
//	fields.go     under which names each field is looked for
//	object.go     a row as values by name; which of them were used
//	value.go      text, lists and times out of JSON values
//	article.go    a row → an article, or what a page does not say
//	people.go     names out of "By A and B", "作者：A", "A; B"
//	survey.go     a first look: which keys rows have, what each is taken for
//	again.go      a row once more as it was read, when its names are forgotten
//	scan.go       the outermost object of a row
package rows

import (
	"fmt"
	"sort"
	"strings"
	"unicode/utf8"

	"dabao/ingest/intake"
	"dabao/schema"
)

// The media types of rows that are no page but an article, and of a row that is
// yet to be opened.
const (
	ArticleType = "application/vnd.dabao.article+json" // a line of dabao's own export
	FieldsType  = "application/vnd.dabao.fields+json"  // a row with a title and text, to be read by Row.Article
	LineType    = "application/vnd.dabao.line+json"    // a row as it stands in its file, to be read by Open
)

// Open reads the page or article that a document of LineType holds, and the row
// it stands in. With an error, which is a Problem, the document is the place the
// row stands at, by its address where that could be read.
func Open(d schema.Document, lim intake.Limits) (schema.Document, *Row, error) {
	lim = lim.OrDefaults()
	line := d.Body
	d.Body = nil
	if !utf8.Valid(line) {
		return d, nil, intake.Problemf(schema.BadCharset, "line is not UTF-8")
	}
	r, err := Parse(line, d.Columns)
	if err != nil {
		return d, nil, err
	}
	if url := r.address(); url != "" && len(url) <= maxURL {
		d.URL, d.Origin.URI = intake.WebAddress(url), intake.EscapeName(url)
	}
	d.CapturedAt = r.captured()
	d.License, d.Rights = r.str(license), r.str(rights)
	if r.exported() {
		d.MediaType, d.Charset, d.Body = ArticleType, "utf-8", line
		return d, nil, nil
	}
	if err := r.body(&d, line); err != nil {
		return d, r, err
	}
	if int64(len(d.Body)) > lim.MaxDocumentBytes {
		return d, r, intake.TooLarge("document", lim.MaxDocumentBytes, "bytes", "max-document-bytes")
	}
	return d, r, nil
}

// maxURL is the longest address that is taken for one.
const maxURL = 4096

// body chooses what the row is read as.
func (r *Row) body(d *schema.Document, line []byte) error {
	d.Charset = "utf-8"
	page, wrongHTML := r.text(html)
	if page != "" {
		d.MediaType, d.Body = "text/html", []byte(page)
		return nil
	}
	s, wrong := r.text(text)
	name := r.str(title)
	switch {
	case s != "" && intake.LooksLikeHTML([]byte(s[:min(len(s), intake.HeadBytes)])):
		d.MediaType, d.Body = "text/html", []byte(fragment(s, name))
	case s != "" && name != "":
		d.MediaType, d.Body = FieldsType, line
	case s != "":
		d.MediaType, d.Body = "text/plain", []byte(s)
	case wrong != "" || wrongHTML != "":
		return intake.Problemf(schema.Damaged, "%s, not text", strings.TrimPrefix(wrong+wrongHTML, " "))
	case r.has(html) || r.has(text):
		return intake.Problemf(schema.Empty, "html and text are empty")
	default:
		return intake.Problemf(schema.Unsupported, "%s", r.nothing())
	}
	return nil
}

// fragment makes a page of HTML that is the body of an article only, so that it
// is read with the title that stands beside it.
func fragment(s, title string) string {
	low := strings.ToLower(s[:min(len(s), intake.HeadBytes)])
	if title == "" || strings.Contains(low, "<html") || strings.Contains(low, "<body") || strings.Contains(low, "<h1") || strings.Contains(low, "<!doctype") {
		return s
	}
	escaped := htmlEscaper.Replace(title)
	return "<!doctype html><title>" + escaped + "</title><article><h1>" + escaped + "</h1>\n" + s + "</article>"
}

var htmlEscaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

// nothing says of a row without text which keys it has, and which could be meant.
func (r *Row) nothing() string {
	keys := r.keys()
	var near []string
	for _, k := range keys {
		for _, w := range teaserKeys {
			if norm(k) == w {
				near = append(near, k)
			}
		}
	}
	const shown = 20
	list := strings.Join(keys[:min(len(keys), shown)], ", ")
	if len(keys) > shown {
		list += fmt.Sprintf(", … (%d in all)", len(keys))
	}
	switch {
	case len(keys) == 0:
		return "row is empty"
	case len(near) > 0:
		return fmt.Sprintf("row has no text; its keys are %s; if %s is meant, say --map text=%s", list, near[0], near[0])
	}
	return fmt.Sprintf("row has no text; its keys are %s; name the right one with --map text=KEY", list)
}

// Unused names the keys of the row that nothing was taken from, in byte order.
// What an object holds is named by its path where part of it was used.
func (r *Row) Unused() []string {
	var out []string
	for k := range r.values {
		switch in := r.nested[k]; {
		case r.used[k] != "":
		case in != nil && len(in.used)+len(in.nested) > 0:
			for _, n := range in.Unused() {
				out = append(out, r.names[k]+"."+n)
			}
		case !empty(r.values[k]):
			out = append(out, r.names[k])
		}
	}
	sort.Strings(out)
	return out
}

// HoldsText says whether a row has a text or a page under one of the usual names.
func HoldsText(line []byte) bool {
	r, err := Parse(line, nil)
	if err != nil {
		return false
	}
	if s, _ := r.text(html); s != "" {
		return true
	}
	s, _ := r.text(text)
	return s != "" || r.exported()
}
