// Package plain reads plain-text dumps of news pages: what a browser's "save
// as text" or a tag stripper leaves of a page. The structure is gone and the
// order is nearly all that is left, so a dump is read the way a person
// would read it on paper:
//
//	site name, breadcrumbs, menus         short lines before the headline
//	kicker, headline, subtitle            the lines before the dateline
//	dateline                              a date, often with source and authors
//	widgets (font size, share, print)     lines made of nothing but such words
//	paragraphs, headings, quotes, lists   told apart by length, closing
//	                                      punctuation and neighbours
//	captions                              short lines that name who took the
//	                                      picture, or that are printed twice
//	byline, editors                       in parentheses at the end
//	related links, rights, comments       after the last paragraph
//
// Every line is first asked what it says by itself (metadata, widget, caption,
// rights); only what is left is read by its place. Each of these questions has
// a file of its own, and the words that belong to a question stand in words.go.
//
// A date without a zone is in the site's: +08:00 where the text is Chinese,
// +09:00 where it is Japanese or Korean, else UTC.
package plain

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"dabao/schema"
)

// ErrNoArticle is wrapped when a text holds no article: it is empty, too
// short, binary, or a list of links. ErrTooLarge is wrapped when it is past
// what is read as one article; the text around it names the limit.
var (
	ErrNoArticle = errors.New("no article")
	ErrTooLarge  = errors.New("too large for one article")
)

const (
	// maxText bounds, in bytes, what is taken for one article: a few books.
	maxText = 8 << 20
	// maxImages and maxCredits bound what one article can name.
	maxImages, maxCredits = 500, 200
	// minBody is the least width of paragraphs (a Han character is two wide)
	// that make an article: a news flash of one sentence.
	minBody = 60
)

// Article reads a plain-text dump of one news page, already decoded and
// repaired. It fills what the page prints and leaves uid, site, language,
// capture and facts to the caller; images have no address. Errors wrap
// ErrNoArticle or ErrTooLarge. maxLines bounds the lines that are not empty:
// reading time and memory grow with them.
func Article(text string, maxLines int) (*schema.Article, error) {
	if len(text) > maxText {
		return nil, fmt.Errorf("%d bytes of text, at most %d are read: %w", len(text), maxText, ErrTooLarge)
	}
	if noise(text) {
		return nil, fmt.Errorf("control characters instead of text: %w", ErrNoArticle)
	}
	// Counted first: a short line takes many times its own bytes.
	if n := countLines(text); n > maxLines {
		return nil, fmt.Errorf("%d lines, at most %d are read (--max-text-lines): %w", n, maxLines, ErrTooLarge)
	}
	r := &reader{a: &schema.Article{}, lines: unwrap(split(text))}
	r.zone, r.offset = siteZone(text)
	r.classify()
	body := r.head()
	r.body(body)
	r.byline()
	r.finish()
	if w := r.proseWidth(); w < minBody {
		return nil, fmt.Errorf("%d of its %d columns are in paragraphs, an article has %d: %w", w, r.width(), minBody, ErrNoArticle)
	}
	return r.a, nil
}

// reader holds the state of one article being read.
type reader struct {
	a      *schema.Article
	lines  []line
	zone   string // offset of the site, "+08:00"
	offset string // where it came from: "site" or "utc"
	dated  int    // index of the line that dates the article, -1 for none
}

// proseWidth is the width of paragraphs, quotes and list items.
func (r *reader) proseWidth() int {
	w := 0
	for _, b := range r.a.Blocks {
		switch b.Kind {
		case schema.Paragraph, schema.Quote:
			w += width(b.Text)
		case schema.ListItem:
			w += width(b.Text) / 2 // a page of links is a list too
		}
	}
	return w
}

// width is the width of all that was read.
func (r *reader) width() int {
	w := 0
	for _, l := range r.lines {
		w += width(l.text)
	}
	return w
}

// finish settles what only the whole article tells.
func (r *reader) finish() {
	if r.a.Publisher == "" && len(r.a.Breadcrumbs) > 0 && !homeWords[strings.ToLower(r.a.Breadcrumbs[0])] {
		r.a.Publisher = r.a.Breadcrumbs[0]
	}
}

// noise reports text that is no text: more than a stray control or
// replacement character.
func noise(text string) bool {
	const maxShare = 0.02
	bad, n := 0, 0
	for _, c := range text[:min(len(text), 64<<10)] {
		n++
		if c == utf8.RuneError || c < 0x20 && c != '\n' && c != '\r' && c != '\t' && c != '\f' {
			bad++
		}
	}
	return float64(bad) > maxShare*float64(n)+1
}
