package when

// eastAsian is 2022年09月23日, 2025년 6월 4일, 令和7年1月13日, 民國111年9月23日, in
// digits or in Han numerals, with the other era in brackets or without.
func eastAsian(c *cursor, custom Custom) (m Moment, ok bool) {
	base := 0
	if c.peek().kind == word {
		base = era(c)
	}
	if m.Year, ok = c.eraYear(base, custom); !ok || !c.text("年", "년") && !c.bracketsThen("年") {
		return m, false
	}
	c.brackets()
	if m.Month, ok = c.small(); !ok || !c.text("月", "월") {
		return m, false
	}
	if m.Day, ok = c.small(); !ok {
		return m, false
	}
	return m, c.text("日", "일", "号", "號")
}

// eraYear reads a year in digits or Han numerals and counts it from the era.
// Without an era it has four digits, or two or three where the country leaves
// out what everybody knows.
func (c *cursor) eraYear(base int, custom Custom) (int, bool) {
	if base != 0 && c.text("元") {
		return base + 1, true
	}
	t := c.peek()
	if t.kind != number {
		y, digits := hanYear(c)
		switch {
		case digits == 0, base == 0 && digits != 4:
			return 0, false
		}
		return base + y, true
	}
	if t.digits > 4 {
		return 0, false
	}
	c.i++
	switch {
	case base != 0:
		return base + t.value, t.value < 200
	case t.digits == 4:
		return t.value, true
	case custom&Minguo != 0 && t.digits == 3 && t.value < 150, custom&Minguo != 0 && t.digits == 2 && t.value > 60:
		return minguo + t.value, true
	case custom&YearFirst != 0 && custom&Eras == 0 && t.digits == 2 && t.value < 50:
		return 2000 + t.value, true
	}
	return 0, false
}

// brackets skips a year named twice: 令和6年（2024年）, 2024（令和6）年.
func (c *cursor) brackets() bool {
	d := *c
	if !d.text("(", "（") {
		return false
	}
	for range 8 {
		if d.text(")", "）") {
			*c = d
			return true
		}
		d.i++
	}
	return false
}

func (c *cursor) bracketsThen(words ...string) bool {
	d := *c
	if !d.brackets() || !d.text(words...) {
		return false
	}
	*c = d
	return true
}

// small reads a month or a day in digits or Han numerals.
func (c *cursor) small() (int, bool) {
	if c.peek().kind == number {
		return c.number(1, 2)
	}
	n := hanSmall(c)
	return n, n > 0
}

// numericEra is 令和6.3.5, 民國113/03/15 and, in Japan, R6.3.5.
func numericEra(c *cursor, custom Custom) (m Moment, ok bool) {
	if c.peek().kind != word {
		return m, false
	}
	base := era(c)
	if base == 0 && custom&Eras != 0 {
		switch t := c.peek(); {
		case t.text == "r" && c.glues():
			base = 2018
		case t.text == "h" && c.glues():
			base = 1988
		}
		c.i++
	}
	if base == 0 {
		return m, false
	}
	if m.Year, ok = c.number(1, 3); !ok || !c.monthDay(&m) {
		return m, false
	}
	m.Year += base
	return m, true
}

// glues is true of a token with a number right behind it.
func (c *cursor) glues() bool {
	return c.i+1 < len(c.toks) && c.toks[c.i+1].kind == number && !c.toks[c.i+1].spaced
}

// era reads the name of an era and gives the year before its first; 0 where none
// stands.
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

// minguo is the year before the first of the Republic of China.
const minguo = 1911

var eras = []struct {
	name string
	base int
}{{"令和", 2018}, {"平成", 1988}, {"昭和", 1925}, {"民國", minguo}, {"民国", minguo}}

// hanYear reads 二〇二二 by its digits and 一百一十三, 三十 by their value. It gives
// the number of characters; 0 where none stands.
func hanYear(c *cursor) (year, digits int) {
	d := *c
	for n := 0; n < 4; n++ {
		v := hanDigit(d.peek().text)
		if v < 0 || v > 9 {
			break
		}
		year, digits = year*10+v, n+1
		d.i++
	}
	if digits > 0 && hanDigit(d.peek().text) != 10 && d.peek().text != "百" {
		*c = d
		return year, digits
	}
	start := c.i
	year = 0
	if e := *c; hanDigit(e.peek().text) == 1 {
		if e.i++; e.text("百") {
			e.text("零", "〇")
			*c, year = e, 100
		}
	}
	year += hanSmall(c)
	return year, c.i - start
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
