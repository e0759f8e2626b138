package names

// isPerson reports whether a token is certainly the name of a person here.
func (l *lattice) isPerson(t *zhField, i int) bool {
	k := t.tokens[i]
	if k.class != human && k.class != sounds && k.class != 'h' && k.flags&zhPlace == 0 {
		return false
	}
	name := t.text(k)
	switch {
	case k.flags&certain != 0:
		return k.class == human || k.class == sounds
	case k.flags&zhPlace != 0 && k.flags&zhOrg == 0 && l.isHolder(t, k):
		return true
	case k.flags&(zhPlace|zhOrg) != 0 || len(name) < 2:
		return false
	}
	if is := l.evidence.knows(name); is != 0 {
		return is == human
	}
	return l.readsAsPerson(t, k, name) && !l.isStrange(t, i)
}

// readsAsPerson weighs the characters of a name and what stands beside it.
func (l *lattice) readsAsPerson(t *zhField, k token, name []rune) bool {
	beside, repeated := l.evidence.beside(t, k.start, k.end), l.evidence.repeated(name)
	if k.class == sounds {
		return beside >= bySpeech || l.isPlayer(t, k)
	}
	if l.isAnotherWord(t, k, beside) {
		return false
	}
	if k.class == 'h' {
		return l.isListedPerson(t, k, beside, repeated)
	}
	common := l.isCommonFamily(name[0])
	if len(name) == 2 {
		return beside >= byBracket && k.margin > 0 || beside >= byOffice+bySpeech || beside >= byOffice && common && k.margin >= dear && !isHan(t.at(k.end)) || beside == byList && k.margin >= 12 && common || repeated >= 2*byRepeat && beside+int(k.margin) >= 12
	}
	if c, _ := l.letter(family, name[0]); c > 16 && beside < bySpeech && l.writesSounds(name) && !l.sport {
		return false // a foreign name of we do not know what
	}
	edge, listed := apart(t.at(k.start-1)) || apart(t.at(k.end)), t.at(k.start-1) == '、' || t.at(k.end) == '、'
	return beside+repeated > byBracket || beside+repeated == byBracket && (k.margin >= 8 || listed && (common || k.margin > 0)) || k.margin >= 34 || common && (k.margin >= 24 || k.margin >= 20 && edge)
}

// isAnotherWord reports whether what looks like a name is more likely none: it
// cuts a word beside it, ends like a place, begins with a word or a character
// that is mostly no family name, its given name is a word, or what stands before
// it takes its first character.
func (l *lattice) isAnotherWord(t *zhField, k token, beside int) bool {
	name := t.text(k)
	last := name[len(name)-1]
	common := l.isCommonFamily(name[0])
	switch {
	case beside < byOffice && (k.crosses() || k.wide < dear || grounds.has(last) || !common && rareGrounds.has(last)):
		return true
	case len(name) == 2 && last == name[0]: // 毛毛
		return true
	case t.led(k.start): // 十米左右
		return true
	case beside < byOffice && t.goesOnAsPlace(k): // 雷岭|镇, 杨浦|分局
		return true
	}
	if c, ok := l.letter(family, name[0]); ok && c > 30 && beside < byBracket {
		return true
	}
	if len(name) != 3 || beside >= byAddress {
		return false
	}
	if beside < bySpeech && isDivision(name[1:2]) || l.beginsWithWord(name, beside) {
		return true
	}
	e := l.find(name[1:])
	return e.class != 0 && (containsRune("vdtmfrsw", rune(e.class)) || e.class == 'n' && e.cost < 44)
}

// goesOnAsPlace reports whether the ending of a town or the head of a body makes
// what looks like a name the name of a place.
func (t *zhField) goesOnAsPlace(k token) bool {
	if n := t.tokenAt(k.end); isVillage(t.at(k.end)) && n >= 0 && t.tokens[n].end == k.end+1 {
		return true
	}
	return bodies.startsAt(t.f, k.end) > 1 && (k.flags&zhMaybe != 0 || t.placeBefore(k.start))
}

// beginsWithWord reports whether the first two characters of three are a place
// or a word, and no family name: 母亲|河. Less is said by a word that is rare.
func (l *lattice) beginsWithWord(name []rune, beside int) bool {
	e := l.find(name[:2])
	if e.class == 0 || e.flags&zhSurname != 0 {
		return false
	}
	return beside < byBracket && e.flags&zhPlace != 0 || beside < bySpeech && (e.class == 'n' || e.cost < 44 && containsRune("vdawts", rune(e.class)))
}

// isListedPerson decides on what the word list takes for the name of a person,
// which it does of many other words too.
func (l *lattice) isListedPerson(t *zhField, k token, beside, repeated int) bool {
	name := t.text(k)
	cost, rare := l.nameCost(name, human), l.find(name).cost >= 47
	switch {
	case beside >= byOffice && cost >= 0:
		return true
	case len(name) > 2 && l.writesSounds(name):
		return beside >= bySpeech || l.sport && things.startsAt(t.f, k.end) == 0
	case len(name) > 2:
		return cost >= 0 && (rare && beside+repeated >= byRepeat || beside >= bySpeech)
	case l.sport && beside >= byList && l.writesSounds(name):
		return true
	case cost < 0 || !rare:
		return false
	}
	common := l.isCommonFamily(name[0])
	return beside >= bySpeech && repeated > 0 || beside >= byBracket && cost <= 70 && common || repeated >= 2*byRepeat || repeated > 0 && common && beside >= byList
}

// isCommonFamily reports whether a character is one of the hundred or so most
// common family names.
func (l *lattice) isCommonFamily(r rune) bool {
	c, ok := l.letter(family, r)
	return ok && c <= 16
}

// writesSounds reports whether foreign names are written in the characters of
// name.
func (l *lattice) writesSounds(name []rune) bool {
	for _, r := range name {
		if c, ok := l.letter(transfer, r); !ok || c > 33 {
			return false
		}
	}
	return true
}
