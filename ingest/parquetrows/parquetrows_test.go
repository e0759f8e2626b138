package parquetrows

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/compress"

	"dabao/ingest/intake"
	"dabao/schema"
)

type row struct {
	Title string    `parquet:"title,dict"`
	Text  string    `parquet:"text"`
	Meta  meta      `parquet:"metadata"`
	Tags  []string  `parquet:"tags,list"`
	At    time.Time `parquet:"date,timestamp(microsecond)"`
	Day   int32     `parquet:"day,date"`
	Score *float64  `parquet:"score,optional"`
}

type meta struct {
	URL string `parquet:"url"`
}

// write makes a file of n rows in row groups of two.
func write(t testing.TB, n int, codec compress.Codec) []byte {
	var b bytes.Buffer
	w := parquet.NewGenericWriter[row](&b, parquet.Compression(codec), parquet.MaxRowsPerRowGroup(2))
	for i := range n {
		r := row{Title: "Quay", Text: strings.Repeat("It is open. ", 20), Meta: meta{fmt.Sprintf("https://a.example/%d", i)}, Tags: []string{"sea", "port"},
			At: time.Date(2026, 11, 20, 8, 30, 0, 0, time.UTC), Day: 20000}
		if _, err := w.Write([]row{r}); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func read(b []byte, lim intake.Limits) (rows, rejects []string) {
	ev := intake.Events{Reject: func(r *schema.Reject) { rejects = append(rejects, r.Detail) }}
	for d := range Rows("f.parquet", bytes.NewReader(b), int64(len(b)), lim, ev) {
		rows = append(rows, string(d.Body))
	}
	return rows, rejects
}

func TestRows(t *testing.T) {
	for name, codec := range map[string]compress.Codec{"none": &parquet.Uncompressed, "snappy": &parquet.Snappy, "gzip": &parquet.Gzip, "zstd": &parquet.Zstd, "brotli": &parquet.Brotli, "lz4": &parquet.Lz4Raw} {
		rows, rejects := read(write(t, 5, codec), intake.Limits{})
		if len(rows) != 5 || len(rejects) > 0 {
			t.Fatalf("%s: %d rows, %q", name, len(rows), rejects)
		}
		want := `{"date":"2026-11-20T08:30:00Z","day":"2024-10-04","metadata":{"url":"https://a.example/4"},"score":null,"tags":["sea","port"],"text":"` + strings.Repeat("It is open. ", 20) + `","title":"Quay"}`
		if rows[4] != want {
			t.Errorf("%s: %s", name, rows[4])
		}
	}
	rows, rejects := read(write(t, 3, &parquet.Snappy), intake.Limits{MaxLineBytes: 100})
	if len(rows) != 0 || len(rejects) != 3 || !strings.Contains(rejects[0], "--max-line-bytes") {
		t.Errorf("long rows: %q, %q", rows, rejects)
	}
}

// TestHostile breaks a file in one place after another: what is left is read, and
// nothing is allocated for what a number claims.
func TestHostile(t *testing.T) {
	good := write(t, 6, &parquet.Snappy)
	for _, cut := range []int{0, 5, 12, len(good) / 2, len(good) - 1} {
		if rows, rejects := read(good[:cut], intake.Limits{}); len(rows) > 0 || len(rejects) != 1 {
			t.Errorf("cut at %d: %d rows, %q", cut, len(rows), rejects)
		}
	}
	lost := 0
	for i := 4; i < len(good); i += 13 {
		bad := bytes.Clone(good)
		bad[i] ^= 0xff
		rows, rejects := read(bad, intake.Limits{})
		if len(rows) < 6 && len(rejects) == 0 {
			lost++
		}
	}
	if lost > 0 {
		t.Errorf("%d times rows were lost without a reject", lost)
	}
	footer := bytes.Clone(good)
	copy(footer[len(footer)-8:], "\xff\xff\xff\x7f")
	if _, rejects := read(footer, intake.Limits{}); len(rejects) != 1 || !strings.Contains(rejects[0], "footer claims 2147483647") {
		t.Errorf("lying footer: %q", rejects)
	}
}

// TestPyarrow reads what pandas users have, under each of their codecs.
func TestPyarrow(t *testing.T) {
	python := os.Getenv("DABAO_PYTHON")
	if python == "" {
		t.Skip("DABAO_PYTHON names no Python with pyarrow")
	}
	dir := t.TempDir()
	out, err := exec.Command(python, "-c", `
import sys, datetime, pyarrow as pa, pyarrow.parquet as pq
t = pa.table({"text": ["It is open.", None], "when": pa.array([datetime.datetime(2026, 11, 20), None], pa.timestamp("ns")),
  "meta": [{"url": "https://a.example/1"}, None], "by": [["A", "B"], []], "bytes": [b"\xff", b"x"]})
for c in "none snappy gzip brotli zstd lz4".split():
    pq.write_table(t, f"{sys.argv[1]}/{c}.parquet", compression=c)
    pq.write_table(t, f"{sys.argv[1]}/{c}2.parquet", compression=c, data_page_version="2.0", use_dictionary=False)
`, dir).CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	files, _ := filepath.Glob(dir + "/*.parquet")
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		rows, rejects := read(b, intake.Limits{})
		if len(rows) != 2 || len(rejects) > 0 || !strings.Contains(rows[0], `"by":["A","B"]`) || !strings.Contains(rows[0], `"url":"https://a.example/1"`) ||
			!strings.Contains(rows[0], `"when":"2026-11-20T00:00:00"`) {
			t.Errorf("%s: %q, %q", filepath.Base(f), rows, rejects)
		}
	}
	if len(files) != 12 {
		t.Errorf("%d files", len(files))
	}
}

// FuzzRows holds for any bytes: no panic, no memory but that of the rows.
func FuzzRows(f *testing.F) {
	f.Add(write(f, 2, &parquet.Snappy))
	f.Add(write(f, 1, &parquet.Zstd))
	f.Fuzz(func(t *testing.T, b []byte) {
		read(b, intake.Limits{MaxLineBytes: 1 << 16})
	})
}
