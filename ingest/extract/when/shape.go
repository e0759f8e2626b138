package when

// dateAt tries the shapes of a date at one token and says how many tokens it
// takes; 0 where none starts here.
func dateAt(toks []token, i int, order Order) (Moment, int) {
	// A number glued to a letter or to a decimal is part of a longer code.
	if i > 0 && !toks[i].spaced && toks[i].kind == number && glued(toks[i-1]) {
		return Moment{}, 0
	}
	c := cursor{toks: toks, i: i}
	for _, shape := range shapes {
		d := c
		if m, ok := shape(&d, order); ok && m.valid() && !d.runsOn() {
			return m, d.i - i
		}
	}
	return Moment{}, 0
}

func glued(before token) bool {
	return before.kind == word && before.text[0] < 0x80 && before.text != "t" || before.text == "_"
}

// shapes in the order they are tried: the longest and least mistakable first.
var shapes = []func(*cursor, Order) (Moment, bool){
	compact, eastAsian, hanNumerals, yearFirst, yearMonthName, dayMonthName, monthNameDay, unixDate, vietnamese, dayFirst,
}

type cursor struct {
	toks []token
	i    int
}

func (c *cursor) peek() token {
	if c.i < len(c.toks) {
		return c.toks[c.i]
	}
	return token{kind: mark}
}

// runsOn says whether the number just read goes on: 10.10.2020.15 or 1.2.20200.
func (c *cursor) runsOn() bool {
	if c.i+1 >= len(c.toks) {
		return false
	}
	a, b := c.toks[c.i], c.toks[c.i+1]
	return a.kind == mark && (a.text == "-" || a.text == "/") && !a.spaced && !b.spaced && b.kind == number && b.digits > 4
}

func (c *cursor) number(minDigits, maxDigits int) (int, bool) {
	t := c.peek()
	if t.kind != number || t.digits < minDigits || t.digits > maxDigits {
		return 0, false
	}
	c.i++
	return t.value, true
}

func (c *cursor) text(options ...string) bool {
	t := c.peek()
	if t.kind == number {
		return false
	}
	for _, o := range options {
		if t.text == o {
			c.i++
			return true
		}
	}
	return false
}

// compact is 20220923, perhaps with the clock's digits behind it.
func compact(c *cursor, _ Order) (Moment, bool) {
	t := c.peek()
	if t.kind != number || t.digits != 8 && t.digits != 12 && t.digits != 14 {
		return Moment{}, false
	}
	c.i++
	v, m := t.value, Moment{}
	if t.digits == 14 {
		m.Second, v = v%100, v/100
	}
	if t.digits >= 12 {
		m.Minute, m.Hour, v, m.HasTime = v%100, v/100%100, v/10000, true
		if m.Hour > 23 || m.Minute > 59 || m.Second > 59 {
			return m, false
		}
	}
	m.Day, m.Month, m.Year = v%100, v/100%100, v/10000
	return m, m.Year >= 1990 && m.Year < 2100
}

// eastAsian is 2022年09月23日, 2025년 6월 4일, 令和7年1月13日, 民國111年9月23日.
func eastAsian(c *cursor, _ Order) (m Moment, ok bool) {
	base := 0
	if c.peek().kind == word {
		if base = era(c); base == 0 {
			return m, false
		}
	}
	if base != 0 && c.text("元") {
		m.Year = 1
	} else if m.Year, ok = c.number(1, 4); !ok || base == 0 && m.Year < 1000 {
		return m, false
	}
	m.Year += base
	if !c.text("年", "년") {
		return m, false
	}
	if m.Month, ok = c.number(1, 2); !ok || !c.text("月", "월") {
		return m, false
	}
	if m.Day, ok = c.number(1, 2); !ok {
		return m, false
	}
	return m, c.text("日", "일", "号", "號")
}

// era reads the name of an era and gives the year before its first.
func era(c *cursor) int {
	for _, e := range eras {
		d := *c
		hit := true
		for _, r := range e.name {
			hit = hit && d.text(string(r))
		}
		if hit {
			c.i = d.i
			return e.base
		}
	}
	return 0
}

var eras = []struct {
	name string
	base int
}{{"令和", 2018}, {"平成", 1988}, {"昭和", 1925}, {"民國", 1911}, {"民国", 1911}}

// hanNumerals is 二〇二二年九月二十三日.
func hanNumerals(c *cursor, _ Order) (m Moment, ok bool) {
	for n := 0; n < 4; n++ {
		d := hanDigit(c.peek().text)
		if d < 0 || d > 9 {
			return m, false
		}
		m.Year = m.Year*10 + d
		c.i++
	}
	if !c.text("年") {
		return m, false
	}
	if m.Month = hanSmall(c); m.Month == 0 || !c.text("月") {
		return m, false
	}
	m.Day = hanSmall(c)
	return m, m.Day > 0 && c.text("日", "号", "號")
}

func hanDigit(s string) int {
	switch s {
	case "〇", "零", "○":
		return 0
	case "一":
		return 1
	case "二":
		return 2
	case "三":
		return 3
	case "四":
		return 4
	case "五":
		return 5
	case "六":
		return 6
	case "七":
		return 7
	case "八":
		return 8
	case "九":
		return 9
	case "十":
		return 10
	}
	return -1
}

// hanSmall reads 九, 十, 十二, 二十, 三十一; 0 where none stands.
func hanSmall(c *cursor) int {
	n, tens := 0, false
	for {
		d := hanDigit(c.peek().text)
		switch {
		case d < 0:
			return n
		case d == 10 && tens:
			return 0
		case d == 10:
			n, tens = max(n, 1)*10, true
		default:
			n += d
		}
		if c.i++; n > 99 {
			return 0
		}
	}
}

// yearFirst is 2022-09-23, 2022/9/23, 2022. 9. 23.
func yearFirst(c *cursor, _ Order) (m Moment, ok bool) {
	if m.Year, ok = c.number(4, 4); !ok {
		return m, false
	}
	sep := c.peek().text
	if !c.text("-", "/", ".", "‐", "–", "−", "－", "／") {
		return m, false
	}
	if m.Month, ok = c.number(1, 2); !ok || !c.text(sep) {
		return m, false
	}
	m.Day, ok = c.number(1, 2)
	return m, ok
}

// dayFirst is 23.09.2022, 23/9/2022 and, in its own order, 9/23/2022; a
// two-digit year is read after dots and slashes.
func dayFirst(c *cursor, order Order) (m Moment, ok bool) {
	a, ok := c.number(1, 2)
	if !ok {
		return m, false
	}
	sep := c.peek().text
	if !c.text(".", "/", "-", "–", "／") {
		return m, false
	}
	b, ok := c.number(1, 2)
	if !ok || !c.text(sep) {
		return m, false
	}
	y := c.peek()
	if y.kind != number || y.digits != 4 && (y.digits != 2 || sep == "-" || y.spaced) {
		return m, false
	}
	c.i++
	if m.Year = y.value; y.digits == 2 {
		if y.value < 10 || y.value > 49 { // a clock or a version looks the same
			return m, false
		}
		m.Year += 2000
	}
	if order == MonthFirst && sep != "." {
		a, b = b, a
	}
	if b > 12 && a <= 12 {
		a, b = b, a
	}
	m.Day, m.Month, m.Doubtful = a, b, a <= 12 && a != b && sep != "."
	return m, true
}

// dayMonthName is 23 September 2022, 23. september 2022, 23 de septiembre de
// 2022, 1er mars 2024, the 3rd of May, 2021.
func dayMonthName(c *cursor, _ Order) (m Moment, ok bool) {
	if m.Day, ok = c.number(1, 2); !ok {
		return m, false
	}
	c.text(".", "º", "°", "ª")
	c.text("st", "nd", "rd", "th", "er", "e", "º", "ος", "η")
	c.text("-", "/", ",")
	c.text("de", "of", "di", "d", "da")
	c.text("'", "’", "-")
	if m.Month, ok = c.monthName(); !ok {
		return m, false
	}
	c.text(".", ",", "-", "/")
	c.text("de", "del", "of", ",", "'", "’", "ta")
	c.text(".", ",", "-", "/")
	return c.year(m)
}

// monthNameDay is September 23, 2022, Sept. 23rd 2022.
func monthNameDay(c *cursor, _ Order) (m Moment, ok bool) {
	if m.Month, ok = c.monthName(); !ok {
		return m, false
	}
	c.text(".", "-", "/")
	c.text("the")
	if m.Day, ok = c.number(1, 2); !ok {
		return m, false
	}
	c.text("st", "nd", "rd", "th")
	c.text(",", ".", "-", "/", "，", "،")
	c.text("of")
	return c.year(m)
}

// unixDate is Apr 28 19:20:36 CEST 2023.
func unixDate(c *cursor, _ Order) (m Moment, ok bool) {
	if m.Month, ok = c.monthName(); !ok {
		return m, false
	}
	if m.Day, ok = c.number(1, 2); !ok || !c.clock(&m) {
		return m, false
	}
	if t := c.peek(); t.kind == word { // a zone that means several
		c.i++
	}
	m.Year, ok = c.number(4, 4)
	return m, ok
}

// yearMonthName is 2024 m. kovo 31 d., 2024. október 3., 2024-Sep-23.
func yearMonthName(c *cursor, _ Order) (m Moment, ok bool) {
	if m.Year, ok = c.number(4, 4); !ok {
		return m, false
	}
	c.text(".", ",", "-", "/")
	c.text("m", "gada", "g")
	c.text(".")
	if m.Month, ok = c.monthName(); !ok {
		return m, false
	}
	c.text(".", "-", "/")
	m.Day, ok = c.number(1, 2)
	return m, ok
}

// vietnamese is 22 tháng 10 năm 2025.
func vietnamese(c *cursor, _ Order) (m Moment, ok bool) {
	if m.Day, ok = c.number(1, 2); !ok {
		return m, false
	}
	c.text(",")
	if !c.text("tháng") {
		return m, false
	}
	if m.Month, ok = c.number(1, 2); !ok {
		return m, false
	}
	c.text(",")
	c.text("năm")
	m.Year, ok = c.number(4, 4)
	return m, ok
}

// year reads the year behind a month's name: four digits, of the Buddhist
// calendar in Thai, or two with an apostrophe's place taken.
func (c *cursor) year(m Moment) (Moment, bool) {
	y, ok := c.number(4, 4)
	if !ok {
		return m, false
	}
	if y > 2400 && y < 2700 {
		y -= 543
	}
	m.Year = y
	return m, true
}

func (c *cursor) monthName() (int, bool) {
	t := c.peek()
	if t.kind != word {
		return 0, false
	}
	// Thai abbreviations and a few others carry dots inside: ม.ค.
	if c.i+2 < len(c.toks) && c.toks[c.i+1].text == "." && c.toks[c.i+2].kind == word {
		if n, ok := months[t.text+"."+c.toks[c.i+2].text]; ok {
			c.i += 3
			return n, true
		}
	}
	n, ok := months[t.text]
	if ok {
		c.i++
	}
	return n, ok
}
