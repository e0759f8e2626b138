package release

import (
	"fmt"
	"strings"
	"time"
)

// citation is the reference in one line.
func (b *builder) citation() string {
	names := make([]string, len(b.meta.Creators))
	for i, c := range b.meta.Creators {
		names[i] = c.Name
	}
	text := strings.Join(names, ", ")
	if text != "" {
		text += ": "
	}
	text += fmt.Sprintf("%s, version %s", b.meta.Title, b.meta.Version)
	if d := b.meta.Date; d != "" {
		text += " (" + d + ")"
	}
	text += ", content digest " + b.digest[:16]
	if b.meta.Homepage != "" {
		text += ", " + b.meta.Homepage
	}
	return text
}

// bibtex is the reference as BibTeX, a @misc: the classic styles know no entry
// for datasets. What has a meaning to TeX is escaped, and braces, which BibTeX
// counts whether they are escaped or not, become parentheses.
func (b *builder) bibtex() string {
	m := &b.meta
	var names []string
	for _, c := range m.makers() {
		names = append(names, "{"+texEscape(c.Name)+"}")
	}
	var s strings.Builder
	fmt.Fprintf(&s, "@misc{%s,\n  title = {{%s}},\n  author = {%s},\n", referenceKey(m.Name+"-"+m.Version), texEscape(m.Title), strings.Join(names, " and "))
	if day, err := time.Parse(time.DateOnly, m.Date); err == nil {
		fmt.Fprintf(&s, "  year = {%04d},\n  date = {%s},\n", day.Year(), m.Date)
	}
	fmt.Fprintf(&s, "  version = {%s},\n", texEscape(m.Version))
	if m.Homepage != "" {
		fmt.Fprintf(&s, "  url = {%s},\n", strings.NewReplacer("{", "%7B", "}", "%7D").Replace(m.Homepage))
	}
	fmt.Fprintf(&s, "  note = {Dataset, version %s, content digest sha256:%s}\n}\n", texEscape(m.Version), b.digest)
	return s.String()
}

// texSpecial are the ten characters that TeX takes for more than themselves.
var texSpecial = strings.NewReplacer(`\`, `\textbackslash `, "{", "(", "}", ")", "&", `\&`, "%", `\%`, "$", `\$`, "#", `\#`, "_", `\_`,
	"~", `\textasciitilde `, "^", `\textasciicircum `)

func texEscape(s string) string { return texSpecial.Replace(strings.Join(strings.Fields(s), " ")) }

// referenceKey keeps of a name what may stand in a BibTeX key.
func referenceKey(s string) string {
	return strings.Map(func(r rune) rune {
		if r == '-' || r == '.' || r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' {
			return r
		}
		return -1
	}, s)
}

// reference is an item of CSL-JSON, as Zotero and pandoc read it.
type reference struct {
	ID      string          `json:"id"`
	Type    string          `json:"type"`
	Title   string          `json:"title"`
	Author  []referenceName `json:"author"`
	Version string          `json:"version"`
	Issued  *referenceDate  `json:"issued,omitempty"`
	URL     string          `json:"URL,omitempty"`
	Note    string          `json:"note"`
}

type referenceName struct {
	Literal string `json:"literal"`
}

type referenceDate struct {
	Parts [][]int `json:"date-parts"`
}

// cslJSON is the reference as a CSL-JSON list of one item.
func (b *builder) cslJSON() string {
	m := &b.meta
	r := reference{ID: referenceKey(m.Name + "-" + m.Version), Type: "dataset", Title: m.Title, Version: m.Version, URL: m.Homepage,
		Note: "content digest sha256:" + b.digest}
	for _, c := range m.makers() {
		r.Author = append(r.Author, referenceName{c.Name})
	}
	if day, err := time.Parse(time.DateOnly, m.Date); err == nil {
		r.Issued = &referenceDate{[][]int{{day.Year(), int(day.Month()), day.Day()}}}
	}
	text, err := indented([]reference{r})
	if err != nil {
		panic(err) // structs of strings and numbers always marshal
	}
	return string(text)
}
