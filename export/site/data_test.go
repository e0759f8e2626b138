package site

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"
)

func TestDataView(t *testing.T) {
	dir := testSite(t)
	b := newTab(t, tabOptions{})
	b.goTo(serve(t, dir, nil) + "#v=data&n=files-csv")
	b.wait("document.querySelector('.columntable') && document.querySelector('.dataset')")
	b.copies()
	if got, want := b.texts(".group h3"), []string{"Database", "Parquet", "CSV", "Proof", "About the data"}; !slices.Equal(got, want) {
		t.Errorf("the files are grouped as %q, want %q", got, want)
	}
	if got := eval[bool](b, "document.querySelector('#files-csv details').open"); got {
		t.Error("seven files are not folded")
	}
	b.click("#files-parquet .copy")
	b.wait("window.copied === '" + strings.Repeat("0a", 32) + "'")
	b.click("#use [role=tab]")
	b.keys(kb.ArrowRight)
	for program, want := range map[string]string{"Python": "json_quote(?)", "R": "RSQLite", "DuckDB": "/data/train-2022-03.parquet'", "sqlite3": "json_quote('核酸检测')", "dabao": "dabao pull http"} {
		eval[bool](b, "([...document.querySelectorAll('#use [role=tab]')].find((e) => e.textContent === '"+program+"').click(), true)")
		if got := b.text("#use [role=tabpanel]:not([hidden]) pre"); !strings.Contains(got, want) {
			t.Errorf("with %s one is told %q, want %s in it", program, got, want)
		}
	}
	// What was counted when the release was made stands there as text.
	if got := b.texts("[data-table=articles] tbody tr:nth-child(2) .common li"); !slices.Equal(got, []string{"青屿晚报103", hostile + "2"}) {
		t.Errorf("the values of source read %q", got)
	}
	if got := b.text("[data-table=articles] tbody tr:nth-child(2) .num"); got != "92 %" {
		t.Errorf("source is filled to %q", got)
	}
	if got := b.texts("[data-table=articles] .examplerows td"); !slices.Equal(got, []string{hostile, "青屿晚报", "2022-03-01", "无日期的启事", "NULL", "NULL"}) {
		t.Errorf("the example rows read %q", got)
	}
	if n := eval[int](b, "document.querySelectorAll('#app script, #app img').length"); n != 0 {
		t.Errorf("%d elements of a value's own", n)
	}
	b.click("[data-table=articles] .common a")
	b.wait("!document.querySelector('#search').hidden && document.querySelector('.chip bdi')")
	b.done()
	b.clean()
}

// In Chinese the columns are told of in Chinese, in the data view and beside the
// SQL box; what has no translation stays as it is.
func TestMeaningsInTheLanguageOfThePage(t *testing.T) {
	for tag, want := range map[string][3]string{
		"zh-CN": {"每篇文章一行", "页面注明的来源媒体，照页面所写", "永久指称这篇文章的 32 位十六进制数"},
		"zh-TW": {"每篇文章一列", "頁面註明的來源媒體，照頁面所寫", "永久指稱這篇文章的 32 位十六進位數"},
	} {
		b := newTab(t, tabOptions{languages: tag})
		site := serve(t, testSite(t), nil)
		b.goTo(site + "#v=data&n=columnsTitle")
		b.wait("document.querySelector('.columntable')")
		if got := b.text("[data-table=articles] summary"); !strings.Contains(got, want[0]) {
			t.Errorf("%s: articles are %q, want %s", tag, got, want[0])
		}
		if got := b.text("[data-table=articles] tr:nth-child(2) td"); got != want[1] {
			t.Errorf("%s: source is %q, want %s", tag, got, want[1])
		}
		if got := b.text("[data-table=credits] tbody td"); got != "author, editor, photographer" {
			t.Errorf("%s: what is not translated reads %q", tag, got)
		}
		b.screenshot("meanings-" + tag)
		b.goTo(site + "#v=sql")
		b.wait("document.querySelector('.tables dd')")
		if got := b.text(".tables > details:nth-of-type(2) dl div:nth-child(2) dd"); got != want[2] {
			t.Errorf("%s: uid is %q beside the SQL box, want %s", tag, got, want[2])
		}
		b.clean()
	}
}

// What a visitor is told to run, runs: the programs that are there find with it
// what the page finds.
func TestSnippetsRun(t *testing.T) {
	b := newTab(t, tabOptions{})
	b.goTo(serve(t, testSite(t), nil) + "#v=data")
	b.wait("document.querySelector('#use pre')")
	snippets := b.texts("#use pre")
	for i, run := range map[int][]string{0: {"python3", "-c"}, 1: {"Rscript", "-e"}, 3: {"bash", "-c"}} {
		if _, err := exec.LookPath(run[0]); err != nil {
			t.Logf("%s is not installed: its lines are not tried", run[0])
			continue
		}
		if _, err := exec.LookPath("curl"); err != nil && i == 3 {
			continue
		}
		c := exec.Command(run[0], run[1], snippets[i])
		c.Dir = t.TempDir()
		c.Env = append(os.Environ(), "LC_ALL=C.UTF-8")
		if out, err := c.CombinedOutput(); err != nil || !strings.Contains(string(out), "渡口镇新增三处核酸检测点") {
			t.Errorf("%s: %v\n%s\nof\n%s", run[0], err, out, snippets[i])
		}
	}
}

// A name is the publisher's, or a stranger's: it stays a word of the command.
func TestCommandsQuoteStrangersWords(t *testing.T) {
	dir := t.TempDir()
	writePage(t, dir, func(o *Options) {
		o.Name, o.DataURL = "x; touch /tmp/pwned #", "https://data.example/a'b;c/articles.db"
		o.Downloads = []Download{{Name: "articles.db", Bytes: 1, SHA256: "0a"}}
	})
	b := newTab(t, tabOptions{})
	b.goTo(serve(t, dir, nil) + "#v=data")
	b.wait("document.querySelector('#use pre')")
	all := strings.Join(b.texts("pre"), "\n")
	if strings.Contains(all, "touch") || !strings.Contains(all, `curl -o articles.db 'https://data.example/a'\''b;c/articles.db'`) {
		t.Errorf("the page tells to run\n%s", all)
	}
}

// A release may be signed after its page was made.
func TestDataViewLooksForTheSignature(t *testing.T) {
	dir := t.TempDir()
	writePage(t, dir, func(o *Options) { o.Downloads = []Download{{Name: "SHA256SUMS"}} })
	for _, want := range []string{"No: there is no signature", "dabao verify test --pubkey"} {
		b := newTab(t, tabOptions{})
		b.goTo(serve(t, dir, nil) + "#v=data")
		b.wait("document.querySelector('#files-proof button:not(.copy)')")
		b.click("#files-proof button:not(.copy)")
		b.wait("document.querySelector('#files-proof [role=status]').textContent")
		if got := b.text("#files-proof [role=status]"); !strings.Contains(got, want) {
			t.Errorf("of the signature the page says %q, want %q in it", got, want)
		}
		if err := os.WriteFile(filepath.Join(dir, "SHA256SUMS.minisig"), []byte("untrusted comment: x\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
