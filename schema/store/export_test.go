package store

import (
	"context"

	"dabao/schema/fulltext"
)

// WithoutFTS5 says whether a query is answered without FTS5.
func WithoutFTS5(ctx context.Context, s *Store, text string) (bool, error) {
	q, err := fulltext.Parse(text)
	if err != nil {
		return false, err
	}
	m, _, err := s.unpacked(ctx, q)
	return m != nil, err
}
