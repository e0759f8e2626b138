package release

import (
	"encoding/json"
	"fmt"
	"strings"
)

// citationCFF writes CITATION.cff 1.2.0. Its values are JSON, which YAML
// contains.
func (b *builder) citationCFF() string {
	var s strings.Builder
	put := func(indent, key, value string) {
		if value != "" {
			text, _ := json.Marshal(value) // a string always marshals
			fmt.Fprintf(&s, "%s%s: %s\n", indent, key, text)
		}
	}
	s.WriteString("cff-version: 1.2.0\ntype: dataset\n")
	put("", "message", "If you use this dataset, please cite it as below.")
	put("", "title", b.meta.Title)
	put("", "version", b.meta.Version)
	put("", "abstract", b.meta.Description)
	put("", "date-released", b.meta.Date)
	switch {
	case isURL(b.meta.License):
		put("", "license-url", b.meta.License)
	case b.meta.License != "" && !strings.HasPrefix(b.meta.License, "LicenseRef-"):
		put("", "license", b.meta.License)
	}
	put("", "url", b.meta.Homepage)
	s.WriteString("authors:\n")
	for _, c := range b.meta.makers() {
		put("- ", "name", c.Name)
		if c.ORCID != "" {
			put("  ", "orcid", "https://orcid.org/"+c.ORCID)
		}
		put("  ", "website", c.URL)
	}
	s.WriteString("identifiers:\n- type: other\n")
	put("  ", "value", "sha256:"+b.digest)
	put("  ", "description", "Content digest over the rows")
	return s.String()
}

// license writes LICENSE: what the dataset as a whole is under, and what is
// said of its sources. The wording of a licence is the licence's own to keep.
func (b *builder) license() string {
	var s strings.Builder
	switch l := b.meta.License; {
	case l == "":
		s.WriteString("No licence is stated for this dataset as a whole.\n")
	case isURL(l):
		fmt.Fprintf(&s, "This dataset is licensed under the terms at\n%s\n", l)
	case strings.HasPrefix(l, "LicenseRef-"):
		fmt.Fprintf(&s, "SPDX-License-Identifier: %s\n", l)
	default:
		fmt.Fprintf(&s, "SPDX-License-Identifier: %s\n\nThis dataset is licensed under %s; its text is at\nhttps://spdx.org/licenses/%s.html\n", l, l, l)
	}
	s.WriteString("\nEach article states its own licence and rights, where they are known, in the\ncolumns \"license\" and \"rights\", which come before the licence of the whole.\n")
	if b.options.Recipe == nil {
		return s.String()
	}
	for _, source := range b.options.Recipe.Sources {
		if source.License == "" && source.Rights == "" {
			continue
		}
		fmt.Fprintf(&s, "\nSource %s%s\n", source.Path, source.Glob)
		for _, line := range []string{source.License, source.Rights} {
			if line != "" {
				fmt.Fprintf(&s, "  %s\n", strings.Join(strings.Fields(line), " "))
			}
		}
	}
	return s.String()
}
