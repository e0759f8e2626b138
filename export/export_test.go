package export

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"iter"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"

	"dabao/export/csvfile"
	"dabao/export/parquetfile"
	"dabao/schema"
)

var update = flag.Bool("update", false, "write the golden files anew")

// sample makes n articles that differ, every fourth of them bare.
func sample(n int) iter.Seq2[*schema.Article, error] {
	return func(yield func(*schema.Article, error) bool) {
		for i := range n {
			url := fmt.Sprintf("https://news.example/%d", i)
			a := &schema.Article{UID: schema.UIDFromURL(url), Title: fmt.Sprintf("標題 %d, \"quoted\"", i), Capture: schema.Capture{SHA256: fmt.Sprintf("%064x", i)}}
			a.Capture.UID = a.UID
			if i%4 != 3 {
				fill(a, i, url)
			}
			if !yield(a, nil) {
				return
			}
		}
	}
}

func fill(a *schema.Article, i int, url string) {
	high, free := float64(i)+0.5, i%2 == 0
	a.URL, a.Site, a.Lang, a.Summary = url, "news.example", "zh-Hant", "=1+1"
	a.PublishedOn = fmt.Sprintf("2022-%02d-%02d", 1+i%12, 1+i%28)
	a.PublishedAt = a.PublishedOn + "T23:30:00+08:00"
	a.ModifiedAt = "1969-12-31T23:59:59.25Z"
	a.TDMReserved = &free
	if i%3 == 0 {
		a.Blocks = append(a.Blocks, schema.Block{Kind: schema.Caption, Text: "圖𠀀"})
	}
	for b := range 1 + i%7 {
		a.Blocks = append(a.Blocks, schema.Block{Kind: schema.Paragraph, Text: strings.Repeat(fmt.Sprintf("第%d段<b>𠀀&\u2028", b), 1+i%50)})
	}
	a.Credits = []schema.Credit{{Role: schema.Author, Name: "甲"}}
	a.Tags = []string{"a", ""}
	// Four and four alike: where parquet-go's builds cut indexes differently.
	a.Breadcrumbs = slices.Repeat([]string{[]string{"首頁", "新聞"}[i%2]}, 4)
	a.Images = []schema.Image{{URL: "u"}, {Caption: "c"}}
	a.Quantities = []schema.Quantity{{Span: schema.Span{Field: "title", End: 1}, Raw: "1", Value: float64(i), ValueHigh: &high, Modifier: "exact"}}
	a.Dates = []schema.Date{{Raw: "今天", Span: schema.Span{Field: "block"}, Value: a.PublishedOn, Precision: "day", Relative: true}}
	a.Entities = []schema.Entity{{Raw: "甲", Span: schema.Span{Field: "title", End: 1}, Kind: schema.Person, Name: "甲乙", Role: "<b>"},
		{Span: schema.Span{Field: "block", Position: 1}, Kind: schema.Org, Name: "𠀀"}}
	a.Annotations = []schema.Annotation{{Span: schema.Span{Field: "title", End: 1}, Kind: schema.Place, Name: "b,\"", Score: &high, MadeBy: "=cmd"}, {Span: schema.Span{Field: "block", Position: 1, End: 1}, Kind: schema.Org, Name: "𠀀", MadeBy: "m"}}
	a.Capture.CapturedAt = "2023-01-01T00:00:00Z"
}

func nested(n int) (schema.Shape, iter.Seq2[[]any, error]) {
	s := schema.ArticleShape()
	return s, Records(&s, sample(n))
}

func flat() (schema.Shape, iter.Seq2[[]any, error]) {
	s := schema.TableNamed("quantities").Shape()
	return s, seq([][]any{
		{int64(1), int64(0), "block", int64(2), int64(3), int64(5), "“二百”", 200.0, nil, "", "exact", nil, "x"},
		{int64(1), int64(1), "title", int64(0), int64(0), int64(2), "a,b\n\"c\"\r", 1e21, 0.5, " 人", "about", "", nil},
	})
}

func seq(rows [][]any) iter.Seq2[[]any, error] {
	return func(yield func([]any, error) bool) {
		for _, r := range rows {
			if !yield(r, nil) {
				return
			}
		}
	}
}

func write(t *testing.T, f Format, shape schema.Shape, rows iter.Seq2[[]any, error]) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Write(context.Background(), &b, f, &shape, rows); err != nil {
		t.Fatalf("%s: %v", f, err)
	}
	return b.Bytes()
}

func collect(t *testing.T, rows iter.Seq2[[]any, error]) [][]any {
	t.Helper()
	var all [][]any
	for row, err := range rows {
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, row)
	}
	return all
}

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s:\ngot  %q\nwant %q", path, got, want)
	}
}

func TestParseFormat(t *testing.T) {
	for name, want := range map[string]string{
		"a.csv": "csv", "x/b.jsonl": "jsonl", "c.PARQUET": "parquet", "d.csv.gz": "csv.gz", "e.jsonl.zst": "jsonl.zst", ".csv": "csv",
	} {
		f, err := ParseFormat(name)
		if err != nil || f.String() != want {
			t.Errorf("%s: got %s, %v", name, f, err)
		}
	}
	for _, name := range []string{"", "a", "a.json", "a.gz", "a.parquet.gz", "a.csv.gz.zst", "csv", "a.csv/b"} {
		if f, err := ParseFormat(name); err == nil {
			t.Errorf("%q: got %s", name, f)
		}
	}
}

func TestGolden(t *testing.T) {
	shape, rows := flat()
	golden(t, "quantities.csv", write(t, CSV, shape, rows))
	golden(t, "quantities.jsonl", write(t, JSONL, shape, rows))
	shape, rows = nested(4)
	golden(t, "articles.jsonl", write(t, JSONL, shape, rows))
}

func TestJSONLIsJSON(t *testing.T) {
	shape, rows := nested(40)
	lines := bytes.Split(bytes.TrimSuffix(write(t, JSONL, shape, rows), []byte("\n")), []byte("\n"))
	i := 0
	for a := range sample(40) {
		var got struct {
			UID     string
			Text    string
			TDM     *bool `json:"tdm_reserved"`
			Blocks  []schema.Block
			Tags    []string
			Dates   []schema.Date
			Names   []schema.Entity     `json:"entities"`
			Notes   []schema.Annotation `json:"annotations"`
			Numbers []schema.Quantity   `json:"quantities"`
		}
		if err := json.Unmarshal(lines[i], &got); err != nil {
			t.Fatal(err)
		}
		if got.UID != string(a.UID) || got.Text != a.Text() || !reflect.DeepEqual(got.TDM, a.TDMReserved) ||
			len(got.Blocks) != len(a.Blocks) || len(got.Tags) != len(a.Tags) ||
			len(a.Dates) > 0 && (got.Dates[0] != a.Dates[0] || !slices.Equal(got.Names, a.Entities) || !reflect.DeepEqual(got.Notes, a.Annotations) || !reflect.DeepEqual(got.Numbers, a.Quantities)) {
			t.Errorf("line %d: got %+v", i, got)
		}
		i++
	}
}

func TestCSVRoundTrip(t *testing.T) {
	shape, rows := flat()
	got := collect(t, csvfile.Rows(bytes.NewReader(write(t, CSV, shape, rows)), &shape))
	if want := collect(t, rows); !reflect.DeepEqual(got, want) {
		t.Errorf("got  %#v\nwant %#v", got, want)
	}
}

func TestParquetRoundTrip(t *testing.T) {
	fs, fr := flat()
	ns, nr := nested(1000)
	for _, c := range []struct {
		shape schema.Shape
		rows  iter.Seq2[[]any, error]
	}{{fs, fr}, {ns, nr}, {ns, seq(nil)}} {
		b := write(t, Parquet, c.shape, c.rows)
		f, err := parquetfile.Open(bytes.NewReader(b), int64(len(b)))
		if err != nil {
			t.Fatal(err)
		}
		once := c.shape.TextOnce()
		if !reflect.DeepEqual(f.Shape(), once.Shape) {
			t.Errorf("shape: got  %+v\nwant %+v", f.Shape(), once.Shape)
		}
		got, want := collect(t, f.Rows()), collect(t, c.rows)
		if len(got) != len(want) || int(f.NumRows()) != len(want) {
			t.Fatalf("got %d rows, footer says %d, want %d", len(got), f.NumRows(), len(want))
		}
		for i := range got {
			if got := once.Whole(got[i]); !reflect.DeepEqual(got, want[i]) {
				t.Fatalf("row %d:\ngot  %#v\nwant %#v", i, got, want[i])
			}
		}
	}
}

func TestColumns(t *testing.T) {
	whole := schema.ArticleShape()
	shape, err := whole.Select([]string{"published_at", "tags", "uid"})
	if err != nil {
		t.Fatal(err)
	}
	b := write(t, Parquet, shape, Records(&shape, sample(5)))
	f, err := parquetfile.Open(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	got, want := collect(t, f.Rows()), collect(t, Records(&shape, sample(5)))
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %#v\nwant %#v", got, want)
	}
}

func TestPackings(t *testing.T) {
	shape, rows := nested(300)
	want := write(t, JSONL, shape, rows)
	open := map[string]func(io.Reader) (io.Reader, error){
		"gz":  func(r io.Reader) (io.Reader, error) { return gzip.NewReader(r) },
		"zst": func(r io.Reader) (io.Reader, error) { return zstd.NewReader(r) },
	}
	for packing, reader := range open {
		f := Format{"jsonl", packing}
		b := write(t, f, shape, rows)
		if !bytes.Equal(b, write(t, f, shape, rows)) {
			t.Errorf("%s: two writes differ", packing)
		}
		r, err := reader(bytes.NewReader(b))
		if err != nil {
			t.Fatal(err)
		}
		if got, err := io.ReadAll(r); err != nil || !bytes.Equal(got, want) {
			t.Errorf("%s: got %d bytes, %v; want %d", packing, len(got), err, len(want))
		}
	}
}

// failing takes n bytes and then no more.
type failing struct{ n int }

var errFull = errors.New("disk full")

func (f *failing) Write(p []byte) (int, error) {
	if len(p) > f.n {
		return 0, errFull
	}
	f.n -= len(p)
	return len(p), nil
}

func TestWriteReportsAFullDisk(t *testing.T) {
	for _, f := range []Format{CSV, JSONL, Parquet, {"csv", "gz"}, {"jsonl", "zst"}} {
		shape, rows := nested(500)
		if f.kind == "csv" {
			shape, rows = flat()
		}
		whole := len(write(t, f, shape, rows))
		for _, n := range []int{0, 3, whole / 2, whole - 1} {
			if err := Write(context.Background(), &failing{n}, f, &shape, rows); !errors.Is(err, errFull) {
				t.Errorf("%s after %d bytes: got %v", f, n, err)
			}
		}
	}
}

func TestWriteStopsAtTheFirstError(t *testing.T) {
	bad := errors.New("bad row")
	one := schema.Shape{Name: "t", Fields: []schema.Field{{Column: schema.Column{Name: "a", Type: schema.Text}}}}
	cancelled, cancel := context.WithCancel(context.Background())
	cancel()
	cases := map[string]struct {
		ctx  context.Context
		rows iter.Seq2[[]any, error]
		want string
	}{
		"error of the rows": {context.Background(), func(yield func([]any, error) bool) { yield(nil, bad) }, "bad row"},
		"cancelled":         {cancelled, seq([][]any{{"x"}}), "context canceled"},
		"not UTF-8":         {context.Background(), seq([][]any{{"ok"}, {"\xff"}}), "row 2 of t: column a is not UTF-8"},
		"too many values":   {context.Background(), seq([][]any{{"ok", "x"}}), "row 1 of t has 2 values for 1 columns"},
	}
	for name, c := range cases {
		for _, f := range []Format{CSV, JSONL, Parquet} {
			err := Write(c.ctx, io.Discard, f, &one, c.rows)
			if err == nil || err.Error() != c.want {
				t.Errorf("%s, %s: got %v, want %s", f, name, err, c.want)
			}
		}
	}
	if err := Write(context.Background(), io.Discard, Parquet, &one, seq([][]any{{nil}})); err == nil {
		t.Error("NULL in a required column was written")
	}
	shape := schema.ArticleShape()
	if err := Write(context.Background(), io.Discard, CSV, &shape, seq(nil)); err == nil {
		t.Error("CSV took lists")
	}
}

// TestParquetBytes holds the bytes of a file of several row groups' worth of
// columns: they change only on purpose.
func TestParquetBytes(t *testing.T) {
	shape, rows := nested(12_000)
	sum := sha256.Sum256(write(t, Parquet, shape, rows))
	golden(t, "articles.parquet.sha256", []byte(hex.EncodeToString(sum[:])+"\n"))
}

// TestPureGoBytes runs TestParquetBytes in a build without assembly.
func TestPureGoBytes(t *testing.T) {
	if testing.Short() {
		t.Skip("builds a second time")
	}
	if os.Getenv("DABAO_PUREGO") != "" {
		t.Skip("this is that build")
	}
	cmd := exec.Command("go", "test", "-tags", "purego,noasm", "-count=1", "-run", "^TestParquetBytes$", ".")
	cmd.Env = append(os.Environ(), "DABAO_PUREGO=1", "TZ=Asia/Shanghai", "LC_ALL=C", "GOMAXPROCS=1")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}
