package facts

// clock reads a time of day that follows a day without a word between.
func (t *text) clock(k int, m *moment) (end int) {
	i := k
	if t.at(i) == ' ' {
		i++
	}
	if !isDigit(t.at(i)) || m.until != nil {
		return k
	}
	h, e := t.small(i)
	if h > 24 || e-i > 2 {
		return k
	}
	if t.at(e) == ':' && isDigit(t.at(e+1)) && isDigit(t.at(e+2)) && !isDigit(t.at(e+3)) {
		mi, e2 := t.small(e + 1)
		if mi > 59 || h > 23 {
			return k
		}
		m.hour, m.min = h, mi
		defer func() { end = t.isoZone(end, m) }()
		if t.at(e2) == ':' && isDigit(t.at(e2+1)) && isDigit(t.at(e2+2)) && !isDigit(t.at(e2+3)) {
			if s, e3 := t.small(e2 + 1); s <= 59 {
				m.sec = s
				return e3
			}
		}
		return e2
	}
	if t.at(e) != '时' && t.at(e) != '点' || t.hours(e+1) {
		return k
	}
	e++
	if t.at(e) == '钟' {
		e++
	}
	m.hour = h
	if mi, e2 := t.small(e); isDigit(t.at(e)) && mi <= 59 && t.at(e2) == '分' && t.at(e2+1) != '钟' {
		m.min, e = mi, e2+1
	} else if t.at(e) == '半' {
		m.min, e = 30, e+1
	} else if t.at(e) == '整' {
		e++
	}
	return e
}

// hours reports whether an hour of the same day ends a range at e: 0时至24时 is
// the day, not a moment of it.
func (t *text) hours(e int) bool {
	if mi, e2 := t.small(e); isDigit(t.at(e)) && mi <= 59 && t.at(e2) == '分' {
		e = e2 + 1
	}
	k := t.separator(e)
	if k == e {
		return false
	}
	_, e2 := t.small(k)
	return isDigit(t.at(k)) && (t.at(e2) == '时' || t.at(e2) == '点')
}

// isoZone reads Z or +08:00 behind the time of an ISO date.
func (t *text) isoZone(k int, m *moment) int {
	if t.at(m.start+4) != '-' || !isDigit(t.at(m.start)) {
		return k
	}
	switch t.at(k) {
	case 'Z':
		m.zone = "Z"
		return k + 1
	case '+', '-':
		if isDigit(t.at(k+1)) && isDigit(t.at(k+2)) && t.at(k+3) == ':' && isDigit(t.at(k+4)) && isDigit(t.at(k+5)) && !isDigit(t.at(k+6)) {
			m.zone = string(t.f[k : k+6])
			return k + 6
		}
	}
	return k
}

// bareClock masks a time of day without a day, which is neither a quantity nor
// a date: 9点半, 14时30分, 14:30.
func (t *text) bareClock(i int) (moment, bool) {
	m := moment{start: i, mute: true, hour: -1, min: -1, sec: -1}
	h, e := t.small(i)
	if h < 0 || h > 24 {
		return m, false
	}
	switch t.at(e) {
	case ':':
		if !isDigit(t.at(i)) || !isDigit(t.at(e+1)) || !isDigit(t.at(e+2)) || isDigit(t.at(e+3)) {
			return m, false
		}
		m.end = e + 3
		return m, true
	case '时':
		if t.at(e+1) == '间' || t.at(e+1) == '代' || t.at(e+1) == '速' {
			return m, false
		}
	case '点':
		if hanDigit(t.at(e+1)) >= 0 && !isDigit(t.at(i)) {
			if mi, e2 := t.small(e + 1); mi < 10 || mi > 59 || isNumeral(t.at(e2)) {
				return m, false
			}
		}
		if t.at(e+1) == '个' || t.at(e+1) == '击' {
			return m, false
		}
	default:
		return m, false
	}
	e++
	if mi, e2 := t.small(e); mi >= 0 && mi <= 59 && (t.at(e2) == '分' || t.at(e2) == '许') {
		e = e2 + 1
	} else if mi >= 10 && mi <= 59 && !isDigit(t.at(e)) {
		e = e2
	} else if t.at(e) == '半' {
		e++
	}
	m.end = e
	return m, true
}
