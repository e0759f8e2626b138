package names

import "slices"

// A brand that no list has and no ending tells is known by what only companies
// have, an officer, shares, a site of their own, and by how often it comes.

// ownedCues follow the name of a company at once.
var ownedCues = words(`CEO CFO CTO 首席执行官 首席技术官 首席财务官 创始人 联合创始人 董事长 总裁 股价 财报 市值 官网 官微 旗下 高管`)

const (
	maxBrand    = 4  // characters of a brand that is learned so
	minBrand    = 3  // times that the article has it
	commonWord  = 45 // what a word costs at most that is common
	maxLookedUp = 16 // candidates of one article that are counted
)

// judgeBrand learns the brand that ends with token i, where a cue follows and its
// characters make no common word: 拍拍贷 before CEO.
func (l *lattice) judgeBrand(t *zhField, i int) {
	end := t.tokens[i].end
	if l.looked >= maxLookedUp || ownedCues.startsAt(t.f, end) == 0 {
		return
	}
	start := end
	for j := i; j >= 0 && t.tokens[j].end == start && l.isBrandPart(t, t.tokens[j]); j-- {
		start = t.tokens[j].start
	}
	name := t.f[start:end]
	if n := len(name); n < 2 || n > maxBrand || l.find(name).class != 0 || l.evidence.knows(name) != 0 {
		return
	}
	if l.looked++; l.occurs(name) >= minBrand {
		l.evidence.learn(name, 'o', zhOrg|certain)
	}
}

// isBrandPart reports whether a token may be part of a brand: Han characters that
// are neither a name nor a common word.
func (l *lattice) isBrandPart(t *zhField, k token) bool {
	if !isHan(t.f[k.start]) || isName(k) || k.flags&(zhPlace|zhOrg) != 0 || containsRune("fdrmts", rune(k.class)) {
		return false
	}
	return k.end-k.start == 1 && !outside.has(t.text(k)) || k.end-k.start > 1 && l.find(t.text(k)).cost > commonWord
}

// occurs counts a string in the article, to minBrand.
func (l *lattice) occurs(name []rune) int {
	n := 0
	for _, t := range l.fields {
		for i := 0; i+len(name) <= len(t.f) && n < minBrand; i++ {
			if t.f[i] == name[0] && slices.Equal(t.f[i:i+len(name)], name) {
				n++
			}
		}
	}
	return n
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
