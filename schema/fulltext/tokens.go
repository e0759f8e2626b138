package fulltext

import "strings"

// Break is the token that stands where a sentence or a clause ends. It is the
// last private-use code point, a letter to unicode61; in a text it is a sign.
const Break = '\U0010FFFD'

// Tokens is what goes into the index for one field: its tokens in order,
// separated by spaces. Two texts with equal tokens are found by the same
// queries. It is deterministic and linear in s.
func Tokens(s string) string {
	var b strings.Builder
	b.Grow(2*len(s) + len(s)/2)
	w := walker{plane: basic()}
	put := func(r rune) {
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		b.WriteRune(r)
	}
	for _, r := range s {
		step, ok := w.next(r)
		if !ok {
			continue
		}
		if step.tail != 0 {
			put(step.tail)
		}
		if step.cut {
			put(Break)
		}
		switch {
		case step.pair:
			put(step.last)
			b.WriteRune(step.unit)
		case step.kind == word && step.joined:
			b.WriteRune(step.unit)
		case step.kind == word:
			put(step.unit)
		}
	}
	if w.kind == cjk {
		put(w.last)
	}
	return b.String()
}

// walker goes over a text and says at every unit what happened since the last.
type walker struct {
	*plane
	kind kind // of the last unit: word, cjk, or ignored before the first
	last rune // the last unit, folded
	gap  kind // the strongest parting seen since; ignored if they touch
	solo bool // the last unit is a CJK character whose run it began
}

// step is one unit and what stands before it.
type step struct {
	unit, last rune // folded
	kind       kind // of unit
	was        kind // of last
	tail       rune // the CJK character that ended a run here, or 0
	cut        bool // a phrase may not run across to this unit
	pair       bool // unit and last are neighbours in a CJK run
	joined     bool // unit goes on with the word of last
}

// next takes one code point; it reports false where that is not a unit.
func (w *walker) next(r rune) (step, bool) {
	r, k := w.look(r)
	if k < word {
		w.gap = max(w.gap, k)
		return step{}, false
	}
	s := step{unit: r, last: w.last, kind: k, was: w.kind}
	touch := w.gap == ignored && w.kind == k
	s.pair = touch && k == cjk
	s.joined = touch && k == word
	if w.kind == cjk && !s.pair {
		s.tail = w.last
	}
	s.cut = w.kind != ignored && (w.gap == stop || w.gap == sign && (k == cjk || w.kind == cjk))
	w.kind, w.last, w.gap, w.solo = k, r, ignored, k == cjk && !s.pair
	return s, true
}

// Match is the FTS5 expression that finds s as a substring of a field, and
// words in it whole: quoted strings joined by +, with nothing in them that
// FTS5 could read as syntax. With prefix, a word at its end may go on. It is
// empty for text without a unit, which nothing can match.
func Match(s string, prefix bool) string {
	var b strings.Builder
	w := walker{plane: basic()}
	open := func() {
		if b.Len() > 0 {
			b.WriteByte('+')
		}
		b.WriteByte('"')
	}
	quote := func(runes ...rune) {
		open()
		for _, r := range runes {
			b.WriteRune(r)
		}
		b.WriteByte('"')
	}
	for _, r := range s {
		step, ok := w.next(r)
		if !ok {
			continue
		}
		if step.was == word && (step.kind == cjk || step.cut) {
			b.WriteByte('"')
		}
		if step.tail != 0 {
			quote(step.tail)
		}
		if step.cut {
			quote(Break)
		}
		switch {
		case step.pair:
			quote(step.last, step.unit)
		case step.kind == word && step.was == word && !step.cut:
			if !step.joined {
				b.WriteByte(' ')
			}
			b.WriteRune(step.unit)
		case step.kind == word:
			open()
			b.WriteRune(step.unit)
		}
	}
	switch {
	case w.kind == word && prefix:
		b.WriteString(`"*`)
	case w.kind == word:
		b.WriteByte('"')
	case w.solo:
		quote(w.last)
		b.WriteByte('*')
	}
	return b.String()
}
