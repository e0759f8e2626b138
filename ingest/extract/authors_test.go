package extract

import (
	"slices"
	"strings"
	"testing"

	"dabao/schema"
)

// TestCompanyOfNames reads bylines in which names stand beside what is none: the
// outlet, jobs, places, other makers, other stories' authors.
func TestCompanyOfNames(t *testing.T) {
	meta := func(name, content string) string { return `<meta name="` + name + `" content="` + content + `">` }
	ld := func(author string) string {
		return `<script type="application/ld+json">{"@type":"NewsArticle","headline":"Mill road to close for the spring floods","author":{"@type":"Person","name":"` + author + `"}}</script>`
	}
	const site = `<meta property="og:site_name" content="Anna Muster">`
	anna := []string{"Anna Muster"}
	for _, c := range []struct {
		name, lang   string
		head         string
		above, below string // of the headline, and behind the story
		want         []string
	}{
		{"outlet behind a comma", "en", "", `<p class="byline">By Anna Muster, The Harrow Times</p>`, "", anna},
		{"outlet in a link", "en", "", `<p class="byline">By <a href="/a">Anna Muster</a> <a href="/h">Harrow Daily Post</a></p>`, "", anna},
		{"outlet in capitals", "en", "", `<p class="byline">By <a href="/a">Anna Muster</a> and <a href="/h">HARROW</a></p>`, "", anna},
		{"all in capitals", "en", "", `<p class="byline">BY ANNA MUSTER AND BERT BEISPIEL</p>`, "", []string{"ANNA MUSTER", "BERT BEISPIEL"}},
		{"outlet alone", "en", "", `<p class="byline">By Harrow Daily Post</p>`, "", []string{"Harrow Daily Post"}},
		{"job behind a dash", "en", "", `<p class="byline">By Anna Muster - Rivers Editor</p>`, "", anna},
		{"outlet behind for", "en", meta("author", "Anna Muster for the Harrow Times"), "", "", anna},
		{"job as a name", "en", "", `<p class="byline">By <a href="/a">Anna Muster</a> <span>Political Commentator</span></p>`, "", anna},
		{"place as a name", "es", "", `<p class="autor"><span>Por Anna Muster</span>, <span>em São Paulo</span></p>`, "", anna},
		{"zone as a name", "en", ld("Court Reporter"), `<p class="author">GMT</p>`, "", []string{"Court Reporter"}},
		{"section behind in", "en", "", `<p class="author">By Anna Muster on <span>March 5, 2024 in</span> <a href="/l">Natural Language</a></p>`, "", anna},
		{"sections", "en", meta("author", "Anna Muster"), `<p class="author-info"><span>Filed under:</span> <a href="/l">River Health</a></p>`, "", anna},
		{"button as a name", "de", "", `<p class="autor">Von <a href="/a">Anna Muster</a> <a href="mailto:a@harrow.example">Mail an Autor</a></p>`, "", anna},
		{"photographer", "en", "", `<div class="byline"><span>Text by</span> <a href="/a">Anna Muster</a> <span>Photography by</span> <a href="/b">Bert Beispiel</a></div>`, "", anna},
		{"models", "en", "", `<div class="byline"><span>By</span> <a href="/a">Anna Muster</a></div><div class="byline"><span>Modeled by <span>Bert Beispiel</span></span></div>`, "", anna},
		{"durch", "de", "", `<p class="byline">Durch Anna Muster</p>`, "", anna},
		{"piše", "en", "", `<p class="byline">Piše: Anna Muster</p>`, "", anna},
		{"Arabic", "fa", "", `<p class="byline">كتب: سارة الأحمد</p>`, "", []string{"سارة الأحمد"}},
		{"mark of a label", "ja", "", `<p class="author">文●山田太郎</p>`, "", []string{"山田太郎"}},
		{"label alone", "ja", "", `<p class="author">質問者</p>`, "", nil},
		{"bylines of other stories", "en", "", `<div class="author">By Anna Muster</div>`, `<div><h3>Ferries in winter</h3><div class="author">By Bert Beispiel</div></div>`, anna},
		{"bylines of other stories alone", "en", "", `<p><span>By <a href="/a">Anna Muster</a></span></p>`, strings.Repeat("<hr>", headerNodes) + `<div><p>Ferries in winter</p><a class="byline" href="/b">Bert Beispiel</a></div>`, anna},
		{"two authors with their jobs", "en", "", `<div class="author"><a href="/a">Anna Muster</a></div><p>Rivers Editor</p><div class="author"><a href="/b">Bert Beispiel</a></div>`, "", []string{"Anna Muster", "Bert Beispiel"}},
		{"own weblog", "en", site + meta("author", "Anna Muster"), "", "", anna},
		{"own weblog, JSON-LD", "en", site + ld("Anna Muster"), `<p>Hello Rivers</p>`, "", anna},
		{"own weblog, printed", "en", site, `<p class="byline">By Anna Muster</p>`, "", anna},
		{"the outlet's own words", "en", `<meta property="og:site_name" content="El Dia">` + meta("author", "El Dia"), "", "", nil},
		{"outlet's desk", "en", `<meta property="og:site_name" content="Harrow Courier">` + meta("author", "Harrow Courier Staff"), "", "", []string{"Harrow Courier Staff"}},
		{"著者", "ja", "", `<div>著者：山田太郎</div>`, "", []string{"山田太郎"}},
		{"line that is no signature", "en", "", `<p>Old Bakery</p>`, `<p>Buses</p>`, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := stories[c.lang]
			page := `<!DOCTYPE html><html lang="` + c.lang + `"><head><meta charset="utf-8"><title>` + s[0] + `</title>` + c.head +
				`</head><body><article><h1>` + s[0] + `</h1>` + c.above + `<p>` + strings.Join(s[1:], "</p><p>") + `</p></article>` + c.below + `</body></html>`
			a, err := Page(page, "https://news.example/local/mill-road", maxMarks)
			if err != nil {
				t.Fatal(err)
			}
			if got := creditNames(a, schema.Author); !slices.Equal(got, c.want) {
				t.Errorf("authors %q, want %q", got, c.want)
			}
		})
	}
}
