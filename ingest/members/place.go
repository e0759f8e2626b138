package members

import (
	"iter"
	"sort"
)

// Begin makes an offset the start of a record: what lies before it is forgotten.
func (m *Stream) Begin(offset int64) {
	m.Forget(offset)
	m.first, m.isFirst = m.at(offset)
}

// Forget drops the boundaries before an offset. The one at which the record
// began stays known to Place.
func (m *Stream) Forget(offset int64) {
	m.bounds = append(m.bounds[:0], m.bounds[m.search(offset):]...)
}

// Boundary says whether a member begins or ends at an offset not forgotten.
func (m *Stream) Boundary(offset int64) bool {
	_, ok := m.at(offset)
	return ok
}

// Boundaries yields, in order, the offsets between two others, both left out, at
// which a member begins.
func (m *Stream) Boundaries(from, to int64) iter.Seq[int64] {
	return func(yield func(int64) bool) {
		for _, b := range m.bounds[m.search(from+1):] {
			if b.out >= to || !yield(b.out) {
				return
			}
		}
	}
}

// Place says where what began at start and ends at end lies: in stored bytes if
// it is the record of the last Begin and fills gzip members of its own, else in
// decompressed ones.
func (m *Stream) Place(start, end int64) (offset, length int64) {
	e, ok := m.at(end)
	if ok && m.isFirst && m.first.out == start {
		return m.first.start, e.end - m.first.start
	}
	return start, end - start
}

func (m *Stream) at(offset int64) (boundary, bool) {
	if i := m.search(offset); i < len(m.bounds) && m.bounds[i].out == offset {
		return m.bounds[i], true
	}
	return boundary{}, false
}

// search finds the first boundary not before an offset.
func (m *Stream) search(offset int64) int {
	return sort.Search(len(m.bounds), func(i int) bool { return m.bounds[i].out >= offset })
}
