package facts

// ordinals name the quarters and halves of a year.
var quarterNames = map[string]part{"first": quarter1, "second": quarter2, "third": quarter3, "fourth": quarter4}

// quarterEnglish reads Q3 2022, the third quarter of 2021, the first half of
// 2020, and a quarter without a year, which is the nearest.
func (t *text) quarterEnglish(m *moment, w string, e int) bool {
	k := e
	if w == "q" && t.f[m.start] == 'Q' && t.at(e) >= '1' && t.at(e) <= '4' && !isDigit(t.at(e+1)) && !isLetter(t.at(e+1)) {
		m.part, k = quarter1+part(t.at(e)-'1'), e+1
	} else if p, ok := quarterNames[w]; ok && (t.at(e) == ' ' || t.at(e) == '-') {
		w2, e2 := t.word(e + 1)
		switch {
		case w2 == "quarter":
			m.part = p
		case w2 == "half" && p == quarter1 && t.has(e2, " of "):
			m.part = half1
		case w2 == "half" && p == quarter2 && t.has(e2, " of "):
			m.part = half2
		default:
			return false
		}
		k = e2
	} else {
		return false
	}
	m.end = k
	for _, between := range [...]string{" of ", " in ", " "} {
		y, ye := t.small(k + len(between))
		if t.has(k, between) && isDigit(t.at(k+len(between))) && ye-k-len(between) == 4 && y >= 1500 && y < 2100 && !isLetter(t.at(ye)) {
			m.year, m.end = y, ye
			return true
		}
	}
	if m.part >= half1 || !t.quarterOfYear(m) {
		return false
	}
	m.from, m.shift, m.relative = thisYear, noShift, true
	return true
}

// quarterOfYear tells the quarter of a year from that of a match: Q3 and a
// quarter in which money is counted, not points.
func (t *text) quarterOfYear(m *moment) bool {
	if t.at(m.start) == 'Q' {
		return true
	}
	for i := max(m.start-120, 0); i < m.end+120 && i < len(t.f); i++ {
		if isLetter(t.at(i - 1)) {
			continue
		}
		switch w, _ := t.word(i); w {
		case "revenue", "revenues", "sales", "profit", "profits", "earnings", "income", "gdp", "growth", "economy", "economic", "shipments", "deliveries", "results", "inflation", "percent":
			return true
		}
	}
	return false
}

// partBefore reports whether mid, early or late and a hyphen at i stand before
// a year: mid-2021.
func (t *text) partBefore(i int) bool {
	if t.at(i) != '-' {
		return false
	}
	switch w, _ := t.wordBefore(i); w {
	case "mid", "early", "late":
		return true
	}
	return false
}
