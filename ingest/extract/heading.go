package extract

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"dabao/ingest/extract/body"
)

// printedHead finds the element that prints the headline: the surest sign first.
// It is nil where the page prints none.
func (p *page) printedHead(v *voices) *spot {
	for _, find := range []func() *spot{
		func() *spot { return p.headline(v, inComments|inAside|inTeaser) },
		func() *spot { return p.soleHeading(v) },
		func() *spot { return p.headline(v, inComments) },
		func() *spot { return p.firstPart(v) },
		func() *spot { return p.headline(v, 0) },
		func() *spot { return p.titleLine(v) },
		func() *spot { return p.unannounced(v) },
	} {
		if h := find(); h != nil {
			return h
		}
	}
	return nil
}

// headline finds the heading that the metadata agrees with, or that markup
// names as the headline, leaving out those in such places.
func (p *page) headline(v *voices, out place) *spot {
	var best *spot
	bestScore := 0.0
	for i := range p.heads {
		h := &p.heads[i]
		if i > 80 || h.place&^p.wrap&(inNav|inFooter|inForm|out) != 0 {
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
		if score < .5 || score < .75 && h.n.Data != "h1" || score < .8 && h.place&inComments != 0 {
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
		if score > bestScore && inCrumbs(h.n) {
			score -= .6
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
		if h.n.Data != "h1" || h.place&inArticle == 0 || h.place&^p.wrap&(offPage&^inHidden) != 0 {
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

// titleLine is the line, no heading, that prints what the metadata calls the page:
// all of it, or else the longest one that it begins with, before the names of
// section and site.
func (p *page) titleLine(v *voices) *spot {
	var begins *spot
	size := 0
	for i := range p.runs {
		r := &p.runs[i]
		if len(r.text) > maxLine || p.off(r.place, offPage|inFigure|inLink|inQuote) {
			continue
		}
		for _, m := range v.all() {
			begun := len(r.text) > size && len(r.text) < len(m) && strings.HasPrefix(m, r.text)
			if !begun && len(m) != len(r.text) || weight(r.text) < headingWeight || isName(r.text, v.names) {
				continue
			}
			whole := !begun && fold(m) == fold(r.text)
			if !whole && (!begun || !endsBefore(m, r.text) || institution(r.text)) {
				continue
			}
			line := lineOf(r.n)
			if line.DataAtom == atom.P && (whole || namedFor(line)&isTitle == 0) || textOf(line) != oneLine(r.text) {
				continue
			}
			s := &spot{n: line, order: r.order, place: r.place}
			if whole {
				return s
			}
			begins, size = s, len(r.text)
		}
	}
	return begins
}

// endsBefore says whether a title is s with something behind a mark, or in Chinese
// and Japanese behind a space.
func endsBefore(title, s string) bool {
	rest, ok := strings.CutPrefix(title, s)
	if !ok || rest == "" {
		return false
	}
	return opensTitle(title, s) || hanShare(s) > .5 && weight(s) >= minHanTitle && (rest[0] == ' ' || strings.HasPrefix(rest, "\u3000"))
}

// minHanTitle is the weight of a Chinese headline that a space may end: what stands
// before the space in a shorter one is its first half.
const minHanTitle = 36

// firstPart is the h1 whose words are the first part of a title with the names of
// section and site behind it, too short to be told from them by its words alone.
func (p *page) firstPart(v *voices) *spot {
	for i := range p.heads[:min(len(p.heads), 40)] {
		h := &p.heads[i]
		if h.n.Data != "h1" || h.place&^p.wrap&offPage != 0 || inCrumbs(h.n) {
			continue
		}
		txt := textOf(h.n)
		if utf8.RuneCountInString(txt) < 2 || isName(txt, v.names) {
			continue
		}
		for _, m := range v.all() {
			if len(m) > len(txt) && opensTitle(m, txt) {
				return h
			}
		}
	}
	return nil
}

// unannounced is the h1 that the title element, the one voice there is, calls
// something else, on a page that puts no article around its story: the only one of
// some length, over the prose.
func (p *page) unannounced(v *voices) *spot {
	if v.og != "" || v.ld != "" {
		return nil
	}
	var only *spot
	for i := range p.heads {
		h := &p.heads[i]
		if h.n.Data != "h1" || h.place&^p.wrap&offPage != 0 || h.place&(inHeader|inList) != 0 && h.place&inArticle == 0 && h.hint&isTitle == 0 || inCrumbs(h.n) {
			continue
		}
		if txt := textOf(h.n); len(words(txt)) < 4 || weight(txt) <= maxSiteName || isName(txt, v.names) {
			continue
		}
		if only != nil {
			return nil
		}
		only = h
	}
	if only == nil {
		return nil
	}
	if t := (&titles{head: only}); min(p.firstProse(t), p.firstSentence(t)) > only.order+maxLead {
		return nil
	}
	return only
}

// maxLead is how many nodes lie between a headline and its prose: byline, tools and
// a picture.
const maxLead = 400

// inCrumbs is true of a heading that ends a trail of breadcrumbs: it repeats the
// title element.
func inCrumbs(h *html.Node) bool {
	for n, up := h, 0; n != nil && up < 6; n, up = n.Parent, up+1 {
		if n.DataAtom == atom.Body || n.DataAtom == atom.Article {
			return false
		}
		if namedFor(n)&isCrumb != 0 || strings.HasSuffix(attr(n, "itemtype"), "BreadcrumbList") {
			return true
		}
	}
	return false
}

// isOffice is true of a title that is the name of a Chinese office or school and no
// more: sites of offices give it to every page.
func isOffice(s string) bool {
	return utf8.RuneCountInString(s) <= maxSigner && hanShare(s) == 1 && institution(s)
}

// overText is the last heading, of any rank, before the first sentence of a page, where
// it says more than the name of the site.
func (p *page) overText(site string) *spot {
	var found *spot
	for i := range p.runs {
		r := &p.runs[i]
		if p.off(r.place, offPage|inFigure) {
			continue
		}
		if h := r.n.Parent; headingRank(h) && weight(r.text) >= 3*headingWeight && r.text != site {
			found = &spot{n: h, order: r.order, place: r.place}
		} else if weight(r.text) >= 40 && r.place&inLink == 0 && body.IsSentence(r.text) {
			return found
		}
	}
	return nil
}

func headingRank(n *html.Node) bool {
	switch n.DataAtom {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		return true
	}
	return false
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
