package when

import (
	"strings"
	"testing"
)

func TestFind(t *testing.T) {
	for _, c := range []struct {
		in     string
		custom Custom
		want   string // RFC 3339 at offset 0 where no zone is written, a day where no hour is
	}{
		// machine forms
		{"2023-04-28T16:15:45.403+02:00", DayFirst, "2023-04-28T16:15:45+02:00"},
		{"2023-04-28T16:15:45Z", DayFirst, "2023-04-28T16:15:45Z"},
		{"2023-04-28 16:15:45 +0530", DayFirst, "2023-04-28T16:15:45+05:30"},
		{"2024-10-10T06:00-04:00", DayFirst, "2024-10-10T06:00:00-04:00"},
		{"Fri, 28 Apr 2023 16:15:45 GMT", DayFirst, "2023-04-28T16:15:45Z"},
		{"Fri Apr 28 19:20:36 CEST 2023", DayFirst, "2023-04-28T19:20:36+02:00"},
		{"1700000000", DayFirst, ""},
		{"20220923", DayFirst, "2022-09-23"},
		{"20220923145407", DayFirst, "2022-09-23T14:54:07Z"},
		{"2024-05", DayFirst, ""},
		// Chinese, Japanese, Korean, Vietnamese
		{"2022年09月23日14:54 | 來源：示例網", DayFirst, "2022-09-23T14:54:00Z"},
		{"发布时间：2019-09-07 13:43:45　来源:", DayFirst, "2019-09-07T13:43:45Z"},
		{"2020年10月4日 下午2:30", DayFirst, "2020-10-04T14:30:00Z"},
		{"2020年10月4日 星期日 上午12:05", DayFirst, "2020-10-04T00:05:00Z"},
		{"二〇二二年九月二十三日", DayFirst, "2022-09-23"},
		{"中華民國111年9月23日", DayFirst, "2022-09-23"},
		{"令和7年1月13日（月） 午後3時05分", DayFirst, "2025-01-13T15:05:00Z"},
		{"令和元年5月1日", DayFirst, "2019-05-01"},
		{"2025/01/14 20:00", DayFirst, "2025-01-14T20:00:00Z"},
		{"2025年1月14日 5時", DayFirst, "2025-01-14T05:00:00Z"},
		{"입력 2025. 6. 4. 오후 2:37", DayFirst, "2025-06-04T14:37:00Z"},
		{"2025년 6월 4일", DayFirst, "2025-06-04"},
		{"Thứ tư, 22/10/2025, 19:25 (GMT+7)", DayFirst, "2025-10-22T19:25:00+07:00"},
		{"22 tháng 10 năm 2025", DayFirst, "2025-10-22"},
		{"發布時間：113/03/15 08:36", Minguo | YearFirst, "2024-03-15T08:36:00Z"},
		{"113.3.5", Minguo, "2024-03-05"},
		{"98-05-20", Minguo, "2009-05-20"},
		{"113/03/15", DayFirst, ""},
		{"113年3月15日", Minguo, "2024-03-15"},
		{"113年3月15日", DayFirst, ""},
		{"民國113/03/15", DayFirst, "2024-03-15"},
		{"中華民國一百一十三年三月十五日", DayFirst, "2024-03-15"},
		{"民國一一三年三月五日", DayFirst, "2024-03-05"},
		{"令和六年三月五日", DayFirst, "2024-03-05"},
		{"平成三十年十二月一日", DayFirst, "2018-12-01"},
		{"2024年（令和6年）3月5日", DayFirst, "2024-03-05"},
		{"2024(令和6)年3月5日 10:15", DayFirst, "2024-03-05T10:15:00Z"},
		{"令和6年（2024年）3月5日", DayFirst, "2024-03-05"},
		{"令和6.3.5", DayFirst, "2024-03-05"},
		{"R6.3.5更新", Eras | YearFirst, "2024-03-05"},
		{"R6.3.5", DayFirst, ""},
		{"24/03/05 10:15", YearFirst, "2024-03-05T10:15:00Z"},
		{"24.03.05", YearFirst, "2024-03-05"},
		{"24年3月5日", YearFirst, "2024-03-05"},
		{"24年3月5日", YearFirst | Eras, ""}, // 平成24年 as well
		{"24년 3월 5일", YearFirst, "2024-03-05"},
		{"24/03/05", DayFirst, "2005-03-24"},
		// German and its neighbours
		{"Veröffentlicht am 27.04.24 um 07:39 Uhr", DayFirst, "2024-04-27T07:39:00Z"},
		{"Stand: 28. April 2023, 05:00 Uhr", DayFirst, "2023-04-28T05:00:00Z"},
		{"Freitag, 3. Mai 2024, 14.24 Uhr", DayFirst, "2024-05-03T14:24:00Z"},
		{"05. Jänner 2024", DayFirst, "2024-01-05"},
		{"2 februari 2025 om 20:07", DayFirst, "2025-02-02T20:07:00Z"},
		{"2. februar 2025 kl. 09.00", DayFirst, "2025-02-02T09:00:00Z"},
		{"23 oktober 2025 kl 10:23", DayFirst, "2025-10-23T10:23:00Z"},
		{"3. maaliskuuta 2024 klo 14.05", DayFirst, "2024-03-03T14:05:00Z"},
		// Romance
		{"Publié le 22 novembre 2024 à 07h22", DayFirst, "2024-11-22T07:22:00Z"},
		{"le 1er mars 2024", DayFirst, "2024-03-01"},
		{"25 de mayo de 2025 16:51 h", DayFirst, "2025-05-25T16:51:00Z"},
		{"5 de outubro de 2021 às 18h30", DayFirst, "2021-10-05T18:30:00Z"},
		{"4 febbraio 2025 alle 13:41", DayFirst, "2025-02-04T13:41:00Z"},
		// Slavic, Baltic, Hungarian, Turkish, Greek
		{"Publikacja: 19.04.2026 19:05", DayFirst, "2026-04-19T19:05:00Z"},
		{"2 lutego 2025", DayFirst, "2025-02-02"},
		{"28 апреля 2023 г., 19:20", DayFirst, "2023-04-28T19:20:00Z"},
		{"2024 m. kovo 31 d. 19:59", DayFirst, "2024-03-31T19:59:00Z"},
		{"2024. október 3., 12:30", DayFirst, "2024-10-03T12:30:00Z"},
		{"3 Temmuz 2024, 18:24", DayFirst, "2024-07-03T18:24:00Z"},
		{"15 Μαρτίου 2024", DayFirst, "2024-03-15"},
		// South Asian and Thai
		{"4 सितंबर 2024", DayFirst, "2024-09-04"},
		{"๑๕ มีนาคม ๒๕๖๗", DayFirst, "2024-03-15"},
		{"15 มี.ค. 2567", DayFirst, "2024-03-15"},
		{"15 มี.ค. 67 10:15 น.", DayFirst, "2024-03-15T10:15:00Z"},
		{"15 มี.ค.67", DayFirst, "2024-03-15"},
		{"วันศุกร์ที่ 15 มีนาคม พ.ศ. 2567 เวลา 10.15 น.", DayFirst, "2024-03-15T10:15:00Z"},
		{"15 มีนาคม ค.ศ. 2024", DayFirst, "2024-03-15"},
		{"15/03/2567", DayFirst, "2024-03-15"},
		{"15/3/67", Buddhist, "2024-03-15"},
		{"2567-03-15", DayFirst, "2024-03-15"},
		{"15 ມີນາ 2024", DayFirst, "2024-03-15"},
		{"១៥ មីនា ២០២៤", DayFirst, "2024-03-15"},
		{"15 جنوری 2024", DayFirst, "2024-01-15"},
		// the Persian calendar; leap days and the ends of years
		{"۲۵ اسفند ۱۴۰۲ - ۱۰:۱۵", DayFirst, "2024-03-15T10:15:00Z"},
		{"سه\u200cشنبه، ۱۵ اسفند ۱۴۰۲", DayFirst, "2024-03-05"},
		{"۱۴۰۲/۱۲/۲۵", DayFirst, "2024-03-15"},
		{"1403/01/01", DayFirst, "2024-03-20"},
		{"1403/12/30", DayFirst, "2025-03-20"},
		{"1402/12/30", DayFirst, ""},
		{"1399/12/30", DayFirst, "2021-03-20"},
		{"1357/11/22", DayFirst, "1979-02-11"},
		{"25 اسفند 02", DayFirst, "2024-03-15"},
		{"۱۵ حوت ۱۴۰۲", DayFirst, "2024-03-05"},
		{"1445/09/05", DayFirst, ""}, // a lunar year
		// versions and names of files
		{"httpd-2.2.31.tar.gz", DayFirst, ""},
		{"2.2.29_vs_2.2.31", DayFirst, ""},
		{"02.04.2024_report", DayFirst, ""},
		{"8.5.12", DayFirst, "2012-05-08"},
		{"Am 8.5.12. Danach", DayFirst, "2012-05-08"},
		// months with both their names
		{"الجمعة 24 نيسان / أبريل 2020 09:22", DayFirst, "2020-04-24T09:22:00Z"},
		{"28 آب/اغسطس 2013", DayFirst, "2013-08-28"},
		{"5 آذار (مارس) 2024", DayFirst, "2024-03-05"},
		{"5 آذار/أبريل 2024", DayFirst, ""},
		{"2020-12-05T23:15:0Z", DayFirst, "2020-12-05T23:15:00Z"},
		// English
		{"Published: 15:56 BST, 27 April 2024", DayFirst, "2024-04-27T15:56:00+01:00"},
		{"September 23rd, 2022 at 5:40 p.m. EDT", MonthFirst, "2022-09-23T17:40:00-04:00"},
		{"Apr. 10, 2024 12:05 AM", MonthFirst, "2024-04-10T00:05:00Z"},
		{"the 3rd of May, 2021", DayFirst, "2021-05-03"},
		{"4/5/2024", MonthFirst, "2024-04-05"},
		{"4/5/2024", DayFirst, "2024-05-04"},
		{"4/25/2024", DayFirst, "2024-04-25"},
		{"5 Mar 24", DayFirst, "2024-03-05"},
		{"05-Mar-24 10:15", DayFirst, "2024-03-05T10:15:00Z"},
		{"Mar 5, '24", DayFirst, "2024-03-05"},
		{"05/03/09", DayFirst, "2009-03-05"},
		{"4 januari '24", DayFirst, "2024-01-04"},
		{"15 დეკემბერი 2024", DayFirst, "2024-12-15"},
		{"2024ko martxoaren 5a", DayFirst, "2024-03-05"},
		{"North Korea 09:31 August 20, 2019", MonthFirst, "2019-08-20T09:31:00Z"},
		{"10:31 5 August 2019", DayFirst, "2019-08-05T10:31:00Z"},
		{"31 August 20, 2019", DayFirst, "2019-08-20"},
		{"5 August 20, Berlin", DayFirst, "2020-08-05"},
		{"Published Mon, Jul 24 20171:56 PM EDT", MonthFirst, "2017-07-24T13:56:00-04:00"},
		{"24.07.201713:56 Uhr", DayFirst, "2017-07-24T13:56:00Z"},
		{"Jul 24 20176 people", MonthFirst, ""},
		// no dates
		{"Mar 5, 10:15", DayFirst, ""},
		{"5 March 10:15", DayFirst, ""},
		{"5 May 20 people", DayFirst, ""},
		{"05.03.09", DayFirst, ""},
		{"30 February 2024", DayFirst, ""},
		{"2023-02-29", DayFirst, ""},
		{"31.11.2022", DayFirst, ""},
		{"version 10.3.2", DayFirst, ""},
		{"2 hours ago", DayFirst, ""},
		{"yesterday", DayFirst, ""},
		{"tel. 030-2023-44", DayFirst, ""},
		{"A2024-01-02", DayFirst, ""},
		{"", DayFirst, ""},
	} {
		m, _, _, ok := Find(c.in, c.custom)
		got := ""
		if ok {
			if got = m.On(); m.HasTime {
				got = m.At(0)
			}
		}
		if got != c.want {
			t.Errorf("Find(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

func TestFindRange(t *testing.T) {
	s := "Von A. B. | 14:30, 23. September 2022 | 5 Minuten"
	_, i, j, ok := Find(s, DayFirst)
	if got, want := s[i:j], "14:30, 23. September 2022"; !ok || got != want {
		t.Errorf("the date of %q is %q, want %q", s, got, want)
	}
}

func TestParseEpoch(t *testing.T) {
	for in, want := range map[string]string{
		"1700000000": "2023-11-14T22:13:20Z", "1700000000123": "2023-11-14T22:13:20Z",
		"0000000001": "", "9999999999": "", "12345678901": "",
	} {
		m, ok := Parse(in, DayFirst)
		got := ""
		if ok {
			got = m.At(0)
		}
		if got != want {
			t.Errorf("Parse(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestIn(t *testing.T) {
	m, _ := Parse("2025-01-13T16:28:54Z", DayFirst)
	if got, want := m.In(9*3600).At(0), "2025-01-14T01:28:54+09:00"; got != want {
		t.Errorf("In(+9) = %q, want %q", got, want)
	}
}

func FuzzFind(f *testing.F) {
	for _, s := range []string{"2022年09月23日14:54", "Fri Apr 28 19:20:36 CEST 2023", "14:30, 23 September 2022", "令和元年5月1日", "15 มี.ค. 2567", "113/03/15", "民國一百一十三年三月五日", "R6.3.5", "۲۵ اسفند ۱۴۰۲", "1403/12/30", "2024(令和6)年3月5日", "5 Mar 24",
		"99999999999999999999", "1.1.1.1.1.1", "+++---:::", "12:00 +99:99 1/1/2000", "\xff\xfe2020-01-01"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, c := range []Custom{MonthFirst, YearFirst | Eras, Minguo | YearFirst, Buddhist} {
			Find(s, c)
		}
		m, i, j, ok := Find(s, DayFirst)
		if !ok {
			return
		}
		if i < 0 || j > len(s) || i >= j {
			t.Fatalf("range [%d:%d] of %d bytes", i, j, len(s))
		}
		again, ok := Parse(m.On(), DayFirst)
		if !ok || again.On() != m.On() {
			t.Fatalf("%q gave the day %q, which reads as %q", s, m.On(), again.On())
		}
		if at := m.At(0); m.HasTime && !strings.Contains(at, "T") {
			t.Fatalf("%q gave the time %q", s, at)
		}
	})
}
