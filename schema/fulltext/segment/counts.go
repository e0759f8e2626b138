package segment

import (
	"encoding/binary"

	"dabao/schema/fulltext/rice"
)

// Counts is what Builder.Write says besides of terms with long lists: how often
// each document has the term, without the places.
type Counts struct {
	// Longer is how long, in bytes, the list of a term is at most that nothing is
	// said of.
	Longer int
	// Put takes a term, how many documents have it, and of each of them what
	// ReadCounts reads. What it is given is only good during the call.
	Put func(term []byte, documents int, counts []byte) error
}

// countsSeries are the series of numbers of which packed counts consist
// (package rice): first how many documents come before one that has the term in
// its title, or all there are; then for each document
//
//	gap    how far its id lies behind the last, less one; the first behind 0
//	text   how often its text has the term
//	title  if it is one that has the term in its title: how often, less one,
//	       and
//	skip   how many documents come before the next such, or all that are left
type countsSeries struct{ gap, text, title, skip rice.Series }

// ReadCounts hands the packed counts of a term to take, document by document; it
// stops where take says false. Counts that end too early are rice.ErrEnd.
func ReadCounts(counts []byte, documents int, take func(id, inTitle, inText uint64) bool) error {
	var s countsSeries
	r := rice.NewReader(counts)
	var err error
	next := func(s *rice.Series) (v uint64) {
		if err == nil {
			v, err = r.Next(s)
		}
		return v
	}
	id, skip := uint64(0), next(&s.skip)
	for range documents {
		id += 1 + next(&s.gap)
		text, title := next(&s.text), uint64(0)
		if skip == 0 {
			title = 1 + next(&s.title)
			skip = next(&s.skip)
		} else {
			skip--
		}
		if err != nil {
			return err
		}
		if !take(id, title, text) {
			return nil
		}
	}
	return nil
}

// packCounts writes what ReadCounts reads, of a list of three numbers a document:
// the distance of its id, and how often title and text have the term.
func packCounts(list []byte) []byte {
	var s countsSeries
	var w rice.Writer
	untitled := func(rest []byte) (n uint64) {
		for len(rest) > 0 {
			_, title, _, size := listed(rest)
			if title > 0 {
				break
			}
			n++
			rest = rest[size:]
		}
		return n
	}
	skip := untitled(list)
	w.Put(&s.skip, skip)
	for len(list) > 0 {
		distance, title, text, size := listed(list)
		list = list[size:]
		w.Put(&s.gap, distance-1)
		w.Put(&s.text, text)
		if title == 0 {
			skip--
			continue
		}
		w.Put(&s.title, title-1)
		skip = untitled(list)
		w.Put(&s.skip, skip)
	}
	return w.Bytes()
}

// listed takes one document off a list that packCounts reads, and says how many
// bytes it had.
func listed(list []byte) (distance, title, text uint64, size int) {
	for _, v := range []*uint64{&distance, &title, &text} {
		var n int
		*v, n = binary.Uvarint(list[size:])
		size += n
	}
	return distance, title, text, size
}

// counter is a sink that counts what goes through it. A list is kept until it
// is known to be long.
type counter struct {
	sink
	Counts
	term    []byte
	last    uint64
	kept    []byte // the list as pageWriter.documents takes it, from id 0
	length  int    // of the list
	found   int    // documents in counts
	counts  []byte // as packCounts takes it
	counted uint64 // the last id in counts
}

func (c *counter) beginTerm(term []byte) {
	c.sink.beginTerm(term)
	c.term = append(c.term[:0], term...)
	c.kept, c.counts = c.kept[:0], c.counts[:0]
	c.last, c.counted, c.length, c.found = 0, 0, 0, 0
}

func (c *counter) documents(first, last uint64, body []byte) {
	c.sink.documents(first, last, body)
	before := len(c.kept)
	c.kept = AppendVarint(c.kept, first-c.last)
	c.kept = append(c.kept, body...)
	c.last = last
	if c.length += len(c.kept) - before; c.length > c.Longer {
		c.count(c.kept)
		c.kept = c.kept[:0]
	}
}

func (c *counter) endTerm() error {
	if err := c.sink.endTerm(); err != nil || c.found == 0 {
		return err
	}
	return c.Put(c.term, c.found, packCounts(c.counts))
}

// count adds what a list says. Its first id is a difference to counted.
func (c *counter) count(list []byte) {
	id := c.counted
	for len(list) > 0 {
		delta, n := Varint(list)
		size, m := Varint(list[n:])
		id += delta
		list = list[n+m:]
		c.put(id, columnCounts(list[:size/2]))
		list = list[size/2:]
	}
}

// columnCounts counts the positions of one document by column.
func columnCounts(positions []byte) (times [columns]uint64) {
	column := uint64(0)
	for len(positions) > 0 {
		v, n := Varint(positions)
		positions = positions[n:]
		if v == 1 {
			column, n = Varint(positions)
			positions = positions[n:]
			continue
		}
		times[column]++
	}
	return times
}

func (c *counter) put(id uint64, times [columns]uint64) {
	for _, v := range []uint64{id - c.counted, times[0], times[1]} {
		c.counts = binary.AppendUvarint(c.counts, v)
	}
	c.counted = id
	c.found++
}
