package extract

import (
	"strings"
	"unicode/utf8"
)

// declaredLang is the language the page claims, as it writes it. Templates leave
// English where nobody has set a language, so another that the page names in a
// second place goes before it.
func (p *page) declaredLang(l *linked) string {
	english := ""
	for _, s := range []string{p.lang, p.meta("content-language", "language", "dc.language", "dcterms.language"), l.lang, p.meta("og:locale")} {
		s = strings.ReplaceAll(strings.TrimSpace(s), "_", "-")
		if i := strings.IndexAny(s, ",; "); i > 0 {
			s = s[:i]
		}
		if n := len(s); n < 2 || n > 20 || !letter(s[0]) || !letter(s[1]) || strings.HasPrefix(strings.ToLower(s), "utf") {
			continue
		}
		if !isEnglish(s) {
			return s
		}
		english = firstOf(english, s)
	}
	return english
}

func isEnglish(tag string) bool {
	tag = strings.ToLower(tag)
	return tag == "en" || strings.HasPrefix(tag, "en-") || tag == "english"
}

// publisher is the outlet, by its own name.
func (p *page) publisher(l *linked) string {
	for _, s := range []string{l.publisher, p.meta("og:site_name"), p.meta("publisher", "dc.publisher", "dcterms.publisher", "article:publisher", "application-name"), l.siteName} {
		s = oneLine(unescaped(s))
		if n := utf8.RuneCountInString(s); n > 0 && n <= 80 && !strings.Contains(s, "://") {
			return s
		}
	}
	return ""
}

// summary is the description the page gives of its article.
func (p *page) summary(l *linked) string {
	for _, s := range []string{p.meta("og:description"), p.meta("description"), l.description, p.meta("twitter:description")} {
		if s = oneLine(unescaped(s)); s != "" {
			return s
		}
	}
	return ""
}
