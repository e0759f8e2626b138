package datasets

import (
	"fmt"
	"math"
	"strings"
)

// later is a part of a message that takes work to find.
type later func() string

func (l later) String() string { return l() }

// name is the table without the number of a repeated one: "source".
func (t *table) name() string {
	name, _, _ := strings.Cut(t.place, "[")
	return name
}

// Nearest is the word with the least edit distance to another, the first of
// equals; empty where fewer than half of its letters are right.
func Nearest(word string, words []string) string {
	near := nearest(word, words).String()
	if distance(word, near) > len(near)/2 {
		return ""
	}
	return near
}

// standsFor is the key that an unknown one was written for: by its sense, else
// the nearest by its letters where half of them are right; nil for none.
func (t *table) standsFor(key string) *Key {
	if k := meant(t.name(), key); k != nil {
		return k
	}
	if near := Nearest(key, t.known); near != "" {
		return keyNamed(t.name(), near)
	}
	return nil
}

// advice on an unknown key: what has that sense, else the table where exactly
// that key belongs, else the nearest key of this one; and the form of it.
func (t *table) advice(key string) string {
	here := t.name()
	if k := meant(here, key); k != nil {
		if k.Table == here {
			return fmt.Sprintf("%q is meant: %s", k.Name, k.line(k.Value))
		}
		return fmt.Sprintf("%q is meant: %s with %s", k.Table, header(k.Table), k.line(k.Value))
	}
	for i := range Keys {
		k := &Keys[i]
		switch {
		case k.Name != key || k.Table == here:
			continue
		case k.Table == "":
			return fmt.Sprintf("%q belongs above the first [table]: %s", key, k.line(k.Value))
		}
		return fmt.Sprintf("%q belongs in %s: %s", key, header(k.Table), k.line(k.Value))
	}
	near := nearest(key, t.known).String()
	text := fmt.Sprintf("the nearest one is %q", near)
	k := keyNamed(here, near)
	switch {
	case k != nil && k.Name == near:
		text += ": " + k.line(k.Value)
	case tableSays[near] != "" && here == "":
		text += ": " + header(near)
	}
	return text
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
