package source

import (
	"fmt"
	"hash/fnv"
	"strconv"
	"strings"
)

// Share is one machine's part of an input that several read: part I of N,
// counted from 1. A file belongs to the same part wherever and whenever it is
// read, whatever other files there are; a container is never cut. The zero
// value is everything.
type Share struct{ I, N int }

// ParseShare reads "i/N".
func ParseShare(s string) (Share, error) {
	if s == "" {
		return Share{}, nil
	}
	a, b, _ := strings.Cut(s, "/")
	i, err1 := strconv.Atoi(a)
	n, err2 := strconv.Atoi(b)
	if err1 != nil || err2 != nil || i < 1 || n < i {
		return Share{}, fmt.Errorf("share %q is not i/N with 1 <= i <= N", s)
	}
	return Share{i, n}, nil
}

// holds says whether the file of this uri is in the share, by its FNV-1a hash.
func (s Share) holds(uri string) bool {
	if s.N < 2 {
		return true
	}
	h := fnv.New64a()
	h.Write([]byte(uri))
	return h.Sum64()%uint64(s.N) == uint64(s.I-1)
}
