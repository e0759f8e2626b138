package release

import (
	"cmp"
	"encoding/json"
	"path"
	"strings"
)

const crateFile = "ro-crate-metadata.json"

// crate is ro-crate-metadata.json, RO-Crate 1.1
// (https://w3id.org/ro/crate/1.1): a flat graph of what is in the folder. The
// standard wants a day of release, so there is one only where the recipe has it.
type crate struct {
	Context string `json:"@context"`
	Graph   []any  `json:"@graph"`
}

// crateRef points to another node.
type crateRef struct {
	ID string `json:"@id"`
}

// crateRefs are several; one of them stands alone, as the standard recommends.
type crateRefs []crateRef

func (r crateRefs) MarshalJSON() ([]byte, error) {
	if len(r) == 1 {
		return json.Marshal(r[0])
	}
	return json.Marshal([]crateRef(r))
}

// crateNode is any node; what does not apply is empty and left out.
type crateNode struct {
	ID          string     `json:"@id"`
	Type        string     `json:"@type"`
	ConformsTo  *crateRef  `json:"conformsTo,omitempty"`
	About       *crateRef  `json:"about,omitempty"`
	Name        string     `json:"name,omitempty"`
	Description string     `json:"description,omitempty"`
	Published   string     `json:"datePublished,omitempty"`
	Version     string     `json:"version,omitempty"`
	License     *crateRef  `json:"license,omitempty"`
	Author      crateRefs  `json:"author,omitempty"`
	Creator     crateRefs  `json:"creator,omitempty"`
	URL         string     `json:"url,omitempty"`
	Identifier  string     `json:"identifier,omitempty"`
	InLanguage  []string   `json:"inLanguage,omitempty"`
	Affiliation string     `json:"affiliation,omitempty"`
	Format      string     `json:"encodingFormat,omitempty"`
	Size        string     `json:"contentSize,omitempty"`
	Parts       []crateRef `json:"hasPart,omitempty"`
}

func (b *builder) crate(files []file) ([]byte, error) {
	license := b.meta.licenseURL()
	root := crateNode{ID: "./", Type: "Dataset", Name: b.meta.Title, Description: b.meta.about(), Published: b.meta.Date,
		Version: b.meta.Version, License: &crateRef{license}, URL: b.meta.Homepage, Identifier: "sha256:" + b.digest, InLanguage: b.languages()}
	c := crate{Context: "https://w3id.org/ro/crate/1.1/context"}
	terms := crateNode{ID: license, Type: "CreativeWork", Name: cmp.Or(b.meta.License, unknownLicense),
		Description: "The terms of the dataset as a whole; articles state their own in the columns license and rights."}
	nodes := []any{terms}
	for i, m := range b.meta.makers() {
		id := m.URL
		switch {
		case m.ORCID != "":
			id = "https://orcid.org/" + m.ORCID
		case id == "":
			id = "#creator-" + decimal(int64(i+1))
		}
		root.Creator = append(root.Creator, crateRef{id})
		root.Author = root.Creator
		nodes = append(nodes, crateNode{ID: id, Type: "Person", Name: m.Name, Affiliation: m.Affiliation})
	}
	for _, f := range files {
		root.Parts = append(root.Parts, crateRef{f.Path})
		nodes = append(nodes, crateNode{ID: f.Path, Type: "File", Name: f.Path, Format: crateFormats[path.Ext(f.Path)], Size: decimal(f.bytes)})
	}
	c.Graph = append([]any{crateNode{ID: crateFile, Type: "CreativeWork", ConformsTo: &crateRef{"https://w3id.org/ro/crate/1.1"}, About: &crateRef{"./"}}, root}, nodes...)
	return indented(c)
}

// crateFormats are media types by extension.
var crateFormats = map[string]string{".parquet": "application/vnd.apache.parquet", ".csv": "text/csv", ".db": "application/vnd.sqlite3",
	".toml": "application/toml", ".lock": "text/plain", ".sha256": "text/plain", ".md": "text/markdown", ".zst": "application/zstd"}

// unknownLicense stands where a bare database names none.
const unknownLicense = "unknown"

// licenseURL is where the licence is found; a fragment of this document for one
// that has no address.
func (m *Meta) licenseURL() string {
	switch l := m.License; {
	case isURL(l):
		return l
	case l == "" || strings.HasPrefix(l, "LicenseRef-"):
		return "#" + cmp.Or(l, unknownLicense)
	default:
		return "https://spdx.org/licenses/" + l + ".html"
	}
}

// about is the description, or the title where there is none.
func (m *Meta) about() string { return cmp.Or(m.Description, m.Title) }
