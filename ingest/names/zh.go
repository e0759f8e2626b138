package names

import "slices"

// certain marks a token of a name that the article has made certain.
const certain = 0x80

// readChinese finds the names of the fields of one article.
//
//	count   strings that may be people, in the whole article
//	cut     each field into tokens, people among them        (zhlattice.go)
//	judge   which of the people, and which short forms, are certain (zhjudge.go, zhstrange.go)
//	cut     again, with what is certain
//	mark    people, organisations, places                    (zhperson.go, zhorg.go, zhplace.go)
func readChinese(fields []*zhField, stopped func() bool) *lattice {
	l := &lattice{chineseList: openChinese(), evidence: &evidence{count: map[uint64]int{}, known: map[uint64]*known{}, sounds: map[uint64]int{}}, sport: tellsOfSport(fields), fields: fields}
	for _, t := range fields {
		l.gather(t)
	}
	l.settle()
	for pass := range 2 {
		if pass > 0 && len(l.evidence.known) == 0 {
			break // it would find what the first found
		}
		for _, t := range fields {
			if stopped() {
				return l
			}
			l.cut(t)
		}
		l.survey(fields)
		l.countSounds(fields, pass)
		for _, t := range fields {
			l.judgeOrgs(t)
			if pass == 0 {
				l.judgeSpelled(t)
				l.judgePlaces(t)
			}
		}
		for _, t := range fields {
			l.judge(t)
		}
	}
	for _, t := range fields {
		if stopped() {
			return l
		}
		l.mark(t)
	}
	return l
}

// mark sets the mentions of a field, in order and not overlapping.
func (l *lattice) mark(t *zhField) {
	closed := t.works()
	orgs := l.orgs(t)
	people := l.people(t)
	places := l.places(t)
	taken := slices.Clone(closed)
	for _, m := range l.outlets(t) {
		t.put(m, taken, true)
	}
	for _, list := range [][]mention{t.compounds(places), orgs, people, places} {
		for _, m := range list {
			t.put(m, taken, false)
		}
	}
	t.dropCredits()
	t.sort()
}

// put adds a mention unless another has its characters.
func (t *zhField) put(m mention, taken []bool, anyway bool) {
	for i := m.start; i < m.end && !anyway; i++ {
		if taken[i] {
			return
		}
	}
	for i := m.start; i < m.end; i++ {
		taken[i] = true
	}
	t.spans = append(t.spans, m)
}
