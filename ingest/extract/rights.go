package extract

import (
	"strings"
	"unicode/utf8"
)

// license is the licence the page declares for its text: an SPDX identifier
// where it is a Creative Commons one, else the address or name given. A licence
// named for a picture does not count.
func (p *page) license(l *linked) string {
	for _, s := range []string{p.rel("license"), l.license, p.meta("dcterms.license", "dc.rights.license", "license", "cc:license", "rights-standard"), p.footerLicense()} {
		s = strings.TrimSpace(s)
		if id := spdx(s); id != "" {
			return id
		}
		if parseURL(nil, s) != nil {
			return s
		}
	}
	return ""
}

// footerLicense is a Creative Commons link behind the text or in the footer.
func (p *page) footerLicense() string {
	for i := range p.anchors {
		a := &p.anchors[i]
		if href := attr(a.n, "href"); strings.Contains(href, "creativecommons.org/") && a.place&inFooter != 0 {
			return href
		}
	}
	return ""
}

// spdx is the identifier of a Creative Commons licence or dedication named by
// its address; empty for anything else. Names by spdx.org/licenses.
func spdx(address string) string {
	low := strings.ToLower(address)
	i := strings.Index(low, "creativecommons.org/")
	if i < 0 {
		if strings.HasPrefix(low, "cc-by") || low == "cc0-1.0" {
			return strings.ToUpper(address)
		}
		return ""
	}
	parts := strings.Split(strings.Trim(low[i+len("creativecommons.org/"):], "/"), "/")
	if len(parts) < 3 || len(parts[2]) != 3 || !isDigit(parts[2][0]) ||
		len(parts) > 3 && !strings.HasPrefix(parts[3], "deed") && !strings.HasPrefix(parts[3], "legalcode") {
		return "" // no version, or that of one country
	}
	version := parts[2]
	switch {
	case parts[0] == "licenses" && (parts[1] == "by" || strings.HasPrefix(parts[1], "by-")):
		return "CC-" + strings.ToUpper(parts[1]) + "-" + version
	case parts[0] == "publicdomain" && parts[1] == "zero":
		return "CC0-" + version
	}
	return ""
}

// rights is the statement of rights as printed, else as the metadata gives it.
func (p *page) rights(l *linked) string {
	if s := p.printedRights(); s != "" {
		return s
	}
	for _, s := range []string{l.rights, p.meta("copyright", "dc.rights", "dcterms.rights", "dcterms.rightsholder", "rights")} {
		if s = oneLine(unescaped(s)); s != "" && utf8.RuneCountInString(s) <= 300 {
			return s
		}
	}
	return ""
}

var rightsMarks = []string{"©", "copyright", "all rights reserved", "版权所有", "版權所有", "alle rechte vorbehalten", "tous droits réservés", "todos los derechos reservados", "無断転載", "무단전재", "무단 전재"}

// printedRights is the line of the page that claims the rights: the last one
// that is no picture's.
func (p *page) printedRights() string {
	for i := len(p.runs) - 1; i >= 0; i-- {
		r := &p.runs[i]
		if len(r.text) > 300 || r.place&(inFigure|inComments|inTeaser|inHidden) != 0 || !says(r.text, rightsMarks) {
			continue
		}
		line := oneLine(r.text)
		if i > 0 && oneLine(p.runs[i-1].text) == "©" {
			line = "© " + line
		}
		if n := utf8.RuneCountInString(line); n < 14 || r.place&inLink != 0 && n < 30 {
			if line = textOf(lineOf(r.n)); len(line) > 200 {
				continue
			}
		}
		if utf8.RuneCountInString(line) < 8 || !claimsRights(line) {
			continue
		}
		return line
	}
	return ""
}

// claimsRights tells a claim from a link to one: a year, the sign, or a
// formula of reservation.
func claimsRights(s string) bool {
	if strings.ContainsRune(s, '©') || says(s, rightsMarks[2:]) {
		return true
	}
	i := strings.IndexAny(s, "12")
	return i >= 0 && mayHoldDate(s)
}

// reserved is the page's text and data mining reservation (W3C TDMRep, the
// meta element tdm-reservation with 1 or 0); nil where it says nothing.
func (p *page) reserved() *bool {
	switch p.meta("tdm-reservation") {
	case "1":
		yes := true
		return &yes
	case "0":
		no := false
		return &no
	}
	return nil
}
