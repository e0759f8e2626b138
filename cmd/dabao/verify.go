package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/urfave/cli/v2"

	"dabao/datasets"
	"dabao/export/release"
	"dabao/export/stage"
	"dabao/schema/store"
)

// errMismatch ends a verification that found differences, all told already.
var errMismatch = errors.New("verification found differences")

func verifyCommand() *cli.Command {
	return command(&cli.Command{
		Name:      "verify",
		Usage:     "check a release: every checksum, and every row of every format",
		ArgsUsage: "DIR|articles.db",
		Description: `A release is held against its SHA256SUMS, then the rows of its database, its Parquet
shards and its CSV files against each other, and the index against the articles.
Differences are named by file, table, uid and column, and end with exit code 4.

Examples:
   dabao verify demo
   dabao verify articles.db
   dabao verify demo --pubkey publisher.pub
   dabao verify demo --rebuild datasets/demo     (build it again from its sources)
   dabao verify demo --json`,
		Flags: append([]cli.Flag{
			&cli.StringFlag{Name: "rebuild", Usage: "build the release again from the inputs in `DIR`, which inputs.lock names, and compare every byte"},
			&cli.StringFlag{Name: "previous", Usage: "with --rebuild: the release before, to prove what rests on it too"},
			&cli.StringFlag{Name: "pubkey", Usage: "check the signature with the minisign public key in `FILE`, or the key itself"},
			&cli.StringFlag{Name: "work-dir", Usage: "`DIR` for work files, three times the size of the database (default: beside the release)"},
			&cli.BoolFlag{Name: "json", Usage: "print the verdict as JSON"},
		}, limitFlags()...),
		Action: verifyAction,
	}, 1)
}

func verifyAction(c *cli.Context) error {
	path := c.Args().First()
	st, err := os.Stat(path)
	if err != nil {
		return err
	}
	steps := []func() (*release.Verdict, error){func() (*release.Verdict, error) { return release.Verify(c.Context, path, c.String("work-dir")) }}
	if !st.IsDir() {
		if c.IsSet("rebuild") || c.IsSet("pubkey") {
			return usage("verify: --rebuild and --pubkey are for release folders")
		}
		steps[0] = func() (*release.Verdict, error) { return release.VerifyDatabase(c.Context, path, c.String("work-dir")) }
	}
	if key := c.String("pubkey"); key != "" {
		if err := verifySignature(path, key); err != nil {
			return err
		}
	}
	if sources := c.String("rebuild"); sources != "" {
		o, err := release.Again(path, filepath.Join(sources, datasets.FileName))
		if err != nil {
			return err
		}
		if err := release.CheckRecipe(c.Context, o.Recipe); err != nil {
			return err
		}
		dir, err := os.OpenRoot(sources)
		if err != nil {
			return err
		}
		defer dir.Close()
		steps = append(steps,
			func() (*release.Verdict, error) { return release.CheckInputs(dir.FS(), o.Inputs), nil },
			func() (*release.Verdict, error) { return rebuild(c, path, o) })
	}
	return verdicts(c, path, steps)
}

// verdicts takes one step after the other and ends with the first that finds
// differences.
func verdicts(c *cli.Context, path string, steps []func() (*release.Verdict, error)) error {
	var first *release.Verdict
	for _, step := range steps {
		v, err := step()
		if err != nil {
			return err
		}
		if first == nil || !v.OK() {
			first = v
		}
		if !v.OK() {
			break
		}
	}
	if c.Bool("json") {
		if err := printJSON(c.App.Writer, first); err != nil {
			return err
		}
	}
	if first.OK() {
		if !c.Bool("json") {
			said(c).line("%s: ok, %d files, %d articles, content %s", path, first.Files, first.Articles, first.ContentDigest)
		}
		return nil
	}
	for _, d := range first.Differences {
		said(c).line("%s", printable(d.String()))
	}
	return errMismatch
}

func verifySignature(path, key string) error {
	public := []byte(key)
	if text, err := os.ReadFile(key); err == nil {
		public = text
	}
	err := release.VerifySignature(path, public)
	if errors.Is(err, release.ErrSignature) || errors.Is(err, release.ErrUnsigned) {
		return fmt.Errorf("%s: %w: %w", path, errMismatch, err)
	}
	return err
}

// rebuild builds the release again, with the recipe it carries, from the inputs
// in a folder that its lock lists, and compares the two byte for byte.
func rebuild(c *cli.Context, path string, o release.Options) (*release.Verdict, error) {
	dir, err := stage.Scratch(path, c.String("work-dir"))
	if err != nil {
		return nil, err
	}
	defer dir.Close()
	inputs, err := lockedInputs(o.Recipe, o.Inputs)
	if err != nil {
		return nil, err
	}
	known(&o, inputs)
	if o.Previous = c.String("previous"); o.Previous == "" && o.Standing != nil {
		said(c).line("%s rest on version %s (articles.db sha256 %s) and are taken from the release as they stand; --previous proves them too",
			printable(strings.Join(append(o.Standing.Files, "the sides of the splits"), ", ")), printable(o.Standing.From.Version), printable(o.Standing.From.SHA256))
	}
	again := dir.Path("again")
	err = withInputs(c, again, o, func(db *store.Store, _ *summary) error {
		_, err := release.Build(c.Context, db, again, o)
		return err
	})
	if err != nil {
		return nil, err
	}
	return release.CompareFolders(path, again)
}
