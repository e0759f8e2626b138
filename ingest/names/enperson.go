package names

import "strings"

// suffixes end the name of a person behind the family name.
var suffixes = enWords(`jr sr ii iii iv`)

// isPerson weighs whether tokens i to j, two or more, are a name of a person.
func (r *enReader) isPerson(t *enField, i, j int) bool {
	if j > i && suffixes[t.tokens[j-1].low] {
		j--
	}
	if j-i < 2 || j-i > 5 {
		return false
	}
	weight := 0
	for k := i; k < j; k++ {
		w := &t.tokens[k]
		switch {
		case k > i && k < j-1 && joinersPerson[w.low] && !w.isName():
			continue
		case !w.isName() || w.shape == numeral:
			return false
		case w.bars(k == j-1), calendar[w.low] && w.flags&enGiven == 0, demonyms[w.low] && (w.flags&enSurname == 0 || k == i && w.flags&enGiven == 0):
			return false
		case k < j-1 && (titles[w.low] && w.flags&enGiven == 0 || orgLast[w.low] && w.flags&enGiven == 0):
			return false
		case w.end-w.start == 1 && k > i && k < j-1: // a middle initial
			weight += 2
			continue
		case w.shape == upper && w.end-w.start > 1 && !strings.Contains(w.low, ".") && !suffixes[w.low] && (t.tokens[i].shape != upper || t.tokens[j-1].shape != upper):
			return false
		}
	}
	first, last := &t.tokens[i], &t.tokens[j-1]
	if full, ok := r.people[last.low]; ok && full == t.key(i, j) {
		return true
	}
	if n, flags := r.listed(t, i, j); n > 1 && flags&enMajor != 0 || n == j-i && flags&enOrg != 0 {
		return false
	}
	weight += r.byWords(first, last)
	before, after := t.at(i-1), t.at(j)
	switch {
	case personCues[before.low] && first.joined:
		weight += 3
	case orgCues[before.low] && first.joined:
		weight -= 3
	}
	if said[before.low] || said[after.low] || after.low == "," && said[t.at(j+1).low] {
		weight += 2
	}
	switch next := t.at(j + 1); {
	case after.low == "," && next.shape == numeral && next.end-next.start == 2 && !last.poss:
		weight += 3
	case after.low == "," && r.titleFollows(t, j+1):
		weight += 2
	case after.low == "who", after.low == "," && (next.low == "who" || next.low == "a" || next.low == "an"):
		weight++
	}
	if before.low == "to" && t.at(i-2).low == "according" {
		weight++
	}
	if r.alone[last.low] > 0 && last.flags&enWord == 0 {
		weight += 2
	}
	return weight >= 3
}

// bars reports whether a word keeps a run from being a person: it ends the name of
// a body or place and is no family name, or a possessive before the last.
func (k *enToken) bars(last bool) bool {
	return (orgLast[k.low] || placeLast[k.low]) && k.flags&enSurname == 0 || k.poss && !last
}

// titleFollows reports whether a title stands in the apposition that starts at
// token i.
func (r *enReader) titleFollows(t *enField, i int) bool {
	for k := i; k < len(t.tokens) && k < i+maxBehind && t.tokens[k].shape != mark; k++ {
		if titles[t.tokens[k].low] && t.tokens[k].shape == lower {
			return true
		}
	}
	return false
}

// byWords weighs a name by what its first and last word are elsewhere.
func (r *enReader) byWords(first, last *enToken) int {
	weight := 0
	switch {
	case first.flags&enGiven != 0 && first.flags&(enWord|enPlace) == 0:
		weight += 3
	case first.flags&enGiven != 0 && first.flags&enOften == 0:
		weight += 2
	case first.flags&enGiven != 0:
		weight++
	case first.flags&enWord != 0:
		weight -= 2
	case first.end-first.start == 1 || strings.Contains(first.low, "."):
		weight++
	}
	switch {
	case last.flags&enSurname != 0 && last.flags&enWord == 0:
		weight += 2
	case last.flags&enSurname != 0:
		weight++
	case last.flags&enOften != 0:
		weight -= 2
	case last.flags&enWord == 0:
		weight++
	}
	if last.flags&enMajor != 0 && last.flags&enSurname == 0 {
		weight -= 3 // Free Namibia
	}
	if first.flags&enPlace != 0 && first.flags&enGiven == 0 {
		weight--
		if last.flags&enSurname == 0 && strings.HasSuffix(last.low, "s") {
			weight -= 2 // Washington Capitals
		}
	}
	return weight
}

// person marks a person, with the role that stands beside, and lets the family
// name stand for the whole.
func (r *enReader) person(t *enField, i, j int) {
	m := r.add(t, i, j, 'h')
	last := j - 1
	if suffixes[t.tokens[last].low] && last > i+1 {
		last--
	}
	r.learn(t.key(i, last+1), t.tokens[last].low)
	r.roleBefore(t, i, m)
	if m.roleEnd == 0 {
		r.roleBehind(t, j, m)
	}
}

func (r *enReader) learn(full, last string) {
	if !strings.Contains(full, " ") {
		if _, ok := r.people[last]; !ok {
			r.people[last] = full
		}
		return
	}
	if first, _, _ := strings.Cut(full, " "); len(first) > 2 {
		if old, ok := r.firsts[first]; !ok || old == full {
			r.firsts[first] = full
		} else {
			r.firsts[first] = ""
		}
	}
	switch old, ok := r.people[last]; {
	case !ok, old == last:
		r.people[last] = full
	}
}

// titled takes a run apart at the last title in it: what follows is a person,
// what leads to it the role.
func (r *enReader) titled(t *enField, i, j int) bool {
	k := j - 2
	if suffixes[t.tokens[j-1].low] {
		k--
	}
	for k >= i && !(t.tokens[k].isName() && (titles[t.tokens[k].low] || honorifics[t.tokens[k].low])) {
		k--
	}
	if k < i {
		return r.officeBefore(t, i, j)
	}
	at := k + 1
	if t.tokens[at].low == "of" || t.tokens[at].low == "for" { // Secretary of State Mike Pompeo
		for at++; at < j && (!t.tokens[at].isName() || qualifiersEn[t.tokens[at].low] || t.tokens[at].flags&enOften != 0 || t.tokens[at].low == "justice"); at++ {
		}
		if at >= j {
			return r.officeBefore(t, i, j)
		}
	}
	name := t.tokens[at:j]
	if len(name) > 4 || len(name) == 1 && (name[0].flags&enOften != 0 && name[0].flags&enSurname == 0 || orgLast[name[0].low] || demonyms[name[0].low]) {
		return false
	}
	words := 0
	for n := range name {
		w := &name[n]
		if w.flags&enOften != 0 && w.flags&(enGiven|enSurname) == 0 {
			words++
		}
		if !w.isName() && !joinersPerson[w.low] || w.bars(n == len(name)-1) {
			return false
		}
	}
	if words == len(name) {
		return false // Lord Great Chamberlain
	}
	m := r.add(t, at, j, 'h')
	r.learn(t.key(at, j), t.tokens[j-1].low)
	start := r.roleStart(t, i, at)
	end := at
	for end > start && honorifics[t.tokens[end-1].low] && !realTitle(t.tokens[end-1].low) {
		end--
	}
	if start < end {
		m.roleStart, m.roleEnd = t.tokens[start].start, t.tokens[end-1].end
		if t.r[min(m.roleEnd, len(t.r)-1)] == '.' {
			m.roleEnd++
		}
	} else if !honorifics[t.tokens[k].low] {
		r.roleBehind(t, j, m)
	}
	if start > i {
		r.lead(t, i, start)
	}
	return true
}

// listedBack is how many tokens before end a name of the list takes.
func (r *enReader) listedBack(t *enField, i, end int) (int, uint8) {
	for s := i; s < end; s++ {
		if n, flags := r.listed(t, s, end); n == end-s {
			return n, flags
		}
	}
	return 0, 0
}

// lead marks what stands before a title: the body or place whose it is.
func (r *enReader) lead(t *enField, i, j int) {
	for i < j && (demonyms[t.tokens[i].low] || !t.tokens[i].isName()) {
		i++
	}
	if i >= j || r.whole(t, i, j) {
		return
	}
	if j == i+1 {
		r.single(t, i)
	}
}

// officeBefore takes a run that is a title alone, before a comma and a person:
// Minister of Justice, Gunnar Strömmer.
func (r *enReader) officeBefore(t *enField, i, j int) bool {
	if !titles[t.tokens[i].low] && !(qualifiersEn[t.tokens[i].low] && r.hasTitle(t, i, j)) {
		return false
	}
	for k := i; k < j; k++ {
		if w := t.tokens[k].low; w == "of" || w == "for" {
			return true // no name of a body, whatever it ends with
		}
	}
	return false
}
