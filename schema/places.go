package schema

import "unicode/utf8"

// Places finds what stands at the spans of one article, each in a bounded
// number of steps, however long the text is and however many spans there are.
// The article must not change meanwhile.
type Places struct {
	article *Article
	marks   map[Span]*marked // by field and position alone
}

// marked is a text with the place in bytes of every markEvery-th code point.
type marked struct {
	text  string
	at    []int
	runes int
}

const markEvery = 256

// Places starts with nothing looked up.
func (a *Article) Places() *Places { return &Places{a, map[Span]*marked{}} }

// FieldText is the text in which a span stands; false where the article has no
// such field or block. An empty subtitle is none.
func (a *Article) FieldText(s Span) (string, bool) {
	switch s.Field {
	case "title":
		return a.Title, s.Position == 0
	case "subtitle":
		return a.Subtitle, s.Position == 0 && a.Subtitle != ""
	case "block":
		if s.Position >= 0 && s.Position < len(a.Blocks) {
			return a.Blocks[s.Position].Text, true
		}
	}
	return "", false
}

// Cut is what stands at a span. The misfit says why nothing does: no such field
// or block, or a span that is empty or leaves the text; nil where something does.
func (p *Places) Cut(s Span) (string, *Misfit) {
	text, ok := p.article.FieldText(s)
	switch {
	case !ok && s.Field == "block":
		return "", Misfitf(UnknownField, "there is no block %d, the article has %d", s.Position, len(p.article.Blocks))
	case !ok:
		return "", Misfitf(UnknownField, "there is no field %.20q at position %d", s.Field, s.Position)
	case s.Start < 0 || s.End <= s.Start:
		return "", Misfitf(BadSpan, "characters %d to %d are no span", s.Start, s.End)
	}
	of := Span{Field: s.Field, Position: s.Position}
	m := p.marks[of]
	if m == nil {
		m = mark(text)
		p.marks[of] = m
	}
	if s.End > m.runes {
		return "", Misfitf(BadSpan, "characters %d to %d leave the %s, which has %d", s.Start, s.End, s.Field, m.runes)
	}
	return text[m.byteAt(s.Start):m.byteAt(s.End)], nil
}

func mark(text string) *marked {
	m := &marked{text: text}
	for i := range text {
		if m.runes%markEvery == 0 {
			m.at = append(m.at, i)
		}
		m.runes++
	}
	return m
}

// byteAt is where the n-th code point starts, the end of the text for the one
// after the last.
func (m *marked) byteAt(n int) int {
	if n == m.runes {
		return len(m.text)
	}
	at := m.at[n/markEvery]
	for range n % markEvery {
		_, size := utf8.DecodeRuneInString(m.text[at:])
		at += size
	}
	return at
}
