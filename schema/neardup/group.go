package neardup

import (
	"cmp"
	"slices"
)

// compared is how many earlier members of a band's bucket a text is compared
// with. Ten thousand copies of one story meet in one bucket; they are joined by
// their first, and the cost stays linear.
const compared = 8

// Group finds the near-duplicates among n texts, given in the order that
// decides who comes first. same says whether texts i and j, with j < i, are
// near-duplicates; it is asked of few pairs. The answer is, for each text, the
// index of the first of its group: its own where it has no earlier twin.
func Group(signatures []Signature, same func(i, j int) (bool, error)) ([]int, error) {
	first := make([]int, len(signatures))
	for i := range first {
		first[i] = i
	}
	root := func(i int) int {
		for first[i] != i {
			first[i] = first[first[i]]
			i = first[i]
		}
		return i
	}
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
		for start, i := 0, 0; i < len(members); i++ {
			if members[i].band != members[start].band {
				start = i
			}
			var asked []int
			for j := start; j < i && len(asked) < compared; j++ {
				a, b := root(members[i].text), root(members[j].text)
				if a == b || slices.Contains(asked, b) {
					continue
				}
				asked = append(asked, b)
				yes, err := same(members[i].text, members[j].text)
				if err != nil {
					return nil, err
				}
				if yes {
					first[max(a, b)] = min(a, b)
				}
			}
		}
	}
	for i := range first {
		first[i] = root(i)
	}
	return first, nil
}
