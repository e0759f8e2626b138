package main

import (
	"fmt"
	"os"

	"github.com/urfave/cli/v2"

	"dabao/export/release"
)

func applyCommand() *cli.Command {
	return command(&cli.Command{
		Name:      "apply",
		Usage:     "make the next release's database from the one you have and a small delta",
		ArgsUsage: "OLD DELTA -o NEW.db",
		Description: `DELTA is the delta-FROM.jsonl.zst of the new release. NEW.db is, byte for byte, the
articles.db of that release; nothing is written when OLD is not where the delta starts.
OLD is a database, a release folder or its archive.

Examples:
   dabao apply demo-1.0.0/articles.db delta-1.0.0.jsonl.zst -o articles.db`,
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "output", Aliases: []string{"o"}, Usage: "database to make"},
			forceFlag(),
			&cli.BoolFlag{Name: "json", Usage: "print what was made as JSON"},
		},
		Action: applyAction,
	}, 2)
}

func applyAction(c *cli.Context) error {
	out := c.String("output")
	if out == "" {
		return usage("apply: no output given", "name it with -o NEW.db")
	}
	if out == "-" {
		return usage("apply: a database cannot be made on standard output", "name it with -o NEW.db")
	}
	if err := notAnInput(out, c.Args().Slice()); err != nil {
		return err
	}
	if err := mayWrite(c, out); err != nil {
		return err
	}
	old, err := release.OpenDatabase(c.Context, c.Args().Get(0))
	if err != nil {
		return err
	}
	defer old.Close()
	delta, err := os.Open(c.Args().Get(1))
	if err != nil {
		return err
	}
	defer delta.Close()
	made, err := release.Apply(c.Context, old, delta, out)
	if err != nil {
		return fmt.Errorf("apply %s: %w", delta.Name(), err)
	}
	if c.Bool("json") {
		return printJSON(c.App.Writer, made)
	}
	said(c).line("%s: %s %s, content %s", out, made.Name, made.Version, made.ContentDigest)
	return nil
}
