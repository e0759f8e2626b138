package release

import (
	"encoding/json"
	"path"
	"strings"

	"dabao/schema"
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

// croissant is croissant.json. Its record set reads the Parquet shards by a
// glob, so that a shard more changes the list of files and nothing else; lists
// of structs, which Croissant has no columns for, are left to the CSV tables.
type croissant struct {
	Context       json.RawMessage      `json:"@context"`
	Type          string               `json:"@type"`
	ConformsTo    string               `json:"conformsTo"`
	Name          string               `json:"name"`
	AlternateName string               `json:"alternateName,omitempty"`
	Description   string               `json:"description"`
	License       string               `json:"license,omitempty"`
	URL           string               `json:"url,omitempty"`
	Version       string               `json:"version"`
	DatePublished string               `json:"datePublished,omitempty"`
	CiteAs        string               `json:"citeAs"`
	InLanguage    []string             `json:"inLanguage,omitempty"`
	Creator       []croissantCreator   `json:"creator,omitempty"`
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

type croissantSource struct {
	FileSet croissantRef      `json:"fileSet"`
	Extract map[string]string `json:"extract"`
}

type croissantRef struct {
	ID string `json:"@id"`
}

var encodingFormats = map[string]string{".parquet": "application/x-parquet", ".csv": "text/csv", ".db": "application/vnd.sqlite3"}

const croissantShards = "articles-parquet"

func (b *builder) croissant(files []file) ([]byte, error) {
	c := croissant{
		Context: json.RawMessage(croissantContext), Type: "sc:Dataset", ConformsTo: "http://mlcommons.org/croissant/1.0",
		Name: b.meta.Name, AlternateName: b.meta.Title, Description: b.meta.Description, URL: b.meta.Homepage, Version: b.meta.Version,
		DatePublished: b.meta.Date, CiteAs: b.citation(), InLanguage: b.languages(),
	}
	if c.Description == "" {
		c.Description = b.meta.Title
	}
	switch l := b.meta.License; {
	case isURL(l) || l == "":
		c.License = l
	default:
		c.License = "https://spdx.org/licenses/" + l + ".html"
	}
	for _, creator := range b.meta.Creators {
		c.Creator = append(c.Creator, croissantCreator{"sc:Person", creator.Name, creator.URL})
	}
	for _, f := range files {
		if format := encodingFormats[path.Ext(f.Path)]; format != "" {
			c.Distribution = append(c.Distribution, croissantFile{Type: "cr:FileObject", ID: f.Path, Name: strings.ReplaceAll(f.Path, "/", "-"),
				ContentURL: f.Path, ContentSize: decimal(f.bytes) + " B", EncodingFormat: format, SHA256: f.SHA256})
		}
	}
	if b.sealing.figures.articles > 0 {
		c.Distribution = append(c.Distribution, croissantFile{Type: "cr:FileSet", ID: croissantShards, Name: croissantShards,
			Description: "all articles, in shards by month of publication, or year where months are small, and split", EncodingFormat: "application/x-parquet", Includes: "data/*.parquet"})
		c.RecordSet = []croissantRecordSet{articleRecords()}
	}
	return indented(c)
}

func articleRecords() croissantRecordSet {
	r := croissantRecordSet{Type: "cr:RecordSet", ID: "articles", Name: "articles", Description: "one record an article", Key: &croissantRef{"articles/uid"}}
	shape := schema.ArticleShape()
	for _, f := range shape.Fields {
		if len(f.Items) > 1 {
			continue
		}
		r.Field = append(r.Field, croissantField{Type: "cr:Field", ID: "articles/" + f.Name, Name: f.Name, Description: meaning(f),
			DataType: croissantTypes[f.Type], Repeated: f.Items != nil,
			Source: croissantSource{croissantRef{croissantShards}, map[string]string{"column": f.Name}}})
	}
	return r
}

var croissantTypes = map[schema.Type]string{schema.Text: "sc:Text", schema.Integer: "sc:Integer", schema.Real: "sc:Float",
	schema.Boolean: "sc:Boolean", schema.Time: "sc:DateTime", schema.Day: "sc:Date"}
