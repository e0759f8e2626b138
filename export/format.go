package export

import (
	"errors"
	"fmt"
	"path"
	"strings"
)

// Format is what a file holds and how it is packed. The zero value is none.
type Format struct {
	kind    string // "csv", "jsonl" or "parquet"
	packing string // "", "gz" or "zst"
}

// The formats without packing.
var (
	CSV     = Format{kind: "csv"}
	JSONL   = Format{kind: "jsonl"}
	Parquet = Format{kind: "parquet"}
)

// ErrFormat is the error of a file name that says no format.
var ErrFormat = errors.New("the name must end in .csv, .jsonl or .parquet; .csv and .jsonl may be followed by .gz or .zst")

// ParseFormat reads the format from the end of a file's name, in either case.
func ParseFormat(name string) (Format, error) {
	var f Format
	rest := strings.ToLower(path.Base(name))
	switch ext := path.Ext(rest); ext {
	case ".gz", ".zst":
		f.packing = ext[1:]
		rest = strings.TrimSuffix(rest, ext)
	}
	switch ext := path.Ext(rest); ext {
	case ".csv", ".jsonl":
		f.kind = ext[1:]
	case ".parquet":
		if f.packing != "" {
			return Format{}, fmt.Errorf("%s: a Parquet file is compressed inside and takes no .%s", name, f.packing)
		}
		f.kind = "parquet"
	default:
		return Format{}, fmt.Errorf("%s: %w", name, ErrFormat)
	}
	return f, nil
}

// String is the end of a file's name in this format, without the first dot.
func (f Format) String() string {
	if f.packing != "" {
		return f.kind + "." + f.packing
	}
	return f.kind
}

// IsZero says that no format was chosen.
func (f Format) IsZero() bool { return f == Format{} }

// Nested says whether the format holds lists, so that an article with all that
// hangs on it is one row of it.
func (f Format) Nested() bool { return f.kind == "jsonl" || f.kind == "parquet" }
