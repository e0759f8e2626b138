package neardup

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// TestGroupIsWhatThePairsConnect holds Group against its definition, on random
// signatures that meet in many bands: all pairs it may compare, in another
// order, give the same groups.
func TestGroupIsWhatThePairsConnect(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 1))
	for range 50 {
		signatures := make([]Signature, 120)
		for i := range signatures {
			for n := range signatures[i] {
				signatures[i][n] = 1 + r.Uint32N(2)*uint32(n/4+1)
			}
		}
		alike := func(i, j int) bool { return (i*31+j*17)%5 < 2 }
		got, err := Group(signatures, func(i, j int) (bool, error) { return alike(max(i, j), min(i, j)), nil })
		if err != nil {
			t.Fatal(err)
		}
		want := NewGroups(len(signatures))
		pairs := pairsByDefinition(signatures)
		r.Shuffle(len(pairs), func(a, b int) { pairs[a], pairs[b] = pairs[b], pairs[a] })
		for _, p := range pairs {
			if alike(p[0], p[1]) {
				want.Join(p[0], p[1])
			}
		}
		if !slices.Equal(got, want.First()) {
			t.Fatalf("groups %v, by definition %v", got, want)
		}
	}
}

// pairsByDefinition are, for each band, every text with the first four of those
// that share its key and come before it, and with the last four.
func pairsByDefinition(signatures []Signature) (pairs [][2]int) {
	for band := range Bands {
		for i := range signatures {
			var before []int
			for j := range i {
				if signatures[j].Band(band) == signatures[i].Band(band) {
					before = append(before, j)
				}
			}
			for _, j := range slices.Concat(before[:min(4, len(before))], before[max(0, len(before)-4):]) {
				pairs = append(pairs, [2]int{i, j})
			}
		}
	}
	return pairs
}
