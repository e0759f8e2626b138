package facts

// relativePart reads a word that counts from the day of publication, or a
// month, day or clock without a year; -1 where none stands at i.
func (t *text) relativePart(i int, m *moment) int {
	switch t.at(i) {
	case '今', '昨', '明', '前', '后', '大':
		if k := t.quarterAlone(i, m); k > 0 {
			return k
		}
		return t.relativeDay(i, m)
	case '当':
		if t.dayFollows(i, "当月") {
			m.from, m.relative = lastMonth, true
			return i + 2
		}
		if prev := t.at(i - 1); !isHan(prev) && (t.has(i, "当日") && t.at(i+2) != '元' || t.has(i, "当天")) {
			m.from, m.relative = lastNamed, true
			return i + 2
		}
		return -1
	case '本', '上', '下', '这':
		return t.relativeMonth(i, m)
	case '周', '星', '礼':
		return t.weekdayAlone(i, m)
	case '一', '二', '三', '四', '第':
		if k := t.quarterAlone(i, m); k > 0 {
			return k
		}
		if t.at(i) == '第' {
			return -1
		}
		return i
	case '同', '次':
		if t.dayFollows(i, "同月") || t.dayFollows(i, "次月") {
			m.from, m.relative = lastMonth, true
			if t.at(i) == '次' {
				m.shift = 1
			}
			return i + 2
		}
		return -1
	case '去', '翌', '民', '该':
		return -1
	}
	return i
}

// dayFollows reports whether w stands at i with a day behind it.
func (t *text) dayFollows(i int, w string) bool {
	if !t.has(i, w) {
		return false
	}
	v, e := t.small(i + 2)
	return v >= 1 && v <= 31 && t.at(e) == '日'
}

func (t *text) relativeDay(i int, m *moment) int {
	if k := t.dayInBrackets(i, m); k > 0 {
		return k
	}
	for _, w := range [...]struct {
		word  string
		shift int
	}{{"今天", 0}, {"今日", 0}, {"今晚", 0}, {"今晨", 0}, {"今早", 0}, {"昨天", -1}, {"昨日", -1}, {"昨晚", -1}, {"前天", -2}, {"前日", -2}, {"明天", 1}, {"明日", 1}, {"明晚", 1}, {"后天", 2}, {"大前天", -3}, {"大后天", 3}} {
		n := runes(w.word)
		if !t.has(i, w.word) {
			continue
		}
		prev, next := t.at(i-1), t.at(i+n)
		if w.word == "前天" && (isNumeral(prev) || prev == '空') || w.word == "后天" && (isNumeral(prev) || prev == '性' || next == '性') ||
			w.word == "前日" && isNumeral(prev) || t.has(i+n, "头条") || w.word == "明天" && next == '系' || w.word == "明日" && (prev == '文' || next == '之') ||
			(prev == '至' || prev == '的') && w.shift == 0 || t.quoted(i) ||
			w.word == "今日" && (prev == '《' || prev == '“') || w.word == "明日" && prev == '《' {
			return -1
		}
		m.from, m.shift, m.relative = thisDay, w.shift, true
		return i + n
	}
	return -1
}

// quoted reports whether i stands in quoted speech, where today is the day of
// the speaker.
func (t *text) quoted(i int) bool {
	for k := i - 1; k >= 0 && k > i-200; k-- {
		switch t.f[k] {
		case '“', '「', '『':
			return true
		case '”', '」', '』', '\n':
			return false
		}
	}
	return false
}

// dayInBrackets reads 今（9）日 and 昨（8日）晚 by the day they name.
func (t *text) dayInBrackets(i int, m *moment) int {
	if r := t.at(i); t.at(i+1) != '(' || r != '今' && r != '昨' && r != '明' && r != '前' {
		return 0
	}
	v, e := t.small(i + 2)
	if !isDigit(t.at(i+2)) || v < 1 || v > 31 {
		return 0
	}
	if t.at(e) == '日' {
		e++
	}
	if t.at(e) != ')' || t.at(e-1) != '日' && t.at(e+1) != '日' && t.at(e+1) != '天' {
		return 0
	}
	m.day, m.relative = v, true
	if t.at(e-1) != '日' {
		e++
	}
	return e + 1
}

func (t *text) relativeMonth(i int, m *moment) int {
	for _, w := range [...]struct {
		word  string
		from  anchor
		shift int
	}{{"本月", thisMonth, 0}, {"这个月", thisMonth, 0}, {"上个月", thisMonth, -1}, {"上月", thisMonth, -1}, {"下个月", thisMonth, 1}, {"下月", thisMonth, 1},
		{"上周", thisWeek, -1}, {"上星期", thisWeek, -1}, {"本周", thisWeek, 0}, {"这周", thisWeek, 0}, {"下周", thisWeek, 1}, {"下星期", thisWeek, 1}} {
		if !t.has(i, w.word) {
			continue
		}
		k := i + runes(w.word)
		if prev := t.at(i - 1); (t.at(i) == '上' || t.at(i) == '下') && (prev == '以' || prev == '早' || prev == '晚' || prev == '线' || prev == '地') {
			return -1
		}
		m.from, m.shift, m.relative = w.from, w.shift, true
		if w.from == thisWeek {
			if t.at(k) == '末' || t.at(k) == '年' || t.at(k) == '期' || t.at(k) == '转' || t.at(k) == '刊' {
				m.from, m.relative = none, false
				return -1
			}
			if d := weekdayOf(t.at(k)); d > 0 {
				m.weekday = d
				return k + 1
			}
			return k
		}
		switch {
		case t.at(k) == '底' || t.at(k) == '末':
			m.part = end
			k++
		case t.at(k) == '初':
			m.part = early
			k++
		case t.has(k, "上旬"):
			m.part, k = tenth1, k+2
		case t.has(k, "中旬"):
			m.part, k = tenth2, k+2
		case t.has(k, "下旬"):
			m.part, k = tenth3, k+2
		}
		return k
	}
	if t.at(i) == '上' && t.has(i, "上半年") || t.at(i) == '下' && t.has(i, "下半年") {
		m.from, m.relative, m.part = thisYear, true, half1
		if t.at(i) == '下' {
			m.part = half2
		}
		return i + 3
	}
	return -1
}

func weekdayOf(r rune) int {
	if d := hanDigit(r); d >= 1 && d <= 6 && r != '两' {
		return d
	}
	if r == '日' || r == '天' {
		return 7
	}
	return 0
}

// weekdayAlone reads 周三, 星期三 where the words around show that it is no
// name and does not come round every week.
func (t *text) weekdayAlone(i int, m *moment) int {
	k := i + 1
	switch {
	case t.at(i) == '周':
	case t.has(i, "星期"), t.has(i, "礼拜"):
		k = i + 2
	default:
		return -1
	}
	d := weekdayOf(t.at(k))
	prev := t.at(i - 1)
	if d == 0 || k == i+1 && t.at(k) == '天' || prev == '每' || prev == '一' || isNumeral(prev) || prev == '上' || prev == '下' || prev == '双' || prev == '黑' || prev == '色' || prev == '“' || prev == '逢' {
		return -1
	}
	k++
	if next := t.at(k); k == i+2 && isHan(next) {
		switch next {
		case '上', '下', '晚', '早', '凌', '中', '的', '在', '表', '宣', '发', '公', '预', '召', '举', '将', '起', '至', '到', '称', '说', '开', '对', '向', '会', '报', '夜', '清', '午', '于', '出', '正', '前', '股', '收':
		default:
			return -1
		}
	}
	switch t.at(k) {
	case '、', '至', '到', '-', '~': // 周一至周五: opening hours
		return -1
	}
	m.from, m.weekday, m.relative, m.shift = thisWeek, d, true, noShift
	return k
}

// quarterAlone reads 三季度, 第三季度 without a year.
func (t *text) quarterAlone(i int, m *moment) int {
	if t.has(i, "前三季度") {
		m.part, m.from, m.shift, m.relative = quarters1to3, thisYear, noShift, true
		return i + 4
	}
	q := i
	if t.at(q) == '第' {
		q++
	}
	p, ok := quarterDigits[t.at(q)]
	if !ok || !t.has(q+1, "季度") || isNumeral(t.at(i-1)) || t.at(i-1) == '前' {
		return -1
	}
	m.part = p
	m.from, m.shift = thisYear, noShift
	m.relative = true
	return q + 3
}
