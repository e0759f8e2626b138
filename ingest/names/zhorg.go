package names

import "strings"

// maxOrg is the longest name of a body in characters.
const maxOrg = 26

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
		if m := l.bodyAt(t, i); m.end > 0 && (m.start == k.start || !l.isListedOrg(t, i) || t.isAnchored(m.start, k.start)) {
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
	return t.joinOrgs(found)
}

// isAnchored reports whether a place, a level or a body begins what stands from
// start to end, and no verb is in it: it is 立法院 in 删除|立法院.
func (t *zhField) isAnchored(start, end int) bool {
	n := t.tokenAt(start)
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
		if n := len(joined); n > 0 && m.start == joined[n-1].end && branches.endsAt(t.f[:m.end], m.end) > 0 {
			joined[n-1].end = m.end // 中国银行|泸州分行
			continue
		}
		joined = append(joined, m)
	}
	return joined
}

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

// bodyAt gives the body whose name ends with token i.
func (l *lattice) bodyAt(t *zhField, i int) mention {
	k := t.tokens[i]
	w := t.text(k)
	short := len(w) == 1 && shortBodies.has(w[0])
	head := 0
	switch {
	case k.class == human || k.class == sounds || k.flags&certain != 0 && !bodies.has(w):
		return mention{}
	case short:
		head = 1
	case bodies.has(w):
		head = len(w)
	case len(w) > 2 && containsRune("局厅署委", w[len(w)-1]):
		head = 1
	case len(w) > 2:
		for n := min(4, len(w)-1); n >= 2 && head == 0; n-- {
			if bodies.has(w[len(w)-n:]) {
				head = n
			}
		}
	}
	if head == 0 && len(w) == 1 && w[0] == '府' && i > 0 && t.tokens[i-1].end == k.start && t.tokens[i-1].flags&zhPlace != 0 && isLevel(t.f[k.start-1]) {
		return mention{start: t.tokens[i-1].start, end: k.end, kind: 'o'} // 花莲县|府
	}
	if n := len(w) - 2; head == 0 && n >= 2 && string(w[n:]) == "书记" && bodies.has(w[:n]) && t.placeBefore(k.start) {
		return mention{start: t.tokens[i-1].start, end: k.end - 2, kind: 'o'} // 雷岭镇|党委书记
	}
	if head == 0 && len(w) == 1 && w[0] == '网' && wireEndings.startsAt(t.f, k.end) > 0 {
		head = 1
	}
	if short && w[0] == '会' && meets.has(t.at(k.end)) {
		return mention{} // 会|勘
	}
	if n := i + 1; short && (w[0] == '社' || w[0] == '委') && n < len(t.tokens) && t.tokens[n].start == k.end && (t.tokens[n].class == sounds || t.tokens[n].class == unknown) {
		return mention{} // 画家委|拉斯贵支
	}
	brand := head == 0 && brands.has(w)
	if brand && qualifiers.has(w) && offices.startsAt(t.f, k.end) > 1 {
		return mention{} // 投资|总监
	}
	if brand && (t.at(k.end) == '园' || sites.startsAt(t.f, k.end) > 0) {
		return mention{} // 物流|园
	}
	team := head == 0 && !brand && teams.has(w)
	if head == 0 && !brand && !team {
		return mention{}
	}
	if k.end < len(t.f) && (t.f[k.end] == '长' && head > 0 || t.f[k.end] == '员') {
		return mention{}
	}
	if events.startsAt(t.f, k.end) > 0 || noBodies.endsAt(t.f, k.end) > 0 {
		return mention{}
	}
	if next := i + 1; next < len(t.tokens) && t.tokens[next].start == k.end && l.isHead(t, next) {
		return mention{} // 公安局|交警大队: the name goes on
	}
	if team {
		if i > 0 && t.tokens[i-1].end == k.start && t.tokens[i-1].flags&zhPlace != 0 {
			return mention{start: t.tokens[i-1].start, end: k.end, kind: 'o'}
		}
		return mention{}
	}
	if isLevel(w[0]) && len(w) > 1 && (bodies.has(w) || bodies.has(w[1:])) { // 县委
		return l.levelled(t, i, i)
	}
	return l.extend(t, i, short, brand)
}

func isLevel(r rune) bool { return levels.has(r) }

// levelled gives the body that begins at token j with a level, 县委, and ends
// with token i; a place before the level is its own.
func (l *lattice) levelled(t *zhField, j, i int) mention {
	start := t.tokens[j].start
	if j > 0 && t.tokens[j-1].end == start && t.tokens[j-1].flags&zhPlace != 0 && t.tokens[j-1].class != human {
		start = t.tokens[j-1].start
		if j > 1 && t.tokens[j-2].end == start && string(t.text(t.tokens[j-2])) == "中共" {
			start = t.tokens[j-2].start
		}
	}
	return mention{start: start, end: t.tokens[i].end, kind: 'o'}
}

func containsRune(s string, r rune) bool {
	for _, c := range s {
		if c == r {
			return true
		}
	}
	return false
}

// isHead reports whether a token is the head of a body of more than one
// character.
func (l *lattice) isHead(t *zhField, i int) bool {
	k := t.tokens[i]
	return k.class != human && bodies.has(t.text(k))
}

// extend walks back from the head of a body to where its name begins: a place,
// a level that stands for one, an organisation, or a word that is no other.
func (l *lattice) extend(t *zhField, i int, short, brand bool) mention {
	head := t.tokens[i]
	start, inner, rare := head.start, 0, false
	fallback := -1 // where a name begins that a place further left may lengthen
	done := func(at int) mention { return mention{start: at, end: head.end, kind: 'o'} }
	finish := func() mention {
		if fallback >= 0 {
			return done(fallback)
		}
		return l.finish(t, i, start, inner, rare, short, brand)
	}
	for j := i - 1; j >= 0 && t.tokens[j].end == start && head.end-t.tokens[j].start <= maxOrg; j-- {
		p := t.tokens[j]
		w := t.text(p)
		switch {
		case brand && inner == 0 && p.flags&zhOrg != 0 && p.class != human:
			return done(p.start)
		case fallback == p.end && p.flags&zhOrg != 0 && p.class != human && !generic.has(w):
			return done(p.start) // 白宫|国家经济委员会
		case fallback < 0 && p.flags&zhOrg != 0 && p.class != human && !generic.has(w) && !brand && (!short || inner >= 3 && departments.has(t.f[head.start])):
			fallback = p.start
		case p.flags&zhPlace != 0 && p.class != human, p.flags&zhMaybe != 0 && (p.class == 'l' || p.class == 'h' || p.class == unknown || inner > 0 && !short && t.opens(p.start)):
			if p.flags&zhPlace == 0 && (brand || short) || brand && inner == 0 && !strongBrands.has(t.text(head)) {
				return mention{}
			}
			if brand && !rare && !strongBrands.has(t.text(head)) && inner > 0 {
				return mention{}
			}
			if at := t.unwordedBefore(j); at < p.start && isCompany(t.text(head)) && t.opens(at) {
				return done(at)
			}
			return done(t.stationed(j))
		case !brand && len(w) > 1 && isLevel(w[0]) && (bodies.has(w) || bodies.has(w[1:])):
			return l.levelled(t, j, i)
		case string(w) == "街道" && !brand && l.endsBefore(t, j-1):
			return done(p.start)
		case len(w) == 1 && isLevel(w[0]) && !brand:
			if j > 0 && t.tokens[j-1].end == p.start {
				if t.tokens[j-1].flags&zhPlace != 0 && t.tokens[j-1].class != human {
					return done(t.tokens[j-1].start)
				}
				if !l.endsBefore(t, j-1) {
					return mention{}
				}
			}
			return done(p.start)
		case (string(w) == "国家" || string(w) == "全国" || string(w) == "中央" || string(w) == "中共") && !brand && !short && fallback < 0:
			if inner == 0 && string(w) == "全国" {
				return mention{}
			}
			fallback = p.start
		case string(w) == "国际" || string(w) == "世界":
			if fallback < 0 && inner > 0 && !brand && !short {
				fallback = p.start
			}
		case p.class == sign && (w[0] == '”' || w[0] == '」' || w[0] == '"') && !short && !brand && i-j <= 3:
			if q := t.openingQuote(p.start); q >= 0 && bodies.has(t.text(head)) && !t.isSentence(q, p.start) {
				return done(q)
			}
			return finish()
		case (string(w) == "和" || string(w) == "与") && (l.isOffice(t, i) || learned.has(t.text(head))) && l.anchoredBefore(t, j):
			start = p.start
			continue
		case string(w) == "直" && j > 0 && t.tokens[j-1].end == p.start && (t.tokens[j-1].flags&zhPlace != 0 || isLevel(t.f[p.start-1])):
			// 县直机关
		case string(w) == "一" && !numbered.has(t.text(head)), len(w) == 2 && w[1] == '国' && leads.has(w[0]): // 北京|一公安局, 三国|代表队
			return mention{}
		case !joins(t, p), p.class == 'm' && !isOrdinal(w), p.class == digits && brand:
			return finish()
		}
		if short && inner == 0 && len(w) == 1 && p.class == 'v' || p.class == human && (inner > 0 || short) && l.isPerson(t, j) {
			return finish()
		}
		inner += len(w)
		rare = isRare(p) && (!brand || strongBrands.has(t.text(head)) || !containsRune("zhj", rune(p.class))) || len(w) == 1 && start < head.start && t.tokens[j+1].end-t.tokens[j+1].start == 1 && !(p.class == 'v' && t.tokens[j+1].class == 'v')
		start = p.start
		if brand && inner >= 5 {
			break
		}
	}
	return finish()
}

// numbered are bodies that a bare number tells apart: 一中, 五医院.
var numbered = words(`中学 小学 高中 医院 幼儿园 中 小 院 监狱 分局 大队 支队 中队`)

// isOrdinal reports whether a number may stand in a name: 五医院, 第一中学.
func isOrdinal(w []rune) bool {
	return w[0] == '第' || len(w) == 1 && !containsRune("两百千万亿几多半批支只条项份件期届", w[0])
}

// isRare reports whether a token is a word that stands for nothing else: made
// of single characters, in Latin letters, or like a name.
func isRare(k token) bool {
	return k.class == unknown || k.class == latin || k.class == human || k.class == sounds || k.class == 'h' || k.class == 'z'
}

// finish decides on a name that nothing anchors.
func (l *lattice) finish(t *zhField, i, start, inner int, rare, short, brand bool) mention {
	head := t.tokens[i]
	m := mention{start: start, end: head.end, kind: 'o'}
	switch {
	case inner < 2 || short:
		return mention{}
	case rare && inner <= 12 && (!brand || inner <= 4):
		return m
	case brand:
		if inner <= 4 && strongBrands.has(t.text(head)) && t.opens(start) && t.goesOn(i) {
			return m
		}
		return mention{}
	case inner >= 3 && associations.has(t.text(head)):
		return m
	case inner == 2 && schools.has(t.text(head)) && t.opens(start) && l.isSeldom(t.f[start:head.start]):
		return m
	}
	return mention{}
}

// isSeldom reports whether two characters are a word that texts hardly use, so
// that before a school they are its name: 治平高中.
func (l *lattice) isSeldom(w []rune) bool {
	e := l.find(w)
	return e.class != 0 && e.class != 'a' && e.cost >= 52 && e.flags&zhBrand == 0
}

// opens reports whether a clause begins at i.
func (t *zhField) opens(i int) bool {
	return i == 0 || !isHan(t.f[i-1]) && !isLatin(t.f[i-1]) && !isDigit(t.f[i-1])
}

// goesOn reports whether what follows token i makes it a subject: a verb, or a
// colon.
func (t *zhField) goesOn(i int) bool {
	if i+1 >= len(t.tokens) {
		return false
	}
	n := t.tokens[i+1]
	return n.class == 'v' || n.class == 'd' || n.class == 'n' || t.f[n.start] == ':' || t.f[n.start] == '('
}

// isCompany reports whether a head is of a company.
func isCompany(w []rune) bool { return brands.has(w) || companies.has(w) }

var companies = words(`股份有限公司 有限责任公司 公司 有限公司 总公司 分公司 集团`)

// stationed takes in what a mission is of: 中国驻圣保罗总领馆.
func (t *zhField) stationed(j int) int {
	start := t.tokens[j].start
	if j >= 2 && t.tokens[j-1].end == start && string(t.text(t.tokens[j-1])) == "驻" && t.tokens[j-2].flags&zhPlace != 0 {
		return t.tokens[j-2].start
	}
	return start
}

// endsBefore reports whether nothing of a name can stand at token j.
func (l *lattice) endsBefore(t *zhField, j int) bool {
	if j < 0 {
		return true
	}
	k := t.tokens[j]
	return !joins(t, k) || k.class == 'v' || k.class == 'm' || k.class == digits || k.class == 'w' || k.class == 's' || k.flags&zhPlace != 0
}

// isOffice reports whether the head is of a government, whose name may hold a
// conjunction: 自然资源和规划局.
func (l *lattice) isOffice(t *zhField, i int) bool {
	w := t.text(t.tokens[i])
	return containsRune("局厅委部办", w[len(w)-1]) || string(w) == "委员会"
}

// anchoredBefore reports whether a level or place stands a few words before
// token j with nothing but parts of a name between.
func (l *lattice) anchoredBefore(t *zhField, j int) bool {
	for n := 1; n <= 3 && j-n >= 0; n++ {
		k := t.tokens[j-n]
		w := t.text(k)
		if k.end == t.tokens[j-n+1].start && l.isHead(t, j-n) {
			return n > 1 // 林业厅|野生动植物|和
		}
		if k.end != t.tokens[j-n+1].start || !joins(t, k) {
			return false
		}
		if k.flags&zhPlace != 0 || k.flags&zhOrg != 0 && k.class != human && !generic.has(w) || len(w) == 1 && levels.has(w[0]) || string(w) == "国家" || string(w) == "街道" {
			return n > 1
		}
	}
	return false
}

// isSentence reports whether what is quoted from start to end says something: a
// pronoun, or a verb behind what it is said of.
func (t *zhField) isSentence(start, end int) bool {
	for n := t.tokenAt(start); n >= 0 && n < len(t.tokens) && t.tokens[n].end <= end; n++ {
		if k := t.tokens[n]; k.class == 'r' || k.class == 'd' || k.class == 'f' && end-start > 12 {
			return true
		}
	}
	return false
}

// openingQuote is where the quotation that ends at i begins, with its mark, -1
// where it is not near.
func (t *zhField) openingQuote(i int) int {
	open := map[rune]rune{'”': '“', '」': '「', '"': '"'}[t.f[i]]
	for k := i - 1; k >= 0 && i-k <= maxOrg; k-- {
		if t.f[k] == open {
			return k
		}
		if t.f[k] == '。' || t.f[k] == '\n' {
			return -1
		}
	}
	return -1
}

// judgeOrgs learns what else a body is called that the field names in full, and
// which words stand for a company here.
func (l *lattice) judgeOrgs(t *zhField) {
	for i, k := range t.tokens {
		w := t.text(k)
		l.judgeBrand(t, i)
		switch {
		case l.sport && k.flags&(zhBrand|zhOrg) != 0 && teamNames.has(w):
			l.evidence.learn(w, 'o', zhOrg|certain)
		case k.flags&zhBrand != 0 && k.class != human && brandCues.startsAt(t.f, k.end) > 0:
			l.evidence.learn(w, 'o', zhOrg|certain)
		case len(w) > 2 && departments.has(w[len(w)-1]) && bodies.has(w) && !isCompany(w):
			if m := l.bodyAt(t, i); m.end > 0 && m.start < k.start && !generic.has(w) || l.speaksAlone(t, i) {
				l.evidence.learn(w, 'o', zhOrg|certain) // 台北市|商業處
			}
		case k.flags&(zhOrg|certain) == zhOrg && k.class != human && !bodies.has(w):
			for n := 2; n <= 4 && n < len(w); n++ {
				if isCompany(w[n:]) {
					l.learnShort(w[:n])
				}
			}
		case isCompany(w) || len(w) == 2 && string(w) == "乐队":
			if m := l.bodyAt(t, i); m.end > 0 {
				l.learnShort(t.f[m.start:k.start])
			}
		}
	}
}

// learnShort learns the short form of a company: 龙湖集团 lets 龙湖 stand for it.
func (l *lattice) learnShort(short []rune) {
	for n := 2; n <= 3 && n+2 <= len(short); n++ {
		if l.find(short[:n]).flags&zhPlace != 0 {
			short = short[n:] // 香港|新鴻基
			break
		}
	}
	if n := len(short); n < 2 || n > 4 || !isHan(short[0]) {
		return
	}
	e := l.find(short)
	if e.flags&zhPlace == 0 && (e.flags&(zhOrg|zhBrand) != 0 || e.class == 0 || containsRune("-lhzx", rune(e.class))) {
		l.evidence.learn(short, 'o', zhOrg|certain)
	}
}

// brandCues follow the name of a company that is a common word too.
var brandCues = words(`公司 集团 CEO 首席 总裁 董事长 创始人 联合创始人 高管 员工 股价 股票 财报 市值 营收 旗下 供应商 供应链 代工 新品 新机 手机 汽车 官方 官网 客服 发布 推出 宣布 收购 起诉 回应 方面 控股 股份 银行 证券 基金 人寿 保险 队 球员 主场 客场`)
