package facts

// yearPart reads 2018年, 二〇一八年, 今年, 去年 and what may stand behind a year.
func (t *text) yearPart(i int, m *moment) int {
	k := i
	switch {
	case isDigit(t.at(i)):
		var bare bool
		if k, bare = t.arabicYear(i, m); bare || k == i || m.part == decade {
			return k
		}
	case hanDigit(t.at(i)) >= 0:
		if k = t.hanYear(i, m); k == i || m.part == decade {
			return k
		}
	case t.has(i, "民国"):
		y, e := t.small(i + 2)
		if y <= 0 || t.at(e) != '年' || y > 200 {
			return i
		}
		m.year, k = 1911+y, e+1
	default:
		s, n := t.relativeYear(i)
		if n > 0 {
			m.from = thisYear
		} else if s, n = t.sameYear(i); n > 0 {
			m.from = lastYear
		} else {
			return i
		}
		m.shift, m.relative, k = s, true, i+n
	}
	if t.at(k) == '份' {
		k++
	}
	return t.partOfYear(k, m)
}

// arabicYear reads a year in Arabic digits; bare says that it stands without
// 年, in a list or range that a later 年 closes.
func (t *text) arabicYear(i int, m *moment) (k int, bare bool) {
	y, e := t.small(i)
	full := e-i == 4 && y >= 1000 && y < 2200
	switch {
	case e-i >= 2 && y%10 == 0 && t.has(e, "年代"):
		return t.decade(i, e, y, m), false
	case full && t.at(e) == '年' && !t.spanOfYears(e, y):
		m.year = y
		return e + 1, false
	case t.at(e) == '年' && (e-i == 2 || e-i == 3) && t.shortYear(i, e, y, m):
		return e + 1, false
	case full && (t.listedYear(e) || t.lastListed(i, e) || t.yearRange(e)):
		m.year = y
		return e, true
	}
	return i, false
}

// hanYear reads 二〇一八年, 零五年 and 九七年.
func (t *text) hanYear(i int, m *moment) int {
	if v, e := t.small(i); v >= 10 && v%10 == 0 && t.has(e, "年代") { // 九十年代
		return t.decade(i, e, v, m)
	}
	y, e := 0, i
	for hanDigit(t.at(e)) >= 0 && t.at(e) != '两' && e-i < 5 {
		y = y*10 + hanDigit(t.at(e))
		e++
	}
	switch {
	case t.at(e) != '年':
		return i
	case e-i == 4 && y >= 1000 && y < 2200:
		m.year = y
	case e-i == 2 && y < 10:
		m.year = 2000 + y
	case e-i == 2 && y >= 50 && y%10 != y/10+1 && !t.hant:
		m.year = 1900 + y
	default:
		return i
	}
	return e + 1
}

// shortYear reads the year before e where it is shortened or counted from 1911:
// 08年, 98年5月, and in Traditional texts 108年9月. There 95年2月 may be 1995 or
// 2006, so it is kept from the other readers and gives no row.
func (t *text) shortYear(i, e, y int, m *moment) bool {
	switch month := t.monthFollows(e + 1); {
	case t.hant && month && y >= 50 && y < 140:
		if m.year = 1911 + y; e-i == 2 {
			m.mute = true
		}
	case e-i == 3:
		return false
	case t.at(i) == '0' || month && y < 40:
		m.year = 2000 + y
	case month:
		m.year = 1900 + y
	default:
		return false
	}
	return true
}

// sameYear reads 同年9月, 次年3月: the year counts from the one named last.
func (t *text) sameYear(i int) (shift, n int) {
	for _, w := range [...]struct {
		word  string
		shift int
	}{{"同年", 0}, {"当年", 0}, {"该年", 0}, {"次年", 1}, {"翌年", 1}} {
		if t.has(i, w.word) && (t.monthFollows(i+2) || t.at(i+2) == '的' && t.monthFollows(i+3)) {
			return w.shift, 2
		}
	}
	return 0, 0
}

// spanOfYears tells the 2000年 of 2000年前 and 2000年历史 from the year.
func (t *text) spanOfYears(e, y int) bool {
	return y%100 == 0 && (t.has(e+1, "历史") || t.has(e+1, "的历史") || t.has(e+1, "前") && t.at(e+2) != '后' || t.has(e+1, "以前") || t.has(e+1, "文明"))
}

func (t *text) monthFollows(k int) bool {
	v, e := t.small(k)
	return v >= 1 && v <= 12 && t.at(e) == '月'
}

// listedYear reports whether the bare year before e is one of 2013、2014年.
func (t *text) listedYear(e int) bool {
	for range 6 {
		if r := t.at(e); r != '、' && r != '和' && r != '与' && r != '及' {
			return false
		}
		y, k := t.small(e + 1)
		if k-e != 5 || y < 1000 || y >= 2200 {
			return false
		}
		if t.at(k) == '年' || (t.at(k) == '两' || t.at(k) == '三') && t.at(k+1) == '年' {
			return true
		}
		e = k
	}
	return false
}

// lastListed reports whether the bare year is the 2019 of 2018、2019两年.
func (t *text) lastListed(i, e int) bool {
	r := t.at(i - 1)
	return (r == '、' || r == '和' || r == '与' || r == '及') && isDigit(t.at(i-2)) && (t.at(e) == '两' || t.at(e) == '三') && t.at(e+1) == '年'
}

// yearRange reports whether the bare year before e opens 2016-2020年.
func (t *text) yearRange(e int) bool {
	k := t.separator(e)
	if k == e {
		return false
	}
	y, k2 := t.small(k)
	return isDigit(t.at(k)) && k2-k == 4 && y >= 1000 && y < 2200 && t.at(k2) == '年'
}

// decade reads 90年代 and 1990年代; what stands before may name the century.
func (t *text) decade(i, e, y int, m *moment) int {
	century := 0
	for _, w := range [...]string{"20世纪", "二十世纪", "上世纪", "上个世纪"} {
		if t.endsAt(i, w, runes(w)) {
			century = runes(w)
		}
	}
	switch {
	case y >= 1000 && y < 2200:
		m.year = y
	case y < 100 && (century > 0 || y >= 50):
		m.year, m.start = 1900+y, i-century
	default:
		return i
	}
	m.part = decade
	return e + 2
}

func (t *text) relativeYear(i int) (shift, n int) {
	for _, w := range [...]struct {
		word  string
		shift int
	}{{"今年", 0}, {"本年", 0}, {"去年", -1}, {"上年", -1}, {"前年", -2}, {"明年", 1}, {"后年", 2}} {
		if !t.has(i, w.word) {
			continue
		}
		prev, next := t.at(i-1), t.at(i+2)
		if w.word == "前年" && (prev == '年' || prev == '以' || prev == '空' || isNumeral(prev)) || w.word == "后年" && (isNumeral(prev) || prev == '年' || prev == '以') ||
			w.word == "本年" && next != '度' && next != '底' && next != '初' || w.word == "上年" && (next == '纪' || prev == '以' || prev == '晚') ||
			w.word == "明年" && prev == '清' || w.word == "今年" && prev == '当' {
			return 0, 0
		}
		return w.shift, 2
	}
	return 0, 0
}

var quarterDigits = map[rune]part{'一': quarter1, '二': quarter2, '三': quarter3, '四': quarter4, '1': quarter1, '2': quarter2, '3': quarter3, '4': quarter4}

// partOfYear reads what narrows a year: 底, 上半年, 第三季度.
func (t *text) partOfYear(k int, m *moment) int {
	if m.relative && t.has(k, "同期") {
		return k + 2
	}
	if t.at(k) == '的' && t.monthFollows(k+1) {
		return k + 1
	}
	if t.has(k, "年底") || t.has(k, "年末") {
		k++
	}
	switch {
	case (t.at(k) == '底' || t.at(k) == '末') && t.at(k+1) != '期':
		m.part = end
		return k + 1
	case t.at(k) == '初' && t.at(k+1) != '次' && t.at(k+1) != '步' && t.at(k+1) != '期' && t.at(k+1) != '中':
		m.part = early
		return k + 1
	case t.has(k, "年初"):
		m.part = early
		return k + 2
	case t.has(k, "上半年"):
		m.part = half1
		return k + 3
	case t.has(k, "下半年"):
		m.part = half2
		return k + 3
	case t.has(k, "前三季度"), t.has(k, "前3季度"):
		m.part = quarters1to3
		return k + 4
	}
	q := k
	if t.at(q) == '第' {
		q++
	}
	if p, ok := quarterDigits[t.at(q)]; ok && t.has(q+1, "季度") {
		m.part = p
		return q + 3
	} else if ok && q > k && t.at(q+1) == '季' && t.at(q+2) != '后' && t.at(q+2) != '赛' { // 2023年第三季
		m.part = p
		return q + 2
	}
	if t.at(k) == '度' {
		return k + 1
	}
	return k
}
