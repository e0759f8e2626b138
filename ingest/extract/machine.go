package extract

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"dabao/ingest/extract/body"
	"dabao/ingest/extract/when"
)

// withMachineTimes completes printed days with the attributes of the elements
// that print them, and falls back on those attributes alone.
func (p *page) withMachineTimes(out []stamp, t *titles, custom when.Custom) []stamp {
	seen := 0
	for i := range p.times {
		s := &p.times[i]
		if p.off(s.place, inNav|inComments|inTeaser|inFigure|inHead|inForm|inFooter|inQuote) || t.head != nil && s.order < t.head.order-150 {
			continue
		}
		if attr(s.n, "itemprop") == "" && insideProse(s.n) {
			continue
		}
		m, said, ok := machineTime(s.n, custom)
		if !ok || p.ofAnother(s.n, s.order, t) {
			continue
		}
		out = withoutEve(out, s.n, m, custom)
		m = honest(m)
		if seen++; seen > 6 || t.head != nil && s.order > t.head.order+600 {
			break
		}
		matched := false
		for j := range out {
			o := &out[j]
			if o.On() == m.On() && m.HasTime && (!o.HasTime || m.HasZone && !o.HasZone && o.Hour == m.Hour && o.Minute == m.Minute) {
				o.Moment, matched = p.onSiteClock(m, o.Moment), true
			}
			matched = matched || o.On() == m.On() && o.HasTime
		}
		if !matched {
			label := said
			if s.n.Parent != nil {
				label += " " + head(textOf(s.n.Parent), 80)
			}
			if labelsOther(said) {
				continue
			}
			updated := s.hint&isModified != 0 && !hasAttr(s.n, "pubdate") || attr(s.n, "itemprop") == "dateModified" || says(label, updateWords)
			out = append(out, stamp{Moment: m, strong: true, made: true, updated: updated, labeled: attr(s.n, "itemprop") == "datePublished" || hasAttr(s.n, "pubdate"), after: t.head == nil || s.order > t.head.order, near: p.leads(s.order, t)})
		}
	}
	return out
}

// onSiteClock is a machine's time with the zone of the site, where a Chinese template
// calls the very clock it prints Z.
func (p *page) onSiteClock(m, shown when.Moment) when.Moment {
	if shown.HasTime && !shown.HasZone && m.HasZone && m.Offset == 0 && p.clock.name == "site" {
		m.Offset = p.clock.offset
	}
	return m
}

// machineTime is the time an element has in an attribute, and what the attribute
// calls it: datetime and content are made for it, data attributes are named for
// it, title and label say it to readers who point at it or listen.
func machineTime(n *html.Node, custom when.Custom) (m when.Moment, said string, ok bool) {
	for _, key := range []string{"datetime", "content"} {
		if m, ok = when.Parse(attr(n, key), custom); ok {
			return m, "", true
		}
	}
	for i := range n.Attr {
		a := &n.Attr[i]
		if datesData(a.Key) {
			if m, ok = when.Parse(a.Val, custom); ok {
				return m, a.Key, true
			}
		}
	}
	for _, key := range []string{"title", "aria-label"} {
		v := attr(n, key)
		if len(v) > 80 || !mayHoldDate(v) {
			continue
		}
		if m, i, j, ok := when.Find(v, custom); ok && proseLetters(v[:i])+proseLetters(v[j:]) <= maxProse {
			return m, v[:i], true
		}
	}
	return m, "", false
}

// datesData is true of a data attribute named for a time.
func datesData(key string) bool {
	return strings.HasPrefix(key, "data-") && (strings.Contains(key, "date") && !strings.Contains(key, "update") || strings.Contains(key, "time") && !strings.Contains(key, "timeout") || key == "data-utime" || key == "data-epoch" || strings.Contains(key, "publi"))
}

// withoutEve leaves out the day that an element prints for a stamp of midnight
// in UTC where it was written west of there: the day before.
func withoutEve(out []stamp, n *html.Node, m when.Moment, custom when.Custom) []stamp {
	if !m.HasTime || !m.HasZone || m.Offset != 0 || m.Hour != 0 || m.Minute != 0 {
		return out
	}
	shown, _, _, ok := when.Find(textOf(n), custom)
	if !ok || shown.HasTime || m.In(-12*3600).On() != shown.On() {
		return out
	}
	kept := out[:0]
	for _, s := range out {
		if s.HasTime || s.On() != shown.On() {
			kept = append(kept, s)
		}
	}
	return kept
}

// insideProse is true of a time element that dates what a paragraph tells.
func insideProse(n *html.Node) bool {
	if n.DataAtom != atom.Time || n.FirstChild == nil {
		return false
	}
	line := lineOf(n)
	if line == n || line.DataAtom != atom.P {
		return false
	}
	text := textOf(line)
	return body.IsSentence(text) || len(text) > maxLine && !strings.HasPrefix(text, textOf(n))
}
