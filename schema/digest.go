package schema

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"hash"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Digest is a SHA-256 over rows as they are, whatever file they lie in: a
// future tool that reads the rows from any format can work it out again.
//
// A row is hashed as its fields that are not NULL and no empty list, sorted by
// name in bytes, each as
//
//	len(name) as a varint, name, one byte for the kind, the value
//	  i  Integer, Boolean   8 bytes, big-endian, two's complement
//	  r  Real               8 bytes, big-endian, IEEE 754; -0 is 0
//	  t  Text, Day          length in bytes as a varint, UTF-8
//	  t  Time               as text, see canonicalTime
//	  l  list               number of items as a varint, then each as a row;
//	                        the field of a nameless column is named ""
//
// and one 0xff after the last. Varints are unsigned LEB128. So neither the
// order of columns, nor a column or list that is added and still empty, changes
// the digest of a row. Row numbers are no part of a row. Blocks are hashed with
// their words, which are cut from the text where a file has their places.
//
// The digest of a table is over its rows in key order: an article is a row of
// ArticleShape, by (published_on, uid), undated last; captures and rejects are
// rows without their number, and so are corrections. A child table is over its
// rows in the order of the articles, each with the uid of its article and its
// place in the list as the fields "uid" and "position" (or "seq").
type Digest struct {
	plan plan
	sum  hash.Hash
	rows int64
	buf  []byte
}

// plan is the order of hashing: the fields sorted by name, each with its index
// in the row.
type plan []planned

type planned struct {
	name  string
	index int
	typ   Type
	items plan // of a list
}

// rowNumbers are the columns that number rows inside one file.
var rowNumbers = []string{"article_id", "capture_id", "reject_id", "correction_id"}

func planOf(fields []Field) plan {
	var p plan
	for i, f := range fields {
		if slices.Contains(rowNumbers, f.Name) {
			continue
		}
		var items plan
		for j, c := range f.Items {
			items = append(items, planned{name: c.Name, index: j, typ: c.Type})
		}
		items.sort()
		p = append(p, planned{f.Name, i, f.Type, items})
	}
	p.sort()
	return p
}

func (p plan) sort() {
	slices.SortFunc(p, func(a, b planned) int { return cmp.Compare(a.name, b.name) })
}

// NewDigest starts a digest over rows of the shape.
func NewDigest(shape *Shape) *Digest {
	return &Digest{plan: planOf(shape.Fields), sum: sha256.New()}
}

// Add takes the next row and returns the digest of it alone.
func (d *Digest) Add(row []any) [sha256.Size]byte {
	d.buf = d.plan.appendRow(d.buf[:0], row)
	d.sum.Write(d.buf)
	d.rows++
	return sha256.Sum256(d.buf)
}

// Rows is the number of rows so far.
func (d *Digest) Rows() int64 { return d.rows }

// String is the digest so far, as 64 hex digits.
func (d *Digest) String() string { return hex.EncodeToString(d.sum.Sum(nil)) }

func (p plan) appendRow(b []byte, row []any) []byte {
	for _, f := range p {
		b = f.appendField(b, row[f.index])
	}
	return append(b, 0xff)
}

func (f *planned) appendField(b []byte, v any) []byte {
	list, isList := v.([][]any)
	if v == nil || isList && len(list) == 0 {
		return b
	}
	b = binary.AppendUvarint(b, uint64(len(f.name)))
	b = append(b, f.name...)
	switch v := v.(type) {
	case int64:
		b = binary.BigEndian.AppendUint64(append(b, 'i'), uint64(v))
	case float64:
		b = binary.BigEndian.AppendUint64(append(b, 'r'), math.Float64bits(v+0))
	case string:
		if f.typ == Time {
			v = canonicalTime(v)
		}
		b = binary.AppendUvarint(append(b, 't'), uint64(len(v)))
		b = append(b, v...)
	case [][]any:
		b = binary.AppendUvarint(append(b, 'l'), uint64(len(v)))
		for _, item := range v {
			b = f.items.appendRow(b, item)
		}
	}
	return b
}

// canonicalTime drops what a typed format does not hold: zeros at the end of a
// fraction and what lies beyond microseconds. The offset stays as written. Text
// that is no RFC 3339 is left alone.
func canonicalTime(s string) string {
	if _, err := time.Parse(time.RFC3339, s); err != nil || len(s) < 20 || s[19] != '.' {
		return s
	}
	end := 20
	for end < len(s) && '0' <= s[end] && s[end] <= '9' {
		end++
	}
	fraction := strings.TrimRight(s[20:min(end, 26)], "0")
	if fraction != "" {
		fraction = "." + fraction
	}
	return s[:19] + fraction + s[end:]
}

// EqualRows says whether two rows of one shape hold the same values, as the
// digest sees them; if not, which field is the first to differ.
func EqualRows(shape *Shape, a, b []any) (equal bool, field string) {
	for i := range shape.Fields {
		if identical(a[i], b[i]) {
			continue
		}
		one := planOf(shape.Fields[i : i+1])
		if !bytes.Equal(one.appendRow(nil, a[i:i+1]), one.appendRow(nil, b[i:i+1])) {
			return false, shape.Fields[i].Name
		}
	}
	return true, ""
}

// identical is true only of values that the digest cannot tell apart either,
// and of nearly all that it cannot.
func identical(a, b any) bool {
	x, isList := a.([][]any)
	y, isOther := b.([][]any)
	if !isList || !isOther {
		return !isList && !isOther && a == b
	}
	return slices.EqualFunc(x, y, func(x, y []any) bool { return slices.EqualFunc(x, y, identical) })
}

// ArticlesDigest digests articles and the child tables that hang on them, fed
// whole articles in key order.
type ArticlesDigest struct {
	articles *Digest
	children []*Digest // by place among the lists of ArticleShape
	lists    []int     // where they stand in a record
}

// NewArticlesDigest starts with no article.
func NewArticlesDigest() *ArticlesDigest {
	shape := ArticleShape()
	d := &ArticlesDigest{articles: NewDigest(&shape)}
	for i, f := range shape.Fields {
		if f.Items == nil {
			continue
		}
		// A child row is its uid, its place, then its columns.
		t := TableNamed(f.Name)
		row := Shape{Name: f.Name, Fields: []Field{{Column: Column{Name: "uid"}}}}
		for _, c := range t.Columns[1:] {
			row.Fields = append(row.Fields, Field{Column: c})
		}
		d.children = append(d.children, NewDigest(&row))
		d.lists = append(d.lists, i)
	}
	return d
}

// Add takes the next row of ArticleShape and returns its digest as hex.
func (d *ArticlesDigest) Add(record []any) string {
	sum := d.articles.Add(record)
	for i, at := range d.lists {
		items := record[at].([][]any)
		for n, item := range items {
			d.children[i].Add(append([]any{record[0], int64(n)}, item...))
		}
	}
	return hex.EncodeToString(sum[:])
}

// Tables gives the digest of articles and of each child table by name.
func (d *ArticlesDigest) Tables() map[string]*Digest {
	all := map[string]*Digest{"articles": d.articles}
	shape := ArticleShape()
	for i, at := range d.lists {
		all[shape.Fields[at].Name] = d.children[i]
	}
	return all
}

// ContentDigest is the one digest over a file, as 64 hex digits: SHA-256 over
// a line "name rows digest\n" for each table, sorted by name.
func ContentDigest(tables map[string]*Digest) string {
	names := make([]string, 0, len(tables))
	for name := range tables {
		names = append(names, name)
	}
	slices.Sort(names)
	var b []byte
	for _, name := range names {
		d := tables[name]
		b = append(b, name+" "+strconv.FormatInt(d.rows, 10)+" "+d.String()+"\n"...)
	}
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}
