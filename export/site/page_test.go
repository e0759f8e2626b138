package site

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"math"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"dabao/schema/store"
)

func TestSearchFindsBothScripts(t *testing.T) {
	b := newTab(t, tabOptions{})
	b.goTo(serve(t, testSite(t), nil))
	b.done()
	if got, want := b.text("#count"), "Newest articles · 1,204 articles"; got != want {
		t.Errorf("the landing page counts %q, want %q", got, want)
	}
	b.screenshot("landing")
	want := []string{"西灣三日內完成全員核酸檢測", "渡口镇新增三处核酸检测点"}
	for _, q := range []string{`"三日內完成全員核酸檢測" OR 新增三处`, `"三日内完成全员核酸检测" OR 新增三處`} {
		b.ask(q)
		if got := b.texts(".hits h3"); !slices.Equal(got, want) {
			t.Errorf("%s finds %q, want %q", q, got, want)
		}
		if got, want := b.texts(".hits h3 mark"), []string{"三日內完成全員核酸檢測", "新增三处"}; !slices.Equal(got, want) {
			t.Errorf("%s marks %q, want %q", q, got, want)
		}
	}
	b.ask("ZEBRAfinch")
	if got, want := b.texts(".snippet mark"), []string{"zebrafinch"}; !slices.Equal(got, want) {
		t.Errorf("the snippet marks %q, want %q", got, want)
	}
	b.clean()
}

// The language of the query box is that of the command.
func TestQueryLanguage(t *testing.T) {
	b := newTab(t, tabOptions{})
	b.goTo(serve(t, testSite(t), nil))
	b.done()
	hand := " site:dukou.example after:2022-03-03 before:2022-03-04"
	for _, c := range []struct{ query, hits string }{
		{"title:新增三处", "渡口镇新增三处核酸检测点"},
		{"title:码头广场", ""},
		{"码头广场 NOT 新增三处", ""},
		{"码头广场 AND 一刻钟", "渡口镇新增三处核酸检测点"},
		{"zebraf*", "Hostile " + hostile},
		{"zebraf", ""},
		{"(zebraf* OR 码头广场) NOT hostile", "渡口镇新增三处核酸检测点"},
		{"码头广场 source:渡口新聞網", "渡口镇新增三处核酸检测点"},
		{"码头广场 NOT source:渡口新闻网", ""},
		{"码头广场 lang:zh author:林一舟" + hand, "渡口镇新增三处核酸检测点"},
		{"码头广场 after:2022-03-04", ""},
		{"码头广场 before:2022-03-03", ""},
		{"after:2022-03-22 before:2022-03-23 site:xiwan.example channel", ""},
		{`["码头广场", "一刻钟"]`, "渡口镇新增三处核酸检测点"},
		{"site:hostile.example", "Hostile " + hostile},
		{"没有日期，只有一句话", "无日期的启事"},
	} {
		b.set(c.query)
		if got := strings.Join(b.texts(".hits h3"), "|"); got != c.hits {
			t.Errorf("%s finds %q, want %q", c.query, got, c.hits)
		}
	}
	for query, want := range map[string]string{
		`"open`: "This quote is not closed.", "a OR": "Something to look for is missing here. (at character 5)", "after:soon": "after: needs a date", "lang:en OR x": "lang: goes for the whole query",
	} {
		b.set(query)
		if got := b.text("#said"); !strings.Contains(got, want) {
			t.Errorf("%s says %q, want %q in it", query, got, want)
		}
	}
	b.clean()
}

// The page finds what dabao search finds, in the same order, and as many.
func TestPageAgreesWithTheCommand(t *testing.T) {
	dir := testSite(t)
	db, err := store.Open(t.Context(), filepath.Join(dir, "articles.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	b := newTab(t, tabOptions{})
	b.goTo(serve(t, dir, nil))
	b.done()
	for _, q := range []string{"疫情", "檢測", "疫情 防控", "疫情 NOT 防控", "核酸 OR 醫院", "title:城市", "THE council", "the counc*", "counc*", "站", "5G網絡", `"疫情。工作"`, "疫情-防控",
		"疫情 source:日報", "author:林一", "author:林一 NOT source:courier", "lang:en before:2020", "lang:zh after:2023-12-01", "site:example.org council", "site:www.xiwan.example 城市 after:2021 before:2022-06-15",
		"NOT 疫情", "source:灯台 NOT lang:en", "城市 NOT author:moran NOT after:2021", "(城市 OR 公园) NOT (水质 OR 天气)", "(疫情 防控) OR 铁路", "(疫情 OR 铁路) (城市 OR title:公园)",
		"(疫情 (防控 OR 水质)) OR title:城市", "核酸检测 OR (城市 NOT (公园 天气))", "((城市 OR 公园) 疫情) NOT (水质 OR (天气 铁路))", "三日內完成全員", "核酸检测霧", "完成全员 OR 天气开", "疫情 AND 防控 AND 人", "100人", "zebrafinch", "城市 NOT before:2022"} {
		b.set(q)
		b.page()
		hits, err := db.Search(t.Context(), store.SearchQuery{Text: q, Limit: pageSize})
		if err != nil {
			t.Fatal(q, err)
		}
		n, err := db.Count(t.Context(), q)
		if err != nil {
			t.Fatal(q, err)
		}
		want := []string{}
		for _, h := range hits {
			want = append(want, string(h.UID))
		}
		if got := eval[[]string](b, "[...document.querySelectorAll('.hits h3 a')].map((a) => a.dataset.uid)"); !slices.Equal(got, want) {
			t.Errorf("%s: the page lists\n%q\nthe command\n%q", q, got, want)
		}
		if got := strings.ReplaceAll(b.text("#count"), ",", ""); !strings.Contains(got+" ", fmt.Sprintf("%d article", n)) && n > 0 {
			t.Errorf("%s: the page counts %q, the command %d", q, got, n)
		}
	}
	b.clean()
}

// pageSize is how many hits the page shows at first (src/results.js).
const pageSize = 20

func TestFacetsNarrowAndTheirCountsAgree(t *testing.T) {
	b := newTab(t, tabOptions{})
	b.goTo(serve(t, testSite(t), nil) + "#q=" + url.QueryEscape("疫情"))
	b.done()
	all := b.text("#count")
	pick := func(facet string) (value, count string) {
		box := fmt.Sprintf("fieldset[data-facet=%s] label", facet)
		return b.text(box + " .name"), b.text(box + " .n")
	}
	source, n := pick("source")
	b.click("fieldset[data-facet=source] input")
	b.wait(fmt.Sprintf("document.querySelector('#count').textContent.startsWith(%q)", n+" articles"))
	b.done()
	if got := b.text(".chip bdi"); got != source {
		t.Errorf("the chip says %q, want %q", got, source)
	}
	for _, meta := range b.texts(".hits .meta") {
		if !strings.HasPrefix(meta, source+" · ") {
			t.Errorf("with the outlet %s chosen, a hit is from %s", source, meta)
		}
	}
	_, n = pick("lang")
	b.click("fieldset[data-facet=lang] input")
	b.wait("document.querySelectorAll('.chip').length === 2")
	b.done()
	if got := b.text("#count"); !strings.HasPrefix(got, n+" article") {
		t.Errorf("after the second choice the page counts %q, want %s", got, n)
	}
	b.click("fieldset[data-facet=year] input")
	b.wait("document.querySelectorAll('.chip').length === 3")
	b.done()
	b.screenshot("facets")
	b.do(chromedp.Reload())
	b.done()
	if got := len(b.texts(".chip")); got != 3 {
		t.Errorf("after a reload %d filters are in force, want 3", got)
	}
	b.click("fieldset[data-facet=year] input:checked")
	b.wait("document.querySelectorAll('.chip').length === 2")
	b.done()
	eval[bool](b, "([...document.querySelectorAll('.chips .plain')].at(-1).click(), true)")
	b.wait("!document.querySelector('.chip')")
	b.done()
	if got := b.text("#count"); got != all {
		t.Errorf("without filters the page counts %q, want %q", got, all)
	}
	b.clean()
}

func TestUndatedAndMoreHitsHaveLinks(t *testing.T) {
	b := newTab(t, tabOptions{})
	site := serve(t, testSite(t), nil)
	b.goTo(site + "#m=undated")
	b.done()
	if got, want := b.text("#count"), "Newest articles · 8 articles"; got != want {
		t.Errorf("without a day there are %q, want %q", got, want)
	}
	b.goTo(site + "#q=" + url.QueryEscape("疫情"))
	b.done()
	b.click(".more")
	b.wait("document.querySelectorAll('.hits h3').length === 40 && /k=40/.test(location.hash)")
	want := b.texts(".hits h3")
	b.do(chromedp.Reload())
	b.done()
	if got := b.texts(".hits h3"); !slices.Equal(got, want) {
		t.Errorf("after a reload %d hits are shown, want the same %d", len(got), len(want))
	}
	b.clean()
}

func TestHistogramDragNarrowsToMonths(t *testing.T) {
	b := newTab(t, tabOptions{})
	b.goTo(serve(t, testSite(t), nil))
	b.done()
	b.wait("document.querySelector('.u-over')")
	box := eval[map[string]float64](b, "(({x, y, width, height}) => ({x, y, width, height}))(document.querySelector('.u-over').getBoundingClientRect())")
	// The axis has the 60 months of the dataset; these are the 13th to the 24th.
	at := func(month float64) float64 { return box["x"] + box["width"]*(month+0.6)/60.2 }
	y := box["y"] + box["height"]/2
	b.do(chromedp.MouseEvent(chromedp.MousePressed, at(12), y, chromedp.ButtonLeft, chromedp.ClickCount(1)))
	for m := 12.0; m <= 23; m++ {
		b.do(chromedp.MouseEvent(chromedp.MouseMoved, at(m), y, chromedp.ButtonLeft))
	}
	b.do(chromedp.MouseEvent(chromedp.MouseReleased, at(23), y, chromedp.ButtonLeft, chromedp.ClickCount(1)))
	b.wait("document.querySelector('.chip')")
	b.done()
	if got, want := b.text(".chip bdi"), "2020-01 – 2020-12"; got != want {
		t.Errorf("dragging across 2020 chooses %q, want %q", got, want)
	}
	if got, want := b.text("#count"), "Newest articles · 240 articles"; got != want {
		t.Errorf("2020 has %q, want %q", got, want)
	}
	b.screenshot("drag")
	// The table says the same and filters without a pointer.
	b.click(".months summary")
	b.click("[data-month='2022-03']")
	b.wait("document.querySelector('.chip bdi').textContent === '2022-03'")
	b.done()
	if got, want := b.text("#count"), "Newest articles · 23 articles"; got != want {
		t.Errorf("March 2022 has %q, want %q", got, want)
	}
	b.clean()
}

func TestArticleIsTypesetWithItsNumbers(t *testing.T) {
	b := newTab(t, tabOptions{})
	site := serve(t, testSite(t), nil)
	b.goTo(site + "#q=" + url.QueryEscape("码头广场") + "&a=" + string(uid(t, "渡口镇新增三处")))
	b.wait("document.querySelector('#story h1')")
	for selector, want := range map[string]string{
		"#story h1": "渡口镇新增三处核酸检测点", "#story .subtitle": "——居民步行十分钟可达", "#story .kicker": "防疫进行时",
		"#story .body h2": "排队不再超过一刻钟", "#story blockquote": "“我一天来两趟，都没排上五分钟。”", "#story .caption": "检测点的灯亮到深夜。柳青 摄",
		"#story .credits": "By 林一舟 · Photo 柳青 · Editor 沈书禾", "#story .body td": "地点", "#story .body li:nth-child(2)": "𠮷田路",
		"#text-q2": "1.2万人", "#text-q3": "一处", "#row-q2 .num": "about 12,000", "#row-q4 .num": " 3 – 5", "#text-d0": "3月2日", "#row-d0 td:nth-child(2)": "2022-03-02",
		"#story .body mark": "码头广场",
	} {
		if got := b.text(selector); got != want {
			t.Errorf("%s is %q, want %q", selector, got, want)
		}
	}
	if got := b.text(".provenance"); !strings.Contains(got, "2022-03-03T09:30:00+08:00 (offset taken from the site)") || !strings.Contains(got, "text/html, utf-8") {
		t.Errorf("provenance is %q", got)
	}
	if got := b.text(".provenance a[href^='https://archive.example/20220303/http']"); !strings.HasPrefix(got, "https://archive.example/") {
		t.Errorf("the archived copy is %q", got)
	}
	b.screenshot("article")
	b.click("#text-q2")
	b.wait("document.querySelector('#row-q2.chosen') && document.activeElement.id === 'row-q2'")
	link := eval[string](b, "location.href")
	b.goTo(link)
	b.wait("document.querySelector('#row-q2.chosen') && document.activeElement.id === 'row-q2'")
	b.click("#row-q2 a")
	b.wait("document.activeElement.id === 'text-q2'")
	b.keys(kb.Escape)
	b.wait("!document.querySelector('#search').hidden")
	b.done()
	if got := b.texts(".hits h3"); len(got) != 1 {
		t.Errorf("Esc leads back to %q, want the one hit", got)
	}
	b.clean()
}

func TestKeyboard(t *testing.T) {
	b := newTab(t, tabOptions{})
	b.goTo(serve(t, testSite(t), nil))
	b.done()
	b.keys("/")
	b.wait("document.activeElement.id === 'q'")
	b.keys("疫情")
	b.wait("location.hash.length > 4")
	b.done()
	down, enter, esc := kb.ArrowDown, kb.Enter, kb.Escape
	b.keys(down)
	b.keys(down)
	b.wait("document.activeElement === document.querySelectorAll('.hits h3 a')[1]")
	second := b.texts(".hits h3")[1]
	b.keys(enter)
	b.wait("document.querySelector('#story h1')")
	if got := b.text("#story h1"); got != second {
		t.Errorf("Enter opens %q, want %q", got, second)
	}
	b.keys(esc)
	b.wait("document.activeElement === document.querySelectorAll('.hits h3 a')[1]")
	b.keys(esc)
	b.wait("document.activeElement.id === 'q'")
	b.clean()
}

func TestHostileTextStaysText(t *testing.T) {
	b := newTab(t, tabOptions{})
	b.goTo(serve(t, testSite(t), nil) + "#q=zebrafinch")
	b.done()
	if got, want := b.text(".hits h3"), "Hostile "+hostile; got != want {
		t.Errorf("the title reads %q, want %q", got, want)
	}
	if got, want := b.text(".hits .meta bdi"), "evil <b>outlet</b>"; got != want {
		t.Errorf("the outlet reads %q, want it without marks of direction: %q", got, want)
	}
	b.click(".hits h3 a")
	b.wait("document.querySelector('#story h1')")
	body := b.text("#story .body")
	if !strings.Contains(body, hostile) || strings.ContainsAny(body, "\u202e\u202c\u2066\u2069") {
		t.Errorf("the text reads %q", body)
	}
	for what, js := range map[string]string{
		"elements of the article's own": "document.querySelectorAll('#app script, #app img, #app iframe, #app b').length",
		"links that are no web address": "[...document.querySelectorAll('#app a')].filter((a) => !/^https?:$/.test(a.protocol)).length",
		"runs of a script":              "Number(window.pwned !== undefined)",
		"texts that are not isolated":   "[...document.querySelectorAll('#story .body p, #story h1, #story td')].filter((e) => e.textContent.includes('<script') && !e.querySelector('bdi[dir=auto]')).length",
	} {
		if got := eval[int](b, js); got != 0 {
			t.Errorf("%d %s, want none", got, what)
		}
	}
	b.screenshot("hostile")
	b.clean()
}

func TestConsole(t *testing.T) {
	b := newTab(t, tabOptions{})
	b.goTo(serve(t, testSite(t), nil) + "#v=sql")
	b.wait("document.querySelector('#sql') && document.querySelector('.tables dd')")
	run := func(sql string) string {
		eval[bool](b, fmt.Sprintf("(document.querySelector('#sql').value = %q, document.querySelector('#run').click(), true)", sql))
		b.wait("document.querySelector('#stop').disabled && !/Running/.test(document.querySelector('#sqlsaid').textContent)")
		return b.text("#sqlsaid")
	}
	for sql, want := range map[string]string{
		"DELETE FROM articles":    "Only reading is allowed here",
		"CREATE TEMP TABLE t (x)": "Only reading is allowed here",
		"ATTACH 'x.db' AS x":      "Only reading is allowed here",
		"PRAGMA query_only = 0":   "Only reading is allowed here",
		"INSERT INTO articles_fts (articles_fts) VALUES ('delete-all')": "Only reading is allowed here",
		"SELECT 1; SELECT 2":       "One statement at a time",
		"SELECT y FROM x":          "SQLite says: no such table: x",
		"-- only a comment":        "There is no statement to run.",
		"SELECT zeroblob(1 << 30)": "A value grew too large.",
	} {
		if got := run(sql); !strings.HasPrefix(got, want) {
			t.Errorf("%s says %q, want %q", sql, got, want)
		}
	}
	if got := run("SELECT uid, title FROM search WHERE q = json_quote('新增三處')"); !strings.HasPrefix(got, "1 row in") || b.text("#sqlout td:nth-child(2)") != "渡口镇新增三处核酸检测点" {
		t.Errorf("the view gives %q, %q", got, b.texts("#sqlout td"))
	}
	if got := run("WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n"); !strings.Contains(got, "Only the first 1,000 rows are shown.") || len(b.texts("#sqlout tbody tr")) != 1000 {
		t.Errorf("an endless list says %q and shows %d rows", got, len(b.texts("#sqlout tbody tr")))
	}
	// A query without an end is stopped at once, and the console goes on.
	eval[bool](b, "(document.querySelector('#sql').value = 'WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n', document.querySelector('#run').click(), true)")
	b.wait("!document.querySelector('#stop').disabled && /Running… [1-9]/.test(document.querySelector('#sqlsaid').textContent)")
	b.click("#stop")
	b.wait("document.querySelector('#sqlsaid').textContent === 'Stopped.'")
	// Left alone, it ends at the limit; the test makes that a shorter one.
	eval[bool](b, "((post) => { Worker.prototype.postMessage = function (m) { if (m.args && m.args.ms) m.args.ms = 300; post.call(this, m) }; return true })(Worker.prototype.postMessage)")
	if got := run("WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"); !strings.HasPrefix(got, "This took too long and was stopped.") {
		t.Errorf("a query without an end says %q", got)
	}
	if got := run("SELECT '<b>' AS a, NULL AS b, 1.5 AS c, x'00ff' AS d, 9007199254740993 AS e"); !strings.HasPrefix(got, "1 row in") {
		t.Errorf("after a stop the console says %q", got)
	}
	if got, want := b.texts("#sqlout td"), []string{"<b>", "NULL", "1.5", "x'00ff'", "9007199254740993"}; !slices.Equal(got, want) {
		t.Errorf("the row reads %q, want %q", got, want)
	}
	b.screenshot("console")
	// A link to a query brings its answer.
	b.do(chromedp.Reload())
	b.wait("document.querySelectorAll('#sqlout td').length === 5")
	b.wait("document.querySelector('.tables dd')")
	const columns = "[...document.querySelectorAll('.tables > details')].filter((d) => d.querySelector('summary').textContent === 'search').flatMap((d) => [...d.querySelectorAll('dt')].map((e) => e.textContent))"
	for _, want := range []string{"q", "uid", "published_on", "title", "rank"} {
		if got := eval[[]string](b, columns); !slices.Contains(got, want) {
			t.Errorf("the view search is said to have the columns %q, want %s among them", got, want)
		}
	}
	if got := b.text(".tables"); !strings.Contains(got, "code point after the last") {
		t.Errorf("the tables do not say what their columns mean: %.300q", got)
	}
	// The example of the release finds its articles.
	b.click(".examples button")
	b.wait("document.querySelectorAll('#sqlout tbody tr').length > 1")
	b.clean()
}

func TestConsoleResultsAsFiles(t *testing.T) {
	b := newTab(t, tabOptions{})
	b.goTo(serve(t, testSite(t), nil) + "#v=sql&sql=" + url.QueryEscape(`SELECT 'a,"b"' AS x, NULL AS y, 9007199254740993 AS z, '' AS w, '=1+1' AS f, -1 AS n`))
	b.wait("document.querySelector('#csv')")
	file := b.downloads()
	saved := func(button, name string) string {
		b.click(button)
		return file(name)
	}
	if got, want := saved("#csv", "result.csv"), "x,y,z,w,f,n\r\n\"a,\"\"b\"\"\",,9007199254740993,\"\",'=1+1,-1\r\n"; got != want {
		t.Errorf("the CSV is %q, want %q", got, want)
	}
	got := saved("#json", "result.json")
	var rows []map[string]json.RawMessage
	if err := json.Unmarshal([]byte(got), &rows); err != nil || len(rows) != 1 || string(rows[0]["z"]) != "9007199254740993" || string(rows[0]["y"]) != "null" {
		t.Errorf("the JSON is %q (%v)", got, err)
	}
	b.clean()
}

// withoutRanges is a host that sends files whole only.
func withoutRanges(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r.Header.Del("Range")
		next.ServeHTTP(w, r)
	})
}

func TestHostWithoutRangesIsDownloadedWhole(t *testing.T) {
	dir := testSite(t)
	b := newTab(t, tabOptions{})
	b.goTo(serve(t, dir, withoutRanges) + "#q=" + url.QueryEscape("新增三處"))
	b.wait("document.querySelector('#whole')")
	st, err := os.Stat(filepath.Join(dir, "articles.db"))
	if err != nil {
		t.Fatal(err)
	}
	if got, want := b.text("#whole"), "Download "+strconv.FormatFloat(math.Round(float64(st.Size())/1e5)/10, 'f', -1, 64)+" MB"; got != want {
		t.Errorf("the offer says %q, want %q", got, want)
	}
	b.screenshot("whole")
	b.click("#whole")
	b.done()
	if got := b.texts(".hits h3"); !slices.Equal(got, []string{"渡口镇新增三处核酸检测点"}) {
		t.Errorf("after the download the page finds %q", got)
	}
	b.goTo(eval[string](b, "location.href.replace(/#.*/, '#v=sql&sql=SELECT+count(*)+FROM+articles')"))
	b.wait("document.querySelector('#whole')")
	b.click("#whole")
	b.wait("document.querySelector('#sqlout td')")
	if got := b.text("#sqlout td"); got != "1204" {
		t.Errorf("the console counts %s, want 1204", got)
	}
	b.clean()
}

// What a host may do wrong, and what the page says of it.
func TestHostGoesWrong(t *testing.T) {
	dir := testSite(t)
	db := func(next http.Handler, odd func(http.ResponseWriter, *http.Request, http.Handler)) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if strings.HasSuffix(r.URL.Path, ".db") {
				odd(w, r, next)
				return
			}
			next.ServeHTTP(w, r)
		})
	}
	t.Run("a program switched it to WAL", func(t *testing.T) {
		file, err := os.ReadFile(filepath.Join(dir, "articles.db"))
		if err != nil {
			t.Fatal(err)
		}
		file[18], file[19] = 2, 2
		for lang, want := range map[string]string{"en": "run PRAGMA journal_mode=DELETE on it", "zh-CN": "切换成了 WAL 模式"} {
			for _, ranges := range []bool{true, false} {
				b := newTab(t, tabOptions{languages: lang})
				b.goTo(serve(t, dir, func(next http.Handler) http.Handler {
					return db(next, func(w http.ResponseWriter, r *http.Request, _ http.Handler) {
						if !ranges {
							r.Header.Del("Range")
						}
						http.ServeContent(w, r, "articles.db", time.Time{}, bytes.NewReader(file))
					})
				}))
				if !ranges {
					b.wait("document.querySelector('#whole')")
					b.click("#whole")
				}
				b.wait("document.querySelector('#notice .error')")
				if got := b.text("#notice"); !strings.Contains(got, want) {
					t.Errorf("in %s, ranges %t, the notice says %q, not %q", lang, ranges, got, want)
				}
			}
		}
	})
	t.Run("the file changes", func(t *testing.T) {
		changed := make(chan bool, 1)
		b := newTab(t, tabOptions{})
		b.goTo(serve(t, dir, func(next http.Handler) http.Handler {
			return db(next, func(w http.ResponseWriter, r *http.Request, next http.Handler) {
				if len(changed) > 0 {
					w = &otherETag{w}
				}
				next.ServeHTTP(w, r)
			})
		}))
		b.done()
		changed <- true
		b.ask("harbour council")
		if got := b.text("#notice"); !strings.Contains(got, "The host changed the file") || !strings.Contains(got, "Reload the page") {
			t.Errorf("the notice says %q", got)
		}
	})
	t.Run("the network is lost and comes back", func(t *testing.T) {
		lost := make(chan bool, 1)
		b := newTab(t, tabOptions{})
		b.goTo(serve(t, dir, func(next http.Handler) http.Handler {
			return db(next, func(w http.ResponseWriter, r *http.Request, next http.Handler) {
				if len(lost) > 0 {
					panic(http.ErrAbortHandler)
				}
				next.ServeHTTP(w, r)
			})
		}))
		b.done()
		lost <- true
		b.ask("harbour council")
		if got := b.text("#notice"); !strings.Contains(got, "The connection was lost") {
			t.Errorf("the notice says %q", got)
		}
		<-lost
		b.click("#retry")
		b.wait("!document.querySelector('#notice').textContent && document.querySelector('.hits mark')")
	})
	t.Run("parts of the file come packed", func(t *testing.T) {
		b := newTab(t, tabOptions{})
		b.goTo(serve(t, dir, func(next http.Handler) http.Handler {
			return db(next, func(w http.ResponseWriter, r *http.Request, next http.Handler) {
				if r.Header.Get("Range") != "" {
					w.Header().Set("Content-Encoding", "gzip")
				}
				next.ServeHTTP(w, r)
			})
		}))
		b.wait("document.querySelector('#whole')")
		b.click("#whole")
		b.done()
	})
	t.Run("SQLite does not load", func(t *testing.T) {
		for _, part := range []string{"worker.js", "sqlite3.wasm.gz"} {
			b := newTab(t, tabOptions{})
			b.goTo(serve(t, dir, func(next http.Handler) http.Handler {
				return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
					if strings.HasSuffix(r.URL.Path, part) {
						http.NotFound(w, r)
						return
					}
					next.ServeHTTP(w, r)
				})
			}))
			b.wait("document.querySelector('#notice .error')")
			if got := b.text("#notice"); !strings.Contains(got, "Your browser could not start the search") {
				t.Errorf("without %s the notice says %q", part, got)
			}
		}
	})
	t.Run("another file than the page's", func(t *testing.T) {
		odd := t.TempDir()
		dataset(t, filepath.Join(odd, "articles.db"), 10, 200)
		writePage(t, odd, func(o *Options) { o.DBSize += 8192 })
		b := newTab(t, tabOptions{})
		b.goTo(serve(t, odd, nil))
		b.wait("document.querySelector('#notice .error')")
		if got := b.text("#notice"); !strings.Contains(got, "is not the one this page was made for") {
			t.Errorf("the notice says %q", got)
		}
	})
	t.Run("no database there", func(t *testing.T) {
		odd := t.TempDir()
		writePage(t, odd, func(o *Options) { o.DBSize = 8192 })
		b := newTab(t, tabOptions{})
		b.goTo(serve(t, odd, nil))
		b.wait("document.querySelector('#notice .error')")
		if got := b.text("#notice"); !strings.Contains(got, "refused to send the database") || !strings.Contains(got, "404") {
			t.Errorf("the notice says %q", got)
		}
	})
}

type otherETag struct{ http.ResponseWriter }

func (o *otherETag) WriteHeader(code int) {
	o.Header().Set("ETag", `"another"`)
	o.ResponseWriter.WriteHeader(code)
}

// The data may lie on another host than the page, which the page's own policy
// must let through.
func TestDataOnAnotherHost(t *testing.T) {
	dir := testSite(t)
	data := serve(t, dir, func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Access-Control-Allow-Origin", "*")
			next.ServeHTTP(w, r)
		})
	})
	pages := t.TempDir()
	size, err := os.Stat(filepath.Join(dir, "articles.db"))
	if err != nil {
		t.Fatal(err)
	}
	writePage(t, pages, func(o *Options) { o.DataURL, o.DBSize = data+"articles.db", size.Size() })
	b := newTab(t, tabOptions{})
	b.goTo(serve(t, pages, nil) + "#q=" + url.QueryEscape("新增三處"))
	b.done()
	if got := b.texts(".hits h3"); !slices.Equal(got, []string{"渡口镇新增三处核酸检测点"}) {
		t.Errorf("the page finds %q on the other host", got)
	}
	b.clean()
}

func TestChineseInterface(t *testing.T) {
	b := newTab(t, tabOptions{languages: "zh-CN,zh,en"})
	b.goTo(serve(t, testSite(t), nil))
	b.done()
	if got, want := b.text("#count"), "最新文章 · 1,204 篇文章"; got != want {
		t.Errorf("in Chinese the page counts %q, want %q", got, want)
	}
	if got := eval[string](b, "document.documentElement.lang"); got != "zh-Hans" {
		t.Errorf("the page's language is %q, want zh-Hans", got)
	}
	b.click("#language")
	b.wait("document.querySelector('#count').textContent.startsWith('Newest articles')")
	b.clean()
	b = newTab(t, tabOptions{languages: "fr,zh-HK,en"})
	b.goTo(serve(t, testSite(t), nil))
	b.done()
	if got, want := b.text("#tab-data")+eval[string](b, "document.documentElement.lang"), "資料zh-Hant"; got != want {
		t.Errorf("in Hong Kong the page says %q, want %q", got, want)
	}
	b.clean()
}

// Every string stands in every language.
func TestWordsAreWhole(t *testing.T) {
	startBrowser(t)
	js := ""
	for _, name := range []string{"en", "zh", "hant"} {
		src, err := os.ReadFile("src/words/" + name + ".js")
		if err != nil {
			t.Fatal(err)
		}
		js += strings.ReplaceAll(string(src), "export ", "")
	}
	b := newTab(t, tabOptions{})
	b.goTo("about:blank")
	missing := eval[[]string](b, "(() => {"+js+"\nreturn [en, zh, hant].flatMap((x) => [en, zh, hant].flatMap((y) => Object.keys(x).filter((k) => !(k in y))))})()")
	if len(missing) > 0 {
		t.Errorf("these words do not stand in every language: %q", missing)
	}
}

// TestAccessible asks axe-core about every view, in light and dark.
func TestAccessible(t *testing.T) {
	axe, err := os.ReadFile("src/node_modules/axe-core/axe.min.js")
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal("CI must have axe-core: run npm ci in export/site/src")
		}
		t.Skip("axe-core is not installed: run npm ci in export/site/src")
	}
	site := serve(t, testSite(t), nil)
	article := "#q=" + url.QueryEscape("码头广场") + "&a=" + string(uid(t, "渡口镇新增三处"))
	const open = "([...document.querySelectorAll('#app details')].forEach((d) => { if (!d.matches('.help')) d.open = true }), true)"
	// act is done once ready is true, and then is waited for.
	views := []struct{ name, hash, ready, act, then string }{
		{"search", "#q=" + url.QueryEscape("疫情") + "&lang=zh-Hans&m=2020-01..2020-12", "document.documentElement.dataset.state === 'done'", "", ""},
		{"landing", "", "document.documentElement.dataset.state === 'done'", open, ""},
		{"typing", "", "document.documentElement.dataset.state === 'done'", "(() => { const q = document.querySelector('#q'); q.focus(); q.value = '渡口'; q.dispatchEvent(new Event('input')); return true })()", "!document.querySelector('#suggest').hidden"},
		{"saving", "#s=day&q=" + url.QueryEscape("疫情"), "document.documentElement.dataset.state === 'done'", open, ""},
		{"nothing", "#lang=en&q=" + url.QueryEscape("码头广场 疫情"), "document.querySelector('.nothing a')", "", ""},
		{"article", article + "&n=q2", "document.querySelector('#row-q2.chosen') && document.querySelector('.neighbours')", open, ""},
		{"unknown", "#a=" + withdrawnUID, "document.querySelector('#story .error')", "", ""},
		{"console", "#v=sql&sql=" + url.QueryEscape("SELECT lang, count(*) AS n FROM articles GROUP BY lang"), "document.querySelector('#plot') && document.querySelector('.tables dd')",
			"(() => { document.querySelector('#plot').click(); const q = document.querySelector('#sql'); q.focus(); q.value = 'sel'; q.dispatchEvent(new Event('input')); q.dispatchEvent(new KeyboardEvent('keydown', {key: 'ArrowDown'})); return true })()", "document.querySelector('#sqlnext [aria-selected=true]')"},
		{"data", "#v=data", "document.querySelector('.dataset') && document.querySelector('.columntable')", open, ""},
	}
	for _, o := range []struct {
		name string
		tabOptions
	}{{"light", tabOptions{}}, {"dark", tabOptions{dark: true}}, {"narrow", tabOptions{width: 360, height: 740, languages: "zh-CN"}}} {
		b := newTab(t, o.tabOptions)
		for _, v := range views {
			b.goTo(site + v.hash)
			b.wait(v.ready)
			if v.act != "" {
				eval[bool](b, v.act)
				b.wait(cmp.Or(v.then, "true"))
			}
			b.screenshot(v.name + "-" + o.name)
			eval[bool](b, string(axe)+"; true")
			found := eval[[]string](b, `axe.run(document, {resultTypes: ['violations']}).then((r) => r.violations.flatMap((v) => v.nodes.map((n) => v.id + ': ' + n.failureSummary + ' ' + n.html.slice(0, 200))))`)
			for _, f := range found {
				t.Errorf("%s, %s: %s", v.name, o.name, f)
			}
			if wide := eval[int](b, "document.documentElement.scrollWidth - document.documentElement.clientWidth"); wide > 0 {
				t.Errorf("%s, %s: the page is %d px too wide", v.name, o.name, wide)
			}
		}
		b.clean()
	}
}
