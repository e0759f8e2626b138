package segment

import (
	"bytes"
	"cmp"
	"hash/maphash"
	"slices"
	"sync"

	"dabao/schema/fulltext"
)

// document is the title and text of one document: gone is what older segments
// hold of it and is taken back, is what the index is to hold; nil for nothing.
type document struct {
	id       int64
	gone, is *[columns]string
}

// gatherer turns documents into runs. It keeps its memory from one to the next
// and serves one goroutine.
type gatherer struct {
	seed   maphash.Seed
	slots  []uint64 // hash table: hash<<32, and one plus the index of a term
	terms  []gathered
	bytes  []byte // of all terms
	order  []sortable
	fields []gatheredField
	met    []uint32 // the terms of all fields, in order
	// What was met, by term: document<<32 | kind<<30 | position.
	places []uint64
}

// gatheredField is one field: the place it begins at, and how many terms it has.
type gatheredField struct {
	place uint64
	terms int
}

type gathered struct {
	key        uint64
	at, length uint32
	count      uint32 // how often it was met; then where its places begin
}

type sortable struct {
	key   uint64
	index uint32
}

// What a place says: the term is taken back, or stands in a column.
const kindGone = 0

const (
	kindShift   = 30
	maxPosition = 1<<kindShift - 1
)

// gatherers keeps those of Builders that are closed, as every commit has one;
// but none that has met an uncommonly long text.
var gatherers = sync.Pool{New: func() any {
	return &gatherer{seed: maphash.MakeSeed(), slots: make([]uint64, 1<<12)}
}}

// gather makes a run of documents whose ids ascend.
func (g *gatherer) gather(all []document) *run {
	g.terms, g.bytes, g.fields, g.met = g.terms[:0], g.bytes[:0], g.fields[:0], g.met[:0]
	clear(g.slots)
	r := &run{}
	for i, d := range all {
		if d.gone != nil {
			r.totals.Documents--
			for c, text := range d.gone {
				r.totals.Terms[c] -= g.field(uint64(i)<<32|kindGone<<kindShift, text)
			}
		}
		if d.is == nil {
			continue
		}
		r.totals.Documents++
		size := documentSize{id: d.id}
		for c, text := range d.is {
			n := g.field(uint64(i)<<32|uint64(c+1)<<kindShift, text)
			r.totals.Terms[c] += n
			size.terms[c] = uint32(n)
		}
		r.sizes = append(r.sizes, size)
	}
	g.place()
	g.encode(r, all)
	return r
}

// field notes the terms of one field and returns how many there are.
func (g *gatherer) field(place uint64, text string) int64 {
	before := len(g.met)
	for term := range fulltext.Terms(fulltext.Tokens(text)) {
		g.met = append(g.met, g.index(term))
	}
	n := len(g.met) - before
	g.fields = append(g.fields, gatheredField{place, n})
	return int64(n)
}

// index finds a term or takes it in.
func (g *gatherer) index(term []byte) uint32 {
	key := sortKey(term)
	hash := g.hash(key, term)
	mask := uint64(len(g.slots) - 1)
	at := hash & mask
	for ; g.slots[at] != 0; at = (at + 1) & mask {
		if g.slots[at]>>32 != hash {
			continue
		}
		i := uint32(g.slots[at]) - 1
		// Terms hold no NUL, so a short one is all in its key.
		if t := &g.terms[i]; t.key == key && t.length == uint32(len(term)) && (len(term) <= 8 || bytes.Equal(g.term(i), term)) {
			t.count++
			return i
		}
	}
	g.terms = append(g.terms, gathered{key, uint32(len(g.bytes)), uint32(len(term)), 1})
	g.bytes = append(g.bytes, term...)
	g.slots[at] = hash<<32 | uint64(len(g.terms))
	if len(g.terms)*2 > len(g.slots) {
		g.grow()
	}
	return uint32(len(g.terms) - 1)
}

// hash is 32 bits.
func (g *gatherer) hash(key uint64, term []byte) uint64 {
	if len(term) > 8 {
		return maphash.Bytes(g.seed, term) >> 32
	}
	return maphash.Comparable(g.seed, key) >> 32
}

func (g *gatherer) grow() {
	old := g.slots
	g.slots = make([]uint64, 2*len(old))
	mask := uint64(len(g.slots) - 1)
	for _, slot := range old {
		if slot == 0 {
			continue
		}
		at := slot >> 32 & mask
		for g.slots[at] != 0 {
			at = (at + 1) & mask
		}
		g.slots[at] = slot
	}
}

func (g *gatherer) term(i uint32) []byte {
	t := &g.terms[i]
	return g.bytes[t.at : t.at+t.length]
}

// place sorts the terms, and what was met by term, keeping the order within one.
// A term's count then says where its places end.
func (g *gatherer) place() {
	g.order = g.order[:0]
	for i, t := range g.terms {
		g.order = append(g.order, sortable{t.key, uint32(i)})
	}
	slices.SortFunc(g.order, func(a, b sortable) int {
		if a.key != b.key {
			return cmp.Compare(a.key, b.key)
		}
		return bytes.Compare(g.term(a.index), g.term(b.index))
	})
	begins := uint32(0)
	for _, o := range g.order {
		t := &g.terms[o.index]
		begins, t.count = begins+t.count, begins
	}
	g.places = slices.Grow(g.places[:0], len(g.met))[:len(g.met)]
	met := g.met
	for _, f := range g.fields {
		for n, i := range met[:f.terms] {
			t := &g.terms[i]
			g.places[t.count] = f.place + uint64(min(n, maxPosition))
			t.count++
		}
		met = met[f.terms:]
	}
}

// encode writes the terms with their doclists into the run.
func (g *gatherer) encode(r *run, all []document) {
	r.data = make([]byte, 0, 2*len(g.places)+8*len(g.order))
	var body []byte
	begins := uint32(0)
	for _, o := range g.order {
		ends := g.terms[o.index].count
		places := g.places[begins:ends]
		begins = ends
		body = body[:0]
		first := uint64(all[places[0]>>32].id)
		last := first
		for at := 0; at < len(places); {
			doc := places[at] >> 32
			next := at + 1
			for next < len(places) && places[next]>>32 == doc {
				next++
			}
			if id := uint64(all[doc].id); at > 0 {
				body = AppendVarint(body, id-last)
				last = id
			}
			body = appendPositions(body, places[at:next])
			at = next
		}
		r.append(g.term(o.index), first, last, body)
	}
}

// appendPositions appends the positions of one document with their length; the
// places are of one term and document, in order.
func appendPositions(b []byte, places []uint64) []byte {
	start := len(b)
	b = append(b, 0) // for the length, nearly always one byte
	gone, column, last := uint64(0), uint64(1), uint64(0)
	for _, p := range places {
		kind := p >> kindShift & 3
		if kind == kindGone {
			gone = 1
			continue
		}
		if kind != column {
			b = AppendVarint(append(b, 1), kind-1)
			column, last = kind, 0
		}
		position := p & maxPosition
		b = AppendVarint(b, position-last+2)
		last = position
	}
	size := uint64(len(b)-start-1)*2 + gone
	if size < 1<<7 {
		b[start] = byte(size)
		return b
	}
	n := varintLen(size)
	b = append(b, make([]byte, n-1)...)
	copy(b[start+n:], b[start+1:len(b)-n+1])
	AppendVarint(b[start:start], size)
	return b
}
