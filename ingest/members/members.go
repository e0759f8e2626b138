// Package members reads the web archives that are gzip'ed record by record, WARC
// and ARC, as one stream: gzip members one after another, or the bytes as they
// are. It knows where each member lies, so that a record that fills members of
// its own has its place in the file as stored, and behind a damaged member it
// finds the next that begins a record.
//
//	tape     the file as stored, with the last few megabytes kept, so that a
//	         decompressor that ran astray can be put back
//	members  what comes out, and the boundaries of the members in it
package members

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"

	"github.com/klauspost/compress/gzip"

	"dabao/ingest/intake"
	"dabao/schema"
)

// Gap is a stretch of the file that could not be read.
type Gap struct {
	Start, End int64 // as stored
	OutStart   int64 // offset in the decompressed stream at which its member began; -1 in a plain file
	Cause      error
}

func (g *Gap) Error() string { return fmt.Sprintf("bytes %d to %d: %v", g.Start, g.End, g.Cause) }

// Place is where the gap lies in the file of that name.
func (g *Gap) Place(container string) schema.Origin {
	return schema.Origin{URI: container, Container: container, Offset: g.Start, Length: g.End - g.Start}
}

// CutShort is the problem of a record behind which err was met: the cause of a
// gap, else that the record ends in the middle.
func CutShort(err error) error {
	var g *Gap
	if errors.As(err, &g) {
		return g.Cause
	}
	return intake.Problemf(schema.Damaged, "record ends in the middle")
}

// boundary is a place where one gzip member ends and the next begins.
type boundary struct {
	out   int64 // in the decompressed stream
	end   int64 // as stored: behind the member that ends
	start int64 // as stored: of the member that begins; past end where padding lies between
}

// Stream is the file decompressed. Its offsets count what has come out.
type Stream struct {
	tape   *tape
	begins func(head []byte) bool
	raw    *bufio.Reader
	lim    intake.Limits
	zipped bool
	z      *gzip.Reader
	inside bool  // a member is open
	start  int64 // as stored, of that member
	began  int64 // the same place in the decompressed stream
	out    int64 // bytes given so far
	bounds []boundary
	failed error // seen together with bytes, to be told next
	ended  bool
	undone int64 // bytes read again so far

	first   boundary // at which the current record began
	isFirst bool     // it began at one
}

const window64k = 64 << 10

// Open begins to read the file that r holds as stored. begins says whether a
// record stands at the start of head, the first kilobytes of a member, or of the
// file; it may be asked of any bytes, and fewer of them.
func Open(r io.Reader, lim intake.Limits, begins func(head []byte) bool) *Stream {
	t := &tape{r: r}
	m := &Stream{tape: t, raw: bufio.NewReaderSize(t, window64k), lim: lim, begins: begins}
	head, _ := m.raw.Peek(window64k)
	m.zipped = intake.CodecOf(head) == intake.Gzip || !begins(head) && m.nextMember(head) < len(head)
	m.bounds = append(m.bounds, boundary{})
	return m
}

func (m *Stream) stored() int64 { return m.tape.pos - int64(m.raw.Buffered()) }

// Read gives a *Gap where a member is damaged, and goes on behind it; any other
// error is the end.
func (m *Stream) Read(p []byte) (int, error) {
	if m.failed != nil {
		err := m.failed
		m.failed = nil
		return 0, m.broken(err)
	}
	if m.ended {
		return 0, io.EOF
	}
	n, err := 0, error(nil)
	if !m.zipped {
		n, err = m.raw.Read(p)
		m.tape.mark = m.tape.pos
		m.out += int64(n)
	} else {
		n, err = m.inflate(p)
	}
	if err == nil || err == io.EOF {
		return n, err
	}
	if n > 0 {
		m.failed = err
		return n, nil
	}
	return 0, m.broken(err)
}

// inflate reads from the open member, or opens the next.
func (m *Stream) inflate(p []byte) (int, error) {
	for {
		if !m.inside {
			if err := m.open(); err != nil {
				return 0, err
			}
		}
		n, err := m.z.Read(p)
		m.out += int64(n)
		if err == nil {
			err = m.lim.CheckRatio(m.stored()-m.start, m.out-m.began)
		}
		if err == io.EOF {
			m.inside = false
			m.bound(m.stored())
			err = nil
			if n == 0 {
				continue
			}
		}
		return n, err
	}
}

// maxBounds is how many boundaries one record may lie across; past it they are
// forgotten, and places given in decompressed bytes.
const maxBounds = 1 << 16

// bound notes that the stored bytes up to end have given all that was read.
func (m *Stream) bound(end int64) {
	if l := len(m.bounds) - 1; l >= 0 && m.bounds[l].out == m.out {
		m.bounds[l].start = end
		return
	}
	if len(m.bounds) >= maxBounds {
		return
	}
	m.bounds = append(m.bounds, boundary{m.out, end, end})
}

func (m *Stream) open() error {
	err := m.skipPadding()
	m.start, m.began = m.stored(), m.out
	if err != nil {
		m.ended = err == io.EOF
		return err
	}
	if l := len(m.bounds) - 1; m.bounds[l].out == m.out {
		m.bounds[l].start = m.start
	}
	m.tape.mark = m.start
	if m.z == nil {
		m.z, err = gzip.NewReader(m.raw)
	} else {
		err = m.z.Reset(m.raw)
	}
	if err != nil {
		m.z = nil
		if err == io.EOF {
			err = io.ErrUnexpectedEOF
		}
		return err
	}
	m.z.Multistream(false)
	m.inside = true
	return nil
}

// skipPadding passes over zero bytes, which tapes and block devices leave
// between and behind members.
func (m *Stream) skipPadding() error {
	for {
		head, err := m.raw.Peek(1)
		if len(head) == 0 {
			return err
		}
		if head[0] != 0 {
			return nil
		}
		m.raw.Discard(1)
	}
}

// broken puts the stream to the next member that holds a record, and tells
// what lies between.
func (m *Stream) broken(cause error) error {
	if !m.zipped {
		// A plain file breaks only where it cannot be read at all.
		m.ended = true
		return &Gap{m.stored(), m.stored(), -1, cause}
	}
	g := &Gap{Start: m.start, OutStart: m.began, Cause: cause}
	m.inside = false
	m.rewind()
	g.End = m.seekMember()
	m.bound(g.End)
	return g
}

// rewind goes back to just behind the start of the damaged member, as far as
// the tape reaches. What is read twice is held to a multiple of what was read
// once, so that no input can make reading quadratic.
func (m *Stream) rewind() {
	to := max(m.start+1, m.tape.oldest())
	again := m.stored() - to
	if again <= 0 || m.undone+again > 2*m.tape.end+16*keep {
		return
	}
	m.undone += again
	m.tape.back(to)
	m.raw.Reset(m.tape)
}

// seekMember moves to the next gzip member that begins a record and returns
// its stored offset, or that of the end.
func (m *Stream) seekMember() int64 {
	for {
		head, err := m.raw.Peek(window64k)
		i := m.nextMember(head)
		if i < len(head) {
			m.raw.Discard(i)
			return m.stored()
		}
		if err != nil {
			m.raw.Discard(len(head))
			m.ended = true
			return m.stored()
		}
		// One near the edge is judged again with more behind it.
		m.raw.Discard(len(head) - memberHead)
	}
}

// memberHead is how many stored bytes are looked at to tell a member, and how
// many of what comes out of them.
const memberHead = 4 << 10

// nextMember finds the first gzip header in b whose member begins a record;
// len(b) when there is none.
func (m *Stream) nextMember(b []byte) int {
	z := new(gzip.Reader)
	head := make([]byte, memberHead)
	for i := 0; ; i++ {
		j := bytes.Index(b[i:], []byte{0x1f, 0x8b, 8})
		if j < 0 {
			return len(b)
		}
		i += j
		if err := z.Reset(bytes.NewReader(b[i:min(len(b), i+memberHead)])); err != nil {
			continue
		}
		if n, _ := io.ReadFull(z, head); m.begins(head[:n]) {
			return i
		}
	}
}
