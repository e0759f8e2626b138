package site

import (
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"
)

// copies makes the clipboard a variable of the page.
func (b *tab) copies() {
	b.t.Helper()
	eval[bool](b, "(navigator.clipboard.writeText = async (s) => { window.copied = s }, true)")
}

func TestLandingSaysWhatItIs(t *testing.T) {
	b := newTab(t, tabOptions{})
	b.goTo(serve(t, testSite(t), nil))
	b.done()
	b.copies()
	if got, want := b.text(".landing .lead"), "Invented articles in two scripts and in English, for the tests of this page."; got != want {
		t.Errorf("the lead reads %q, want %q", got, want)
	}
	if got, want := b.texts(".landing .factlist dd"), []string{"1,204", "2019-01-01 – 2023-12-28", "Simplified Chinese, Traditional Chinese, English", "12", "CC0-1.0"}; !slices.Equal(got[:len(want)], want) || got[6] != "1.2.3 · 2023-12-31" {
		t.Errorf("the facts read %q, want %q and the size and version", got, want)
	}
	b.click(".download summary")
	if got := b.texts(".download li"); len(got) != 3 || !strings.HasPrefix(got[0], "Database ") || got[1] != "Parquet 1 file, 123 kB" || got[2] != "CSV 7 files, 30 kB" {
		t.Errorf("the downloads read %q", got)
	}
	b.click(".download .copy")
	b.wait("window.copied")
	if got := eval[string](b, "window.copied"); !strings.HasPrefix(got, "dabao pull http://127.0.0.1:") || !strings.HasSuffix(got, "/ -o test") {
		t.Errorf("the command to pull reads %q", got)
	}
	b.keys(kb.Escape)
	b.wait("!document.querySelector('.download').open && document.activeElement === document.querySelector('.download summary')")
	b.click(".cite summary")
	if got := b.texts(".cite pre"); len(got) != 3 || got[0] != "渡口与西湾, version 1.2.3" || !strings.HasPrefix(got[1], "@misc{") {
		t.Errorf("the citation reads %q", got)
	}
	b.click(".download summary")
	b.click(".download li:nth-child(3) a")
	b.wait("!document.querySelector('#data').hidden && document.querySelector('#files-csv').getBoundingClientRect().top < 200")
	b.click("#tab-search")
	b.wait("!document.querySelector('.landing').hidden")
	b.click(".starts a")
	b.wait("document.querySelector('.landing').hidden && document.querySelectorAll('.hits mark').length")
	b.done()
	if got := eval[string](b, "document.querySelector('#q').value"); got != "核酸检测" {
		t.Errorf("the example asks for %q", got)
	}
	b.clean()
}

// The description is cut to two sentences, in either script.
func TestLandingIsTwoSentences(t *testing.T) {
	for text, want := range map[string]string{
		"One of 3.5 kinds. Two? Three.": "One of 3.5 kinds. Two?",
		"一句话。“第二句！”第三句。":                "一句话。“第二句！”",
		"Only one, without an end":      "Only one, without an end",
		"":                              "7 articles from 1 source, to search here or to download.",
	} {
		dir := t.TempDir()
		writePage(t, dir, func(o *Options) { o.Description, o.Articles, o.Sources = text, 7, 1 })
		b := newTab(t, tabOptions{})
		b.goTo(serve(t, dir, nil))
		b.wait("document.querySelector('.landing .lead')")
		if got := b.text(".landing .lead"); got != want {
			t.Errorf("of %q the page says %q, want %q", text, got, want)
		}
	}
}
