package extract

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestStateText reads the pages whose story stands out of sight: what is read
// must be the lines of the story, each once, and nothing of the notation
// around them.
func TestStateText(t *testing.T) {
	pages, _ := filepath.Glob("testdata/st*_*/page.html")
	if len(pages) < 10 {
		t.Fatalf("%d pages, want at least 10", len(pages))
	}
	for _, file := range pages {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		a, err := Page(string(raw), "", maxMarks)
		if err != nil {
			t.Errorf("%s: %v", file, err)
			continue
		}
		seen := map[string]bool{}
		for _, b := range a.Blocks {
			if strings.ContainsAny(b.Text, "{}<>$\\") || seen[b.Text] {
				t.Errorf("%s: block %q", file, b.Text)
			}
			seen[b.Text] = true
		}
		if a.Confidence == 0 {
			t.Errorf("%s: no confidence", file)
		}
	}
}

// TestHostileStates reads states that hold more than they are long. Without the
// bounds on visits none of them would end.
func TestHostileStates(t *testing.T) {
	many := strings.Repeat
	all := "[" + many("1,", 50_000) + "1]"
	deep := many(`<x><template shadowrootmode=open><div><slot>`, 120)
	for name, page := range map[string]string{
		"table of itself":           `<script type="application/json">[["Ref",1],{"title":1,"body":1,"content":0},"x"]</script>`,
		"lists of lists":            `<script type="application/json">[{"content":1},` + all + `,` + all + `,` + all + `]</script>`,
		"list of one text":          `<script type="application/json">[{"content":1},` + strings.ReplaceAll(all, "1", "2") + `,{"text":3},"a b c"]</script>`,
		"rows that name rows":       `<script>self.__next_f.push([1,"` + many(`1:{\"body\":\"$1\",\"content\":[\"$1\",\"$1\"]}\n`, 20_000) + `"])</script>`,
		"pieces without end":        many(`<script>self.__next_f.push([1,"1:T`+many("f", 8)+`,x"])</script>`, 20_000),
		"starts without end":        "<script>" + many(`x={`, 500_000) + "</script>",
		"strings without end":       "<script>" + many(`f("`, 500_000) + "</script>",
		"strings in strings":        `<script>x="` + many(`[\"`, 200_000) + `"</script>`,
		"arguments without end":     "<script>(function(" + many("a,", 200_000) + "){return {body:a}}(" + many("1,", 200_000) + "))</script>",
		"states in attributes":      many(`<p data-x="{`+many("a", 600)+`">`, 5_000),
		"templates in templates":    many("<template>", 400) + many("<p>A sentence of the story, as long as sentences are.</p>", 2_000),
		"noscript without end":      many("<noscript>"+many("<b>", 100)+many("<p>text of some length</p>", 20)+"</noscript>", 2_000),
		"shadow roots in slots":     deep + "text" + many("</slot></div></template><p>light</p></x>", 120),
		"shadow roots side by side": many(`<x><template shadowrootmode=open><slot name=a></slot><slot></slot></template><p slot=a>b</p>c</x>`, 20_000),
	} {
		t.Run(name, func(t *testing.T) {
			a, err := Page("<title>A headline of five words</title>"+page, "", maxMarks)
			if err == nil && len(a.Text()) > 2*maxStateBody {
				t.Errorf("a text of %d bytes from %d", len(a.Text()), len(page))
			}
		})
	}
}

// FuzzState reads states as scripts write them.
func FuzzState(f *testing.F) {
	pages, _ := filepath.Glob("testdata/st*_*/page.html")
	for _, file := range pages {
		raw, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		if _, s, ok := strings.Cut(string(raw), "<script"); ok {
			_, s, _ = strings.Cut(s, ">")
			s, _, _ = strings.Cut(s, "</script>")
			f.Add(s, "标题 title")
		}
	}
	f.Add(`(function(a){return {title:"x",body:a}}("`+strings.Repeat("some words. ", 30)+`"))`, "x")
	f.Add("self.__next_f.push([1,\"0:T4,é\\n1:[\\\"$\\\",\\\"p\\\",null,{\\\"children\\\":\\\"$0\\\"}]\\n\"])", "x")
	f.Fuzz(func(t *testing.T, script, title string) {
		p := &page{pieces: []string{script, script}}
		told := p.stateStory(title)
		if len(told.body) > 2*maxStateBody {
			t.Fatalf("a text of %d bytes", len(told.body))
		}
	})
}

// FuzzShadow puts shadow roots where they show: no node may be lost or stand in
// two places.
func FuzzShadow(f *testing.F) {
	f.Add(`<a-b><template shadowrootmode="open"><slot name="x"></slot><p>one<slot>two</slot></p></template><i slot="x">three</i>four</a-b>`)
	f.Add(`<a><template shadowroot=closed><b><template shadowrootmode=open><slot></slot></template>x</b><slot></slot></template>y</a>`)
	f.Fuzz(func(t *testing.T, markup string) {
		root, err := tree(markup, maxMarks)
		if err != nil {
			return
		}
		flatten(root)
		for n := range root.Descendants() {
			if n.FirstChild != nil && n.FirstChild.Parent != n || n.NextSibling != nil && n.NextSibling.PrevSibling != n {
				t.Fatal("the tree is torn")
			}
		}
	})
}
