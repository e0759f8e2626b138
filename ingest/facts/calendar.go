package facts

// moment is a calendar expression as it stands in the text, unresolved. Zero
// year, month or day means "not said".
type moment struct {
	start, end       int
	year, month, day int
	hour, min, sec   int // -1 where not said
	part             part
	from             anchor // what a relative word counts from
	shift            int    // years, months, weeks or days from the anchor
	weekday          int    // 1 Monday … 7 Sunday
	relative         bool
	mute             bool    // a span that is calendar but gives no row: a clock time, 每年9月
	local            bool    // 当地时间 stands before: the zone is not the page's
	zone             string  // Z or an offset behind an ISO time
	until            *moment // the other end of a range
}

// part narrows a year or a month.
type part int

const (
	whole part = iota
	early
	end
	tenth1 // 上旬
	tenth2
	tenth3
	quarter1
	quarter2
	quarter3
	quarter4
	half1
	half2
	quarters1to3
	decade
)

// anchor is what a relative word refers to.
type anchor int

const (
	none anchor = iota
	thisDay
	thisWeek
	thisMonth
	thisYear
	lastNamed // 当日: the day the text named last
	lastMonth // 当月: the month of that day
	lastYear  // 同年: the year of that day
)

func (m *moment) said() bool { return m.year > 0 || m.month > 0 || m.day > 0 || m.from != none }

// calendar finds every calendar expression of a Chinese text.
func (t *text) calendar() []moment {
	var out []moment
	for i := 0; i < len(t.f); {
		if !startsMoment(t.f[i]) {
			i++
			continue
		}
		if k := t.impossible(i); k > i && !isNumeral(t.at(i-1)) {
			out = append(out, moment{start: i, end: k, mute: true, hour: -1, min: -1, sec: -1})
			i = k
			continue
		}
		m, ok := t.moment(i)
		if !ok {
			if isDigit(t.f[i]) {
				for isDigit(t.at(i)) {
					i++
				}
			} else {
				i++
			}
			continue
		}
		if until, ok := t.rangeEnd(&m); ok {
			m.until = &until
			m.end = until.end
		}
		t.quiet(&m)
		out = append(out, m)
		i = m.end
	}
	return out
}

func startsMoment(r rune) bool {
	if isDigit(r) {
		return true
	}
	if r < 0x4E00 {
		return false
	}
	switch r {
	case '今', '昨', '明', '去', '前', '上', '下', '本', '当', '同', '该', '次', '后', '大', '周', '星', '礼', '民', '零', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '第', '翌', '这':
		return true
	}
	return false
}

// small reads a number of up to four Arabic digits, or a Han numeral below
// one hundred.
func (t *text) small(i int) (v, end int) {
	if isDigit(t.at(i)) {
		for isDigit(t.at(i)) && i < len(t.f) {
			if v = v*10 + int(t.f[i]-'0'); v > 9999 {
				return -1, i
			}
			i++
		}
		return v, i
	}
	start := i
	tens, ones, seenTen := 0, -1, false
	for ; i-start < 3; i++ {
		r := t.at(i)
		if r == '两' {
			break
		}
		if r == '十' && !seenTen {
			tens, seenTen = 1, true
			if ones >= 0 {
				tens = ones
			}
			ones = -1
			continue
		}
		d := hanDigit(r)
		if d <= 0 || ones >= 0 {
			break
		}
		ones = d
	}
	if i == start {
		return -1, i
	}
	return tens*10 + max(ones, 0), i
}

// moment reads one calendar expression that starts at i.
func (t *text) moment(i int) (moment, bool) {
	m := moment{start: i, hour: -1, min: -1, sec: -1}
	k := i
	if prev := t.at(i - 1); isDigit(t.at(i)) && (isLetter(prev) || prev == '.' || prev == '_' || isDigit(prev)) {
		return m, false
	}
	if isDigit(t.at(i)) {
		if k, ok := t.iso(i, &m); ok {
			m.end = t.clock(k, &m)
			return m, true
		}
	}
	k = t.yearPart(i, &m)
	if k == i {
		if k = t.relativePart(i, &m); k < 0 {
			return m, false
		}
	}
	if m.month == 0 && m.day == 0 && (m.from == none || m.from == thisYear || m.from == lastYear) && m.part == whole {
		k = t.monthPart(k, &m)
	}
	if m.day == 0 && m.part == whole && m.from != thisDay && m.from != thisWeek && m.from != lastNamed && m.until == nil {
		k = t.dayPart(k, &m)
	}
	if !m.said() {
		return t.bareClock(i)
	}
	if m.day > 0 || m.from == thisDay || m.from == lastNamed {
		k = t.clock(k, &m)
	}
	m.end = k
	return m, true
}

// rangeEnd reads the second moment of 9月3日至10月5日.
func (t *text) rangeEnd(m *moment) (moment, bool) {
	if m.mute || m.from == lastNamed {
		return moment{}, false
	}
	if m.until != nil { // 1-8月, 10-12日 carry it already
		u := *m.until
		m.until = nil
		return u, true
	}
	k := t.separator(m.end)
	if k == m.end || !startsMoment(t.at(k)) {
		return moment{}, false
	}
	u, ok := t.moment(k)
	if !ok || u.mute || u.until != nil || u.from == lastNamed {
		return moment{}, false
	}
	return u, true
}

// quiet mutes a moment that comes round again (每年9月), belongs to another
// calendar (农历八月) or to a name.
func (t *text) quiet(m *moment) {
	for _, w := range [...]string{"每年", "每月", "每年的", "历年", "常年", "往年", "每周", "每逢", "农历", "阴历", "旧历", "夏历", "公元前"} {
		if t.endsAt(m.start, w, runes(w)) {
			m.mute = true
		}
	}
	m.local = t.endsAt(m.start, "当地时间", 4) || t.endsAt(m.start, "当地时间 ", 5)
}
