package warc

import (
	"bytes"

	"dabao/ingest/members"
)

// window holds the decompressed stream from the current record on. Its err is
// what follows the last byte it holds: nil while more may come, io.EOF, or a
// *members.Gap, which stands until the reader has dealt with it and sets it to nil.
type window struct {
	src *members.Stream
	buf []byte
	pos int   // in buf: where we are
	off int64 // of buf[0] in the stream
	err error
}

// grow and large bound the buffer: it grows in steps, and is given back when
// one large record has passed.
const (
	grow  = 128 << 10
	large = 4 << 20
)

// offset is where we are in the stream.
func (w *window) offset() int64 { return w.off + int64(w.pos) }

// have returns what lies ahead, n bytes of it unless err comes first. The
// slice is good until the next call.
func (w *window) have(n int) []byte {
	for len(w.buf)-w.pos < n && w.err == nil {
		w.fill(n)
	}
	return w.buf[w.pos:]
}

func (w *window) fill(n int) {
	ahead := len(w.buf) - w.pos
	switch {
	case cap(w.buf) > large && ahead < large/4 && n < large/4, ahead > w.pos && cap(w.buf)-len(w.buf) < grow/2:
		// At most double: the length that asks for n bytes may lie.
		w.rebase(append(make([]byte, 0, 2*ahead+grow), w.buf[w.pos:]...))
	case ahead <= w.pos && w.pos > 0:
		// Moving no more than was passed keeps the work linear.
		w.rebase(w.buf[:copy(w.buf, w.buf[w.pos:])])
	}
	if cap(w.buf) == 0 {
		w.buf = make([]byte, 0, grow)
	}
	k, err := w.src.Read(w.buf[len(w.buf):cap(w.buf)])
	w.buf = w.buf[:len(w.buf)+k]
	w.err = err
}

func (w *window) rebase(buf []byte) {
	w.off += int64(w.pos)
	w.buf, w.pos = buf, 0
}

// moveTo goes forward to a stream offset that have has shown.
func (w *window) moveTo(offset int64) { w.pos = int(offset - w.off) }

// skipLineEnds passes over what stands between records.
func (w *window) skipLineEnds() {
	for b := w.have(1); len(b) > 0 && (b[0] == '\r' || b[0] == '\n'); b = w.have(1) {
		w.pos++
	}
}

// startBytes is how much of a record is looked at to believe its start.
const startBytes = 64

// startsRecord recognises a version line followed by the name of a field.
func startsRecord(b []byte) bool {
	if len(b) < 10 || string(b[:5]) != "WARC/" || b[5] < '0' || b[5] > '9' || b[6] != '.' {
		return false
	}
	_, field, ok := bytes.Cut(b[:min(len(b), startBytes)], []byte("\n"))
	field = bytes.ToLower(field)
	return ok && (bytes.HasPrefix(field, []byte("warc-")) || bytes.HasPrefix(field, []byte("content-")))
}

// resync goes to the next thing behind offset from that looks like a record,
// or to the end of what can be read.
func (w *window) resync(from int64) { w.seek(from, 1<<62) }

// seek goes to the next start of a record behind from, but not past limit, and
// tells whether it found one. It holds no more than a window of bytes.
func (w *window) seek(from, limit int64) bool {
	w.moveTo(from + 1)
	for {
		b := w.have(startBytes + 2)
		if left := limit - w.offset(); int64(len(b)) > left {
			b = b[:max(0, left)]
		}
		for i := 0; i < len(b); {
			j := bytes.Index(b[i:], []byte("WARC/"))
			if j < 0 {
				break
			}
			i += j
			if i+startBytes > len(b) && w.err == nil && w.offset()+int64(len(b)) < limit {
				break // to be judged with more behind it
			}
			if w.lineStart(i) && startsRecord(b[i:]) {
				w.pos += i
				return true
			}
			i++
		}
		switch {
		case w.offset()+int64(len(b)) >= limit:
			w.pos += len(b)
			return false
		case w.err != nil:
			w.pos = len(w.buf)
			return false
		}
		// The byte before a candidate tells whether it begins a line.
		w.pos += len(b) - startBytes - 1
		w.src.Forget(w.offset())
		w.have(len(w.buf) - w.pos + 1)
	}
}

// lineStart tells whether the byte i ahead of us begins a line or a member.
func (w *window) lineStart(i int) bool {
	if p := w.pos + i; p > 0 && w.buf[p-1] == '\n' {
		return true
	}
	return w.src.Boundary(w.offset() + int64(i))
}
