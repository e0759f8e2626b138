package extract

import (
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"dabao/ingest/extract/body"
	"dabao/schema"
)

// credits is who made the article, and the outlet it is taken from.
type credits struct {
	list   []schema.Credit
	source string
}

// add keeps a name once in a role, in the order of arrival.
func (c *credits) add(role schema.Role, name string) {
	if name == "" || len(c.list) >= 60 {
		return
	}
	for _, have := range c.list {
		if have.Role == role && strings.EqualFold(have.Name, name) {
			return
		}
	}
	c.list = append(c.list, schema.Credit{Role: role, Name: name})
}

// readCredits gathers names: authors from the byline, the metadata and, on
// Chinese pages, the lines around the text; the other roles from lines that
// name them.
func (p *page) readCredits(l *linked, t *titles, names []string, b *body.Body) credits {
	var c credits
	lines := p.creditLines(t, b)
	authors := p.authors(l, t, names, lines, b)
	for _, a := range authors {
		c.add(schema.Author, a)
	}
	for _, e := range l.editors {
		c.add(schema.Editor, e)
	}
	for _, ln := range lines {
		for _, cr := range ln.credits {
			if cr.Role != schema.Author {
				c.add(cr.Role, cr.Name)
			}
		}
	}
	c.source = p.source(t, lines)
	return c
}

// authors weighs the printed byline against the metadata. People named in the
// JSON-LD are taken as they stand there, spelled out; those of meta elements
// unless the page prints others. Where nobody is named the outlet stands, as
// its own author.
func (p *page) authors(l *linked, t *titles, names []string, lines []creditLine, b *body.Body) []string {
	byline := sync.OnceValue(func() []string { return p.byline(t, len(l.authors) > 0) })
	if list := people(l.authors, names); len(list) > 0 {
		if onlyAgencies(list) {
			return outlets(l.authors)
		}
		if !houses(list) {
			return list
		}
		if printed := printedAuthors(byline(), names, lines); len(printed) > 0 && !houses(printed) {
			return printed
		}
		return list
	}
	declared := withoutEditors(people(p.metaAuthors(), names), lines)
	for _, d := range declared {
		if hanShare(d) > .5 && !isChineseName(d) && !p.japanese() {
			declared = nil // the outlet, or a desk of the template's
			break
		}
	}
	printed := printedAuthors(byline(), names, lines)
	if len(printed) == 0 && len(declared) == 0 {
		printed = people(p.nakedName(t), names)
	}
	if len(printed) == 0 && len(declared) == 0 {
		if own := firstNames(p.eponym(l, byline(), names), desks(l.authors)); len(own) > 0 {
			return own
		}
		printed = slices.DeleteFunc(signed(b), func(s string) bool { return p.ordinary(s) || isMasthead(s) })
		for _, bl := range b.Blocks[:min(len(b.Blocks), 2)] {
			if len(printed) == 0 && len(l.authors) == 0 {
				printed = japaneseDateline(bl.Text)
			}
		}
	}
	if len(declared) > 0 && (len(printed) == 0 || shareWord(declared, printed)) {
		return declared
	}
	if len(printed) > 0 && !(onlyAgencies(printed) && len(l.authors) > 0) {
		return printed
	}
	if list := outlets(l.authors); len(list) > 0 {
		return list
	}
	return desks(p.metaAuthors())
}

// printedAuthors are those of the byline, else those of the lines of credits.
func printedAuthors(byline, names []string, lines []creditLine) []string {
	printed := withoutMastheads(people(byline, names))
	if len(printed) > 0 {
		return printed
	}
	for _, ln := range lines {
		for _, cr := range ln.credits {
			if cr.Role == schema.Author {
				printed = append(printed, cr.Name)
			}
		}
	}
	return printed
}

// houses is true of a list of Chinese outlets and agencies, with no person in it.
func houses(list []string) bool {
	for _, s := range list {
		if !outletName(s) {
			return false
		}
	}
	return true
}

// withoutEditors leaves out the Chinese names that the page prints as its editors':
// templates file whoever entered a story as its author.
func withoutEditors(declared []string, lines []creditLine) []string {
	var out []string
	for _, d := range declared {
		edits, writes := false, hanShare(d) <= .5
		for _, ln := range lines {
			for _, cr := range ln.credits {
				edits = edits || cr.Role == schema.Editor && cr.Name == d
				writes = writes || cr.Role == schema.Author && cr.Name == d
			}
		}
		if writes || !edits {
			out = append(out, d)
		}
	}
	return out
}

func (p *page) japanese() bool { return strings.HasPrefix(p.lang, "ja") }

// shareWord says whether two lists name somebody in common.
func shareWord(a, b []string) bool {
	in := map[string]bool{}
	for _, w := range words(strings.Join(a, " ")) {
		in[w] = true
	}
	for _, w := range words(strings.Join(b, " ")) {
		if in[w] && len(w) > 1 {
			return true
		}
	}
	return false
}

func (p *page) metaAuthors() []string {
	for _, k := range []string{"article:author", "author", "parsely-author", "cxenseparse:author", "byl", "dc.creator", "dcterms.creator", "sailthru.author", "article:author_name", "og:article:author", "byline", "citation_author", "twitter:data1"} {
		var out []string
		for _, s := range p.allMeta(k) {
			if strings.Contains(s, "://") || strings.HasPrefix(s, "@") || k == "twitter:data1" && p.meta("twitter:label1") != "Written by" {
				continue
			}
			out = append(out, s)
		}
		if len(out) > 0 {
			return out
		}
	}
	return nil
}

// people are the names of persons (or desks) in a list, without the outlet
// itself. Of an entry that begins with the outlet nothing is taken: what
// follows is its address or its agency.
func people(list, names []string) []string {
	var out []string
	for _, s := range list {
		s, _ = AfterBy(s)
		if inverted(s) && !isOutlet(s, names) {
			out = append(out, oneLine(s))
			continue
		}
		for i, part := range splitNames(s) {
			name, ok := personName(part)
			if ok && isOutlet(name, names) && i == 0 {
				break
			}
			if ok && !isOutlet(name, names) && !contains(out, name) && !agencies[fold(name)] {
				out = append(out, name)
			}
		}
	}
	return out
}

// inverted is true of one name with the family's first: Muster, Anna.
func inverted(s string) bool {
	family, given, ok := strings.Cut(s, ", ")
	if !ok || strings.ContainsAny(given, ",;/&|") || strings.ContainsAny(family, " ;/&|") || wires[fold(family)] || wires[fold(given)] || noNames[fold(family)] || noNames[fold(given)] {
		return false
	}
	return fullName(given+" "+family) && len(strings.Fields(given)) <= 2
}

// withoutStrays leaves the single words out of a list that names somebody by more:
// they are places, platforms and parts of titles.
func withoutStrays(list []string) []string {
	full := false
	for _, s := range list {
		full = full || fullName(s)
	}
	if !full {
		return list
	}
	var out []string
	for _, s := range list {
		if strings.IndexByte(s, ' ') > 0 || hanShare(s) > .5 || hangul(s) {
			out = append(out, s)
		}
	}
	return out
}

// wires are the news agencies that outlets name beside themselves.
var wires = wordSet("afp", "ap", "dpa", "reuters", "efe", "ansa", "apa", "pa", "afpreuters", "kna", "epd", "sid", "tt", "ntb", "ritzau", "belga", "anp", "lusa", "adnkronos", "europapress")

func onlyAgencies(list []string) bool {
	for _, s := range list {
		if !wires[fold(s)] {
			return false
		}
	}
	return true
}

// agencies are words that stand for whoever delivered the text.
var agencies = wordSet("agencies", "agenturen", "agencias", "agences", "agenzie", "redaktion", "redaction", "redacción", "redazione", "rédaction", "newsroom", "admin", "administrator", "editor", "staff", "anonymous", "unknown",
	"gettyimages", "shutterstock", "istockphoto", "alamy", "pamedia", "picturealliance", "imago", "unsplash", "pixabay")

func contains(list []string, s string) bool {
	for _, have := range list {
		if strings.EqualFold(have, s) {
			return true
		}
	}
	return false
}

// outlets are the names of a list as they stand, where no person is among them.
func outlets(list []string) []string {
	var out []string
	for _, s := range list {
		if s = oneLine(s); s != "" && !noNames[fold(s)] && utf8.RuneCountInString(s) <= 60 && !strings.Contains(s, "://") {
			out = append(out, s)
		}
	}
	return out
}

// isOutlet says whether a name is that of the site or its publisher.
func isOutlet(name string, names []string) bool {
	f := fold(name)
	if strings.Contains(name, "www.") || strings.HasSuffix(name, ".com") || strings.HasSuffix(name, ".de") || strings.HasSuffix(name, "GmbH") {
		return true
	}
	for _, n := range names {
		if f == n || len(n) >= 3 && (strings.HasPrefix(f, n) || strings.HasSuffix(f, n)) || len(f) >= 4 && strings.HasPrefix(n, f) {
			return true
		}
	}
	return false
}
