package site

import (
	"fmt"
	"net/url"
	"path/filepath"
	"strings"
	"testing"

	"dabao/schema"
)

// hardTexts are articles whose words are hard to set: without end, without a
// place to break, from right to left, and a stranger's.
func hardTexts() []*schema.Article {
	long, dense := strings.Repeat("x", 1000), strings.Repeat("渡口镇新增三处核酸检测点", 84)[:3000]
	tags := make([]string, 60)
	for i := range tags {
		tags[i] = fmt.Sprintf("%d%s", i, strings.Repeat("tag", i))
	}
	var all []*schema.Article
	for i, title := range []string{long, dense, "אבני הגשר נספרו 12 פעמים (Harbour Bridge) השנה", "نشر التقرير الثالث عن \u202eالجسر\u202c", hostile} {
		a := &schema.Article{Title: title, Subtitle: title, Kicker: title, Source: strings.Repeat("s", 300), Site: strings.Repeat("a.", 100) + "example", Channel: title, Publisher: title,
			Lang: []string{"en", "zh-Hans", "he", "ar", "en"}[i], PublishedOn: fmt.Sprintf("2022-03-%02d", i+1), URL: "https://a.example/" + strings.Repeat("p", 900) + fmt.Sprint(i),
			License: long, Rights: long + hostile, Tags: tags, Credits: []schema.Credit{{Role: schema.Author, Name: title}}, Confidence: 5,
			Images:     []schema.Image{{URL: "https://a.example/" + long, Caption: title, Credit: title}},
			Entities:   []schema.Entity{{Span: schema.Span{Field: "title", Start: 0, End: 2}, Raw: "xx", Kind: schema.Org, Name: title, Role: title}},
			Quantities: []schema.Quantity{{Span: schema.Span{Field: "block", Start: 0, End: 2}, Raw: title, Value: 1e300, Unit: long, Modifier: "about", Noun: dense, Subject: long}},
			Dates:      []schema.Date{{Span: schema.Span{Field: "block", Start: 3, End: 5}, Raw: title, Value: "2022-03-02/2022-03-05", Precision: "day"}},
			Blocks: []schema.Block{{Kind: schema.Paragraph, Text: "wide " + title}, {Kind: schema.Table, Text: strings.Repeat("a\t", 60) + "b\n" + title}, {Kind: schema.Code, Text: long + "\n" + title},
				{Kind: schema.Quote, Text: dense}, {Kind: schema.ListItem, Text: long}, {Kind: schema.Heading, Text: title}, {Kind: schema.Caption, Text: long}}}
		all = append(all, a)
	}
	return all
}

// tap touches the middle of an element and lets go.
func (b *tab) tap(selector string) {
	b.t.Helper()
	b.touch(selector, 0.5, 0.5)
}

// touch puts a finger on a place of an element, given by its share of width,
// drags it to another, and lifts it.
func (b *tab) touch(selector string, from, to float64) {
	b.t.Helper()
	b.wait(fmt.Sprintf("document.querySelector(%q)", selector))
	// Where it is once the page has come to rest: a focus before may still scroll.
	box := eval[[]float64](b, fmt.Sprintf(`(async () => {
		const e = document.querySelector(%q);
		for (let still = 0, last = NaN; still < 4; ) {
			e.scrollIntoView({block: 'center', behavior: 'instant'});
			await new Promise(requestAnimationFrame);
			const { top } = e.getBoundingClientRect();
			still = top === last ? still + 1 : 0;
			last = top;
		}
		const r = e.getBoundingClientRect();
		return [r.left, r.top + r.height / 2, r.width];
	})()`, selector))
	point := func(share float64) []map[string]float64 {
		return []map[string]float64{{"x": box[0] + share*box[2], "y": box[1]}}
	}
	send := func(kind string, points []map[string]float64) {
		b.do(command("Input.dispatchTouchEvent", map[string]any{"type": kind, "touchPoints": points}))
	}
	send("touchStart", point(from))
	for i := 1.0; from != to && i <= 5; i++ {
		send("touchMove", point(from+(to-from)*i/5))
		eval[bool](b, "new Promise((done) => requestAnimationFrame(() => done(true)))") // as a screen draws between two moves
	}
	send("touchEnd", []map[string]float64{})
}

// On a small screen, with fingers: nothing is wider than it, whatever the texts.
func TestHardTextsOnASmallScreen(t *testing.T) {
	startBrowser(t)
	dir := t.TempDir()
	sealed(t, filepath.Join(dir, "articles.db"), hardTexts())
	writePage(t, dir, func(o *Options) {
		o.Title, o.Description, o.License = strings.Repeat("t", 1000), strings.Repeat("d", 1000), strings.Repeat("l", 300)
		o.Queries = append(o.Queries, Query{Title: strings.Repeat("q", 300), Q: "wide"})
		o.Downloads = append(o.Downloads, Download{"csv/" + strings.Repeat("f", 200) + ".csv", 1, strings.Repeat("0d", 32)})
		o.LeastSure = 10
	})
	b := newTab(t, tabOptions{width: 360, height: 740, languages: "zh-TW"})
	b.do(command("Emulation.setTouchEmulationEnabled", map[string]any{"enabled": true, "maxTouchPoints": 2}))
	fits := func(view string) {
		t.Helper()
		if wide := eval[int](b, "document.documentElement.scrollWidth - document.documentElement.clientWidth"); wide > 0 {
			t.Errorf("%s is %d px too wide, by %s", view, wide, eval[string](b, "[...document.querySelectorAll('#app *')].filter((e) => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest('.scroll, [hidden], details:not([open]) > :not(summary)')).sort((a, b) => b.getBoundingClientRect().width - a.getBoundingClientRect().width).slice(0, 3).map((e) => e.outerHTML.slice(0, 120)).join(' | ')"))
		}
		b.screenshot("hard-" + view)
	}
	site := serve(t, dir, nil)
	b.goTo(site)
	b.done()
	fits("landing")
	b.tap(".download summary")
	b.wait("document.querySelector('.download').open")
	fits("download")
	b.tap(".cite summary")
	b.wait("document.querySelector('.cite').open && !document.querySelector('.download').open")
	fits("cite")
	b.tap(".cite summary")
	b.tap(".facets > summary")
	b.wait("document.querySelector('.facets').open")
	fits("facets")
	b.tap("fieldset[data-facet=lang] label")
	b.wait("document.querySelectorAll('.chip').length === 1")
	b.done()
	b.tap(".chip")
	b.wait("!document.querySelector('.chip')")
	b.done()
	b.goTo(site + "#q=wide")
	b.done()
	fits("results")
	b.tap(".harvest summary")
	b.wait("document.querySelector('.harvest').open")
	fits("harvest")
	b.tap(".harvest summary")
	turned := 0
	for i := range hardTexts() {
		hit := fmt.Sprintf(".hits > li:nth-child(%d) h3 a", i+1)
		uid := eval[string](b, fmt.Sprintf("document.querySelector(%q).dataset.uid", hit))
		b.tap(hit)
		b.wait(fmt.Sprintf("document.querySelector('#story article[data-uid=\"%s\"] .provenance') && document.querySelector('#story .cite')", uid))
		eval[bool](b, "([...document.querySelectorAll('#story .facts details')].forEach((d) => { d.open = true }), true)")
		fits(fmt.Sprint("article-", i))
		if n := eval[int](b, "document.querySelectorAll('#app script, #app img, #app iframe').length"); n != 0 {
			t.Errorf("%d elements of the text's own", n)
		}
		// From right to left, the first letters stand at the right, a name among them or not.
		if eval[bool](b, "document.querySelector('#story header').dir === 'rtl'") {
			turned++
			const right = "document.querySelector('#story %s').getBoundingClientRect().right"
			if gap := eval[float64](b, fmt.Sprintf(right+" - "+right, "header", "#text-e0")); gap > 4 {
				t.Errorf("the first word of a title from right to left ends %.0f px from the right", gap)
			}
		}
		b.tap("#story .cite summary")
		b.wait("document.querySelector('#story .cite').open")
		fits(fmt.Sprint("article-cite-", i))
		b.tap(".back")
		b.wait("!document.querySelector('#search').hidden")
		b.done()
	}
	if turned != 2 {
		t.Errorf("%d articles are set from right to left, want the Hebrew and the Arabic one", turned)
	}
	b.goTo(site + "#lang=zz&q=" + url.QueryEscape(strings.Repeat("y", 200)+" wide"))
	b.wait("document.querySelector('.nothing li')")
	fits("nothing")
	b.goTo(site + "#v=data")
	b.wait("document.querySelector('.columntable') && document.querySelector('.dataset')")
	b.tap("#use [role=tab]:nth-child(3)")
	b.wait("document.querySelector('#use [role=tab]:nth-child(3)').getAttribute('aria-selected') === 'true'")
	fits("data")
	b.goTo(site + "#v=sql&sql=" + url.QueryEscape("SELECT uid, title, license, text, length(title) AS n FROM articles"))
	b.wait("document.querySelector('#plot')")
	b.tap("#plot")
	b.wait("document.querySelector('.plotbox canvas')")
	fits("sql")
	b.clean()
}

// A finger drags across the months as a mouse does.
func TestHistogramByTouch(t *testing.T) {
	b := newTab(t, tabOptions{width: 360, height: 740})
	b.do(command("Emulation.setTouchEmulationEnabled", map[string]any{"enabled": true, "maxTouchPoints": 2}))
	b.goTo(serve(t, testSite(t), nil))
	b.done()
	b.wait("document.querySelector('.u-over')")
	b.touch(".u-over", 12.6/60.2, 23.6/60.2)
	b.wait("document.querySelector('.chip')")
	b.done()
	if got, want := b.text(".chip bdi"), "2020-01 – 2020-12"; got != want {
		t.Errorf("a finger across 2020 chooses %q, want %q", got, want)
	}
	b.clean()
}
