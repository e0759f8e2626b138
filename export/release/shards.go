package release

import (
	"errors"
	"io"
	"io/fs"
	"iter"

	"dabao/export/parquetfile"
	"dabao/schema"
)

// openShard opens a Parquet file of a release; close it when done.
func openShard(dir fs.FS, name string) (*parquetfile.File, io.Closer, error) {
	f, err := dir.Open(name)
	if err != nil {
		return nil, nil, err
	}
	info, err := f.Stat()
	if err != nil {
		f.Close()
		return nil, nil, err
	}
	at, ok := f.(io.ReaderAt)
	if !ok {
		f.Close()
		return nil, nil, errors.New("not a file on disk")
	}
	p, err := parquetfile.Open(at, info.Size())
	if err != nil {
		f.Close()
		return nil, nil, err
	}
	return p, f, nil
}

// shardRows yields the rows of one file, in the fields of the shape it has.
func shardRows(dir fs.FS, name string) iter.Seq2[[]any, error] {
	return func(yield func([]any, error) bool) {
		p, c, err := openShard(dir, name)
		if err != nil {
			yield(nil, err)
			return
		}
		defer c.Close()
		for row, err := range p.Rows() {
			if !yield(row, err) {
				return
			}
		}
	}
}

// shardShape is the shape of the rows of one file.
func shardShape(dir fs.FS, name string) (schema.Shape, error) {
	p, c, err := openShard(dir, name)
	if err != nil {
		return schema.Shape{}, err
	}
	return p.Shape(), c.Close()
}
