package extract

import "testing"

// TestCopies reads the marks that programs leave in the pages they save, as
// SingleFile 2.0.83 and HTTrack 3.49-4 wrote them here and as the others
// document theirs.
func TestCopies(t *testing.T) {
	const (
		page    = "https://www.example.org/news/bridge-to-be-repaired-1234.html"
		wayback = "https://web.archive.org/web/20201128100000/" + page
		at      = "2020-11-28T10:00:00Z"
	)
	for name, c := range map[string]struct {
		markup, fetched            string
		url, archive, captured, on string
	}{
		"SingleFile": {markup: `<html lang=en><!--
 Page saved with SingleFile 
 url: ` + page + ` 
 saved date: Sat Nov 28 2020 18:00:00 GMT+0800 (台北標準時間)
--><meta charset=utf-8>`, url: page, captured: at},
		"SingleFile of a copy": {markup: `<html><!--
 Page saved with SingleFile 
 url: ` + wayback + `
 saved date: Sun Nov 29 2026 05:59:51 GMT+0000 (Coordinated Universal Time)
-->`, url: page, archive: wayback, captured: at},
		"monolith":     {markup: "<!-- Saved from " + page + " at " + at + " using monolith v2.8.1 --><html>", url: page, captured: at},
		"obelisk":      {markup: `<html><head><meta property="source:url" content="` + page + `">`, url: page},
		"Save Page WE": {markup: `<html><head><base href="` + page + `"><meta name="savepage-url" content="` + page + `"><meta name="savepage-date" content="Sat Nov 28 2020 05:00:00 GMT-0500 (EST)">`, url: page, captured: at},
		"WebScrapBook": {markup: `<html data-scrapbook-source="` + page + `" data-scrapbook-create="20201128100000123">`, url: page, captured: at},
		"HTTrack": {markup: "<html>\n<!-- Mirrored from www.example.org/news/x.asp?id=7 by HTTrack Website Copier/3.x [XR&CO'2014], Sat, 28 Nov 2020 10:00:00 GMT -->\n" +
			`<head><link rel="canonical" href="xc3c9.html">`, url: "http://www.example.org/news/x.asp?id=7", captured: at},
		"Wayback": {markup: `<html><head><script>__wm.init("https://web.archive.org/web");
  __wm.wombat("https://www.example.org/news/bridge?a=1&amp;b=2","20201128100000","https://web.archive.org/","web","/_static/",
	      "1606557600");
</script><link rel="canonical" href="https://web.archive.org/web/20201128100000/https://www.example.org/news/bridge?a=1&b=2"></head><body><div id="wm-ipp-base"><p>The Wayback Machine holds 12 captures of this page.</p></div>`,
			url: "https://www.example.org/news/bridge?a=1&b=2", archive: "https://web.archive.org/web/20201128100000/https://www.example.org/news/bridge?a=1&b=2", captured: at},
		"Wayback, its end":   {markup: "<html><!-- saved from url=(0080)" + page + " --><!--\n     FILE ARCHIVED ON 10:00:00 Nov 28, 2020 AND RETRIEVED FROM THE\n     INTERNET ARCHIVE ON 05:55:35 Jul 12, 2026.\n-->", url: page, captured: at},
		"a crawl of Wayback": {markup: "<html>", fetched: wayback, url: page, archive: wayback, captured: at},
		"archive.today": {markup: `<html><head><meta property="og:site_name" content="archive.ph"/><meta property="og:url" content="http://archive.ph/XvEff"/>` +
			`<meta property="og:title" content="Nothing of the sort"/><meta property="article:published_time" content="2020-11-28T10:00:00Z"/>` +
			`<link rel="canonical" href="https://archive.ph/XvEff"/><link rel="bookmark" href="http://archive.today/20201128100000/` + page + `"/></head>` +
			`<body><div id="HEADER"><time itemprop="pubdate" datetime="2020-11-28T10:00:00Z">28 Nov 2020 10:00:00 UTC</time></div>` +
			`<p class="date"><time datetime="2020-11-20">20 November 2020</time></p>`,
			url: page, archive: "http://archive.today/20201128100000/" + page, captured: at, on: "2020-11-20"},
		"archive.today, short": {markup: `<html><head><meta property="og:site_name" content="archive.is"/><meta property="og:url" content="https://archive.is/XvEff"/>` +
			`<meta property="article:published_time" content="2020-11-28T10:00:00Z"/></head><body><div id="HEADER"><form><input name="q" value="` + page + `"/></form></div>`,
			url: page, archive: "https://archive.is/XvEff", captured: at},
		"base":                  {markup: `<html><head><base href="` + page + `">`, url: page},
		"base of a folder":      {markup: `<html><head><base href="https://www.example.org/news/2020/">`},
		"base of another site":  {markup: `<html><head><base href="https://cdn.example.net/x-1.html"><link rel="canonical" href="` + page + `">`, url: page},
		"saved, then canonical": {markup: `<html><!-- saved from url=(0026)https://m.example.org/1234 --><head><link rel="canonical" href="` + page + `">`, url: page},
	} {
		t.Run(name, func(t *testing.T) {
			a, err := Page(c.markup+"<h1>Bridge to be repaired after floods</h1>"+many3(paragraph), c.fetched, maxMarks)
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range [][3]string{{"URL", a.URL, c.url}, {"ArchiveURL", a.Capture.ArchiveURL, c.archive},
				{"CapturedAt", a.Capture.CapturedAt, c.captured}, {"PublishedOn", a.PublishedOn, c.on}, {"Title", a.Title, "Bridge to be repaired after floods"}} {
				if f[1] != f[2] {
					t.Errorf("%s = %q, want %q", f[0], f[1], f[2])
				}
			}
			if n := len(a.Blocks); n != 3 {
				t.Errorf("%d blocks: %q", n, a.Blocks)
			}
		})
	}
}
