package ingest

import (
	"strings"

	"dabao/ingest/charset"
	"dabao/schema"
)

// tidy holds every string of a reading to the rule of charset.Clean, whatever
// format it came in: JSON, a header or a numeric reference may spell out what
// no decoder lets through.
func tidy(r *schema.Reading) {
	for _, s := range []*string{&r.Capture.MediaType, &r.Capture.Charset, &r.Capture.ArchiveURL, &r.Capture.Origin.URI, &r.Capture.Origin.Container} {
		*s = charset.Clean(*s)
	}
	if r.Reject != nil {
		r.Reject.Origin = r.Capture.Origin
		r.Reject.Detail = strings.Join(strings.Fields(charset.Clean(r.Reject.Detail)), " ")
	}
	if r.Article != nil {
		r.Article.Texts(func(_ string, s *string) { *s = charset.Clean(*s) })
	}
}
