package site

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// console opens the SQL view and gives a way to run a statement.
func console(t *testing.T) (*tab, func(sql string)) {
	t.Helper()
	b := newTab(t, tabOptions{})
	b.goTo(serve(t, testSite(t), nil) + "#v=sql")
	b.wait("document.querySelector('#sql') && document.querySelector('.tables dd')")
	return b, func(sql string) {
		t.Helper()
		eval[bool](b, fmt.Sprintf("(document.querySelector('#sql').value = %q, document.querySelector('#run').click(), true)", sql))
		b.wait("document.querySelector('#stop').disabled && !/Running/.test(document.querySelector('#sqlsaid').textContent)")
	}
}

// enter presses the key as a keyboard does: a page that takes it for itself keeps
// the line feed out.
func (b *tab) enter() {
	b.t.Helper()
	key := func(kind, text string) chromedp.Action[chromedp.Void] {
		return command("Input.dispatchKeyEvent", map[string]any{"type": kind, "key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 13, "text": text})
	}
	b.do(key("keyDown", "\r"), key("keyUp", ""))
}

// The editor shows exactly what is typed, in colours, and completes it.
func TestEditorCompletes(t *testing.T) {
	b, _ := console(t)
	write := func(text string) {
		eval[bool](b, "(document.querySelector('#sql').focus(), document.querySelector('#sql').select(), true)")
		b.keys(text)
	}
	write("SELECT a.titl")
	if got := b.texts("#sqlnext li"); len(got) != 0 {
		t.Errorf("of no table the editor knows the columns %q", got)
	}
	write("SELECT x FROM art")
	b.wait("document.querySelector('#sqlnext li')")
	if got := b.texts("#sqlnext li"); !slices.Equal(got, []string{"articles table", "articles_fts table"}) {
		t.Errorf("art is completed by %q", got)
	}
	b.keys(kb.ArrowDown)
	if got := eval[string](b, "document.getElementById(document.querySelector('#sql').getAttribute('aria-activedescendant')).textContent"); got != "articles table" {
		t.Errorf("the option read out is %q", got)
	}
	b.enter()
	b.keys(" AS a WHERE a.near")
	b.wait("document.querySelector('#sqlnext li')?.textContent === 'near_duplicate_of column'")
	b.keys(kb.ArrowDown)
	b.enter()
	if got, want := eval[string](b, "document.querySelector('#sql').value"), "SELECT x FROM articles AS a WHERE a.near_duplicate_of"; got != want {
		t.Errorf("the statement reads %q, want %q", got, want)
	}
	b.keys(" = 'sel")
	if !eval[bool](b, "document.querySelector('#sqlnext').hidden") {
		t.Error("a string is completed")
	}
	const odd = "SELECT 'it''s <b>', \"q\", [n] -- <i>\n, 1.5e3 /* open"
	eval[bool](b, fmt.Sprintf("(document.querySelector('#sql').value = %q, document.querySelector('#sql').dispatchEvent(new Event('input')), true)", odd))
	if got := b.text(".colors"); got != odd+"\n" {
		t.Errorf("in colours the statement reads %q, want %q", got, odd)
	}
	if got := b.texts(".colors span"); !slices.Equal(got, []string{"SELECT", "'it''s <b>'", "\"q\"", "[n]", "-- <i>", "1.5e3", "/* open"}) {
		t.Errorf("the coloured parts are %q", got)
	}
	// Enter is a line feed while nothing is chosen, and Tab leads on.
	write("sel")
	b.wait("!document.querySelector('#sqlnext').hidden")
	b.enter()
	if got := eval[string](b, "document.querySelector('#sql').value"); got != "sel\n" {
		t.Errorf("Enter makes %q of sel", got)
	}
	b.clean()
}

func TestConsoleSaysWhatToDo(t *testing.T) {
	b, run := console(t)
	for sql, want := range map[string]string{
		"SELECT title FROM search WHERE q = '核酸'":                            "write q = json_quote('words')",
		"SELECT titel FROM articles":                                         "Did you mean title?",
		"SELECT title FROM artikles":                                         "Did you mean articles?",
		"SELECT title FROM nothing_like_it":                                  "The tables there are stand beside the box.",
		"SELECT rowid FROM articles_fts WHERE articles_fts MATCH '新增三处'":     "so a bare MATCH finds none",
		"SELECT title FROM articles WHERE title MATCH 'x'":                   "MATCH works on articles_fts only.",
		"SELECT title FROM search WHERE q LIKE '%核酸%'":                       "q must be given with =",
		"SELECT title FROM articles WHER 1":                                  "SQLite stops at the word",
		"SELECT 1 WHERE 0":                                                   "",
		"SELECT rowid FROM articles_fts WHERE articles_fts MATCH 'a AND (b'": "MATCH takes FTS5 syntax.",
	} {
		run(sql)
		if got := b.text("#sqlwhy"); !strings.Contains(got, want) || want == "" && got != "" {
			t.Errorf("%s is answered by %q (%s), want %q", sql, got, b.text("#sqlsaid"), want)
		}
	}
	b.clean()
}

func TestConsoleTablesLongTextsAndUIDs(t *testing.T) {
	b, run := console(t)
	tables := b.texts(".tables > details > summary")
	if !slices.Equal(tables[:3], []string{"search", "articles", "blocks"}) || tables[len(tables)-1] != "Tables behind search and this page" || slices.Contains(tables, "facets") {
		t.Errorf("the tables are %q", tables)
	}
	if got := b.text(".tables > details:nth-of-type(2) dl div:nth-child(2)"); got != "uid text32 hex digits that name the article for good" {
		t.Errorf("the second column of articles reads %q", got)
	}
	if got := b.text(".tables > details:nth-of-type(1)"); !strings.Contains(got, "q = json_quote('words')") || !strings.Contains(got, "headline") {
		t.Errorf("the view search is described as %.300q", got)
	}
	run("SELECT uid, replace(hex(zeroblob(300)), '0', '字') AS long, uid AS other FROM articles WHERE title LIKE '渡口镇新增%'")
	if got := b.text("#sqlout td:nth-child(2)"); got != strings.Repeat("字", 200)+"… show all 600 characters" {
		t.Errorf("a long text reads %q", got)
	}
	b.click("#sqlout .whole")
	if got := b.text("#sqlout td:nth-child(2)"); !strings.HasPrefix(got, strings.Repeat("字", 600)) || strings.Contains(got, "show") {
		t.Errorf("opened, it reads %q", got)
	}
	if n := eval[int](b, "document.querySelectorAll('#sqlout a').length"); n != 1 {
		t.Errorf("%d cells lead to an article, want the one under uid", n)
	}
	b.click("#sqlout a")
	b.wait("document.querySelector('#story h1')?.textContent === '渡口镇新增三处核酸检测点'")
	b.clean()
}

func TestConsoleChart(t *testing.T) {
	b := newTab(t, tabOptions{})
	b.goTo(serve(t, testSite(t), nil) + "#v=sql&sql=" + url.QueryEscape("SELECT lang, count(*) AS n, sum(chars) AS chars FROM articles GROUP BY lang"))
	b.wait("document.querySelector('#plot')")
	b.click("#plot")
	b.wait("document.querySelector('.plotbox canvas')")
	if got := b.text(".plotbox .plot") + eval[string](b, "document.querySelector('.plotbox .plot').getAttribute('aria-label')"); !strings.HasPrefix(got, "Chart of n by lang;") {
		t.Errorf("the chart is said to be %q", got)
	}
	if got := b.texts("#plot-y option"); !slices.Equal(got, []string{"n", "chars"}) {
		t.Errorf("upward one may choose %q", got)
	}
	eval[bool](b, "(document.querySelector('#plot-y').value = '2', document.querySelector('#plot-y').dispatchEvent(new Event('change')), true)")
	b.wait("/^Chart of chars by lang/.test(document.querySelector('.plotbox .plot').getAttribute('aria-label')) && document.querySelectorAll('.plotbox canvas').length === 1")
	b.goTo(eval[string](b, "location.href.replace(/#.*/, '#v=sql&sql=SELECT+title,+uid+FROM+articles+LIMIT+3')"))
	b.wait("document.querySelectorAll('#sqlout tbody tr').length === 3")
	if eval[bool](b, "Boolean(document.querySelector('#plot'))") {
		t.Error("without numbers there is a chart")
	}
	b.clean()
}
