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
