package when

import "strings"

// LastBefore is the day that a text names by month and day alone, 10-08 12:00, 10月8日,
// 8 October, in the year that makes it the last such day up to another moment;
// that moment may read a clock a day ahead. A text that names a year, or says more
// than a few words beside the day, is none.
func LastBefore(s string, last Moment) (Moment, bool) {
	if len(s) > maxAgo {
		return Moment{}, false
	}
	toks := scan(s)
	for i := 0; i < len(toks) && leading(toks[:i]); i++ {
		c := cursor{toks: toks, i: i}
		var m Moment
		if !c.monthAndDay(&m) {
			continue
		}
		if next, clock := clockAfter(toks, c.i, &m); clock {
			c.i = next
		}
		m.Year = last.Year
		if m.Month > last.Month || m.Month == last.Month && m.Day > last.Day+1 {
			m.Year--
		}
		return m, c.ends() && m.valid()
	}
	return Moment{}, false
}

// monthAndDay reads a day without its year. In numbers the month leads, and both
// have two digits: 3-5 and 7/9 are scores and ratings as well.
func (c *cursor) monthAndDay(m *Moment) (ok bool) {
	d := *c
	if t := d.peek(); t.kind == word {
		if !d.monthName(m) {
			return false
		}
		d.text(".")
		if m.Day, ok = d.number(1, 2); ok {
			d.text("st", "nd", "rd", "th")
			*c = d
		}
		return ok
	}
	if m.Month, ok = d.number(1, 2); !ok {
		return false
	}
	switch {
	case d.text("月", "월"):
		if m.Day, ok = d.number(1, 2); !ok || !d.text("日", "号", "號", "일") {
			return false
		}
	case d.peek().kind == word, d.text(".") && d.peek().kind == word:
		m.Day = m.Month
		d.text("de")
		if !d.monthName(m) {
			return false
		}
	case strings.Contains("-/", d.peek().text) && d.toks[d.i-1].digits == 2:
		d.i++
		if m.Day, ok = d.number(2, 2); !ok || d.peek().text == "-" || d.peek().text == "/" {
			return false
		}
	default:
		return false
	}
	*c = d
	return m.Month >= 1 && m.Month <= 12 || m.Month > jalali
}
