package schema

import (
	"cmp"
	"fmt"
	"strings"
)

// Citation is one line by which the article can be found again in any release:
// authors, title, source, day and address, each where the article has it, then
// the dataset's name and version out of its table dataset, the uid and the
// SHA-256 of the captured bytes. The page of a release says the same
// (export/site/src/cite.js).
func (a *Article) Citation(dataset map[string]string) string {
	var authors []string
	for _, c := range a.Credits {
		if c.Role == Author {
			authors = append(authors, c.Name)
		}
	}
	s := strings.Join(authors, ", ")
	if s != "" {
		s += ": "
	}
	s += a.Title + "."
	for _, part := range []string{cmp.Or(a.Source, a.Publisher, a.Site), a.PublishedOn, a.URL} {
		if part != "" {
			s += " " + part + "."
		}
	}
	if name := dataset["name"]; name != "" {
		s += fmt.Sprintf(" In dataset %s %s,", name, dataset["version"])
	}
	return s + " uid " + string(a.UID) + ", sha256 " + a.Capture.SHA256 + "."
}
