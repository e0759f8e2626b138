package parquetfile

import (
	"bytes"
	"fmt"
	"iter"
	"reflect"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go"

	"dabao/schema"
)

func seq(rows ...[]any) iter.Seq2[[]any, error] {
	return func(yield func([]any, error) bool) {
		for _, r := range rows {
			if !yield(r, nil) {
				return
			}
		}
	}
}

var shape = schema.Shape{Name: "t", Fields: []schema.Field{
	{Column: schema.Column{Name: "at_at", Type: schema.Time, Nullable: true}},
	{Column: schema.Column{Name: "day", Type: schema.Day, Nullable: true}},
	{Column: schema.Column{Name: "n", Type: schema.Integer}},
	{Column: schema.Column{Name: "ok", Type: schema.Boolean, Nullable: true}},
	{Column: schema.Column{Name: "list"}, Items: []schema.Column{{Name: "x", Type: schema.Text, Nullable: true}, {Name: "y", Type: schema.Real}}},
	{Column: schema.Column{Name: "texts"}, Items: []schema.Column{{Type: schema.Text}}},
}}

func TestTimesAndLists(t *testing.T) {
	rows := [][]any{
		{"2022-09-23T14:54:00+08:00", "1969-12-31", int64(-1), nil, [][]any{}, [][]any{{""}}},
		{"1969-12-31T23:59:59.999999Z", "0001-01-01", int64(1 << 62), int64(1), [][]any{{nil, -0.5}, {"a", 1e300}}, [][]any{}},
		{"2022-01-01T00:00:00-03:30", "9999-12-31", int64(0), int64(0), [][]any{{"", 0.0}}, [][]any{{"a"}, {"b"}}},
		{nil, nil, int64(0), nil, [][]any{}, [][]any{}},
	}
	var b bytes.Buffer
	if err := Write(&b, &shape, seq(rows...), "key", "value"); err != nil {
		t.Fatal(err)
	}
	f, err := Open(bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil {
		t.Fatal(err)
	}
	if f.Metadata("key") != "value" {
		t.Errorf("metadata: got %q", f.Metadata("key"))
	}
	if got := f.Shape(); !reflect.DeepEqual(got, shape) {
		t.Errorf("got %+v", got)
	}
	i := 0
	for row, err := range f.Rows() {
		if err != nil || !reflect.DeepEqual(row, rows[i]) {
			t.Errorf("row %d: got %v, %v, want %v", i, row, err, rows[i])
		}
		i++
	}
	if i != len(rows) {
		t.Errorf("got %d rows", i)
	}
}

func TestWriteRefuses(t *testing.T) {
	good := []any{nil, nil, int64(0), nil, [][]any{}, [][]any{}}
	for want, change := range map[string]func(row []any){
		`column at_at: "noon" is not RFC 3339`:                func(r []any) { r[0] = "noon" },
		"column day: parsing time":                            func(r []any) { r[1] = "2022-02-30" },
		"column n: NULL stands where it must not":             func(r []any) { r[2] = nil },
		"column n: a float64 stands":                          func(r []any) { r[2] = 1.5 },
		"column n: text \"1\" stands":                         func(r []any) { r[2] = "1" },
		"column list.x: a list holds a string":                func(r []any) { r[4] = "x" },
		"column list.y: NULL stands where it must not":        func(r []any) { r[4] = [][]any{{"a", nil}} },
		"column texts: a int64 stands in a column of another": func(r []any) { r[5] = [][]any{{int64(1)}} },
	} {
		row := append([]any(nil), good...)
		change(row)
		if err := Write(new(bytes.Buffer), &shape, seq(good, row)); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("got %v, want %s", err, want)
		}
	}
}

// The filter over uid has every uid of its row group and hardly any other.
func TestUIDFilter(t *testing.T) {
	uids := schema.Shape{Name: "t", Fields: []schema.Field{{Column: schema.Column{Name: "uid"}}}}
	uid := func(i int) string { return string(schema.UIDFromURL(fmt.Sprint("https://news.example/", i))) }
	const each = 5000
	var b bytes.Buffer
	if err := Write(&b, &uids, func(yield func([]any, error) bool) {
		for i := range maxGroupRows + each {
			if !yield([]any{uid(i)}, nil) {
				return
			}
		}
	}); err != nil {
		t.Fatal(err)
	}
	file, err := parquet.OpenFile(bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil || len(file.RowGroups()) != 2 {
		t.Fatalf("%d row groups, %v", len(file.RowGroups()), err)
	}
	filter := file.RowGroups()[1].ColumnChunks()[0].BloomFilter()
	had, strangers := 0, 0
	for i := range each {
		in, err := filter.Check(parquet.ValueOf(uid(maxGroupRows + i)))
		out, bad := filter.Check(parquet.ValueOf(uid(i)))
		if err != nil || bad != nil {
			t.Fatal(err, bad)
		}
		if in {
			had++
		}
		if out {
			strangers++
		}
	}
	if had != each || strangers > each/200 {
		t.Errorf("the filter has %d of %d uids, and %d of as many others", had, each, strangers)
	}
	t.Logf("%d of %d others pass", strangers, each)
}

// What indexes claim is held against what there is.
func TestRunsHold(t *testing.T) {
	for _, c := range []struct {
		runs  []byte
		width int
		n     int64
		want  bool
	}{
		{nil, 3, 0, true},
		{[]byte{3, 0xaa, 0xaa}, 2, 5, true},                    // eight of two bits
		{[]byte{3, 0xaa}, 2, 5, false},                         // cut off
		{[]byte{10, 1}, 1, 5, true},                            // five times one value
		{[]byte{10, 1}, 1, 4, false},                           // more than there are
		{[]byte{10, 1, 10, 1}, 1, 9, false},                    // and in two runs
		{[]byte{0xff, 0xff, 0xff, 0xff, 0x0f, 1}, 1, 9, false}, // millions of groups
		{[]byte{0xfe, 0xff, 0xff, 0xff, 0x0f, 1}, 1, 9, false}, // millions of one value
		{[]byte{0x80}, 1, 9, false},
	} {
		if got := runsHold(c.runs, c.width, c.n); got != c.want {
			t.Errorf("%x of %d bits for %d values: %t", c.runs, c.width, c.n, got)
		}
	}
}

// Damage gives an error or other rows, never a panic.
func FuzzRead(f *testing.F) {
	var b bytes.Buffer
	if err := Write(&b, &shape, seq([]any{"2022-09-23T14:54:00+08:00", nil, int64(1), int64(1), [][]any{{"a", 1.0}, {nil, 2.0}}, [][]any{{"x"}}})); err != nil {
		f.Fatal(err)
	}
	f.Add(b.Bytes())
	f.Fuzz(func(t *testing.T, data []byte) {
		file, err := Open(bytes.NewReader(data), int64(len(data)))
		if err != nil {
			return
		}
		n := 0
		for _, err := range file.Rows() {
			if n++; err != nil || n > 10_000 {
				break
			}
		}
	})
}
