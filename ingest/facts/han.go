package facts

import "strconv"

// hanDigit is the value of a Han digit, -1 for another rune.
func hanDigit(r rune) int {
	switch r {
	case '零':
		return 0
	case '一':
		return 1
	case '二', '两':
		return 2
	case '三':
		return 3
	case '四':
		return 4
	case '五':
		return 5
	case '六':
		return 6
	case '七':
		return 7
	case '八':
		return 8
	case '九':
		return 9
	}
	return -1
}

// power is the power of ten a multiplier stands for, 0 for another rune.
func power(r rune) int {
	switch r {
	case '十':
		return 1
	case '百':
		return 2
	case '千':
		return 3
	case '万':
		return 4
	case '亿':
		return 8
	}
	return 0
}

// maxHan is the longest Han numeral; a longer run of its characters is none.
const maxHan = 40

// hanSum adds up a Han numeral in two readings at once, the lower and the
// upper: they differ where two digits in a row stand for a range.
type hanSum struct {
	total, wan, section, digit [2]float64
	digits                     int  // since the last multiplier
	last                       int  // power of the last multiplier, 0 for none
	zero                       bool // 零 stands before the digit
	about, big, wrong          bool
}

// takeDigit adds one digit. A second one must follow the first (五六, 三五).
func (h *hanSum) takeDigit(d float64) {
	switch {
	case d == 0 && h.digits == 0:
		h.zero = true
		return
	case h.digits == 0:
		h.digit = [2]float64{d, d}
	case h.digits == 1 && d > 0 && (d == h.digit[0]+1 || d == 5 && h.digit[0] == 3):
		h.digit[1], h.about = d, true
	default:
		h.wrong = true
	}
	h.digits++
}

// takePower closes what stands before a multiplier. 万 and 亿 multiply all of
// it, and either may come once.
func (h *hanSum) takePower(p int) {
	for i := range 2 {
		part := h.section[i] + h.digit[i]
		switch {
		case p == 8 && h.total[i] > 0 || p == 4 && h.wan[i] > 0:
			h.wrong = true
		case p == 8:
			h.total[i] = max(h.wan[i]+part, 1) * 1e8
			h.wan[i], h.section[i] = 0, 0
		case p == 4:
			h.wan[i] = max(part, 1) * 1e4
			h.section[i] = 0
		case h.digits == 0:
			h.section[i] += ten(p)
		default:
			h.section[i] += h.digit[i] * ten(p)
		}
	}
	h.big = h.big || p >= 4
	h.last, h.digits, h.zero, h.digit = p, 0, false, [2]float64{}
}

// value is the sum; a last digit right after 百, 千, 万 or 亿 counts a tenth of
// it (三百五, 两万五).
func (h *hanSum) value(i int) float64 {
	d := h.digit[i]
	if h.digits == 1 && h.last >= 2 && !h.zero {
		d *= ten(h.last - 1)
	}
	return h.total[i] + h.wan[i] + h.section[i] + d
}

func ten(power int) float64 {
	v := 1.0
	for range power {
		v *= 10
	}
	return v
}

// han reads a Han numeral. Two digits in a row are the two ends of a range
// where one follows the other (五六千, 十二三, 两三), else no number.
func (t *text) han(i int) number {
	var h hanSum
	k := i
	for ; k-i < maxHan; k++ {
		r := t.at(k)
		p := power(r)
		switch d := hanDigit(r); {
		case r == '廿' && h.digits == 0:
			h.takeDigit(2)
			h.takePower(1)
			continue
		case d >= 0:
			h.takeDigit(float64(d))
			continue
		case p > 0 && !(t.kilo(k) && k > i):
			h.takePower(p)
			continue
		case hedged(r) && k > i && power(t.at(k+1)) >= 4: // 一百三十多万
			h.about = true
			continue
		}
		break
	}
	n := number{start: i, end: max(k, i+1), valid: !h.wrong && k > i, about: h.about, big: h.big}
	for k-i >= maxHan && isNumeral(t.at(n.end)) {
		n.end, n.valid = n.end+1, false
	}
	n.lo, n.hi = h.value(0), h.value(1)
	n.bare = power(t.at(i)) > 1
	if power(t.at(i)) >= 4 && hanDigit(t.at(i+1)) >= 0 || t.at(i) == '零' && k > i+1 { // 万一, 零五
		n.valid = false
	}
	n.single = n.end == i+1 && power(t.at(i)) == 0
	if t.at(n.end) == '点' && n.valid {
		t.hanDecimal(&n)
	}
	if r := t.at(n.end); hedged(r) && h.last > 0 && (r != '几' || power(t.at(n.end-1)) == 1) {
		n.about, n.single = true, false
		n.end++
	}
	if n.hi == 0 || n.hi < n.lo || h.last > 0 && isDigit(t.at(n.end)) { // 十二万3千
		n.valid = false
	}
	return n
}

// hanDecimal reads 点五 after 十二; a clock time (三点五十) is none.
func (t *text) hanDecimal(n *number) {
	k := n.end + 1
	scale, add := 0.1, 0.0
	for hanDigit(t.at(k)) >= 0 && k-n.end < 8 {
		add += float64(hanDigit(t.at(k))) * scale
		scale /= 10
		k++
	}
	if r := t.at(k); k == n.end+1 || r == '十' || r == '分' || r == '刻' || n.lo != n.hi {
		return
	}
	v, _ := strconv.ParseFloat(strconv.FormatFloat(n.lo+add, 'g', 12, 64), 64)
	n.lo, n.hi, n.end, n.single = v, v, k, false
	if p := power(t.at(k)); p >= 4 {
		n.lo *= decimal([]byte{'1'}, p)
		n.hi, n.end, n.big = n.lo, k+1, true
	}
}
