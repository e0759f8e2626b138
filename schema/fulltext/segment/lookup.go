package segment

import "bytes"

// Posting is where one document has a term: ascending positions, those of the
// title as they are, those of the text behind TextPosition.
type Posting struct {
	Document  int64
	Positions []int64
}

// TextPosition is added to positions in the text.
const TextPosition = 1 << 32

// Lookup calls use with the postings of a term in their order, and with prefix with
// those of all terms that begin so, term by term. page is the leaf that the term is
// on if the segment has it, as %_idx says. A posting is good until use returns.
// Errors are use's, a *Damage, or those of blocks.
func Lookup(s Segment, blocks Blocks, page int64, term []byte, prefix bool, use func(Posting) error) error {
	s.First = page
	r := newReader(s, blocks)
	if more, err := r.nextPage(); err != nil || !more {
		return err
	}
	r.at = r.end // past what goes on from the page before
	var p Posting
	for {
		more, err := r.nextTerm()
		if err != nil || !more {
			return err
		}
		order := bytes.Compare(r.term, term)
		if order < 0 {
			continue
		}
		if order > 0 && !(prefix && bytes.HasPrefix(r.term, term)) {
			return nil
		}
		for {
			more, err := r.nextDocument()
			if err != nil {
				return err
			}
			if !more {
				break
			}
			if p.Document = int64(r.id); !p.read(r.body) {
				return r.damage("the positions of document %d are none", r.id)
			}
			if err := use(p); err != nil {
				return err
			}
		}
		if !prefix {
			return nil
		}
	}
}

// read takes positions with their length.
func (p *Posting) read(body []byte) bool {
	size, n := Varint(body)
	p.Positions = p.Positions[:0]
	at := int64(0)
	for b := body[n:]; len(b) > 0; {
		v, n := Varint(b)
		if b = b[n:]; n == 0 {
			return false
		}
		if v == 1 {
			column, n := Varint(b)
			if b = b[n:]; n == 0 || column != 1 || at >= TextPosition {
				return false
			}
			at = TextPosition
			continue
		}
		if v < 2 || v > TextPosition {
			return false
		}
		at += int64(v) - 2
		p.Positions = append(p.Positions, at)
	}
	return size%2 == 0 && len(p.Positions) > 0 // else it is taken back
}
