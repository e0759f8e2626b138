package main

import (
	"io"
	"slices"
	"strings"

	"github.com/rivo/uniseg"
)

// grid sets rows in columns for a terminal, where a CJK character is two wide
// (Unicode Standard Annex 11). Cells are made printable and those wider than
// widest are cut, in the grid only.
type grid struct {
	widest int // columns of a terminal; 0 cuts nothing
	rows   [][]string
	right  []bool // columns set against the right edge
	ruled  bool   // a line below the first row
}

// add takes a row in, and says how many bytes it takes.
func (g *grid) add(cells ...string) int {
	row, bytes := make([]string, len(cells)), 0
	for i, c := range cells {
		if g.widest > 0 { // what no cut could keep need not be made printable
			c = c[:min(len(c), 64*g.widest)]
		}
		row[i] = cutWidth(printable(c), g.widest)
		bytes += len(row[i])
	}
	g.rows = append(g.rows, row)
	return bytes
}

// writeTo sets the rows one below the other, two spaces between the columns.
func (g *grid) writeTo(w io.Writer) error {
	var widths []int
	for _, row := range g.rows {
		for i, c := range row {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], uniseg.StringWidth(c))
		}
	}
	rows := g.rows
	if g.ruled && len(rows) > 0 {
		rule := make([]string, len(widths))
		for i, w := range widths {
			rule[i] = strings.Repeat("─", w)
		}
		rows = slices.Insert(slices.Clone(rows), 1, rule)
	}
	var b strings.Builder
	for _, row := range rows {
		line := ""
		for i, c := range row {
			pad := strings.Repeat(" ", widths[i]-uniseg.StringWidth(c))
			if i < len(g.right) && g.right[i] {
				line += pad + c + "  "
			} else {
				line += c + pad + "  "
			}
		}
		b.WriteString(strings.TrimRight(line, " ") + "\n")
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// cutWidth is the start of s that takes at most widest columns, an ellipsis at
// its end where something is missing.
func cutWidth(s string, widest int) string {
	if widest <= 0 || len(s) <= widest || uniseg.StringWidth(s) <= widest {
		return s
	}
	var b strings.Builder
	wide := 1 // of the ellipsis
	for rest, state := s, -1; rest != ""; {
		var cluster string
		var w int
		cluster, rest, w, state = uniseg.FirstGraphemeClusterInString(rest, state)
		if wide += w; wide > widest {
			break
		}
		b.WriteString(cluster)
	}
	return b.String() + "…"
}
