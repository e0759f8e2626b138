package store

import (
	"context"
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
)

// Opening is a copy of those pages of a sealed file that every reader needs
// first: the schema, the small tables whole, and the inner pages of the large
// ones, so that what is asked next is one page away. A reader over a network
// that has it saves a round trip for every level of a tree. It is empty for a
// file that another program laid out with other pages than dabao's.
//
//	8 bytes  "dabaoOP1"
//	pages, in the order of their numbers, until the end:
//	  number   how far the page's number lies behind the last (behind 0)
//	  1 byte   0: the page as it is follows, PageSize bytes
//	           1: an inner page of a table follows, as
//	             number   n, how many cells it has
//	             signed   the child of each cell, less the last (the first: less
//	                      the page's own number), then the rightmost child
//	             number   the key of each cell, less the last (the first: less 0)
//
// Numbers are LEB128, signed ones zigzag, as binary.AppendUvarint and
// AppendVarint write them. A page of the second kind leads where the one in the
// file does; it has the same cells, but not their places, and no leftovers in
// the room between.
func Opening(ctx context.Context, path string) ([]byte, error) {
	s, err := Open(ctx, path)
	if err != nil {
		return nil, err
	}
	defer s.Close()
	roots, err := s.roots(ctx)
	if err != nil {
		return nil, fmt.Errorf("read the trees of %s: %w", s.Name(), err)
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	var header [fileHeader]byte
	if _, err := f.ReadAt(header[:], 0); err != nil || binary.BigEndian.Uint16(header[16:]) != PageSize {
		return nil, err
	}
	o := opening{file: f, pages: info.Size() / PageSize, picked: map[uint32][]byte{}}
	if err := o.pick(roots); err != nil {
		return nil, fmt.Errorf("copy pages of %s: %w", s.Name(), err)
	}
	return o.bytes(), nil
}

const openingMagic = "dabaoOP1"

// What the opening holds of a tree besides its root.
const (
	// maxInner is how many pages of one level of a tree it takes: those above
	// 100,000 articles of 4 KB.
	maxInner = 256
	// maxWhole is how many pages of a table that is taken whole.
	maxWhole = 64
)

// wholly are the tables that a reader needs all of before it can ask anything.
// Those of articles_fts are how FTS5 opens an index.
var wholly = []string{"sqlite_schema", "dataset", "hanzi", "facet_months", "facet_groups", "facet_names", "packed_days", "packed_terms", "articles_fts_config"}

// uidIndex is where an article is looked up by its uid.
const uidIndex = "sqlite_autoindex_articles_1"

// inner are the trees whose inner pages lead to what is asked next.
var inner = []string{"articles", uidIndex, "articles_fts_data", "articles_fts_idx", "packed_groups", "packed_lengths", "packed_authors", "packed_parts"}

// roots are the root pages of all tables, and of uidIndex.
func (s *Store) roots(ctx context.Context) (map[string]uint32, error) {
	roots := map[string]uint32{"sqlite_schema": 1}
	err := s.rows(ctx, `SELECT name, rootpage FROM sqlite_schema WHERE rootpage > 0 AND (type = 'table' OR name = ?)`, []any{uidIndex}, func(rows *sql.Rows) error {
		var name string
		var page uint32
		err := rows.Scan(&name, &page)
		roots[name] = page
		return err
	})
	return roots, err
}

// opening gathers pages of a file that may be damaged.
type opening struct {
	file   io.ReaderAt
	pages  int64
	picked map[uint32][]byte
}

var errLoop = errors.New("a page is named twice or does not exist")

func (o *opening) page(number uint32) ([]byte, error) {
	if number == 0 || int64(number) > o.pages {
		return nil, errLoop
	}
	b := make([]byte, PageSize)
	_, err := o.file.ReadAt(b, (int64(number)-1)*PageSize)
	return b, err
}

// take adds a page; it says no where it has it.
func (o *opening) take(number uint32) (*treePage, error) {
	if o.picked[number] != nil {
		return nil, errLoop
	}
	b, err := o.page(number)
	if err != nil {
		return nil, err
	}
	o.picked[number] = b
	return parseTreePage(number, b), nil
}

func (o *opening) pick(roots map[string]uint32) error {
	for _, name := range slices.Sorted(maps.Keys(roots)) {
		root, err := o.take(roots[name])
		if err != nil {
			return err
		}
		switch {
		case slices.Contains(wholly, name):
			err = o.whole(root)
		case slices.Contains(inner, name):
			err = o.inner(root, name == "articles_fts_data")
		}
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	return nil
}

// whole takes all below a page, unless that is much.
func (o *opening) whole(root *treePage) error {
	level := []*treePage{root}
	for len(level) > 0 {
		var next []*treePage
		for _, p := range level {
			for _, number := range p.overflows() {
				if err := o.chain(number); err != nil {
					return err
				}
			}
			if len(next)+len(p.children) > maxWhole {
				return nil
			}
			for _, child := range p.children {
				c, err := o.take(child)
				if err != nil {
					return err
				}
				next = append(next, c)
			}
		}
		level = next
	}
	return nil
}

// chain takes the pages that a long row runs on.
func (o *opening) chain(number uint32) error {
	for n := 0; number != 0 && n < maxWhole; n++ {
		if _, err := o.take(number); err != nil {
			return err
		}
		number = binary.BigEndian.Uint32(o.picked[number])
	}
	return nil
}

// inner takes the inner pages below a page, level by level, while they are few;
// first says that the first leaf is wanted too.
func (o *opening) inner(root *treePage, first bool) error {
	level := []*treePage{root}
	for {
		var children []uint32
		for _, p := range level {
			children = append(children, p.children...)
		}
		if len(children) == 0 {
			return nil
		}
		b, err := o.page(children[0])
		if err != nil {
			return err
		}
		if leaf := len(parseTreePage(children[0], b).children) == 0; leaf {
			if first {
				_, err = o.take(children[0])
			}
			return err
		}
		if len(children) > maxInner {
			return nil
		}
		level = level[:0]
		for _, child := range children {
			p, err := o.take(child)
			if err != nil {
				return err
			}
			level = append(level, p)
		}
	}
}

// bytes writes what was picked.
func (o *opening) bytes() []byte {
	out := []byte(openingMagic)
	last := uint32(0)
	for _, number := range slices.Sorted(maps.Keys(o.picked)) {
		out = binary.AppendUvarint(out, uint64(number-last))
		last = number
		page := o.picked[number]
		p := parseTreePage(number, page)
		if p.tellable() {
			out = p.append(append(out, 1))
		} else {
			out = append(append(out, 0), page...)
		}
	}
	return out
}
