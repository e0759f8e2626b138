package names

import "slices"

// Where no words are known around it, a name of a person is not told from any
// other characters. What a character costs as part of the cheapest words says
// how much is known: 14 to 29 in 275,000 places of Chinese pages of today, up to
// 32 in their classical prose, 37 to 53 in characters drawn at random, 30 to 59
// in Japanese pages.
const (
	strange = 32 // a character of a stretch that costs more is no Chinese prose
	reach   = 40 // characters of a stretch to either side of a name
	prior   = 12 // characters for which the article as a whole speaks too
	native  = 30 // what a function word of Cantonese costs, which the word list lacks
)

// cantonese are the characters that Cantonese is written with besides those of
// the standard language.
var cantonese = words(`佢 哋 喺 唔 咗 嘅 咁 冇 嗰 噉 啲 嚟 嘢 啱 攞 畀 嘥 㗎 喎 啩 嘞 囉 咩 咪 睇 諗 揾 搵 攰 瞓 嗌 孭 掟 啫 噃 咋 嗱 嗮 晒`)

// weight sums what characters cost.
type weight struct{ cost, chars int }

// add takes a token, unless it is a name of a person or holds no characters that
// could be words.
func (w *weight) add(t *zhField, k token) {
	switch k.class {
	case human, sounds, 'h', latin, digits, blank:
		return
	case sign:
		if isForeignLetter(t.f[k.start]) {
			w.cost, w.chars = w.cost+unseen, w.chars+1
		}
		return
	}
	if k.flags&certain != 0 {
		return
	}
	cost := int(k.cost)
	if cost > native && k.end-k.start == 1 && cantonese.has(t.text(k)) {
		cost = native
	}
	w.cost, w.chars = w.cost+cost, w.chars+k.end-k.start
}

// isForeignLetter reports whether r is of the letters that Japanese and Korean
// write between Han characters; a middle dot is none.
func isForeignLetter(r rune) bool {
	return r >= 0x3041 && r <= 0x30FF && r != '・' || r >= 0xAC00 && r <= 0xD7A3
}

// survey weighs the article as it is cut.
func (l *lattice) survey(fields []*zhField) {
	l.evidence.all = weight{}
	for _, t := range fields {
		t.sums = append(slices.Grow(t.sums[:0], len(t.tokens)+1), weight{})
		var sum weight
		for _, k := range t.tokens {
			sum.add(t, k)
			t.sums = append(t.sums, sum)
		}
		l.evidence.all.cost += sum.cost
		l.evidence.all.chars += sum.chars
	}
}

// isStrange reports whether token i stands in a stretch without known words.
func (l *lattice) isStrange(t *zhField, i int) bool {
	w, all := t.around(i), l.evidence.all
	if all.chars > 0 {
		w.cost, w.chars = w.cost+prior*all.cost/all.chars, w.chars+prior
	}
	return w.cost > strange*w.chars
}

// around weighs what stands on both sides of token i.
func (t *zhField) around(i int) weight {
	first, behind := max(0, t.tokenAt(t.tokens[i].start-reach)), len(t.tokens)
	if last := t.tokenAt(t.tokens[i].end + reach - 1); last >= 0 {
		behind = last + 1
	}
	a, b, c, d := t.sums[first], t.sums[i], t.sums[i+1], t.sums[behind]
	return weight{b.cost - a.cost + d.cost - c.cost, b.chars - a.chars + d.chars - c.chars}
}
