package release

import (
	"dabao/schema"
	"dabao/schema/store"
)

// datasette is metadata.json, read by `datasette articles.db -m metadata.json`.
type datasette struct {
	Title       string                       `json:"title"`
	Description string                       `json:"description,omitempty"`
	License     string                       `json:"license,omitempty"`
	LicenseURL  string                       `json:"license_url,omitempty"`
	SourceURL   string                       `json:"source_url,omitempty"`
	Databases   map[string]datasetteDatabase `json:"databases"`
}

type datasetteDatabase struct {
	Queries map[string]datasetteQuery `json:"queries"`
	Tables  map[string]datasetteTable `json:"tables"`
}

type datasetteQuery struct {
	SQL         string            `json:"sql"`
	Title       string            `json:"title"`
	Description string            `json:"description,omitempty"`
	Params      map[string]string `json:"params,omitempty"`
}

type datasetteTable struct {
	Description string            `json:"description"`
	Columns     map[string]string `json:"columns"`
	Sort        string            `json:"sort_desc,omitempty"`
	Label       string            `json:"label_column,omitempty"`
}

func (b *builder) datasette() ([]byte, error) {
	d := datasette{Title: b.meta.Title, Description: b.meta.Description, License: b.meta.License, SourceURL: b.meta.Homepage}
	switch l := b.meta.License; {
	case isURL(l):
		d.LicenseURL = l
	case l != "":
		d.LicenseURL = "https://spdx.org/licenses/" + l + ".html"
	}
	db := datasetteDatabase{Queries: map[string]datasetteQuery{
		"search": {
			SQL:         "SELECT uid, published_on, lang, site, title FROM search WHERE q = json_quote(:q) ORDER BY rank LIMIT 50",
			Title:       "Search the articles",
			Description: "A word or phrase, in either Chinese script; best matches first.",
		},
	}, Tables: map[string]datasetteTable{}}
	for i, q := range b.meta.Queries {
		if q.SQL != "" {
			db.Queries["example_"+string(rune('a'+i%26))] = datasetteQuery{SQL: q.SQL, Title: q.Title}
		}
	}
	for _, t := range schema.Tables {
		m := store.Dictionary()[t.Name]
		table := datasetteTable{Description: m.Table, Columns: m.Columns}
		if t.Name == "articles" {
			table.Sort, table.Label = "published_on", "title"
		}
		db.Tables[t.Name] = table
	}
	d.Databases = map[string]datasetteDatabase{"articles": db}
	return indented(d)
}
