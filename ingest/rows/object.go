package rows

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"dabao/schema"
)

// Row is one row: its values by normalised name, which are parts of the line it
// was read from.
type Row struct {
	values  map[string]json.RawMessage
	names   map[string]string // as written
	order   []string          // normalised, in the order of the line
	used    map[string]field  // what was taken from which value
	nested  map[string]*Row
	columns schema.Columns
	crawl   bool // see crawled
}

// Parse reads a row of JSON. c are the names a person gave, nil for none.
func Parse(line []byte, c schema.Columns) (*Row, error) {
	r, err := parse(line)
	if err != nil {
		return nil, err
	}
	r.columns = c
	r.crawl = r.crawled()
	return r, nil
}

// keys are the names of the row's values, as written.
func (r *Row) keys() []string {
	out := make([]string, len(r.order))
	for i, k := range r.order {
		out[i] = r.names[k]
	}
	return out
}

// use notes that a field was taken from the value at a path.
func (r *Row) use(path string, f field) {
	if v, ok := r.values[path]; ok && !empty(v) {
		r.used[path] = f
		return
	}
	head, rest, ok := strings.Cut(path, ".")
	if in := r.in(head); ok && in != nil {
		in.use(rest, f)
	}
}

// peek is the value at a path, nil where there is none; null and an empty string
// are as good as absent.
func (r *Row) peek(path string) json.RawMessage {
	if v, ok := r.values[path]; ok && !empty(v) {
		return v
	}
	head, rest, ok := strings.Cut(path, ".")
	if in := r.in(head); ok && in != nil {
		return in.peek(rest)
	}
	return nil
}

// in is the object, or the item of a list, under a key; an object may be
// written as a string of JSON.
func (r *Row) in(key string) *Row {
	if in, known := r.nested[key]; known {
		return in
	}
	v := r.values[key]
	if len(v) > 2 && v[0] == '"' && v[1] == '{' {
		v = unquote(v)
	}
	var in *Row
	switch {
	case len(v) == 0 || empty(v):
		return nil
	case v[0] == '{':
		in, _ = parse(v)
	case v[0] == '[':
		in = listRow(v)
	}
	r.nested[key] = in
	return in
}

// listRow is a list as an object whose keys are numbers, the first of them only.
func listRow(v json.RawMessage) *Row {
	var items []json.RawMessage
	if json.Unmarshal(v, &items) != nil || len(items) == 0 {
		return nil
	}
	r := newRow()
	for i, item := range items[:min(len(items), 16)] {
		r.put(strconv.Itoa(i), item)
	}
	return r
}

func newRow() *Row {
	return &Row{values: map[string]json.RawMessage{}, names: map[string]string{}, used: map[string]field{}, nested: map[string]*Row{}}
}

// put adds a value. Of keys that differ in form only, the normal one counts; of
// equal ones the last, as everywhere.
func (r *Row) put(key string, v json.RawMessage) {
	n := norm(key)
	old, twice := r.names[n]
	if twice && old == n && key != n {
		return
	}
	if !twice {
		r.order = append(r.order, n)
	}
	r.values[n], r.names[n] = v, key
}

func empty(v json.RawMessage) bool {
	switch string(v) {
	case "null", `""`, "[]", "{}", "NaN":
		return true
	}
	return len(v) == 0
}

// paths are where a field is looked for: where the person said, else in all the
// usual places.
func (r *Row) paths(f field) []string {
	if p := r.columns[string(f)]; p != "" {
		return []string{norm(p)}
	}
	return pathsOf[f]
}

// has tells whether any name of a field is there at all.
func (r *Row) has(f field) bool {
	for _, p := range r.paths(f) {
		if _, ok := r.values[p]; ok || r.peek(p) != nil {
			return true
		}
	}
	return false
}

// exported recognises a line of dabao's own export by what no other has: the
// uid and the list of blocks.
func (r *Row) exported() bool {
	if b := r.values["blocks"]; len(b) == 0 || b[0] != '[' {
		return false
	}
	_, err := schema.ParseUID(plainText(r.values["uid"]))
	return err == nil
}

// crawlMarks are keys that only the products of a crawl have: there "date" and
// "created" say when the page was fetched.
var crawlMarks = split(`dump languagescore ccsegment warcfilename warcrecordoffset warcpath ccpath
	metadata.dump metadata.languagescore metadata.ccsegment metadata.warcfilename metadata.cccrawl meta.languagescore warcheaders.warcrecordid`)

// crawled says whether the row is a page of a crawl rather than an article: it
// names the crawl's own files, or was saved by a reader program.
func (r *Row) crawled() bool {
	for _, k := range crawlMarks {
		if r.peek(k) != nil {
			return true
		}
	}
	for _, k := range []string{"filepath", "metadata.filepath", "source", "metadata.source", "meta.source"} {
		v := strings.ToLower(plainText(r.peek(k)))
		if strings.Contains(v, ".warc") || strings.Contains(v, "cc-main-") || v == "cc" || strings.HasPrefix(v, "common-crawl") || strings.HasPrefix(v, "commoncrawl") {
			return true
		}
	}
	return false
}

// crawlDates are the names under which a crawl says when it fetched, and an
// article when it was published.
var crawlDates = []string{"date", "metadata.date", "meta.date", "created", "time", "datetime"}

// times are the paths of a time, given what kind of row this is.
func (r *Row) times(f field) []string {
	paths := r.paths(f)
	if !r.crawl || r.columns[string(f)] != "" {
		return paths
	}
	if f == captured {
		return slices.Concat(paths, crawlDates)
	}
	return slices.DeleteFunc(slices.Clone(paths), func(p string) bool { return slices.Contains(crawlDates, p) })
}
