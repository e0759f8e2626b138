package main

import (
	"encoding/csv"
	"fmt"
	"io"

	"github.com/urfave/cli/v2"

	"dabao/export/release"
)

func diffCommand() *cli.Command {
	return command(&cli.Command{
		Name:      "diff",
		Usage:     "list the articles added, removed and changed between two databases or releases",
		ArgsUsage: "OLD NEW",
		Description: `OLD and NEW are databases or release folders. Withdrawals and corrections are told
apart from other changes, and the next version is proposed: PATCH for equal rows in other
bytes, MINOR for rows added, withdrawn or corrected, MAJOR for anything else.

Examples:
   dabao diff demo-1.0.0 demo-1.1.0
   dabao diff old.db new.db --json
   dabao diff old.db new.db --csv > changes.csv`,
		Flags: []cli.Flag{
			&cli.BoolFlag{Name: "json", Usage: "print as JSON"},
			&cli.BoolFlag{Name: "csv", Usage: "print a row a changed column as CSV"},
		},
		Action: diffAction,
	}, 2)
}

func diffAction(c *cli.Context) error {
	old, err := release.OpenDatabase(c.Context, c.Args().Get(0))
	if err != nil {
		return err
	}
	defer old.Close()
	now, err := release.OpenDatabase(c.Context, c.Args().Get(1))
	if err != nil {
		return err
	}
	defer now.Close()
	changes, err := release.Diff(c.Context, old, now)
	if err != nil {
		return err
	}
	switch {
	case c.Bool("json"):
		return printJSON(c.App.Writer, changes)
	case c.Bool("csv"):
		return changesCSV(c.App.Writer, changes)
	}
	for _, ch := range changes.Changes {
		fmt.Fprintf(c.App.Writer, "%-9s %s  %s", ch.Kind, ch.UID, orDash(ch.On))
		for _, col := range ch.Columns {
			fmt.Fprintf(c.App.Writer, "  %s", col.Column)
		}
		if ch.Reason != "" {
			fmt.Fprintf(c.App.Writer, "  (%s)", printable(ch.Reason))
		}
		fmt.Fprintln(c.App.Writer)
	}
	said(c).line("%d articles differ; the step is %s%s", len(changes.Changes), changes.Bump, nextVersion(changes))
	return nil
}

func nextVersion(c *release.Changes) string {
	if c.Next == "" {
		return ""
	}
	return ", the next version " + c.Next
}

// changesCSV writes a row an added or removed article, and a row a column of a
// changed one.
func changesCSV(w io.Writer, changes *release.Changes) error {
	out := csv.NewWriter(w)
	text := func(s *string) string {
		if s == nil {
			return ""
		}
		return *s
	}
	out.Write([]string{"kind", "uid", "published_on", "column", "was", "now", "reason"})
	for _, ch := range changes.Changes {
		if len(ch.Columns) == 0 {
			out.Write([]string{string(ch.Kind), string(ch.UID), ch.On, "", "", "", ch.Reason})
		}
		for _, col := range ch.Columns {
			out.Write([]string{string(ch.Kind), string(ch.UID), ch.On, col.Column, text(col.Was), text(col.Now), ch.Reason})
		}
	}
	out.Flush()
	return out.Error()
}
