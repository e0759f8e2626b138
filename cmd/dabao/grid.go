package main

import (
	"io"
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
}

func (g *grid) add(cells ...string) {
	row := make([]string, len(cells))
	for i, c := range cells {
		row[i] = cutWidth(printable(c), g.widest)
	}
	g.rows = append(g.rows, row)
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
	var b strings.Builder
	for _, row := range g.rows {
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
