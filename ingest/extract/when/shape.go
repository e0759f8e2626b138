package when

// dateAt tries the shapes of a date at one token and says how many tokens it
// takes; 0 where none starts here.
func dateAt(toks []token, i int, custom Custom) (Moment, int) {
	// A number glued to a letter or to a decimal is part of a longer code.
	if i > 0 && !toks[i].spaced && toks[i].kind == number && glued(toks[i-1]) {
		return Moment{}, 0
	}
	c := cursor{toks: toks, i: i}
	for _, shape := range shapes {
		d := c
		if m, ok := shape(&d, custom); ok && m.valid() && !d.runsOn() {
			return m, d.i - i
		}
	}
	return Moment{}, 0
}

func glued(before token) bool {
	return before.kind == word && before.text[0] < 0x80 && before.text != "t" || before.text == "_"
}

// shapes in the order they are tried: the longest and least mistakable first.
var shapes = []func(*cursor, Custom) (Moment, bool){
	compact, eastAsian, numericEra, yearFirst, shortYearFirst, yearMonthName, dayMonthName, monthNameDay, unixDate, vietnamese, dayFirst,
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
	if a.text == "_" && !a.spaced {
		return true // the name of a file
	}
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
func compact(c *cursor, _ Custom) (Moment, bool) {
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

// yearFirst is 2022-09-23, 2022/9/23, 2022. 9. 23, and the same in the years of
// another calendar: 2567/3/15, 1402/12/25.
func yearFirst(c *cursor, _ Custom) (m Moment, ok bool) {
	if m.Year, ok = c.number(4, 4); !ok {
		return m, false
	}
	if !c.monthDay(&m) {
		return m, false
	}
	return ofCalendar(m)
}

// monthDay reads month and day behind a year, with the same mark before each.
func (c *cursor) monthDay(m *Moment) (ok bool) {
	sep := c.peek().text
	if !c.text("-", "/", ".", "‐", "–", "−", "－", "／") {
		return false
	}
	if m.Month, ok = c.number(1, 2); !ok || !c.text(sep) {
		return false
	}
	m.Day, ok = c.number(1, 2)
	return ok
}

// shortYearFirst is 24/03/05 where the year leads, and 113/03/15, 98.5.20 in the
// years of the Republic of China.
func shortYearFirst(c *cursor, custom Custom) (m Moment, ok bool) {
	y := c.peek()
	if m.Year, ok = c.number(2, 3); !ok || !c.monthDay(&m) {
		return m, false
	}
	switch {
	case custom&Minguo != 0 && (y.digits == 3 && y.value >= 100 && y.value < 150 || y.digits == 2 && y.value > 60):
		m.Year += minguo
	case custom&YearFirst != 0 && y.digits == 2 && y.value < 50 && c.toks[c.i-1].digits == 2:
		m.Year += 2000
	default:
		return m, false
	}
	return m, true
}

// dayFirst is 23.09.2022, 23/9/2022, 15/03/2567 and, in its own order, 9/23/2022;
// a two-digit year is read after dots and slashes.
func dayFirst(c *cursor, custom Custom) (m Moment, ok bool) {
	start := c.i
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
	if y.digits == 2 && sep == "." && c.inVersion(start) {
		return m, false
	}
	if y.kind != number || y.digits != 4 && (y.digits != 2 || sep == "-" || y.spaced) {
		return m, false
	}
	c.i++
	if m.Year = y.value; y.digits == 2 {
		switch {
		case custom&Buddhist != 0 && y.value > 50:
			m.Year += 2500
		case y.value > 49, y.value < 10 && sep != "/" && sep != "／": // a clock or a version looks the same
			return m, false
		default:
			m.Year += 2000
		}
	}
	if custom&MonthFirst != 0 && sep != "." {
		a, b = b, a
	}
	if b > 12 && a <= 12 {
		a, b = b, a
	}
	m.Day, m.Month, m.Doubtful = a, b, a <= 12 && a != b && sep != "."
	return ofCalendar(m)
}

// inVersion is true of three numbers between dots, the last of which the cursor is at,
// that are part of the name of a file or a program: x-2.2.31, 2.2.31.tar.
func (c *cursor) inVersion(start int) bool {
	if start > 0 && !c.toks[start].spaced && c.toks[start-1].text == "-" {
		return true
	}
	rest := c.toks[c.i+1:]
	return len(rest) > 1 && rest[0].text == "." && !rest[0].spaced && !rest[1].spaced
}

// dayMonthName is 23 September 2022, 23. september 2022, 23 de septiembre de
// 2022, 1er mars 2024, the 3rd of May, 2021.
func dayMonthName(c *cursor, _ Custom) (m Moment, ok bool) {
	if c.inClock() {
		return m, false
	}
	if m.Day, ok = c.number(1, 2); !ok {
		return m, false
	}
	c.text(".", "º", "°", "ª")
	c.text("st", "nd", "rd", "th", "er", "e", "º", "ος", "η")
	c.text("-", "/", ",")
	c.text("de", "of", "di", "d", "da")
	c.text("'", "’", "-")
	if !c.monthName(&m) {
		return m, false
	}
	c.text(".", ",", "-", "/", "،")
	c.text("de", "del", "of", ",", "'", "’", "ta", "سال")
	c.text(".", ",", "-", "/")
	return c.year(m)
}

// inClock is true of a number that is the minutes of a clock before a date: 09:31
// August 20, 2019.
func (c *cursor) inClock() bool {
	return c.i >= 2 && c.toks[c.i-1].text == ":" && !c.toks[c.i-1].spaced && !c.peek().spaced && c.toks[c.i-2].kind == number
}

// monthNameDay is September 23, 2022, Sept. 23rd 2022, Mar 5, '24.
func monthNameDay(c *cursor, _ Custom) (m Moment, ok bool) {
	if !c.monthName(&m) {
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
	if apostrophe := c.text("'", "’"); !apostrophe && c.peek().digits == 2 {
		return m, false // the hour, as often as not
	}
	return c.year(m)
}

// unixDate is Apr 28 19:20:36 CEST 2023.
func unixDate(c *cursor, _ Custom) (m Moment, ok bool) {
	if !c.monthName(&m) {
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
func yearMonthName(c *cursor, _ Custom) (m Moment, ok bool) {
	if m.Year, ok = c.number(4, 4); !ok {
		return m, false
	}
	c.text(".", ",", "-", "/")
	c.text("m", "gada", "g", "ko")
	c.text(".")
	if !c.monthName(&m) {
		return m, false
	}
	c.text(".", "-", "/")
	if m.Day, ok = c.number(1, 2); !ok {
		return m, false
	}
	return ofCalendar(m)
}

// vietnamese is 22 tháng 10 năm 2025.
func vietnamese(c *cursor, _ Custom) (m Moment, ok bool) {
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
// calendar in Thai and of the Persian one behind its months, or two.
func (c *cursor) year(m Moment) (Moment, bool) {
	if c.text("พ", "ค") { // the era: พ.ศ., ค.ศ.
		c.text(".")
		c.text("ศ")
		c.text(".")
	}
	t := c.peek()
	if t.kind == number && t.digits == 2 && c.endsDate() {
		c.i++
		m.Year = shortYear(t.value, m)
		return ofCalendar(m)
	}
	y, ok := c.number(4, 4)
	if !ok {
		return m, false
	}
	m.Year = y
	return ofCalendar(m)
}

// endsDate is true where the number that follows can be a year of two digits: it
// does not begin a clock.
func (c *cursor) endsDate() bool {
	if c.i+1 >= len(c.toks) {
		return true
	}
	next := c.toks[c.i+1]
	if c.i+2 < len(c.toks) && next.text == "," && c.toks[c.i+2].digits == 4 {
		return false // a day before its year
	}
	switch {
	case next.kind == number:
		return next.spaced
	case next.kind == word:
		return next.spaced && betweenWords[next.text]
	case next.text == ":" || next.text == "：" || next.text == "." && c.i+2 < len(c.toks) && c.toks[c.i+2].kind == number && !c.toks[c.i+2].spaced:
		return false
	}
	return true
}

// shortYear is the full year of two digits behind a month's name.
func shortYear(y int, m Moment) int {
	switch {
	case m.thai:
		return y + 2500
	case m.Month > jalali: // 1370 to 1469
		if y < 70 {
			return y + 1400
		}
		return y + 1300
	case y < 50:
		return y + 2000
	}
	return y + 1900
}

// otherName reads the second name of a month behind its first, as the Arabic press
// sets them: نيسان/أبريل, آب (أغسطس).
func (c *cursor) otherName(month int) {
	d := *c
	closing := "/"
	if d.text("(", "（") {
		closing = ")"
	} else if !d.text("/") {
		return
	}
	t := d.peek()
	if t.kind != word || months[t.text] != month {
		return
	}
	if d.i++; closing == "/" || d.text(")", "）") {
		*c = d
	}
}

func (c *cursor) monthName(m *Moment) bool {
	t := c.peek()
	if t.kind != word {
		return false
	}
	n, ok := 0, false
	// Thai abbreviations and a few others carry dots inside: ม.ค.
	if c.i+2 < len(c.toks) && c.toks[c.i+1].text == "." && c.toks[c.i+2].kind == word {
		if n, ok = months[t.text+"."+c.toks[c.i+2].text]; ok {
			c.i += 3
		}
	}
	if !ok {
		if n, ok = months[t.text]; ok {
			c.i++
		}
	}
	if ok {
		c.otherName(n)
	}
	m.Month = n
	m.thai = ok && t.text[0] == 0xE0 && t.text >= "ก" && t.text <= "๛"
	return ok
}
