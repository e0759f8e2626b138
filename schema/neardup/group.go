package neardup

import (
	"cmp"
	"slices"
)

// Heads is how many texts of a band, the first and the ones just before, a text
// is compared with.
const Heads = 4

// Group finds the near-duplicates among n texts, given in the order that
// decides who comes first. same says whether texts i and j, with j < i, are
// near-duplicates; it is asked of few pairs. The answer is, for each text, the
// index of the first of its group: its own where it has no earlier twin.
func Group(signatures []Signature, same func(i, j int) (bool, error)) ([]int, error) {
	groups := NewGroups(len(signatures))
	type member struct {
		band uint64
		text int
	}
	members := make([]member, 0, len(signatures))
	for band := range Bands {
		members = members[:0]
		for i := range signatures {
			if !signatures[i].Short() {
				members = append(members, member{signatures[i].Band(band), i})
			}
		}
		slices.SortFunc(members, func(a, b member) int { return cmp.Or(cmp.Compare(a.band, b.band), cmp.Compare(a.text, b.text)) })
		start := 0
		for i := range members {
			if members[i].band != members[start].band {
				start = i
			}
			for j := start; j < i; j++ {
				if j == start+Heads {
					j = max(j, i-Heads)
				}
				a, b := members[i].text, members[j].text
				if groups.root(a) == groups.root(b) {
					continue // no answer would change what is connected
				}
				yes, err := same(a, b)
				if err != nil {
					return nil, err
				}
				if yes {
					groups.Join(a, b)
				}
			}
		}
	}
	return groups.First(), nil
}

// Groups joins n texts, numbered in the order that decides who comes first, by
// pairs that are alike.
type Groups []int

// NewGroups puts each of n texts in a group of its own.
func NewGroups(n int) Groups {
	g := make(Groups, n)
	for i := range g {
		g[i] = i
	}
	return g
}

func (g Groups) root(i int) int {
	for g[i] != i {
		g[i] = g[g[i]]
		i = g[i]
	}
	return i
}

// Join makes one group of those that texts i and j are in.
func (g Groups) Join(i, j int) {
	a, b := g.root(i), g.root(j)
	g[max(a, b)] = min(a, b)
}

// First is, for each text, the index of the first of its group.
func (g Groups) First() []int {
	for i := range g {
		g[i] = g.root(i)
	}
	return g
}
