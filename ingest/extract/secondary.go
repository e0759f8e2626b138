package extract

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/atom"

	"dabao/ingest/extract/body"
)

// secondary finds what stands around the headline: the kicker above it and the
// subtitle below. Elements named for them count, and headings of a lower rank
// that touch the headline.
func (p *page) secondary(t *titles) {
	if t.head == nil {
		return
	}
	title := fold(t.title)
	fits := func(s string, limit int) bool {
		n := utf8.RuneCountInString(s)
		f := fold(s)
		return n >= 2 && n <= limit && f != title && !strings.Contains(title, f) && !strings.Contains(f, title)
	}
	for i := range p.spots {
		s := &p.spots[i]
		near := s.order > t.head.order-40 && s.order < t.head.order+60
		if !near || p.off(s.place, offPage|inFigure) || s.n.DataAtom == atom.Body {
			continue
		}
		switch txt := ""; {
		case t.kicker == "" && s.hint&isKicker != 0 && s.hint&(isDate|isAuthor) == 0:
			if txt = textOf(s.n); fits(txt, 60) && (s.order < t.head.order || within(s.n, t.head.n)) {
				t.kicker = strings.TrimRight(txt, " :：|/-–—")
			}
		case t.subtitle == "" && s.hint&isSubtitle != 0 && s.order > t.head.order && s.order <= p.prose:
			if txt = textOf(s.n); fits(txt, maxSubtitle) && !sentence(txt) {
				t.subtitle = txt
			}
		}
	}
	p.rankedHeadings(t, fits)
}

// rankedHeadings reads the headings that touch the headline.
func (p *page) rankedHeadings(t *titles, fits func(string, int) bool) {
	if prev := elementBefore(t.head.n); t.kicker == "" && prev != nil && isHeading(prev) && prev.DataAtom != atom.H1 {
		if s := textOf(prev); fits(s, 60) {
			t.kicker = s
		}
	}
	if next := elementAfter(t.head.n); t.subtitle == "" && next != nil {
		s := textOf(next)
		dashed := strings.HasPrefix(s, "——") || strings.HasPrefix(s, "--") || strings.HasPrefix(s, "─") || strings.HasPrefix(s, "—")
		if fits(s, maxSubtitle) && !sentence(s) && (dashed || isHeading(next) && next.DataAtom != atom.H1 && hanShare(s) > .5 && !mayHoldDate(s)) {
			t.subtitle = s
		}
	}
}

// maxSubtitle is the length from which a line under the headline is a
// standfirst, which belongs to the text.
const maxSubtitle = 120

// sentence says whether a line ends as a sentence does: a standfirst, then.
func sentence(s string) bool {
	return strings.HasSuffix(s, ".") || strings.HasSuffix(s, "。") || strings.HasSuffix(s, "।")
}

// firstProse is the order of the first paragraph behind the headline.
func (p *page) firstProse(t *titles) int {
	for i := range p.runs {
		r := &p.runs[i]
		if r.order > t.head.order && len(r.text) > 100 && r.place&(inLink|inHeading|inFigure) == 0 && !p.off(r.place, offPage) {
			return r.order
		}
	}
	return noProse
}

// noProse is the order of the first paragraph on a page that has none.
const noProse = 1 << 31

// firstSentence is the order of the first line behind the headline that reads as a
// sentence, however short.
func (p *page) firstSentence(t *titles) int {
	for i := range p.runs {
		r := &p.runs[i]
		if r.order > t.head.order && weight(r.text) >= 40 && r.place&(inLink|inHeading|inFigure) == 0 && !p.off(r.place, offPage) && body.IsSentence(r.text) {
			return r.order
		}
	}
	return noProse
}

func undashed(s string) string { return strings.TrimLeft(s, " —-–─－") }
