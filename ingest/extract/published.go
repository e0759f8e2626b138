package extract

import (
	"strings"
	"time"

	"dabao/ingest/extract/when"
	"dabao/schema"
)

// dating is when an article was published and last changed.
type dating struct {
	at, on, zone string
	modified     string
}

// stamp is one date of the page.
type stamp struct {
	when.Moment
	strong  bool // in metadata: a key that can only mean publication; in print: an element made for a date
	updated bool // the page calls it the time of a change
	labeled bool // the page calls it the time of publication
	other   bool // the page calls it the time of something else
	prose   bool // it stands in a sentence
	loose   bool // only its place makes it the article's
	after   bool // it is printed after the headline
	made    bool // it stands in an element made for a date
	near    bool // it is printed between headline and text
}

// dateContext is what the rest of the page says that dates are read by.
type dateContext struct {
	lang, site, address string
	taken               time.Time // when the page was taken from the web; zero if unknown
	blocks              []schema.Block
	credits             []string // lines cut off the text
}

// readDates decides on the day and hour of publication. What the page prints
// near its headline is what a reader takes for the date, so it decides between
// days; the metadata knows the zone and the seconds, and tells publication from
// later changes.
func (p *page) readDates(l *linked, t *titles, in dateContext) dating {
	custom := customOf(in.lang, in.site)
	zone := siteZone(in.lang, in.site)
	p.clock = zone
	p.anchor(t, in.blocks)
	declared := p.declared(l, t, custom, zone)
	printed := p.printed(t, custom)
	modified := p.modified(l, custom)
	var d dating
	if m, ok := modified.at(); ok {
		d.modified = m.At(zone.offset)
	}
	if len(declared) > 0 && len(printed) > 0 && printed[0].loose {
		printed = nil
	}
	if len(declared) == 0 && len(printed) == 0 {
		printed = p.lastDay(l, t, in, zone, custom, modified)
	}
	p.settleByOthers(printed, custom)
	settleOrder(printed, dayOfPath(in.address))
	settleOrder(declared, dayOfPath(in.address))
	if len(declared) > 0 && !declared[0].Doubtful {
		settleOrder(printed, declared[0].On())
	}
	if len(declared) == 0 {
		printed = asAddressed(printed, dayOfPath(in.address))
	}
	pick, on, ok := choose(printed, declared, modified, zone)
	if !ok {
		return d
	}
	if !prints(printed, on) {
		on = eveOf(pick, on, dayOfPath(in.address))
	}
	d.on, d.at = on, pick.At(zone.offset)
	if d.at != "" {
		if d.zone = zone.name; pick.HasZone {
			d.zone = "page"
		}
	}
	if d.modified == "" {
		for _, s := range printed {
			if s.updated && s.HasTime {
				if !s.HasZone && pick.HasZone {
					s.Offset, s.HasZone = pick.Offset, true
				}
				if s.Unix(zone.offset) >= pick.Unix(zone.offset) {
					d.modified = s.At(zone.offset)
				}
				break
			}
		}
	}
	return d
}

// prints says whether one of the dates printed as that of publication names a day.
func prints(printed []stamp, day string) bool {
	for i := range printed {
		if s := &printed[i]; !s.updated && s.On() == day {
			return true
		}
	}
	return false
}

// asAddressed leaves of days that nothing but their place makes the page's the one
// that its address names, if one of them is; where none is, the address itself tells
// the day.
func asAddressed(printed []stamp, addressed string) []stamp {
	if addressed == "" || len(printed) == 0 {
		return printed
	}
	for i := range printed {
		if s := &printed[i]; s.labeled || s.updated || s.made {
			return printed
		}
	}
	for _, s := range printed {
		if s.On() == addressed {
			return []stamp{s}
		}
	}
	if len(printed) < 2 {
		return printed
	}
	m, _ := when.Parse(addressed, when.DayFirst)
	return []stamp{{Moment: m, after: true}}
}

// eveOf is the day of a moment that a program has written in UTC. Where the page's
// address names the day after or before it, and some zone of the world reads the
// moment so, the address has it from the newsroom's calendar.
func eveOf(m when.Moment, on, addressed string) string {
	if !m.HasTime || !m.HasZone || m.Offset != 0 || addressed == "" || addressed == on {
		return on
	}
	if day, ok := when.Parse(addressed, when.DayFirst); ok && reaches(m, day) {
		return addressed
	}
	return on
}

// settleOrder turns a date whose day and month could be either way round so
// that it agrees with the day in the page's address.
func settleOrder(list []stamp, day string) {
	for i := range list {
		m := &list[i].Moment
		if !m.Doubtful || day == "" {
			continue
		}
		turned := *m
		turned.Day, turned.Month = m.Month, m.Day
		if turned.On() == day {
			*m = turned
		}
	}
}

type zoneOf struct {
	offset int
	name   string
}

// siteZone is the clock of a site that prints none: Chinese pages mean +08:00,
// whatever the hosting; others are read as UTC.
func siteZone(lang, site string) zoneOf {
	low := strings.ToLower(lang)
	for _, end := range []string{".cn", ".hk", ".tw", ".mo"} {
		if strings.HasSuffix(site, end) {
			return zoneOf{8 * 3600, "site"}
		}
	}
	if strings.HasPrefix(low, "zh") {
		return zoneOf{8 * 3600, "site"}
	}
	return zoneOf{0, "utc"}
}

// customOf is how pages of a language and a site write dates in numbers.
func customOf(lang, site string) when.Custom {
	low := strings.ToLower(strings.ReplaceAll(lang, "_", "-"))
	base, rest, _ := strings.Cut(low, "-")
	switch base {
	case "zh":
		if strings.HasSuffix(site, ".cn") || rest == "cn" || rest == "sg" || strings.HasPrefix(rest, "hans") {
			return when.YearFirst
		}
		return when.YearFirst | when.Minguo
	case "ja":
		return when.YearFirst | when.Eras
	case "ko", "hu", "mn", "lt", "sv":
		return when.YearFirst
	case "th", "lo":
		return when.Buddhist
	case "en", "":
		if rest == "us" || rest == "ph" || rest == "" && americanSite(site) {
			return when.MonthFirst
		}
	}
	return when.DayFirst
}

// americanSite says whether 4/5/2024 is the fifth of April on an English page.
func americanSite(site string) bool {
	switch site[strings.LastIndexByte(site, '.')+1:] {
	case "com", "org", "net", "us", "edu", "gov", "":
		return true
	}
	return false
}

// publishedKeys are meta names that can only mean the time of publication;
// createdKeys may be a template's or a file's.
var (
	publishedKeys = []string{"article:published_time", "og:article:published_time", "og:published_time", "article:published", "datepublished", "publishdate",
		"publish-date", "publish_date", "published_time", "publishedtime", "published-date", "publication_date", "publishtime", "pubdate", "og:pubdate", "parsely-pub-date",
		"sailthru.date", "cxenseparse:recs:publishtime", "dc.date.issued", "dcterms.issued", "citation_publication_date", "citation_online_date", "bt:pubdate",
		"article:create_at", "weibo: article:create_at", "weibo:article:create_at", "originalpublicationdate", "article_date_original", "rnews:datepublished", "firstpublishedtime", "_pubtime", "apub:time"}
	createdKeys  = []string{"dcterms.created", "dc.date.created", "dcterms.date", "dc.date", "date", "created", "displaydate", "datecreated", "creation_date", "pub_date", "time", "hdl_p"}
	modifiedKeys = []string{"article:modified_time", "og:updated_time", "og:article:modified_time", "article:modified", "datemodified", "dateupdate", "lastmod", "dcterms.modified",
		"dc.date.modified", "article:updated", "last_updated_date", "revision_date", "weibo: article:update_at"}
)
