package main

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/schollz/progressbar/v3"
	"github.com/urfave/cli/v2"

	"dabao/export/pull"
	"dabao/export/release"
	"dabao/export/remote"
	"dabao/schema"
)

func pullCommand() *cli.Command {
	return command(&cli.Command{
		Name:      "pull",
		Usage:     "download a release, or bring an older one up to date, moving as few bytes as can be",
		ArgsUsage: "URL|FOLDER[@VERSION] -o DIR",
		Description: `The address is that of the release, as a page of it shows it, or of the folder that holds
its versions; without @VERSION it leads to the newest. Files that DIR has already stay.
The database comes by deltas from an older one, or is made again from the Parquet files,
where that moves fewer bytes; what follows from it (CSV, sample, checksums of rows) is
made here. Where the line turns out to be so fast that taking the files as they lie there
needs half of the time or less, they are taken; those of a folder are copied. --make and
--whole decide it. Whatever the road, every file is the one that SHA256SUMS names, or DIR
stays as it was. A run that was interrupted goes on where it stopped: give it again.

HTTPS_PROXY, HTTP_PROXY and NO_PROXY are heeded. DABAO_AUTHORIZATION, where it is set, is
sent as the header Authorization, to the host of URL and to no other.

Examples:
   dabao pull https://host.example/demo -o demo
   dabao pull https://host.example/demo@1.2.0 -o demo
   dabao pull https://host.example/demo -o demo --only db
   dabao pull https://host.example/demo -o demo --pubkey publisher.pub
   dabao pull https://host.example/demo -o demo --dry-run
   dabao pull /mnt/releases/demo -o demo
   DABAO_AUTHORIZATION="Bearer $TOKEN" dabao pull https://host.example/demo -o demo`,
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "output", Aliases: []string{"o"}, Usage: "folder to make; one that holds an older release is brought up to date"},
			&cli.StringSliceFlag{Name: "only", Usage: "take only `KIND`: db (articles.db), data (Parquet) or csv; may be given again"},
			&cli.StringFlag{Name: "pubkey", Usage: "the minisign public key in `FILE`, or the key itself, that must have signed the release"},
			&cli.BoolFlag{Name: "whole", Usage: "take every file as it lies there, make none: more bytes, less work"},
			&cli.BoolFlag{Name: "make", Usage: "move the fewest bytes and make the rest, however fast the line is: for a folder on a slow disk of the network, or where bytes cost"},
			&cli.IntFlag{Name: "connections", Usage: "files taken at once, 1 to 16", Value: pull.DefaultConnections},
			&cli.DurationFlag{Name: "timeout", Usage: "how long the host may stand still", Value: remote.DefaultIdle},
			&cli.BoolFlag{Name: "force", Usage: "take what lies there although DIR holds another release of that version, a newer one, or more kinds"},
			&cli.BoolFlag{Name: "dry-run", Aliases: []string{"n"}, Usage: "say what would be taken and by which road, take nothing"},
			&cli.BoolFlag{Name: "json", Usage: "print what was done as JSON"},
			&cli.BoolFlag{Name: "quiet", Aliases: []string{"q"}, Usage: "no progress"},
		},
		Action: pullAction,
	}, 1)
}

func pullAction(c *cli.Context) error {
	dir := c.String("output")
	if dir == "" {
		return usage("pull: no folder given", "name it with -o DIR")
	}
	if stoodIn(dir) {
		return usage("pull: you stand in "+dir+", and it is put in place as a whole", "run it from the folder above")
	}
	at, err := remote.ParseAddress(c.Args().First())
	if errors.Is(err, remote.ErrAddress) {
		return usage("pull: "+err.Error(), "give the address of a release, https://host.example/demo, or its folder")
	}
	if err != nil {
		return err
	}
	o, err := pullOptions(c)
	if err != nil {
		return err
	}
	p := newPullProgress(c)
	o.Step, o.Bytes, o.Note = p.step, p.bytes, p.note
	o.Remote.OnWait = p.wait
	report, err := pull.Pull(c.Context, at, dir, o)
	p.done()
	if err != nil {
		return pullFailed(err)
	}
	if c.Bool("json") {
		return printJSON(c.App.Writer, report)
	}
	if c.Bool("dry-run") {
		for _, f := range report.Files {
			fmt.Fprintf(c.App.Writer, "%d  %s\n", f.Bytes, printable(f.Path))
		}
	}
	sayPulled(said(c), report, c.Bool("dry-run"))
	return nil
}

// stoodIn says whether a folder is the working folder, or one above it: after it
// is replaced, the shell would stand in one that is no more.
func stoodIn(dir string) bool {
	whole, err := filepath.Abs(dir)
	here, herr := os.Getwd()
	rel, rerr := filepath.Rel(whole, here)
	return errors.Join(err, herr, rerr) == nil && filepath.IsLocal(rel)
}

func pullOptions(c *cli.Context) (pull.Options, error) {
	o := pull.Options{Whole: c.Bool("whole"), Make: c.Bool("make"), Force: c.Bool("force"), DryRun: c.Bool("dry-run"), Connections: c.Int("connections"), Remote: remote.FromEnvironment()}
	o.Remote.Agent = "dabao/" + schema.ToolVersion
	if o.Remote.Idle = c.Duration("timeout"); o.Remote.Idle < time.Second {
		return o, usage("pull: --timeout is a second at least")
	}
	if o.Whole && o.Make {
		return o, usage("pull: --whole and --make are opposites", "give one of them, or none: then the line decides")
	}
	if o.Connections < 1 || o.Connections > 16 {
		return o, usage("pull: --connections is between 1 and 16")
	}
	for _, word := range c.StringSlice("only") {
		for kind := range strings.SplitSeq(word, ",") {
			if !slices.Contains(pull.Kinds, pull.Kind(kind)) {
				return o, usage(fmt.Sprintf("pull: --only %.40q is no kind", kind), "there is db, data and csv")
			}
			o.Only = append(o.Only, pull.Kind(kind))
		}
	}
	if key := c.String("pubkey"); key != "" {
		o.PublicKey = publicKey(key)
	}
	return o, nil
}

// pullFailed gives the errors that are a verification's its exit code.
func pullFailed(err error) error {
	switch {
	case errors.Is(err, release.ErrKey):
		return usage("--pubkey: it is neither a minisign public key nor a file that holds one")
	case errors.Is(err, release.ErrSignature), errors.Is(err, release.ErrUnsigned), errors.Is(err, pull.ErrAltered), errors.Is(err, pull.ErrOther):
		return mismatch{err}
	}
	return err
}

// mismatch is an error that ends with the exit code of a verification.
type mismatch struct{ error }

// Is makes it errMismatch.
func (m mismatch) Is(target error) bool { return target == errMismatch }

// Unwrap is what was found.
func (m mismatch) Unwrap() error { return m.error }

// sayPulled is one line: what the folder holds now, and what it cost.
func sayPulled(say *sayer, r *pull.Report, dry bool) {
	name := printable(r.Folder + ": " + r.Name + " " + r.Version)
	if r.Road == pull.Nothing {
		say.line("%s is there already, %d files: nothing to do%s", name, r.Kept, signatureWords(r.Signature))
		return
	}
	from := ""
	if r.From != "" && r.From != r.Version {
		from = " from " + printable(r.From)
	}
	would := ""
	if dry {
		would = "would be "
	}
	say.line("%s%s: %d files kept, %d made, %d %staken; %s of %s moved, %s%s", name, from, r.Kept, r.Made, r.Taken, would,
		byteCount(r.TakenBytes), byteCount(r.ReleaseBytes), roadWords(r), signatureWords(r.Signature))
}

func signatureWords(s string) string {
	return map[string]string{string(release.Checked): "; the signature is that of the key",
		string(release.Unchecked): "; signed, and the signature is not checked: give its key with --pubkey"}[s]
}

// roadWords says how the files came.
func roadWords(r *pull.Report) string {
	switch r.Road {
	case pull.Deltas:
		return fmt.Sprintf("the database by %s", printable(strings.Join(r.Deltas, " and ")))
	case pull.Shards:
		return "the database made from the Parquet files"
	case pull.Here:
		return "made from the database that was there"
	}
	return "as they lie there"
}

// byteCount is a number of bytes for people.
func byteCount(n int64) string {
	switch {
	case n >= 10<<20:
		return fmt.Sprintf("%d MB", n>>20)
	case n >= 1<<20:
		return fmt.Sprintf("%.1f MB", float64(n)/(1<<20))
	case n >= 1<<10:
		return fmt.Sprintf("%d kB", n>>10)
	}
	return fmt.Sprintf("%d bytes", n)
}

// pullProgress shows how far a download is: a bar on a terminal, a line now and
// then elsewhere. Several may report at once.
type pullProgress struct {
	mu       sync.Mutex
	say      *sayer
	quiet    bool
	terminal bool
	bar      *progressbar.ProgressBar
	c        *cli.Context
	what     string
	passed   int64
	size     int64
	last     time.Time
}

func newPullProgress(c *cli.Context) *pullProgress {
	return &pullProgress{say: said(c), quiet: c.Bool("quiet"), terminal: terminal(c.App.ErrWriter), c: c, last: time.Now()}
}

func (p *pullProgress) step(what string, size int64) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.finish()
	p.what, p.size, p.passed = what, size, 0
	if p.quiet || !p.terminal {
		return
	}
	p.bar = progressbar.NewOptions64(cmp.Or(size, -1), progressbar.OptionSetWriter(p.c.App.ErrWriter), progressbar.OptionShowBytes(size > 0),
		progressbar.OptionClearOnFinish(), progressbar.OptionSetDescription(printable(what)), progressbar.OptionThrottle(barInterval), progressbar.OptionSpinnerType(14))
	p.bar.RenderBlank()
}

func (p *pullProgress) bytes(n int64) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.passed += n
	switch {
	case p.bar != nil:
		p.bar.Set64(min(p.passed, max(p.size, 1)))
	case !p.quiet && !p.terminal && time.Since(p.last) >= quietInterval:
		p.last = time.Now()
		p.say.line("%s: %s of %s", printable(p.what), byteCount(p.passed), byteCount(p.size))
	}
}

func (p *pullProgress) note(text string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.bar != nil {
		p.bar.Clear()
	}
	p.say.line("%s", printable(text))
}

func (p *pullProgress) wait(why error, wait time.Duration) {
	if !p.quiet {
		p.note(fmt.Sprintf("%v; asking again in %v", why, wait.Round(time.Second)))
	}
}

// finish takes the bar off the terminal.
func (p *pullProgress) finish() {
	if p.bar != nil {
		p.bar.Finish()
		p.bar = nil
	}
}

func (p *pullProgress) done() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.finish()
}
