package extract

import (
	"strings"
	"unicode"

	"dabao/ingest/extract/body"
	"dabao/ingest/extract/when"
	"dabao/schema"
)

// withoutFurniture takes out of the first and last blocks of a text the lines
// that say nothing but who wrote it and when: they have columns of their own.
func withoutFurniture(blocks []schema.Block, list []schema.Credit, day string) []schema.Block {
	out := blocks[:0:0]
	for i, b := range blocks {
		edge := i < 3 || i >= len(blocks)-4
		if edge && b.Kind == schema.Paragraph && len(b.Text) < maxLine && furniture(b.Text, list, day) {
			continue
		}
		out = append(out, b)
	}
	if len(out) == 0 {
		return blocks
	}
	return out
}

func furniture(s string, list []schema.Credit, day string) bool {
	if speech(s) {
		return false
	}
	return onlyCredits(s) || onlyByline(s, list) || onlyDate(s, day)
}

// onlyCredits says whether labels and names make up a line.
func onlyCredits(s string) bool {
	if leadsRole(s) && len(roleCredits(s)) > 0 {
		return true
	}
	ln := readCreditLine(s)
	if len(ln.credits) == 0 {
		return false
	}
	rest := s
	for _, c := range ln.credits {
		rest = strings.Replace(rest, c.Name, "", 1)
	}
	for _, lb := range labels {
		rest = strings.ReplaceAll(rest, lb.word, "")
	}
	return letters(rest)*5 <= letters(s)
}

// onlyByline says whether a line is "By" and the authors already known.
func onlyByline(s string, list []schema.Credit) bool {
	rest, led := AfterBy(s)
	if rest == "" {
		return false
	}
	parts := splitNames(rest)
	if names := koreanNames(s); len(names) > 0 && len(s) < 80 {
		parts = names
	}
	for _, part := range parts {
		known := false
		for _, c := range list {
			known = known || strings.EqualFold(c.Name, part)
		}
		if !known {
			return false
		}
	}
	return led || len(parts) > 0
}

// onlyDate says whether a line prints the day of publication and at most a word
// for it; other days alone on a line are headings of a chronicle.
func onlyDate(s, day string) bool {
	if len(s) > 120 || !mayHoldDate(s) || body.IsSentence(s) {
		return false
	}
	m, i, j, ok := when.Find(s, when.DayFirst)
	return ok && (m.On() == day || m.Doubtful) && letters(s[:i])+letters(s[j:]) <= 12
}

func letters(s string) int {
	n := 0
	for _, r := range s {
		if unicode.IsLetter(r) {
			n++
		}
	}
	return n
}

// withoutSubtitle settles a line that stands both under the headline and at the
// head of the text. In Chinese it is the 副题, which has a column of its own;
// elsewhere it is a standfirst, which belongs to the text.
func withoutSubtitle(blocks []schema.Block, t *titles) []schema.Block {
	if t.subtitle == "" {
		return blocks
	}
	for i := range blocks[:min(2, len(blocks))] {
		if undashed(blocks[i].Text) != undashed(t.subtitle) {
			continue
		}
		if hanShare(t.subtitle) < .5 {
			t.subtitle = ""
			return blocks
		}
		return append(blocks[:i:i], blocks[i+1:]...)
	}
	return blocks
}
