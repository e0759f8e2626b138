package csvrows

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf16"

	"golang.org/x/text/encoding/simplifiedchinese"

	"dabao/ingest/intake"
	"dabao/schema"
)

// read gives every row and reject as a line, and the places they stand at.
func read(r io.Reader, lim intake.Limits) (lines []string, at []schema.Origin) {
	ev := intake.Events{Reject: func(r *schema.Reject) {
		lines, at = append(lines, fmt.Sprintf("reject %s %s", r.Origin.URI, r.Reason)), append(at, r.Origin)
	}}
	for d := range Rows("t.csv", r, lim, ev) {
		lines, at = append(lines, d.Origin.URI+" "+string(d.Body)), append(at, d.Origin)
	}
	return lines, at
}

func TestRows(t *testing.T) {
	gbk, _ := simplifiedchinese.GBK.NewEncoder().String("标题,正文\n码头开放,码头于周五开放，居民表示欢迎\n")
	wide := "\xff\xfe"
	for _, u := range utf16.Encode([]rune("title\ttext\nQuay\tIt is öpen\n")) {
		wide += string([]byte{byte(u), byte(u >> 8)})
	}
	for name, c := range map[string]struct {
		in   string
		want []string
	}{
		"plain":              {"\ufefftitle,text\r\nQuay,\"It is, \"\"open\"\".\r\nAll came.\"\r\n\r\nMill,\r\n", []string{`#L2 {"title":"Quay","text":"It is, \"open\".\nAll came."}`, `#L5 {"title":"Mill"}`}},
		"semicolons":         {"title;text\nQuay;a,b\n", []string{`#L2 {"title":"Quay","text":"a,b"}`}},
		"tabs":               {"title\ttext\nQuay\ta,b \"c\"\n", []string{`#L2 {"title":"Quay","text":"a,b \"c\""}`}},
		"GBK":                {gbk, []string{`#L2 {"标题":"码头开放","正文":"码头于周五开放，居民表示欢迎"}`}},
		"UTF-16":             {wide, []string{`#L2 {"title":"Quay","text":"It is öpen"}`}},
		"ragged":             {"a,b\n1\n1,2,3\n", []string{`#L2 {"a":"1"}`, `#L3 {"a":"1","b":"2"}`}},
		"quotation in field": {"a,b\n5\" pipe,2\nx,y\n", []string{`#L2 {"a":"5\" pipe","b":"2"}`, `#L3 {"a":"x","b":"y"}`}},
		"never closed":       {"a,b\n1,2\n\"3,4\n5,6\n7,8\n", []string{`#L2 {"a":"1","b":"2"}`, "reject #L3 damaged", `#L4 {"a":"5","b":"6"}`, `#L5 {"a":"7","b":"8"}`}},
		"no last line end":   {"a\n1", []string{`#L2 {"a":"1"}`}},
		"empty":              {"", []string{"reject t.csv empty"}},
		"header alone":       {"a,b\n", nil},
		"long line":          {"a,b\n" + strings.Repeat("x", 3000) + "\n1,2\n", []string{"reject #L2 too_large", `#L3 {"a":"1","b":"2"}`}},
		"unclosed, then long": {"a,b\n\"1,2\n" + strings.Repeat("3,4\n", 600), append([]string{"reject #L2 damaged"}, func() (l []string) {
			for i := range 600 {
				l = append(l, fmt.Sprintf(`#L%d {"a":"3","b":"4"}`, i+3))
			}
			return l
		}()...)},
	} {
		t.Run(name, func(t *testing.T) {
			for _, r := range []io.Reader{strings.NewReader(c.in), iotest.OneByteReader(strings.NewReader(c.in))} {
				if got, _ := read(r, intake.Limits{MaxLineBytes: 1000}); !slices.Equal(got, c.want) {
					t.Fatalf("got  %q\nwant %q", got, c.want)
				}
			}
		})
	}
}

func TestIs(t *testing.T) {
	for in, want := range map[string]bool{
		"url,title\nhttp://a.example,Quay\n": true, "标题\t正文\n码头\t开放\n": true,
		"The council met, and voted.\nThen it left.\n": false, "text\nx\n": false, "a,b\n1,2\n": false, "": false,
	} {
		if Is([]byte(in)) != want {
			t.Errorf("Is(%q) = %v", in, !want)
		}
	}
}

// TestUnclosedCost lets every line open a quotation mark: the work must stay in
// proportion to the file.
func TestUnclosedCost(t *testing.T) {
	in := "a,b\n" + strings.Repeat("x\"y,\"z\n", 100_000)
	lines, _ := read(strings.NewReader(in), intake.Limits{})
	if len(lines) != 100_000 {
		t.Errorf("%d lines", len(lines))
	}
}

// FuzzRows holds for any bytes: rows and rejects follow one another, and every
// line that is not blank is in one.
func FuzzRows(f *testing.F) {
	f.Add("a,b\n\"1\n2\",3\n\"4\n5,6\n")
	f.Add("\ufeffa;b\r\n;\"\"\"\r\n")
	f.Fuzz(func(t *testing.T, in string) {
		_, at := read(strings.NewReader(in), intake.Limits{MaxLineBytes: 500})
		end := int64(0)
		for _, o := range at {
			if o.Container == "" {
				continue
			}
			if o.Offset < end || o.Length <= 0 {
				t.Fatalf("%+v after %d", o, end)
			}
			end = o.Offset + o.Length
		}
	})
}
