package schema

// Type is what a column holds, for formats that have types.
type Type int

// The column types. Time is RFC 3339 text with its offset, Day is YYYY-MM-DD.
const (
	Text Type = iota
	Integer
	Real
	Boolean
	Time
	Day
)

// String is the word for a type in cards and reports.
func (t Type) String() string {
	return [...]string{"text", "integer", "real", "boolean", "time", "day"}[t]
}

// Column is one column of a table as every format names it.
type Column struct {
	Name     string
	Type     Type
	Nullable bool
}

// TableDef is one table of the file: its columns in order, and the columns
// that identify a row and give the table its one order.
type TableDef struct {
	Name    string
	Columns []Column
	Key     []string
	// Child is set for the tables that hang on articles, by the first column of
	// Key: article_id, or uid where the rows came from outside.
	Child bool
}

// Column finds a column by name.
func (t *TableDef) Column(name string) (Column, bool) {
	for _, c := range t.Columns {
		if c.Name == name {
			return c, true
		}
	}
	return Column{}, false
}

// TableNamed finds a table by name, those of spans too; nil when there is none.
func TableNamed(name string) *TableDef {
	switch name {
	case blockSpans.Name:
		return &blockSpans
	case entitySpans.Name:
		return &entitySpans
	}
	for i := range Tables {
		if Tables[i].Name == name {
			return &Tables[i]
		}
	}
	return nil
}

func text(n string) Column     { return Column{n, Text, false} }
func textNull(n string) Column { return Column{n, Text, true} }
func integer(n string) Column  { return Column{n, Integer, false} }

var spanColumns = []Column{
	integer("article_id"), integer("seq"), text("field"), integer("position"),
	integer("char_start"), integer("char_end"), text("raw"),
}

// Tables is the one ordered list of the tables a file holds for its readers.
// blocks and entities are views in a file, see Stored.
var Tables = []TableDef{
	{Name: "articles", Key: []string{"published_on", "uid"}, Columns: []Column{
		integer("article_id"), text("uid"), textNull("url"), textNull("site"), textNull("publisher"),
		textNull("channel"), textNull("kicker"), text("title"), textNull("subtitle"), textNull("source"),
		{"published_at", Time, true}, {"published_on", Day, true}, textNull("published_zone"),
		{"modified_at", Time, true}, textNull("lang"), textNull("summary"), text("text"), integer("chars"),
		textNull("license"), textNull("rights"), {"tdm_reserved", Boolean, true}, textNull("split"),
		text("content_sha256"), textNull("near_duplicate_of"), integer("repairs"), integer("unresolved"),
		{"confidence", Integer, true},
		integer("capture_id"),
	}},
	{Name: "blocks", Child: true, Key: []string{"article_id", "position"}, Columns: []Column{
		integer("article_id"), integer("position"), text("kind"), text("text")}},
	{Name: "credits", Child: true, Key: []string{"article_id", "position"}, Columns: []Column{
		integer("article_id"), integer("position"), text("role"), text("name")}},
	{Name: "breadcrumbs", Child: true, Key: []string{"article_id", "position"}, Columns: []Column{
		integer("article_id"), integer("position"), text("label")}},
	{Name: "tags", Child: true, Key: []string{"article_id", "position"}, Columns: []Column{
		integer("article_id"), integer("position"), text("tag")}},
	{Name: "images", Child: true, Key: []string{"article_id", "position"}, Columns: []Column{
		integer("article_id"), integer("position"), textNull("url"), textNull("caption"), textNull("credit")}},
	{Name: "quantities", Child: true, Key: []string{"article_id", "seq"}, Columns: append(spanColumns[:len(spanColumns):len(spanColumns)],
		Column{"value", Real, false}, Column{"value_high", Real, true}, text("unit"), text("modifier"),
		textNull("noun"), textNull("subject"))},
	{Name: "dates", Child: true, Key: []string{"article_id", "seq"}, Columns: append(spanColumns[:len(spanColumns):len(spanColumns)],
		text("value"), text("precision"), Column{"relative", Boolean, false})},
	{Name: "entities", Child: true, Key: []string{"article_id", "seq"}, Columns: append(spanColumns[:len(spanColumns):len(spanColumns)],
		text("kind"), text("name"), textNull("role"))},
	{Name: "annotations", Child: true, Key: []string{"uid", "seq"}, Columns: []Column{
		text("uid"), integer("seq"), text("field"), integer("position"), integer("char_start"), integer("char_end"),
		text("kind"), text("name"), {"score", Real, true}, text("made_by")}},
	{Name: "captures", Key: []string{"container", "uri", "offset", "sha256"}, Columns: []Column{
		integer("capture_id"), text("uid"), text("uri"), text("container"), integer("offset"), integer("length"),
		text("sha256"), text("media_type"), text("charset"), integer("bytes"), {"captured_at", Time, true},
		textNull("archive_url")}},
	{Name: "rejects", Key: []string{"container", "uri", "offset", "sha256"}, Columns: []Column{
		integer("reject_id"), text("uri"), text("container"), integer("offset"), text("reason"), text("detail"), text("sha256")}},
	{Name: "withdrawn", Key: []string{"uid"}, Columns: []Column{text("uid"), {"date", Day, false}, text("reason")}},
	{Name: "corrections", Key: []string{"uid", "column"}, Columns: []Column{
		integer("correction_id"), text("uid"), text("column"), textNull("was"), textNull("now"), text("reason")}},
	{Name: "dataset", Key: []string{"key"}, Columns: []Column{text("key"), text("value")}},
	{Name: "hanzi", Key: []string{"variant"}, Columns: []Column{text("variant"), text("folded")}},
}
