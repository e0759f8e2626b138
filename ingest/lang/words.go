package lang

import (
	"slices"
	"strings"
	"sync"
)

// profiled says whether letter triples can find a language at all. Where they
// cannot, what they find instead says nothing against it.
func profiled(code string) bool { return profiledCodes()[code] }

var profiledCodes = sync.OnceValue(func() map[string]bool {
	all := map[string]bool{}
	for _, p := range profiles() {
		for _, c := range p.codes {
			all[c] = true
		}
	}
	return all
})

// Words that only one of two languages has, common in any text. The English
// ones tell a page that a template calls something else.
var (
	englishWords = strings.Fields("the of and to in that is was for with")
	bokmaal      = strings.Fields("ikke jeg fra en være hva noe hvordan også et nå mer etter hun ble")
	nynorsk      = strings.Fields("ikkje eg frå ein vere kva noko korleis òg eit no meir ho vart dei")
)

// share is how many of a hundred words of the text are on the list.
func share(text string, list []string) int {
	words := strings.Fields(strings.ToLower(beginning(text, enough)))
	n := 0
	for _, w := range words {
		if slices.Contains(list, w) {
			n++
		}
	}
	return 100 * n / max(1, len(words))
}

// isEnglish says whether one word in seven is one of the ten commonest.
func isEnglish(text string) bool { return share(text, englishWords) >= 14 }

// norwegian is the written standard of a text that is Norwegian: "no" names
// both, and nothing of a page that says so is lost by naming the one it is in.
func norwegian(text string) string {
	if share(text, nynorsk) > share(text, bokmaal) {
		return "nn"
	}
	return "nb"
}

// ethiopic tells Tigrinya from Amharic by the letters that only Tigrinya has
// (the row of qhä) or sets where Amharic has another (አ).
func ethiopic(text string) string {
	tigrinya, amharic := 0, 0
	for _, r := range beginning(text, enough) {
		switch {
		case r >= 0x1250 && r <= 0x125D || r == 'ኣ':
			tigrinya++
		case r == 'አ':
			amharic++
		}
	}
	if tigrinya > amharic {
		return "ti"
	}
	return "am"
}
