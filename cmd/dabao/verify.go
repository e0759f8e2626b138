package main

import (
	"errors"
	"fmt"
	"io"
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
		ArgsUsage: "DIR|ZIP|articles.db",
		Description: `A release is held against its SHA256SUMS, then the rows of its database, its Parquet
shards and its CSV files against each other, and the index against the articles. Then
card, page and metadata are made again from the rows and the recipe and compared.
Differences are named by file, table, uid and column, and end with exit code 4.

Examples:
   dabao verify demo
   dabao verify articles.db
   dabao verify demo --pubkey publisher.pub
   dabao verify demo --part                      (after dabao pull --only)
   dabao verify demo --rebuild datasets/demo     (build it again from its sources)
   dabao verify demo --json`,
		Flags: append([]cli.Flag{
			&cli.StringFlag{Name: "rebuild", Usage: "build the release again from the inputs in `DIR`, which inputs.lock names, and compare every byte"},
			&cli.StringFlag{Name: "previous", Usage: "with --rebuild: the release before, to prove what rests on it too"},
			&cli.BoolFlag{Name: "part", Usage: "the folder holds a part of a release: check what is there, and its database by itself"},
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
	if st.IsDir() {
		return verifyRelease(c, path, path)
	}
	if release.IsArchive(path) {
		dir, done, err := releaseFolder(c, path, c.String("work-dir"))
		if err != nil {
			return err
		}
		defer done()
		return verifyRelease(c, path, dir)
	}
	if c.IsSet("rebuild") || c.IsSet("pubkey") {
		return usage("verify: --rebuild and --pubkey are for releases")
	}
	return verdicts(c, path, "", []func() (*release.Verdict, error){
		func() (*release.Verdict, error) {
			return release.VerifyDatabase(c.Context, path, c.String("work-dir"))
		}})
}

// releaseFolder is the folder of a release: path itself, or where that is an
// archive, a passing one in workDir or beside it that done takes away.
func releaseFolder(c *cli.Context, path, workDir string) (dir string, done func() error, err error) {
	if st, err := os.Stat(path); err != nil || st.IsDir() || !release.IsArchive(path) {
		return path, func() error { return nil }, nil
	}
	scratch, err := stage.Scratch(path, workDir)
	if err != nil {
		return "", nil, err
	}
	dir = scratch.Path("release")
	if err = os.Mkdir(dir, 0o755); err == nil {
		err = release.Unpack(c.Context, path, dir)
	}
	if err != nil {
		scratch.Close()
		return "", nil, err
	}
	return dir, scratch.Close, nil
}

// verifyRelease verifies the release in a folder, which messages call name.
func verifyRelease(c *cli.Context, name, dir string) error {
	signature := release.SignatureOf(dir)
	if key := c.String("pubkey"); key != "" {
		if err := verifySignature(name, dir, key); err != nil {
			return err
		}
		signature = release.Checked
	}
	check := release.Verify
	if c.Bool("part") {
		check = release.VerifyPart
	}
	steps := []func() (*release.Verdict, error){func() (*release.Verdict, error) { return check(c.Context, dir, c.String("work-dir")) }}
	if sources := c.String("rebuild"); sources != "" {
		o, err := release.Again(dir, filepath.Join(sources, datasets.FileName))
		if err != nil {
			return err
		}
		if err := release.CheckRecipe(c.Context, o.Recipe); err != nil {
			return err
		}
		root, err := os.OpenRoot(sources)
		if err != nil {
			return err
		}
		defer root.Close()
		steps = append(steps,
			func() (*release.Verdict, error) { return release.CheckInputs(root.FS(), o.Inputs), nil },
			func() (*release.Verdict, error) { return rebuild(c, dir, o) })
	}
	return verdicts(c, name, signature, steps)
}

// verdicts takes one step after the other and ends with the first that finds
// differences. signature is empty for what none is made for.
func verdicts(c *cli.Context, name string, signature release.Signature, steps []func() (*release.Verdict, error)) error {
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
	if first.Differences == nil {
		first.Differences = []release.Difference{}
	}
	if first.Notes == nil {
		first.Notes = []string{}
	}
	if first.Signature = signature; c.Bool("json") {
		if err := printJSON(c.App.Writer, first); err != nil {
			return err
		}
	} else {
		printVerdict(c.App.Writer, name, first)
	}
	if first.Incomplete() && !c.Bool("part") && signature != "" {
		said(c).hint("where only a part was pulled: dabao verify --part " + name)
	}
	if !first.OK() {
		return errMismatch
	}
	return nil
}

func printVerdict(w io.Writer, name string, v *release.Verdict) {
	for _, d := range v.Differences {
		fmt.Fprintln(w, printable(d.String()))
	}
	if v.OK() {
		fmt.Fprintf(w, "%s: ok, %d files, %d articles, content %s\n", name, v.Files, v.Articles, v.ContentDigest)
	}
	for _, note := range v.Notes {
		fmt.Fprintf(w, "%s: %s\n", name, printable(note))
	}
	switch v.Signature {
	case release.NoSignature:
		fmt.Fprintf(w, "%s: not signed\n", name)
	case release.Unchecked:
		fmt.Fprintf(w, "%s: signed, and the signature is not checked: give its key with --pubkey\n", name)
	case release.Checked:
		fmt.Fprintf(w, "%s: signed, and the signature is that of the key\n", name)
	}
}

// publicKey is the text of a key that is given as a file or as itself.
func publicKey(key string) []byte {
	if text, err := os.ReadFile(key); err == nil {
		return text
	}
	return []byte(key)
}

func verifySignature(name, dir, key string) error {
	err := release.VerifySignature(dir, publicKey(key))
	if errors.Is(err, release.ErrSignature) || errors.Is(err, release.ErrUnsigned) {
		return fmt.Errorf("%s: %w: %w", name, errMismatch, err)
	}
	if errors.Is(err, release.ErrKey) {
		return usage("--pubkey: it is neither a minisign public key nor a file that holds one")
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
	err = withMentions(c, again, o, func(o release.Options) error {
		return withInputs(c, again, o, func(db *store.Store, _ *summary) error {
			_, err := release.Build(c.Context, db, again, o)
			return err
		})
	})
	if err != nil {
		return nil, err
	}
	return release.CompareFolders(c.Context, path, again)
}
