// Package datasets reads recipes: the one file that says what a dataset is
// made of, so that anybody who has it, and the inputs it names, can make the
// same release again.
//
// A recipe is a TOML file, recipe.toml by custom, that lies above its inputs.
// Keys lists what it may hold, and Reference shows it; this is a whole one:
//
//	name    = "harbour-news"
//	version = "1.0.0"
//	license = "CC-BY-4.0"
//
//	[[source]]
//	path = "pages"
//
// Reading is strict. A key that means nothing is an error that names it, its
// line and the key that was meant; a misspelt "licence" must never make a
// dataset that silently has none.
//
// Inputs lie in or below the recipe's folder. A path that is absolute or leads
// out of it by ".." is refused: it would name a place on one machine, and a
// rebuild by a stranger must be able to trust that a recipe reads nothing but
// the folder it was put in; a link that leads out of it is refused as well. For
// inputs elsewhere, put the recipe above them.
package datasets

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/BurntSushi/toml"

	"dabao/schema"
)

// FileName is the name of the recipe in a folder.
const FileName = "recipe.toml"

// MaxBytes is the size past which a recipe is refused. Ten thousand
// withdrawals fit in it.
const MaxBytes = 4 << 20

// Recipe says what a dataset is made of. Strings are empty and slices nil
// where the file says nothing, but for the defaults named below.
type Recipe struct {
	Name        string // lower case, digits and hyphens; a file and folder name
	Version     string // semantic version, without a leading v
	Date        string // day of the release as YYYY-MM-DD; empty where none is given
	Title       string // Name where the file gives none
	Description string
	License     string // SPDX id in its listed spelling, or URL
	Homepage    string
	Creators    []Creator
	Language    []string // BCP 47
	Sources     []Source
	Select      Select
	Splits      *Splits // nil where the dataset is not split
	Withdraw    []Withdrawal
	Correct     []Correction
	Annotate    []Source // of which only Path and Glob are set
	Checks      Checks
	Queries     []Example

	File string // the file that was read, as messages name it
	Raw  []byte // its bytes; not to be changed
}

// Creator is a person or body that made the dataset.
type Creator struct {
	Name        string `json:"name"`
	ORCID       string `json:"orcid,omitempty"`
	Affiliation string `json:"affiliation,omitempty"`
	URL         string `json:"url,omitempty"`
}

// Source names inputs by exactly one of Path, a file or a folder taken whole,
// and Glob, a doublestar pattern. Both are slash-separated and relative to the
// recipe's folder.
type Source struct {
	Path, Glob string
	License    string // SPDX id or URL, for pages that state none themselves
	Rights     string // statement of rights, likewise
	// Map says under which keys the rows of the source have what an article has.
	Map schema.Columns
}

// The two values of Select.NearDuplicates.
const (
	Keep = "keep"
	Drop = "drop"
)

// Select says which articles, and how much of them, the dataset holds.
type Select struct {
	Where          string // an SQL expression over the articles table; empty selects all
	Text           bool   // false leaves the text out and keeps the metadata; true by default
	NearDuplicates string // Keep, the default, or Drop
}

// Splits are the shares of the three splits; they make 1. Salt makes the draw
// of one dataset independent of another's.
type Splits struct {
	Train, Validation, Test float64
	Salt                    string
}

// Withdrawal takes out, for good, the article of a uid or url, or all of a
// site. Exactly one of the three is set.
type Withdrawal struct {
	UID    schema.UID
	URL    string
	Site   string // host in lower case, without "www."
	Date   string // YYYY-MM-DD
	Reason string
}

// Correction sets one column of one article. An empty Now is NULL.
type Correction struct {
	UID    schema.UID
	Column string // a column of articles that a person may set
	Now    string // in the column's form; 0 or 1 for a boolean
	Reason string
}

// Checks are what must hold before a release is made.
type Checks struct {
	MinArticles    int
	MaxRejectShare *float64 // of the inputs read; nil where unlimited
	Fill           []Fill   // in the order of the columns of articles
	Queries        []Expect
}

// Fill is the least share of articles in which a column is not NULL.
type Fill struct {
	Column string
	Share  float64
}

// Expect is a search, as typed into dabao search, that must find the articles
// of all UIDs and URLs and at least MinHits in all.
type Expect struct {
	Q       string
	UIDs    []schema.UID
	URLs    []string
	MinHits int
}

// Example is a query to show. Exactly one of Q, as typed into dabao search,
// and SQL is set.
type Example struct {
	Title string `json:"title"`
	Q     string `json:"q,omitempty"`
	SQL   string `json:"sql,omitempty"`
}

// Load reads a recipe from a file, or from the recipe.toml of a folder.
func Load(path string) (*Recipe, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, fmt.Errorf("read recipe: %w", err)
	}
	if info.IsDir() {
		path = filepath.Join(path, FileName)
	}
	f, err := os.Open(path)
	if errors.Is(err, os.ErrNotExist) {
		return nil, fmt.Errorf("%s holds no %s", filepath.Dir(path), FileName)
	}
	if err != nil {
		return nil, fmt.Errorf("read recipe: %w", err)
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, MaxBytes+1))
	if err != nil {
		return nil, fmt.Errorf("read recipe %s: %w", path, err)
	}
	return Parse(path, data)
}

// At names the line of a key as messages do: "select.where", "query[0].sql".
func (r *Recipe) At(key string) string { return placeIn(r.File, keyLines(r.Raw)[key]) }

// Parse reads a recipe; name is what messages call it. The error tells all that
// is wrong, a line each, with line, key, value and the form that is wanted.
func Parse(name string, data []byte) (*Recipe, error) {
	if len(data) > MaxBytes {
		return nil, fmt.Errorf("%s: larger than %d bytes, which no recipe is", name, MaxBytes)
	}
	var values map[string]any
	if err := toml.Unmarshal(data, &values); err != nil {
		var at toml.ParseError
		if errors.As(err, &at) {
			return nil, fmt.Errorf("%s:%d: %s", name, at.Position.Line, oneLine(at.Message))
		}
		return nil, fmt.Errorf("%s: %s", name, oneLine(err.Error()))
	}
	p := &parser{file: name, lines: keyLines(data)}
	r := readRecipe(p.root(values))
	r.File, r.Raw = name, data
	if err := p.err(); err != nil {
		return nil, err
	}
	return r, nil
}
