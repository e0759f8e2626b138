package intake

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"io"

	"github.com/klauspost/compress/zstd"

	"dabao/schema"
)

// dictionaryMagic begins the skippable frame in which a .warc.zst carries the
// dictionary of the frames behind it, as archive teams write them
// (iipc.github.io/warc-specifications, "Zstandard compression in WARC").
const dictionaryMagic = 0x184D2A5D

// zstdMemory is how much memory a stream may ask for, in bytes.
type zstdMemory struct {
	window     uint64
	dictionary int64
}

// usualZstd admits what "zstd --long" writes, and dictionaries many times as large
// as those of the makers of such files, about a megabyte.
var usualZstd = zstdMemory{window: 128 << 20, dictionary: 32 << 20}

// open is a decoder of in, with the dictionary that the stream begins with, if it
// does.
func (m zstdMemory) open(in io.Reader) (*zstd.Decoder, error) {
	options := []zstd.DOption{zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxWindow(m.window)}
	b := bufio.NewReaderSize(in, 64<<10)
	head, _ := b.Peek(12)
	if len(head) >= 8 && binary.LittleEndian.Uint32(head) == dictionaryMagic {
		d, err := m.read(b, int64(binary.LittleEndian.Uint32(head[4:])))
		if err != nil {
			return nil, err
		}
		if d != nil {
			options = append(options, zstd.WithDecoderDicts(d))
		}
	}
	z, err := zstd.NewReader(b, options...)
	if err != nil {
		return nil, Problemf(schema.Damaged, "dictionary: %v", err)
	}
	return z, nil
}

// read reads the frame of a dictionary, which may be compressed itself. A
// frame that holds something else is passed over.
func (m zstdMemory) read(b *bufio.Reader, size int64) ([]byte, error) {
	if size > m.dictionary {
		return nil, Problemf(schema.TooLarge, "dictionary of %d bytes, more than %d", size, m.dictionary)
	}
	b.Discard(8)
	d, err := readAll(io.LimitReader(b, size), size, m.dictionary, "dictionary", "")
	if err == nil && int64(len(d)) < size {
		err = io.ErrUnexpectedEOF
	}
	if err != nil {
		return nil, err
	}
	if CodecOf(d) == Zstd {
		z, err := zstd.NewReader(bytes.NewReader(d), zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(uint64(m.dictionary)))
		if err != nil {
			return nil, err
		}
		defer z.Close()
		d, err = io.ReadAll(io.LimitReader(z, m.dictionary+1))
		if err != nil {
			return nil, Problemf(schema.Damaged, "dictionary: %v", err)
		}
		if int64(len(d)) > m.dictionary {
			return nil, Problemf(schema.TooLarge, "dictionary of more than %d bytes", m.dictionary)
		}
	}
	if !bytes.HasPrefix(d, []byte{0x37, 0xa4, 0x30, 0xec}) {
		return nil, nil
	}
	return d, nil
}
