package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"

	"github.com/urfave/cli/v2"

	"dabao/schema/store"
)

func mergeCommand() *cli.Command {
	return command(&cli.Command{
		Name:      "merge",
		Usage:     "join databases into one, as if everything had been ingested in one run",
		ArgsUsage: "-o OUT.db A.db B.db...",
		Description: `The order of the databases does not matter. Near-duplicates are decided anew.

Examples:
   dabao merge -o all.db shard-*.db`,
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "output", Aliases: []string{"o"}, Usage: "database to make; it must not be there yet"},
			&cli.BoolFlag{Name: "json", Usage: "print the summary as JSON"},
			&cli.BoolFlag{Name: "quiet", Aliases: []string{"q"}, Usage: "no progress"},
		},
		Action: mergeAction,
	}, -1)
}

func mergeAction(c *cli.Context) error {
	out := c.String("output")
	if out == "" || c.NArg() == 0 {
		return usage("merge: it takes an output and at least one database", "usage: dabao merge -o OUT.db A.db B.db...")
	}
	if _, err := os.Stat(out); !errors.Is(err, fs.ErrNotExist) {
		return usage(fmt.Sprintf("%s is there already", out), "give another name, or remove it first")
	}
	var sources []*store.Store
	for _, path := range c.Args().Slice() {
		s, err := store.Open(c.Context, path)
		if err != nil {
			return err
		}
		defer s.Close()
		sources = append(sources, s)
	}
	work := out + ".merging"
	defer os.Remove(work)
	tally, err := mergeInto(c, work, sources)
	if err != nil {
		return err
	}
	if err := os.Rename(work, out); err != nil {
		return err
	}
	sum := &summary{Tally: tally, Output: out}
	if c.Bool("json") {
		return printJSON(c.App.Writer, sum)
	}
	sum.print(said(c))
	return nil
}

func mergeInto(c *cli.Context, work string, sources []*store.Store) (store.Tally, error) {
	if err := os.Remove(work); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return store.Tally{}, err
	}
	db, err := store.Create(c.Context, work)
	if err != nil {
		return store.Tally{}, err
	}
	defer db.Close()
	p := newProgress(c, -1, nil)
	tally, err := db.Merge(c.Context, sources, p.update)
	p.done()
	if err == nil {
		err = db.Group(c.Context)
	}
	if err != nil {
		return tally, err
	}
	return tally, db.Close()
}
