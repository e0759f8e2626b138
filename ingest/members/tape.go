package members

import "io"

// keep is how many stored bytes can be read again. A decompressor on damaged
// input ends within kilobytes; this leaves room for a rare long run.
const keep = 4 << 20

// tape is a reader that can be put back by up to keep bytes.
type tape struct {
	r    io.Reader
	buf  []byte // what was read last, ending at offset end
	end  int64
	pos  int64 // offset of the next byte to give
	err  error
	mark int64 // nothing before this will be asked for again
}

func (t *tape) Read(p []byte) (int, error) {
	if t.pos < t.end {
		n := copy(p, t.buf[len(t.buf)-int(t.end-t.pos):])
		t.pos += int64(n)
		return n, nil
	}
	if t.err != nil {
		return 0, t.err
	}
	n, err := t.r.Read(p)
	if n == 0 && err == nil {
		return 0, nil
	}
	t.err = err
	t.remember(p[:n])
	t.pos = t.end
	if n > 0 {
		return n, nil
	}
	return 0, err
}

func (t *tape) remember(p []byte) {
	// Dropping only when the buffer has doubled makes the copying linear.
	if used := int(t.end - max(t.mark, t.end-keep)); len(t.buf) > 2*used+64<<10 || len(t.buf) > 2*keep {
		t.buf = append(t.buf[:0], t.buf[len(t.buf)-min(used, len(t.buf)):]...)
	}
	t.buf = append(t.buf, p...)
	t.end += int64(len(p))
}

// oldest is the first offset that can be read again.
func (t *tape) oldest() int64 { return t.end - int64(len(t.buf)) }

// back puts the tape to an offset not before oldest.
func (t *tape) back(to int64) { t.pos = max(to, t.oldest()) }
