package charset

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/wlynxg/chardet"
)

// sampleBytes bounds what detection looks at.
const sampleBytes = 6 << 10

// usual are the legacy charsets of the languages dabao meets most, tried when
// neither a declaration nor detection is convincing.
var usual = []string{"gb18030", "big5", "shift_jis", "euc-jp", "euc-kr", "windows-1252", "windows-1251",
	"koi8-r", "koi8-u", "windows-1256", "iso-8859-6", "windows-1250", "iso-8859-2"}

// choose picks the charset of text that is not UTF-8: the first declared one
// that gives clean writing, else the best-looking of what was declared, what
// detection names and the usual ones, with detection preferred on a near tie.
func choose(body []byte, declared string, isHTML bool) (candidate, bool) {
	s := sample(body)
	named := declarations(body, declared, isHTML)
	for _, c := range named {
		if looksRight(s, c) {
			return c, true
		}
	}
	type guess struct {
		c     candidate
		score float64
	}
	var best guess
	consider := func(c candidate, bonus float64) {
		text, damage := c.decode(s)
		if damage > maxDamage {
			return
		}
		if g := (guess{c, score(text, c.name) - 2*damage + bonus}); best.c.enc == nil || g.score > best.score {
			best = g
		}
	}
	const detected, stated = 0.15, 0.05
	if c, ok := lookup(chardet.Detect(s).Charset); ok && c.name != "x-mac-cyrillic" {
		// No news site of today writes the charset left out here; it differs
		// from windows-1251 in few letters, and detection mixes them up.
		consider(c, detected)
		if c.name == "koi8-r" { // detection does not know its sister
			if u, ok := lookup("koi8-u"); ok {
				consider(u, detected)
			}
		}
	}
	for _, c := range named {
		consider(c, stated)
	}
	for _, label := range usual {
		if c, ok := lookup(label); ok {
			consider(c, 0)
		}
	}
	return best.c, best.c.enc != nil
}

// looksRight reports whether a declared charset may be believed: next to no
// damage, and what comes out is writing.
func looksRight(s []byte, c candidate) bool {
	text, damage := c.decode(s)
	return damage <= cleanDamage && score(text, c.name) >= minScore
}

// sample shortens the bytes to what carries evidence: the high bytes and the
// ASCII next to them, which may be the second half of a character. Long ASCII
// runs, markup and scripts, keep only their ends.
func sample(body []byte) []byte {
	const keep = 8
	out := make([]byte, 0, min(len(body), sampleBytes))
	run := 0 // ASCII bytes since the last high byte
	for i, c := range body {
		if len(out) >= sampleBytes {
			break
		}
		if c >= utf8.RuneSelf || c == 0x1B {
			if run > keep {
				out = append(out, body[i-min(keep, run-keep):i]...)
			}
			run = 0
			out = append(out, c)
			continue
		}
		if run++; run <= keep {
			out = append(out, c)
		}
	}
	return out
}

// score is the share of the characters outside ASCII that look like writing:
// it weighs how ordinary each one is in running text, and pairs that cannot
// stand beside each other. 1 is ordinary prose, 0 is noise.
func score(text, charset string) float64 {
	var sum float64
	n := 0
	prev := ' '
	kana := 0.3 // every charset of the region holds kana, and misread bytes hit them
	if charset == "shift_jis" || charset == "euc-jp" || charset == "iso-2022-jp" {
		kana = 1
	}
	for _, r := range text {
		if r >= utf8.RuneSelf {
			n++
			if r >= 0x3040 && r <= 0x30FF {
				sum += kana
			} else {
				sum += ordinary(prev, r)
			}
		}
		prev = r
	}
	if n == 0 {
		return 1
	}
	return sum / float64(n)
}

// ordinary weighs one character after another, from 0 (never in prose) to 1.
func ordinary(prev, r rune) float64 {
	switch {
	case r == utf8.RuneError, r >= 0xE000 && r <= 0xF8FF, r < 0xA0:
		return 0
	case r >= 0xFF61 && r <= 0xFF9F: // half-width kana: what misread Chinese comes out as
		return 0.1
	case r >= 0x3000 && r <= 0x3002, r == 0xFF0C:
		return 1
	case r >= 0xAC00 && r <= 0xD7A3:
		return 0.8
	case r >= 0x4E00 && r <= 0x9FFF:
		if _, ok := slices.BinarySearch(common, r); ok {
			return 1
		}
		return 0.35
	case r >= 0xFF00 && r <= 0xFF5E, r >= 0x2010 && r <= 0x2030:
		return 0.9
	case unicode.IsLetter(r):
		return alphabetic(prev, r)
	case r == 0xA0, r == 0xAB, r == 0xBB, r == 0xB0, r == 0xA9, r == 0xB7:
		return 0.6
	}
	return 0.2
}

// alphabetic weighs a letter of an alphabet by its neighbour and by how often it
// is used: letters of one script and case stand together; Latin letters with
// marks stand among plain ones, not in rows.
func alphabetic(prev, r rune) float64 {
	latin := unicode.Is(unicode.Latin, r)
	rare := 0.0
	if frequent := frequentIn(r); frequent != "" && !strings.ContainsRune(frequent, unicode.ToLower(r)) {
		rare = 0.5
	}
	switch {
	case latin && prev >= utf8.RuneSelf:
		return 0.2
	case latin:
		return 0.8
	case prev < utf8.RuneSelf && !unicode.IsLetter(prev):
		return 0.8 - rare
	case !unicode.IsLetter(prev) || prev < utf8.RuneSelf:
		return 0.3
	case unicode.IsLower(prev) && unicode.IsUpper(r):
		return 0.1
	}
	return 0.8 - rare
}

// frequentIn are the letters that make up two thirds of any text in the
// alphabet of r; "" where the alphabet has one usual charset only. The charsets
// of one alphabet put other letters in these places, in the other case or not.
func frequentIn(r rune) string {
	switch {
	case r >= 0x400 && r <= 0x45F:
		return "оеаинтсрвлік"
	case r >= 0x600 && r <= 0x6FF:
		return "اليمنورتبهةعد"
	}
	return ""
}
