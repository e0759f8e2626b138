package body

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// photoAgencies are the houses that pictures come from, in lower case.
var photoAgencies = list(`afp|ap|apa|dpa|epa|reuters|getty images|imago|picture alliance|picture-alliance|shutterstock|istock|istockphoto|alamy|tass|ansa|efe|keystone|pa wire|pa images|xinhua|unsplash|pixabay|wikimedia`)

// creditWords join the names of a credit.
var creditWords = list(`via|by|par|von|for|für|of|the|der|de|and|und|pool|alliance`)

// maxAgency bounds a credit that is known by its agency alone, in bytes.
const maxAgency = 80

// splitAgency parts a caption from a credit without a word for it: what follows
// its last sentence, a bar or an opening bracket, holds nothing but names, and
// names an agency.
func splitAgency(s string) (caption, credit string) {
	t := strings.TrimRight(s, " )）")
	at := -1
	for _, mark := range []string{". ", "! ", "? ", ") ", " | ", " (", "。", "（"} {
		if i := strings.LastIndex(t, mark); i >= 0 && len(t)-i <= maxAgency && (at < 0 || i < at) && namesAgency(t[i+len(mark):]) {
			at = i
		}
	}
	if at < 0 {
		return s, ""
	}
	_, n := utf8.DecodeRuneInString(t[at:])
	head := t[:at]
	if strings.ContainsAny(t[at:at+n], ".!?)。") {
		head = t[:at+n]
	}
	return trimCaption(head), strings.Trim(t[at+n:], " |(（")
}

// namesAgency is true of names, one of which is an agency's.
func namesAgency(s string) bool {
	for w := range strings.FieldsSeq(s) {
		if r, _ := utf8.DecodeRuneInString(w); unicode.IsLower(r) && !slices.Contains(photoAgencies, w) && !slices.Contains(creditWords, w) && !strings.Contains(w, "/") {
			return false
		}
	}
	low := " " + strings.Map(func(r rune) rune {
		if !unicode.IsLetter(r) && r != '-' {
			return ' '
		}
		return unicode.ToLower(r)
	}, s) + " "
	for _, a := range photoAgencies {
		if strings.Contains(low, " "+a+" ") {
			return true
		}
	}
	return false
}
