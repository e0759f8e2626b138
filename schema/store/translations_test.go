package store_test

import (
	"regexp"
	"slices"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"

	"dabao/schema/store"
)

// Every meaning of the dictionary is said in both scripts, and nothing else is:
// when the English changes, its translation has to be looked at.
func TestMeaningsAreTranslated(t *testing.T) {
	said := map[string]bool{}
	for _, m := range store.Dictionary() {
		said[m.Table] = true
		for _, c := range m.Columns {
			said[c] = true
		}
	}
	han := regexp.MustCompile(`\p{Han}|^[a-z_ ]+$`)
	for tag, all := range store.Translations() {
		for english := range said {
			if !han.MatchString(all[english]) {
				t.Errorf("%s says %q of %q: meanings.tsv wants a line for it", tag, all[english], english)
			}
		}
		for english, word := range all {
			if !said[english] {
				t.Errorf("meanings.tsv has %q, which no table or column says", english)
			}
			// Both sets are of one script only.
			set := map[string]encoding.Encoding{"zh-Hans": simplifiedchinese.HZGB2312, "zh-Hant": traditionalchinese.Big5}[tag]
			if _, err := set.NewEncoder().String(word); err != nil {
				t.Errorf("%q is not all %s: %v", word, tag, err)
			}
		}
	}
	if tags := store.Translations(); len(tags) != 2 || slices.Contains([]int{len(tags["zh-Hans"]), len(tags["zh-Hant"])}, 0) {
		t.Errorf("there are translations into %d languages, want 2", len(tags))
	}
}
