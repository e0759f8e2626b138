package release

import (
	"fmt"
	"strings"
)

// readerNote is what to say to a reader that otherwise takes the files for
// something else. Each was met with the version in .ci/readers.txt, and the
// test of the card runs the code as it is printed, in the release's folder.
type readerNote struct{ reader, code, why string }

var readerNotes = []readerNote{
	{"polars, JSON Lines (`dabao export DIR -o articles.jsonl`)", `polars.read_ndjson("articles.jsonl", infer_schema_length=None)`,
		"it takes types from the first 100 rows: what is empty there and not later is an error"},
	{"DuckDB, CSV", `duckdb.sql("FROM read_csv('csv/captures.csv', allow_quoted_nulls = false)")`,
		"a quoted empty text, as in the columns `container` and `unit`, is text, not NULL"},
	{"pandas, CSV", `pandas.read_csv("csv/articles.csv", keep_default_na=False, na_values={"chars": [""]})`,
		"a title that reads NA, null or None is text"},
	{"pyarrow, CSV", `pyarrow.csv.read_csv("csv/articles.csv", parse_options=pyarrow.csv.ParseOptions(newlines_in_values=True))`,
		"texts have line feeds in them, and at its default a block may end in one"},
	{"pyarrow, JSON Lines", `pyarrow.json.read_json("articles.jsonl", parse_options=pyarrow.json.ParseOptions(explicit_schema=pyarrow.schema([("published_at", pyarrow.string()), ("modified_at", pyarrow.string()), ("captured_at", pyarrow.string())])))`,
		"at its default a time is turned to UTC and its offset is lost"},
	{"data.table, CSV", `d <- data.table::fread("csv/articles.csv", encoding = "UTF-8"); for (j in which(sapply(d, is.character))) data.table::set(d, j = j, value = gsub('""', '"', d[[j]], fixed = TRUE))`,
		"fread leaves quotation marks in a text doubled"},
	{"LibreOffice, CSV", `soffice --convert-to xlsx --infilter="CSV:44,34,76" csv/articles.csv`,
		"comma, quotation mark, UTF-8: without it the text is taken for another charset; in its window choose the same"},
	{"fastparquet", `fastparquet.ParquetFile("data").to_pandas(columns=["uid", "published_on", "title", "text"])`,
		"the folder, and the columns that are no lists: of a list that is empty it makes NaN"},
}

// readers is a section of the card.
func (b *builder) readers(s *strings.Builder) {
	s.WriteString("## If your reader…\n\nMost readers take the files as they are. These want a word:\n\n")
	for _, n := range readerNotes {
		fmt.Fprintf(s, "- %s: `%s` (%s).\n", n.reader, n.code, n.why)
	}
	s.WriteString("\n")
}
