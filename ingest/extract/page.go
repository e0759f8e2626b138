package extract

import (
	"strings"

	"golang.org/x/net/html"

	"dabao/ingest/extract/saved"
)

// Bounds on what the index of a page keeps; a page with more is read as far as
// they go. They are far above what real pages hold.
const (
	maxRuns    = 60_000
	maxSpots   = 5_000
	maxMetas   = 2_000
	maxScripts = 64
	maxCode    = 300
	maxPieces  = 10_000
	maxFigures = 200

	maxMetaBytes = 1 << 16 // of one meta element
	maxLDBytes   = 4 << 20
	maxText      = 2_000 // bytes of one field candidate
)

// place says in which part of the page a node stands.
type place uint16

const (
	inNav place = 1 << iota
	inFooter
	inAside
	inHeader
	inArticle // in an article or main element
	inStory   // in an article element
	inComments
	inHidden
	inLink
	inTeaser // a list of other articles
	inHead
	inHeading
	inFigure
	inList
	inForm
	inQuote // in a quotation, as programs set the posts of others
)

const offPage = inNav | inFooter | inAside | inComments | inHidden | inTeaser | inForm

// hint is what a class, id, itemprop or rel says an element holds.
type hint uint32

const (
	isAuthor hint = 1 << iota
	isDate
	isSource
	isEditor
	isCrumb
	isSubtitle
	isKicker
	isTag
	isTitle
	isTeaser
	isComments
	isModified
	isBio
	isRights
	isPosition
	isPicture // of a picture or a quotation, not of the article
)

// spot is an element worth a second look.
type spot struct {
	n     *html.Node
	order int // of the start tag, in document order
	place place
	hint  hint
}

// run is a piece of visible text.
type run struct {
	n     *html.Node
	order int
	place place
	text  string
}

type meta struct {
	key, content string
	n            *html.Node // of microdata in the body
}

type script struct {
	n    *html.Node
	text string
}

// page is the index of one parsed page, filled in a single walk: everything
// the readers of fields look at, in document order.
type page struct {
	root     *html.Node
	lang     string
	base     string
	titleTag string
	copy     saved.Copy // what the page says of where it was saved from
	metas    []meta
	links    []spot // link and a elements with a telling rel
	ld       []script
	states   []script // other embedded JSON
	code     []string // inline scripts, of any size
	pieces   []string // scripts that push pieces of a flight
	heads    []spot   // h1 … h3
	times    []spot   // time elements and elements with a datetime-like attribute
	spots    []spot   // elements with a hint
	anchors  []spot   // a elements inside a hinted spot or with rel
	figures  []*html.Node
	runs     []run
	visible  int // bytes of visible text
	inP      int // bytes of visible text in paragraphs
	inForms  int // and in forms

	// home is the place of the headline: where the headline stands the article
	// stands, whatever the surrounding markup is called.
	home place
	// wrap are the places that hold most of the page's text: some servers put every
	// page in a form, some templates name the box around it for the sidebar.
	wrap place
	// first is the number of the run that the text begins with, set where no
	// headline is found.
	first int
	far   bool // nothing near it is a date
	// prose is the order of the first paragraph behind the headline; set with
	// the headline.
	prose int
	// clock is that of the site, for times without a zone; set before days are read.
	clock zoneOf
}

// off says whether a place lies outside the article by one of the marks, none
// of which the headline shares.
func (p *page) off(at, marks place) bool { return at&marks&^(p.home|p.wrap) != 0 }

// offAt is off for something at that order: between headline and text there are
// no comments, so an element named for them only counts them.
func (p *page) offAt(order int, at, marks place) bool {
	if p.prose > 0 && order < p.prose {
		marks &^= inComments
	}
	return p.off(at, marks)
}

// meta is the first non-empty content under one of the keys, in their order.
func (p *page) meta(keys ...string) string {
	for _, k := range keys {
		for i := range p.metas {
			if p.metas[i].key == k {
				return p.metas[i].content
			}
		}
	}
	return ""
}

// allMeta are all contents under a key, in document order.
func (p *page) allMeta(key string) []string {
	var out []string
	for i := range p.metas {
		if p.metas[i].key == key {
			out = append(out, p.metas[i].content)
		}
	}
	return out
}

// rel is the href of the first link or anchor with that rel word.
func (p *page) rel(word string) string {
	for _, list := range [][]spot{p.links, p.anchors} {
		for _, s := range list {
			if hasWord(attr(s.n, "rel"), word) {
				if href := strings.TrimSpace(attr(s.n, "href")); href != "" {
					return href
				}
			}
		}
	}
	return ""
}

func hasWord(list, word string) bool {
	for _, w := range strings.Fields(list) {
		if strings.EqualFold(w, word) {
			return true
		}
	}
	return false
}

func hasAttr(n *html.Node, key string) bool {
	for i := range n.Attr {
		if n.Attr[i].Key == key {
			return true
		}
	}
	return false
}

func attr(n *html.Node, key string) string {
	for i := range n.Attr {
		if n.Attr[i].Key == key {
			return n.Attr[i].Val
		}
	}
	return ""
}
