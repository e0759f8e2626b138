package parquetfile

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"io"

	"github.com/klauspost/compress/zstd"
	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/encoding/thrift"
	"github.com/parquet-go/parquet-go/format"
)

// Bounds on what a file may claim; Write stays far below them. The library
// allocates what a footer or page header says before it looks at the bytes, so
// every size is held against the file first.
const (
	maxChunkBytes  = 1 << 30
	maxPageBytes   = 256 << 20
	maxReadRows    = 1 << 20 // a row group
	maxChunkItems  = 1 << 26
	maxHeaderBytes = 64 << 10
)

var errNoParquet = errors.New("not a Parquet file, or a damaged one")

// footerFits checks the length of the footer:
// PAR1 … footer, its length in 4 bytes, PAR1.
func footerFits(r io.ReaderAt, size int64) error {
	const magic = "PAR1"
	var tail [8]byte
	if size < int64(len(magic)+len(tail)) {
		return errNoParquet
	}
	if _, err := r.ReadAt(tail[:], size-int64(len(tail))); err != nil {
		return err
	}
	if length := int64(binary.LittleEndian.Uint32(tail[:])); string(tail[4:]) != magic || length > size-int64(len(magic)+len(tail)) {
		return errNoParquet
	}
	return nil
}

// plausible walks over the headers of all pages. Files of dabao have plain
// data pages of the first version under zstd and nothing else.
func plausible(file *parquet.File, r io.ReaderAt, size int64) error {
	for i, g := range file.Metadata().RowGroups {
		if g.NumRows < 0 || g.NumRows > maxReadRows {
			return fmt.Errorf("row group %d claims %d rows", i, g.NumRows)
		}
		for j := range g.Columns {
			if err := plausibleChunk(&g.Columns[j].MetaData, r, size); err != nil {
				return fmt.Errorf("row group %d, column chunk %d: %w", i, j, err)
			}
		}
	}
	return nil
}

func plausibleChunk(m *format.ColumnMetaData, r io.ReaderAt, size int64) error {
	if m.TotalUncompressedSize < 0 || m.TotalUncompressedSize > maxChunkBytes || m.NumValues < 0 || m.NumValues > maxChunkItems ||
		m.DataPageOffset < 0 || m.TotalCompressedSize < 0 || m.TotalCompressedSize > size-m.DataPageOffset ||
		m.DictionaryPageOffset != 0 || m.Codec != format.Zstd {
		return errNoParquet
	}
	at, end, values := m.DataPageOffset, m.DataPageOffset+m.TotalCompressedSize, int64(0)
	for at < end {
		h, length, err := pageHeader(r, at, end)
		if err != nil {
			return err
		}
		data := h.DataPageHeader
		at += length
		switch packed := int64(h.CompressedPageSize); {
		case h.Type != format.DataPage || !data.Valid || data.V.NumValues < 0 || data.V.Encoding != format.Plain,
			packed < 0 || packed > end-at, h.UncompressedPageSize < 0 || h.UncompressedPageSize > maxPageBytes:
			return errNoParquet
		case !frameHolds(r, at, packed, int64(h.UncompressedPageSize)):
			return errNoParquet
		default:
			at += packed
		}
		if values += int64(data.V.NumValues); values > m.NumValues {
			return errNoParquet
		}
	}
	return nil
}

// pageHeader reads the header at an offset and how long it is.
func pageHeader(r io.ReaderAt, at, end int64) (h format.PageHeader, length int64, err error) {
	section := io.NewSectionReader(r, at, min(end-at, maxHeaderBytes))
	in := bufio.NewReader(section)
	var compact thrift.CompactProtocol
	if err := thrift.NewDecoder(compact.NewReader(in)).Decode(&h); err != nil {
		return h, 0, errNoParquet
	}
	read, err := section.Seek(0, io.SeekCurrent)
	return h, read - int64(in.Buffered()), err
}

// frameHolds checks that a page is one zstd frame that says it unpacks to want
// bytes.
func frameHolds(r io.ReaderAt, at, length, want int64) bool {
	start := make([]byte, min(length, zstd.HeaderMaxSize))
	if _, err := r.ReadAt(start, at); err != nil && err != io.EOF {
		return false
	}
	var h zstd.Header
	if h.Decode(start) != nil || h.Skippable {
		return false
	}
	// A frame of less than 256 bytes need not say its size; short ones cannot
	// unpack to much.
	return h.HasFCS && h.FrameContentSize == uint64(want) || !h.HasFCS && want < 256 && length < 1<<10
}
