package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/urfave/cli/v2"

	"dabao/schema/store"
)

// farRows are looked at of a file on a host, where each may cost a request.
const farRows = 300

// widestExample is how many columns of a terminal the values of a column take.
const widestExample = 72

// printProfiles says of every column how much of it is filled and with what.
func printProfiles(c *cli.Context, db *store.Store) error {
	if c.Int("rows") < 0 {
		return usage("--rows must not be negative", "0 looks at every row")
	}
	rows := c.Int("rows")
	if db.Far() {
		said(c).line("the file is on a host: what hangs on articles is left out; dabao pull fetches it")
		if !c.IsSet("rows") {
			rows = farRows
		}
	}
	all, err := db.Profiles(c.Context, rows)
	if err != nil {
		return err
	}
	if c.Bool("json") {
		for _, p := range all {
			if err := printJSON(c.App.Writer, p); err != nil {
				return err
			}
		}
		return nil
	}
	for len(all) > 0 {
		n := 1
		for n < len(all) && all[n].Table == all[0].Table {
			n++
		}
		if err := printProfile(c.App.Writer, all[:n]); err != nil {
			return err
		}
		if all = all[n:]; len(all) > 0 {
			fmt.Fprintln(c.App.Writer)
		}
	}
	return nil
}

// printProfile is one table of the report.
func printProfile(w io.Writer, columns []store.Profile) error {
	g := grid{widest: widestExample, right: []bool{false, false, true, true}}
	first := columns[0]
	head := fmt.Sprintf("%s, %d rows", first.Table, first.Rows)
	if first.Looked < first.Rows {
		head += fmt.Sprintf(" (%d looked at, spread evenly)", first.Looked)
	}
	g.add("column", "type", "filled", "different", "values")
	for _, p := range columns {
		different := fmt.Sprint(p.Distinct)
		if p.Distinct < 0 {
			different = "many"
		}
		g.add(p.Column, p.Type, share(p.Filled, p.Looked), different, valuesOf(p))
	}
	if _, err := fmt.Fprintln(w, head); err != nil {
		return err
	}
	return g.writeTo(w)
}

// share is a part in percent, 0 % and 100 % only where it is none and all.
func share(n, of int) string {
	if n == 0 || of == 0 {
		return "0 %"
	}
	p := 100 * float64(n) / float64(of)
	switch {
	case n == of:
		return "100 %"
	case p < 1:
		return "<1 %"
	case p > 99:
		return ">99 %"
	}
	return fmt.Sprintf("%.0f %%", p)
}

// valuesOf are the most frequent values, or examples where none repeat; of what
// has a range and many values, the range alone.
func valuesOf(p store.Profile) string {
	if p.Least != p.Greatest && len(p.Top) != p.Distinct {
		return p.Least + " … " + p.Greatest
	}
	var parts []string
	for _, v := range p.Top {
		parts = append(parts, fmt.Sprintf("%s (%d)", v.Value, v.Rows))
	}
	if len(p.Top) == 0 {
		parts = p.Examples
	}
	return strings.Join(parts, " · ")
}
