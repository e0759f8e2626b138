package extract

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/atom"
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

// signer is the outlet that signs the title element, before or behind the headline:
// Mill road closes - Harrow Courier. Its name is believed where the host's says the
// same, where its words are an outlet's, or where the page prints it elsewhere.
func (p *page) signer(title, site string) string {
	tag := oneLine(p.titleTag)
	rest, behind := strings.CutPrefix(tag, title)
	if !behind {
		rest, _ = strings.CutSuffix(tag, title)
	}
	if title == "" || rest == "" || rest == tag {
		return ""
	}
	rest = strings.Trim(rest, " ")
	parts := signParts(" " + strings.TrimRight(strings.TrimLeft(rest, "-–—"), "-–—") + " ")
	if len(parts) == 0 {
		return ""
	}
	name := parts[0]
	if behind {
		name = parts[len(parts)-1]
	}
	if w := weight(name); w < 2 || w > 2*maxSiteName || dated(name) {
		return ""
	}
	if institution(name) || isMasthead(name) || hostSays(site, name) || p.printsAlone(name) {
		return name
	}
	return ""
}

// siteWords are what a title element calls a part of a site, and no outlet.
var siteWords = wordSet("blog", "home", "homepage", "news", "archive", "documentation", "docs", "portfolio", "article", "story", "startseite", "artikel", "accueil", "inicio", "首页", "首頁", "新闻", "新聞", "正文")

// signParts are the names that the marks of a title element part.
func signParts(s string) []string {
	for _, mark := range []string{"｜", "|", "丨", "_", " - ", " – ", " — ", " · ", " » ", " « ", " ‹ ", " :: ", "--", "：", " / "} {
		s = strings.ReplaceAll(s, mark, "\n")
	}
	var out []string
	for _, part := range strings.Split(s, "\n") {
		if part = strings.TrimRight(strings.TrimSpace(part), ":"); part != "" && !siteWords[fold(part)] {
			out = append(out, part)
		}
	}
	return out
}

// hostSays is true of a name that a label of the host is made of, with or without the
// article before it.
func hostSays(site, name string) bool {
	f := strings.TrimPrefix(fold(name), "the")
	if len(f) < 3 {
		return false
	}
	host := fold(site)
	if f == host {
		return true
	}
	for _, label := range strings.Split(site, ".") {
		if l := strings.TrimPrefix(fold(label), "the"); l == f || len(l) >= 4 && strings.Contains(f, l) || len(f) >= 4 && strings.Contains(l, f) {
			return true
		}
	}
	return false
}

// printsAlone is true of a name that stands alone in a link to the front page, or in a
// line of copyright.
func (p *page) printsAlone(name string) bool {
	for i := range p.runs {
		r := &p.runs[i]
		if len(r.text) > maxLine || !strings.Contains(r.text, name) {
			continue
		}
		if strings.ContainsRune(r.text, '©') || strings.Contains(strings.ToLower(r.text), "copyright") {
			return true
		}
		for n := r.n.Parent; r.text == name && n != nil && inline(n); n = n.Parent {
			if n.DataAtom == atom.A {
				return leadsHome(attr(n, "href"))
			}
		}
	}
	return false
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
