// Package parquetfile writes rows as Apache Parquet and reads them back.
//
// A row of a shape becomes a row of the file, its lists nested in it:
//
//	Text      STRING                       Boolean   BOOLEAN
//	Integer   INT64                        Real      DOUBLE
//	Day       DATE (days since 1970)
//	Time      TIMESTAMP in UTC, microseconds, and a STRING column beside it
//	          with the offset as printed ("+08:00", "Z"), named for the time:
//	          published_at has published_offset. captured_at is in UTC by
//	          contract and has none.
//	a list    LIST of a group, or of plain values; never NULL, it may be empty
//
// What may be NULL is optional, everything else required.
//
// The same rows give the same bytes on every machine. What that takes: zstd at
// a fixed level and no snappy (whose encoder differs by processor), plain
// encoding, dictionaries only where a reader needs one and with indexes of our
// own (see dictionary.go), row groups and pages cut by counts of our own, a
// constant created_by, and no metadata from a map. Plain text under zstd costs
// next to nothing against a dictionary; every reader there is takes it.
package parquetfile

import (
	"reflect"
	"slices"
	"strings"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/compress/zstd"

	"dabao/schema"
)

// codec is shared: its encoders are pooled and keep no state between pages.
var codec = &zstd.Codec{Level: zstd.SpeedDefault, Concurrency: 1}

// column is one leaf of the file: the field it comes from, the column inside a
// list, and whether it is the offset of a Time.
type column struct {
	field, item int // item is -1 outside a list
	offset      bool
	schema.Column
}

func (c *column) repeated() bool { return c.item >= 0 }

// offsetColumn names the column that holds the offset of a Time, or nothing.
func offsetColumn(name string) string {
	if name == "captured_at" {
		return ""
	}
	return strings.TrimSuffix(name, "_at") + "_offset"
}

// layout turns a shape into the schema of a file and its leaves, both in the
// order of the fields.
func layout(shape *schema.Shape) (*parquet.Schema, []column) {
	var root group
	var leaves []column
	for i, f := range shape.Fields {
		if f.Items != nil {
			var element group
			for j, c := range f.Items {
				element.add(c.Name, node(c))
				leaves = append(leaves, column{i, j, false, c})
			}
			if f.Items[0].Name == "" {
				root.add(f.Name, parquet.List(textList{parquet.Encoded(element.fields[0].(field).Node, &parquet.RLEDictionary)}))
			} else {
				root.add(f.Name, parquet.List(&element))
			}
			continue
		}
		root.add(f.Name, node(f.Column))
		leaves = append(leaves, column{i, -1, false, f.Column})
		if name := offsetColumn(f.Name); f.Type == schema.Time && name != "" {
			c := schema.Column{Name: name, Type: schema.Text, Nullable: f.Nullable}
			root.add(name, node(c))
			leaves = append(leaves, column{i, -1, true, c})
		}
	}
	return parquet.NewSchema(shape.Name, &root), leaves
}

func node(c schema.Column) parquet.Node {
	var n parquet.Node
	switch c.Type {
	case schema.Integer:
		n = parquet.Int(64)
	case schema.Real:
		n = parquet.Leaf(parquet.DoubleType)
	case schema.Boolean:
		n = parquet.Leaf(parquet.BooleanType)
	case schema.Time:
		n = parquet.Timestamp(parquet.Microsecond)
	case schema.Day:
		n = parquet.Date()
	default:
		n = parquet.String()
	}
	n = parquet.Encoded(n, &parquet.Plain)
	if c.Nullable {
		return parquet.Optional(n)
	}
	return parquet.Required(n)
}

// group is a parquet group whose fields keep the order they were added in; the
// library's own sorts them by name.
type group struct {
	parquet.Group
	fields []parquet.Field
}

func (g *group) add(name string, n parquet.Node) {
	if g.Group == nil {
		g.Group = make(parquet.Group)
	}
	g.Group[name] = n
	g.fields = append(g.fields, field{n, name})
}

func (g *group) Fields() []parquet.Field { return slices.Clone(g.fields) }

// GoType is asked for by the library when it prepares a schema; rows never
// pass through it.
func (g *group) GoType() reflect.Type { return g.Group.GoType() }

type field struct {
	parquet.Node
	name string
}

func (f field) Name() string { return f.name }

func (f field) Value(base reflect.Value) reflect.Value {
	return base.MapIndex(reflect.ValueOf(f.name))
}
