package facts

// maxBack is how far back a sentence is searched for its subject.
const (
	maxSubject = 20
	maxBack    = 200
)

// organisations are the endings of names of bodies.
var organisations = []string{"公司", "集团", "大学", "学院", "医院", "银行", "政府", "法院", "检察院", "委员会", "指挥部", "办公室", "协会", "中心", "部门", "组织", "机关", "支队", "大队", "研究所", "研究院",
	"政法委", "监委", "宣传部", "组织部", "统战部", "教育部", "卫健委", "发改委", "气象台", "管理局", "中学", "小学", "警方", "海关", "总局", "总台", "党支部", "工会", "基金会", "交易所", "出版社", "博物馆", "图书馆",
	"局", "厅", "委", "署", "处", "部", "办"}

var bodiesByEnd = func() map[rune][]string {
	m := map[rune][]string{}
	for _, w := range organisations {
		r := []rune(w)
		m[r[len(r)-1]] = append(m[r[len(r)-1]], w)
	}
	return m
}()

// subject is the body that the sentence up to i names as acting: an
// organisation that opens a clause and is followed by a predicate or by the
// number itself.
func (t *text) subject(i int) string {
	s := i
	for s > 0 && i-s < maxBack && !endsSentence(t.at(s-1)) {
		s--
	}
	for s < i && !isHan(t.at(s)) {
		s++
	}
	found := ""
	for c := s; c < i; c++ {
		if c > s && t.at(c-1) != ',' && t.at(c-1) != ';' && t.at(c-1) != ':' {
			continue
		}
		if e := t.organisation(c, i); e > c {
			found = string(t.r[c:e])
		}
	}
	return found
}

// organisation returns the end of the name of a body that opens the clause at
// c and acts in it, or c.
func (t *text) organisation(c, limit int) int {
	switch t.at(c) {
	case '在', '据', '自', '对', '从', '向', '由', '经', '为', '把', '将', '与', '和', '按', '当', '被', '使', '该', '其', '并', '但', '而', '以', '到', '是', '有', '通', '组', '各':
		return c
	}
	for e := c + 2; e <= limit && e-c <= maxSubject; e++ {
		r := t.at(e - 1)
		if !isHan(r) {
			return c
		}
		if t.isBody(c, e) && (e == limit || t.acts(e)) {
			return e
		}
	}
	return c
}

// isBody reports whether the words between c and e end like the name of a body.
func (t *text) isBody(c, e int) bool {
	for _, w := range bodiesByEnd[t.at(e-1)] {
		if n := runes(w); e-c > n && t.endsAt(e, w, n) {
			return true
		}
	}
	return false
}

// acts reports whether a predicate starts at e.
func (t *text) acts(e int) bool {
	switch t.at(e) {
	case '将', '已', '在', '对', '向', '把', '用', '以', '共', '也', '还', '从', '为', '派', '于', '给', '就':
		return true
	}
	return t.predicate(e)
}
