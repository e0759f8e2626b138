package facts

import "strings"

var monthNames = map[string]int{
	"january": 1, "jan": 1, "february": 2, "feb": 2, "march": 3, "mar": 3, "april": 4, "apr": 4, "may": 5, "june": 6, "jun": 6, "july": 7, "jul": 7,
	"august": 8, "aug": 8, "september": 9, "sept": 9, "sep": 9, "october": 10, "oct": 10, "november": 11, "nov": 11, "december": 12, "dec": 12,
}

var weekdayNames = map[string]int{"monday": 1, "tuesday": 2, "wednesday": 3, "thursday": 4, "friday": 5, "saturday": 6, "sunday": 7}

var beforeYear = wordSet("in since by from until till during of before after between early late mid through to around circa year")

// calendarEnglish finds every calendar expression of an English text.
func (t *text) calendarEnglish() []moment {
	var out []moment
	for i := 0; i < len(t.f); {
		if isLetter(t.at(i-1)) || !isLetter(t.f[i]) && !isDigit(t.f[i]) {
			i++
			continue
		}
		m, ok := t.momentEnglish(i)
		if !ok {
			for isLetter(t.at(i)) || isDigit(t.at(i)) {
				i++
			}
			continue
		}
		t.untilEnglish(&m)
		out = append(out, m)
		i = m.end
	}
	return out
}

func (t *text) momentEnglish(i int) (moment, bool) {
	m := moment{start: i, hour: -1, min: -1, sec: -1}
	if isDigit(t.f[i]) {
		if prev := t.at(i - 1); prev == '-' && t.partBefore(i-1) {
			return t.digitsEnglish(i, m)
		} else if prev == '.' || prev == '-' || prev == '/' || prev == ',' || prev == '$' {
			return m, false
		}
		if k, ok := t.iso(i, &m); ok && t.at(i+4) == '-' {
			m.end = k
			return m, true
		}
		return t.digitsEnglish(i, m)
	}
	w, e := t.word(i)
	if mo := monthNames[w]; mo > 0 && t.f[i] < 'a' {
		return t.monthEnglish(m, w, mo, e)
	}
	if d := weekdayNames[w]; d > 0 && t.f[i] < 'a' {
		m.from, m.weekday, m.shift, m.relative, m.end = thisWeek, d, noShift, true, e
		prev, _ := t.wordBefore(i)
		return m, prev != "every" && prev != "each" && prev != "black"
	}
	if t.quarterEnglish(&m, w, e) {
		return m, true
	}
	return t.relativeEnglish(m, w, e)
}

// digitsEnglish reads 18 November 2019, and a bare year after a preposition.
func (t *text) digitsEnglish(i int, m moment) (moment, bool) {
	v, e := t.small(i)
	if e-i <= 2 && v >= 1 && v <= 31 {
		k := e
		if t.has(k, "st") || t.has(k, "nd") || t.has(k, "rd") || t.has(k, "th") {
			k += 2
		}
		if t.at(k) == ' ' {
			w, e2 := t.word(k + 1)
			if mo := monthNames[w]; mo > 0 && t.at(k+1) < 'a' {
				m.day, m.month = v, mo
				m.end = t.yearEnglish(&m, e2, w)
				return m, true
			}
		}
	}
	if e-i == 4 && v >= 1500 && v < 2100 && v%10 == 0 && t.at(e) == 's' && !isLetter(t.at(e+1)) { // the 1990s
		m.year, m.part, m.end = v, decade, e+1
		return m, true
	}
	if e-i != 4 || v < 1500 || v >= 2100 || isLetter(t.at(e)) || t.at(e) == '.' && isDigit(t.at(e+1)) || t.at(e) == ',' && isDigit(t.at(e+1)) || t.at(e) == '%' {
		return m, false
	}
	w, _ := t.wordBefore(i)
	if t.partBefore(i - 1) {
		w = "mid"
	}
	if beforeYear[w] || t.at(i-1) == '(' && t.at(e) == ')' {
		if next := t.at(e + 1); w == "of" && t.at(e) == ' ' && next >= 'A' && next <= 'Z' { // of 1909 Main Street
			return m, false
		}
		m.year, m.end = v, e
		_, ue := t.englishUnit(e)
		return m, ue == e
	}
	return m, false
}

// yearEnglish reads the year behind a month or day.
func (t *text) yearEnglish(m *moment, e int, month string) int {
	if t.at(e) == '.' && len(month) <= 4 && t.at(e+1) == ' ' {
		if _, e2 := t.small(e + 2); isDigit(t.at(e+2)) && e2-e-2 == 4 {
			e++
		}
	}
	k := e
	if t.at(k) == ',' {
		k++
	}
	if t.at(k) == ' ' {
		k++
	}
	if y, e2 := t.small(k); isDigit(t.at(k)) && e2-k == 4 && y >= 1500 && y < 2100 && !isLetter(t.at(e2)) {
		m.year = y
		return e2
	}
	return e
}

// monthEnglish reads January 5, 2021; Jan. 5; January 2021; in January.
func (t *text) monthEnglish(m moment, name string, mo, e int) (moment, bool) {
	k := e
	dotted := t.at(k) == '.' && len(name) <= 4 && name != "may"
	if dotted {
		k++
	}
	m.month = mo
	if t.at(k) == ' ' && isDigit(t.at(k+1)) {
		d, e2 := t.small(k + 1)
		if d >= 1 && d <= 31 && e2-k <= 3 && !(t.at(e2) == '.' && isDigit(t.at(e2+1))) && t.at(e2) != '%' && t.at(e2) != ':' {
			if t.has(e2, "st") || t.has(e2, "nd") || t.has(e2, "rd") || t.has(e2, "th") {
				e2 += 2
			}
			if !isLetter(t.at(e2)) {
				m.day = d
				m.end = t.yearEnglish(&m, e2, "")
				return m, true
			}
		}
	}
	m.end = t.yearEnglish(&m, e, name)
	if m.year > 0 {
		return m, true
	}
	if d, e2 := t.small(k + 1); t.at(k) == ' ' && isDigit(t.at(k+1)) && e2-k <= 3 && (d < 1 || d > 31) && (t.at(e2) == ',' || !t.counted(e2)) { // May 45
		return m, false
	}
	if dotted {
		m.end = k
	}
	w, _ := t.wordBefore(m.start)
	switch w {
	case "in", "since", "by", "until", "last", "this", "next", "early", "late", "mid", "during", "from", "to", "through", "of", "and", "between":
		return m, w != "to" && w != "of" && w != "and" || mo != 3 && mo != 5
	}
	return m, false
}

func (t *text) relativeEnglish(m moment, w string, e int) (moment, bool) {
	m.relative, m.end = true, e
	switch w {
	case "today", "yesterday", "tomorrow":
		if t.quoted(m.start) || t.f[m.start] < 'a' && isLetter(t.at(m.start-2)) { // USA Today
			return m, false
		}
		m.from, m.shift = thisDay, map[string]int{"today": 0, "yesterday": -1, "tomorrow": 1}[w]
		return m, true
	case "last", "this", "next":
		w2, e2 := t.word(e + 1)
		m.shift, m.end = map[string]int{"last": -1, "this": 0, "next": 1}[w], e2
		if d := weekdayNames[w2]; d > 0 {
			m.from, m.weekday = thisWeek, d
			m.shift = map[string]int{"last": lastShift, "this": 0, "next": nextShift}[w]
			return m, t.at(e) == ' '
		}
		switch w2 {
		case "year":
			m.from = thisYear
		case "month":
			m.from = thisMonth
		case "week":
			m.from = thisWeek
		default:
			return m, false
		}
		return m, t.at(e) == ' '
	}
	return m, false
}

// untilEnglish joins 2018 to 2020, between 2018 and 2020, March 3-5.
func (t *text) untilEnglish(m *moment) {
	if m.mute || m.relative {
		return
	}
	before, _ := t.wordBefore(m.start)
	for _, sep := range [...]string{" to ", "-", " - ", " and ", " through ", " until "} {
		k := m.end + len(sep)
		if !t.has(m.end, sep) || sep == " and " && before != "between" || k >= len(t.f) {
			continue
		}
		if v, e := t.small(k); isDigit(t.at(k)) && !isDigit(t.at(e)) && !isLetter(t.at(e)) {
			u := moment{start: k, end: e, hour: -1, min: -1, sec: -1}
			switch {
			case m.month == 0 && m.day == 0 && e-k == 4 && v > m.year && v < 2100:
				u.year = v
			case m.day > 0 && m.year == 0 && e-k <= 2 && v > m.day && v <= 31 && t.englishPlain(e):
				u.day = v
				u.end = t.yearEnglish(&u, e, "")
				m.year = u.year
				u.month = m.month
			default:
				continue
			}
			m.until, m.end = &u, u.end
			return
		}
		if !isLetter(t.at(k)) {
			continue
		}
		if u, ok := t.momentEnglish(k); ok && !u.relative && !u.mute && u.month > 0 {
			if m.year == 0 {
				m.year = u.year
			}
			m.until, m.end = &u, u.end
			return
		}
	}
}

// counted reports whether what stands before i counts what stands behind it.
func (t *text) counted(i int) bool {
	noun, _ := t.countedNoun(i)
	return noun != "" || !t.englishPlain(i)
}

// englishPlain reports whether no unit follows at e, so that digits may be a day.
func (t *text) englishPlain(e int) bool {
	_, ue := t.englishUnit(e)
	return ue == e && t.at(e) != '%'
}

// aheadEnglish reports whether a word that looks ahead starts at i.
func (t *text) aheadEnglish(i int) bool {
	if isLetter(t.at(i - 1)) {
		return false
	}
	switch w, e := t.word(i); w {
	case "will", "upcoming", "scheduled", "expected", "plans", "next", "until", "deadline", "slated", "planned":
		return true
	case "set":
		return strings.ContainsRune(" ", t.at(e)) && (t.has(e, " for") || t.has(e, " to"))
	}
	return false
}
