package when

import (
	"strings"
	"time"
)

// Ago is the day that a text names by its distance from another moment: 5 hours
// ago, vor 3 Tagen, 2小时前, yesterday at 10:15, 昨天 10:15. taken is that moment,
// on the clock of the reader. An hour is given only where the text prints one. A
// text in which anything else stands than such words, a clock, and up to two words
// that lead it (Published, 发布于) is none.
func Ago(s string, taken time.Time) (Moment, bool) {
	if len(s) > maxAgo {
		return Moment{}, false
	}
	toks := scan(s)
	for i := 0; i < len(toks) && leading(toks[:i]); i++ {
		c := cursor{toks: toks, i: i}
		t, ok := c.ago(taken)
		if !ok {
			continue
		}
		m := Moment{Year: t.Year(), Month: int(t.Month()), Day: t.Day()}
		if next, clock := clockAfter(toks, c.i, &m); clock {
			c.i = next
		}
		return m, c.ends() && m.valid()
	}
	return Moment{}, false
}

// maxAgo is how long such a text may be, in bytes.
const maxAgo = 80

// leading is true of what may stand before: few words and no number.
func leading(before []token) bool {
	words, wide := 0, 0
	for _, t := range before {
		switch {
		case t.kind == number:
			return false
		case t.kind == word && solo([]rune(t.text)[0]):
			wide++
		case t.kind == word:
			words++
		}
	}
	return words <= 3 && wide <= 6
}

// ends is true where no word and no number follows.
func (c *cursor) ends() bool {
	for ; c.i < len(c.toks); c.i++ {
		if t := c.toks[c.i]; t.kind == number || t.kind == word && !betweenWords[t.text] {
			return false
		}
	}
	return true
}

// ago reads the distance.
func (c *cursor) ago(taken time.Time) (time.Time, bool) {
	for _, d := range nearDays {
		if e := *c; e.phrase(d.phrase) {
			*c = e
			return taken.AddDate(0, 0, -d.back), true
		}
	}
	led := false
	for _, p := range agoBefore {
		if e := *c; e.phrase(p) {
			*c, led = e, true
			break
		}
	}
	n, ok := c.number(1, 3)
	if !ok {
		if !c.text("a", "an", "einer", "einem", "une", "un", "una", "um", "uma", "en", "ein") {
			return time.Time{}, false
		}
		n = 1
	}
	unit, ok := c.unit()
	if !ok {
		return time.Time{}, false
	}
	for _, p := range agoBehind {
		if e := *c; e.phrase(p) {
			*c, led = e, true
			break
		}
	}
	return taken.Add(-time.Duration(n) * unit), led
}

// phrase reads the words of a phrase, parted at spaces; each Han, kana or Hangul
// character is one by itself.
func (c *cursor) phrase(words []string) bool {
	for _, w := range words {
		if !c.text(w) {
			return false
		}
	}
	return true
}

// unit reads the name of a span of time. Months and years are left out: what is
// so old names no day.
func (c *cursor) unit() (time.Duration, bool) {
	for _, u := range units {
		if e := *c; e.phrase(u.phrase) {
			*c = e
			return u.span, true
		}
	}
	return 0, false
}

type dayBack struct {
	phrase []string
	back   int
}

type unitName struct {
	phrase []string
	span   time.Duration
}

const day = 24 * time.Hour

// The words of two dozen languages, longer phrases before those they begin with.
var (
	nearDays = daysBack(0, `today|heute|aujourd ' hui|aujourd ’ hui|hoy|hoje|oggi|vandaag|idag|i dag|i dagens|tänään|dziś|dzisiaj|dnes|ma|astăzi|azi|сегодня|сьогодні|днес|bugün|σήμερα|اليوم|امروز|היום|आज|hari ini|hôm nay|วันนี้|今天|今日|本日|오늘`,
		1, `yesterday|gestern|hier|ayer|ontem|ieri|gisteren|igår|i går|eilen|wczoraj|včera|tegnap|вчера|вчора|dün|χθες|χτες|أمس|دیروز|אתמול|कल|kemarin|hôm qua|เมื่อวาน|เมื่อวานนี้|昨天|昨日|어제`,
		2, `vorgestern|avant - hier|anteayer|anteontem|前天|一昨日|그제`)
	agoBefore = phrases(`vor|il y a|hace|há|för|for|før|před|acum|πριν|πριν από|منذ|قبل|לפני|cách đây|about`)
	agoBehind = phrases(`ago|fa|geleden|sedan|siden|sitten|temu|назад|тому|тому назад|önce|evvel|trước|पहले|yang lalu|lalu|پیش|قبل|ที่แล้ว|ที่ผ่านมา|之前|以前|前|전|nazad|zpět|atrás|eelőtt|ezelőtt|पूर्व`)
	units     = unitNames(time.Minute, `minutes|minute|mins|min|minuten|minutos|minuto|minuti|minuutti|minuuttia|minuter|minut|minuut|minuty|minuta|minutter|minutę|минут|минуты|минуту|хвилин|хвилини|хвилину|dakika|dk|λεπτά|λεπτό|دقيقة|دقائق|دقیقه|דקות|मिनट|menit|phút|นาที|分 钟|分 鐘|分|분`,
		time.Hour, `hours|hour|hrs|hr|h|stunden|stunde|std|heures|heure|horas|hora|ore|ora|uur|uren|timmar|timme|timer|time|tuntia|tunti|tuntiä|godzin|godziny|godzinę|godz|hodinami|hodin|hodinou|óra|часов|часа|час|годин|години|годину|saat|ώρες|ώρα|ساعات|ساعة|ساعت|שעות|שעה|घंटे|घंटा|घंटों|jam|giờ|ชั่วโมง|小 时|小 時|时 间|時 間|시 간`,
		day, `days|day|d|tagen|tag|jours|jour|días|día|dias|dia|giorni|giorno|dagen|dag|dagar|dager|dage|päivää|päivä|dni|dzień|dny|nap|napja|zile|zi|дней|дня|день|днів|дні|gün|ημέρες|μέρες|ημέρα|أيام|يوم|روز|ימים|יום|दिन|hari|ngày|วัน|天|日|일`,
		7*day, `weeks|week|w|wochen|woche|semaines|semaine|semanas|semana|settimane|settimana|weken|veckor|vecka|uker|uke|uger|uge|viikkoa|viikko|tygodni|tygodnie|tydzień|недель|недели|неделю|тижнів|тижні|тиждень|hafta|εβδομάδες|أسابيع|أسبوع|هفته|שבועות|सप्ताह|minggu|tuần|สัปดาห์|周|週 間|週|주`)
)

func phrases(list string) [][]string {
	var out [][]string
	for p := range strings.SplitSeq(list, "|") {
		out = append(out, pieces(p))
	}
	return out
}

// pieces are the tokens of a phrase as scan makes them.
func pieces(phrase string) []string {
	var out []string
	for _, t := range scan(phrase) {
		out = append(out, t.text)
	}
	return out
}

func daysBack(pairs ...any) []dayBack {
	var out []dayBack
	for i := 0; i < len(pairs); i += 2 {
		for _, p := range phrases(pairs[i+1].(string)) {
			out = append(out, dayBack{p, pairs[i].(int)})
		}
	}
	return out
}

func unitNames(pairs ...any) []unitName {
	var out []unitName
	for i := 0; i < len(pairs); i += 2 {
		for _, p := range phrases(pairs[i+1].(string)) {
			out = append(out, unitName{p, pairs[i].(time.Duration)})
		}
	}
	return out
}
