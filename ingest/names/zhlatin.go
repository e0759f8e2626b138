package names

// maxLatin is the longest name in Latin letters, in words, that is read behind a
// name in Han.
const maxLatin = 5

// latinBehind gives the name in Latin letters that stands in brackets behind a
// name that ends at i, as it is spelled at home: 鎧俠（Kioxia）. All capitals are
// the sign of a share or mean something else.
func (t *zhField) latinBehind(i int, kind byte) mention {
	for i < len(t.f) && isClosing(t.f[i]) {
		i++
	}
	n := t.tokenAt(i)
	if n < 0 || t.f[i] != '(' {
		return mention{}
	}
	words, lower, first, last := 0, false, n+1, n
	for n++; n < len(t.tokens) && (t.tokens[n].class == latin || t.tokens[n].class == blank || t.f[t.tokens[n].start] == '.'); n++ {
		if k := t.tokens[n]; k.class == latin {
			words, last = words+1, n
			for _, r := range t.r[k.start:k.end] {
				lower = lower || r >= 'a' && r <= 'z'
			}
		}
	}
	if words == 0 || words > maxLatin || !lower || n >= len(t.tokens) || t.f[t.tokens[n].start] != ')' || kind == 'h' && words < 2 {
		return mention{}
	}
	if r := t.r[t.tokens[first].start]; r < 'A' || r > 'Z' {
		return mention{}
	}
	return mention{start: t.tokens[first].start, end: t.tokens[last].end, kind: kind}
}

// withLatin adds the names in Latin letters behind mentions, which are in order.
func (t *zhField) withLatin(found []mention) []mention {
	all := make([]mention, 0, len(found))
	for i, m := range found {
		all = append(all, m)
		if b := t.latinBehind(m.end, m.kind); b.end > 0 && (i+1 == len(found) || found[i+1].start >= b.end) {
			all = append(all, b)
		}
	}
	return all
}
