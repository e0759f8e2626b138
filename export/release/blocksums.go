package release

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"sync"

	"dabao/export/remote"
)

// BlocksFile holds a checksum of every block of the database, so that what is read
// of it by ranges is proven as soon as this file is, by SHA256SUMS:
//
//	8 bytes   "dabaoBL1"
//	8 bytes   the size of articles.db, big-endian
//	16 bytes  for each block of 16 KiB, of which the last may be shorter: the
//	          beginning of its SHA-256
//
// It is a thousandth of the database: as large as the blocks are small, and those
// are what a search reads. Finding other bytes for 16 bytes of a SHA-256 takes 2^128
// trials.
const BlocksFile = DatabaseFile + ".blocks"

const (
	blocksMagic = "dabaoBL1"
	blockSum    = 16
	// maxBlocks bounds the file that is read, in bytes: that of a database of 64 GB.
	maxBlocks = 64 << 20
)

// ErrUnproven is returned for a part of a database that is another than the
// manifest of its release stands for.
var ErrUnproven = errors.New("its bytes are not those that " + SumsFile + " stands for")

// blockSums makes the BlocksFile of a database.
func blockSums(ctx context.Context, path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	out := binary.BigEndian.AppendUint64([]byte(blocksMagic), uint64(info.Size()))
	block := make([]byte, remote.BlockSize)
	for ctx.Err() == nil {
		n, err := io.ReadFull(f, block)
		if n > 0 {
			sum := sha256.Sum256(block[:n])
			out = append(out, sum[:blockSum]...)
		}
		if err == io.EOF || err == io.ErrUnexpectedEOF {
			return out, nil
		}
		if err != nil {
			return nil, err
		}
	}
	return nil, ctx.Err()
}

// proof holds blocks of a database on a host against the BlocksFile of its release,
// which it gets once, when the first block comes or before.
type proof struct {
	get  func()
	sums []byte
	err  error
}

// proofFrom is by the BlocksFile that a manifest names.
func proofFrom(ctx context.Context, host *remote.Source, sum string, cache *remote.Cache) *proof {
	p := &proof{}
	p.get = sync.OnceFunc(func() {
		if p.sums = cache.Kept(sum, maxBlocks); sumOfBytes(p.sums) == sum {
			return
		}
		p.sums, p.err = readSummed(ctx, host, BlocksFile, sum, maxBlocks)
		switch {
		case remote.Missing(p.err):
			p.err = fmt.Errorf("%s names it, and %w", SumsFile, p.err)
		case p.err == nil:
			cache.Keep(sum, p.sums)
		}
	})
	return p
}

// of gives what checks the blocks of a file.
func (p *proof) of(file *remote.File) func(number int64, block []byte) error {
	return func(number int64, block []byte) error {
		p.get()
		if p.err != nil {
			return p.err
		}
		sums, ok := bytes.CutPrefix(p.sums, []byte(blocksMagic))
		if !ok || len(sums) < 8 {
			return fmt.Errorf("%s of %s is damaged", BlocksFile, file)
		}
		size, sums := binary.BigEndian.Uint64(sums), sums[8:]
		sum := sha256.Sum256(block)
		from := number * blockSum
		if size != uint64(file.Size()) || from+blockSum > int64(len(sums)) || !bytes.Equal(sum[:blockSum], sums[from:from+blockSum]) {
			return fmt.Errorf("%s, from byte %d on: %w", file, number*remote.BlockSize, ErrUnproven)
		}
		return nil
	}
}
