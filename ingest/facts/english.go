package facts

import (
	"strings"

	"dabao/schema"
)

// English has no classifiers: a unit is a measure, a currency or people, and
// for other things counted the unit is empty and the noun stands beside it. A
// bare number without either is no statement.

const (
	smallWords  = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
	tensWords   = "twenty thirty forty fifty sixty seventy eighty ninety"
	measureText = `percent|per cent|percentage point|percentage points|percentage-point|basis points|basis point|basis-point|dollars|dollar|US dollars|euros|euro|pounds|pound|yen|yuan|rupees|rupee|won|cents|cent|pence|francs|pesos|rubles|reais|kronor|
		people|persons|person|kilometers|kilometres|kilometer|kilometre|km|miles|mile|meters|metres|meter|metre|centimeters|centimetres|cm|millimeters|millimetres|mm|feet|foot|ft|inches|inch|yards|yard|nautical miles|
		square feet|square foot|square miles|square mile|square meters|square metres|square kilometers|square kilometres|cubic meters|cubic metres|cubic feet|acres|acre|hectares|hectare|
		tons|ton|tonnes|tonne|metric tons|kilograms|kilogrammes|kilos|kg|grams|gram|ounces|ounce|lbs|lb|liters|litres|liter|litre|gallons|gallon|barrels|barrel|bushels|carats|
		seconds|second|minutes|minute|hours|hour|days|day|weeks|week|months|month|years|year|decades|decade|centuries|times|degrees|degrees Celsius|degrees Fahrenheit|
		mph|kph|km/h|watts|kilowatts|megawatts|gigawatts|kilowatt-hours|megabytes|gigabytes|terabytes|GB|MB|TB|GHz|MHz|Hz|kW|MW|GW|kWh|MWh|GWh|mAh|Mbps|Gbps|nm|points|pixels|megapixels|votes|seats|shares|calories|knots|light-years|light years|years old|year-old|years-old`
	hedgeText = `at_least=at least|more than|over|no fewer than|not less than|no less than|upwards of|in excess of|exceeding|exceeded|topped|surpassed
		at_most=at most|up to|as many as|as much as|fewer than|less than|under|no more than|not more than|a maximum of|within
		about=about|around|approximately|roughly|some|nearly|almost|close to|an estimated|estimated|circa`
	fillText = "the a an of in on at to for by and or with from as was were is are has had have that this it its his her their he she they we who which than but not no all each per after before since until while when where would will could said says during between into out up down off against among more most least less about only also just other new young old small large"
)

var (
	englishNumber  = numberWords()
	englishUnits   = unitWords()
	englishHedges  = hedgeWords()
	englishFillers = wordSet(fillText)
	scaleWords     = map[string]float64{"dozen": 12, "hundred": 100, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
	scaleMarks     = map[string]float64{"m": 1e6, "mn": 1e6, "mln": 1e6, "b": 1e9, "bn": 1e9, "bln": 1e9, "tn": 1e12, "trn": 1e12, "t": 1e12, "k": 1e3}
	irregular      = wordSet("people men women children police cattle sheep aircraft fish teeth feet mice staff personnel households media data")
	notPlural      = wordSet("is was as this has his its us yes plus versus perhaps always across less unless thus towards besides ours hers does goes gas bus news series")
	partNames      = map[string]float64{"half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fourths": 4, "fifth": 5, "fifths": 5, "sixth": 6, "sixths": 6, "eighths": 8, "tenth": 10, "tenths": 10}
)

func wordSet(s string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(s) {
		m[w] = true
	}
	return m
}

// unitWords lists the units by their first rune, longest first.
func unitWords() map[rune][]string {
	m := map[rune][]string{}
	for _, w := range strings.Split(measureText, "|") {
		w = strings.TrimSpace(w)
		r := rune(w[0])
		k := 0
		for k < len(m[r]) && len(m[r][k]) >= len(w) {
			k++
		}
		m[r] = append(m[r][:k], append([]string{w}, m[r][k:]...)...)
	}
	return m
}

func hedgeWords() []hedge {
	var out []hedge
	for _, line := range strings.Split(hedgeText, "\n") {
		modifier, words, _ := strings.Cut(strings.TrimSpace(line), "=")
		for _, w := range strings.Split(words, "|") {
			out = append(out, hedge{w, modifier})
		}
	}
	return out
}

// word is the lower-case run of ASCII letters at i; longer than any word that
// matters, it is cut.
func (t *text) word(i int) (w string, end int) {
	var b [24]byte
	n := 0
	for end = i; isLetter(t.at(end)); end++ {
		if n < len(b) {
			b[n] = byte(t.f[end]) | 0x20
			n++
		}
	}
	return string(b[:n]), end
}

// wordBefore is the lower-case word that ends at i, past spaces.
func (t *text) wordBefore(i int) (w string, start int) {
	for t.at(i-1) == ' ' {
		i--
	}
	start = i
	for i-start < 24 && isLetter(t.at(start-1)) {
		start--
	}
	w, _ = t.word(start)
	if start+len(w) > i {
		w = w[:i-start]
	}
	return w, start
}

func (t *text) scanEnglish() []schema.Quantity {
	var out []schema.Quantity
	cal := t.cal
	for i := 0; i < len(t.f); {
		for len(cal) > 0 && cal[0].end <= i {
			cal = cal[1:]
		}
		if len(cal) > 0 && i >= cal[0].start {
			i = cal[0].end
			continue
		}
		limit := len(t.f)
		if len(cal) > 0 {
			limit = cal[0].start
		}
		if isLetter(t.at(i - 1)) {
			i++
			continue
		}
		q, next := t.englishAt(i, limit)
		if q != nil {
			out = append(out, *q)
		}
		i = max(next, i+1)
	}
	return out
}

// englishAt reads the quantity that starts at i; next is where to go on.
func (t *text) englishAt(i, limit int) (q *schema.Quantity, next int) {
	a, ok := t.amount(i)
	if !ok {
		if isLetter(t.at(i)) || isDigit(t.at(i)) {
			for isLetter(t.at(i)) || isDigit(t.at(i)) || t.at(i) == '.' && isDigit(t.at(i+1)) {
				i++
			}
		}
		return nil, i
	}
	if a.end > limit {
		return nil, limit
	}
	if t.oneIn(i) {
		return nil, a.end
	}
	hi := a
	if b, ok := t.toAmount(&a, limit); ok {
		hi = b
	}
	f := schema.Quantity{Value: a.v}
	end := hi.end
	if unit, e := t.englishUnit(end); e > end && e <= limit {
		f.Unit, end = unit, e
	} else if a.sign != "" {
		f.Unit = a.sign
	} else if noun, _ := t.countedNoun(end); noun != "" && t.counts(&a) {
		f.Noun = noun
	} else if !(hi.v >= 1e6 && a.v > 0) && !t.fraction(&a) {
		return nil, a.end
	}
	if hi.v != a.v {
		v := hi.v
		f.ValueHigh = &v
	}
	f.Start, f.End = a.start, end
	f.Raw = string(t.r[a.start:end])
	f.Modifier = t.englishModifier(a.start, end)
	if f.Noun == "" && f.Unit == "" {
		f.Noun, _ = t.countedNoun(end)
	}
	return &f, end
}

// oneIn reports whether what stands at i is the whole of a ratio: five in "one
// in five adults", ten in "nine out of ten".
func (t *text) oneIn(i int) bool {
	w, start := t.wordBefore(i)
	if w == "of" {
		if w, start = t.wordBefore(start); w != "out" {
			return false
		}
	} else if w != "in" {
		return false
	}
	before, _ := t.wordBefore(start)
	_, ok := englishNumber[before]
	return ok || t.at(start-1) == ' ' && isDigit(t.at(start-2))
}

// englishUnit is the unit at i, past a space or hyphen; end is i without one.
func (t *text) englishUnit(i int) (unit string, end int) {
	k := i
	if t.at(k) == '%' {
		return "%", k + 1
	}
	if t.at(k) == '°' && (t.at(k+1) == 'C' || t.at(k+1) == 'F') {
		return string(t.r[k : k+2]), k + 2
	}
	if t.at(k) == ' ' || t.at(k) == '-' {
		k++
	}
	for _, w := range englishUnits[t.at(k)] {
		if t.has(k, w) && !isLetter(t.at(k+len(w))) && !t.has(k+len(w), "-ft") {
			return string(t.r[k : k+len(w)]), k + len(w)
		}
	}
	return "", i
}

// countedNoun is the plural at i with up to two words before it.
func (t *text) countedNoun(i int) (noun string, end int) {
	if t.at(i) != ' ' {
		return "", i
	}
	start, k := i+1, i+1
	for words := range 3 {
		w, e := t.word(k)
		if w == "" || t.at(k) < 'a' {
			return "", i
		}
		if irregular[w] || len(w) > 3 && strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss") && !notPlural[w] {
			return string(t.r[start:e]), e
		}
		if englishFillers[w] && !(words < 2 && (w == "new" || w == "other" || w == "more" || w == "young" || w == "old" || w == "small" || w == "large")) || t.at(e) != ' ' {
			return "", i
		}
		k = e + 1
	}
	return "", i
}

// counts reports whether a bare amount before a plural counts it: a year and
// the number of a name do not.
func (t *text) counts(a *amount) bool {
	if a.words {
		return a.v != 1
	}
	if a.v >= 1500 && a.v < 2100 && a.end-a.start == 4 {
		return false
	}
	w, start := t.wordBefore(a.start)
	first := t.at(start)
	return w == "" || first >= 'a' || endsSentence(t.at(start-2)) || t.at(start-2) == '.' || start == 0
}

func (t *text) englishModifier(start, end int) string {
	i := start
	for t.at(i-1) == ' ' {
		i--
	}
	best, m := 0, "exact"
	for _, h := range englishHedges {
		if n := len(h.word); n > best && t.endsFolded(i, h.word) && !isLetter(t.at(i-n-1)) {
			best, m = n, h.modifier
		}
	}
	for _, h := range [...]hedge{{" or more", "at_least"}, {"+", "at_least"}, {" or less", "at_most"}, {" or fewer", "at_most"}, {" or so", "about"}} {
		if best == 0 && t.has(end, h.word) {
			return h.modifier
		}
	}
	return m
}

// endsFolded is endsAt without regard to the case of ASCII letters.
func (t *text) endsFolded(i int, s string) bool {
	if i < len(s) {
		return false
	}
	for k := range len(s) {
		r := t.f[i-len(s)+k]
		if isLetter(r) {
			r |= 0x20
		}
		if r != rune(s[k]) {
			return false
		}
	}
	return true
}
