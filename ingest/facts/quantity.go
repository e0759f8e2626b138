package facts

import (
	"strconv"
	"strings"

	"dabao/schema"
)

// quantities runs the scanner for the tongue of the text.
func (t *text) quantities() []schema.Quantity {
	switch t.tongue {
	case chinese:
		return t.scan()
	case english:
		return t.scanEnglish()
	}
	return nil
}

// find is a quantity before it is written down.
type find struct {
	start, end, unitAt int // unitAt: where the unit starts
	lo, hi             float64
	unit               unit
	compound           int // runes of "/吨" after the unit
	about, arabic      bool
	noUnit             bool
	plus               bool // 5000+家
}

func (t *text) scan() []schema.Quantity {
	var out []schema.Quantity
	cal, said := t.cal, 0 // said: where the calendar span before ends
	for i := 0; i < len(t.f); {
		for len(cal) > 0 && cal[0].end <= i {
			said, cal = cal[0].end, cal[1:]
		}
		if len(cal) > 0 && i >= cal[0].start {
			i = cal[0].end
			continue
		}
		if !isNumeral(t.f[i]) && t.f[i] != '半' {
			i++
			continue
		}
		limit := len(t.f)
		if len(cal) > 0 {
			limit = cal[0].start
		}
		f, next := t.findAt(i, limit)
		if f.end > 0 {
			last := said
			if len(out) > 0 {
				last = max(last, out[len(out)-1].End)
			}
			out = append(out, t.write(&f, last))
			next = f.end
		}
		i = next
	}
	return out
}

// findAt reads the quantity whose numeral starts at i. Without one, end is 0
// and next is where to go on.
func (t *text) findAt(i, limit int) (f find, next int) {
	if t.f[i] == '半' {
		return t.half(i), i + 1
	}
	if k := t.ratio(i); k.end > 0 {
		return k, k.end
	}
	n := t.number(i)
	if t.fromZero(i) {
		n = number{start: i, end: i + 1, valid: true, arabic: isDigit(t.at(t.separator(i + 1)))}
		r, _ := t.joined(&n, &find{}, false, limit)
		return r, max(r.end, n.end)
	}
	if !n.valid || n.end > limit || t.named(&n) {
		return find{}, n.end
	}
	f, ok := t.latinMoney(&n, limit)
	if !ok {
		f, ok = t.withUnit(&n, limit)
	}
	if r, ok2 := t.joined(&n, &f, ok, limit); ok2 {
		return r, r.end
	}
	if !ok {
		f, ok = t.withoutUnit(&n)
	}
	if !ok || f.end > limit {
		return find{}, n.end
	}
	return f, f.end
}

// withUnit completes a number by the unit after it.
func (t *text) withUnit(n *number, limit int) (find, bool) {
	f := find{start: n.start, end: n.end, lo: n.lo, hi: n.hi, about: n.about, arabic: n.arabic}
	if t.has(n.end, "成") {
		return f, t.tenths(n, &f)
	}
	i := n.end
	if n.arabic && t.at(i) == '+' && isHan(t.at(i+1)) { // 5000+家
		f.plus = true
		i++
	}
	if n.arabic && t.at(i) == ' ' {
		i++
	}
	if t.parted(i, n, &f) || t.coupled(i, n, &f) {
		return f, true
	}
	u, ok := t.unitAt(i, n)
	if !ok && n.arabic && t.at(n.end) != ' ' {
		u, ok = t.unitAt(n.end, n)
	}
	if !ok || !t.believed(n, &u, i) || i+u.n > limit {
		return f, false
	}
	f.unit, f.unitAt, f.end = u, i, i+u.n
	f.lo, f.hi = times(f.lo, u.factor), times(f.hi, u.factor)
	t.afterUnit(n, &f)
	return f, true
}

// parted reads a unit with a word between its characters: 两个多月, 一个半小时,
// 8分多钟. The unit is written without that word.
func (t *text) parted(i int, n *number, f *find) bool {
	inner, k := t.at(i+1), i+2
	more := inner == '多' || inner == '余'
	if at := i + 1 + btoi(more); t.at(i) == '个' && t.at(at) == '亿' && n.hi < 1e4 && n.exp == 0 { // 5个亿, 3个多亿
		f.lo, f.hi, f.about = n.lo*1e8, n.hi*1e8, n.about || more
		f.noUnit, f.unitAt, f.end = true, at+1, at+1
		return true
	}
	var u unit
	switch r := t.at(i); {
	case r == '分' && more && t.at(k) == '钟', r == '个' && t.at(k) == '月' && (more || inner == '半'):
		u = unit{word: string(t.f[k]), n: 1, use: measure}
	case r == '个' && (more || inner == '半'):
		v, ok := t.unitAt(k, n)
		if !ok || v.use != measure {
			return false
		}
		u = v
	default:
		return false
	}
	u.canon = string(t.r[i]) + string(t.r[k:k+u.n])
	if more {
		f.about = true
	} else if n.lo != n.hi {
		return false
	} else {
		f.lo, f.hi = f.lo+0.5, f.hi+0.5
	}
	f.unit, f.unitAt, f.end = u, k, k+u.n
	return true
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

// halfWord reports whether what follows 半 makes a word with it: 两年半数.
func (t *text) halfWord(i int) bool {
	switch t.at(i) {
	case '数', '年', '天', '个', '小', '月', '径', '导', '决', '价', '成', '夜', '场', '程', '山':
		return true
	}
	return false
}

func orOne(f float64) float64 {
	if f == 0 {
		return 1
	}
	return f
}

// times multiplies by a unit's factor; a tenth divides, to stay exact.
func times(v, factor float64) float64 {
	if factor > 0 && factor < 1 {
		return v / (1 / factor)
	}
	return v * orOne(factor)
}

// fromZero reports whether 零 at i is the lower end of a range: 零至1%.
func (t *text) fromZero(i int) bool {
	k := t.separator(i + 1)
	return t.at(i) == '零' && k > i+1 && isNumeral(t.at(k)) && t.at(k) != '零' && !isNumeral(t.at(i-1)) && t.at(i-1) != '归' && t.at(i-1) != '清'
}

// couples are characters that count only side by side: 三室一厅, 3死5伤.
var couples = [...]string{"室房厅卫", "死伤亡"}

// coupled reads one of two such counts in a row.
func (t *text) coupled(i int, n *number, f *find) bool {
	if i != n.end || n.lo != n.hi || n.big {
		return false
	}
	for _, c := range couples {
		if !strings.ContainsRune(c, t.at(i)) {
			continue
		}
		k := i + 1
		for isNumeral(t.at(k)) && k-i < 5 {
			k++
		}
		if t.at(n.start-1) != 0 && strings.ContainsRune(c, t.at(n.start-1)) && isNumeral(t.at(n.start-2)) || k > i+1 && strings.ContainsRune(c, t.at(k)) {
			f.unit, f.unitAt, f.end = unit{word: string(t.f[i]), n: 1, use: counter}, i, i+1
			return true
		}
	}
	return false
}

// afterUnit takes what a unit may carry: a 次 (条次), a second unit under a
// slash (元/吨), a half (一年半), a decimal (1米75), an inner 多 (8分多钟).
func (t *text) afterUnit(n *number, f *find) {
	u := &f.unit
	switch {
	case t.at(f.end) == '半' && u.use == measure && f.lo == f.hi && !t.halfWord(f.end+1):
		f.lo, f.hi, f.end = f.lo+0.5, f.hi+0.5, f.end+1
		if u.canon == "" {
			u.canon = string(t.r[f.unitAt : f.unitAt+u.n])
		}
	case t.at(f.end) == '/':
		m := number{arabic: true, lo: 2, hi: 2, valid: true}
		if v, ok := t.unitAt(f.end+1, &m); ok {
			f.compound = v.n + 1
			f.end += v.n + 1
		}
	case u.word == "米" && n.single && hanDigit(t.at(f.end)) > 0 && !isNumeral(t.at(f.end+1)): // 一米四
		if _, ok := t.unitAt(f.end+1, n); !ok {
			u.canon = string(t.r[f.unitAt : f.unitAt+u.n])
			f.lo = decimal([]byte{byte('0' + int(f.lo)), byte('0' + hanDigit(t.at(f.end)))}, -1)
			f.hi, f.end = f.lo, f.end+1
		}
	case u.word == "米" && f.lo == f.hi && n.arabic && isDigit(t.at(f.end)):
		k := f.end
		for isDigit(t.at(k)) && k-f.end < 3 {
			k++
		}
		if k-f.end <= 2 && f.lo < 100 && f.lo == float64(int(f.lo)) && t.at(k) != '.' && !isNumeral(t.at(k)) && t.at(k) != '米' {
			if _, ok := t.unitAt(k, n); !ok {
				d := append(strconv.AppendInt(nil, int64(f.lo), 10), string(t.f[f.end:k])...)
				u.canon = string(t.r[f.unitAt : f.unitAt+u.n])
				f.lo = decimal(d, -(k - f.end))
				f.hi, f.end = f.lo, k
			}
		}
	}
}

// withoutUnit is a number that its multiplier makes a statement even where no
// unit follows: 10亿商品图片, 1400亿, and money named before: 人民币5000.
func (t *text) withoutUnit(n *number) (find, bool) {
	f := find{start: n.start, end: n.end, unitAt: n.end, lo: n.lo, hi: n.hi, about: n.about, arabic: n.arabic, noUnit: true}
	if sign := t.signBefore(n.start); sign != "" {
		f.unit.canon = sign
		t.latinScale(n, &f)
		return f, n.arabic
	}
	if t.currencyBefore(n.start) < n.start {
		f.unit.canon = "元"
		return f, n.arabic
	}
	if !n.big || n.bare || isLetter(t.at(n.end)) {
		return f, false
	}
	if n.arabic {
		return f, true
	}
	switch t.at(n.end) { // 九万里, 三千万象
	case '里', '分', '众', '能', '全', '万', '象', '达', '科', '幸':
		return f, false
	}
	return f, n.end-n.start >= 2
}

func (t *text) write(f *find, lastEnd int) schema.Quantity {
	q := schema.Quantity{Value: f.lo}
	q.Start, q.End = f.start, f.end
	q.Raw = string(t.r[f.start:f.end])
	if f.hi != f.lo {
		hi := f.hi
		q.ValueHigh = &hi
	}
	q.Unit = f.unit.canon
	if q.Unit == "" && !f.noUnit {
		q.Unit = string(t.r[f.unitAt : f.unitAt+f.unit.n])
	}
	if f.compound > 0 {
		q.Unit += string(t.r[f.end-f.compound : f.end])
	}
	if q.Modifier = t.modifier(f.start, f.end, f.about, &f.unit); f.plus && q.Modifier == "exact" {
		q.Modifier = "at_least"
	}
	q.Noun = t.noun(f, lastEnd)
	q.Subject = t.subject(f.start)
	return q
}
