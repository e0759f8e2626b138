package facts

// named reports whether what stands before a numeral makes it a name, an
// ordinal, a score or a part of a word, and no count.
func (t *text) named(n *number) bool {
	i := n.start
	prev := t.at(i - 1)
	if isNumeral(prev) { // 1二3: two scripts in one number
		return true
	}
	if n.arabic {
		if prev == ' ' && t.at(i-2) == '第' {
			return true
		}
		if isLetter(prev) || prev == '_' || prev == '×' || prev == '#' || prev == '@' || prev == '№' {
			return !t.symbolic(n)
		}
		if prev == '-' && (isLetter(t.at(i-2)) || isDigit(t.at(i-2))) || prev == '.' && isLetter(t.at(i-2)) {
			return true
		}
		if (prev == ':' || prev == '/' || prev == '=') && (isDigit(t.at(i-2)) || isLetter(t.at(i-2))) {
			return true
		}
	}
	if t.ordinal(i) || t.era(i) {
		return true
	}
	if prev == '比' && isNumeral(t.at(i-2)) || t.at(n.end) == '比' && isNumeral(t.at(n.end+1)) {
		return true
	}
	if !n.arabic {
		return t.namedHan(n, prev)
	}
	return false
}

// symbolic reports whether a number that touches a letter is followed by a
// sign that names no model: GDP6.5%, RMB100元.
func (t *text) symbolic(n *number) bool {
	switch t.at(n.end) {
	case '%', '‰', '元':
		return true
	}
	return t.currencyBefore(n.start) < n.start
}

// eras are the names of reigns that years were counted in.
var eras = []string{"公元前", "公元", "民国", "康熙", "雍正", "乾隆", "嘉庆", "道光", "咸丰", "同治", "光绪", "宣统", "贞观", "开元", "洪武", "永乐", "嘉靖", "万历", "崇祯", "明治", "大正", "昭和", "平成", "令和"}

// era reports whether a reign stands before i: 乾隆十年 is a date.
func (t *text) era(i int) bool {
	if !isHan(t.at(i - 2)) {
		return false
	}
	for _, w := range eras {
		if t.endsAt(i, w, runes(w)) {
			return true
		}
	}
	return false
}

// ordinal reports whether 第 governs the numeral at i, also across a list
// (第三、四名).
func (t *text) ordinal(i int) bool {
	for range 8 {
		switch r := t.at(i - 1); {
		case r == '第':
			return true
		case r == '、' || r == ',' && t.r[i-1] == ',' || r == '至' || r == '和' || r == '-' || r == '~' || r == '到':
			if !isNumeral(t.at(i - 2)) {
				return false
			}
			i--
			for isNumeral(t.at(i - 1)) {
				i--
				if i < 0 || t.at(i-1) == 0 {
					return false
				}
			}
			if t.at(i-1) == '第' {
				return true
			}
		default:
			return false
		}
	}
	return false
}

func (t *text) namedHan(n *number, prev rune) bool {
	switch prev {
	case '几', '数', '好':
		return n.bare || power(t.at(n.start)) > 0
	case '周', '期', '拜': // 周三, 星期三, 礼拜三
		return n.single && n.lo <= 6 && t.at(n.start-2) != '每' && hanDigit(t.at(n.start-2)) < 0 && (prev != '期' || t.at(n.start-2) == '星') && (prev != '拜' || t.at(n.start-2) == '礼')
	case '之', '其':
		return n.single
	case '若':
		if t.has(n.start, "两人") {
			return t.at(n.start-2) == '判' // 判若两人
		}
		return n.bare || power(t.at(n.start)) > 0
	case '升', '降', '增', '减', '进', '出':
		if n.single && hanDigit(t.at(n.start-2)) > 0 { // 两降两升
			return true
		}
	case '初':
		return n.single || n.lo <= 30
	case '“', '「', '『', '‘', '〝', '"', '《':
		if c := t.at(n.start - 2); n.single && isHan(c) && c != '说' && c != '道' { // 坚持“四个…”
			return true
		}
	}
	if n.single && n.lo == 1 && n.hi == 1 {
		return oneIsWord(prev) && !(prev == '上' && placeName(t.at(n.start-2)))
	}
	if n.bare {
		return t.bareIsWord(n, prev)
	}
	return false
}

// placeName reports whether r and 上 make a place: 网上一天 against 上一天.
func placeName(r rune) bool {
	switch r {
	case '网', '线', '路', '街', '场', '身', '市', '手', '车', '船', '岛', '山':
		return true
	}
	return false
}

// oneIsWord reports whether 一 after prev ends a word or points at a thing
// instead of counting.
func oneIsWord(prev rune) bool {
	switch prev {
	case '万', '统', '同', '单', '唯', '专', '逐', '划', '归', '合', '周', '期', '某', '这', '那', '另', '哪', '任', '上', '下', '前', '后', '首', '头', '不', '每', '独', '惟', '第', '无':
		return true
	}
	return false
}

// bareIsWord reports whether a numeral that begins with its multiplier is part
// of a word (百姓, 万里) or a figure of speech (百款), and no hedge makes it a
// number.
func (t *text) bareIsWord(n *number, prev rune) bool {
	if n.about {
		return false
	}
	switch prev {
	case '上':
		return isNumeral(t.at(n.start - 2)) // 成千上万
	case '近', '约', '超', '逾', '足', '达', '破', '过', '到', '每':
		return false
	}
	if n.end-n.start >= 2 { // 百万, 千亿: only as money
		_, ok := t.currencyAt(n.end)
		return !ok
	}
	switch t.at(n.end) {
	case '元': // 价值千元, 千元以上, but 万元户
		switch next := t.at(n.end + 1); {
		case !isHan(next) && !isDigit(next) && !isLetter(next), next == '以', next == '左', next == '不', next == '的':
			return !isHan(prev)
		}
	}
	return true
}

func (t *text) currencyAt(i int) (unit, bool) {
	for _, u := range unitsByRune[t.at(i)] {
		if u.use == currency && t.has(i, u.word) && u.word != "毛" && u.word != "欧" {
			return u, true
		}
	}
	return unit{}, false
}

// believed reports whether the words around allow unit u for n.
func (t *text) believed(n *number, u *unit, at int) bool {
	prev := t.at(n.start - 1)
	if prev == ' ' {
		prev = t.at(n.start - 2)
	}
	if prev == '前' && (u.word == "名" || u.word == "位" || u.word == "家" || u.word == "强") {
		return false
	}
	if at > n.end && u.use != symbol && isLetter(t.at(n.start-2)) && t.at(n.start-1) == ' ' && n.exp == 0 {
		return false // "iPhone 11 支", a name and then a word
	}
	if u.word == "年" && t.at(n.start) == '0' && isDigit(t.at(n.start+1)) {
		return false // 0000年
	}
	if u.word == "年" && n.arabic && n.exp == 0 && n.lo >= 1000 && n.lo < 2200 && !n.about && t.at(at+1) != '前' && t.at(at+1) != '历' {
		return false
	}
	return true
}
