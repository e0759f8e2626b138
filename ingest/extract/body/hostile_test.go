package body

import (
	"errors"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// nest builds a tree deeper than the parser would.
func nest(n int, tag string) *html.Node {
	doc := &html.Node{Type: html.DocumentNode}
	up := doc
	for range n {
		e := &html.Node{Type: html.ElementNode, Data: tag, DataAtom: atom.Lookup([]byte(tag))}
		up.AppendChild(e)
		up = e
	}
	up.AppendChild(&html.Node{Type: html.TextNode, Data: strings.Repeat("Deep text, with a sentence. ", 20)})
	return doc
}

// TestHostilePages feeds pages made to break a reader: each must end, with a
// body or one of the two errors.
func TestHostilePages(t *testing.T) {
	prose := strings.Repeat("A sentence of the story, as long as sentences are. ", 6)
	n := 20_000
	if testing.Short() {
		n = 2_000
	}
	tests := []struct{ name, page string }{
		{"empty", ""},
		{"nul and lone bytes", "<p>\x00\xff\xfe" + prose + "\xed\xa0\x80"},
		{"one paragraph", "<article><p>" + strings.Repeat(prose, n/10) + "</article>"},
		{"one word", "<p>" + strings.Repeat("x", 100*n)},
		{"many attributes", "<div " + strings.Repeat("a=b ", n) + "><p>" + prose},
		{"many distinct attributes", "<div " + distinct(n) + "><p>" + prose},
		{"huge class", `<div class="` + strings.Repeat("related-story ", n) + `"><p>` + prose},
		{"unclosed script", "<p>" + prose + "<script>" + strings.Repeat("var a;", n)},
		{"unclosed comment", "<p>" + prose + "<!--" + strings.Repeat("- ", n)},
		{"huge title", "<title>" + strings.Repeat("t ", 10*n) + "</title><h1>" + strings.Repeat("t ", 10*n) + "</h1><p>" + prose},
		{"entities", "<p>" + strings.Repeat("&amp;&#x41;&notanentity;&#99999999;&", n)},
		{"unclosed formatting", strings.Repeat("<b><i>", 200) + strings.Repeat("<p>word</p>", n/10)},
		{"flat list", "<ul>" + strings.Repeat("<li><a href=x>A title that links away</a> text</li>", n) + "</ul>"},
		{"flat cards", strings.Repeat(`<div class="c"><a href=x>A title that links away</a><p>Short text of the card, so long.</p></div>`, n)},
		{"tables in tables", strings.Repeat("<table><tr><td>a<td>b<tr><td>c<td>", 100) + prose},
		{"wide table", "<table>" + strings.Repeat("<tr><td>cell a</td><td>cell b</td></tr>", n) + "</table>"},
		{"images", strings.Repeat("<img src=a.jpg>", n) + "<p>" + prose},
		{"figures", "<article>" + strings.Repeat("<figure><img src=a.jpg><figcaption>x</figcaption></figure>", n) + "<p>" + prose + "</article>"},
		{"breaks", "<p>" + strings.Repeat("a<br>", n)},
		{"spans", "<p>" + strings.Repeat("<span>a</span> ", n)},
		{"labels", strings.Repeat("<h2>Related</h2>", n) + "<p>" + prose},
		{"walls", "<article><p>" + prose + strings.Repeat("<div><p>Subscribe to read</p></div>", n) + "</article>"},
		{"credits", "<article><p>" + prose + "</p>" + strings.Repeat("<p>责任编辑：某</p>", n) + "</article>"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			root, err := html.Parse(strings.NewReader(tt.page))
			if err != nil {
				t.Skipf("not parsed: %v", err)
			}
			check(t, root, Hint{Title: "t", Description: prose, ArticleBody: prose})
		})
	}
	for _, tag := range []string{"div", "span", "b", "ul", "article", "figure", "table", "a"} {
		t.Run("deep "+tag, func(t *testing.T) {
			root := nest(200_000, tag)
			check(t, root, Hint{})
		})
	}
}

// TestTopLevelSiblings reads a tree that no parser makes: text and inline
// elements side by side, without <html>.
func TestTopLevelSiblings(t *testing.T) {
	doc := &html.Node{Type: html.DocumentNode}
	for _, tag := range []string{"h1", "li", "span", "b", "p", "li", "a"} {
		a := atom.Lookup([]byte(tag))
		e := &html.Node{Type: html.ElementNode, Data: tag, DataAtom: a}
		e.AppendChild(&html.Node{Type: html.TextNode, Data: "A line of text, with a sentence in it. And with one more."})
		doc.AppendChild(e)
		doc.AppendChild(&html.Node{Type: html.TextNode, Data: "loose text"})
	}
	check(t, doc, Hint{Title: "A line"})
	check(t, &html.Node{Type: html.TextNode, Data: "text alone"}, Hint{})
}

func distinct(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString("data-")
		for k := i; k > 0; k /= 26 {
			b.WriteByte(byte('a' + k%26))
		}
		b.WriteString("=related ")
	}
	return b.String()
}

func check(t *testing.T, root *html.Node, h Hint) {
	t.Helper()
	b, err := Find(root, h)
	switch {
	case errors.Is(err, ErrNoArticle), errors.Is(err, ErrStub):
	case err != nil:
		t.Fatalf("error %v is none of ours", err)
	case len(b.Blocks) == 0:
		t.Fatal("a body without a block")
	}
}

func FuzzFind(f *testing.F) {
	for _, s := range []string{
		"<h1>T</h1><article><p>A sentence, and another one. And a third.</p><figure><img src=a><figcaption>c (Photo: x)</figcaption></figure></article>",
		"<table><tr><th>a<th>b<tr><td>1<td>2</table><p>text<br><br>text。text",
		"<div class='comment-list'><p>x</div><div hidden><p>y</div><ul><li><a href=x>z</a></ul>",
		"<article><h1>T</h1><pre>a {\n\n\tb;  \n<div>c<br></div><table><tr><td>d</table></pre><p>A number 10<sup>6</sup>, a note<sup><a href=#n>1</a></sup>.<ruby>字<rt>zì</ruby></article>",
		"<p>It is <math><mfrac><mi>a<mi>b</mfrac></math>, or <span class=MathJax>c</span><script type='math/tex'>c</script>.<pre>Prose, set by hand. It goes on.\n\nAnd on.</pre>",
		"<p>（原标题：甲）<p>正文第一段，有标点。<p>责任编辑：乙<p>\xff\x00",
	} {
		f.Add(s, "T", "A sentence, and another one.", "x\ny")
	}
	f.Fuzz(func(t *testing.T, page, title, desc, state string) {
		root, err := html.Parse(strings.NewReader(page))
		if err != nil {
			return
		}
		h := Hint{Title: title, Description: desc, ArticleBody: state}
		b, err := Find(root, h)
		if err != nil {
			if !errors.Is(err, ErrNoArticle) && !errors.Is(err, ErrStub) {
				t.Fatalf("error %v is none of ours", err)
			}
			return
		}
		again, err := Find(root, h)
		if err != nil || len(again.Blocks) != len(b.Blocks) {
			t.Fatalf("the second reading gave %d blocks (%v), want %d", len(again.Blocks), err, len(b.Blocks))
		}
		for i, bl := range b.Blocks {
			if bl.Text == "" || bl != again.Blocks[i] {
				t.Fatalf("block %d is %q, then %q", i, bl.Text, again.Blocks[i].Text)
			}
			if bl.Kind != "table" && bl.Kind != "code" && strings.ContainsAny(bl.Text, "\n\t") {
				t.Fatalf("block %d of kind %s has more than one line: %q", i, bl.Kind, bl.Text)
			}
		}
	})
}
