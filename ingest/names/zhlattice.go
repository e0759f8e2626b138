package names

import (
	"slices"

	"dabao/schema/fulltext"
)

// What a stretch of text costs is -4 ln of how likely it is. A way through a
// text that costs least is its most likely cut into words; a name competes with
// the words its characters would make otherwise.
const (
	unseen     = 60 // a character that is no word
	listed     = 58 // a name of the lists that the word list does not count
	personFew  = 24 // that a person of two characters is named here
	person     = 16 // of more
	foreign    = 18 // that a name is written here by its sound
	maxForeign = 7  // characters
	maxWord    = 12 // of the lists
)

// token is a word of a text, or a sign, or a run of letters or digits.
type token struct {
	start, end int
	class      byte // of the word list; see the constants below
	flags      uint8
	cost       uint8 // of a word of Han characters by the list
	margin     int32 // of a person or foreign name: what the other reading costs more
	wide       int32 // the same where another reading may also cut the words on both sides
}

// Classes of tokens besides those of the list: n noun, v verb, w verbal noun,
// a adjective, z proper noun, l place, o organisation, h person, j short
// form, m number, t time, s side, d adverb, f function word, r pronoun,
// i phrase, x single character.
const (
	human   = 'H' // a person by family and given name
	sounds  = 'T' // a foreign name
	latin   = 'L'
	digits  = 'N'
	sign    = 'P'
	blank   = ' '
	unknown = 'x'
)

// zhField is one field of an article on its way.
type zhField struct {
	name     string
	position int
	r, f     []rune // as printed; folded to one script
	tokens   []token
	sums     []weight // of the tokens before each, and of all
	spans    []mention
}

// mention is a name that was found, before it gets its columns.
type mention struct {
	start, end         int
	kind               byte // 'o', 'p', 'h'
	roleStart, roleEnd int
}

func newZhField(text, name string, position int) *zhField {
	r := []rune(text)
	f := fulltext.FoldRunes(r)
	for i := range f {
		if f[i] == mistyped {
			f[i] = '市'
		}
	}
	return &zhField{name: name, position: position, r: r, f: f}
}

// mistyped looks like 市, and is often typed for it: 台北巿.
const mistyped = '巿'

func (t *zhField) at(i int) rune {
	if i < 0 || i >= len(t.f) {
		return 0
	}
	return t.f[i]
}

// tokenAt is the token that holds character i, -1 for none.
func (t *zhField) tokenAt(i int) int {
	n, found := slices.BinarySearchFunc(t.tokens, i, func(k token, i int) int {
		switch {
		case k.end <= i:
			return -1
		case k.start > i:
			return 1
		}
		return 0
	})
	if !found {
		return -1
	}
	return n
}

func (t *zhField) text(k token) []rune { return t.f[k.start:k.end] }

func isHan(r rune) bool {
	return r >= 0x4E00 && r <= 0x9FFF || r == '〇' || r >= 0x3400 && r <= 0x4DBF || r >= 0x20000 && r <= 0x3FFFD
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' }

func isLatin(r rune) bool {
	return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= 0xC0 && r <= 0x24F && r != '×' && r != '÷'
}

func isBlank(r rune) bool {
	return r == ' ' || r == '\u3000' || r == '\u00A0' || r == '\t' || r == '\n' || r == '\r'
}

// lattice cuts texts into tokens. It is used for one article and keeps its
// memory between fields.
type lattice struct {
	*chineseList
	evidence *evidence
	spare    []token // of a field that was cut again
	sport    bool    // the article reports of matches
	fields   []*zhField
	looked   int         // brands that were counted
	spelled  [][2]string // short forms and the bodies they stand for, as printed
	best     []int32
	from     []step
}

type step struct {
	length uint8
	class  byte
	flags  uint8
}

// cut sets the tokens of a field. A run of Han characters that was cut before,
// and holds no name that became certain since, stays as it was.
func (l *lattice) cut(t *zhField) {
	whole := t.tokens
	before := whole
	if t.tokens = l.spare[:0]; cap(t.tokens) < len(t.f)/2 {
		t.tokens = make([]token, 0, len(t.f)/2+1)
	}
	defer func() { l.spare = whole }()
	for i := 0; i < len(t.f); {
		j := i + 1
		switch r := t.f[i]; {
		case isHan(r):
			for j < len(t.f) && isHan(t.f[j]) {
				j++
			}
			for len(before) > 0 && before[0].start < i {
				before = before[1:]
			}
			if len(before) == 0 || l.holdsKnown(t.f[i:j]) {
				l.cutRun(t, i, j)
			} else {
				for len(before) > 0 && before[0].start < j {
					t.tokens, before = append(t.tokens, before[0]), before[1:]
				}
			}
		case isLatin(r):
			for j < len(t.f) && (isLatin(t.f[j]) || isDigit(t.f[j]) || (t.f[j] == '\'' || t.f[j] == '-' || t.f[j] == '&') && j+1 < len(t.f) && isLatin(t.f[j+1])) {
				j++
			}
			t.tokens = append(t.tokens, token{start: i, end: j, class: latin})
		case isDigit(r):
			for j < len(t.f) && (isDigit(t.f[j]) || t.f[j] == '.' && j+1 < len(t.f) && isDigit(t.f[j+1])) {
				j++
			}
			t.tokens = append(t.tokens, token{start: i, end: j, class: digits})
		case isBlank(r):
			for j < len(t.f) && isBlank(t.f[j]) {
				j++
			}
			t.tokens = append(t.tokens, token{start: i, end: j, class: blank})
		default:
			t.tokens = append(t.tokens, token{start: i, end: j, class: sign})
		}
		i = j
	}
}

// holdsKnown reports whether a run has a name that is certain.
func (l *lattice) holdsKnown(f []rune) bool {
	for i := range f {
		if len(l.evidence.knownAt(f[i:])) > 0 {
			return true
		}
	}
	return false
}

// cutRun cuts the Han characters from lo to hi; where names were taken that cut
// words in two it does so once more without them.
func (l *lattice) cutRun(t *zhField, lo, hi int) {
	at := len(t.tokens)
	l.cheapest(t, lo, hi, nil)
	var not []token
	for _, k := range t.tokens[at:] {
		if k.class == human && k.crosses() {
			not = append(not, k)
		}
	}
	if len(not) > 0 {
		t.tokens = t.tokens[:at]
		l.cheapest(t, lo, hi, not)
	}
}

// crosses reports whether the words around a name are likelier when they take
// characters of it.
func (k token) crosses() bool { return k.wide < min(1, k.margin) }

// cheapest finds the cheapest way through the Han characters from lo to hi that
// has none of the names not, which are in order.
func (l *lattice) cheapest(t *zhField, lo, hi int, not []token) {
	n := hi - lo
	if cap(l.best) < n+1 {
		l.best, l.from = make([]int32, n+1), make([]step, n+1)
	}
	best, from := l.best[:n+1], l.from[:n+1]
	for i := range best {
		best[i] = 1 << 30
	}
	best[0] = 0
	relax := func(i, length int, cost int, s step) {
		if c := best[i] + int32(cost); c < best[i+length] {
			s.length = uint8(length)
			best[i+length], from[i+length] = c, s
		}
	}
	for i := range n {
		l.wordsAt(t.f[lo+i:hi], func(length, cost int, e entry) {
			relax(i, length, cost, step{class: e.class, flags: e.flags})
		})
		for len(not) > 0 && not[0].start < lo+i {
			not = not[1:]
		}
		l.peopleAt(t, lo+i, hi, func(length, cost int, class byte) {
			if len(not) > 0 && not[0].start == lo+i && not[0].end == lo+i+length && class == human {
				return
			}
			relax(i, length, cost, step{class: class})
		})
	}
	at := len(t.tokens)
	for i := n; i > 0; i -= int(from[i].length) {
		s := from[i]
		cost := best[i] - best[i-int(s.length)]
		t.tokens = append(t.tokens, token{start: lo + i - int(s.length), end: lo + i, class: s.class, flags: s.flags, cost: uint8(min(cost, 0xFF))})
	}
	for a, b := at, len(t.tokens)-1; a < b; a, b = a+1, b-1 {
		t.tokens[a], t.tokens[b] = t.tokens[b], t.tokens[a]
	}
	for i := at; i < len(t.tokens); i++ {
		if k := &t.tokens[i]; k.class == human || k.class == sounds {
			name := l.nameCost(t.f[k.start:k.end], k.class)
			k.margin = int32(l.plain(t.f[k.start:k.end]) - name)
			if k.wide = k.margin; k.class == human && k.margin >= dear {
				k.wide = min(k.wide, int32(l.around(t, i, at)-name))
			}
		}
	}
}

// dear is the margin below which only an office makes a name.
const dear = -8

// maxBeside is the longest word beside a name that another reading may cut.
const maxBeside = 3

// around is what token i costs by the best reading that takes it for no name
// and may cut across its ends: 线路|图 where the name would be 路图. The tokens
// of the run, which was just cut, begin with number first.
func (l *lattice) around(t *zhField, i, first int) int {
	run, lo, hi := t.tokens[first].start, t.tokens[i].start, t.tokens[i].end
	beside := int32(0)
	if i > first && lo-t.tokens[i-1].start <= maxBeside && !isName(t.tokens[i-1]) {
		start := t.tokens[i-1].start
		beside += l.best[lo-run] - l.best[start-run]
		lo = start
	}
	if i+1 < len(t.tokens) && t.tokens[i+1].end-hi <= maxBeside && !isName(t.tokens[i+1]) {
		end := t.tokens[i+1].end
		beside += l.best[end-run] - l.best[hi-run]
		hi = end
	}
	return l.words(t.f[lo:hi], false) - int(beside)
}

func isName(k token) bool { return k.class == human || k.class == sounds || k.flags&certain != 0 }

// wordsAt gives the words that f begins with, the single character among them.
func (l *lattice) wordsAt(f []rune, yield func(length, cost int, e entry)) {
	node, single := int32(0), false
	for length := 1; length <= len(f) && length <= maxWord; length++ {
		if length == 2 && !l.pairs.has(f[0], f[1]) {
			break
		}
		if node = l.child(node, f[length-1]); node == 0 {
			break
		}
		e := l.entry(node)
		if e.class == 0 {
			continue
		}
		cost := int(e.cost)
		if e.class == '-' {
			if length == 1 {
				continue
			}
			cost, e.class = listed, unknown
			if e.flags&zhMaybe != 0 {
				cost += 6
			}
		}
		if length == 1 {
			single = true
		}
		yield(length, cost, e)
	}
	if !single {
		yield(1, unseen, entry{class: unknown})
	}
	if n := bodies.startsAt(f, 0); n > 1 {
		yield(n, listed-6, entry{class: 'n', flags: l.find(f[:n]).flags})
	}
	for _, n := range l.evidence.knownAt(f) {
		yield(n.length, 4, entry{class: n.class, flags: n.flags})
	}
}

// plain is what f costs without names of people, but for those that the word
// list has inside it.
func (l *lattice) plain(f []rune) int { return l.words(f, true) }

// words is what f costs without names of people; listed says whether those of
// the word list count that are shorter than f.
func (l *lattice) words(f []rune, listed bool) int {
	var best [maxForeign + 2*maxBeside + 1]int
	for i := 1; i <= len(f); i++ {
		best[i] = 1 << 30
	}
	for i := range f {
		l.wordsAt(f[i:], func(length, cost int, e entry) {
			if e.class != 'h' || length == 1 || listed && length < len(f) {
				best[i+length] = min(best[i+length], best[i]+cost)
			}
		})
	}
	return best[len(f)]
}
