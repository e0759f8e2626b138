package jsonl

import (
	"encoding/json"
	"unicode/utf16"
	"unicode/utf8"

	"dabao/ingest/intake"
	"dabao/schema"
)

// object is one line's values by lower-case key. The values are parts of the
// line.
type object map[string]json.RawMessage

// parse takes the outermost object of a line apart. Most of a line is one long
// string, over which encoding/json goes four times; here it is once, and once
// more where the value is used. What is nested is left to encoding/json.
func parse(line []byte) (object, error) {
	s := &scanner{b: line}
	if s.space(); s.i == len(line) || line[s.i] != '{' {
		return nil, intake.Problemf(schema.Damaged, "line is no JSON object")
	}
	s.i++
	o := make(object)
	exact := make(map[string]bool)
	for first := true; ; first = false {
		s.space()
		if s.take('}') && !s.failed {
			break
		}
		if !first && !s.need(',') {
			break
		}
		s.space()
		key := unquote(s.str())
		s.space()
		s.need(':')
		s.space()
		value := s.value()
		if s.failed {
			break
		}
		// Of keys that differ in case only, the lower-case one counts; of equal
		// ones the last, as everywhere.
		if low := lower(key); !exact[low] || low == key {
			o[low] = value
			exact[low] = low == key
		}
	}
	if s.space(); s.failed || s.i < len(line) {
		return nil, intake.Problemf(schema.Damaged, "broken JSON at byte %d of the line", s.i)
	}
	return o, nil
}

// scanner walks one line. Once failed it stays where it is.
type scanner struct {
	b      []byte
	i      int
	failed bool
}

func (s *scanner) space() {
	for s.i < len(s.b) && (s.b[s.i] == ' ' || s.b[s.i] == '\t' || s.b[s.i] == '\r' || s.b[s.i] == '\n') {
		s.i++
	}
}

func (s *scanner) take(c byte) bool {
	if s.i < len(s.b) && s.b[s.i] == c {
		s.i++
		return true
	}
	return false
}

func (s *scanner) need(c byte) bool {
	if s.failed || !s.take(c) {
		s.failed = true
	}
	return !s.failed
}

// str is the string that stands here, quotes and escapes and all.
func (s *scanner) str() []byte {
	start := s.i
	if !s.need('"') {
		return nil
	}
	for s.i < len(s.b) {
		switch c := s.b[s.i]; {
		case c == '"':
			s.i++
			return s.b[start:s.i]
		case c < ' ':
			s.failed = true
			return nil
		case c == '\\':
			if s.i++; !s.escape() {
				s.failed = true
				return nil
			}
		default:
			s.i++
		}
	}
	s.failed = true
	return nil
}

// escape passes over what stands behind a backslash.
func (s *scanner) escape() bool {
	if s.i == len(s.b) {
		return false
	}
	switch s.b[s.i] {
	case '"', '\\', '/', 'b', 'f', 'n', 'r', 't':
		s.i++
		return true
	case 'u':
		if _, ok := hex4(s.b[s.i+1:]); ok {
			s.i += 5
			return true
		}
	}
	return false
}

// value is what stands here, checked.
func (s *scanner) value() []byte {
	if s.failed || s.i == len(s.b) {
		s.failed = true
		return nil
	}
	start := s.i
	switch s.b[s.i] {
	case '"':
		return s.str()
	case '{', '[':
		s.nested()
	default:
		for s.i < len(s.b) && s.b[s.i] != ',' && s.b[s.i] != '}' && s.b[s.i] > ' ' {
			s.i++
		}
	}
	if s.failed = s.failed || !json.Valid(s.b[start:s.i]); s.failed {
		return nil
	}
	return s.b[start:s.i]
}

// nested goes behind the bracket that closes the one here.
func (s *scanner) nested() {
	depth := 0
	for s.i < len(s.b) && !s.failed {
		switch s.b[s.i] {
		case '"':
			s.str()
			continue
		case '{', '[':
			depth++
		case '}', ']':
			depth--
		}
		if s.i++; depth == 0 {
			return
		}
	}
	s.failed = true
}

func hex4(b []byte) (rune, bool) {
	if len(b) < 4 {
		return 0, false
	}
	var r rune
	for _, c := range b[:4] {
		switch {
		case c >= '0' && c <= '9':
			c -= '0'
		case c|0x20 >= 'a' && c|0x20 <= 'f':
			c = c | 0x20 - 'a' + 10
		default:
			return 0, false
		}
		r = r<<4 | rune(c)
	}
	return r, true
}

var unescaped = [256]byte{'"': '"', '\\': '\\', '/': '/', 'b': '\b', 'f': '\f', 'n': '\n', 'r': '\r', 't': '\t'}

// unquote is the text of a string that str has passed. Half a surrogate pair
// becomes U+FFFD.
func unquote(q []byte) string {
	if len(q) < 2 {
		return ""
	}
	q = q[1 : len(q)-1]
	out := make([]byte, 0, len(q))
	for i := 0; i < len(q); {
		j := i
		for j < len(q) && q[j] != '\\' {
			j++
		}
		if out = append(out, q[i:j]...); j == len(q) {
			break
		}
		if c := q[j+1]; c != 'u' {
			out = append(out, unescaped[c])
			i = j + 2
			continue
		}
		r, _ := hex4(q[j+2:])
		i = j + 6
		if utf16.IsSurrogate(r) {
			pair := rune(utf8.RuneError)
			if i+6 <= len(q) && q[i] == '\\' && q[i+1] == 'u' {
				low, _ := hex4(q[i+2:])
				pair = utf16.DecodeRune(r, low)
			}
			if r = pair; r != utf8.RuneError {
				i += 6
			}
		}
		out = utf8.AppendRune(out, r)
	}
	return string(out)
}
