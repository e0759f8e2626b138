package plain

import (
	"slices"

	"dabao/schema"
)

// maxHead is how many lines may stand before the article's first paragraph:
// menus are long.
const maxHead = 800

// head finds title, subtitle, kicker, dateline and the rest of what stands
// before the first paragraph, and returns the index where the body begins.
func (r *reader) head() int {
	end := r.firstProse()
	r.dated = r.dateline(end)
	titleAt := r.title(end)
	body := titleAt + 1
	for i := range end {
		l := &r.lines[i]
		switch l.role {
		case crumbLine:
			r.breadcrumbs(l.text)
		case metaLine:
			r.adopt(l.meta)
			if i == r.dated || i > r.dated && i == body {
				body = max(body, i+1)
			}
		case rights:
			r.owns(l.text)
		case again:
			// a title printed twice
		}
	}
	return max(body, 0)
}

// firstProse is the index of the first line of running text that more of it
// follows soon, so that a notice in a menu does not count; where there is no
// such line, of the first at all, or the line behind the last.
func (r *reader) firstProse() int {
	const soon = 12
	first := -1
	for i, l := range r.lines[:min(len(r.lines), maxHead)] {
		if l.role != unknown || !prose(l.text) || dashed(l.text) {
			continue
		}
		if first < 0 {
			first = i
		}
		for _, n := range r.lines[i+1 : min(len(r.lines), i+soon)] {
			if n.role == unknown && prose(n.text) {
				return i
			}
		}
	}
	if first >= 0 {
		return first
	}
	return min(len(r.lines), maxHead)
}

// dateline is the line before the first paragraph that dates the article: the
// first with a time or a label, else the first with a day; -1 for none.
func (r *reader) dateline(end int) int {
	best := -1
	for i := range end {
		m := r.lines[i].meta
		if r.lines[i].role != metaLine || m.published == nil {
			continue
		}
		if m.published.clock != "" || m.labelled {
			return i
		}
		if best < 0 {
			best = i
		}
	}
	return best
}

func (r *reader) breadcrumbs(s string) {
	if len(r.a.Breadcrumbs) > 0 {
		return
	}
	c, _ := crumbs(s)
	if last := len(c) - 1; last > 0 && (c[last] == r.a.Title || c[last] == "正文" || c[last] == "内文" || c[last] == "文章") {
		c = c[:last]
	}
	r.a.Breadcrumbs = c
}

// adopt takes over what a line of metadata says, where nothing before it did.
func (r *reader) adopt(m meta) {
	if m.published != nil && r.a.PublishedOn == "" {
		r.a.PublishedOn = m.published.day
		r.a.PublishedAt = m.published.rfc3339(r.zone)
		switch {
		case r.a.PublishedAt == "":
		case m.published.zone != "":
			r.a.PublishedZone = "page"
		default:
			r.a.PublishedZone = r.offset
		}
	}
	if m.modified != nil {
		r.a.ModifiedAt = first(r.a.ModifiedAt, m.modified.rfc3339(r.zone))
	}
	r.a.Source = first(r.a.Source, m.source)
	r.a.URL = first(r.a.URL, m.url)
	if len(r.a.Tags) == 0 {
		r.a.Tags = m.tags
	}
	for _, c := range m.credits {
		r.credit(c.Role, c.Name)
	}
}

func (r *reader) credit(role schema.Role, name string) {
	if c := (schema.Credit{Role: role, Name: name}); len(r.a.Credits) >= maxCredits || slices.Contains(r.a.Credits, c) {
		return
	}
	r.a.Credits = append(r.a.Credits, schema.Credit{Role: role, Name: name})
}

// owns keeps the first line that says who owns the page.
func (r *reader) owns(s string) {
	if r.a.Rights == "" && ownsForm.MatchString(s) {
		r.a.Rights = s
	}
}
