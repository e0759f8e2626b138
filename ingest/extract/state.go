package extract

import (
	"strings"

	"dabao/ingest/extract/body"
	"dabao/ingest/extract/lenient"
)

// Bounds on the search for a text in embedded states.
const (
	minStateBody   = 300     // characters of a text worth taking; see textWeight
	minTitledBody  = 150     // of one that stands with the page's title
	minShared      = 30      // percent of the title's words that any other must hold
	maxStateBody   = 400_000 // bytes of one
	maxStateVisits = 200_000
	maxStateDepth  = 40
	maxWrapped     = 3 // states in strings of states
)

// told is what a state says of the article.
type told struct {
	body                string
	published, modified string
}

// stateStory is the article as an embedded state holds it, for pages whose
// markup is an empty shell that scripts fill. Of all texts the longest counts
// that stands in an object with the page's title, else the longest that speaks
// of what the title speaks of.
func (p *page) stateStory(title string) told {
	f := stateSearch{title: fold(title), words: title}
	f.read(p)
	return f.best
}

// read looks through all states of a page.
func (f *stateSearch) read(p *page) {
	for _, s := range p.states {
		f.script(s.text)
	}
	for _, s := range p.pieces {
		f.script(s)
	}
	f.readFlight()
}

// stateSearch looks through the states of a page. References within one of
// them are followed by resolve.
type stateSearch struct {
	title, words string
	best         told
	titled       bool   // best stood beside the title
	published    string // what the first object with the title gives as its time
	visits       int

	table  []lenient.Value          // a state written as one list, whose numbers are places in it
	seen   map[int]int              // how often a place in table was visited
	env    map[string]lenient.Value // names that a state uses for values given apart
	chunks strings.Builder          // of a flight
	rows   map[string]lenient.Value // of a flight, by their number
}

// bodyKeys are the names under which states keep a text.
var bodyKeys = wordSet("articleBody", "articlebody", "body", "bodyText", "bodyHtml", "bodyHTML", "body_html", "bodyContent", "content", "contentHtml", "contentHTML", "contentBody", "html", "htmlBody", "text", "story", "storyBody", "story_body", "fullText", "full_text", "fulltext", "articleContent", "article_content", "articleHtml", "articleText", "article_body", "content_html", "content_elements", "mainContent", "detail", "newsContent", "newsBody", "paragraphs", "blocks", "elements", "components", "children", "nodes", "contents", "bodyParts", "richText", "rich_text", "rendered", "markdown", "sections", "copy")

var (
	stateTitles    = wordSet("title", "headline", "name", "articleTitle", "article_title", "newsTitle", "heading", "hed", "subject", "post_title")
	statePublished = wordSet("datePublished", "publishedAt", "published_at", "publishDate", "publish_date", "publishedDate", "published_date", "pubDate", "pub_date", "publicationDate", "publication_date", "published", "publishTime", "publish_time", "publishedTime", "publishedOn", "firstPublished", "firstPublishedAt", "first_publish_date", "ptime", "pubtime", "display_date", "date_gmt")
	stateModified  = wordSet("dateModified", "modifiedAt", "modified_at", "updatedAt", "updated_at", "lastModified", "last_updated_date", "modified_gmt")
)

// visit looks at a value and what hangs on it. with is what the object around
// it says that bears the page's title, inherited: the text of an article may
// stand deeper than its title.
func (f *stateSearch) visit(v lenient.Value, depth int, with *told) {
	if f.visits++; depth > maxStateDepth || f.visits > maxStateVisits {
		return
	}
	keys, items := v.Keys(), v.Items()
	if v.Kind == lenient.Object {
		if t := f.titledObject(v); t != nil {
			with = t
		}
	}
	for i, it := range items {
		if it = f.resolve(it); it.Kind == lenient.Nothing {
			continue
		}
		named := v.Kind == lenient.Object && bodyKeys[f.key(keys[i])]
		switch it.Kind {
		case lenient.Text:
			s := it.String()
			if wrapped := len(s) >= minStateBody && (s[0] == '{' || s[0] == '['); wrapped && depth < maxStateDepth/2 {
				f.visit(lenient.Parse(s), depth+maxStateDepth/maxWrapped, with)
			} else if named && len(s) >= minTitledBody {
				f.offer(plainText(s), with)
			}
		case lenient.List:
			if named {
				f.offer(f.joinTexts(it), with)
			}
			f.visit(it, depth+1, with)
		case lenient.Object:
			if named && depth < maxStateDepth-1 {
				f.offer(f.joinTexts(it), with)
			}
			f.visit(it, depth+1, with)
		}
	}
}

// titledObject is what an object says of the article, nil where its title is
// not the page's.
func (f *stateSearch) titledObject(v lenient.Value) *told {
	var t told
	titled := false
	for i, it := range v.Items() {
		switch k := f.key(v.Keys()[i]); {
		case stateTitles[k]:
			s := fold(head(f.single(it), maxText))
			titled = titled || len(s) > 8 && f.title != "" && (strings.HasPrefix(f.title, s) || strings.HasPrefix(s, f.title))
		case statePublished[k] && t.published == "":
			t.published = instant(f.single(it))
		case stateModified[k] && t.modified == "":
			t.modified = instant(f.single(it))
		}
	}
	if !titled {
		return nil
	}
	if f.published == "" {
		f.published = t.published
	}
	return &t
}

// offer takes a text for the best if it is one.
func (f *stateSearch) offer(s string, with *told) {
	titled := with != nil
	if f.titled && !titled || titled == f.titled && len(s) <= len(f.best.body) {
		return
	}
	if n := textWeight(s); n < minTitledBody || !titled && n < minStateBody || strings.ContainsAny(head(s, 50), "{}") || strings.Count(s, " ") < len(s)/40 && !unspaced(s) {
		return
	}
	if share := body.WordsIn(f.words, head(s, 1<<15)); !titled && share >= 0 && share < minShared {
		return // of another article, or of none
	}
	f.best, f.titled = told{body: s}, titled
	if titled {
		f.best.published, f.best.modified = with.published, with.modified
	}
}

// textWeight is how many letters say what s says: an ideograph or kana as much as
// three, a Hangul or Ethiopic syllable as two.
func textWeight(s string) int {
	n := 0
	for _, r := range head(s, 4*minStateBody) {
		switch {
		case isHan(r) || isKana(r):
			n += 3
		case r >= 0xAC00 && r < 0xD7B0, r >= 0x1200 && r < 0x13A0:
			n += 2
		default:
			n++
		}
	}
	return n
}

// unspaced is true of a text in a script that sets few spaces or none between
// words.
func unspaced(s string) bool {
	n, all := 0, 0
	for _, r := range head(s, 600) {
		if all++; isHan(r) || isKana(r) || r >= 0x0E00 && r < 0x10A0 || r >= 0x1780 && r < 0x1800 {
			n++
		}
	}
	return n*5 > all*2
}

// resolve follows a value that stands for another.
func (f *stateSearch) resolve(v lenient.Value) lenient.Value {
	switch {
	case v.Kind == lenient.Literal && f.table != nil:
		return f.place(v)
	case v.Kind == lenient.Literal && f.env != nil:
		if to, ok := f.env[v.String()]; ok {
			return to
		}
	case v.Kind == lenient.Text && f.rows != nil:
		if to, ok := f.rows[rowNumber(v.String())]; ok {
			return to
		}
	}
	return v
}

// single is the text of a value, or of a pair of a number and a text, in which
// some states wrap every value.
func (f *stateSearch) single(v lenient.Value) string {
	v = f.resolve(v)
	if it := v.Items(); v.Kind == lenient.List && len(it) == 2 && it[0].Kind == lenient.Literal {
		v = f.resolve(it[1])
	}
	return v.String()
}
