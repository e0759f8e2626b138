package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/urfave/cli/v2"

	"dabao/datasets"
	"dabao/export/release"
	"dabao/export/stage"
	"dabao/ingest"
	"dabao/schema/store"
)

func releaseCommand() *cli.Command {
	return command(&cli.Command{
		Name:      "release",
		Usage:     "make a folder with everything a download page needs, reproducible byte for byte",
		ArgsUsage: "RECIPE|articles.db -o DIR",
		Description: `RECIPE is a recipe file or a folder that holds recipe.toml: the inputs it names are
read and released. A bare database is released as it is, under the name, title and
licence that its table dataset gives it. The same input gives the same bytes.
Where DIR is called by the version, as out/1.2.0 or out/NAME-1.2.0, its releases.json is
put beside it as well: then dabao pull finds the newest, or any, below out.

Examples:
   dabao release datasets/demo -o demo
   dabao release datasets/demo --from work.db -o demo     (without parsing again)
   dabao release datasets/demo --from work.db --inputs inputs.lock -o demo
   dabao release articles.db -o out
   dabao release --dry-run datasets/demo`,
		Flags: append([]cli.Flag{
			&cli.StringFlag{Name: "output", Aliases: []string{"o"}, Usage: "folder to make; one that holds a release is replaced"},
			&cli.StringFlag{Name: "from", Usage: "database that already holds the recipe's inputs"},
			&cli.StringFlag{Name: "inputs", Usage: "read only what `LOCK` lists, the inputs.lock of a release; with --from the files need not lie here"},
			&cli.StringFlag{Name: "previous", Usage: "folder of the release before this one: adds CHANGES.md and a delta"},
			&cli.StringFlag{Name: "data-url", Usage: "`URL` of articles.db for the page, where it lies on another host"},
			&cli.StringFlag{Name: "sign", Usage: "sign SHA256SUMS with the minisign key in `FILE`; its password is read from DABAO_SIGN_PASSWORD"},
			&cli.StringFlag{Name: "zip", Usage: "also pack the release into the archive `FILE`"},
			forceFlag(),
			&cli.IntFlag{Name: "workers", Usage: "pages read at once (default: one a core)"},
			&cli.BoolFlag{Name: "dry-run", Aliases: []string{"n"}, Usage: "read the recipe and list its inputs, make nothing"},
			&cli.BoolFlag{Name: "json", Usage: "print what was made as JSON"},
			&cli.BoolFlag{Name: "quiet", Aliases: []string{"q"}, Usage: "no progress"},
		}, limitFlags()...),
		Action: releaseAction,
	}, 1)
}

func releaseAction(c *cli.Context) error {
	from, out := c.Args().First(), c.String("output")
	if out == "" && !c.Bool("dry-run") {
		return usage("release: no folder given", "name it with -o DIR, or use --dry-run")
	}
	o := release.Options{Previous: c.String("previous"), DataURL: c.String("data-url")}
	var err error
	if o.Sign, err = signingKey(c.String("sign")); err != nil {
		return err
	}
	if o.Date, err = sourceDate(os.Getenv("SOURCE_DATE_EPOCH")); err != nil {
		return err
	}
	if out != "" {
		if err := release.CheckFolder(out); err != nil {
			return err
		}
	}
	if archive := c.String("zip"); archive != "" && !release.HoldsRelease(archive) {
		if err := mayWrite(c, archive); err != nil {
			return err
		}
	}
	if st, err := os.Stat(from); err == nil && !st.IsDir() && !strings.HasSuffix(from, ".toml") {
		return releaseDatabase(c, from, out, o)
	}
	r, err := datasets.Load(from)
	if err != nil {
		return err
	}
	if err := release.CheckRecipe(c.Context, r); err != nil {
		return err
	}
	if err := checkPrevious(c.Context, o.Previous, r.Name); err != nil {
		return err
	}
	if list := c.String("inputs"); list == "" {
		err = ofRecipe(&o, r)
	} else if err = ofLock(&o, r, list); err == nil {
		err = lieThere(r, mustLieThere(r, o.Inputs, c.String("from") != ""))
	}
	if err != nil {
		return err
	}
	sayEmptySources(c, r, o)
	if err := sayReleases(c, r); err != nil {
		return err
	}
	if r.License == datasets.Undecided {
		said(c).line("the licence is undecided: say it in %s before you publish", printable(r.At("license")))
	}
	if c.Bool("dry-run") {
		return listInputs(c, r, o.Inputs)
	}
	return withMentions(c, out, o, func(o release.Options) error {
		if db := c.String("from"); db != "" {
			return releaseDatabase(c, db, out, o)
		}
		return releaseRecipe(c, out, o)
	})
}

// checkPrevious makes sure, before any page is read, that the release before
// this one is there and is one of the same dataset.
func checkPrevious(ctx context.Context, dir, name string) error {
	if dir == "" {
		return nil
	}
	db, err := release.OpenDatabase(ctx, dir)
	if err != nil {
		return fmt.Errorf("--previous: %w", err)
	}
	defer db.Close()
	said, err := db.Dataset(ctx)
	if err == nil && said["name"] != name {
		err = usage(fmt.Sprintf("--previous %s is a release of %q, and the recipe is named %q", dir, said["name"], name))
	}
	return err
}

// mustLieThere are the inputs of a lock that are read: with --from only the
// files of annotations.
func mustLieThere(r *datasets.Recipe, inputs []release.Input, from bool) (all []release.Input) {
	for _, in := range inputs {
		if !from || r.Annotates(in.Path) {
			all = append(all, in)
		}
	}
	return all
}

// lieThere makes sure that the inputs of a lock lie below the recipe with the
// bytes that the lock says.
func lieThere(r *datasets.Recipe, inputs []release.Input) error {
	dir, err := datasets.OpenFolder(r.File)
	if err != nil {
		return err
	}
	defer dir.Close()
	v := release.CheckInputs(dir.FS(), inputs)
	if v.OK() {
		return nil
	}
	text := "the inputs of the list do not lie below the recipe"
	for _, d := range v.Differences {
		text += "\n  " + d.String()
	}
	return errors.New(text)
}

// sayEmptySources names the sources that give no file, which only a recipe with
// withdrawals may have.
func sayEmptySources(c *cli.Context, r *datasets.Recipe, o release.Options) {
	gives := map[*datasets.Source]bool{}
	for _, in := range o.Inputs {
		if !r.Annotates(in.Path) {
			gives[r.SourceOf(in.Path)] = true
		}
	}
	for i := range r.Sources {
		if s := &r.Sources[i]; !gives[s] {
			said(c).line("[[source]] %d, %s, gives no file: it is taken for withdrawn", i+1, printable(s.Path+s.Glob))
		}
	}
}

// sayReleases names the releases among the sources, which are not read.
func sayReleases(c *cli.Context, r *datasets.Recipe) error {
	dir, err := datasets.OpenFolder(r.File)
	if err != nil {
		return err
	}
	defer dir.Close()
	for _, folder := range r.Releases(dir.FS()) {
		said(c).line("%s is a release and is not read", printable(folder))
	}
	return nil
}

// sourceDate reads the day a release is dated with; no clock is ever asked.
func sourceDate(epoch string) (time.Time, error) {
	if epoch == "" {
		return time.Time{}, nil
	}
	seconds, err := strconv.ParseInt(epoch, 10, 64)
	if err != nil {
		return time.Time{}, usage(fmt.Sprintf("SOURCE_DATE_EPOCH %q is no number of seconds", epoch))
	}
	return time.Unix(seconds, 0).UTC(), nil
}

func listInputs(c *cli.Context, r *datasets.Recipe, inputs []release.Input) error {
	if c.Bool("json") {
		return printJSON(c.App.Writer, inputs)
	}
	var bytes int64
	for _, in := range inputs {
		fmt.Fprintf(c.App.Writer, "%s  %d  %s\n", in.SHA256, in.Bytes, printable(in.Path))
		bytes += in.Bytes
	}
	said(c).line("%s %s: %d inputs, %d bytes", r.Name, r.Version, len(inputs), bytes)
	return nil
}

// errUndecided is returned for a database whose ingest was stopped between
// reading and finding near-duplicates.
var errUndecided = errors.New("which of its articles are near-duplicates is not decided")

// releaseDatabase releases the rows of a database without reading any page.
func releaseDatabase(c *cli.Context, path, out string, o release.Options) error {
	if c.Bool("dry-run") {
		return usage("release: --dry-run is for recipes", "dabao info shows what a database holds")
	}
	db, err := release.OpenDatabase(c.Context, path)
	if err != nil {
		return err
	}
	defer db.Close()
	if undecided, err := db.Undecided(c.Context); err != nil {
		return err
	} else if undecided {
		return fmt.Errorf("%s: %w", path, errUndecided)
	}
	switch {
	case o.Recipe == nil:
	case c.String("inputs") != "":
		err = holdsNothingElse(c, db, &o)
	default:
		err = holdsInputs(c, db, o.Recipe)
	}
	if err != nil {
		return err
	}
	return build(c, db, out, o)
}

// releaseRecipe reads the inputs of a recipe and releases them.
func releaseRecipe(c *cli.Context, out string, o release.Options) error {
	rejected := 0
	err := withInputs(c, out, o, func(db *store.Store, sum *summary) error {
		sum.print(said(c))
		rejected = sum.Rejected
		return build(c, db, out, o)
	})
	if err == nil && o.Recipe.Checks.MaxRejectShare == nil && rejected > 0 {
		return errRejects
	}
	return err
}

// workBeside makes a work folder beside out, and the folder they lie in where it
// is not there.
func workBeside(out string) (*stage.Dir, error) {
	parent := filepath.Dir(filepath.Clean(out))
	if err := os.MkdirAll(parent, 0o777); err != nil {
		return nil, err
	}
	dir, err := stage.In(parent)
	if err != nil {
		return nil, fmt.Errorf("cannot work beside %s: %w", out, err)
	}
	return dir, nil
}

// withInputs reads the inputs of a recipe into a passing database beside the
// folder out, where there is room for the release as well, and hands it on.
func withInputs(c *cli.Context, out string, o release.Options, use func(*store.Store, *summary) error) error {
	dir, err := workBeside(out)
	if err != nil {
		return err
	}
	defer dir.Close()
	work := dir.Path("work.db")
	sum, err := fillWork(c, work, o)
	if err != nil {
		return err
	}
	db, err := store.Open(c.Context, work)
	if err != nil {
		return err
	}
	defer db.Close()
	return use(db, sum)
}

func fillWork(c *cli.Context, work string, o release.Options) (*summary, error) {
	db, err := store.Create(c.Context, work)
	if err != nil {
		return nil, err
	}
	defer db.Close()
	var size int64
	for _, in := range o.Inputs {
		size += in.Bytes
	}
	sum := newSummary("")
	bounds, err := limits(c)
	if err != nil {
		return nil, err
	}
	reading := ingest.Options{Workers: c.Int("workers"), Limits: bounds, OnSkip: sum.skip, Derive: store.Derive}
	p := newProgress(c, size, &reading)
	tally, err := readRecipe(c.Context, db, o.Recipe, o.Inputs, reading, sum, p.update)
	p.done()
	if err != nil {
		return nil, err
	}
	sum.close(tally)
	return sum, db.Close()
}

func build(c *cli.Context, db *store.Store, out string, o release.Options) error {
	report, err := release.Build(c.Context, db, out, o)
	if err != nil {
		return err
	}
	if archive := c.String("zip"); archive != "" {
		if err := toFile(c, archive, func(w io.Writer) error { return release.Zip(w, out, filepath.Base(filepath.Clean(out))) }); err != nil {
			return err
		}
	}
	say := said(c)
	switch at, err := release.Announce(out); {
	case errors.Is(err, fs.ErrExist):
		say.line("%v: it is left as it is", err)
	case err != nil:
		return err
	case at != "":
		say.line("%s: lists this release for who asks for the newest", at)
	}
	for _, what := range report.Idle {
		say.line("withdraw %s names no article", printable(what))
	}
	for _, path := range report.Withdrawn {
		say.line("%s is withdrawn: this release does not rest on it, and it may be deleted", printable(path))
	}
	if c.Bool("json") {
		return cmp.Or(printJSON(c.App.Writer, report), rejectedMentions(o, report))
	}
	if found := report.Annotations; found != nil {
		say.line("annotations: %d lines = added %d + unchanged %d + of articles not in the release %d + rejected %d",
			found.Lines, found.Added, found.Unchanged, found.Elsewhere, found.Rejected)
		sayRejectedMentions(say, *found)
	}
	sayLeftBehind(say, report.Changes)
	for _, uid := range report.Bridges {
		say.line("article %s bridges two splits and stands in none", uid)
	}
	if !report.Changed {
		say.line("%s already holds this release: %d articles, content %s", out, report.Articles, report.ContentDigest)
		return rejectedMentions(o, report)
	}
	say.line("%s: %d articles in %d files, content %s", out, report.Articles, len(report.Files), report.ContentDigest)
	return rejectedMentions(o, report)
}

// rejectedMentions is errRejects where lines of the recipe's files of annotations
// do not fit the release, and more than the recipe allows.
func rejectedMentions(o release.Options, report *release.Report) error {
	found := report.Annotations
	if found == nil || found.Rejected == 0 {
		return nil
	}
	if most := o.Recipe.Checks.MaxRejectShare; most != nil && float64(found.Rejected) <= *most*float64(found.Lines) {
		return nil
	}
	return errRejects
}

// sayLeftBehind names the columns that a correction made contradict another.
func sayLeftBehind(say *sayer, changes *release.Changes) {
	if changes == nil {
		return
	}
	for _, ch := range changes.Changes {
		if left := ch.LeftBehind; left != nil {
			say.line("article %s: published_on is corrected, and %s still says %s", ch.UID, left.Column, printable(left.Value))
		}
	}
}

// signingKey reads a private key from a file, so that no argument a process
// list shows ever holds one; nil where none is asked for. DABAO_SIGN_KEY may
// hold the key itself instead, under --sign -.
func signingKey(file string) (*release.Key, error) {
	if file == "" {
		return nil, nil
	}
	text := []byte(os.Getenv("DABAO_SIGN_KEY"))
	if file != "-" {
		var err error
		if text, err = os.ReadFile(file); err != nil {
			return nil, fmt.Errorf("read the signing key: %w", err)
		}
	}
	password := os.Getenv("DABAO_SIGN_PASSWORD")
	key, err := release.ParseKey(text, password)
	if err != nil && password == "" {
		return nil, fmt.Errorf("--sign %s: %w; DABAO_SIGN_PASSWORD, which its password is read from, is empty", file, err)
	}
	if err != nil {
		return nil, fmt.Errorf("--sign %s: %w; its password was read from DABAO_SIGN_PASSWORD", file, err)
	}
	return &key, nil
}
