package plain

import (
	"regexp"
	"strings"
)

// classify asks every line what it says by itself.
func (r *reader) classify() {
	for i := range r.lines {
		l := &r.lines[i]
		l.role, l.meta = classify(l.text)
		if i > 0 && l.text == r.lines[i-1].text && l.role == unknown {
			l.role = again
		}
	}
}

func classify(s string) (role, meta) {
	const longest = 400 // beyond, a line is running text or a table
	if width(s) > longest && !strings.ContainsRune(s, '\t') {
		return unknown, meta{}
	}
	bare := strings.ToLower(strings.Trim(s, " :>»【】[]()▼▲-—=*#|\uff1a\uff08\uff09\uff5c"))
	switch {
	case relatedWords[bare]:
		return related, meta{}
	case isWidget(s):
		return widget, meta{}
	}
	if _, ok := crumbs(s); ok {
		return crumbLine, meta{}
	}
	if m, ok := parseMeta(s); ok {
		return metaLine, m
	}
	if printedIn.MatchString(s) {
		return widget, meta{}
	}
	if width(s) < 400 && rightsForm.MatchString(s) {
		return rights, meta{}
	}
	if strings.ContainsRune(s, '\t') && len(strings.Split(s, "\t")) > 1 {
		return tableRow, meta{}
	}
	if _, ok := parseCaption(s); ok {
		return caption, meta{}
	}
	return unknown, meta{}
}

// printedIn is where a newspaper's site says in which issue and on which page
// the article was printed.
var printedIn = regexp.MustCompile(`^[(\x{FF08}]?\s*《[^》]{2,24}》\s*[(\x{FF08}]?[^。]{4,30}版.{0,6}[)\x{FF09}]?$`)

// isWidget reports a line that holds only words of the page's controls.
func isWidget(s string) bool {
	const widest = 80
	if width(s) > widest || len(stamps(s)) > 0 {
		return false
	}
	whole := strings.ToLower(strings.Trim(s, " :>»【】[]()|·….\uff1a\uff08\uff09\uff5c"))
	if widgetWords[whole] || whole == "" {
		return true
	}
	for _, p := range []string{"上一篇:", "下一篇:", "上一条:", "下一条:", "上一篇\uff1a", "下一篇\uff1a", "上一条\uff1a", "下一条\uff1a", "previous:", "next:"} {
		if strings.HasPrefix(strings.ToLower(s), p) {
			return true
		}
	}
	for _, w := range strings.FieldsFunc(whole, func(r rune) bool {
		return strings.ContainsRune(" \t\u3000|丨│/·•,、【】[]():\uff5c\uff0f\uff0c\uff08\uff09\uff1a", r)
	}) {
		if !widgetWords[w] && strings.Trim(w, "0123456789.k万+") != "" {
			return false
		}
	}
	return true
}

var (
	crumbBreak = regexp.MustCompile(`\s*(?:>{1,3}|\x{FF1E}{1,2}|›|»|→|&gt;)\s*`)
	crumbPlace = regexp.MustCompile(`(?i)^(?:您?现在的?位置|您?現在的?位置|您?所在的?位置|您的位置|您當前的?位置|您当前的?位置|当前位置|當前位置|目前位置|位置|you are here)(?:是)?\s*[:\x{FF1A}]?\s*`)
)

// crumbs reads a breadcrumb line: labels with an arrow between them.
func crumbs(s string) ([]string, bool) {
	const maxLabels, widest = 9, 44
	place := crumbPlace.FindString(s)
	rest := s[len(place):]
	if width(rest) > maxLabels*widest {
		return nil, false
	}
	parts := crumbBreak.Split(rest, -1)
	if len(parts) < 2 {
		if slash := strings.Split(rest, " / "); len(slash) > 2 && homeWords[strings.ToLower(slash[0])] {
			parts = slash
		}
	}
	var out []string
	for _, p := range parts {
		if p = strings.TrimSpace(p); p != "" {
			if width(p) > widest || strings.ContainsAny(p, "。;\uff1b") {
				return nil, false
			}
			out = append(out, p)
		}
	}
	anchored := place != "" || len(out) > 0 && homeWords[strings.ToLower(out[0])]
	return out, len(parts) > 1 && len(out) <= maxLabels && (len(parts) > 2 || anchored)
}
