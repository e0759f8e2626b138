package jsonl

import (
	"net/url"
	"strings"

	"dabao/ingest/extract"
	"dabao/ingest/extract/when"
	"dabao/schema"
)

// The names under which an article that is taken apart keeps its parts.
var (
	publishedKeys = []string{"published_at", "published", "published_on", "date", "publish_date", "published_date", "publishdate", "date_publish", "date_published", "datepublished", "publication_date", "pub_date", "pubdate", "publish_time", "pub_time", "time", "datetime"}
	modifiedKeys  = []string{"modified_at", "modified", "updated_at", "date_modified", "datemodified", "date_modify", "last_modified"}
	authorKeys    = []string{"authors", "author", "byline", "writer"}
	editorKeys    = []string{"editors", "editor"}
	langKeys      = []string{"lang", "language"}
	summaryKeys   = []string{"summary", "description", "abstract", "excerpt"}
	subtitleKeys  = []string{"subtitle", "subheadline", "sub_title"}
	sourceKeys    = []string{"source", "outlet", "source_name"}
	publisherKeys = []string{"publisher", "site_name", "sitename"}
	channelKeys   = []string{"channel", "section", "category"}
	tagKeys       = []string{"tags", "keywords"}
)

// Article reads a line of FieldsType: what stands under the common names,
// nothing guessed from the text. Each line of the text is a paragraph; mend is
// applied to each string before it is used. uid, the language's detection,
// capture and facts are left to the caller.
func Article(line []byte, mend func(string) string) (*schema.Article, error) {
	o, err := parse(line)
	if err != nil {
		return nil, err
	}
	a := &schema.Article{}
	for _, f := range []struct {
		into *string
		keys []string
	}{
		{&a.Title, titleKeys}, {&a.Subtitle, subtitleKeys}, {&a.Lang, langKeys}, {&a.Summary, summaryKeys}, {&a.Source, sourceKeys},
		{&a.Publisher, publisherKeys}, {&a.Channel, channelKeys}, {&a.License, licenseKeys}, {&a.Rights, rightsKeys},
	} {
		s, _ := o.text(f.keys)
		*f.into = strings.Join(strings.Fields(mend(s)), " ")
	}
	body, err := o.text(textKeys)
	if err != nil {
		return nil, err
	}
	for p := range strings.SplitSeq(mend(body), "\n") {
		if p = strings.Join(strings.Fields(p), " "); p != "" {
			a.Blocks = append(a.Blocks, schema.Block{Kind: schema.Paragraph, Text: p})
		}
	}
	u, _ := o.text(urlKeys)
	if a.URL = extract.Normalize(u); a.URL != "" {
		if at, err := url.Parse(a.URL); err == nil {
			a.Site = strings.TrimPrefix(at.Hostname(), "www.")
		}
	}
	for _, tag := range o.list(tagKeys) {
		a.Tags = append(a.Tags, mend(tag))
	}
	for _, name := range o.list(authorKeys) {
		a.Credits = append(a.Credits, schema.Credit{Role: schema.Author, Name: mend(name)})
	}
	for _, name := range o.list(editorKeys) {
		a.Credits = append(a.Credits, schema.Credit{Role: schema.Editor, Name: mend(name)})
	}
	o.dates(a)
	return a, nil
}

// dates reads the day, and the hour where there is one. A clock without a zone
// is Chinese where the article is, else UTC.
func (o object) dates(a *schema.Article) {
	offset, zone := 0, "utc"
	if strings.HasPrefix(strings.ToLower(a.Lang), "zh") || strings.HasSuffix(a.Site, ".cn") || strings.HasSuffix(a.Site, ".tw") || strings.HasSuffix(a.Site, ".hk") {
		offset, zone = 8*3600, "site"
	}
	if m, ok := o.moment(publishedKeys); ok {
		a.PublishedOn = m.On()
		if a.PublishedAt = m.At(offset); a.PublishedAt != "" {
			if a.PublishedZone = zone; m.HasZone {
				a.PublishedZone = "page"
			}
		}
	}
	if m, ok := o.moment(modifiedKeys); ok {
		a.ModifiedAt = m.At(offset)
	}
}

// moment is the first of the keys that holds a date.
func (o object) moment(keys []string) (when.Moment, bool) {
	for _, k := range keys {
		if m, ok := when.Parse(strings.Trim(string(o[k]), `"`), when.DayFirst); ok {
			return m, true
		}
	}
	return when.Moment{}, false
}
