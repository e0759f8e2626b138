package extract

import (
	"html"
	"net/url"
	"strconv"
	"strings"

	"dabao/ingest/extract/lenient"
)

// maxStarts bounds the values that are read from one script.
const maxStarts = 100_000

// script reads the values of one script: all of it, where it is JSON, else what
// is assigned, given to a call, or returned, as
//
//	window.__STATE__ = {…}            f(a, {…})      f("{…}")
//	(function(a,b){return {…}})(x,y)  JSON.parse("…")
//	self.__next_f.push([1,"…"])       a piece of a flight, see flight.go
//
// Every byte is read once: what one value took is not looked at again.
func (f *stateSearch) script(s string) {
	t := strings.TrimSpace(s)
	if opens(t) {
		f.root(lenient.Parse(t), 0)
		return
	}
	flight := strings.Contains(t, "__next_f")
	for n := 0; n < maxStarts; n++ {
		i := nextValue(t)
		if i < 0 {
			return
		}
		v, used := lenient.Script(t[i:])
		before, rest := t[:i], t[i+max(used, 1):]
		switch {
		case flight && v.Kind == lenient.List:
			f.addFlight(v)
		case v.Kind == lenient.Object && strings.HasSuffix(strings.TrimRight(before, " ("), "return"):
			f.env = arguments(before, rest)
			f.root(v, 0)
			f.env = nil
		case used >= minTitledBody:
			f.root(v, 0)
		}
		t = rest
	}
}

func opens(s string) bool { return strings.HasPrefix(s, "{") || strings.HasPrefix(s, "[") }

// nextValue is where the next value of a script begins that is assigned, given
// or returned; -1 where there is none.
func nextValue(s string) int {
	for from := 0; ; from++ {
		i := strings.IndexAny(s[from:], "{[\"'")
		if i < 0 {
			return -1
		}
		from += i
		before := strings.TrimRight(s[max(0, from-40):from], " \n\t")
		if strings.HasSuffix(before, "=") || strings.HasSuffix(before, "(") || strings.HasSuffix(before, ",") || s[from] == '{' && strings.HasSuffix(before, "return") {
			return from
		}
	}
}

// root looks through a whole state, taking off what it is wrapped in: a string,
// percent signs, entities, or one list whose numbers are places in it.
func (f *stateSearch) root(v lenient.Value, wrapped int) {
	switch {
	case v.Kind == lenient.Text && wrapped < maxWrapped:
		s := strings.TrimSpace(v.String())
		if strings.HasPrefix(s, "%7B") || strings.HasPrefix(s, "%5B") {
			s, _ = url.PathUnescape(s)
		}
		if strings.HasPrefix(s, "{&q;") {
			s = strings.NewReplacer("&q;", `"`, "&s;", "'", "&l;", "<", "&g;", ">", "&a;", "&").Replace(s)
		}
		if len(s) > 8 && strings.Contains(s[:8], "&quot;") {
			s = html.UnescapeString(s)
		}
		if opens(s) {
			f.root(lenient.Parse(s), wrapped+1)
		}
	case isTable(v):
		f.table, f.seen = v.Items(), map[int]int{}
		f.visit(f.table[0], 0, nil)
		f.table, f.seen = nil, nil
	case v.Kind == lenient.Object, v.Kind == lenient.List:
		f.visit(v, 0, nil)
	}
}

// isTable is true of a state written as one list (the devalue of Nuxt 3 and
// SvelteKit, the turbo-stream of React Router): its first item holds nothing
// but places of others, and so do they.
func isTable(v lenient.Value) bool {
	items := v.Items()
	if v.Kind != lenient.List || len(items) < 3 {
		return false
	}
	first := items[0]
	refs := first.Items()
	if first.Kind == lenient.List && len(refs) > 0 && refs[0].Kind == lenient.Text {
		refs = refs[1:] // what kind of value it is
	}
	if first.Kind != lenient.List && first.Kind != lenient.Object || len(refs) == 0 {
		return false
	}
	for _, r := range refs {
		if n, err := strconv.Atoi(r.String()); r.Kind != lenient.Literal || err != nil || n >= len(items) {
			return false
		}
	}
	return true
}

// maxSeen is how often one place of a table is followed: it may hang on
// several objects, of which one has the title.
const maxSeen = 50

// place is the value at a place of the table.
func (f *stateSearch) place(v lenient.Value) lenient.Value {
	n, err := strconv.Atoi(v.String())
	if err != nil || n < 0 || n >= len(f.table) {
		return lenient.Value{}
	}
	to := f.table[n]
	if to.Kind == lenient.List || to.Kind == lenient.Object {
		if f.seen[n]++; f.seen[n] > maxSeen {
			return lenient.Value{}
		}
	}
	return to
}

// get is the member of that name.
func (f *stateSearch) get(v lenient.Value, name string) lenient.Value {
	if f.table != nil && len(v.Keys()) > 0 && strings.HasPrefix(v.Keys()[0], "_") {
		for i, k := range v.Keys() {
			if f.key(k) == name {
				return f.resolve(v.Items()[i])
			}
		}
	}
	return f.resolve(v.Get(name))
}

// key is the name of a member; in some tables it is a place too: _12.
func (f *stateSearch) key(k string) string {
	if f.table == nil || len(k) < 2 || k[0] != '_' {
		return k
	}
	if n, err := strconv.Atoi(k[1:]); err == nil && n >= 0 && n < len(f.table) {
		return f.table[n].String()
	}
	return k
}

// maxArguments bounds the names that a state uses for values given apart.
const maxArguments = 5_000

// arguments pairs the parameters of the function before a state with the values
// it is called with behind it.
func arguments(before, rest string) map[string]lenient.Value {
	open := strings.LastIndex(before, "function(")
	end := strings.Index(rest, "}(")
	if open < 0 || end < 0 || end > 100 {
		return nil
	}
	names, _, ok := strings.Cut(before[open+len("function("):], ")")
	if !ok {
		return nil
	}
	list, _ := lenient.Script("[" + rest[end+len("}("):])
	values := list.Items()
	env := map[string]lenient.Value{}
	for name := range strings.SplitSeq(names, ",") {
		if len(values) == 0 || len(env) >= maxArguments {
			break
		}
		env[strings.TrimSpace(name)] = values[0]
		values = values[1:]
	}
	return env
}
