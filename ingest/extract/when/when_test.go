package when

import (
	"strings"
	"testing"
)

func TestFind(t *testing.T) {
	for _, c := range []struct {
		in    string
		order Order
		want  string // RFC 3339 at offset 0 where no zone is written, a day where no hour is
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
		// English
		{"Published: 15:56 BST, 27 April 2024", DayFirst, "2024-04-27T15:56:00+01:00"},
		{"September 23rd, 2022 at 5:40 p.m. EDT", MonthFirst, "2022-09-23T17:40:00-04:00"},
		{"Apr. 10, 2024 12:05 AM", MonthFirst, "2024-04-10T00:05:00Z"},
		{"the 3rd of May, 2021", DayFirst, "2021-05-03"},
		{"4/5/2024", MonthFirst, "2024-04-05"},
		{"4/5/2024", DayFirst, "2024-05-04"},
		{"4/25/2024", DayFirst, "2024-04-25"},
		// no dates
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
		m, _, _, ok := Find(c.in, c.order)
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
	for _, s := range []string{"2022年09月23日14:54", "Fri Apr 28 19:20:36 CEST 2023", "14:30, 23 September 2022", "令和元年5月1日", "15 มี.ค. 2567",
		"99999999999999999999", "1.1.1.1.1.1", "+++---:::", "12:00 +99:99 1/1/2000", "\xff\xfe2020-01-01"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
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
