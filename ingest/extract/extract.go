// Package extract reads one saved page and says what its article is: headline,
// date, bylines, sections, rights, and by way of package body the text itself.
//
// A page speaks with several voices. Metadata speaks for machines: JSON-LD,
// OpenGraph, meta elements, microdata. Print speaks to readers: the heading, the
// dateline under it, the byline, the line of editors at the foot. Neither is the
// truth. Templates date every page 1970, search departments rewrite titles, a
// byline says "By staff" where the JSON-LD names the writer. So every field
// weighs its voices by one rule: where a reader would notice that they differ,
// what is printed decides; where he would not, the metadata's form is taken,
// since it is complete (a zone, a spelled-out name, an accent).
//
// The page is walked once (walk.go). The walk keeps what any field may want, in
// document order and within stated bounds (page.go): meta elements, headings,
// time elements, elements whose class or id is named for a date, an author, a
// trail (hints.go), and every piece of visible text with the place it stands
// in. Each field then reads that index; only short candidate strings are ever
// looked at closely.
//
//	address.go   the canonical address, and whose site the page is of
//	frame.go     what a web archive has put around the page
//	voices.go    what the metadata calls the article     heading.go   what prints it
//	title.go     the headline without its kicker         wording.go   whose wording
//	declared.go  the metadata's dates    dateline.go  the printed    choose.go  which
//	datenear.go  which lines are near enough    datepieces.go  lines in pieces
//	dateorder.go day or month first, and spans of days
//	machine.go   dates in attributes     scripttime.go  in scripts
//	lastday.go   days that stand further off    ownday.go    in a sentence on the page
//	             itself, in its one time element, without their year
//	credits.go   who is credited         byline.go    the printed byline
//	signature.go names that stand alone  mastheads.go outlets among the names
//	creditline.go  责任编辑：…, （记者 …）, 来源：…     source.go   the outlet taken from
//	trail.go     breadcrumbs, channel, tags               picture.go  the lead image
//	secondary.go kicker and subtitle      outlet.go    publisher, summary, language
//	rights.go    licence, rights, TDM reservation
//	state.go     texts that exist in an embedded state only: statescript.go finds
//	             its values, flight.go those of React, statetext.go their lines
//	shadow.go    shadow roots, put where they show    folded.go  noscript, templates
//	trim.go      lines of credits and dates taken out of the text
//	size.go      how large a page may be    rawtext.go   codes the parser is spared
//	survey.go    what a page must be rid of before it is read
//
// Three rooms do the reading of foreign notations: when (dates in some thirty
// languages), lenient (JSON as templates write it) and saved (what programs that
// save pages, and web archives, leave in a copy). Nothing here knows a
// site by name, reads a clock, or returns a different answer the second time.
package extract

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"dabao/ingest/extract/body"
	"dabao/ingest/extract/saved"
	"dabao/schema"

	"golang.org/x/net/html"
)

// What Page finds instead of an article.
var (
	ErrNoArticle = errors.New("no article on the page")
	ErrStub      = errors.New("only the teaser of an article")
)

// Page reads one decoded HTML page. fetchedFrom is the address the bytes came
// from, or "". It returns an article without UID or facts, which are the caller's
// to set, and of the capture only what a saved page says of it (package saved:
// CapturedAt, ArchiveURL); or an error that wraps ErrNoArticle,
// ErrStub or ErrTooLarge. maxTags bounds the tree that is built: its tags and
// comments, with the copies that the parser makes of open formatting. News pages
// hold some 7,000 of them; 300,000 take about a hundred megabytes.
func Page(markup string, fetchedFrom string, maxTags int) (*schema.Article, error) {
	return PageFrom(markup, From{URL: fetchedFrom}, maxTags)
}

// From is where a page is from, and when it was taken from there. An address that
// is Guessed, from a file's name, gives way to the one that the page was saved
// from as it says itself. "5 hours ago" on the page counts from At, if known.
type From struct {
	URL     string
	Guessed bool
	At      time.Time
}

// PageFrom is Page for a page of which more is known than its address.
func PageFrom(markup string, from From, maxTags int) (*schema.Article, error) {
	root, err := tree(markup, maxTags)
	if err != nil {
		return nil, err
	}
	seen := survey(root)
	if seen.shadows {
		flatten(root)
	}
	var framed saved.Copy
	if seen.frame {
		framed = unframe(root, markup)
	}
	a, err := read(root, from, framed)
	if (err != nil || a.Confidence < doubtful) && unfold(root, maxTags) {
		if again, err := read(root, from, framed); err == nil && (a == nil || again.Confidence > a.Confidence) {
			return again, nil
		}
	}
	return a, err
}

// doubtful is the confidence below which a reading is held against what the
// page keeps out of sight: its state, and markup for readers without scripts.
const doubtful = 50

// read reads a parsed page. framed is what the frame around a saved page said.
func read(root *html.Node, from From, framed saved.Copy) (*schema.Article, error) {
	p := newPage(root)
	if p.copy.ArchiveURL == "" && framed.ArchiveURL != "" {
		p.copy = framed
	}
	l := p.readLinked()
	addr := p.readAddresses(from, &l)
	t, v := p.readTitle(&l, addr.site)
	hint := body.Hint{Title: t.title, Description: p.summary(&l), Site: p.publisher(&l), Authors: append(p.allMeta("author"), l.authors...), ArticleBody: plainText(l.body), Paywalled: l.paywalled || p.meta("article:content_tier") == "locked", Words: l.words, Base: addr.base}
	b, err := body.Find(root, hint)
	if (err != nil || b.Confidence < doubtful) && len(p.states)+len(p.pieces) > 0 {
		b, err = p.bodyOfState(hint, &l, b, err)
	}
	switch {
	case errors.Is(err, body.ErrStub):
		return nil, fmt.Errorf("%w: %q", ErrStub, t.title)
	case err != nil:
		return nil, fmt.Errorf("%w: %q", ErrNoArticle, t.title)
	}
	lang := p.declaredLang(&l)
	if chinese(t.title, b) {
		lang = firstChinese(lang)
	}
	d := p.readDates(&l, &t, dateContext{lang: lang, site: addr.site, address: addr.canonical, taken: p.taken(from.At), blocks: b.Blocks, credits: b.Credits})
	c := p.readCredits(&l, &t, v.names, b)
	p.secondary(&t)
	blocks := withoutFurniture(withoutSubtitle(b.Blocks, &t), c.list, d.on)
	crumbs := p.crumbs(&l, &t)
	return &schema.Article{
		URL: addr.canonical, Site: addr.site, Publisher: firstOf(p.publisher(&l), p.signer(t.title, addr.site)), Channel: p.channel(&l, crumbs, v.names),
		Kicker: t.kicker, Title: t.title, Subtitle: t.subtitle, Source: c.source,
		PublishedAt: d.at, PublishedOn: d.on, PublishedZone: d.zone, ModifiedAt: d.modified,
		Lang: lang, Summary: p.summary(&l),
		License: p.license(&l), Rights: p.rights(&l), TDMReserved: p.reserved(),
		Capture: schema.Capture{ArchiveURL: p.copy.ArchiveURL, CapturedAt: schema.FormatCapturedAt(p.copy.CapturedAt())},
		Blocks:  blocks, Credits: c.list, Breadcrumbs: crumbs, Tags: p.tags(&l, &t, v.names), Images: p.pictures(&l, addr.base, b),
		Confidence: b.Confidence,
	}, nil
}

// taken is when the page was taken from the web: what an archive says of its copy,
// else what the container says, else what the saved page does.
func (p *page) taken(at time.Time) time.Time {
	if own := p.copy.CapturedAt(); p.copy.ArchiveURL != "" && !own.IsZero() || at.IsZero() {
		return own
	}
	return at
}

// bodyOfState finds the body with the text that an embedded state holds, where
// that gives a surer reading than the one given, and takes the state's dates
// where the page states none.
func (p *page) bodyOfState(hint body.Hint, l *linked, b *body.Body, err error) (*body.Body, error) {
	t := p.stateStory(hint.Title)
	if t.body == "" {
		return b, err
	}
	hint.ArticleBody = t.body
	again, fails := body.Find(p.root, hint)
	if fails != nil || err == nil && again.Confidence <= b.Confidence {
		return b, err
	}
	if l.published == "" {
		l.published = t.published
	}
	if l.modified == "" {
		l.modified = t.modified
	}
	return again, nil
}

// chinese says whether the article is printed in Chinese, whatever the page
// declares: Han characters, and none of the kana or Hangul that Japanese and
// Korean mix with them.
func chinese(title string, b *body.Body) bool {
	sample := title
	for _, bl := range b.Blocks {
		if sample += bl.Text; len(sample) > 3000 {
			break
		}
	}
	kana := 0
	for _, r := range sample {
		if isKana(r) || r >= 0xac00 && r <= 0xd7a3 {
			kana++
		}
	}
	return hanShare(sample) > .5 && kana*50 < len(sample)
}

// firstChinese is the declared language of a Chinese page, or plain zh where
// the declaration names another.
func firstChinese(lang string) string {
	if low := strings.ToLower(lang); strings.HasPrefix(low, "zh") || strings.HasPrefix(low, "yue") {
		return lang
	}
	return "zh"
}
