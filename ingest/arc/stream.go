package arc

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"sort"

	"github.com/klauspost/compress/gzip"

	"dabao/ingest/intake"
)

// gap is a stretch of the file that could not be read.
type gap struct {
	start, end int64 // as stored
	cause      error
}

func (g *gap) Error() string { return fmt.Sprintf("bytes %d to %d: %v", g.start, g.end, g.cause) }

// boundary is a place where a gzip member begins.
type boundary struct{ out, stored int64 }

// maxBounds is how many boundaries are remembered; past it places are given in
// decompressed bytes.
const maxBounds = 1 << 16

// stream is the file decompressed: its gzip members one after another, or the
// bytes as they are. Read gives a *gap where a member is damaged and goes on
// behind it.
type stream struct {
	r      *bufio.Reader
	pos    int64 // as stored
	lim    intake.Limits
	zipped bool
	z      *gzip.Reader
	inside bool
	start  int64 // of the member, as stored
	began  int64 // likewise, in what comes out
	out    int64
	bounds []boundary
	ended  bool
}

func newStream(r io.Reader, lim intake.Limits) *stream {
	s := &stream{lim: lim}
	s.r = bufio.NewReaderSize(&counted{r, &s.pos}, 64<<10)
	head, _ := s.r.Peek(3)
	s.zipped = intake.CodecOf(head) == intake.Gzip
	return s
}

type counted struct {
	r io.Reader
	n *int64
}

func (c *counted) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	*c.n += int64(n)
	return n, err
}

func (s *stream) stored() int64 { return s.pos - int64(s.r.Buffered()) }

func (s *stream) Read(p []byte) (int, error) {
	if s.ended {
		return 0, io.EOF
	}
	if !s.zipped {
		n, err := s.r.Read(p)
		s.out += int64(n)
		return n, err
	}
	for {
		if !s.inside {
			if err := s.open(); err == io.EOF {
				s.ended = true
				return 0, io.EOF
			} else if err != nil {
				return 0, s.broken(err)
			}
		}
		n, err := s.z.Read(p)
		s.out += int64(n)
		if err == nil {
			err = s.lim.CheckRatio(s.stored()-s.start, s.out-s.began)
		}
		switch {
		case err == io.EOF:
			s.inside = false
			s.bound()
			if n == 0 {
				continue
			}
			return n, nil
		case err != nil:
			return n, s.broken(err)
		}
		return n, nil
	}
}

func (s *stream) open() error {
	for b, err := s.r.Peek(1); ; b, err = s.r.Peek(1) {
		if len(b) == 0 {
			return err
		}
		if b[0] != 0 { // padding of tapes
			break
		}
		s.r.Discard(1)
	}
	s.start, s.began = s.stored(), s.out
	s.bound()
	var err error
	if s.z == nil {
		s.z, err = gzip.NewReader(s.r)
	} else {
		err = s.z.Reset(s.r)
	}
	if err == io.EOF {
		err = io.ErrUnexpectedEOF
	}
	if err != nil {
		s.z = nil
		return err
	}
	s.z.Multistream(false)
	s.inside = true
	return nil
}

func (s *stream) bound() {
	at := boundary{s.out, s.stored()}
	if n := len(s.bounds); n > 0 && s.bounds[n-1].out == at.out {
		s.bounds[n-1] = at
	} else if n < maxBounds {
		s.bounds = append(s.bounds, at)
	}
}

// broken goes to the next gzip member that begins a record.
func (s *stream) broken(cause error) error {
	g := &gap{start: s.start, cause: cause}
	s.inside = false
	for {
		head, err := s.r.Peek(64 << 10)
		i := nextMember(head)
		s.r.Discard(min(i, max(0, len(head)-memberHead)))
		if i < len(head)-memberHead || i < len(head) && err != nil {
			s.r.Discard(i - min(i, max(0, len(head)-memberHead)))
			break
		}
		if err != nil {
			s.r.Discard(s.r.Buffered())
			s.ended = true
			break
		}
	}
	g.end = s.stored()
	s.bound()
	return g
}

// memberHead is how many stored bytes are looked at to tell a member.
const memberHead = 4 << 10

// nextMember finds the first gzip header in b whose member begins a record;
// len(b) when there is none.
func nextMember(b []byte) int {
	z := new(gzip.Reader)
	for i := 0; ; i++ {
		j := bytes.Index(b[i:], []byte{0x1f, 0x8b, 8})
		if j < 0 {
			return len(b)
		}
		i += j
		if z.Reset(bytes.NewReader(b[i:min(len(b), i+memberHead)])) != nil {
			continue
		}
		head := make([]byte, headBytes)
		n, _ := io.ReadFull(z, head)
		if startsRecord(head[:n]) {
			return i
		}
	}
}

// place says where a record lies: in stored bytes if it fills gzip members of its
// own, else in decompressed ones.
func (s *stream) place(start, end int64) (offset, length int64) {
	a, ok1 := s.boundAt(start)
	b, ok2 := s.boundAt(end)
	if s.zipped && ok1 && ok2 {
		return a, b - a
	}
	return start, end - start
}

func (s *stream) boundAt(out int64) (int64, bool) {
	i := sort.Search(len(s.bounds), func(i int) bool { return s.bounds[i].out >= out })
	if i < len(s.bounds) && s.bounds[i].out == out {
		return s.bounds[i].stored, true
	}
	return 0, false
}
