package rows

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"math/bits"
	"unicode/utf16"
	"unicode/utf8"

	"dabao/ingest/intake"
	"dabao/schema"
)

// parse takes the outermost object of a line apart. Most of a line is one long
// string, over which encoding/json goes four times; here it is once, and once
// more where the value is used. What is nested is left to encoding/json.
func parse(line []byte) (*Row, error) {
	s := &scanner{b: line}
	if s.space(); s.i == len(line) || line[s.i] != '{' {
		return nil, intake.Problemf(schema.Damaged, "line is no JSON object")
	}
	s.i++
	r := newRow()
	for first := true; ; first = false {
		s.space()
		if s.take('}') && !s.failed {
			break
		}
		if !first && !s.need(',') {
			break
		}
		s.space()
		key := string(unquote(s.str()))
		s.space()
		s.need(':')
		s.space()
		value := s.value()
		if s.failed {
			break
		}
		r.put(key, value)
	}
	if s.space(); s.failed || s.i < len(line) {
		return nil, intake.Problemf(schema.Damaged, "broken JSON at byte %d of the line", s.i)
	}
	return r, nil
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
	for {
		s.i += plain(s.b[s.i:])
		if s.i == len(s.b) {
			break
		}
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
		}
	}
	s.failed = true
	return nil
}

// plain counts the bytes before the first that means something in a string: a
// quotation mark, a backslash, a control character. It looks at eight at once
// (the zero-byte test of Warren, Hacker's Delight, §6-1): most of a line is
// one long string.
func plain(b []byte) int {
	const ones, tops = 0x0101010101010101, 0x8080808080808080
	i := 0
	for ; i+8 <= len(b); i += 8 {
		w := binary.LittleEndian.Uint64(b[i:])
		quote, slash := w^ones*'"', w^ones*'\\'
		// A borrow may mark a byte too many, never one too few, and only above a
		// byte that is rightly marked.
		if found := ((quote-ones)&^quote | (slash-ones)&^slash | (w-ones*' ')&^w) & tops; found != 0 {
			return i + bits.TrailingZeros64(found)/8
		}
	}
	for ; i < len(b) && b[i] != '"' && b[i] != '\\' && b[i] >= ' '; i++ {
	}
	return i
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
	r := hexDigit[b[0]]<<12 | hexDigit[b[1]]<<8 | hexDigit[b[2]]<<4 | hexDigit[b[3]]
	return r, r >= 0
}

// hexDigit is the value of a hexadecimal digit, negative for every other byte,
// however far it is shifted by hex4.
var hexDigit = func() (all [256]rune) {
	for c := range all {
		all[c] = -1
	}
	for i := range rune(10) {
		all['0'+i] = i
	}
	for i := range rune(6) {
		all['a'+i], all['A'+i] = 10+i, 10+i
	}
	return all
}()

var unescaped = [256]byte{'"': '"', '\\': '\\', '/': '/', 'b': '\b', 'f': '\f', 'n': '\n', 'r': '\r', 't': '\t'}

// unquote is the text of a string that str has passed. Half a surrogate pair
// becomes U+FFFD.
func unquote(q []byte) []byte {
	if len(q) < 2 {
		return nil
	}
	q = q[1 : len(q)-1]
	out := make([]byte, 0, len(q))
	for i := 0; i < len(q); {
		j := bytes.IndexByte(q[i:], '\\')
		if j < 0 {
			return append(out, q[i:]...)
		}
		j += i
		out = append(out, q[i:j]...)
		if c := q[j+1]; c != 'u' {
			out = append(out, unescaped[c])
			i = j + 2
			continue
		}
		r, _ := hex4(q[j+2:])
		i = j + 6
		if r < utf8.RuneSelf {
			out = append(out, byte(r))
			continue
		}
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
	return out
}
