package names

import (
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"html"
	"io"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/text/encoding/traditionalchinese"

	"dabao/ingest/goldtest"
	"dabao/schema"
)

// goldPage is one page of the corpora beside the repository whose names were
// annotated by hand before the recogniser was first run. The words are not ours
// to keep, so a page is its address there, the hash of the text that the places
// count in, and the places.
//
// Set says how a page was used: tune pages were looked at while the rules were
// written, check pages only as a figure, late pages were annotated when the
// rules were done.
type goldPage struct {
	Page     string
	SHA256   string
	Set      string
	Lang     string
	Entities []goldEntity
}

// goldEntity is a name of the gold. What is optional may be found or left: the
// policy says nothing of it (what people call a product, an event or a brand).
type goldEntity struct {
	Field      string
	Position   int
	Start, End int
	Kind       string
	Role       []int // [start, end) of the title in the same field; none where empty
	Optional   bool
}

func goldPages(t testing.TB) []goldPage {
	t.Helper()
	var pages []goldPage
	goldtest.ReadJSON(t, "testdata/gold.json", &pages)
	return pages
}

// corpusTexts gives title and body of a gold page, from the corpus's own record
// of them or from a feed.
type corpusTexts map[string]map[string]struct{ Title, Body string }

func (c corpusTexts) article(t testing.TB, p *goldPage) *schema.Article {
	t.Helper()
	corpus, id, _ := strings.Cut(p.Page, "/")
	title, body := "", ""
	if feed, item, ok := strings.Cut(id, "#"); ok {
		title, body = feedItem(t, goldtest.Shared(t, "corpora", corpus, feed+".xml.gz"), item)
	} else {
		if c[corpus] == nil {
			pages := map[string]struct{ Title, Body string }{}
			goldtest.ReadJSON(t, goldtest.Shared(t, "corpora", corpus, "gold.json"), &pages)
			c[corpus] = pages
		}
		title, body = c[corpus][id].Title, c[corpus][id].Body
	}
	if sum := sha256.Sum256([]byte(title + "\n" + body)); hex.EncodeToString(sum[:]) != p.SHA256 {
		t.Fatalf("%s is another text than the one annotated", p.Page)
	}
	a := &schema.Article{Title: title, Lang: p.Lang}
	for line := range strings.SplitSeq(body, "\n") {
		a.Blocks = append(a.Blocks, schema.Block{Kind: schema.Paragraph, Text: line})
	}
	return a
}

var (
	feedItems = regexp.MustCompile(`(?s)<item.*?</item>`)
	feedTitle = regexp.MustCompile(`(?s)<title>(.*?)</title>`)
	feedText  = regexp.MustCompile(`(?s)<description>(.*?)</description>`)
)

func feedItem(t testing.TB, path, item string) (title, body string) {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(traditionalchinese.Big5.NewDecoder().Reader(z))
	if err != nil {
		t.Fatal(err)
	}
	n, err := strconv.Atoi(item)
	items := feedItems.FindAllString(string(b), -1)
	if err != nil || n >= len(items) {
		t.Fatalf("%s has %d items, want number %s", path, len(items), item)
	}
	return html.UnescapeString(feedTitle.FindStringSubmatch(items[n])[1]), html.UnescapeString(feedText.FindStringSubmatch(items[n])[1])
}

// fieldRunes is the text that a place of the gold counts in.
func fieldRunes(a *schema.Article, field string, position int) []rune {
	switch field {
	case "title":
		return []rune(a.Title)
	case "subtitle":
		return []rune(a.Subtitle)
	}
	return []rune(a.Blocks[position].Text)
}

// TestGoldFits holds the gold to its pages: every text is the one annotated,
// and its names stand in order inside it.
func TestGoldFits(t *testing.T) {
	texts := corpusTexts{}
	count := map[string]int{}
	for _, p := range goldPages(t) {
		a := texts.article(t, &p)
		count[p.Set+" "+p.Lang[:2]]++
		field, position, last := "", 0, 0
		for _, e := range p.Entities {
			if e.Field != field || e.Position != position {
				field, position, last = e.Field, e.Position, 0
			}
			r := fieldRunes(a, e.Field, e.Position)
			if e.Start < last || e.End <= e.Start || e.End > len(r) {
				t.Errorf("%s: %+v stands outside its text of %d, or before the one before", p.Page, e, len(r))
			}
			if len(e.Role) > 0 && (len(e.Role) != 2 || e.Role[0] < 0 || e.Role[1] > len(r) || e.Role[1] <= e.Role[0] || e.Kind != "person") {
				t.Errorf("%s: %+v has a role outside its text", p.Page, e)
			}
			if !slices.Contains([]string{"org", "place", "person"}, e.Kind) {
				t.Errorf("%s: kind %q", p.Page, e.Kind)
			}
			last = e.End
		}
	}
	if count["tune zh"]+count["check zh"] < 15 || count["tune en"]+count["check en"] < 8 {
		t.Errorf("the gold has %v pages, want 15 Chinese and 8 English", count)
	}
}
