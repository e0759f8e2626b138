package site

import (
	"bytes"
	"encoding/json"
	"net/url"
	"path"
	"strings"
)

// Options are what the page says of one release. Only Title is needed.
type Options struct {
	Title, Name, Version, Description, License, Homepage string
	// LicenseURL is where the licence can be read, empty where that is not known.
	LicenseURL string
	// Date is the day of the release, YYYY-MM-DD or empty.
	Date string
	// Language is the BCP 47 tag Title and Description are in; empty is "en".
	Language string
	// DataURL is where articles.db lies, relative to the page or absolute;
	// empty is "articles.db". Its host, and one that it redirects to,
	// must allow the page's origin (CORS).
	DataURL string
	// DBSize and DBSHA256 are of articles.db: the page refuses a file of
	// another size, and checks the digest of one that it downloads whole.
	DBSize   int64
	DBSHA256 string
	// Opening is store.Opening of it; nil for none, and the page then opens in
	// more requests.
	Opening []byte
	// Articles are how many there are, First and Last the days of the first and
	// the last, empty where none is dated; Languages those of the articles, most
	// first, Sources how many sources they name.
	Articles    int64
	First, Last string
	Languages   []Value
	Sources     int
	// LeastSure is the articles.confidence up to which the page says that a
	// reading is unsure; 0 says it of none.
	LeastSure int
	Citation  Citation
	Downloads []Download
	Queries   []Query
	// Tables are what the page says of the columns, in order; it counts nothing
	// itself.
	Tables []Table
	// Meanings are those of the tables and columns, the SQL view's too, in other
	// languages: by BCP 47 tag, then by the English.
	Meanings map[string]map[string]string
}

// Citation is how the release is cited: in one line, as a BibTeX entry, and as a
// CSL-JSON list.
type Citation struct {
	Line   string `json:"line"`
	BibTeX string `json:"bibtex"`
	CSL    string `json:"csl"`
}

// Download is one file of the release, by its path below the release folder.
// One without SHA256 is linked to, without size or checksum.
type Download struct {
	Name   string
	Bytes  int64
	SHA256 string
}

// Query is an example: either Q, words to search for, or SQL.
type Query struct{ Title, Q, SQL string }

// Table is what the page says of one table.
type Table struct {
	Name    string   `json:"name"`
	Meaning string   `json:"meaning"`
	Rows    int      `json:"rows"`
	Columns []Column `json:"columns"`
	// Examples are some rows, a cell a column; nil is NULL.
	Examples [][]*string `json:"examples"`
}

// Column is what the page says of one column, as store.Profile has it.
type Column struct {
	Name     string  `json:"name"`
	Type     string  `json:"type"`
	Meaning  string  `json:"meaning"`
	Looked   int     `json:"looked"`   // rows that the rest is drawn from
	Filled   int     `json:"filled"`   // of them, those with a value
	Distinct int     `json:"distinct"` // -1 where not counted
	Least    string  `json:"least"`
	Greatest string  `json:"greatest"`
	Top      []Value `json:"top"` // the most frequent values, most first
}

// Value is one value and how many rows have it.
type Value struct {
	Text string `json:"text"`
	Rows int    `json:"rows"`
}

// release is what the page reads of itself; src/page.js and its views know its names.
type release struct {
	Title       string            `json:"title"`
	Name        string            `json:"name"`
	Version     string            `json:"version"`
	Date        string            `json:"date"`
	Description string            `json:"description"`
	License     string            `json:"license"`
	LicenseURL  string            `json:"licenseURL"`
	Homepage    string            `json:"homepage"`
	DataURL     string            `json:"dataURL"`
	DBSize      int64             `json:"dbSize"`
	DBSHA256    string            `json:"dbSHA256"`
	Articles    int64             `json:"articles"`
	First       string            `json:"first"`
	Last        string            `json:"last"`
	Languages   []Value           `json:"languages"`
	Sources     int               `json:"sources"`
	LeastSure   int               `json:"leastSure"`
	Citation    Citation          `json:"citation"`
	Downloads   []link            `json:"downloads"`
	Queries     []query           `json:"queries"`
	Assets      map[string]string `json:"assets"`
}

// link is a file to download. Use is what it is for, see purpose.
type link struct {
	Name   string `json:"name"`
	URL    string `json:"url"`
	Use    string `json:"use"`
	Bytes  int64  `json:"bytes"`
	SHA256 string `json:"sha256"`
}

type query struct {
	Title string `json:"title"`
	Q     string `json:"q"`
	SQL   string `json:"sql"`
}

// release is what stands in the page, whose database is at data.
func (o *Options) release(data string) release {
	r := release{Title: o.Title, Name: o.Name, Version: o.Version, Date: o.Date, Description: o.Description, License: o.License,
		LicenseURL: o.LicenseURL, Homepage: o.Homepage, DataURL: data, DBSize: o.DBSize, DBSHA256: o.DBSHA256,
		Articles: o.Articles, First: o.First, Last: o.Last, Languages: o.Languages, Sources: o.Sources, LeastSure: o.LeastSure, Citation: o.Citation,
		Downloads: []link{}, Queries: []query{}, Assets: map[string]string{}}
	if r.Languages == nil {
		r.Languages = []Value{}
	}
	for _, d := range o.Downloads {
		to := (&url.URL{Path: d.Name}).String()
		if d.Name == "articles.db" {
			to = data
		}
		r.Downloads = append(r.Downloads, link{d.Name, to, purpose(d.Name), d.Bytes, d.SHA256})
	}
	for _, q := range o.Queries {
		r.Queries = append(r.Queries, query(q))
	}
	return r
}

// purpose is what a file of a release is for: to search, to compute with, to
// open in a spreadsheet, to update, to check it all, or to read about it.
func purpose(name string) string {
	switch dir, base := path.Split(name); {
	case path.Ext(base) == ".db":
		return "database"
	case dir == "data/":
		return "parquet"
	case dir == "tables/":
		return "tables"
	case dir == "csv/":
		return "csv"
	case strings.HasPrefix(base, "delta-"), base == "CHANGES.md", base == "releases.json":
		return "update"
	case strings.HasSuffix(base, "SUMS"), strings.HasSuffix(base, ".sha256"), base == "recipe.toml", base == "inputs.lock":
		return "proof"
	}
	return "about"
}

// columnsFile is read by the page when it shows the columns: most visitors do
// not ask for them.
const columnsFile = "columns.json"

// meaningsFile is read by the page when it shows them in another language than
// English.
const meaningsFile = "meanings.json"

// told are the files that the page reads when it is asked for what they hold, in
// order; what there is nothing of has none.
func (o *Options) told() ([]File, error) {
	var files []File
	for _, f := range []struct {
		name string
		n    int
		v    any
	}{{columnsFile, len(o.Tables), o.Tables}, {meaningsFile, len(o.Meanings), o.Meanings}} {
		if f.n == 0 {
			continue
		}
		var b bytes.Buffer
		e := json.NewEncoder(&b)
		e.SetEscapeHTML(false)
		if err := e.Encode(f.v); err != nil {
			return nil, err
		}
		files = append(files, File{"assets/" + f.name, b.Bytes()})
	}
	return files, nil
}
