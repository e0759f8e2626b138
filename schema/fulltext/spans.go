package fulltext

import (
	"cmp"
	"slices"
	"strings"
)

// Span is a range of code points, half-open.
type Span struct {
	Start int `json:"char_start"`
	End   int `json:"char_end"`
}

// Spans finds where phrases stand in a text, by the rule of the index: in
// order, overlapping ones made one. Title is not looked at: the caller knows
// which field the text is.
func Spans(text string, phrases []Phrase) []Span {
	var found []Span
	in := units(text)
	for _, p := range phrases {
		want := units(p.Text)
		if len(want) == 0 {
			continue
		}
		for i := 0; i+len(want) <= len(in); i++ {
			if stands(want, in[i:], p.Prefix) {
				found = append(found, Span{in[i].start, in[i+len(want)-1].end})
			}
		}
	}
	slices.SortFunc(found, func(a, b Span) int { return cmp.Or(a.Start-b.Start, a.End-b.End) })
	merged := found[:0]
	for _, s := range found {
		if n := len(merged); n > 0 && s.Start < merged[n-1].End {
			merged[n-1].End = max(merged[n-1].End, s.End)
			continue
		}
		merged = append(merged, s)
	}
	return merged
}

// unit is a CJK character or a word as unicode61 would cut and fold it.
type unit struct {
	text       string
	cjk        bool
	touch, cut bool // see step.pair and step.cut
	start, end int  // code points, half-open
}

func stands(want, in []unit, prefix bool) bool {
	for k, w := range want {
		d := in[k]
		last := k == len(want)-1
		if d.text != w.text && !(prefix && last && !w.cjk && !d.cjk && strings.HasPrefix(d.text, w.text)) {
			return false
		}
		if k > 0 && (d.cut != w.cut || d.touch != w.touch) {
			return false
		}
	}
	return true
}

func units(s string) []unit {
	var all []unit
	var open strings.Builder // the word under way
	w := walker{plane: basic()}
	terms := unicode61()
	flush := func() {
		if open.Len() > 0 {
			all[len(all)-1].text = open.String()
			open.Reset()
		}
	}
	at := -1
	for _, r := range s {
		at++
		folded, kind := w.look(r)
		letter := terms.look(folded)
		if kind == word && letter < 0 {
			switch {
			case letter == parts:
				w.gap = max(w.gap, space) // unicode61 parts words here
			case w.kind == word && w.gap == ignored:
				all[len(all)-1].end = at + 1
			}
			continue
		}
		step, ok := w.next(r)
		if !ok {
			continue
		}
		if step.joined {
			open.WriteRune(letter)
			all[len(all)-1].end = at + 1
			continue
		}
		flush()
		u := unit{cjk: step.kind == cjk, touch: step.pair, cut: step.cut, start: at, end: at + 1}
		if u.cjk {
			u.text = string(step.unit)
		} else {
			open.WriteRune(letter)
		}
		all = append(all, u)
	}
	flush()
	return all
}

// Excerpt picks about width code points of a text, where most of the spans
// stand close together, from the start of a sentence or clause if one is near.
// It returns the whole text if that is short enough, its beginning if there
// are no spans.
func Excerpt(text string, spans []Span, width int) Span {
	runes := []rune(text)
	if len(runes) <= width {
		return Span{0, len(runes)}
	}
	start, most := 0, 0
	for i, s := range spans {
		n := 0
		for _, t := range spans[i:] {
			if t.End > s.Start+width*3/4 {
				break
			}
			n++
		}
		if n > most || i == 0 {
			start, most = s.Start, n
		}
	}
	start = lead(runes, start, width/4)
	return Span{start, min(start+width, len(runes))}
}

// lead goes back from at to the start of its sentence, or of a clause or word
// where that is further away than room.
func lead(runes []rune, at, room int) int {
	limit := max(0, at-room)
	if limit == 0 {
		return 0
	}
	best := at
	for i := at; i > limit; i-- {
		switch k := kindOf(foldRune(runes[i-1])); {
		case k == stop:
			return i
		case k == space || kindOf(foldRune(runes[i])) == cjk:
			best = i
		}
	}
	return best
}
