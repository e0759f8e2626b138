// Package csvfile writes rows as CSV and reads them back.
//
// The file is what RFC 4180 describes, with the choices it leaves open made
// once, for tools rather than for spreadsheets:
//
//	encoding     UTF-8 without a byte order mark
//	line end     LF: cells hold LF already (an article has lines), and readers
//	             that guess the line end stumble over a mixture
//	first line   the column names
//	NULL         nothing between the commas: a,,b
//	empty text   a quoted nothing: a,"",b (what PostgreSQL's COPY reads back;
//	             pandas, R and DuckDB take both for NULL unless told otherwise)
//	one column   a NULL is an empty line, which readers may skip
//	quotes       only where the cell holds a comma, a quote, CR, LF, or a blank
//	             at its edge
//	Real         shortest digits that read back as the same number, with a point
//	Boolean      0 and 1, as in the database
//
// Nothing else is changed: a cell read back is the cell that was written. A
// spreadsheet is another matter, see ExcelOptions.
package csvfile

import (
	"bufio"
	"fmt"
	"io"
	"iter"
	"strconv"
	"strings"

	"dabao/schema"
)

// Write writes a header and one line a row. It stops at the first error of the
// rows or of w. A shape with lists is refused: CSV is flat.
func Write(w io.Writer, shape *schema.Shape, rows iter.Seq2[[]any, error]) error {
	if shape.Nested() {
		return fmt.Errorf("%s: CSV has no lists; write its tables one by one", shape.Name)
	}
	out := bufio.NewWriterSize(w, 1<<16)
	var line []byte
	for i, name := range shape.Names() {
		line = appendCell(comma(line, i), name)
	}
	if _, err := out.Write(append(line, '\n')); err != nil {
		return err
	}
	for row, err := range rows {
		if err != nil {
			return err
		}
		if line, err = appendRow(line[:0], row); err != nil {
			return err
		}
		if _, err := out.Write(line); err != nil {
			return err
		}
	}
	return out.Flush()
}

func comma(line []byte, i int) []byte {
	if i > 0 {
		line = append(line, ',')
	}
	return line
}

func appendRow(line []byte, row []any) ([]byte, error) {
	for i, v := range row {
		line = comma(line, i)
		switch v := v.(type) {
		case nil:
		case string:
			line = appendCell(line, v)
		case int64:
			line = strconv.AppendInt(line, v, 10)
		case float64:
			line = append(line, schema.FormatReal(v)...)
		default:
			return nil, fmt.Errorf("column %d holds a %T", i+1, v)
		}
	}
	return append(line, '\n'), nil
}

func appendCell(line []byte, s string) []byte {
	if !needsQuotes(s) {
		return append(line, s...)
	}
	line = append(line, '"')
	for {
		i := strings.IndexByte(s, '"')
		if i < 0 {
			break
		}
		line = append(append(line, s[:i]...), '"', '"')
		s = s[i+1:]
	}
	return append(append(line, s...), '"')
}

// needsQuotes also quotes blanks at the edge, which some readers trim, and
// "\.", which ends PostgreSQL's input.
func needsQuotes(s string) bool {
	return s == "" || s == `\.` || isBlank(s[0]) || isBlank(s[len(s)-1]) ||
		strings.IndexByte(s, ',') >= 0 || strings.IndexByte(s, '"') >= 0 ||
		strings.IndexByte(s, '\n') >= 0 || strings.IndexByte(s, '\r') >= 0
}

func isBlank(c byte) bool { return c == ' ' || c == '\t' }
