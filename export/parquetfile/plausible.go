package parquetfile

import (
	"bufio"
	"cmp"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math/bits"

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

// plausible walks over the headers of all pages. Files of dabao have data pages
// of the first version under zstd and nothing else: plain ones, and in a list of
// texts a dictionary with its indexes.
func plausible(file *parquet.File, r io.ReaderAt, size int64) error {
	for i, g := range file.Metadata().RowGroups {
		if g.NumRows < 0 || g.NumRows > maxReadRows {
			return fmt.Errorf("row group %d claims %d rows", i, g.NumRows)
		}
		for j := range g.Columns {
			m := &g.Columns[j].MetaData
			leaf, known := file.Schema().Lookup(m.PathInSchema...)
			c := chunk{m, r, leaf.MaxRepetitionLevel, leaf.MaxDefinitionLevel}
			if err := c.plausible(size); err != nil || !known {
				return fmt.Errorf("row group %d, column chunk %d: %w", i, j, cmp.Or(err, errNoParquet))
			}
		}
	}
	return nil
}

// chunk is one column of a row group.
type chunk struct {
	*format.ColumnMetaData
	r                      io.ReaderAt
	repetition, definition int // the greatest levels
}

func (c *chunk) plausible(size int64) error {
	at := c.DataPageOffset
	if c.DictionaryPageOffset != 0 {
		at = c.DictionaryPageOffset
	}
	if c.TotalUncompressedSize < 0 || c.TotalUncompressedSize > maxChunkBytes || c.NumValues < 0 || c.NumValues > maxChunkItems ||
		at < 0 || at > c.DataPageOffset || c.TotalCompressedSize < 0 || c.TotalCompressedSize > size-at || c.Codec != format.Zstd {
		return errNoParquet
	}
	begin, end, values := at, at+c.TotalCompressedSize, int64(0)
	for at < end {
		h, length, err := pageHeader(c.r, at, end)
		if err != nil {
			return err
		}
		at += length
		packed := int64(h.CompressedPageSize)
		if packed < 0 || packed > end-at || h.UncompressedPageSize < 0 || h.UncompressedPageSize > maxPageBytes ||
			!frameHolds(c.r, at, packed, int64(h.UncompressedPageSize)) {
			return errNoParquet
		}
		isDictionary := c.DictionaryPageOffset != 0 && at-length == begin
		if isDictionary && !plausibleDictionary(&h) || !isDictionary && !c.plausibleData(&h, at) {
			return errNoParquet
		}
		at += packed
		if !isDictionary {
			values += int64(h.DataPageHeader.V.NumValues)
		}
		if values > c.NumValues {
			return errNoParquet
		}
	}
	return nil
}

func plausibleDictionary(h *format.PageHeader) bool {
	d := h.DictionaryPageHeader
	return h.Type == format.DictionaryPage && d.Valid && d.V.Encoding == format.Plain && d.V.NumValues >= 0 &&
		d.V.NumValues <= h.UncompressedPageSize/4 // each with its length
}

func (c *chunk) plausibleData(h *format.PageHeader, at int64) bool {
	d := h.DataPageHeader
	switch {
	case h.Type != format.DataPage || !d.Valid || d.V.NumValues < 0:
		return false
	case c.DictionaryPageOffset == 0:
		return d.V.Encoding == format.Plain
	}
	return d.V.Encoding == format.RLEDictionary && c.indexesHold(h, at)
}

// indexesHold unpacks a page of indexes and holds what its runs claim against
// the values it says it has: a run of a few bytes may claim millions.
func (c *chunk) indexesHold(h *format.PageHeader, at int64) bool {
	packed := make([]byte, h.CompressedPageSize)
	if _, err := io.ReadFull(io.NewSectionReader(c.r, at, int64(len(packed))), packed); err != nil {
		return false
	}
	page, err := codec.Decode(nil, packed)
	if err != nil || len(page) != int(h.UncompressedPageSize) {
		return false
	}
	n := int64(h.DataPageHeader.V.NumValues)
	for _, greatest := range []int{c.repetition, c.definition} {
		if greatest == 0 {
			continue
		}
		if len(page) < 4 {
			return false
		}
		length := int64(binary.LittleEndian.Uint32(page))
		if page = page[4:]; length > int64(len(page)) || !runsHold(page[:length], bits.Len(uint(greatest)), n) {
			return false
		}
		page = page[length:]
	}
	return len(page) == 0 && n == 0 || len(page) > 0 && page[0] <= 32 && runsHold(page[1:], int(page[0]), n)
}

// runsHold checks that the runs of an RLE hybrid lie within b and claim no more
// than n values, up to the eight that fill a group.
func runsHold(b []byte, width int, n int64) bool {
	for len(b) > 0 {
		header, read := binary.Uvarint(b)
		if read <= 0 || header>>1 > uint64(n) {
			return false
		}
		count, length := int64(header>>1), int64(width+7)/8
		if header&1 == 1 {
			length, count = count*int64(width), count*8
		}
		if b = b[read:]; length > int64(len(b)) || count >= n+8 {
			return false
		}
		b, n = b[length:], n-count
	}
	return true
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
