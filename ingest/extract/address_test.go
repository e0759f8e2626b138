package extract

import "testing"

func TestNormalize(t *testing.T) {
	for in, want := range map[string]string{
		"HTTPS://WWW.Example.ORG:443/A/b?utm_source=x&id=7&fbclid=y#top": "https://www.example.org/A/b?id=7",
		"http://example.org:80":                  "http://example.org/",
		"http://user:pass@example.org:8080/x":    "http://example.org:8080/x",
		"https://example.org/%E4%B8%AD?b=2&a=1":  "https://example.org/%E4%B8%AD?b=2&a=1",
		"https://example.org/x?UTM_Medium=rss&&": "https://example.org/x",
		"https://example.org./x?":                "https://example.org/x",
		"/relative":                              "",
		"ftp://example.org/x":                    "",
		"javascript:alert(1)":                    "",
		"":                                       "",
		"https://exa mple.org/":                  "",
	} {
		if got := Normalize(in); got != want {
			t.Errorf("Normalize(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestCanonical(t *testing.T) {
	const article = "https://www.example.org/news/bridge-to-be-repaired-1234.html"
	for _, c := range []struct{ name, head, fetched, want string }{
		{"own site", `<link rel="canonical" href="` + article + `">`, "http://m.example.org/n/1234", article},
		{"relative", `<link rel="canonical" href="/news/bridge-to-be-repaired-1234.html">`, "https://www.example.org/n/1234", article},
		{"another site", `<link rel="canonical" href="https://www.example.net/news/bridge-1234.html">`, article, article},
		{"same public suffix is not same site", `<link rel="canonical" href="https://a.co.uk/news/bridge-1234">`, "https://b.co.uk/x-1", "https://b.co.uk/x-1"},
		{"home page", `<link rel="canonical" href="https://www.example.org/">`, article, article},
		{"index file", `<link rel="canonical" href="https://www.example.org/index.html">`, article, article},
		{"section page", `<link rel="canonical" href="https://www.example.org/us-news/politics/">`, article, article},
		{"second claim counts", `<link rel="canonical" href="https://www.example.org/"><meta property="og:url" content="` + article + `">`, "", article},
		{"claims agree", `<link rel="canonical" href="` + article + `"><meta property="og:url" content="https://example.org/x">`, "", article},
		{"claims differ", `<link rel="canonical" href="` + article + `"><meta property="og:url" content="https://www.example.net/news/bridge-1234">`, "", ""},
		{"saved page decides", `<link rel="canonical" href="https://www.example.net/x-1"><!-- saved from url=(0063)` + article + ` -->`, "", article},
		{"fetched home page", ``, "https://www.example.org/", ""},
		{"nothing known", ``, "", ""},
	} {
		a, err := Page("<html><head>"+c.head+"</head><body><h1>Bridge to be repaired after floods</h1>"+many3(paragraph), c.fetched, maxMarks)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if a.URL != c.want {
			t.Errorf("%s: URL %q, want %q", c.name, a.URL, c.want)
		}
	}
}

func TestSPDX(t *testing.T) {
	for in, want := range map[string]string{
		"https://creativecommons.org/licenses/by-nc-nd/4.0/": "CC-BY-NC-ND-4.0",
		"http://creativecommons.org/licenses/by/3.0/de/":     "",
		"https://creativecommons.org/publicdomain/zero/1.0/": "CC0-1.0",
		"https://creativecommons.org/publicdomain/mark/1.0/": "",
		"https://creativecommons.org/licenses/":              "",
		"https://example.org/licenses/by/4.0/":               "",
		"cc-by-4.0":                                          "CC-BY-4.0",
	} {
		if got := spdx(in); got != want {
			t.Errorf("spdx(%q) = %q, want %q", in, got, want)
		}
	}
}
