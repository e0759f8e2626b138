package remote_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"dabao/export/remote"
)

// counted is a file that counts how it is read.
type counted struct {
	bytes []byte
	fail  error

	mu       sync.Mutex
	requests int
	read     int
}

func (c *counted) ReadAt(p []byte, off int64) (int, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.requests++; c.fail != nil {
		return 0, c.fail
	}
	c.read += len(p)
	return bytes.NewReader(c.bytes).ReadAt(p, off)
}

func noise(n int) []byte {
	b, random := make([]byte, n), rand.New(rand.NewPCG(1, 2))
	for i := range b {
		b[i] = byte(random.Uint32())
	}
	return b
}

func TestBlocksReadEachByteOnce(t *testing.T) {
	file := &counted{bytes: noise(3<<20 + 777)}
	blocks := remote.NewBlocks(file, int64(len(file.bytes)), nil, "", nil)
	var all sync.WaitGroup
	for worker := range 4 {
		all.Go(func() {
			random := rand.New(rand.NewPCG(3, uint64(worker)))
			for range 300 {
				off := random.IntN(len(file.bytes))
				p := make([]byte, 1+random.IntN(40_000))
				n, err := blocks.ReadAt(p, int64(off))
				want := file.bytes[off:min(off+len(p), len(file.bytes))]
				if !bytes.Equal(p[:n], want) || (n < len(p)) != (err == io.EOF) {
					t.Errorf("%d bytes at %d give %d, %v", len(p), off, n, err)
				}
			}
		})
	}
	all.Wait()
	if file.read > len(file.bytes) {
		t.Errorf("%d bytes were read of %d", file.read, len(file.bytes))
	}
}

func TestBlocksReadAhead(t *testing.T) {
	file := &counted{bytes: noise(4 << 20)}
	blocks := remote.NewBlocks(file, int64(len(file.bytes)), nil, "", nil)
	p := make([]byte, 8192)
	for off := 0; off < len(file.bytes); off += len(p) {
		if _, err := blocks.ReadAt(p, int64(off)); err != nil {
			t.Fatal(err)
		}
	}
	if file.requests > 12 || file.read != len(file.bytes) {
		t.Errorf("one walk takes %d requests for %d bytes", file.requests, file.read)
	}
	// Jumps bring what was asked for and no more.
	*file = counted{bytes: file.bytes}
	blocks = remote.NewBlocks(file, int64(len(file.bytes)), nil, "", nil)
	for i := range 20 {
		if _, err := blocks.ReadAt(p, int64((i*37%64)*4*remote.BlockSize)); err != nil {
			t.Fatal(err)
		}
	}
	if file.requests != 20 || file.read != 20*remote.BlockSize {
		t.Errorf("20 jumps take %d requests for %d bytes", file.requests, file.read)
	}
}

func TestBlocksAskAgainAfterAFailure(t *testing.T) {
	gone := errors.New("gone")
	file := &counted{bytes: noise(50_000), fail: gone}
	blocks := remote.NewBlocks(file, int64(len(file.bytes)), nil, "", nil)
	p := make([]byte, 100)
	if _, err := blocks.ReadAt(p, 20_000); !errors.Is(err, gone) {
		t.Errorf("got %v", err)
	}
	file.fail = nil
	if _, err := blocks.ReadAt(p, 20_000); err != nil || !bytes.Equal(p, file.bytes[20_000:20_100]) {
		t.Errorf("afterwards %v", err)
	}
}

// The cache gives back what was put under a key, and nothing else: not another
// version's bytes, not damaged ones, and it stays within its size.
func TestCacheGivesBackWhatWasPut(t *testing.T) {
	const size = 2000 * (remote.BlockSize + 32)
	dir, content := t.TempDir(), noise(20*remote.BlockSize+99)
	read := func(key string, of []byte) (requests int) {
		cache := remote.OpenCache(dir, size)
		defer cache.Close()
		file := &counted{bytes: of}
		got, err := io.ReadAll(io.NewSectionReader(remote.NewBlocks(file, int64(len(of)), cache, key, nil), 0, int64(len(of))))
		if err != nil || !bytes.Equal(got, of) {
			t.Errorf("key %q gives %d bytes, %v, not those of the file", key, len(got), err)
		}
		return file.requests
	}
	read("one", content)
	if again, other := read("one", content), read("two", bytes.Repeat([]byte("x"), len(content))); again > 0 || other == 0 {
		t.Errorf("again it takes %d requests, of another version %d", again, other)
	}
	name := filepath.Join(dir, "blocks")
	kept, err := os.ReadFile(name)
	if err != nil || len(kept) > size {
		t.Errorf("the cache has %d bytes, %v", len(kept), err)
	}
	for i := range kept { // a bit of every block
		if i%5000 == 0 {
			kept[i] ^= 1
		}
	}
	if err := os.WriteFile(name, kept, 0o600); err != nil {
		t.Fatal(err)
	}
	read("one", content)
	read("two", bytes.Repeat([]byte("x"), len(content)))
	if remote.OpenCache(filepath.Join(name, "no folder"), size) != nil {
		t.Error("a cache below a file is opened")
	}
}

func TestCacheKeepsWhatIsSmall(t *testing.T) {
	folder := t.TempDir()
	c := remote.OpenCache(folder, 1<<20)
	defer c.Close()
	whole := bytes.Repeat([]byte("wind and rain, "), 4000)
	for _, n := range []int{0, 1, remote.BlockSize, 3*remote.BlockSize + 5} {
		b := whole[:n]
		key := fmt.Sprint("of ", n)
		if got := c.Kept(key, 1<<20); got != nil {
			t.Errorf("%d bytes are there before they are kept", len(got))
		}
		c.Keep(key, b)
		if got := c.Kept(key, 1<<20); got == nil || !bytes.Equal(got, b) {
			t.Errorf("%d bytes come back as %d", n, len(got))
		}
		if got := c.Kept(key, n-1); n > 0 && got != nil {
			t.Errorf("%d bytes come back past the limit", len(got))
		}
	}
	whole = whole[:1]
	var none *remote.Cache
	none.Keep("x", whole)
	if none.Kept("x", 1<<20) != nil {
		t.Error("no cache keeps something")
	}
}

// What is read ahead comes by one request, and is not asked for again.
func TestBlocksAreReadAhead(t *testing.T) {
	file := &counted{bytes: noise(600_000)}
	blocks := remote.NewBlocks(file, int64(len(file.bytes)), nil, "", nil)
	blocks.ReadAhead(3*remote.BlockSize+5, 7*remote.BlockSize)
	blocks.ReadAhead(int64(len(file.bytes))-5, 1<<40)
	blocks.ReadAhead(int64(len(file.bytes))+5, 10)
	got := make([]byte, 7*remote.BlockSize)
	for at := range 7 { // a block at a time
		if _, err := blocks.ReadAt(got[at*remote.BlockSize:][:remote.BlockSize], int64(3*remote.BlockSize+5+at*remote.BlockSize)); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(got, file.bytes[3*remote.BlockSize+5:][:len(got)]) {
		t.Error("other bytes come")
	}
	last := make([]byte, 5)
	if n, err := blocks.ReadAt(last, int64(len(file.bytes))-5); n != 5 || !bytes.Equal(last, file.bytes[len(file.bytes)-5:]) {
		t.Errorf("the end is %d bytes, %v", n, err)
	}
	file.mu.Lock()
	defer file.mu.Unlock()
	if file.requests != 2 {
		t.Errorf("%d requests, want one for each part that was read ahead", file.requests)
	}
}
