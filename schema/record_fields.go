package schema

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"unicode/utf8"
)

// derived is what follows from an article's title and blocks. Text is joined
// and read once for the three of them.
type derived struct {
	text, sha256 string
	chars        int64
}

func (a *Article) derived() derived {
	text := a.Text()
	h := sha256.New()
	for _, s := range []string{a.Title, a.Subtitle, text} {
		h.Write([]byte(s))
		h.Write([]byte{'\n'})
	}
	return derived{text, hex.EncodeToString(h.Sum(nil)), int64(utf8.RuneCountInString(text))}
}

// captureColumns are the fields of ArticleShape that say which bytes an article
// was read from: the columns of captures without its row number and uid.
func captureColumns() []Column {
	columns := slices.Clone(TableNamed("captures").Columns)
	columns = slices.DeleteFunc(columns, func(c Column) bool { return c.Name == "capture_id" || c.Name == "uid" })
	for i := range columns {
		if columns[i].Name != "captured_at" {
			columns[i].Name = "capture_" + columns[i].Name
		}
	}
	return columns
}

// Cells are the columns of captures in their order, without the row number and
// the uid.
func (c *Capture) Cells() []any {
	return []any{c.Origin.URI, c.Origin.Container, c.Origin.Offset, c.Origin.Length,
		c.SHA256, c.MediaType, c.Charset, c.Bytes, orNull(c.CapturedAt), orNull(c.ArchiveURL)}
}

func textTo(p func(*Article) *string) func(*Article, any) {
	return func(a *Article, v any) { *p(a) = v.(string) }
}

func numberTo(p func(*Article) *int) func(*Article, any) {
	return func(a *Article, v any) { *p(a) = int(v.(int64)) }
}

func sizeTo(p func(*Article) *int64) func(*Article, any) {
	return func(a *Article, v any) { *p(a) = v.(int64) }
}

func listTo[T any](p func(*Article) *[]T, item func([]any) T) func(*Article, any) {
	return func(a *Article, v any) {
		for _, row := range v.([][]any) {
			*p(a) = append(*p(a), item(row))
		}
	}
}

// articleSetters is the way back from a field of ArticleShape; nil where the
// value follows from others. A value of the wrong type panics.
var articleSetters = map[string]func(*Article, any){
	"uid":            func(a *Article, v any) { a.UID = UID(v.(string)) },
	"url":            textTo(func(a *Article) *string { return &a.URL }),
	"site":           textTo(func(a *Article) *string { return &a.Site }),
	"publisher":      textTo(func(a *Article) *string { return &a.Publisher }),
	"channel":        textTo(func(a *Article) *string { return &a.Channel }),
	"kicker":         textTo(func(a *Article) *string { return &a.Kicker }),
	"title":          textTo(func(a *Article) *string { return &a.Title }),
	"subtitle":       textTo(func(a *Article) *string { return &a.Subtitle }),
	"source":         textTo(func(a *Article) *string { return &a.Source }),
	"published_at":   textTo(func(a *Article) *string { return &a.PublishedAt }),
	"published_on":   textTo(func(a *Article) *string { return &a.PublishedOn }),
	"published_zone": textTo(func(a *Article) *string { return &a.PublishedZone }),
	"modified_at":    textTo(func(a *Article) *string { return &a.ModifiedAt }),
	"lang":           textTo(func(a *Article) *string { return &a.Lang }),
	"summary":        textTo(func(a *Article) *string { return &a.Summary }),
	"text":           nil,
	"chars":          nil,
	"license":        textTo(func(a *Article) *string { return &a.License }),
	"rights":         textTo(func(a *Article) *string { return &a.Rights }),
	"tdm_reserved": func(a *Article, v any) {
		reserved := v.(int64) != 0
		a.TDMReserved = &reserved
	},
	"split":               textTo(func(a *Article) *string { return &a.Split }),
	"content_sha256":      nil,
	"near_duplicate_of":   func(a *Article, v any) { a.NearDuplicateOf = UID(v.(string)) },
	"repairs":             numberTo(func(a *Article) *int { return &a.Repairs }),
	"unresolved":          numberTo(func(a *Article) *int { return &a.Unresolved }),
	"confidence":          numberTo(func(a *Article) *int { return &a.Confidence }),
	"capture_uri":         textTo(func(a *Article) *string { return &a.Capture.Origin.URI }),
	"capture_container":   textTo(func(a *Article) *string { return &a.Capture.Origin.Container }),
	"capture_offset":      sizeTo(func(a *Article) *int64 { return &a.Capture.Origin.Offset }),
	"capture_length":      sizeTo(func(a *Article) *int64 { return &a.Capture.Origin.Length }),
	"capture_sha256":      textTo(func(a *Article) *string { return &a.Capture.SHA256 }),
	"capture_media_type":  textTo(func(a *Article) *string { return &a.Capture.MediaType }),
	"capture_charset":     textTo(func(a *Article) *string { return &a.Capture.Charset }),
	"capture_bytes":       sizeTo(func(a *Article) *int64 { return &a.Capture.Bytes }),
	"captured_at":         textTo(func(a *Article) *string { return &a.Capture.CapturedAt }),
	"capture_archive_url": textTo(func(a *Article) *string { return &a.Capture.ArchiveURL }),

	"blocks": listTo(func(a *Article) *[]Block { return &a.Blocks },
		func(r []any) Block { return Block{Kind(r[0].(string)), r[1].(string)} }),
	"credits": listTo(func(a *Article) *[]Credit { return &a.Credits },
		func(r []any) Credit { return Credit{Role(r[0].(string)), r[1].(string)} }),
	"breadcrumbs": listTo(func(a *Article) *[]string { return &a.Breadcrumbs }, func(r []any) string { return r[0].(string) }),
	"tags":        listTo(func(a *Article) *[]string { return &a.Tags }, func(r []any) string { return r[0].(string) }),
	"images": listTo(func(a *Article) *[]Image { return &a.Images },
		func(r []any) Image { return Image{stringOr(r[0]), stringOr(r[1]), stringOr(r[2])} }),
	"quantities":  listTo(func(a *Article) *[]Quantity { return &a.Quantities }, quantityOf),
	"dates":       listTo(func(a *Article) *[]Date { return &a.Dates }, dateOf),
	"entities":    listTo(func(a *Article) *[]Entity { return &a.Entities }, entityOf),
	"annotations": listTo(func(a *Article) *[]Annotation { return &a.Annotations }, annotationOf),
}

// stringOr is the text of a value that may be NULL, NULL as "".
func stringOr(v any) (s string) {
	s, _ = v.(string)
	return s
}

func spanOf(r []any) (Span, string) {
	return Span{r[0].(string), int(r[1].(int64)), int(r[2].(int64)), int(r[3].(int64))}, r[4].(string)
}

func quantityOf(r []any) Quantity {
	q := Quantity{Value: r[5].(float64), Unit: r[7].(string), Modifier: r[8].(string), Noun: stringOr(r[9]), Subject: stringOr(r[10])}
	q.Span, q.Raw = spanOf(r)
	if high, ok := r[6].(float64); ok {
		q.ValueHigh = &high
	}
	return q
}

func dateOf(r []any) Date {
	d := Date{Value: r[5].(string), Precision: r[6].(string), Relative: r[7].(int64) != 0}
	d.Span, d.Raw = spanOf(r)
	return d
}

func entityOf(r []any) Entity {
	e := Entity{Kind: EntityKind(r[5].(string)), Name: r[6].(string), Role: stringOr(r[7])}
	e.Span, e.Raw = spanOf(r)
	return e
}

func annotationOf(r []any) Annotation {
	n := Annotation{Span: Span{r[0].(string), int(r[1].(int64)), int(r[2].(int64)), int(r[3].(int64))},
		Kind: EntityKind(r[4].(string)), Name: r[5].(string), MadeBy: r[7].(string)}
	if score, ok := r[6].(float64); ok {
		n.Score = &score
	}
	return n
}
