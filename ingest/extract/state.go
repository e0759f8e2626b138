package extract

import (
	"html"
	"strings"
	"unicode/utf8"

	"dabao/ingest/extract/lenient"
)

// Bounds on the search for a text in embedded JSON.
const (
	minStateBody   = 300     // characters of a text worth taking
	maxStateBody   = 400_000 // bytes of one
	maxStateVisits = 200_000
)

// stateBody is the text of the article as an embedded JSON state holds it, for
// pages whose markup is an empty shell that scripts fill: __NEXT_DATA__,
// window.__INITIAL_STATE__ = {…}, JSON.parse("…"). Of all texts the longest
// counts that stands in an object with the page's title, else the longest.
func (p *page) stateBody(title string) string {
	f := stateSearch{title: fold(title)}
	for _, s := range p.states {
		if v := stateOf(s.text); v.Kind == lenient.Object || v.Kind == lenient.List {
			f.visit(v, 0, false)
		}
	}
	return f.best
}

// stateOf is the JSON of a script: all of it, or what is assigned first.
func stateOf(s string) lenient.Value {
	t := strings.TrimSpace(s)
	if strings.HasPrefix(t, "{") || strings.HasPrefix(t, "[") {
		return lenient.Parse(t)
	}
	i := strings.IndexByte(t, '=')
	if i < 0 || i > 300 {
		return lenient.Value{}
	}
	t = strings.TrimSpace(t[i+1:])
	if rest, ok := strings.CutPrefix(t, "JSON.parse("); ok {
		return lenient.Parse(lenient.Parse(rest).String())
	}
	if strings.HasPrefix(t, "{") || strings.HasPrefix(t, "[") {
		return lenient.Parse(t)
	}
	return lenient.Value{}
}

type stateSearch struct {
	title  string
	best   string
	titled bool // best stood beside the title
	visits int
}

// bodyKeys are the names under which states keep a text.
var bodyKeys = wordSet("articleBody", "body", "bodyText", "bodyHtml", "content", "contentHtml", "html", "text", "story", "fullText", "articleContent", "article_body", "content_html", "mainContent", "detail", "newsContent", "paragraphs", "blocks", "elements", "components", "children", "nodes", "contents", "bodyParts")

// visit looks at an object and what hangs on it. titled is inherited: the text
// of an article may stand deeper than its title.
func (f *stateSearch) visit(v lenient.Value, depth int, titled bool) {
	if f.visits++; depth > 40 || f.visits > maxStateVisits {
		return
	}
	keys, items := v.Keys(), v.Items()
	if v.Kind == lenient.Object {
		for i, k := range keys {
			switch k {
			case "title", "headline", "name", "articleTitle", "newsTitle":
				t := fold(items[i].String())
				titled = titled || len(t) > 8 && f.title != "" && (strings.HasPrefix(f.title, t) || strings.HasPrefix(t, f.title))
			}
		}
	}
	for i, it := range items {
		named := v.Kind == lenient.Object && bodyKeys[keys[i]]
		switch it.Kind {
		case lenient.Text:
			if named && len(it.String()) >= minStateBody {
				f.offer(plainText(it.String()), titled)
			}
		case lenient.List:
			if named {
				f.offer(joinTexts(it), titled)
			}
			f.visit(it, depth+1, titled)
		case lenient.Object:
			f.visit(it, depth+1, titled)
		}
	}
}

func (f *stateSearch) offer(s string, titled bool) {
	if utf8.RuneCountInString(s) < minStateBody || strings.ContainsAny(head(s, 50), "{}") || strings.Count(s, " ") < len(s)/40 && hanShare(head(s, 600)) < .4 {
		return
	}
	if titled && !f.titled || titled == f.titled && len(s) > len(f.best) {
		f.best, f.titled = s, titled
	}
}

// joinTexts is the text of a list of paragraphs, each a string or an object
// that holds one.
func joinTexts(v lenient.Value) string {
	var b strings.Builder
	for _, it := range v.Items() {
		s := it.String()
		for _, k := range []string{"text", "content", "value", "html", "body", "paragraph", "data"} {
			if s != "" {
				break
			}
			s = it.Get(k).String()
		}
		if s = plainText(s); s != "" && b.Len()+len(s) < maxStateBody {
			b.WriteString(s)
			b.WriteByte('\n')
		}
	}
	return b.String()
}

// plainText is a text or a piece of markup as lines of text.
func plainText(s string) string {
	s = head(s, maxStateBody)
	if strings.IndexByte(s, '<') >= 0 {
		s = strings.NewReplacer("</p>", "\n", "</P>", "\n", "<br>", "\n", "<br/>", "\n", "<br />", "\n", "</div>", "\n", "</h2>", "\n", "</h3>", "\n", "</li>", "\n").Replace(s)
		s = dropTags(s)
	}
	if strings.IndexByte(s, '&') >= 0 {
		s = html.UnescapeString(s)
	}
	return strings.TrimSpace(s)
}
