package mirror

import (
	"net/url"
	"strings"
	"testing"
)

func TestAddress(t *testing.T) {
	for in, want := range map[string]string{
		"127.0.0.1:8877/news/view.do?id=8":                       "http://127.0.0.1:8877/news/view.do?id=8",
		"W/127.0.0.1+8877/news/view.do@id=8":                     "http://127.0.0.1:8877/news/view.do?id=8",
		"h/127.0.0.1_8877/news/index.html":                       "http://127.0.0.1:8877/news/",
		"E/www.example.com/news/view.do?id=8.html":               "https://www.example.com/news/view.do?id=8",
		"www.example.com/news/123456.stm.html":                   "https://www.example.com/news/123456.stm",
		"www.example.com/news/story-1.2345678.html":              "https://www.example.com/news/story-1.2345678",
		"www.example.com/news/story.html":                        "https://www.example.com/news/story.html",
		"www.example.com/index.html?page=2":                      "https://www.example.com/?page=2",
		"http/example.co.uk/a b/三%7C.html":                       "http://example.co.uk/a%20b/%E4%B8%89%7C.html",
		"web.archive.org/web/20201128100000/http:/example.org/a": "https://web.archive.org/web/20201128100000/http:/example.org/a",
		"crawl-2022.09/pages/a.html":                             "",
		"v1.0/a.html":                                            "",
		"co.uk/a.html":                                           "",
		"example.com":                                            "",
		"articles/a.html":                                        "",
		"..example.com/a.html":                                   "",
	} {
		if got := Address(in); got != want {
			t.Errorf("Address(%q) = %q, want %q", in, got, want)
		}
	}
	if got := AddressBelow("localhost/a/index.html"); got != "http://localhost/a/" {
		t.Errorf("below localhost: %q", got)
	}
	for in, want := range map[string]string{
		"http://127.0.0.1:8877/news/view.do%3fid%3d8.html": "http://127.0.0.1:8877/news/view.do?id=8",
		"http://127.0.0.1:8877/news/two.html.gz":           "http://127.0.0.1:8877/news/two.html",
		"http://127.0.0.1:8877/news/a.html":                "http://127.0.0.1:8877/news/a.html",
	} {
		if got := Unescape(in); got != want {
			t.Errorf("Unescape(%q) = %q, want %q", in, got, want)
		}
	}
}

func FuzzAddress(f *testing.F) {
	f.Add("a/www.example.com/x?y=1.html")
	f.Add("127.0.0.1+80/%zz/@=")
	f.Fuzz(func(t *testing.T, name string) {
		a := Address(name)
		Unescape(name)
		if a == "" {
			return
		}
		if u, err := url.Parse(a); err != nil || u.Host == "" || strings.ContainsAny(a, " \"<>\\\x00\n") {
			t.Errorf("%q: %q, %v", name, a, err)
		}
	})
}
