package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"

	"github.com/urfave/cli/v2"

	"dabao/export"
	"dabao/export/release"
	"dabao/schema"
	"dabao/schema/store"
)

func exportCommand() *cli.Command {
	return command(&cli.Command{
		Name:      "export",
		Usage:     "write one table as CSV, JSON Lines or Parquet",
		ArgsUsage: "articles.db -o OUT",
		Description: `OUT ends in .csv, .jsonl or .parquet; .csv and .jsonl also with .gz or .zst behind.
"-" is standard output, with --format. Articles come with their blocks, credits and
so on nested in .jsonl and .parquet, and flat in .csv.

Examples:
   dabao export articles.db -o articles.parquet
   dabao export articles.db -o - --format csv --table credits
   dabao export articles.db -o zh.jsonl.zst --where "lang = 'zh-Hant'"
   dabao export articles.db -o titles.csv --columns uid,published_on,title
   dabao export articles.db -o found.parquet --search '核酸檢測 after:2022'
   dabao export articles.db -o found.csv --table quantities --search 核酸檢測`,
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "output", Aliases: []string{"o"}, Usage: "file to write, or - for standard output"},
			&cli.StringFlag{Name: "format", Usage: "csv, jsonl or parquet (default: by the name of OUT)"},
			&cli.StringFlag{Name: "table", Value: "articles", Usage: "table to write: " + strings.Join(tableNames(), ", ")},
			&cli.StringFlag{Name: "columns", Usage: "columns to write, separated by commas (default: all)"},
			&cli.StringFlag{Name: "where", Usage: "`SQL` condition over the table's columns"},
			&cli.StringFlag{Name: "search", Usage: "only what belongs to the articles that `QUERY` finds, as in dabao search; in the order of the table"},
			forceFlag(),
			&cli.BoolFlag{Name: "excel", Usage: "CSV for spreadsheets: byte order mark, formula-like cells guarded; says what it altered"},
		},
		Action: exportAction,
	}, 1)
}

func tableNames() []string {
	var all []string
	for _, t := range schema.Tables {
		all = append(all, t.Name)
	}
	return all
}

func exportAction(c *cli.Context) error {
	out := c.String("output")
	if out == "" {
		return usage("export: no output given", "name it with -o articles.parquet")
	}
	name := out
	if f := c.String("format"); f != "" {
		name = "." + f
	}
	format, err := export.ParseFormat(name)
	if err != nil {
		return usage(err.Error(), "end the name in .csv, .jsonl or .parquet, or give --format")
	}
	if err := notAnInput(out, []string{c.Args().First()}); err != nil {
		return err
	}
	if err := mayWrite(c, out); err != nil {
		return err
	}
	db, err := release.OpenDatabase(c.Context, c.Args().First())
	if err != nil {
		return err
	}
	defer db.Close()
	table := c.String("table")
	if schema.TableNamed(table) == nil {
		return usage(fmt.Sprintf("there is no table %q", table), "the tables are "+strings.Join(tableNames(), ", "))
	}
	var columns []string
	if c.IsSet("columns") {
		columns = strings.Split(c.String("columns"), ",")
	}
	where, err := exportWhere(c, db, table)
	if err != nil {
		return err
	}
	shape, rows, err := exportRows(c.Context, db, table, columns, where, format.Nested())
	if err != nil {
		return usage(err.Error())
	}
	written := 0
	rows = counted(rows, &written)
	err = toFile(c, out, func(w io.Writer) error {
		if !c.Bool("excel") {
			return export.Write(c.Context, w, format, &shape, rows)
		}
		altered, err := export.WriteExcel(c.Context, w, format, &shape, rows)
		for _, a := range altered {
			said(c).line("altered: %s", printable(a.String()))
		}
		return err
	})
	if err == nil {
		said(c).line("%s: %d rows of %s", printable(out), written, table)
	}
	return err
}

// exportWhere is what --where and --search ask of a row.
func exportWhere(c *cli.Context, db *store.Store, table string) (string, error) {
	where := c.String("where")
	if err := db.CheckWhere(c.Context, table, where); err != nil {
		return "", usage("--where: " + err.Error())
	}
	if !c.IsSet("search") {
		return where, nil
	}
	found, err := db.SearchWhere(c.Context, table, c.String("search"))
	if errors.Is(err, store.ErrNoArticles) {
		return "", usage("--search: " + err.Error())
	}
	if err != nil {
		return "", atCharacter(c.String("search"), err)
	}
	if strings.TrimSpace(where) != "" {
		found = "(" + where + "\n) AND " + found
	}
	return found, nil
}

// counted counts the rows that pass.
func counted(rows iter.Seq2[[]any, error], n *int) iter.Seq2[[]any, error] {
	return func(yield func([]any, error) bool) {
		for row, err := range rows {
			if err == nil {
				*n++
			}
			if !yield(row, err) {
				return
			}
		}
	}
}

// exportRows reads a table: articles whole where the format can nest, every
// other table row for row.
func exportRows(ctx context.Context, db *store.Store, table string, columns []string, where string, nested bool) (schema.Shape, iter.Seq2[[]any, error], error) {
	if table == "articles" && nested {
		whole := schema.ArticleShape()
		shape, err := whole.Select(columns)
		return shape, export.Records(&shape, db.Articles(ctx, where)), err
	}
	whole := schema.TableNamed(table).Shape()
	shape, err := whole.Select(columns)
	return shape, db.Rows(ctx, table, columns, where), err
}
