package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// How README says that a whole table is read into a data frame. The first
// rows decide the types there, and ours can be empty for thousands of rows.
var frames = []struct{ name, code string }{
	{"polars", `import polars, sqlite3
frame = polars.read_database("SELECT * FROM articles LEFT JOIN quantities USING (article_id)", sqlite3.connect("articles.db"), infer_schema_length=None)
print(frame["subtitle"].drop_nulls().to_list(), frame["value"].sum(), len(frame))`},
	{"ADBC", `import adbc_driver_sqlite.dbapi as adbc
with adbc.connect("file:articles.db") as db, db.cursor() as c:
    c.adbc_statement.set_options(**{"adbc.sqlite.query.batch_rows": "10000000"})
    c.execute("SELECT * FROM articles LEFT JOIN quantities USING (article_id)")
    frame = c.fetch_arrow_table().to_pydict()
print([x for x in frame["subtitle"] if x is not None], sum(x or 0 for x in frame["value"]), len(frame["subtitle"]))`},
	{"pandas", `import pandas, sqlite3
frame = pandas.read_sql("SELECT * FROM articles LEFT JOIN quantities USING (article_id)", sqlite3.connect("articles.db"))
print(frame["subtitle"].dropna().to_list(), frame["value"].sum(), len(frame))`},
}

// TestFrames reads a table in which some columns begin empty: more rows than
// polars (100) and ADBC (1,024) look at.
func TestFrames(t *testing.T) {
	dir := t.TempDir()
	const rows = 1100
	var lines strings.Builder
	for i := range rows {
		subtitle, length := "", "a way"
		if i == rows-1 {
			subtitle, length = "The last has one", "12.5 kilometres"
		}
		fmt.Fprintf(&lines, `{"url":"https://news.example/%04d","title":"Bridge number %d is open","subtitle":%q,"text":"The bridge number %d was opened on Monday, after %s of new road had been built beside the old one."}`+"\n",
			i, i, subtitle, i, length)
	}
	input := filepath.Join(dir, "news.jsonl")
	if err := os.WriteFile(input, []byte(lines.String()), 0o666); err != nil {
		t.Fatal(err)
	}
	if code := run([]string{"dabao", "ingest", "-q", "-o", filepath.Join(dir, "articles.db"), input}, strings.NewReader(""), io.Discard, io.Discard); code != exitDone {
		t.Fatalf("ingest ends with %d", code)
	}
	const want = "['The last has one'] 12.5 1100"
	for _, f := range frames {
		t.Run(f.name, func(t *testing.T) {
			if got := strings.TrimSpace(askDriver(t, dir, "PYTHON -c", f.code)); got != want {
				t.Errorf("prints\n%s\nwant %s", got, want)
			}
		})
	}
}
