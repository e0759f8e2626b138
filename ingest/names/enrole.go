package names

func realTitle(w string) bool { return w == "prof" || w == "professor" || w == "rev" }

// inTitle reports whether a word is part of titles.
func inTitle(w string) bool { return titles[w] || qualifiersEn[w] }

// owners open what says whose a title is.
var owners = enWords(`the its their his her our`)

// roleStart is where the title begins that ends before token at.
func (r *enReader) roleStart(t *enField, i, at int) int {
	start := at
	for start > i {
		w := &t.tokens[start-1]
		if n, _ := r.listedBack(t, i, start); n > 0 && !inTitle(w.low) {
			break
		}
		if demonyms[w.low] && !qualifiersEn[w.low] {
			break
		}
		if !inTitle(w.low) && !honorifics[w.low] && w.low != "of" && w.low != "for" && w.low != "and" && w.low != "the" {
			break
		}
		start--
	}
	return start
}

// roleBefore finds the title before a person at token i: words in lower case
// that end with one, or a run of capitals and a comma.
func (r *enReader) roleBefore(t *enField, i int, m *mention) {
	end := i
	if t.at(i-1).low == "," && t.at(i-2).shape == lower && titles[t.at(i-2).low] {
		if start := t.titleStart(i - 1); t.at(start-1).poss || owners[t.at(start-1).low] { // its deputy leader, John Smith
			m.roleStart, m.roleEnd = t.tokens[start].start, t.tokens[i-2].end
		}
		return
	}
	if t.at(i-1).low == "," && t.at(i-2).isName() {
		start := i - 2
		for start > 0 && (t.tokens[start-1].isName() || joinersOrg[t.tokens[start-1].low]) && i-start < 10 && t.tokens[start].joined {
			start--
		}
		for start < i-1 && !inTitle(t.tokens[start].low) {
			start++
		}
		if start < i-1 && titles[t.tokens[start].low] {
			m.roleStart, m.roleEnd = t.tokens[start].start, t.tokens[i-2].end
		}
		return
	}
	if !titles[t.at(end-1).low] || t.at(end-1).shape == mark || !t.tokens[i].joined {
		return
	}
	m.roleStart, m.roleEnd = t.tokens[t.titleStart(end)].start, t.tokens[end-1].end
}

// titleStart is the token where the title begins that ends before token end.
func (t *enField) titleStart(end int) int {
	start := end - 1
	for start > 0 && end-start < maxBehind && t.tokens[start].joined && inTitle(t.tokens[start-1].low) {
		start--
	}
	return start
}

// maxBehind is how many words behind a person are looked through for a title.
const maxBehind = 8

// roleBehind finds the title that follows a person and a comma: , executive
// director of the ….
func (r *enReader) roleBehind(t *enField, j int, m *mention) {
	if t.at(j).low != "," {
		return
	}
	i := j + 1
	if w := t.at(i).low; w == "a" || w == "an" || owners[w] {
		i++
	}
	for k := i; k < i+maxBehind && k < len(t.tokens) && t.tokens[k].shape != mark; k++ {
		w := &t.tokens[k]
		if said[w.low] || w.low == "of" || w.low == "who" || w.low == "was" || w.low == "is" || w.low == "had" || w.low == "and" {
			return
		}
		next := t.at(k + 1)
		if !titles[w.low] || titles[next.low] || !(next.shape == mark || next.low == "of" || next.low == "for" || next.low == "at" || next.low == "in" || next.low == "and" || next.low == "who" || next.low == "with" || said[next.low]) {
			continue
		}
		start := k
		for start > i && k-start < 3 && !t.tokens[start-1].poss && (t.tokens[start-1].shape == lower || qualifiersEn[t.tokens[start-1].low]) && !joinersOrg[t.tokens[start-1].low] && t.tokens[start-1].low != "the" && t.tokens[start-1].low != "a" {
			start--
		}
		m.roleStart, m.roleEnd = t.tokens[start].start, w.end
		return
	}
}
