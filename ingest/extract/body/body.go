package body

import (
	"errors"
	"net/url"
	"sync"

	"dabao/schema"

	"golang.org/x/net/html"
)

// Hint is what the caller already knows; every field may be empty.
type Hint struct {
	Title       string   // the headline as found, to keep it and repeats of it out of the body
	Description string   // og:description or meta description
	Site        string   // the name of the site, to know what it says of itself
	Authors     []string // who the metadata names, to know what the house says of them
	ArticleBody string   // plain text of JSON-LD articleBody or an embedded JSON state
	Paywalled   bool     // the page says that its story is not free to read
	Words       int      // of the whole story, as the page states it for machines
	Base        *url.URL // makes image addresses absolute; may be nil
}

// Body is the story of a page.
type Body struct {
	Blocks  []schema.Block // in reading order
	Images  []schema.Image // pictures of the story, in reading order
	Root    *html.Node     // smallest element that holds the body; nil when read from Hint.ArticleBody
	Credits []string       // lines cut off the body that name editors, authors or sources, as printed

	// Confidence says how sure it is that Blocks are the story and all of it: 1
	// to 100, the greater the surer. Only the order is meant.
	Confidence int
}

// ErrNoArticle is returned for a page without a story: an index, a gallery, an
// empty shell.
var ErrNoArticle = errors.New("no article on the page")

// ErrStub is returned for a page that shows only the beginning of a story
// and asks for money or a login for the rest.
var ErrStub = errors.New("only the teaser of an article")

var pages = sync.Pool{New: func() any { return new(page) }}

// Find finds the story in a parsed page. It does not change the tree, and
// nothing in the result but Root points into it. The error is ErrNoArticle or
// ErrStub.
func Find(root *html.Node, h Hint) (*Body, error) {
	p := pages.Get().(*page)
	p.reset()
	defer func() {
		p.reset() // a pooled page must not hold on to a tree
		pages.Put(p)
	}()
	p.measure(root)
	f := finder{page: p, hint: h}
	return f.find()
}
