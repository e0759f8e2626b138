package datasets

import (
	"fmt"
	"math"
	"slices"
	"strings"
)

// later is a part of a message that takes work to find.
type later func() string

func (l later) String() string { return l() }

// advice on an unknown key: the table where exactly that key belongs, else the
// nearest key of this one.
func (t *table) advice(key string) string {
	for _, home := range t.p.tables {
		if !slices.Contains(home.known, key) {
			continue
		}
		name, _, isList := strings.Cut(home.place, "[")
		switch {
		case name == "":
			return fmt.Sprintf("%q belongs above the first [table]", key)
		case isList:
			return fmt.Sprintf("%q belongs in [[%s]]", key, name)
		}
		return fmt.Sprintf("%q belongs in [%s]", key, name)
	}
	return fmt.Sprintf("the nearest one is %q", nearest(key, t.known))
}

// nearest is the word with the least edit distance to key, the first of equals.
func nearest(key string, words []string) later {
	return func() string {
		best, least := "", math.MaxInt
		for _, w := range words {
			if d := distance(key, w); d < least {
				best, least = w, d
			}
		}
		return best
	}
}

// distance counts the letters to put in, take out, exchange or swap with their
// neighbour to make b of a (optimal string alignment). Of a it reads the first
// 64 bytes: no key is longer, and a hostile one must not cost more.
func distance(a, b string) int {
	a = a[:min(len(a), 64)]
	before, above, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(a); i++ {
		before, above, row = above, row, before
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(above[j-1]+cost, above[j]+1, row[j-1]+1)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
	}
	return row[len(b)]
}
