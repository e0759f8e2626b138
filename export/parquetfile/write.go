package parquetfile

import (
	"fmt"
	"io"
	"iter"
	"strings"
	"time"

	"github.com/parquet-go/parquet-go"

	"dabao/schema"
)

// How a file is cut. Row groups hold some 30 MB of article, which a reader can
// scan side by side and skip by day; pages of 1 MiB gained 6 % over 256 KiB.
const (
	maxGroupRows  = 10_000
	maxGroupBytes = 64 << 20
	pageBytes     = 1 << 20
	// uidFilterBits are what the Bloom filter over uid takes for each, so that a
	// reader who looks for one uid reads one or two row groups of a thousand in vain; uids
	// are hashes, and the bounds of a row group tell nothing of them.
	uidFilterBits = 16
	// stepRows are handed to a column at once; a page can overshoot by as many.
	stepRows  = 64
	stepBytes = 1 << 20
)

// Write writes the rows as one file, holding one row group at a time. It stops
// at the first error of the rows or of w. metadata, pairs of key and value,
// stands in the footer in the order given. A row may be reused by its sequence
// once the next one is asked for.
func Write(w io.Writer, shape *schema.Shape, rows iter.Seq2[[]any, error], metadata ...string) error {
	layout, columns := layout(shape)
	file := parquet.NewGenericWriter[any](w, layout,
		parquet.CreatedBy("dabao", schema.ToolVersion, "0"),
		parquet.Compression(codec),
		parquet.PageBufferSize(pageBytes),
		parquet.DataPageStatistics(false),
		parquet.DataPageVersion(1),
		parquet.SkipPageBounds("text"),
		parquet.SkipPageBounds("summary"),
		parquet.SkipPageBounds("blocks", "list", "element", "text"),
		parquet.SkipPageBounds("blocks", "list", "element", "caption"),
		parquet.BloomFilters(parquet.SplitBlockFilter(uidFilterBits, "uid")),
	)
	for i := 0; i+1 < len(metadata); i += 2 {
		file.SetKeyValueMetadata(metadata[i], metadata[i+1])
	}
	e := newEncoder(file, columns)
	err := e.all(shape, rows)
	if closing := e.close(); err == nil {
		err = closing
	}
	if err != nil {
		return err
	}
	return file.Close()
}

// A step is some rows turned into values, a list of them for each column; the
// last of a row group says so.
type step struct {
	values   [][]parquet.Value
	endGroup bool
}

// encoder lets one goroutine read rows while another encodes and compresses;
// steps pass between them in order, so the bytes do not depend on timing.
type encoder struct {
	columns []column
	steps   chan *step
	spare   chan *step
	done    chan error
}

func newEncoder(file *parquet.GenericWriter[any], columns []column) *encoder {
	const ahead = 4
	e := &encoder{columns, make(chan *step, ahead), make(chan *step, ahead), make(chan error, 1)}
	go func() { e.done <- e.encode(file) }()
	return e
}

func (e *encoder) encode(file *parquet.GenericWriter[any]) (err error) {
	group := file.BeginRowGroup()
	for s := range e.steps {
		if err != nil {
			continue // let the reader run dry; it learns of the error in close
		}
		for i, c := range group.ColumnWriters() {
			if _, err = c.WriteRowValues(s.values[i]); err != nil {
				break
			}
		}
		if err == nil && s.endGroup {
			_, err = group.Commit()
		}
		select {
		case e.spare <- s:
		default:
		}
	}
	if err == nil {
		_, err = group.Commit()
	}
	return err
}

func (e *encoder) newStep() *step {
	select {
	case s := <-e.spare:
		for i := range s.values {
			s.values[i] = s.values[i][:0]
		}
		s.endGroup = false
		return s
	default:
		return &step{values: make([][]parquet.Value, len(e.columns))}
	}
}

func (e *encoder) all(shape *schema.Shape, rows iter.Seq2[[]any, error]) error {
	s := e.newStep()
	inStep, inGroup, stepSize, groupSize := 0, 0, 0, 0
	for row, err := range rows {
		if err != nil {
			return err
		}
		n, err := e.append(s, shape, row)
		if err != nil {
			return err
		}
		inStep++
		inGroup++
		stepSize += n
		groupSize += n
		s.endGroup = inGroup == maxGroupRows || groupSize >= maxGroupBytes
		if s.endGroup || inStep == stepRows || stepSize >= stepBytes {
			if s.endGroup {
				inGroup, groupSize = 0, 0
			}
			e.steps <- s
			s, inStep, stepSize = e.newStep(), 0, 0
		}
	}
	if inStep > 0 {
		e.steps <- s
	}
	return nil
}

func (e *encoder) close() error {
	close(e.steps)
	return <-e.done
}

// append adds one row to the step and returns about how many bytes it holds.
func (e *encoder) append(s *step, shape *schema.Shape, row []any) (size int, err error) {
	for i := range e.columns {
		c := &e.columns[i]
		v := row[c.field]
		if c.repeated() {
			s.values[i], err = appendItems(s.values[i], i, c, v, &size)
		} else {
			s.values[i], err = appendValue(s.values[i], i, c, v, 0, 0, &size)
		}
		if err != nil {
			return 0, fmt.Errorf("column %s: %w", pathOf(shape, c), err)
		}
	}
	return size, nil
}

func pathOf(shape *schema.Shape, c *column) string {
	name := shape.Fields[c.field].Name
	if c.repeated() && c.Name != "" {
		name += "." + c.Name
	}
	return name
}

// appendItems adds one column of a list. The levels are those of
// required group (LIST) { repeated group { required element }}: definition 0 is
// the empty list, 1 an item, and a nullable column counts one more.
func appendItems(values []parquet.Value, leaf int, c *column, v any, size *int) (_ []parquet.Value, err error) {
	items, ok := v.([][]any)
	if !ok && v != nil {
		return nil, fmt.Errorf("a list holds a %T", v)
	}
	if len(items) == 0 {
		return append(values, parquet.NullValue().Level(0, 0, leaf)), nil
	}
	for n, item := range items {
		if values, err = appendValue(values, leaf, c, item[c.item], min(n, 1), 1, size); err != nil {
			return nil, err
		}
	}
	return values, nil
}

func appendValue(values []parquet.Value, leaf int, c *column, v any, repetition, definition int, size *int) ([]parquet.Value, error) {
	if v == nil {
		if !c.Nullable {
			return nil, fmt.Errorf("NULL stands where it must not")
		}
		return append(values, parquet.NullValue().Level(repetition, definition, leaf)), nil
	}
	if c.Nullable {
		definition++
	}
	p, err := valueOf(c, v)
	if err != nil {
		return nil, err
	}
	*size += 8
	if s, ok := v.(string); ok {
		*size += len(s)
	}
	return append(values, p.Level(repetition, definition, leaf)), nil
}

func valueOf(c *column, v any) (parquet.Value, error) {
	switch v := v.(type) {
	case string:
		return textValue(c, v)
	case int64:
		switch c.Type {
		case schema.Integer:
			return parquet.Int64Value(v), nil
		case schema.Boolean:
			return parquet.BooleanValue(v != 0), nil
		case schema.Real:
			return parquet.DoubleValue(float64(v)), nil
		}
	case float64:
		if c.Type == schema.Real {
			return parquet.DoubleValue(v), nil
		}
	}
	return parquet.Value{}, fmt.Errorf("a %T stands in a column of another type", v)
}

func textValue(c *column, s string) (parquet.Value, error) {
	switch {
	case c.offset:
		_, offset, err := splitTime(s)
		return parquet.ValueOf(offset), err
	case c.Type == schema.Time:
		t, _, err := splitTime(s)
		return parquet.Int64Value(t.UnixMicro()), err
	case c.Type == schema.Day:
		t, err := time.Parse(time.DateOnly, s)
		return parquet.Int32Value(int32(t.Unix() / secondsPerDay)), err
	case c.Type == schema.Text:
		return parquet.ValueOf(s), nil
	}
	return parquet.Value{}, fmt.Errorf("text %.40q stands in a column of another type", s)
}

const secondsPerDay = 24 * 60 * 60

// splitTime parses RFC 3339 and gives the offset as it is written.
func splitTime(s string) (time.Time, string, error) {
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		return t, "", fmt.Errorf("%.40q is not RFC 3339", s)
	}
	if strings.HasSuffix(s, "Z") {
		return t, "Z", nil
	}
	return t, s[len(s)-len("+00:00"):], nil
}
