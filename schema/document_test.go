package schema

import (
	"slices"
	"testing"
	"time"
)

func TestFormatCapturedAt(t *testing.T) {
	east := time.FixedZone("", 8*3600)
	for _, c := range []struct {
		t    time.Time
		want string
	}{
		{time.Time{}, ""},
		{time.Date(2020, 5, 6, 7, 8, 9, 0, east), "2020-05-05T23:08:09Z"},
		{time.Date(2020, 5, 6, 7, 8, 9, 123456789, time.UTC), "2020-05-06T07:08:09.123456Z"},
		{time.Date(2020, 5, 6, 7, 8, 9, 500_000_000, time.UTC), "2020-05-06T07:08:09.5Z"},
		{time.Date(2020, 5, 6, 7, 8, 9, 999, time.UTC), "2020-05-06T07:08:09Z"},
		{time.Date(9999, 12, 31, 23, 0, 0, 0, time.FixedZone("", -5*3600)), ""},
	} {
		got := FormatCapturedAt(c.t)
		if got != c.want || canonicalTime(got) != got {
			t.Errorf("%v: got %q, want %q", c.t, got, c.want)
		}
	}
}

// The later of two captures within one second is the greater.
func TestCaptureOrderIsTime(t *testing.T) {
	base := time.Date(2020, 5, 6, 7, 8, 9, 0, time.UTC)
	times := []string{""}
	for _, micros := range []int{0, 1, 10, 99_999, 100_000, 100_001, 500_000, 999_999, 1_000_000} {
		times = append(times, FormatCapturedAt(base.Add(time.Duration(micros)*time.Microsecond)))
	}
	for i, a := range times {
		for j, b := range times {
			// The digest says the opposite, and must not be asked.
			x, y := Capture{CapturedAt: a, SHA256: "b"}, Capture{CapturedAt: b, SHA256: "b"}
			if i < j {
				x.SHA256 = "c"
			}
			if got := x.Compare(&y) < 0; got != (i < j) {
				t.Errorf("%q before %q: %v", a, b, got)
			}
		}
	}
	if slices.IsSorted(times) {
		t.Error("the text of these times is in order as it stands: nothing is tested")
	}
}
