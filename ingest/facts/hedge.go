package facts

import "slices"

// A hedge is a word beside a number that widens it.
type hedge struct {
	word     string
	modifier string
}

// before holds the hedges that end where the number starts. The longest that
// fits speaks, since 不超过 is the opposite of 超过.
var before = []hedge{
	{"不超过", "at_most"}, {"不会超过", "at_most"}, {"不得超过", "at_most"}, {"不能超过", "at_most"}, {"没有超过", "at_most"}, {"没超过", "at_most"}, {"未超过", "at_most"}, {"不多于", "at_most"}, {"不高于", "at_most"}, {"不大于", "at_most"}, {"少于", "at_most"}, {"低于", "at_most"}, {"小于", "at_most"},
	{"不到", "at_most"}, {"不足", "at_most"}, {"不满", "at_most"}, {"未满", "at_most"}, {"未到", "at_most"}, {"最多", "at_most"}, {"至多", "at_most"}, {"顶多", "at_most"}, {"不及", "at_most"}, {"未达", "at_most"},
	{"不少于", "at_least"}, {"不低于", "at_least"}, {"不小于", "at_least"}, {"不能小于", "at_least"}, {"超过了", "at_least"}, {"超过", "at_least"}, {"超出", "at_least"}, {"突破", "at_least"}, {"突破了", "at_least"},
	{"多于", "at_least"}, {"高于", "at_least"}, {"大于", "at_least"}, {"至少", "at_least"}, {"最少", "at_least"}, {"起码", "at_least"}, {"逾", "at_least"}, {"超", "at_least"},
	{"大约", "about"}, {"约合", "about"}, {"约为", "about"}, {"约有", "about"}, {"约占", "about"}, {"约达", "about"}, {"约", "about"}, {"大概", "about"}, {"接近", "about"}, {"近乎", "about"}, {"将近", "about"}, {"左右", "about"}, {"估计", "about"}, {"几近", "about"}, {"近", "about"},
}

// after holds the hedges that start where the unit ends.
var after = []hedge{
	{"及以上", "at_least"}, {"或以上", "at_least"}, {"以上", "at_least"}, {"之上", "at_least"}, {"开外", "at_least"}, {"+", "at_least"},
	{"及以下", "at_most"}, {"或以下", "at_most"}, {"以下", "at_most"}, {"以内", "at_most"}, {"之内", "at_most"}, {"之下", "at_most"},
	{"左右", "about"}, {"上下", "about"}, {"许", "about"}, {"有余", "about"}, {"余", "about"}, {"多", "about"},
}

// modifier says how the text hedges the number between start and end, where
// inner is set when the number holds 余, 多 or adjacent digits.
func (t *text) modifier(start, end int, inner bool, u *unit) string {
	m := t.hedgeBefore(start, u)
	switch {
	case m == "at_least" || m == "at_most":
		return m
	case inner:
		m = "about"
	}
	if a := t.hedgeAfter(end); a == "at_least" || a == "at_most" || m == "" {
		m = a
	}
	if m == "" {
		return "exact"
	}
	return m
}

func (t *text) hedgeBefore(start int, u *unit) string {
	i := start
	for range 3 { // 约人民币 5, 超过了 200
		for t.at(i-1) == ' ' || t.signBefore(i) != "" {
			i--
		}
		if k := t.currencyBefore(i); k < i {
			i = k
		} else {
			break
		}
	}
	if t.at(i-1) == '了' {
		i--
	}
	switch h := t.hedgeEndingAt(i); h.word {
	case "":
	case "近":
		if !t.near(i-1, u) {
			return ""
		}
		return h.modifier
	case "约":
		if !t.roughly(i - 1) {
			return ""
		}
		return h.modifier
	default:
		return h.modifier
	}
	if t.at(i-1) == '上' && power(t.at(start)) > 0 && !isNumeral(t.at(i-2)) { // 上万人
		return "at_least"
	}
	if t.at(i-1) == '过' && power(t.at(start)) > 1 && (t.at(i-2) == '额' || t.at(i-2) == '量' || t.at(i-2) == '数') { // 销售额过千万
		return "at_least"
	}
	return ""
}

// beforeByEnd are the hedges of before by their last character, longest first.
var beforeByEnd = func() map[rune][]hedge {
	m := map[rune][]hedge{}
	for _, h := range before {
		w := []rune(h.word)
		m[w[len(w)-1]] = append(m[w[len(w)-1]], h)
	}
	for _, hs := range m {
		slices.SortStableFunc(hs, func(a, b hedge) int { return len(b.word) - len(a.word) })
	}
	return m
}()

// hedgeEndingAt is the longest hedge that ends at i; its word is empty where
// none does.
func (t *text) hedgeEndingAt(i int) hedge {
	for _, h := range beforeByEnd[t.at(i-1)] {
		if t.endsAt(i, h.word, runes(h.word)) {
			return h
		}
	}
	return hedge{}
}

// near tells 近 "nearly" from 附近, 最近 and from the 近 "recent" that opens a
// span of years or days (近三年).
func (t *text) near(i int, u *unit) bool {
	prev := t.at(i - 1)
	switch prev {
	case '附', '最', '临', '靠', '邻', '远', '相', '新', '逼', '迫', '亲':
		return false
	}
	switch u.word {
	case "年", "个月", "天", "周", "日":
		return isHan(prev) && prev != '在' && prev != '来' && prev != '其' && prev != '的' && prev != '是'
	}
	return true
}

// roughly tells 约 "about" from 条约, 签约, 节约.
func (t *text) roughly(i int) bool {
	switch t.at(i - 1) {
	case '条', '签', '契', '节', '违', '制', '誓', '邀', '预', '公', '简', '合', '履', '续', '毁', '失', '赴', '集':
		return false
	}
	return true
}

func (t *text) hedgeAfter(end int) string {
	for _, h := range after {
		if !t.has(end, h.word) {
			continue
		}
		next := t.at(end + runes(h.word))
		switch h.word {
		case "+": // 10万+, but 8GB+128GB
			if isDigit(next) || isLetter(next) {
				return ""
			}
		case "多": // 一年多, but 三家多数, 两人多次
			if next == '次' || next == '数' || next == '名' || next == '个' || next == '家' || next == '年' || next == '项' || next == '种' || next == '位' || next == '元' || next == '处' || next == '方' {
				return ""
			}
		case "余":
			if next == '额' || next == '人' || next == '款' || next == '下' {
				return ""
			}
		case "许":
			if next == '可' || next == '多' || next == '昌' || next == '诺' {
				return ""
			}
		case "上下":
			if next == '游' || next == '班' || next == '车' || next == '级' {
				return ""
			}
		case "以下":
			if next == '简' || next == '几' || next == '问' {
				return ""
			}
		}
		return h.modifier
	}
	return ""
}

// currencyBefore returns where the name of a currency that ends at i starts,
// else i: 人民币5亿.
func (t *text) currencyBefore(i int) int {
	for _, w := range [...]string{"人民币", "新台币", "港币", "台币", "美金", "RMB", "CNY"} {
		if n := runes(w); t.endsAt(i, w, n) {
			return i - n
		}
	}
	return i
}
