package body

import "golang.org/x/net/html/atom"

// joinTable turns the blocks of a data table into one. A table that only lays
// out the page is left alone.
func (p *page) joinTable(i int32) {
	p.flush()
	first := p.elems[i].firstBlock
	blocks := p.blocks[first:]
	if len(blocks) < 4 {
		return
	}
	var rows, cells, heads, weight int32
	for k := i + 1; k < int32(len(p.elems)); k++ {
		switch p.elems[k].atom {
		case atom.Tr:
			rows++
		case atom.Td:
			cells++
		case atom.Th:
			cells++
			heads++
		case atom.Table:
			return
		case atom.Div, atom.H1, atom.H2, atom.Form, atom.Img:
			if heads == 0 {
				return
			}
		}
	}
	for k := range blocks {
		weight += blocks[k].weight
		if blocks[k].linked*2 > blocks[k].weight && heads == 0 {
			weight += 50
		}
	}
	if rows < 2 || cells < rows*2 || cells < 4 || weight/cells > 150 {
		return
	}
	var text []byte
	joined := blocks[0]
	joined.elem, joined.inner, joined.table = i, i, true
	joined.weight, joined.linked, joined.stops, joined.commas, joined.strong = 0, 0, 0, 0, 0
	var cell, row int32 = -1, -1
	for k := range blocks {
		b := &blocks[k]
		c, r := p.cellOf(b.elem, i)
		if k > 0 {
			switch {
			case r != row:
				text = append(text, '\n')
			case c != cell:
				text = append(text, '\t')
			default:
				text = append(text, ' ')
			}
		}
		cell, row = c, r
		text = append(text, p.bytesOf(b)...)
		joined.weight += b.weight
		joined.linked += b.linked
		joined.stops += b.stops
		joined.commas += b.commas
		joined.strong += b.strong
	}
	p.buf = append(p.buf[:joined.start], text...)
	joined.end = int32(len(p.buf))
	p.blocks = append(p.blocks[:first], joined)
	for k := i + 1; k < int32(len(p.elems)); k++ {
		e := &p.elems[k]
		e.firstBlock, e.endBlock = min(e.firstBlock, first), min(e.endBlock, first+1)
	}
}

// cellOf finds the cell and the row of the table around an element.
func (p *page) cellOf(e, table int32) (cell, row int32) {
	cell, row = -1, -1
	for ; e > table; e = p.elems[e].parent {
		switch p.elems[e].atom {
		case atom.Td, atom.Th:
			cell = e
		case atom.Tr:
			row = e
		}
	}
	return cell, row
}
