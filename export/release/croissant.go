package release

import (
	"cmp"
	"encoding/json"
	"path"
	"slices"
	"strings"

	"dabao/schema"
	"dabao/schema/store"
)

// croissantContext is the JSON-LD context that Croissant 1.0 prescribes, term
// for term (https://docs.mlcommons.org/croissant/docs/croissant-spec.html).
const croissantContext = `{
"@language":"en","@vocab":"https://schema.org/","citeAs":"cr:citeAs","column":"cr:column","conformsTo":"dct:conformsTo",
"cr":"http://mlcommons.org/croissant/","rai":"http://mlcommons.org/croissant/RAI/",
"data":{"@id":"cr:data","@type":"@json"},"dataType":{"@id":"cr:dataType","@type":"@vocab"},"dct":"http://purl.org/dc/terms/",
"equivalentProperty":"cr:equivalentProperty",
"examples":{"@id":"cr:examples","@type":"@json"},"extract":"cr:extract","field":"cr:field","fileProperty":"cr:fileProperty",
"fileObject":"cr:fileObject","fileSet":"cr:fileSet","format":"cr:format","includes":"cr:includes","isLiveDataset":"cr:isLiveDataset",
"jsonPath":"cr:jsonPath","key":"cr:key","md5":"cr:md5","parentField":"cr:parentField","path":"cr:path","recordSet":"cr:recordSet",
"references":"cr:references","regex":"cr:regex","repeated":"cr:repeated","replace":"cr:replace","samplingRate":"cr:samplingRate","sc":"https://schema.org/",
"separator":"cr:separator","source":"cr:source","subField":"cr:subField","transform":"cr:transform"}`

// croissant is croissant.json. A record set a CSV table comes first, the articles
// before all, with days and times as text: TensorFlow Datasets (4.9.10) takes a
// field of a date for text and is then given a number, a TypeError for every
// release that has one. The Parquet shards, read by a glob so that a shard more
// changes the list of files and nothing else, follow with days and times typed;
// lists of structs, which Croissant has no columns for, are left to the tables.
type croissant struct {
	Context       json.RawMessage      `json:"@context"`
	Type          string               `json:"@type"`
	ConformsTo    string               `json:"conformsTo"`
	Name          string               `json:"name"`
	AlternateName string               `json:"alternateName,omitempty"`
	Description   string               `json:"description"`
	License       string               `json:"license"`
	URL           string               `json:"url"`
	Version       string               `json:"version"`
	DatePublished string               `json:"datePublished,omitempty"`
	CiteAs        string               `json:"citeAs"`
	InLanguage    []string             `json:"inLanguage,omitempty"`
	Creator       []croissantCreator   `json:"creator"`
	Distribution  []croissantFile      `json:"distribution"`
	RecordSet     []croissantRecordSet `json:"recordSet,omitempty"`
}

type croissantCreator struct {
	Type string `json:"@type"`
	Name string `json:"name"`
	URL  string `json:"url,omitempty"`
}

type croissantFile struct {
	Type           string `json:"@type"`
	ID             string `json:"@id"`
	Name           string `json:"name"`
	Description    string `json:"description,omitempty"`
	ContentURL     string `json:"contentUrl,omitempty"`
	ContentSize    string `json:"contentSize,omitempty"`
	EncodingFormat string `json:"encodingFormat"`
	SHA256         string `json:"sha256,omitempty"`
	Includes       string `json:"includes,omitempty"`
}

type croissantRecordSet struct {
	Type        string           `json:"@type"`
	ID          string           `json:"@id"`
	Name        string           `json:"name"`
	Description string           `json:"description"`
	Key         *croissantRef    `json:"key,omitempty"`
	Field       []croissantField `json:"field"`
}

type croissantField struct {
	Type        string          `json:"@type"`
	ID          string          `json:"@id"`
	Name        string          `json:"name"`
	Description string          `json:"description"`
	DataType    string          `json:"dataType"`
	Repeated    bool            `json:"repeated,omitempty"`
	Source      croissantSource `json:"source"`
}

// croissantSource is a column of the shards or of one file.
type croissantSource struct {
	FileSet    *croissantRef     `json:"fileSet,omitempty"`
	FileObject *croissantRef     `json:"fileObject,omitempty"`
	Extract    map[string]string `json:"extract"`
}

type croissantRef struct {
	ID string `json:"@id"`
}

var encodingFormats = map[string]string{".parquet": "application/x-parquet", ".csv": "text/csv", ".db": "application/vnd.sqlite3"}

const croissantShards = "articles-parquet"

func (b *builder) croissant(files []file) ([]byte, error) {
	c := croissant{
		Context: json.RawMessage(croissantContext), Type: "sc:Dataset", ConformsTo: "http://mlcommons.org/croissant/1.0",
		Name: b.meta.Name, AlternateName: b.meta.Title, Description: b.meta.about(), Version: b.meta.Version,
		URL:           cmp.Or(b.meta.Homepage, "urn:sha256:"+b.digest),
		DatePublished: b.meta.Date, CiteAs: b.citation(), InLanguage: b.languages(),
	}
	if c.License = b.meta.licenseURL(); strings.HasPrefix(c.License, "#") {
		c.License = c.License[1:]
	}
	for _, m := range b.meta.makers() {
		c.Creator = append(c.Creator, croissantCreator{"sc:Person", m.Name, m.URL})
	}
	for _, f := range files {
		format := encodingFormats[path.Ext(f.Path)]
		if format == "" {
			continue
		}
		c.Distribution = append(c.Distribution, croissantFile{Type: "cr:FileObject", ID: f.Path, Name: strings.ReplaceAll(f.Path, "/", "-"),
			ContentURL: f.Path, ContentSize: decimal(f.bytes) + " B", EncodingFormat: format, SHA256: f.SHA256})
		if t := tableOf(f.Path); t != nil {
			c.RecordSet = append(c.RecordSet, tableRecords(t, f.Path))
		}
	}
	slices.SortStableFunc(c.RecordSet, func(a, b croissantRecordSet) int { return tableOrder(a.ID) - tableOrder(b.ID) })
	if b.sealing.figures.articles > 0 {
		c.Distribution = append(c.Distribution, croissantFile{Type: "cr:FileSet", ID: croissantShards, Name: croissantShards,
			Description: "all articles, in shards by month of publication, or year where months are small, and split", EncodingFormat: "application/x-parquet", Includes: "data/*.parquet"})
		c.RecordSet = append(c.RecordSet, shardRecords())
	}
	return indented(c)
}

// tableOf is the table that a CSV file holds, nil for any other file.
func tableOf(name string) *schema.TableDef {
	stem, ok := strings.CutSuffix(strings.TrimPrefix(name, "csv/"), ".csv")
	if !ok || !strings.HasPrefix(name, "csv/") {
		return nil
	}
	return schema.TableNamed(stem)
}

// tableOrder is the place of a table among all.
func tableOrder(name string) int {
	return slices.IndexFunc(schema.Tables, func(t schema.TableDef) bool { return t.Name == name })
}

// tableRecords describes a CSV table. A number that may be missing is a Float:
// readers have no integer for it.
func tableRecords(t *schema.TableDef, file string) croissantRecordSet {
	d := store.Dictionary()[t.Flat().Name]
	r := croissantRecordSet{Type: "cr:RecordSet", ID: t.Name, Name: t.Name, Description: cmp.Or(d.Table, t.Name)}
	for _, c := range t.Flat().Columns {
		kind := croissantTypes[c.Type]
		switch {
		case c.Type == schema.Time || c.Type == schema.Day:
			kind = "sc:Text"
		case c.Nullable && c.Type != schema.Text:
			kind = "sc:Float"
		}
		r.Field = append(r.Field, croissantField{Type: "cr:Field", ID: t.Name + "/" + c.Name, Name: c.Name, Description: cmp.Or(d.Columns[c.Name], c.Name),
			DataType: kind, Source: croissantSource{FileObject: &croissantRef{file}, Extract: map[string]string{"column": c.Name}}})
	}
	if len(t.Key) == 1 {
		r.Key = &croissantRef{t.Name + "/" + t.Key[0]}
	}
	return r
}

// shardRecords describes the Parquet shards.
func shardRecords() croissantRecordSet {
	r := croissantRecordSet{Type: "cr:RecordSet", ID: croissantShards + "-records", Name: croissantShards + "-records",
		Description: "one record an article, from the Parquet shards, with days and times typed", Key: &croissantRef{croissantShards + "-records/uid"}}
	shape := schema.ArticleShape()
	for _, f := range shape.Fields {
		if len(f.Items) > 1 {
			continue
		}
		r.Field = append(r.Field, croissantField{Type: "cr:Field", ID: r.ID + "/" + f.Name, Name: f.Name, Description: meaning(f),
			DataType: croissantTypes[f.Type], Repeated: f.Items != nil,
			Source: croissantSource{FileSet: &croissantRef{croissantShards}, Extract: map[string]string{"column": f.Name}}})
	}
	return r
}

var croissantTypes = map[schema.Type]string{schema.Text: "sc:Text", schema.Integer: "sc:Integer", schema.Real: "sc:Float",
	schema.Boolean: "sc:Boolean", schema.Time: "sc:DateTime", schema.Day: "sc:Date"}
