package main

import (
	"slices"
	"strings"
	"unicode"

	"github.com/peterh/liner"

	"dabao/schema/store"
)

// keywords are the words of SQL that questions are made of.
var keywords = strings.Fields(`SELECT DISTINCT FROM WHERE GROUP BY ORDER HAVING LIMIT OFFSET JOIN LEFT CROSS ON USING WITH RECURSIVE AS AND OR NOT
	IN IS NULL LIKE GLOB BETWEEN EXISTS CASE WHEN THEN ELSE END UNION ALL INTERSECT EXCEPT VALUES ASC DESC EXPLAIN QUERY PLAN
	count( sum( avg( min( max( substr( length( coalesce( group_concat( json_quote( json_each( date( strftime( round(`)

// dots are the commands of the prompt.
var dots = []string{".help", ".quit", ".schema", ".tables"}

// completer completes the word before the cursor: behind a point the columns of
// the table that stands before it, or of any where that is an alias; else
// columns, tables and keywords.
func completer(catalog []store.Relation) liner.WordCompleter {
	var tables, columns []string
	for _, t := range catalog {
		tables = append(tables, t.Name)
		columns = append(columns, t.Columns...)
	}
	slices.Sort(columns)
	columns = slices.Compact(columns)
	anywhere := slices.Concat(columns, tables, keywords)
	return func(line string, pos int) (head string, completions []string, tail string) {
		runes := []rune(line)
		from := pos
		for from > 0 && (unicode.IsLetter(runes[from-1]) || unicode.IsDigit(runes[from-1]) || runes[from-1] == '_') {
			from--
		}
		head, word, tail := string(runes[:from]), string(runes[from:pos]), string(runes[pos:])
		switch {
		case head == ".":
			return "", beginning(dots, "."+word), tail
		case strings.HasPrefix(head, ".schema "):
			return head, beginning(tables, word), tail
		case strings.HasSuffix(head, "."):
			return head, beginning(columnsOf(catalog, head, columns), word), tail
		}
		return head, beginning(anywhere, word), tail
	}
}

// columnsOf are those of the table whose name stands before the point that ends
// head, all where there is none of that name.
func columnsOf(catalog []store.Relation, head string, all []string) []string {
	before := strings.TrimSuffix(head, ".")
	for _, t := range catalog {
		if rest, ok := strings.CutSuffix(before, t.Name); ok && (rest == "" || !unicode.IsLetter(rune(rest[len(rest)-1])) && rest[len(rest)-1] != '_') {
			return t.Columns
		}
	}
	return all
}

// beginning are the words that begin with one, in either case, each once.
func beginning(words []string, word string) []string {
	var found []string
	for _, w := range words {
		if len(w) >= len(word) && strings.EqualFold(w[:len(word)], word) && !slices.Contains(found, w) {
			found = append(found, w)
		}
	}
	return found
}
