package extract

import (
	"strings"
	"sync"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"dabao/ingest/extract/body"
)

// walker holds what is inherited on the way down.
type walker struct {
	p     *page
	order int
	known map[string]hint    // class and id values met before
	told  [len(wrappers)]int // bytes of text in paragraphs, in each of wrappers
}

// wrappers are the places that a name on a box around everything can seem to be:
// class="layout has-sidebar", class="comments-open".
var wrappers = [...]place{inTeaser, inComments, inAside}

// minWrapped is how many bytes of paragraphs tell what such a box holds.
const minWrapped = 500

func newPage(root *html.Node) *page {
	known := memos.Get().(map[string]hint)
	if len(known) > maxMemo {
		clear(known)
	}
	w := walker{p: &page{root: root}, known: known}
	w.walk()
	memos.Put(known)
	if w.p.inForms*3 > w.p.visible*2 {
		w.p.wrap = inForm
	}
	for i, mark := range wrappers {
		if w.told[i]*3 > w.p.inP*2 && w.p.inP > minWrapped {
			w.p.wrap |= mark
		}
	}
	return w.p
}

// memos keep what class names were found to mean from page to page: the pages
// of one site share them. They change the speed of an answer, never the answer.
var memos = sync.Pool{New: func() any { return map[string]hint{} }}

const maxMemo = 10_000

// walk visits every node once, without recursion, so that depth costs no stack.
func (w *walker) walk() {
	var above []place
	var now place
	n := w.p.root
	for n != nil {
		w.order++
		below, deeper := w.visit(n, now)
		if deeper && n.FirstChild != nil {
			above, now, n = append(above, now), below, n.FirstChild
			continue
		}
		for n != nil && n.NextSibling == nil {
			if n = n.Parent; len(above) == 0 {
				return
			}
			now, above = above[len(above)-1], above[:len(above)-1]
		}
		if n == nil || len(above) == 0 {
			return
		}
		n = n.NextSibling
	}
}

// visit notes one node, and gives the place of its children and whether they
// are to be looked at.
func (w *walker) visit(n *html.Node, now place) (place, bool) {
	switch n.Type {
	case html.DocumentNode:
		return now, true
	case html.TextNode:
		w.text(n, now)
	case html.CommentNode:
		w.p.copy.Comment(n.Data)
	case html.ElementNode:
		return w.element(n, now)
	}
	return now, false
}

func (w *walker) text(n *html.Node, now place) {
	p := w.p
	if now&inHead != 0 || n.Parent.Namespace != "" || len(p.runs) >= maxRuns {
		return
	}
	t := strings.TrimSpace(n.Data)
	if t == "" {
		return
	}
	p.visible += len(t)
	if n.Parent.DataAtom == atom.P {
		p.inP += len(t)
		for i, mark := range wrappers {
			if now&mark != 0 {
				w.told[i] += len(t)
			}
		}
	}
	if now&inForm != 0 {
		p.inForms += len(t)
	}
	p.runs = append(p.runs, run{n, w.order, now, t})
}

func (w *walker) element(n *html.Node, now place) (place, bool) {
	p := w.p
	if n.Namespace != "" {
		return now, body.EntersForeign(n)
	}
	switch n.DataAtom {
	case atom.Html:
		p.lang = attr(n, "lang")
		if p.lang == "" {
			p.lang = attr(n, "xml:lang")
		}
		for i := range n.Attr {
			p.copy.Root(n.Attr[i].Key, n.Attr[i].Val)
		}
		return now, true
	case atom.Head:
		return now | inHead, true
	case atom.Script:
		w.script(n)
		return now, false
	case atom.Style, atom.Noscript, atom.Template, atom.Textarea, atom.Iframe, atom.Object, atom.Rt, atom.Rp, atom.Rtc:
		return now, false
	case atom.Title:
		if p.titleTag == "" {
			p.titleTag = textOf(n)
		}
		return now, false
	case atom.Meta:
		w.meta(n, now)
		return now, false
	case atom.Base:
		if p.base == "" {
			p.base = attr(n, "href")
		}
		return now, false
	case atom.Link:
		p.copy.Link(strings.ToLower(attr(n, "rel")), attr(n, "href"))
		if len(p.links) < maxSpots {
			p.links = append(p.links, spot{n, w.order, now, 0})
		}
		return now, false
	}
	return w.flow(n, now), true
}

// flow notes an element of the body.
func (w *walker) flow(n *html.Node, now place) place {
	p := w.p
	h, dated, hidden := w.hintOf(n)
	below := now
	switch n.DataAtom {
	case atom.Body:
		return now &^ inHead
	case atom.Nav:
		below |= inNav
	case atom.Footer:
		if now&inArticle == 0 {
			below |= inFooter
		}
	case atom.Aside:
		below |= inAside
	case atom.Header:
		below |= inHeader
	case atom.Article, atom.Main:
		if n.DataAtom == atom.Article {
			if now&inStory != 0 {
				below |= inTeaser
			}
			below |= inStory
		}
		below |= inArticle
	case atom.Figure, atom.Figcaption:
		below |= inFigure
		if n.DataAtom == atom.Figure && len(p.figures) < maxFigures {
			p.figures = append(p.figures, n)
		}
	case atom.Blockquote:
		below |= inQuote
	case atom.Li:
		below |= inList
	case atom.Form, atom.Select, atom.Button:
		below |= inForm
	case atom.A:
		below |= inLink
		if h != 0 || attr(n, "rel") != "" || now&inFooter != 0 {
			p.anchors = keep(p.anchors, spot{n, w.order, now, h})
		}
	case atom.H1, atom.H2, atom.H3:
		below |= inHeading
		p.heads = keep(p.heads, spot{n, w.order, now, h})
	case atom.Time:
		dated = true
	}
	if hidden {
		below |= inHidden
	}
	if h&isTeaser != 0 {
		below |= inTeaser
	}
	if h&isComments != 0 {
		below |= inComments
	}
	if dated {
		p.times = keep(p.times, spot{n, w.order, now, h})
	}
	if h&^(isTeaser|isComments) != 0 {
		p.spots = keep(p.spots, spot{n, w.order, now, h})
	}
	return below
}

func keep(list []spot, s spot) []spot {
	if len(list) >= maxSpots {
		return list
	}
	return append(list, s)
}

// hintOf reads the attributes of an element once.
func (w *walker) hintOf(n *html.Node) (h hint, dated, hidden bool) {
	for i := range n.Attr {
		a := &n.Attr[i]
		if len(a.Val) > 500 && opens(a.Val) && len(w.p.states) < maxScripts {
			w.p.states = append(w.p.states, script{n, a.Val}) // the state of a part of the page
		}
		switch a.Key {
		case "class", "id", "itemprop", "rel", "data-testid", "data-component", "data-qa", "name":
			if len(a.Val) > 0 && len(a.Val) < maxHintBytes && a.Key != "name" || n.DataAtom == atom.A && a.Key == "name" {
				h |= w.hints(a.Val)
			}
			if a.Key == "itemprop" && (a.Val == "datePublished" || a.Val == "dateModified" || a.Val == "dateCreated") {
				dated = true
			}
		case "datetime":
			dated = true
		case "hidden":
			hidden = true
		case "style":
			hidden = hidden || strings.Contains(a.Val, "display:none") || strings.Contains(a.Val, "display: none")
		case "aria-hidden":
			hidden = hidden || a.Val == "true"
		case "aria-label":
			dated = dated || len(a.Val) < 80 && mayHoldDate(a.Val)
		case "title":
			dated = dated || n.DataAtom == atom.Abbr && mayHoldDate(a.Val) || maySayDate(n, a.Val)
		case "content":
			dated = dated || maySayDate(n, a.Val)
		default:
			dated = dated || len(a.Val) >= 8 && len(a.Val) <= 40 && datesData(a.Key)
		}
	}
	return h, dated, hidden
}

// maySayDate is a cheap test for the title or the content of an element that prints
// a day: long enough, hardly longer, and no link or picture.
func maySayDate(n *html.Node, s string) bool {
	if len(s) < len("2024-3-5") || len(s) > 40 || !mayHoldDate(s) {
		return false
	}
	switch n.DataAtom {
	case atom.Span, atom.Div, atom.Li, atom.P, atom.Small, atom.Time, atom.Td, atom.Em, atom.I, atom.B, atom.Strong:
		return true
	}
	return false
}

func (w *walker) hints(s string) hint {
	h, ok := w.known[s]
	if !ok {
		h = wordHints(s)
		w.known[s] = h
	}
	return h
}

func (w *walker) meta(n *html.Node, now place) {
	var m meta
	name, prop, value := "", "", ""
	for i := range n.Attr {
		a := &n.Attr[i]
		switch a.Key {
		case "itemprop":
			if now&inHead == 0 && strings.EqualFold(a.Val, "author") {
				continue // of a picture or a comment as often as of the page
			}
			if name = a.Val; now&inHead == 0 {
				m.n = n
			}
		case "name", "http-equiv":
			name = a.Val
		case "property":
			prop = a.Val
		case "content":
			m.content = strings.TrimSpace(head(a.Val, maxMetaBytes))
		case "value":
			value = a.Val
		}
	}
	if m.content == "" {
		m.content = strings.TrimSpace(head(value, maxMetaBytes)) // as some templates have it
	}
	if m.content == "" || len(w.p.metas) >= maxMetas {
		return
	}
	for _, k := range []string{prop, name} {
		if k != "" && len(k) < 80 {
			m.key = strings.ToLower(strings.TrimSpace(k))
			w.p.metas = append(w.p.metas, m)
			w.p.copy.Meta(m.key, m.content)
		}
	}
}

func (w *walker) script(n *html.Node) {
	if n.FirstChild == nil {
		return
	}
	text := n.FirstChild.Data
	w.p.copy.Script(text)
	if len(w.p.code) < maxCode {
		w.p.code = append(w.p.code, text)
	}
	switch typ := attr(n, "type"); {
	case strings.Contains(typ, "ld+json"):
		if len(w.p.ld) < maxScripts && len(text) < maxLDBytes {
			w.p.ld = append(w.p.ld, script{n, text})
		}
	case strings.Contains(head(text, 60), "__next_f"):
		if len(w.p.pieces) < maxPieces {
			w.p.pieces = append(w.p.pieces, text)
		}
	case len(text) > 500 && len(w.p.states) < maxScripts:
		if strings.HasPrefix(typ, "application/json") || typ == "" || strings.Contains(typ, "javascript") {
			w.p.states = append(w.p.states, script{n, text})
		}
	}
}
