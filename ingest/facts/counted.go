package facts

import "strings"

// noun is what the quantity f counts: the phrase right behind it, else the one
// right before it. lastEnd is where the quantity before ends.
func (t *text) noun(f *find, lastEnd int) string {
	money := f.unit.use == currency || f.unit.canon == "元"
	switch {
	case f.unit.use == measure && f.unit.n > 0 && !sized(f.unit.word), f.unit.canon == "%" || f.unit.word == "%" || f.unit.word == "成":
		return ""
	}
	if !money {
		switch f.unit.word {
		case "遍", "趟", "折", "倍":
			return ""
		}
		k := t.pastHedge(f.end)
		if k > f.end && t.at(k-1) == '的' && (f.noUnit || extent(f.unit.word)) { // 一米四的孩子
			return ""
		}
		if f.unit.word == "人" { // the noun is in the unit
			return ""
		}
		if e := t.nounAfter(k, f); e > k {
			return string(t.r[k:e])
		}
		if r := t.at(k); isHan(r) && r != '和' && r != '等' && r != '及' {
			return ""
		}
	}
	if f.unit.word == "人" || f.unit.use == symbol || f.unit.use == figures && f.unit.word != "期" && !money || f.noUnit && !money || f.lo == 1 && f.start+1 == f.unitAt && !f.arabic {
		return ""
	}
	s, e := t.nounBefore(f.start, lastEnd, money)
	if s == e || !t.headFits(s, e, f, money) {
		return ""
	}
	return string(t.r[s:e])
}

// pastHedge skips a hedge and 的 behind the unit.
func (t *text) pastHedge(k int) int {
	end := k
	for _, h := range after {
		if t.has(k, h.word) && h.word != "许" && h.word != "多" && h.word != "余" {
			k += runes(h.word)
			break
		}
	}
	if t.at(k) == '的' && k >= end {
		k++
	}
	return k
}

// sized reports whether the unit measures a thing that can be named beside it,
// rather than a time or a rate.
func sized(word string) bool { return weight(word) || extent(word) }

func weight(word string) bool {
	switch word {
	case "吨", "公斤", "斤", "千克", "人次", "人份", "升", "毫升", "标准箱", "标箱", "克":
		return true
	}
	return false
}

func extent(word string) bool {
	switch word {
	case "亩", "公顷", "平方米", "公里", "米":
		return true
	}
	return false
}

// extents are the words an extent is named by, and sums those of money.
var extents = []string{"面积", "距离", "里程", "行程", "路程", "长度", "高度", "宽度", "深度", "总长", "全长", "岸线", "身高", "海拔", "水位", "直径"}

const sums = "价额金费款入润资税产值薪租本债贷收利益"

// headFits reports whether the phrase between s and e, before the number, can
// be what the unit of f counts.
func (t *text) headFits(s, e int, f *find, money bool) bool {
	switch {
	case money:
		return strings.ContainsRune(sums, t.at(e-1)) && t.at(s-1) != '被'
	case extent(f.unit.word):
		for _, w := range extents {
			if t.endsAt(e, w, 2) && e-s >= 2 {
				return true
			}
		}
		return false
	}
	items := 1
	for i := s; i < e; i++ {
		if t.at(i) == '、' {
			items++
		}
	}
	if items > 1 && f.lo <= float64(items) { // 甲、乙、丙三家 lists what it counts
		return false
	}
	return e-s <= maxHead && items == 1 && !vague(f.unit.word) || endsNoun[t.at(e-1)]
}

// vague reports whether the unit counts anything, so that only the noun can say
// that it is one.
func vague(word string) bool { return word == "个" || word == "种" || word == "项" || word == "类" }

// nounAfter returns the end of the noun phrase at k, or k.
func (t *text) nounAfter(k int, f *find) int {
	i := k
	if t.opensNoNoun(i) {
		return k
	}
	for ; i-k < maxNoun; i++ {
		r := t.at(i)
		switch {
		case r == '(':
			if c := t.closing(i); c > 0 && i-k <= 3 && i > k && endsNoun[t.at(i-1)] {
				return c
			}
			return t.nounEnd(k, i, f, i > k)
		case r == '和' || r == '及':
			if i == k || t.predicate(i+1) || !isHan(t.at(i+1)) {
				return t.nounEnd(k, i, f, false)
			}
		case !isHan(r):
			if r == ' ' || isDigit(r) {
				return t.nounEnd(k, i, f, false)
			}
			if r == ',' || r == '、' || r == '。' || r == ';' || r == 0 || r == '\n' || r == ')' || r == '!' || r == '?' || r == ':' {
				return t.nounEnd(k, i, f, true)
			}
			return k
		case i > k && (t.predicate(i) && !t.agent(i+2) || particle(r) || hanDigit(r) > 1):
			return t.nounEnd(k, i, f, false)
		}
	}
	return k
}

// opensNoNoun reports whether what stands at i cannot begin a noun: a verb, an
// adverb, a numeral.
func (t *text) opensNoNoun(i int) bool {
	r := t.at(i)
	switch r {
	case '不', '说', '这', '那', '翻', '外', '来', '多', '余', '上', '下', '前', '后', '内', '可', '能', '会', '要', '再', '才', '更', '很', '最', '挖', '独', '售', '塞', '有', '其', '他', '去', '做', '没', '左', '当', '直', '里', '该':
		return true
	case '一':
		return t.at(i+1) != '线'
	}
	return !isHan(r) || t.predicate(i) && !t.agent(i+2) || isNumeral(r) || particle(r) && r != '自'
}

// agent reports whether the character at i makes a noun of the verb before it:
// 收集站, 检测员.
func (t *text) agent(i int) bool {
	if next := t.at(i + 1); next == '伍' || next == '资' || next == '辆' || next == '员' {
		return false
	}
	switch t.at(i) {
	case '者', '员', '站', '点', '所', '队', '类', '物', '品', '机', '器', '车', '费', '率', '量', '商', '方', '案', '书', '证', '区', '线', '厂', '店', '户':
		return true
	}
	return false
}

// closing finds the bracket that ends a gloss of up to six characters.
func (t *text) closing(i int) int {
	for k := i + 1; k < i+8; k++ {
		if t.at(k) == ')' {
			return k + 1
		}
	}
	return 0
}

// nounEnd accepts the piece between k and i as a noun and returns i, or k;
// certain says that punctuation ends it.
func (t *text) nounEnd(k, i int, f *find, certain bool) int {
	last := t.at(i - 1)
	switch {
	case i == k:
		return k
	case i-k == 1 && !standsAlone[last]:
		return k
	case t.at(i) == '的' && f.lo == 1 && !owner(f.unit.word): // 一扇人生的大门
		return k
	}
	switch last {
	case '时', '后', '前', '内', '中', '间', '里', '上', '下', '去', '来', '起', '到', '住', '完', '一', '着':
		return k
	}
	if endsNoun[last] || certain && i-k <= maxBare && !f.noUnit {
		return i
	}
	return k
}

// owner reports whether the unit counts what may own the thing behind 的: the
// 店 of 一家店的老板.
func owner(word string) bool {
	switch word {
	case "名", "位", "人", "口", "户", "家", "所", "座":
		return true
	}
	return false
}

// nounBefore returns the noun phrase that ends where the number and the hedges
// before it start. A sum may take up a verb: 合约销售金额.
func (t *text) nounBefore(start, lastEnd int, money bool) (s, e int) {
	e = start
	e -= runes(t.hedgeEndingAt(e).word)
	for e > lastEnd && (t.at(e-1) == '共' || t.at(e-1) == '达' || t.at(e-1) == '各' || t.at(e-1) == ' ') {
		e--
	}
	if t.predicate(e-2) && !t.predicate(e-4) || !isHan(t.at(e-1)) || particle(t.at(e-1)) || isNumeral(t.at(e-1)) {
		return 0, 0
	}
	depth := 0
	for s = e; s > lastEnd && e-s < maxNoun; s-- {
		r := t.at(s - 1)
		switch {
		case r == '”' || r == '」':
			depth++
		case (r == '“' || r == '「') && depth > 0:
			depth--
		case r == '、' && s < e:
		case !isHan(r), particle(r):
			return t.trimmed(s, e)
		case r == '和' && s-1 == lastEnd:
			return t.trimmed(s, e)
		case s-2 >= lastEnd && s < e && t.predicate(s-2):
			if money && e-s <= 2 { // 销售 in 合约销售金额 belongs to the noun
				s--
				continue
			}
			return t.trimmed(s, e)
		}
	}
	if s == lastEnd && e > s || e-s < maxNoun && s == 0 {
		return t.trimmed(s, e)
	}
	return 0, 0
}

// trimmed cuts what may open a phrase without belonging to it: 和, 等地, 每个.
func (t *text) trimmed(s, e int) (int, int) {
	for s < e && (t.at(s) == '和' || t.at(s) == '及' || t.at(s) == '、' || t.at(s) == '共' ||
		t.at(s-1) == '等' && t.at(s) == '地' || t.at(s-1) == '每' && strings.ContainsRune("个名位家天年月日人户", t.at(s))) {
		s++
	}
	if e-s < 2 || t.at(s) != '售' && t.opensNoNoun(s) || t.numbered(s, e) {
		return 0, 0
	}
	return s, e
}

// numbered reports whether a Han numeral stands in the piece, which is then
// more than one phrase.
func (t *text) numbered(s, e int) bool {
	for ; s < e; s++ {
		if isNumeral(t.at(s)) {
			return true
		}
	}
	return false
}
