package extract

import (
	"strings"
	"unicode"

	"dabao/ingest/extract/when"
)

// settleByOthers turns dates whose day and month could be either way round as the
// other dates of the page stand, where one of them can stand one way only.
func (p *page) settleByOthers(list []stamp, custom when.Custom) {
	for i := range list {
		if !list[i].Doubtful {
			continue
		}
		dayFirst, known := p.dayLeads()
		if !known {
			return
		}
		for k := i; k < len(list); k++ {
			m := &list[k].Moment
			if m.Doubtful && dayFirst == (custom&when.MonthFirst != 0) {
				m.Day, m.Month = m.Month, m.Day
			}
			m.Doubtful = false
		}
		return
	}
}

// dayLeads says whether the dates in numbers that the page prints have the day
// first; known is false where none tells, or they differ.
func (p *page) dayLeads() (dayFirst, known bool) {
	day, month := 0, 0
	for i := range p.runs {
		if s := p.runs[i].text; len(s) <= maxLine && strings.Contains(s, "/") {
			switch a, b, ok := twoNumbers(s); {
			case ok && a > 12 && a <= 31 && b <= 12:
				day++
			case ok && b > 12 && b <= 31 && a <= 12:
				month++
			}
		}
	}
	return day > 0, (day > 0) != (month > 0)
}

// twoNumbers are the first two of three numbers between slashes, of which the last
// is a year: 23/9/2022.
func twoNumbers(s string) (a, b int, ok bool) {
	for i := 0; i < len(s); i++ {
		if !isDigit(s[i]) || i > 0 && (isDigit(s[i-1]) || s[i-1] == '/') {
			continue
		}
		parts := strings.SplitN(head(s[i:], len("dd/mm/yyyy")), "/", 4)
		if len(parts) != 3 || len(parts[2]) != 4 {
			continue
		}
		var n [3]int
		ok = true
		for k, part := range parts {
			ok = ok && part != "" && len(part) <= 4
			for _, c := range []byte(part) {
				n[k], ok = n[k]*10+int(c-'0'), ok && isDigit(c)
			}
		}
		if ok && n[2] >= 1990 && n[2] < 2100 {
			return n[0], n[1], true
		}
	}
	return 0, 0, false
}

// beginsSpan is true of what stands behind a date that begins a span of days, as
// fairs take: – 12 April 2024.
func beginsSpan(rest string, custom when.Custom) bool {
	after, ok := cutAny(strings.TrimLeft(rest, " "), spans...)
	if !ok {
		return false
	}
	_, i, _, ok := when.Find(head(after, 40), custom)
	return ok && i <= len(" the ")
}

// endsSpan is true of what stands before a date that ends one: 24th to, 5. –.
func endsSpan(before string) bool {
	low := strings.ToLower(strings.TrimRight(before, " "))
	for _, w := range spans {
		from, ok := strings.CutSuffix(low, w)
		if !ok {
			continue
		}
		from = strings.TrimSuffix(cutOrdinal(strings.TrimRight(from, " ")), ".")
		lead := strings.TrimRightFunc(from, unicode.IsDigit)
		if n := len(from) - len(lead); n == 1 || n == 2 {
			lead = strings.TrimRight(lead, " ")
			return lead == "" || letter(w[0]) || strings.HasSuffix(lead, ",") || strings.HasSuffix(lead, "(") || strings.HasSuffix(lead, "|")
		}
	}
	return false
}

func cutOrdinal(s string) string {
	for _, end := range []string{"st", "nd", "rd", "th", "er", "º"} {
		if n, ok := strings.CutSuffix(s, end); ok {
			return n
		}
	}
	return s
}

// spans are the marks and words between the ends of a span of days.
var spans = []string{"–", "—", "-", "～", "〜", "至", "to", "bis", "bis zum", "au", "al", "until", "till", "t/m", "tot", "do"}
