package extract

import (
	"strings"

	"golang.org/x/net/html"

	"dabao/ingest/extract/lenient"
	"dabao/ingest/extract/when"
)

// declared are the dates of publication that the metadata gives, the surest
// first.
func (p *page) declared(l *linked, t *titles, custom when.Custom, zone zoneOf) []stamp {
	var out []stamp
	add := func(s string, strong bool) {
		if len(out) >= 20 || s == "" {
			return
		}
		if m, ok := when.Parse(s, custom); ok {
			out = append(out, stamp{Moment: honest(midnightOnSite(m, zone)), strong: strong})
		}
	}
	add(l.published, true)
	own := p.ownItems(t, custom)
	for _, k := range publishedKeys {
		for i := range p.metas {
			if m := &p.metas[i]; m.key == k && (m.n == nil || own == nil || own[itemOf(m.n)]) {
				add(m.content, true)
			}
		}
	}
	add(lenient.Parse(p.meta("parsely-page")).Get("pub_date").String(), true)
	for i := range p.times {
		s := &p.times[i]
		if !p.off(s.place, offPage|inFigure) && attr(s.n, "itemprop") == "datePublished" && (own == nil || own[itemOf(s.n)]) {
			add(firstOf(attr(s.n, "datetime"), attr(s.n, "content"), textOf(s.n)), true)
		}
	}
	for _, k := range createdKeys {
		for _, s := range p.allMeta(k) {
			add(s, false)
		}
	}
	return zoned(out)
}

// ownItems are the items of microdata that describe the page's article, where several
// state a time of publication: those that the headline stands in, else those that
// lead to no other story. It is nil where all may speak.
func (p *page) ownItems(t *titles, custom when.Custom) map[*html.Node]bool {
	days := map[*html.Node]string{}
	note := func(n *html.Node, s string) {
		if m, ok := when.Parse(s, custom); ok && len(days) < maxItems {
			days[itemOf(n)] = m.On()
		}
	}
	for i := range p.metas {
		if m := &p.metas[i]; m.n != nil && m.key == "datepublished" {
			note(m.n, m.content)
		}
	}
	for i := range p.times {
		if n := p.times[i].n; attr(n, "itemprop") == "datePublished" {
			note(n, firstOf(attr(n, "datetime"), attr(n, "content"), textOf(n)))
		}
	}
	if t.head == nil || len(days) < 2 {
		return nil
	}
	own, first, differ := map[*html.Node]bool{}, "", false
	for n, day := range days {
		if n != nil && within(t.head.n, n) {
			own[n] = true
		}
		differ = differ || first != "" && day != first
		first = day
	}
	if !differ {
		return nil
	}
	if len(own) == 0 { // the article's may be kept apart from its headline
		for n := range days {
			own[n] = n == nil || !leadsOn(n) && !strings.HasSuffix(attr(n, "itemtype"), "Comment")
		}
	}
	return own
}

// maxItems is how many items of microdata are held against each other.
const maxItems = 100

// itemOf is the item of microdata that an element belongs to, nil where it stands
// in none.
func itemOf(n *html.Node) *html.Node {
	for e := n; e != nil; e = e.Parent {
		if hasAttr(e, "itemscope") {
			return e
		}
	}
	return nil
}

// midnightOnSite turns a midnight of the site, written in UTC, back: a program
// has made a time of a day.
func midnightOnSite(m when.Moment, zone zoneOf) when.Moment {
	if local := onSite(m, zone); m.HasTime && local.Hour == 0 && local.Minute == 0 && local.Second == 0 {
		return local
	}
	return m
}

// honest takes the hour off a machine's midnight: it is a day that a program
// wrote as a time.
func honest(m when.Moment) when.Moment {
	if m.Hour == 0 && m.Minute == 0 && m.Second == 0 {
		m.HasTime, m.HasZone, m.Offset = false, false, 0
	}
	return m
}

// zoned lends the first date the zone of another that reads the same clock.
func zoned(list []stamp) []stamp {
	if len(list) == 0 || list[0].HasZone {
		return list
	}
	a := &list[0]
	for _, b := range list[1:] {
		if a.On() != b.On() {
			continue
		}
		if !a.HasTime && b.HasTime && b.strong || a.HasTime && b.HasTime && b.HasZone && a.Hour == b.Hour && a.Minute == b.Minute {
			a.Moment = b.Moment
			break
		}
	}
	return list
}

// changes are the times of later changes that the metadata gives.
type changes []when.Moment

func (p *page) modified(l *linked, custom when.Custom) changes {
	var out changes
	add := func(s string) {
		if m, ok := when.Parse(s, custom); ok && len(out) < 20 {
			out = append(out, m)
		}
	}
	add(l.modified)
	for _, k := range append(modifiedKeys[:len(modifiedKeys):len(modifiedKeys)], "last-modified") { // the last is a file's
		for _, s := range p.allMeta(k) {
			add(s)
		}
	}
	return out
}

func (c changes) at() (when.Moment, bool) {
	for _, m := range c {
		if m.HasTime {
			return m, true
		}
	}
	return when.Moment{}, false
}

// shows says whether a printed clock shows the time of a change.
func (c changes) shows(m when.Moment) bool {
	for _, ch := range c {
		if _, ok := sameMoment(m, ch); ok {
			return true
		}
	}
	return false
}

func (c changes) on(day string) bool {
	for _, m := range c {
		if m.On() == day {
			return true
		}
	}
	return false
}

func firstOf(list ...string) string {
	for _, s := range list {
		if s != "" {
			return s
		}
	}
	return ""
}
