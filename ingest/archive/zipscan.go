package archive

import (
	"bufio"
	"bytes"
	"io"
)

// maxInVain is how many times the size of a zip is read for members that turn
// out to be damaged: the bytes of one may hold the header of the next.
const maxInVain = 16

// scan yields the members of a zip without its directory, one local header
// after another, and tells whether the receiver wants to hear more.
func (z *zipFile) scan(yield func(Member, error) bool) bool {
	at, n, inVain := int64(0), int64(0), int64(0)
	for {
		next, ok := z.find(at)
		if !ok {
			return true
		}
		e, data, ok := z.readLocal(next)
		if at = next + 4; !ok {
			continue
		}
		if n++; n > z.lim.MaxMembers {
			return yield(Member{Err: tooMany(z.lim)}, nil) && false
		}
		m := Member{Name: e.name, Kind: e.kind(), Offset: data, Length: min(e.stored, z.size-data), Size: e.size}
		var counted *bufio.Reader
		var raw *io.SectionReader
		switch {
		case m.Kind != "":
		case e.unsized && e.method != 8:
			// Without a length only deflate tells where it ends.
			m.Err = damaged("length of the zip's member is lost with the directory")
		case e.unsized:
			raw = io.NewSectionReader(z.r, data, z.size-data)
			counted = bufio.NewReader(raw)
			e.stored = z.size - data
			m.Body, m.Err = z.open(e, counted)
		case data+e.stored > z.size:
			m.Err = damaged("member of the zip is cut short")
		default:
			m.Body, m.Err = z.open(e, io.NewSectionReader(z.r, data, e.stored))
			at = data + e.stored
		}
		body := m.Body
		if !yield(m, nil) {
			return false
		}
		if counted != nil && m.Err == nil {
			_, err := io.Copy(io.Discard, body)
			pos, _ := raw.Seek(0, io.SeekCurrent)
			if err == nil {
				at = data + pos - int64(counted.Buffered())
			} else if inVain += pos; inVain > maxInVain*z.size {
				return true // what is left is no more read than what was found
			}
		}
	}
}

// find looks for the next local header.
func (z *zipFile) find(from int64) (int64, bool) {
	buf := make([]byte, 64<<10)
	for from < z.size {
		n, err := z.r.ReadAt(buf, from)
		if i := bytes.Index(buf[:n], []byte(localSig)); i >= 0 {
			return from + int64(i), true
		}
		if n < len(buf) || err != nil {
			return 0, false
		}
		from += int64(n - len(localSig) + 1)
	}
	return 0, false
}

// readLocal reads a local header, if what stands there can be one.
func (z *zipFile) readLocal(at int64) (e entry, data int64, ok bool) {
	var h [localLen]byte
	if !z.readAt(h[:], at) || le.Uint16(h[4:])&0xff > 63 {
		return e, 0, false
	}
	n, x := int(le.Uint16(h[26:])), int(le.Uint16(h[28:]))
	rest := make([]byte, n+x)
	if n == 0 || !z.readAt(rest, at+localLen) {
		return e, 0, false
	}
	e = entry{
		name: string(rest[:n]), flags: le.Uint16(h[6:]), method: le.Uint16(h[8:]), crc: le.Uint32(h[14:]),
		stored: int64(le.Uint32(h[18:])), size: int64(le.Uint32(h[22:])),
	}
	e.wide(rest[n:])
	e.unsized = e.flags&8 != 0 && e.stored == 0
	return e, at + localLen + int64(n+x), e.stored >= 0 && e.size >= 0
}
