package archive

import (
	"archive/tar"
	"bytes"
	"errors"
	"io"
	"iter"

	"dabao/ingest/intake"
	"dabao/schema"
)

// Tar yields the members of a tar stream, and those of further archives that
// were appended to it. Its error is final: what comes after cannot be read.
func Tar(r io.Reader, lim intake.Limits) iter.Seq2[Member, error] {
	return func(yield func(Member, error) bool) {
		t := &tarStream{in: &blocks{r: r}, lim: lim.OrDefaults()}
		t.tr = tar.NewReader(t.in)
		for n := int64(1); ; n++ {
			m, err := t.next()
			if err == io.EOF {
				return
			}
			if err == nil && n > t.lim.MaxMembers {
				err = tooMany(t.lim)
			}
			if !yield(m, err) || err != nil {
				return
			}
		}
	}
}

type tarStream struct {
	in    *blocks
	tr    *tar.Reader
	lim   intake.Limits
	total int64
	body  *tarBody // of the current member
	over  bool     // damage up to the end has been told
}

func (t *tarStream) next() (Member, error) {
	for !t.over {
		start := t.in.n
		h, err := t.tr.Next()
		switch {
		case err == nil, errors.Is(err, tar.ErrInsecurePath):
			return t.member(h), nil
		case t.in.err != nil && t.in.err != io.EOF:
			return Member{}, t.in.err
		case t.body != nil && t.body.cut:
			return Member{}, io.EOF // the member has said so itself
		case err == io.EOF:
			// Two empty blocks end an archive; others may follow.
			switch {
			case t.resync():
				continue
			case t.in.n%512 != 0:
				return Member{}, damaged("tar: ends in the middle")
			}
			return Member{}, io.EOF
		}
		found := t.resync()
		m := Member{Offset: start, Length: t.in.n - start, Err: intake.Problemf(schema.Damaged, "tar: %v", plain(err))}
		t.over = !found
		return m, nil
	}
	return Member{}, io.EOF
}

// plain spares the reader the package's own prefix.
func plain(err error) error {
	if errors.Is(err, tar.ErrHeader) {
		return errors.New("damaged header")
	}
	if errors.Is(err, io.ErrUnexpectedEOF) {
		return errors.New("ends in the middle")
	}
	return err
}

func (t *tarStream) member(h *tar.Header) Member {
	m := Member{Name: h.Name, Offset: t.in.n, Length: h.Size, Size: h.Size}
	switch h.Typeflag {
	case tar.TypeReg, tar.TypeCont, tar.TypeGNUSparse:
		t.body = &tarBody{r: t.tr}
		start := t.in.n
		// A sparse file grows out of nothing.
		m.Body = &guard{r: t.body, lim: t.lim, total: &t.total, stored: func() int64 { return t.in.n - start }, whole: func() int64 { return t.in.n }}
		return m
	case tar.TypeDir:
		m.Kind = intake.Directory
	case tar.TypeSymlink, tar.TypeLink:
		m.Kind = intake.Symlink
	case tar.TypeXGlobalHeader:
		m.Kind = intake.Metadata
	default:
		m.Kind = intake.SpecialFile
	}
	m.Length = 0
	return m
}

// resync goes to the next block that is a header.
func (t *tarStream) resync() bool {
	t.in.align()
	for {
		var b [512]byte
		if _, err := io.ReadFull(t.in, b[:]); err != nil {
			return false
		}
		if intake.IsTarHeader(b[:]) {
			t.in.unread(b[:])
			t.tr = tar.NewReader(t.in)
			return true
		}
	}
}

// tarBody remembers that the archive ended inside this member.
type tarBody struct {
	r   io.Reader
	cut bool
}

func (b *tarBody) Read(p []byte) (int, error) {
	n, err := b.r.Read(p)
	if errors.Is(err, io.ErrUnexpectedEOF) {
		b.cut = true
	}
	return n, err
}

// blocks counts what was read and takes one block back.
type blocks struct {
	r    io.Reader
	n    int64
	back []byte
	err  error
}

func (b *blocks) Read(p []byte) (int, error) {
	if len(b.back) > 0 {
		n := copy(p, b.back)
		b.back = b.back[n:]
		b.n += int64(n)
		return n, nil
	}
	n, err := b.r.Read(p)
	b.n += int64(n)
	if err != nil {
		b.err = err
	}
	return n, err
}

func (b *blocks) unread(p []byte) {
	b.back = bytes.Clone(p)
	b.n -= int64(len(p))
}

func (b *blocks) align() {
	if odd := b.n % 512; odd != 0 {
		io.CopyN(io.Discard, b, 512-odd)
	}
}
