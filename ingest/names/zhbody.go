package names

// maxOrg is the longest name of a body in characters.
const maxOrg = 26

// bodyAt gives the body whose name ends with token i.
func (l *lattice) bodyAt(t *zhField, i int) mention {
	k := t.tokens[i]
	w := t.text(k)
	if k.class == human || k.class == sounds || k.flags&certain != 0 && !bodies.has(w) {
		return mention{}
	}
	short := len(w) == 1 && shortBodies.has(w[0])
	head := headOf(w)
	if head == 0 && len(w) == 1 && w[0] == '府' && i > 0 && t.tokens[i-1].end == k.start && t.tokens[i-1].flags&zhPlace != 0 && isLevel(t.f[k.start-1]) {
		return mention{start: t.tokens[i-1].start, end: k.end, kind: 'o'} // 花莲县|府
	}
	if n := len(w) - 2; head == 0 && n >= 2 && string(w[n:]) == "书记" && bodies.has(w[:n]) && t.placeBefore(k.start) {
		return mention{start: t.tokens[i-1].start, end: k.end - 2, kind: 'o'} // 雷岭镇|党委书记
	}
	if head == 0 && len(w) == 1 && w[0] == '网' && wireEndings.startsAt(t.f, k.end) > 0 {
		head = 1
	}
	brand := head == 0 && brands.has(w)
	team := head == 0 && !brand && teams.has(w)
	if head == 0 && !brand && !team || l.goesOnOtherwise(t, i, head > 0, brand) {
		return mention{}
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

// headOf is the length of the head that a word ends with and bodies have, 0 for
// none.
func headOf(w []rune) int {
	switch {
	case len(w) == 1 && shortBodies.has(w[0]):
		return 1
	case bodies.has(w):
		return len(w)
	case len(w) > 2 && containsRune("局厅署委", w[len(w)-1]):
		return 1
	}
	for n := min(4, len(w)-1); n >= 2; n-- {
		if bodies.has(w[len(w)-n:]) {
			return n
		}
	}
	return 0
}

// goesOnOtherwise reports whether what follows token i makes something else of
// the head or the brand that it is: a verb, an office, a park, a longer name.
func (l *lattice) goesOnOtherwise(t *zhField, i int, head, brand bool) bool {
	k := t.tokens[i]
	w := t.text(k)
	next := token{class: blank}
	if i+1 < len(t.tokens) && t.tokens[i+1].start == k.end {
		next = t.tokens[i+1]
	}
	switch r := t.at(k.end); {
	case string(w) == "会" && meets.has(r): // 会|勘
		return true
	case (string(w) == "社" || string(w) == "委") && (next.class == sounds || next.class == unknown): // 画家委|拉斯贵支
		return true
	case brand && qualifiers.has(w) && offices.startsAt(t.f, k.end) > 1: // 投资|总监
		return true
	case brand && (r == '园' || sites.startsAt(t.f, k.end) > 0): // 物流|园
		return true
	case r == '长' && head, r == '员':
		return true
	case events.startsAt(t.f, k.end) > 0, noBodies.endsAt(t.f, k.end) > 0:
		return true
	}
	return next.end > 0 && l.isHead(t, i+1) // 公安局|交警大队
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
			return l.placed(t, i, j, fallback, rare, short, brand)
		case !brand && len(w) > 1 && isLevel(w[0]) && (bodies.has(w) || bodies.has(w[1:])):
			return l.levelled(t, j, i)
		case string(w) == "街道" && !brand && l.endsBefore(t, j-1):
			return done(p.start)
		case len(w) == 1 && isLevel(w[0]) && !brand:
			return l.underLevel(t, i, j)
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

// placed gives the body that a place at token j anchors, whose head is token i;
// fallback is where an organisation before the head begins, -1 for none.
func (l *lattice) placed(t *zhField, i, j, fallback int, rare, short, brand bool) mention {
	p, head := t.tokens[j], t.text(t.tokens[i])
	w, inner := t.text(p), t.tokens[i].start-p.end
	done := func(at int) mention { return mention{start: at, end: t.tokens[i].end, kind: 'o'} }
	switch strong := strongBrands.has(head); {
	case p.flags&zhPlace == 0 && (brand || short), brand && !strong && (inner == 0 || !rare):
		return mention{}
	case fallback == p.end && t.f[fallback] != '国' && isCountry(w) && isCompany(head) && t.tokens[j+1].flags&zhOrg != 0:
		return done(fallback) // 美国|苹果公司
	case wholes.has(w) && companies.has(head) && trades.has(t.f[p.end:t.tokens[i].start]):
		return mention{} // 英国|研究公司
	}
	if at := t.unwordedBefore(j); at < p.start && isCompany(head) && t.opens(at) {
		return done(at)
	}
	return done(t.stationed(j))
}

// isCountry reports whether a company may be of a place without being called by it,
// as it is by 香港.
func isCountry(w []rune) bool { return wholes.has(w) && w[len(w)-1] != '港' && w[len(w)-1] != '湾' }

// underLevel gives the body with head i that the level at token j begins, with the
// place before it.
func (l *lattice) underLevel(t *zhField, i, j int) mention {
	m := mention{start: t.tokens[j].start, end: t.tokens[i].end, kind: 'o'}
	if j > 0 && t.tokens[j-1].end == m.start {
		if t.tokens[j-1].flags&zhPlace != 0 && t.tokens[j-1].class != human {
			m.start = t.tokens[j-1].start
		} else if !l.endsBefore(t, j-1) {
			return mention{}
		}
	}
	return m
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

// trades before 公司 say what one does; with a country alone they name none.
var trades = words(`研究 调查 咨询 顾问 科技 安全 网络 软件 生物 生技 医药 能源 投资 风投 创投 市调 数据 游戏 化工 电商 制造 设计 公关 广告 贸易 物流 运输 租赁 建筑 工程 半导体 芯片 晶片 人工智能 新创 初创 上市 跨国 大型`)

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
