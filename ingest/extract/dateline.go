package extract

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"dabao/ingest/extract/body"
	"dabao/ingest/extract/when"
)

// Bounds of the part of a page where its own date is printed, in pieces of text
// before and after the headline.
const (
	runsBefore = 25
	runsAfter  = 45
	maxLine    = 320 // bytes of a line that can be a dateline
	maxProse   = 36  // letters around a date from which it stands in a sentence
)

// printed are the dates near the headline, in document order.
func (p *page) printed(t *titles, custom when.Custom) []stamp {
	out := p.printedIn(t, custom, false)
	if t.head == nil && p.first > 0 && !slices.ContainsFunc(out, func(s stamp) bool { return !s.updated }) {
		p.far = true
		if out = p.printedIn(t, custom, false); differ(out) {
			out = nil // a list of other stories
		}
	}
	if len(out) == 0 && t.head != nil {
		out = p.printedIn(t, custom, true)
		for i := range out {
			out[i].loose = true
		}
	}
	return out
}

// printedIn reads the lines around the headline; a relaxed reading takes lines
// close behind it for the article's even where their element is named for
// something else.
func (p *page) printedIn(t *titles, custom when.Custom, relaxed bool) []stamp {
	first, last := p.around(t)
	if relaxed {
		first, last = first+runsBefore, min(last, first+runsBefore+15)
	}
	var out []stamp
	var done *html.Node
	for i := first; i < last && len(out) < 12; i++ {
		r := &p.runs[i]
		after := t.head == nil || r.order > t.head.order
		if !p.mayPrint(r, t, custom, relaxed) || r.place&inAside != 0 && !after {
			continue
		}
		line := lineOf(r.n)
		if line == done || p.datedLater(i, last, line, custom) {
			continue
		}
		done = line
		text := textOf(line)
		if len(text) > maxLine {
			if line.DataAtom == atom.P && !strings.HasPrefix(text, head(r.text, maxLine)) {
				continue // a day set apart by markup inside a paragraph
			}
			text = r.text
		}
		found := datesOf(text, custom)
		if len(found) == 0 && len(text) < maxLine {
			text = p.setApart(i, line) // a style sheet parts what markup does not
			found = datesOf(text, custom)
		}
		if m, ok := p.onTile(i, custom); ok && len(found) == 0 {
			found = []stamp{{Moment: m}}
		}
		if len(found) == 0 || registers(line, text) {
			continue
		}
		if i > 0 {
			p.labelBefore(&found[0], text, &p.runs[i-1])
		}
		made := p.madeForDates(line)
		// The office of an author may take many words before a day set apart.
		apart := made || len(r.text) < len(text) && strings.HasSuffix(text, r.text)
		told := body.IsSentence(text) && !(apart && isDigit(text[len(text)-1])) && !standsApart(line, r)
		strong := made || len(text) < 60
		if own := datesOf(r.text, custom); len(own) > 0 && len(found) > 0 && !own[0].prose && !told {
			found[0].prose = false // the rest of the line is set apart by markup
			strong = strong || len(r.text) < 60
		}
		if len(found) == 1 && !found[0].HasTime && i+1 < last && len(p.runs[i+1].text) < 20 {
			if m, _, _, ok := when.Find(text+" "+p.runs[i+1].text, custom); ok && m.HasTime && m.On() == found[0].On() {
				found[0].Moment = m
			}
		}
		p.nameApart(found, i, line, custom)
		for _, s := range found {
			if s.other || told || s.prose && !made && !s.labeled && !s.updated {
				continue
			}
			s.after, s.strong, s.made, s.near = after, strong, made, p.leads(r.order, t)
			out = append(out, s)
		}
	}
	return nearText(p.withMachineTimes(out, t, custom))
}

// mayPrint is true of a piece of text that can hold a day, where its place and what
// stands around it allow that the day is the article's.
func (p *page) mayPrint(r *run, t *titles, custom when.Custom, relaxed bool) bool {
	if len(r.text) > maxLine || !mayHoldDate(r.text) {
		return false
	}
	marks := inNav | inComments | inHidden | inForm | inQuote
	if !relaxed {
		marks |= inTeaser
	}
	if r.n.Parent.DataAtom != atom.Time {
		marks |= inFigure
	}
	if r.place&inHidden != 0 && onlyUnspoken(r.n) {
		marks &^= inHidden
	}
	if p.offAt(r.order, r.place, marks) || r.place&inHeading != 0 && !datesHeading(r, custom) || p.ofAnother(r.n, r.order, t) {
		return false
	}
	return r.place&inList == 0 || r.place&inLink == 0 || p.linksDay(r, t, custom)
}
