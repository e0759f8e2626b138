package csvfile

import (
	"bytes"
	"fmt"
	"iter"
	"reflect"
	"strings"
	"testing"

	"dabao/schema"
)

func shapeOf(columns ...string) *schema.Shape {
	s := &schema.Shape{Name: "t"}
	for _, c := range columns {
		s.Fields = append(s.Fields, schema.Field{Column: schema.Column{Name: c, Nullable: true}})
	}
	return s
}

func seq(rows ...[]any) iter.Seq2[[]any, error] {
	return func(yield func([]any, error) bool) {
		for _, r := range rows {
			if !yield(r, nil) {
				return
			}
		}
	}
}

func TestCells(t *testing.T) {
	for _, c := range []struct {
		value any
		want  string
	}{
		{nil, ""}, {"", `""`}, {"a", "a"}, {"新聞", "新聞"}, {"a,b", `"a,b"`}, {`say "hi"`, `"say ""hi"""`}, {`"`, `""""`},
		{"a\nb", "\"a\nb\""}, {"a\rb", "\"a\rb\""}, {" a", `" a"`}, {"a\t", "\"a\t\""}, {"　a", "　a"}, {`\.`, `"\."`},
		{"=1+1", "=1+1"}, {"007", "007"}, {int64(-7), "-7"}, {2.0, "2.0"}, {0.1, "0.1"},
	} {
		var b bytes.Buffer
		if err := Write(&b, shapeOf("x", "y"), seq([]any{c.value, nil})); err != nil {
			t.Fatal(err)
		}
		if got, want := b.String(), "x,y\n"+c.want+",\n"; got != want {
			t.Errorf("%#v: got %q, want %q", c.value, got, want)
		}
	}
	if err := Write(new(bytes.Buffer), shapeOf("x"), seq([]any{true})); err == nil {
		t.Error("a bool was written")
	}
}

func TestRowsRefuses(t *testing.T) {
	for text, want := range map[string]string{
		"":                "header: unexpected EOF",
		"a\n":             "header: there are not 2 columns",
		"b,a\n":           `header: column 1 is "b", want "a"`,
		"a,b,c\n":         "header: there are not 2 columns",
		"a,b\nx\n":        "line 2: there are not 2 cells",
		"a,b\nx,y\nx,y,z": "line 3: there are not 2 cells",
		"a,b\nx,y":        "line 2: unexpected EOF",
		"a,b\n\"x\ny,":    "line 2: unexpected EOF",
		"a,b\nx\"y,\n":    "line 2: a quote inside a cell is not doubled",
		"a,b\n\"x\"y,\n":  "line 2: a quote inside a cell is not doubled",
	} {
		var got error
		for _, err := range Rows(strings.NewReader(text), shapeOf("a", "b")) {
			got = err
		}
		if got == nil || got.Error() != want {
			t.Errorf("%q: got %v, want %s", text, got, want)
		}
	}
	numbers := shapeOf("n")
	numbers.Fields[0].Type = schema.Integer
	for row, err := range Rows(strings.NewReader("n\n1.5\n"), numbers) {
		if err == nil {
			t.Errorf("got %v", row)
		}
	}
}

func FuzzRoundTrip(f *testing.F) {
	f.Add("", "a", false)
	f.Add("\"\",\n", "\r\n", true)
	f.Fuzz(func(t *testing.T, a, b string, null bool) {
		row := []any{a, b}
		if null {
			row[1] = nil
		}
		var out bytes.Buffer
		if err := Write(&out, shapeOf("x", "y"), seq(row, row)); err != nil {
			t.Fatal(err)
		}
		n := 0
		for got, err := range Rows(&out, shapeOf("x", "y")) {
			if err != nil || !reflect.DeepEqual(got, row) {
				t.Fatalf("got %q, %v, want %q", got, err, row)
			}
			n++
		}
		if n != 2 {
			t.Fatalf("got %d rows", n)
		}
	})
}

// What is accepted is written again to the same bytes, or in fewer quotes.
func FuzzRows(f *testing.F) {
	f.Add([]byte("a,b\n1,\"\"\n"))
	f.Add([]byte("a,b\n\"x\ny\",\"\"\"\"\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		read := func(b []byte) (rows [][]any, err error) {
			for row, err := range Rows(bytes.NewReader(b), shapeOf("a", "b")) {
				if err != nil {
					return nil, err
				}
				rows = append(rows, row)
			}
			return rows, nil
		}
		rows, err := read(data)
		if err != nil {
			return
		}
		var out bytes.Buffer
		if err := Write(&out, shapeOf("a", "b"), seq(rows...)); err != nil {
			t.Fatal(err)
		}
		if again, err := read(out.Bytes()); err != nil || !reflect.DeepEqual(again, rows) {
			t.Fatalf("got %q, %v, want %q", again, err, rows)
		}
	})
}

func TestExcel(t *testing.T) {
	long := strings.Repeat("字", maxCellChars-1) + "😀x" // the pair would straddle the limit
	var b bytes.Buffer
	altered, err := WriteExcel(&b, shapeOf("uid", "title"), seq(
		[]any{"0123", "plain"},
		[]any{"0e12", "=cmd|' /C calc'!A0"},
		[]any{nil, "1-2"},
		[]any{"", "+新聞"},
		[]any{"x", "2022年"},
		[]any{"y", long},
	))
	if err != nil {
		t.Fatal(err)
	}
	want := "\ufeffuid,title\r\n" +
		"\"=\"\"0123\"\"\",plain\r\n" +
		"\"=\"\"0e12\"\"\",'=cmd|' /C calc'!A0\r\n" +
		",\"=\"\"1-2\"\"\"\r\n" +
		"\"\",'+新聞\r\n" +
		"\"=\"\"x\"\"\",2022年\r\n" +
		"\"=\"\"y\"\"\"," + strings.Repeat("字", maxCellChars-1) + "\r\n"
	if b.String() != want {
		t.Errorf("got  %.300q\nwant %.300q", b.String(), want)
	}
	wantAltered := "[column uid: 4 cells kept as text, the first in row 1" +
		" column title: 2 cells guarded, the first in row 2" +
		" column title: 1 cells kept as text, the first in row 3" +
		" column title: 1 cells cut, the first in row 6]"
	if got := fmt.Sprint(altered); got != wantAltered {
		t.Errorf("got  %s\nwant %s", got, wantAltered)
	}
}
