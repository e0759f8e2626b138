package extract

import (
	"html"
	"strconv"
	"strings"

	"dabao/ingest/extract/lenient"
)

// linked is what the page's JSON-LD says about its article.
type linked struct {
	headline, alternative string
	description           string
	body                  string
	published, modified   string
	url, section          string
	publisher, lang       string
	license, rights       string
	authors, editors      []string
	contributors          []string
	keywords              []string
	images                []lenient.Value
	crumbs                []string
	siteName              string
	paywalled             bool // the article is not free to read
	words                 int  // of the whole article, 0 where nothing is said
}

const maxObjects = 5_000 // JSON-LD objects looked at on one page

// graph is all JSON-LD of a page, flattened: nested objects are found once, and
// @id references are followed one step, so that a cycle has nothing to feed on.
type graph struct {
	objects []ldObject
	byID    map[string]lenient.Value
}

type ldObject struct {
	v      lenient.Value
	listed bool // part of a list of other things
}

func (p *page) readLinked() linked {
	g := graph{byID: map[string]lenient.Value{}}
	for _, s := range p.ld {
		g.collect(lenient.Parse(s.text), false, 0)
	}
	var l linked
	if v, ok := g.article(p); ok {
		l = g.read(v)
	}
	g.surroundings(&l)
	return l
}

// collect lists the objects that can describe the page. Lists of other articles
// are kept apart.
func (g *graph) collect(v lenient.Value, listed bool, depth int) {
	if depth > 12 || len(g.objects) >= maxObjects {
		return
	}
	switch v.Kind {
	case lenient.List:
		for _, it := range v.Items() {
			g.collect(it, listed, depth+1)
		}
	case lenient.Object:
		g.objects = append(g.objects, ldObject{v, listed})
		if id := v.Get("@id").String(); id != "" && len(v.Keys()) > 1 {
			if _, ok := g.byID[id]; !ok {
				g.byID[id] = v
			}
		}
		for i, k := range v.Keys() {
			switch k {
			case "@graph", "mainEntity", "mainEntityOfPage":
				g.collect(v.Items()[i], listed, depth+1)
			case "itemListElement", "hasPart", "relatedLink", "mentions", "citation", "isPartOf", "liveBlogUpdate":
				g.collect(v.Items()[i], true, depth+1)
			}
		}
	}
}

// typed says whether an object has a type that ends in one of the names.
func typed(v lenient.Value, names ...string) bool {
	for _, t := range v.Get("@type").All() {
		s := t.String()
		for _, n := range names {
			if strings.HasSuffix(s, n) {
				return true
			}
		}
	}
	return false
}

// article picks the object that describes this page's article: of a type that
// is an article, and the one that the page's title speaks of.
func (g *graph) article(p *page) (lenient.Value, bool) {
	best, score := lenient.Value{}, 0
	title := fold(p.titleTag + " " + p.meta("og:title"))
	for _, o := range g.objects {
		s := 0
		switch {
		case typed(o.v, "Article", "BlogPosting", "Posting", "Report", "Review"):
			s = 10
		case typed(o.v, "Recipe", "VideoObject", "CreativeWork", "Event", "WebPage", "AudioObject"):
			s = 2
		default:
			continue
		}
		if o.listed {
			s -= 8
		}
		if h := fold(text(o.v.Get("headline"))); h != "" {
			if s++; strings.Contains(title, head(h, 60)) {
				s += 6
			}
		}
		if o.v.Get("datePublished").String() != "" {
			s += 2
		}
		if len(o.v.Get("author").All()) > 0 {
			s++
		}
		if s > score {
			best, score = o.v, s
		}
	}
	return best, score > 2
}

func (g *graph) read(v lenient.Value) linked {
	l := linked{
		headline:    text(v.Get("headline")),
		alternative: first(v.Get("alternativeHeadline")),
		description: text(v.Get("description")),
		body:        v.Get("articleBody").String(),
		published:   first(v.Get("datePublished")),
		modified:    first(v.Get("dateModified")),
		url:         first(v.Get("url")),
		section:     first(v.Get("articleSection")),
		lang:        first(v.Get("inLanguage")),
		license:     first(v.Get("license")),
		rights:      first(v.Get("copyrightNotice")),
	}
	if l.published == "" {
		l.published = first(v.Get("dateCreated"))
	}
	if l.url == "" {
		m := v.Get("mainEntityOfPage")
		if l.url = m.String(); l.url == "" {
			l.url = m.Get("@id").String()
		}
	}
	l.paywalled = isFalse(v.Get("isAccessibleForFree"))
	l.words, _ = strconv.Atoi(first(v.Get("wordCount")))
	l.authors = g.names(v.Get("author"))
	if len(l.authors) == 0 {
		l.authors = g.names(v.Get("creator"))
	}
	l.editors = g.names(v.Get("editor"))
	l.contributors = g.names(v.Get("contributor"))
	if pubs := g.names(v.Get("publisher")); len(pubs) > 0 {
		l.publisher = pubs[0]
	}
	for _, k := range v.Get("keywords").All() {
		l.keywords = append(l.keywords, splitKeywords(text(k))...)
	}
	l.images = append(v.Get("image").All(), v.Get("primaryImageOfPage").All()...)
	for i := range l.images {
		l.images[i] = g.follow(l.images[i])
	}
	return l
}

// surroundings reads what other objects of the page say: the breadcrumb trail
// and the name of the site.
func (g *graph) surroundings(l *linked) {
	for _, o := range g.objects {
		switch {
		case typed(o.v, "BreadcrumbList") && l.crumbs == nil:
			for _, it := range o.v.Get("itemListElement").All() {
				name := text(it.Get("name"))
				if name == "" {
					name = text(it.Get("item").Get("name"))
				}
				if name != "" && len(l.crumbs) < 12 {
					l.crumbs = append(l.crumbs, name)
				}
			}
		case typed(o.v, "WebSite") && l.siteName == "":
			l.siteName = text(o.v.Get("name"))
		case typed(o.v, "NewsMediaOrganization", "Organization") && !o.listed && l.publisher == "":
			l.publisher = text(o.v.Get("name"))
		}
	}
}

// follow replaces a bare @id by the object it names, once.
func (g *graph) follow(v lenient.Value) lenient.Value {
	if v.Kind == lenient.Object && v.Get("name").Kind == lenient.Nothing && v.Get("url").Kind == lenient.Nothing {
		if full, ok := g.byID[v.Get("@id").String()]; ok {
			return full
		}
	}
	return v
}

// isFalse says whether a flag is off, as a literal or as the word or address
// that templates write for it: false, "False", "http://schema.org/False".
func isFalse(v lenient.Value) bool {
	s := strings.ToLower(strings.TrimSpace(v.String()))
	return s == "false" || strings.HasSuffix(s, "schema.org/false")
}

// names are the names of people or organisations.
func (g *graph) names(v lenient.Value) []string {
	var out []string
	for _, it := range v.All() {
		it = g.follow(it)
		name := text(it)
		if it.Kind == lenient.Object {
			for _, n := range it.Get("name").All() {
				if t := text(n); t != "" {
					out = append(out, t)
				}
			}
			continue
		}
		if name != "" && len(out) < 50 {
			out = append(out, name)
		}
	}
	return out
}

// text is a string of JSON-LD as a reader would see it.
func text(v lenient.Value) string {
	s := head(v.String(), maxText)
	if strings.IndexByte(s, '&') >= 0 {
		s = html.UnescapeString(html.UnescapeString(s))
	}
	if strings.IndexByte(s, '<') >= 0 {
		s = dropTags(s)
	}
	return oneLine(s)
}

func first(v lenient.Value) string {
	for _, it := range v.All() {
		if it.Kind == lenient.Object {
			for _, k := range []string{"name", "url", "@id", "@value"} {
				if s := text(it.Get(k)); s != "" {
					return s
				}
			}
		}
		if s := text(it); s != "" {
			return s
		}
	}
	return ""
}

// dropTags takes inline markup out of a headline: <em>, </i>, <br/>.
func dropTags(s string) string {
	var b strings.Builder
	for {
		i := strings.IndexByte(s, '<')
		if i < 0 || i+1 >= len(s) || !letter(s[i+1]) && s[i+1] != '/' {
			break
		}
		j := strings.IndexByte(s[i:], '>')
		if j < 0 {
			break
		}
		b.WriteString(s[:i])
		if strings.HasPrefix(s[i:], "<br") {
			b.WriteByte(' ')
		}
		s = s[i+j+1:]
	}
	return b.String() + s
}

func splitKeywords(s string) []string {
	var out []string
	for _, k := range strings.FieldsFunc(s, func(r rune) bool { return r == ',' || r == ';' || r == '，' || r == '、' || r == '|' || r == '；' }) {
		if k = strings.TrimSpace(k); k != "" {
			out = append(out, k)
		}
	}
	return out
}
