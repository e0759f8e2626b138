package main

import (
	"strings"
	"testing"
)

func TestGridAlignsWideCharacters(t *testing.T) {
	g := grid{widest: 8, right: []bool{false, true}}
	g.add("name", "n", "note")
	g.add("核酸檢測", "3", "x\x1b[31m")
	g.add("核酸檢測站", "12", "")
	g.add("e\u0301clair", "7", "👩‍👩‍👧")
	var b strings.Builder
	if err := g.writeTo(&b); err != nil {
		t.Fatal(err)
	}
	want := "name       n  note\n" +
		"核酸檢測   3  x\\u001b…\n" +
		"核酸檢…   12\n" +
		"e\u0301clair     7  👩\\u200…\n"
	if got := b.String(); got != want {
		t.Errorf("got\n%q, want\n%q", got, want)
	}
}
