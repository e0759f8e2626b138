package release

import (
	"cmp"
	"encoding/json"
	"strconv"
	"strings"
	"time"

	"dabao/datasets"
	"dabao/schema"
)

// Meta is what a release says of itself.
type Meta struct {
	Name, Version, Title, Description, License, Homepage string

	Date     string // day of the release, YYYY-MM-DD; empty where nobody gave one
	Creators []datasets.Creator
	Language []string // BCP 47
	Queries  []datasets.Example
}

// makers are the creators, or where nobody is named one that stands for them:
// the forms that want a creator must never lack one.
func (m *Meta) makers() []datasets.Creator {
	if len(m.Creators) > 0 {
		return m.Creators
	}
	return []datasets.Creator{{Name: "The makers of " + m.Title}}
}

// The values for a database that says nothing of itself. They are fixed, so
// that a release never depends on what a file happens to be called.
const (
	defaultName    = "articles"
	defaultVersion = "0.0.0"
	defaultTitle   = "News articles"
)

// metaOf takes the recipe's words, or without a recipe those of the table
// dataset, under the day given.
func metaOf(r *datasets.Recipe, said map[string]string, day time.Time) Meta {
	if r != nil {
		return Meta{r.Name, r.Version, r.Title, r.Description, r.License, r.Homepage, r.Date, r.Creators, r.Language, r.Queries}
	}
	m := Meta{
		Name: cmp.Or(said["name"], defaultName), Version: cmp.Or(said["version"], defaultVersion),
		Title: cmp.Or(said["title"], defaultTitle), Description: said["description"],
		License: said["license"], Homepage: said["homepage"], Date: said["date"],
	}
	if !day.IsZero() {
		m.Date = day.UTC().Format(time.DateOnly)
	}
	for _, c := range unmarshal[creator](said["creators"]) {
		m.Creators = append(m.Creators, datasets.Creator(c))
	}
	for _, q := range unmarshal[example](said["queries"]) {
		m.Queries = append(m.Queries, datasets.Example(q))
	}
	for tag := range strings.SplitSeq(said["language"], ",") {
		if tag = strings.TrimSpace(tag); tag != "" {
			m.Language = append(m.Language, tag)
		}
	}
	return m
}

// creator and example are those of a recipe as JSON in the table dataset.
type creator struct {
	Name        string `json:"name"`
	ORCID       string `json:"orcid,omitempty"`
	Affiliation string `json:"affiliation,omitempty"`
	URL         string `json:"url,omitempty"`
}

type example struct {
	Title string `json:"title"`
	Q     string `json:"q,omitempty"`
	SQL   string `json:"sql,omitempty"`
}

// dataset is the table dataset of the release: the metadata, over what a bare
// database says besides. The content digest joins it once the rows are written.
func (m *Meta) dataset(said map[string]string) map[string]string {
	all := make(map[string]string)
	for k, v := range said {
		if k != "content_digest" {
			all[k] = v
		}
	}
	set := func(k, v string) {
		delete(all, k)
		if v != "" {
			all[k] = v
		}
	}
	set("name", m.Name)
	set("version", m.Version)
	set("date", m.Date)
	set("title", m.Title)
	set("description", m.Description)
	set("license", m.License)
	set("homepage", m.Homepage)
	set("language", strings.Join(m.Language, ", "))
	var creators []creator
	for _, c := range m.Creators {
		creators = append(creators, creator(c))
	}
	set("creators", marshal(creators))
	var queries []example
	for _, q := range m.Queries {
		queries = append(queries, example(q))
	}
	set("queries", marshal(queries))
	set("tool", ownTool)
	set("schema_version", strconv.Itoa(schema.Version))
	return all
}

// ownTool is what a release of this dabao says it was made by.
const ownTool = "dabao " + schema.ToolVersion

// marshal is the JSON of a list, nothing for an empty one.
func marshal[T any](list []T) string {
	if len(list) == 0 {
		return ""
	}
	b, err := json.Marshal(list)
	if err != nil {
		panic(err) // structs of strings always marshal
	}
	return string(b)
}

// unmarshal reads what marshal wrote; anything else is left out, not guessed at.
func unmarshal[T any](text string) []T {
	var list []T
	if json.Unmarshal([]byte(text), &list) != nil {
		return nil
	}
	return list
}
