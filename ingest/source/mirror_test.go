package source

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"dabao/schema"
)

// addresses gives uri, address and time of every document, and the kinds skipped.
func addresses(in Input) (docs, told []string) {
	ev := Events{
		Reject: func(r *schema.Reject) { told = append(told, "reject "+r.Origin.URI+" "+r.Detail) },
		Skip:   func(s Skip) { told = append(told, s.Origin.URI+" "+string(s.Kind)) },
	}
	for d, err := range Documents(context.Background(), in, Limits{}, ev) {
		if err != nil {
			told = append(told, err.Error())
			break
		}
		docs = append(docs, strings.TrimSpace(fmt.Sprintf("%s %s %s", d.Origin.URI, d.URL, schema.FormatCapturedAt(d.CapturedAt))))
	}
	return docs, told
}

func wants(t *testing.T, what string, got, want []string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s: got\n  %s\nwant\n  %s", what, strings.Join(got, "\n  "), strings.Join(want, "\n  "))
	}
}

func TestMirrors(t *testing.T) {
	dir := tree(t, map[string]string{
		"m/www.example.com/news/index.html": page, "m/www.example.com/view.do@id=8.html": page, "m/notes/a.html": page, "m/localhost/a.html": page,
		"m/www.example.com/t.txt": "words",
	})
	docs, _ := addresses(Input{Base: dir, Paths: []string{"m"}})
	wants(t, "found by itself", docs, []string{"m/localhost/a.html", "m/notes/a.html", "m/www.example.com/news/index.html https://www.example.com/news/",
		"m/www.example.com/t.txt", "m/www.example.com/view.do@id=8.html https://www.example.com/view.do?id=8"})
	docs, _ = addresses(Input{Base: dir, Paths: []string{"m/localhost", "m"}, Mirror: true})
	wants(t, "asked for", docs[:1], []string{"m/localhost/a.html http://localhost/a.html"})
	docs, _ = addresses(Input{Base: tree(t, map[string]string{"a.zip": pack{"x/www.example.com/a.html", page}.zip(t)}), Paths: []string{"a.zip"}})
	wants(t, "in a zip", docs, []string{"x/www.example.com/a.html https://www.example.com/a.html"})
}

// TestHTTrack reads a folder as HTTrack 3.49-4 leaves it, once, by its index.
func TestHTTrack(t *testing.T) {
	line := func(url, file string) string {
		return "05:59:24\t1954/1954\t---M--\t200\tadded ('OK')\ttext/html\tdate:Sun,%2029%20Nov%202026%2005:59:21%20GMT\t" + url + "\t" + file + "\t(from )\n"
	}
	dir := tree(t, map[string]string{
		"h/index.html": page, "h/hts-log.txt": "log", "h/backblue.gif": "GIF89a", "h/hts-cache/doit.log": "x", "h/hts-cache/new.zip": pack{"https://www.example.com/a.asp?x=1", page}.zip(t),
		"h/hts-cache/new.txt": "date\tsize\n" + line("https://www.example.com/a.asp?x=1", "/home/me/h/www.example.com/a3c9.html") +
			line("https://www.example.com/robots.txt", "") + "broken\n" + line("https://www.example.com/b/", "/home/me/h/www.example.com/b/index.html"),
		"h/www.example.com/a3c9.html": page, "h/www.example.com/b/index.html": page, "h/www.example.com/late.html": page, "other/a.html": page,
	})
	docs, told := addresses(Input{Base: dir, Paths: []string{"."}})
	wants(t, "pages", docs, []string{"h/www.example.com/a3c9.html https://www.example.com/a.asp?x=1 2026-11-29T05:59:21Z",
		"h/www.example.com/b/index.html https://www.example.com/b/ 2026-11-29T05:59:21Z", "h/www.example.com/late.html https://www.example.com/late.html", "other/a.html"})
	wants(t, "told", told, []string{"h/backblue.gif unknown_extension", "h/hts-cache index", "h/hts-log.txt metadata", "h/index.html index"})
}

// TestSavedZips reads zips that programs save pages in: Playwright's log with its
// bodies beside it, a Mozilla Archive, SingleFile's page that unpacks itself, a
// book.
func TestSavedZips(t *testing.T) {
	har := `{"log":{"version":"1.2","entries":[{"startedDateTime":"2026-11-28T10:00:00Z","request":{"url":"https://a.example/1"},"response":{"status":200,"content":{"mimeType":"text/html","_file":"abc.html"}}},
		{"request":{"url":"https://a.example/2"},"response":{"status":200,"content":{"mimeType":"text/html","_file":"gone.html"}}}]}}`
	rdf := `<?xml version="1.0"?><RDF:RDF xmlns:MAF="http://maf.mozdev.org/metadata/rdf#" xmlns:RDF="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><RDF:Description RDF:about="urn:root">` +
		`<MAF:originalurl RDF:resource="https://a.example/m?a=1&amp;b=2"/><MAF:archivetime RDF:resource="Sat, 28 Nov 2026 18:00:00 +0800"/><MAF:indexfilename RDF:resource="page.html"/></RDF:Description></RDF:RDF>`
	dir := tree(t, map[string]string{
		"p.zip":    pack{"har.har", har, "abc.html", page}.zip(t),
		"m.maff":   pack{"1/page.html", page, "1/page_files/frame.html", page, "1/index.rdf", rdf}.zip(t),
		"sfz.html": "<!DOCTYPE html> <html data-sfz><body hidden><div id=sfz-wait-message></div><script>\x00</script>" + pack{"index.html", page, "manifest.json", `{"originalUrl":"x"}`}.zip(t),
		"b.epub":   pack{"mimetype", "application/epub+zip", "OEBPS/nav.xhtml", page, "OEBPS/c1.xhtml", page, "OEBPS/content.opf", "<x/>"}.zip(t),
	})
	for path, want := range map[string][2][]string{
		"p.zip":    {{"https://a.example/1 https://a.example/1 2026-11-28T10:00:00Z"}, {"reject https://a.example/2 file does not exist"}},
		"m.maff":   {{"1/page.html https://a.example/m?a=1&b=2 2026-11-28T10:00:00Z"}, {"1/page_files/frame.html frame", "1/index.rdf unknown_extension"}},
		"sfz.html": {{"index.html"}, {"manifest.json no_text"}},
		"b.epub":   {{"OEBPS/c1.xhtml"}, {"mimetype index", "OEBPS/nav.xhtml index", "OEBPS/content.opf index"}},
	} {
		docs, told := addresses(Input{Base: dir, Paths: []string{path}})
		wants(t, path, docs, want[0])
		wants(t, path, told, want[1])
	}
}

// TestStreams recognises by their bytes what has no name.
func TestStreams(t *testing.T) {
	arc := "filedesc://a.arc 0.0.0.0 20050110120000 text/plain 76\n1 0 InternetArchive\nURL IP-address Archive-date Content-type Archive-length\n\n" +
		fmt.Sprintf("http://a.example/1 10.0.0.1 20050110120000 text/html %d\n%s\n", len(page), page)
	for name, in := range map[string]string{
		"ARC": arc, "ARC, gzip": zipped(arc), "CSV": "url,title,text\nhttp://a.example/1,t,words\n", "array": `[{"url":"http://a.example/1","text":"words"}]`,
		"HAR":        `{"log":{"version":"1.2","entries":[{"request":{"url":"http://a.example/1"},"response":{"status":200,"content":{"text":"<p>x","mimeType":"text/html"}}}]}}`,
		"WARC, zstd": zstded(warcOf("http://a.example/1")[0]),
	} {
		docs, told := addresses(Input{Paths: []string{"-"}, Stdin: strings.NewReader(in)})
		if len(docs) != 1 || !strings.Contains(docs[0], "http://a.example/1 http://a.example/1") || slices.ContainsFunc(told, func(s string) bool { return strings.HasPrefix(s, "reject") }) {
			t.Errorf("%s: %q, %q", name, docs, told)
		}
	}
}
