package extract

import (
	"net/url"
	"strings"

	"golang.org/x/net/publicsuffix"

	"dabao/ingest/extract/saved"
)

// Normalize gives an address the one form under which dabao compares it:
// scheme and host in lower case, no default port, no fragment, no user, no
// parameters that only say where a reader came from, an empty path as "/". It
// gives "" for anything that is not an absolute http or https address.
//
// Path and other parameters are left exactly as written, their order included:
// what they mean is the site's business.
func Normalize(address string) string {
	u := parseURL(nil, address)
	if u == nil {
		return ""
	}
	u.Scheme = strings.ToLower(u.Scheme)
	host := strings.ToLower(strings.TrimSuffix(u.Hostname(), "."))
	if port := u.Port(); port != "" && !(u.Scheme == "http" && port == "80") && !(u.Scheme == "https" && port == "443") {
		host += ":" + port
	}
	u.Host, u.User, u.Fragment, u.RawFragment = host, nil, "", ""
	if u.Path == "" {
		u.Path = "/"
	}
	u.RawQuery, u.ForceQuery = withoutTracking(u.RawQuery), false
	return u.String()
}

// tracking are parameters that advertisers, feeds and share buttons add.
var tracking = map[string]bool{
	"fbclid": true, "gclid": true, "dclid": true, "msclkid": true, "yclid": true, "twclid": true, "igshid": true, "gbraid": true,
	"wbraid": true, "mc_cid": true, "mc_eid": true, "spm": true, "scm": true, "dicbo": true, "cmpid": true, "ico": true, "maca": true,
	"ns_mchannel": true, "ns_source": true, "ns_campaign": true, "ns_linkname": true, "ocid": true, "ref_src": true, "ref_url": true,
	"smid": true, "xtor": true, "at_medium": true, "at_campaign": true, "share_token": true, "_ga": true, "srsltid": true, "wt_mc": true,
	"wt.mc_id": true, "cmp": true, "ito": true, "taid": true,
}

func withoutTracking(query string) string {
	if query == "" {
		return ""
	}
	kept := make([]string, 0, 4)
	for _, pair := range strings.Split(query, "&") {
		key, _, _ := strings.Cut(pair, "=")
		key = strings.ToLower(key)
		if pair == "" || strings.HasPrefix(key, "utm_") || tracking[key] {
			continue
		}
		kept = append(kept, pair)
	}
	return strings.Join(kept, "&")
}

const maxAddress = 4096 // longer ones are data, not addresses

// parseURL resolves an address; nil where it is none of the web. That of a copy
// in a web archive becomes that of the page.
func parseURL(base *url.URL, s string) *url.URL {
	s = strings.TrimSpace(s)
	if s == "" || len(s) > maxAddress {
		return nil
	}
	u, err := url.Parse(s)
	if err != nil {
		return nil
	}
	if base != nil {
		u = base.ResolveReference(u)
	}
	if strings.Contains(u.Path, "http") {
		if c, ok := saved.Archived(u.String()); ok {
			if u, err = url.Parse(c.URL); err != nil {
				return nil
			}
		}
	}
	if sch := strings.ToLower(u.Scheme); sch != "http" && sch != "https" || u.Hostname() == "" {
		return nil
	}
	return u
}

// siteOf is the registrable domain of an address, or its host where the public
// suffix list knows none.
func siteOf(u *url.URL) string {
	host := strings.ToLower(strings.TrimSuffix(u.Hostname(), "."))
	if d, err := publicsuffix.EffectiveTLDPlusOne(host); err == nil {
		return d
	}
	return host
}

// addresses is what a page says about where it lives.
type addresses struct {
	canonical string   // normalised; empty where no claim counts
	base      *url.URL // what relative links are resolved against; may be nil
	site      string   // host name without "www."
}

// readAddresses decides on the canonical address. A claim (link rel=canonical,
// og:url, JSON-LD url) counts on the page's own site only, and never when it
// names a home or section page. The page's own site is that of the address it
// was fetched from or, as a copy, says it was saved from (package saved), else
// the one that its claims agree on; claims that contradict one another leave
// nothing. Where all else is silent the address of a base element counts, unless
// it can only be a folder.
func (p *page) readAddresses(from From, l *linked) addresses {
	var a addresses
	fetchedFrom := from.URL
	if from.Guessed && p.copy.URL != "" {
		fetchedFrom = ""
	}
	if archived, ok := saved.Archived(fetchedFrom); ok {
		p.copy.Note(fetchedFrom)
		fetchedFrom = archived.URL
	}
	fetched := parseURL(nil, fetchedFrom)
	own := fetched
	if own == nil {
		own = parseURL(nil, p.copy.URL)
	}
	if a.base = own; p.base != "" {
		if b := parseURL(own, p.base); b != nil {
			a.base = b
		}
	}
	var claims []*url.URL
	for _, s := range []string{p.rel("canonical"), p.meta("og:url"), l.url, p.meta("parsely-link", "twitter:url", "dc.identifier", "mobile-agent")} {
		if _, after, ok := strings.Cut(s, "url="); ok && !strings.HasPrefix(s, "http") {
			s = after
		}
		if p.copy.Converted && !strings.Contains(s, "//") {
			continue // leads to another copy
		}
		if u := parseURL(a.base, s); u != nil {
			claims = append(claims, u)
		}
	}
	site := ""
	if own != nil {
		site = siteOf(own)
	} else {
		site = agreed(claims)
	}
	for _, c := range claims {
		if site != "" && siteOf(c) == site && !frontPage(c) {
			a.canonical = Normalize(c.String())
			break
		}
	}
	if a.canonical == "" && own != nil && !homePage(own) && (fetched != nil || !frontPage(own)) {
		a.canonical = Normalize(own.String())
	}
	if a.canonical == "" && own == nil && len(claims) == 0 && a.base != nil && !frontPage(a.base) && !strings.HasSuffix(a.base.Path, "/") {
		// Nothing else is said; programs that save pages write their address here.
		a.canonical = Normalize(a.base.String())
	}
	if a.base == nil {
		a.base = parseURL(nil, a.canonical)
	}
	for i := 0; a.base == nil && site != "" && i < len(claims); i++ {
		a.base = claims[i] // of no article, but of the site
	}
	for _, rel := range []string{"amphtml", "shortlink", "alternate", "next", "prev"} {
		if a.base == nil {
			a.base = parseURL(nil, p.rel(rel))
		}
	}
	for _, u := range []*url.URL{parseURL(nil, a.canonical), own} {
		if u != nil {
			a.site = strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
			break
		}
	}
	return a
}

// agreed is the site all claims name; empty where they differ.
func agreed(claims []*url.URL) string {
	site := ""
	for _, c := range claims {
		s := siteOf(c)
		if site != "" && s != site {
			return ""
		}
		site = s
	}
	return site
}

// homePage says whether an address is that of the site itself.
func homePage(u *url.URL) bool {
	return pathOf(u) == "" && withoutTracking(u.RawQuery) == ""
}

// frontPage says whether an address can only be a home or section page: a path
// of one or two short words without a digit or a file name. Where a section's
// name has two words it passes for an article's; should several articles claim
// it, the store finds that it names none of them.
func frontPage(u *url.URL) bool {
	path := pathOf(u)
	if withoutTracking(u.RawQuery) != "" {
		return false
	}
	parts := strings.Split(path, "/")
	last := parts[len(parts)-1]
	if len(parts) > 2 || len(last) > 20 || strings.ContainsAny(last, "-_") {
		return false
	}
	return !strings.ContainsAny(path, "0123456789.%,")
}

// pathOf is the path of an address without the slashes around it and without
// the name of an index file.
func pathOf(u *url.URL) string {
	path := strings.Trim(u.Path, "/")
	if i := strings.LastIndexByte(path, '/'); isIndex(path[i+1:]) {
		path = strings.Trim(path[:i+1], "/")
	}
	return path
}

func isIndex(name string) bool {
	switch strings.ToLower(name) {
	case "index.html", "index.htm", "index.php", "index.shtml", "index.jsp", "index.aspx", "default.aspx", "default.htm", "default.html":
		return true
	}
	return false
}
