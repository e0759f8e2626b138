package segment

import "errors"

// AveragesID and StructureID are the rows of %_data that Totals and a Structure
// are kept in, and that are no part of a segment.
const (
	AveragesID  = 1
	StructureID = 10
)

// maxSegments is how many segments FTS5 takes, and their greatest number
// (FTS5_MAX_SEGMENT).
const maxSegments = 2000

// Structure is which segments an index has: by level, the oldest of a level
// first, and levels further down older.
type Structure struct {
	// Cookie changes with the settings of the table: FTS5 reads them again.
	Cookie [4]byte
	// Written counts leaves; FTS5 spreads its merging by it.
	Written uint64
	Levels  []Level
}

// Level is segments that will be merged into one of the next level.
type Level struct {
	// Merging is how many of them FTS5 has begun to merge; what it has made of
	// them so far is the last segment of the next level.
	Merging  int
	Segments []Segment
}

// Segment is one segment and its leaves, which need not begin at 1.
type Segment struct{ ID, First, Last int64 }

var errStructure = errors.New("the structure record of the index is damaged")

// ParseStructure reads the block of the row StructureID.
func ParseStructure(block []byte) (*Structure, error) {
	s := &Structure{}
	if len(block) < len(s.Cookie) {
		return nil, errStructure
	}
	s.Cookie = [4]byte(block)
	r := numbers{b: block[4:]}
	levels, segments := r.next(), r.next()
	s.Written = r.next()
	if levels > maxSegments || segments > maxSegments {
		return nil, errStructure
	}
	for range levels {
		l := Level{Merging: int(r.next())}
		n := r.next()
		if n > segments || l.Merging < 0 || uint64(l.Merging) > n {
			return nil, errStructure
		}
		segments -= n
		for range n {
			g := Segment{int64(r.next()), int64(r.next()), int64(r.next())}
			if g.ID < 1 || g.ID > maxSegmentID || g.First < 1 || g.Last < g.First || g.Last > maxPage {
				return nil, errStructure
			}
			l.Segments = append(l.Segments, g)
		}
		s.Levels = append(s.Levels, l)
	}
	if segments != 0 || r.short {
		return nil, errStructure
	}
	return s, nil
}

// Widths of what a row id is made of.
const (
	maxSegmentID = 1<<16 - 1
	maxPage      = 1<<31 - 1
)

// Append appends the block of the row StructureID.
func (s *Structure) Append(b []byte) []byte {
	b = append(b, s.Cookie[:]...)
	b = putVarint(b, uint64(len(s.Levels)))
	b = putVarint(b, uint64(s.count()))
	b = putVarint(b, s.Written)
	for _, l := range s.Levels {
		b = putVarint(b, uint64(l.Merging))
		b = putVarint(b, uint64(len(l.Segments)))
		for _, g := range l.Segments {
			for _, n := range []int64{g.ID, g.First, g.Last} {
				b = putVarint(b, uint64(n))
			}
		}
	}
	return b
}

func (s *Structure) count() (n int) {
	for _, l := range s.Levels {
		n += len(l.Segments)
	}
	return n
}

// NextID is the least number that no segment has.
func (s *Structure) NextID() int64 {
	taken := map[int64]bool{}
	for _, l := range s.Levels {
		for _, g := range l.Segments {
			taken[g.ID] = true
		}
	}
	id := int64(1)
	for taken[id] {
		id++
	}
	return id
}

// Put adds a segment as the newest of a level.
func (s *Structure) Put(level int, g Segment) {
	for len(s.Levels) <= level {
		s.Levels = append(s.Levels, Level{})
	}
	s.Levels[level].Segments = append(s.Levels[level].Segments, g)
	s.Written += uint64(g.Last - g.First + 1)
}

// ParseTotals reads the block of the row AveragesID; an empty index may have
// none.
func ParseTotals(block []byte) (Totals, error) {
	var t Totals
	if len(block) == 0 {
		return t, nil
	}
	r := numbers{b: block}
	t.Documents = int64(r.next())
	for c := range t.Terms {
		t.Terms[c] = int64(r.next())
	}
	if r.short {
		return t, errors.New("the averages record of the index is damaged")
	}
	return t, nil
}

// Append appends the block of the row AveragesID.
func (t Totals) Append(b []byte) []byte {
	b = putVarint(b, uint64(t.Documents))
	for _, n := range t.Terms {
		b = putVarint(b, uint64(n))
	}
	return b
}

// numbers reads varints until they are short.
type numbers struct {
	b     []byte
	short bool
}

func (r *numbers) next() uint64 {
	v, n := varint(r.b)
	if n == 0 {
		r.short = true
	}
	r.b = r.b[n:]
	return v
}
