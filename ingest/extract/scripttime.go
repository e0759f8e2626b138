package extract

import (
	"strings"

	"dabao/ingest/extract/when"
)

// scriptTime is the time of publication that a script of the page states, for
// pages saved before their scripts had run. A name that any object may have
// counts only if all that bear it name one day: lists of other stories do not.
func (p *page) scriptTime(custom when.Custom, zone zoneOf) (when.Moment, bool) {
	var found when.Moment
	for _, s := range p.code {
		for _, name := range ownTimes {
			if m, ok := valueOf(s, name, custom); ok {
				return onSite(m, zone), true
			}
		}
	}
	for _, s := range p.code {
		for _, name := range anyTimes {
			for rest, n := s, 0; n < 50; n++ {
				i := strings.Index(rest, name)
				if i < 0 {
					break
				}
				m, ok := valueOf(rest[i:], name, custom)
				rest = rest[i+len(name):]
				switch {
				case !ok:
				case found.Year != 0 && found.On() != m.On():
					return m, false
				case found.Year == 0:
					found = m
				}
			}
		}
	}
	return onSite(found, zone), found.Year != 0
}

// ownTimes are variables that a page's own script declares for its article,
// anyTimes keys of JSON.
var (
	ownTimes = []string{"var ct", "var createTime", "var oriCreateTime", "var publish_time", "var publishTime", "var pubtime", "var publishDate"}
	anyTimes = []string{`"publishTime"`, `"publish_time"`, `"publishDate"`, `"publish_date"`, `"publishedAt"`, `"published_at"`, `"publishedDate"`, `"datePublished"`, `"publicationDate"`, `"firstPublished"`, `"first_published_at"`, `"pubDate"`, `"pubTime"`}
)

// valueOf is the time that stands behind the first such name in a script, quoted
// or as a number.
func valueOf(script, name string, custom when.Custom) (when.Moment, bool) {
	i := strings.Index(script, name)
	if i < 0 {
		return when.Moment{}, false
	}
	s := head(script[i+len(name):], 80)
	if s == "" || !strings.ContainsRune(" :=\t", rune(s[0])) {
		return when.Moment{}, false // the beginning of a longer name
	}
	s = strings.TrimLeft(s, " :=\t")
	if quote := head(s, 1); quote == `"` || quote == "'" {
		end := strings.Index(s[1:], quote)
		if end < 0 {
			return when.Moment{}, false
		}
		return when.Parse(s[1:1+end], custom)
	}
	end := 0
	for end < len(s) && isDigit(s[end]) {
		end++
	}
	return when.Parse(s[:end], custom)
}

// onSite is a moment in UTC on the clock of a site whose zone is known.
func onSite(m when.Moment, zone zoneOf) when.Moment {
	if zone.name == "site" && m.HasZone && m.Offset == 0 {
		return m.In(zone.offset)
	}
	return m
}
