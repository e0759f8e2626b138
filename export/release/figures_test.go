package release

import "testing"

func TestLeastSureTenth(t *testing.T) {
	for _, c := range []struct {
		of   map[int]int64
		want int
	}{
		{map[int]int64{30: 5, 31: 5, 90: 90}, 31},
		{map[int]int64{30: 1, 31: 30, 90: 69}, 0}, // a third of them
		{map[int]int64{100: 50}, 0},
		{nil, 0},
		{map[int]int64{1: 1, 2: 9}, 1},
	} {
		f := newFigures()
		for confidence, n := range c.of {
			f.confidence[confidence] = n
		}
		if got := f.leastSure(); got != c.want {
			t.Errorf("of %v the least sure are up to %d, want %d", c.of, got, c.want)
		}
	}
}
