package body

import "testing"

// TestDescribesAuthor knows the line under a story that says who wrote it.
func TestDescribesAuthor(t *testing.T) {
	f := finder{hint: Hint{Authors: []string{"Anna  Muster", "Cher", "Karl Weber"}}}
	for line, want := range map[string]bool{
		"anna muster is a writer of this paper.":      true,
		"karl weber ist die stimme des tals.":         true,
		"karl weber (41) ist ein redakteur am fluss.": true,
		"is a visiting lecturer at the school.":       true,
		"anna muster said that the road is a ruin.":   false,
		"cher is a singer.":                           false, // one word may be another's
		"the miller is a friend of anna muster.":      false,
		"karl weber":                                  false,
		"anna musterfrau is a writer of this paper.":  false,
	} {
		if got := f.describesAuthor(line); got != want {
			t.Errorf("describesAuthor(%q) = %v, want %v", line, got, want)
		}
	}
}
