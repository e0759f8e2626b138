package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"

	"github.com/urfave/cli/v2"

	"dabao/datasets"
	"dabao/export/release"
	"dabao/schema/fulltext"
	"dabao/schema/store"
)

func searchCommand() *cli.Command {
	return command(&cli.Command{
		Name:      "search",
		Usage:     "find articles, best matches first",
		ArgsUsage: "articles.db QUERY",
		Description: `Words are looked for together; either Chinese script finds both.

   核酸检测 防控            both phrases
   "GDP growth" OR gdp*     a phrase, or words that begin so
   疫情 NOT 口罩            one without the other
   title:大桥  author:李明  source:新华社  site:example.org  lang:zh-Hant
   after:2022-03 before:2022-06-30

Examples:
   dabao search articles.db 核酸檢測
   dabao search articles.db --json --limit 100 'harbour after:2022'
   dabao search articles.db --count 'lang:ja'
   dabao search https://data.example/news/ 核酸檢測
   dabao search articles.db --sql '核酸檢測 after:2022' | sqlite3 articles.db`,
		Flags: []cli.Flag{
			&cli.IntFlag{Name: "limit", Value: 10, Usage: "most hits shown"},
			&cli.BoolFlag{Name: "count", Usage: "print how many articles match, nothing else"},
			&cli.BoolFlag{Name: "json", Usage: "print a JSON object a hit, with the spans of what was found in code points"},
			&cli.BoolFlag{Name: "sql", Usage: "print the search as SQL instead, which finds the same in any SQLite with FTS5, without the view search"},
		},
		Action: searchAction,
	}, -1)
}

func searchAction(c *cli.Context) error {
	if c.NArg() < 2 {
		return usage("search: a database and a query are wanted", "usage: dabao search articles.db QUERY")
	}
	if c.Int("limit") < 1 {
		return usage("--limit must be at least 1")
	}
	path, query := databaseAndQuery(c.Args().Slice())
	db, err := release.OpenDatabase(c.Context, path)
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%w; the database comes before the query", err)
	}
	if err != nil {
		return err
	}
	defer db.Close()
	if c.Bool("sql") {
		return printSearchSQL(c, db, query)
	}
	if c.Bool("count") {
		n, err := db.Count(c.Context, query)
		if err != nil {
			return atCharacter(query, err)
		}
		_, err = fmt.Fprintln(c.App.Writer, n)
		return err
	}
	hits, err := db.Search(c.Context, store.SearchQuery{Text: query, Limit: c.Int("limit")})
	if err != nil {
		return atCharacter(query, err)
	}
	for _, h := range hits {
		if c.Bool("json") {
			for _, spans := range []*[]fulltext.Span{&h.TitleSpans, &h.TextSpans, &h.SnippetSpans} {
				if *spans == nil {
					*spans = []fulltext.Span{}
				}
			}
			err = printJSON(c.App.Writer, h)
		} else {
			err = printHit(c.App.Writer, &h, paintFor(c.App.Writer))
		}
		if err != nil {
			return err
		}
	}
	return sayHits(c, db, query, len(hits))
}

// printSearchSQL prints what --count, or the hits, come from.
func printSearchSQL(c *cli.Context, db *store.Store, query string) error {
	if c.Bool("json") {
		return usage("search: --sql and --json do not go together")
	}
	text, err := db.SearchSQL(c.Context, store.SearchQuery{Text: query, Limit: c.Int("limit")})
	if c.Bool("count") {
		text, err = db.CountSQL(c.Context, query)
	}
	if err != nil {
		return atCharacter(query, err)
	}
	_, err = fmt.Fprintln(c.App.Writer, text+";")
	return err
}

// databaseAndQuery takes the words of the command line apart. The database comes
// first; where nothing is called so and the last word names something that is
// there, the two were given the other way round.
func databaseAndQuery(words []string) (path, query string) {
	first, last := words[0], words[len(words)-1]
	if _, err := os.Stat(first); errors.Is(err, fs.ErrNotExist) {
		if _, err := os.Stat(last); err == nil {
			return last, strings.Join(words[:len(words)-1], " ")
		}
	}
	return first, strings.Join(words[1:], " ")
}

// sayHits tells a person how many of how many were shown, and what was looked
// for where nothing was found.
func sayHits(c *cli.Context, db *store.Store, query string, shown int) error {
	if c.Bool("json") {
		return nil
	}
	if shown == 0 {
		looked, err := fulltext.Parse(query)
		if err != nil {
			return err
		}
		said(c).line("nothing found; looked for %s", printable(lookedFor(looked)))
		for _, word := range strings.Fields(query) {
			name, _, ok := strings.Cut(word, ":")
			if near := datasets.Nearest(name, fulltext.Fields()); ok && near != "" && near != name {
				said(c).hint(fmt.Sprintf("%s: is looked for as text; did you mean %s: ?", name, near))
			}
		}
		return nil
	}
	n, err := db.Count(c.Context, query)
	if err == nil && n > shown {
		said(c).line("%d of %d; --limit shows more", shown, n)
	}
	return err
}

// lookedFor says in words what a query looks for.
func lookedFor(q *fulltext.Query) string {
	var parts []string
	for _, p := range q.Phrases {
		part := "\"" + p.Text + "\""
		if p.Prefix {
			part += "*"
		}
		if p.Title {
			part += " in the title"
		}
		parts = append(parts, part)
	}
	for _, f := range q.Filters {
		not := ""
		if f.Not {
			not = "not "
		}
		parts = append(parts, not+f.Field+" "+f.Value)
	}
	return strings.Join(parts, ", ")
}

// atCharacter points at the place in the query that cannot be read.
func atCharacter(query string, err error) error {
	var syntax *fulltext.SyntaxError
	if !errors.As(err, &syntax) {
		return err
	}
	runes := []rune(query)
	at := min(syntax.At, len(runes))
	before := string(runes[max(0, at-60):at])
	after := string(runes[at:min(len(runes), at+60)])
	return usage(fmt.Sprintf("query, %s: %s ▸%s", syntax, before, after), "dabao search --help shows the language of queries")
}

// paint marks what was found: in bold on a terminal, not at all elsewhere.
type paint struct{ on, off string }

func paintFor(w io.Writer) paint {
	if terminal(w) && !noColor() {
		return paint{"\x1b[1;33m", "\x1b[0m"}
	}
	return paint{}
}

func printHit(w io.Writer, h *store.Hit, p paint) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s  %s  %s\n", h.UID[:12], orDash(h.PublishedOn), p.mark(h.Title, h.TitleSpans))
	if place := firstOf(h.Source, h.Site); place != "" {
		fmt.Fprintf(&b, "              %s\n", printable(place))
	}
	if h.Snippet != "" {
		fmt.Fprintf(&b, "              %s\n", p.mark(h.Snippet, h.SnippetSpans))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// mark paints the spans of a text, made printable piece by piece.
func (p paint) mark(text string, spans []fulltext.Span) string {
	runes := []rune(text)
	var b strings.Builder
	at := 0
	for _, s := range spans {
		if s.Start < at || s.End > len(runes) {
			continue
		}
		b.WriteString(printable(string(runes[at:s.Start])))
		b.WriteString(p.on + printable(string(runes[s.Start:s.End])) + p.off)
		at = s.End
	}
	b.WriteString(printable(string(runes[at:])))
	return b.String()
}
