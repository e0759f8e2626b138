package store

import (
	"context"
	"maps"
	"slices"

	"dabao/schema"
)

// Seen is a set of captures, 16 bytes each. It is not safe for concurrent use.
type Seen map[[16]byte]struct{}

// Add takes a capture into the set.
func (s Seen) Add(c *schema.Capture) { s[keyDigest(c)] = struct{}{} }

// Missing lists, in byte order, the files of captures that lie in one of the
// places below holds and are not in seen: inputs that were there once and are
// no more. Their articles stay. The list is never nil.
func (s *Store) Missing(ctx context.Context, below func(file string) bool, seen Seen) ([]string, error) {
	gone := map[string]bool{}
	for c, err := range s.captureKeys(ctx) {
		if err != nil {
			return nil, err
		}
		file := c.Origin.Container
		if file == "" {
			file = c.Origin.URI
		}
		if _, met := seen[keyDigest(&c)]; met || !below(file) {
			continue
		}
		gone[file] = true
	}
	return append([]string{}, slices.Sorted(maps.Keys(gone))...), nil
}
