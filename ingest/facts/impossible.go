package facts

// The marks of a date written out, coarse to fine.
var calendarMarks = [...]rune{'年', '月', '日', '时', '分', '秒'}

// impossible returns the end of a date or time written out at i whose parts
// follow one another (2022年13月45日, 25时61分) where one of them does not
// exist, else i. Such a run gives no row: its last part is no span of days and
// its first is no year that the text vouches for.
func (t *text) impossible(i int) int {
	k, parts, wrong, last := i, 0, false, -1
	for {
		v, e := t.component(k)
		if e == k {
			break
		}
		digits := e - k
		if t.at(e) == ' ' {
			e++
		}
		rank := markOf(t.at(e))
		if rank < 0 || parts > 0 && rank != last+1 || t.otherWord(e, rank) {
			break
		}
		wrong = wrong || outOfRange(rank, v, digits, parts > 0)
		parts, last, k = parts+1, rank, e+1
		if t.at(k) == ' ' && isNumeral(t.at(k+1)) {
			k++
		}
	}
	if !wrong || parts == 1 && t.at(k-1) == '点' { // 3378点 is an index
		return i
	}
	for t.at(k-1) == ' ' {
		k--
	}
	return k
}

// component reads the number of one part; a Han year goes digit by digit.
func (t *text) component(k int) (v, end int) {
	if isDigit(t.at(k)) {
		return t.small(k)
	}
	for end = k; end-k < 4 && hanDigit(t.at(end)) >= 0 && t.at(end) != '两'; end++ {
		v = v*10 + hanDigit(t.at(end))
	}
	if t.at(end) != '十' || end-k > 1 {
		return v, end
	}
	if end == k {
		v = 1
	}
	v, end = v*10, end+1
	if d := hanDigit(t.at(end)); d > 0 {
		v, end = v+d, end+1
	}
	return v, end
}

func markOf(r rune) int {
	if r == '号' {
		return 2
	}
	if r == '点' {
		return 3
	}
	for rank, mark := range calendarMarks {
		if r == mark {
			return rank
		}
	}
	return -1
}

// otherWord reports whether the mark at e begins a word that counts: 75分钟,
// 13月龄, 90年代.
func (t *text) otherWord(e, rank int) bool {
	switch next := t.at(e + 1); rank {
	case 0:
		return next == '代' || next == '级'
	case 1:
		return next == '龄'
	case 2:
		return next == '元' || next == '本'
	case 3:
		return next == '间' || next == '代' || next == '速'
	case 4:
		return next == '钟' || next == '之' || next == '米'
	}
	return t.at(e+1) == '钟'
}

// outOfRange reports whether no calendar has the value v for the part rank.
// Alone, only a year of four digits, or a month, is known to be meant for one.
func outOfRange(rank, v, digits int, follows bool) bool {
	switch rank {
	case 0:
		return digits == 4 && v >= 0 && v < 1000
	case 1:
		return v == 0 && follows || v > 12 && (follows || v < 100)
	case 2:
		return follows && (v < 1 || v > 31)
	case 3:
		return v > 24
	}
	return follows && v > 59
}
