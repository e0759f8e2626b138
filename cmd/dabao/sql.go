package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/urfave/cli/v2"
	"golang.org/x/term"

	"dabao/datasets"
	"dabao/export/release"
	"dabao/schema/store"
)

// Bounds of a question that nobody set.
const (
	askedTime  = time.Minute
	askMemory  = 1 << 30 // of SQLite, for dabao sql and mcp: a sort of what a host has is held in memory
	shownRows  = 1000
	shownWidth = 60
	maxSQLText = 16 << 20 // of what comes in by standard input
)

func sqlCommand() *cli.Command {
	return command(&cli.Command{
		Name:      "sql",
		Usage:     "ask a database questions in SQL; nothing can be changed",
		ArgsUsage: "articles.db [SELECT …]",
		Description: `Without a question there is a prompt, where Tab completes tables and columns, a
question ends with ; and Ctrl-C ends it. What is piped in is read as questions.
Only SELECT, WITH, VALUES, EXPLAIN and the PRAGMAs that tell of tables are run, on
this file alone.

Examples:
   dabao sql articles.db "SELECT lang, count(*) FROM articles GROUP BY lang"
   dabao sql articles.db "SELECT uid, title FROM search WHERE q = json_quote('核酸檢測')"
   dabao sql articles.db -o units.parquet "SELECT unit, value FROM quantities"
   dabao sql articles.db --format csv < questions.sql
   dabao sql https://data.example/news/
   dabao sql articles.db`,
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "output", Aliases: []string{"o"}, Usage: "file to write, or - for standard output"},
			&cli.StringFlag{Name: "format", Usage: "table, csv, jsonl or parquet (default: by the name of OUT, else table)"},
			&cli.BoolFlag{Name: "json", Usage: "the same as --format jsonl"},
			&cli.DurationFlag{Name: "timeout", Value: askedTime, Usage: "longest time a question may take; 0 is for ever"},
			&cli.IntFlag{Name: "limit", Value: shownRows, Usage: "most rows of a table; 0 for all"},
			&cli.IntFlag{Name: "width", Value: shownWidth, Usage: "most columns of the terminal that a cell of a table takes; 0 cuts nothing"},
			forceFlag(),
			&cli.BoolFlag{Name: "excel", Usage: "CSV for spreadsheets: byte order mark, formula-like cells guarded; says what it altered"},
		},
		Action: sqlAction,
	}, -1)
}

func sqlAction(c *cli.Context) error {
	if c.NArg() == 0 {
		return usage("sql: no database given", "usage: dabao sql articles.db [SELECT …]")
	}
	q, err := newQuestioner(c)
	if err != nil {
		return err
	}
	question := strings.Join(c.Args().Tail(), " ")
	if err := store.LimitMemory(askMemory); err != nil {
		return err
	}
	q.db, err = release.OpenDatabase(c.Context, c.Args().First())
	if err != nil {
		return err
	}
	defer q.db.Close()
	if question == "" {
		if terminalInput(c.App.Reader) && terminal(c.App.Writer) && q.format.IsZero() {
			return q.prompt(c.Context)
		}
		if question, err = readQuestions(c.App.Reader); err != nil {
			return err
		}
	}
	all, rest := store.Statements(question)
	if rest != "" {
		all = append(all, rest)
	}
	switch {
	case len(all) == 0:
		return usage("sql: there is no question", "give one: dabao sql articles.db \"SELECT …\"")
	case len(all) > 1 && q.out != "-":
		return usage(fmt.Sprintf("%d questions do not go into one file", len(all)), "ask them one by one, each with a file of its own")
	}
	for i, one := range all {
		if i > 0 && q.format.IsZero() {
			fmt.Fprintln(c.App.Writer)
		}
		if err := q.ask(c.Context, one); err != nil {
			return err
		}
	}
	return nil
}

// terminalInput reports whether r is one.
func terminalInput(r io.Reader) bool {
	f, ok := r.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

func readQuestions(r io.Reader) (string, error) {
	text, err := io.ReadAll(io.LimitReader(r, maxSQLText+1))
	if err != nil {
		return "", fmt.Errorf("read standard input: %w", err)
	}
	if len(text) > maxSQLText {
		return "", fmt.Errorf("standard input holds more than %d bytes of questions", maxSQLText)
	}
	return strings.TrimPrefix(string(text), "\ufeff"), nil
}

// ask runs one question and writes its answer where the flags say.
func (q *questioner) ask(ctx context.Context, question string) error {
	return explain(ctx, q.db, q.answer(ctx, question))
}

// explain says of a question that was not answered what to do.
func explain(ctx context.Context, db *store.Store, err error) error {
	switch {
	case errors.Is(err, store.ErrTooLong):
		return fmt.Errorf("%w; --timeout gives it longer", err)
	case errors.Is(err, store.ErrTooLarge):
		return fmt.Errorf("%w; ask for fewer rows at once, or sort uids and not texts", err)
	case errors.Is(err, store.ErrMoreThanReading):
		return usage(err.Error(), "take a copy and open it with sqlite3 to change it")
	case store.Unreadable(err):
		return usage(misread(err), advice(ctx, db, err))
	}
	return err
}

var noSuch = regexp.MustCompile(`no such (table|column): "?(?:\w+\.)?([^" (]+)`)

// advice names the table that has the column, or what is called nearly so.
func advice(ctx context.Context, db *store.Store, err error) string {
	m := noSuch.FindStringSubmatch(err.Error())
	if m == nil {
		return ""
	}
	catalog, err := db.Catalog(ctx)
	if err != nil {
		return ""
	}
	var names, with []string
	for _, t := range catalog {
		if m[1] == "table" {
			names = append(names, t.Name)
			continue
		}
		names = append(names, t.Columns...)
		if slices.Contains(t.Columns, m[2]) {
			with = append(with, t.Name)
		}
	}
	if len(with) > 0 {
		return fmt.Sprintf("%s is a column of %s", m[2], strings.Join(with, ", "))
	}
	if near := datasets.Nearest(m[2], names); near != "" {
		return fmt.Sprintf("did you mean %s?", near)
	}
	return "SELECT name, sql FROM sqlite_schema shows the tables and what each column means"
}

// misread is SQLite's message without what the driver puts around it.
func misread(err error) string {
	text := strings.TrimPrefix(err.Error(), "SQL logic error: ")
	return "SQL: " + printable(strings.TrimSuffix(text, " (1)"))
}
