package main

import (
	"iter"
	"os"

	"github.com/urfave/cli/v2"

	"dabao/export/release"
	"dabao/export/shard"
	"dabao/export/stage"
	"dabao/ingest"
	"dabao/schema"
	"dabao/schema/store"
)

func mergeCommand() *cli.Command {
	return command(&cli.Command{
		Name:      "merge",
		Usage:     "join databases and Parquet shards into one database, as if everything had been ingested in one run",
		ArgsUsage: "-o OUT.db A.db B.db...",
		Description: `The order of the parts does not matter. A part is a database, a release folder or its
archive, or a folder that dabao ingest --parquet made. Near-duplicates are decided anew.

Examples:
   dabao merge -o all.db shard-*.db
   dabao merge -o all.db shard-1/ shard-2/`,
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "output", Aliases: []string{"o"}, Usage: "database to make"},
			forceFlag(),
			&cli.BoolFlag{Name: "undecided", Usage: "leave near-duplicates to dabao twins"},
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
	if err := notAnInput(out, c.Args().Slice()); err != nil {
		return err
	}
	if err := mayWrite(c, out); err != nil {
		return err
	}
	p, err := openParts(c)
	defer p.close()
	if err != nil {
		return err
	}
	dir, err := stage.Beside(out)
	if err != nil {
		return err
	}
	defer dir.Close()
	work := dir.Path("merged.db")
	sum, err := mergeInto(c, work, p)
	if err != nil {
		return err
	}
	if err := os.Rename(work, out); err != nil {
		return err
	}
	sum.Output = out
	if c.Bool("json") {
		return printJSON(c.App.Writer, sum)
	}
	sum.print(said(c))
	return nil
}

// parts are what is to be joined.
type parts struct {
	databases []*store.Store
	folders   []string
}

func openParts(c *cli.Context) (*parts, error) {
	p := &parts{}
	for _, path := range c.Args().Slice() {
		if shard.Is(path) {
			p.folders = append(p.folders, path)
			continue
		}
		s, err := release.OpenDatabase(c.Context, path)
		if err != nil {
			return p, err
		}
		p.databases = append(p.databases, s)
	}
	return p, nil
}

func (p *parts) close() {
	for _, s := range p.databases {
		s.Close()
	}
}

// readings are those of the folders, one after the other.
func (p *parts) readings() iter.Seq2[schema.Reading, error] {
	return func(yield func(schema.Reading, error) bool) {
		for _, dir := range p.folders {
			for r, err := range shard.Readings(dir) {
				if !yield(r, err) || err != nil {
					return
				}
			}
		}
	}
}

func mergeInto(c *cli.Context, work string, from *parts) (*summary, error) {
	db, err := store.Create(c.Context, work)
	if err != nil {
		return nil, err
	}
	defer db.Close()
	p := newProgress(c, -1, nil)
	sum := newSummary("")
	for _, part := range from.databases {
		for r, err := range part.Rejects(c.Context) {
			if err != nil {
				return nil, err
			}
			sum.Reasons[string(r.Reason)] += r.Documents()
		}
	}
	more := ingest.Derived(c.Context, from.readings(), store.Derive, 0)
	sum.Tally, err = db.Merge(c.Context, from.databases, countReasons(more, sum.Reasons), p.update)
	p.done()
	if err == nil && !c.Bool("undecided") {
		err = db.Group(c.Context)
	}
	if err != nil {
		return nil, err
	}
	return sum, db.Close()
}
