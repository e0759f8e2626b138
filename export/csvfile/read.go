package csvfile

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"iter"
	"strconv"

	"dabao/schema"
)

// maxCellBytes bounds a cell that Rows reads, so that a lost quote does not
// pull a whole file into memory.
const maxCellBytes = 64 << 20

// Rows reads what Write wrote: the header must name the columns of shape in
// order; NULL and empty text come back apart. The rows are the reader's to
// keep. An error names the line and ends the sequence.
func Rows(r io.Reader, shape *schema.Shape) iter.Seq2[[]any, error] {
	return func(yield func([]any, error) bool) {
		p := parser{in: bufio.NewReaderSize(r, 1<<16), line: 1}
		if err := p.header(shape); err != nil {
			yield(nil, err)
			return
		}
		for {
			start := p.line
			row, err := p.row(shape)
			if err == io.EOF {
				return
			}
			if err != nil {
				yield(nil, fmt.Errorf("line %d: %w", start, err))
				return
			}
			if !yield(row, nil) {
				return
			}
		}
	}
}

type parser struct {
	in   *bufio.Reader
	line int
	cell []byte
}

func (p *parser) header(shape *schema.Shape) error {
	for i, name := range shape.Names() {
		last, _, err := p.next()
		if err != nil {
			return fmt.Errorf("header: %w", noEOF(err))
		}
		if string(p.cell) != name {
			return fmt.Errorf("header: column %d is %.40q, want %q", i+1, p.cell, name)
		}
		if last != (i == len(shape.Fields)-1) {
			return fmt.Errorf("header: there are not %d columns", len(shape.Fields))
		}
	}
	return nil
}

func (p *parser) row(shape *schema.Shape) ([]any, error) {
	row := make([]any, len(shape.Fields))
	for i, f := range shape.Fields {
		last, quoted, err := p.next()
		if err != nil {
			if i > 0 {
				err = noEOF(err)
			}
			return nil, err
		}
		if last != (i == len(row)-1) {
			return nil, fmt.Errorf("there are not %d cells", len(row))
		}
		if len(p.cell) == 0 && !quoted {
			continue
		}
		if row[i], err = value(f.Type, string(p.cell)); err != nil {
			return nil, fmt.Errorf("column %s: %w", f.Name, err)
		}
	}
	return row, nil
}

func value(t schema.Type, s string) (any, error) {
	switch t {
	case schema.Integer, schema.Boolean:
		return strconv.ParseInt(s, 10, 64)
	case schema.Real:
		return strconv.ParseFloat(s, 64)
	}
	return s, nil
}

var errQuote = errors.New("a quote inside a cell is not doubled")

// next reads one cell into p.cell; last is set when a line end follows it.
func (p *parser) next() (last, quoted bool, err error) {
	p.cell = p.cell[:0]
	c, err := p.in.ReadByte()
	if err != nil {
		return false, false, err
	}
	if c == '"' {
		last, err = p.quoted()
		return last, true, err
	}
	for c != ',' && c != '\n' {
		if c == '"' {
			return false, false, errQuote
		}
		if err := p.push(c); err != nil {
			return false, false, err
		}
		if c, err = p.in.ReadByte(); err != nil {
			return false, false, noEOF(err)
		}
	}
	return p.ended(c), false, nil
}

func (p *parser) quoted() (last bool, err error) {
	for {
		c, err := p.in.ReadByte()
		if err != nil {
			return false, noEOF(err)
		}
		if c == '"' {
			if c, err = p.in.ReadByte(); err != nil {
				return false, noEOF(err)
			}
			if c == ',' || c == '\n' {
				return p.ended(c), nil
			}
			if c != '"' {
				return false, errQuote
			}
		} else if c == '\n' {
			p.line++
		}
		if err := p.push(c); err != nil {
			return false, err
		}
	}
}

func (p *parser) ended(c byte) bool {
	if c == '\n' {
		p.line++
	}
	return c == '\n'
}

func (p *parser) push(c byte) error {
	if len(p.cell) == maxCellBytes {
		return fmt.Errorf("a cell is over %d bytes", maxCellBytes)
	}
	p.cell = append(p.cell, c)
	return nil
}

func noEOF(err error) error {
	if err == io.EOF {
		return io.ErrUnexpectedEOF
	}
	return err
}
