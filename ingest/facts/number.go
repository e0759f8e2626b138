package facts

import "strconv"

// number is a numeral with what belongs to it up to the unit.
type number struct {
	start, end int
	lo, hi     float64 // equal unless adjacent digits (五六千) or a range name two
	coef       float64 // of an Arabic numeral, before its multiplier
	exp        int     // power of ten of that multiplier
	about      bool    // 余, 多, 几 or adjacent digits stand inside
	arabic     bool    // starts with an Arabic digit
	single     bool    // one Han digit, the kind that builds words: 一线, 三高
	bare       bool    // starts with its multiplier: 千余, 百万
	big        bool    // holds 万 or 亿
	valid      bool    // false: a run of numerals that is no number
}

// maxDigits bounds the digits of one number; a longer run names something.
const maxDigits = 18

func isNumeral(r rune) bool {
	return isDigit(r) || r >= 0x4E00 && (hanDigit(r) >= 0 || power(r) > 0 || r == '廿')
}

// hedged reports whether r may stand inside a number: 30余万, 十几, 二十多.
func hedged(r rune) bool { return r == '余' || r == '多' || r == '几' || r == '来' }

// number reads the numeral that starts at i. Its end is always past i, so a
// caller may go on from there whether it is valid or not.
func (t *text) number(i int) number {
	var n number
	if isDigit(t.at(i)) {
		n = t.arabic(i)
	} else {
		n = t.han(i)
	}
	if n.valid && (n.hi > 1e15 || n.lo < 0) {
		n.valid = false
	}
	return n
}

// plain reads ASCII digits with separators of thousands and a decimal point,
// and returns them as one decimal: digits without point, and places after it.
func (t *text) plain(i int) (digits []byte, places, end int, ok bool) {
	start := i
	for isDigit(t.at(i)) {
		if len(digits) <= maxDigits {
			digits = append(digits, byte(t.f[i]))
		}
		i++
	}
	if i-start <= 3 && digits[0] != '0' {
		if t.fullComma(i) { // 1，234 is one number or two
			return digits, 0, i + 4, false
		}
		for t.thousands(i) && t.threeDigits(i+1) {
			for k := i + 1; k <= i+3 && len(digits) <= maxDigits; k++ {
				digits = append(digits, byte(t.f[k]))
			}
			i += 4
		}
	}
	if t.at(i) == '.' && isDigit(t.at(i+1)) {
		i++
		for isDigit(t.at(i)) {
			if len(digits) <= maxDigits {
				digits = append(digits, byte(t.f[i]))
				places++
			}
			i++
		}
	}
	ok = len(digits) <= maxDigits
	if t.at(i) == '.' && isDigit(t.at(i+1)) { // 3.2.1 is a version
		for t.at(i) == '.' && isDigit(t.at(i+1)) || isDigit(t.at(i)) {
			i++
		}
		ok = false
	}
	return digits, places, i, ok
}

// thousands reports whether the comma at i parts thousands: a full-width one
// does only among full-width digits, where it is typed the same way.
func (t *text) thousands(i int) bool {
	if i <= 0 || i >= len(t.r)-1 || t.f[i] != ',' {
		return false
	}
	return t.r[i] == ',' || t.r[i-1] > 0xFF00 && t.r[i+1] > 0xFF00
}

// fullComma reports whether a full-width comma at i, with three digits behind,
// parts thousands or clauses: nobody can tell.
func (t *text) fullComma(i int) bool {
	return t.at(i) == ',' && t.r[i] != ',' && !t.thousands(i) && t.threeDigits(i+1)
}

func (t *text) threeDigits(i int) bool {
	return isDigit(t.at(i)) && isDigit(t.at(i+1)) && isDigit(t.at(i+2)) && !isDigit(t.at(i+3))
}

// decimal is digits·10^exp without the rounding of a multiplication.
func decimal(digits []byte, exp int) float64 {
	b := strconv.AppendInt(append(append(make([]byte, 0, 24), digits...), 'e'), int64(exp), 10)
	v, err := strconv.ParseFloat(string(b), 64)
	if err != nil {
		return -1
	}
	return v
}

func (t *text) arabic(i int) number {
	n := number{start: i, arabic: true}
	digits, places, end, ok := t.plain(i)
	n.end, n.valid = end, ok
	if !ok {
		return n
	}
	n.exp = t.multiplier(&n)
	n.coef = decimal(digits, -places)
	n.lo = decimal(digits, n.exp-places)
	// 3亿5000万, 1万5000
	for n.exp >= 4 && !n.about {
		k := n.end
		if t.at(k) == ' ' {
			k++
		}
		if !isDigit(t.at(k)) {
			break
		}
		more, places, end, ok := t.plain(k)
		if after := t.at(end); k > n.end && power(after) < 4 && !(after == ' ' && power(t.at(end+1)) >= 4) {
			break // a space parts two numbers but in 3 亿 5000 万
		}
		if !ok {
			break
		}
		next := n
		next.end = end
		exp := t.multiplier(&next)
		add := decimal(more, exp-places)
		if exp >= n.exp || add >= decimal([]byte{'1'}, n.exp) {
			break
		}
		n.end, n.about = next.end, next.about
		n.lo += add
		if exp == 0 {
			break
		}
		n.exp = exp
	}
	t.mixed(&n)
	n.hi = n.lo
	return n
}

// mixed reads the Han numeral that goes on after an Arabic one. It adds to it
// where it stays below the last multiplier, as in 2万五千人 or 12万3千四百五十六;
// 一 and 两 may begin a word of their own (5万一年), and anything else is no
// number.
func (t *text) mixed(n *number) {
	first := t.at(n.end)
	if !isNumeral(first) || power(first) > 0 || t.kilo(n.end) {
		return
	}
	if !isNumeral(t.at(n.end+1)) && (first == '一' || first == '两') && n.exp > 0 {
		return
	}
	m := t.han(n.end)
	if n.exp < 2 || !m.valid || m.single || m.about || m.lo != m.hi || m.hi >= ten(n.exp) || isNumeral(t.at(m.end)) {
		n.valid, n.end = false, m.end
		return
	}
	n.lo, n.end = n.lo+m.lo, m.end
}

// multiplier reads 十百千万亿 after Arabic digits, with 余 or 多 before or
// between, and returns the power of ten. 千 before a unit of the metre's kind
// belongs to that unit: 5千克.
func (t *text) multiplier(n *number) int {
	i, exp := n.end, 0
	if next := t.at(i + 1); t.at(i) == ' ' && (power(next) >= 4 || (next == '余' || next == '多') && isHan(t.at(i+2))) {
		i++
	}
	for {
		about := false
		k := i
		if hedged(t.at(k)) && power(t.at(k+1)) > 0 {
			about = true
			k++
		}
		p := t.powerAt(k)
		if p == 0 || p == 1 && exp > 0 || t.kilo(k) {
			break
		}
		exp += p
		n.about = n.about || about
		n.big = n.big || p >= 4
		i = k + 1
		n.end = i
		if exp > 12 {
			break
		}
	}
	if exp > 0 {
		i = n.end
	}
	if r := t.at(i); hedged(r) && r != '几' {
		n.about = true
		n.end = i + 1
	}
	return exp
}

// powerAt is the power of ten of the multiplier at i. 兆 is 10¹² in Taiwan and Hong
// Kong, as their budgets are written, where no unit goes on from it (兆瓦); elsewhere
// it means a million too.
func (t *text) powerAt(i int) int {
	if t.at(i) != '兆' || !t.hant {
		return power(t.at(i))
	}
	switch t.at(i + 1) {
	case '瓦', '赫', '帕', '字', '比', '位', '焦', '欧', '丰':
		return 0
	}
	return trillion
}

const trillion = 12

// kilo reports whether the 千, 百 or 兆 at i begins a unit of its own.
func (t *text) kilo(i int) bool {
	next := t.at(i + 1)
	switch t.at(i) {
	case '千':
		switch next {
		case '克', '米', '瓦', '卡', '帕', '赫', '伏', '焦', '字':
			return next != '字' || t.has(i+1, "字节")
		}
	case '百':
		return next == '帕'
	}
	return false
}
