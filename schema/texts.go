package schema

import (
	"fmt"
	"strings"
)

// Texts visits every string of the article that a stranger wrote, lists last,
// under the name of its column; visit may change it. What dabao itself writes —
// uid, times, kinds, roles, what was found in the text — is not visited.
func (a *Article) Texts(visit func(column string, s *string)) {
	for _, f := range []struct {
		column string
		s      *string
	}{
		{"url", &a.URL}, {"site", &a.Site}, {"publisher", &a.Publisher}, {"channel", &a.Channel}, {"kicker", &a.Kicker},
		{"title", &a.Title}, {"subtitle", &a.Subtitle}, {"source", &a.Source}, {"lang", &a.Lang}, {"summary", &a.Summary},
		{"license", &a.License}, {"rights", &a.Rights},
	} {
		visit(f.column, f.s)
	}
	for i := range a.Blocks {
		visit("blocks.text", &a.Blocks[i].Text)
	}
	for i := range a.Credits {
		visit("credits.name", &a.Credits[i].Name)
	}
	for i := range a.Breadcrumbs {
		visit("breadcrumbs.label", &a.Breadcrumbs[i])
	}
	for i := range a.Tags {
		visit("tags.tag", &a.Tags[i])
	}
	for i := range a.Images {
		visit("images.url", &a.Images[i].URL)
		visit("images.caption", &a.Images[i].Caption)
		visit("images.credit", &a.Images[i].Credit)
	}
}

// Control reports the characters that no text of a row holds: those below
// U+0020 but tab, line feed and return, and U+007F. U+0000 ends a text for many
// readers, others steer a terminal.
func Control(r rune) bool {
	return r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == 0x7f
}

// noControls names the first column that holds a control character.
func (a *Article) noControls() (err error) {
	check := func(column string, s *string) {
		if i := strings.IndexFunc(*s, Control); i >= 0 && err == nil {
			err = fmt.Errorf("%s holds the control character U+%04X", column, (*s)[i])
		}
	}
	a.Texts(check)
	for _, s := range []*string{&a.PublishedZone, &a.Split} {
		check("articles", s)
	}
	for i := range a.Quantities {
		q := &a.Quantities[i]
		for _, s := range []*string{&q.Field, &q.Raw, &q.Unit, &q.Modifier, &q.Noun, &q.Subject} {
			check("quantities", s)
		}
	}
	for i := range a.Dates {
		d := &a.Dates[i]
		for _, s := range []*string{&d.Field, &d.Raw, &d.Value, &d.Precision} {
			check("dates", s)
		}
	}
	for i := range a.Entities {
		e := &a.Entities[i]
		for _, s := range []*string{&e.Field, &e.Raw, &e.Name, &e.Role} {
			check("entities", s)
		}
	}
	for i := range a.Annotations {
		n := &a.Annotations[i]
		for _, s := range []*string{&n.Field, &n.Name, &n.MadeBy} {
			check("annotations", s)
		}
	}
	c := &a.Capture
	for _, s := range []*string{&c.Origin.URI, &c.Origin.Container, &c.SHA256, &c.MediaType, &c.Charset, &c.CapturedAt, &c.ArchiveURL} {
		check("captures", s)
	}
	return err
}
