package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/urfave/cli/v2"

	"dabao/export/release"
	"dabao/schema/store"
)

// shown is how many values of a column info lists before it sums up the rest.
const shown = 8

func infoCommand() *cli.Command {
	return command(&cli.Command{
		Name:      "info",
		Usage:     "count what a database holds: dates, languages, sources, rejects",
		ArgsUsage: "articles.db",
		Description: `Examples:
   dabao info articles.db
   dabao info articles.db --rejects
   dabao info articles.db --columns
   dabao info https://data.example/news/
   dabao info articles.db --json`,
		Flags: []cli.Flag{
			&cli.BoolFlag{Name: "rejects", Usage: "list the rejected documents, grouped by reason"},
			&cli.BoolFlag{Name: "columns", Usage: "say of every column how much of it is filled, and with what"},
			&cli.IntFlag{Name: "rows", Value: store.ProfileRows, Usage: "with --columns: most rows of a table to look at, `N` spread evenly over it; 0 for all"},
			&cli.BoolFlag{Name: "json", Usage: "print as JSON; with --rejects and --columns an object a line"},
		},
		Action: infoAction,
	}, 1)
}

func infoAction(c *cli.Context) error {
	db, err := release.OpenDatabase(c.Context, c.Args().First())
	if err != nil {
		return err
	}
	defer db.Close()
	if c.Bool("rejects") {
		return printRejects(c, db)
	}
	if c.Bool("columns") {
		return printProfiles(c, db)
	}
	i, err := db.Info(c.Context)
	if err != nil {
		return err
	}
	if c.Bool("json") {
		return printJSON(c.App.Writer, i)
	}
	printInfo(c.App.Writer, i)
	return nil
}

func printInfo(w io.Writer, i *store.Info) {
	say := func(name, value string) {
		if value != "" {
			fmt.Fprintf(w, "%-10s %s\n", name, printable(value))
		}
	}
	say("file", i.Path)
	say("dataset", strings.TrimSpace(i.Dataset["name"]+" "+i.Dataset["version"]))
	say("license", i.Dataset["license"])
	var rows []string
	for _, t := range i.Rows {
		rows = append(rows, fmt.Sprintf("%s %d", t.Value, t.Rows))
	}
	say("rows", strings.Join(rows, ", "))
	if len(i.Uncounted) > 0 {
		say("", "not counted over a network: "+strings.Join(i.Uncounted, ", "))
	}
	if i.First != "" {
		say("days", fmt.Sprintf("%s to %s, %d undated", i.First, i.Last, i.Undated))
	}
	say("languages", top(i.Langs))
	say("sites", top(i.Sites))
	say("sources", top(i.Sources))
	say("rejects", top(i.Rejects))
	say("content", i.ContentSHA)
}

func top(counts []store.Count) string {
	var parts []string
	for n, c := range counts {
		if n == shown {
			parts = append(parts, fmt.Sprintf("and %d more", len(counts)-shown))
			break
		}
		parts = append(parts, fmt.Sprintf("%s %d", orDash(c.Value), c.Rows))
	}
	return strings.Join(parts, ", ")
}

func printRejects(c *cli.Context, db *store.Store) error {
	type line struct {
		Reason    string `json:"reason"`
		URI       string `json:"uri"`
		Container string `json:"container"`
		Offset    int64  `json:"offset"`
		Detail    string `json:"detail"`
		SHA256    string `json:"sha256"`
	}
	byReason := map[string][]line{}
	tally := map[string]int{}
	for r, err := range db.Rejects(c.Context) {
		if err != nil {
			return err
		}
		l := line{string(r.Reason), r.Origin.URI, r.Origin.Container, r.Origin.Offset, r.Detail, r.SHA256}
		if c.Bool("json") {
			if err := printJSON(c.App.Writer, l); err != nil {
				return err
			}
			continue
		}
		byReason[l.Reason] = append(byReason[l.Reason], l)
		tally[l.Reason]++
	}
	for _, reason := range sortedNames(tally) {
		fmt.Fprintf(c.App.Writer, "%s (%d)\n", reason, tally[reason])
		for _, l := range byReason[reason] {
			place := l.URI
			if l.Container != "" {
				place = fmt.Sprintf("%s @%d in %s", l.URI, l.Offset, l.Container)
			}
			fmt.Fprintf(c.App.Writer, "  %s: %s\n", printable(place), printable(l.Detail))
		}
	}
	return nil
}
