package names

import "strings"

// chunk names what stands in a run of capitalised words. It takes off from the
// left what is no name, then asks in this order: is the whole of the lists or
// certain, does it end or begin like a body or a place, does a title stand in
// it, is it a person, and at last what single words are.
func (r *enReader) chunk(t *enField, i, j int) {
	for i < j {
		k := &t.tokens[i]
		switch {
		case !k.isName(), calendar[k.low] && !(i+1 < j && r.isPerson(t, i, j)):
			i++
			continue
		case k.low == "the", k.opens && k.flags&enWord != 0 && !r.standsAtOpening(t, i, j):
			i++
			continue
		}
		break
	}
	for j > i && (!t.tokens[j-1].isName() || calendar[t.tokens[j-1].low]) {
		j--
	}
	for m := i + 1; m < j; m++ { // On Monday President
		if calendar[t.tokens[m].low] && !calendar[t.tokens[m-1].low] && t.tokens[m].low != "may" {
			r.chunk(t, i, m)
			r.chunk(t, m+1, j)
			return
		}
	}
	if i >= j {
		return
	}
	if t.headline {
		r.known(t, i, j)
		return
	}
	if r.whole(t, i, j) || r.titled(t, i, j) {
		return
	}
	for k := j - 1; k >= i; k-- {
		if isMadeOf(t.tokens[k].low) {
			r.chunk(t, k+1, j)
			return
		}
	}
	if isAdjective(&t.tokens[i]) && i+1 < j {
		r.chunk(t, i+1, j)
		return
	}
	if isShortPlace(&t.tokens[i]) && i+1 < j {
		r.add(t, i, i+1, 'p')
		r.chunk(t, i+1, j)
		return
	}
	n, flags := r.listed(t, i, j)
	if n > 0 && n < j-i && flags&enPlace != 0 && r.isTeam(t, i+n, j) {
		r.org(t, i, j)
		return
	}
	if r.isPerson(t, i, j) {
		r.person(t, i, j)
		return
	}
	if n > 0 && n < j-i && flags&enOrg != 0 && (n > 1 || flags&enWord == 0) && r.goesBy(t, i+n, j) {
		r.add(t, i, i+n, 'o')
		r.chunk(t, i+n, j)
		return
	} else if n > 0 && n < j-i && flags&enPlace != 0 && r.goesBy(t, i+n, j) {
		r.add(t, i, i+n, 'p')
		r.chunk(t, i+n, j)
		return
	}
	r.known(t, i, j)
}

// standsAtOpening reports whether a common word that opens a sentence belongs to
// a name there.
func (r *enReader) standsAtOpening(t *enField, i, j int) bool {
	k := &t.tokens[i]
	if full := r.people[t.tokens[j-1].low]; full != "" && (j == i+1 && (k.flags&enOften == 0 || !r.lowered[k.low] && r.alone[k.low] > 0 || said[t.at(i+1).low]) || full == t.key(i, j)) {
		return true
	}
	if r.orgs[t.key(i, j)] || r.places[t.key(i, j)] {
		return true
	}
	if n, flags := r.listed(t, i, j); n > 1 || n == 1 && ((k.flags&enOften == 0 || k.poss || r.alone[k.low] > 0 && !r.lowered[k.low]) && flags&enMajor != 0 || flags&enOrg != 0 && k.flags&enOften == 0 && r.alone[k.low] > 0) {
		return true
	}
	if i+1 >= j {
		return false
	}
	if k.flags&enGiven != 0 && (k.flags&enOften == 0 || t.tokens[i+1].flags&enSurname != 0 && t.tokens[i+1].flags&enWord == 0) {
		return true
	}
	return titles[k.low] || honorifics[k.low] || orgLast[t.tokens[j-1].low] && (k.flags&enOften == 0 || j-i > 2 && !openers[k.low]) || orgFirst[k.low] && (t.tokens[i+1].low == "of" || t.tokens[i+1].low == "for") || qualifiersEn[k.low] && r.hasTitle(t, i, j)
}

func (r *enReader) hasTitle(t *enField, i, j int) bool {
	for k := i; k < j; k++ {
		if titles[t.tokens[k].low] {
			return true
		}
	}
	return false
}

// goesBy reports whether what follows a name inside a run leaves it whole:
// titles, or a person.
func (r *enReader) goesBy(t *enField, i, j int) bool {
	full := r.people[t.tokens[j-1].low]
	return titles[t.tokens[j-1].low] || r.hasTitle(t, i, j) || r.isPerson(t, i, j) || full != "" && (j == i+1 || full == t.key(i, j))
}

// isTeam reports whether tokens i to j are listed as a body that bears the name
// of a place before its own: Los Angeles Dodgers.
func (r *enReader) isTeam(t *enField, i, j int) bool {
	n, flags := r.listed(t, i, j)
	return n == j-i && flags&enOrg != 0 && t.tokens[j-1].shape == capital
}

// isAdjective reports whether a token says of what country something is, and
// names nothing.
func isAdjective(k *enToken) bool {
	first, _, compound := strings.Cut(k.low, "-")
	return demonyms[k.low] || compound && demonyms[first]
}

// isMadeOf reports whether a word is an adjective made of a name: US-based.
func isMadeOf(low string) bool {
	_, tail, ok := strings.Cut(low, "-")
	return ok && (tail == "based" || tail == "born" || tail == "led" || tail == "backed" || tail == "owned" || tail == "controlled" || tail == "occupied" || tail == "run" || tail == "style" || tail == "made" || tail == "listed" || tail == "held")
}

// isShortPlace reports whether a token is letters that stand for a country,
// which go before anything: U.S. Patriot systems.
func isShortPlace(k *enToken) bool {
	return k.flags&enMajor != 0 && k.shape == upper && k.end-k.start <= 4
}

// whole tries the run as one name.
func (r *enReader) whole(t *enField, i, j int) bool {
	last, key := t.tokens[j-1].low, t.key(i, j)
	n, flags := r.listed(t, i, j)
	switch {
	case n == j-i && j-i > 1 && flags&enOrg != 0, r.orgs[key]:
		r.org(t, i, j)
	case n == j-i && j-i > 1 && flags&enPlace != 0 && !(flags&enMajor == 0 && r.isPerson(t, i, j)):
		r.add(t, i, j, 'p')
	case j-i > 1 && streetLast[last] && n != j-i:
	case j-i > 1 && orgLast[last] && r.namesBody(t, i, j):
		r.org(t, i, j)
	case j-i > 2 && (orgFirst[t.tokens[i].low] || r.bodyBefore(t, i, j)):
		r.org(t, i, j)
	case j-i > 1 && placeLast[last] && (j-i > 2 && !titles[t.tokens[j-2].low] || !r.isPerson(t, i, j)) && t.tokens[j-2].flags&enOften == 0:
		r.add(t, i, j, 'p')
	default:
		return false
	}
	return true
}

// bodyBefore reports whether a body goes on with of or for: Union of Indiana.
func (r *enReader) bodyBefore(t *enField, i, j int) bool {
	for k := i + 1; k+1 < j; k++ {
		if w := t.tokens[k].low; (w == "of" || w == "for") && (orgLast[t.tokens[k-1].low] || orgFirst[t.tokens[k-1].low]) {
			return k > i+1 || orgFirst[t.tokens[i].low]
		}
	}
	return false
}

// namesBody reports whether the words before the ending of a body say which.
func (r *enReader) namesBody(t *enField, i, j int) bool {
	for k := i; k < j-1; k++ {
		w := &t.tokens[k]
		if titles[w.low] && k+1 < j-1 && r.isPerson(t, k+1, j) {
			return false
		}
	}
	if j-i == 2 && t.tokens[i].flags&enGiven != 0 && t.tokens[j-1].flags&enSurname != 0 && t.tokens[i].flags&(enWord|enPlace) == 0 {
		return false // Bill Gates, Max Power
	}
	if j-i == 2 && demonyms[t.tokens[i].low] && t.tokens[j-1].flags&enOften != 0 {
		return t.at(i-1).low == "the"
	}
	return true
}

// org marks a body and learns its name, and the letters for it that follow in
// brackets.
func (r *enReader) org(t *enField, i, j int) {
	r.add(t, i, j, 'o')
	r.orgs[t.key(i, j)] = true
	if t.at(j).low == "(" && t.at(j+1).isName() && t.at(j+2).low == ")" && j-i > 1 {
		r.abbreviate(t.at(j+1).low, t.key(i, j))
	}
}

// abbreviate learns the letters for a body.
func (r *enReader) abbreviate(letters, full string) {
	r.orgs[letters] = true
	if old, ok := r.letters[letters]; ok && old != full {
		full = ""
	}
	r.letters[letters] = full
}

// known marks in a run that is no name as a whole the words that are certain or
// listed, and persons.
func (r *enReader) known(t *enField, i, j int) {
	if !t.headline && j-i > 1 {
		if r.isPerson(t, i, j) {
			r.person(t, i, j)
			return
		}
		if r.initials(t, i, j) || r.cued(t, i, j) {
			return
		}
	}
	if j-i == 1 {
		r.single(t, i)
		return
	}
	if !t.headline {
		// The rest of a longer name is none.
		n, _ := r.listed(t, i, j)
		for k := i + 1; k < j; k++ {
			if n == 0 && r.isPerson(t, k, j) && j-k > 1 && (k == i+1 && t.tokens[i].opens || t.tokens[k-1].flags&enWord != 0 || demonyms[t.tokens[k-1].low]) {
				r.person(t, k, j)
				return
			}
		}
		if full, ok := r.people[t.tokens[j-1].low]; ok && full != "" && t.tokens[j-2].flags&enWord != 0 && t.tokens[j-2].flags&enGiven == 0 {
			r.add(t, j-1, j, 'h')
		}
		return
	}
	for k := i; k < j; {
		n := min(j-k, 6)
		for ; n > 0; n-- {
			if kind := r.certain(t, k, k+n); kind != 0 {
				r.add(t, k, k+n, kind)
				break
			}
		}
		k += max(n, 1)
	}
}

// certain is the kind that tokens i to j are known to be in a headline, 0 for
// none.
func (r *enReader) certain(t *enField, i, j int) byte {
	key := t.key(i, j)
	if r.orgs[key] {
		return 'o'
	}
	if r.places[key] {
		return 'p'
	}
	if full, ok := r.people[t.tokens[j-1].low]; ok && full != "" && (j == i+1 && (t.tokens[i].flags&enWord == 0 || r.alone[t.tokens[i].low] > 1) || strings.EqualFold(full, key)) {
		return 'h'
	}
	n, flags := r.listed(t, i, j)
	switch {
	case n != j-i:
	case flags&enOrg != 0 && (n > 1 || flags&enWord == 0 || t.tokens[i].shape == upper):
		return 'o'
	case flags&enMajor != 0 && (n > 1 || flags&enWord == 0 || t.tokens[i].shape == upper):
		return 'p'
	}
	return 0
}

// initials learns a name whose first letters follow in brackets: Seri (Social
// and Economic Research Initiative), and the other way round.
func (r *enReader) initials(t *enField, i, j int) bool {
	var letters strings.Builder
	for k := i; k < j; k++ {
		if t.tokens[k].isName() {
			letters.WriteString(t.tokens[k].low[:1])
		}
	}
	in := letters.String()
	if len(in) < 2 {
		return false
	}
	inside, outside := t.at(j+1), t.at(i-2)
	switch {
	case t.at(j).low == "(" && strings.ReplaceAll(inside.low, ".", "") == in && t.at(j+2).low == ")":
		r.abbreviate(inside.low, t.key(i, j))
	case t.at(i-1).low == "(" && t.at(j).low == ")" && strings.ReplaceAll(outside.low, ".", "") == in:
		r.abbreviate(outside.low, t.key(i, j))
	default:
		return false
	}
	r.org(t, i, j)
	return true
}

// cued marks a run that the word before it calls a body.
func (r *enReader) cued(t *enField, i, j int) bool {
	if before := t.at(i - 1); !orgCues[before.low] || !t.tokens[i].joined || j-i > 4 {
		return false
	}
	r.org(t, i, j)
	return true
}
