// Package saved reads what a copy of a page says of the page it was made of:
// its address, when it was taken, and the web archive it was taken from.
//
// Every program that saves pages leaves a mark of its own, and none of them is
// in a standard. Each mark below is as the program writes it:
//
//	a browser       <!-- saved from url=(0026)https://example.org/ -->
//	SingleFile      a comment of the lines "url: …" and "saved date: …", a
//	                JavaScript date
//	monolith        <!-- Saved from https://… at 2026-01-01T00:00:00Z using monolith v2 -->
//	obelisk         <meta property="source:url" content="…">
//	Save Page WE    <meta name="savepage-url"> and savepage-date
//	WebScrapBook    <html data-scrapbook-source data-scrapbook-create>, the
//	                time as YYYYMMDDhhmmssmmm in UTC
//	HTTrack         <!-- Mirrored from example.org/a by HTTrack …, RFC 1123 date -->,
//	                without the scheme
//	Wayback         <!-- FILE ARCHIVED ON 10:00:00 Nov 28, 2020 … -->, and the
//	                arguments of __wm.wombat()
//	archive.today   <link rel="bookmark"> or og:url with the long address
//
// A copy that was saved out of a web archive has two origins: the page, and the
// archive's copy of it. Then the address is the page's, the time is that at
// which the archive took it, and the archive's address stands apart.
package saved

import (
	"cmp"
	"html"
	"strings"
	"time"
)

// Copy is what is known of a copy; the zero value is nothing.
type Copy struct {
	URL        string    // of the page itself, as written
	ArchiveURL string    // of the copy in a web archive, where it is one
	Converted  bool      // links of the copy lead to other copies, not to the web
	taken      time.Time // by the web archive
	made       time.Time // by the program that saved the page
}

// CapturedAt is when the page was taken from the web; zero when nothing says.
func (c *Copy) CapturedAt() time.Time {
	if !c.taken.IsZero() {
		return c.taken
	}
	return c.made
}

// Note takes an address for that of the page; of several the first counts, and
// the one inside the address of a web archive before all others.
func (c *Copy) Note(address string) { c.note(address, time.Time{}) }

func (c *Copy) note(address string, made time.Time) {
	address = strings.TrimSpace(address)
	if a, ok := Archived(address); ok && c.ArchiveURL == "" {
		c.URL, c.ArchiveURL, c.taken = a.URL, a.ArchiveURL, a.taken
	} else if web(address) {
		c.URL = cmp.Or(c.URL, address)
	}
	if c.made.IsZero() {
		c.made = made
	}
}

func web(address string) bool {
	return strings.HasPrefix(address, "http://") || strings.HasPrefix(address, "https://")
}

// longest is more than any mark takes.
const longest = 8 << 10

// Comment reads an HTML comment, without its brackets.
func (c *Copy) Comment(s string) {
	if len(s) > longest {
		return
	}
	switch {
	case strings.Contains(s, "saved from url=("):
		if _, rest, ok := strings.Cut(s[strings.Index(s, "saved from url=("):], ")"); ok {
			c.note(rest, time.Time{})
		}
	case strings.Contains(s, "SingleFile"):
		c.note(line(s, "url:"), script(line(s, "saved date:")))
	case strings.Contains(s, " using monolith "):
		address, rest, _ := strings.Cut(strings.TrimPrefix(strings.TrimSpace(s), "Saved from "), " at ")
		at, _, _ := strings.Cut(rest, " ")
		made, _ := time.Parse(time.RFC3339, at)
		c.note(address, made)
	case strings.Contains(s, "by HTTrack Website Copier"):
		c.httrack(s)
	case strings.Contains(s, "FILE ARCHIVED ON "):
		at := s[strings.Index(s, "FILE ARCHIVED ON ")+len("FILE ARCHIVED ON "):]
		at, _, _ = strings.Cut(at, " AND ")
		if t, err := time.Parse("15:04:05 Jan 2, 2006", strings.Join(strings.Fields(at), " ")); err == nil && c.taken.IsZero() {
			c.taken = t
		}
	}
}

func (c *Copy) httrack(s string) {
	_, s, ok := strings.Cut(s, "Mirrored from ")
	address, rest, ok2 := strings.Cut(s, " by HTTrack")
	if !ok || !ok2 {
		return
	}
	if !strings.Contains(address, "://") {
		address = "http://" + address
	}
	var made time.Time
	if _, at, ok := strings.Cut(rest, "], "); ok {
		made, _ = time.Parse(time.RFC1123, strings.TrimSpace(at))
	}
	c.Converted = true
	c.note(address, made)
}

// line is what stands behind a label at the start of a line.
func line(s, label string) string {
	for l := range strings.Lines(s) {
		if rest, ok := strings.CutPrefix(strings.TrimSpace(l), label); ok {
			return strings.TrimSpace(rest)
		}
	}
	return ""
}

// script reads a date as JavaScript prints it, with the name of the zone behind
// it in any language; or RFC 3339.
func script(s string) time.Time {
	s, _, _ = strings.Cut(s, " (")
	s = strings.TrimSpace(s)
	for _, l := range []string{"Mon Jan 2 2006 15:04:05 GMT-0700", time.RFC3339} {
		if t, err := time.Parse(l, s); err == nil {
			return t.UTC()
		}
	}
	return time.Time{}
}

// Root reads an attribute of the html element.
func (c *Copy) Root(key, value string) {
	switch key {
	case "data-scrapbook-source":
		c.note(value, time.Time{})
	case "data-scrapbook-create":
		if t, err := time.Parse("20060102150405", head(value, 14)); err == nil && c.made.IsZero() {
			c.made = t
		}
	}
}

func head(s string, n int) string { return s[:min(len(s), n)] }

// Meta reads a meta element; the key is in lower case.
func (c *Copy) Meta(key, content string) {
	switch key {
	case "source:url", "savepage-url":
		c.note(content, time.Time{})
	case "savepage-date":
		if c.made.IsZero() {
			c.made = script(content)
		}
	case "og:url":
		if a, ok := Archived(content); ok {
			c.note(a.ArchiveURL, time.Time{})
		}
	}
}

// Link reads a link element of the head.
func (c *Copy) Link(rel, href string) {
	if rel == "bookmark" || rel == "canonical" {
		if a, ok := Archived(href); ok {
			c.note(a.ArchiveURL, time.Time{})
		}
	}
}

// Script reads the text of a script: the Wayback Machine's tells its own
// program which page of which time it shows.
func (c *Copy) Script(s string) {
	_, s, ok := strings.Cut(head(s, longest), "__wm.wombat(")
	if !ok || c.ArchiveURL != "" {
		return
	}
	args := strings.SplitN(s, `"`, 9) // every second is between quotation marks
	if len(args) < 8 {
		return
	}
	page, at, prefix, collection := html.UnescapeString(args[1]), args[3], args[5], args[7]
	if t, err := time.Parse("20060102150405", at); err == nil && web(page) && web(prefix) {
		c.URL, c.taken = page, t
		c.ArchiveURL = strings.TrimSuffix(prefix, "/") + "/" + collection + "/" + at + "/" + page
	}
}

// Taken is the copy of a page that an archive says it took at a time, RFC 3339;
// nothing where either address is none of the web.
func Taken(page, archive, at string) Copy {
	if !web(page) || !web(archive) {
		return Copy{}
	}
	taken, _ := time.Parse(time.RFC3339, at)
	return Copy{URL: page, ArchiveURL: archive, taken: taken}
}
