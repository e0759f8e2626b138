package segment

// minEmptyPages is how many leaves without a term make a doclist worth an
// index of its own (FTS5_MIN_DLIDX_SIZE).
const minEmptyPages = 4

// doclistIndex collects the index of one doclist: a b-tree over the leaves
// without a term that it spans, by their first document.
//
//	height 0   flags, first leaf, its first id, then for each leaf after it the
//	           difference of ids, or 0 for a leaf where no document begins
//	above      flags, first child, its first id, then the differences of its
//	           siblings' first ids
//
// The flag is 0 for the root and 1 below. A page of it is full like a leaf.
type doclistIndex struct {
	pageSize int
	levels   []indexLevel
	blocks   []indexBlock // full pages, not yet known to be wanted
}

type indexLevel struct {
	page  int64
	buf   []byte
	first uint64 // id
	prev  uint64 // id
}

type indexBlock struct {
	height int
	page   int64
	block  []byte
}

// begin starts the index of a doclist whose term stands on this page.
func (x *doclistIndex) begin(page int64) {
	for i := range x.levels {
		x.levels[i].buf = x.levels[i].buf[:0]
	}
	x.blocks = x.blocks[:0]
	if len(x.levels) == 0 {
		x.levels = append(x.levels, indexLevel{})
	}
	x.levels[0].page = page
}

func (x *doclistIndex) empty() bool { return len(x.levels) == 0 || len(x.levels[0].buf) == 0 }

// add notes the first document that begins on a leaf.
func (x *doclistIndex) add(leaf int64, id uint64) {
	for i := 0; ; i++ {
		if i+1 >= len(x.levels) {
			x.levels = append(x.levels, indexLevel{})
		}
		l, up := &x.levels[i], &x.levels[i+1]
		full := len(l.buf) >= x.pageSize
		if full {
			l.buf[0] = 1
			x.blocks = append(x.blocks, indexBlock{i, l.page, append([]byte(nil), l.buf...)})
			if len(up.buf) == 0 {
				up.page = l.page
				up.open(0, l.page, l.first)
			}
			l.buf = l.buf[:0]
			l.page++
		}
		if len(l.buf) > 0 {
			l.buf = AppendVarint(l.buf, id-l.prev)
			l.prev = id
		} else {
			child := leaf
			if i > 0 {
				child = x.levels[i-1].page
			}
			flag := byte(0)
			if full {
				flag = 1
			}
			l.open(flag, child, id)
		}
		if !full {
			return
		}
	}
}

func (l *indexLevel) open(flag byte, child int64, id uint64) {
	l.buf = append(l.buf[:0], flag)
	l.buf = AppendVarint(l.buf, uint64(child))
	l.buf = AppendVarint(l.buf, id)
	l.first, l.prev = id, id
}

// skip notes a leaf where no document begins.
func (x *doclistIndex) skip() { x.levels[0].buf = append(x.levels[0].buf, 0) }

// finish returns all pages of the index; good until begin.
func (x *doclistIndex) finish() []indexBlock {
	for i, l := range x.levels {
		if len(l.buf) == 0 {
			break
		}
		x.blocks = append(x.blocks, indexBlock{i, l.page, l.buf})
	}
	return x.blocks
}
