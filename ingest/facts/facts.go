// Package facts finds the countable statements and the dates of an article.
//
// News prose states most of its numbers as numeral plus measure word: 885名,
// 1.4萬人次, 15%至20%, 三百多家. Such a statement becomes a Quantity: the span
// it stands in, its value multiplied out, its unit as written, and how the text
// hedges it. Calendar digits become a Date: resolved to ISO 8601 against the
// day of publication, at the precision the text gives and no finer.
//
// How a text is read:
//
//	text ── fold ──▶ runes: width and script levelled, places kept  (fold.go)
//	     ── calendar ──▶ dates and clock times, still unresolved    (calendar.go)
//	     ── numbers ──▶ numerals outside the calendar spans         (number.go)
//	     ── units ──▶ a numeral with a measure word is a quantity   (unit.go)
//	     ── hedges, noun, subject: the words around it      (hedge.go, noun.go)
//
// Two decisions rule the rest. A doubtful row is worse than a missing one, so
// units are a closed list, each with the characters that make another word of
// it (支 before 持, 家 before 庭), and a date that cannot be resolved gives no
// row. And every step only moves forward over the runes, looking a bounded
// number of places to either side, so the time is linear in the text whatever
// it holds.
//
// Figures stand where a reader meets the article: title, subtitle, blocks.
// Captions are blocks and are read too. Offsets are code points in that one
// field or block, half-open.
//
// Chinese in either script is read by the scanner in quantity.go, English by
// english.go. A text in another language, or of unknown language without Han
// characters, gives no rows.
package facts

import (
	"strings"
	"time"

	"dabao/schema"
)

// maxBlock is the longest field in code points that is read for facts; a
// longer one is not prose.
const maxBlock = 1 << 20

// Reference is the day a text was published, against which its partial dates
// are read. The zero Reference is "not known": only dates that are complete in
// themselves then give a row.
type Reference struct {
	day    time.Time // midnight UTC of the calendar day where it was published
	offset string    // "+08:00" as printed; empty where no zone is known
}

// ReferenceTo reads a's day of publication and its zone.
func ReferenceTo(a *schema.Article) Reference {
	if t, err := time.Parse(time.RFC3339, a.PublishedAt); err == nil {
		return Reference{civil(t.Year(), int(t.Month()), t.Day()), t.Format("-07:00")}
	}
	if t, err := time.Parse(time.DateOnly, a.PublishedOn); err == nil {
		return Reference{day: t}
	}
	return Reference{}
}

// IsZero reports whether the day is not known.
func (r Reference) IsZero() bool { return r.day.IsZero() }

// Fill sets a.Quantities and a.Dates from title, subtitle and blocks, captions
// included and code left out. Rows stand in the order title, subtitle, blocks by position, then
// by place in the text; Raw is exactly the code points of its span. Where stopped,
// which may be nil, says so, it ends early with whatever it has.
func Fill(a *schema.Article, stopped func() bool) {
	if stopped == nil {
		stopped = func() bool { return false }
	}
	a.Quantities, a.Dates = nil, nil
	fields := make([]*field, 0, len(a.Blocks)+2)
	fields = append(fields,
		newField(a.Title, a.Lang, "title", 0), newField(a.Subtitle, a.Lang, "subtitle", 0))
	for i, b := range a.Blocks {
		if stopped() {
			return
		}
		if b.Kind == schema.Code {
			continue // its numbers count nothing
		}
		fields = append(fields, newField(b.Text, a.Lang, "block", i))
	}
	res := newResolver(ReferenceTo(a))
	for _, f := range fields {
		if stopped() {
			return
		}
		res.prepare(f.text)
	}
	for _, f := range fields {
		if stopped() {
			return
		}
		a.Quantities = append(a.Quantities, place(f, f.quantities())...)
		for _, d := range res.dates(f.text) {
			d.Field, d.Position = f.name, f.position
			a.Dates = append(a.Dates, d)
		}
	}
}

type field struct {
	*text
	name     string
	position int
}

func newField(s, lang, name string, position int) *field {
	return &field{newText(s, lang), name, position}
}

func place(f *field, qs []schema.Quantity) []schema.Quantity {
	for i := range qs {
		qs[i].Field, qs[i].Position = f.name, f.position
	}
	return qs
}

// Quantities finds the quantities of one text in the language lang (BCP 47;
// empty for "see the script"), in order, not overlapping. Field and Position
// are left zero.
func Quantities(text, lang string) []schema.Quantity {
	return newText(text, lang).quantities()
}

// Dates finds the dates of one text, in order, not overlapping, resolved
// against published. Field and Position are left zero.
func Dates(text, lang string, published Reference) []schema.Date {
	t := newText(text, lang)
	res := newResolver(published)
	res.prepare(t)
	return res.dates(t)
}

// tongue is the set of rules a text is read by.
type tongue int

const (
	other tongue = iota
	chinese
	english
)

func tongueOf(lang string, f []rune) tongue {
	primary, _, _ := strings.Cut(strings.ToLower(lang), "-")
	switch primary {
	case "zh", "cmn", "yue":
		return chinese
	case "en":
		return english
	case "", "und":
		return tongueOfScript(f)
	}
	return other
}

// traditionalUse reports whether lang names a place or script where years may
// be counted from the founding of the Republic of China.
func traditionalUse(lang string) bool {
	l := strings.ToLower(lang)
	return strings.Contains(l, "hant") || strings.HasSuffix(l, "-tw") || strings.HasSuffix(l, "-hk") || strings.HasSuffix(l, "-mo")
}

// tongueOfScript takes Han without kana for Chinese; anything else stays
// unread, since 3.500 is one number in English and another in German.
func tongueOfScript(f []rune) tongue {
	han := false
	for _, r := range f {
		if r >= 0x3041 && r <= 0x30FF {
			return other
		}
		han = han || isHan(r)
	}
	if han {
		return chinese
	}
	return other
}
