package extract

import (
	"html"
	"strconv"
	"strings"
	"time"

	"dabao/ingest/extract/lenient"
)

// textKeys are the members under which a paragraph keeps its text, and
// partKeys those under which it keeps its parts, the surest first.
var (
	textKeys = []string{"text", "value", "html", "content", "body", "paragraph", "data", "rendered", "_text"}
	partKeys = []string{"content", "children", "nodes", "data", "blocks", "paragraphs", "elements", "content_elements", "attributes", "body", "value", "text", "props", "json", "doc", "document", "root"}
)

// furnitureTypes are in the types of blocks that are no text of the article.
var furnitureTypes = []string{"image", "figure", "photo", "video", "audio", "gallery", "embed", "advert", "promo", "related", "newsletter", "teaser", "caption", "social", "script", "widget", "interstitial", "linklist", "link-list"}

// joinTexts is the text of a list of paragraphs, or of a tree of them: each a
// string, an object that holds one, or an object of pieces of a line.
func (f *stateSearch) joinTexts(v lenient.Value) string {
	var b strings.Builder
	f.lines(v, 0, &b)
	return strings.TrimSpace(b.String())
}

// lines writes the paragraphs of a value, a line each.
func (f *stateSearch) lines(v lenient.Value, depth int, b *strings.Builder) {
	if f.visits++; depth > maxStateDepth/2 || f.visits > maxStateVisits || b.Len() > maxStateBody {
		return
	}
	write := func(s string) {
		if s = plainText(s); s != "" {
			b.WriteString(s)
			b.WriteByte('\n')
		}
	}
	switch v = f.resolve(v); v.Kind {
	case lenient.Text:
		write(v.String())
	case lenient.List:
		if f.rows != nil && holdsElement(v) {
			f.paragraphs(v, depth, b)
			return
		}
		if line, ok := f.oneLine(v, depth); ok {
			write(line)
			return
		}
		for _, it := range v.Items() {
			f.lines(it, depth+1, b)
		}
	case lenient.Object:
		if f.isFurniture(v) {
			return
		}
		for _, k := range textKeys {
			if t := f.get(v, k); t.Kind == lenient.Text && t.String() != "" {
				write(t.String())
				return
			}
		}
		for _, k := range partKeys {
			if t := f.get(v, k); t.Kind == lenient.List || t.Kind == lenient.Object {
				f.lines(t, depth+1, b)
				return
			}
		}
	}
}

// oneLine joins a list of pieces of text, with their formatting beside them: a
// list of objects without a list of their own, of which one at least is marked
// as a piece and not as a block.
func (f *stateSearch) oneLine(v lenient.Value, depth int) (string, bool) {
	var b strings.Builder
	pieces, ends := false, true
	for _, it := range v.Items() {
		if f.visits++; f.visits > maxStateVisits {
			return "", false
		}
		it = f.resolve(it)
		if it.Kind == lenient.Text && pieces {
			b.WriteString(it.String())
			continue
		}
		if it.Kind != lenient.Object {
			return "", false
		}
		switch typ := strings.ToLower(f.typeOf(it)); typ {
		case "text", "span", "":
			text := f.get(it, "text")
			if text.Kind != lenient.Text {
				text = f.get(it, "value")
			}
			if text.Kind != lenient.Text || typ == "" && len(it.Keys()) > 1 && f.get(it, "marks").Kind == lenient.Nothing && f.get(it, "bold").Kind == lenient.Nothing && f.get(it, "italic").Kind == lenient.Nothing {
				return "", false
			}
			ends = ends && endsSentence(text.String())
			b.WriteString(text.String())
		case "link", "hyperlink", "a", "inline":
			for _, k := range partKeys {
				if t := f.get(it, k); t.Kind == lenient.List && depth < maxStateDepth/2 {
					line, _ := f.oneLine(t, depth+1)
					b.WriteString(line)
					break
				}
			}
		case "hardbreak", "hard_break", "br":
			b.WriteByte('\n')
		default:
			return "", false
		}
		pieces = true
	}
	return b.String(), pieces && (!ends || len(v.Items()) == 1)
}

// endsSentence is true of a text with a mark at its end: pieces of one line do
// not all have one.
func endsSentence(s string) bool {
	s = strings.TrimRight(s, " \n\"”’»」』)）")
	for _, end := range [...]string{".", "!", "?", "…", "。", "！", "？", "।", "؟", "۔"} {
		if strings.HasSuffix(s, end) {
			return true
		}
	}
	return false
}

func (f *stateSearch) typeOf(v lenient.Value) string {
	for _, k := range [...]string{"type", "_type", "nodeType", "__typename", "blockType"} {
		if t := f.get(v, k); t.Kind == lenient.Text {
			return t.String()
		}
	}
	return ""
}

func (f *stateSearch) isFurniture(v lenient.Value) bool {
	typ := strings.ToLower(f.typeOf(v))
	for _, w := range furnitureTypes {
		if strings.Contains(typ, w) {
			return true
		}
	}
	return false
}

// instant is a date of a state as a page would write it; seconds or
// milliseconds since 1970 become a time in UTC.
func instant(s string) string {
	n, err := strconv.ParseInt(s, 10, 64)
	switch {
	case err != nil:
		return head(s, 100)
	case len(s) == 13:
		n /= 1000
	case len(s) != 10:
		return ""
	}
	return time.Unix(n, 0).UTC().Format(time.RFC3339)
}

var lineEnds = strings.NewReplacer("</p>", "\n", "</P>", "\n", "<br>", "\n", "<br/>", "\n", "<br />", "\n", "</div>", "\n", "</h2>", "\n", "</h3>", "\n", "</li>", "\n", "</blockquote>", "\n")

// plainText is a text or a piece of markup as lines of text.
func plainText(s string) string {
	s = head(s, maxStateBody)
	if strings.Contains(head(s, 2000), "&lt;p") {
		s = html.UnescapeString(s)
	}
	if strings.IndexByte(s, '<') >= 0 {
		s = dropTags(lineEnds.Replace(s))
	}
	if strings.IndexByte(s, '&') >= 0 {
		s = html.UnescapeString(s)
	}
	return strings.TrimSpace(s)
}
