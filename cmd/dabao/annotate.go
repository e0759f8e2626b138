package main

import (
	"errors"
	"fmt"
	"os"

	"github.com/urfave/cli/v2"

	"dabao/export/release"
	"dabao/export/remote"
	"dabao/export/stage"
	"dabao/schema"
	"dabao/schema/store"
)

func annotateCommand() *cli.Command {
	return command(&cli.Command{
		Name:      "annotate",
		Usage:     "take in the organisations, places and persons that another program found",
		ArgsUsage: "articles.db SPANS.jsonl... -o NEW.db",
		Description: `SPANS.jsonl, "-" for standard input, has a mention a line; also as .gz, .zst or .bz2:

   {"uid": "…", "field": "block", "position": 3, "start": 12, "end": 15,
    "kind": "person", "name": "…", "score": 0.97, "made_by": "tagger 1.2"}

field is title, subtitle or block, position the number of the block. start and end
count code points from 0 in that text, as Python does; the view blocks has the texts.
kind is org, place or person. name and score may be left out; "raw" may say what stands
there. Each line is checked against the article; what fits stands in the table
annotations of NEW.db, once however often it is given. A release carries it; a recipe
names the file under [[annotate]].

Examples:
   dabao annotate articles.db spans.jsonl -o annotated.db
   dabao annotate articles.db spans.jsonl --dry-run
   dabao annotate demo spans-*.jsonl.gz -o annotated.db --max-rejects 1%
   dabao export annotated.db --table annotations -o spans.jsonl`,
		Flags: append([]cli.Flag{
			&cli.StringFlag{Name: "output", Aliases: []string{"o"}, Usage: "database to make"},
			forceFlag(),
			&cli.StringFlag{Name: "max-rejects", Value: "0", Usage: "accept up to `N|P%` rejected lines before exit code 3"},
			&cli.BoolFlag{Name: "dry-run", Aliases: []string{"n"}, Usage: "check every line, write nothing"},
			&cli.BoolFlag{Name: "json", Usage: "print the summary as JSON, with the first 10,000 rejected lines"},
			&cli.BoolFlag{Name: "quiet", Aliases: []string{"q"}, Usage: "no progress"},
		}, limitFlags("max-line-bytes", "max-document-bytes", "max-ratio")...),
		Action: annotateAction,
	}, -1)
}

func annotateAction(c *cli.Context) error {
	from, files, out := c.Args().First(), c.Args().Tail(), c.String("output")
	switch {
	case len(files) == 0:
		return usage("annotate: it takes a database and at least one file of spans", "usage: dabao annotate articles.db SPANS.jsonl -o NEW.db")
	case out == "-":
		return usage("annotate: a database cannot be made on standard output", "name it with -o NEW.db")
	case remote.IsURL(from) && !c.Bool("dry-run"):
		return usage("annotate: it copies the whole database, which is not done by ranges", "dabao pull "+from+" -o FOLDER gets the release, then give the folder")
	case out == "" && !c.Bool("dry-run"):
		return usage("annotate: no output given", "name it with -o NEW.db, or use --dry-run")
	}
	for _, name := range files {
		if st, err := os.Stat(name); err == nil && st.IsDir() {
			return usage(fmt.Sprintf("annotate: %s is a folder", printable(name)), "name the files in it: "+name+"/*.jsonl")
		}
	}
	limit, err := parseLimit(c.String("max-rejects"))
	if err != nil {
		return err
	}
	if err := notAnInput(out, c.Args().Slice()); err != nil {
		return err
	}
	if err := mayWrite(c, out); err != nil && !c.Bool("dry-run") {
		return err
	}
	db, err := release.OpenDatabase(c.Context, from)
	if err != nil {
		return err
	}
	defer db.Close()
	found, err := annotateInto(c, db, files, out)
	if err != nil {
		return err
	}
	if c.Bool("json") {
		err = printJSON(c.App.Writer, struct {
			store.Annotated
			Output string `json:"output"`
		}{found, out})
	} else {
		sayAnnotated(said(c), found)
	}
	if err == nil && found.Rejected > limit.of(found.Lines) {
		err = errRejects
	}
	return err
}

// annotateInto makes the database out, or nothing with --dry-run.
func annotateInto(c *cli.Context, db *store.Store, files []string, out string) (found store.Annotated, err error) {
	dir, err := stage.Scratch(out, "")
	if c.Bool("dry-run") {
		dir, err = stage.In(os.TempDir())
	}
	if err != nil {
		return found, err
	}
	defer dir.Close()
	var all []spanFile
	for _, name := range files {
		all = append(all, fileOfSpans(c, name))
	}
	mentions, p, err := gather(c, dir, all)
	if err != nil {
		return found, err
	}
	defer mentions.Close()
	defer p.done()
	checked := func(now store.Annotated) { p.show("lines checked", now.Added+now.Unchanged+now.Rejected, now.Rejected) }
	if c.Bool("dry-run") {
		err = db.TryAnnotate(c.Context, mentions, checked)
		return mentions.Said(), err
	}
	work := dir.Path("annotated.db")
	if err := db.CopyTo(c.Context, work); err != nil {
		return found, err
	}
	annotated, err := store.Reopen(c.Context, work)
	if err != nil {
		return found, err
	}
	err = annotated.Annotate(c.Context, mentions, checked)
	if err = errors.Join(err, annotated.Close()); err != nil {
		return found, err
	}
	return mentions.Said(), os.Rename(work, out)
}

func sayAnnotated(say *sayer, found store.Annotated) {
	say.line("%d lines = added %d + unchanged %d + rejected %d", found.Lines, found.Added, found.Unchanged, found.Rejected)
	sayRejectedMentions(say, found)
}

// sayRejectedMentions lists the first lines that were rejected.
func sayRejectedMentions(say *sayer, found store.Annotated) {
	if found.Rejected == 0 {
		return
	}
	reasons := map[string]int{}
	for reason, n := range found.Reasons {
		reasons[string(reason)] = n
	}
	say.line("rejected: %s", counts(reasons))
	for i, r := range found.Rejects {
		if i == maxShownLines {
			say.line("  and %d more", found.Rejected-maxShownLines)
			break
		}
		if r.Line == 0 {
			say.line("  %s: %s: %s", printable(r.File), r.Reason, printable(r.Detail))
			continue
		}
		say.line("  %s line %d: %s: %s", printable(r.File), r.Line, r.Reason, printable(r.Detail))
	}
	switch {
	case found.Reasons[schema.UnknownKind] > 0:
		say.hint("a tagger's labels are to be mapped to org, place and person")
	case found.Reasons[schema.BadSpan]+found.Reasons[schema.OtherText]+found.Reasons[schema.UnknownField] > 0:
		say.hint("start and end count code points in the title, the subtitle or one block, which the view blocks has; not in the whole text, and not bytes")
	}
}

// maxShownLines is how many rejected lines are shown.
const maxShownLines = 20
