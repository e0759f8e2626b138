package site

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"dabao/schema/store"
)

// downloads lets the tab save files, and gives what one holds once it is there.
func (b *tab) downloads() func(name string) string {
	b.t.Helper()
	into := b.t.TempDir()
	b.do(command("Page.setDownloadBehavior", map[string]any{"behavior": "allow", "downloadPath": into}))
	return func(name string) string {
		b.t.Helper()
		for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
			if body, err := os.ReadFile(filepath.Join(into, name)); err == nil && len(body) > 0 {
				return string(body)
			}
		}
		b.t.Fatalf("%s was not saved", name)
		return ""
	}
}

func TestNewestFirst(t *testing.T) {
	dir := testSite(t)
	db, err := store.Open(t.Context(), filepath.Join(dir, "articles.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	b := newTab(t, tabOptions{})
	b.goTo(serve(t, dir, nil) + "#q=" + url.QueryEscape("疫情"))
	b.done()
	best := b.texts(".hits h3")
	eval[bool](b, "(document.querySelector('#sort').value = 'day', document.querySelector('#sort').dispatchEvent(new Event('change')), true)")
	b.wait("/s=day/.test(location.hash) && document.documentElement.dataset.state === 'done'")
	b.page()
	hits, err := db.Search(t.Context(), store.SearchQuery{Text: "疫情", Limit: 5000})
	if err != nil {
		t.Fatal(err)
	}
	slices.SortStableFunc(hits, func(a, b store.Hit) int { return strings.Compare(b.PublishedOn, a.PublishedOn) })
	want := []string{}
	for _, h := range hits[:pageSize] {
		want = append(want, h.PublishedOn)
	}
	got := []string{}
	for _, meta := range b.texts(".hits .meta") {
		for _, part := range strings.Split(meta, " · ") {
			if len(part) == 10 && part[4] == '-' {
				got = append(got, part)
			}
		}
	}
	if !slices.Equal(got, want) || slices.Equal(best, b.texts(".hits h3")) {
		t.Errorf("newest first, the days are\n%q, want\n%q", got, want)
	}
	b.do(chromedp.Reload())
	b.done()
	if got := eval[string](b, "document.querySelector('#sort').value"); got != "day" {
		t.Errorf("after a reload the order is %q", got)
	}
	b.clean()
}

// All hits come as a file, not only those listed.
func TestAllHitsAsFiles(t *testing.T) {
	b := newTab(t, tabOptions{})
	b.goTo(serve(t, testSite(t), nil) + "#q=" + url.QueryEscape("疫情"))
	b.done()
	file := b.downloads()
	total := eval[int](b, "Number(document.querySelector('#count').textContent.replace(/,/g, '').match(/\\d+/)[0])")
	if total < 600 {
		t.Fatalf("the query finds %d, want more than the page lists", total)
	}
	b.click(".harvest summary")
	b.click("#save-uids")
	uids := strings.Fields(file("uids.txt"))
	slices.Sort(uids)
	if n := len(slices.Compact(uids)); n != total {
		t.Errorf("%d different uids are saved, want %d", n, total)
	}
	b.click("#save-csv")
	lines := strings.Split(strings.TrimSuffix(file("articles.csv"), "\r\n"), "\r\n")
	if len(lines) != total+1 || lines[0] != "uid,published_on,lang,site,source,channel,title,url" {
		t.Errorf("the CSV has %d lines, the first %q", len(lines), lines[0])
	}
	b.goTo(eval[string](b, "location.href.replace(/#.*/, '#q=zebrafinch')"))
	b.done()
	file = b.downloads()
	b.click(".harvest summary")
	b.click("#save-json")
	var rows []map[string]string
	if err := json.Unmarshal([]byte(file("articles.json")), &rows); err != nil || len(rows) != 1 || rows[0]["title"] != "Hostile "+hostile || rows[0]["published_on"] != "2022-03-25" {
		t.Errorf("the JSON reads %v (%v)", rows, err)
	}
	b.clean()
}

func TestSavingAllHitsStops(t *testing.T) {
	slow := make(chan bool, 1)
	b := newTab(t, tabOptions{})
	b.goTo(serve(t, testSite(t), func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if len(slow) > 0 && strings.HasSuffix(r.URL.Path, ".db") {
				time.Sleep(300 * time.Millisecond)
			}
			next.ServeHTTP(w, r)
		})
	}) + "#q=" + url.QueryEscape("疫情"))
	b.done()
	slow <- true
	b.click(".harvest summary")
	b.click("#save-csv")
	b.wait("document.querySelector('.harvest progress:not([hidden])')")
	if got := b.text(".harvest [role=status]"); !strings.Contains(got, " read") {
		t.Errorf("under way the page says %q", got)
	}
	b.click(".harvest > .popup > button")
	b.wait("document.querySelector('.harvest [role=status]').textContent === 'Stopped.' && document.querySelector('.harvest progress').hidden")
	b.clean()
}

func TestFacetsOfNames(t *testing.T) {
	b := newTab(t, tabOptions{})
	b.goTo(serve(t, testSite(t), nil))
	b.done()
	if got := b.texts("fieldset[data-facet=source] .name"); slices.Index(got, "(none)") >= 0 && slices.Index(got, "(none)") != len(got)-1 {
		t.Errorf("the sources are %q: those without one do not stand last", got)
	}
	eval[bool](b, "([...document.querySelectorAll('fieldset[data-facet=source] button')].at(-1).click(), true)")
	if got := b.texts("fieldset[data-facet=source] .name"); got[len(got)-1] != "(none)" {
		t.Errorf("the last source of all is %q", got[len(got)-1])
	}
	b.click("fieldset[data-facet=name] button")
	b.wait("document.querySelector('fieldset[data-facet=name] label')")
	if got := b.text("fieldset[data-facet=name] label"); got != "云亭水务局Organisation24" {
		t.Errorf("the first name is %q", got)
	}
	b.click("fieldset[data-facet=name] input")
	b.wait("document.querySelector('.chip bdi')?.textContent === '云亭水务局'")
	b.done()
	if got := b.text("#count"); !strings.HasSuffix(got, " 24 articles") {
		t.Errorf("with the name chosen the page counts %q", got)
	}
	b.set("疫情")
	b.wait("document.querySelector('fieldset[data-facet=name] .n').textContent")
	if got := b.text("fieldset[data-facet=name] .n"); got != strings.Fields(b.text("#count"))[0] {
		t.Errorf("of the query, the name has %s articles and the page counts %q", got, b.text("#count"))
	}
	b.clean()
}

func TestNothingFoundNamesWhatToTakeAway(t *testing.T) {
	b := newTab(t, tabOptions{})
	b.goTo(serve(t, testSite(t), nil) + "#lang=en&m=2022-03..2022-03&q=" + url.QueryEscape(`码头广场 NOT (councils "no such")`))
	b.done()
	want := []string{"Without the filter English 1 article", "Without “码头广场”", "Without “NOT (councils \"no such\")”"}
	if got := b.texts(".nothing li"); !slices.Equal(got, want) {
		t.Errorf("the page offers %q, want %q", got, want)
	}
	b.click(".nothing a")
	b.wait("document.querySelectorAll('.hits h3').length === 1")
	b.clean()
}

func TestSuggestionsWhileTyping(t *testing.T) {
	b := newTab(t, tabOptions{})
	b.goTo(serve(t, testSite(t), nil))
	b.done()
	for query, want := range map[string]string{"渡口": "Source 渡口新闻网|Title 渡口镇新增三处核酸检测点", "水務": "Organisation 云亭水务局", "林一": "By 林一舟", "hosti": "Title Hostile " + hostile} {
		b.ask(query)
		b.wait("!document.querySelector('#suggest').hidden")
		if got := strings.Join(b.texts("#suggest li"), "|"); !strings.HasPrefix(got, want) {
			t.Errorf("%s is completed by %q, want %q", query, got, want)
		}
	}
	b.ask("林一")
	b.wait("document.querySelector('#suggest a').textContent === 'By 林一舟'")
	b.click("#suggest a")
	b.wait("/author/.test(document.querySelector('#q').value)")
	b.done()
	if got := b.text("#count"); got == "0 articles" {
		t.Errorf("by the suggested author there are %q", got)
	}
	b.set("渡口 NOT 镇")
	if !eval[bool](b, "document.querySelector('#suggest').hidden") {
		t.Error("a query with operators is completed")
	}
	b.clean()
}

func TestRandomArticle(t *testing.T) {
	b := newTab(t, tabOptions{})
	b.goTo(serve(t, testSite(t), nil))
	b.done()
	seen := map[string]bool{}
	for range 3 {
		b.click("#random")
		b.wait("document.querySelector('#story h1') && !document.querySelector('#story').hidden")
		seen[eval[string](b, "document.querySelector('#story article').dataset.uid")] = true
		eval[bool](b, "(history.back(), true)")
		b.wait("!document.querySelector('#search').hidden")
	}
	if len(seen) < 2 {
		t.Errorf("three random articles are %s", fmt.Sprint(seen))
	}
	b.clean()
}
