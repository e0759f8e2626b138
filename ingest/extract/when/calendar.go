package when

import "time"

// jalali is what the number of a month is raised by where its name is one of
// the Persian calendar.
const jalali = 100

// ofCalendar turns a day of another calendar into the Gregorian one: the years of
// Thailand (2400 to 2699) and those of Iran and Afghanistan (1300 to 1415, or
// any with a month of theirs). The lunar years of the Hijra from 1416 on are
// refused: no rule says which day they mean.
func ofCalendar(m Moment) (Moment, bool) {
	switch {
	case m.Month > jalali:
		m.Month -= jalali
		return fromJalali(m)
	case m.Year >= 2400 && m.Year < 2700:
		m.Year -= 543
	case m.Year >= 1300 && m.Year <= 1415:
		m.Doubtful = false
		return fromJalali(m)
	}
	return m, true
}

// fromJalali counts days from 1 Farvardin 1400, which was 21 March 2021. Of 33
// years eight are leap years, those that leave 1, 5, 9, 13, 17, 22, 26 or 30;
// the calendar kept so since 1925 and will until 2089 (K. Borkowski, "The
// Persian calendar for 3000 years", 1996).
func fromJalali(m Moment) (Moment, bool) {
	if m.Year < 1300 || m.Year > 1460 || m.Month < 1 || m.Month > 12 || m.Day < 1 || m.Day > jalaliDays(m.Year, m.Month) {
		return m, false
	}
	days := m.Day - 1
	for month := 1; month < m.Month; month++ {
		days += jalaliDays(m.Year, month)
	}
	for y := 1400; y < m.Year; y++ {
		days += 365 + jalaliLeap(y)
	}
	for y := m.Year; y < 1400; y++ {
		days -= 365 + jalaliLeap(y)
	}
	t := time.Date(2021, time.March, 21+days, 0, 0, 0, 0, time.UTC)
	m.Year, m.Month, m.Day = t.Year(), int(t.Month()), t.Day()
	return m, true
}

func jalaliLeap(year int) int {
	switch year % 33 {
	case 1, 5, 9, 13, 17, 22, 26, 30:
		return 1
	}
	return 0
}

func jalaliDays(year, month int) int {
	switch {
	case month <= 6:
		return 31
	case month < 12:
		return 30
	}
	return 29 + jalaliLeap(year)
}
