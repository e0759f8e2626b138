package when

import "testing"

func TestLastBefore(t *testing.T) {
	last := Moment{Year: 2024, Month: 3, Day: 5}
	for in, want := range map[string]string{
		"03-05":               "2024-03-05",
		"发布时间：03-04":          "2024-03-04",
		"03/04 10:15":         "2024-03-04T10:15:00Z",
		"3月4日 10:15":          "2024-03-04T10:15:00Z",
		"12月31日":              "2023-12-31",
		"3월 4일":               "2024-03-04",
		"Published March 4th": "2024-03-04",
		"4 March":             "2024-03-04",
		"4. März, 10:15 Uhr":  "2024-03-04T10:15:00Z",
		"6 de marzo":          "2024-03-06", // on a clock a day ahead
		"7 de marzo":          "2023-03-07",
		"15 اسفند":            "",
		"3-4":                 "",
		"7/9":                 "",
		"03-04-2023":          "",
		"March 4, 2023":       "",
		"13-40":               "",
		"Chapter 3, 4 pages":  "",
		"He came on March 4":  "2024-03-04",
		"":                    "",
	} {
		got := ""
		if m, ok := LastBefore(in, last); ok {
			if got = m.On(); m.HasTime {
				got = m.At(0)
			}
		}
		if got != want {
			t.Errorf("LastBefore(%q) = %q, want %q", in, got, want)
		}
	}
}

func FuzzLastBefore(f *testing.F) {
	for _, s := range []string{"03-05", "3月4日 10:15", "4 March", "\xff月", "03-", "29 February", "03-05-06"} {
		f.Add(s)
	}
	last := Moment{Year: 2024, Month: 3, Day: 5}
	f.Fuzz(func(t *testing.T, s string) {
		if m, ok := LastBefore(s, last); ok && (m.On() > "2024-03-06" || m.On() < "2023-03-06") {
			t.Errorf("LastBefore(%q) = %s", s, m.On())
		}
	})
}
