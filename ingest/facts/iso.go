package facts

import (
	"fmt"
	"time"
)

func civil(y, m, d int) time.Time { return time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC) }

// point is a resolved end of a date.
type point struct {
	y, m, d int
	said    bool // the text gave the year itself
}

func finer(a, b string) string {
	order := map[string]int{"year": 0, "month": 1, "day": 2, "hour": 3, "minute": 4, "second": 5}
	if order[b] > order[a] {
		return b
	}
	return a
}

// clockOf writes the time of day. 24时 stays T24:00, the end of the day that is
// named, which ISO 8601 and SQLite know.
func clockOf(m *moment) (clock, precision string) {
	switch {
	case m.sec >= 0:
		return fmt.Sprintf("T%02d:%02d:%02d", m.hour, m.min, m.sec), "second"
	case m.min >= 0:
		return fmt.Sprintf("T%02d:%02d", m.hour, m.min), "minute"
	}
	return fmt.Sprintf("T%02d:00", m.hour), "hour"
}

func iso(p point) string {
	switch {
	case p.d > 0:
		return fmt.Sprintf("%04d-%02d-%02d", p.y, p.m, p.d)
	case p.m > 0:
		return fmt.Sprintf("%04d-%02d", p.y, p.m)
	}
	return fmt.Sprintf("%04d", p.y)
}

func exists(p point) bool {
	if p.y < 1000 || p.y > 2999 || p.m < 0 || p.m > 12 || p.d < 0 || p.d > 31 || p.d > 0 && p.m == 0 {
		return false
	}
	return p.d == 0 || civil(p.y, p.m, p.d).Day() == p.d
}

func precisionOf(p point, part part) string {
	switch {
	case part >= tenth1 && part <= tenth3 || p.d > 0:
		return "day"
	case part == decade:
		return "year"
	case p.m > 0 || part != whole:
		return "month"
	}
	return "year"
}

// narrowed is the first and last value of a part of a year or month.
func narrowed(p point, part part) (from, to string) {
	if p.m > 0 {
		switch part {
		case tenth1:
			return iso(point{y: p.y, m: p.m, d: 1}), iso(point{y: p.y, m: p.m, d: 10})
		case tenth2:
			return iso(point{y: p.y, m: p.m, d: 11}), iso(point{y: p.y, m: p.m, d: 20})
		case tenth3:
			return iso(point{y: p.y, m: p.m, d: 21}), civil(p.y, p.m+1, 0).Format(time.DateOnly)
		}
		return iso(p), iso(p)
	}
	months := func(a, b int) (string, string) { return iso(point{y: p.y, m: a}), iso(point{y: p.y, m: b}) }
	switch part {
	case early:
		return months(1, 1)
	case end:
		return months(12, 12)
	case quarter1:
		return months(1, 3)
	case quarter2:
		return months(4, 6)
	case quarter3:
		return months(7, 9)
	case quarter4:
		return months(10, 12)
	case half1:
		return months(1, 6)
	case half2:
		return months(7, 12)
	case quarters1to3:
		return months(1, 9)
	case decade:
		return iso(p), iso(point{y: p.y + 9})
	}
	return iso(p), iso(p)
}
