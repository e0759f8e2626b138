package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"dabao/ingest/extract/body"
	"dabao/ingest/extract/when"
	"dabao/schema"
)

// nakedName finds a name that stands alone on its line between headline and
// text, beside the date.
func (p *page) nakedName(t *titles) []string {
	if t.head == nil {
		return nil
	}
	first, last := p.around(t)
	for i := first + runsBefore; i < min(last, first+runsBefore+16); i++ {
		r := &p.runs[i]
		name := strings.TrimRight(r.text, " |·•,")
		if r.order > p.prose && i > first+runsBefore+8 || p.offAt(r.order, r.place, offPage|inFigure) || r.place&inHeading != 0 || len(name) > 40 || !fullName(name) {
			continue
		}
		for j := max(i-1, 0); j <= min(i+3, len(p.runs)-1); j++ {
			if s := p.runs[j].text; j != i && len(s) < 60 && (mayHoldDate(s) && dated(s) || says(s, agoWords)) {
				return []string{name}
			}
		}
	}
	return nil
}

func dated(s string) bool {
	_, _, _, ok := when.Find(s, when.DayFirst)
	return ok
}

// agoWords tell the age of an article instead of its date.
var agoWords = []string{" ago", "vor ", "hace ", "il y a", " fa", "önce", "temu", "назад", "timer siden", "sedan", "geleden", "sitten"}

// signed are the names that stand alone as a line cut off the text, or as its
// first or last.
func signed(b *body.Body) []string {
	for _, line := range b.Credits {
		if names := koreanNames(line); len(names) > 0 {
			return names
		}
		line, _ = AfterBy(line)
		if names := fullNames(line); len(names) > 0 {
			return names
		}
	}
	if n := len(b.Blocks); n > 0 {
		if names := japaneseSignature(b.Blocks[n-1].Text); len(names) > 0 {
			return names
		}
	}
	for _, at := range []int{0, 1, len(b.Blocks) - 1} {
		if at < 0 || len(b.Blocks) < 3 || b.Blocks[at].Kind == schema.Caption || b.Blocks[at].Kind == schema.Heading && at > 0 || len(b.Blocks[at].Text) > 80 {
			continue
		}
		if names := fullNames(b.Blocks[at].Text); len(names) > 0 {
			return names
		}
	}
	return nil
}

// fullNames are the names a line consists of; nil where it holds anything else.
func fullNames(line string) []string {
	var out []string
	for _, part := range splitNames(line) {
		if !fullName(part) {
			return nil
		}
		out = append(out, part)
	}
	return out
}

// fullName says whether s looks like given name and family name and nothing
// else.
func fullName(s string) bool {
	fields := strings.Fields(s)
	if len(fields) < 2 || len(fields) > 4 {
		return false
	}
	for _, f := range fields {
		r, _ := utf8.DecodeRuneInString(f)
		if !unicode.IsUpper(r) && !particles[f] {
			return false
		}
		for _, r := range f {
			if !unicode.IsLetter(r) && !unicode.IsMark(r) && !strings.ContainsRune("-.'’", r) {
				return false
			}
		}
	}
	_, ok := personName(s)
	return ok
}
