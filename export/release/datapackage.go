package release

import (
	"bytes"
	"encoding/json"
	"path"
	"slices"
	"strings"

	"dabao/schema"
	"dabao/schema/store"
)

// dataPackage is datapackage.json, Data Package v2. Every file that holds rows
// is a resource of its own; the CSV ones are described column by column.
type dataPackage struct {
	Schema       string               `json:"$schema"`
	Name         string               `json:"name"`
	Title        string               `json:"title"`
	Description  string               `json:"description,omitempty"`
	Version      string               `json:"version"`
	Homepage     string               `json:"homepage,omitempty"`
	Created      string               `json:"created,omitempty"`
	Licenses     []packageLicense     `json:"licenses,omitempty"`
	Contributors []packageContributor `json:"contributors,omitempty"`
	Keywords     []string             `json:"keywords"`
	Digest       string               `json:"contentDigest"`
	Digests      map[string]rowDigest `json:"contentDigests"`
	Resources    []packageResource    `json:"resources"`
}

// rowDigest is the digest of one table, see schema.Digest.
type rowDigest struct {
	Rows   int64  `json:"rows"`
	SHA256 string `json:"sha256"`
}

type packageLicense struct {
	Name string `json:"name,omitempty"`
	Path string `json:"path,omitempty"`
}

type packageContributor struct {
	Title        string   `json:"title"`
	Path         string   `json:"path,omitempty"`
	Organization string   `json:"organization,omitempty"`
	Roles        []string `json:"roles"`
}

type packageResource struct {
	Name        string         `json:"name"`
	Path        string         `json:"path"`
	Type        string         `json:"type,omitempty"`
	Description string         `json:"description,omitempty"`
	Format      string         `json:"format"`
	MediaType   string         `json:"mediatype"`
	Encoding    string         `json:"encoding,omitempty"`
	Bytes       int64          `json:"bytes"`
	Hash        string         `json:"hash"`
	Schema      *packageSchema `json:"schema,omitempty"`
}

type packageSchema struct {
	Fields        []packageField      `json:"fields"`
	MissingValues []string            `json:"missingValues"`
	PrimaryKey    []string            `json:"primaryKey,omitempty"`
	ForeignKeys   []packageForeignKey `json:"foreignKeys,omitempty"`
}

type packageField struct {
	Name        string              `json:"name"`
	Type        string              `json:"type"`
	Description string              `json:"description,omitempty"`
	TrueValues  []string            `json:"trueValues,omitempty"`
	FalseValues []string            `json:"falseValues,omitempty"`
	Constraints *packageConstraints `json:"constraints,omitempty"`
}

type packageConstraints struct {
	Required bool `json:"required,omitempty"`
}

type packageForeignKey struct {
	Fields    []string         `json:"fields"`
	Reference packageReference `json:"reference"`
}

type packageReference struct {
	Resource string   `json:"resource"`
	Fields   []string `json:"fields"`
}

func (b *builder) dataPackage(files []file) ([]byte, error) {
	p := dataPackage{
		Schema: "https://datapackage.org/profiles/2.0/datapackage.json", Name: b.meta.Name, Title: b.meta.Title,
		Description: b.meta.Description, Version: b.meta.Version, Homepage: b.meta.Homepage, Keywords: []string{"news"},
		Digest: b.digest, Digests: map[string]rowDigest{},
	}
	if d := b.meta.Date; d != "" {
		p.Created = d + "T00:00:00Z"
	}
	switch l := b.meta.License; {
	case isURL(l):
		p.Licenses = []packageLicense{{Path: l}}
	case l != "":
		p.Licenses = []packageLicense{{Name: l}}
	}
	for _, c := range b.meta.Creators {
		p.Contributors = append(p.Contributors, packageContributor{c.Name, c.URL, c.Affiliation, []string{"creator"}})
	}
	for name, d := range b.sealing.tables {
		p.Digests[name] = rowDigest{d.Rows(), d.String()}
	}
	for _, f := range files {
		if r, ok := resource(f); ok {
			p.Resources = append(p.Resources, r)
		}
	}
	return indented(p)
}

func resource(f file) (packageResource, bool) {
	r := packageResource{Path: f.Path, Bytes: f.bytes, Hash: "sha256:" + f.SHA256}
	base := path.Base(f.Path)
	r.Format = strings.TrimPrefix(path.Ext(base), ".")
	stem := strings.TrimSuffix(base, path.Ext(base))
	r.Name = strings.ReplaceAll(stem, "_", "-")
	switch r.Format {
	case "csv":
		t := schema.TableNamed(stem)
		if t == nil {
			return r, false
		}
		r.Type, r.MediaType, r.Encoding = "table", "text/csv", "utf-8"
		r.Description = store.Dictionary()[t.Flat().Name].Table
		r.Schema = tableSchema(t.Flat())
	case "parquet":
		// Under the short name frictionless takes it for a table, and trips over
		// a column of times that are all NULL.
		r.Format = "vnd.apache.parquet"
		r.MediaType, r.Description = "application/vnd.apache.parquet", "one nested row an article"
		if t := flatOf(f.Path); t != nil {
			r.Name += "-parquet" // the table as CSV has the name
			r.Description = store.Dictionary()[t.Name].Table
		}
	case "db":
		r.Name += "-db"
		r.MediaType, r.Description = "application/vnd.sqlite3", "all tables in one SQLite file, with full-text search"
		if stem == "sample" {
			r.Description = "a sample of articles.db"
		}
	default:
		return r, false
	}
	return r, true
}

// tableSchema describes a CSV file. Text is never required: an empty one is
// quoted, which most readers take for missing.
func tableSchema(t *schema.TableDef) *packageSchema {
	s := &packageSchema{MissingValues: []string{""}}
	for _, c := range t.Columns {
		f := packageField{Name: c.Name, Description: store.Dictionary()[t.Name].Columns[c.Name]}
		switch c.Type {
		case schema.Integer:
			f.Type = "integer"
		case schema.Real:
			f.Type = "number"
		case schema.Boolean:
			f.Type, f.TrueValues, f.FalseValues = "boolean", []string{"1"}, []string{"0"}
		case schema.Time:
			f.Type = "datetime"
		case schema.Day:
			f.Type = "date"
		default:
			f.Type = "string"
		}
		if !c.Nullable && c.Type != schema.Text {
			f.Constraints = &packageConstraints{Required: true}
		}
		s.Fields = append(s.Fields, f)
	}
	s.PrimaryKey = t.Key
	if slices.Contains(rowNumbered, t.Columns[0].Name) && !t.Child {
		s.PrimaryKey = []string{t.Columns[0].Name}
	}
	if t.Child {
		s.ForeignKeys = []packageForeignKey{{t.Key[:1], packageReference{"articles", t.Key[:1]}}}
	}
	if t.Name == "articles" {
		s.ForeignKeys = []packageForeignKey{{[]string{"capture_id"}, packageReference{"captures", []string{"capture_id"}}}}
	}
	return s
}

var rowNumbered = []string{"article_id", "capture_id", "reject_id", "correction_id"}

// indented is JSON to be read by people too: indented, nothing escaped that
// need not be, a line feed at the end.
func indented(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	err := e.Encode(v)
	return b.Bytes(), err
}
