package facts

import (
	"time"

	"dabao/schema"
)

// noShift marks a weekday or quarter that names no week or year: the nearest.
const noShift = 99

// lastShift and nextShift mark "last Friday" and "next Friday".
const (
	lastShift = 98
	nextShift = 97
)

// resolver turns moments into dates. It remembers which year the article means
// by a month, so that 11月21日 follows the 将于11月17日 said elsewhere.
type resolver struct {
	ref    Reference
	months [13]int // year of a month that the text says lies ahead
	last   point   // the day named last in this text
	lastAt int
}

func newResolver(ref Reference) *resolver { return &resolver{ref: ref} }

// prepare collects the months that t puts ahead of the day of publication.
func (r *resolver) prepare(t *text) {
	if r.ref.IsZero() {
		return
	}
	for i := range t.cal {
		m := &t.cal[i]
		if m.mute || m.month == 0 || m.year != 0 || m.from != none || m.month > 12 {
			continue
		}
		if y := r.yearAhead(m); y > 0 && t.forward(m) {
			r.months[m.month] = y
		}
	}
}

// dates resolves the moments of one text.
func (r *resolver) dates(t *text) []schema.Date {
	var out []schema.Date
	r.last, r.lastAt = point{}, 0
	for i := range t.cal {
		m := &t.cal[i]
		if m.mute {
			continue
		}
		value, precision, ok := r.resolve(t, m)
		if !ok {
			continue
		}
		d := schema.Date{Raw: string(t.r[m.start:m.end]), Value: value, Precision: precision, Relative: m.relative}
		d.Start, d.End = m.start, m.end
		out = append(out, d)
	}
	return out
}

func (r *resolver) resolve(t *text, m *moment) (value, precision string, ok bool) {
	from, to, precision, ok := r.ends(t, m)
	if !ok {
		return "", "", false
	}
	if m.until != nil {
		u := *m.until
		prev := r.last
		if u.year == 0 && u.from == none {
			u.year = 0
			r.inherit(&u, prev)
		}
		_, to2, p2, ok2 := r.ends(t, &u)
		if !ok2 || to2 < from {
			return "", "", false
		}
		if m.hour >= 0 {
			to2 += r.zone(m)
		}
		return from + "/" + to2, finer(precision, p2), true
	}
	if to != from {
		return from + "/" + to, precision, true
	}
	if m.hour >= 0 {
		from += r.zone(m)
	}
	return from, precision, true
}

// inherit gives the second end of a range the year and month of the first.
func (r *resolver) inherit(u *moment, from point) {
	if from.y == 0 {
		return
	}
	if u.month == 0 && u.day > 0 {
		u.year, u.month = from.y, from.m
		if u.day < from.d {
			u.month++
		}
	} else {
		u.year = from.y
		if u.month > 0 && u.month < from.m {
			u.year++
		}
	}
	if u.month > 12 {
		u.year, u.month = u.year+1, 1
	}
}

func (r *resolver) zone(m *moment) string {
	if m.zone != "" {
		return m.zone
	}
	if m.local {
		return ""
	}
	return r.ref.offset
}

// ends resolves one moment to its first and last ISO value, which are equal
// but for a part of a year or month.
func (r *resolver) ends(t *text, m *moment) (from, to, precision string, ok bool) {
	var p point
	switch {
	case m.from != none && m.from != thisYear && m.from != lastYear:
		if p, to, ok = r.relative(t, m); !ok {
			return "", "", "", false
		}
		if to != "" {
			return iso(p), to, "day", true
		}
		if m.day > 0 {
			p.d = m.day
		}
	default:
		if p, ok = r.partial(t, m); !ok {
			return "", "", "", false
		}
	}
	if !exists(p) {
		return "", "", "", false
	}
	r.last, r.lastAt = p, m.end
	from, to = narrowed(p, m.part)
	precision = precisionOf(p, m.part)
	if m.hour >= 0 {
		clock, cp := clockOf(m)
		from, precision = from+clock, cp
		to = from
	}
	return from, to, precision, true
}

// relative resolves a word that counts from the day of publication; to is set
// for a week.
func (r *resolver) relative(t *text, m *moment) (p point, to string, ok bool) {
	if m.from == lastNamed {
		if r.last.d == 0 || m.start-r.lastAt > 200 {
			return p, "", false
		}
		return r.last, "", true
	}
	if m.from == lastMonth {
		if r.last.m == 0 || m.start-r.lastAt > 200 {
			return p, "", false
		}
		first := civil(r.last.y, r.last.m+m.shift, 1)
		return point{y: first.Year(), m: int(first.Month())}, "", true
	}
	if r.ref.IsZero() {
		return p, "", false
	}
	day := r.ref.day
	switch m.from {
	case thisDay:
		day = day.AddDate(0, 0, m.shift)
	case thisMonth:
		first := civil(day.Year(), int(day.Month())+m.shift, 1)
		return point{y: first.Year(), m: int(first.Month())}, "", true
	case thisWeek:
		weekday := (int(day.Weekday())+6)%7 + 1
		switch {
		case m.shift == lastShift || m.shift == nextShift:
			// Where the day of this week would do as well, nobody can tell.
			if m.shift == lastShift && m.weekday < weekday || m.shift == nextShift && m.weekday > weekday {
				return p, "", false
			}
			days := m.weekday - weekday + 7
			if m.shift == lastShift {
				days -= 14
			}
			day = day.AddDate(0, 0, days)
		case m.shift == noShift:
			back := (weekday - m.weekday + 7) % 7
			if back > 0 && t.forwardInClause(m) {
				back -= 7
			}
			day = day.AddDate(0, 0, -back)
		case m.weekday > 0:
			day = day.AddDate(0, 0, m.weekday-weekday+7*m.shift)
		default:
			monday := day.AddDate(0, 0, 1-weekday+7*m.shift)
			to = monday.AddDate(0, 0, 6).Format(time.DateOnly)
			day = monday
		}
	}
	return point{y: day.Year(), m: int(day.Month()), d: day.Day()}, to, true
}

// partial fills in the year, and for a lone day the month.
func (r *resolver) partial(t *text, m *moment) (point, bool) {
	p := point{y: m.year, m: m.month, d: m.day, said: m.year > 0}
	if p.said {
		return p, true
	}
	if m.from == lastYear {
		p.y, p.said = r.last.y+m.shift, true
		return p, r.last.y > 0 && m.start-r.lastAt < 300
	}
	if r.ref.IsZero() {
		return p, false
	}
	day := r.ref.day
	switch {
	case m.from == thisYear && m.shift == noShift: // a quarter without a year
		p.y = day.Year()
		if first := 3*int(m.part-quarter1) + 1; m.part < half1 && first > int(day.Month()) && first <= int(day.Month())+3 && !t.forward(m) {
			return p, false // the next quarter, or that of the year before
		}
		if m.part == quarters1to3 && day.Month() < 9 || m.part < half1 && 3*int(m.part-quarter1)+1 > int(day.Month()) && !t.forward(m) {
			p.y--
		}
	case m.from == thisYear:
		p.y, p.said = day.Year()+m.shift, m.shift != 0 || m.month > 0
		if (m.part == half1 && day.Month() < 4 || m.part == half2 && day.Month() < 6) && t.at(m.start) != '今' && m.shift == 0 {
			return p, false
		}
	case m.month > 0:
		p.y = r.yearOf(t, m)
	default:
		p.y, p.m = r.monthOf(t, m)
	}
	return p, true
}

// yearOf is the year of a month without one: that of a full date earlier in
// the sentence, else the nearest not after the day of publication, unless the
// text looks ahead.
func (r *resolver) yearOf(t *text, m *moment) int {
	ref := r.ref.day
	if r.last.said && r.last.m > 0 && r.last.y < ref.Year() && t.sameSentence(r.lastAt, m.start) {
		if m.month >= r.last.m {
			return r.last.y
		}
		return r.last.y + 1
	}
	if y := r.months[m.month]; y > 0 {
		return y
	}
	y := ref.Year()
	if !isAfter(m, y, ref) {
		return y
	}
	if d := max(m.day, 1); civil(y, m.month, d).Sub(ref) <= 31*24*time.Hour && m.day > 0 || t.forward(m) {
		return y
	}
	return y - 1
}

// monthOf is the month of a lone day.
func (r *resolver) monthOf(t *text, m *moment) (y, mo int) {
	ref := r.ref.day
	if r.last.d > 0 && m.day > r.last.d && t.sameSentence(r.lastAt, m.start) {
		d := civil(r.last.y, r.last.m, m.day)
		if d.Day() == m.day && (!d.After(ref) || civil(r.last.y, r.last.m, r.last.d).After(ref)) {
			return r.last.y, r.last.m
		}
	}
	if r.last.m > 0 && r.last.d > 0 && m.start-r.lastAt < 300 {
		named := civil(r.last.y, r.last.m, r.last.d)
		if (named.Year() != ref.Year() || named.Month() != ref.Month()) && (named.After(ref) || ref.Sub(named) > 31*24*time.Hour) {
			if m.day < r.last.d {
				named = civil(r.last.y, r.last.m+1, 1)
			}
			return named.Year(), int(named.Month())
		}
	}
	if m.day <= ref.Day() || (m.day-ref.Day() <= 7 || t.forwardInClause(m)) && civil(ref.Year(), int(ref.Month()), m.day).Day() == m.day {
		return ref.Year(), int(ref.Month())
	}
	for back := 1; back <= 2; back++ {
		c := civil(ref.Year(), int(ref.Month())-back, 1)
		if civil(c.Year(), int(c.Month()), m.day).Day() == m.day {
			return c.Year(), int(c.Month())
		}
	}
	return ref.Year(), int(ref.Month())
}
