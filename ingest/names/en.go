package names

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"
)

// enReader reads the fields of one article. What the first pass makes certain
// the second marks everywhere.
type enReader struct {
	list    *trie
	people  map[string]string // family name → full name; "" where two bear it
	firsts  map[string]string // given name → full name; "" where two bear it
	letters map[string]string // letters for a body → the body
	orgs    map[string]bool   // certain names, in lower case
	places  map[string]bool
	alone   map[string]int  // how often a capitalised word stands alone inside a sentence
	lowered map[string]bool // words that the article writes in lower case too
	marking bool
}

// readEnglish finds the names of the fields of one article.
func readEnglish(fields []*enField, stopped func() bool) *enReader {
	r := &enReader{list: openEnglish(), people: map[string]string{}, firsts: map[string]string{}, letters: map[string]string{}, orgs: map[string]bool{}, places: map[string]bool{}, alone: map[string]int{}, lowered: map[string]bool{}}
	for _, t := range fields {
		r.count(t)
	}
	r.lower(fields)
	for pass := range 2 {
		r.marking = pass == 1
		for _, t := range fields {
			if stopped() {
				return r
			}
			t.spans = t.spans[:0]
			if r.marking || !t.headline {
				r.field(t)
			}
		}
	}
	return r
}

// count counts the words in capitals that stand alone.
func (r *enReader) count(t *enField) {
	for i := range t.tokens {
		k := &t.tokens[i]
		if k.isName() {
			r.lowered[k.low] = false
		}
		if k.isName() && (!k.opens || k.flags&enWord == 0) && !(i > 0 && t.tokens[i-1].isName() && k.joined) && !(i+1 < len(t.tokens) && t.tokens[i+1].isName() && t.tokens[i+1].joined) {
			r.alone[k.low]++
		}
	}
}

// lower marks the words of an article that it writes in lower case too.
func (r *enReader) lower(fields []*enField) {
	var lengths [256]uint64 // of the words in capitals, by their first byte
	for w := range r.lowered {
		lengths[w[0]] |= 1 << (len(w) & 63)
	}
	for _, t := range fields {
		for i := range t.tokens {
			k := &t.tokens[i]
			if k.shape != lower || lengths[k.low[0]]>>(len(k.low)&63)&1 == 0 {
				continue
			}
			if done, ok := r.lowered[k.low]; ok && !done {
				r.lowered[k.low] = true
			}
		}
	}
}

// field walks over the runs of capitalised words.
func (r *enReader) field(t *enField) {
	for i := 0; i < len(t.tokens); {
		if !t.tokens[i].isName() {
			i++
			continue
		}
		j := r.run(t, i)
		r.chunk(t, i, j)
		i = j
	}
	t.dropCredits()
	slices.SortFunc(t.spans, func(a, b mention) int { return cmp.Compare(a.start, b.start) })
	last := 0
	t.spans = slices.DeleteFunc(t.spans, func(m mention) bool {
		if m.start < last {
			return true
		}
		last = m.end
		return false
	})
}

// maxRun is the longest run of words that one name or title is looked for in.
const maxRun = 14

// run is the end of the capitalised words that start at i, with the words in
// lower case that join the parts of a name.
func (r *enReader) run(t *enField, i int) int {
	j := i + 1
	for j < len(t.tokens) && j-i < maxRun {
		k := &t.tokens[j]
		last := &t.tokens[j-1]
		if !k.joined || last.poss && !r.possessiveInside(t, i, j) {
			break
		}
		if k.isName() {
			j++
			continue
		}
		if k.shape == numeral && last.isName() && k.end-k.start <= 3 && j+1 < len(t.tokens) && t.tokens[j+1].isName() && t.tokens[j+1].joined {
			j++
			continue
		}
		n := 1
		if j+1 < len(t.tokens) && t.tokens[j+1].low == "the" && joinersOrg[k.low] && k.low != "and" {
			n = 2
		}
		if j+n >= len(t.tokens) || !t.tokens[j+n].isName() || !t.tokens[j+n].joined {
			break
		}
		if !(joinersPerson[k.low] && n == 1 || joinersOrg[k.low] && r.takesJoiner(t, i, j)) {
			break
		}
		j += n + 1
	}
	return j
}

// possessiveInside reports whether the possessive before token j is part of a
// name: Children's Hospital, Lowe's.
func (r *enReader) possessiveInside(t *enField, i, j int) bool {
	w := t.tokens[j-1].low
	return w == "children" || w == "people" || w == "women" || w == "men" || w == "veterans" || w == "workers" || w == "teachers" || w == "king" && !t.tokens[j-1].opens || w == "queen" || w == "st" || w == "farmers"
}

// takesJoiner reports whether what stands between i and j may go on with of,
// for or and.
func (r *enReader) takesJoiner(t *enField, i, j int) bool {
	k := t.tokens[j]
	last := t.tokens[j-1].low
	switch k.low {
	case "of", "for":
		return orgLast[last] || orgFirst[last] || titles[last] || last == "chamber" || last == "centers" || last == "chief"
	case "and", "&":
		joined := k.low == "&"
		for m := i; m < j && !joined; m++ {
			w := t.tokens[m].low
			joined = w == "of" || w == "for"
		}
		if joined {
			return true
		}
		// Social and Economic Research Initiative: an adjective, and a body at the end.
		for m := j + 1; m < len(t.tokens) && m < j+6 && t.tokens[m].isName() && t.tokens[m].joined; m++ {
			if orgLast[t.tokens[m].low] {
				return m > j+1 && t.tokens[j-1].flags&(enGiven|enPlace|enOrg) == 0 && !t.tokens[j-1].opens || m > j+1 && strings.HasSuffix(last, "al")
			}
		}
	}
	return false
}

// listed is how many tokens from i the longest name of the list takes, and its
// flags.
func (r *enReader) listed(t *enField, i, j int) (n int, flags uint8) {
	node := int32(0)
	for k := i; k < j && k-i < 6; k++ {
		w := &t.tokens[k]
		if k > i {
			if node = r.list.child(node, ' '); node == 0 {
				return n, flags
			}
		}
		for _, c := range w.low {
			if node = r.list.child(node, c); node == 0 {
				return n, flags
			}
		}
		if e := r.list.entry(node); e.class != 0 && e.flags&(enPlace|enOrg) != 0 && w.shape != lower {
			n, flags = k-i+1, e.flags
		}
		if w.poss { // Lowe's
			if s := r.list.child(r.list.child(node, '\''), 's'); s != 0 && r.list.entry(s).flags&(enPlace|enOrg) != 0 {
				n, flags = k-i+1, r.list.entry(s).flags
			}
			if k+1 < j {
				if node = r.list.child(r.list.child(node, '\''), 's'); node == 0 {
					return n, flags
				}
			}
		}
	}
	return n, flags
}

func (t *enField) at(i int) *enToken {
	if i < 0 || i >= len(t.tokens) {
		return &enToken{shape: mark}
	}
	return &t.tokens[i]
}

// key is the words of tokens i to j in lower case.
func (t *enField) key(i, j int) string {
	var b strings.Builder
	for k := i; k < j; k++ {
		if k > i {
			b.WriteByte(' ')
		}
		b.WriteString(t.tokens[k].low)
	}
	return b.String()
}

// add marks tokens i to j.
func (r *enReader) add(t *enField, i, j int, kind byte) *mention {
	if i >= j {
		return nil
	}
	t.spans = append(t.spans, mention{start: t.tokens[i].start, end: t.tokens[j-1].end, kind: kind})
	return &t.spans[len(t.spans)-1]
}

// maxCredit is the longest text, in characters, that is looked through for the
// credit of a picture.
const maxCredit = 1000

// findCredits finds the credits of pictures: the brackets or the sentence in
// which one says so.
func (t *enField) findCredits(text string) {
	if len(t.r) > maxCredit {
		return
	}
	low := strings.ToLower(text)
	for _, sign := range creditSigns {
		at := strings.Index(low, sign)
		if at < 0 {
			continue
		}
		if utf8.RuneCountInString(low) != len(t.r) {
			return
		}
		start := utf8.RuneCountInString(low[:at])
		end := start
		for start > 0 && t.r[start-1] != '(' && t.r[start-1] != '\n' && (t.r[start-1] != ' ' || start < 2 || t.r[start-2] != '.') {
			start--
		}
		for end < len(t.r) && t.r[end] != ')' && t.r[end] != '\n' {
			end++
		}
		t.credits = append(t.credits, mention{start: start, end: end})
	}
}

// dropCredits drops what the credits of pictures name.
func (t *enField) dropCredits() {
	for _, c := range t.credits {
		t.spans = slices.DeleteFunc(t.spans, func(m mention) bool { return m.start >= c.start && m.end <= c.end })
	}
}
