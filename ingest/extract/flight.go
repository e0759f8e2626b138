package extract

import (
	"strconv"
	"strings"

	"dabao/ingest/extract/lenient"
)

// A flight is how React Server Components send a page: rows of text, cut into
// pieces that scripts push one after the other (Next.js, from 13 on).
//
//	2:{"article":{"title":"…","body":"$7"}}      a row: number, colon, JSON
//	3:I[123,["/a.js"],"Name"]                    one with a letter before the JSON is not data
//	7:T1a4,<p>…                                  a text: its length in bytes, in hex, and no line end
//	4:["$","p",null,{"children":["…","$L5"]}]    an element: name, key, members
//
// A string "$7" or "$L7" stands for row 7.

// Bounds on what is read of a flight.
const (
	maxFlight     = 16 << 20 // bytes
	maxFlightRows = 50_000
)

// addFlight takes one piece as it is pushed: a number and a string.
func (f *stateSearch) addFlight(v lenient.Value) {
	if it := v.Items(); len(it) == 2 && it[1].Kind == lenient.Text && f.chunks.Len()+len(it[1].String()) < maxFlight {
		f.chunks.WriteString(it[1].String())
	}
}

// readFlight looks through the rows of the flight: first the objects, then, if
// they hold no text, the elements that stand for paragraphs.
func (f *stateSearch) readFlight() {
	if f.chunks.Len() == 0 {
		return
	}
	f.rows = map[string]lenient.Value{}
	var order []lenient.Value
	rest := f.chunks.String()
	for len(rest) > 0 && len(order) < maxFlightRows {
		var id string
		var v lenient.Value
		id, v, rest = nextRow(rest)
		if id == "" || v.Kind == lenient.Nothing {
			continue
		}
		f.rows[id] = v
		order = append(order, v)
	}
	for _, v := range order {
		f.visit(v, 0, nil)
	}
	if f.best.body == "" {
		var b strings.Builder
		for _, v := range order {
			f.paragraphs(v, 0, &b)
		}
		f.offer(b.String(), nil)
	}
	f.rows = nil
}

// nextRow reads the first row of a flight.
func nextRow(s string) (id string, v lenient.Value, rest string) {
	colon := strings.IndexByte(head(s, 16), ':')
	if colon < 0 {
		_, rest, _ = strings.Cut(s, "\n")
		return "", v, rest
	}
	id, s = s[:colon], s[colon+1:]
	if strings.HasPrefix(s, "T") {
		if size, _, ok := strings.Cut(head(s[1:], 12), ","); ok {
			if n, err := strconv.ParseUint(size, 16, 31); err == nil {
				at := 1 + len(size) + 1
				end := min(at+int(n), len(s))
				return id, lenient.TextOf(strings.ToValidUTF8(s[at:end], "")), s[end:]
			}
		}
	}
	line, rest, _ := strings.Cut(s, "\n")
	if opens(line) || strings.HasPrefix(line, `"`) {
		v = lenient.Parse(line)
	}
	return id, v, rest
}

// rowNumber is the row that a string stands for, or "".
func rowNumber(s string) string {
	if len(s) < 2 || len(s) > 12 || s[0] != '$' {
		return ""
	}
	return strings.TrimLeft(s[1:], "L@QW")
}

// paragraphs writes the text of the elements in a value that stand for
// paragraphs, a line each.
func (f *stateSearch) paragraphs(v lenient.Value, depth int, b *strings.Builder) {
	if f.visits++; depth > maxStateDepth || f.visits > maxStateVisits || b.Len() > maxStateBody {
		return
	}
	name, members := element(v)
	switch name {
	case "p", "h2", "h3", "h4", "li", "blockquote":
		n := b.Len()
		f.inline(members.Get("children"), depth+1, b)
		if b.Len() > n {
			b.WriteByte('\n')
		}
		return
	case "nav", "footer", "aside", "script", "style":
		return
	}
	for _, it := range v.Items() {
		if it.Kind == lenient.List || it.Kind == lenient.Object {
			f.paragraphs(it, depth+1, b)
		}
	}
}

// inline writes the text in the children of an element.
func (f *stateSearch) inline(v lenient.Value, depth int, b *strings.Builder) {
	if f.visits++; depth > maxStateDepth || f.visits > maxStateVisits || b.Len() > maxStateBody {
		return
	}
	switch v.Kind {
	case lenient.Text:
		if s := v.String(); !strings.HasPrefix(s, "$") {
			b.WriteString(s)
		}
	case lenient.List:
		if _, members := element(v); members.Kind == lenient.Object {
			f.inline(members.Get("children"), depth+1, b)
			return
		}
		for _, it := range v.Items() {
			f.inline(it, depth+1, b)
		}
	}
}

// element is the name and the members of ["$", name, key, {…}].
func element(v lenient.Value) (string, lenient.Value) {
	it := v.Items()
	if v.Kind != lenient.List || len(it) < 4 || it[0].String() != "$" {
		return "", lenient.Value{}
	}
	return it[1].String(), it[3]
}

// holdsElement is true of an element, and of a list with one.
func holdsElement(v lenient.Value) bool {
	if name, _ := element(v); name != "" {
		return true
	}
	for _, it := range v.Items() {
		if name, _ := element(it); name != "" {
			return true
		}
	}
	return false
}
