package facts

// Money in a Chinese text that is written the English way: €1.5m, $3.2 trillion.

// signBefore is the unit that a currency sign before start names, empty where
// none stands there.
func (t *text) signBefore(start int) string {
	if t.at(start-1) == ' ' {
		start--
	}
	switch t.at(start - 1) {
	case '¥', '￥':
		return "元"
	case '$', '€', '£':
		return string(t.r[start-1])
	}
	return ""
}

// latinMoney reads a sum behind a sign whose multiplier is a Latin word or
// letter, before the letter is taken for a measure: €1.5m is no length.
func (t *text) latinMoney(n *number, limit int) (find, bool) {
	if !n.arabic || n.exp > 0 || t.signBefore(n.start) == "" {
		return find{}, false
	}
	f, ok := t.withoutUnit(n)
	if !ok || f.end > n.end {
		return f, ok && f.end <= limit
	}
	k := t.separator(n.end)
	if k == n.end || !isDigit(t.at(k)) {
		return find{}, false
	}
	m := t.number(k)
	g := find{start: n.start, end: m.end, unitAt: m.end, lo: m.lo, unit: f.unit, noUnit: true, arabic: true}
	if t.latinScale(&m, &g); !m.valid || m.exp > 0 || g.end == m.end || g.end > limit || n.lo >= m.lo {
		return find{}, false
	}
	g.lo, g.hi = rounded(n.lo*(g.lo/m.lo)), g.lo
	return g, true
}

// latinScale multiplies the sum f by million, bn and the like behind n.
func (t *text) latinScale(n *number, f *find) {
	if !n.arabic || n.exp > 0 {
		return
	}
	a := amount{v: n.lo, end: n.end, sign: f.unit.canon}
	if t.scale(&a); a.end > n.end && !isDigit(t.at(a.end)) && a.v <= 1e15 {
		f.lo, f.hi, f.end, f.unitAt = a.v, a.v, a.end, a.end
	}
}
