package facts

import "strings"

func numberWords() map[string]float64 {
	m := map[string]float64{}
	for i, w := range strings.Fields(smallWords) {
		m[w] = float64(i)
	}
	for i, w := range strings.Fields(tensWords) {
		m[w] = float64(20 + 10*i)
	}
	return m
}

// amount is an English numeral: its currency sign, digits or words, and scale.
type amount struct {
	start, end int
	v          float64
	sign       string
	words      bool
}

// currencySigns stand before a sum, with or without a space.
var currencySigns = [...]string{"US$", "C$", "A$", "HK$", "NT$", "S$", "R$", "$", "£", "€", "¥", "₹", "₩",
	"USD", "EUR", "GBP", "CNY", "RMB", "HKD", "JPY", "AUD", "CAD", "CHF", "SGD", "INR"}

// fraction reports whether a was read from words such as two thirds.
func (t *text) fraction(a *amount) bool { return a.words && a.v > 0 && a.v < 1 }

func (t *text) amount(i int) (amount, bool) {
	a := amount{start: i}
	k := i
	for _, s := range currencySigns {
		if !t.has(i, s) {
			continue
		}
		end := i + runes(s)
		if k = end; t.at(k) == ' ' {
			k++
		}
		if isDigit(t.at(k)) {
			a.sign = string(t.r[i:end])
			break
		}
		k = i
	}
	switch {
	case isDigit(t.at(k)):
		if a.sign == "" && t.namedEnglish(k) {
			return a, false
		}
		digits, places, end, ok := t.plain(k)
		if !ok || digits[0] == '0' && len(digits) > 1 && places == 0 {
			return a, false
		}
		a.v, a.end = decimal(digits, -places), end
		if t.at(end) == ':' && isDigit(t.at(end+1)) {
			return a, false
		}
	case isLetter(t.at(k)) && !isLetter(t.at(k-1)):
		if !t.wordAmount(k, &a) {
			return a, false
		}
	default:
		return a, false
	}
	t.scale(&a)
	if isLetter(t.at(a.end)) && a.sign == "" {
		if _, e := t.englishUnit(a.end); e == a.end {
			return a, false
		}
	}
	return a, a.v < 1e15 && a.v >= 0
}

// namedEnglish reports whether the digits at k belong to a name or an ordinal.
func (t *text) namedEnglish(k int) bool {
	switch prev := t.at(k - 1); prev {
	case '-', '/', '.', ':', '_', '#', '@', '+', '$', ',':
		return isDigit(t.at(k-2)) || isLetter(t.at(k-2)) || prev == '#' || prev == '@'
	}
	w, _ := t.wordBefore(k)
	switch w {
	case "no", "number", "chapter", "section", "route", "highway", "article", "rule", "page", "level", "phase", "type", "model", "windows", "interstate", "flight", "room", "district", "ward", "top":
		return true
	}
	return false
}

// wordAmount reads twenty-one, two hundred, a dozen, two thirds.
func (t *text) wordAmount(k int, a *amount) bool {
	w, e := t.word(k)
	a.words = true
	if w == "a" || w == "half" {
		if t.at(e) != ' ' {
			return false
		}
		w2, e2 := t.word(e + 1)
		switch {
		case w == "a" && w2 == "dozen":
			a.v, a.end = 12, e2
		case w == "a" && (w2 == "third" || w2 == "quarter" || w2 == "fifth" || w2 == "tenth") && t.has(e2, " of"):
			a.v, a.end = 1/partNames[w2], e2
		case w == "a" && scaleWords[w2] > 0:
			a.v, a.end = scaleWords[w2], e2
		case w == "half" && w2 == "a":
			w3, e3 := t.word(e2 + 1)
			if scaleWords[w3] > 0 {
				a.v, a.end = scaleWords[w3]/2, e3
			} else if _, e4 := t.englishUnit(e2); e4 > e2 { // half a mile
				a.v, a.end = 0.5, e2
			} else {
				return false
			}
		case w == "a" && t.has(e+1, "percentage point"):
			a.v, a.end = 1, e
		default:
			return false
		}
		return true
	}
	v, ok := englishNumber[w]
	if !ok || w == "zero" {
		return false
	}
	a.v, a.end = v, e
	if v >= 20 && t.at(e) == '-' {
		if d, e2 := t.word(e + 1); englishNumber[d] > 0 && englishNumber[d] < 10 {
			a.v, a.end = v+englishNumber[d], e2
		}
	}
	if sep := t.at(a.end); sep == ' ' || sep == '-' {
		if part, e2 := t.word(a.end + 1); partNames[part] > a.v && (a.v > 1 && strings.HasSuffix(part, "s") || a.v == 1 && part != "half" && t.has(e2, " of")) {
			a.v, a.end = a.v/partNames[part], e2
		}
	}
	return true
}

// scale reads million, bn and the like, and "two hundred fifty".
func (t *text) scale(a *amount) {
	for range 3 {
		k := a.end
		if t.at(k) == ' ' || t.at(k) == '-' {
			k++
		}
		w, e := t.word(k)
		if f := scaleWords[w]; f > 0 {
			a.v, a.end = rounded(a.v*f), e
			continue
		}
		if f := scaleMarks[w]; f > 0 && (k == a.end || t.at(k-1) == ' ' && len(w) > 1) && (a.sign != "" || t.scaledAlone(a, w, e)) {
			a.v, a.end = rounded(a.v*f), e
			return
		}
		if w == "and" && a.words {
			w, e = t.word(e + 1)
		}
		if v := englishNumber[w]; a.words && v > 0 && a.v >= 100 && a.v < 1000 {
			var rest amount
			if t.wordAmount(e-len(w), &rest) && rest.v < 100 {
				a.v, a.end = a.v+rest.v, rest.end
				continue
			}
		}
		return
	}
}

// scaledAlone reports whether the mark w is a multiplier without a currency
// before it: 2.5k users, 3bn people. A lone m may be metres, t tons, b bits.
func (t *text) scaledAlone(a *amount, w string, e int) bool {
	if a.words || len(w) == 1 && w != "k" || isDigit(t.at(e)) {
		return false
	}
	return w != "k" || t.at(a.end) == 'k' || t.at(e) == ' ' && t.counted(e)
}

// rounded drops the last bits that a multiplication by a power of ten adds.
func rounded(v float64) float64 {
	if w := float64(int64(v + 0.5)); w-v < 1e-4 && v-w < 1e-4 {
		return w
	}
	return v
}

// toAmount reads the second end of 5 to 7, 5-7, between 5 and 7.
func (t *text) toAmount(a *amount, limit int) (amount, bool) {
	k := a.end
	_, unitEnd := t.englishUnit(k)
	for _, from := range [...]int{k, unitEnd} {
		w, _ := t.wordBefore(a.start)
		for _, sep := range [...]string{" to ", "-", " - ", " and "} {
			if !t.has(from, sep) || sep == " and " && w != "between" {
				continue
			}
			b, ok := t.amount(from + len(sep))
			if isDigit(t.at(from+len(sep))) && sep == "-" {
				b, ok = t.amountAfterDash(from+1, a.sign)
			}
			if ok && b.end <= limit && (b.v > a.v || b.v*1000 > a.v) && b.sign == a.sign || ok && b.sign == "" && a.sign != "" && b.v > a.v {
				if b.v >= 1e3 && a.v < 1e3 && !a.words && a.v < b.v/scaleOf(b.v) {
					a.v *= scaleOf(b.v)
				}
				if b.v > a.v {
					return b, true
				}
			}
		}
	}
	return amount{}, false
}

// amountAfterDash reads plain digits, whose dash is no sign of a name here.
func (t *text) amountAfterDash(k int, sign string) (amount, bool) {
	digits, places, end, ok := t.plain(k)
	b := amount{start: k, end: end, sign: sign}
	if !ok {
		return b, false
	}
	b.v = decimal(digits, -places)
	t.scale(&b)
	return b, b.v < 1e15
}

// scaleOf is the scale word that v was written with: 5 to 7 million.
func scaleOf(v float64) float64 {
	for _, s := range [...]float64{1e12, 1e9, 1e6} {
		if v >= s {
			return s
		}
	}
	return 1
}
