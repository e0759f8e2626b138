package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"dabao/datasets"
	"dabao/export/release"
	"dabao/ingest"
	"dabao/ingest/intake"
	"dabao/ingest/source"
	"dabao/schema"
)

// Bounds of what init looks at: enough to count languages by.
const (
	sampled    = 50   // documents read of each source
	maxSampled = 1000 // documents read of a source that gives no article
	maxSources = 12   // past these, the folder as a whole is the source
)

func initCommand() *cli.Command {
	return command(&cli.Command{
		Name:      "init",
		Usage:     "write a recipe that works at once, with every key explained",
		ArgsUsage: "FOLDER|articles.db",
		Description: `Of a folder, what can be read becomes the sources, some pages of each are read to
count the languages, and the recipe is put into the folder. Of a database, the recipe
names what it was read from and is put into the working directory, which is where its
paths start. The licence is left for you to say.

Examples:
   dabao init pages/
   dabao init articles.db
   dabao init pages/ -o -                         (to look at)`,
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "output", Aliases: []string{"o"}, Usage: "recipe to write, or - for standard output"},
			forceFlag(),
		},
		Action: initAction,
	}, 1)
}

func initAction(c *cli.Context) error {
	from := c.Args().First()
	st, err := os.Stat(from)
	if err != nil {
		return err
	}
	out, draft := filepath.Join(from, datasets.FileName), draftOfFolder
	if !st.IsDir() {
		out, draft = datasets.FileName, draftOfDatabase
	}
	if o := c.String("output"); o != "" {
		out = o
	}
	if err := mayWrite(c, out); err != nil {
		return err
	}
	d, err := draft(c, from)
	if err != nil {
		return err
	}
	if err := toFile(c, out, func(w io.Writer) error {
		_, err := io.WriteString(w, d.Recipe())
		return err
	}); err != nil || out == "-" {
		return err
	}
	said(c).line("%s: %s, languages %s", out, number(len(d.Sources), "source"), orDash(strings.Join(d.Language, ", ")))
	said(c).hint("say its licence there, then: dabao release " + out + " -o OUT")
	return nil
}

// draftOfFolder finds the inputs of a folder: those of its entries that give an
// article.
func draftOfFolder(c *cli.Context, dir string) (*datasets.Draft, error) {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	title := filepath.Base(abs)
	d := &datasets.Draft{Name: title, Title: title}
	entries, err := entriesOf(dir)
	if err != nil {
		return nil, err
	}
	if len(entries) > maxSources {
		entries = []datasets.DraftSource{{Path: "."}}
	}
	langs, read := map[string]int{}, 0
	for _, s := range entries {
		articles, err := sample(c.Context, dir, s, langs)
		if err != nil {
			return nil, err
		}
		if articles == 0 {
			said(c).line("%s gives no article and is left out", printable(s.Path+s.Glob))
			continue
		}
		read += articles
		d.Sources = append(d.Sources, s)
	}
	if len(d.Sources) == 0 {
		return nil, fmt.Errorf("%s: %w", dir, source.ErrNothing)
	}
	d.Language, d.Counted = datasets.CommonTags(langs), fmt.Sprintf("counted in %d articles", read)
	return d, nil
}

// entriesOf lists the folders below dir as paths, and the files beside them as
// one glob for each ending. What is hidden or a release is left out.
func entriesOf(dir string) ([]datasets.DraftSource, error) {
	all, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	var found []datasets.DraftSource
	endings := map[string]int{}
	for _, e := range all {
		path := filepath.Join(dir, e.Name())
		switch {
		case strings.HasPrefix(e.Name(), ".") || e.Name() == datasets.FileName || isRelease(path):
		case e.IsDir():
			found = append(found, datasets.DraftSource{Path: e.Name()})
		case e.Type().IsRegular():
			_, ending, ok := strings.Cut(e.Name(), ".")
			if !ok || strings.ContainsAny(ending, `*?[]{}\`) {
				found = append(found, datasets.DraftSource{Path: e.Name(), Holds: number(1, "file")})
			} else {
				endings[ending]++
			}
		}
	}
	for _, ending := range slices.Sorted(maps.Keys(endings)) {
		found = append(found, datasets.DraftSource{Glob: "*." + ending, Holds: number(endings[ending], "file")})
	}
	return found, nil
}

// sample reads some documents of a source, from all over it and not only its
// first, and counts the languages of the articles that they give. It reads on
// while there is none.
func sample(ctx context.Context, dir string, s datasets.DraftSource, langs map[string]int) (articles int, err error) {
	in := source.Input{Base: dir, Paths: []string{s.Path + s.Glob}, Found: true}
	files, _, err := source.Size(ctx, in)
	if errors.Is(err, source.ErrNothing) || errors.Is(err, source.ErrUnsupported) {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	seen, parts := 0, max(files/sampled, 1)
	for part := 1; part <= parts && articles == 0 && seen < maxSampled; part++ {
		in.Share = source.Share{I: part, N: parts}
		for r, err := range ingest.Input(ctx, in, ingest.Options{NoFacts: true}) {
			if err != nil {
				return articles, err
			}
			if r.Article != nil && r.Reject == nil {
				articles++
				langs[r.Article.Lang]++
			}
			if seen++; seen >= maxSampled || articles > 0 && seen >= sampled {
				break
			}
		}
	}
	return articles, ctx.Err()
}

// draftOfDatabase names the files that a database was read from.
func draftOfDatabase(c *cli.Context, path string) (*datasets.Draft, error) {
	db, err := release.OpenDatabase(c.Context, path)
	if err != nil {
		return nil, err
	}
	defer db.Close()
	info, err := db.Info(c.Context)
	if err != nil {
		return nil, err
	}
	name := strings.TrimSuffix(filepath.Base(path), filepath.Ext(path))
	d := &datasets.Draft{Name: firstOf(info.Dataset["name"], name), Title: firstOf(info.Dataset["title"], name)}
	langs := map[string]int{}
	for _, l := range info.Langs {
		langs[l.Value] = l.Rows
	}
	d.Language, d.Counted = datasets.CommonTags(langs), "counted in the database"
	var files []string
	err = everyOrigin(c, db, nil, func(at schema.Origin, _ string, _ bool) {
		all := filesAround(at)
		files = append(files, intake.UnescapeName(all[len(all)-1]))
	})
	if err != nil {
		return nil, err
	}
	slices.Sort(files)
	d.Sources = draftSources(slices.Compact(files))
	for _, s := range d.Sources {
		if _, err := os.Stat(s.Path); errors.Is(err, fs.ErrNotExist) || !filepath.IsLocal(s.Path) {
			return nil, fmt.Errorf("%s was read from %s, which does not lie below this folder: %w", path, s.Path, fs.ErrNotExist)
		}
	}
	if len(d.Sources) == 0 {
		return nil, fmt.Errorf("%s holds nothing that was read from a file", path)
	}
	return d, nil
}

// draftSources sums up files by the first folder of their paths, or by file.
func draftSources(files []string) []datasets.DraftSource {
	var all []datasets.DraftSource
	count := map[string]int{}
	for _, f := range files {
		root, _, _ := strings.Cut(f, "/")
		if count[root]++; count[root] == 1 {
			all = append(all, datasets.DraftSource{Path: root})
		}
	}
	if len(all) > maxSources {
		return []datasets.DraftSource{{Path: ".", Holds: number(len(files), "file")}}
	}
	for i := range all {
		all[i].Holds = number(count[all[i].Path], "file")
	}
	return all
}

func number(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
}
