package body

import (
	"strings"

	"dabao/schema"

	"golang.org/x/net/html/atom"
)

func (f *finder) emit() (*Body, error) {
	var out Body
	out.Root = f.elems[f.root].node
	prose := false // seen: what stands before it heads the story, not a part of it
	var w witness
	for i := range f.blocks {
		b := &f.blocks[i]
		if b.why != keep {
			w.leave(f, b)
		}
		switch b.why {
		case keep:
			kind := f.kind(b)
			if kind != schema.Caption {
				w.stay(f, b)
			}
			if kind == schema.Paragraph && prose && f.isBoldHeading(i) {
				kind = schema.Heading
			}
			prose = prose || kind == schema.Paragraph && b.prose()
			out.Blocks = append(out.Blocks, schema.Block{Kind: kind, Text: f.textOf(b)})
		case creditLine:
			out.Credits = append(out.Credits, f.textOf(b))
		}
	}
	out.Images = f.images()
	e := w.sum(f)
	out.Confidence = e.confidence()
	return &out, nil
}

// maxBoldHeading is the weight up to which a line in bold can be a heading.
const maxBoldHeading = 120

// isBoldHeading is true of a short line of the story, all of it in bold, that
// is no sentence, no speaker's line and no label, over text that is not.
func (f *finder) isBoldHeading(i int) bool {
	b := &f.blocks[i]
	if b.lead || b.linked > 0 || b.weight > maxBoldHeading || !f.allBold(b) {
		return false
	}
	t := f.textOf(b)
	if strings.ContainsAny(t, "。；;@") || strings.HasPrefix(t, "—") || strings.Contains(t, "? ") || strings.Contains(t, "! ") || hasAnySuffix(strings.TrimRight(t, " \"”’»」』)）"), sentenceEnds) || isSpeech(t) {
		return false
	}
	for k := i + 1; k < len(f.blocks); k++ {
		n := &f.blocks[k]
		if n.why != keep || f.isCaption(n) {
			continue
		}
		return !f.allBold(n) && (n.laidOut() || n.weight >= maxBoldHeading || n.stops > 0 || n.weight > b.weight && n.commas > 0 || f.elems[n.elem].atom == atom.Li)
	}
	return false
}

// sentenceEnds close a sentence, a speaker's name or a label. A question may be
// a heading.
var sentenceEnds = []string{".", ":", "：", ",", "，", "!", "！", "…"}

// allBold is true of a block that stands in <b> or <strong> from end to end.
func (f *finder) allBold(b *textBlock) bool {
	if b.strong < b.weight || b.laidOut() {
		return false
	}
	for i := b.inner; i > b.elem; i = f.elems[i].parent {
		if isHeavy(f.elems[i].atom) {
			return true
		}
	}
	for i := max(b.elem, b.inner) + 1; i < f.elems[b.elem].end && f.elems[i].text < b.end; i++ {
		if f.elems[i].text >= b.start && isHeavy(f.elems[i].atom) {
			return true
		}
	}
	return isHeavy(f.elems[b.inner].atom)
}

func isHeavy(a atom.Atom) bool { return a == atom.B || a == atom.Strong }
