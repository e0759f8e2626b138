package fulltext

import (
	_ "embed"
	"fmt"
	"iter"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"
)

// MaxTerm is where FTS5 cuts off a longer term, in bytes (FTS5_MAX_TOKEN_SIZE).
const MaxTerm = 32768

// What unicode61 makes of a code point that is no part of a term.
const (
	parts   = -1 // a separator
	dropped = -2 // a diacritic: no trace within a word, a separator before one
)

// unicode61Text says what SQLite's tokenizer unicode61, with its defaults,
// makes of every code point; what it does not list is a separator. A line is
// "first last what" in hexadecimal, with what
//
//	=      as it stands
//	+N -N  folded to the code point that far away
//	N      folded to this one
//	~      dropped
//
// It was made by asking SQLite (TestUnicode61 in schema/store, with -update)
// and holds for 3.40 as for 3.54. Code points that the Unicode of its day did
// not know are letters to it.
//
//go:embed unicode61.txt
var unicode61Text string

// foldSpan is a range of code points with one rule: folded to themselves plus
// shift, or all to one.
type foldSpan struct {
	runeSpan
	shift rune
	to    rune // parts where shift counts
}

type unicode61Table struct {
	basic  [0x10000]rune // what each folds to, or parts, or dropped
	beyond []foldSpan    // above, in order
}

var unicode61 = sync.OnceValue(func() *unicode61Table {
	t := new(unicode61Table)
	for r := range t.basic {
		t.basic[r] = parts
	}
	for line := range strings.Lines(unicode61Text) {
		var s foldSpan
		var what string
		if _, err := fmt.Sscanf(line, "%x %x %s", &s.first, &s.last, &what); err != nil {
			panic("unicode61.txt: " + line)
		}
		s.to = parts
		switch what[0] {
		case '=':
		case '~':
			s.to = dropped
		case '+', '-':
			fmt.Sscanf(what[1:], "%x", &s.shift)
			if what[0] == '-' {
				s.shift = -s.shift
			}
		default:
			fmt.Sscanf(what, "%x", &s.to)
		}
		if s.first >= rune(len(t.basic)) {
			t.beyond = append(t.beyond, s)
			continue
		}
		for r := s.first; r <= s.last; r++ {
			t.basic[r] = s.fold(r)
		}
	}
	return t
})

func (s foldSpan) fold(r rune) rune {
	if s.to == parts {
		return r + s.shift
	}
	return s.to
}

func (t *unicode61Table) look(r rune) rune {
	if r < rune(len(t.basic)) {
		return t.basic[r]
	}
	at, _ := slices.BinarySearchFunc(t.beyond, r, func(s foldSpan, r rune) int { return int(s.last - r) })
	if at == len(t.beyond) || r < t.beyond[at].first {
		return parts
	}
	return t.beyond[at].fold(r)
}

// Terms cuts tokens, which are valid UTF-8 as Tokens gives them, and folds them
// into the terms that FTS5 with unicode61 puts into the index for them, in
// their order. A term is only good until the next.
func Terms(tokens string) iter.Seq[[]byte] {
	return func(yield func([]byte) bool) {
		t := unicode61()
		term := make([]byte, 0, 64)
		for _, r := range tokens {
			switch f := t.look(r); {
			case f >= 0 && f < utf8.RuneSelf:
				term = append(term, byte(f))
			case f >= 0:
				term = utf8.AppendRune(term, f)
			case f == dropped && len(term) > 0:
			case len(term) > 0:
				if !yield(term[:min(len(term), MaxTerm)]) {
					return
				}
				term = term[:0]
			}
		}
		if len(term) > 0 {
			yield(term[:min(len(term), MaxTerm)])
		}
	}
}
