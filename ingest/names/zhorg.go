package names

import "strings"

// orgs gives the organisations of a field: those of the lists, and words that
// end like one behind what tells it from others.
func (l *lattice) orgs(t *zhField) []mention {
	var found []mention
	add := func(m mention) {
		for n := len(found); n > 0 && found[n-1].end > m.start; n = len(found) {
			if found[n-1].start < m.start {
				m.start = found[n-1].start
			}
			found = found[:n-1]
		}
		found = append(found, m)
	}
	for i, k := range t.tokens {
		if n := len(found); n > 0 && k.end <= found[n-1].end {
			continue
		}
		if m := l.mixedAt(t, i); m.end > 0 {
			add(m)
		} else if m := l.bodyAt(t, i); m.end > 0 && (m.start == k.start || !l.isListedOrg(t, i) || t.isAnchored(m.start, k.start)) {
			add(m)
		} else if l.speaksAlone(t, i) {
			add(mention{start: k.start, end: k.end, kind: 'o'})
		} else if l.isListedOrg(t, i) {
			if m := t.teamAt(i); m.end > 0 {
				add(m)
			} else {
				add(mention{start: t.unwordedBefore(i), end: t.unwordedAfter(i), kind: 'o'})
			}
		}
	}
	return t.withLatin(t.joinOrgs(found))
}

// mixedAt gives the body of the list that begins at token i with digits or Latin
// letters and goes on in Han: 36氪, SK海力士.
func (l *lattice) mixedAt(t *zhField, i int) mention {
	k := t.tokens[i]
	if k.class != digits && k.class != latin || !isHan(t.at(k.end)) {
		return mention{}
	}
	node, found := int32(0), mention{}
	for j := k.start; j < len(t.f) && j-k.start < maxWord; j++ {
		if node = l.child(node, t.f[j]); node == 0 {
			break
		}
		if j >= k.end && l.entry(node).flags&zhOrg != 0 {
			found = mention{start: k.start, end: j + 1, kind: 'o'}
		}
	}
	return found
}

// isAnchored reports whether a place, a level or a body begins what stands from
// start to end, and no verb is in it: it is 立法院 in 删除|立法院.
func (t *zhField) isAnchored(start, end int) bool {
	n := t.tokenAt(start)
	if n >= 0 && t.tokens[n].end == end && wholes.has(t.text(t.tokens[n])) {
		return false // 美国|苹果公司
	}
	if n < 0 || t.tokens[n].flags&(zhPlace|zhOrg) == 0 && !isLevel(t.f[start]) && string(t.text(t.tokens[n])) != "国家" {
		return false
	}
	for ; n < len(t.tokens) && t.tokens[n].end <= end; n++ {
		if t.tokens[n].class == 'v' {
			return false
		}
	}
	return true
}

// speaksAlone reports whether token i is an office of a government, 旅遊處, that
// opens a clause and is said to speak: the one of the place that the article is
// about.
func (l *lattice) speaksAlone(t *zhField, i int) bool {
	k := t.tokens[i]
	w := t.text(k)
	return len(w) > 2 && departments.has(w[len(w)-1]) && k.flags&certain == 0 && bodies.has(w) && t.opens(k.start) && (speech.startsAt(t.f, k.end) > 0 && t.speaks(k.end) || offices.startsAt(t.f, k.end) > 1)
}

// departments end the names of the offices of a government.
var departments = runesOf("局处司署厅")

// unwordedBefore is where the characters begin that make no word and touch
// token i from the left: the first part of a joint venture, 广汽丰田.
func (t *zhField) unwordedBefore(i int) int {
	j, odd := i, false
	for j > 0 && i-j < 3 && t.tokens[j-1].end == t.tokens[j].start && t.tokens[j-1].end-t.tokens[j-1].start == 1 && joins(t, t.tokens[j-1]) && isHan(t.f[t.tokens[j-1].start]) && !containsRune("vdr", rune(t.tokens[j-1].class)) {
		j--
		odd = odd || t.tokens[j].class == unknown
	}
	if i-j < 2 || !odd {
		return t.tokens[i].start
	}
	return t.tokens[j].start
}

// unwordedAfter is where two characters end that make no word and touch token i
// from the right: the rest of a name, 紫光展锐.
func (t *zhField) unwordedAfter(i int) int {
	end := t.tokens[i].end
	if t.tokens[i].class == latin || i+2 >= len(t.tokens) {
		return end
	}
	if k, n := t.tokens[i+1], t.tokens[i+2]; k.start == end && string(t.text(k)) == "中国" && n.start == k.end && (n.class == 'v' || n.class == sign || string(t.text(n)) == "方面") {
		return k.end // 高通中国
	}
	if n := i + 3; n < len(t.tokens) && (t.tokens[n].class == latin || t.tokens[n].class == digits || t.tokens[n].class == blank && n+1 < len(t.tokens) && (t.tokens[n+1].class == latin || t.tokens[n+1].class == digits)) {
		return end // 高通骁龙 865 is a thing
	}
	for j := i + 1; j <= i+2; j++ {
		k := t.tokens[j]
		if k.start != t.tokens[j-1].end || k.end-k.start != 1 || !joins(t, k) || !isHan(t.f[k.start]) || containsRune("vmsd", rune(k.class)) || isLevel(t.f[k.start]) || speech.startsAt(t.f, k.start) > 0 {
			return end
		}
	}
	if j := i + 3; j < len(t.tokens) && t.tokens[j].start == t.tokens[i+2].end && t.tokens[j].end == t.tokens[j].start+1 && shortBodies.has(t.f[t.tokens[j].start]) {
		return t.tokens[j].end // 农委会农粮|署
	}
	return t.tokens[i+2].end
}

// events make of a body before them a word of their own: 消费电子展.
var events = words(`展 展会 展览 杯 奖 大赛 论坛 峰会 节 大会 年会`)

var desks = words(`频道 分社 记者站 客户端 编辑部`)

// branches end the name of a part of the body that stands before it.
var branches = words(`支行 分行 中心支行 分公司 子公司 分局 监管局 分社 分院 分校 分会 分部 分所 支公司 办事处 代表处 营业部 大队 支队 中队 派出所 支部 党支部 研究所 研究院 研究中心 管理局 委员会 实验室 编辑部 竞赛部 医院 出版社 设计部 研发部 公关部 市场部 人事部 业务部 采购部 企划部`)

// joinOrgs makes one of two outlets that a dot joins, of an outlet and its
// desk behind a dash, and of a body and its branch.
func (t *zhField) joinOrgs(found []mention) []mention {
	var joined []mention
	for _, m := range found {
		if n := len(joined); n > 0 && m.start == joined[n-1].end+1 && isDot(t.f[m.start-1]) {
			joined[n-1].end = m.end
			continue
		}
		if t.at(m.end) == '-' {
			end := m.end + 1
			for end < len(t.f) && isHan(t.f[end]) && end-m.end < 8 && (end == m.end+1 || desks.endsAt(t.f[:end], end) == 0) {
				end++
			}
			if desks.endsAt(t.f[:end], end) > 0 {
				m.end = end
			}
		}
		m.end = t.departmentEnd(m)
		if n := len(joined); n > 0 && m.start == joined[n-1].end && branches.endsAt(t.f[:m.end], m.end) > 0 {
			joined[n-1].end = m.end // 中国银行|泸州分行
			continue
		}
		joined = append(joined, m)
	}
	return joined
}

// departmentEnd is where a body ends with the department that an office behind it
// is of: 清华大学|微电子所|所长.
func (t *zhField) departmentEnd(m mention) int {
	for end := m.end + 2; end <= m.end+6 && end < len(t.f) && isHan(t.f[end-1]) && isHan(t.f[end-2]); end++ {
		if !parts.has(t.f[end-1]) || offices.startsAt(t.f, end) < 2 {
			continue
		}
		for n := t.tokenAt(m.end); n >= 0 && n < len(t.tokens) && t.tokens[n].start < end; n++ {
			if k := t.tokens[n]; k.end < end && k.class == human || outside.has(t.text(k)) || k.end < end && containsRune("vdfr", rune(k.class)) {
				return m.end
			}
		}
		return end
	}
	return m.end
}

// parts end the names of departments.
var parts = runesOf("所系院处科室部")

// isListedOrg reports whether token i alone is an organisation.
func (l *lattice) isListedOrg(t *zhField, i int) bool {
	k := t.tokens[i]
	if k.class == latin {
		return l.isLatinOrg(t.r[k.start:k.end])
	}
	if k.flags&zhOrg == 0 || k.class == human || k.end-k.start < 2 {
		return false
	}
	w := t.text(k)
	if k.flags&certain != 0 {
		return t.at(k.end) != '长' || !bodies.has(w)
	}
	if nationals.has(w) && i > 0 && t.tokens[i-1].end == k.start && plurals.has(t.text(t.tokens[i-1])) {
		return false // 各国|央行
	}
	return (!bodies.has(w) || nationals.has(w)) && !brands.has(w) && !generic.has(w) && !(k.end < len(t.f) && (t.f[k.end] == '长' || t.f[k.end] == '员'))
}

// isLatinOrg reports whether the English list has an organisation of these
// letters: WTO, Facebook.
func (l *lattice) isLatinOrg(r []rune) bool {
	if len(r) < 2 || r[0] < 'A' || r[0] > 'Z' {
		return false
	}
	e := openEnglish().find([]rune(strings.ToLower(string(r))))
	return e.flags&enOrg != 0 && (e.flags&enWord == 0 || r[1] >= 'A' && r[1] <= 'Z')
}
