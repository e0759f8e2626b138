package saved

import (
	"testing"
	"time"
)

func TestArchived(t *testing.T) {
	for in, want := range map[string][2]string{
		"https://web.archive.org/web/20201128100000/https://example.org/a?b=c":                            {"https://example.org/a?b=c", "2020-11-28T10:00:00Z"},
		"http://web.archive.org/web/20201128100000id_/http://example.org:80/a":                            {"http://example.org:80/a", "2020-11-28T10:00:00Z"},
		"https://web.archive.org/web/2020/example.org/a":                                                  {"http://example.org/a", ""},
		"https://web.archive.org/web/20201128100000/https:/example.org/a":                                 {"https://example.org/a", "2020-11-28T10:00:00Z"},
		"https://archive.ph/2020.11.28-100000/https://example.org/a":                                      {"https://example.org/a", "2020-11-28T10:00:00Z"},
		"http://archive.today/20201128100000/https://example.org/":                                        {"https://example.org/", "2020-11-28T10:00:00Z"},
		"https://www.webarchive.example.uk/wayback/en/archive/20050110120000mp_/http://news.example.uk/1": {"http://news.example.uk/1", "2005-01-10T12:00:00Z"},
		"https://example.org/2020/11/28/https://example.net/":                                             {},
		"https://example.org/share?u=https://web.archive.org/web/20201128100000/https://example.org/":     {},
		"https://example.org/20201328100000/https://example.net/":                                         {}, // no such month
		"https://example.org/20201128100000/story":                                                        {},
		"https://web.archive.org/web/20201128100000/":                                                     {},
		"https://archive.ph/AbCdE":                                                                        {},
		"":                                                                                                {},
	} {
		c, ok := Archived(in)
		at := ""
		if !c.CapturedAt().IsZero() {
			at = c.CapturedAt().Format(time.RFC3339)
		}
		if got := [2]string{c.URL, at}; got != want || ok != (want[0] != "") || ok && c.ArchiveURL != in {
			t.Errorf("Archived(%q) = %q, %v, %q; want %q", in, got, ok, c.ArchiveURL, want)
		}
	}
}

func FuzzCopy(f *testing.F) {
	f.Add("saved from url=(0026)https://example.org/", "https://web.archive.org/web/2020/x.org/")
	f.Add("Page saved with SingleFile\nurl: https://a.example/\nsaved date: Sat Nov 28 2026 10:00:00 GMT+0800 (x)", "")
	f.Add("Mirrored from a.example/ by HTTrack Website Copier/3.x [x], Sat, 28 Nov 2026 10:00:00 GMT", "")
	f.Add(`__wm.wombat("http://a.example/","20201128100000","https://web.archive.org/","web"`, "")
	f.Fuzz(func(t *testing.T, text, address string) {
		var c Copy
		c.Comment(text)
		c.Script(text)
		c.Note(address)
		if c.ArchiveURL != "" && c.URL == "" || c.URL != "" && !web(c.URL) {
			t.Errorf("%+v", c)
		}
	})
}
