package names

// An article that uses a short form often says so where it first names a body in
// full: 泸州白鹭科技有限公司（以下简称“白鹭科技”）.

var spellings = words(`以下简称 下称 简称 以下称 后称 下文称 以下合称`)

// maxSpelled is the longest short form in characters that is taken so.
const maxSpelled = 12

// judgeSpelled learns the short forms that a field spells out behind a body.
func (l *lattice) judgeSpelled(t *zhField) {
	for i := range t.f {
		if t.f[i] != '(' {
			continue
		}
		n := spellings.startsAt(t.f, i+1)
		if n == 0 {
			continue
		}
		start := i + 1 + n
		for start < len(t.f) && isOpening(t.f[start]) {
			start++
		}
		end := start
		for end < len(t.f) && end-start <= maxSpelled && (isHan(t.f[end]) || isLatin(t.f[end])) {
			end++
		}
		k := t.tokenAt(i - 1)
		if end-start < 2 || end-start > maxSpelled || k < 0 || t.at(end) != ')' && !isClosing(t.at(end)) || !isHan(t.f[start]) {
			continue
		}
		full := l.bodyAt(t, k)
		if full.end == 0 && l.isListedOrg(t, k) {
			full = mention{start: t.tokens[k].start, end: t.tokens[k].end}
		}
		if full.end != i {
			continue
		}
		l.evidence.learn(t.f[start:end], 'o', zhOrg|certain)
		l.spelled = append(l.spelled, [2]string{string(t.r[start:end]), string(t.r[full.start:full.end])})
	}
}

func isOpening(r rune) bool {
	return r == ':' || r == '“' || r == '「' || r == '"' || r == '为' || r == '『'
}

func isClosing(r rune) bool { return r == '”' || r == '」' || r == '"' || r == '』' }
