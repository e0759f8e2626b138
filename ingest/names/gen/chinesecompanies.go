package main

import (
	"bytes"
	"encoding/csv"
	"strings"

	"dabao/schema/fulltext"
)

// listedCompanies adds the short names of the companies of the two exchanges of
// Taiwan. One of two characters is too often the end of one word and the
// beginning of the next, and what is a word, a place or like a person stays out.
func (l *lexicon) listedCompanies(p packages) error {
	return p.files("twstock", func(path string) bool { return strings.HasSuffix(path, "_equities.csv") }, func(_ string, b []byte) error {
		rows, err := csv.NewReader(bytes.NewReader(b)).ReadAll()
		if err != nil {
			return err
		}
		for _, row := range rows {
			if row[0] != "股票" {
				continue
			}
			name, _, _ := strings.Cut(fulltext.Fold(row[2]), "-")
			name = strings.TrimSuffix(name, "*")
			if _, known := l.table[name]; !known && isHan(name) && runes(name) > 2 && !l.looksLikePerson(name) {
				l.flag(name, zhOrg)
			}
		}
		return nil
	})
}
