package parquetfile

import (
	"math/bits"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/encoding"
)

// A list of plain text has a dictionary: without one fastparquet 2026.9 reads
// each such list as None and says nothing.
//
// parquet-go 0.32 cuts the indexes of a dictionary into runs by a function that
// has two builds, and the one for AVX2 ends a run where the other does not
// (eight indexes of which the first four are equal, and the last four): the
// bytes would depend on the processor. So the indexes are written here, and
// what stands below leads the library's column to it: its type makes the
// dictionary, which makes the type of the indexes, which makes the buffer,
// whose page is encoded by that type.

type textList struct{ parquet.Node }

func (n textList) Type() parquet.Type { return dictionaryType{n.Node.Type()} }

type dictionaryType struct{ parquet.Type }

func (t dictionaryType) NewDictionary(column, n int, values encoding.Values) parquet.Dictionary {
	return dictionary{t.Type.NewDictionary(column, n, values)}
}

type dictionary struct{ parquet.Dictionary }

func (d dictionary) Type() parquet.Type { return indexType{d.Dictionary.Type()} }

type indexType struct{ parquet.Type }

func (t indexType) NewColumnBuffer(column, n int) parquet.ColumnBuffer {
	return indexBuffer{t.Type.NewColumnBuffer(column, n)}
}

// Encode writes RLE_DICTIONARY as one bit-packed run: the width in a byte, the
// header of the run, the indexes from the lowest bit on, zeros up to eight.
func (t indexType) Encode(dst []byte, src encoding.Values, _ encoding.Encoding) ([]byte, error) {
	indexes := src.Int32()
	width := 1 // not 0, which some readers take for no indexes at all
	for _, v := range indexes {
		width = max(width, bits.Len32(uint32(v)))
	}
	return packed(append(dst[:0], byte(width)), indexes, width), nil
}

type indexBuffer struct{ parquet.ColumnBuffer }

func (b indexBuffer) Type() parquet.Type { return indexType{b.ColumnBuffer.Type()} }
func (b indexBuffer) Page() parquet.Page { return indexPage{b.ColumnBuffer.Page()} }

type indexPage struct{ parquet.Page }

func (p indexPage) Type() parquet.Type { return indexType{p.Page.Type()} }

// packed appends numbers of width bits.
func packed(b []byte, numbers []int32, width int) []byte {
	groups := (len(numbers) + 7) / 8
	for h := uint(groups)<<1 | 1; ; h >>= 7 {
		if h < 0x80 {
			b = append(b, byte(h))
			break
		}
		b = append(b, byte(h)|0x80)
	}
	end := len(b) + groups*width
	var pending uint64
	held := 0
	for _, v := range numbers {
		pending |= uint64(uint32(v)) << held
		for held += width; held >= 8; held -= 8 {
			b = append(b, byte(pending))
			pending >>= 8
		}
	}
	if held > 0 {
		b = append(b, byte(pending))
	}
	for len(b) < end {
		b = append(b, 0)
	}
	return b
}
