package segment

import "encoding/binary"

// Counts is what Builder.Write says besides of terms with long lists: how often
// each document has the term, without the places.
type Counts struct {
	// Longer is how long, in bytes, the list of a term is at most that nothing is
	// said of.
	Longer int
	// Put takes a term, how many documents have it, and for each of them
	//
	//	1 byte   in the upper half how far its id lies behind the last, behind 0
	//	         for the first; in the lower half how often the text has the term,
	//	         if the title has it not; either is 0 where it does not fit
	//	numbers  then the distance, or how often the title and the text have it
	//
	// as binary.AppendUvarint writes numbers. What it is given is only good during
	// the call.
	Put func(term []byte, documents int, counts []byte) error
}

// maxHalf is what half a byte holds.
const maxHalf = 15

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
	counts  []byte
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
	return c.Put(c.term, c.found, c.counts)
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
	delta := id - c.counted
	c.counted = id
	c.found++
	half := func(v uint64) byte {
		if v > maxHalf {
			return 0
		}
		return byte(v)
	}
	distance, text := half(delta), byte(0)
	if times[0] == 0 {
		text = half(times[1])
	}
	c.counts = append(c.counts, distance<<4|text)
	if distance == 0 {
		c.counts = binary.AppendUvarint(c.counts, delta)
	}
	if text == 0 {
		c.counts = binary.AppendUvarint(binary.AppendUvarint(c.counts, times[0]), times[1])
	}
}
