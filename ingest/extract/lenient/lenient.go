// Package lenient reads JSON the way pages really carry it.
//
// Metadata blocks and page states are written by templates, and templates
// forget to escape: a raw line feed in a string, a quote inside a headline, a
// comma before a closing brace, a comment or a CDATA mark around the whole, an
// end that never comes. A strict reader throws the block away, and with it the
// only date of the page. This one keeps going and returns what it understood.
//
// It never fails: broken input gives a smaller tree, hopeless input gives the
// zero Value. Time is linear in the input, depth and node count are bounded by
// MaxDepth and MaxNodes, and valid JSON always reads as what it says.
package lenient

import (
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// Bounds on what is read; past them the rest of the input is left out.
const (
	MaxBytes = 16 << 20
	MaxDepth = 100
	MaxNodes = 400_000
)

// Kind is what a Value holds.
type Kind uint8

// The kinds. Number, true, false and null are literals, kept as they stand.
const (
	Nothing Kind = iota
	Text
	Literal
	List
	Object
)

// Value is one node of the tree. It is immutable once read and shares memory
// with the input.
type Value struct {
	Kind  Kind
	text  string
	keys  []string
	items []Value
}

// Parse reads the first value of s.
func Parse(s string) Value {
	r := reader{s: s[:min(len(s), MaxBytes)]}
	r.skip()
	return r.value(0)
}

// Script reads the first value of s, which a script holds, and says how many
// bytes it took. A program wrote it: every quote in a string is escaped.
func Script(s string) (Value, int) {
	r := reader{s: s[:min(len(s), MaxBytes)], strict: true}
	r.skip()
	v := r.value(0)
	return v, min(r.i, len(r.s))
}

// TextOf is the value of a string.
func TextOf(s string) Value { return Value{Kind: Text, text: s} }

// String is the text of a string, a literal as it stands (null is empty), and
// empty for everything else.
func (v Value) String() string {
	if v.Kind == Text || v.Kind == Literal && v.text != "null" {
		return v.text
	}
	return ""
}

// Get is the member of that name; the first wins, matching how the templates
// that repeat a key mean it. It is Nothing where there is none.
func (v Value) Get(key string) Value {
	if v.Kind != Object {
		return Value{}
	}
	for i, k := range v.keys {
		if k == key {
			return v.items[i]
		}
	}
	return Value{}
}

// Items are the elements of a list, the members of an object in order, or the
// value itself where it is a single one; nil for Nothing.
func (v Value) Items() []Value {
	switch v.Kind {
	case Nothing:
		return nil
	case List, Object:
		return v.items
	}
	return []Value{v}
}

// All is like Items, but an object counts as a single value.
func (v Value) All() []Value {
	if v.Kind == Object {
		return []Value{v}
	}
	return v.Items()
}

// Keys are the member names of an object, in order, parallel to Items.
func (v Value) Keys() []string { return v.keys }

type reader struct {
	s     string
	i     int
	nodes int

	strict bool // quotes in strings are escaped
}

// skip passes white space, comments, CDATA marks and byte order marks.
func (r *reader) skip() {
	for r.i < len(r.s) {
		rest := r.s[r.i:]
		switch {
		case rest[0] <= ' ':
			r.i++
		case strings.HasPrefix(rest, "/*"):
			r.past("*/")
		case strings.HasPrefix(rest, "<!--"):
			r.i += 4
		case strings.HasPrefix(rest, "-->"):
			r.i += 3
		case strings.HasPrefix(rest, "<![CDATA["):
			r.i += 9
		case strings.HasPrefix(rest, "]]>"):
			r.i += 3
		case strings.HasPrefix(rest, "//"):
			r.past("\n")
		case strings.HasPrefix(rest, "\ufeff"), strings.HasPrefix(rest, "\u00a0"):
			_, n := utf8.DecodeRuneInString(rest)
			r.i += n
		default:
			return
		}
	}
}

func (r *reader) past(mark string) {
	if n := strings.Index(r.s[r.i:], mark); n >= 0 {
		r.i += n + len(mark)
	} else {
		r.i = len(r.s)
	}
}

func (r *reader) value(depth int) Value {
	r.nodes++
	if r.i >= len(r.s) || depth > MaxDepth || r.nodes > MaxNodes {
		r.i = len(r.s)
		return Value{}
	}
	switch c := r.s[r.i]; c {
	case '{':
		return r.object(depth)
	case '[':
		return r.list(depth)
	case '"', '\'', '`': // the two others are quotes of scripts, and begin no value of JSON
		return Value{Kind: Text, text: r.quoted(c)}
	default:
		return r.literal()
	}
}

func (r *reader) object(depth int) Value {
	v := Value{Kind: Object}
	r.i++
	for {
		r.skip()
		if r.i >= len(r.s) {
			return v
		}
		switch r.s[r.i] {
		case '}':
			r.i++
			return v
		case ',', ';', ']':
			r.i++
			continue
		}
		var key string
		if c := r.s[r.i]; c == '"' || c == '\'' {
			key = r.quoted(c)
		} else if key = r.literal().text; key == "" {
			r.i++
			continue
		}
		r.skip()
		if r.i >= len(r.s) || r.s[r.i] != ':' {
			continue
		}
		r.i++
		r.skip()
		item := r.value(depth + 1)
		if item.Kind != Nothing {
			v.keys, v.items = append(v.keys, key), append(v.items, item)
		}
	}
}

func (r *reader) list(depth int) Value {
	v := Value{Kind: List}
	r.i++
	for {
		r.skip()
		if r.i >= len(r.s) {
			return v
		}
		switch r.s[r.i] {
		case ']':
			r.i++
			return v
		case '}':
			return v // the list was never closed
		case ',', ':', ';':
			r.i++
			continue
		}
		if item := r.value(depth + 1); item.Kind != Nothing {
			v.items = append(v.items, item)
		}
	}
}

func (r *reader) literal() Value {
	start := r.i
	for r.i < len(r.s) && strings.IndexByte(" \t\r\n,:;[]{}\"", r.s[r.i]) < 0 {
		r.i++
	}
	if r.i == start {
		r.i++
		return Value{}
	}
	return Value{Kind: Literal, text: r.s[start:r.i]}
}

// quoted reads a string. A quote ends it only where the grammar could go on
// after it; any other quote was meant as text.
func (r *reader) quoted(quote byte) string {
	r.i++
	start := r.i
	var b []byte
	ends := string([]byte{quote, '\\'})
	for r.i < len(r.s) {
		n := strings.IndexAny(r.s[r.i:], ends)
		if n < 0 {
			break
		}
		r.i += n
		if r.s[r.i] == quote {
			if r.strict || quote != '"' || r.closes(r.i+1) {
				out := r.s[start:r.i]
				r.i++
				if b != nil {
					return string(append(b, out...))
				}
				return out
			}
			r.i++
			continue
		}
		b = append(b, r.s[start:r.i]...)
		b = r.escape(b)
		start = r.i
	}
	r.i = len(r.s)
	return string(append(b, r.s[min(start, len(r.s)):]...))
}

// closes looks at what follows a quote. The look-ahead is bounded so that a
// string of quotes and blanks cannot make reading quadratic.
func (r *reader) closes(i int) bool {
	line := false
	for end := min(i+256, len(r.s)); i < end; i++ {
		switch c := r.s[i]; {
		case c == '\n':
			line = true
		case c <= ' ':
		case c == '"':
			return line
		default:
			return strings.IndexByte(",:}]/;<", c) >= 0
		}
	}
	return true
}

func (r *reader) escape(b []byte) []byte {
	r.i++
	if r.i >= len(r.s) {
		return b
	}
	c := r.s[r.i]
	r.i++
	switch c {
	case 'n':
		return append(b, '\n')
	case 't':
		return append(b, '\t')
	case 'r':
		return append(b, '\r')
	case 'b', 'f':
		return append(b, ' ')
	case 'u':
		return r.unicode(b)
	case 'x': // of scripts
		if u, err := strconv.ParseUint(r.s[r.i:min(r.i+2, len(r.s))], 16, 8); err == nil && r.i+2 <= len(r.s) {
			r.i += 2
			return utf8.AppendRune(b, rune(u))
		}
	}
	return append(b, c)
}

func (r *reader) unicode(b []byte) []byte {
	u, ok := r.hex4(r.i)
	if !ok {
		return b
	}
	r.i += 4
	if utf16.IsSurrogate(u) {
		if strings.HasPrefix(r.s[r.i:], `\u`) {
			if low, ok := r.hex4(r.i + 2); ok {
				if full := utf16.DecodeRune(u, low); full != utf8.RuneError {
					r.i += 6
					return utf8.AppendRune(b, full)
				}
			}
		}
		return utf8.AppendRune(b, utf8.RuneError)
	}
	return utf8.AppendRune(b, u)
}

func (r *reader) hex4(i int) (rune, bool) {
	if i+4 > len(r.s) {
		return 0, false
	}
	n, err := strconv.ParseUint(r.s[i:i+4], 16, 16)
	return rune(n), err == nil
}
