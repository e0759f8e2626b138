package facts

// Many Chinese pages set a space between Latin digits and Han: 9 月 3 日. The
// calendar is read with those spaces taken out, and its spans are put back.

// closedUp is t without the single spaces inside its calendar expressions, and
// the place in t of every rune of it; nil where there is no such space.
func (t *text) closedUp() (*text, []int) {
	first := -1
	for i := 1; i+1 < len(t.f) && first < 0; i++ {
		if t.calendarSpace(i) {
			first = i
		}
	}
	if first < 0 {
		return nil, nil
	}
	c := &text{tongue: t.tongue, hant: t.hant, r: make([]rune, 0, len(t.r)), f: make([]rune, 0, len(t.f))}
	at := make([]int, 0, len(t.f)+1)
	for i, r := range t.f {
		if i >= first && t.calendarSpace(i) {
			continue
		}
		c.r, c.f, at = append(c.r, t.r[i]), append(c.f, r), append(at, i)
	}
	return c, append(at, len(t.f))
}

// calendarSpace reports whether the space at i parts a number from the mark of
// the calendar behind it, or a mark from a number that has one of its own.
func (t *text) calendarSpace(i int) bool {
	if t.f[i] != ' ' || i == 0 || i+1 >= len(t.f) {
		return false
	}
	before, next := t.f[i-1], t.f[i+1]
	switch {
	case isDigit(before):
		if !calendarMark(next) {
			return false
		}
		s := i
		for i-s < 5 && isDigit(t.at(s-1)) {
			s--
		}
		if t.at(s-1) != ' ' || !isLetter(t.at(s-2)) {
			return i-s < 5
		}
		return isDigit(t.at(i+2)) || t.at(i+2) == ' ' && isDigit(t.at(i+3)) // iPhone 12 月产能
	case isDigit(next) && (calendarMark(before) || before == '第' || before == '至' || before == '到'):
		k := i + 1
		for k-i < 6 && isDigit(t.at(k)) {
			k++
		}
		if t.at(k) == ' ' {
			k++
		}
		return calendarMark(t.at(k))
	}
	return false
}

func calendarMark(r rune) bool { return markOf(r) >= 0 || r == '季' || r == '上' || r == '下' }

// spacedCalendar is calendar for a text that may have such spaces.
func (t *text) spacedCalendar() []moment {
	c, at := t.closedUp()
	if c == nil {
		return t.calendar()
	}
	out := c.calendar()
	for i := range out {
		out[i].start, out[i].end = at[out[i].start], at[out[i].end-1]+1
		if u := out[i].until; u != nil {
			u.start, u.end = at[u.start], at[u.end-1]+1
		}
	}
	return out
}
