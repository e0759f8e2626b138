package names

import (
	"cmp"
	"slices"
	"strings"
)

// places gives the mentions of places: those of the lists, and a word of
// unknown characters that ends like one behind a place.
func (l *lattice) places(t *zhField) []mention {
	var found []mention
	for i := 0; i < len(t.tokens); i++ {
		k := t.tokens[i]
		last := -1
		if len(found) > 0 {
			last = found[len(found)-1].end
		}
		if k.start < last {
			continue
		}
		if l.isPlace(t, i) && !(last == k.start && i+1 < len(t.tokens) && t.tokens[i+1].start == k.end && isDivision(t.text(t.tokens[i+1]))) {
			m := mention{start: k.start, end: k.end, kind: 'p'}
			if last == k.start && isTown(t.f[last-1]) && isHamlet(t.f[k.end-1]) {
				found[len(found)-1].end = k.end
				continue
			}
			if n := k.end - k.start; n > 2 && isLevel(t.f[k.end-1]) && t.at(k.end) == '长' && i+1 < len(t.tokens) && t.tokens[i+1].end == k.end+1 {
				m.end-- // 台北|市长
			} else if i+1 < len(t.tokens) && t.tokens[i+1].start == k.end && isLevel(t.f[k.end]) && t.tokens[i+1].end == k.end+1 && !isLevel(t.f[k.end-1]) {
				m.end++
			}
			found = append(found, m)
			continue
		}
		if m := l.builtPlace(t, i, last); m.end > 0 {
			if n := len(found); n > 0 && (m.start < found[n-1].end || m.start == found[n-1].end && isTown(t.f[m.start-1]) && isHamlet(t.f[m.end-1])) {
				m.start = min(m.start, found[n-1].start)
				found = found[:n-1]
			}
			found = append(found, m)
		}
	}
	return found
}

// judgePlaces learns the villages and towns that no list has from where they
// stand behind a place: 通渭县东湾村 lets 东湾村 be one.
func (l *lattice) judgePlaces(t *zhField) {
	l.judgeStems(t)
	if !slices.ContainsFunc(t.f, isVillage) {
		return
	}
	for _, m := range l.places(t) {
		if name := t.f[m.start:m.end]; len(name) > 2 && len(name) <= 5 && isVillage(name[len(name)-1]) && l.find(name).class == 0 {
			l.evidence.learn(name, 'l', zhPlace)
		}
	}
}

// judgeStems lets a district or town that the field names in full stand for
// itself without its ending, unless that is a word: 善化區 lets 善化 be one.
func (l *lattice) judgeStems(t *zhField) {
	for _, k := range t.tokens {
		if n := k.end - k.start; k.flags&zhPlace == 0 || n < 3 || n > 5 || k.class == human || !strings.ContainsRune("市区镇乡县", t.f[k.end-1]) {
			continue
		}
		stem := t.f[k.start : k.end-1]
		if e := l.find(stem); e.flags&zhPlace == 0 && (e.class == 0 || e.flags&zhMaybe != 0 && e.cost > commonWord+5) {
			l.evidence.learn(stem, 'l', zhPlace)
			l.evidence.learn(t.text(k), 'l', zhPlace) // and still whole
		}
	}
}

func isVillage(r rune) bool { return r == '村' || r == '镇' || r == '乡' }

// placeBefore reports whether the token that ends at i is a place.
func (t *zhField) placeBefore(i int) bool {
	n := t.tokenAt(i - 1)
	return n >= 0 && t.tokens[n].end == i && t.tokens[n].flags&zhPlace != 0 && t.tokens[n].class != human
}

// divisions are the endings of places below a county.
var divisions = words(`村 镇 乡 区 县 社区 街道 小区 新村 村委会`)

func isDivision(w []rune) bool { return divisions.has(w) }

func isTown(last rune) bool {
	return last == '镇' || last == '乡' || last == '道'
}
func isHamlet(last rune) bool {
	return last == '村' || last == '区' || last == '组' || last == '屯'
}

// isPlace reports whether token i is a place of the lists here.
func (l *lattice) isPlace(t *zhField, i int) bool {
	k := t.tokens[i]
	if k.flags&(zhPlace|zhMaybe) == 0 || k.class == human || k.flags&certain != 0 {
		return false
	}
	if i+1 < len(t.tokens) && t.tokens[i+1].start == k.end {
		if next := t.text(t.tokens[i+1]); blends.has(next) {
			return false
		}
	}
	if compass.has(t.text(k)) && sides.startsAt(t.f, k.end) > 0 {
		return false // 西南空域
	}
	if k.end < len(t.f) && (t.f[k.end] == '人' || t.f[k.end] == '籍' || t.f[k.end] == '裔') {
		return false
	}
	if i > 0 && t.tokens[i-1].end == k.start && string(t.text(t.tokens[i-1])) == "新" || l.isHolder(t, k) {
		return false
	}
	if k.flags&zhPlace != 0 {
		if k.flags&zhMaybe != 0 && k.end-k.start == 2 && strongWord(k.class) && (l.find(t.text(k)).cost < 40 || !l.besidePlace(t, i)) {
			return false
		}
		return k.end-k.start > 1
	}
	return l.besidePlace(t, i)
}

// isHolder reports whether a place abroad is rather whom an office before it
// names: 外援蒙特罗.
func (l *lattice) isHolder(t *zhField, k token) bool {
	n := offices.endsAt(t.f, k.start)
	return n > 1 && !correspondents.has(t.f[k.start-n:k.start]) && l.writesSounds(t.text(k))
}

// compass are regions by a point of the compass, which before sides is meant.
var (
	compass = words(`东北 西北 西南 东南 华北 华南`)
	sides   = words(`部 侧 角 面 方 方向 风 向 空域 海域 沿海 端 隅`)
)

// strongWord reports whether a class of the word list speaks against a name.
func strongWord(class byte) bool { return class == 'v' || class == 'a' || class == 'd' || class == 'w' }

// besidePlace reports whether a sure place touches token i, before it.
func (l *lattice) besidePlace(t *zhField, i int) bool {
	if i == 0 {
		return false
	}
	p := t.tokens[i-1]
	if p.end != t.tokens[i].start || p.flags&zhPlace == 0 || p.class == human {
		return false
	}
	k := t.tokens[i]
	if strings.ContainsRune("区镇乡村", t.f[p.end-1]) && p.end-p.start > 2 && !isLevel(t.f[k.end-1]) {
		return false // 楠梓區|新屋: nothing that long stands below a district
	}
	if strongWord(k.class) && l.find(t.text(k)).cost < 50 {
		return false // 台中市|新兴
	}
	return k.class == 'l' || k.class == unknown || !wholes.has(t.text(p)) || l.find(t.text(k)).cost >= 50
}

// wholes are countries and parts of the world: what follows them is more often
// their thing than a place in them, 中国|文化.
var wholes = words(`中国 美国 英国 法国 德国 韩国 泰国 俄罗斯 日本 印度 欧洲 亚洲 非洲 北美 南美 东南亚 中东 台湾 香港 澳洲 加拿大`)

// builtPlace finds a place that no list has: after a place, one to four
// characters and an ending like 村, or the ending of what people build. last is
// where the place before ends.
func (l *lattice) builtPlace(t *zhField, i, last int) mention {
	k := t.tokens[i]
	w := t.text(k)
	if n := len(w); k.class == human && k.start == last && (w[n-1] == '村' || w[n-1] == '镇' || w[n-1] == '乡') {
		return mention{start: k.start, end: k.end, kind: 'p'}
	}
	division := isDivision(w)
	site := !division && sites.has(w)
	if !division && !site {
		return mention{}
	}
	if m := t.market(i); m.end > 0 {
		return m
	}
	start := k.start
	for j := i - 1; j >= 0 && t.tokens[j].end == start && k.start-t.tokens[j].start <= 5; j-- {
		p := t.tokens[j]
		if p.start < last && last > 0 && p.end > last {
			break
		}
		if p.end == last || p.flags&zhPlace != 0 && p.class != human && last != p.start {
			if p.end == last && !site && last < k.start {
				break
			}
			if site && p.flags&zhPlace != 0 {
				start = p.start
			}
			break
		}
		if !joins(t, p) || p.class == digits {
			break
		}
		start = p.start
	}
	stem := k.start - start
	if site && !t.namesSite(start, k, standing.has(w)) {
		return mention{}
	}
	switch {
	case stem < 1, stem == 1 && (t.f[start] == '一' || t.f[start] == '某' || t.f[start] == '该'):
		return mention{}
	case site:
		if last >= 0 && (start == last || start < last) || hasPlace(t, start, k.start) {
			return mention{start: start, end: k.end, kind: 'p'}
		}
	case start == last && stem <= 4:
		return mention{start: start, end: k.end, kind: 'p'}
	}
	return mention{}
}

// market gives the shopping district or night market that ends with token i and
// fills a clause or a place in a list: 「西門商圈」, 永康商圈、八德商圈.
func (t *zhField) market(i int) mention {
	k := t.tokens[i]
	if !markets.has(t.text(k)) {
		return mention{}
	}
	j := i
	for j > 0 && t.tokens[j-1].end == t.tokens[j].start && k.start-t.tokens[j-1].start <= 4 && joins(t, t.tokens[j-1]) && isHan(t.f[t.tokens[j-1].start]) {
		j--
	}
	start := t.tokens[j].start
	bound := t.opens(start) && !isDigit(t.at(start-1)) || start > 0 && strings.ContainsRune("和与及是在到有", t.f[start-1])
	if k.start-start < 2 || !bound || anyMarket.startsAt(t.f, start) > 0 {
		return mention{}
	}
	return mention{start: start, end: k.end, kind: 'p'}
}

// namesSite reports whether the tokens from start to k say which site it is: no
// verb or number, and more than a place unless the ending stands behind one.
func (t *zhField) namesSite(start int, k token, standing bool) bool {
	more := standing
	for i := t.tokenAt(start); i >= 0 && t.tokens[i].end <= k.start; i++ {
		p := t.tokens[i]
		switch {
		case p.class == 'v' || p.class == 'm' || p.class == 'a' && p.end-p.start > 1:
			return false
		case p.flags&zhPlace == 0:
			more = true
		}
	}
	return more
}

func hasPlace(t *zhField, start, end int) bool {
	for i := t.tokenAt(start); i >= 0 && i < len(t.tokens) && t.tokens[i].end <= end; i++ {
		if t.tokens[i].flags&zhPlace != 0 {
			return true
		}
	}
	return false
}

// joins reports whether a token may stand inside a name of a place or body.
func joins(t *zhField, k token) bool {
	switch k.class {
	case 't':
		return string(t.text(k)) == "青年"
	case 'd', 'f', 'r', sign, blank:
		return false
	}
	return !outside.has(t.text(k))
}

// maxListed is how many compounds of one list are read.
const maxListed = 16

// compounds finds the residential compounds that a list names after a place:
// 朝阳社区龙祥苑、兽医站等小区.
func (t *zhField) compounds(found []mention) []mention {
	var more []mention
	last := 0 // where the list before ends
	for i := 0; i+3 <= len(t.f); i++ {
		if t.f[i] != '等' || t.f[i+1] != '小' || t.f[i+2] != '区' {
			continue
		}
		for end, n := i, 0; end > last && n < maxListed; n++ {
			start := end
			for start > last && isHan(t.f[start-1]) && end-start < 12 {
				start--
			}
			for k := endsIn(found, start); k < len(found) && found[k].end < end; k++ {
				start = max(start, found[k].end)
			}
			if n := end - start; n < 2 || n > 6 {
				break
			}
			more = append(more, mention{start: start, end: end, kind: 'p'})
			if t.at(start-1) != '、' {
				break
			}
			end = start - 1
		}
		last = i
	}
	return more
}

// endsIn is the first of the mentions, which are in order, that ends behind i.
func endsIn(found []mention, i int) int {
	n, _ := slices.BinarySearchFunc(found, i, func(m mention, i int) int { return cmp.Compare(m.end, i+1) })
	return n
}
