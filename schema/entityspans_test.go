package schema

import (
	"reflect"
	"slices"
	"strings"
	"testing"
)

// TestEntitiesAreCut goes through rows of entity_spans and back, and cuts by
// numbers that a stranger wrote.
func TestEntitiesAreCut(t *testing.T) {
	a := full()
	rows := a.StoredRows(TableNamed("entities"))
	got := &Article{Title: a.Title, Subtitle: a.Subtitle, Blocks: a.Blocks}
	got.CutEntities(behindPosition(rows))
	if !reflect.DeepEqual(got.Entities, a.Entities) {
		t.Errorf("got  %+v\nwant %+v", got.Entities, a.Entities)
	}
	for _, row := range rows {
		for _, cell := range row {
			if s, ok := cell.(string); ok && slices.ContainsFunc(a.Entities, func(e Entity) bool { return e.Raw == s && e.Name != s }) {
				t.Errorf("%q stands a second time", s)
			}
		}
	}
	for _, foreign := range [][]any{
		{nil, int64(9), int64(0), int64(1), int64(0), "n", nil}, {nil, int64(-1), int64(0), int64(1), int64(9), "n", nil},
		{"title", int64(0), int64(-3), int64(1), int64(-1), "n", nil}, {"title", int64(0), int64(2), int64(1 << 62), int64(1), "n", "r"}, {"kicker", int64(0), int64(0), int64(1), int64(1), "n", "r"},
	} {
		got.CutEntities([][]any{foreign})
		if got.Entities[0].Raw != "" {
			t.Errorf("%v cuts %q", foreign, got.Entities[0].Raw)
		}
	}
}

// TestEntityStandsInItsPlace refuses a row whose words stand elsewhere: a file
// would give it others.
func TestEntityStandsInItsPlace(t *testing.T) {
	for want, change := range map[string]func(*Entity){
		`"橋" stands there, not "座"`: func(e *Entity) { e.Raw = "座" },
		"leave the title":           func(e *Entity) { e.End = 9 },
		"no block 7":                func(e *Entity) { e.Field, e.Position = "block", 7 },
		"unknown kind":              func(e *Entity) { e.Kind = "team" },
	} {
		a := full()
		change(&a.Entities[0])
		if err := a.Validate(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %q", err, want)
		}
	}
}
