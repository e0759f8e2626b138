package main

import (
	"fmt"

	"github.com/urfave/cli/v2"

	"dabao/export"
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
		shape, rows := changes.Rows()
		return export.Write(c.Context, c.App.Writer, export.CSV, &shape, rows)
	}
	for _, ch := range changes.Changes {
		fmt.Fprintf(c.App.Writer, "%-9s %s  %s", ch.Kind, ch.UID, orDash(ch.On))
		if ch.Title != "" {
			fmt.Fprintf(c.App.Writer, "  %s", printable(ch.Title))
		}
		if ch.Reason != "" {
			fmt.Fprintf(c.App.Writer, "  (%s)", printable(ch.Reason))
		}
		fmt.Fprintln(c.App.Writer)
		for _, line := range ch.Lines() {
			fmt.Fprintf(c.App.Writer, "          %s\n", printable(line))
		}
	}
	fmt.Fprintf(c.App.Writer, "%d articles differ; the step is %s%s\n", len(changes.Changes), changes.Bump, nextVersion(changes))
	return nil
}

func nextVersion(c *release.Changes) string {
	if c.Next == "" {
		return ""
	}
	return ", the next version " + c.Next
}
