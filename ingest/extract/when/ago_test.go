package when

import (
	"testing"
	"time"
)

func TestAgo(t *testing.T) {
	taken := time.Date(2024, 3, 5, 14, 20, 0, 0, time.FixedZone("", 8*3600))
	for in, want := range map[string]string{
		"5 hours ago":                     "2024-03-05",
		"15 hours ago":                    "2024-03-04",
		"Updated 3 days ago":              "2024-03-02",
		"an hour ago":                     "2024-03-05",
		"2 weeks ago":                     "2024-02-20",
		"yesterday at 10:15":              "2024-03-04T10:15:00+08:00",
		"Yesterday, 10:15 p.m.":           "2024-03-04T22:15:00+08:00",
		"vor 3 Stunden":                   "2024-03-05",
		"Veröffentlicht vor 2 Tagen":      "2024-03-03",
		"vor einem Tag":                   "2024-03-04",
		"Gestern, 18:30 Uhr":              "2024-03-04T18:30:00+08:00",
		"il y a 2 jours":                  "2024-03-03",
		"Publié il y a une heure":         "2024-03-05",
		"hace 4 días":                     "2024-03-01",
		"há 2 horas":                      "2024-03-05",
		"2 giorni fa":                     "2024-03-03",
		"3 dagen geleden":                 "2024-03-02",
		"för 3 timmar sedan":              "2024-03-05",
		"2 dni temu":                      "2024-03-03",
		"3 часа назад":                    "2024-03-05",
		"2 дні тому":                      "2024-03-03",
		"вчера в 10:15":                   "2024-03-04T10:15:00+08:00",
		"3 saat önce":                     "2024-03-05",
		"منذ 3 أيام":                      "2024-03-02",
		"۳ روز پیش":                       "2024-03-02",
		"3 घंटे पहले":                     "2024-03-05",
		"2 hari yang lalu":                "2024-03-03",
		"3 giờ trước":                     "2024-03-05",
		"3 วันที่แล้ว":                    "",
		"5小时前":                            "2024-03-05",
		"发布于3天前":                          "2024-03-02",
		"15 分鐘前":                          "2024-03-05",
		"昨天 10:15":                        "2024-03-04T10:15:00+08:00",
		"前天10:15":                         "2024-03-03T10:15:00+08:00",
		"2日前":                             "2024-03-03",
		"3時間前":                            "2024-03-05",
		"2일 전":                            "2024-03-03",
		"입력 3시간 전":                        "2024-03-05",
		"어제 10:15":                        "2024-03-04T10:15:00+08:00",
		"5 hours ago he said so and left": "",
		"5 hours":                         "",
		"3 years ago":                     "",
		"The mayor said yesterday that the bridge": "",
		"10:15": "",
		"":      "",
	} {
		got := ""
		if m, ok := Ago(in, taken); ok {
			if got = m.On(); m.HasTime {
				got = m.At(8 * 3600)
			}
		}
		if got != want {
			t.Errorf("Ago(%q) = %q, want %q", in, got, want)
		}
	}
}

func FuzzAgo(f *testing.F) {
	for _, s := range []string{"5 hours ago", "vor 999 Wochen", "昨天 10:15", "il y a", "\xff前 3", "3 3 3 ago"} {
		f.Add(s)
	}
	taken := time.Date(2024, 3, 5, 14, 20, 0, 0, time.UTC)
	f.Fuzz(func(t *testing.T, s string) {
		if m, ok := Ago(s, taken); ok && (m.On() > "2024-03-05" || m.On() < "2004-01-01") {
			t.Errorf("Ago(%q) = %s", s, m.On())
		}
	})
}
