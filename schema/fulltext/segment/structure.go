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

// Range is the ids that rows of %_data have which belong to the segment.
func (g Segment) Range() (first, last int64) { return leafID(g.ID, 0), leafID(g.ID+1, 0) - 1 }

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
	b = AppendVarint(b, uint64(len(s.Levels)))
	b = AppendVarint(b, uint64(s.count()))
	b = AppendVarint(b, s.Written)
	for _, l := range s.Levels {
		b = AppendVarint(b, uint64(l.Merging))
		b = AppendVarint(b, uint64(len(l.Segments)))
		for _, g := range l.Segments {
			for _, n := range []int64{g.ID, g.First, g.Last} {
				b = AppendVarint(b, uint64(n))
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

// NextID is the least number that no segment has, nor any of these.
func (s *Structure) NextID(more ...Segment) int64 {
	taken := map[int64]bool{}
	for _, l := range append(s.Levels, Level{Segments: more}) {
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

// Take takes out the segments of a level, to be merged into one of the next;
// where FTS5 has begun to merge some, those of all levels. They come with the
// oldest first; bottom says that no older ones are left.
func (s *Structure) Take(level int) (taken []Segment, bottom bool) {
	from, to := level, level
	for _, l := range s.Levels {
		if l.Merging > 0 {
			from, to = 0, len(s.Levels)-1
		}
	}
	for l := to; l >= from; l-- {
		taken = append(taken, s.Levels[l].Segments...)
		s.Levels[l] = Level{}
	}
	bottom = true
	for _, l := range s.Levels[to+1:] {
		bottom = bottom && len(l.Segments) == 0
	}
	return taken, bottom
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
	b = AppendVarint(b, uint64(t.Documents))
	for _, n := range t.Terms {
		b = AppendVarint(b, uint64(n))
	}
	return b
}

// ParseDocSize reads the sz of a row of %_docsize.
func ParseDocSize(sz []byte) (Totals, error) {
	t := Totals{Documents: 1}
	r := numbers{b: sz}
	for c := range t.Terms {
		t.Terms[c] = int64(r.next())
	}
	if r.short || len(r.b) > 0 {
		return t, errors.New("it does not count the terms of two columns")
	}
	return t, nil
}

// numbers reads varints until they are short.
type numbers struct {
	b     []byte
	short bool
}

func (r *numbers) next() uint64 {
	v, n := Varint(r.b)
	if n == 0 {
		r.short = true
	}
	r.b = r.b[n:]
	return v
}

// Sole is the one segment of an index that was written at once and not changed
// since.
func (s *Structure) Sole() (Segment, bool) {
	var one Segment
	for _, l := range s.Levels {
		if len(l.Segments) == 1 {
			one = l.Segments[0]
		}
	}
	return one, s.count() == 1 && one.First == 1 && s.Written == uint64(one.Last)
}
