package body

import "testing"

func TestIsSentence(t *testing.T) {
	for s, want := range map[string]bool{
		"2022年9月3日，该馆开放。":                                    true,
		"2022年9月3日，该馆对外开放":                                   true,
		"他生于1999年1月1日。":                                      true,
		"上午9点，2022年9月3日的太阳升起。":                               true,
		"On May 5, 2020 it opened.":                          true,
		"On 5 May 2020 the mill opened its gates":            true,
		"He was born on 1 January 1999.":                     true,
		"By then it was over.":                               true,
		"By Monday, all had gone.":                           true,
		"Am 5. Mai 2020 wurde die Mühle eröffnet.":           true,
		"Nació el 1 de enero de 1999.":                       true,
		"Le pont fut ouvert le 3 mai 2020.":                  true,
		"Мост открыли 3 мая 2020 года.":                      true,
		"다리는 2020년 5월 3일에 열렸다.":                              true,
		"افتتح الجسر القديم في 3 مايو 2020 بعد الإصلاح.":     true,
		"2022年9月3日，星期六，晚上8点":                                 false,
		"发布时间：2022年9月3日 10:00 来源：北山日报":                       false,
		"Published on 5 May 2020.":                           false,
		"This article was first published on 5 May 2020.":    false,
		"Updated 5 May 2020, 3:15 p.m.":                      false,
		"Zuletzt aktualisiert am 5. Mai 2020 um 14.30 Uhr.":  false,
		"Publié le 3 mai 2020 à 14h30, mis à jour le 4 mai.": false,
		"Opublikowano: 3 maja 2020, godz. 14.30.":            false,
		"3 de mayo de 2020":                                  false,
		"입력 2020. 05. 03. 오후 3:00":                           false,
		"By Anna Beck, staff writer.":                        false,
		"By Anna Beck and Paul Kramer in Bonn, 3 May 2020":   false,
		"": false,
	} {
		if got := IsSentence(s); got != want {
			t.Errorf("IsSentence(%q) = %v, want %v", s, got, want)
		}
	}
}
