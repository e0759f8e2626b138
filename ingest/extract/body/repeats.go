package body

import (
	"bytes"
	"strings"

	"golang.org/x/net/html/atom"
)

// markTwice leaves out labels that stand three times or more: a story repeats
// its questions, not three words beside it.
func (f *finder) markTwice() {
	seen := map[string][]int32{}
	for i := range f.blocks {
		b := &f.blocks[i]
		if b.why != keep || b.laidOut() || !f.isLabel(b) {
			continue
		}
		t := string(f.squashOf(b))
		at := append(seen[t], int32(i))
		seen[t] = at
		if len(at) < 3 {
			continue
		}
		for _, k := range at {
			f.blocks[k].why = repeated
		}
		seen[t] = at[:3]
	}
}

// maxPulled is how many pulled quotations one page is searched for.
const maxPulled = 200

// markRepeats leaves out quotations pulled from the text of the story: what
// stands in a paragraph already.
func (f *finder) markRepeats() {
	var all string
	looked := 0
	for i := range f.blocks {
		b := &f.blocks[i]
		if looked > maxPulled || b.why != keep || b.weight < 30 || b.weight > 500 || !f.isPulled(b) {
			continue
		}
		if all == "" {
			all = f.paragraphs()
		}
		looked++
		if t := string(f.squashOf(b)); len(t) > 20 && strings.Contains(all, t) {
			f.dropQuote(int32(i))
		}
	}
}

// markDoubled leaves out a standfirst that is the first paragraph once more, whole
// or cut short.
func (f *finder) markDoubled() {
	var opening []*textBlock
	for i := range f.blocks {
		if b := &f.blocks[i]; b.why == keep && !b.laidOut() && !f.isCaption(b) {
			if opening = append(opening, b); len(opening) == 4 {
				break
			}
		}
	}
	for i, b := range opening[:min(len(opening), 2)] {
		t := squash(strings.TrimRight(f.textOf(b), " .…"))
		if b.weight < 60 || len(t) < 40 {
			continue
		}
		for _, later := range opening[i+1:] {
			cut := strings.HasSuffix(f.textOf(b), "…") || strings.HasSuffix(f.textOf(b), "...")
			if s := string(f.squashOf(later)); (s == t || cut && strings.HasPrefix(s, t)) && !f.sameSetting(b, later) {
				b.why = repeated
				break
			}
		}
	}
}

// What of a story must stand twice for the second time to be a copy: for printers,
// for another screen, or a fault of the page. A refrain is shorter.
const (
	minCopied = 4   // paragraphs
	minCopy   = 500 // and their weight, which must be half of all before it too
	maxTried  = 4   // places where a copy may begin that are looked at
)

// markCopies leaves out what stands twice: from where two paragraphs follow each other
// as they did before, in another element, all that was said before.
func (f *finder) markCopies() {
	prose := f.proseBlocks()
	if len(prose) < 2*minCopied-1 {
		return
	}
	at := make(map[printing]int, len(prose)) // where in prose a paragraph stands first
	tried, last := 0, -1
	for n, i := range prose {
		p := f.printing(&f.blocks[i])
		first, again := at[p]
		if !again || !bytes.Equal(f.bytesOf(&f.blocks[i]), f.bytesOf(&f.blocks[prose[first]])) {
			at[p], last = n, -1
			continue
		}
		if last >= 0 && first == last+1 && f.elems[f.blocks[i].elem].parent != f.elems[f.blocks[prose[first]].elem].parent {
			if tried++; f.dropSaid(prose[n-1]) || tried == maxTried {
				return
			}
		}
		last = first
	}
}

// printing is what two printings of a paragraph have in common and few paragraphs
// share: its size and its ends. Told by it, most are never compared.
type printing struct {
	bytes, weight int32
	head, tail    [8]byte
}

func (f *finder) printing(b *textBlock) printing {
	p := printing{bytes: b.end - b.start, weight: b.weight}
	t := f.bytesOf(b)
	copy(p.head[:], t)
	copy(p.tail[:], t[max(0, len(t)-len(p.tail)):])
	return p
}

// proseBlocks are the paragraphs that stay.
func (f *finder) proseBlocks() []int32 {
	var prose []int32
	for i := range f.blocks {
		if b := &f.blocks[i]; b.why == keep && b.prose() && !b.laidOut() && !f.isCaption(b) {
			prose = append(prose, int32(i))
		}
	}
	return prose
}

// maxUnsaid is how many new paragraphs in a row end a copy.
const maxUnsaid = 4

// dropSaid leaves out, from block i on, what stands before it, until the story goes
// on, where that is enough for a copy.
func (f *finder) dropSaid(i int32) bool {
	var said []byte
	var before int32
	for k := range f.blocks[:i] {
		if b := &f.blocks[k]; b.why == keep {
			said, before = appendSquashed(said, f.bytesOf(b)), before+b.weight
		}
	}
	var again []int32
	paras, weight, unsaid := 0, int32(0), 0
	for k, budget := i, agreeBudget; int(k) < len(f.blocks) && budget > 0 && unsaid < maxUnsaid; k++ {
		b := &f.blocks[k]
		if b.why != keep {
			continue
		}
		budget -= len(said)
		if bytes.Contains(said, f.squashOf(b)) {
			again, weight, unsaid = append(again, k), weight+b.weight, 0
			if b.prose() {
				paras++
			}
		} else if b.prose() {
			unsaid++
		}
	}
	if paras < minCopied || weight < minCopy || weight*2 < before {
		return false
	}
	for _, k := range again {
		f.blocks[k].why = repeated
	}
	return true
}

// sameSetting is true of two paragraphs set in one way, side by side: a refrain.
func (f *finder) sameSetting(a, b *textBlock) bool {
	x, y := &f.elems[a.elem], &f.elems[b.elem]
	return x.parent == y.parent && x.atom == y.atom && attr(x.node, "class") == attr(y.node, "class")
}

// isServerMessage is true of what PHP writes into a page about itself, in lower
// case: Warning: … in /srv/www/x.php on line 12. Source of the words: the PHP
// manual, predefined constants of error handling.
func isServerMessage(s string) bool {
	for _, w := range []string{"warning:", "notice:", "deprecated:", "fatal error:", "parse error:", "strict standards:", "catchable fatal error:", "recoverable fatal error:"} {
		if rest, ok := strings.CutPrefix(s, w); ok {
			i := strings.LastIndex(rest, " on line ")
			return i > 0 && strings.Contains(rest[:i], " in ") && len(rest)-i < len(" on line ")+12
		}
	}
	return false
}

// isPulled is true of a block set apart from the paragraphs.
func (f *finder) isPulled(b *textBlock) bool {
	if f.elems[b.inner].up&fBox != 0 {
		return true
	}
	for i, n := b.elem, 0; i > f.root && n < 5; i, n = f.elems[i].parent, n+1 {
		switch f.elems[i].atom {
		case atom.Blockquote, atom.Figure, atom.Aside, atom.Q:
			return true
		}
	}
	return false
}

// dropQuote leaves out a pulled quotation, the label over it and the name
// under it.
func (f *finder) dropQuote(i int32) {
	b := &f.blocks[i]
	b.why = repeated
	if i > 0 {
		if l := &f.blocks[i-1]; l.why == keep && f.isLabel(l) && f.isPulled(l) {
			l.why = repeated
		}
	}
	for k := i + 1; k < i+3 && int(k) < len(f.blocks); k++ {
		n := &f.blocks[k]
		if n.why != keep || n.weight > 100 || n.stops > 0 || !f.isPulled(n) {
			return
		}
		n.why = repeated
	}
}

// paragraphs is the squashed text of what is not set apart.
func (f *finder) paragraphs() string {
	var all strings.Builder
	for i := range f.blocks {
		b := &f.blocks[i]
		if b.why == keep && !f.isCaption(b) && !f.isPulled(b) {
			all.Write(f.squashOf(b))
			all.WriteByte(' ')
		}
	}
	return all.String()
}
