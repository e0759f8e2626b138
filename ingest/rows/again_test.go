package rows

import (
	"testing"

	"dabao/ingest/intake"
	"dabao/schema"
)

// TestAgain reads rows under names that a person gave, then again without them.
func TestAgain(t *testing.T) {
	for name, c := range map[string]struct {
		line    string
		columns schema.Columns
	}{
		"usual names":    {`{"html":"<!doctype html><p>The quay opened.</p>"}`, nil},
		"an article":     {`{"kopf":"Quay","leib":"The quay opened."}`, schema.Columns{"title": "kopf", "text": "leib"}},
		"a text":         {`{"leib":"The quay opened.","text":"A teaser."}`, schema.Columns{"text": "leib"}},
		"a nested page":  {`{"text":"A teaser.","antwort":{"seite":"<!doctype html><p>The quay opened.</p>"}}`, schema.Columns{"html": "antwort.seite"}},
		"part of a page": {`{"kopf":"Quay","leib":"<p>The quay opened.</p><p>All came.</p>"}`, schema.Columns{"title": "kopf", "text": "leib"}},
		"another title":  {`{"kopf":"Quay","title":"Home","content":"<p>The quay opened.</p><p>All came.</p>"}`, schema.Columns{"title": "kopf"}},
		"a list":         {`{"leib":["The quay opened.","All came."]}`, schema.Columns{"text": "leib"}},
	} {
		row := schema.Document{MediaType: LineType, Body: []byte(c.line)}
		row.Columns = c.columns
		read, _, err := Open(row, intake.Limits{})
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		row.Columns = nil
		if again := Again(row, read.SHA256(), intake.Limits{}); string(again.Body) != string(read.Body) {
			t.Errorf("%s: %q, was %q", name, again.Body, read.Body)
		}
		if other := Again(row, "00", intake.Limits{}); string(other.Body) != c.line {
			t.Errorf("%s: other bytes give %q, not the row", name, other.Body)
		}
	}
}
