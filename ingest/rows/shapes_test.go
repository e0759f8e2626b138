package rows

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"dabao/ingest/intake"
	"dabao/schema"
)

// TestShapes reads one row of each of the corpora and tools that news is held in,
// in the layout that each documents.
func TestShapes(t *testing.T) {
	for name, c := range map[string]struct{ line, want string }{
		"datatrove": {`{"text":"The quay opened.","id":"<urn:uuid:1>","metadata":{"url":"https://a.example/1","date":"2026-11-28T10:00:00Z","dump":"CC-MAIN-2026-40","file_path":"s3://x/1.warc.gz","language":"en"}}`,
			"text/plain url=https://a.example/1 captured=2026-11-28T10:00:00Z lang=en"},
		"FineWeb": {`{"text":"The quay opened.","id":"1","dump":"CC-MAIN-2026-40","url":"https://a.example/1","date":"2026-11-28T10:00:00Z","language":"en","language_score":0.9,"token_count":4}`,
			"text/plain url=https://a.example/1 captured=2026-11-28T10:00:00Z lang=en unused=token_count,dump,id,language_score"},
		"Dolma": {`{"id":"1","text":"The quay opened.","source":"news","added":"2026-11-29T00:00:00Z","created":"2026-11-20T08:30:00Z","metadata":{"url":"https://a.example/1"}}`,
			"text/plain url=https://a.example/1 published=2026-11-20T08:30:00Z source=news unused=added,id"},
		"Dolma, of Common Crawl": {`{"id":"1","text":"The quay opened.","source":"common-crawl","metadata":{"url":"https://a.example/1","date":"2026-11-28T10:00:00Z"}}`,
			"text/plain url=https://a.example/1 captured=2026-11-28T10:00:00Z"},
		"RedPajama": {`{"text":"The quay opened.","meta":{"url":"https://a.example/1","timestamp":"2026-11-28T10:00:00Z","source":"cc","language":"en"}}`,
			"text/plain url=https://a.example/1 captured=2026-11-28T10:00:00Z lang=en"},
		"RedPajama 2": {`{"raw_content":"The quay opened.","url":"https://a.example/1","date_download":"2026-11-28T10:00:00Z","cc_segment":"x","title":"Quay","source_domain":"a.example"}`,
			FieldsType + " url=https://a.example/1 captured=2026-11-28T10:00:00Z title=Quay"},
		"mC4":          {`{"text":"The quay opened.","timestamp":"2026-11-28T10:00:00Z","url":"https://a.example/1"}`, "text/plain url=https://a.example/1 captured=2026-11-28T10:00:00Z"},
		"meta as text": {`{"text":"The quay opened.","meta":"{\"url\":\"https://a.example/1\"}"}`, "text/plain url=https://a.example/1"},
		"OSCAR": {`{"content":"The quay opened.","warc_headers":{"warc-target-uri":"https://a.example/1","warc-date":"2026-11-28T10:00:00Z"},"metadata":{"identification":{"label":"en","prob":0.9}}}`,
			"text/plain url=https://a.example/1 captured=2026-11-28T10:00:00Z lang=en"},
		"NewsAPI": {`{"source":{"id":null,"name":"Eastmere Post"},"author":"Mara Linden","title":"Quay","description":"d","url":"https://a.example/1","publishedAt":"2026-11-20T08:30:00Z","content":"The quay opened."}`,
			FieldsType + " url=https://a.example/1 published=2026-11-20T08:30:00Z title=Quay source=Eastmere Post authors=Mara Linden summary=d"},
		"trafilatura": {`{"title":"Quay","author":"Mara Linden; Jo Ek","hostname":"a.example","date":"2026-11-20","categories":"","tags":"sea;port","source":"https://a.example/1","source-hostname":"Eastmere Post","filedate":"2026-11-28","text":"Quay\nThe quay opened."}`,
			FieldsType + " url=https://a.example/1 captured=2026-11-28T00:00:00Z published=2026-11-20 title=Quay publisher=Eastmere Post authors=Mara Linden+Jo Ek tags=sea+port text=The quay opened."},
		"Readwise": {`{"url":"https://read.example/1","source_url":"https://a.example/1","title":"Quay","site_name":"Eastmere Post","author":"Mara Linden","published_date":1795075200000,"html_content":"<p>The quay opened.</p>","saved_at":"2026-11-28T10:00:00Z"}`,
			"text/html url=https://a.example/1 captured=2026-11-28T10:00:00Z title=Quay publisher=Eastmere Post authors=Mara Linden published=2026-11-19T08:00:00Z unused=url"},
		"Wallabag": {`{"title":"Quay","url":"https://a.example/1","content":"<p>The quay opened.</p>","published_at":"2026-11-20T08:30:00+0100","published_by":["Mara Linden"],"domain_name":"a.example","language":"en_GB"}`,
			"text/html url=https://a.example/1 published=2026-11-20T08:30:00+01:00 title=Quay authors=Mara Linden lang=en_GB"},
		"fundus": {`{"title":"Quay","authors":["Mara Linden"],"publishing_date":"2026-11-20 08:30:00+01:00","body":{"summary":["It is open."],"sections":[{"headline":["North"],"paragraphs":["The quay opened.","All came."]}]},"html":{"requested_url":"https://a.example/1","crawl_date":"2026-11-28 10:00:00"}}`,
			FieldsType + " url=https://a.example/1 captured=2026-11-28T10:00:00Z published=2026-11-20T08:30:00+01:00 title=Quay authors=Mara Linden text=It is open.|North|The quay opened.|All came."},
		"list of paragraphs": {`{"headline":"Quay","paragraphs":["The quay opened.","All came."],"permalink":"https://a.example/1","creator":"Mara Linden"}`,
			FieldsType + " url=https://a.example/1 title=Quay authors=Mara Linden text=The quay opened.|All came."},
		"Firecrawl": {`{"markdown":"The quay opened.","metadata":{"title":"Quay","sourceURL":"https://a.example/1","publishedTime":"2026-11-20T08:30:00Z","language":"en"}}`,
			FieldsType + " url=https://a.example/1 published=2026-11-20T08:30:00Z title=Quay lang=en"},
		"Guardian": {`{"webTitle":"Quay","webUrl":"https://a.example/1","webPublicationDate":"2026-11-20T08:30:00Z","sectionName":"UK","fields":{"bodyText":"The quay opened.","byline":"Mara Linden and Jo Ek"}}`,
			FieldsType + " url=https://a.example/1 published=2026-11-20T08:30:00Z title=Quay channel=UK authors=Mara Linden+Jo Ek"},
		"WordPress": {`{"link":"https://a.example/1","date":"2026-11-20T08:30:00","date_gmt":"2026-11-20T07:30:00","title":{"rendered":"Quay"},"content":{"rendered":"<p>The quay opened.</p>"},"excerpt":{"rendered":"d"}}`,
			"text/html url=https://a.example/1 published=2026-11-20T08:30:00Z title=Quay summary=d"},
		"Chinese": {`{"标题":"码头开放","正文":"码头于周五开放。","发布时间":"2026年11月20日 08:30","来源":"东湾报","作者":"作者：李明","链接":"https://a.example.cn/1"}`,
			FieldsType + " url=https://a.example.cn/1 published=2026-11-20T08:30:00+08:00 title=码头开放 source=东湾报 authors=李明"},
		"other names": {`{"url":"https://a.example/1","title":"Quay","fulltext":"The quay opened.","pubtime":"Fri, 20 Nov 2026 08:30:00 +0100","crawlDate":"2026/11/28","categories":["Harbour","Works"],"domain":"a.example"}`,
			FieldsType + " url=https://a.example/1 published=2026-11-20T08:30:00+01:00 captured=2026-11-28T00:00:00Z title=Quay channel=Harbour tags=Works"},
		"a day is no midnight": {`{"title":"Quay","text":"The quay opened.","date":"2026-11-20T00:00:00","fetch_date":"2026-11-28 10:00:00"}`,
			FieldsType + " published=2026-11-20 captured=2026-11-28T10:00:00Z title=Quay"},
		"capture alone": {`{"title":"Quay","text":"The quay opened.","saved_at":"2026-11-28T10:00:00Z"}`, FieldsType + " captured=2026-11-28T10:00:00Z title=Quay"},
		"New York Times": {`{"headline":{"main":"Quay"},"web_url":"https://a.example/1","lead_paragraph":"The quay opened.","pub_date":"2026-11-20"}`,
			"row has no text; its keys are headline, web_url, lead_paragraph, pub_date; if lead_paragraph is meant, say --map text=lead_paragraph"},
		"nothing": {`{"a":1,"b":[]}`, "row has no text; its keys are a, b; name the right one with --map text=KEY"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := describe(c.line, nil); !sameWords(got, c.want) {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

// sameWords compares what is there, in any order; what want does not name of
// text, site and unused keys may be anything.
func sameWords(got, want string) bool {
	g, w := strings.Split(got, "\x00"), want
	for _, part := range g {
		key, value, named := strings.Cut(part, "=")
		switch {
		case strings.Contains(w, part):
			w = strings.Replace(w, part, "", 1)
		case named && key == "unused" && strings.Contains(want, "unused="):
			_, list, _ := strings.Cut(want, "unused=")
			a, b := strings.Split(value, ","), strings.Split(list, ",")
			slices.Sort(a)
			slices.Sort(b)
			if !slices.Equal(a, b) {
				return false
			}
			w = strings.Replace(w, "unused="+list, "", 1)
		case key != "text" && key != "unused":
			return false
		}
	}
	return strings.TrimSpace(w) == ""
}

// describe opens a row and tells what was read, its parts parted by NUL.
func describe(line string, c schema.Columns) string {
	d, r, err := Open(schema.Document{MediaType: LineType, Body: []byte(line), Columns: c}, intake.Limits{})
	if err != nil {
		return err.Error()
	}
	a := r.Article(asIs)
	parts := []string{d.MediaType}
	add := func(key, v string) {
		if v != "" {
			parts = append(parts, key+"="+v)
		}
	}
	add("url", d.URL)
	if !d.CapturedAt.IsZero() {
		add("captured", d.CapturedAt.Format(time.RFC3339))
	}
	if add("published", a.PublishedAt); a.PublishedAt == "" {
		add("published", a.PublishedOn)
	}
	var names []string
	for _, c := range a.Credits {
		names = append(names, c.Name)
	}
	var lines []string
	for _, b := range a.Blocks {
		lines = append(lines, b.Text)
	}
	add("title", a.Title)
	add("source", a.Source)
	add("publisher", a.Publisher)
	add("channel", a.Channel)
	add("summary", a.Summary)
	add("lang", a.Lang)
	add("authors", strings.Join(names, "+"))
	add("tags", strings.Join(a.Tags, "+"))
	add("text", strings.Join(lines, "|"))
	add("unused", strings.Join(r.Unused(), ","))
	return strings.Join(parts, "\x00")
}

func TestColumns(t *testing.T) {
	var names []string
	for _, f := range fieldTable {
		names = append(names, string(f.name))
	}
	if !slices.Equal(names, schema.RowFields) {
		t.Errorf("fields %q, want those of the schema, %q", names, schema.RowFields)
	}
	c, err := schema.ParseColumns("text=story.parts, url=metadata.addr,published=when,authors=by")
	if err != nil {
		t.Fatal(err)
	}
	got := describe(`{"title":"Quay","story":{"parts":["One.","Two."]},"metadata":{"addr":"https://a.example/1","n":2},"when":"20 November 2026","date":"2020-01-01","by":"Mara Linden, Jo Ek and Li Po","text":"other"}`, c)
	want := strings.Join([]string{FieldsType, "url=https://a.example/1", "published=2026-11-20", "title=Quay",
		"authors=Mara Linden+Jo Ek+Li Po", "text=One.|Two.", "unused=date,metadata.n,text"}, "\x00")
	if got != want {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	for in, want := range map[string]string{"txt=a": `no field "txt"`, "text": "not FIELD=KEY", "text=": "has no key"} {
		if _, err := schema.ParseColumns(in); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v", in, err)
		}
	}
}

func TestPeople(t *testing.T) {
	for in, want := range map[string]string{
		"By Mara Linden": "Mara Linden", "Mara Linden and Jo Ek": "Mara Linden+Jo Ek", "Linden, Mara": "Linden, Mara", "Linden, Mara; Ek, Jo": "Linden, Mara+Ek, Jo",
		"作者：李明、王芳": "李明+王芳", "李明 王芳": "李明+王芳", "Mara Linden, Reuters": "Mara Linden, Reuters", "Reuters": "Reuters", "": "", "by": "by",
		"Mara Linden / Jo Ek": "Mara Linden+Jo Ek", "Ludwig van der Berg, Jo Ek": "Ludwig van der Berg+Jo Ek",
	} {
		if got := strings.Join(people(in, true), "+"); got != want {
			t.Errorf("people(%q) = %q, want %q", in, got, want)
		}
	}
}

// FuzzOpen holds for any line: no panic, and each key is used or named once.
func FuzzOpen(f *testing.F) {
	f.Add(`{"text":"a","meta":"{\"url\":\"https://a.example/\"}","date":"2020","authors":["By A; B",{"name":"C"}]}`, "text=body")
	f.Add(`{"body":{"sections":[{"paragraphs":["x"]}]},"title":{"rendered":"t"},"tags":"[\"a\"]"}`, "url=a.b.0.c")
	f.Fuzz(func(t *testing.T, line, columns string) {
		c, err := schema.ParseColumns(columns)
		if err != nil {
			c = nil
		}
		d, r, err := Open(schema.Document{Body: []byte(line), Columns: c}, intake.Limits{})
		if err != nil || r == nil {
			return
		}
		var a schema.Article
		r.Fill(&a, asIs)
		r.Article(asIs)
		if len(d.Body) == 0 {
			t.Errorf("%q: nothing in it", line)
		}
		if u := r.Unused(); len(u) != len(slices.Compact(slices.Clone(u))) && !strings.Contains(fmt.Sprint(u), ".") {
			t.Errorf("%q: %q", line, u)
		}
	})
}
