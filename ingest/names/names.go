// Package names finds the organisations, places and persons that an article
// names, in Chinese and English.
package names

import (
	"strings"
	"unicode/utf8"

	"dabao/schema"
)

// maxBlock is the longest field in code points that is read for names; a
// longer one is not prose.
const maxBlock = 1 << 20

// Find gives the names of an article, in the order title, subtitle, blocks by
// position, then by place in the text. Spans do not overlap, and Raw is exactly
// the code points of its span. Code is left out, and text in a language other
// than Chinese and English gives none. Where stopped, which may be nil, says so,
// it ends early with nothing.
func Find(a *schema.Article, stopped func() bool) []schema.Entity {
	if stopped == nil {
		stopped = func() bool { return false }
	}
	primary, _, _ := strings.Cut(strings.ToLower(a.Lang), "-")
	switch primary {
	case "zh", "cmn", "yue":
		return findChinese(a, stopped)
	case "en":
		return findEnglish(a, stopped)
	}
	return nil
}

// eachField gives the texts of an article that are read.
func eachField(a *schema.Article, yield func(text, name string, position int)) {
	one := func(text, name string, position int) {
		if text != "" && (len(text) <= maxBlock || utf8.RuneCountInString(text) <= maxBlock) {
			yield(text, name, position)
		}
	}
	one(a.Title, "title", 0)
	one(a.Subtitle, "subtitle", 0)
	for i, b := range a.Blocks {
		if b.Kind != schema.Code {
			one(b.Text, "block", i)
		}
	}
}

func findChinese(a *schema.Article, stopped func() bool) []schema.Entity {
	var fields []*zhField
	eachField(a, func(text, name string, position int) {
		fields = append(fields, newZhField(text, name, position))
	})
	readChinese(fields, stopped)
	var found []schema.Entity
	for _, t := range fields {
		found = append(found, rows(t.name, t.position, t.r, t.spans)...)
	}
	nameRows(found, tieChinese(found))
	return found
}

func findEnglish(a *schema.Article, stopped func() bool) []schema.Entity {
	var fields []*enField
	eachField(a, func(text, name string, position int) {
		fields = append(fields, newEnField(text, name, position))
	})
	r := readEnglish(fields, stopped)
	var found []schema.Entity
	for _, t := range fields {
		found = append(found, rows(t.name, t.position, t.r, t.spans)...)
	}
	nameRows(found, r.tieEnglish(found))
	return found
}

var kinds = map[byte]schema.EntityKind{'o': schema.Org, 'p': schema.Place, 'h': schema.Person}

// rows makes rows of the mentions of one field.
func rows(name string, position int, r []rune, spans []mention) []schema.Entity {
	var found []schema.Entity
	for _, m := range spans {
		e := schema.Entity{Span: schema.Span{Field: name, Position: position, Start: m.start, End: m.end}, Raw: string(r[m.start:m.end]), Kind: kinds[m.kind]}
		e.Name = e.Raw
		if m.kind == 'h' && m.roleEnd > m.roleStart {
			e.Role = string(r[m.roleStart:m.roleEnd])
		}
		found = append(found, e)
	}
	return found
}
