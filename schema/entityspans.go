package schema

import "slices"

// Of a mention a file keeps where it stands, not its words, which stand there:
//
//	field  position  char_start  char_end  kind  name          role
//	title  0         0           3         2     青禾縣        NULL
//	NULL   4         12          14        0     青禾縣縣委    NULL
//
// A field that is NULL is a block, and a kind a place in storedKinds: both stand
// a million times in a large file.
var entitySpans = TableDef{Name: "entity_spans", Child: true, Key: []string{"article_id", "seq"}, Columns: []Column{
	integer("article_id"), integer("seq"), textNull("field"), integer("position"), integer("char_start"), integer("char_end"),
	integer("kind"), text("name"), textNull("role")}}

// storedKinds are the kinds of names by their numbers, which give the order of
// the words.
var storedKinds = []EntityKind{Org, Person, Place}

// entitySpans are the rows of entity_spans behind article_id.
func (a *Article) entitySpans() [][]any {
	rows := make([][]any, len(a.Entities))
	for i, e := range a.Entities {
		var field any
		if e.Field != "block" {
			field = e.Field
		}
		rows[i] = []any{int64(i), field, int64(e.Position), int64(e.Start), int64(e.End),
			int64(slices.Index(storedKinds, e.Kind)), e.Name, orNull(e.Role)}
	}
	return rows
}

// CutEntities sets the entities of an article, whose title, subtitle and blocks
// are set, from the rows of entity_spans behind seq, which must hold its types.
// What stands nowhere in the article has no words.
func (a *Article) CutEntities(spans [][]any) {
	a.Entities = nil
	if len(spans) == 0 {
		return
	}
	a.Entities = make([]Entity, len(spans))
	places := a.Places()
	for i, s := range spans {
		e := Entity{Span: Span{"block", int(s[1].(int64)), int(s[2].(int64)), int(s[3].(int64))}, Name: s[5].(string), Role: stringOr(s[6])}
		if field, ok := s[0].(string); ok {
			e.Field = field
		}
		if kind := s[4].(int64); kind >= 0 && kind < int64(len(storedKinds)) {
			e.Kind = storedKinds[kind]
		}
		e.Raw, _ = places.Cut(e.Span)
		a.Entities[i] = e
	}
}
