// Package jsonstream walks JSON that is too large to hold: it goes into the
// arrays and objects it is told to, hands over one value after the other, and
// passes over the rest. No more is kept than one value, and of that no more than
// a limit.
package jsonstream

import (
	"bufio"
	"bytes"
	"errors"
	"io"
)

// ErrSyntax is what is no JSON; a Reader's Offset says where.
var ErrSyntax = errors.New("broken JSON")

// Reader reads one stream. Its methods return ErrSyntax, io.EOF where the stream
// ends, or what the stream's own Read returned.
type Reader struct {
	r   *bufio.Reader
	off int64
}

// NewReader reads r, behind a byte order mark.
func NewReader(r io.Reader) *Reader {
	b := bufio.NewReaderSize(r, 64<<10)
	s := &Reader{r: b}
	if head, _ := b.Peek(3); bytes.Equal(head, []byte("\ufeff")) {
		s.skip(3)
	}
	return s
}

// Offset is how many bytes were read.
func (s *Reader) Offset() int64 { return s.off }

func (s *Reader) skip(n int) {
	s.r.Discard(n)
	s.off += int64(n)
}

// Next is the first byte that is no white space, which stays unread.
func (s *Reader) Next() (byte, error) {
	for {
		b, err := s.r.Peek(1)
		if err != nil {
			return 0, err
		}
		if c := b[0]; c != ' ' && c != '\t' && c != '\r' && c != '\n' {
			return c, nil
		}
		s.skip(1)
	}
}

// Take reads the byte c, behind white space, if it comes next.
func (s *Reader) Take(c byte) (bool, error) {
	got, err := s.Next()
	if err != nil || got != c {
		return false, err
	}
	s.skip(1)
	return true, nil
}

// Key reads a key and the colon behind it. more is false at the end of the
// object, which is read too. first says that none was read yet.
func (s *Reader) Key(first bool) (key string, more bool, err error) {
	if more, err = s.more('}', first); err != nil || !more {
		return "", false, err
	}
	if c, err := s.Next(); err != nil || c != '"' {
		return "", false, or(err)
	}
	raw, over, err := s.Value(4 << 10)
	if err != nil {
		return "", false, err
	}
	if !over {
		key = string(raw[1 : len(raw)-1])
	}
	if ok, err := s.Take(':'); err != nil || !ok {
		return "", false, or(err)
	}
	return key, true, nil
}

// Item goes to the next value of an array. more is false at its end, which is
// read too. first says that none was read yet.
func (s *Reader) Item(first bool) (more bool, err error) { return s.more(']', first) }

func (s *Reader) more(end byte, first bool) (bool, error) {
	if done, err := s.Take(end); err != nil || done {
		return false, unexpected(err)
	}
	if first {
		return true, nil
	}
	if ok, err := s.Take(','); err != nil || !ok {
		return false, or(err)
	}
	return true, nil
}

func or(err error) error {
	if err == nil {
		return ErrSyntax
	}
	return unexpected(err)
}

func unexpected(err error) error {
	if err == io.EOF {
		return io.ErrUnexpectedEOF
	}
	return err
}

// Value reads the value that comes next, and gives its bytes if they are no more
// than max; over says that they are more and were passed over. Brackets and
// strings are matched; what stands between them is for the receiver to check.
func (s *Reader) Value(max int64) (raw []byte, over bool, err error) {
	if _, err := s.Next(); err != nil {
		return nil, false, unexpected(err)
	}
	v := value{max: max}
	for !v.done {
		b, err := s.r.Peek(1)
		if len(b) == 0 {
			if err == io.EOF && v.bare {
				break
			}
			return nil, false, unexpected(err)
		}
		b, _ = s.r.Peek(s.r.Buffered())
		n := v.take(b)
		if v.failed {
			s.skip(n)
			return nil, false, ErrSyntax
		}
		s.skip(n)
	}
	return v.raw, v.over, nil
}

// value is a value on its way.
type value struct {
	max              int64
	raw              []byte
	depth            int
	inString, escape bool
	bare             bool // a number or a word
	over             bool
	done, failed     bool
}

// maxDepth is deeper than any document nests.
const maxDepth = 10_000

// take looks at the bytes up to the end of the value and says how many are its.
func (v *value) take(b []byte) int {
	n := 0
	for n < len(b) && !v.done && !v.failed {
		if v.inString && !v.escape {
			if n += plain(b[n:]); n == len(b) {
				break
			}
		}
		v.step(b[n], &n)
	}
	if v.over = v.over || int64(len(v.raw)+n) > v.max; v.over {
		v.raw = nil
	} else {
		v.raw = append(v.raw, b[:n]...)
	}
	return n
}

// plain counts the bytes of a string before one that means something.
func plain(b []byte) int {
	if i := bytes.IndexByte(b, '"'); i >= 0 {
		b = b[:i]
	}
	if i := bytes.IndexByte(b, '\\'); i >= 0 {
		return i
	}
	return len(b)
}

func (v *value) step(c byte, n *int) {
	switch {
	case v.escape:
		v.escape = false
	case v.inString:
		if v.escape = c == '\\'; c == '"' {
			v.inString = false
			v.done = v.depth == 0
		}
	case v.bare:
		if c == ',' || c == '}' || c == ']' || c <= ' ' {
			v.done = true
			return // not its own
		}
	case c == '"':
		v.inString = true
	case c == '{', c == '[':
		if v.depth++; v.depth > maxDepth {
			v.failed = true
		}
	case c == '}', c == ']':
		if v.depth--; v.depth < 0 {
			v.failed = true
		}
		v.done = v.depth == 0
	case v.depth == 0:
		v.bare = true
	}
	*n++
}

// ArrayOf says whether an array comes next whose first value begins with c. It
// looks no further than the bytes at hand, and reads none.
func (s *Reader) ArrayOf(c byte) bool {
	b, _ := s.r.Peek(512)
	b = bytes.TrimLeft(b, " \t\r\n")
	if len(b) == 0 || b[0] != '[' {
		return false
	}
	b = bytes.TrimLeft(b[1:], " \t\r\n")
	return len(b) > 0 && b[0] == c
}
