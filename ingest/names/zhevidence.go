package names

import "slices"

// evidence is what an article as a whole says of its names.
type evidence struct {
	count  map[uint64]int    // how often a string that may be a person comes
	known  map[uint64]*known // by the first two characters
	sounds map[uint64]int    // how often a token of foreign sounds comes that no other reading takes

	begins runeSet // what a certain name begins with
	all    weight  // of what the words of the article cost
}

// known is a name that the article has made certain.
type known struct {
	name   []rune
	length int
	class  byte
	flags  uint8
	next   *known
	behind int // how many follow by next
}

// Bounds of what is kept of an article, far above what prose holds.
const (
	maxCounted = 1 << 17 // strings that may be people
	maxAlike   = 32      // certain names that begin with the same two characters
)

// Evidence for a person, in the unit of the lattice.
const (
	byOffice  = 26 // an office or a form of address before the name
	byAddress = 18 // one behind it
	bySpeech  = 16 // a verb of speech behind it
	byBracket = 15 // set apart on both sides
	byList    = 8  // in a list
	byRepeat  = 8  // for each doubling of how often it comes
)

// apart reports whether a sign, or the end of the text, sets a name apart.
func apart(r rune) bool {
	return r == 0 || r == '、' || r == '(' || r == ')' || r == ':' || r == ';' || r == ',' || r == '。' || r == '/' || r == '╱' || r == '|' || r == '【' || r == '】' || r == '〔' || r == '〕' || r == '[' || r == ']' || isBlank(r)
}

// packWord makes one number of up to four characters of the first plane; of
// others it is 0.
func packWord(w []rune) uint64 {
	if len(w) > 4 {
		return 0
	}
	n := uint64(0)
	for _, r := range w {
		if r > 0xFFFF {
			return 0
		}
		n = n<<16 | uint64(r)
	}
	return n
}

// beside weighs what stands left and right of a name from i to j.
func (v *evidence) beside(t *zhField, i, j int) int {
	weight := 0
	k := i
	if k > 0 && isBlank(t.f[k-1]) {
		k--
	}
	switch {
	case offices.endsAt(t.f, k) > 0 || calls.endsAt(t.f, k) > 1:
		weight += byOffice
	}
	switch {
	case offices.startsAt(t.f, j) > 1 || calls.startsAt(t.f, j) > 1:
		weight += byAddress
	case t.speaks(j):
		weight += bySpeech
	}
	if weight < byOffice && t.isByline(j) {
		weight = byOffice
	}
	left, right := apart(t.at(i-1)), apart(t.at(j))
	switch {
	case left && right && weight < byBracket:
		weight = byBracket
	case (t.at(i-1) == '、' || t.at(j) == '、') && weight < byList:
		weight = byList
		if v.person(t.f, i-1) && t.at(i-1) == '、' {
			weight = byBracket
		}
	}
	return weight
}

// person reports whether a person that is certain ends at i.
func (v *evidence) person(f []rune, i int) bool {
	for n := 2; n <= 4 && n <= i; n++ {
		if v.knows(f[i-n:i]) == human {
			return true
		}
	}
	return false
}

// isByline reports whether a stroke and where it was reported from stand at j:
// 王大明／台北報導.
func (t *zhField) isByline(j int) bool {
	if r := t.at(j); r != '/' && r != '╱' {
		return false
	}
	for k := j + 1; k < j+8 && k < len(t.f); k++ {
		if t.f[k] == '报' && (t.at(k+1) == '导' || t.at(k+1) == '道') {
			return true
		}
	}
	return false
}

// speaks reports whether a verb of speech starts at j. Those that are mostly
// another word introduce what is said at once: 步道, 张三道:“…”.
func (t *zhField) speaks(j int) bool {
	n := speech.startsAt(t.f, j)
	return n > 1 || n == 1 && (!asides.has(t.f[j]) || !isHan(t.at(j+1)))
}

var asides = runesOf("道问答")

// repeated weighs how often a candidate comes. One that always goes on by the
// same character is the beginning of a longer one; one that the shorter outnumbers
// has taken in what follows.
func (v *evidence) repeated(name []rune) int {
	n := v.count[packWord(name)]
	if n < 2 {
		return 0
	}
	weight := 0
	for c := n; c > 1 && weight < 3*byRepeat; c /= 2 {
		weight += byRepeat
	}
	return weight
}

// gather counts the strings of a field that may be people.
func (l *lattice) gather(t *zhField) {
	for i := range t.f {
		if t.f[i] > 0xFFFF || !isHan(t.f[i]) {
			continue
		}
		n := l.familyAt(t.f[i:])
		for given := 1; n > 0 && given <= 2 && i+n+given <= len(t.f) && isHan(t.f[i+n+given-1]); given++ {
			if isVillage(t.at(i + n + given)) {
				continue // 雷岭镇
			}
			if key := packWord(t.f[i : i+n+given]); len(l.evidence.count) < maxCounted || l.evidence.count[key] > 0 {
				l.evidence.count[key]++
			}
		}
	}
}

// settle leaves of the counts those that tell something: a string that nearly
// always goes on alike, or as one of several names, is not counted, nor one that
// is mostly cut from a shorter one.
func (l *lattice) settle() {
	v := l.evidence
	longer := map[uint64]int{} // how often one goes on as names of a character more
	for w, n := range v.count {
		if last := rune(w & 0xFFFF); n > 1 && w >= 1<<32 && (l.givenEnds(last) || n*10 >= v.count[w>>16]*9) {
			longer[w>>16] += n
		}
	}
	for w, n := range v.count {
		if n < 2 {
			delete(v.count, w)
		} else if w < 1<<32 && longer[w]*10 >= n*7 {
			v.count[w] = 0
		}
	}
	var cut []uint64
	for w, n := range v.count {
		if w >= 1<<32 {
			if short := v.count[w>>16]; short > n && short*10 >= n*15 {
				cut = append(cut, w)
			}
		}
	}
	for _, w := range cut {
		v.count[w] = 0
	}
}

// learn makes a name certain for the rest of the article.
func (v *evidence) learn(name []rune, class byte, flags uint8) {
	if len(name) < 2 {
		return
	}
	if v.knows(name) != 0 {
		return
	}
	key := packWord(name[:2])
	k := &known{name: name, length: len(name), class: class, flags: flags, next: v.known[key]}
	if k.next != nil {
		k.behind = k.next.behind + 1
	}
	if k.behind < maxAlike && name[0] <= 0xFFFF {
		v.known[key] = k
		v.begins.add(name[0])
	}
}

// knows is the class that a name is certain of, 0 where it is of none.
func (v *evidence) knows(name []rune) byte {
	for k := v.known[packWord(name[:2])]; k != nil; k = k.next {
		if slices.Equal(k.name, name) {
			return k.class
		}
	}
	return 0
}

// knownAt gives the certain names that f begins with.
func (v *evidence) knownAt(f []rune) []*known {
	if len(v.known) == 0 || len(f) < 2 {
		return nil
	}
	if !v.begins.has(f[0]) {
		return nil
	}
	var found []*known
	for k := v.known[packWord(f[:2])]; k != nil; k = k.next {
		if len(k.name) <= len(f) && slices.Equal(f[:len(k.name)], k.name) {
			found = append(found, k)
		}
	}
	return found
}
