// Command dabao packs saved articles into one SQLite file that answers
// full-text questions anywhere, and into Parquet and CSV.
//
// This package knows everybody and decides nothing: each command turns its
// flags into one call of the library, and run turns the error that comes back
// into a message and an exit code.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"strings"
	"syscall"

	"github.com/urfave/cli/v2"

	"dabao/datasets"
	"dabao/schema"
)

func main() {
	// Collect garbage sooner rather than grow: a soft limit on the Go heap,
	// beside which SQLite keeps its page cache, some 96 MB. GOMEMLIMIT overrides it.
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(heapLimit)
	}
	// Below that, memory is cheaper than collecting it: a page leaves some ten
	// times its size behind. GOGC overrides it.
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(300)
	}
	os.Exit(run(os.Args, os.Stdin, os.Stdout, os.Stderr))
}

const heapLimit = 192 << 20

// Exit codes; part of the interface.
const (
	exitDone        = 0
	exitFailed      = 1
	exitUsage       = 2
	exitRejects     = 3
	exitMismatch    = 4
	exitInterrupted = 130
)

const exitCodes = `EXIT CODES:
   0 done   1 failed   2 usage   3 done, but some input was rejected
   4 verification found a difference   130 interrupted`

// commands lists every command, in the order help shows them.
func commands() []*cli.Command {
	return []*cli.Command{
		initCommand(), ingestCommand(), searchCommand(), showCommand(), infoCommand(),
		sqlCommand(), mcpCommand(), exportCommand(), releaseCommand(), pullCommand(), verifyCommand(), diffCommand(), applyCommand(),
		mergeCommand(), annotateCommand(), twinsCommand(), serveCommand(),
		completionCommand(), licensesCommand(), versionCommand(), helpCommand(),
	}
}

// run is main with everything it touches passed in.
func run(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	ctx, stop := signal.NotifyContext(context.Background(), endings()...)
	defer stop()
	s := newSayer(stderr)
	out := &checkedWriter{w: stdout}
	app := &cli.App{
		Name:    "dabao",
		Usage:   "pack saved articles into one SQLite file with full-text search, Parquet and CSV",
		Version: schema.ToolVersion,
		Reader:  stdin, Writer: out, ErrWriter: stderr,
		Suggest: true,
		Flags:   []cli.Flag{cli.HelpFlag}, // the library adds it only with a help command of its own
		// run alone decides on exit codes; the library would call os.Exit.
		ExitErrHandler:            func(*cli.Context, error) {},
		OnUsageError:              func(_ *cli.Context, err error, _ bool) error { return usage(err.Error()) },
		Action:                    unknownCommand,
		Commands:                  commands(),
		CustomAppHelpTemplate:     cli.AppHelpTemplate + "\n" + exitCodes + "\n",
		DisableSliceFlagSeparator: true,
		Metadata:                  map[string]any{"say": s},
	}
	err := app.RunContext(ctx, flagsFirst(args, app.Commands))
	if err != nil && ctx.Err() != nil {
		s.line("dabao: interrupted; what was finished is kept, no half file is")
		return exitInterrupted
	}
	if err == nil && out.err != nil {
		err = fmt.Errorf("write to standard output: %w", out.err)
	}
	return s.fail(err)
}

// endings are the signals that ask the program to end what it does in order. A
// terminal that goes away is one, unless nohup said that it is none.
func endings() []os.Signal {
	all := []os.Signal{os.Interrupt, syscall.SIGTERM}
	if !signal.Ignored(syscall.SIGHUP) {
		all = append(all, syscall.SIGHUP)
	}
	return all
}

// checkedWriter remembers that a write failed, so that no command ends well
// whose output is lost.
type checkedWriter struct {
	w   io.Writer
	err error
}

func (c *checkedWriter) Write(p []byte) (int, error) {
	n, err := c.w.Write(p)
	if err != nil && c.err == nil {
		c.err = err
	}
	return n, err
}

func unknownCommand(c *cli.Context) error {
	if c.Args().Present() {
		return unknown(c, c.Args().First())
	}
	return cli.ShowAppHelp(c)
}

// unknown is the error for a command that there is not, with the nearest one.
func unknown(c *cli.Context, name string) error {
	hint := "dabao --help lists the commands"
	if near := datasets.Nearest(name, names(c.App.Commands)); near != "" {
		hint = fmt.Sprintf("did you mean %q? %s", near, hint)
	}
	return usage("unknown command "+printable(name), hint)
}

// usageError is a command line that cannot be carried out.
type usageError struct{ what, hint string }

func (e *usageError) Error() string { return e.what }

func usage(what string, hint ...string) error {
	e := &usageError{what: what}
	if len(hint) > 0 {
		e.hint = hint[0]
	}
	return e
}

// errRejects ends a run that is done but for some rejected input.
var errRejects = errors.New("some input was rejected")

// command fills in what every command of dabao shares.
func command(c *cli.Command, positional int) *cli.Command {
	c.OnUsageError = func(_ *cli.Context, err error, _ bool) error {
		hint := "dabao " + c.Name + " --help lists its flags"
		if _, flag, ok := strings.Cut(err.Error(), "not defined: "); ok {
			if near := datasets.Nearest(strings.TrimLeft(flag, "-"), longNames(c)); near != "" {
				hint = fmt.Sprintf("did you mean --%s? %s", near, hint)
			}
		}
		return usage(err.Error(), hint)
	}
	c.CustomHelpTemplate = cli.CommandHelpTemplate + "\n" + exitCodes + "\n"
	c.HideHelpCommand = true
	action := c.Action
	c.Action = func(ctx *cli.Context) error {
		if n := ctx.NArg(); positional >= 0 && n != positional {
			return usage(argumentCount(c, n, positional), "usage: dabao "+c.Name+" "+c.ArgsUsage)
		}
		return action(ctx)
	}
	return c
}
