package extract

import (
	"strings"
	"time"
)

// sameMinute compares a full gold time with a published_at; ok is false where
// the gold holds no hour. A gold time without a zone is compared by the clock.
func sameMinute(gold, at string) (same, ok bool) {
	gold = strings.Replace(gold, " ", "T", 1)
	if len(gold) < 16 {
		return false, false
	}
	for _, layout := range []string{"2006-01-02T15:04:05.999999999Z07:00", "2006-01-02T15:04:05.999999999", "2006-01-02T15:04"} {
		g, err := time.Parse(layout, gold)
		if err != nil {
			continue
		}
		if g.Hour() == 0 && g.Minute() == 0 && g.Second() == 0 {
			return false, false // a day written as a time
		}
		a, err := time.Parse(time.RFC3339, at)
		if err != nil {
			return false, true
		}
		if !strings.HasSuffix(layout, "Z07:00") {
			return a.Format("2006-01-02T15:04") == g.Format("2006-01-02T15:04"), true
		}
		return a.UTC().Truncate(time.Minute).Equal(g.UTC().Truncate(time.Minute)), true
	}
	return false, false
}
