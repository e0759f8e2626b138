package release

import (
	"dabao/export/site"
)

// pageFile is the page itself, beside its assets.
const pageFile = "index.html"

// page is index.html and its assets. files are what the page offers for
// download.
func (b *builder) page(files []file) (all []described, err error) {
	o := site.Options{Title: b.meta.Title, Name: b.meta.Name, Version: b.meta.Version, Description: b.meta.Description,
		License: b.meta.License, Homepage: b.meta.Homepage, DataURL: b.options.DataURL}
	for _, f := range files {
		if f.Path == DatabaseFile {
			o.DBSize, o.DBSHA256 = f.bytes, f.SHA256
		}
		o.Downloads = append(o.Downloads, site.Download{Name: f.Path, Bytes: f.bytes, SHA256: f.SHA256})
	}
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
