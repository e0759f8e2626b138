package arc

import (
	"bytes"

	"dabao/ingest/members"
)

const (
	headBytes = 4 << 10 // a line that begins a record is judged by no more
	grow      = 128 << 10
	forever   = 1 << 60
)

// window holds the decompressed stream from the current record on. Its err is
// what follows the last byte it holds: nil while more may come, io.EOF, or a
// *members.Gap, which stands until the reader has dealt with it and sets it to nil.
type window struct {
	src *members.Stream
	buf []byte
	pos int
	off int64 // of buf[0] in the stream
	err error
}

func (w *window) offset() int64 { return w.off + int64(w.pos) }

// have returns what lies ahead, n bytes of it unless err comes first. The slice
// is good until the next call.
func (w *window) have(n int) []byte {
	for len(w.buf)-w.pos < n && w.err == nil {
		if cap(w.buf)-len(w.buf) < grow/2 {
			// What was passed is dropped; what a length claims is not believed.
			rest := w.buf[w.pos:]
			w.off += int64(w.pos)
			w.buf, w.pos = append(make([]byte, 0, 2*len(rest)+grow), rest...), 0
		}
		k, err := w.src.Read(w.buf[len(w.buf):cap(w.buf)])
		w.buf = w.buf[:len(w.buf)+k]
		w.err = err
	}
	return w.buf[w.pos:]
}

// move passes over n bytes that have has shown.
func (w *window) move(n int) { w.pos += n }

// back returns to a place that the window still holds.
func (w *window) back(offset int64) { w.pos = int(offset - w.off) }

func (w *window) skipLineEnds() {
	for b := w.have(1); len(b) > 0 && (b[0] == '\n' || b[0] == '\r'); b = w.have(1) {
		w.pos++
	}
}

// closes says whether a record can end here, and passes over the line ends that
// close it: such a line end, another record, or the end of what can be read
// follows.
func (w *window) closes() bool {
	b := w.have(headBytes)
	if len(b) > 0 && b[0] != '\n' && b[0] != '\r' && !startsRecord(b) {
		return false
	}
	w.skipLineEnds()
	return true
}

// seek goes to the next line at or behind from that begins a record, but not past
// limit, and tells whether it found one. It holds no more than a window of bytes.
func (w *window) seek(from, limit int64) bool {
	w.move(int(from - w.offset()))
	for {
		b := w.have(2 * headBytes)
		left := limit - w.offset()
		for i := 0; i >= 0 && int64(i) < left && i < len(b); {
			if i+headBytes > len(b) && w.err == nil {
				break // to be judged with more behind it
			}
			if startsRecord(b[i:]) {
				w.move(i)
				return true
			}
			j := bytes.IndexByte(b[i:], '\n')
			if j < 0 {
				break
			}
			i += j + 1
		}
		switch {
		case left <= int64(len(b)):
			w.move(int(max(0, left)))
			return false
		case w.err != nil:
			w.move(len(b))
			return false
		}
		// The rest begins again at a line, or far enough into a long one.
		cut := bytes.LastIndexByte(b[:len(b)-headBytes+1], '\n') + 1
		if cut == 0 {
			cut = len(b) - headBytes
		}
		w.move(cut)
		w.src.Forget(w.offset())
	}
}
