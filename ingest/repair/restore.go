package repair

import (
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/traditionalchinese"
)

// maxZone bounds how many characters may stand askew in one place. A line of
// Chinese meets an ASCII byte or a second split long before.
const maxZone = 120

// maxLooks bounds how often a character is looked up on the page.
const maxLooks = 100

// zone is a split place read back into GBK bytes: bytes from the first lost
// one on, and what is known of the lost ones.
type zone struct {
	bytes   []byte
	lost    []hole
	glosses []gloss
	end     int // offset in the text behind the place
}

// hole is a lost byte: bytes[at], the second byte of a character that begins
// with lead and is read as syllable.
type hole struct {
	at       int
	lead     byte
	syllable string
}

// gloss is a parenthesis that stood after bytes[:at].
type gloss struct {
	at   int
	text string // as it stands in the damaged text
	lost bool   // it stands there without its opener
}

// restore reads the split place that begins at places[0]. It returns the
// original text, the offset behind the place and how many whole glosses stood
// inside; ok is false when more than one original, or none, is possible, or the
// page speaks against it (see vouched), and end is then the offset behind what
// must be left as it stands.
func restore(s string, places []place) (text string, end, glosses int, ok bool) {
	z, ok := readZone(s, places)
	if !ok {
		return "", z.end, 0, false
	}
	found := 0
	for _, filled := range z.fill() {
		t, ok := decodeAligned(filled)
		if !ok || !everyday(t) || !z.read(filled) || damage(z, filled) != s[places[0].start:z.end] {
			continue
		}
		if found++; found > 1 {
			return "", z.end, 0, false
		}
		text = t
	}
	if found == 1 && !vouched(s, places[0].start, z, text) {
		return "", z.end, 0, false
	}
	return text, z.end, len(z.glosses) - len(z.lost), found == 1
}

// vouched reports whether the rest of the page lets the place be read as text.
// A converter glosses a character everywhere or nowhere. So one that comes out
// bare and whole, though it has another simplified form, was there before: it
// may not be glossed elsewhere, and the page must show at least one such
// character bare outside the place, unless a gloss inside it tells that the
// bytes are read as they were. Where a pair of bytes was dropped later, what is
// left may still decode without a fault, but to what hardly fits.
func vouched(s string, start int, z zone, text string) bool {
	needed, at := false, 0
	seen := len(z.glosses) > len(z.lost)
	for _, c := range text {
		b, _ := gbkBytes(c)
		from, end := at, at+len(b)
		at = end
		if len(plainReadings()[c]) == 0 || slices.ContainsFunc(z.glosses, func(g gloss) bool { return g.at == end && !g.lost }) {
			continue
		}
		split := slices.ContainsFunc(z.lost, func(h hole) bool { return h.at >= from && h.at < end })
		bare, glossed := occurrences(s[:start], c)
		bareBehind, glossedBehind := occurrences(s[z.end:], c)
		if !split && (glossed || glossedBehind) {
			return false
		}
		needed = needed || !split
		seen = seen || bare || bareBehind
	}
	return !needed || seen
}

// occurrences reports whether c stands in s without a gloss, and whether with
// one.
func occurrences(s string, c rune) (bare, glossed bool) {
	for range maxLooks {
		i := strings.IndexRune(s, c)
		if i < 0 {
			break
		}
		s = s[i+utf8.RuneLen(c):]
		if strings.HasPrefix(s, "(") && glossAt(s, 0) {
			return bare, true
		}
		bare = true
	}
	return bare, false
}

// readZone walks from the first lost byte to where the bytes' two readings
// meet again: a character ends in both. It fails where a character has no GBK
// bytes or a further byte is missing; end is then behind the last gloss read.
func readZone(s string, places []place) (zone, bool) {
	p := places[0]
	z := zone{end: p.end}
	before, ok := gbkBytes(p.prev)
	if !ok || len(before) != 2 {
		return z, false
	}
	z.split(p, s[p.start:p.end], before[1])
	places = places[1:]
	for i, n := p.end, 0; i < len(s) && n < maxZone; n++ {
		if len(places) > 0 && places[0].start == i {
			p, places = places[0], places[1:]
			i = p.end
			z.end = i
			if !p.lost {
				z.glosses = append(z.glosses, gloss{len(z.bytes), s[p.start:p.end], false})
			} else {
				z.split(p, s[p.start:p.end], z.bytes[len(z.bytes)-1])
			}
		} else {
			r, size := utf8.DecodeRuneInString(s[i:])
			b, ok := gbkBytes(r)
			if !ok || r == '?' {
				return z, false
			}
			z.bytes = append(z.bytes, b...)
			i += size
		}
		// A gloss belongs to what it follows, so the place ends behind it.
		if pending := glossAt(s, i); !pending && z.aligned() {
			z.end = i
			return z, true
		}
	}
	return z, false
}

// glossAt reports whether a gloss stands at s[i:], whatever it follows.
func glossAt(s string, i int) bool {
	rest := s[i:min(len(s), i+maxSyllable+6)]
	close := strings.IndexByte(rest, ')')
	if close < 1 {
		return false
	}
	for _, opener := range []string{"(", "?", "\ufffd(", "\ufffd"} {
		if strings.HasPrefix(rest[:close], opener) && isSyllable(rest[len(opener):close]) {
			return true
		}
	}
	return false
}

// split notes a lost byte and its gloss.
func (z *zone) split(p place, text string, lead byte) {
	z.lost = append(z.lost, hole{len(z.bytes), lead, normalLetters.Replace(p.syllable)})
	z.bytes = append(z.bytes, 0)
	z.glosses = append(z.glosses, gloss{len(z.bytes), text, true})
}

// aligned reports whether a character ends with the last byte. A lost byte
// that begins a character is a lead byte by construction; one that ends it may
// be anything.
func (z *zone) aligned() bool {
	i := 0
	for i < len(z.bytes) {
		isHole := slices.ContainsFunc(z.lost, func(h hole) bool { return h.at == i })
		if isHole || z.bytes[i] >= 0x81 {
			i++
		}
		i++
	}
	return i == len(z.bytes)
}

// fill gives the bytes with every choice for the lost ones.
func (z *zone) fill() [][]byte {
	const maxChoices = 64
	out := [][]byte{slices.Clone(z.bytes)}
	for _, h := range z.lost {
		var next [][]byte
		for _, c := range readings()[h.syllable] {
			b, ok := gbkBytes(c)
			if !ok || len(b) != 2 || b[0] != h.lead {
				continue
			}
			for _, base := range out {
				with := slices.Clone(base)
				with[h.at] = b[1]
				next = append(next, with)
			}
		}
		if out = next; len(out) > maxChoices {
			return nil
		}
	}
	return out
}

// read reports whether every whole gloss inside the place reads the two bytes
// before it.
func (z *zone) read(filled []byte) bool {
	for _, g := range z.glosses {
		if g.lost {
			continue
		}
		syllable := strings.Trim(g.text, "()")
		if g.at < 2 || !changed(gbkRune(filled[g.at-2], filled[g.at-1]), syllable) {
			return false
		}
	}
	return true
}

// everyday reports whether every character is one that print uses: in GB2312,
// in Big5, or ASCII. Bytes read askew hardly ever give only such characters.
func everyday(s string) bool {
	for _, r := range s {
		if r < utf8.RuneSelf {
			continue
		}
		if b, ok := gbkBytes(r); ok && len(b) == 2 && b[0] >= 0xA1 && b[0] <= 0xF7 && b[1] >= 0xA1 && (b[0] <= 0xA3 || b[0] >= 0xB0) {
			continue
		}
		if b, err := traditionalchinese.Big5.NewEncoder().String(string(r)); err == nil && len(b) == 2 && isHan(r) {
			continue
		}
		return false
	}
	return true
}

// damage does to the restored bytes what the converter did, and decodes them
// as the page's decoder did.
func damage(z zone, filled []byte) string {
	var b strings.Builder
	at := 0
	for _, g := range z.glosses {
		// The half character in front of a split is what its mark stands for.
		b.WriteString(decodeAskew(filled[at:g.at]))
		b.WriteString(g.text)
		at = g.at
	}
	b.WriteString(decodeAskew(filled[at:]))
	return b.String()
}
