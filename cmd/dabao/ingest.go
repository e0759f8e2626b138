package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/bmatcuk/doublestar/v4"
	"github.com/urfave/cli/v2"

	"dabao/export/shard"
	"dabao/export/stage"
	"dabao/ingest"
	"dabao/ingest/intake"
	"dabao/ingest/rows"
	"dabao/ingest/source"
	"dabao/schema"
	"dabao/schema/store"
)

func ingestCommand() *cli.Command {
	return command(&cli.Command{
		Name:      "ingest",
		Usage:     "parse saved pages into a database; run again to add more",
		ArgsUsage: "-o articles.db PATH...",
		Description: `PATH is a file, a folder, a glob, or "-" for standard input. What a
file is its bytes decide; read are

   pages      HTML under any name, as crawlers, mirrors and browsers store it; plain-text
              dumps (.txt); saved by SingleFile, monolith, HTTrack, web archives, …
   in one     .mhtml .webarchive .har .maff .epub, SingleFile's zips, Playwright's HAR zips
   archives   .warc .wacz .arc, .zip .tar, folders of them
   rows       .jsonl .json .csv .tsv .parquet; --map names their columns

each also as .gz, .zst or .bz2. An address is not fetched: a crawler does that.

Examples:
   dabao ingest -o articles.db pages/
   dabao ingest --dry-run news.csv                         (a first look at its columns)
   dabao ingest -o articles.db --map text=story,published=when news.csv
   dabao ingest -o articles.db 'crawl/*.warc.gz' --max-rejects 5%
   dabao ingest --parquet -o shard-1/ crawl/1.warc.gz      (then dabao merge)
   dabao ingest --dry-run pages/`,
		Flags: append([]cli.Flag{
			&cli.StringFlag{Name: "output", Aliases: []string{"o"}, Usage: "database to write to; made if it is not there"},
			&cli.StringFlag{Name: "max-rejects", Value: "0", Usage: "accept up to `N|P%` rejected documents before exit code 3"},
			&cli.IntFlag{Name: "workers", Usage: "pages read at once (default: one a core)"},
			&cli.DurationFlag{Name: "page-timeout", Value: ingest.DefaultPageTimeout, Usage: "longest time one page may take"},
			&cli.BoolFlag{Name: "no-facts", Usage: "leave out quantities, dates and names; pages that are in the database are not read again for them"},
			&cli.StringFlag{Name: "map", Usage: "what rows call their fields: `FIELD=KEY,…` like text=body,url=metadata.url; FIELD is " + strings.Join(schema.RowFields, ", ")},
			&cli.BoolFlag{Name: "mirror", Usage: "the folders below PATH are named after hosts: take the addresses of pages from their paths"},
			&cli.StringFlag{Name: "shard", Usage: "read only part `i/N` of the files; join the parts with dabao merge"},
			&cli.BoolFlag{Name: "parquet", Usage: "write what was read as Parquet into a new folder, a shard for dabao merge, instead of a database"},
			&cli.BoolFlag{Name: "keep-raw", Usage: "keep the captured bytes in the database, compressed"},
			&cli.StringFlag{Name: "keep-rejected", Usage: "write the bytes of rejected documents to `DIR`, named by their SHA-256"},
			&cli.BoolFlag{Name: "dry-run", Aliases: []string{"n"}, Usage: "read everything, write nothing, say what would be stored"},
			&cli.BoolFlag{Name: "json", Usage: "print the summary as JSON"},
			&cli.BoolFlag{Name: "quiet", Aliases: []string{"q"}, Usage: "no progress"},
		}, limitFlags()...),
		Action: ingestAction,
	}, -1)
}

func ingestAction(c *cli.Context) error {
	out, paths := c.String("output"), c.Args().Slice()
	if err := checkIngest(c, out, paths); err != nil {
		return err
	}
	limit, err := parseLimit(c.String("max-rejects"))
	if err != nil {
		return err
	}
	share, err := source.ParseShare(c.String("shard"))
	if err != nil {
		return usage("--shard: " + err.Error())
	}
	columns, err := schema.ParseColumns(c.String("map"))
	if err != nil {
		return usage("--map: " + err.Error())
	}
	in := source.Input{Paths: paths, Stdin: c.App.Reader, Share: share, Columns: columns, Mirror: c.Bool("mirror")}
	_, size, err := source.Size(c.Context, in)
	if err != nil {
		return err
	}
	bounds, err := limits(c)
	if err != nil {
		return err
	}
	o := ingest.Options{Workers: c.Int("workers"), PageTimeout: c.Duration("page-timeout"), NoFacts: c.Bool("no-facts"),
		Limits: bounds, KeepRaw: c.Bool("keep-raw")}
	if dir := c.String("keep-rejected"); dir != "" && !c.Bool("dry-run") {
		if err := os.MkdirAll(dir, 0o777); err != nil {
			return fmt.Errorf("cannot keep rejected documents: %w", err)
		}
		work, err := stage.In(dir)
		if err != nil {
			return fmt.Errorf("cannot keep rejected documents: %w", err)
		}
		defer work.Close()
		o.OnReject = keepRejected(said(c), work, dir)
	}
	var sum *summary
	switch {
	case c.Bool("dry-run"):
		sum, err = ingestDry(c, in, o)
	case c.Bool("parquet"):
		sum, err = ingestShard(c, out, in, size, o)
	default:
		sum, err = ingestInto(c, out, in, size, o)
	}
	if sum != nil && (err == nil || c.Context.Err() != nil) {
		if c.Bool("json") {
			if err := printJSON(c.App.Writer, sum); err != nil {
				return err
			}
		} else {
			sum.print(said(c))
		}
	}
	if err != nil {
		return err
	}
	if sum.Rejected > limit.of(sum.Read-sum.Skipped) {
		return errRejects
	}
	return nil
}

// checkIngest says what is wrong with the flags and arguments as they stand.
func checkIngest(c *cli.Context, out string, paths []string) error {
	if len(paths) == 0 {
		return usage("ingest: no input given", "usage: dabao ingest -o articles.db PATH...")
	}
	if u := firstAddress(paths); u != "" {
		return usage(fmt.Sprintf("ingest: %s is an address; fetch it with a crawler first: %s", u, crawlerFor(u)), "then dabao ingest -o articles.db site.warc.gz")
	}
	if out == "" && !c.Bool("dry-run") {
		return usage("ingest: no database given", "name it with -o articles.db, or use --dry-run")
	}
	if c.Bool("parquet") && c.Bool("keep-raw") {
		return usage("ingest: a Parquet shard keeps no captured bytes", "leave out --keep-raw or --parquet")
	}
	return nil
}

// limitFlags are the limits on what one input may cost, all or those named.
func limitFlags(named ...string) []cli.Flag {
	var flags []cli.Flag
	for _, l := range intake.LimitTable {
		if len(named) > 0 && !slices.Contains(named, l.Flag) {
			continue
		}
		flags = append(flags, &cli.Int64Flag{Name: l.Flag, Usage: l.Usage, Value: l.Default, Category: "limits"})
	}
	return flags
}

func limits(c *cli.Context) (source.Limits, error) {
	var all source.Limits
	for _, l := range intake.LimitTable {
		n := c.Int64(l.Flag)
		if !slices.ContainsFunc(c.Command.Flags, func(f cli.Flag) bool { return slices.Contains(f.Names(), l.Flag) }) {
			n = l.Default // this command has no such flag
		}
		if n < 1 {
			return all, usage(fmt.Sprintf("--%s %d: a limit is at least 1", l.Flag, n))
		}
		*l.Field(&all) = n
	}
	return all, nil
}

func ingestInto(c *cli.Context, out string, in source.Input, size int64, o ingest.Options) (*summary, error) {
	fresh := false
	if _, err := os.Stat(out); errors.Is(err, fs.ErrNotExist) {
		fresh = true
		if _, err := os.Stat(filepath.Dir(out)); err != nil {
			return nil, fmt.Errorf("cannot make %s: %w", out, err)
		}
	}
	if err := notAnInput(out, in.Paths); err != nil {
		return nil, err
	}
	db, err := store.Create(c.Context, out)
	if err != nil {
		return nil, err
	}
	defer db.Close()
	if o.Known, err = db.Known(c.Context); err != nil {
		return nil, err
	}
	sum := newSummary(out)
	o.OnSkip, o.Derive = sum.skip, store.Derive
	p := newProgress(c, size, &o)
	seen := store.Seen{}
	readings := note(sum.count(ingest.Input(c.Context, in, o)), seen)
	tally, err := db.Put(c.Context, readings, p.update)
	p.done()
	sum.close(tally)
	if err == nil {
		err = db.Group(c.Context)
	}
	if err == nil && in.Share == (source.Share{}) {
		sum.Missing, err = db.Missing(c.Context, belowAny(in.Paths), seen)
	}
	if err == nil {
		err = db.Close()
	}
	if err != nil && fresh && tally.Read == 0 && c.Context.Err() == nil {
		db.Close()
		os.Remove(out)
	}
	return sum, err
}

// ingestShard writes what was read into a folder of Parquet and decides nothing
// that needs more than one reading.
func ingestShard(c *cli.Context, out string, in source.Input, size int64, o ingest.Options) (*summary, error) {
	sum := newSummary(out)
	o.OnSkip = sum.skip
	p := newProgress(c, size, &o)
	var t store.Tally
	err := shard.Write(c.Context, out, sum.count(ingest.Input(c.Context, in, o)), func(r *schema.Reading) {
		if r.Reject != nil {
			t.Read += r.Reject.Documents()
			t.Rejected += r.Reject.Documents()
		} else {
			t.Read++
			t.Stored++
		}
		p.update(t)
	})
	p.done()
	sum.close(t)
	return sum, err
}

// note remembers the captures that pass by.
func note(readings iter.Seq2[schema.Reading, error], seen store.Seen) iter.Seq2[schema.Reading, error] {
	return func(yield func(schema.Reading, error) bool) {
		for r, err := range readings {
			seen.Add(&r.Capture)
			if !yield(r, err) {
				return
			}
		}
	}
}

// belowAny says whether a file is one of the paths, matches one, or lies below
// one.
func belowAny(paths []string) func(string) bool {
	return func(file string) bool {
		return slices.ContainsFunc(paths, func(p string) bool {
			p = filepath.ToSlash(filepath.Clean(p))
			matches, err := doublestar.Match(p, file)
			return file == p || strings.HasPrefix(file, p+"/") || p == "." && !strings.HasPrefix(file, "../") || err == nil && matches
		})
	}
}

// keepRejected writes rejected bytes into a folder, once each, by way of work.
// That a page cannot be kept is said, and does not end the run.
func keepRejected(say *sayer, work *stage.Dir, dir string) func(*schema.Reject, []byte) {
	return func(r *schema.Reject, body []byte) {
		path := filepath.Join(dir, r.SHA256)
		if _, err := os.Stat(path); err == nil {
			return
		}
		err := work.WriteFile(path, func(w io.Writer) error {
			_, err := w.Write(body)
			return err
		})
		if err != nil {
			say.line("cannot keep %s: %s", printable(r.Origin.URI), printable(err.Error()))
		}
	}
}

// ingestDry reads everything, lists what would become of it and stores nothing.
func ingestDry(c *cli.Context, in source.Input, o ingest.Options) (*summary, error) {
	sum := newSummary("")
	o.OnSkip = sum.skip
	var survey rows.Survey
	o.OnRow = survey.Add
	var t store.Tally
	uids := map[schema.UID]bool{}
	list := c.App.Writer
	if c.Bool("json") {
		list = io.Discard
	}
	for r, err := range sum.count(ingest.Input(c.Context, in, o)) {
		if err != nil {
			return sum, err
		}
		uri := printable(r.Capture.Origin.URI)
		if r.Reject != nil {
			t.Read += r.Reject.Documents()
			t.Rejected += r.Reject.Documents()
			fmt.Fprintf(list, "reject   %s  %s: %s\n", uri, r.Reject.Reason, printable(r.Reject.Detail))
			continue
		}
		t.Read++
		uid := r.UID()
		if uids[uid] {
			t.Superseded++ // this one or the one before: either way one of the two
		} else {
			uids[uid] = true
			t.Stored++
		}
		fmt.Fprintf(list, "article  %s  %s  %s\n", uri, orDash(r.Article.PublishedOn), printable(r.Article.Title))
	}
	sum.close(t)
	if sum.Columns = survey.Keys(); len(sum.Columns) > 0 {
		printColumns(list, &survey)
	}
	return sum, context.Cause(c.Context)
}

func orDash(s string) string {
	if s == "" {
		return "-"
	}
	return s
}

// limit is how many rejects are accepted: a number, or a share of what was read.
type limit struct {
	count   int
	percent float64
}

func (l limit) of(read int) int { return max(l.count, int(l.percent*float64(read)/100)) }

func parseLimit(s string) (limit, error) {
	if p, ok := strings.CutSuffix(s, "%"); ok {
		if v, err := strconv.ParseFloat(p, 64); err == nil && v >= 0 && v <= 100 {
			return limit{percent: v}, nil
		}
	} else if n, err := strconv.Atoi(s); err == nil && n >= 0 {
		return limit{count: n}, nil
	}
	return limit{}, usage(fmt.Sprintf("--max-rejects %q is neither a number nor a share like 5%%", s))
}
