// Package goldtest holds what the tests share that measure a reader against texts
// annotated by hand: the inputs beside the repository, the counts, and the
// figures that are checked in.
package goldtest

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"testing"
)

// Shared returns a file of the test inputs that lie beside the repository, and
// skips where they are absent, but not under CI.
func Shared(t testing.TB, parts ...string) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			break
		}
		if parent := filepath.Dir(dir); parent != dir {
			dir = parent
			continue
		}
		t.Fatal("no go.mod above the test")
	}
	path := filepath.Join(append([]string{filepath.Dir(dir), "shared"}, parts...)...)
	if _, err := os.Stat(path); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatalf("test input %v is missing", parts)
		}
		t.Skipf("test input %v is not here", parts)
	}
	return path
}

// ReadJSON decodes a file into v.
func ReadJSON(t testing.TB, path string, v any) {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(b, v); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
}

// Tally counts hits, false alarms and misses.
type Tally struct{ Hit, Alarm, Miss int }

// Add adds the counts of b.
func (a *Tally) Add(b Tally) {
	a.Hit, a.Alarm, a.Miss = a.Hit+b.Hit, a.Alarm+b.Alarm, a.Miss+b.Miss
}

// Compare counts one word that is to be read, "" for none: another one than the
// wanted is an alarm and a miss. It says whether the two are the same.
func (a *Tally) Compare(got, want string) bool {
	switch {
	case got == want && want != "":
		a.Hit++
	case got == want:
	default:
		if got != "" {
			a.Alarm++
		}
		if want != "" {
			a.Miss++
		}
		return false
	}
	return true
}

// F1 gives precision, recall and their harmonic mean, 0 where nothing was hit.
func (a Tally) F1() (p, r, f float64) {
	if a.Hit == 0 {
		return 0, 0, 0
	}
	p = float64(a.Hit) / float64(a.Hit+a.Alarm)
	r = float64(a.Hit) / float64(a.Hit+a.Miss)
	return p, r, 2 * p * r / (p + r)
}

// Format writes the figures with so many digits, in the form that Holds reads.
func (a Tally) Format(digits int) string {
	p, r, f := a.F1()
	return fmt.Sprintf("P %.*f  R %.*f  F1 %.*f  %d/%d/%d", digits, p, digits, r, digits, f, a.Hit, a.Alarm, a.Miss)
}

var figure = regexp.MustCompile(`(?m)^(.*?)  P .*F1 ([0-9.]+)`)

// Holds compares a table of lines "name  P … F1 …" with the one checked in at
// path: each F1 may be below by no more than slack. With update it writes
// the table first.
func Holds(t testing.TB, path, table string, slack float64, update bool) {
	t.Helper()
	if update {
		if err := os.WriteFile(path, []byte(table), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]float64{}
	for _, m := range figure.FindAllStringSubmatch(table, -1) {
		got[m[1]], _ = strconv.ParseFloat(m[2], 64)
	}
	lines := figure.FindAllStringSubmatch(string(want), -1)
	if len(lines) != len(got) {
		t.Fatalf("%s has %d figures, want %d", path, len(lines), len(got))
	}
	for _, m := range lines {
		old, _ := strconv.ParseFloat(m[2], 64)
		if now, ok := got[m[1]]; !ok || now < old-slack {
			t.Errorf("%s fell from %.4f to %.4f", m[1], old, now)
		}
	}
}
