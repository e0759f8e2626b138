package names

import "strings"

// single decides on one capitalised word.
func (r *enReader) single(t *enField, i int) {
	k := &t.tokens[i]
	before, after := t.at(i-1), t.at(i+1)
	if full, ok := r.people[k.low]; ok && full != "" && !(k.flags&enMajor != 0 && (locate[before.low] || k.flags&enSurname == 0)) {
		m := r.add(t, i, i+1, 'h')
		r.roleBefore(t, i, m)
		return
	}
	if r.orgs[k.low] || r.listsBodies(t, i) {
		r.org(t, i, i+1)
		return
	}
	if full := r.firsts[k.low]; full != "" && k.flags&(enPlace|enOften) == 0 && !k.opens || full != "" && k.flags&(enWord|enPlace) == 0 {
		r.add(t, i, i+1, 'h')
		return
	}
	if demonyms[k.low] && k.flags&enOrg == 0 || titles[k.low] && k.flags&enOrg == 0 {
		return
	}
	if n, flags := r.listed(t, i, i+1); n == 1 {
		switch {
		case flags&enOrg != 0 && (flags&enWord == 0 || !k.opens) && (k.shape == upper || flags&enOften == 0 || after.poss || said[after.low] || before.low == "the" || !r.lowered[k.low]):
			if k.shape == upper || flags&(enPlace|enMajor) == 0 || !inside[before.low] {
				r.add(t, i, i+1, 'o')
				return
			}
			r.add(t, i, i+1, 'p')
			return
		case flags&enPlace != 0 && r.isPlace(t, i, flags):
			r.add(t, i, i+1, 'p')
			r.places[k.low] = true
			return
		}
	}
	if titles[before.low] && before.shape == lower && before.low != "general" && k.joined && k.shape == capital && !strings.ContainsAny(k.low, "0123456789") && k.flags&(enWord|enPlace|enOrg) == 0 {
		r.learn(k.low, k.low)
		m := r.add(t, i, i+1, 'h')
		r.roleBefore(t, i, m)
		return
	}
	if orgCues[before.low] && !k.opens && k.joined && k.flags&enWord == 0 && k.shape != mark || before.low == "," && orgCues[t.at(i-2).low] && k.flags&(enWord|enPlace) == 0 && after.low == "," {
		r.add(t, i, i+1, 'o')
		r.orgs[k.low] = true
		return
	}
	if r.alone[k.low] > 1 && k.flags&enSurname != 0 && k.flags&(enWord|enPlace|enOrg) == 0 && k.shape == capital && !r.lowered[k.low] {
		m := r.add(t, i, i+1, 'h')
		r.roleBefore(t, i, m)
		return
	}
	if before.low == "(" && after.low == ")" && k.shape == upper && r.orgs[k.low] {
		r.add(t, i, i+1, 'o')
	}
}

// listsBodies reports whether a list of examples of companies or the like has
// token i: firms such as Petronas, Proton.
func (r *enReader) listsBodies(t *enField, i int) bool {
	for k := i - 1; k > 0 && i-k < 12; k-- {
		w := t.tokens[k].low
		switch {
		case w == "as" && t.tokens[k-1].low == "such" && k > 1:
			return orgCues[strings.TrimSuffix(t.tokens[k-2].low, "s")] || t.tokens[k-2].low == "companies" || t.tokens[k-2].low == "agencies"
		case w == "including" || w == "like":
			return t.tokens[k-1].low == "companies" || orgCues[strings.TrimSuffix(t.tokens[k-1].low, "s")]
		case t.tokens[k].isName(), w == ",", w == "and", w == "or":
		default:
			return false
		}
	}
	return false
}

// isPlace reports whether a word that may be a place is one here.
func (r *enReader) isPlace(t *enField, i int, flags uint8) bool {
	k := &t.tokens[i]
	before, after := t.at(i-1), t.at(i+1)
	located := locate[before.low] && k.joined
	second := after.low == "," && t.at(i+2).flags&enMajor != 0 && t.at(i+2).flags&enWord == 0
	switch {
	case r.places[k.low]:
		return true
	case i == 0 && k.shape == upper && k.end-k.start > 3 && (after.low == "," || after.low == "(" || after.low == "—"):
		return true
	case k.shape == upper && k.end-k.start <= 3:
		return flags&enMajor != 0
	case flags&enMajor != 0 && flags&enWord != 0: // China, Turkey
		return !k.opens && !r.lowered[k.low] || located || k.opens && r.alone[k.low] > 0 && !r.lowered[k.low]
	case flags&enMajor != 0:
		return true
	case flags&enOften != 0:
		return false
	case flags&(enWord) != 0:
		return located && second
	case second:
		return true
	}
	return located && (flags&(enGiven|enSurname) == 0 || before.low == "in") && before.low != "of" && before.low != "by" && before.low != "for" && before.low != "over"
}
