package archive

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/binary"
	"hash"
	"hash/crc32"
	"io"
	"iter"
	"slices"

	"github.com/klauspost/compress/flate"

	"dabao/ingest/intake"
	"dabao/schema"
)

// Signatures and lengths of the records of a zip (PKWARE APPNOTE 6.3, §4.3).
const (
	localSig, localLen         = "PK\x03\x04", 30
	centralSig, centralLen     = "PK\x01\x02", 46
	endSig, endLen             = "PK\x05\x06", 22
	locator64Sig, locator64Len = "PK\x06\x07", 20
	end64Sig, end64Len         = "PK\x06\x06", 56
)

var le = binary.LittleEndian

// entry is what the directory, or a local header, says of a member.
type entry struct {
	name          string
	flags, method uint16
	crc           uint32
	stored, size  int64
	local         int64  // offset of the local header
	mode          uint32 // Unix mode, 0 when unknown
	unsized       bool   // size and checksum stand behind the data
}

// zipFile is one archive being read.
type zipFile struct {
	r     io.ReaderAt
	size  int64
	lim   intake.Limits
	total int64
}

// Zip yields the members of a zip file. Its error is final and means that the
// rest cannot be read; where the directory is lost, every member that could be
// found has been yielded before it. Stopping early is fine.
func Zip(r io.ReaderAt, size int64, lim intake.Limits) iter.Seq2[Member, error] {
	return func(yield func(Member, error) bool) {
		z := &zipFile{r: r, size: size, lim: lim.OrDefaults()}
		start, end, base, err := z.directory()
		if err != nil {
			if z.scan(yield) {
				yield(Member{}, err)
			}
			return
		}
		overlapping := z.overlapping(start, end, base)
		n := 0
		for e, err := range z.entries(start, end, base) {
			if err != nil {
				yield(Member{}, err)
				return
			}
			m := z.member(e)
			if overlapping[n] && m.Kind == "" {
				m.Body, m.Err = nil, damaged("member of the zip lies over another")
			}
			n++
			if !yield(m, nil) {
				return
			}
		}
	}
}

// entries are those of the directory that lies from start to end.
func (z *zipFile) entries(start, end, base int64) iter.Seq2[entry, error] {
	return func(yield func(entry, error) bool) {
		dir := bufio.NewReader(io.NewSectionReader(z.r, start, end-start))
		for n := int64(1); ; n++ {
			e, err := readCentral(dir)
			if err == io.EOF {
				return
			}
			if n > z.lim.MaxMembers {
				err = tooMany(z.lim)
			}
			e.local += base
			if !yield(e, err) || err != nil {
				return
			}
		}
	}
}

// overlapping numbers the entries whose bytes begin within those of one before
// them in the file. Each byte is then decompressed once: entries that share
// theirs make a small zip cost any time (Fifield, "A better zip bomb", 2019).
func (z *zipFile) overlapping(start, end, base int64) map[int]bool {
	type span struct {
		from, to int64
		n        int
	}
	var spans []span
	for e, err := range z.entries(start, end, base) {
		if err != nil {
			break
		}
		spans = append(spans, span{e.local, e.local + localLen + int64(len(e.name)) + max(0, e.stored), len(spans)})
		if last := &spans[len(spans)-1]; last.to > z.size {
			last.to = last.from // cut short, or its length lies: that is its own trouble
		}
	}
	slices.SortFunc(spans, func(a, b span) int { return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(a.n, b.n)) })
	over := map[int]bool{}
	taken := int64(-1)
	for _, s := range spans {
		if s.from < taken {
			over[s.n] = true
			continue
		}
		taken = s.to
	}
	return over
}

func damaged(what string) error { return intake.Problemf(schema.Damaged, "%s", what) }

var errNoDirectory = damaged("the directory at the end of the zip is missing or damaged; the file may be cut short")

// directory finds where the central directory lies, and by how much all
// offsets are shifted because something was put before the archive.
func (z *zipFile) directory() (start, end, base int64, err error) {
	tail := make([]byte, min(z.size, endLen+1<<16))
	at := z.size - int64(len(tail))
	if _, err := z.r.ReadAt(tail, at); err != nil && err != io.EOF {
		return 0, 0, 0, err
	}
	for i := len(tail); ; {
		if i = bytes.LastIndex(tail[:i], []byte(endSig)); i < 0 {
			return 0, 0, 0, errNoDirectory
		}
		if len(tail)-i >= endLen && i+endLen+int(le.Uint16(tail[i+20:])) <= len(tail) {
			if start, end, base, ok := z.endRecord(tail[i:], at+int64(i)); ok {
				return start, end, base, nil
			}
		}
	}
}

// endRecord reads the end record at an offset, or the 64-bit one before it.
func (z *zipFile) endRecord(b []byte, at int64) (start, end, base int64, ok bool) {
	size, offset, end := int64(le.Uint32(b[12:])), int64(le.Uint32(b[16:])), at
	if size == 0xffffffff || offset == 0xffffffff || le.Uint16(b[10:]) == 0xffff {
		var l [locator64Len]byte
		var e [end64Len]byte
		if z.readAt(l[:], at-locator64Len) && string(l[:4]) == locator64Sig {
			at64 := int64(le.Uint64(l[8:]))
			if z.readAt(e[:], at64) && string(e[:4]) == end64Sig {
				size, offset, end = int64(le.Uint64(e[40:])), int64(le.Uint64(e[48:])), at64
			}
		}
	}
	if size < 0 || offset < 0 || size > end {
		return 0, 0, 0, false
	}
	start = end - size
	if size == 0 {
		return end, end, 0, true
	}
	var sig [4]byte
	return start, end, start - offset, z.readAt(sig[:], start) && string(sig[:]) == centralSig && start >= offset
}

func (z *zipFile) readAt(p []byte, at int64) bool {
	if at < 0 || at+int64(len(p)) > z.size {
		return false
	}
	_, err := z.r.ReadAt(p, at)
	return err == nil || err == io.EOF
}

// readCentral reads one entry of the directory; io.EOF at its end.
func readCentral(r *bufio.Reader) (entry, error) {
	var h [centralLen]byte
	if _, err := io.ReadFull(r, h[:]); err == io.EOF {
		return entry{}, io.EOF
	} else if err != nil || string(h[:4]) != centralSig {
		return entry{}, damaged("an entry of the zip's directory is damaged")
	}
	e := entry{
		flags: le.Uint16(h[8:]), method: le.Uint16(h[10:]), crc: le.Uint32(h[16:]),
		stored: int64(le.Uint32(h[20:])), size: int64(le.Uint32(h[24:])), local: int64(le.Uint32(h[42:])),
	}
	if h[5] == 3 || h[5] == 19 { // made on Unix or macOS
		e.mode = le.Uint32(h[38:]) >> 16
	}
	rest := make([]byte, int(le.Uint16(h[28:]))+int(le.Uint16(h[30:])))
	if _, err := io.ReadFull(r, rest); err != nil {
		return e, damaged("an entry of the zip's directory is cut short")
	}
	if _, err := r.Discard(int(le.Uint16(h[32:]))); err != nil {
		return e, damaged("an entry of the zip's directory is cut short")
	}
	n := int(le.Uint16(h[28:]))
	e.name = string(rest[:n])
	e.wide(rest[n:])
	return e, nil
}

// wide takes 64-bit sizes from the extra field 1, in which stand only those
// that did not fit.
func (e *entry) wide(extra []byte) {
	for len(extra) >= 4 {
		id, n := le.Uint16(extra), int(le.Uint16(extra[2:]))
		if extra = extra[4:]; n > len(extra) {
			return
		}
		if field := extra[:n]; id == 1 {
			for _, v := range []*int64{&e.size, &e.stored, &e.local} {
				if *v == 0xffffffff && len(field) >= 8 {
					*v = int64(le.Uint64(field))
					field = field[8:]
				}
			}
		}
		extra = extra[n:]
	}
}

// member makes ready what an entry promises.
func (z *zipFile) member(e entry) Member {
	m := Member{Name: e.name, Kind: e.kind(), Offset: e.local, Size: e.size}
	var h [localLen]byte
	if e.stored < 0 || e.size < 0 || !z.readAt(h[:], e.local) || string(h[:4]) != localSig {
		m.Err = damaged("no member of the zip lies where its directory says")
		return m
	}
	m.Offset = e.local + localLen + int64(le.Uint16(h[26:])) + int64(le.Uint16(h[28:]))
	m.Length = e.stored
	if m.Offset+m.Length > z.size {
		m.Length = max(0, z.size-m.Offset)
		m.Err = damaged("member of the zip is cut short")
		return m
	}
	if m.Kind == "" {
		m.Body, m.Err = z.open(e, io.NewSectionReader(z.r, m.Offset, m.Length))
	}
	return m
}

func (e *entry) kind() intake.Kind {
	switch e.mode & 0xf000 {
	case 0xa000:
		return intake.Symlink
	case 0x1000, 0x2000, 0x6000, 0xc000:
		return intake.SpecialFile
	case 0x4000:
		return intake.Directory
	}
	// HTTrack's cache holds addresses, and those of pages end so too.
	if n := len(e.name); n > 0 && e.size == 0 && (e.name[n-1] == '/' || e.name[n-1] == '\\') {
		return intake.Directory
	}
	return ""
}

// open undoes the compression of a member and checks what comes out.
func (z *zipFile) open(e entry, stored io.Reader) (io.Reader, error) {
	if e.flags&1 != 0 || e.method == 99 {
		return nil, intake.Problemf(schema.Unsupported, "member of the zip is encrypted")
	}
	var r io.Reader
	var err error
	switch e.method {
	case 0:
		r = stored
	case 8:
		r = flate.NewReader(stored)
	case 12:
		r, err = z.lim.Decompress(intake.Bzip2, stored)
	case 93:
		r, err = z.lim.Decompress(intake.Zstd, stored)
	default:
		return nil, intake.Problemf(schema.Unsupported, "compression method %d of a zip is not read", e.method)
	}
	if err != nil {
		return nil, err
	}
	g := &guard{r: r, lim: z.lim, total: &z.total, stored: func() int64 { return e.stored }, whole: func() int64 { return z.size }}
	if e.unsized {
		return g, nil
	}
	return &checked{r: g, e: e, sum: crc32.NewIEEE()}, nil
}

// checked holds a member to the size and checksum its entry gives.
type checked struct {
	r   io.Reader
	e   entry
	n   int64
	sum hash.Hash32
}

func (c *checked) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	c.sum.Write(p[:n])
	switch {
	case c.n > c.e.size:
		return 0, damaged("member of the zip holds more than its size says")
	case err == io.EOF && c.n < c.e.size:
		return n, damaged("member of the zip holds less than its size says")
	case err == io.EOF && c.sum.Sum32() != c.e.crc:
		return n, damaged("member of the zip does not match its checksum")
	}
	return n, err
}
