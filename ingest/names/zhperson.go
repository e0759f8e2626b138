package names

import (
	"strings"
	"unicode"
)

// closes are characters that mostly open what follows a name.
var closes = words(`的 了 在 是 说 和 与 及 对 向 将 被 把 从 为 等 也 都 还 就 又 并 或 但 而 于 至 到 让 给 称 以 一 不 有 上 下 中 前 后 里 这 那 其 两 三 四 五 六 七 八 九 十 年 月 日 时 个 名 位 次 曾 已 则 均 所 可 能 会 要 使 由 该 此 带 拉 看 来 去 没 很 更`)

// peopleAt gives the names of people that may start at i: a family name with
// one or two characters, and a run of characters that write foreign sounds.
// What stands beside them and how often they come make them cheaper.
func (l *lattice) peopleAt(t *zhField, i, hi int, yield func(length, cost int, class byte)) {
	if t.f[i] > 0xFFFF {
		return
	}
	n := l.familyAt(t.f[i:hi])
	if n > 0 && t.led(i) {
		n = 0 // 小温, 十米, 如何
	}
	if n > 0 && (offices.startsAt(t.f, i+n) > 1 || calls.startsAt(t.f, i+n) > 1) {
		n = 0 // 陈校长
	}
	for given := 1; n > 0 && given <= 2 && i+n+given <= hi; given++ {
		name := t.f[i : i+n+given]
		cost := l.nameCost(name, human)
		if cost < 0 {
			continue
		}
		if given == 1 && nicks.has(name[n]) || name[n] == '氏' {
			continue // 谢男
		}
		if bodies.startsAt(t.f, i+2) > 1 && l.find(name[:2]).flags&(zhPlace|zhMaybe) != 0 {
			continue // 杨浦|分局
		}
		if e := l.find(name); e.flags&(zhPlace|zhOrg|zhCertain) != 0 || e.class != 0 && e.class != '-' && e.class != 'h' && (len(name) > 2 || offices.endsAt(t.f, i) == 0) {
			continue
		}
		if last := t.f[i+n+given-1 : i+n+given]; given == 2 && !isHan(t.at(i+n+given)) && closes.has(last) {
			if c, ok := l.letter(latter, last[0]); ok && c <= maxLatter {
				cost -= closing // nothing follows that it could open
			}
		}
		yield(len(name), max(8, cost-l.evidence.beside(t, i, i+len(name))-l.evidence.repeated(name)), human)
	}
	if _, ok := l.letter(transfer, t.f[i]); !ok {
		return
	}
	cost := foreign
	for length := 1; length <= maxForeign && i+length <= hi; length++ {
		c, ok := l.letter(transfer, t.f[i+length-1])
		if !ok || c > 33 {
			return
		}
		cost += c
		if length >= 2 {
			yield(length, cost, sounds)
		}
	}
}

// nicks stand behind a family name for whom a report does not name in full.
var nicks = runesOf("男女嫌妇姓氏翁")

// closing is what it costs a name to end in a character that mostly opens what
// follows.
const closing = 24

// compound are the characters that family names of two begin with.
var compound = runesOf("欧上司诸东皇尉公慕令夏端南独宇长轩百西呼申太完拓澹淳单赫闻濮宗第纳耶爱范张叶那")

// leads stand before what looks like a family name and make another word of it:
// a pet name, a number, 如何.
var leads = runesOf("小老阿0123456789一二三四五六七八九十百千万亿两几数多第每各某该此如任")

// led reports whether what stands before i makes another word of a family name:
// 如 and 任 do of 何 alone.
func (t *zhField) led(i int) bool {
	if i > 1 && isBlank(t.f[i-1]) && isDigit(t.f[i-2]) && leads.has(t.f[i]) {
		return true // 6400 万
	}
	return i > 0 && leads.has(t.f[i-1]) && (t.f[i] == '何' || t.f[i-1] != '如' && t.f[i-1] != '任')
}

// grounds end the name of a place more often than that of a person.
var (
	grounds     = runesOf("湖河村镇县州市区滩沟路街港湾寺庙洞坝峡屯网报店厂馆站校")
	rareGrounds = runesOf("山江岛桥峰岭石泉谷潭城园院")
)

// familyAt is the length of the family name that f starts with, 0 for none. Of
// two it takes the longer.
func (l *lattice) familyAt(f []rune) int {
	if len(f) > 2 && compound.has(f[0]) && l.find(f[:2]).flags&zhSurname != 0 {
		return 2
	}
	if _, ok := l.letter(family, f[0]); ok && len(f) > 1 {
		return 1
	}
	return 0
}

// givenEnds reports whether r ends many given names and is no word that mostly
// follows one.
func (l *lattice) givenEnds(r rune) bool {
	c, ok := l.letter(latter, r)
	return ok && c <= maxLatter && !closes.has([]rune{r})
}

// maxLatter is what the last character of a given name costs at most that is
// one of the usual.
const maxLatter = 36

// nameCost is what a name costs by its characters, -1 where it can be none.
func (l *lattice) nameCost(name []rune, class byte) int {
	if class == sounds {
		cost := foreign
		for _, r := range name {
			c, ok := l.letter(transfer, r)
			if !ok {
				return -1
			}
			cost += c
		}
		return cost
	}
	n, cost := 1, 0
	if len(name) > 2 && compound.has(name[0]) && l.find(name[:2]).flags&zhSurname != 0 {
		n, cost = 2, 22
	} else if c, ok := l.letter(family, name[0]); ok {
		cost = c
	} else {
		return -1
	}
	switch given := name[n:]; len(given) {
	case 1:
		c, ok := l.letter(latter, given[0])
		if !ok {
			c = 48
		}
		return cost + personFew + c
	case 2:
		a, ok := l.letter(former, given[0])
		if !ok {
			a = 48
		}
		b, ok := l.letter(latter, given[1])
		if !ok {
			b = 48
		}
		if closes.has(given[1:]) {
			b += closing
		}
		if e := l.find(given); e.class != 0 && e.class != '-' && e.class != 'h' && e.cost < 46 {
			b += 14 // a word
		}
		if offices.has(given) || calls.has(given) {
			return -1
		}
		return cost + person + a + b
	}
	return -1
}

// judge learns what a field makes certain.
func (l *lattice) judge(t *zhField) {
	for i, k := range t.tokens {
		if m := l.dotted(t, i); m.end > 0 {
			if dot := lastDot(t.f[m.start:m.end]); dot > 0 && len(t.f[m.start+dot+1:m.end]) >= 2 && isHan(t.f[m.end-1]) {
				l.evidence.learn(t.f[m.start+dot+1:m.end], sounds, certain)
			}
			continue
		}
		if l.isPerson(t, i) {
			l.evidence.learn(t.text(k), human, certain)
			if given := t.text(k)[1:]; len(given) == 2 && l.isCommonFamily(t.f[k.start]) && !l.isKnownWord(given) {
				l.evidence.learn(given, human, certain) // 晓颖
			}
		}
	}
}

// isKnownWord reports whether the list has a word, be it a name.
func (l *lattice) isKnownWord(w []rune) bool {
	e := l.find(w)
	return e.class != 0 && e.class != 'h' || e.flags&(zhPlace|zhOrg|zhSurname) != 0
}

func lastDot(f []rune) int {
	for i := len(f) - 1; i > 0; i-- {
		if isDot(f[i]) {
			return i
		}
	}
	return 0
}

func isDot(r rune) bool { return r == '·' || r == '•' || r == '‧' || r == '・' }

// dotted gives the name around the dot at token i: parts that write foreign
// sounds, joined by dots.
func (l *lattice) dotted(t *zhField, i int) mention {
	if t.tokens[i].class != sign || i == 0 || !isDot(t.f[t.tokens[i].start]) && !l.hyphens(t, i) {
		return mention{}
	}
	dot := t.tokens[i].start
	start, end := dot, dot+1
	for start > 0 && dot-start < maxForeign && l.mayWriteSound(t.f[start-1]) && offices.endsAt(t.f, start) == 0 {
		start--
	}
	for end < len(t.f) && end-dot <= 3*maxForeign {
		if isDot(t.f[end]) {
			end++
			continue
		}
		if !l.mayWriteSound(t.f[end]) || l.wordStarts(t.f[end:]) {
			break
		}
		end++
	}
	switch k := t.tokens[i-1]; {
	case k.end != dot || k.class == latin:
	case k.class == sounds || isHyphen(t.f[dot]):
		start = max(start, k.start) // 弄来|卡梅罗
	case k.end-k.start <= 3 && containsRune("nzhx", rune(k.class)) && offices.endsAt(t.f, k.end) == 0:
		start = min(start, k.start) // 茉莉·西尔斯
	}
	if isHyphen(t.f[dot]) {
		end = max(end, t.tokens[i+1].end)
	}
	if n := t.tokenAt(end); n >= 0 && t.tokens[n].start < end && t.tokens[n].start > dot && t.tokens[n].flags&zhCertain != 0 {
		end = t.tokens[n].end // 史蒂文·姆努|钦
	}
	if dot-start < 1 || end-dot < 3 || isDot(t.f[end-1]) {
		return mention{}
	}
	return mention{start: start, end: end, kind: 'h'}
}

func isHyphen(r rune) bool { return r == '-' || r == '－' }

// hyphens reports whether token i is a hyphen between two words that write
// foreign sounds: 唐尼-沃尔什.
func (l *lattice) hyphens(t *zhField, i int) bool {
	if !isHyphen(t.f[t.tokens[i].start]) || i+1 >= len(t.tokens) {
		return false
	}
	foreign := false
	for _, k := range []token{t.tokens[i-1], t.tokens[i+1]} {
		name := t.text(k)
		if len(name) < 2 || !isHan(name[0]) || k.flags&(zhPlace|zhOrg) != 0 && !(l.sport && l.writesSounds(name)) || k.class != sounds && k.class != human && k.class != 'h' && !(l.sport && l.writesSounds(name)) {
			return false
		}
		foreign = foreign || k.class == sounds || len(t.text(k)) > 2 && l.writesSounds(t.text(k))
	}
	return foreign
}

func (l *lattice) mayWriteSound(r rune) bool {
	c, ok := l.letter(transfer, r)
	return ok && c <= 35 || isLatin(r)
}

// wordStarts reports whether a word that goes on after a name starts here.
func (l *lattice) wordStarts(f []rune) bool {
	if speech.startsAt(f, 0) > 0 || outside.startsAt(f, 0) > 0 {
		return true
	}
	if len(f) < 2 {
		return false
	}
	e := l.find(f[:2])
	return e.class != 0 && e.cost < 44 && (e.class == 'v' || e.class == 'd' || e.class == 't' || e.class == 'f' || e.class == 'r' || e.class == 'n' || e.class == 'm')
}

// people gives the mentions of people.
func (l *lattice) people(t *zhField) []mention {
	var found []mention
	for i := range t.tokens {
		if m := l.dotted(t, i); m.end > 0 {
			if n := len(found); n > 0 && found[n-1].end > m.start {
				m.start = min(m.start, found[n-1].start)
				found = found[:n-1]
			}
			found = append(found, m)
			continue
		}
		k := t.tokens[i]
		if n := len(found); n > 0 && found[n-1].end > k.start {
			continue
		}
		if k.class == latin && t.isLatinName(i) {
			found = append(found, mention{start: k.start, end: t.tokens[i+2].end, kind: 'h'})
			continue
		}
		if l.isPerson(t, i) {
			found = append(found, mention{start: k.start, end: l.soundsEnd(t, i), kind: 'h'})
		}
	}
	for i := range found {
		t.role(&found[i])
	}
	for i := 1; i < len(found); i++ { // one office before a list of names
		a, b := &found[i-1], &found[i]
		if b.roleEnd == 0 && a.roleEnd > 0 && a.roleEnd <= a.start && b.start == a.end+1 && (t.f[a.end] == '、' || t.f[a.end] == '和') {
			b.roleStart, b.roleEnd = a.roleStart, a.roleEnd
		}
	}
	return t.withLatin(found)
}

// soundsEnd is where the name ends that token i begins: what else writes foreign
// sounds at once behind one that does is part of it, 布特克维|丘斯.
func (l *lattice) soundsEnd(t *zhField, i int) int {
	end := t.tokens[i].end
	for n := i + 1; n < len(t.tokens) && l.writesSounds(t.text(t.tokens[n-1])); n++ {
		k := t.tokens[n]
		if k.start != end || k.end-t.tokens[i].start > 2*maxForeign || k.class != sounds && k.class != human && k.class != 'h' || k.flags&(zhPlace|zhOrg) != 0 || !l.writesSounds(t.text(k)) {
			break
		}
		end = k.end
	}
	return end
}

// isLatinName reports whether token i and the word behind a blank are a given
// and a family name in Latin letters, and no more stand there.
func (t *zhField) isLatinName(i int) bool {
	if i+2 >= len(t.tokens) || t.tokens[i+1].class != blank || t.tokens[i+1].end-t.tokens[i+1].start != 1 || t.tokens[i+2].class != latin {
		return false
	}
	if i > 1 && t.tokens[i-1].class == blank && t.tokens[i-2].class == latin || i+4 < len(t.tokens) && t.tokens[i+3].class == blank && (t.tokens[i+4].class == latin || t.tokens[i+4].class == digits) {
		return false
	}
	first, last := t.r[t.tokens[i].start:t.tokens[i].end], t.r[t.tokens[i+2].start:t.tokens[i+2].end]
	if !unicode.IsUpper(first[0]) || !unicode.IsUpper(last[0]) || len(first) < 3 || len(last) < 3 || unicode.IsUpper(first[1]) || unicode.IsUpper(last[1]) {
		return false
	}
	a, b := openEnglish().find([]rune(strings.ToLower(string(first)))), openEnglish().find([]rune(strings.ToLower(string(last))))
	return a.flags&enGiven != 0 && a.flags&(enWord|enPlace) == 0 && (b.flags&enSurname != 0 || b.flags&(enWord|enPlace|enOrg) == 0)
}

// maxRole is the longest title in characters that is taken for one.
const maxRole = 10

// role finds the office that stands beside a person: what ends before the
// name, with the words that say which, else what starts behind it.
func (t *zhField) role(m *mention) {
	end := m.start
	for end > 0 && (isBlank(t.f[end-1]) || t.f[end-1] == ':') && m.start-end < 2 {
		end--
	}
	if n := offices.endsAt(t.f, end); n > 0 {
		start := end - n
		for i := t.tokenAt(start - 1); i >= 0; i-- {
			k := t.tokens[i]
			if k.end > start {
				if k.flags&zhOrg == 0 {
					break
				}
				start = k.start // 新闻局|长
				continue
			}
			if k.end < start || end-k.start > maxRole || !t.qualifies(k) {
				break
			}
			start = k.start
		}
		m.roleStart, m.roleEnd = start, end
		return
	}
	if n := offices.startsAt(t.f, m.end); n > 1 {
		m.roleStart, m.roleEnd = m.end, m.end+n
	}
}

var qualifiers = words(`副 前 原 现任 时任 首席 高级 资深 执行 常务 代理 总 联席 名誉 荣誉 候任 女 特约 驻 外籍 客座 特聘 主治 值班 联合 品牌 渠道 研发 设计 战略 公益 工程 质量 采购 供应链 信息 数据 内容 市场 销售 技术 运营 产品 财务 法务 公关 新闻 投资 行政 人事 安全 艺术 创意 项目 区域 助理 业内`)

// qualifies reports whether a token belongs to the title that follows it.
func (t *zhField) qualifies(k token) bool { return qualifiers.has(t.text(k)) }
