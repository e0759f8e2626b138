package facts

// joined reads a range that starts with n: 15%至20%, 3至5天, 5～10万元, 2元—10元.
// first and ok are n with its own unit, where it has one.
func (t *text) joined(n *number, first *find, ok bool, limit int) (find, bool) {
	i := n.end
	if ok {
		i = first.end
	} else if r, ok := t.adjacent(n, limit); ok {
		return r, true
	}
	k := t.separator(i)
	if k == i || n.lo != n.hi || k >= limit {
		return find{}, false
	}
	if t.has(k, "零下") {
		k += 2
	}
	if !isNumeral(t.at(k)) || t.has(k, "百分之") && !ok {
		return find{}, false
	}
	m := t.number(k)
	if !m.valid || m.lo != m.hi || m.arabic != n.arabic {
		return find{}, false
	}
	second, ok2 := t.withUnit(&m, limit)
	if !ok2 {
		if second, ok2 = t.withoutUnit(&m); !ok2 {
			return find{}, false
		}
	}
	lo := n.lo
	if ok {
		lo = first.lo
		if string(t.f[first.unitAt:first.unitAt+first.unit.n]) != string(t.f[second.unitAt:second.unitAt+second.unit.n]) {
			return find{}, false
		}
	} else {
		if !n.big && m.big && n.lo < m.coef {
			lo *= ten(m.exp)
		}
		lo = times(lo, second.unit.factor)
		if second.unit.word == "成" {
			lo = n.lo * 10
		}
	}
	if lo > second.hi && t.has(k-2, "零下") || t.has(n.start-2, "零下") && lo > second.hi {
		lo, second.hi = second.hi, lo
	}
	if ok && second.hi > 5*lo && changes(t.at(n.start-1)) && (t.at(k-1) == '至' || t.at(k-1) == '到') {
		return find{}, false // 增1.76万人至20.6万人: by so much to so much
	}
	if lo >= second.hi || second.end > limit {
		return find{}, false
	}
	second.start, second.lo, second.about = n.start, lo, n.about || m.about
	return second, true
}

// adjacent reads digits that follow one another across a comma as one vague
// range: 2、3级, 二、三十度.
func (t *text) adjacent(n *number, limit int) (find, bool) {
	if t.at(n.end) != '、' || n.end != n.start+1 || !isNumeral(t.at(n.end+1)) {
		return find{}, false
	}
	m := t.number(n.end + 1)
	if !m.valid || m.arabic != n.arabic || m.lo != m.hi {
		return find{}, false
	}
	first := hanDigit(t.at(m.start))
	step := 1.0
	switch {
	case n.arabic && m.end == m.start+1 && m.lo == n.lo+1:
	case !n.arabic && n.single && first == int(n.lo)+1:
		step = m.lo / float64(first)
	default:
		return find{}, false
	}
	f, ok := t.withUnit(&m, limit)
	if !ok {
		return find{}, false
	}
	f.start, f.lo, f.about = n.start, f.lo-step*orOne(f.unit.factor), true
	return f, true
}

// changes reports whether r is a verb of rising or falling.
func changes(r rune) bool {
	switch r {
	case '增', '升', '涨', '加', '降', '跌', '减', '落', '滑', '少', '多', '长', '高':
		return true
	}
	return false
}

// separator skips what may stand between the ends of a range and returns where
// the second may start; i itself where nothing does.
func (t *text) separator(i int) int {
	k := i
	if t.at(k) == ' ' {
		k++
	}
	switch t.at(k) {
	case '-':
		k++
		if t.at(k) == '-' {
			k++
		}
	case '~', '至', '到':
		k++
	default:
		return i
	}
	if t.at(k) == ' ' {
		k++
	}
	return k
}
