package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/urfave/cli/v2"

	"dabao/export"
	"dabao/export/release"
	"dabao/schema"
	"dabao/schema/store"
)

func showCommand() *cli.Command {
	return command(&cli.Command{
		Name:      "show",
		Usage:     "print one article to read",
		ArgsUsage: "articles.db UID",
		Description: `UID is the 32 hex digits that dabao search prints, or the first eight or more of them.

Examples:
   dabao show articles.db 0f3a9c…
   dabao show articles.db 0f3a9c… --json
   dabao show articles.db 0f3a9c… --cite
   dabao show articles.db 0f3a9c… --raw > page.html
   dabao show articles.db 0f3a9c… --trace 0`,
		Flags: []cli.Flag{
			&cli.BoolFlag{Name: "json", Usage: "print every field as JSON"},
			&cli.BoolFlag{Name: "cite", Usage: "print how to cite it"},
			&cli.BoolFlag{Name: "raw", Usage: "print the captured bytes, as kept by ingest --keep-raw or as they still lie in the input"},
			&cli.IntFlag{Name: "trace", Value: -1, Usage: "lead quantity `N` of the article (seq, from 0) back to its bytes"},
			&cli.StringFlag{Name: "base", Usage: "folder that the paths of captures are relative to (default: this one)"},
		},
		Action: showAction,
	}, 2)
}

func showAction(c *cli.Context) error {
	db, err := release.OpenDatabase(c.Context, c.Args().Get(0))
	if err != nil {
		return err
	}
	defer db.Close()
	uid, err := findUID(c.Context, db, c.Args().Get(1))
	if err != nil {
		return err
	}
	a, err := db.Article(c.Context, uid)
	if errors.Is(err, sql.ErrNoRows) {
		return fmt.Errorf("no article %s in %s", uid, db.Name())
	}
	if err != nil {
		return err
	}
	switch {
	case c.Bool("json"):
		return articleJSON(c, a)
	case c.Bool("raw"):
		body, err := capturedBytes(c.Context, db, a, c.String("base"))
		if err != nil {
			return err
		}
		_, err = c.App.Writer.Write(body)
		return err
	case c.IsSet("trace"):
		return trace(c, db, a, c.Int("trace"))
	case c.Bool("cite"):
		said, err := db.Dataset(c.Context)
		if err != nil {
			return err
		}
		_, err = fmt.Fprintln(c.App.Writer, printable(a.Citation(said)))
		return err
	}
	return printArticle(c.App.Writer, a)
}

// articleJSON prints an article as one line of the JSONL export.
func articleJSON(c *cli.Context, a *schema.Article) error {
	format, err := export.ParseFormat(".jsonl")
	if err != nil {
		return err
	}
	shape := schema.ArticleShape()
	one := func(yield func(*schema.Article, error) bool) { yield(a, nil) }
	return export.Write(c.Context, c.App.Writer, format, &shape, export.Records(&shape, one))
}

// findUID completes the beginning of a uid.
func findUID(ctx context.Context, db *store.Store, given string) (schema.UID, error) {
	given = strings.ToLower(given)
	if len(given) < 8 || strings.Trim(given, "0123456789abcdef") != "" {
		return "", usage(fmt.Sprintf("%q is no uid", given), "a uid is 32 hex digits; dabao search prints them")
	}
	var found []string
	for row, err := range db.Rows(ctx, "articles", []string{"uid"}, "uid GLOB '"+given+"*'") {
		if err != nil {
			return "", err
		}
		found = append(found, row[0].(string))
	}
	switch len(found) {
	case 0:
		return "", fmt.Errorf("no article %s in %s", given, db.Name())
	case 1:
		return schema.UID(found[0]), nil
	}
	return "", usage(fmt.Sprintf("%s is the beginning of %d uids", given, len(found)), "give more digits")
}

// printArticle sets an article in plain text, from its blocks.
func printArticle(w io.Writer, a *schema.Article) error {
	var b strings.Builder
	line := func(s string) {
		if s != "" {
			b.WriteString(printable(s) + "\n")
		}
	}
	line(a.Kicker)
	line(a.Title)
	line(a.Subtitle)
	var under []string
	for _, s := range []string{firstOf(a.PublishedAt, a.PublishedOn), a.Source, credits(a)} {
		if s != "" {
			under = append(under, s)
		}
	}
	line(strings.Join(under, " | "))
	line(a.URL)
	for _, bl := range a.Blocks {
		b.WriteString("\n")
		for _, row := range strings.Split(bl.Text, "\n") {
			line(blockMark[bl.Kind] + row)
		}
	}
	if len(a.Entities) > 0 {
		b.WriteString("\n")
	}
	for _, kind := range schema.EntityKinds {
		line(named(a.Entities, kind))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// named lists the names of a kind in the order they first stand in the article,
// each once, with the role and how often it stands there; "" for none.
func named(all []schema.Entity, kind schema.EntityKind) string {
	type mention struct{ name, role string }
	times, order := map[string]int{}, []mention{}
	for _, e := range all {
		if e.Kind != kind {
			continue
		}
		if times[e.Name]++; times[e.Name] == 1 {
			order = append(order, mention{e.Name, e.Role})
		}
	}
	var parts []string
	for _, m := range order {
		part := m.name
		if m.role != "" {
			part += " (" + m.role + ")"
		}
		if n := times[m.name]; n > 1 {
			part += fmt.Sprintf(" ×%d", n)
		}
		parts = append(parts, part)
	}
	if len(parts) == 0 {
		return ""
	}
	return fmt.Sprintf("[%s] %s", kind, strings.Join(parts, ", "))
}

var blockMark = map[schema.Kind]string{
	schema.Heading: "## ", schema.Quote: "> ", schema.ListItem: "- ", schema.Caption: "[image] ",
}

func credits(a *schema.Article) string {
	var parts []string
	for _, c := range a.Credits {
		parts = append(parts, string(c.Role)+": "+c.Name)
	}
	return strings.Join(parts, ", ")
}

func firstOf(all ...string) string {
	for _, s := range all {
		if s != "" {
			return s
		}
	}
	return ""
}
