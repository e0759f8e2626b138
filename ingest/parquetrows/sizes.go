package parquetrows

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"io"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
	"github.com/parquet-go/parquet-go/encoding/thrift"
	"github.com/parquet-go/parquet-go/format"
)

// Bounds on what a file may claim. Writers make pages of about a megabyte, some
// of one value; the library allocates what a header says before it looks at the
// bytes.
const (
	maxFooterBytes = 64 << 20
	maxPageBytes   = 256 << 20
	maxPageValues  = 1 << 22
	maxHeaderBytes = 256 << 10
)

// footerFits checks the length of the footer:
// PAR1 … footer, its length in 4 bytes, PAR1.
func footerFits(r io.ReaderAt, size int64) error {
	var tail [8]byte
	if size < 12 {
		return damaged("file is too short")
	}
	if _, err := r.ReadAt(tail[:], size-8); err != nil && err != io.EOF {
		return err
	}
	length := int64(binary.LittleEndian.Uint32(tail[:]))
	switch {
	case string(tail[4:]) == "PARE":
		return damaged("file is encrypted")
	case string(tail[4:]) != "PAR1":
		return damaged("the footer is missing; the file may be cut short")
	case length > size-12 || length > maxFooterBytes:
		return damaged("the footer claims %d bytes of a file of %d", length, size)
	}
	return nil
}

// plausible walks over the headers of a column chunk's pages.
func (f *file) plausible(m *format.ColumnMetaData) error {
	at := m.DataPageOffset
	if d := m.DictionaryPageOffset; d > 0 && d < at {
		at = d
	}
	end := at + m.TotalCompressedSize
	if at < 4 || m.TotalCompressedSize < 0 || end < at || end > f.size || m.NumValues < 0 {
		return damaged("lies outside of the file")
	}
	for at < end {
		h, length, err := pageHeader(f.r, at, end)
		if err != nil {
			return err
		}
		at += length
		packed, unpacked := int64(h.CompressedPageSize), int64(h.UncompressedPageSize)
		values := int64(0)
		switch {
		case h.DataPageHeader.Valid:
			values = int64(h.DataPageHeader.V.NumValues)
		case h.DataPageHeaderV2.Valid:
			values = int64(h.DataPageHeaderV2.V.NumValues)
		case h.DictionaryPageHeader.Valid:
			values = int64(h.DictionaryPageHeader.V.NumValues)
		}
		if packed < 0 || packed > end-at || unpacked < 0 || unpacked > maxPageBytes || values < 0 || values > maxPageValues {
			return damaged("a page claims %d bytes in %d, %d values", unpacked, packed, values)
		}
		if !h.DataPageHeaderV2.Valid && !holds(m.Codec, io.NewSectionReader(f.r, at, packed), unpacked) {
			return damaged("a page unpacks to other than the %d bytes it claims", unpacked)
		}
		at += packed
	}
	return nil
}

// pageHeader reads the header at an offset and how long it is.
func pageHeader(r io.ReaderAt, at, end int64) (h format.PageHeader, length int64, err error) {
	section := io.NewSectionReader(r, at, min(end-at, maxHeaderBytes))
	in := bufio.NewReader(section)
	var compact thrift.CompactProtocol
	if err := thrift.NewDecoder(compact.NewReader(in)).Decode(&h); err != nil {
		return h, 0, damaged("a page's header is damaged")
	}
	read, err := section.Seek(0, io.SeekCurrent)
	return h, read - int64(in.Buffered()), err
}

// holds checks that a page unpacks to no more than it claims, as far as that
// takes: a zstd frame and a snappy block say so at their start; gzip and brotli,
// which nobody uses for large files, are unpacked once to see.
func holds(codec format.CompressionCodec, page *io.SectionReader, want int64) bool {
	var z io.Reader
	switch codec {
	case format.Snappy:
		var head [binary.MaxVarintLen64]byte
		n, _ := page.ReadAt(head[:], 0)
		size, k := binary.Uvarint(head[:n])
		return k > 0 && size == uint64(want) || page.Size() == 0
	case format.Zstd:
		head := make([]byte, min(page.Size(), zstd.HeaderMaxSize))
		page.ReadAt(head, 0)
		var h zstd.Header
		if h.Decode(head) != nil || h.Skippable {
			return page.Size() == 0
		}
		if h.HasFCS {
			return h.FrameContentSize == uint64(want)
		}
		d, err := zstd.NewReader(page, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(maxPageBytes))
		if err != nil {
			return false
		}
		defer d.Close()
		z = d
	case format.Gzip:
		g, err := gzip.NewReader(page)
		if err != nil {
			return false
		}
		z = g
	case format.Brotli:
		z = brotli.NewReader(page)
	default:
		return true
	}
	n, err := io.Copy(io.Discard, io.LimitReader(z, want+1))
	return err == nil && n <= want
}

// Is recognises a Parquet file by its first bytes.
func Is(head []byte) bool { return bytes.HasPrefix(head, []byte("PAR1")) }
