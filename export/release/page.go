package release

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"dabao/export/site"
	"dabao/schema/store"
)

// pageFile is the page itself, beside its assets.
const pageFile = "index.html"

// page is index.html and its assets. files are those of the data, which the page
// offers for download, told those that tell of it, which it offers beside them.
func (b *builder) page(files []file, told []described) (all []described, err error) {
	f := &b.sealing.figures
	o := site.Options{Title: b.meta.Title, Name: b.meta.Name, Version: b.meta.Version, Date: b.meta.Date, Description: b.meta.Description,
		License: b.meta.License, Homepage: b.meta.Homepage, DataURL: b.options.DataURL, Tables: b.columns, Meanings: store.Translations(), Opening: b.opening,
		Articles: f.articles, First: f.first, Last: f.last, Sources: len(f.sources), LeastSure: f.leastSure(),
		Citation: site.Citation{Line: b.citation(), BibTeX: b.bibtex(), CSL: b.cslJSON()}}
	if l := b.meta.licenseURL(); !strings.HasPrefix(l, "#") {
		o.LicenseURL = l
	}
	if f.sources[""] > 0 {
		o.Sources-- // "" is no source
	}
	for _, c := range most(f.langs, maxCounted) {
		if c.value != "" {
			o.Languages = append(o.Languages, site.Value{Text: c.value, Rows: int(c.rows)})
		}
	}
	for _, f := range files {
		if f.Path == DatabaseFile {
			o.DBSize, o.DBSHA256 = f.bytes, f.SHA256
		}
		o.Downloads = append(o.Downloads, site.Download{Name: f.Path, Bytes: f.bytes, SHA256: f.SHA256})
	}
	for _, d := range told {
		sum := sha256.Sum256(d.body)
		o.Downloads = append(o.Downloads, site.Download{Name: d.name, Bytes: int64(len(d.body)), SHA256: hex.EncodeToString(sum[:])})
	}
	// The manifest covers the page and cannot be measured before it.
	o.Downloads = append(o.Downloads, site.Download{Name: SumsFile})
	for _, q := range b.meta.Queries {
		o.Queries = append(o.Queries, site.Query(q))
	}
	for f, err := range site.Files(o) {
		if err != nil {
			return nil, err
		}
		all = append(all, described{f.Name, f.Body})
	}
	return all, nil
}
