package main

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"

	"dabao/ingest/rows"
)

// printColumns says of rows which keys they have, what each was taken for, and
// some of its values.
func printColumns(w io.Writer, s *rows.Survey) {
	fmt.Fprintf(w, "\ncolumns of %d rows (--map FIELD=KEY takes one for another)\n", s.Rows)
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, k := range s.Keys() {
		as := "not used"
		if len(k.As) > 0 {
			as = strings.Join(k.As, ", ")
		}
		if k.Days > 0 {
			as += fmt.Sprintf(" (%d a day alone: its midnight, UTC)", k.Days)
		}
		var values []string
		for _, v := range k.Values {
			values = append(values, printable(v))
		}
		fmt.Fprintf(t, "%s\t%s\t%d\t%s\n", printable(k.Name), as, k.Rows, strings.Join(values, "  "))
	}
	t.Flush()
}

// most lists a tally, the greatest numbers first, up to n of them.
func most(m map[string]int, n int) string {
	names := sortedNames(m)
	slices.SortStableFunc(names, func(a, b string) int { return m[b] - m[a] })
	var parts []string
	for _, k := range names[:min(n, len(names))] {
		parts = append(parts, fmt.Sprintf("%s %d", k, m[k]))
	}
	if more := len(names) - n; more > 0 {
		parts = append(parts, fmt.Sprintf("and %d more", more))
	}
	return strings.Join(parts, ", ")
}
