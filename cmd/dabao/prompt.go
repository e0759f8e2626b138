package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"time"

	"github.com/peterh/liner"

	"dabao/schema/store"
)

const promptHelp = `A question ends with ; and may take several lines. Tab completes, Ctrl-C ends a question, Ctrl-D the prompt.
.tables          the tables and views
.schema [TABLE]  how they are made, with what each column means
.quit            the end
SELECT uid, title FROM search WHERE q = json_quote('核酸檢測') LIMIT 10;`

// prompt asks for questions until there are no more. Its history stands in the
// user's cache folder.
func (q *questioner) prompt(ctx context.Context) error {
	catalog, err := q.db.Catalog(ctx)
	if err != nil {
		return err
	}
	// Ctrl-C ends a question and not the program.
	signal.Reset(os.Interrupt)
	interrupts := make(chan os.Signal, 1)
	signal.Notify(interrupts, os.Interrupt)
	defer signal.Stop(interrupts)
	outside, err := liner.TerminalMode()
	if err != nil {
		return err
	}
	line := liner.NewLiner()
	defer line.Close()
	line.SetCtrlCAborts(true)
	line.SetMultiLineMode(true)
	line.SetTabCompletionStyle(liner.TabPrints)
	line.SetWordCompleter(completer(catalog))
	keep := loadHistory(line)
	defer keep()
	fmt.Fprintf(q.c.App.Writer, "%s: questions end with ;  .help says more\n", printable(q.db.Name()))
	for begun := ""; ; {
		typed, err := line.Prompt(map[bool]string{true: "dabao> ", false: "   ...> "}[begun == ""])
		switch {
		case errors.Is(err, liner.ErrPromptAborted):
			begun = ""
			continue
		case errors.Is(err, io.EOF):
			fmt.Fprintln(q.c.App.Writer)
			return nil
		case err != nil:
			return err
		}
		if typed = strings.TrimSpace(typed); typed != "" {
			line.AppendHistory(typed)
		}
		if begun == "" && strings.HasPrefix(typed, ".") {
			if q.dotCommand(typed, catalog) {
				return nil
			}
			continue
		}
		all, rest := store.Statements(begun + "\n" + typed)
		begun = rest
		raw, err := liner.TerminalMode()
		if err == nil {
			err = outside.ApplyMode() // for Ctrl-C to be a signal
		}
		if err == nil {
			q.askAll(ctx, all, interrupts)
			err = raw.ApplyMode()
		}
		if err = errors.Join(err, ctx.Err()); err != nil {
			return err
		}
	}
}

// askAll answers questions up to the first that cannot be, or is ended by
// Ctrl-C, and says what was wrong.
func (q *questioner) askAll(ctx context.Context, all []string, interrupts <-chan os.Signal) {
	for _, one := range all {
		limited, cancel := context.WithCancel(ctx)
		done := make(chan struct{})
		go func() {
			select {
			case <-interrupts:
				cancel()
			case <-done:
			}
		}()
		started := time.Now()
		err := q.ask(limited, one)
		close(done)
		ended := limited.Err() != nil && ctx.Err() == nil
		cancel()
		switch {
		case ended:
			said(q.c).line("ended after %.1f s", time.Since(started).Seconds())
			return
		case err != nil:
			said(q.c).fail(err)
			return
		}
	}
}

// dotCommand runs one; it says whether it was the last.
func (q *questioner) dotCommand(typed string, catalog []store.Relation) (last bool) {
	word, of, _ := strings.Cut(strings.TrimRight(typed, "; "), " ")
	of = strings.TrimSpace(of)
	w := q.c.App.Writer
	switch word {
	case ".quit", ".exit":
		return true
	case ".tables":
		g := grid{}
		for _, t := range catalog {
			g.add(t.Name, strings.Join(t.Columns, ", "))
		}
		g.widest = 0
		g.writeTo(w)
	case ".schema":
		shown := 0
		for _, t := range catalog {
			if of == "" || strings.EqualFold(of, t.Name) {
				shown++
				for row := range strings.SplitSeq(t.SQL, "\n") {
					fmt.Fprintln(w, printable(row))
				}
				fmt.Fprintln(w)
			}
		}
		if shown == 0 {
			said(q.c).line("there is no table %s; .tables lists them", printable(of))
		}
	default:
		fmt.Fprintln(w, promptHelp)
	}
	return false
}

// loadHistory reads what was typed before, and gives what keeps it. A folder that
// cannot be used costs the history and nothing else.
func loadHistory(line *liner.State) (keep func()) {
	dir, err := os.UserCacheDir()
	if err != nil {
		return func() {}
	}
	name := filepath.Join(dir, "dabao", "sql_history")
	if f, err := os.Open(name); err == nil {
		line.ReadHistory(f)
		f.Close()
	} else if !errors.Is(err, fs.ErrNotExist) {
		return func() {}
	}
	return func() {
		if os.MkdirAll(filepath.Dir(name), 0o700) != nil {
			return
		}
		if f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600); err == nil {
			line.WriteHistory(f)
			f.Close()
		}
	}
}
