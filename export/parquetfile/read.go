package parquetfile

import (
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"
	"time"

	"github.com/parquet-go/parquet-go"

	"dabao/schema"
)

// File is an opened Parquet file. It reads through its io.ReaderAt, which must
// outlive it.
type File struct {
	file    *parquet.File
	shape   schema.Shape
	columns []column
}

// Open reads the footer and works out the shape from the file itself, so that
// files of other versions of dabao can be read. A file whose columns have
// types that no shape has is an error that names the first of them. Hostile
// bytes give an error, never a panic.
func Open(r io.ReaderAt, size int64) (f *File, err error) {
	defer func() {
		if p := recover(); p != nil {
			f, err = nil, fmt.Errorf("not a readable Parquet file: %v", p)
		}
	}()
	if err := footerFits(r, size); err != nil {
		return nil, err
	}
	file, err := parquet.OpenFile(r, size, parquet.SkipPageIndex(true), parquet.SkipBloomFilters(true))
	if err != nil {
		return nil, err
	}
	if err := plausible(file, r, size); err != nil {
		return nil, err
	}
	f = &File{file: file, shape: schema.Shape{Name: file.Schema().Name()}}
	for _, node := range file.Schema().Fields() {
		if err := f.addField(node); err != nil {
			return nil, fmt.Errorf("column %s: %w", node.Name(), err)
		}
	}
	return f, nil
}

// Shape is the shape of the rows.
func (f *File) Shape() schema.Shape { return f.shape }

// NumRows is the number of rows the footer states.
func (f *File) NumRows() int64 { return f.file.NumRows() }

// Metadata is the value of a key in the footer, empty where there is none.
func (f *File) Metadata(key string) string {
	v, _ := f.file.Lookup(key)
	return v
}

func (f *File) addField(n parquet.Field) error {
	at := len(f.shape.Fields)
	if n.Leaf() {
		c, err := columnOf(n)
		if err != nil {
			return err
		}
		// The offset of a Time is a column of the file but not a field.
		if at > 0 && f.shape.Fields[at-1].Type == schema.Time && offsetColumn(f.shape.Fields[at-1].Name) == n.Name() {
			f.columns = append(f.columns, column{at - 1, -1, true, c})
			return nil
		}
		f.columns = append(f.columns, column{at, -1, false, c})
		f.shape.Fields = append(f.shape.Fields, schema.Field{Column: c})
		return nil
	}
	items, err := itemsOf(n)
	if err != nil {
		return err
	}
	for j, c := range items {
		f.columns = append(f.columns, column{at, j, false, c})
	}
	f.shape.Fields = append(f.shape.Fields, schema.Field{Column: schema.Column{Name: n.Name()}, Items: items})
	return nil
}

var errLayout = errors.New("is nested as no table of dabao is")

// itemsOf checks that n is a list as layout makes it.
func itemsOf(n parquet.Node) ([]schema.Column, error) {
	list := n.Fields()
	if n.Optional() || n.Repeated() || len(list) != 1 || !list[0].Repeated() || list[0].Leaf() {
		return nil, errLayout
	}
	element := list[0].Fields()
	if len(element) != 1 || element[0].Repeated() {
		return nil, errLayout
	}
	if element[0].Leaf() {
		c, err := columnOf(element[0])
		c.Name = ""
		return []schema.Column{c}, err
	}
	if element[0].Optional() {
		return nil, errLayout
	}
	var items []schema.Column
	for _, leaf := range element[0].Fields() {
		if !leaf.Leaf() {
			return nil, errLayout
		}
		c, err := columnOf(leaf)
		if err != nil {
			return nil, err
		}
		items = append(items, c)
	}
	if len(items) == 0 {
		return nil, errLayout
	}
	return items, nil
}

func columnOf(n parquet.Field) (schema.Column, error) {
	c := schema.Column{Name: n.Name(), Nullable: n.Optional()}
	if n.Repeated() {
		return c, errLayout
	}
	t := n.Type().LogicalType()
	switch kind := n.Type().Kind(); {
	case kind == parquet.Boolean:
		c.Type = schema.Boolean
	case kind == parquet.Double:
		c.Type = schema.Real
	case kind == parquet.ByteArray:
		c.Type = schema.Text
	case kind == parquet.Int32 && strings.HasPrefix(n.Type().String(), "DATE"):
		c.Type = schema.Day
	case kind == parquet.Int64 && strings.HasPrefix(n.Type().String(), "TIMESTAMP"):
		c.Type = schema.Time
	case kind == parquet.Int64 && (t == nil || strings.HasPrefix(n.Type().String(), "INT")):
		c.Type = schema.Integer
	default:
		return c, fmt.Errorf("type %s is none of dabao's", n.Type())
	}
	return c, nil
}

// Rows yields the rows in the order of the file. A row is the receiver's to
// keep. An error is final. The sequence may be ranged over again.
func (f *File) Rows() iter.Seq2[[]any, error] {
	return func(yield func([]any, error) bool) {
		for _, g := range f.file.RowGroups() {
			if !f.group(g, yield) {
				return
			}
		}
	}
}

func (f *File) group(g parquet.RowGroup, yield func([]any, error) bool) bool {
	rows := g.Rows()
	defer rows.Close()
	buf := make([]parquet.Row, 64)
	left := maxChunkBytes
	for {
		n, err := readRows(rows, buf)
		for _, r := range buf[:n] {
			// A dictionary of one long value may stand for any number of them.
			for _, v := range r {
				if v.Kind() == parquet.ByteArray {
					left -= len(v.ByteArray())
				}
			}
			if left < 0 {
				yield(nil, fmt.Errorf("a row group unpacks to more than %d bytes", maxChunkBytes))
				return false
			}
			row, bad := f.row(r)
			if bad != nil {
				yield(nil, bad)
				return false
			}
			if !yield(row, nil) {
				return false
			}
		}
		if err == io.EOF {
			return true
		}
		if err != nil {
			yield(nil, err)
			return false
		}
	}
}

func readRows(rows parquet.Rows, buf []parquet.Row) (n int, err error) {
	defer func() {
		if p := recover(); p != nil {
			n, err = 0, fmt.Errorf("damaged page: %v", p)
		}
	}()
	return rows.ReadRows(buf)
}

func (f *File) row(values parquet.Row) ([]any, error) {
	row := make([]any, len(f.shape.Fields))
	for i, field := range f.shape.Fields {
		if field.Items != nil {
			row[i] = [][]any{}
		}
	}
	counts := make([]int, len(f.columns)) // items seen so far, by leaf
	for _, v := range values {
		at := v.Column()
		if at < 0 || at >= len(f.columns) {
			return nil, fmt.Errorf("a value of column %d of %d", at, len(f.columns))
		}
		c := &f.columns[at]
		if !c.repeated() {
			row[c.field] = plain(c, v, row[c.field])
			continue
		}
		if v.DefinitionLevel() == 0 {
			continue
		}
		items := row[c.field].([][]any)
		n := counts[at]
		counts[at]++
		if n == len(items) {
			items = append(items, make([]any, len(f.shape.Fields[c.field].Items)))
			row[c.field] = items
		}
		items[n][c.item] = plain(c, v, nil)
	}
	return row, nil
}

// plain is the value of one leaf; before is what the field holds so far, the
// Time that an offset belongs to.
func plain(c *column, v parquet.Value, before any) any {
	if v.IsNull() {
		return before
	}
	if c.offset {
		s, _ := before.(string)
		return withOffset(s, string(v.ByteArray()))
	}
	switch c.Type {
	case schema.Integer:
		return v.Int64()
	case schema.Real:
		return v.Double()
	case schema.Boolean:
		if v.Boolean() {
			return int64(1)
		}
		return int64(0)
	case schema.Day:
		return time.Unix(int64(v.Int32())*secondsPerDay, 0).UTC().Format(time.DateOnly)
	case schema.Time:
		return time.UnixMicro(v.Int64()).UTC().Format(time.RFC3339Nano)
	}
	return string(v.ByteArray())
}

// withOffset says the UTC time s in the offset given; a bad offset leaves UTC.
func withOffset(s, offset string) string {
	t, err := time.Parse(time.RFC3339, s)
	zone, bad := time.Parse("Z07:00", offset)
	if err != nil || bad != nil || offset == "Z" {
		return s
	}
	_, seconds := zone.Zone()
	s = t.In(time.FixedZone("", seconds)).Format("2006-01-02T15:04:05.999999999")
	return s + offset
}
