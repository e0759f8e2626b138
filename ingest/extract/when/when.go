// Package when reads the date a page prints.
//
// A dateline is written for people: "2022年09月23日14:54", "Freitag, 28. April
// 2023, 16:15 Uhr", "Apr 28, 2023 5:40 PM EDT", "le 22/11/2024 à 07h22". Find
// cuts such a line into numbers, words and marks and looks for the few shapes
// that a date can take; month names of some thirty languages are one table
// (months.go). The machine forms of meta tags (ISO 8601 and its relatives,
// RFC 2822, epoch seconds) are shapes like any other, read by the same rules.
//
// Years may be those of the Republic of China, of a Japanese era, of the Buddha or
// of the Persian calendar (era.go, calendar.go); how a country writes numbers is
// told as a Custom. No clock is read: "yesterday" and "2 hours ago" are dates only
// to Ago, which is given the moment they count from, and a date in the future is
// as good as one in the past. A day that the calendar does not
// have is no date either.
package when

import (
	"fmt"
	"time"
)

// MaxBytes is how much of a text Find looks at; a dateline is short.
const MaxBytes = 600

// Moment is a day and, where one was written, an hour of that day.
type Moment struct {
	Year, Month, Day     int
	Hour, Minute, Second int
	HasTime              bool
	// Offset is the distance from UTC in seconds, east positive; it means
	// something only where HasZone is set.
	Offset  int
	HasZone bool
	// Doubtful is set where day and month could stand the other way round.
	Doubtful bool

	thai bool // the month is named in Thai
}

// Custom is how a country writes dates in numbers: a set of flags.
type Custom uint8

// DayFirst is the custom of most: 23/9/2022. A year of four digits that leads
// always has the month after it.
const DayFirst Custom = 0

// The other customs.
const (
	MonthFirst Custom = 1 << iota // 9/23/2022
	YearFirst                     // 22/9/23 begins with the year
	Minguo                        // 111/9/23 counts the years of the Republic of China
	Eras                          // R4.9.23 counts those of a Japanese era
	Buddhist                      // 23/9/65 counts those of the Buddha
)

// On is the calendar day, 2006-01-02.
func (m Moment) On() string { return fmt.Sprintf("%04d-%02d-%02d", m.Year, m.Month, m.Day) }

// At is the moment as RFC 3339 with its offset, the given one (in seconds)
// where none was written; it is empty where no hour was written.
func (m Moment) At(offset int) string {
	if !m.HasTime {
		return ""
	}
	if m.HasZone {
		offset = m.Offset
	}
	t := time.Date(m.Year, time.Month(m.Month), m.Day, m.Hour, m.Minute, m.Second, 0, time.FixedZone("", offset))
	return t.Format(time.RFC3339)
}

// Unix is the moment in seconds since 1970, read at the given offset where
// none was written and at midnight where no hour was.
func (m Moment) Unix(offset int) int64 {
	if m.HasZone {
		offset = m.Offset
	}
	return time.Date(m.Year, time.Month(m.Month), m.Day, m.Hour, m.Minute, m.Second, 0, time.UTC).Unix() - int64(offset)
}

// In is the same moment on the clock of another offset, for one whose zone is
// known; other moments come back as they are.
func (m Moment) In(offset int) Moment {
	if !m.HasTime || !m.HasZone {
		return m
	}
	t := time.Unix(m.Unix(0), 0).In(time.FixedZone("", offset))
	return Moment{Year: t.Year(), Month: int(t.Month()), Day: t.Day(), Hour: t.Hour(), Minute: t.Minute(),
		Second: t.Second(), HasTime: true, HasZone: true, Offset: offset, Doubtful: m.Doubtful}
}

// valid says whether the calendar has that day and the clock that hour. Years
// are those in which a page can have been published or dated.
func (m Moment) valid() bool {
	if m.Year < 1900 || m.Year > 2199 || m.Month < 1 || m.Month > 12 || m.Day < 1 {
		return false
	}
	last := time.Date(m.Year, time.Month(m.Month)+1, 0, 0, 0, 0, 0, time.UTC).Day()
	return m.Day <= last
}

// Find is the first date of s. It gives the byte range of the date together
// with its hour.
func Find(s string, custom Custom) (m Moment, start, end int, ok bool) {
	if len(s) > MaxBytes {
		s = s[:MaxBytes]
	}
	toks := scan(s)
	for i := range toks {
		if m, n := dateAt(toks, i, custom); n > 0 {
			first := i
			next, hasTime := clockAfter(toks, i+n, &m)
			if !hasTime {
				if j, ok := clockBefore(toks, i, &m); ok {
					first = j
				}
				next = i + n
			}
			return m, toks[first].start, toks[next-1].end, true
		}
	}
	return Moment{}, 0, 0, false
}

// Parse is Find for a value that is a date and nothing else, as in an
// attribute; it reads epoch seconds and milliseconds too.
func Parse(s string, custom Custom) (Moment, bool) {
	if m, ok := epoch(s); ok {
		return m, true
	}
	m, _, _, ok := Find(s, custom)
	return m, ok
}

func epoch(s string) (Moment, bool) {
	if len(s) != 10 && len(s) != 13 {
		return Moment{}, false
	}
	var n int64
	for _, c := range []byte(s) {
		if c < '0' || c > '9' {
			return Moment{}, false
		}
		n = n*10 + int64(c-'0')
	}
	if len(s) == 13 {
		n /= 1000
	}
	t := time.Unix(n, 0).UTC()
	m := Moment{Year: t.Year(), Month: int(t.Month()), Day: t.Day(), Hour: t.Hour(), Minute: t.Minute(),
		Second: t.Second(), HasTime: true, HasZone: true}
	return m, n > 300_000_000 && m.valid()
}
