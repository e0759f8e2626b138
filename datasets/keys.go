package datasets

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// Key is one key that a recipe may hold.
type Key struct {
	Table string // "" above the first table, else "select", "source", "checks.query"
	Name  string
	Value string // an example, in TOML
	Says  string // what it means and what form it has, in one line
	Use   Use
	// Meant are other words that people write for it.
	Meant []string
}

// Use says whether a key has to be there.
type Use int

// Optional keys may be left out; Needed ones must be there, in their table; of
// the Either keys of a table exactly one must be.
const (
	Optional Use = iota
	Needed
	Either
)

// Keys is every key of a recipe, in the order that the reference has them. The
// parser must know these and no others, which a test holds it to.
var Keys = []Key{
	{"", "name", `"harbour-news"`, "short name: lower-case letters, digits, single hyphens", Needed, words("id slug dataset")},
	{"", "version", `"1.0.0"`, "semantic version; the next release needs a greater one", Needed, words("release revision ver")},
	{"", "date", "2022-12-01", "day of this release, YYYY-MM-DD; without it no file claims one", Optional, words("released release_date published date_released datepublished")},
	{"", "title", `"News from the harbour"`, "what the dataset is called; the name where there is none", Optional, words("headline heading label pretty_name")},
	{"", "description", `"Articles of two papers, 2019 to 2022."`, "what it is, in a sentence or two", Optional, words("summary abstract about desc subtitle")},
	{"", "license", `"CC-BY-4.0"`, "of the whole: an SPDX id (spdx.org/licenses), LicenseRef-NAME, or a URL", Needed, words("licence licensing licenses terms spdx")},
	{"", "homepage", `"https://example.org/harbour-news"`, "where releases are to be had: a URL", Optional, words("url website site link web page repository")},
	{"", "language", `["zh-Hant", "en"]`, "of the articles: BCP 47 tags", Optional, words("lang languages locale")},

	{"creators", "name", `"A. Name"`, `who made the dataset; creators = ["A. Name"] above the first table does too`, Needed, words("author authors creator contributors maker publisher by")},
	{"creators", "orcid", `"0000-0002-1825-0097"`, "ORCID of the person", Optional, nil},
	{"creators", "affiliation", `"Harbour University"`, "where the person works", Optional, words("organization organisation institution")},
	{"creators", "url", `"https://example.org/a"`, "page of the person or body", Optional, words("homepage website")},

	{"source", "path", `"pages"`, "file or folder, in or below the recipe's folder; links out of it and releases are not read", Either, words("inputs input data files file folder dir directory sources paths")},
	{"source", "glob", `"crawl/**/*.warc.gz"`, "or a pattern: * within a name, ** across folders, {a,b} either", Either, words("pattern match wildcard")},
	{"source", "license", `"CC0-1.0"`, "of pages that state none themselves: SPDX id, LicenseRef-NAME or URL", Optional, words("licence licensing")},
	{"source", "map", `"text=body,url=link"`, "of rows that another tool made: which of ours is which of theirs", Optional, words("columns fields mapping")},
	{"source", "rights", `"© The Harbour Paper"`, "statement of rights of such pages, as printed", Optional, words("copyright rightsholder")},

	{"select", "where", `"lang LIKE 'zh%'"`, "SQL over the table articles that says which ones to take; text in single quotes", Optional, words("filter condition sql query")},
	{"select", "text", "true", "false releases metadata only", Optional, words("fulltext body full_text")},
	{"select", "near_duplicates", `"keep"`, `or "drop": leave out articles that repeat an earlier one`, Optional, words("duplicates dedup dedupe")},

	{"splits", "train", "0.8", "share of the articles; the shares make 1", Optional, words("training")},
	{"splits", "validation", "0.1", "likewise", Optional, words("valid val dev eval")},
	{"splits", "test", "0.1", "likewise; released articles keep their side", Optional, words("testing")},
	{"splits", "salt", `"harbour"`, "makes the draw another than that of other datasets", Optional, words("seed random_state")},

	{"withdraw", "uid", `"00112233445566778899aabbccddeeff"`, "article to take out for good: 32 hex digits", Either, words("id article takedown remove delete")},
	{"withdraw", "url", `"https://example.org/a"`, "or whatever has this address", Either, words("address link")},
	{"withdraw", "site", `"news.example.org"`, "or whatever comes from this host", Either, words("host domain")},
	{"withdraw", "date", "2022-12-01", "day of the withdrawal, YYYY-MM-DD", Needed, words("day when on")},
	{"withdraw", "reason", `"asked for by the author"`, "why; it is published", Needed, words("why because note")},

	{"correct", "uid", `"ffeeddccbbaa99887766554433221100"`, "article to put right", Needed, words("id article")},
	{"correct", "column", `"published_on"`, "column of the table articles", Needed, words("field key")},
	{"correct", "now", `"2022-11-30"`, `the right value, "" to empty it`, Needed, words("value to new")},
	{"correct", "reason", `"the page misprints its day"`, "why; it is published", Needed, words("why because note")},

	{"annotate", "path", `"spans.jsonl"`, "file or folder of what another program found, in the form that dabao annotate takes", Either, words("file files spans input folder")},
	{"annotate", "glob", `"spans/*.jsonl.gz"`, "or a pattern; files it names are no source", Either, words("pattern match wildcard")},

	{"checks", "min_articles", "1000", "a release with fewer is not made", Optional, words("minimum min_rows min")},
	{"checks", "max_reject_share", "0.02", "nor one of whose inputs a greater share was rejected", Optional, words("max_rejects reject_share")},
	{"checks.fill", "COLUMN", "0.95", "nor one in which a smaller share of articles has this column of articles", Optional, nil},
	{"checks.query", "q", `"核酸檢測"`, "a search, as typed into dabao search", Needed, words("query search text")},
	{"checks.query", "uids", `["00112233445566778899aabbccddeeff"]`, "that must find these articles", Optional, words("uid ids")},
	{"checks.query", "urls", `["https://example.org/a"]`, "and these", Optional, words("url")},
	{"checks.query", "min_hits", "3", "and so many in all; one of the three is needed", Optional, words("hits minimum")},

	{"query", "title", `"Articles on testing"`, "an example on card and page: what it shows", Needed, words("name label")},
	{"query", "q", `"核酸檢測"`, "a search, as typed into dabao search", Either, words("query search text")},
	{"query", "sql", `"SELECT count(*) FROM articles"`, "or one SQL query, which must only read", Either, words("statement")},
}

// tableSays is one line on each table.
var tableSays = map[string]string{
	"creators": "who made the dataset; may be repeated",
	"source":   "what it is made of; at least one. Of files named twice the first source counts",
	"select":   "which articles, and how much of them",
	"splits":   "for training and testing; near-duplicates share a side",
	"withdraw": "a takedown; may be repeated. The pages may then be deleted",
	"correct":  "a correction; may be repeated",
	"annotate": "organisations, places, persons that other programs found; may be repeated",
	"checks":   "what must hold, or the release is not made",
	// the key of checks.fill is a column's name
	"checks.fill":  "the least share of articles that have a column",
	"checks.query": "may be repeated",
	"query":        "a question to start with; may be repeated",
}

// listTables may be repeated.
var listTables = []string{"creators", "source", "withdraw", "correct", "annotate", "checks.query", "query"}

func words(s string) []string { return strings.Fields(s) }

// header is the line that opens a table.
func header(table string) string {
	if slices.Contains(listTables, table) {
		return "[[" + table + "]]"
	}
	return "[" + table + "]"
}

// maxColumn is how far to the right the explanations of Reference start.
const maxColumn = 44

// Reference is a recipe that shows every key once with an example and one line
// on it. A key that another of its table excludes is commented out.
func Reference() string {
	var b strings.Builder
	table := ""
	either := map[string]bool{}
	for _, k := range Keys {
		if k.Table != table {
			table = k.Table
			fmt.Fprintf(&b, "\n%s\n", beside(header(table), tableSays[table]))
		}
		line := k.line(k.Value)
		if k.Use == Either && either[table] {
			line = "# " + line
		}
		either[table] = either[table] || k.Use == Either
		b.WriteString(beside(line, k.Says) + "\n")
	}
	return b.String()
}

// line sets the key to a value. The keys of checks.fill are columns.
func (k *Key) line(value string) string {
	name := k.Name
	if name == "COLUMN" {
		name = "published_on"
	}
	return name + " = " + value
}

// beside puts an explanation to the right of a line.
func beside(line, says string) string {
	if says == "" {
		return line
	}
	if n := maxColumn - utf8.RuneCountInString(line); n > 0 {
		line += strings.Repeat(" ", n)
	}
	return line + " # " + says
}

// keyNamed finds the key of a table, nil for none.
func keyNamed(table, name string) *Key {
	i := slices.IndexFunc(Keys, func(k Key) bool {
		return k.Table == table && (k.Name == name || k.Name == "COLUMN" && table != "")
	})
	if i < 0 {
		return nil
	}
	return &Keys[i]
}

// meant finds what a strange word at a place stands for: a key of its table, or
// at the top the table whose key has that sense.
func meant(table, word string) *Key {
	word = strings.ToLower(strings.ReplaceAll(word, "-", "_"))
	for i, k := range Keys {
		if k.Table == table && slices.Contains(k.Meant, word) {
			return &Keys[i]
		}
	}
	if table != "" {
		return nil
	}
	for i, k := range Keys {
		if slices.Contains(tableWords[k.Table], word) {
			return &Keys[i]
		}
	}
	return nil
}

// tableWords are words that people write at the top for a table.
var tableWords = map[string][]string{
	"creators":     words("author authors creator contributors contributor maker makers publisher by"),
	"source":       words("inputs input data files file folder dir directory sources paths"),
	"select":       words("filter filters selection"),
	"splits":       words("split partitions"),
	"withdraw":     words("takedown takedowns withdrawn withdrawals withdrawal remove removed delete deleted exclude"),
	"correct":      words("correction corrections corrected fix fixes errata"),
	"annotate":     words("annotations annotation annotated spans entities ner"),
	"checks":       words("check assert asserts expect tests gate"),
	"query":        words("queries example examples search"),
	"checks.query": nil,
}
