package plain

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// stamp is one printed date with what stands beside it.
type stamp struct {
	start, end  int // bytes in the line
	day         string
	clock, zone string // "14:54:00", "+08:00" or "Z"; empty where not printed
}

var (
	months   = "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
	weekday  = `(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?`
	numeric  = regexp.MustCompile(`(民國|民国)?\s*(\d{2,4})\s*[年\-/.\x{FF0F}]\s*(\d{1,2})\s*[月\-/.\x{FF0F}]\s*(\d{1,2})\s*日?`)
	dayFirst = regexp.MustCompile(`(?i)` + weekday + `\b(\d{1,2})(?:st|nd|rd|th)?\s+(` + months + `)\.?,?\s+(\d{4})\b`)
	monFirst = regexp.MustCompile(`(?i)` + weekday + `\b(` + months + `)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})\b`)
	dotted   = regexp.MustCompile(`\b(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})`) // day first, as written from Germany to Russia
	named    = regexp.MustCompile(`(?i)\b(\d{1,2})(?:\.|er)?\s+(?:de\s+)?(` + monthsOf + `)\.?,?\s+(?:de[l]?\s+)?(\d{4})\b`)
	hour     = regexp.MustCompile(`(?i)^\s*(?:T|,|at\s|um\s|à\s|alle\s|kl\.?\s|om\s|[-–—|丨•·]\s|[(\x{FF08}]?(?:星期|周|週)[一二三四五六日天][)\x{FF09}]?)?\s*(上午|下午|晚上|凌晨|中午)?\s*(\d{1,2})(?:[:\x{FF1A}]|時|时|點|点)(\d{2})(?:分|[:\x{FF1A}](\d{2})(?:\.\d+)?秒?)?\s*(a\.?m\.?|p\.?m\.?)?`)
	offset   = regexp.MustCompile(`(?i)^\s*\(?(Z\b|(?:UTC|GMT)?\s*([+-])(\d{1,2})(?::?(\d{2}))?\b|UTC\b|GMT\b|北京时间|北京時間|台北時間|臺北時間|香港時間|JST\b|KST\b|HKT\b)\)?`)
)

const minYear, maxYear = 1900, 2100

// stamps finds the dates of a line, in order.
func stamps(s string) []stamp {
	const fewestDigits = 5 // a year and a day
	if digits(s) < fewestDigits {
		return nil
	}
	var out []stamp
	for at := 0; at < len(s); {
		st, ok := firstDay(s, at)
		if !ok {
			break
		}
		st.clockAfter(s)
		out = append(out, st)
		at = st.end
	}
	return out
}

func digits(s string) int {
	n := 0
	for i := range len(s) {
		if s[i] >= '0' && s[i] <= '9' {
			n++
		}
	}
	return n
}

// firstDay finds the first calendar day at or after an offset.
func firstDay(s string, at int) (stamp, bool) {
	best := stamp{start: len(s) + 1}
	consider := func(m []int, year, month, day string) {
		if m == nil || at+m[0] >= best.start {
			return
		}
		if d, ok := calendarDay(year, month, day); ok {
			best = stamp{start: at + m[0], end: at + m[1], day: d}
		}
	}
	rest := s[at:]
	for from := 0; ; {
		m := numeric.FindStringSubmatchIndex(rest[from:])
		if m == nil {
			break
		}
		group := func(i int) string {
			if m[2*i] < 0 {
				return ""
			}
			return rest[from+m[2*i] : from+m[2*i+1]]
		}
		year := group(2)
		if group(1) != "" { // the Republic's years begin with 1912
			n, _ := strconv.Atoi(year)
			year = strconv.Itoa(n + 1911)
		}
		before := best.start
		consider([]int{from + m[0], from + m[1]}, year, group(3), group(4))
		if best.start != before {
			break
		}
		from += m[5]
	}
	if m := dayFirst.FindStringSubmatchIndex(rest); m != nil {
		consider(m, rest[m[6]:m[7]], rest[m[4]:m[5]], rest[m[2]:m[3]])
	}
	if m := dotted.FindStringSubmatchIndex(rest); m != nil {
		consider(m, rest[m[6]:m[7]], rest[m[4]:m[5]], rest[m[2]:m[3]])
	}
	if m := named.FindStringSubmatchIndex(rest); m != nil {
		consider(m, rest[m[6]:m[7]], rest[m[4]:m[5]], rest[m[2]:m[3]])
	}
	if m := monFirst.FindStringSubmatchIndex(rest); m != nil {
		consider(m, rest[m[6]:m[7]], rest[m[2]:m[3]], rest[m[4]:m[5]])
	}
	return best, best.day != ""
}

func calendarDay(year, month, day string) (string, bool) {
	y, err1 := strconv.Atoi(year)
	d, err2 := strconv.Atoi(day)
	m, err3 := strconv.Atoi(month)
	if err3 != nil {
		m, err3 = monthNumber(month), nil
	}
	if err1 != nil || err2 != nil || err3 != nil || y < minYear || y > maxYear {
		return "", false
	}
	t := time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC)
	return t.Format(time.DateOnly), t.Day() == d && int(t.Month()) == m
}

// monthForms are the names of the months, a line a month, in English, German,
// French, Spanish, Italian, Portuguese, Dutch, Danish and Swedish.
var monthForms = [12]string{
	"january jan januar jänner janvier enero gennaio janeiro januari",
	"february feb februar février febrero febbraio fevereiro februari",
	"march mar märz mars marzo março maart marts",
	"april apr avril abril aprile",
	"may mai mayo maggio maio mei maj",
	"june jun juni juin junio giugno junho",
	"july jul juli juillet julio luglio julho",
	"august aug août agosto augustus augusti",
	"september sep sept septembre septiembre settembre setembro",
	"october oct oktober okt octobre octubre ottobre outubro",
	"november nov novembre noviembre novembro",
	"december dec dezember dez décembre diciembre dicembre dezembro",
}

var monthsOf = strings.Join(strings.Fields(longestFirst(strings.Join(monthForms[:], " "))), "|")

func longestFirst(words string) string {
	ws := strings.Fields(words)
	slices.SortFunc(ws, func(a, b string) int { return cmp.Or(len(b)-len(a), strings.Compare(a, b)) })
	return strings.Join(ws, " ")
}

// monthNumber is 1 to 12, or 0 for no month's name.
func monthNumber(name string) int {
	for i, forms := range monthForms {
		if slices.Contains(strings.Fields(forms), strings.ToLower(name)) {
			return i + 1
		}
	}
	return 0
}

// clockAfter reads the time of day and the zone that follow a date.
func (st *stamp) clockAfter(s string) {
	m := hour.FindStringSubmatch(s[st.end:])
	if m == nil {
		return
	}
	h, _ := strconv.Atoi(m[2])
	minute, _ := strconv.Atoi(m[3])
	second, _ := strconv.Atoi(m[4])
	half := strings.ToLower(m[1] + m[5])
	afternoon := strings.HasPrefix(half, "p") || half == "下午" || half == "晚上" || half == "中午" && h < 11
	switch {
	case afternoon && h < 12:
		h += 12
	case h == 12 && (strings.HasPrefix(half, "a") || half == "上午" || half == "凌晨"):
		h = 0
	}
	if h > 23 || minute > 59 || second > 59 {
		return
	}
	st.clock = fmt.Sprintf("%02d:%02d:%02d", h, minute, second)
	st.end += len(m[0])
	st.zoneAfter(s)
}

func (st *stamp) zoneAfter(s string) {
	m := offset.FindStringSubmatch(s[st.end:])
	if m == nil {
		return
	}
	name := strings.ToUpper(strings.TrimSpace(m[1]))
	switch {
	case m[2] != "":
		h, _ := strconv.Atoi(m[3])
		minute, _ := strconv.Atoi(m[4])
		if h > 14 || minute > 59 {
			return
		}
		st.zone = fmt.Sprintf("%s%02d:%02d", m[2], h, minute)
	case name == "JST" || name == "KST":
		st.zone = "+09:00"
	case strings.HasPrefix(name, "UTC"), strings.HasPrefix(name, "GMT"), name == "Z":
		st.zone = "Z"
	default:
		st.zone = "+08:00"
	}
	st.end += len(m[0])
}

// rfc3339 is the moment with its offset, or empty where no clock is printed.
func (st *stamp) rfc3339(siteZone string) string {
	if st.clock == "" {
		return ""
	}
	zone := st.zone
	if zone == "" {
		zone = siteZone
	}
	return st.day + "T" + st.clock + zone
}
