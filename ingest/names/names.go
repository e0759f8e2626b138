// Package names finds the organisations, places and persons that an article
// names, in Chinese of either script and in English, by rules and lists.
//
// A mention is the longest name at its place: nothing stands nested in another,
// and what only points at a name (该县, the company) is none. Neither are the
// titles of works, streets, and whom the credit of a picture names. A chain of
// divisions is one mention each down to the county, 泸州市 and 泸县, and one from the
// town on, 嘉明镇罗桥村. A body takes the nearest place before it.
//
// How an article is read:
//
//	Chinese   text ── fold ──▶ one script, places kept                (zhlattice.go)
//	          ── cut ──▶ the cheapest way through words and names of people
//	          ── judge ──▶ which names are certain in this article     (zhjudge.go, zhevidence.go, zhbrand.go, zhspelled.go, zhsport.go)
//	          ── cut again, mark ──▶ people, bodies, places, outlets    (zhperson.go, zhorg.go, zhbody.go, zhplace.go, zhsigns.go, zhlatin.go)
//	English   text ── cut ──▶ words with their case                    (entext.go)
//	          ── runs of capitals ──▶ whole, titled, person, single     (enchunk.go, enperson.go, ensingle.go)
//	          twice: what the first pass makes certain the second marks everywhere
//	both      rows ── group ──▶ the fullest form that the article prints (group.go), of countries one form everywhere (forms.go)
//
// A doubtful row is worse than a missing one, so a name needs a reason: a list,
// an ending behind something that tells it from others, an office or a verb of
// speech beside it, or that the article repeats it. Every step looks a bounded
// number of characters to either side, so time grows with the text.
//
// The lists (zh.zst, en.zst) are made by gen; the words of the languages, titles
// and endings, stand in zhwords.go and enwords.go.
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
	l := readChinese(fields, stopped)
	var found []schema.Entity
	for _, t := range fields {
		found = append(found, rows(t.name, t.position, t.r, t.spans)...)
	}
	nameRows(found, tieChinese(found, l.spelled))
	traditional := strings.Contains(strings.ToLower(a.Lang), "hant")
	for i := range found {
		found[i].Name = chineseForm(&found[i], traditional)
	}
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
	for i := range found {
		found[i].Name = englishForm(&found[i])
	}
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
