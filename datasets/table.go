package datasets

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"dabao/schema"
)

// parser gathers what is wrong with one recipe, so that all of it is told in one
// run, in the order of the file.
type parser struct {
	file   string
	lines  map[string]int // place of a key → its line
	tables []*table
	faults []fault
}

// fault is put into words only when it is told: a hostile file may hold a
// million of them.
type fault struct {
	line   int
	table  *table
	key    string
	format string
	args   []any
	meant  *Key // by an unknown key
}

func (f fault) String() string {
	return oneLine(f.table.label(f.key) + " " + fmt.Sprintf(f.format, f.args...))
}

// oneLine shows control characters, which a key in quotes may hold, by their
// escapes, so that no recipe can write to a terminal through a message.
func oneLine(s string) string {
	var b strings.Builder
	for _, c := range s {
		if unicode.IsPrint(c) {
			b.WriteRune(c)
		} else {
			b.WriteString(strings.Trim(strconv.QuoteRune(c), "'"))
		}
	}
	return b.String()
}

func (p *parser) root(values map[string]any) *table {
	t := &table{p: p, values: values}
	p.tables = append(p.tables, t)
	return t
}

// maxFaults is how many errors of a recipe are told.
const maxFaults = 20

// err tells every fault of the file, a line each. That a key is missing is not
// told where a strange one was meant for it.
func (p *parser) err() error {
	known := p.faults
	p.faults = nil
	for _, t := range p.tables {
		t.unknown()
	}
	told := map[string]bool{} // a key is wrong once: what follows from its first fault is no other
	for _, f := range known {
		place := f.table.path(f.key)
		if told[place] {
			continue
		}
		told[place] = true
		if !f.missing() || !slices.ContainsFunc(p.faults, func(strange fault) bool { return strange.stoodFor(f) }) {
			p.faults = append(p.faults, f)
		}
	}
	if len(p.faults) == 0 {
		return nil
	}
	slices.SortStableFunc(p.faults, func(a, b fault) int { return a.line - b.line })
	lines := []string{}
	for n, f := range p.faults {
		if n == maxFaults {
			lines = append(lines, fmt.Sprintf("and %d more errors", len(p.faults)-n))
			break
		}
		lines = append(lines, placeIn(p.file, f.line)+": "+f.String())
	}
	return &Invalid{lines}
}

// Invalid is what is wrong with a recipe, a line each.
type Invalid struct{ Lines []string }

func (e *Invalid) Error() string { return strings.Join(e.Lines, "\n") }

// placeIn names a line of a file; 0 is none.
func placeIn(file string, line int) string {
	if line == 0 {
		return file
	}
	return fmt.Sprintf("%s:%d", file, line)
}

// missing says that the fault is the want of a key.
func (f *fault) missing() bool {
	return strings.HasPrefix(f.format, "is missing") || strings.Contains(f.format, "give exactly one of them, not %d")
}

// stoodFor says that a strange key was written for one that is missing.
func (f *fault) stoodFor(missing fault) bool {
	return f.table == missing.table && f.meant != nil && (f.meant.Name == missing.key || f.meant.Use == Either)
}

// table is one TOML table while it is read. Asking for a key makes it known;
// keys never asked for are the unknown ones.
type table struct {
	p      *parser
	place  string // "", "select", "source[0]", "checks.query[1]"
	values map[string]any
	known  []string
}

// label is how messages name a key: "name", "[select] where", "[[source]] 2 path".
func (t *table) label(key string) string {
	if t.place == "" {
		return key
	}
	name, index, isList := strings.Cut(t.place, "[")
	if !isList {
		return "[" + name + "] " + key
	}
	n, _ := strconv.Atoi(strings.TrimSuffix(index, "]"))
	return fmt.Sprintf("[[%s]] %d %s", name, n+1, key)
}

func (t *table) path(key string) string {
	if t.place == "" {
		return key
	}
	return t.place + "." + key
}

// fail notes that a key of the table is wrong. A key that has no line of its
// own, being missing or written inline, is placed at its table.
func (t *table) fail(key, format string, args ...any) {
	line, ok := t.p.lines[t.path(key)]
	if !ok {
		line = t.p.lines[t.place]
	}
	t.p.faults = append(t.p.faults, fault{line, t, key, format, args, nil})
}

func (t *table) get(key string) (any, bool) {
	t.known = append(t.known, key)
	v, ok := t.values[key]
	return v, ok
}

func (t *table) has(key string) bool {
	_, ok := t.values[key]
	return ok
}

func (t *table) hasText(key string) bool {
	_, ok := t.values[key].(string)
	return ok
}

// countKeys is how many of the keys are there.
func countKeys(t *table, keys ...string) (n int) {
	for _, k := range keys {
		if t.has(k) {
			n++
		}
	}
	return n
}

// firstKey is the first of the keys that is there, for a message about them all.
func firstKey(t *table, keys ...string) string {
	for _, k := range keys {
		if t.has(k) {
			return k
		}
	}
	return keys[0]
}

// text is a string; empty where the key is absent.
func (t *table) text(key string) string {
	v, ok := t.get(key)
	if !ok {
		return ""
	}
	s, ok := v.(string)
	if !ok {
		t.fail(key, "is %s, not a string in quotes", kindOf(v))
		return ""
	}
	return t.printed(key, s)
}

// printed refuses a string that holds what no page prints: it would reach the
// card, the page and the terminals they are read on.
func (t *table) printed(key, s string) string {
	for _, r := range s {
		if schema.Control(r) || r >= 0x80 && r < 0xa0 || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 {
			t.fail(key, "%q holds the control character U+%04X", s, r)
			return ""
		}
	}
	return s
}

// need is a string that must be there and say something.
func (t *table) need(key, why string) string {
	s := t.text(key)
	if !t.has(key) {
		t.fail(key, "is missing: %s", why)
	} else if _, ok := t.values[key].(string); ok && strings.TrimSpace(s) == "" {
		t.fail(key, "is empty: %s", why)
	}
	return s
}

// texts is a list of strings; a lone string is a list of one.
func (t *table) texts(key string) []string {
	v, ok := t.get(key)
	if !ok {
		return nil
	}
	if s, ok := v.(string); ok {
		return []string{t.printed(key, s)}
	}
	items, ok := v.([]any)
	if !ok {
		t.fail(key, "is %s, not a list of strings", kindOf(v))
		return nil
	}
	var out []string
	for _, item := range items {
		s, ok := item.(string)
		if !ok {
			t.fail(key, "holds %s, not only strings", kindOf(item))
			return nil
		}
		out = append(out, t.printed(key, s))
	}
	return out
}

func (t *table) yes(key string, otherwise bool) bool {
	v, ok := t.get(key)
	if !ok {
		return otherwise
	}
	b, ok := v.(bool)
	if !ok {
		t.fail(key, "is %s, not true or false", kindOf(v))
	}
	return b
}

// count is a whole number from 0 up.
func (t *table) count(key string) int {
	v, ok := t.get(key)
	if !ok {
		return 0
	}
	n, ok := v.(int64)
	if !ok || n < 0 || n > math.MaxInt32 {
		t.fail(key, "%v is not a whole number from 0 to %d", v, math.MaxInt32)
		return 0
	}
	return int(n)
}

// share is a number from 0 to 1; nil where the key is absent.
func (t *table) share(key string) *float64 {
	v, ok := t.get(key)
	if !ok {
		return nil
	}
	var f float64
	switch n := v.(type) {
	case int64:
		f = float64(n)
	case float64:
		f = n
	default:
		f = math.NaN()
	}
	if !(f >= 0 && f <= 1) {
		t.fail(key, "%v is not a share from 0 to 1", v)
		return nil
	}
	return &f
}

// day is a date that must be there, as a TOML date or as text.
func (t *table) day(key string) string {
	if !t.has(key) {
		t.fail(key, "is missing: give a day as YYYY-MM-DD")
	}
	return t.dayOrNone(key)
}

// dayOrNone is a date; empty where the key is absent.
func (t *table) dayOrNone(key string) string {
	v, ok := t.get(key)
	if !ok {
		return ""
	}
	if at, ok := v.(time.Time); ok && at.Location().String() == "date-local" {
		return at.Format(time.DateOnly)
	}
	s, ok := v.(string)
	if _, err := time.Parse(time.DateOnly, s); !ok || err != nil {
		t.fail(key, "%v is not a day as YYYY-MM-DD", shownValue(v))
		return ""
	}
	return s
}

// shownValue is a value as its line has it.
func shownValue(v any) any {
	if at, ok := v.(time.Time); ok {
		return at.Format(time.RFC3339)
	}
	return v
}

// table is the table of a key; an empty one where it is absent.
func (t *table) table(key string) *table {
	v, ok := t.get(key)
	values, isTable := v.(map[string]any)
	if ok && !isTable {
		t.fail(key, "is %s, not a table: write [%s]", kindOf(v), t.path(key))
	}
	sub := &table{p: t.p, place: t.path(key), values: values}
	t.p.tables = append(t.p.tables, sub)
	return sub
}

// each is the list of tables of a key. Where plain is not empty a string may
// stand for a table that has only that key.
func (t *table) each(key, plain string) []*table {
	v, ok := t.get(key)
	if !ok {
		return nil
	}
	items, ok := v.([]any)
	if !ok {
		tables, isTables := v.([]map[string]any)
		if !isTables {
			t.fail(key, "is %s, not a list of tables: write [[%s]]", kindOf(v), t.path(key))
			return nil
		}
		for _, m := range tables {
			items = append(items, m)
		}
	}
	var subs []*table
	for i, item := range items {
		values, ok := item.(map[string]any)
		if s, isText := item.(string); isText && plain != "" {
			values, ok = map[string]any{plain: s}, true
		}
		if !ok {
			t.fail(key, "holds %s, not only tables: write [[%s]]", kindOf(item), t.path(key))
			return nil
		}
		subs = append(subs, &table{p: t.p, place: fmt.Sprintf("%s[%d]", t.path(key), i), values: values})
	}
	t.p.tables = append(t.p.tables, subs...)
	return subs
}

func kindOf(v any) string {
	switch v := v.(type) {
	case string:
		return "the string " + strconv.Quote(v)
	case bool, int64, float64:
		return fmt.Sprint("the value ", v)
	case time.Time:
		return "a date"
	case []any, []map[string]any:
		return "a list"
	}
	return "a table"
}

// unknown fails every key that was not asked for.
func (t *table) unknown() {
	var strange []string
	for key := range t.values {
		if !slices.Contains(t.known, key) {
			strange = append(strange, key)
		}
	}
	slices.Sort(strange)
	for _, key := range strange {
		t.fail(key, "is not a key here; %s", later(func() string { return t.advice(key) }))
		if len(strange) <= maxFaults {
			t.p.faults[len(t.p.faults)-1].meant = t.standsFor(key)
		}
	}
}
