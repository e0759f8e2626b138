package extract

import (
	"net/url"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// voices are the titles that metadata gives, in the form they would be printed.
type voices struct {
	og, ld, tag string
	twitter     string   // as it stands
	names       []string // folded names of the site, never a title
}

func (v *voices) all() []string { return []string{v.og, v.ld, v.tag} }

func (p *page) voices(l *linked, site string) voices {
	v := voices{names: p.siteNames(l, site), twitter: p.meta("twitter:title")}
	og, ld := p.meta("og:title", "twitter:title", "title", "dc.title", "parsely-title", "sailthru.title", "headline", "articletitle"), l.headline
	og, ld = unescaped(og), unescaped(ld)
	tag := oneLine(p.titleTag)
	if site := withoutHeadline(tag); site != "" {
		v.names, tag = append(v.names, fold(site)), ""
	}
	v.names = append(v.names, p.sitesOwn(tag)...)
	v.names = slices.DeleteFunc(append(v.names, signature(tag, og, ld)...), func(n string) bool {
		// Some templates put the headline where the site's name belongs.
		return len(n) > 30 && (n == fold(og) || n == fold(ld)) && strings.HasPrefix(fold(tag), n)
	})
	v.og, v.ld, v.tag = trimSite(og, v.names), trimSite(ld, v.names), trimSite(tag, v.names)
	for _, s := range []*string{&v.og, &v.ld, &v.tag} {
		*s = unwrapped(*s, v.names)
		if isName(*s, v.names) || isHost(*s) {
			*s = ""
		}
		if i, _ := stampedAt(*s); i > 0 {
			*s = strings.TrimSpace((*s)[:i])
		}
	}
	return v
}

// unwrapped is a title without the brackets in which some templates set it behind the
// name of the site: 北山新聞(……).
func unwrapped(s string, names []string) string {
	i := strings.IndexAny(s, "(（")
	if i <= 0 || weight(s[:i]) > maxSiteName || !strings.HasSuffix(s, ")") && !strings.HasSuffix(s, "）") {
		return s
	}
	before := fold(s[:i])
	for _, n := range names {
		if n == before || weight(n) >= 6 && strings.HasPrefix(before, n) {
			return strings.Trim(s[i:], " ()（）")
		}
	}
	return s
}

// withoutHeadline is the name of the site in a title element whose template found no
// headline to set before it: -北山历史网. It is "" of any other.
func withoutHeadline(tag string) string {
	if !strings.HasPrefix(tag, "-") && !strings.HasPrefix(tag, "_") && !strings.HasPrefix(tag, "|") {
		return ""
	}
	rest := strings.TrimSpace(tag[1:])
	if r, _ := utf8.DecodeRuneInString(rest); rest == "" || r == rune(tag[0]) || r >= '0' && r <= '9' || weight(rest) > 2*maxSiteName {
		return ""
	}
	return rest
}

// unescaped undoes one escaping too many, which templates often do to titles.
func unescaped(s string) string {
	s = head(s, maxText)
	if strings.IndexByte(s, '&') >= 0 {
		s = html.UnescapeString(s)
	}
	if strings.IndexByte(s, '<') >= 0 {
		s = dropTags(s)
	}
	return oneLine(s)
}

// signature is what a title element adds to a title that is known from
// elsewhere: the name of the site, perhaps of the section.
func signature(tag string, titles ...string) []string {
	var out []string
	for _, t := range titles {
		if t == "" || len(t) < 12 || !strings.HasPrefix(tag, t) {
			continue
		}
		for _, part := range splitSeparators(tag[len(t):]) {
			if f := fold(part); f != "" && len(f) < 60 {
				out = append(out, f)
			}
		}
	}
	return out
}

// sitesOwn adds to the names of the site what is printed as a heading and is not
// the story's: the last part of the title element, where another heading prints
// the first, or the other way round, or all of a short title over a long heading
// of the article.
func (p *page) sitesOwn(tag string) []string {
	parts := splitSeparators(tag)
	if len(parts) == 0 {
		return nil
	}
	first, last := fold(parts[0]), fold(parts[len(parts)-1])
	var firstAs, lastAs printedAs
	alone := false // a long heading of the article, whatever its words
	for i := range p.heads[:min(len(p.heads), 40)] {
		h := &p.heads[i]
		txt := textOf(h.n)
		f := fold(txt)
		if f == first {
			firstAs.note(h)
		}
		if f == last {
			lastAs.note(h)
		}
		alone = alone || f != last && h.place&inArticle != 0 && weight(txt) > maxSiteName && h.place&(offPage|inTeaser) == 0
	}
	short := weight(parts[len(parts)-1]) <= maxSiteName
	switch {
	case len(parts) == 1 && lastAs.outside && short && alone,
		len(parts) > 1 && lastAs.outside && short && firstAs.printed && last != first:
		return []string{last}
	case len(parts) > 1 && firstAs.outside && lastAs.printed && !short && weight(parts[len(parts)-1]) > 2*weight(parts[0]):
		return []string{first}
	}
	return nil
}

// printedAs is where a part of the title element stands as a heading: anywhere,
// and outside the article.
type printedAs struct{ printed, outside bool }

func (a *printedAs) note(h *spot) {
	a.printed = true
	a.outside = a.outside || h.place&inArticle == 0
}

// maxSiteName is the weight of the longest name of a site that a heading prints.
const maxSiteName = 24

func splitSeparators(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune("|-–—·_»«•｜:/", r) })
}

// isHost is true of a host's name that stands where a title belongs.
func isHost(s string) bool {
	i := strings.LastIndexByte(s, '.')
	return i > 0 && len(s)-i > 2 && len(s)-i < 12 && !strings.ContainsAny(s, " \u3000") && s == strings.ToLower(s) && strings.IndexFunc(s, func(r rune) bool { return r > 0x7f || unicode.IsDigit(r) }) < 0
}

// isName says whether a heading is the name of the site, not of the article.
func isName(s string, names []string) bool {
	f := fold(s)
	for _, n := range names {
		if f == n {
			return true
		}
	}
	return f == ""
}

// separators between a headline and the name of the site, the ones least
// likely to stand inside a headline first.
var separators = []string{" | ", "|", "｜", " - ", " – ", " — ", " · ", " :: ", " » ", " « ", " • ", "_", "--", "—", " / ", " : ", " -", "- ", "-", "：", ", "}

// trimSite cuts names of site and section off the end (or start) of a title.
func trimSite(s string, names []string) string {
	for range 6 {
		cut := false
		for _, sep := range separators {
			if i := strings.LastIndex(s, sep); i > 0 && isName(s[i+len(sep):], names) && parts(s, sep, i) {
				s, cut = strings.TrimSpace(s[:i]), true
				break
			}
			if i := strings.Index(s, sep); i > 0 && isName(s[:i], names) && sep != ", " && parts(s, sep, i) {
				s, cut = strings.TrimSpace(s[i+len(sep):]), true
				break
			}
		}
		if !cut {
			break
		}
	}
	return s
}

// parts is false of a hyphen without spaces inside a Western name: Baden-Baden.
func parts(s, sep string, at int) bool {
	if sep != "-" {
		return true
	}
	l, _ := utf8.DecodeLastRuneInString(s[:at])
	r, _ := utf8.DecodeRuneInString(s[at+1:])
	return l > 0x2e80 || r > 0x2e80 || l == ' ' || r == ' '
}

// siteNames are the folded names under which the site may sign its titles.
func (p *page) siteNames(l *linked, site string) []string {
	var out []string
	add := func(s string) {
		if f := fold(s); f != "" && len(f) < 90 {
			out = append(out, f)
		}
	}
	for _, s := range []string{p.meta("og:site_name"), l.publisher, l.siteName, p.meta("application-name", "apple-mobile-web-app-title"), p.meta("publisher", "dc.publisher"), site} {
		add(s)
	}
	for i := range p.heads[:min(len(p.heads), 20)] {
		if h := &p.heads[i]; linksHome(h.n) {
			add(textOf(h.n))
		} else if name := fold(textOf(h.n)); name != "" && p.holdsStory(h) {
			out = append(out, name)
		}
	}
	parts := strings.Split(site, ".")
	for _, s := range parts[:max(0, len(parts)-1)] {
		if len(s) > 2 {
			add(s)
		}
	}
	return out
}

// linksHome is true of a heading that is one link to the front page: the name
// of the site, whatever level it is set in.
func linksHome(h *html.Node) bool {
	for n := range h.Descendants() {
		if n.DataAtom != atom.A || textOf(n) != textOf(h) {
			continue
		}
		return leadsHome(attr(n, "href"))
	}
	return false
}

// leadsHome is true of the address of a site's front page.
func leadsHome(href string) bool {
	u, err := url.Parse(strings.TrimSpace(href))
	return err == nil && u.RawQuery == "" && u.Fragment == "" && (u.Host != "" && u.Path == "" || u.Path == "/" || frontFile(u.Path))
}

// holdsStory is true of a heading that is one link to an address under which another
// heading's lies, and the title element begins with that other one: the name of a
// weblog over that of its post.
func (p *page) holdsStory(h *spot) bool {
	above := linkOf(h.n)
	if above == "" {
		return false
	}
	above = strings.TrimRight(above, "/") + "/"
	for i := range p.heads[:min(len(p.heads), 20)] {
		o := &p.heads[i]
		if o == h || !strings.HasPrefix(linkOf(o.n), above) {
			continue
		}
		if t := fold(textOf(o.n)); t != "" && t != fold(textOf(h.n)) && strings.HasPrefix(fold(p.titleTag), t) {
			return true
		}
	}
	return false
}

// linkOf is the address of the one link that a heading is; else empty.
func linkOf(h *html.Node) string {
	for n := range h.Descendants() {
		if n.DataAtom == atom.A && textOf(n) == textOf(h) {
			return strings.TrimSpace(attr(n, "href"))
		}
	}
	return ""
}

// frontFile is true of the file that servers give for the front page.
func frontFile(path string) bool {
	name, _, ok := strings.Cut(strings.TrimPrefix(path, "/"), ".")
	return ok && (name == "index" || name == "default" || name == "home")
}
