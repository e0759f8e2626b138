package body

import (
	"strings"

	"golang.org/x/net/html"
)

// maxName bounds how much of a class or id is read, in bytes.
const maxName = 512

// names reads what the names of n say of it.
func (p *page) names(n *html.Node) flags {
	var f, id flags
	switch n.Data {
	case "nav", "menu":
		f |= fNav
	case "aside":
		f |= fAside
	case "footer":
		f |= fFooter
	case "figcaption", "caption":
		f |= fCaption
	case "article", "main":
		f |= fStory
	case "h1":
		f |= fTitle
	case "time", "address":
		f |= fMeta
	case "dialog":
		f |= fWidget
	}
	if n.DataAtom == 0 && strings.IndexByte(n.Data, '-') > 0 {
		f |= p.lookup(n.Data)
	}
	for i := range n.Attr {
		if i > 64 {
			break
		}
		a := &n.Attr[i]
		switch a.Key {
		case "id":
			if !isHeading(n.DataAtom) { // there it is made of the words of the heading
				id = p.lookup(a.Val)
			}
		case "class", "data-testid", "data-component", "data-qa", "data-test", "data-type", "data-module", "data-block", "data-name", "data-component-name", "data-module-name":
			f |= p.lookup(a.Val)
		case "role":
			f |= roleFlags(a.Val)
		case "itemprop", "property":
			f |= propFlags(a.Val)
		case "hidden":
			f |= fHidden
		case "aria-hidden":
			if a.Val == "true" {
				f |= fVeiled
			}
		case "style":
			if hides(a.Val) {
				f |= fHidden
			}
			if boxesFilm(a.Val) {
				f |= fPlayer
			}
		}
	}
	if f |= id & fPane; f&fPane != 0 {
		f &^= fHidden | fVeiled // until its tab is chosen, and its id is what the tab says
	} else {
		f |= id
	}
	if f&fTip != 0 {
		f |= fHidden
	}
	if f&fNote != 0 {
		f &^= fAside | fWidget
	}
	if f&fLead != 0 { // "teaser" in the name of a standfirst
		f &^= fRelated
	}
	return f
}

func roleFlags(s string) flags {
	switch s {
	case "navigation", "menu", "menubar", "menuitem", "toolbar":
		return fNav
	case "tabpanel":
		return fPane
	case "complementary":
		return fAside
	case "contentinfo":
		return fFooter
	case "dialog", "alertdialog", "search", "tooltip", "alert":
		return fWidget
	case "article", "main":
		return fStory
	}
	return 0
}

func propFlags(s string) flags {
	switch s {
	case "articleBody", "text", "reviewBody":
		return fBody
	case "headline":
		return fTitle
	case "author", "datePublished", "dateModified", "publisher", "dateCreated":
		return fMeta
	case "comment":
		return fComment
	case "caption":
		return fCaption
	case "recipeIngredient", "ingredients", "recipeInstructions", "lyrics":
		return fWork
	case "keywords":
		return fTag
	case "description", "abstract":
		return fLead
	}
	return 0
}

func hides(style string) bool {
	if len(style) > maxName {
		style = style[:maxName]
	}
	if strings.Contains(style, "clip:rect(0") || strings.Contains(style, "clip: rect(0") || strings.Contains(style, "clip-path:inset(50%") {
		return true
	}
	i := strings.Index(style, "display")
	if i < 0 {
		return false
	}
	s := strings.TrimLeft(style[i+len("display"):], " \t:")
	return strings.HasPrefix(s, "none")
}

// boxesFilm is true of the style that keeps a box in the shape of a film, 16 to 9: the
// height of its padding is 56.25 hundredths of its width.
func boxesFilm(style string) bool {
	i := strings.Index(upTo(style, maxName), "56.25%")
	return i > 0 && strings.Contains(style[:i], "padding-")
}

// lookup reads a class or id: its tokens are parted at white space, the words
// of a token at hyphens, underscores, digits and camel case.
func (p *page) lookup(s string) flags {
	if s == "" {
		return 0
	}
	if len(s) > maxName {
		s = strings.Clone(s[:maxName]) // what is kept must not hold on to the rest
	}
	if f, ok := p.words[s]; ok {
		return f
	}
	var f flags
	post := false
	for tok := range strings.FieldsSeq(s) {
		if len(tok) == len("comment-2") && strings.HasPrefix(tok, "comment-") && strings.Contains(" "+s, " node") {
			continue // whether readers may comment on it: 0, 1 or 2
		}
		f |= token(tok)
		post = post || tok == "status-publish" || tok == "hentry"
		if tok == "max-h-0" { // folded up until the reader asks
			f |= fHidden
		}
	}
	if post { // such a class lists what the post is about: its tags, categories and format
		f &^= dropFlags
	}
	p.words[s] = f
	return f
}

// token reads one class token. A word that says what an element has, lacks or
// does is about its neighbours, not about itself.
func token(tok string) flags {
	if strings.IndexByte(tok, ':') >= 0 || strings.IndexByte(tok, '[') >= 0 {
		return 0 // a utility class for some screen sizes or states
	}
	var t tokenReader
	lower := false
	for i := 0; i < len(tok); i++ {
		c := tok[i]
		switch {
		case c >= 'a' && c <= 'z':
			lower = true
		case c >= 'A' && c <= 'Z':
			if lower {
				t.end()
			}
			lower = false
			c |= 0x20
		default:
			lower = false
			t.end()
			continue
		}
		if t.n < len(t.word) {
			t.word[t.n] = c
			t.n++
		}
	}
	t.end()
	if t.words == 1 {
		t.says |= alone[string(t.prev[:t.np])]
	}
	if t.layout {
		t.says &^= fAside
	}
	if t.hook {
		t.says &^= dropFlags
	}
	return t.says
}

// tokenReader gathers the words of one class token.
type tokenReader struct {
	says   flags
	word   [48]byte // the word being gathered
	n      int
	prev   [97]byte // the word before, room for a pair
	np     int
	words  int
	stop   bool // the rest is about what the element has
	hook   bool // the token is for scripts to find
	layout bool // the token names a layout: a sidebar in it is one it has
}

// end reads the word gathered so far, alone and with the one before it.
func (t *tokenReader) end() {
	w := t.word[:t.n]
	t.n = 0
	if len(w) == 0 || t.stop {
		return
	}
	if t.words == 0 {
		switch string(w) {
		case "has", "no", "with", "without", "not", "enable", "show", "bg", "font", "color", "align",
			"theme", "language", "lang", "category", "cat", "postid", "format", "status":
			t.stop = true
			return
		case "js":
			t.hook = true
		}
	}
	t.words++
	switch string(w) {
	case "grid", "layout", "row":
		t.layout = true
	}
	t.says |= wordFlags(w)
	if t.np > 0 && t.np+1+len(w) <= len(t.prev) {
		t.prev[t.np] = '-'
		copy(t.prev[t.np+1:], w)
		n := t.np + 1 + len(w)
		t.says = t.says&^unsaid[string(t.prev[:n])] | pairs[string(t.prev[:n])]
	}
	t.np = copy(t.prev[:48], w)
}

// stems are beginnings that say the same in every ending.
var stems = []struct {
	stem string
	f    flags
}{
	{"comment", fComment}, {"newsletter", fPromo}, {"relatedpost", fRelated}, {"relatedart", fRelated}, {"relatednews", fRelated}, {"relatedlink", fRelated}, {"relatedstor", fRelated}, {"relatedcont", fRelated},
	{"recommend", fRelated}, {"advert", fAd}, {"breadcrumb", fNav}, {"socialsh", fShare}, {"sharebutton", fShare}, {"sharelink", fShare}, {"shareicon", fShare},
	{"subscri", fPromo}, {"sponsor", fAd}, {"outbrain", fRelated}, {"taboola", fRelated}, {"googlead", fAd}, {"cookie", fLegal},
}

func wordFlags(w []byte) flags {
	if f, ok := vocabulary[string(w)]; ok {
		return f
	}
	if len(w) < 6 {
		return 0
	}
	for i := range stems {
		s := &stems[i]
		if len(w) >= len(s.stem) && string(w[:len(s.stem)]) == s.stem {
			return s.f
		}
	}
	return 0
}
