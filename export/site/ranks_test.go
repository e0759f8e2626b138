package site

import (
	"bytes"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"dabao/schema"
	"dabao/schema/store"
)

// alike are articles that only their days and addresses tell apart, several a day
// and some without one.
func alike(n int) []*schema.Article {
	var all []*schema.Article
	for i := range n {
		a := &schema.Article{Title: "涨潮表", Lang: "zh-Hans", Site: "dukou.example", URL: fmt.Sprintf("https://dukou.example/%d", i),
			Blocks: []schema.Block{{Kind: schema.Paragraph, Text: "渡口今日两次涨潮。"}}}
		if i%6 > 0 {
			a.PublishedOn = fmt.Sprintf("2021-%02d-%02d", 1+i%3, 1+i%8)
		}
		all = append(all, a)
	}
	return all
}

// Hits of equal rank stand in one order, the newest day first and by uid within
// it, wherever the first page of them ends; so do those of a query without words.
func TestEqualRanksHaveOneOrder(t *testing.T) {
	startBrowser(t)
	dir := t.TempDir()
	file := filepath.Join(dir, "articles.db")
	sealed(t, file, alike(150))
	writePage(t, dir, nil)
	db, err := store.Open(t.Context(), file)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	b := newTab(t, tabOptions{})
	site := serve(t, dir, nil)
	for _, q := range []string{"涨潮", "title:涨潮 before:2021-03-05", "site:dukou.example", "after:2021-02-03"} {
		hits, err := db.Search(t.Context(), store.SearchQuery{Text: q, Limit: 150})
		if err != nil {
			t.Fatal(err)
		}
		want := []string{}
		for _, h := range hits {
			want = append(want, string(h.UID))
		}
		for _, order := range []string{"", "&s=day"} {
			b.goTo("about:blank")
			b.goTo(site + "#k=150&q=" + url.QueryEscape(q) + order)
			b.done()
			if got := eval[[]string](b, "[...document.querySelectorAll('.hits h3 a')].map((a) => a.dataset.uid)"); !slices.Equal(got, want) {
				t.Errorf("%s%s: the page lists\n%q\nthe command\n%q", q, order, got, want)
			}
		}
	}
	b.clean()
}

// A search that would read much of the index says so, and waits for a yes. The
// limit is lowered here, so that a small database will do.
func TestCostlySearchAsksFirst(t *testing.T) {
	b := newTab(t, tabOptions{})
	site := serve(t, testSite(t), func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if !strings.HasSuffix(r.URL.Path, "worker.js") {
				next.ServeHTTP(w, r)
				return
			}
			whole := httptest.NewRecorder()
			next.ServeHTTP(whole, r)
			if n := bytes.Count(whole.Body.Bytes(), []byte("4e6")); n != 1 {
				t.Errorf("the limit stands in worker.js %d times", n)
			}
			w.Header().Set("Content-Type", whole.Header().Get("Content-Type"))
			w.Write(bytes.Replace(whole.Body.Bytes(), []byte("4e6"), []byte("2e4"), 1))
		})
	})
	b.goTo(site)
	b.done()
	for _, q := range []string{"市", "(医* OR 水*) 疫情", "疫情 OR (城市 (公园 OR 社*))"} {
		b.set(q)
		b.wait("document.querySelector('#go-on')")
		if got := b.text("#notice p"); !strings.HasPrefix(got, "This search would read about ") || !strings.Contains(got, " kB of the index") {
			t.Errorf("%s says %q", q, got)
		}
		if eval[bool](b, "document.querySelector('.hits').checkVisibility()") {
			t.Errorf("%s: the hits of another search stand below", q)
		}
		b.screenshot("costly")
		b.click("#go-on")
		b.wait("!document.querySelector('#go-on') && document.documentElement.dataset.state === 'done'")
		if n := len(b.texts(".hits li")); n < 5 || b.text("#notice") != "" || !eval[bool](b, "document.querySelector('.hits').checkVisibility()") {
			t.Errorf("%s: after a yes %d hits stand there and %q", q, n, b.text("#notice"))
		}
	}
	// What costs little is not asked about, and another search takes the question away.
	b.set("社*")
	b.wait("document.querySelector('#go-on')")
	b.set("zebrafinch")
	if got := b.texts(".hits h3"); len(got) != 1 || b.text("#notice") != "" {
		t.Errorf("zebrafinch finds %q and says %q", got, b.text("#notice"))
	}
	b.clean()
}
