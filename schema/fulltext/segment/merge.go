package segment

import (
	"math"
	"slices"
)

// Merge makes one segment of several, the oldest first, and hands over its
// rows. What one says of a document stands for all older ones; if there are no
// segments older than these, bottom, what only takes something back is left
// out. It says how many leaves there are, which may be none. Damage is an
// error.
func Merge(inputs []Segment, blocks Blocks, bottom bool, pageSize int, segment int64, out Rows) (leaves int64, err error) {
	m := merger{to: newPageWriter(segment, pageSize, out), bottom: bottom}
	for _, s := range inputs {
		r := newReader(s, blocks)
		more, err := r.nextTerm()
		if err != nil {
			return 0, err
		}
		if more {
			m.all = append(m.all, r)
		}
	}
	for len(m.all) > 0 {
		if err := m.term(); err != nil {
			return 0, err
		}
	}
	return m.to.finish()
}

// merger is the state of one Merge.
type merger struct {
	to     *pageWriter
	bottom bool
	all    []*reader // not at their ends, the oldest first
	same   []*reader // those at the term to be written
	left   []*reader // those of them that have documents left
	open   bool      // the term has been written
}

// term merges what the readers have of the least term, and moves them on.
func (m *merger) term() error {
	m.same = m.same[:0]
	for _, r := range m.all {
		c := -1
		if len(m.same) > 0 {
			c = compareTerms(r.key, m.same[0].key, r.term, m.same[0].term)
		}
		if c < 0 {
			m.same = m.same[:0]
		}
		if c <= 0 {
			m.same = append(m.same, r)
		}
	}
	if err := m.documents(); err != nil {
		return err
	}
	for _, r := range m.same {
		more, err := r.nextTerm()
		if err != nil {
			return err
		}
		if !more {
			m.all = slices.DeleteFunc(m.all, func(x *reader) bool { return x == r })
		}
	}
	return m.to.err
}

// documents writes the documents of the term by id, each as the newest segment
// has it.
func (m *merger) documents() error {
	m.left, m.open = append(m.left[:0], m.same...), false
	if err := m.advance(0); err != nil {
		return err
	}
	for len(m.left) > 0 {
		next, others := m.newest()
		if next.id == others {
			m.put(next)
			if err := m.advance(others); err != nil {
				return err
			}
			continue
		}
		for next.id < others {
			m.put(next)
			more, err := next.nextDocument()
			if err != nil {
				return err
			}
			if !more {
				m.left = slices.DeleteFunc(m.left, func(r *reader) bool { return r == next })
				break
			}
		}
	}
	if m.open {
		return m.to.endTerm()
	}
	return nil
}

// advance moves on the readers that stand at a document, and drops those that
// have no other. Before the first document they stand at 0.
func (m *merger) advance(id uint64) error {
	left := m.left[:0]
	for _, r := range m.left {
		if r.id == id {
			more, err := r.nextDocument()
			if err != nil {
				return err
			}
			if !more {
				continue
			}
		}
		left = append(left, r)
	}
	m.left = left
	return nil
}

// newest is the reader at the least document, of several the newest, and the
// least document of the others.
func (m *merger) newest() (*reader, uint64) {
	next, others := m.left[0], uint64(math.MaxUint64)
	for _, r := range m.left[1:] {
		if r.id <= next.id {
			next, others = r, next.id
		} else {
			others = min(others, r.id)
		}
	}
	return next, others
}

func (m *merger) put(r *reader) {
	size, n := Varint(r.body)
	if size == 0 || size == 1 && m.bottom {
		return
	}
	if m.bottom {
		r.body[n-1] &^= 1 // there is nothing to take back
	}
	if !m.open {
		m.open = true
		m.to.beginTerm(r.term)
	}
	m.to.documents(r.id, r.id, r.body)
}
