package csvfile

import (
	"bufio"
	"fmt"
	"io"
	"iter"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"dabao/schema"
)

// Limits of a worksheet, from Microsoft's "Excel specifications and limits".
const (
	maxCellChars  = 32767   // UTF-16 units a cell holds
	maxSheetRows  = 1048576 // header included
	maxFormulaStr = 255     // characters of a text inside a formula
)

// Alteration is one kind of change that WriteExcel made.
type Alteration struct {
	Column string
	What   string // "guarded", "kept as text" or "cut"
	Cells  int64
	// FirstRow is the row of the first such cell, counted from 1 without the
	// header.
	FirstRow int64
}

func (a Alteration) String() string {
	return fmt.Sprintf("column %s: %d cells %s, the first in row %d", a.Column, a.Cells, a.What, a.FirstRow)
}

// WriteExcel writes CSV for opening in a spreadsheet by a double click: with a
// byte order mark and CRLF, and with cells changed where a spreadsheet would
// change or run them. It says what it changed, by column in order:
//
//   - a text that begins with = + - @, TAB, CR or LF gets an apostrophe before it,
//     so that it is not run as a formula ("guarded");
//   - a text that looks like a number or a date, such as an id of digits, is
//     written ="…", so that it stays as it is ("kept as text");
//   - a text over 32,767 UTF-16 units is cut there ("cut").
//
// More rows than a sheet holds are written all the same and reported as an
// Alteration of the column "*". Such a file is for looking at; Write makes the
// one for reading back.
func WriteExcel(w io.Writer, shape *schema.Shape, rows iter.Seq2[[]any, error]) ([]Alteration, error) {
	if shape.Nested() {
		return nil, fmt.Errorf("%s: CSV has no lists; write its tables one by one", shape.Name)
	}
	x := excel{columns: shape.Names(), changes: make(map[Alteration]*Alteration)}
	out := bufio.NewWriterSize(w, 1<<16)
	line := []byte("\ufeff")
	for i, name := range x.columns {
		line = appendCell(comma(line, i), name)
	}
	line = append(line, '\r', '\n')
	for row, err := range rows {
		if err != nil {
			return nil, err
		}
		if _, err := out.Write(line); err != nil {
			return nil, err
		}
		x.row++
		if line, err = appendRow(line[:0], x.guard(row)); err != nil {
			return nil, err
		}
		line = append(line[:len(line)-1], '\r', '\n')
	}
	if _, err := out.Write(line); err != nil {
		return nil, err
	}
	return x.report(), out.Flush()
}

type excel struct {
	columns []string
	row     int64
	changes map[Alteration]*Alteration // by column and what alone
}

func (x *excel) guard(row []any) []any {
	out := make([]any, len(row))
	for i, v := range row {
		if s, ok := v.(string); ok {
			v = x.cell(x.columns[i], s)
		}
		out[i] = v
	}
	return out
}

// looksNumeric holds what a spreadsheet may turn into a number, a date or a
// fraction; it may hold more.
var looksNumeric = regexp.MustCompile(`^[ ]*[-+]?[0-9][0-9.,:/ \-]*([eE][-+]?[0-9]+)?[%]?[ ]*$`)

func (x *excel) cell(column, s string) string {
	if s == "" {
		return s
	}
	if cut := cutUTF16(s, maxCellChars); len(cut) < len(s) {
		x.note(column, "cut")
		s = cut
	}
	// An id is kept as text in every row, or half a column would look other
	// than the rest.
	id := column == "uid" || strings.HasSuffix(column, "sha256") || column == "near_duplicate_of"
	if (id || looksNumeric.MatchString(s)) && len(s) <= maxFormulaStr && !strings.Contains(s, `"`) {
		x.note(column, "kept as text")
		return `="` + s + `"`
	}
	if strings.ContainsRune("=+-@\t\r\n", rune(s[0])) {
		x.note(column, "guarded")
		return "'" + cutUTF16(s, maxCellChars-1)
	}
	return s
}

func (x *excel) note(column, what string) {
	key := Alteration{Column: column, What: what}
	a := x.changes[key]
	if a == nil {
		a = &Alteration{Column: column, What: what, FirstRow: x.row}
		x.changes[key] = a
	}
	a.Cells++
}

func (x *excel) report() []Alteration {
	var all []Alteration
	for _, c := range x.columns {
		for _, what := range []string{"guarded", "kept as text", "cut"} {
			if a := x.changes[Alteration{Column: c, What: what}]; a != nil {
				all = append(all, *a)
			}
		}
	}
	if over := x.row + 1 - maxSheetRows; over > 0 {
		what := "past the last row of a sheet (" + strconv.Itoa(maxSheetRows) + ")"
		all = append(all, Alteration{Column: "*", What: what, Cells: over, FirstRow: maxSheetRows})
	}
	return all
}

// cutUTF16 is the longest start of s, whole code points only, that has at most
// n UTF-16 units.
func cutUTF16(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for i, r := range s {
		if r == utf8.RuneError {
			n--
		} else {
			n -= utf16.RuneLen(r)
		}
		if n < 0 {
			return s[:i]
		}
	}
	return s
}
