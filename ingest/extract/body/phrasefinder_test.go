package body

import (
	"bytes"
	"testing"
	"unicode"
)

func TestPhraseFinder(t *testing.T) {
	f := newPhraseFinder(list(`cookie|cookies|terms of|隐私|ab`))
	for _, c := range []struct {
		text   string
		enough int
		want   int
	}{
		{"", 2, 0}, {"c", 2, 0}, {"cooki", 2, 0}, {"a cookie", 2, 1}, {"cookie cookie cookie", 2, 1},
		{"two cookies", 5, 2}, {"two cookies", 1, 1}, {"cocookie and 您的隐私", 3, 2}, {"隐 私 terms o", 3, 0}, {"terms ofab", 9, 2},
	} {
		if got := f.count([]byte(c.text), c.enough); got != c.want {
			t.Errorf("%q up to %d: %d phrases, want %d", c.text, c.enough, got, c.want)
		}
	}
}

func TestAppendLower(t *testing.T) {
	for r := rune(0); r <= unicode.MaxRune; r++ {
		text := []byte("A" + string(r) + "b")
		if got, want := appendLower(nil, text), bytes.ToLower(text); !bytes.Equal(got, want) {
			t.Fatalf("%U: %q, want %q", r, got, want)
		}
	}
	for _, text := range []string{"a\xe4\xb8", "\xff\xe3\x80ab", "Ä\x80Z", "ΑΣ Σ"} {
		if got, want := appendLower([]byte("x"), []byte(text)), append([]byte("x"), bytes.ToLower([]byte(text))...); !bytes.Equal(got, want) {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
