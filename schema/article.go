package schema

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"
)

// UID names an article for good: 32 lower-case hex digits.
type UID string

var uidForm = regexp.MustCompile(`^[0-9a-f]{32}$`)

// ParseUID accepts 32 hex digits in either case.
func ParseUID(s string) (UID, error) {
	u := UID(strings.ToLower(strings.TrimSpace(s)))
	if !uidForm.MatchString(string(u)) {
		return "", fmt.Errorf("uid %q is not 32 hex digits", s)
	}
	return u, nil
}

// UIDFromURL is the uid of an article known by its canonical URL.
func UIDFromURL(canonical string) UID { return uidOf("url\n" + canonical) }

// UIDFromBytes is the uid of an article known only by the SHA-256 of its
// captured bytes, given as 64 hex digits.
func UIDFromBytes(sha256hex string) UID { return uidOf("sha256\n" + strings.ToLower(sha256hex)) }

func uidOf(s string) UID {
	sum := sha256.Sum256([]byte(s))
	return UID(hex.EncodeToString(sum[:16]))
}

// Kind says what a block is to a typesetter.
type Kind string

// The closed set of block kinds.
const (
	Heading   Kind = "heading"
	Paragraph Kind = "paragraph"
	Quote     Kind = "quote"
	Caption   Kind = "caption"
	ListItem  Kind = "list_item"
	Table     Kind = "table"
	Code      Kind = "code"
)

// Kinds is the closed set of block kinds.
var Kinds = []Kind{Heading, Paragraph, Quote, Caption, ListItem, Table, Code}

// Block is one block of the article in reading order. Text is one line, but
// for a table, whose rows are lines and whose cells are separated by tabs, and
// for code (all that HTML sets as preformatted), whose lines and indents are
// kept.
type Block struct {
	Kind Kind   `json:"kind"`
	Text string `json:"text"`
}

// Role is what a credited person did.
type Role string

// The roles dabao tells apart.
const (
	Author       Role = "author"
	Editor       Role = "editor"
	Photographer Role = "photographer"
	Translator   Role = "translator"
	Illustrator  Role = "illustrator"
	Proofreader  Role = "proofreader"
	Correspond   Role = "correspondent"
)

// Roles is the closed set of roles.
var Roles = []Role{Author, Editor, Photographer, Translator, Illustrator, Proofreader, Correspond}

// Credit is one person or desk named for a role, as printed.
type Credit struct {
	Role Role   `json:"role"`
	Name string `json:"name"`
}

// Image is one picture of the article.
type Image struct {
	URL     string `json:"url"`     // absolute where the page allows it; may be empty in a text dump
	Caption string `json:"caption"` // without the credit
	Credit  string `json:"credit"`  // as printed, e.g. "photo: A. Name"
}

// Span is a half-open range of code points in one field of an article.
type Span struct {
	Field    string `json:"field"`    // "title", "subtitle" or "block"
	Position int    `json:"position"` // of the block; 0 for the other fields
	Start    int    `json:"char_start"`
	End      int    `json:"char_end"`
}

// Quantity is one countable statement of the text.
type Quantity struct {
	Span
	Raw       string   `json:"raw"`
	Value     float64  `json:"value"`
	ValueHigh *float64 `json:"value_high"` // upper end of a range; nil where there is none
	Unit      string   `json:"unit"`
	Modifier  string   `json:"modifier"` // exact, about, at_least, at_most
	Noun      string   `json:"noun"`
	Subject   string   `json:"subject"` // the organisation that the sentence names
}

// Date is one date of the text.
type Date struct {
	Span
	Raw       string `json:"raw"`
	Value     string `json:"value"`     // ISO 8601 at the precision given; a range is start/end
	Precision string `json:"precision"` // year, month, day, hour, minute, …
	Relative  bool   `json:"relative"`
}

// EntityKind says what a name is the name of.
type EntityKind string

// The closed set of kinds of names.
const (
	Org    EntityKind = "org"    // office, company, school, party, outlet
	Place  EntityKind = "place"  // from a country down to a street or building
	Person EntityKind = "person" // a human being
)

// EntityKinds is the closed set of kinds of names.
var EntityKinds = []EntityKind{Org, Place, Person}

// Entity is one mention of an organisation, a place or a person by its name.
type Entity struct {
	Span
	Raw  string     `json:"raw"`
	Kind EntityKind `json:"kind"`
	Name string     `json:"name"` // the form that groups mentions, in the text's script; never empty
	Role string     `json:"role"` // title or office printed beside a person
}

// Article is one row, normalised, with the rows that hang on it. An empty
// string stands for "not known" in every field that may be NULL.
type Article struct {
	UID       UID
	URL       string // canonical, absolute
	Site      string // host name without "www."
	Publisher string
	Channel   string
	Kicker    string
	Title     string
	Subtitle  string // as printed, with the dash that leads a Chinese 副題
	Source    string // 來源, the outlet as printed

	PublishedAt   string // RFC 3339 with the page's offset; empty when no time is printed
	PublishedOn   string // the calendar day as printed, 2006-01-02
	PublishedZone string // where the offset came from: page, site or utc
	ModifiedAt    string // RFC 3339

	Lang    string // BCP 47; zh-Hans and zh-Hant told apart
	Summary string

	License     string // SPDX id or URL
	Rights      string // as printed
	TDMReserved *bool  // W3C TDMRep; nil where the page says nothing

	Split           string
	NearDuplicateOf UID
	Repairs         int // damaged places made whole
	Unresolved      int // damaged places left as they stand
	Confidence      int // 1 to 100, how sure it is that Blocks are the story and all of it; 0 where no page had to be searched

	Blocks      []Block
	Credits     []Credit
	Breadcrumbs []string
	Tags        []string
	Images      []Image
	Quantities  []Quantity
	Dates       []Date
	Entities    []Entity
	Annotations []Annotation // in the order of CompareAnnotations, each once

	Capture Capture
}

// Text is what a reader would call the article: headings, paragraphs, quotes,
// list items, tables and code in reading order, one a line; captions are left out.
func (a *Article) Text() string {
	var b strings.Builder
	for _, bl := range a.Blocks {
		if bl.Kind == Caption {
			continue
		}
		if b.Len() > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(bl.Text)
	}
	return b.String()
}

// Chars is the length of Text in code points.
func (a *Article) Chars() int { return int(a.derived().chars) }

// ContentSHA256 is the hex digest of title, subtitle and text, a line feed
// after each: equal for two captures that print the same words.
func (a *Article) ContentSHA256() string { return a.derived().sha256 }

// Validate names the first field that breaks the row layout, and its value.
func (a *Article) Validate() error {
	if _, err := ParseUID(string(a.UID)); err != nil {
		return err
	}
	if a.Title == "" && len(a.Blocks) == 0 {
		return fmt.Errorf("article %s has neither title nor blocks", a.UID)
	}
	for _, f := range []struct{ name, value, layout string }{
		{"published_at", a.PublishedAt, time.RFC3339},
		{"modified_at", a.ModifiedAt, time.RFC3339},
		{"published_on", a.PublishedOn, time.DateOnly},
	} {
		if f.value == "" {
			continue
		}
		if _, err := time.Parse(f.layout, f.value); err != nil {
			return fmt.Errorf("%s %q is not %s", f.name, f.value, f.layout)
		}
	}
	if err := a.noControls(); err != nil {
		return err
	}
	for i, b := range a.Blocks {
		if !slices.Contains(Kinds, b.Kind) {
			return fmt.Errorf("block %d has the unknown kind %q", i, b.Kind)
		}
	}
	for i, c := range a.Credits {
		if !slices.Contains(Roles, c.Role) {
			return fmt.Errorf("credit %d has the unknown role %q", i, c.Role)
		}
	}
	places := a.Places()
	for i, e := range a.Entities {
		if !slices.Contains(EntityKinds, e.Kind) {
			return fmt.Errorf("entity %d has the unknown kind %q", i, e.Kind)
		}
		switch there, wrong := places.Cut(e.Span); {
		case wrong != nil:
			return fmt.Errorf("entity %d: %w", i, wrong)
		case there != e.Raw:
			return fmt.Errorf("entity %d: %.40q stands there, not %.40q", i, there, e.Raw)
		}
	}
	for i := range a.Annotations {
		if wrong := places.Check(&a.Annotations[i]); wrong != nil {
			return fmt.Errorf("annotation %d: %w", i, wrong)
		}
	}
	return nil
}
