package facts

import "time"

// yearAhead is the year in which m next comes round within nine months of the
// day of publication, 0 when it does not or has only just been.
func (r *resolver) yearAhead(m *moment) int {
	ref := r.ref.day
	for y := ref.Year(); y <= ref.Year()+1; y++ {
		if isAfter(m, y, ref) {
			if civil(y, m.month, max(m.day, 1)).Sub(ref) <= 240*24*time.Hour {
				return y
			}
			return 0
		}
	}
	return 0
}

func isAfter(m *moment, y int, ref time.Time) bool {
	if m.day == 0 {
		return y*12+m.month > ref.Year()*12+int(ref.Month())
	}
	return civil(y, m.month, m.day).After(ref)
}

// reach is how far from a date the words are looked at that turn it forward.
const reach = 40

// forward reports whether the sentence around m looks ahead.
func (t *text) forward(m *moment) bool {
	if t.at(m.end) == '前' && t.at(m.end+1) != '后' || t.has(m.end, "之前") || t.has(m.end, "以前") {
		return true
	}
	for i := m.start - 1; i >= 0 && i > m.start-reach && !endsSentence(t.at(i)); i-- {
		if t.ahead(i) {
			return true
		}
	}
	for i := m.end; i < len(t.f) && i < m.end+reach && !endsSentence(t.at(i)); i++ {
		if t.ahead(i) {
			return true
		}
	}
	return false
}

// forwardInClause is forward without looking past a comma.
func (t *text) forwardInClause(m *moment) bool {
	for i := m.start - 1; i >= 0 && i > m.start-reach && !endsSentence(t.at(i)) && t.at(i) != ','; i-- {
		if t.ahead(i) {
			return true
		}
	}
	for i := m.end; i < len(t.f) && i < m.end+reach && !endsSentence(t.at(i)) && t.at(i) != ','; i++ {
		if t.ahead(i) {
			return true
		}
	}
	return false
}

var aheadWords = []string{"预计", "预估", "预定", "可望", "最快", "最迟", "计划", "届时", "即将", "有望", "拟于", "定于", "订于", "截止", "预测", "预报", "启航", "倒计时", "来临", "到期"}

func (t *text) ahead(i int) bool {
	if t.tongue == english {
		return isLetter(t.at(i)) && t.aheadEnglish(i)
	}
	switch t.at(i) {
	case '将':
		switch t.at(i + 1) {
		case '其', '他', '她', '它', '小', '该', '这', '自', '军', '士', '领', '近', '此', '所', '人', '孩':
			return false
		}
		prev := t.at(i - 1)
		return prev != '大' && prev != '上' && prev != '中' && prev != '少' && prev != '名' && prev != '即'
	case '预', '可', '最', '计', '届', '即', '有', '拟', '定', '订', '截', '启', '倒', '来', '到':
		return t.hasAny(i, aheadWords) > 0
	}
	return false
}

func (t *text) sameSentence(a, b int) bool {
	if b-a > 120 {
		return false
	}
	for i := a; i < b; i++ {
		if endsSentence(t.at(i)) {
			return false
		}
	}
	return true
}
