package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// mastWords end the names of newspapers, stations, agencies and companies.
var mastWords = wordSet("times", "post", "news", "press", "journal", "tribune", "herald", "gazette", "chronicle", "magazine", "media", "newspaper", "newspapers", "agency", "network",
	"today", "daily", "weekly", "radio", "tv", "television", "broadcasting", "online", "observer", "guardian", "dispatch", "examiner", "inquirer", "independent", "picayune", "corp", "inc", "ltd", "llc", "gmbh", "plc",
	"zeitung", "rundschau", "anzeiger", "blatt", "nachrichten", "presse", "kurier", "bote", "giornale", "gazzetta", "corriere", "diario", "noticias", "periódico", "jornal", "folha", "gazeta", "dnevnik")

// articleWords begin the names of newspapers, and of no person.
var articleWords = wordSet("the", "le", "la", "les", "el", "los", "las", "il", "lo", "die", "das", "o", "os")

// deskWords end the names of those who sign together.
var deskWords = wordSet("staff", "desk", "team", "editors", "newsroom", "bureau", "redaktion", "redazione", "redacción", "redacao", "redação", "rédaction", "redactie", "redakcja", "redakce", "redaktionen")

// desks are the names of a list that an outlet's desk signs with: Harrow Courier
// Staff.
func desks(list []string) []string {
	var out []string
	for _, s := range outlets(list) {
		if words := strings.Fields(strings.ToLower(s)); len(words) > 1 && len(words) < 6 && deskWords[words[len(words)-1]] {
			out = append(out, s)
		}
	}
	return out
}

// isMasthead is true of what can be told to be an outlet's name by its words.
func isMasthead(name string) bool {
	words := strings.FieldsFunc(strings.ToLower(name), func(r rune) bool { return r == ' ' || r == '-' || r == '.' || r == ',' })
	if len(words) < 2 {
		return false
	}
	return articleWords[words[0]] || mastWords[words[len(words)-1]] || deskWords[words[len(words)-1]]
}

// withoutMastheads leaves the outlets out of a byline that names somebody: Anna
// Muster, The Harrow Times. One in capitals is known beside names that are not.
func withoutMastheads(list []string) []string {
	person, mixed := false, false
	for _, s := range list {
		if fullName(s) && !isMasthead(s) {
			person, mixed = true, mixed || !shouted(s)
		}
	}
	if !person {
		return list
	}
	var out []string
	for _, s := range list {
		if !isMasthead(s) && !(mixed && shouted(s)) {
			out = append(out, s)
		}
	}
	return out
}

// shouted is true of a name all in capitals, longer than initials.
func shouted(s string) bool {
	return utf8.RuneCountInString(s) > 3 && strings.ToUpper(s) == s && strings.IndexFunc(s, unicode.IsUpper) >= 0
}

// eponym is the person whose own site the page is of, and who is therefore left out
// of all the lists as its name: credited in metadata or byline, with a full name
// that no outlet's looks like.
func (p *page) eponym(l *linked, printed, names []string) []string {
	for _, list := range [][]string{l.authors, p.metaAuthors(), printed} {
		var out []string
		for _, s := range list {
			s, _ = AfterBy(s)
			if name, ok := personName(s); ok && isOutlet(name, names) && !isMasthead(name) && (fullName(name) || isChineseName(name) && contains(printed, name)) && !contains(out, name) {
				out = append(out, name)
			}
		}
		if len(out) > 0 {
			return out
		}
	}
	return nil
}

// ordinary is true of a would-be name whose words the page uses as words: each
// stands in its text with a small letter.
func (p *page) ordinary(name string) bool {
	found := false
	for _, f := range strings.Fields(name) {
		w := strings.ToLower(strings.Trim(f, ".,:'’"))
		if utf8.RuneCountInString(w) < 3 || particles[w] {
			continue
		}
		if r, _ := utf8.DecodeRuneInString(w); !unicode.IsLower(r) || !p.says(w) {
			return false
		}
		found = true
	}
	return found
}

// says is true of a word in small letters that stands in the text of the page
// between others.
func (p *page) says(w string) bool {
	for i := range p.runs {
		text := p.runs[i].text
		for from := 0; ; {
			at := strings.Index(text[from:], w)
			if at < 0 {
				break
			}
			at += from
			end := at + len(w)
			if at > 0 && text[at-1] == ' ' && (end == len(text) || strings.IndexByte(" .,;:!?", text[end]) >= 0) {
				return true
			}
			from = end
		}
	}
	return false
}
