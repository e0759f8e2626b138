package facts

// iso reads 2019-09-03, 2019/9/3 and 2019.9.3.
func (t *text) iso(i int, m *moment) (int, bool) {
	y, k := t.small(i)
	sep := t.at(k)
	if k-i != 4 || sep != '-' && sep != '/' && sep != '.' || !isDigit(t.at(k+1)) {
		return i, false
	}
	mo, k2 := t.small(k + 1)
	if k2-k > 3 || t.at(k2) != sep || !isDigit(t.at(k2+1)) {
		return i, false
	}
	d, k3 := t.small(k2 + 1)
	if k3-k2 > 3 || isDigit(t.at(k3)) || t.at(k3) == sep && isDigit(t.at(k3+1)) {
		return i, false
	}
	m.year, m.month, m.day = y, mo, d
	if t.at(k3) == 'T' && isDigit(t.at(k3+1)) {
		k3++
	}
	return k3, true
}

// monthPart reads 9月, 9月份, 1-8月, 9月上旬, 11月底.
func (t *text) monthPart(k int, m *moment) int {
	start := k
	if m.said() && t.at(k) == ' ' {
		k++
	}
	v, e := t.small(k)
	if v < 0 || e-k > 3 || isDigit(t.at(k)) && e-k > 2 {
		return start
	}
	if r := t.separator(e); r > e && t.at(e) != '月' && isDigit(t.at(k)) == isDigit(t.at(r)) && isNumeral(t.at(r)) { // 1-8月
		v2, e2 := t.small(r)
		if t.at(e2) == '月' && e2-r <= 2 && v >= 1 && v < v2 && v2 <= 12 && t.at(e2+1) != '龄' {
			u := *m
			u.start, u.month = r, v2
			u.end = t.monthTail(e2+1, &u)
			m.month, m.until = v, &u
			return u.end
		}
	}
	if v2, e2 := t.small(e + 1); t.at(e) == '、' && v >= 1 && v2 == v+1 && v2 <= 12 && t.at(e2) == '月' && e-k <= 2 && isDigit(t.at(k)) == isDigit(t.at(e+1)) { // 7、8月
		m.month = v
		return e
	}
	if t.at(e) != '月' || v < 1 || v > 12 {
		return start
	}
	switch next := t.at(e + 1); next {
	case '龄', '薪', '租', '嫂', '饼', '球', '票':
		return start
	case '天', '革', '花', '殇', '槐', '亮', '夜':
		if !isDigit(t.at(k)) {
			return start
		}
	default:
		if v2, e2 := t.small(e + 1); !isDigit(t.at(k)) && v2 > 0 && t.at(e2) != '日' && t.at(e2) != '号' { // 八月十五
			return start
		}
	}
	m.month = v
	return t.monthTail(e+1, m)
}

func (t *text) monthTail(k int, m *moment) int {
	if t.at(k) == '份' && t.at(k+1) != '额' {
		k++
	}
	switch {
	case t.has(k, "上旬"):
		m.part = tenth1
		return k + 2
	case t.has(k, "中旬"):
		m.part = tenth2
		return k + 2
	case t.has(k, "下旬"):
		m.part = tenth3
		return k + 2
	case t.at(k) == '底' || t.at(k) == '末':
		m.part = end
		return k + 1
	case t.at(k) == '初' && hanDigit(t.at(k+1)) < 0 && t.at(k+1) != '十':
		m.part = early
		return k + 1
	}
	return k
}

// dayPart reads 3日, 3号, 20日-31日, 10-12日.
func (t *text) dayPart(k int, m *moment) int {
	start := k
	if m.month == 0 && (m.year > 0 || m.from == thisYear || m.from == lastYear) {
		return start
	}
	if m.month > 0 && t.at(k) == ' ' {
		k++
	}
	lone := m.month == 0 && m.from != thisMonth && m.from != lastMonth
	if lone && !isDigit(t.at(k)) {
		return start
	}
	v, e := t.small(k)
	if v < 1 || v > 31 || e-k > 3 || isDigit(t.at(k)) && e-k > 2 {
		return start
	}
	if r := t.separator(e); r > e && isNumeral(t.at(r)) {
		v2, e2 := t.small(r)
		if v2 > v && v2 <= 31 && e2-r <= 3 && t.dayMark(e2, lone) {
			u := *m
			u.start, u.day, u.end = r, v2, e2+1
			m.day, m.until = v, &u
			return e2 + 1
		}
	}
	if t.at(e) == '、' { // 9月3、4日
		if v2, e2 := t.small(e + 1); (v2 == v+1 || v2 > v && !lone) && v2 <= 31 && t.dayMark(e2, lone) && isNumeral(t.at(e+1)) {
			m.day = v
			return e
		}
	}
	if !t.dayMark(e, lone) || lone && t.lasting(k) {
		return start
	}
	m.day = v
	return e + 1
}

// dayMark reports whether 日, or after a month 号, stands at e and ends a day.
func (t *text) dayMark(e int, lone bool) bool {
	switch t.at(e) {
	case '日':
		if !lone {
			return t.at(e+1) != '元'
		}
		switch t.at(e + 1) {
		case '元', '本', '均', '游', '内', '后', '圆', '报', '常', '程', '语', '军', '益', '间':
			return false
		}
		return true
	case '号':
		return !lone
	}
	return false
}
