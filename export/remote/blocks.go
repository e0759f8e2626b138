package remote

import (
	"bytes"
	"io"
	"sync"
)

// BlockSize is in what pieces a file of a host is read, kept and checked: four
// pages of a database. The checksums of a release are of such blocks.
const BlockSize = 16 << 10

// How much is read at once: a block where reads jump, twice as much as before
// where they go on from where the last ones of them ended.
const (
	maxAhead  = 64  // blocks
	maxTrails = 16  // places that are watched for reads that go on
	maxHeld   = 512 // blocks in memory
)

// Blocks reads a file of a host in blocks, each once, and ahead where reads
// follow each other. It is safe for use by several at once.
type Blocks struct {
	file  io.ReaderAt
	size  int64
	cache *Cache
	key   string
	prove func(number int64, block []byte) error

	mu     sync.Mutex
	held   map[int64]*block
	order  []int64 // of held, the oldest first
	trails []trail // the newest last
}

// block is one block, there or on its way.
type block struct {
	ready chan struct{}
	bytes []byte
	err   error
}

// trail is where reads that went on may go on again.
type trail struct{ next, length int64 }

// NewBlocks reads size bytes through file. What it reads is kept in cache, which
// may be nil, under a key that no other version of the file has, from any host.
// prove, which may be nil, says of a block that was read why it is not the one that
// should be there; then it is neither kept nor given.
func NewBlocks(file io.ReaderAt, size int64, cache *Cache, key string, prove func(number int64, block []byte) error) *Blocks {
	return &Blocks{file: file, size: size, cache: cache, key: key, prove: prove, held: map[int64]*block{}}
}

// ReadAt implements io.ReaderAt.
func (b *Blocks) ReadAt(p []byte, off int64) (int, error) {
	n := 0
	for n < len(p) {
		at := off + int64(n)
		if at >= b.size {
			return n, io.EOF
		}
		number := at / BlockSize
		one := b.block(number)
		<-one.ready
		if one.err != nil {
			b.forget(number, one)
			return n, one.err
		}
		n += copy(p[n:], one.bytes[at-number*BlockSize:])
	}
	return n, nil
}

// ReadAhead sees to it that bytes come which are going to be read, at most
// maxAhead blocks, by one request where none of them is there.
func (b *Blocks) ReadAhead(off, n int64) {
	b.mu.Lock()
	defer b.mu.Unlock()
	first, last := off/BlockSize, (min(off+n, b.size)-1)/BlockSize
	last = min(last, first+maxAhead-1)
	for number := first; number <= last; number++ {
		if b.there(number) == nil {
			b.ask(number, last-number+1)
		}
	}
}

// block gives one, and sees to it that it comes.
func (b *Blocks) block(number int64) *block {
	b.mu.Lock()
	defer b.mu.Unlock()
	if one := b.there(number); one != nil {
		return one
	}
	return b.ask(number, b.ahead(number))
}

// there is a block that is held, or kept in the cache; else nil.
func (b *Blocks) there(number int64) *block {
	if one := b.held[number]; one != nil {
		return one
	}
	kept := b.cache.get(b.key, number, b.length(number))
	if kept == nil {
		return nil
	}
	one := &block{ready: make(chan struct{}), bytes: kept}
	close(one.ready)
	b.hold(number, one)
	return one
}

// ask begins to fetch a block and those behind it, so many in all, up to the first
// that is held.
func (b *Blocks) ask(number, length int64) *block {
	run := make([]*block, 0, 4)
	for int64(len(run)) < length {
		next := number + int64(len(run))
		if next*BlockSize >= b.size || b.held[next] != nil {
			break
		}
		one := &block{ready: make(chan struct{})}
		b.hold(next, one)
		run = append(run, one)
	}
	go b.fetch(number, run)
	return run[0]
}

// ahead is how many blocks to read from one on.
func (b *Blocks) ahead(number int64) int64 {
	length := int64(1)
	for i, t := range b.trails {
		if t.next == number {
			length = min(2*t.length, maxAhead)
			b.trails = append(b.trails[:i], b.trails[i+1:]...)
			break
		}
	}
	if len(b.trails) == maxTrails {
		b.trails = b.trails[1:]
	}
	b.trails = append(b.trails, trail{number + length, length})
	return length
}

func (b *Blocks) length(number int64) int { return int(min(BlockSize, b.size-number*BlockSize)) }

// hold keeps a block, and lets go of the oldest where there are too many.
func (b *Blocks) hold(number int64, one *block) {
	if len(b.order) == maxHeld {
		delete(b.held, b.order[0])
		b.order = b.order[1:]
	}
	b.held[number] = one
	b.order = append(b.order, number)
}

// forget makes a block that did not come be asked for again.
func (b *Blocks) forget(number int64, one *block) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.held[number] == one {
		delete(b.held, number)
	}
}

// fetch reads a run of blocks by one request.
func (b *Blocks) fetch(number int64, run []*block) {
	last := number + int64(len(run)) - 1
	p := make([]byte, (last-number)*BlockSize+int64(b.length(last)))
	n, err := b.file.ReadAt(p, number*BlockSize)
	if n == len(p) {
		err = nil
	} else if err == nil || err == io.EOF {
		err = io.ErrUnexpectedEOF
	}
	for i, one := range run {
		if one.err = err; err == nil {
			from := i * BlockSize
			one.bytes = bytes.Clone(p[from : from+b.length(number+int64(i))]) // else one keeps them all
			if b.prove != nil {
				one.err = b.prove(number+int64(i), one.bytes)
			}
			if one.err == nil {
				b.cache.put(b.key, number+int64(i), one.bytes)
			}
		}
		close(one.ready)
	}
}
