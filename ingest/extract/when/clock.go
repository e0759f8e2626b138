package when

// clockAfter reads the hour that follows a date, over the few words and marks
// that may stand between, and a zone behind it. It gives the index after what
// it read.
func clockAfter(toks []token, i int, m *Moment) (int, bool) {
	if m.HasTime { // the digits of the date held it
		c := cursor{toks: toks, i: i}
		c.zone(m)
		return c.i, true
	}
	for skipped := 0; i < len(toks) && skipped <= 5; skipped++ {
		c := cursor{toks: toks, i: i}
		if c.clock(m) {
			return c.i, true
		}
		if t := toks[i]; t.kind == number || t.kind == word && !betweenWords[t.text] || t.kind == mark && !betweenMarks[t.text] {
			return i, false
		}
		i++
	}
	return i, false
}

// clockBefore reads an hour that leads the date: 14:30, 23 September 2022. It
// gives the index of its first token.
func clockBefore(toks []token, i int, m *Moment) (int, bool) {
	for j := i - 1; j >= 0 && j >= i-9; j-- {
		c := cursor{toks: toks[:i], i: j}
		if toks[j].kind != number || j > 0 && !toks[j].spaced && toks[j-1].kind == mark && toks[j-1].text != "(" && toks[j-1].text != "|" {
			continue
		}
		t := *m
		if !c.clock(&t) {
			continue
		}
		for ; c.i < i; c.i++ {
			if w := toks[c.i]; w.kind == number || w.kind == word && !betweenWords[w.text] || w.kind == mark && !betweenMarks[w.text] {
				return i, false
			}
		}
		*m = t
		return j, true
	}
	return i, false
}

// Words and marks that may stand between a day and its hour. Weekdays may too.
var (
	betweenMarks = set("t", ",", "，", ".", "-", "–", "—", "|", "/", "·", "•", "@", "(", "（", ")", "）", ":", "：", "'", "\"", "、", "년", "\\", "⋅", "∙", "●", "~")
	betweenWords = set("t", "at", "um", "à", "a", "las", "la", "alle", "ore", "às", "kl", "klo", "o", "godz", "saat", "of", "om", "the",
		"uhr", "h", "d", "de", "г", "в", "р", "о", "lúc", "pukul", "jam", "на", "v", "ve", "den", "το", "στις", "ώρα", "時間", "เวลา", "น", "ساعت", "الساعة", "în", "u", "ժամը", "ที่",
		"mon", "tue", "wed", "thu", "fri", "sat", "sun", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
		"月", "火", "水", "木", "金", "土", "日", "曜", "星", "期", "周", "週", "一", "二", "三", "四", "五", "六",
		"일", "월", "화", "수", "목", "금", "토", "요", "기", "사", "입", "력", "시", "간")
)

func set(words ...string) map[string]bool {
	m := make(map[string]bool, len(words))
	for _, w := range words {
		m[w] = true
	}
	return m
}

// clock reads 14:54, 14:54:07.25, 2:30 p.m., 14h30, 14.30 Uhr, 14時30分,
// 下午2:30, 오후 2:37, with the zone behind it.
func (c *cursor) clock(m *Moment) bool {
	d := *c
	half := d.halfOfDay()
	h, ok := d.number(1, 2)
	if !ok || h > 24 {
		return false
	}
	sep := d.peek()
	minute, second := 0, 0
	switch {
	case d.text(":", "：", "∶"):
		if minute, ok = d.number(2, 2); !ok {
			return false
		}
		if d.text(":", "：", "∶") {
			if second, ok = d.number(1, 2); !ok { // some programs drop the zero
				return false
			}
			d.fraction()
		}
	case d.text("h", "u"):
		if t := d.peek(); t.kind == number && !t.spaced && t.digits == 2 {
			minute, d.i = t.value, d.i+1
		}
	case d.text("時", "时", "点", "點", "시"):
		if t := d.peek(); t.kind == number && t.digits <= 2 {
			e := d
			e.i++
			if e.text("分", "분") {
				minute, d = t.value, e
			}
		}
	case !sep.spaced && d.text("."):
		if minute, ok = d.number(2, 2); !ok || d.peek().text == "." && d.i+1 < len(d.toks) && d.toks[d.i+1].kind == number && !d.toks[d.i+1].spaced {
			return false
		}
	case sep.text == "am" || sep.text == "pm" || sep.text == "uhr":
	default:
		return false
	}
	if half == 0 {
		half = d.halfOfDay()
	}
	if half == 'p' && h < 12 {
		h += 12
	} else if half == 'a' && h == 12 {
		h = 0
	}
	if h > 23 || minute > 59 || second > 60 {
		return false
	}
	m.Hour, m.Minute, m.Second, m.HasTime = h, minute, min(second, 59), true
	d.text("uhr", "hrs", "h", "น", "uur")
	d.zone(m)
	*c = d
	return true
}

func (c *cursor) fraction() {
	if c.i+1 < len(c.toks) && (c.toks[c.i].text == "." || c.toks[c.i].text == ",") && c.toks[c.i+1].kind == number && !c.toks[c.i+1].spaced {
		c.i += 2
	}
}

// halfOfDay reads am, p.m., 下午, 오후 … and gives 'a', 'p' or 0.
func (c *cursor) halfOfDay() byte {
	d := *c
	switch {
	case d.text("am", "πμ"):
		*c = d
		return 'a'
	case d.text("pm", "μμ"):
		*c = d
		return 'p'
	case d.text("a", "p"):
		half := c.peek().text[0]
		d.text(".")
		if d.text("m") {
			d.text(".")
			*c = d
			return half
		}
	case d.text("上", "凌", "早"):
		if d.text("午", "晨", "上") {
			*c = d
			return 'a'
		}
	case d.text("下", "晚", "中"):
		if d.text("午", "上") {
			*c = d
			return 'p'
		}
	case d.text("午"):
		if d.text("前") {
			*c = d
			return 'a'
		}
		if d.text("後") {
			*c = d
			return 'p'
		}
	case d.text("오"):
		if d.text("전") {
			*c = d
			return 'a'
		}
		if d.text("후") {
			*c = d
			return 'p'
		}
	}
	return 0
}

// zone reads Z, +08:00, -0400, UTC, EDT, (GMT+2).
func (c *cursor) zone(m *Moment) {
	d := *c
	d.text("(", "（")
	named := false
	if t := d.peek(); t.kind == word {
		if off, ok := zones[t.text]; ok {
			d.i++
			m.Offset, m.HasZone, named = off, true, true
			*c = d
		} else {
			return
		}
	}
	sign := d.peek()
	if sign.kind != mark || sign.text != "+" && sign.text != "-" && sign.text != "−" || named && sign.spaced {
		return
	}
	d.i++
	t := d.peek()
	if t.kind != number || t.spaced || t.digits > 4 || t.digits == 3 {
		return
	}
	d.i++
	h, minute := t.value, 0
	if t.digits == 4 {
		h, minute = t.value/100, t.value%100
	} else if d.peek().text == ":" && d.i+1 < len(d.toks) && d.toks[d.i+1].kind == number {
		minute, d.i = d.toks[d.i+1].value, d.i+2
	}
	if h > 14 || minute > 59 {
		return
	}
	m.Offset, m.HasZone = h*3600+minute*60, true
	if sign.text != "+" {
		m.Offset = -m.Offset
	}
	*c = d
}

// zones are the abbreviations that mean one offset wherever they are printed;
// CST, IST and their like are left out.
var zones = map[string]int{
	"z": 0, "utc": 0, "gmt": 0, "wet": 0,
	"bst": 3600, "cet": 3600, "mez": 3600, "west": 3600, "cest": 7200, "mesz": 7200, "eet": 7200, "eest": 10800, "sast": 7200, "cat": 7200,
	"msk": 10800, "trt": 10800, "eat": 10800, "pkt": 18000, "wib": 25200, "ict": 25200, "hkt": 28800, "sgt": 28800, "myt": 28800, "awst": 28800,
	"jst": 32400, "kst": 32400, "aest": 36000, "aedt": 39600, "nzst": 43200, "nzdt": 46800,
	"est": -18000, "edt": -14400, "cdt": -18000, "mst": -25200, "mdt": -21600, "pst": -28800, "pdt": -25200,
}
