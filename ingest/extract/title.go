package extract

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
)

// titles is what a page calls its article.
type titles struct {
	title, subtitle, kicker string
	head                    *spot // the printed headline; nil where only metadata names one
	told                    int   // the order of the first sentence behind it
}

// nearTitle is the share of words from which two headlines are one headline in
// two wordings: a reader would not notice which of them stood on the page.
const nearTitle = .55

// readTitle chooses the headline. The printed heading that the metadata speaks
// of is the anchor: a metadata title in other words never replaces it. Where
// both say the same in slightly different wordings, the outlet's own choice in
// its metadata is taken, unless that was cut short by accident.
func (p *page) readTitle(l *linked, site string) (titles, voices) {
	v := p.voices(l, site)
	t := titles{head: p.headline(&v)}
	if t.head == nil {
		t.head = p.soleHeading(&v)
	}
	if t.head == nil {
		t.title = v.vote()
		if t.title == "" {
			if t.head = p.anyHeading(v.names); t.head != nil {
				t.title = trimSite(textOf(t.head.n), v.names)
			}
		}
		return t, v
	}
	p.home, p.prose = t.head.place, p.firstProse(&t)
	t.told = min(p.prose, p.firstSentence(&t))
	printed := p.printedTitle(t.head, &t, &v)
	t.title = v.settle(printed)
	return t, v
}

// headline finds the heading that the metadata agrees with, or that markup
// names as the headline.
func (p *page) headline(v *voices) *spot {
	var best *spot
	bestScore := 0.0
	for i := range p.heads {
		h := &p.heads[i]
		if i > 80 || h.place&(offPage&^(inAside|inHidden|inTeaser)) != 0 {
			continue
		}
		txt := textOf(h.n)
		if n := utf8.RuneCountInString(txt); n < 4 || n > 400 || isName(txt, v.names) {
			continue
		}
		score := 0.0
		for _, m := range v.all() {
			if h.n.Data != "h1" && (2*len(txt) < len(m) || 2*len(m) < len(txt)) {
				continue // too unlike in length to pass below
			}
			if score = max(score, agreement(txt, m)); score == 1 {
				break
			}
		}
		if score < .5 || score < .75 && h.n.Data != "h1" {
			continue
		}
		if h.n.Data == "h1" {
			score += .3
		}
		if h.hint&isTitle != 0 {
			score += .05
		}
		if h.place&(inHidden|inTeaser|inAside) != 0 {
			score -= .3
		}
		if score > bestScore {
			best, bestScore = h, score
		}
	}
	return best
}

// soleHeading is the one h1 that stands in the article of a page whose metadata
// speaks of it in other words altogether.
func (p *page) soleHeading(v *voices) *spot {
	var sole *spot
	for i := range p.heads {
		h := &p.heads[i]
		if h.n.Data != "h1" || h.place&inArticle == 0 || h.place&(offPage&^inHidden) != 0 {
			continue
		}
		if txt := textOf(h.n); len(words(txt)) < 4 || isName(txt, v.names) {
			continue
		}
		if sole != nil {
			return nil
		}
		sole = h
	}
	return sole
}

// printedTitle is the text of the headline without the kicker that some
// templates print inside it.
func (p *page) printedTitle(h *spot, t *titles, v *voices) string {
	full := textOf(h.n)
	first := firstElement(h.n)
	if first == nil {
		return trimSite(full, v.names)
	}
	kicker := textOf(first)
	rest := strings.TrimLeft(textWithout(h.n, func(n *html.Node) bool { return n == first }), " :：|–—")
	if kicker == "" || len(rest) < 8 {
		return trimSite(full, v.names)
	}
	named := wordHints(attr(first, "class"))&isKicker != 0
	for _, m := range []string{v.og, v.ld} {
		named = named || m != "" && fold(m) == fold(rest)
	}
	if named && fold(v.og) != fold(full) {
		t.kicker = strings.TrimRight(kicker, " :：|/-–—")
		return rest
	}
	return trimSite(full, v.names)
}

// firstElement is the element that opens n; nil where text comes first.
func firstElement(n *html.Node) *html.Node {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch {
		case c.Type == html.ElementNode && c.NextSibling == nil && c.FirstChild != nil:
			return firstElement(c)
		case c.Type == html.ElementNode:
			return c
		case c.Type == html.TextNode && strings.TrimSpace(c.Data) != "":
			return nil
		}
	}
	return nil
}

func (p *page) anyHeading(names []string) *spot {
	for _, level := range []string{"h1", "h2", "h3"} {
		for i := range p.heads {
			h := &p.heads[i]
			if h.n.Data == level && h.place&offPage == 0 {
				if s := textOf(h.n); len(s) > 3 && !isName(s, names) {
					return h
				}
			}
		}
	}
	return nil
}
