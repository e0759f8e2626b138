package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"strconv"
	"strings"

	"github.com/urfave/cli/v2"

	"dabao/export"
	"dabao/export/stage"
	"dabao/schema"
	"dabao/schema/neardup"
	"dabao/schema/store"
)

func twinsCommand() *cli.Command {
	return command(&cli.Command{
		Name:      "twins",
		Usage:     "find near-duplicates with the comparing done on other machines, in three steps",
		ArgsUsage: "bands|compare|decide [articles.db] [PAIRS]",
		Description: `For a database of dabao merge --undecided. Its articles are numbered in the order
that decides which of a group comes first.

   bands    writes "place, content_sha256, band, key" for every article, 16 rows each.
            In each band, articles of one key meet; each is to be compared with the
            first four of them and the four just before it, by place.
   compare  reads lines {"i":…,"j":…,"a":"text of i","b":"text of j"} on standard
            input, writes "i,j" for those that are near-duplicates
   decide   reads such lines from PAIRS, "-" for standard input, and writes a copy of
            the database with near_duplicate_of set

The result is that of dabao merge without --undecided, to the byte.

Examples:
   dabao twins bands all.db -o bands.parquet
   dabao twins compare < candidates.jsonl > pairs.csv
   dabao twins decide all.db pairs.csv -o articles.db`,
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "output", Aliases: []string{"o"}, Usage: "file to write: .parquet, .csv or .jsonl for bands, a database for decide"},
		},
		Action: twinsAction,
	}, -1)
}

func twinsAction(c *cli.Context) error {
	step, args := c.Args().First(), c.Args().Tail()
	switch {
	case step == "bands" && len(args) == 1 && c.String("output") != "":
		return writeBands(c, args[0], c.String("output"))
	case step == "compare" && len(args) == 0:
		return comparePairs(c.Context, c.App.Reader, c.App.Writer)
	case step == "decide" && len(args) == 2 && c.String("output") != "":
		return decidePairs(c, args[0], args[1], c.String("output"))
	}
	return usage("twins: one of bands DB -o FILE, compare, decide DB PAIRS -o NEW.db", "dabao twins --help explains the steps")
}

func writeBands(c *cli.Context, path, out string) error {
	format, err := export.ParseFormat(out)
	if err != nil {
		return usage(err.Error(), "end the name in .parquet, .csv or .jsonl")
	}
	if err := notAnInput(out, []string{path}); err != nil {
		return err
	}
	db, err := store.Open(c.Context, path)
	if err != nil {
		return err
	}
	defer db.Close()
	shape := schema.Shape{Name: "bands", Fields: []schema.Field{
		{Column: schema.Column{Name: "place", Type: schema.Integer}}, {Column: schema.Column{Name: "content_sha256"}},
		{Column: schema.Column{Name: "band", Type: schema.Integer}}, {Column: schema.Column{Name: "key", Type: schema.Integer}}}}
	return toFile(c, out, func(w io.Writer) error {
		return export.Write(c.Context, w, format, &shape, func(yield func([]any, error) bool) {
			for b, err := range db.Banded(c.Context) {
				if err != nil {
					yield(nil, err)
					return
				}
				for n, key := range b.Bands {
					if !yield([]any{int64(b.Place), b.ContentSHA256, int64(n), int64(key)}, nil) {
						return
					}
				}
			}
		})
	})
}

// candidate is a pair of articles that may be near-duplicates.
type candidate struct {
	I, J int64
	A, B string
}

func comparePairs(ctx context.Context, r io.Reader, w io.Writer) error {
	out := bufio.NewWriter(w)
	for dec := json.NewDecoder(bufio.NewReaderSize(r, 1<<20)); ; {
		var p candidate
		if err := dec.Decode(&p); err == io.EOF {
			return out.Flush()
		} else if err != nil {
			return fmt.Errorf("read the candidates: %w", err)
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		if neardup.Alike(p.A, p.B) {
			fmt.Fprintf(out, "%d,%d\n", p.I, p.J)
		}
	}
}

func decidePairs(c *cli.Context, path, pairs, out string) error {
	if _, err := os.Stat(out); !errors.Is(err, fs.ErrNotExist) {
		return usage(fmt.Sprintf("%s is there already", out), "give another name, or remove it first")
	}
	in := c.App.Reader
	if pairs != "-" {
		f, err := os.Open(pairs)
		if err != nil {
			return err
		}
		defer f.Close()
		in = f
	}
	dir, err := stage.Beside(out)
	if err != nil {
		return err
	}
	defer dir.Close()
	work := dir.Path("decided.db")
	if err := copyDatabase(c.Context, path, work); err != nil {
		return err
	}
	db, err := store.Create(c.Context, work)
	if err != nil {
		return err
	}
	defer db.Close()
	if err := errors.Join(db.GroupBy(c.Context, readPairs(in)), db.Close()); err != nil {
		return err
	}
	return os.Rename(work, out)
}

// copyDatabase copies a database that nobody writes to.
func copyDatabase(ctx context.Context, path, to string) error {
	db, err := store.Open(ctx, path)
	if err != nil {
		return err
	}
	defer db.Close()
	in, err := os.Open(path)
	if err != nil {
		return err
	}
	defer in.Close()
	f, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o644)
	if err != nil {
		return err
	}
	_, err = io.Copy(f, in)
	return errors.Join(err, f.Close())
}

func readPairs(r io.Reader) iter.Seq2[[2]int, error] {
	return func(yield func([2]int, error) bool) {
		lines := bufio.NewScanner(r)
		for n := 1; lines.Scan(); n++ {
			a, b, _ := strings.Cut(lines.Text(), ",")
			i, err1 := strconv.Atoi(a)
			j, err2 := strconv.Atoi(b)
			if err := errors.Join(err1, err2); err != nil {
				yield([2]int{}, fmt.Errorf("line %d of the pairs, %.40q, is not \"i,j\"", n, lines.Text()))
				return
			}
			if !yield([2]int{i, j}, nil) {
				return
			}
		}
		if err := lines.Err(); err != nil {
			yield([2]int{}, err)
		}
	}
}
