package intake

import (
	"bufio"
	"bytes"
	"compress/bzip2"
	"io"

	"github.com/klauspost/compress/gzip"

	"dabao/schema"
)

// Codec is a compression that covers a whole stream.
type Codec int

// The codecs that are recognised.
const (
	Plain Codec = iota
	Gzip
	Zstd
	Bzip2
)

func (c Codec) String() string { return [...]string{"plain", "gzip", "zstd", "bzip2"}[c] }

// CodecOf recognises a compressed stream by its first bytes (RFC 1952, RFC
// 8878 with its skippable frames, and the bzip2 block magic).
func CodecOf(head []byte) Codec {
	switch {
	case len(head) >= 3 && head[0] == 0x1f && head[1] == 0x8b && head[2] == 8:
		return Gzip
	case bytes.HasPrefix(head, []byte{0x28, 0xb5, 0x2f, 0xfd}),
		len(head) >= 4 && head[0]&0xf0 == 0x50 && head[1] == 0x2a && head[2] == 0x4d && head[3] == 0x18:
		return Zstd
	case len(head) >= 10 && head[0] == 'B' && head[1] == 'Z' && head[2] == 'h' && head[3] >= '1' && head[3] <= '9' &&
		(bytes.Equal(head[4:10], []byte{0x31, 0x41, 0x59, 0x26, 0x53, 0x59}) || bytes.Equal(head[4:10], []byte{0x17, 0x72, 0x45, 0x38, 0x50, 0x90})):
		return Bzip2
	}
	return Plain
}

// Decompress reads the stream behind r, concatenated members included. Past
// MaxRatio its Read fails with a *Problem. Close releases the decoder, not r.
func (l Limits) Decompress(c Codec, r io.Reader) (io.ReadCloser, error) {
	in := &counter{r: r}
	g := &guarded{in: in, lim: l, close: func() error { return nil }}
	switch c {
	case Gzip:
		packed := bufio.NewReaderSize(in, 64<<10)
		z, err := gzip.NewReader(packed)
		if err != nil {
			return nil, err
		}
		z.Multistream(false)
		g.r, g.close = &gzipMembers{z, packed}, z.Close
	case Zstd:
		z, err := usualZstd.open(in)
		if err != nil {
			return nil, err
		}
		g.r, g.close = z, func() error { z.Close(); return nil }
	case Bzip2:
		g.r = bzip2.NewReader(in)
	default:
		g.r = r
	}
	return g, nil
}

// gzipMembers are the members of a gzip one after another. What stands behind
// them and does not begin like one — padding, a trailer of a tape or a mail — is
// passed over, as gzip itself does.
type gzipMembers struct {
	z *gzip.Reader
	r *bufio.Reader
}

func (g *gzipMembers) Read(p []byte) (int, error) {
	for {
		n, err := g.z.Read(p)
		if err != io.EOF {
			return n, err
		}
		if head, _ := g.r.Peek(3); CodecOf(head) != Gzip {
			return n, io.EOF
		}
		if err := g.z.Reset(g.r); err != nil {
			return n, err
		}
		g.z.Multistream(false)
		if n > 0 {
			return n, nil
		}
	}
}

type counter struct {
	r io.Reader
	n int64
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	return n, err
}

// guarded holds a decompressed stream to MaxRatio.
type guarded struct {
	r     io.Reader
	in    *counter
	out   int64
	lim   Limits
	close func() error
}

func (g *guarded) Read(p []byte) (int, error) {
	n, err := g.r.Read(p)
	g.out += int64(n)
	if err := g.lim.CheckRatio(g.in.n, g.out); err != nil {
		return 0, err
	}
	return n, err
}

func (g *guarded) Close() error { return g.close() }

// CheckRatio refuses a stream that has grown past MaxRatio. The first
// MaxDocumentBytes are free: what small streams grow to is bounded anyway.
func (l Limits) CheckRatio(stored, decompressed int64) error {
	if decompressed > l.MaxDocumentBytes && decompressed/l.MaxRatio > stored {
		return Problemf(schema.TooLarge, "decompresses to more than %d times its size (--max-ratio)", l.MaxRatio)
	}
	return nil
}
