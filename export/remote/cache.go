package remote

import (
	"crypto/sha256"
	"encoding/binary"
	"os"
	"path/filepath"
)

// CacheBytes is how large the cache on disk may grow, for all files together.
const CacheBytes = 256 << 20

// Cache keeps blocks on disk between runs: one file with a place for each block,
// worked out from its key and number, so that it never grows past its size and
// several programs may use it at once. A slot is
//
//	sha256   32 bytes, over key, number and block
//	block    up to BlockSize bytes
//
// so that a block that is another's, torn or damaged is none. nil keeps nothing.
type Cache struct {
	file  *os.File
	slots uint64
}

const slotBytes = sha256.Size + BlockSize

// OpenCache opens the cache in a folder of the user's, making it where it is not
// there. A place that cannot be used gives nil, which costs requests and no more.
func OpenCache(folder string, bytes int64) *Cache {
	if os.MkdirAll(folder, 0o700) != nil {
		return nil
	}
	f, err := os.OpenFile(filepath.Join(folder, "blocks"), os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil
	}
	return &Cache{f, uint64(max(1, bytes/slotBytes))}
}

// Close is safe on nil.
func (c *Cache) Close() error {
	if c == nil {
		return nil
	}
	return c.file.Close()
}

// place is where a block stands.
func (c *Cache) place(key string, number int64) int64 {
	sum := sha256.Sum256(binary.BigEndian.AppendUint64([]byte(key), uint64(number)))
	return int64(binary.BigEndian.Uint64(sum[:8])%c.slots) * slotBytes
}

// checksum is over everything that makes a block the one that is wanted.
func checksum(key string, number int64, block []byte) [sha256.Size]byte {
	h := sha256.New()
	h.Write(binary.BigEndian.AppendUint64([]byte(key), uint64(number)))
	h.Write(block)
	return [sha256.Size]byte(h.Sum(nil))
}

// get gives a block of length bytes, nil where it is not there.
func (c *Cache) get(key string, number int64, length int) []byte {
	if c == nil {
		return nil
	}
	slot := make([]byte, sha256.Size+length)
	if _, err := c.file.ReadAt(slot, c.place(key, number)); err != nil {
		return nil
	}
	block := slot[sha256.Size:]
	if checksum(key, number, block) != [sha256.Size]byte(slot[:sha256.Size]) {
		return nil
	}
	return block
}

// Kept gives bytes that Keep was given under this key, nil where they are not all
// there or are more than limit.
func (c *Cache) Kept(key string, limit int) []byte {
	head := c.get(key, -1, 8)
	if head == nil || binary.BigEndian.Uint64(head) > uint64(limit) {
		return nil
	}
	b := make([]byte, 0, binary.BigEndian.Uint64(head))
	for number := int64(0); len(b) < cap(b); number++ {
		block := c.get(key, number, min(BlockSize, cap(b)-len(b)))
		if block == nil {
			return nil
		}
		b = append(b, block...)
	}
	return b
}

// Keep keeps bytes in blocks, under a key that nothing else has.
func (c *Cache) Keep(key string, b []byte) {
	c.put(key, -1, binary.BigEndian.AppendUint64(nil, uint64(len(b))))
	for number := int64(0); len(b) > 0; number++ {
		n := min(BlockSize, len(b))
		c.put(key, number, b[:n])
		b = b[n:]
	}
}

// put keeps a block; a full disk keeps none.
func (c *Cache) put(key string, number int64, block []byte) {
	if c == nil {
		return
	}
	sum := checksum(key, number, block)
	c.file.WriteAt(append(sum[:], block...), c.place(key, number))
}
