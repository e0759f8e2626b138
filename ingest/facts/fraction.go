package facts

import "strings"

// tenths reads 三成 as thirty per cent.
func (t *text) tenths(n *number, f *find) bool {
	if n.hi > 10 || n.lo < 1 && !n.arabic || n.exp > 0 || t.tenthless(n) {
		return false
	}
	switch t.at(n.end + 1) {
	case '员', '功', '立', '果', '绩', '本', '为', '交', '就', '都', '长', '熟', '型', '品', '年', '名', '了', '群', '语', '片':
		if next := t.at(n.end + 1); next != '都' && next != '为' || n.arabic {
			return false
		}
	case '不': // 一成不变
		if n.lo == 1 {
			return false
		}
	}
	f.unit = unit{word: "成", n: 1, factor: 10, canon: "%"}
	f.unitAt, f.end = n.end, n.end+1
	f.lo, f.hi = n.lo*10, n.hi*10
	if t.at(f.end) == '半' {
		f.lo, f.hi, f.end = f.lo+5, f.hi+5, f.end+1
	} else if r := t.at(f.end); n.arabic && isDigit(r) && !isDigit(t.at(f.end+1)) && t.at(f.end+1) != '.' && n.lo == n.hi { // 3成5
		if _, ok := t.unitAt(f.end+1, n); !ok {
			f.lo, f.hi, f.end = f.lo+float64(r-'0'), f.hi+float64(r-'0'), f.end+1
		}
	} else if d := hanDigit(t.at(f.end)); d > 0 && !n.arabic && n.lo == n.hi {
		if _, ok := t.unitAt(f.end+1, n); !ok {
			f.lo, f.hi, f.end = f.lo+float64(d), f.hi+float64(d), f.end+1
		}
	}
	return true
}

// tenthless reports whether the numeral before 成 belongs to the word before:
// 统一成, 第一成.
func (t *text) tenthless(n *number) bool {
	if n.lo != 1 {
		return false
	}
	switch t.at(n.start - 1) {
	case '统', '单', '唯', '合', '划', '万':
		return true
	}
	return false
}

// ratio reads fractions and per cent in words: 三分之一, 百分之八, 1/3.
func (t *text) ratio(i int) find {
	k := i
	var den float64
	unitName := ""
	switch {
	case t.has(i, "百分之"):
		den, unitName, k = 1, "%", i+3
	case t.has(i, "千分之"):
		den, unitName, k = 1, "‰", i+3
	case !isNumeral(t.f[i]):
		return find{}
	default:
		n := t.number(i)
		if n.valid && t.at(n.end) == '/' {
			return t.slash(&n)
		}
		if !n.valid || !t.has(n.end, "分之") || n.lo != n.hi || n.lo < 2 {
			return find{}
		}
		den, k = n.lo, n.end+2
	}
	if !isNumeral(t.at(k)) {
		return find{}
	}
	m := t.number(k)
	if !m.valid {
		return find{}
	}
	f := find{start: i, end: m.end, unitAt: m.end, lo: m.lo / den, hi: m.hi / den, about: m.about, noUnit: true, unit: unit{canon: unitName}}
	if unitName == "" && m.hi > den {
		return find{}
	}
	return f
}

// slash reads 1/3; 9/11 and 1/8决赛 are none.
func (t *text) slash(n *number) find {
	if !n.arabic || n.exp > 0 || !isDigit(t.at(n.end+1)) || n.lo < 1 || n.lo > 99 {
		return find{}
	}
	prev := t.at(n.start - 1)
	if prev == '(' || prev == '、' || prev == ',' && t.r[n.start-1] == ',' { // 今(12/30), 12/31、1/1: days
		return find{}
	}
	m := t.number(n.end + 1)
	next := t.at(m.end)
	if !m.valid || m.exp > 0 || m.lo <= n.lo || m.lo > 10 && m.lo != 100 || n.lo != float64(int(n.lo)) || m.lo != float64(int(m.lo)) ||
		isLetter(prev) || prev == '/' || prev == '.' || prev == '-' || isLetter(next) || next == '/' || next == '-' || next == ':' ||
		t.has(m.end, "决赛") || t.has(m.end, "月") || t.has(m.end, "赛季") {
		return find{}
	}
	return find{start: n.start, end: m.end, unitAt: m.end, lo: n.lo / m.lo, hi: n.lo / m.lo, noUnit: true}
}

// half reads 半小时, 半年: a half before a unit of time or length.
func (t *text) half(i int) find {
	switch t.at(i - 1) {
	case '后': // 饭后半小时, but 后半年
		if !t.has(i+1, "小时") && !t.has(i+1, "个小时") {
			return find{}
		}
	case '上', '下', '过', '大', '小', '一', '多', '前', '对', '折', '参', '东', '西', '南', '北', '左', '右':
		return find{}
	}
	if isNumeral(t.at(i-1)) || t.at(i-1) == '个' {
		return find{}
	}
	for _, w := range [...]string{"个多小时", "个小时", "个多月", "个月", "小时", "年", "公里", "公斤"} {
		n := runes(w)
		if !t.has(i+1, w) {
			continue
		}
		if w == "年" && (t.has(i+2, "报") || t.has(i+2, "度")) {
			break
		}
		canon := strings.Replace(string(t.r[i+1:i+1+n]), "多", "", 1)
		return find{start: i, end: i + 1 + n, unitAt: i + 1, lo: 0.5, hi: 0.5, unit: unit{word: strings.Replace(w, "多", "", 1), n: n, canon: canon}}
	}
	return find{}
}
