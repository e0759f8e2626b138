package extract

import (
	"strings"

	"dabao/ingest/extract/when"
)

// scriptTime is the time of publication that a script of the page states, for
// pages saved before their scripts had run: in a variable of its own, beside the
// page's title in a state, or under a name that any object may have. Such names
// count only if all that bear one name one day: lists of other stories do not.
func (p *page) scriptTime(title string, custom when.Custom, zone zoneOf) (when.Moment, bool) {
	for _, s := range p.code {
		for _, name := range ownTimes {
			if m, ok := valueOf(s, name, custom); ok {
				return onSite(m, zone), true
			}
		}
	}
	if m, ok := p.stateTime(title, custom); ok {
		return onSite(m, zone), true
	}
	var found when.Moment
	left := maxTimesCode
	for _, s := range p.code {
		s = head(s, left)
		left -= len(s)
		for at := 0; ; {
			name, value, next := nextTime(s, at)
			if next < 0 {
				break
			}
			at = next
			if m, ok := timeValue(value, custom); ok && namesPublication(name) {
				if found.Year != 0 && found.On() != m.On() {
					return m, false
				}
				if found.Year == 0 {
					found = m
				}
			}
		}
	}
	return onSite(found, zone), found.Year != 0
}

// maxTimesCode is how many bytes of scripts are looked through for names.
const maxTimesCode = 8 << 20

// ownTimes are variables that a page's own script declares for its article.
var ownTimes = []string{"var ct", "var createTime", "var oriCreateTime", "var publish_time", "var publishTime", "var pubtime", "var publishDate"}

// stateTime is the time that a state gives the object with the page's title.
func (p *page) stateTime(title string, custom when.Custom) (when.Moment, bool) {
	if fold(title) == "" || len(p.states)+len(p.pieces) == 0 {
		return when.Moment{}, false
	}
	f := stateSearch{title: fold(title), words: title}
	f.read(p)
	return when.Parse(f.published, custom)
}

// nextTime is the next name in a script, from a place on, that speaks of publishing
// and has a value: what stands behind its colon or its sign of equality. next is -1
// where there is none.
func nextTime(s string, at int) (name, value string, next int) {
	for {
		i := strings.Index(s[at:], "ub")
		if i < 0 {
			return "", "", -1
		}
		i += at
		at = i + 2
		if i == 0 || s[i-1]|0x20 != 'p' {
			continue
		}
		start, end := i, at
		for start > 0 && isNameByte(s[start-1]) && i-start < maxName {
			start--
		}
		for end < len(s) && isNameByte(s[end]) && end-i < maxName {
			end++
		}
		at = end
		rest := strings.TrimLeft(head(s[end:], 120), "\\\"' ")
		if rest == "" || rest[0] != ':' && rest[0] != '=' {
			continue
		}
		return s[start:end], strings.TrimLeft(rest, ":= \t"), at
	}
}

// maxName is how long the name of a value may be on either side of its stem.
const maxName = 40

func isNameByte(c byte) bool { return letter(c) || isDigit(c) || c == '_' || c == '-' }

// namesPublication is true of a name for the time of publication: pubDate,
// first_published, publicationDate, isoPubDate, dateOfPublication, fechaPublicacion.
func namesPublication(name string) bool {
	name = strings.ToLower(name)
	for _, w := range notPublished {
		if strings.Contains(name, w) {
			return false
		}
	}
	if strings.HasPrefix(name, "publish") && len(name) <= len("publishedat") {
		return name == "published" || name == "publishedat" || name == "publishdate" || name == "publishtime"
	}
	for _, w := range []string{"date", "time", "_at", "edat", "edon", "_on", "first", "fecha", "datum"} {
		if strings.Contains(name, w) {
			return true
		}
	}
	return false
}

// notPublished are words in the names of other times.
var notPublished = []string{"modif", "updat", "expir", "end", "until", "last", "unpub", "republ", "schedul", "public_", "pubsub", "birth", "event", "start_time"}

// timeValue is the time at the start of what stands behind a name, quoted or as a
// number.
func timeValue(s string, custom when.Custom) (when.Moment, bool) {
	s = strings.TrimPrefix(s, "new Date(")
	quoted := strings.TrimLeft(s, `\`)
	if quote := head(quoted, 1); quote == `"` || quote == "'" {
		end := strings.IndexAny(quoted[1:], quote+`\`)
		if end < 0 || end > 60 {
			return when.Moment{}, false
		}
		return when.Parse(quoted[1:1+end], custom)
	}
	end := 0
	for end < len(s) && isDigit(s[end]) {
		end++
	}
	return when.Parse(s[:end], custom)
}

// valueOf is the time that stands behind the first such name in a script.
func valueOf(script, name string, custom when.Custom) (when.Moment, bool) {
	i := strings.Index(script, name)
	if i < 0 {
		return when.Moment{}, false
	}
	s := head(script[i+len(name):], 80)
	if s == "" || !strings.ContainsRune(" :=\t", rune(s[0])) {
		return when.Moment{}, false // the beginning of a longer name
	}
	return timeValue(strings.TrimLeft(s, " :=\t"), custom)
}

// onSite is a moment in UTC on the clock of a site whose zone is known.
func onSite(m when.Moment, zone zoneOf) when.Moment {
	if zone.name == "site" && m.HasZone && m.Offset == 0 {
		return m.In(zone.offset)
	}
	return m
}
