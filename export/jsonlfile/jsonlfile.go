// Package jsonlfile writes rows as JSON Lines: one object a line, in UTF-8.
//
// The keys are the columns in their order and all of them, NULL being null, so
// that every line has the same keys. A list is an array of objects, or of plain
// values where its items have one nameless column. Booleans are true and false.
// Only what JSON demands is escaped: quotation mark, backslash and control
// characters; "<", "&" and every script stand as they are.
package jsonlfile

import (
	"bufio"
	"fmt"
	"io"
	"iter"
	"math"
	"strconv"

	"dabao/schema"
)

// Write writes one line a row and stops at the first error of the rows or of w.
func Write(w io.Writer, shape *schema.Shape, rows iter.Seq2[[]any, error]) error {
	out := bufio.NewWriterSize(w, 1<<16)
	var line []byte
	for row, err := range rows {
		if err != nil {
			return err
		}
		if line, err = AppendRow(line[:0], shape, row); err != nil {
			return err
		}
		if _, err := out.Write(append(line, '\n')); err != nil {
			return err
		}
	}
	return out.Flush()
}

// AppendRow adds a row to b as one object, without a line end.
func AppendRow(b []byte, shape *schema.Shape, row []any) (_ []byte, err error) {
	b = append(b, '{')
	for i := range shape.Fields {
		f := &shape.Fields[i]
		b = appendKey(b, f.Name, i)
		if b, err = appendField(b, f, row[i]); err != nil {
			return nil, fmt.Errorf("column %s: %w", f.Name, err)
		}
	}
	return append(b, '}'), nil
}

func appendField(b []byte, f *schema.Field, v any) (_ []byte, err error) {
	if f.Items == nil {
		return appendValue(b, f.Type, v)
	}
	items, ok := v.([][]any)
	if !ok && v != nil {
		return nil, fmt.Errorf("a list holds a %T", v)
	}
	b = append(b, '[')
	for i, item := range items {
		if i > 0 {
			b = append(b, ',')
		}
		if b, err = appendItem(b, f.Items, item); err != nil {
			return nil, err
		}
	}
	return append(b, ']'), nil
}

func appendItem(b []byte, columns []schema.Column, item []any) (_ []byte, err error) {
	if columns[0].Name == "" {
		return appendValue(b, columns[0].Type, item[0])
	}
	b = append(b, '{')
	for i, c := range columns {
		b = appendKey(b, c.Name, i)
		if b, err = appendValue(b, c.Type, item[i]); err != nil {
			return nil, err
		}
	}
	return append(b, '}'), nil
}

func appendKey(b []byte, name string, i int) []byte {
	if i > 0 {
		b = append(b, ',')
	}
	return append(appendString(b, name), ':')
}

func appendValue(b []byte, t schema.Type, v any) ([]byte, error) {
	switch v := v.(type) {
	case nil:
		return append(b, "null"...), nil
	case string:
		return appendString(b, v), nil
	case int64:
		if t == schema.Boolean {
			return strconv.AppendBool(b, v != 0), nil
		}
		return strconv.AppendInt(b, v, 10), nil
	case float64:
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return nil, fmt.Errorf("JSON has no number %v", v)
		}
		return append(b, schema.FormatReal(v)...), nil
	}
	return nil, fmt.Errorf("JSON has no %T", v)
}

const hexDigits = "0123456789abcdef"

func appendString(b []byte, s string) []byte {
	b = append(b, '"')
	start := 0
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c >= ' ' && c != '"' && c != '\\' && c != 0x7f {
			continue
		}
		b = append(b, s[start:i]...)
		start = i + 1
		switch c {
		case '"', '\\':
			b = append(b, '\\', c)
		case '\n':
			b = append(b, '\\', 'n')
		case '\t':
			b = append(b, '\\', 't')
		case '\r':
			b = append(b, '\\', 'r')
		default:
			b = append(b, '\\', 'u', '0', '0', hexDigits[c>>4], hexDigits[c&15])
		}
	}
	return append(append(b, s[start:]...), '"')
}
