package site

import (
	"encoding/json"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"dabao/schema/store"
)

func TestArticleSaysHowItIsCited(t *testing.T) {
	dir := testSite(t)
	db, err := store.Open(t.Context(), filepath.Join(dir, "articles.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	said, err := db.Dataset(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	b := newTab(t, tabOptions{})
	site := serve(t, dir, nil)
	for _, title := range []string{"渡口镇新增三处", "无日期的启事", "Hostile"} {
		a, err := db.Article(t.Context(), uid(t, title))
		if err != nil {
			t.Fatal(err)
		}
		b.goTo(site + "#a=" + string(a.UID))
		b.wait("document.querySelector('#story .cite pre')")
		forms := b.texts("#story .cite pre")
		if want := strings.Map(func(r rune) rune {
			if strings.ContainsRune("\u202e\u202c", r) {
				return -1
			}
			return r
		}, a.Citation(said)); forms[0] != want {
			t.Errorf("the page cites\n%s\ndabao show --cite\n%s", forms[0], want)
		}
		if depth := strings.Count(forms[1], "{") - strings.Count(forms[1], "}"); depth != 0 || !strings.HasPrefix(forms[1], "@article{"+string(a.UID)+",\n  title = {{") {
			t.Errorf("the BibTeX entry reads %s", forms[1])
		}
		var items []map[string]any
		if err := json.Unmarshal([]byte(forms[2]), &items); err != nil || len(items) != 1 || items[0]["title"] != a.Title || items[0]["type"] != "article-newspaper" {
			t.Errorf("the CSL item reads %v (%v)", items, err)
		}
	}
	b.clean()
}

func TestArticleSaysWhatStandsBesideIt(t *testing.T) {
	b := newTab(t, tabOptions{})
	site := serve(t, testSite(t), nil)
	dukou := string(uid(t, "渡口镇新增三处"))
	b.goTo(site + "#a=" + dukou)
	b.wait("document.querySelector('.twins a') && document.querySelectorAll('.neighbours a').length === 2")
	if got := b.text(".twins a"); got != "无日期的启事" {
		t.Errorf("nearly the same is %q", got)
	}
	if before, after := b.text(".neighbours .earlier .hint"), b.text(".neighbours .later .hint"); !strings.HasPrefix(before, "Before · 2022-03-0") || !strings.HasPrefix(after, "After · 2022-03-0") || before[len(before)-10:] > after[len(after)-10:] {
		t.Errorf("it stands between %q and %q", before, after)
	}
	b.click(".neighbours .later a")
	b.wait("document.querySelector('#story article') && document.querySelector('#story article').dataset.uid !== '" + dukou + "' && document.querySelector('.neighbours .earlier a')")
	b.click(".neighbours .earlier a")
	b.wait("document.querySelector('#story article')?.dataset.uid === '" + dukou + "'")
	if got, want := b.text(".unsure"), "among the least sure tenth of the dataset (12 of 100)"; !strings.Contains(got, want) {
		t.Errorf("of a reading of 12 the page says %q", got)
	}
	if got := b.text(".provenance"); !strings.Contains(got, "These printed rights do not name the license") || !strings.Contains(got, "The dataset as a whole: CC0-1.0") || !strings.Contains(got, "Covers title, subtitle and text") {
		t.Errorf("of where it comes from the page says %q", got)
	}
	// Its names lead to the articles that have them.
	if got := b.texts("#story .fact.entity"); !slices.Equal(got, []string{"渡口镇", "渡口镇", "柳青"}) {
		t.Errorf("the names marked are %q", got)
	}
	if got := b.texts("#story .facts:first-of-type tbody tr:nth-child(2) td"); !slices.Equal(got, []string{"柳青", "Person", "摄影", "1"}) {
		t.Errorf("the second name is %q", got)
	}
	b.click("#text-e0")
	b.wait("document.querySelector('.chip bdi')?.textContent === '渡口镇'")
	b.done()
	if got := b.texts(".hits h3"); !slices.Equal(got, []string{"渡口镇新增三处核酸检测点"}) {
		t.Errorf("with the name there are %q", got)
	}
	b.clean()
}

// A picture lies on another host: nothing is asked of it before the visitor asks.
func TestPicturesOnRequest(t *testing.T) {
	b := newTab(t, tabOptions{})
	b.goTo(serve(t, testSite(t), nil) + "#a=" + string(uid(t, "渡口镇新增三处")))
	b.wait("document.querySelector('#show-pictures') && document.querySelector('.neighbours')")
	b.clean()
	if got := b.text(".pictures p"); !strings.Contains(got, "dukou.example") {
		t.Errorf("the page says %q, not whose host will be asked", got)
	}
	b.click("#show-pictures")
	b.wait("document.querySelector('.pictures .error')") // there is no such host
	b.mu.Lock()
	defer b.mu.Unlock()
	if !slices.Equal(b.problems, []string{"request to https://dukou.example/i/1.jpg"}) {
		t.Errorf("when asked for the pictures, the page asks for %q", b.problems)
	}
}

func TestUnknownArticles(t *testing.T) {
	b := newTab(t, tabOptions{})
	site := serve(t, testSite(t), nil)
	for a, want := range map[string]string{
		strings.Repeat("0", 32): "No article of this release has this uid. It may have been withdrawn, or stand in another version. " + strings.Repeat("0", 32),
		"<b>no uid":             "No article of this release has this uid. It may have been withdrawn, or stand in another version. <b>no uid",
		withdrawnUID:            "This article was withdrawn: 2023-05-06: asked for <b>by its author</b>",
	} {
		b.goTo(site + "#a=" + url.QueryEscape(a))
		b.wait("document.querySelector('#story .error')")
		if got := b.text("#story .error"); got != want {
			t.Errorf("of %s the page says %q, want %q", a, got, want)
		}
	}
	b.clean()
}

// At 360 px the tables of an article are whole: no cell lies beside the screen.
func TestFactsFitANarrowScreen(t *testing.T) {
	b := newTab(t, tabOptions{width: 360, height: 740})
	b.goTo(serve(t, testSite(t), nil) + "#n=q2&a=" + string(uid(t, "渡口镇新增三处")))
	b.wait("document.querySelector('#row-q2.chosen')")
	if got := eval[int](b, "[...document.querySelectorAll('#row-q2 td')].filter((e) => e.getBoundingClientRect().right > innerWidth || e.getBoundingClientRect().left < 0).length"); got != 0 {
		t.Errorf("%d cells lie beside the screen", got)
	}
	if got := eval[bool](b, "document.querySelector('#row-d0').closest('details').open"); got {
		t.Error("the dates are unfolded though nobody asked for one")
	}
	b.clean()
}
