package main

import (
	"context"
	"fmt"
	"io"
	"iter"
	"time"

	"github.com/urfave/cli/v2"

	"dabao/export"
	"dabao/schema"
	"dabao/schema/store"
)

// maxShownBytes bounds the cells of a table, which are held until the widest of
// each column is known.
const maxShownBytes = 64 << 20

// questioner asks a database and writes the answers in one form.
type questioner struct {
	c      *cli.Context
	db     *store.Store
	out    string
	format export.Format // zero is a table
	within time.Duration
	limit  int
	width  int
}

// newQuestioner reads the flags of dabao sql.
func newQuestioner(c *cli.Context) (*questioner, error) {
	q := &questioner{c: c, out: c.String("output"), within: c.Duration("timeout"), limit: c.Int("limit"), width: c.Int("width")}
	if q.out == "" {
		q.out = "-"
	}
	if q.within < 0 || q.limit < 0 || q.width < 0 {
		return nil, usage("--timeout, --limit and --width must not be negative", "0 stands for no limit")
	}
	format := c.String("format")
	if c.Bool("json") {
		format = "jsonl"
	}
	var err error
	switch {
	case format == "table", format == "" && q.out == "-":
	case format == "":
		q.format, err = export.ParseFormat(q.out)
	default:
		q.format, err = export.ParseFormat("." + format)
	}
	if err != nil {
		return nil, usage(err.Error(), "end the name in .csv, .jsonl or .parquet, or give --format")
	}
	if c.Bool("excel") && q.format.IsZero() {
		return nil, usage("--excel is for CSV", "add --format csv, or -o NAME.csv")
	}
	if err := notAnInput(q.out, []string{c.Args().First()}); err != nil {
		return nil, err
	}
	return q, mayWrite(c, q.out)
}

// answer asks and writes: a table or a file.
func (q *questioner) answer(ctx context.Context, question string) error {
	if !q.format.IsZero() {
		return q.answerFile(ctx, question)
	}
	return q.db.Ask(ctx, question, q.within, func(a *store.Answer) error {
		return toFile(q.c, q.out, func(w io.Writer) error { return q.table(w, a) })
	})
}

// table sets an answer in columns, and says where it is not all there.
func (q *questioner) table(w io.Writer, a *store.Answer) error {
	g := grid{widest: q.width, ruled: true, right: make([]bool, len(a.Columns))}
	names := make([]string, len(a.Columns))
	for i, c := range a.Columns {
		names[i], g.right[i] = c.Name, true
	}
	g.add(names...)
	rows, bytes, cut := 0, 0, ""
	for row, err := range a.Rows {
		if err != nil {
			return err
		}
		if q.limit > 0 && rows == q.limit {
			cut = "; there are more: --limit 0 shows all, -o FILE writes all"
			break
		}
		if bytes > maxShownBytes {
			cut = fmt.Sprintf("; more than %d MB are not shown: -o FILE writes all", maxShownBytes>>20)
			break
		}
		rows++
		cells := make([]string, len(row))
		for i, v := range row {
			cells[i] = "NULL"
			if v != nil {
				cells[i] = schema.FormatCell(v)
			}
			if _, text := v.(string); text {
				g.right[i] = false
			}
		}
		bytes += g.add(cells...)
	}
	err := g.writeTo(w)
	if err == nil && (cut != "" || terminal(q.c.App.Writer)) {
		said(q.c).line("%s%s", countOf(rows, "row"), cut)
	}
	return err
}

func countOf(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// answerFile writes an answer in a format with types. Parquet has them before the
// first row, and an expression has none: so there the question is asked twice.
func (q *questioner) answerFile(ctx context.Context, question string) error {
	var types []schema.Type
	if q.format == export.Parquet {
		if err := q.db.Ask(ctx, question, q.within, func(a *store.Answer) (err error) {
			types, err = typesOf(a)
			return err
		}); err != nil {
			return err
		}
	}
	return q.db.Ask(ctx, question, q.within, func(a *store.Answer) error {
		shape := schema.Shape{Name: "answer"}
		for i, c := range a.Columns {
			if types != nil {
				c.Type = types[i]
			}
			shape.Fields = append(shape.Fields, schema.Field{Column: c})
		}
		written := 0
		rows := counted(typed(a.Rows, types), &written)
		err := toFile(q.c, q.out, func(w io.Writer) error {
			if !q.c.Bool("excel") {
				return export.Write(ctx, w, q.format, &shape, rows)
			}
			altered, err := export.WriteExcel(ctx, w, q.format, &shape, rows)
			for _, a := range altered {
				said(q.c).line("altered: %s", printable(a.String()))
			}
			return err
		})
		if err == nil && q.out != "-" {
			said(q.c).line("%s: %s", printable(q.out), countOf(written, "row"))
		}
		return err
	})
}

// typesOf reads an answer to its end for the narrowest type that holds each
// column: integer, real, else text.
func typesOf(a *store.Answer) ([]schema.Type, error) {
	seen := make([]struct{ text, real, integer bool }, len(a.Columns))
	for row, err := range a.Rows {
		if err != nil {
			return nil, err
		}
		for i, v := range row {
			switch v.(type) {
			case string:
				seen[i].text = true
			case float64:
				seen[i].real = true
			case int64:
				seen[i].integer = true
			}
		}
	}
	types := make([]schema.Type, len(a.Columns))
	for i, s := range seen {
		switch {
		case s.text:
			types[i] = schema.Text
		case s.real:
			types[i] = schema.Real
		case s.integer:
			types[i] = schema.Integer
		default:
			types[i] = a.Columns[i].Type
		}
	}
	return types, nil
}

// typed gives every cell the type of its column. nil types leave them alone.
func typed(rows iter.Seq2[[]any, error], types []schema.Type) iter.Seq2[[]any, error] {
	if types == nil {
		return rows
	}
	return func(yield func([]any, error) bool) {
		for row, err := range rows {
			for i, v := range row {
				if number, is := v.(int64); is && types[i] == schema.Real {
					row[i] = float64(number)
				}
				if v != nil && types[i] == schema.Text {
					row[i] = schema.FormatCell(v)
				}
				if _, is := v.(string); err == nil && is && types[i] != schema.Text {
					err = fmt.Errorf("asked again, column %d holds a text where there were numbers", i+1)
				}
			}
			if !yield(row, err) || err != nil {
				return
			}
		}
	}
}
