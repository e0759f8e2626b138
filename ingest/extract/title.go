package extract

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"dabao/ingest/extract/when"
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
	t := titles{head: p.printedHead(&v)}
	if t.head == nil {
		t.title = v.vote()
		if t.title == "" {
			if t.head = p.anyHeading(v.names); t.head != nil {
				t.title = trimSite(textOf(t.head.n), v.names)
			}
		}
		if !isOffice(t.title) {
			return t, v
		}
		if t.head = p.overText(t.title); t.head == nil {
			return t, v
		}
	}
	p.home, p.prose = t.head.place, p.firstProse(&t)
	t.told = min(p.prose, p.firstSentence(&t))
	printed := p.printedTitle(t.head, &t, &v)
	t.title = v.settle(printed)
	return t, v
}

// printedTitle is the text of the headline without the kicker and the day that
// some templates print inside it.
func (p *page) printedTitle(h *spot, t *titles, v *voices) string {
	full := textWithout(h.n, isDay)
	for _, cut := range kickers(h.n, full) {
		if len(cut.rest) < 8 || cut.kicker == "" || len(cut.kicker) > len(cut.rest) {
			continue
		}
		agrees, whole := false, false
		for _, m := range []string{v.og, v.ld, v.tag} {
			agrees = agrees || opensTitle(m, cut.rest)
			whole = whole || opensTitle(m, full)
		}
		if (cut.named || agrees) && fold(v.og) != fold(full) && !(whole && !cut.named) {
			t.kicker = strings.TrimRight(cut.kicker, " :：|｜/-–—")
			return cut.rest
		}
	}
	return trimSite(withoutLabel(h.n, full, v), v.names)
}

// maxTitleLabel is the weight of a word or two behind a headline.
const maxTitleLabel = 20

// withoutLabel is a headline without the element that ends it, where the metadata
// knows the headline without that: who may read on, what kind of story it is, how
// many remarks it drew.
func withoutLabel(h *html.Node, full string, v *voices) string {
	last := h.LastChild
	for last != nil && last.Type == html.TextNode && strings.TrimSpace(last.Data) == "" {
		last = last.PrevSibling
	}
	if last == nil || last.Type != html.ElementNode || last == h.FirstChild {
		return full
	}
	if w := weight(textOf(last)); w == 0 && strings.Trim(textOf(last), "0123456789") != "" || w > maxTitleLabel {
		return full
	}
	rest := strings.TrimSpace(textWithout(h, func(n *html.Node) bool { return n == last }))
	if weight(rest) < headingWeight {
		return full
	}
	known := false
	for _, m := range v.all() {
		if opensTitle(m, full) {
			return full
		}
		known = known || opensTitle(m, rest)
	}
	if known {
		return rest
	}
	return full
}

// opensTitle says whether a title is s, or s with the names of section and site
// behind it.
func opensTitle(title, s string) bool {
	if title == "" {
		return false
	}
	rest, ok := strings.CutPrefix(title, s)
	return ok && (rest == "" || strings.ContainsRune("|-–—_·»｜", []rune(strings.TrimLeft(rest, " ") + " ")[0])) || fold(title) == fold(s)
}

// isDay is true of an element of a headline that holds nothing but a day.
func isDay(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Small, atom.Span, atom.Time, atom.Em, atom.I, atom.Div:
		s := textOf(n)
		if len(s) > 60 || !mayHoldDate(s) || n.Parent != nil && textOf(n.Parent) == s {
			return false
		}
		_, i, j, ok := when.Find(s, when.DayFirst)
		return ok && letters(s[:i])+letters(s[j:]) == 0
	}
	return false
}

// kickerCut is a headline in two parts; named where markup calls the first one a
// kicker.
type kickerCut struct {
	kicker, rest string
	named        bool
}

// kickers are the ways to part a headline: behind the element that opens it,
// behind its first line, behind a bar.
func kickers(n *html.Node, full string) []kickerCut {
	var out []kickerCut
	if first := firstElement(n); first != nil {
		rest := textWithout(n, func(c *html.Node) bool { return c == first || isDay(c) })
		out = append(out, kickerCut{textOf(first), strings.TrimLeft(rest, " :：|–—"), wordHints(attr(first, "class"))&isKicker != 0})
	}
	for br := n.FirstChild; br != nil; br = br.NextSibling {
		if br.DataAtom == atom.Br {
			line := textBefore(n, br)
			out = append(out, kickerCut{kicker: line, rest: strings.TrimSpace(strings.TrimPrefix(full, line))})
			break
		}
	}
	if i := strings.IndexAny(full, "|｜丨"); i > 0 {
		_, w := utf8.DecodeRuneInString(full[i:])
		out = append(out, kickerCut{kicker: strings.TrimSpace(full[:i]), rest: strings.TrimSpace(full[i+w:])})
	}
	return out
}

// textBefore is the text of the children of n before one of them.
func textBefore(n, child *html.Node) string {
	var b strings.Builder
	for c := n.FirstChild; c != nil && c != child; c = c.NextSibling {
		switch c.Type {
		case html.TextNode:
			b.WriteString(c.Data)
		case html.ElementNode:
			b.WriteString(textOf(c))
		}
	}
	return oneLine(b.String())
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
