package csvrows

import "bufio"

// line is one line with its end.
type line struct {
	text       []byte
	n          int
	start, end int64
	over       bool // longer than allowed: text is not all of it
}

// lines cuts a stream into lines, never holding more than max bytes of one, and
// takes lines back.
type lines struct {
	r      *bufio.Reader
	max    int64
	n      int
	offset int64
	err    error

	held   []line // read and taken back, or read since mark
	pos    int    // of the next one in held
	marked bool
	mark   int
}

// begin marks this place, so that back can return to it.
func (l *lines) begin() { l.marked, l.mark = true, l.pos }

// back returns to the mark; keep forgets it.
func (l *lines) back() { l.pos, l.marked = l.mark, false }
func (l *lines) keep() { l.marked = false }

func (l *lines) next() (line, bool) {
	if l.pos < len(l.held) {
		l.pos++
		return l.held[l.pos-1], true
	}
	if !l.marked && len(l.held) > 0 {
		l.held, l.pos = nil, 0
	}
	if l.err != nil {
		return line{}, false
	}
	l.n++
	out := line{n: l.n, start: l.offset}
	for {
		part, err := l.r.ReadSlice('\n')
		l.offset += int64(len(part))
		if out.over = out.over || int64(len(out.text)+len(part)) > l.max; out.over {
			out.text = nil
		} else {
			out.text = append(out.text, part...)
		}
		if err == bufio.ErrBufferFull {
			continue
		}
		out.end = l.offset
		l.err = err
		ok := out.end > out.start
		if l.marked && ok {
			l.held = append(l.held, out)
			l.pos = len(l.held)
		}
		return out, ok
	}
}
