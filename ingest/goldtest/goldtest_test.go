package goldtest

import (
	"path/filepath"
	"testing"
)

// failing notes whether a test would have failed.
type failing struct {
	testing.TB
	failed bool
}

func (f *failing) Helper()               {}
func (f *failing) Errorf(string, ...any) { f.failed = true }

// TestHolds lets a figure fall by the slack and no more, and misses none.
func TestHolds(t *testing.T) {
	path := filepath.Join(t.TempDir(), "scores.txt")
	line := func(c Tally) string { return "zh org  " + c.Format(3) + "\n" }
	Holds(t, path, line(Tally{90, 10, 10}), 0.01, true)
	for _, c := range []struct {
		now  Tally
		fail bool
	}{{Tally{90, 10, 10}, false}, {Tally{895, 105, 105}, false}, {Tally{88, 12, 12}, true}, {Tally{95, 0, 5}, false}} {
		f := &failing{TB: t}
		Holds(f, path, line(c.now), 0.01, false)
		if f.failed != c.fail {
			t.Errorf("%+v: failed %v, want %v", c.now, f.failed, c.fail)
		}
	}
	f := &failing{TB: t}
	Holds(f, path, "en org  "+Tally{90, 10, 10}.Format(3)+"\n", 0.01, false)
	if !f.failed {
		t.Error("a figure that is gone does not fail")
	}
}
