package rows

import (
	"net/url"
	"strings"

	"dabao/ingest/extract"
	"dabao/ingest/extract/when"
	"dabao/schema"
)

// Article reads a row of FieldsType: what stands under the names of the fields,
// nothing guessed from the text. Each line of the text is a paragraph; mend is
// applied to each string before it is used. uid, the language's detection,
// capture and facts are left to the caller.
func (r *Row) Article(mend func(string) string) *schema.Article {
	a := &schema.Article{}
	r.fields(a, mend)
	body, _ := r.text(text)
	for p := range strings.SplitSeq(mend(body), "\n") {
		// Extractors print the title once more above the text.
		if p = oneLine(p); p != "" && (len(a.Blocks) > 0 || p != a.Title) {
			a.Blocks = append(a.Blocks, schema.Block{Kind: schema.Paragraph, Text: p})
		}
	}
	if len(a.Blocks) == 0 && a.Title != "" && body != "" {
		a.Blocks = []schema.Block{{Kind: schema.Paragraph, Text: a.Title}}
	}
	return a
}

// Fill adds to the article that was read from a row's page or text what the page
// itself is silent on: what is printed goes before what stands beside it.
func (r *Row) Fill(a *schema.Article, mend func(string) string) {
	var b schema.Article
	r.fields(&b, mend)
	for _, f := range []struct {
		into *string
		from string
	}{
		{&a.Title, b.Title}, {&a.Subtitle, b.Subtitle}, {&a.Lang, b.Lang}, {&a.Summary, b.Summary}, {&a.Source, b.Source},
		{&a.Publisher, b.Publisher}, {&a.Channel, b.Channel}, {&a.ModifiedAt, b.ModifiedAt}, {&a.URL, b.URL}, {&a.Site, b.Site},
	} {
		if *f.into == "" {
			*f.into = f.from
		}
	}
	if a.PublishedOn == "" || a.PublishedAt == "" && a.PublishedOn == b.PublishedOn {
		a.PublishedOn, a.PublishedAt, a.PublishedZone = b.PublishedOn, b.PublishedAt, b.PublishedZone
	}
	if len(a.Tags) == 0 {
		a.Tags = b.Tags
	}
	have := map[schema.Role]bool{}
	for _, c := range a.Credits {
		have[c.Role] = true
	}
	for _, c := range b.Credits {
		if !have[c.Role] {
			a.Credits = append(a.Credits, c)
		}
	}
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// fields reads everything but the text.
func (r *Row) fields(a *schema.Article, mend func(string) string) {
	for _, f := range []struct {
		into *string
		from field
	}{
		{&a.Title, title}, {&a.Subtitle, subtitle}, {&a.Lang, lang}, {&a.Summary, summary}, {&a.Publisher, publisher},
		{&a.License, license}, {&a.Rights, rights},
	} {
		*f.into = oneLine(mend(r.str(f.from)))
	}
	if a.URL = extract.Normalize(r.address()); a.URL != "" {
		a.Site = hostOf(a.URL)
	} else if a.Site = r.str(site); strings.ContainsAny(a.Site, " /") || !strings.Contains(a.Site, ".") {
		a.Site = ""
	}
	a.Site = strings.TrimPrefix(strings.ToLower(a.Site), "www.")
	if s := oneLine(mend(r.outlet())); s != "" {
		a.Source = s
	}
	r.sections(a, mend)
	for _, f := range []struct {
		from field
		role schema.Role
	}{{authors, schema.Author}, {editors, schema.Editor}} {
		list, one := r.list(f.from)
		for _, s := range list {
			for _, name := range people(mend(s), one) {
				a.Credits = append(a.Credits, schema.Credit{Role: f.role, Name: name})
			}
		}
	}
	r.dates(a)
}

// outlet is the outlet the text is from, which an address or the name of a crawl
// is not.
func (r *Row) outlet() string {
	if r.crawl && r.columns[string(outlet)] == "" {
		return ""
	}
	for _, p := range r.paths(outlet) {
		if s := plainText(r.peek(p)); s != "" && !strings.Contains(s, "://") {
			r.use(p, outlet)
			return s
		}
	}
	return ""
}

// sections reads channel and tags: of several categories the first is the
// channel, and the others are tags.
func (r *Row) sections(a *schema.Article, mend func(string) string) {
	list, _ := r.list(channel)
	if len(list) > 0 {
		a.Channel = oneLine(mend(list[0]))
		list = list[1:]
	}
	words, one := r.list(tags)
	if one {
		words = strings.FieldsFunc(words[0], func(c rune) bool { return strings.ContainsRune(",;，；、|", c) })
	}
	for _, w := range append(words, list...) {
		if w = oneLine(mend(w)); w != "" {
			a.Tags = append(a.Tags, w)
		}
	}
}

// dates reads the day, and the hour where there is one. A clock without a zone
// is Chinese where the article is, else UTC. A clock that stands at midnight to
// the second, in no zone or in UTC, is what programs make of a day.
func (r *Row) dates(a *schema.Article) {
	offset, zone := 0, "utc"
	if strings.HasPrefix(strings.ToLower(a.Lang), "zh") || strings.HasSuffix(a.Site, ".cn") || strings.HasSuffix(a.Site, ".tw") || strings.HasSuffix(a.Site, ".hk") {
		offset, zone = 8*3600, "site"
	}
	if m, ok := r.moment(published); ok {
		a.PublishedOn = m.On()
		if a.PublishedAt = m.At(offset); a.PublishedAt != "" {
			if a.PublishedZone = zone; m.HasZone {
				a.PublishedZone = "page"
			}
		}
		if dayOnly(m) {
			a.PublishedAt, a.PublishedZone = "", ""
		}
	}
	if m, ok := r.moment(modified); ok {
		a.ModifiedAt = m.At(offset)
	}
}

func dayOnly(m when.Moment) bool {
	return m.Hour == 0 && m.Minute == 0 && m.Second == 0 && (!m.HasZone || m.Offset == 0)
}

// hostOf is the host of a normalised address.
func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return u.Hostname()
}

// elsewhere says whether from is the address of a page, not of a site, on
// another host than s.
func elsewhere(s, from string) bool {
	a, err := url.Parse(s)
	if err != nil || !strings.Contains(from, "://") {
		return false
	}
	b, err := url.Parse(from)
	return err == nil && b.Hostname() != a.Hostname() && len(strings.Trim(b.Path, "/")) > 0
}
